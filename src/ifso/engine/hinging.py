"""Measuring what an answer hinges on, each kind of figure in one batch of rows.

Owns which rows of assumption values a figure needs and on which worlds they are answered (MODEL.md, section 6). What is compared, is
compared on the same worlds and, where draws of the other assumptions are taken, on the same draws. Leaves the estimators of shares to
:mod:`ifso.engine.sobol`, the search for a threshold to :mod:`ifso.engine.flipping`, and what a result looks like to
:mod:`ifso.engine.linchpins`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import Reading
from ifso.engine.compiling import compile_view
from ifso.engine.draws import CUBE, draw, quantiles, ranks
from ifso.engine.flipping import Crossing, Range, crossings
from ifso.engine.linchpins import Depth, Effect, Effort, Instead, Linchpin, Linchpins, Of, Swing, ViewLinchpins
from ifso.engine.merging import Merged, merge_programs
from ifso.engine.play import compile_play
from ifso.engine.program import Program, Shape
from ifso.engine.random import GROUP
from ifso.engine.readings import readings_of
from ifso.engine.replicating import Block, Crew, Measured, Replicates
from ifso.engine.simulating import Progress, processors
from ifso.engine.sobol import design, shares
from ifso.engine.surmising import Surmising
from ifso.scenario.meaning import Held, Kind, Origin, Question, Scenario, Value

Floats = NDArray[np.float64]
MIDDLE = (0.05, 0.5, 0.95)
RATIOS = Range(least=0.01, most=100.0, logarithmic=True)
CHANCES = Range(least=0.0, most=1.0)
GLANCE = 4
"""What part of the worlds of flip points tells where one is to be looked for."""
WEIGHTS = 2.0
"""Weights are searched up to this many times the largest of the view, either way."""
INSTEAD: Mapping[Kind, tuple[tuple[Instead, float], ...]] = MappingProxyType({
    Kind.CHANCE: ((Instead.NEVER, 0.0), (Instead.CERTAIN, 1.0)),
    Kind.RATIO: ((Instead.WITHOUT, 1.0),),
    Kind.WEIGHT: ((Instead.WITHOUT, 0.0),),
})  # fmt: skip


def ranges_of(program: Program, kinds: Sequence[Kind]) -> tuple[Range, ...]:
    """Return the possible range of every assumption."""
    weights = [a for a, kind in enumerate(kinds) if kind is Kind.WEIGHT]
    bounds = quantiles(program, np.repeat(np.array(MIDDLE)[:, None], len(kinds), axis=1))
    furthest = WEIGHTS * float(np.abs(bounds[:, weights]).max(initial=0.0)) or 1.0
    by_kind = {Kind.CHANCE: CHANCES, Kind.RATIO: RATIOS, Kind.WEIGHT: Range(least=-furthest, most=furthest)}
    return tuple(by_kind[kind] for kind in kinds)


class Hinging:
    """The figures of one view's answer, each kind in a batch of its own."""

    def __init__(
        self, program: Program, kinds: Sequence[Kind], used: Sequence[str], block: Block, *, seed: int, effort: Effort, crew: Crew,
    ) -> None:  # fmt: skip
        """Take a program with the kind of each assumption, those that the answer rests on, and how rows of values are answered."""
        self.program = program
        self.kinds = kinds
        self.block = block
        self.seed = seed
        self.effort = effort
        self.crew = crew
        at = {name: a for a, name in enumerate(program.assumptions)}
        self.columns = [at[name] for name in used]
        self.uncertain = [a for a in self.columns if program.shape[a] != Shape.POINT]
        self.low, self.medians, self.high = quantiles(program, np.repeat(np.array(MIDDLE)[:, None], len(at), axis=1))
        self.ranges = ranges_of(program, kinds)

    def answer(self, draws: int, worlds: int, blocks: int = 16) -> Measured | None:
        """Return the mean answer over draws, each on all worlds, cut into blocks where they divide evenly."""
        each = worlds // blocks
        if each * blocks != worlds or each % 64:
            blocks, each = 1, worlds
        rows = draw(self.program, self.seed, 0, draws)
        return Replicates.of(self.crew.answered(self.block, [rows] * blocks, each), rows_each=draws).value(0)

    def swings(self) -> tuple[Measured | None, dict[int, Swing]]:
        """Return the answer at the medians, and the swing of each uncertain assumption."""
        rows = np.repeat(self.medians[None], 1 + 2 * len(self.uncertain), axis=0)
        for i, a in enumerate(self.uncertain):
            rows[1 + 2 * i, a], rows[2 + 2 * i, a] = self.low[a], self.high[a]
        found = Replicates.of(self._on_blocks([rows] * self.effort.blocks, self.effort.swing_worlds, np.zeros(len(rows), dtype=np.intp)))
        values = found.values()
        swings = {}
        for i, a in enumerate(self.uncertain):
            low, high, change = values[1 + 2 * i], values[2 + 2 * i], found.contrast(2 + 2 * i, 1 + 2 * i)
            if low and high and change:
                swings[a] = Swing(low=float(self.low[a]), high=float(self.high[a]), at_low=low, at_high=high, change=change)
        return values[0], swings

    def shares(self) -> tuple[Measured | None, Measured | None, dict[int, tuple[Measured, Measured]]]:
        """Return the mean and the variance of the answer over the base draws, and the two shares of each uncertain assumption."""
        if not self.uncertain:
            return None, None, {}
        effort, columns = self.effort, np.array(self.uncertain)
        cubes = -(-effort.draws // CUBE)
        a, b = (draw(self.program, self.seed, first, effort.draws) for first in (0, cubes * CUBE))
        dealt = [slice(n, n + effort.cluster) for n in range(0, effort.draws, effort.cluster)]
        # a block's answers are measured from that at the medians, which has most of the noise of its worlds and none of the draws
        rows = [np.vstack([self.medians, design(a[some], b[some], columns)]) for some in dealt]
        halves = self._on_blocks(rows, effort.worlds, *(_like_base((len(own) - 1) // (2 + len(columns)), len(own)) for own in rows))
        outputs = [(block[1:] - block[:1]).reshape(2 + len(columns), -1, 2) for block in halves]
        mean = Replicates.of([_mean(block[1 : 1 + 2 * ((len(block) - 1) // (2 + len(columns)))]) for block in halves]).value(0)
        found = shares(np.concatenate(outputs, axis=1), np.arange(effort.draws) // effort.cluster)
        if found is None:
            return mean, None, {}
        first = [Measured(value=v, error=e) for v, e in zip(found.first.tolist(), found.first_error.tolist(), strict=True)]
        total = [Measured(value=v, error=e) for v, e in zip(found.total.tolist(), found.total_error.tolist(), strict=True)]
        pairs = dict(zip(self.uncertain, zip(first, total, strict=True), strict=True))
        return mean, Measured(value=found.variance, error=found.variance_error), pairs

    def effects(self) -> dict[int, Mapping[Instead, Effect]]:
        """Return, for each assumption, the answer with something in its place in every draw."""
        places = [(a, what, value) for a in self.columns for what, value in INSTEAD[self.kinds[a]]]
        drawn = self._drawn()
        each = len(drawn[0])
        rows = [np.tile(draws, (1 + len(places), 1)) for draws in drawn]
        for own in rows:
            for i, (a, _, value) in enumerate(places):
                own[(1 + i) * each : (2 + i) * each, a] = value
        found = effects_of(self._on_blocks(rows, self.effort.effect_worlds, np.arange(len(rows[0])) % each), each)
        result: dict[int, dict[Instead, Effect]] = {a: {} for a in self.columns}
        for (a, what, _), effect in zip(places, found, strict=True):
            if effect is not None:
                result[a][what] = effect
        return {a: MappingProxyType(effects) for a, effects in result.items()}

    def flips(self, threshold: float) -> dict[int, Crossing | None]:
        """Return the flip point of each assumption; empty where the answer at the medians is undefined."""
        sought = [(a, self.ranges[a]) for a in self.columns]

        def answers(rows: Floats, worlds: int = self.effort.flip_worlds) -> Replicates:
            alike = np.full(len(rows), int((rows == self.medians).all(axis=1).argmax()))
            return Replicates.of(self._on_blocks([rows] * self.effort.flip_blocks, worlds, alike))

        def glance(rows: Floats) -> Replicates:
            return answers(rows, -(-self.effort.flip_worlds // (GLANCE * GROUP)) * GROUP)

        try:
            found = crossings(answers, self.medians, sought, threshold, glance)
        except ValueError:
            return {}
        return dict(zip(self.columns, found, strict=True))

    def _drawn(self) -> list[Floats]:
        """Return the draws of each block."""
        each = 1 if not self.uncertain else self.effort.effect_draws
        drawn = draw(self.program, self.seed, 0, self.effort.blocks * each)
        return [drawn[b * each : (b + 1) * each] for b in range(self.effort.blocks)]

    def _on_blocks(self, rows: Sequence[Floats], worlds: int, *like: NDArray[np.intp]) -> list[Floats]:
        """Answer the rows of each block; ``like`` says, once for all blocks or for each, from which other row each differs in little."""
        return self.crew.answered(self.block, rows, worlds, like if len(like) == len(rows) else like * len(rows))


def _like_base(each: int, rows: int) -> NDArray[np.intp]:
    """Return which rows those of a design of so many base draws are like, after a row of medians: each mixed one its row of A."""
    like = np.arange(rows)
    like[1 + 2 * each :] = 1 + (like[1 + 2 * each :] - 1) % each
    return like


def _mean(halves: Floats) -> Floats:
    """Return the mean of answers (D, 2) in each half, as one row; what is not finite is left out."""
    known = np.isfinite(halves)
    count = known.sum(axis=0)
    found: Floats = np.divide(np.where(known, halves, 0.0).sum(axis=0), count, out=np.full(2, np.nan), where=count > 0)
    return found[None]


def effects_of(halves: Sequence[Floats], each: int) -> list[Effect | None]:
    """Return the effects of changes from answers of which the first ``each`` rows of a block are without, and each next lot with one."""
    found = Replicates.of(halves, rows_each=each)
    values, changes = found.values(), Replicates(blocks=found.blocks - found.blocks[:, :1]).values()
    effects: list[Effect | None] = []
    for i in range(1, found.blocks.shape[1]):
        value, change = values[i], changes[i]
        follows = _slope(found.blocks[:, 0], found.blocks[:, i])
        effects.append(Effect(value=value, change=change, follows=follows) if value and change else None)
    return effects


def _slope(one: Floats, other: Floats) -> float:
    """Return the slope of a line through replicates of two quantities, within 0 and 1; 1 where they are too few to tell."""
    known = np.isfinite(one) & np.isfinite(other)
    if known.sum() < 8 or np.ptp(one[known]) == 0:
        return 1.0
    both = np.cov(one[known], other[known])
    return float(np.clip(both[0, 1] / both[0, 0], 0.0, 1.0))


# ---------------------------------------------------------------- the whole


def find_linchpins(
    scenario: Scenario, question: Question, views: Sequence[str], *, of: Of = Of.CHANCE, threshold: float | None = 0.5,
    fixed: Mapping[str, float] | None = None, assumed: Mapping[str, Value] | None = None, seed: int = 0, effort: Effort | None = None,
    depth: Depth = Depth.WHOLE, threads: int | None = None, progress: Progress | None = None,
) -> Linchpins:  # fmt: skip
    """Find what the answer to a question hinges on under each of some views.

    ``threshold`` is that of flip points, None for none; without the whole ``depth`` none are sought. Raises ``KeyError`` for an
    unknown view, assumption or event, ``UsageError`` where values of several views close a circle of ``at once`` causes.
    """
    programs = {view: compile_view(scenario, view, assumed) for view in ((*views,) if depth is Depth.SWINGS else scenario.views)}
    readings = readings_of(question)[: 2 if of is Of.DIFFERENCE else 1]
    found = []
    for i, view in enumerate(views):
        report = (lambda share, i=i: progress((i + share) / len(views))) if progress else None
        one = _of_view(
            scenario, question, view, programs, readings, threshold=threshold, fixed=dict(fixed or {}), assumed=assumed or {}, seed=seed,
            effort=effort or Effort(), depth=depth, threads=threads or processors(), progress=report,
        )  # fmt: skip
        found.append(one)
    return Linchpins(
        scenario=scenario, question=question, of=of, readings=readings, fixed=MappingProxyType(dict(fixed or {})),
        threshold=threshold if depth is Depth.WHOLE else None, views=tuple(found), seed=seed, effort=effort or Effort(),
    )  # fmt: skip


def _of_view(
    scenario: Scenario, question: Question, view: str, programs: Mapping[str, Program], readings: tuple[Reading, ...], *,
    threshold: float | None, fixed: dict[str, float], assumed: Mapping[str, Value], seed: int, effort: Effort, depth: Depth,
    threads: int, progress: Progress | None,
) -> ViewLinchpins:  # fmt: skip
    tell = progress or (lambda _: None)
    program = programs[view]
    kinds = kinds_of(scenario, program)

    def evaluating(on: Program) -> Surmising:
        plays = [compile_play(scenario, view, on)]
        return Surmising(on, plays, question, readings, fixed=fixed, seed=seed, worlds=effort.worlds, threads=1)

    evaluator = evaluating(program)
    weighed = evaluator.weighs
    effort = effort.lessened() if weighed else effort
    used = tuple(name for name in evaluator.used if name in scenario.assumptions)
    merged: Merged | None = None
    mixed: Surmising | None = None
    medians = quantiles(program, np.full((1, len(kinds)), 0.5))[0]
    if depth is Depth.SWINGS:
        evaluator.surmise(medians, kinds, threads, effort.weigh_worlds)
    else:
        names = [view, *(name for name in _history_first(scenario) if name != view)]
        merged = merge_programs(names, [programs[name] for name in names])
        mixed = evaluating(merged.program)
        mixed.surmise(merged.medians(np.zeros(len(kinds), dtype=np.intp)), merged_kinds(merged, kinds), threads, effort.weigh_worlds)
        evaluator.surmise_as(mixed, merged.column[0])
    answer: Measured | None = None
    variance: Measured | None = None
    both: dict[int, tuple[Measured, Measured]] = {}
    effects: dict[int, Mapping[Instead, Effect]] = {}
    flips: dict[int, Crossing | None] = {}
    others: dict[str, Mapping[str, Effect]] = {}
    with Crew(threads) as crew, ThreadPoolExecutor(1) as beside:
        hinging = Hinging(program, kinds, used, evaluator.on, seed=seed, effort=effort, crew=crew)
        # one round of the search after the other has few blocks, between which there is time for all else
        sought = beside.submit(hinging.flips, threshold) if depth is Depth.WHOLE and threshold is not None else None
        at_medians, swings = hinging.swings()
        tell(0.1)
        if depth is not Depth.SWINGS or not hinging.uncertain:
            effects = hinging.effects()
            tell(0.3)
        if merged is not None and mixed is not None:
            others = as_others(merged, used, mixed.on, seed=seed, effort=effort, crew=crew)
            tell(0.5)
        if depth is Depth.WHOLE:
            if program.is_certain:
                answer = hinging.answer(1, effort.answer_worlds * CUBE)
            elif not weighed or not hinging.uncertain:
                answer = hinging.answer(CUBE, effort.answer_worlds)
            tell(0.6)
            mean, variance, both = hinging.shares()
            answer = answer or mean
        flips = sought.result() if sought else {}
    tell(1.0)
    linchpins = [
        Linchpin(
            name=program.assumptions[a],
            kind=kinds[a],
            median=float(hinging.medians[a]),
            is_certain=a not in hinging.uncertain,
            swing=swings.get(a),
            first=both[a][0] if a in both else None,
            total=both[a][1] if a in both else None,
            effects=effects.get(a, MappingProxyType({})),
            range=hinging.ranges[a],
            flip=flips.get(a),
            flip_sought=a in flips,
            as_others=others.get(program.assumptions[a], MappingProxyType({})),
        )
        for a in hinging.columns
    ]
    held = {**scenario.held(view), **{a: Held(value=value, lender="") for a, value in assumed.items()}}
    return ViewLinchpins(
        view=view, held=MappingProxyType({name: held[name] for name in used}), answer=answer, at_medians=at_medians,
        linchpins=tuple(sorted(linchpins, key=lambda one: (one.is_certain, -one.weight))), variance=variance,
        uncertain=len(hinging.uncertain), weighed=weighed,
    )  # fmt: skip


def _history_first(scenario: Scenario) -> list[str]:
    """Return the views, those that hold a number of history's own before the others."""
    return sorted(scenario.views, key=lambda name: all(v.origin is not Origin.HISTORY for v in scenario.views[name].values.values()))


def kinds_of(scenario: Scenario, program: Program) -> list[Kind]:
    """Return the kind of each of a program's assumptions; what only the program knows of is a chance."""
    known = scenario.assumptions
    return [known[name].kind if name in known else Kind.CHANCE for name in program.assumptions]


def merged_kinds(merged: Merged, kinds: Sequence[Kind]) -> list[Kind]:
    """Return the kind of each column of a merged program's values."""
    found = [Kind.CHANCE] * len(merged.program.assumptions)
    for view in merged.column.tolist():
        for a, column in enumerate(view):
            found[column] = kinds[a]
    return found


def as_others(
    merged: Merged, used: Sequence[str], block: Block, *, seed: int, effort: Effort, crew: Crew,
) -> dict[str, Mapping[str, Effect]]:  # fmt: skip
    """Return, by assumption and view, the answer of the first of some merged views with another's value for that one assumption."""
    own, *others = merged.views
    at = {name: a for a, name in enumerate(merged.assumptions)}
    places = [(name, other) for other in others for name in merged.differing(own, other) if name in used]
    each, count = effort.effect_draws, len(merged.assumptions)
    u = np.concatenate([ranks(merged.programs[0], seed, cube) for cube in range(-(-effort.blocks * each // CUBE))])
    picks = np.zeros((1 + len(places), count), dtype=np.intp)
    for i, (name, other) in enumerate(places):
        picks[1 + i, at[name]] = merged.views.index(other)
    mixed = merged.values(picks[:, None], u[None, : effort.blocks * each])
    rows = [mixed[:, b * each : (b + 1) * each].reshape(-1, mixed.shape[-1]) for b in range(effort.blocks)]
    alike = np.arange(len(rows[0])) % each
    found = effects_of(crew.answered(block, rows, effort.effect_worlds, [alike] * len(rows)), each)
    result: dict[str, dict[str, Effect]] = {}
    for (name, other), effect in zip(places, found, strict=True):
        if effect is not None:
            result.setdefault(name, {})[other] = effect
    return {name: MappingProxyType(effects) for name, effects in result.items()}
