"""The talk with one page, over a WebSocket.

Owns what is answered to each message, that a newer request takes the place of an older one for the same part, and that a page which does
not read what it is sent is let go. Leaves the forms of messages to :mod:`ifso.web.messages`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import IfsoError, UsageError
from ifso.report.page.differing import stretches
from ifso.verbs.saving import Conflict, Shipped
from ifso.web.explaining import as_json, key_of
from ifso.web.jobs import Waiting, in_words
from ifso.web.messages import MOST, Asked, Cancel, Explain, Id, Malformed, Save, Turn, read_message
from ifso.web.opened import MOST_PAGES, Opened

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

LOG = logging.getLogger(__name__)
MOST_UNREAD = 512
"""Messages that a page may leave unread."""
TOO_BIG, TRY_LATER = 1009, 1013
"""Why a connection is closed, by RFC 6455 and the registry that it set up."""

OURS = "ifso"
"""Number of a request that the server makes for a page by itself."""
Slot = tuple[str, str | None, tuple[str, str] | None]
"""A place on the page that holds one result at a time: the part, the view, the pair of views."""


class Talk:
    """The connection with one page."""

    def __init__(self, socket: WebSocket, opened: Opened, question: str | None = None) -> None:
        self._socket = socket
        self._opened = opened
        self._question = opened.question_of(question)
        self._unread: asyncio.Queue[str | int] = asyncio.Queue()
        self._asked: dict[Slot, tuple[Id, Callable[[], None]]] = {}
        self._told = 0

    async def hold(self) -> None:
        """Talk until either side ends it."""
        await self._socket.accept()
        if len(self._opened.pages) >= MOST_PAGES:
            await self._socket.send_text(
                as_json({"type": "failed", "id": None, "message": "Too many pages show this file.", "hint": "Close some of them."})
            )
            await self._socket.close(TRY_LATER, "too many pages")
            return
        self._opened.pages.add(self)
        sending = asyncio.create_task(self._send())
        try:
            if self._opened.trouble is not None:
                self._say(self._opened.trouble)
            await self._hear()
        finally:
            self._opened.pages.discard(self)
            self._let_go_of_all()
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def changed(self) -> None:
        """Tell the page that the file, or what is wrong with it, has changed.

        What it had asked for is let go, since it was asked of an older text.
        """
        self._told += 1
        told = self._told
        if self._opened.trouble is not None:
            self._say(self._opened.trouble)
            return
        self._let_go_of_all()
        self._question = self._opened.question_of(self._question)
        try:
            page = await self._opened.page(self._question)
        except IfsoError as problem:
            if told == self._told:
                message, hint = in_words(problem)
                self._say({"type": "broken", "findings": [finding(message, hint)]})
            return
        if told == self._told:
            self._say_text(f'{{"type":"page","page":{page}}}')

    # ------------------------------------------------------------ sending

    def _say(self, message: dict[str, Any]) -> None:
        self._say_text(as_json(message))

    def _say_text(self, text: str) -> None:
        if self._unread.qsize() < MOST_UNREAD:
            self._unread.put_nowait(text)
        elif self._unread.qsize() == MOST_UNREAD:
            self._unread.put_nowait(TRY_LATER)

    async def _send(self) -> None:
        while True:
            said = await self._unread.get()
            if isinstance(said, int):
                await self._socket.close(said, "not read")
                return
            await self._socket.send_text(said)

    # ------------------------------------------------------------ hearing

    async def _hear(self) -> None:
        while True:
            heard = await self._socket.receive()
            if heard["type"] == "websocket.disconnect":
                return
            text = heard.get("text")
            if text is not None and len(text) > MOST:
                await self._socket.close(TOO_BIG, "too large")
                return
            try:
                await self._answer(read_message("" if text is None else text))
            except Malformed as problem:
                self._fail(problem.id, problem.message, "The page may be older than the server: load it again.")

    async def _answer(self, asked: Asked) -> None:
        try:
            match asked:
                case Explain():
                    self._explain(asked)
                case Cancel():
                    self._cancel(asked.id)
                case Turn():
                    await self._turn(asked)
                case Save():
                    await self._save(asked)
        except Exception as problem:
            if not isinstance(problem, IfsoError):
                LOG.exception("a message could not be answered")
            offer = {"offer": "copy"} if isinstance(problem, Shipped) else {}
            self._fail(asked.id, *in_words(problem), **offer)

    def _fail(self, id_: Id, message: str, hint: str, **offer: str) -> None:
        self._say({"type": "failed", "id": id_, "message": message, "hint": hint, **offer})

    def _explain(self, asked: Explain) -> None:
        slot = (asked.part, asked.view, asked.pair)
        self._let_go(slot)
        head = as_json({"type": "part", "id": asked.id, "part": asked.part} | ({"key": key} if (key := key_of(asked)) else {}))
        waiting = Waiting(
            progress=lambda share: self._say({"type": "progress", "id": asked.id, "part": asked.part, "done": share}),
            done=lambda result: self._done(slot, asked, f'{head[:-1]},"data":{result}}}', result),
            failed=lambda message, hint: self._failed(slot, asked.id, message, hint),
        )
        self._asked[slot] = (asked.id, lambda: None)
        try:
            let_go = self._opened.explain(self._question, asked, waiting)
        except IfsoError:
            self._forget(slot, asked.id)
            raise
        if slot in self._asked:
            self._asked[slot] = (asked.id, let_go)

    def _done(self, slot: Slot, asked: Explain, text: str, result: str) -> None:
        self._forget(slot, asked.id)
        self._say_text(text)
        if asked.part == "faced" and asked.view is None and self._opened.is_reasoned:
            self._follow_up(result)

    def _follow_up(self, faced: str) -> None:
        """Send what runs under each view once more, now that it is known well how actors choose."""
        slot = ("programs", None, None)

        def done(result: str) -> None:
            self._forget(slot, OURS)
            self._say_text(f'{{"type":"part","part":"programs","data":{result}}}')

        def failed(message: str, hint: str) -> None:
            self._forget(slot, OURS)
            LOG.error("what runs could not be told: %s %s", message, hint)

        self._let_go(slot)
        self._asked[slot] = (OURS, lambda: None)
        let_go = self._opened.programs(self._question, faced, Waiting(progress=lambda _: None, done=done, failed=failed))
        if slot in self._asked:
            self._asked[slot] = (OURS, let_go)

    def _failed(self, slot: Slot, id_: Id, message: str, hint: str) -> None:
        self._forget(slot, id_)
        self._fail(id_, message, hint)

    def _forget(self, slot: Slot, id_: Id) -> None:
        if self._asked.get(slot, (object(), None))[0] == id_:
            del self._asked[slot]

    def _let_go(self, slot: Slot) -> None:
        _, let_go = self._asked.pop(slot, (None, lambda: None))
        let_go()

    def _let_go_of_all(self) -> None:
        for slot in tuple(self._asked):
            self._let_go(slot)

    def _cancel(self, id_: Id) -> None:
        for slot in [slot for slot, (asked, _) in self._asked.items() if asked == id_]:
            self._let_go(slot)

    async def _turn(self, asked: Turn) -> None:
        if asked.name not in self._opened.reading.loaded.scenario.questions:
            raise UsageError(f"There is no question `{asked.name[:80]}`.")
        self._question = asked.name
        await self.changed()

    async def _save(self, asked: Save) -> None:
        try:
            saved = await self._opened.save(asked)
            self._say({"type": "saved", "id": asked.id, "sha256": saved.sha256, "line": saved.line, "file": saved.path.name})
        except Conflict as problem:
            found = await asyncio.to_thread(stretches, problem.theirs, problem.mine)
            self._say({"type": "conflict", "id": asked.id, "stretches": found, "message": problem.message})
        finally:
            await self._opened.look()


def finding(message: str, hint: str) -> dict[str, Any]:
    """Return a finding without a place, in the form of ``ifso check --json``."""
    nowhere = dict.fromkeys(("file", "line", "column", "length", "text"))
    return {"code": "unreadable", "severity": "error", "message": message, "hint": hint, **nowhere}
