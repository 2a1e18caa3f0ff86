"""Dates and durations as years from a start, and back.

Owns the one rule by which a date becomes a number: whole years are counted by anniversaries, so that ten years after 1 May 2026 is
1 May 2036 and exactly 10.0; what is left is a fraction of the running year. Leaves the reading of words to the scenario.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

NEVER = math.inf
"""The time of what does not happen."""
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between dates that are easily read."""


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


def months_after(start: date, months: int) -> date:
    """Return the date so many months after a start, on the same day of the month or else on its last.

    Raises ``ValueError`` outside the years 1 to 9999.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return date(year, month + 1, min(start.day, following.day))


def milestones(start: date, years: float, most: int = 24) -> tuple[float, ...]:
    """Return evenly spaced dates between a start and a time after it, both left out, as years from the start.

    They lie as many months apart as are needed for no more than ``most`` of them; where there is not a month, none.
    """
    end = date_after(start, years)
    whole = (end.year - start.year) * 12 + end.month - start.month + 1
    step = next((step for step in STEPS if whole <= step * most), STEPS[-1])
    found = (years_between(start, months_after(start, months)) for months in range(step, whole + 1, step))
    return tuple(time for time in found if 0 < time < years)
