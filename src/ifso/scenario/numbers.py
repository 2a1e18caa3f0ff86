"""The grammar of numbers, timings, durations and dates.

Owns how a value such as ``20% to 40% within 2 years`` is read and what is said when it cannot be, to the character. Knows nothing of
files: the reader of a scenario and a request on the command line use the same functions. Leaves printing to
:mod:`ifso.scenario.printing`.

    value     number timing                 a chance
              number                        a hazard ratio
              weight                        what an event is worth to an actor
    number    30% | 0.3 | 3:7 | 5 of 57 | 20% to 40% | 20 to 40% | 0.2 to 0.4 | likely
    weight    10 | -20 | -20 to -8
    timing    within D | between D and D | per D | per UNIT | at once
    duration  10 days | 6 weeks | 18 months | 2.5 years | a year | 1 decade
"""

from __future__ import annotations

import re
from datetime import date

from ifso.scenario.amounts import read_number
from ifso.scenario.meaning import Kind, Number, Timing
from ifso.scenario.scanning import COUNTING, Misread, Scanner, short
from ifso.scenario.timings import UNITS, read_duration, read_timing
from ifso.scenario.weights import end_weight, read_weight

__all__ = ["UNITS", "Misread", "parse_date", "parse_date_or_duration", "parse_duration", "parse_timing", "parse_value"]

_EXAMPLES = {Kind.CHANCE: "30% within 2 years", Kind.RATIO: "0.5", Kind.WEIGHT: "10"}


def parse_value(text: str, kind: Kind) -> tuple[Number, Timing | None]:
    """Read the value of an assumption: a number with a timing for a chance, a number alone for a hazard ratio or a weight.

    Chances come back within [0, 1], ratios within [0, infinity), weights with their sign, durations in years. Raises :class:`Misread`.
    """
    scanner = Scanner(text, kind)
    if scanner.here.kind == "end":
        raise scanner.fail("number", "The value is missing.", start=0, hint=f"Write for example `{_EXAMPLES[kind]}`.")
    if kind is Kind.WEIGHT:
        weight = read_weight(scanner)
        end_weight(scanner)
        return weight, None
    number = read_number(scanner)
    if kind is Kind.RATIO:
        if scanner.here.text in ("within", "between", "per", "at"):
            hint = "A hazard ratio scales whatever timing the cause has; write the number alone."
            raise scanner.fail("timing", "A hazard ratio has no timing.", end=len(text.rstrip()), hint=hint)
        scanner.end("number", "a hazard ratio", "A hazard ratio is a number alone: 2 doubles a hazard, 0.5 halves it.")
        return number, None
    timing = read_timing(scanner, number)
    scanner.end("timing", "the timing")
    return number, timing


def parse_timing(text: str, number: Number) -> Timing:
    """Read a timing that stands alone, such as ``within 3 years``, for a number. Raises :class:`Misread`."""
    scanner = Scanner(text)
    timing = read_timing(scanner, number)
    scanner.end("timing", "the timing")
    return timing


def parse_duration(text: str) -> float:
    """Read a duration such as ``18 months`` or ``a year`` and return it in years, above 0 and at most 1,000. Raises :class:`Misread`."""
    scanner = Scanner(text)
    years = read_duration(scanner, "the beginning", "3 years")
    scanner.end("duration", "a duration")
    return years


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_DATE = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")


_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "(?P<month>[^\\W\\d_]{3,9})"
_NAMED_DATE = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ .]+)?{_MONTH}(?: (?P<later>[0-9]{{1,2}})(?:st|nd|rd|th)?)?,? (?P<year>[0-9]{{4}})"
)


def _numbered(named: re.Match[str]) -> str:
    """Return a date with its month in words as it is written, the first of the month where no day is named; empty for no month."""
    month = next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(named["month"].casefold())), 0)
    return f"{named['year']}-{month:02d}-{int(named['day'] or named['later'] or 1):02d}" if month else ""


def parse_date(text: str) -> date:
    """Read a date such as ``2026-05-01``. Raises :class:`Misread`."""
    stripped = text.strip()
    start = text.find(stripped) if stripped else 0
    where = {"start": start, "end": start + max(1, len(stripped))}
    if not _ISO.fullmatch(stripped):
        like = _LIKE_DATE.fullmatch(stripped)
        hint = "Write dates as year-month-day, such as `2026-05-01`."
        named = _NAMED_DATE.fullmatch(stripped)
        if named and (written := _numbered(named)):
            hint = f"Write `{written}`."
        if like and len(like[1]) == 4 and len(like[4]) <= 2:
            hint = f"Write `{like[1]}-{int(like[3]):02d}-{int(like[4]):02d}`."
        raise Misread("date", f"`{short(stripped)}` is not a date.", **where, hint=hint)
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        raise Misread("date", f"There is no day {stripped}.", **where, hint="Check the month and the day.") from None


def parse_date_or_duration(text: str) -> date | float:
    """Read a date, or a duration in years from the start. Raises :class:`Misread`."""
    stripped = text.strip()
    if _ISO.fullmatch(stripped) or _LIKE_DATE.fullmatch(stripped):
        return parse_date(text)
    try:
        return parse_duration(text)
    except Misread as problem:
        if re.fullmatch(r"[0-9]{4}", stripped):
            hint = f"Write a day, such as `{stripped}-12-31`, or a duration, such as `10 years`."
            raise Misread(
                "date", f"`{stripped}` is neither a date nor a duration.", start=problem.start, end=problem.end, hint=hint
            ) from None
        if stripped[:1].isdecimal() or stripped.split(" ")[0] in ("a", "an", *COUNTING):
            raise
        hint = "Write for example `2036-05-01` or `10 years`."
        raise Misread(
            "date", f"`{short(stripped)}` is neither a date nor a duration.", start=0, end=max(1, len(text.rstrip())), hint=hint
        ) from None
