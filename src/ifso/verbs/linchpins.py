"""Linchpins: from a scenario and the words of a request to what its answer hinges on."""

from __future__ import annotations

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

    from ifso.engine.linchpins import Effect, Effort, Linchpin, Linchpins
    from ifso.engine.replicating import Measured

NUMBERS = ("chance", "difference")
"""What can be taken apart."""
USUAL = 0.5
"""The chance that flip points are sought for where a request names none."""
KERNELS = ("surmise",)
"""What is compiled for it beside the engine, where actors choose."""
GROUP = 64
"""Worlds come in groups of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinged:
    """What an answer hinges on, as a caller of the Python interface gets it."""

    linchpins: Linchpins

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain values, the same that ``ifso linchpins --json`` prints."""
        from ifso.report.plain_linchpins import linchpins_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return linchpins_dict(self.linchpins)

    def frame(self) -> pl.DataFrame:
        """Return a table with a row for each view and assumption, the first linchpin of each view first.

        Columns: view, rank, assumption, kind, median, at_low, at_high, swing, swing_error, first, first_error, total, total_error, never,
        certain, without (by how much the answer changes), flip.
        """
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        rows = [
            _row(view.view, rank, one) for view in self.linchpins.views for rank, one in enumerate(view.linchpins, start=1)
        ]  # fmt: skip
        texts = {"view": pl.String, "rank": pl.Int64, "assumption": pl.String, "kind": pl.String}
        return pl.DataFrame(rows, schema={**texts, **dict.fromkeys(FIGURES, pl.Float64)}, orient="row")

    def __repr__(self) -> str:
        found = self.linchpins
        return (
            f"<ifso linchpins of {found.question.name!r} of {found.scenario.name!r} under {', '.join(view.view for view in found.views)}>"
        )

    def __str__(self) -> str:
        from ifso.report.linchpins import linchpins_text  # noqa: PLC0415

        return linchpins_text(self.linchpins)

    def _repr_html_(self) -> str:
        from ifso.report.linchpins import linchpins_html  # noqa: PLC0415

        return linchpins_html(self.linchpins)


FIGURES = (
    "median", "at_low", "at_high", "swing", "swing_error", "first", "first_error", "total", "total_error", "never", "certain", "without",
    "flip",
)  # fmt: skip


def _row(view: str, rank: int, one: Linchpin) -> tuple[Any, ...]:
    def parts(measured: Measured | None) -> tuple[float | None, float | None]:
        return (measured.value, measured.error) if measured else (None, None)

    effects: dict[str, Effect] = {instead.value: effect for instead, effect in one.effects.items()}
    swing = (one.swing.at_low.value, one.swing.at_high.value, *parts(one.swing.change)) if one.swing else (None,) * 4
    changes = (effects[what].change.value if what in effects else None for what in ("never", "certain", "without"))
    return (
        view, rank, one.name, one.kind.value, one.median, *swing, *parts(one.first), *parts(one.total), *changes,
        one.flip.value if one.flip else None,
    )  # fmt: skip


def linchpins(
    scenario: Scenario,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    of: str = "chance",
    threshold: float | str | None = None,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Hinged:
    """Find what the answer to a question hinges on under some of a scenario's views, all of them by default.

    ``of`` is the number that is taken apart: the ``chance`` under the question's first reading, or the ``difference`` to the second.
    ``threshold`` is what flip points are sought for: a chance, 50% by default, or for a difference a number of points, none by default.
    ``draws`` (default 1,000) are the base draws of the shares, ``worlds`` (default 128, taken up to a multiple of 64) those of each; all
    other figures take worlds in proportion. The rest is as in :func:`ifso.verbs.ask.ask`. Raises ``UsageError`` for a request that cannot
    be met.
    """
    request = requested(
        scenario, question=question, views=views, by=by, do=do, prevent=prevent, given=given, assume=assume, draws=draws, worlds=worlds,
        seed=seed, threads=threads, progress=progress,
    )  # fmt: skip
    if of not in NUMBERS:
        raise UsageError(f"There is no `{of}` to take apart.", hint=f"There are: {', '.join(NUMBERS)}.")
    if of == "difference" and request.question.antecedent is None:
        raise UsageError("The question has no `if` and no `given`, and so no difference.", hint="Leave out --of, or ask another question.")
    crossed = _threshold(threshold, of)
    get_ready(waiting, *(KERNELS if scenario.choices else ()))
    return hinged_by(request, of, crossed)


def hinged_by(request: Request, of: str = "chance", threshold: float | None = USUAL) -> Hinged:
    """Find what the answer to a request hinges on; flip points are sought for ``threshold``, or not at all."""
    from ifso.engine.hinging import find_linchpins  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.linchpins import Of  # noqa: PLC0415

    found = find_linchpins(
        request.scenario, request.question, request.views, of=Of(of), threshold=threshold, fixed=request.fixed, assumed=request.assumed,
        seed=request.seed, effort=effort_of(request.draws, request.worlds), threads=request.threads, progress=request.progress,
    )  # fmt: skip
    return Hinged(linchpins=found)


def effort_of(draws: int | None, worlds: int | None) -> Effort:
    """Return how much to simulate: base draws, and worlds in proportion to those of each base draw."""
    from ifso.engine.linchpins import Effort  # noqa: PLC0415

    usual = Effort()
    draws = usual.draws if draws is None else draws
    each = usual.worlds if worlds is None else worlds

    def scaled(of: int) -> int:
        return max(1, -(-of * each // (usual.worlds * GROUP))) * GROUP

    return Effort(
        draws=draws,
        cluster=max(1, min(usual.cluster, draws // 20)),
        worlds=scaled(usual.worlds),
        swing_worlds=scaled(usual.swing_worlds),
        effect_worlds=scaled(usual.effect_worlds),
        flip_worlds=scaled(usual.flip_worlds),
        weigh_worlds=scaled(usual.weigh_worlds),
        answer_worlds=scaled(usual.answer_worlds),
    )


def _threshold(threshold: object, of: str) -> float | None:
    """Read what flip points are sought for.

    Raises ``UsageError`` for what is neither text nor number, for what is no chance, or for a difference no number of points.
    """
    least, usual = (0.0, USUAL) if of == "chance" else (-1.0, None)
    if threshold is None:
        return usual
    if isinstance(threshold, str):
        share = threshold.strip().removesuffix("points").removesuffix("point").strip()
        scale = 100.0 if threshold.strip() != share or share.endswith("%") else 1.0
        try:
            crossed = float(share.removesuffix("%")) / scale
        except ValueError:
            raise UsageError(f"--threshold: `{threshold}` is no number.", hint="Write for example `50%` or `0.5`.") from None
    elif isinstance(threshold, bool) or not isinstance(threshold, Real):
        raise UsageError(f"`threshold` is a text or a number, not {kind_of(threshold)}.", hint='Write for example threshold="50%".')
    else:
        crossed = float(threshold)
    if not least < crossed < 1:
        allowed = "between 0 and 100%" if of == "chance" else "between -100 and 100 points"
        raise UsageError(f"--threshold: {crossed * 100:g}% is not {allowed}.", hint="Write for example `50%`, or `10 points`.")
    return crossed
