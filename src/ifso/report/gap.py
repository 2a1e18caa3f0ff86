"""Two numbers for the same link, held against each other.

Owns the middle 90% of a number, its chance over another time, and the words for how two ranges lie to each other. Modifiers are left out:
what is compared are the numbers themselves. Leaves tables and pictures to the other reports.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

import numpy as np

from ifso.engine.quantiles import beta_quantile
from ifso.report.words import percent
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Number, Rate, Timing, Value, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A chance with its middle 90%; all three are the same for a single number."""

    low: float
    middle: float
    """The median."""
    high: float

    @property
    def in_words(self) -> str:
        """The range of a chance, or the number where it is a single one."""
        return percent(self.low) if self.low == self.high else f"{percent(self.low).removesuffix('%')} to {percent(self.high)}"

    @property
    def as_ratio(self) -> str:
        """The range of a hazard ratio, or the number where it is a single one."""
        return f"{self.low:.3g}" if self.low == self.high else f"{self.low:.3g} to {self.high:.3g}"


def span_of(number: Number, kind: Kind = Kind.CHANCE) -> Span:
    """Return the median and the middle 90% of a chance, a hazard ratio or a weight, as the model reads it."""
    match number:
        case Exactly(value=value):
            return Span(low=value, middle=value, high=value)
        case Between(low=low, high=high):
            if kind is Kind.RATIO:
                return Span(low=low, middle=math.sqrt(low * high), high=high)
            if kind is Kind.WEIGHT:
                return Span(low=low, middle=(low + high) / 2, high=high)
            middle = (math.log(low / (1 - low)) + math.log(high / (1 - high))) / 2
            return Span(low=low, middle=1 / (1 + math.exp(-middle)), high=high)
        case Count(k=k, n=n):
            low, middle, high = _posterior(k, n)
            return Span(low=low, middle=middle, high=high)
        case _:
            assert_never(number)


@lru_cache(maxsize=256)
def _posterior(k: int, n: int) -> tuple[float, float, float]:
    """Return the middle 90% of Beta(k + 1/2, n - k + 1/2), and its median in between."""
    low, middle, high = beta_quantile(k + 0.5, n - k + 0.5, np.array([0.05, 0.5, 0.95]))
    return float(low), float(middle), float(high)


def length(timing: Timing) -> float:
    """Return the years in which a chance counts: the end of its window, the period of its rate, 0 for at once."""
    match timing:
        case Window(closes=closes):
            return closes
        case Rate(period=period):
            return period
        case AtOnce():
            return 0.0
        case _:
            assert_never(timing)


def chance_by(p: float, timing: Timing, years: float) -> float:
    """Return the chance that has been reached some years after the trigger, where ``p`` is the chance over the timing's own time."""
    match timing:
        case Window(opens=opens, closes=closes):
            return p * min(max((years - opens) / (closes - opens), 0.0), 1.0)
        case Rate(period=period):
            return -math.expm1(math.log1p(-p) * years / period) if p < 1 else 1.0
        case AtOnce():
            return p
        case _:
            assert_never(timing)


def over(value: Value, years: float) -> Span:
    """Return a value's chance over some years from the trigger; a hazard ratio, which has no timing, is the same over any time."""
    if value.timing is None:
        return span_of(value.number, Kind.RATIO)
    span = span_of(value.number)
    low, middle, high = (chance_by(p, value.timing, years) for p in (span.low, span.middle, span.high))
    return Span(low=low, middle=middle, high=high)


def lies(one: Span, other: Span) -> str:
    """Return how the range of one lies to that of another, as a verb with its preposition."""
    if one.high < other.low:
        return "lies wholly below"
    if one.low > other.high:
        return "lies wholly above"
    if one.low >= other.low and one.high <= other.high:
        return "lies within"
    if one.low <= other.low and one.high >= other.high:
        return "takes in"
    return "reaches below" if one.low < other.low else "reaches above"
