"""What a browser does, for tests: a client of the application, and pages that talk with it.

Everything that is waited for is waited for with a bound: the test fails where it does not come.
"""

import json
import queue
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from ifso.web.guard import Gate
from ifso.web.opened import Opened

PORT = 8123
LIVE = f"ws://127.0.0.1:{PORT}/live"
LONG = 60.0
"""Seconds within which what is waited for has come on any machine."""


class Page:
    """A page that talks with the server."""

    def __init__(self, session: WebSocketTestSession) -> None:
        self._session = session
        self._heard: queue.SimpleQueue[dict[str, Any] | int] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            while True:
                self._heard.put(json.loads(self._session.receive_text()))
        except WebSocketDisconnect as end:
            self._heard.put(end.code)
        except Exception:  # noqa: BLE001 - the session has been closed by the test
            self._heard.put(-1)

    def say(self, message: object) -> None:
        self._session.send_text(message if isinstance(message, str) else json.dumps(message))

    def say_bytes(self, data: bytes) -> None:
        self._session.send_bytes(data)

    def hear(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind; those of other kinds before it are passed over."""
        while True:
            heard = self._heard.get(timeout=LONG)
            assert not isinstance(heard, int), f"the connection was closed: {heard}"
            if heard["type"] == kind:
                return heard

    def next(self) -> dict[str, Any]:
        """Return the next message that is no report of progress."""
        while True:
            heard = self._heard.get(timeout=LONG)
            assert not isinstance(heard, int), f"the connection was closed: {heard}"
            if heard["type"] != "progress":
                return heard

    def closed(self) -> int:
        """Return with what code the connection is closed."""
        while True:
            heard = self._heard.get(timeout=LONG)
            if isinstance(heard, int):
                return heard


@dataclass(kw_only=True)
class Site:
    """An application that serves a scenario."""

    path: Path
    opened: Opened
    gate: Gate
    client: TestClient
    stack: ExitStack = field(default_factory=ExitStack)

    def page(self, question: str | None = None) -> Page:
        """Open one more page, which may show a question already."""
        address = LIVE if question is None else f"{LIVE}?question={question}"
        return Page(self.stack.enter_context(self.client.websocket_connect(address)))

    def let_in(self) -> None:
        """Bring the cookie along from now on."""
        assert self.client.get("/", params={"token": self.gate.token}).status_code == 200
