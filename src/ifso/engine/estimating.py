"""From counts to probabilities that say how sure they are.

Owns estimates and their two kinds of doubt, which are never mixed (MODEL.md, section 6):

- the 90% interval over the assumptions: the 5% and 95% points, over the draws, of the quantity computed for each draw;
- the standard error of the simulation: how far the value itself may be off because worlds and draws are finite in number.

All draws see the same worlds, so that most Monte Carlo noise is common to them and leaves the interval's width alone. What remains is
taken out: the even and the odd worlds give each draw two results whose noise is independent, the covariance of the two over draws is the
variance free of noise, and the interval is drawn in by the root of its ratio to the variance that was seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.simulating import Counted

Floats = NDArray[np.float64]
Quantity = Callable[[NDArray[np.complex128] | Floats], NDArray[np.complex128] | Floats]
"""What is asked of the tallies' probabilities, an array whose last axis is the tally; built from + - * / alone."""
LOW, HIGH = 0.05, 0.95
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
    error: float
    """Standard error of ``value`` from the worlds and draws that were really used."""


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


class Estimator:
    """Estimates of any quantity of the tallies of one simulation; tally (r, k) has the place r K + k."""

    def __init__(self, counted: Counted) -> None:
        self.counted = counted
        tallies = len(counted.moments)
        halves = np.array([(counted.worlds + 1) // 2, counted.worlds // 2])
        by_draw = counted.by_draw.reshape(tallies, counted.draws, 2)
        self.by_draw: Floats = by_draw.sum(axis=2).T / counted.worlds
        self.by_half = np.moveaxis(by_draw / np.maximum(halves, 1), 0, 2)
        self.means: Floats = by_draw.sum(axis=(1, 2)) / (counted.worlds * counted.draws)
        squares = counted.moments / counted.draws**2 / counted.worlds
        covariance = (squares - np.outer(self.means, self.means)) / max(counted.worlds - 1, 1)
        if counted.draws > 1:
            covariance = covariance + np.atleast_2d(np.cov(self.by_draw, rowvar=False)) / counted.draws
        self.covariance: Floats = covariance

    def error(self, quantity: Quantity) -> float:
        """Return the standard error of a quantity, by the delta method on the covariance of the tallies."""
        shifted = self.means + 1j * STEP * np.eye(len(self.means))
        gradient = np.imag(quantity(shifted)) / STEP
        variance = float(gradient @ self.covariance @ gradient)
        return math.sqrt(max(variance, 0.0))

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
            drawn_in = self._noise_free_share(of_draws, of_halves, weights, known)
        if np.ptp(of_draws[known]) == 0.0:
            return Estimate(value=value, low=value, high=value, error=error)
        low, high = (weighted_quantile(of_draws[known], weights[known], at) for at in (LOW, HIGH))
        centre = float(np.average(of_draws[known], weights=weights[known]))
        low, high = (centre + (bound - centre) * drawn_in for bound in (low, high))
        return Estimate(value=value, low=low, high=high, error=error)

    @staticmethod
    def _noise_free_share(whole: Floats, halves: Floats, weights: Floats, known: NDArray[np.bool_]) -> float:
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
