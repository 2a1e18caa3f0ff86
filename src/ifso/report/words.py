"""Numbers and dates in words, the same in every report.

Owns how a probability, a difference, a ratio and a date are written, and the word of likelihood with its range beside it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ifso.ground.calendar import date_after
from ifso.ground.likelihood import word_for
from ifso.scenario.meaning import Count, Origin, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ifso.engine.estimating import Estimate

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""Characters that steer a terminal instead of standing in it; the line break is none of them."""


def harmless(text: str) -> str:
    """Return a text with the characters that steer a terminal spelt out, the bell as backslash, x, 07."""
    return STEERING.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def listed(parts: Sequence[str]) -> str:
    """Return words in a row: commas, and an "and" before the last."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def value_in_words(value: Value) -> str:
    """Return a value as it is written; one that history counted, which nobody wrote, with its thousands kept apart."""
    match value:
        case Value(origin=Origin.HISTORY, number=Count(k=k, n=n), written=written):
            return written.replace(f"{k} of {n}", f"{k:,} of {n:,}", 1)
        case _:
            return value.written


def percent(p: float) -> str:
    """Return a probability as a percentage: whole in the middle, with a decimal near the ends, never 0% or 100% for what is neither."""
    if p in (0.0, 1.0):
        return f"{p:.0%}"
    if p < 0.0005 or p > 0.9995:
        return "<0.1%" if p < 0.5 else ">99.9%"
    return f"{p:.1%}" if p < 0.0995 or p > 0.9905 else f"{p:.0%}"


def points(d: float) -> str:
    """Return a difference of probabilities in percentage points, signed."""
    if abs(d) < 0.0005:
        return "0 points" if d == 0 else "under 0.1 points"
    return f"{d * 100:+.1f} points" if abs(d) < 0.0995 else f"{d * 100:+.0f} points"


def times(r: float) -> str:
    """Return a ratio of probabilities."""
    return f"{r:.0f} times" if r >= 19.5 else f"{r:.1f} times" if r >= 1.95 else f"{r:.2f} times"


def interval(e: Estimate, form: str = "percent") -> str:
    """Return the 90% interval of an estimate without its unit; empty where it has collapsed to a point."""
    if e.low is None or e.high is None or e.low == e.high:
        return ""
    if form == "percent":
        low, high = percent(e.low), percent(e.high)
        return f"{low.removesuffix('%')} to {high}"
    if form == "points":
        return f"{points(e.low).removesuffix(' points')} to {points(e.high).removesuffix(' points')}"
    return f"{times(e.low).removesuffix(' times')} to {times(e.high).removesuffix(' times')}"


def likelihood(p: float) -> str:
    """Return the ICD 203 word for a probability with its range beside it, or what to say where the directive has none."""
    if p in (0.0, 1.0):
        return "in no simulated world" if p == 0.0 else "in every simulated world"
    word = word_for(p)
    if word is None:
        return "below 1%" if p < 0.5 else "above 99%"
    return f"{word.word} ({word.range})"


def day(when: date) -> str:
    """Return a date in words."""
    return f"{when.day} {when:%B %Y}"


def day_after(start: date, years: float) -> str:
    """Return the date that lies some years after a start, in words."""
    return day(date_after(start, years))
