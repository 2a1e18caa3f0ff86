"""Long work: one at a time, shared by those who ask the same, let go when nobody waits."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.web import jobs
from ifso.web.jobs import Jobs, Progress, Waiting

from .browsing import LONG

FAULT = "It is a fault of the program; the terminal says more."


class Waiter:
    """Somebody who waits, and what they are told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.end = asyncio.Event()

    @property
    def waiting(self) -> Waiting:
        def ends(what: str) -> Callable[..., None]:
            return lambda *said: (self.told.append((what, *said)), self.end.set())  # type: ignore[func-returns-value, arg-type]

        return Waiting(progress=lambda share: self.told.append(("progress", share)), done=ends("done"), failed=ends("failed"))

    async def ended(self) -> tuple[str, Any]:
        await asyncio.wait_for(self.end.wait(), LONG)
        return self.told[-1]


def running(test: Callable[[Jobs], Awaitable[None]]) -> None:
    async def run() -> None:
        queue = Jobs()
        queue.start()
        try:
            await test(queue)
        finally:
            queue.stop()

    asyncio.run(run())


def test_a_result_comes_with_its_progress_and_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "EVERY", 0.0)
    runs = []

    def work(progress: Progress) -> str:
        runs.append(1)
        progress(-0.5)
        progress(0.5)
        return "result"

    async def test(queue: Jobs) -> None:
        first, second = Waiter(), Waiter()
        queue.ask("key", work, first.waiting)
        assert await first.ended() == ("done", "result")
        assert first.told[:2] == [("progress", 0.0), ("progress", 0.5)]
        queue.ask("key", work, second.waiting)
        assert second.told == [("done", "result")]
        assert len(runs) == 1

    running(test)


def test_those_who_ask_the_same_share_the_work() -> None:
    go, runs = threading.Event(), []

    def work(_: Progress) -> str:
        runs.append(go.wait(LONG))
        return "result"

    async def test(queue: Jobs) -> None:
        waiters = [Waiter() for _ in range(3)]
        for waiter in waiters:
            queue.ask("key", work, waiter.waiting)
        go.set()
        assert [await waiter.ended() for waiter in waiters] == [("done", "result")] * 3
        assert runs == [True]

    running(test)


def test_work_that_nobody_waits_for_ends_at_its_next_report_and_is_not_begun_where_it_has_yet_to_be() -> None:
    begun, go, after = threading.Event(), threading.Event(), []

    def first(progress: Progress) -> str:
        begun.set()
        go.wait(LONG)
        progress(0.5)
        after.append("first went on")
        return "first"

    def second(_: Progress) -> str:
        after.append("second was begun")
        return "second"

    async def test(queue: Jobs) -> None:
        one, two, three = Waiter(), Waiter(), Waiter()
        let_go_of_one = queue.ask("one", first, one.waiting)
        let_go_of_two = queue.ask("two", second, two.waiting)
        queue.ask("three", lambda _: "third", three.waiting)
        await asyncio.to_thread(begun.wait, LONG)
        let_go_of_one()
        let_go_of_two()
        go.set()
        assert await three.ended() == ("done", "third")
        assert (one.told, two.told, after) == ([], [], [])

    running(test)


def test_work_goes_on_while_somebody_waits_and_what_was_let_go_can_be_asked_again() -> None:
    begun, go = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        go.wait(LONG)
        progress(0.5)
        return "result"

    async def test(queue: Jobs) -> None:
        one, other = Waiter(), Waiter()
        let_go = queue.ask("key", work, one.waiting)
        queue.ask("key", work, other.waiting)
        await asyncio.to_thread(begun.wait, LONG)
        let_go()
        let_go()
        go.set()
        assert await other.ended() == ("done", "result")
        assert one.told == []

    running(test)

    async def again(queue: Jobs) -> None:
        go.clear()
        begun.clear()
        one, other = Waiter(), Waiter()
        let_go = queue.ask("key", work, one.waiting)
        await asyncio.to_thread(begun.wait, LONG)
        let_go()
        queue.ask("key", work, other.waiting)
        go.set()
        assert await other.ended() == ("done", "result")

    running(again)


def test_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_WAITING", 2)
    go = threading.Event()

    def work(_: Progress) -> str:
        go.wait(LONG)
        return "result"

    async def test(queue: Jobs) -> None:
        waiters = [Waiter() for _ in range(3)]
        for n, waiter in enumerate(waiters):
            queue.ask(n, work, waiter.waiting)
        assert waiters[2].told[0][0:2] == ("failed", "Too much is being computed already.")
        go.set()
        assert await waiters[1].ended() == ("done", "result")

    running(test)


def test_few_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_KEPT", 1)
    runs: list[str] = []

    async def test(queue: Jobs) -> None:
        for key in ("a", "a", "b", "a"):
            waiter = Waiter()
            queue.ask(key, lambda _, key=key: runs.append(key) or key, waiter.waiting)  # type: ignore[misc]
            assert await waiter.ended() == ("done", key)
        assert runs == ["a", "b", "a"]

    running(test)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (UsageError("There is no view `x`.", hint="There are: y."), ("failed", "There is no view `x`.", "There are: y.")),
        (MemoryError(), ("failed", "There is not enough memory for this.", "")),
        (ZeroDivisionError("secret"), ("failed", "This could not be computed: ZeroDivisionError.", FAULT)),
    ],
)
def test_what_goes_wrong_is_said_and_the_next_work_is_done(problem: Exception, said: tuple[str, str, str]) -> None:
    def work(_: Progress) -> str:
        raise problem

    async def test(queue: Jobs) -> None:
        one, other = Waiter(), Waiter()
        queue.ask("one", work, one.waiting)
        queue.ask("other", lambda _: "fine", other.waiting)
        assert await one.ended() == said
        assert await other.ended() == ("done", "fine")

    running(test)
