"""Dates and durations as years from a start, and back.

Owns the one rule by which a date becomes a number: whole years are counted by anniversaries, so that ten years after 1 May 2026 is
1 May 2036 and exactly 10.0; what is left is a fraction of the running year. Leaves the reading of words to the scenario.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

NEVER = math.inf
"""The time of what does not happen."""


def anniversary(start: date, years: int) -> date:
    """Return the date ``years`` whole years after ``start``; 29 February falls on the 28th in other years.

    Raises ``ValueError`` outside the years 1 to 9999.
    """
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        if (start.month, start.day) == (2, 29) and date.min.year <= start.year + years <= date.max.year:
            return start.replace(year=start.year + years, day=28)
        raise


def years_between(start: date, end: date) -> float:
    """Return the years from ``start`` to ``end``, exact on anniversaries, negative where ``end`` comes first."""
    whole = end.year - start.year
    if anniversary(start, whole) > end:
        whole -= 1
    last, following = anniversary(start, whole), anniversary(start, whole + 1)
    return whole + (end - last).days / (following - last).days


def date_after(start: date, years: float) -> date:
    """Return the date that lies ``years`` after ``start``, to the nearest day; the inverse of :func:`years_between`.

    Raises ``ValueError`` outside the years 1 to 9999.
    """
    whole = math.floor(years)
    last, following = anniversary(start, whole), anniversary(start, whole + 1)
    return last + timedelta(days=round((years - whole) * (following - last).days))


def just_after(years: float) -> float:
    """Return the first moment after a date: what is known not to have happened by the date may happen then."""
    return math.nextafter(years, NEVER)
