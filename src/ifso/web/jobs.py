"""Work that takes long: one piece at a time in a thread of its own, so that the server goes on answering.

Owns the queue and its bound, who waits for what, letting go of work that nobody waits for, and the results that are kept. The engine uses
every core for one piece of work, so that more than one at a time would gain nothing. Leaves what the work is to
:mod:`ifso.web.explaining`.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field

from ifso.ground.diagnostics import IfsoError, Invalid, UsageError

MOST_WAITING = 64
"""Pieces of work that may wait at most."""
MOST_KEPT = 256
"""Results that are kept, those last used."""
MOST_KEPT_CHARACTERS = 64_000_000
LOG = logging.getLogger(__name__)
EVERY = 0.1
"""Seconds between two reports of progress at least."""

Progress = Callable[[float], None]
Run = Callable[[Progress], str]
"""Does the work and returns its result as JSON."""


class LetGo(Exception):  # noqa: N818 - not an error: nobody waits any longer
    """Ends work for which nobody waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waits for a result, and what is called as it comes about; all in the event loop."""

    progress: Callable[[float], None]
    done: Callable[[str], None]
    failed: Callable[[str, str], None]
    """With a message and a hint."""


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """A piece of work that waits or runs."""

    key: Hashable
    run: Run
    waiting: list[Waiting] = field(default_factory=list)
    is_let_go: bool = False


class Jobs:
    """The queue."""

    def __init__(self) -> None:
        self._jobs: dict[Hashable, Job] = {}
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._kept: OrderedDict[Hashable, str] = OrderedDict()
        self._size = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to work; called in the event loop."""
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._work, name="ifso-work", daemon=True).start()

    def stop(self) -> None:
        """Let go of everything."""
        for job in self._jobs.values():
            job.is_let_go = True
        self._jobs.clear()
        self._queue.put(None)

    def ask(self, key: Hashable, run: Run, waiting: Waiting) -> Callable[[], None]:
        """Have work done, unless its result is there or it is being done already; return what lets go of it."""
        if key in self._kept:
            self._kept.move_to_end(key)
            waiting.done(self._kept[key])
            return lambda: None
        job = self._jobs.get(key)
        if job is None:
            if len(self._jobs) >= MOST_WAITING:
                waiting.failed("Too much is being computed already.", "Wait until something of it is there, and ask again.")
                return lambda: None
            job = self._jobs[key] = Job(key=key, run=run)
            self._queue.put(job)
        job.waiting.append(waiting)
        return lambda: self._let_go(job, waiting)

    def _let_go(self, job: Job, waiting: Waiting) -> None:
        with suppress(ValueError):
            job.waiting.remove(waiting)
        if not job.waiting:
            job.is_let_go = True
            if self._jobs.get(job.key) is job:
                del self._jobs[job.key]

    # ------------------------------------------------------------ in the worker's thread

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if not job.is_let_go:
                self._do(job)

    def _do(self, job: Job) -> None:
        last = 0.0

        def progress(share: float) -> None:
            nonlocal last
            if job.is_let_go:
                raise LetGo
            if (now := time.monotonic()) - last >= EVERY:
                last = now
                self._tell(lambda: _report(job, share))

        try:
            result = job.run(progress)
        except LetGo:
            return
        except Exception as problem:
            if not isinstance(problem, IfsoError):
                LOG.exception("a part of the page could not be computed")
            message, hint = in_words(problem)
            self._tell(lambda: self._failed(job, message, hint))
        else:
            self._tell(lambda: self._done(job, result))

    def _tell(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            if self._loop is not None:
                self._loop.call_soon_threadsafe(what)

    # ------------------------------------------------------------ back in the loop

    def _done(self, job: Job, result: str) -> None:
        self._keep(job.key, result)
        self._end(job)
        for waiting in job.waiting:
            waiting.done(result)

    def _failed(self, job: Job, message: str, hint: str) -> None:
        self._end(job)
        for waiting in job.waiting:
            waiting.failed(message, hint)

    def _end(self, job: Job) -> None:
        if self._jobs.get(job.key) is job:
            del self._jobs[job.key]

    def _keep(self, key: Hashable, result: str) -> None:
        if key in self._kept:
            return
        self._kept[key] = result
        self._size += len(result)
        while self._kept and (len(self._kept) > MOST_KEPT or self._size > MOST_KEPT_CHARACTERS):
            _, old = self._kept.popitem(last=False)
            self._size -= len(old)


def _report(job: Job, share: float) -> None:
    for waiting in tuple(job.waiting):
        waiting.progress(min(1.0, max(0.0, share)))


def in_words(problem: Exception) -> tuple[str, str]:
    """Return what is said of something that went wrong, and what to do about it; never a traceback."""
    match problem:
        case UsageError():
            return problem.message, problem.hint
        case Invalid():
            first = next((found for found in problem.diagnostics if found.is_error), problem.diagnostics[0])
            return first.message, first.hint
        case IfsoError():
            return str(problem), ""
        case MemoryError():
            return "There is not enough memory for this.", ""
        case _:
            return f"This could not be computed: {type(problem).__name__}.", "It is a fault of the program; the terminal says more."
