"""What to watch: from a scenario and the words of a request to the events that would tell most about the outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ifso.ground.calendar import date_after, milestones
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Scenario
from ifso.verbs.reading import reading_of
from ifso.verbs.requesting import Request, get_ready, requested

if TYPE_CHECKING:
    import polars as pl

    from ifso.engine.answering import Reading
    from ifso.engine.watching import Watchlists

KERNELS = ("note",)
"""What is compiled for it beside the engine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What to watch, as a caller of the Python interface gets it."""

    watchlists: Watchlists

    def to_dict(self) -> dict[str, Any]:
        """Return what to watch as plain values, the same that ``ifso watch --json`` prints."""
        from ifso.report.plain_watch import watch_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return watch_dict(self.watchlists)

    def frame(self) -> pl.DataFrame:
        """Return a table with a row for each view, reading, event and date.

        Columns: view, reading, event, hidden, follows, date, best, bits, bits_error, above_noise, chance, if_so, if_not.
        """
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        scenario = self.watchlists.scenario
        rows = [
            (
                view.view, watching.reading.value, one.event, scenario.events[one.event].hidden, one.follows,
                date_after(scenario.start, at.date), at is one.best, at.bits, at.error, at.above_noise, at.chance, at.if_so, at.if_not,
            )
            for view in self.watchlists.views
            for watching in view.readings
            for one in watching.events
            for at in one.glances
        ]  # fmt: skip
        kinds = {
            "view": pl.String, "reading": pl.String, "event": pl.String, "hidden": pl.Boolean, "follows": pl.Boolean, "date": pl.Date,
            "best": pl.Boolean, "bits": pl.Float64, "bits_error": pl.Float64, "above_noise": pl.Boolean, "chance": pl.Float64,
            "if_so": pl.Float64, "if_not": pl.Float64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def __repr__(self) -> str:
        found = self.watchlists
        views = ", ".join(view.view for view in found.views)
        return f"<ifso events to watch for {found.question.name!r} of {found.scenario.name!r} under {views}>"

    def __str__(self) -> str:
        from ifso.report.watch import watch_text  # noqa: PLC0415

        return watch_text(self.watchlists)

    def _repr_html_(self) -> str:
        from ifso.report.watch import watch_html  # noqa: PLC0415

        return watch_html(self.watchlists)


def watch(
    scenario: Scenario,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    reading: str | None = None,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Foreseen:
    """Measure what it would tell about a question's outcome to learn by a date whether an event had happened, for every event and date.

    ``reading`` says in which worlds: ``do``, ``do not``, ``given``, ``given not`` or ``left alone``; by default the question's first, and
    beside it, never mixed with it, with all left to its causes. The dates lie evenly between the start and the question's. ``draws``
    (default 1,000) and ``worlds`` (default 64 for each draw) say how much to simulate. The rest is as in :func:`ifso.verbs.ask.ask`.
    Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
    )  # fmt: skip
    wanted = reading_of(request.question, reading)
    if not dates_of(request):
        raise UsageError(
            "There is no month before the question's date, and so no date to watch for.", hint="Ask about a later date with --by."
        )
    get_ready(waiting, *KERNELS)
    return foreseen_by(request, wanted)


def dates_of(request: Request) -> tuple[float, ...]:
    """Return the dates by which something can be watched for, in years from the start; none where the question's comes too soon."""
    return milestones(request.scenario.start, request.question.by)


def foreseen_by(request: Request, wanted: Reading | None = None) -> Foreseen:
    """Find what to watch for a request that has dates for it; by default under the question's first reading and with all left alone."""
    from ifso.engine.readings import readings_of  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.watching import DRAWS, WORLDS, find_watchlists  # noqa: PLC0415

    every = readings_of(request.question)
    readings = [wanted] if wanted else list(dict.fromkeys((every[0], every[-1])))
    found = find_watchlists(
        request.scenario, request.question, request.views, readings, dates_of(request),
        fixed=request.fixed, assumed=request.assumed, seed=request.seed, draws=request.draws or DRAWS, worlds=request.worlds or WORLDS,
        threads=request.threads, progress=request.progress,
    )  # fmt: skip
    return Foreseen(watchlists=found)
