"""What news makes of an answer.

Owns the answer after what has been observed: the simulation runs on from there (:mod:`ifso.engine.resuming`) under draws of the numbers
that the likelihood of the news has moved (:mod:`ifso.engine.posterior`), or in weighted worlds where the likelihood rests on what nobody
knows (:mod:`ifso.engine.weighing`). Owns as well what the change is made of: where things stand, and what the news says about the numbers.
Leaves what would have happened otherwise to :mod:`ifso.engine.counterfactual`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from ifso.engine.answering import Answered, Asked, Reading, assumptions_used, conclude, runs_of
from ifso.engine.estimating import Estimator, Quantity
from ifso.engine.evidence import Evidence, evidence_of
from ifso.engine.posterior import Marginal, Posterior, left_to_worlds, posterior, quantile_of
from ifso.engine.program import Floats, Program, Run, Tally
from ifso.engine.resuming import Resumed, resumed
from ifso.engine.simulating import BANDED_DRAWS, STEPS, Counted, Progress, count
from ifso.engine.weighing import Weighed, Weights, weigh
from ifso.ground.calendar import just_after
from ifso.scenario.meaning import Observed, Question

FEW = 100
"""Effective draws, or worlds, below which an answer after news is rough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle of an assumption's distribution and the ends of its middle 90%."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What news says about one assumption."""

    assumption: str
    before: Spread
    after: Spread
    shift: float
    """The greatest distance between its distribution functions before and after, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class News:
    """What has been observed, as one view's numbers have it."""

    program: Program
    evidence: Evidence
    posterior: Posterior
    resumed: Resumed
    chosen: Mapping[str, float]
    """What every run fixes of what actors have chosen."""
    seed: int

    @property
    def since(self) -> float:
        """The first moment of which nothing is known, from which on events can be made to happen or prevented."""
        return just_after(self.evidence.known_to)

    @property
    def is_weighed(self) -> bool:
        """Tell whether worlds have to be weighed, because the likelihood rests on times that nobody knows."""
        return bool(self.posterior.pending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How news bears on one view, and how much the answer after it can be trusted."""

    moved: tuple[Moved, ...]
    """The assumptions on which the news bears, those that it moves most first."""
    log_likelihood: float
    """Logarithm of how likely the view made the news: a density, in events per year, for each event with a date."""
    share: float
    """What share of the draws before the news is worth after it, from 0 to 1: (mean likelihood)^2 / mean (likelihood^2)."""
    effective: float
    """How many independent draws of the numbers, or worlds where there is one draw, the answer after the news is worth."""
    simulated: int
    """How many there were."""
    chosen: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))
    """By option, how likely it is to have been taken, before the news and after; of choices that the view leaves open."""

    @property
    def is_rough(self) -> bool:
        """Tell whether so few draws agree with the news that the answer after it is rough."""
        return self.effective < min(FEW, self.simulated / 2)


def follow(
    program: Program, observed: Observed, hidden: Sequence[str] = (), *, seed: int, draws: int, open_to: Sequence[str] = (),
    given: Mapping[str, float] | None = None, chosen: Mapping[str, float] | None = None, drawn: Posterior | None = None,
) -> News:  # fmt: skip
    """Return what has been observed as a program takes it; ``hidden`` events are known only where they are listed.

    ``open_to`` are events that are to be made to happen or prevented from now on; ``given`` are times that need no likelihood; ``chosen``
    is what every run fixes of options. Draws that have been ``drawn`` before the news stay as they are, and its whole likelihood is left to
    weigh them. Raises ``KeyError`` for an unknown event and :class:`ifso.engine.posterior.Contradicted` where the evidence cannot have
    come about.
    """
    evidence = evidence_of(program, observed, hidden, given)
    since = just_after(evidence.known_to)
    past = evidence.known_to > 0.0
    in_doubt = [name for name in open_to if past and not evidence.is_known(program.events.index(name), evidence.known_to)]
    runs_on = resumed(program, evidence, since, in_doubt)
    return News(
        program=program,
        evidence=evidence,
        posterior=posterior(program, evidence, seed=seed, draws=draws) if drawn is None else left_to_worlds(drawn, program, evidence),
        resumed=replace(runs_on, fixed=MappingProxyType({**(chosen or {}), **runs_on.fixed})),
        chosen=MappingProxyType(dict(chosen or {})),
        seed=seed,
    )


def answer_after(
    news: News, question: Question, *, fixed: Mapping[str, float] | None = None, worlds: int, threads: int | None = None,
    progress: Progress | None = None, learn: bool = True,
) -> tuple[Answered, Weighed | None]:  # fmt: skip
    """Answer a question after the news, and return the weights of worlds where they were weighed.

    What the question or ``fixed`` makes to happen or prevents is so from ``news.since`` on. Without ``learn`` the numbers stay as they were
    before the news, and only what happened is taken over. Raises ``ValueError`` where that cannot be told apart, since worlds are weighed.
    """
    if news.is_weighed and not learn:
        raise ValueError("where worlds are weighed, the numbers cannot be kept as they were")
    runs, tallies, asked = runs_of(question, dict(fixed or {}))
    runs = [Run(fixed=news.resumed.switched(run.fixed)) for run in runs]
    program, draws = news.resumed.program, news.posterior
    values = draws.values if learn else draws.before
    used = assumptions_used(program, runs, tallies)
    rows = news.resumed.rows(values)
    used = tuple(name for name in used if name in news.program.assumptions)
    scores = None if news.program.is_certain else draws.scores([news.program.assumptions.index(name) for name in used])[:BANDED_DRAWS]
    if not news.is_weighed:
        counted = count(program, runs, tallies, seed=news.seed, values=rows, worlds=worlds, threads=threads, progress=progress)
        return conclude(question, asked, NewsEstimator(counted, scores, draws.doubt if learn else 0.0), used), None
    weights = Weights(program=news.program, evidence=news.evidence, factors=draws.pending)
    weighed = weigh(
        program, runs, tallies, weights,
        seed=news.seed, values=values, rows=rows, worlds=worlds, steps=STEPS, threads=threads, progress=progress,
    )  # fmt: skip
    estimator = NewsEstimator(weighed.counted, scores, draws.doubt)
    return conclude(question, weighted(asked, len(runs), tallies), estimator, used), weighed


class NewsEstimator(Estimator):
    """Estimates from draws that come in part from a pool of weighted ones."""

    def __init__(self, counted: Counted, scores: Floats | None, doubt: float) -> None:
        """Take what was counted, the scores of assumptions that keep their places, and the pool's part in the spread of means."""
        self._doubt = doubt
        super().__init__(counted, scores)

    def _covariances(self, scores: Floats | None) -> tuple[Floats, Floats, Floats] | None:
        parts = super()._covariances(scores)
        if parts is None or self._doubt == 0.0 or self.counted.draws < 2:
            return parts
        over_worlds, over_draws, in_both = parts
        return over_worlds, over_draws + self._doubt * np.atleast_2d(np.cov(self.by_draw, rowvar=False)), in_both


def weighted(asked: Mapping[Reading, Asked], runs: int, tallies: Sequence[Tally]) -> dict[Reading, Asked]:
    """Return readings as quantities of weighted tallies, of which the last of every run counts the weight of all worlds."""
    kinds = len(tallies) + 1
    counts = [r * kinds + k for r in range(runs) for k in range(len(tallies))]
    wholes = [r * kinds + len(tallies) for r in range(runs) for _ in tallies]

    def of(quantity: Quantity) -> Quantity:
        return lambda m: quantity(m[..., counts] / m[..., wholes])

    def weight(reading: Asked) -> Quantity:
        whole, inner = reading.run * kinds + len(tallies), reading.weight
        within: Any = inner and of(inner)
        return lambda m: m[..., whole] * within(m) if within else m[..., whole]

    return {
        name: replace(reading, of=of(reading.of), weight=weight(reading), per=reading.per or (reading.run, len(tallies)))
        for name, reading in asked.items()
    }


def told(news: News, weighed: Weighed | None, worlds: int) -> Told:
    """Return how the news bears on a view's numbers, and how much an answer after it can be trusted."""
    found, program = news.posterior, news.program
    draws = len(found.values)
    marginals = dict(found.marginals)
    share, effective_draws, log_likelihood = found.share, float(draws), found.log_likelihood
    if weighed is not None:
        log_likelihood += weighed.log_likelihood
        effective_draws = weighed.effective_draws
        share *= effective_draws / draws
        marginals |= dict(_beyond_chance(found, weighed))
    independent = effective_draws / (1.0 + effective_draws * found.doubt) if effective_draws else 0.0
    return Told(
        simulated=worlds if draws == 1 else draws,
        moved=tuple(sorted((_moved(program, a, marginals[a]) for a in sorted(marginals)), key=lambda moved: -moved.shift)),
        log_likelihood=log_likelihood,
        share=share,
        effective=(float(worlds) if draws == 1 else independent) * (1.0 if weighed is None else weighed.effective_worlds / worlds),
    )  # fmt: skip


def _beyond_chance(found: Posterior, weighed: Weighed) -> Iterator[tuple[int, Marginal]]:
    """Yield what weighted draws say of the numbers that they move further than weights that have nothing to do with a number would.

    That is the bound of Kolmogorov's test at 5%, for weights of this spread.
    """
    draws = len(weighed.by_draw)
    spread = np.sqrt(max(draws / weighed.effective_draws - 1.0, 0.0)) if weighed.effective_draws else 0.0
    for a in found.tied:
        order = np.argsort(found.ranks[:, a], kind="stable")
        marginal = Marginal(ranks=(np.arange(draws) + 0.5) / draws, weights=weighed.by_draw[order])
        if draws > 1 and marginal.shift > 1.36 * spread / np.sqrt(draws) + 0.5 / draws:
            yield a, marginal


def _moved(program: Program, a: int, marginal: Marginal) -> Moved:
    before = quantile_of(program, a, np.array([0.05, 0.5, 0.95]))
    after = quantile_of(program, a, np.array([marginal.at(p) for p in (0.05, 0.5, 0.95)]))
    spreads = [Spread(low=float(x[0]), middle=float(x[1]), high=float(x[2])) for x in (before, after)]
    return Moved(assumption=program.assumptions[a], before=spreads[0], after=spreads[1], shift=marginal.shift)
