"""A scenario that is open in a browser, once or several times.

Owns which pages look at it, what they are told as the file changes, that the file is read and written by one at a time, and the pages that
are ready. Leaves the talk with one page to :mod:`ifso.web.live`.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Reasoned
from ifso.verbs.saving import Saved, save_view
from ifso.web.explaining import page_json, programs_work, request_of, work_of
from ifso.web.following import Followed, Reading
from ifso.web.jobs import Jobs, Waiting
from ifso.web.messages import Explain, Save

EVERY = 0.5
"""Seconds between two looks at the file."""
MOST_PAGES = 16
"""Pages that can look at one file at a time."""
MOST_KEPT = 8
"""Pages that are kept ready, and texts that are remembered."""


class Looking(Protocol):
    """A page that looks at the scenario."""

    async def changed(self) -> None:
        """Hear that the scenario or what is wrong with its file has changed."""


class Opened:
    """The scenario, its file, and the pages."""

    def __init__(self, path: Path, *, question: str | None = None) -> None:
        """Read the file. Raises ``UsageError`` and ``Invalid`` where it cannot be shown."""
        self.followed = Followed(path)
        self.jobs = Jobs()
        self.question = question
        """The question that a page shows first; None for the scenario's own first."""
        self.pages: set[Looking] = set()
        self._file = asyncio.Lock()
        self._moved = False
        """Whether another file has taken the place of the one of which the pages were told: a copy of an example."""
        self._drawing = asyncio.Lock()
        self._ready: OrderedDict[tuple[str, str | None], str] = OrderedDict()
        self._texts: OrderedDict[str, bytes] = OrderedDict()
        self._remember()
        request_of(self.reading, question)

    @property
    def reading(self) -> Reading:
        """What the file said when it last read well."""
        return self.followed.good

    @property
    def trouble(self) -> dict[str, Any] | None:
        """The message that says what is wrong with the file; None where nothing is."""
        return self.followed.trouble

    async def follow(self) -> None:
        """Look at the file again and again, and tell every page when something is different."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Look at the file now."""
        async with self._file:
            changed = await asyncio.to_thread(self.followed.look) or self._moved
            self._moved = False
            self._remember()
        if changed:
            await self._tell()

    async def page(self, question: str | None) -> str:
        """Return a page as JSON. Raises ``UsageError`` where the scenario asks no such question."""
        reading = self.reading
        key = (reading.stamp, question)
        async with self._drawing:
            if key not in self._ready:
                self._ready[key] = await asyncio.to_thread(page_json, reading, question)
                while len(self._ready) > MOST_KEPT:
                    self._ready.popitem(last=False)
            return self._ready[key]

    def question_of(self, wanted: str | None) -> str | None:
        """Return a question that the scenario asks: the one that is wanted, or else the one that pages show first."""
        asked = self.reading.loaded.scenario.questions
        return next((name for name in (wanted, self.question) if name is not None and name in asked), None)

    def explain(self, question: str | None, asked: Explain, waiting: Waiting) -> Callable[[], None]:
        """Have a part computed; return what lets go of it. Raises ``UsageError`` for a request that cannot be met."""
        key, run = work_of(self.reading, question, asked)
        return self.jobs.ask(key, run, waiting)

    @property
    def is_reasoned(self) -> bool:
        """Tell whether actors choose for a reason in any view."""
        scenario = self.reading.loaded.scenario
        held = [held for view in scenario.views for held in scenario.held_choices(view).values()]
        return any(isinstance(one.decided.decision, Reasoned) for one in held)

    def programs(self, question: str | None, faced: str, waiting: Waiting) -> Callable[[], None]:
        """Have computed what runs under each view, now that what actors face is known; return what lets go of it."""
        key, run = programs_work(self.reading, question, faced)
        return self.jobs.ask(key, run, waiting)

    async def save(self, asked: Save) -> Saved:
        """Write a view into the file. Raises as :func:`ifso.verbs.saving.save_view` does."""
        base = self._texts.get(asked.sha256)
        if base is None:
            raise UsageError("The page is older than what is remembered of its file.", hint="Load the page again and save once more.")
        async with self._file:
            saved = await asyncio.to_thread(
                save_view,
                self.followed.path,
                name=asked.name,
                otherwise=asked.otherwise,
                values=asked.values,
                chosen=asked.chosen,
                about=asked.about,
                replace=asked.replace,
                base=base,
                copy_to=Path.cwd() if asked.copy else None,
            )
            if asked.copy:
                self.followed = await asyncio.to_thread(Followed, saved.path)
                self._moved = True
                self._remember()
        return saved

    def _remember(self) -> None:
        """Keep the text of which pages may speak when they save."""
        self._texts[self.reading.sha256] = self.reading.text
        self._texts.move_to_end(self.reading.sha256)
        while len(self._texts) > MOST_KEPT:
            self._texts.popitem(last=False)

    async def _tell(self) -> None:
        await asyncio.gather(*(page.changed() for page in tuple(self.pages)))
