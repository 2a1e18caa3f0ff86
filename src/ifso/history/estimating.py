"""How sure a rate is: intervals from counts.

Owns two answers. The Jeffreys interval takes the occasions as independent draws. The cluster bootstrap does not: it draws whole states with
replacement, each with all its occasions, so that ten coups in one state are not ten witnesses. Both give the middle 90%. Leaves what is
counted to :mod:`ifso.history.asking` and standardising to :mod:`ifso.history.comparing`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ifso.history.results import Interval, Outcome, Rate

LEVEL = 0.9
LOW, HIGH = (1 - LEVEL) / 2, (1 + LEVEL) / 2
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCK = 4_000_000
"""Numbers that one block of resamples takes at most."""
NAMES = (Outcome.MISS, Outcome.UNKNOWN, Outcome.HIT)
"""The outcomes by the number that evaluation has for each."""
MISS, UNKNOWN, HIT = range(3)


def jeffreys(k: int, n: int) -> Interval | None:
    """Return the Jeffreys interval of k of n: the 5% and 95% points of Beta(k + 1/2, n - k + 1/2); None where n is 0.

    The lower end is 0 where k is 0, and the upper end 1 where k is n (Brown, Cai and DasGupta, "Interval Estimation for a Binomial
    Proportion", Statistical Science 2001, section 3.1.2).
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - a tenth of a second that only those who ask need

    if n == 0:
        return None
    low, high = (float(betaincinv(k + 0.5, n - k + 0.5, at)) for at in (LOW, HIGH))
    return Interval(low=0.0 if k == 0 else low, high=1.0 if k == n else high, how="Jeffreys")


class Bootstrap:
    """Resamples of states, the same for every number that is taken from them."""

    def __init__(self, clusters: int, *, seed: int, resamples: int) -> None:
        self.clusters = clusters
        self.resamples = resamples if clusters > 1 else 0
        chosen = np.random.Generator(np.random.PCG64(seed)).integers(0, max(clusters, 1), size=(self.resamples, clusters))
        chosen += np.arange(self.resamples)[:, None] * clusters
        counts = np.bincount(chosen.ravel(), minlength=self.resamples * clusters)
        self.weights: Floats = counts.reshape(self.resamples, clusters).astype(np.float64)
        """(R, C) how often each state was drawn."""

    def blocks(self, columns: int) -> Iterator[Floats]:
        """Yield the weights in blocks of rows, so that (rows, columns) is never large."""
        rows = max(BLOCK // max(columns, 1), 1)
        for begin in range(0, self.resamples, rows):
            yield self.weights[begin : begin + rows]

    def share(self, hits: Floats, counts: Floats) -> Interval | None:
        """Return the interval of a share from its parts by state: (C,) each."""
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = (self.weights @ hits) / (self.weights @ counts)
        return percentiles(shares)


def percentiles(values: Floats) -> Interval | None:
    """Return the 5% and 95% points of resampled values; those that are no number, such as 0 of 0, are left out.

    None where fewer than half are numbers, or where all are the same, as then resampling has nothing to say.
    """
    known = values[~np.isnan(values)]
    if len(known) < max(len(values) / 2, 1) or known.min() == known.max():
        return None
    low, high = np.quantile(known, [LOW, HIGH], method="inverted_cdf")
    return None if np.isinf(low) else Interval(low=float(low), high=float(high), how="cluster bootstrap")


def rate(outcomes: Ints, states: Ints, bootstrap: Bootstrap | None = None) -> Rate:
    """Return k of n with both intervals; ``states`` are the clusters of ``bootstrap``, one for each outcome."""
    known = outcomes != UNKNOWN
    hits = outcomes[known] == HIT
    k, n = int(hits.sum()), int(known.sum())
    of = states[known]
    countries = len(np.unique(of))
    clustered = None
    if bootstrap is not None and bootstrap.resamples and countries > 1 and 0 < k < n:
        by_state = np.bincount(of, minlength=bootstrap.clusters).astype(np.float64)
        hits_by_state = np.bincount(of[hits], minlength=bootstrap.clusters).astype(np.float64)
        clustered = bootstrap.share(hits_by_state, by_state)
    return Rate(k=k, n=n, unknown=int((~known).sum()), countries=countries, interval=jeffreys(k, n), clustered=clustered)
