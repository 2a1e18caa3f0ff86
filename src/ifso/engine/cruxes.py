"""What two views' disagreement about an answer comes from.

Owns the Shapley values (:mod:`ifso.engine.shapley`) of the difference between two views' answers over the assumptions in which they differ.
The players are assumptions; a coalition is worth the answer where its members hold as the second view has them and all others as the first
has them, a mean over the distributions of uncertain numbers. So the values add up to the difference, an assumption on which nothing depends
has none, and two that do the same have the same.

The two answers themselves come from a simulation of their own, as large as that of ``ifso ask`` and the same to the last bit. The values
come from blocks, each with its own order of players, its own draw of the numbers and its own worlds, so that blocks are independent and
their spread tells how far the means may be off. Their sum misses the difference of the answers by chance; what is missing goes to the
players in proportion to how they move with the sum from block to block, which is regression on a control whose mean is known better
(Lavenberg and Welch, "A Perspective on the Use of Control Variables to Increase the Efficiency of Monte Carlo Simulations", Management
Science 1981): the values then add up to the difference exactly, with a smaller error. Leaves programs of several views to
:mod:`ifso.engine.merging`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from ifso.engine.answering import Sizes, assumptions_used
from ifso.engine.draws import normal_scores
from ifso.engine.estimating import Estimate, Estimator
from ifso.engine.merging import merge
from ifso.engine.mixing import Mixtures, Of, Worth
from ifso.engine.orders import MOVED, PLAIN, Blocks, Sample, spread, untold
from ifso.engine.program import Floats
from ifso.engine.results import held_in
from ifso.engine.seeking import sought
from ifso.engine.simulating import BANDED_DRAWS, count, processors
from ifso.scenario.meaning import Held, HeldChoice, Question, Scenario, Value

ENOUGH = 0.002
"""Standard error that is enough of what is added as choices move; no more of it is looked at then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crux:
    """An assumption or a decision in which two views differ, and what comes of it."""

    name: str
    of: Of
    value: float
    """Its part of the difference, a probability: above 0 where it moves the answer from the first view's upwards."""
    error: float | None
    """Standard error of ``value``, from the orders, draws and worlds that were looked at; None where there are too few to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cruxes:
    """The difference between two views' answers, shared out among the assumptions in which they differ."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    views: tuple[str, str]
    held: tuple[Mapping[str, Held], Mapping[str, Held]]
    """What each view holds for the assumptions on which either answer rests."""
    chosen: tuple[Mapping[str, HeldChoice], Mapping[str, HeldChoice]]
    """What each view says of every choice."""
    of: str
    """What is answered: a reading, or ``difference`` between the first two."""
    answers: tuple[Estimate, Estimate]
    difference: float
    """The second answer less the first."""
    error: float | None
    """Standard error of ``difference``."""
    cruxes: tuple[Crux, ...]
    """Everything in which the views differ and on which an answer rests, that with the largest part first; the values add up to
    ``difference``."""
    differing: int
    """Numbers in which the views differ, whether an answer rests on them or not."""
    samples: tuple[Sample, ...]
    """How much was looked at; two where actors weigh what they choose, what happens and what is chosen being looked at apart."""
    seed: int

    @property
    def is_weighed(self) -> bool:
        """Tell whether actors weigh what they choose, so that the answers come from the samples, too, and have no interval."""
        return len(self.samples) > 1


def cruxes(
    scenario: Scenario, question: Question, views: tuple[str, str], *, of: str | None = None, fixed: Mapping[str, float] | None = None,
    assumed: Mapping[str, Value] | None = None, seed: int = 0, sizes: Sizes | None = None, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Cruxes:  # fmt: skip
    """Share the difference between two views' answers out among the assumptions in which they differ.

    ``of`` is a reading of the question, its first by default, or ``difference``; ``sizes`` are those of the answers, and blocks follow from
    them. ``threads`` changes no bit of the result. Raises ``KeyError`` for an unknown view, assumption or event and for a reading that the
    question has not, ``UsageError`` where ``at once`` causes of the two views close a circle.
    """
    sizes, fixed = sizes or Sizes(), dict(fixed or {})
    merged, what = merge(scenario, views, assumed), sought(question, of, fixed)
    mixtures = Mixtures(scenario, question, merged, what, fixed=fixed, seed=seed)
    shared = _Sharing(mixtures=mixtures, seed=seed, sizes=sizes, threads=threads, progress=progress or (lambda _: None))
    parts = shared.weighed() if mixtures.is_weighed else shared.plain()
    found = [
        Crux(name=player.name, of=player.of, value=value, error=error)
        for player, value, error in zip(mixtures.players, parts.values.tolist(), parts.errors, strict=True)
    ]
    held = [{name: one for name, one in held_in(scenario, view, assumed).items() if name in mixtures.used} for view in views]
    return Cruxes(
        scenario=scenario,
        question=question,
        fixed=MappingProxyType(fixed),
        views=views,
        held=(MappingProxyType(held[0]), MappingProxyType(held[1])),
        chosen=(scenario.held_choices(views[0]), scenario.held_choices(views[1])),
        of=what.of,
        answers=parts.answers,
        difference=parts.difference,
        error=parts.error,
        cruxes=tuple(sorted(found, key=lambda crux: -abs(crux.value))),
        differing=len(merged.differing(*views)),
        samples=parts.samples,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Parts:
    """Two answers, and their difference shared out."""

    answers: tuple[Estimate, Estimate]
    difference: float
    error: float | None
    values: Floats
    errors: list[float | None]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sharing:
    """What sharing out takes, whatever is simulated."""

    mixtures: Mixtures
    seed: int
    sizes: Sizes
    threads: int | None
    progress: Callable[[float], None]

    def plain(self) -> _Parts:
        """Share out where nobody weighs anything: the answers are those of ``ifso ask``, and the blocks say whose parts they are."""
        first, second = (self._answer(side) for side in range(2))
        players = list(range(len(self.mixtures.players)))
        blocks = self._blocks(Worth.WHOLE, players)
        difference = second.value - first.value
        error = None if first.error is None or second.error is None else math.hypot(first.error, second.error)
        threads = self.threads or processors()
        with ThreadPoolExecutor(threads) as pool:
            sampled = blocks.values(pool, threads, self.progress)
        values, errors = share_out(sampled.values, difference, math.nan if error is None else error)
        return _Parts(
            answers=(first, second), difference=difference, error=error, values=values, errors=errors, samples=(sampled.sample,)
        )  # fmt: skip

    def weighed(self) -> _Parts:
        """Share out where actors weigh what they choose: what happens and what is chosen each with blocks of their own.

        Shapley values of a sum are the sums of Shapley values. The answer under choices that are held still takes few runs for each
        coalition, and many are looked at; what is added as choices move takes many, and is mostly small, so that few will do.
        """
        still = self._blocks(Worth.STILL, self.mixtures.telling)
        moved = self._blocks(Worth.MOVED, list(range(len(self.mixtures.players))), first_world=still.end)
        threads = self.threads or processors()
        with ThreadPoolExecutor(threads) as pool, ThreadPoolExecutor(1) as beside:
            added = beside.submit(moved.values, pool, threads, lambda _: None, ENOUGH)
            levels = [still.values(pool, threads, lambda share: self.progress(share / 2)), added.result()]
        self.progress(1.0)
        answers = [_sum_of_means([level.ends[:, side] for level in levels]) for side in range(2)]
        whole = _sum_of_means([level.ends[:, 1] - level.ends[:, 0] for level in levels])
        shared = [_sum_of_means([level.values[:, player] for level in levels]) for player in range(len(self.mixtures.players))]
        return _Parts(
            answers=(answers[0], answers[1]),
            difference=whole.value,
            error=whole.error,
            values=np.array([one.value for one in shared]),
            errors=[one.error for one in shared],
            samples=(levels[0].sample, levels[1].sample),
        )

    def _blocks(self, worth: Worth, players: list[int], first_world: int | None = None) -> Blocks:
        if first_world is None:  # after those of the answers
            first_world = max(self.sizes.of(program)[1] for program in self.mixtures.merged.programs)
        layout = MOVED if worth is Worth.MOVED else PLAIN
        return Blocks.of(self.mixtures, worth, players, layout, first_world=first_world, seed=self.seed, sizes=self.sizes)

    def _answer(self, side: int) -> Estimate:
        """Return one view's answer where nobody weighs anything, the same as ``ifso ask`` has it."""
        program, tallies = self.mixtures.merged.programs[side], self.mixtures.sought.tallies
        runs, quantity = self.mixtures.side(side)
        draws, worlds = self.sizes.of(program)
        counted = count(program, runs, tallies, seed=self.seed, draws=draws, worlds=worlds, threads=self.threads, steps=1)
        used = assumptions_used(program, runs, tallies)
        scores = None if program.is_certain else normal_scores(program, self.seed, min(draws, BANDED_DRAWS), used)
        found = Estimator(counted, scores).estimate(quantity)
        if found is None:
            raise untold()
        return found


def _sum_of_means(levels: list[Floats]) -> Estimate:
    """Return the sum of the means of independent samples, without an interval."""
    error = math.hypot(*(float(spread(values[:, None])[0]) for values in levels))
    value = sum(float(values.mean()) for values in levels)
    return Estimate(value=value, low=None, high=None, error=error if math.isfinite(error) else None)


def share_out(by_block: Floats, difference: float, error: float) -> tuple[Floats, list[float | None]]:
    """Return the players' values, which add up to ``difference``, and their standard errors.

    ``by_block`` (B, K) are values whose sums scatter about the difference from block to block; ``error`` is the standard error of
    ``difference``, which comes from elsewhere, not a number where it is unknown. Each player takes that part of what the mean sum misses
    that its own values show when regressed on the sums, and a player whose values are all 0 takes none.
    """
    blocks, players = by_block.shape
    mean, total = by_block.mean(axis=0), by_block.sum(axis=1)
    apart, missing = total - total.mean(), difference - float(total.mean())
    square = float(apart @ apart)
    if square > 0:
        slope = by_block.T @ apart / square
    else:
        size = np.abs(mean)
        slope = size / size.sum() if size.any() else np.full(players, 1 / max(players, 1))
    values = mean + slope * missing
    left = by_block - mean - np.outer(apart, slope)
    scatter = (left**2).sum(axis=0) / max(1, blocks - 2) * (1 / blocks + (missing**2 / square if square > 0 else 0.0))
    errors = np.sqrt(scatter + (slope * error) ** 2)
    return values, [None if math.isnan(one) else one for one in errors.tolist()]
