"""What news says about the numbers: draws of the assumptions given what was observed.

Owns Bayes' rule over a view's uncertain assumptions. They are independent before the news, and the likelihood is a product of factors
(:mod:`ifso.engine.evidence`) of which each rests on few of them, so that the posterior is a product as well: over groups of assumptions
that share a factor. An assumption that stands alone is weighed on a grid of its probabilities and keeps its place in the hypercube: a draw
that was the 30% point before is the 30% point after, so that draws before and after can be compared one by one. Assumptions that share
factors are taken from a pool of weighted draws, by stratified resampling in the order of the one that the news moved most (Douc, Cappé and
Moulines, "Comparison of Resampling Schemes for Particle Filtering", ISPA 2005), which keeps its place as well. What no factor rests on
stays as it was. Where nothing has been observed, the draws are those of :mod:`ifso.engine.draws`.

Groups whose factors read times that are not known keep their draws; those factors are handed back, to weigh worlds with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ifso.engine.draws import CUBE, quantiles, ranks
from ifso.engine.evidence import Evidence, Factor, factors_of, is_pending, log_factor, rests_on
from ifso.engine.program import Floats, Program, Shape
from ifso.engine.quantiles import normal_quantile

GRID = 1024
"""Places, at equal distances in probability, on which an assumption that stands alone is weighed."""
POOLED = 16
"""Hypercubes from which assumptions that share factors are taken."""
FIRST_POOLED = 1 << 40
"""Number of the first of these hypercubes, far from those of the draws."""
EDGE = 1e-12
"""How near to 0 and 1 a probability may come of which a quantile is taken."""


class Contradicted(Exception):  # noqa: N818 - a statement about the evidence
    """What has been observed cannot have come about under any draw of a view's numbers."""

    def __init__(self, factor: Factor) -> None:
        self.factor = factor
        super().__init__(f"event {factor.event} {'at' if factor.fired else 'not by'} {factor.at}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marginal:
    """What news makes of one assumption: weights on the probabilities of its distribution before."""

    ranks: Floats
    """Probabilities before, ascending."""
    weights: Floats
    """The same number of weights, of any sum."""

    def at(self, probability: float) -> float:
        """Return the probability before at which the distribution after reaches one."""
        reached = np.cumsum(self.weights) - self.weights / 2
        return float(np.interp(probability * self.weights.sum(), reached, self.ranks))

    @property
    def shift(self) -> float:
        """The greatest distance between the distribution functions before and after (Kolmogorov's), from 0 to 1."""
        after = np.cumsum(self.weights) / self.weights.sum()
        return float(np.max(np.maximum(np.abs(after - self.ranks), np.abs(after - self.weights / self.weights.sum() - self.ranks))))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """Draws of the assumptions given what was observed, as far as that can be told from known times. D draws, A assumptions."""

    values: Floats
    """(D, A)."""
    before: Floats
    """(D, A) the same draws before the news."""
    ranks: Floats
    """(D, A) the probabilities of the hypercube that every draw keeps."""
    marginals: Mapping[int, Marginal]
    """By assumption, for those on which the news bears."""
    keeps: NDArray[np.bool_]
    """(A) whether an assumption has its draws by its place in the hypercube."""
    log_likelihood: float
    """Logarithm of the mean, over the draws before, of the likelihood of what is in no pending factor."""
    share: float
    """Effective share of the draws before: (mean likelihood)^2 / mean (likelihood^2), from 0 to 1 (Kish, "Survey Sampling", 1965)."""
    doubt: float
    """By what part of a quantity's spread over the draws the pool makes the square of its mean's error greater."""
    pending: tuple[Factor, ...]
    """Factors of groups in which one rests on times that are not known."""
    tied: tuple[int, ...]
    """The uncertain assumptions on which pending factors rest, which keep their draws."""

    def scores(self, used: Sequence[int]) -> Floats:
        """Return the hypercube's ranks as standard normal quantiles; shape (D, U).

        U are the uncertain assumptions that keep their places in it, if they are among ``used`` or the news bears on them.
        """
        kept = [a for a in range(len(self.keeps)) if self.keeps[a] and (a in used or a in self.marginals)]
        found: Floats = normal_quantile(np.ascontiguousarray(self.ranks[:, kept]))
        return found


def unmoved(program: Program, *, seed: int, draws: int) -> Posterior:
    """Return the draws of the assumptions as they were before any news."""
    places = np.concatenate([ranks(program, seed, cube) for cube in range(-(-draws // CUBE))])[:draws]
    values = quantiles(program, places)
    return Posterior(
        values=values, before=values, ranks=places, marginals={}, keeps=program.shape != Shape.POINT,
        log_likelihood=0.0, share=1.0, doubt=0.0, pending=(), tied=(),
    )  # fmt: skip


def left_to_worlds(drawn: Posterior, program: Program, evidence: Evidence) -> Posterior:
    """Return draws with every factor of the evidence's likelihood left to weigh them."""
    factors = factors_of(program, evidence)
    tied = {a for factor in factors for a in rests_on(program, factor) if drawn.keeps[a]}
    return replace(drawn, pending=factors, tied=tuple(sorted(tied)))


def posterior(program: Program, evidence: Evidence, *, seed: int, draws: int) -> Posterior:
    """Return draws of the assumptions given the evidence; the first ones are the same however many are asked for.

    A program without uncertain assumptions has one draw. Raises :class:`Contradicted` where the evidence cannot have come about.
    """
    draws = 1 if program.is_certain else draws
    places = np.concatenate([ranks(program, seed, cube) for cube in range(-(-draws // CUBE))])[:draws]
    before = quantiles(program, places)
    values = before.copy()
    times, factors = evidence.times, factors_of(program, evidence)
    pending = [factor for factor in factors if is_pending(program, evidence, factor)]
    known = [factor for factor in factors if factor not in pending]
    keeps = program.shape != Shape.POINT
    middles = quantiles(program, np.full((1, len(program.assumptions)), 0.5))
    fixed, groups = _groups(program, known, pending, times, middles)
    log_likelihood = _of_certain(program, evidence, fixed, pending, middles)
    marginals: dict[int, Marginal] = {}
    tied: tuple[int, ...] = ()
    share, doubt = 1.0, 0.0
    for assumptions, shared in groups:
        if any(factor in pending for factor in shared):
            pending += [factor for factor in shared if factor not in pending]
            tied += assumptions
            continue
        tried, columns, weights, log_mean = _weighed(program, seed, assumptions, shared, times=times, middles=middles)
        log_likelihood += log_mean
        effective = float(weights.sum() ** 2 / np.sum(weights**2))
        share *= effective / len(tried)
        for column, a in enumerate(assumptions):
            order = np.argsort(tried[:, column], kind="stable")
            marginals[a] = Marginal(ranks=tried[order, column], weights=weights[order])
        if len(assumptions) == 1:
            (a,) = assumptions
            values[:, a] = quantile_of(program, a, _moved(weights, places[:, a]))
        else:
            lead = max(range(len(assumptions)), key=lambda column: marginals[assumptions[column]].shift)
            chosen = _resampled(tried[:, lead], weights, places[:, assumptions[lead]])
            for column, a in enumerate(assumptions):
                values[:, a] = columns[column][chosen]
                keeps[a] = column == lead
            doubt += 1.0 / effective
    return Posterior(
        values=values, before=before, ranks=places, marginals=marginals, keeps=keeps,
        log_likelihood=log_likelihood, share=share, doubt=doubt, pending=tuple(pending), tied=tied,
    )  # fmt: skip


def _of_certain(program: Program, evidence: Evidence, fixed: Sequence[Factor], pending: Sequence[Factor], middles: Floats) -> float:
    """Return the logarithm of the factors that rest on no uncertain number. Raises :class:`Contradicted` for one that is nothing."""
    total = 0.0
    for factor in pending:
        if _cannot_be(program, evidence, factor, middles):
            raise Contradicted(factor)
    for factor in fixed:
        constant = float(log_factor(program, factor, tuple(middles.T), evidence.times)[0])
        if constant == -np.inf:
            raise Contradicted(factor)
        total += constant
    return total


def _weighed(
    program: Program, seed: int, assumptions: tuple[int, ...], shared: Sequence[Factor], *, times: Floats, middles: Floats,
) -> tuple[Floats, list[Floats], Floats, float]:  # fmt: skip
    """Weigh a group of assumptions by the factors that they share.

    Returns the probabilities that were tried, shape (tries, assumptions), the values there, their weights, and the logarithm of the mean
    likelihood. Raises :class:`Contradicted` where that is nothing.
    """
    tried = _tried(program, seed, assumptions)
    values = [quantile_of(program, a, tried[:, column]) for column, a in enumerate(assumptions)]
    columns = list(middles.T)
    for a, of in zip(assumptions, values, strict=True):
        columns[a] = of
    logs = sum((log_factor(program, factor, columns, times) for factor in shared), np.zeros(len(tried)))
    most = float(np.max(logs))
    if most == -np.inf:
        raise Contradicted(shared[-1])
    weights = np.exp(logs - most)
    return tried, values, weights, most + float(np.log(weights.mean()))


def _cannot_be(program: Program, evidence: Evidence, factor: Factor, middles: Floats) -> bool:
    """Tell whether nothing can have fired at a moment, whatever the modifiers that are not known, since all triggers are."""
    bare = replace(program, modifier_start=np.zeros_like(program.modifier_start))
    known = not is_pending(bare, evidence, factor)
    return factor.fired and known and bool(log_factor(bare, factor, tuple(middles.T), evidence.times)[0] == -np.inf)


Group = tuple[tuple[int, ...], list[Factor]]


def _groups(
    program: Program, known: Sequence[Factor], pending: Sequence[Factor], times: Floats, middles: Floats,
) -> tuple[list[Factor], list[Group]]:  # fmt: skip
    """Return the factors that rest on no uncertain assumption, and the others by the groups of assumptions that they tie together."""
    uncertain = [a for a in range(len(program.assumptions)) if program.shape[a] != Shape.POINT]
    rows = np.repeat(middles, len(uncertain) + 1, axis=0)
    for row, a in enumerate(uncertain, start=1):
        rows[row, a] = quantile_of(program, a, np.full(1, 0.9))[0]
    fixed: list[Factor] = []
    groups: list[tuple[set[int], list[Factor]]] = []
    for factor in (*known, *pending):
        if factor in pending:
            tied = rests_on(program, factor) & set(uncertain)
        else:
            logs = np.broadcast_to(log_factor(program, factor, tuple(rows.T), times), len(rows))
            tied = {a for row, a in enumerate(uncertain, start=1) if logs[row] != logs[0]}
        if not tied and factor not in pending:
            fixed.append(factor)
            continue
        met = [group for group in groups if group[0] & tied]
        groups = [group for group in groups if not group[0] & tied]
        groups.append((tied.union(*(a for a, _ in met)), [*(f for _, of in met for f in of), factor]))
    return fixed, [(tuple(sorted(a)), of) for a, of in groups if a]


def _tried(program: Program, seed: int, assumptions: Sequence[int]) -> Floats:
    """Return the probabilities at which a group of assumptions is weighed; shape (tries, assumptions)."""
    if len(assumptions) == 1:
        return ((np.arange(GRID) + 0.5) / GRID)[:, None]
    few = replace(
        program,
        assumptions=tuple(program.assumptions[a] for a in assumptions),
        assumption_stream=program.assumption_stream[list(assumptions)],
    )
    return np.concatenate([ranks(few, seed, FIRST_POOLED + cube) for cube in range(POOLED)])


def quantile_of(program: Program, a: int, u: Floats) -> Floats:
    """Return the values of one assumption at probabilities."""
    one = replace(program, shape=program.shape[[a]], first=program.first[[a]], second=program.second[[a]])
    return quantiles(one, np.clip(u, EDGE, 1.0 - EDGE)[:, None])[:, 0]


def _moved(weights: Floats, u: Floats) -> Floats:
    """Return where probabilities ``u`` of the weighted distribution lie on the even grid of its weights."""
    reached = np.concatenate([[0.0], np.cumsum(weights)])
    moved: Floats = np.interp(u * reached[-1], reached, np.arange(len(weights) + 1) / len(weights))
    return moved


def _resampled(leading: Floats, weights: Floats, u: Floats) -> NDArray[np.intp]:
    """Return the members of a pool that lie at the probabilities ``u`` of their weights, in the order of ``leading``."""
    order = np.argsort(leading, kind="stable")
    reached = np.cumsum(weights[order])
    chosen: NDArray[np.intp] = order[np.minimum(np.searchsorted(reached, u * reached[-1]), len(order) - 1)]
    return chosen
