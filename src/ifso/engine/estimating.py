"""From counts to probabilities that say how sure they are.

Owns estimates and their two kinds of doubt, which are never mixed (MODEL.md, section 6):

- the 90% interval over the assumptions: the 5% and 95% points, over the draws, of the quantity computed for each draw;
- the standard error of the simulation: how far the value itself may be off because worlds and draws are finite in number.

The error has a part from the worlds and a part from the draws. Draws are Latin hypercubes: what the assumptions do each by itself averages
out over a whole one, and only the rest of a quantity's spread over draws makes its mean uncertain (Stein, "Large Sample Properties of
Simulations Using Latin Hypercube Sampling", Technometrics 1987). The rest is what a regression on polynomials of each assumption leaves.
With a single world, or a single draw of uncertain numbers, there is nothing from which to tell, and the error is unknown.

All draws see the same worlds, so that most Monte Carlo noise is common to them and leaves the interval's width alone. What remains is
taken out: the even and the odd worlds give each draw two results whose noise is independent, the covariance of the two over draws is the
variance free of noise, and the interval is drawn in by the root of its ratio to the variance that was seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermeval
from numpy.typing import NDArray

from ifso.engine.draws import CUBE
from ifso.engine.simulating import Counted

Floats = NDArray[np.float64]
Quantity = Callable[[NDArray[np.complex128] | Floats], NDArray[np.complex128] | Floats]
"""What is asked of the tallies' probabilities, an array whose last axis is the tally; built from + - * / alone."""
LOW, HIGH = 0.05, 0.95
DEGREE = 3
"""Highest power of an assumption's normal score in the regression; fewer where each would have under four draws."""
STEP = 1e-30
"""Imaginary step of the complex-step derivative (Squire and Trapp, SIAM Review 1998), exact for rational functions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its two kinds of doubt."""

    value: float
    """The mean over the assumptions' distributions."""
    low: float | None
    """5% point over the assumptions; equal to ``value`` where all of them are points, None where no interval can be given."""
    high: float | None
    """95% point over the assumptions."""
    error: float | None
    """Standard error of ``value`` from the worlds and draws that were really used; None where there are too few of them to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The chance that an event has happened by each of several times."""

    times: tuple[float, ...]
    """Years from the start."""
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def weighted_quantile(values: Floats, weights: Floats, at: float) -> float:
    """Return a quantile of weighted values, interpolated between the middles of their weights.

    With equal weights this is type 5 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 1996.
    """
    places = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[places]) - weights[places] / 2
    return float(np.interp(at * weights.sum(), reached, values[places]))


def of_means(by_draw: Floats, scores: Floats) -> Floats:
    """Return the covariance of the means of columns over Latin hypercubes, of which the last may be cut short.

    Whole hypercubes leave the rest of the regression alone; of one that is cut short the draws are a sample without replacement.
    """
    draws = len(by_draw)
    some = len(scores)
    total = np.atleast_2d(np.cov(by_draw[:some], rowvar=False))
    degree = min(DEGREE, some // (4 * max(scores.shape[1], 1)))
    if degree == 0:
        return total / draws
    powers = [np.ones((some, 1)), *(hermeval(scores, np.eye(DEGREE + 1)[d]) / math.sqrt(math.factorial(d)) for d in range(1, degree + 1))]
    basis = np.hstack(powers)
    # orthonormal but for the finite number of draws, so that the normal equations lose no digits, at a tenth of the cost of a decomposition
    left = by_draw[:some] - basis @ np.linalg.solve(basis.T @ basis, basis.T @ by_draw[:some])
    rest = left.T @ left / (some - basis.shape[1])
    cut = draws % CUBE
    result: Floats = rest / draws + (total - rest) * (cut * (1 - cut / CUBE) / draws**2)
    return result


class Estimator:
    """Estimates of any quantity of the tallies of one simulation; tally (r, k) has the place r K + k."""

    rounding = 0.0
    """By how much draws may differ without being different: counts are exact."""

    def __init__(self, counted: Counted, scores: Floats | None = None) -> None:
        """Take what was counted, and the normal scores of the uncertain assumptions in its first draws; shape (draws, assumptions).

        Without scores there is nothing that the draws could be uncertain of.
        """
        self.counted = counted
        tallies = len(counted.moments)
        halves = np.array([(counted.worlds + 1) // 2, counted.worlds // 2])
        by_draw = counted.by_draw.reshape(tallies, counted.draws, 2)
        self.by_draw: Floats = by_draw.sum(axis=2).T / counted.worlds
        self.by_half = np.moveaxis(by_draw / np.maximum(halves, 1), 0, 2)
        self.means: Floats = by_draw.sum(axis=(1, 2)) / (counted.worlds * counted.draws)
        self._parts = self._covariances(scores)

    def _covariances(self, scores: Floats | None) -> tuple[Floats, Floats, Floats] | None:
        """Return the covariances of the means over worlds, over draws, and what is in both; None where there is too little to tell."""
        counted = self.counted
        uncertain = scores is not None and scores.shape[1] > 0
        if counted.worlds < 2 or (uncertain and counted.draws < 2):
            return None
        squares = (counted.moments / counted.draws**2).astype(np.float64) / counted.worlds
        over_worlds: Floats = (squares - np.outer(self.means, self.means)) / (counted.worlds - 1)
        if scores is None or not uncertain:
            return over_worlds, np.zeros_like(over_worlds), np.zeros_like(over_worlds)
        even, odd = self.by_half[:, 0], self.by_half[:, 1]
        apart = np.atleast_2d(np.cov(even - odd, rowvar=False)) * ((counted.worlds + 1) // 2 * (counted.worlds // 2) / counted.worlds**2)
        return over_worlds, of_means(self.by_draw, scores), apart / counted.draws

    def error(self, quantity: Quantity) -> float | None:
        """Return the standard error of a quantity, by the delta method on the covariance of the tallies; None where it cannot be told."""
        if self._parts is None:
            return None
        shifted = self.means + 1j * STEP * np.eye(len(self.means))
        gradient = np.imag(quantity(shifted)) / STEP
        over_worlds, over_draws, in_both = (float(gradient @ part @ gradient) for part in self._parts)
        # what worlds do under one draw and not under another shows in both spreads and counts once
        return math.sqrt(max(over_worlds + over_draws - in_both, over_worlds, over_draws, 0.0))

    def estimate(self, quantity: Quantity, weight: Quantity | None = None) -> Estimate | None:
        """Estimate a quantity; None where it is undefined, as a ratio to nothing is.

        ``weight`` weighs the draws in the interval: what was learnt makes some draws more credible than others.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(np.real(quantity(self.means)))
            if not np.isfinite(value):
                return None
            error = self.error(quantity)
            if self.counted.draws == 1:
                return Estimate(value=value, low=value, high=value, error=error)
            of_draws = np.real(quantity(self.by_draw))
            weights = np.ones(len(of_draws)) if weight is None else np.real(weight(self.by_draw))
            known = np.isfinite(of_draws) & (weights > 0)
            if not known.any():
                return None  # so few worlds that no draw tells both sides of a contrast
            of_halves = np.real(quantity(self.by_half))
            drawn_in = self.noise_free_share(of_draws, of_halves, weights, known)
        if np.ptp(of_draws[known]) <= self.rounding:
            return Estimate(value=value, low=value, high=value, error=error)
        low, high = (weighted_quantile(of_draws[known], weights[known], at) for at in (LOW, HIGH))
        centre = float(np.average(of_draws[known], weights=weights[known]))
        low, high = (centre + (bound - centre) * drawn_in for bound in (low, high))
        return Estimate(value=value, low=low, high=high, error=error)

    @staticmethod
    def noise_free_share(whole: Floats, halves: Floats, weights: Floats, known: NDArray[np.bool_]) -> float:
        """Return the root of the share of a quantity's spread over draws that is not Monte Carlo noise."""
        both = known & np.isfinite(halves).all(axis=1)
        if both.sum() < 3:
            return 1.0
        seen = np.cov(whole[both], aweights=weights[both])
        free = np.cov(halves[both].T, aweights=weights[both])[0, 1]
        return float(np.sqrt(np.clip(free / seen, 0.0, 1.0))) if seen > 0 else 1.0

    def value(self, quantity: Quantity) -> Estimate | None:
        """Estimate a quantity without an interval, where no single draw of the assumptions has it."""
        found = self.estimate(quantity)
        return found and Estimate(value=found.value, low=None, high=None, error=found.error)

    def curve(self, run: int, tally: int, by: float, end: Estimate, per: tuple[int, int] | None = None) -> Curve:
        """Return the curve of a tally up to ``by``, where it comes to ``end``.

        ``per`` is the tally (run, number) that counts the whole, by default all worlds. The band is drawn in as the interval of its end is.
        """
        counted = self.counted
        steps = counted.by_step.shape[2] - 1
        kept = counted.bands.shape[2]
        whole: Floats = np.full(kept, float(counted.worlds))
        total = float(counted.worlds * counted.draws)
        if per is not None:
            whole = counted.bands[per[0], per[1], :, -1].astype(np.float64)
            total = float(counted.by_step[per[0], per[1], -1])
        with np.errstate(divide="ignore", invalid="ignore"):
            values = counted.by_step[run, tally] / total
            bands = counted.bands[run, tally][whole > 0] / whole[whole > 0, None]
        low, high = values, values
        if kept > 1 and len(bands):
            low, high = ([weighted_quantile(column, whole[whole > 0], at) for column in bands.T] for at in (LOW, HIGH))
            spread = high[-1] - low[-1]
            share = min(1.0, ((end.high or 0.0) - (end.low or 0.0)) / spread) if spread > 0 else 1.0
            low, high = values + (np.asarray(low) - values) * share, values + (np.asarray(high) - values) * share
        return Curve(
            times=tuple((np.arange(steps + 1) * by / steps).tolist()),
            values=tuple(np.asarray(values).tolist()),
            low=tuple(np.asarray(low).tolist()),
            high=tuple(np.asarray(high).tolist()),
        )
