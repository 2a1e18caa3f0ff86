"""Cruxes: from a scenario and two of its views to what their answers differ by, and through what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.report.words import listed
from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import text_or_none, texts
from ifso.verbs.requesting import Request, get_ready, requested
from ifso.verbs.varying import known

if TYPE_CHECKING:
    import polars as pl

    from ifso.engine.cruxes import Cruxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What two views' answers differ by, as a caller of the Python interface gets it."""

    cruxes: Cruxes

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, the same that ``ifso cruxes --json`` prints."""
        from ifso.report.plain_cruxes import cruxes_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return cruxes_dict(self.cruxes)

    def frame(self) -> pl.DataFrame:
        """Return the cruxes as a table: name, what it is, value, error, and what each view holds."""
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        from ifso.report.cruxes import held_by  # noqa: PLC0415

        rows = [
            (crux.name, crux.of.value, crux.value, crux.error, *(held_by(self.cruxes, crux, side).value for side in range(2)))
            for crux in self.cruxes.cruxes
        ]
        numbers = {"value": pl.Float64, "error": pl.Float64}
        return pl.DataFrame(
            rows, schema={"name": pl.String, "is": pl.String, **numbers, "first": pl.String, "second": pl.String}, orient="row"
        )

    def __repr__(self) -> str:
        found = self.cruxes
        return f"<ifso cruxes of {' and '.join(found.views)} on {found.question.name!r} of {found.scenario.name!r}>"

    def __str__(self) -> str:
        from ifso.report.cruxes import cruxes_text  # noqa: PLC0415

        return cruxes_text(self.cruxes)

    def _repr_html_(self) -> str:
        from ifso.report.cruxes import cruxes_html  # noqa: PLC0415

        return cruxes_html(self.cruxes)


def cruxes(
    scenario: Scenario,
    *,
    views: Sequence[str] | str = (),
    of: str | None = None,
    question: str | None = None,
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Disagreement:
    """Share the difference between two views' answers out among the assumptions in which they differ.

    ``views`` are two views; they can be left out where the scenario has no others. ``of`` is what is answered: a reading, by default the
    question's first, or ``difference``, the first two readings' (``do`` less ``do not``). All else is as for :func:`ifso.verbs.ask.ask`.
    Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
    )  # fmt: skip
    _make_two(scenario, request.views, texts(views, "views", "VIEW"))
    of = text_or_none(of, "of", "difference")
    get_ready(waiting)
    return disagreement_by(request, of)


def disagreement_by(request: Request, of: str | None = None) -> Disagreement:
    """Share out the difference between the answers of a request's two views. Raises ``UsageError`` for an unknown reading."""
    from ifso.engine.answering import Sizes  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.cruxes import cruxes as computed  # noqa: PLC0415
    from ifso.engine.seeking import numbers_of  # noqa: PLC0415

    first, second = request.views
    return Disagreement(
        cruxes=computed(
            request.scenario,
            request.question,
            (first, second),
            of=None if of is None else known(of, dict.fromkeys(numbers_of(request.question)), "reading"),
            fixed=request.fixed,
            assumed=request.assumed,
            seed=request.seed,
            sizes=Sizes(draws=request.draws, worlds=request.worlds),
            threads=request.threads,
            progress=request.progress,
        )
    )


def _make_two(scenario: Scenario, views: Sequence[str], named: Sequence[str]) -> None:
    """Make sure that a request is of two views. Raises ``UsageError`` for fewer, for more, and for one that is ``named`` twice."""
    twice = next((view for n, view in enumerate(named) if view in named[:n]), None)
    if len(views) == 2 and twice is None:
        return
    said = f"The request names {len(views)}" if named else f"The scenario has {len(views)}"
    if twice is not None:
        often = "twice" if named.count(twice) == 2 else f"{named.count(twice)} times"
        said = f"The request names `{twice}` {often}"
    some = " ".join((*views[:2], *(view for view in scenario.views if view not in views))[:2])
    hint = f"Name two of {listed(list(scenario.views))}, as in {some}." if len(scenario.views) > 1 else "Add a view to the file."
    raise UsageError(f"Two views are held against each other. {said}.", hint=hint)
