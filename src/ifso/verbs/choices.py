"""Choices: from a scenario and the words of a request to what its actors face."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import kind_of
from ifso.verbs.requesting import Request, get_ready, requested

if TYPE_CHECKING:
    import polars as pl

    from ifso.engine.choosing import Choices

MOST_RATIONALITY = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What actors face, as a caller of the Python interface gets it."""

    choices: Choices

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values, the same that ``ifso choices --json`` prints."""
        from ifso.report.plain_choices import choices_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return choices_dict(self.choices)

    def frame(self) -> pl.DataFrame:
        """Return what profiles are worth as a table with a row for each view, profile of strategies and actor.

        Columns: view, profile (a structure with a field for each actor that chooses in any view), actor, worth, low, high, error, best
        (whether the actor's strategy is its best reply to the others').
        """
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        actors = dict.fromkeys(faced.actor for view in self.choices.views for faced in view.players)
        rows = []
        for view in self.choices.views:
            for cell in view.cells:
                taken = {faced.actor: " + ".join(faced.strategies[s]) for faced, s in zip(view.players, cell.strategies, strict=True)}
                for n, (faced, e) in enumerate(zip(view.players, cell.worth, strict=True)):
                    others = tuple(s for m, s in enumerate(cell.strategies) if m != n)
                    best = any(reply.others == others and reply.best == cell.strategies[n] for reply in faced.replies)
                    profile = {actor: taken.get(actor) for actor in actors}
                    rows.append((view.view, profile, faced.actor, e.value, e.low, e.high, e.error, best))
        kinds: dict[str, Any] = {
            "view": pl.String, "profile": pl.Struct(dict.fromkeys(actors, pl.String)), "actor": pl.String, "worth": pl.Float64,
            "low": pl.Float64, "high": pl.Float64, "error": pl.Float64, "best": pl.Boolean,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def __repr__(self) -> str:
        found = self.choices
        views = ", ".join(view.view for view in found.views)
        return f"<ifso choices in {found.question.name!r} of {found.scenario.name!r} under {views}>"

    def __str__(self) -> str:
        from ifso.report.choices import choices_text  # noqa: PLC0415

        return choices_text(self.choices)

    def _repr_html_(self) -> str:
        from ifso.report.choices import choices_html  # noqa: PLC0415

        return choices_html(self.choices)


def choices(
    scenario: Scenario,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    rationality: float | None = None,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Weighed:
    """Find what actors face under some of a scenario's views, all of them by default.

    ``rationality`` takes the place of the views' own. ``draws`` (default 64) of the numbers are each simulated on ``worlds`` worlds
    (default 2,048, taken up to a multiple of 512), every profile of options on the same. The rest is as in :func:`ifso.verbs.ask.ask`.
    Raises ``UsageError`` for a request that cannot be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
    )  # fmt: skip
    if not scenario.choices:
        raise UsageError(
            "The scenario has no choices.", hint="Add for example `choices: {arms: {actor: north, options: {send: {}, refuse: {}}}}`."
        )
    closely = _rationality(rationality)
    get_ready(waiting)
    return weighed_by(request, closely)


def weighed_by(request: Request, rationality: float | None = None) -> Weighed:
    """Find what actors face for a request to a scenario with choices; ``rationality`` takes the place of the views' own."""
    from ifso.engine.facing import DRAWS, find_choices  # noqa: PLC0415 - compiled code is loaded only to compute

    found = find_choices(
        request.scenario, request.question, request.views, fixed=request.fixed, assumed=request.assumed, rationality=rationality,
        draws=DRAWS if request.draws is None else request.draws, worlds=request.worlds, seed=request.seed, threads=request.threads,
        progress=request.progress,
    )  # fmt: skip
    return Weighed(choices=found)


def _rationality(rationality: object) -> float | None:
    """Return a rationality. Raises ``UsageError`` for what is none."""
    if rationality is None:
        return None
    if isinstance(rationality, bool) or not isinstance(rationality, Real):
        raise UsageError(f"`rationality` is a number, not {kind_of(rationality)}.", hint="Write for example rationality=1.5.")
    closely = float(rationality)
    if not math.isfinite(closely) or not 0 <= closely <= MOST_RATIONALITY:
        raise UsageError(
            f"--rationality is {closely:g}.", hint=f"It can be from 0, at which all options are as likely, to {MOST_RATIONALITY:,.0f}."
        )
    return closely
