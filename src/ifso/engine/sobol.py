"""Shares of a variance: which input makes an output vary.

Owns the design of Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of model output",
Computer Physics Communications 181 (2010), and the two estimators that they recommend: theirs for the first-order share (table 2, b), and
that of Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117 (1999), for the total (table 2, f).

An output that is itself simulated comes in two halves whose noise is independent. Every product takes one factor from each half, so that
noise adds nothing to any variance; where both halves are the same the estimators are those of the papers to the last bit but rounding.
Leaves what the inputs and the output are to :mod:`ifso.engine.linchpins`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CREDIBLE = 2.0
"""Standard errors by which a variance must exceed nothing for its shares to be told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """The shares of an output's variance that its inputs have, D of them, with standard errors."""

    first: Floats
    """(D) what an input explains by itself: by how much the variance would fall on average if it were known."""
    first_error: Floats
    total: Floats
    """(D) what an input has a part in, by itself or together with others: what would be left on average if all others were known."""
    total_error: Floats
    variance: float
    """Of the output."""
    variance_error: float


def design(a: Floats, b: Floats, varied: Ints) -> Floats:
    """Return the rows to compute from two base samples of shape (N, A): A, B, and for each varied column A with that column from B.

    Shape ((2 + D) N, A), one after the other, D being the number of ``varied`` columns.
    """
    mixed = np.repeat(a[None], len(varied), axis=0)
    for place, column in enumerate(varied.tolist()):
        mixed[place, :, column] = b[:, column]
    return np.concatenate([a[None], b[None], mixed]).reshape(-1, a.shape[1])


def shares(outputs: Floats, cluster: Ints) -> Shares | None:
    """Return the shares from the outputs of a design; None where the output does not vary by more than its error.

    ``outputs`` is (2 + D, N, 2): A, B and each mixed sample, the base draws, the two halves. Base draws of the same ``cluster`` (N), which
    counts from 0, share their worlds: standard errors are those of the jackknife that leaves out a cluster at a time (Efron and Stein, "The
    Jackknife Estimate of Variance", The Annals of Statistics 1981). Draws of which any output is not finite are left out.
    """
    known = np.isfinite(outputs).all(axis=(0, 2))
    clusters, cluster = np.unique(cluster[known], return_inverse=True)
    if len(clusters) < 2:
        return None
    sums = _Sums.of(outputs[:, known], cluster, len(clusters))
    whole, without = sums.reduced(), sums.left_out()
    first, total, variance = whole.estimates()
    firsts, totals, variances = without.estimates()
    variance_error = float(_jackknife(variances[:, None])[0])
    if not variance[0] > max(CREDIBLE * variance_error, 1e-24):
        return None
    return Shares(
        first=first[0], first_error=_jackknife(firsts), total=total[0], total_error=_jackknife(totals), variance=float(variance[0]),
        variance_error=variance_error,
    )  # fmt: skip


def _jackknife(left_out: Floats) -> Floats:
    """Return the standard error from estimates of which each leaves out one of K clusters; shape (K, D)."""
    k = len(left_out)
    result: Floats = np.sqrt((k - 1) * left_out.var(axis=0))
    return result


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sums:
    """Sums over base draws, from which every estimate follows; the first axis, K, is what they are sums over."""

    draws: Floats
    """(K)"""
    level: Floats
    """(K, 2) by half, of all outputs divided by their number for each draw."""
    base: Floats
    """(K, 2) by half, of A and B."""
    square: Floats
    """(K) of A and of B, each one half times the other."""
    moved: Floats
    """(K, D, 2) of what mixing in a column changes."""
    with_b: Floats
    """(K, D) of that times B."""
    with_itself: Floats
    """(K, D) of that, one half times the other."""

    @classmethod
    def of(cls, outputs: Floats, cluster: Ints, clusters: int) -> _Sums:
        a, b, mixed = outputs[0], outputs[1], outputs[2:]
        change = np.moveaxis(mixed - a, 0, 1)  # (N, D, 2)
        crossed = (b[:, None, ::-1] * change).mean(axis=2)

        def summed(values: Floats) -> Floats:
            out = np.zeros((clusters, *values.shape[1:]))
            np.add.at(out, cluster, values)
            return out

        return cls(
            draws=summed(np.ones(len(a))), level=summed(outputs.mean(axis=0)), base=summed(a + b),
            square=summed(a[:, 0] * a[:, 1] + b[:, 0] * b[:, 1]), moved=summed(change), with_b=summed(crossed),
            with_itself=summed(change[..., 0] * change[..., 1]),
        )  # fmt: skip

    def reduced(self) -> _Sums:
        """Return the sums over all clusters."""
        return self._map(lambda part: part.sum(axis=0, keepdims=True))

    def left_out(self) -> _Sums:
        """Return the sums over all clusters but one, for each of them."""
        return self._map(lambda part: part.sum(axis=0, keepdims=True) - part)

    def _map(self, change: Callable[[Floats], Floats]) -> _Sums:
        return _Sums(**{part.name: change(getattr(self, part.name)) for part in fields(self)})

    def estimates(self) -> tuple[Floats, Floats, Floats]:
        """Return the first-order shares (K, D), the total shares (K, D) and the variance (K)."""
        n = self.draws
        middle = self.level / n[:, None]  # shifts the outputs to a mean of nothing, without which the first-order estimator is biased
        mean = self.base / (2 * n[:, None])
        variance = self.square / (2 * n) - mean[:, 0] * mean[:, 1]
        explained = (self.with_b - (middle[:, None, ::-1] * self.moved).mean(axis=2)) / n[:, None]
        left = self.with_itself / (2 * n[:, None])
        with np.errstate(divide="ignore", invalid="ignore"):
            return explained / variance[:, None], left / variance[:, None], variance
