"""Serving: a port on this machine, the addresses by which the page is reached, and the server until it is stopped.

Owns which hosts and ports can be served. Leaves the answers to :mod:`ifso.web.app`.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import uvicorn

from ifso.ground.diagnostics import UsageError
from ifso.web.app import application
from ifso.web.guard import Gate
from ifso.web.messages import MOST
from ifso.web.opened import Opened

LOCAL = "127.0.0.1"
MOST_PORT = 65535
MOST_BYTES = 4 * MOST
"""Bytes of a message: the characters of one, at four bytes each."""
CLOSING = 2
"""Seconds that pages have to close when the server is stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A port that has been taken."""

    socket: socket.socket
    gate: Gate
    host: str
    """As it stands in an address."""

    def address(self, key: str) -> str:
        """Return the address of the page with a key in it."""
        return f"http://{self.host}:{self.gate.port}/?token={key}"


def bind(host: str, port: int, *, network: bool = False) -> Bound:
    """Take a port, a free one for 0; ``network`` allows a host that other machines reach.

    Raises ``UsageError`` for a host that is not this machine's or that others reach without ``network``, and for a port that is taken.
    """
    if not 0 <= port <= MOST_PORT:
        raise UsageError(f"--port is {port}.", hint=f"It can be from 1 to {MOST_PORT:,}; 0 takes a free one.")
    address = _address(host)
    if not address.is_loopback and not network:
        hint = "Leave out --host; --allow-network serves others too: whoever gets the address can then read and change the file."
        raise UsageError(f"{host} is reached from other machines.", hint=hint)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs take one port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((str(address), port))
        taken.listen(64)
    except OSError as error:
        taken.close()
        hint = "Leave out --port to take a free one." if port else "Leave out --host."
        raise UsageError(f"Port {port} of {host} cannot be served: {error.strerror}.", hint=hint) from None
    port = taken.getsockname()[1]
    name = f"[{address}]" if address.version == 6 else str(address)
    hosts = tuple(dict.fromkeys((name, LOCAL, "localhost", "[::1]")))
    if address.is_unspecified:
        name = LOCAL if address.version == 4 else "[::1]"
    return Bound(socket=taken, gate=Gate(port=port, hosts=hosts, any_address=not address.is_loopback), host=name)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(LOCAL if host == "localhost" else host.removeprefix("[").removesuffix("]"))
    except ValueError:
        raise UsageError(f"`{host[:80]}` is not an address of this machine.", hint=f"Write {LOCAL}, or leave out --host.") from None


def serve(opened: Opened, bound: Bound, ready: Callable[[], None] | None = None, stopped: Callable[[], None] | None = None) -> None:
    """Serve until the process is told to stop.

    ``ready`` is called once the page can be reached, ``stopped`` once it cannot any longer; what is being computed may take longer to end.
    """
    server = _Server(_config(opened, bound), ready, stopped)
    with bound.socket, suppress(KeyboardInterrupt):
        server.run(sockets=[bound.socket])


def _config(opened: Opened, bound: Bound) -> uvicorn.Config:
    return uvicorn.Config(
        application(opened, bound.gate),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=MOST_BYTES,
        ws_per_message_deflate=False,
        lifespan="on",
        timeout_graceful_shutdown=CLOSING,
        limit_concurrency=100,
    )


class _Server(uvicorn.Server):
    """A server that says when it can be reached and when it cannot any longer."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None] | None, stopped: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopped = stopped

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and self._ready is not None:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets=sockets)
        if self._stopped is not None:
            self._stopped()


def open_browser(address: str) -> bool:
    """Open an address in a browser with a window, and tell whether there is one."""
    seen = sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    if seen:
        threading.Thread(target=_open, args=(address,), daemon=True).start()
    return seen


def _open(address: str) -> None:
    with suppress(Exception):  # the address stands in the terminal
        webbrowser.open(address)
