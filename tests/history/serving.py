"""A server on this machine that misbehaves as it is told, and a dataset that it serves."""

import contextlib
import hashlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ifso.history.datasets import CARDS

CONTENT = bytes(range(256)) * 1200
"""What the file holds: enough for several pieces."""
CARD = replace(
    CARDS["cow_majors"], name="made", file="made/made.rda", path="made.rda", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest()
)


@dataclass(slots=True, kw_only=True)
class Served:
    """What the server was asked for, and how it is to answer; it behaves well once it has run out of misbehaviour."""

    port: int = 0
    ranges: list[str | None] = field(default_factory=list)
    """The header ``Range`` of each request."""
    answers: "deque[Callable[[BaseHTTPRequestHandler], None]]" = field(default_factory=deque)
    quiet: threading.Event = field(default_factory=threading.Event)
    """Is set when the server stops, so that nobody hangs for longer."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{{path}}"


@contextlib.contextmanager
def server() -> Iterator[Served]:
    """Serve ``CONTENT`` under every address."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name is http.server's
            served.ranges.append(self.headers["Range"])
            self.close_connection = True
            answer = served.answers.popleft() if served.answers else well
            with contextlib.suppress(ConnectionError):
                answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = listening.server_address[1]
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.quiet.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, *, length: int | None = None, begins: str = "") -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    if begins:
        handler.send_header("Content-Range", begins)
    handler.end_headers()
    handler.wfile.write(body)


def asked_from(handler: BaseHTTPRequestHandler) -> int:
    given = handler.headers["Range"] or "bytes=0-"
    return int(given.removeprefix("bytes=").removesuffix("-"))


def well(handler: BaseHTTPRequestHandler) -> None:
    """Send what is asked for."""
    begin = asked_from(handler)
    if begin:
        send(handler, 206, CONTENT[begin:], begins=f"bytes {begin}-{len(CONTENT) - 1}/{len(CONTENT)}")
    else:
        send(handler, 200, CONTENT)


def cut(count: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Break off after so many bytes of what is asked for."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        begin = asked_from(handler)
        begins = f"bytes {begin}-{len(CONTENT) - 1}/{len(CONTENT)}" if begin else ""
        send(handler, 206 if begin else 200, CONTENT[begin : begin + count], length=len(CONTENT) - begin, begins=begins)

    return answer


def whole(handler: BaseHTTPRequestHandler) -> None:
    """Send everything, whatever is asked for."""
    send(handler, 200, CONTENT)


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    """Send another part than the one asked for."""
    send(handler, 206, CONTENT[7:], begins=f"bytes 7-{len(CONTENT) - 1}/{len(CONTENT)}")


def tampered(handler: BaseHTTPRequestHandler) -> None:
    """Send something else of the same length."""
    send(handler, 200, CONTENT[::-1])


def page(handler: BaseHTTPRequestHandler) -> None:
    """Send something else of another length, as a hotel's network does."""
    send(handler, 200, b"<html>Please sign in</html>")


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send more than there is, without saying how much."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(CONTENT + CONTENT)


def unsized(count: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send only the beginning, without saying how much there is."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(CONTENT[:count])

    return answer


def status(code: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with a status alone."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, code, b"")

    return answer


def hang(served: Served, after: int = 0) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send so many bytes and then nothing, until the server stops."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if after:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(CONTENT)))
            handler.end_headers()
            handler.wfile.write(CONTENT[:after])
            handler.wfile.flush()
        served.quiet.wait(60)

    return answer


MISBEHAVIOUR: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "all again": whole,
    "another page": page,
    "another part": elsewhere,
    "breaks off": cut(5 * 16384),
    "breaks off at once": cut(0),
    "ends early": unsized(30000),
    "endless": endless,
    "no such part": status(416),
    "not found": status(404),
    "tampered": tampered,
}
"""Ways to misbehave, by what they are."""
