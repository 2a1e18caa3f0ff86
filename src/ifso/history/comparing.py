"""Occasions beside years in which nothing happened.

Owns direct standardisation: the comparison years are weighted so that they fall into the strata as often as the occasions do, and the
difference is one of like with like. Intervals are those of a cluster bootstrap over states in which both sides are drawn together. It
describes; strata that were not thought of, and what led to the occasions, are not in it. Leaves who is compared to
:mod:`ifso.history.asking`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.history.estimating import HIT, UNKNOWN, Bootstrap, Floats, Ints, percentiles, rate
from ifso.history.results import Comparison, Estimate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """The occasions, or the comparison years."""

    outcomes: Ints
    states: Ints
    """The state of each, as a cluster of the bootstrap."""
    strata: Ints
    """The stratum of each; negative where it is unknown, which matches nothing."""

    def of(self, chosen: NDArray[np.bool_]) -> Side:
        """Return some of them."""
        return Side(outcomes=self.outcomes[chosen], states=self.states[chosen], strata=self.strata[chosen])


def compare(occasions: Side, others: Side, *, matched_on: tuple[str, ...], apart: int, bootstrap: Bootstrap) -> Comparison:
    """Return the comparison of occasions with others, both with outcomes of any kind; unknown ones take no part."""
    known, base = occasions.of(occasions.outcomes != UNKNOWN), others.of(others.outcomes != UNKNOWN)
    shared = np.intersect1d(known.strata[known.strata >= 0], base.strata)
    matched = np.isin(known.strata, shared)
    known, unmatched = known.of(matched), int((~matched).sum())
    base = base.of(np.isin(base.strata, shared))
    parts = [_by_state(side, shared, bootstrap.clusters, hits=hits) for side in (known, base) for hits in (True, False)]
    table = np.concatenate(parts, axis=1)
    resampled = [_standardised(weights @ table) for weights in bootstrap.blocks(table.shape[1])]
    every = np.concatenate([_standardised(table.sum(axis=0)[None]), *resampled])
    values = every[0]
    found = len(shared) > 0
    return Comparison(
        matched_on=matched_on,
        rate=rate(base.outcomes, base.states, bootstrap),
        occasions=rate(known.outcomes, known.states, bootstrap),
        standardised=Estimate(value=float(values[1]), interval=percentiles(every[1:, 1])) if found else None,
        difference=Estimate(value=float(values[2]), interval=percentiles(every[1:, 2])) if found else None,
        ratio=Estimate(value=float(values[3]), interval=percentiles(every[1:, 3])) if found and np.isfinite(values[3]) else None,
        strata=len(shared),
        unmatched=unmatched,
        apart=apart,
    )


def _by_state(side: Side, strata: Ints, clusters: int, *, hits: bool) -> Floats:
    """Count by state and stratum: (C, G)."""
    chosen = side.outcomes == HIT if hits else np.ones(len(side.outcomes), np.bool_)
    cells = side.states[chosen] * len(strata) + np.searchsorted(strata, side.strata[chosen])
    return np.bincount(cells, minlength=clusters * len(strata)).reshape(clusters, len(strata)).astype(np.float64)


def _standardised(table: Floats) -> Floats:
    """Return the occasions' share, the standardised one, their difference and ratio: (R, 4).

    A row holds, by stratum, the occasions' hits and counts and those of the comparison years: (R, 4 G). A stratum without occasions or
    without comparison years takes no part in its row.
    """
    hits, counts, base_hits, base_counts = np.split(table, 4, axis=1)
    both = (counts > 0) & (base_counts > 0)
    weights = np.where(both, counts, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        total = weights.sum(axis=1)
        share = np.where(both, hits, 0.0).sum(axis=1) / total
        expected = np.where(both, weights * base_hits / base_counts, 0.0).sum(axis=1) / total
        return np.stack([share, expected, share - expected, share / expected], axis=1)
