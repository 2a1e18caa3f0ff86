"""Who may speak to the server, and under what rules a browser shows its answers.

Owns the keys (a token in the address, a ticket for one use, a cookie), the checks of Host and Origin, and the headers of every answer. A
request is answered only where its Host is an address of this server (a page elsewhere whose name was made to lead here has another), where
it comes from no other origin, and where it brings a key. Leaves what is answered to :mod:`ifso.web.app`.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ifso.web.pages import arriving_page, refusal_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = ("GET", "HEAD")
HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def policy(host: str) -> str:
    """Return what a page of this server may load and do: its own program, style and data, and nothing from anywhere else."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"connect-src 'self' ws://{host}; worker-src blob:; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _is(given: str | None, wanted: str) -> bool:
    """Compare in a time that does not tell how much of a key is right."""
    return given is not None and bool(wanted) and secrets.compare_digest(given.encode(), wanted.encode())


@dataclass(slots=True, kw_only=True)
class Gate:
    """The keys of one start of the server, and the addresses by which it goes."""

    port: int
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names of this server, as they stand in an address."""
    any_address: bool = False
    """Whether every address in digits is taken for one of this server; never a name, which somebody else can make lead here."""
    token: str = field(default_factory=_secret)
    """Stands in the address that is printed, and can be used again."""
    ticket: str = field(default_factory=_secret)
    """Stands in the address that is given to a browser, where others on the machine may read it, and is worth nothing once used."""
    cookie: str = field(default_factory=_secret)

    @property
    def cookie_name(self) -> str:
        """The name of the cookie: browsers share cookies among the ports of a machine."""
        return f"ifso-{self.port}"

    def knows_host(self, host: str) -> bool:
        """Tell whether a Host header names this server."""
        name, colon, port = host.lower().rpartition(":")
        if not colon or name.endswith(":") or (host.startswith("[") and host.endswith("]")):
            name, port = host.lower(), "80"
        if port != str(self.port):
            return False
        return name in self.hosts or (self.any_address and _is_address(name))

    def admits(self, given: str | None) -> bool:
        """Tell whether the key in an address is good; a ticket is spent by it."""
        if _is(given, self.token):
            return True
        if _is(given, self.ticket):
            self.ticket = ""
            return True
        return False

    def knows_cookie(self, given: str | None) -> bool:
        """Tell whether a cookie is one that this start of the server has handed out."""
        return _is(given, self.cookie)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


class Guard:
    """An ASGI application that stands before another and lets through what may pass."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refuse(scope, headers)
        if scope["type"] == "websocket":
            if answer is None:
                await self.app(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008, "reason": "refused"})
            return
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 and self.gate.knows_host(hosts[0]) else f"127.0.0.1:{self.gate.port}"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                of = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    of[name] = value
                of["content-security-policy"] = policy(host)
            await send(message)

        await (answer or self.app)(scope, receive, guarded)

    def _refuse(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to a request that is not passed on: a refusal, or the way in; None for one that may pass."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self.gate.knows_host(hosts[0]):
            return _refusal(400, "This server answers to its own address only.")
        if len(origins) > 1 or (origins and origins[0].lower() != f"http://{hosts[0].lower()}"):
            return _refusal(403, "This request comes from another page.")
        if scope["type"] == "http" and scope["method"] not in SAFE:
            return _refusal(405, "This server is only read by HTTP.")
        request = HTTPConnection(scope)
        given = request.query_params.get("token")
        if given is not None and scope["type"] == "http" and self._asks_in(scope) and self.gate.admits(given):
            return self._way_in(headers)
        if self.gate.knows_cookie(request.cookies.get(self.gate.cookie_name)) or _is(given, self.gate.token):
            return None
        return _refusal(403, "The key to this page is missing or is that of an earlier start.")

    @staticmethod
    def _asks_in(scope: Scope) -> bool:
        return bool(scope["path"] == "/" and scope["method"] == "GET")  # looking at the head of an answer spends no ticket

    def _way_in(self, headers: Headers) -> Response:
        """Hand out the cookie and lead to the page without the key in its address.

        A browser that was sent here by another page would not bring a strict cookie along on a redirect; from a page of ours it does.
        """
        from_elsewhere = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        answer: Response = HTMLResponse(arriving_page()) if from_elsewhere else RedirectResponse("/", status_code=303)
        answer.set_cookie(self.gate.cookie_name, self.gate.cookie, httponly=True, samesite="strict", path="/")
        return answer


def _refusal(status: int, why: str) -> Response:
    return HTMLResponse(refusal_page(why), status_code=status)
