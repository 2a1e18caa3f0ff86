"""Values that may be unknown: truth in three grades, and numbers between two bounds.

Owns the arithmetic of the unknown. Yes/no follows Kleene's strong logic of three values: what is unknown stays unknown only where it
matters. A number is kept as its lowest and highest possible value, so that "the lowest of five years is below 2" is true as soon as one
year is, whatever the missing years were. Leaves what the values are of to :mod:`ifso.history.language.evaluating`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.history.language.syntax import Take

Truths = NDArray[np.int8]
"""No, unknown or yes, by row and year."""
Floats = NDArray[np.float64]
NO, UNKNOWN, YES = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Numbers by row and year, each somewhere from ``low`` to ``high``; both are the same where it is known."""

    low: Floats
    high: Floats

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether each is known."""
        known: NDArray[np.bool_] = self.low == self.high
        return known

    def at(self, row: NDArray[np.int64], column: NDArray[np.int64]) -> Numbers:
        """Return the numbers at some places."""
        return Numbers(self.low[row, column], self.high[row, column])


def truths(values: Floats) -> Truths:
    """Return 1, 0 and NaN as yes, no and unknown."""
    return UNKNOWN + (values > 0).view(np.int8) - (values <= 0).view(np.int8)  # neither holds of NaN


def numbers(values: Floats) -> Numbers:
    """Return numbers and NaN as numbers and unknown ones."""
    missing = np.isnan(values)
    if not missing.any():
        return Numbers(values, values)
    return Numbers(np.where(missing, -np.inf, values), np.where(missing, np.inf, values))


def shift(values: NDArray[np.generic], years: int, fill: float) -> NDArray[np.generic]:
    """Return in each year the value of so many years later (earlier where negative); ``fill`` beyond the ends."""
    if years == 0:
        return values
    out = np.full_like(values, fill)
    if abs(years) >= values.shape[1]:
        return out
    if years > 0:
        out[:, :-years] = values[:, years:]
    else:
        out[:, -years:] = values[:, :years]
    return out


def shift_truths(values: Truths, years: int) -> Truths:
    """Return yes/no of so many years later; unknown beyond the ends."""
    return shift(values, years, UNKNOWN)  # type: ignore[return-value]


def shift_numbers(values: Numbers, years: int) -> Numbers:
    """Return numbers of so many years later; unknown beyond the ends."""
    low, high = shift(values.low, years, -np.inf), shift(values.high, years, np.inf)
    return Numbers(low, high)  # type: ignore[arg-type]


def at_least(values: Truths, first: int, last: int, least: int) -> Truths:
    """Return whether at least ``least`` of the years ``first`` to ``last`` after each year are yes.

    Yes where enough years are known to be, no where too few can be, else unknown.
    """
    if least in {1, last - first + 1}:
        out = shift_truths(values, first)
        join = np.maximum if least == 1 else np.minimum
        for years in range(first + 1, last + 1):
            out = join(out, shift_truths(values, years))
        return out
    surely, maybe = np.zeros(values.shape, np.int16), np.zeros(values.shape, np.int16)
    for years in range(first, last + 1):
        moved = shift_truths(values, years)
        surely += moved == YES
        maybe += moved != NO
    return np.where(surely >= least, YES, np.where(maybe >= least, UNKNOWN, NO)).astype(np.int8)


def aggregate(values: Numbers, take: Take, first: int, last: int) -> Numbers:
    """Return the lowest, highest, mean or sum over the years ``first`` to ``last`` after each year, as closely as it is known."""
    out = shift_numbers(values, first)
    for years in range(first + 1, last + 1):
        moved = shift_numbers(values, years)
        match take:
            case Take.LOWEST:
                out = Numbers(np.minimum(out.low, moved.low), np.minimum(out.high, moved.high))
            case Take.HIGHEST:
                out = Numbers(np.maximum(out.low, moved.low), np.maximum(out.high, moved.high))
            case Take.MEAN | Take.SUM:
                out = Numbers(out.low + moved.low, out.high + moved.high)
    if take is Take.MEAN:
        out = Numbers(out.low / (last - first + 1), out.high / (last - first + 1))
    return _finite(out)


def combine(left: Numbers, sign: str, right: Numbers) -> Numbers:
    """Return left + right, and so on; a product or quotient is known where both are, and never by a division by 0."""
    if sign == "+":
        return _finite(Numbers(left.low + right.low, left.high + right.high))
    if sign == "-":
        return _finite(Numbers(left.low - right.high, left.high - right.low))
    with np.errstate(all="ignore"):
        result = left.low * right.low if sign == "*" else left.low / right.low
    return numbers(np.where(left.known & right.known & np.isfinite(result), result, np.nan))


def _finite(values: Numbers) -> Numbers:
    """Take what is too large for a number as unknown."""
    low, high = values.low, values.high
    beyond = (low == np.inf) | (high == -np.inf)
    return Numbers(np.where(beyond, -np.inf, low), np.where(beyond, np.inf, high)) if beyond.any() else values


def compare(left: Numbers, sign: str, right: Numbers) -> Truths:
    """Return whether a comparison holds: known as soon as the bounds decide it."""
    match sign:
        case "<":
            surely, maybe = left.high < right.low, left.low < right.high
        case "<=":
            surely, maybe = left.high <= right.low, left.low <= right.high
        case ">":
            surely, maybe = left.low > right.high, left.high > right.low
        case ">=":
            surely, maybe = left.low >= right.high, left.high >= right.low
        case _:
            surely = left.known & right.known & (left.low == right.low)
            maybe = (left.low <= right.high) & (right.low <= left.high)
    out = surely.view(np.int8) + maybe.view(np.int8)
    return YES - out if sign == "!=" else out
