"""The grammar of times: windows, rates, the instant of the trigger, and durations.

Owns what each form means, in years, and what is said of one that cannot be. Leaves dates to :mod:`ifso.scenario.numbers`.
"""

from __future__ import annotations

import re

from ifso.ground.suggest import nearest
from ifso.scenario.meaning import AtOnce, Exactly, Number, Rate, Timing, Window
from ifso.scenario.scanning import COUNTING, DASHES, Misread, Scanner, Token, short

UNITS: dict[str, float] = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0, "decade": 10.0}
"""Years in each unit of duration."""
_UNIT_WORDS = {**UNITS, **{f"{unit}s": years for unit, years in UNITS.items()}}
LONGEST = 1000.0
"""Years that a duration may last at most."""
_TIMING_WORDS = ("within", "between", "per", "at once")


def read_timing(scanner: Scanner, number: Number) -> Timing:
    """Read a timing that fits a number."""
    head = scanner.here
    if scanner.take("within"):
        return Window(opens=0.0, closes=read_duration(scanner, "`within`", "within 3 years"))
    if scanner.take("between"):
        return _between(scanner, head)
    if scanner.take("per"):
        period = read_duration(scanner, "`per`", "per year", bare=True)
        if isinstance(number, Exactly) and number.value == 1:
            hint = "Write a chance below 100%, or `100% within …` with a period."
            raise scanner.fail(
                "out-of-range", "No rate makes an event certain in a period.", start=0, end=scanner.tokens[scanner.at - 1].end, hint=hint
            )
        return Rate(period=period)
    if scanner.take("at"):
        if scanner.take("once"):
            return AtOnce()
        raise scanner.fail("timing", "After `at` stands `once`.", start=head.start, hint="Write `at once`, or `within 2 years`.")
    raise _no_timing(scanner)


def _no_timing(scanner: Scanner) -> Misread:
    if scanner.here.kind == "end":
        written = " ".join(scanner.text.split())
        message = "A chance needs a time in which it counts."
        return scanner.fail(
            "timing",
            message,
            start=0,
            end=len(scanner.text.rstrip()),
            hint=f"Write `{short(written)} within 2 years`, `… per year` or `… at once`.",
        )
    near = {
        "in": "within",
        "during": "within",
        "over": "within",
        "every": "per",
        "each": "per",
        "a": "per",
        "an": "per",
        "by": "within",
    }.get(scanner.here.text)
    near = near or ("at once" if scanner.here.text in ("immediately", "instantly", "now") else nearest(scanner.here.text, _TIMING_WORDS))
    rest = scanner.rest()
    hint = "Write `within 2 years`, `between 1 and 3 years`, `per year` or `at once`."
    if near:
        hint = f"Did you mean `{_in_form(near, rest.partition(' ')[2])}`?"
    if scanner.here.text == "p" or rest.startswith("annual"):
        hint = "Write `per year`."
    if scanner.here.text in ("by", "before", "until") and re.search(r"[12][0-9]{3}", rest):
        hint = "A time is counted from what the cause waits for, not to a date: write `within 2 years`."
    return scanner.fail("timing", f"`{short(scanner.rest())}` is not a timing.", end=len(scanner.text.rstrip()), hint=hint)


def _in_form(word: str, rest: str) -> str:
    """Return a timing as it is written, from its word and what somebody wrote behind it; the word alone where that is no duration."""
    if word == "at once":
        return word
    words = [COUNTING.get(part, part) for part in rest.split()]
    duration = " ".join(words[1:] if word == "per" and words[:1] in (["a"], ["an"]) else words)
    try:
        read_duration(Scanner(duration), "", "", bare=word == "per")
    except Misread:
        return word
    return f"{word} {duration}"


def _between(scanner: Scanner, head: Token) -> Window:
    first, unit = _length(scanner, needs_unit=False)
    if not scanner.take("and"):
        hint = "Write for example `between 1 and 3 years`."
        raise scanner.fail("timing", f"`and` was expected{scanner.instead()}.", hint=hint)
    second, second_unit = _length(scanner, needs_unit=True)
    opens, closes = first * (unit or second_unit or 1.0), second * (second_unit or 1.0)
    if not opens < closes:
        raise scanner.fail(
            "timing",
            "The window ends before it opens.",
            start=head.start,
            end=scanner.tokens[scanner.at - 1].end,
            hint="Put the shorter time first.",
        )
    _check_length(scanner, closes, head.start)
    return Window(opens=opens, closes=closes)


def read_duration(scanner: Scanner, after: str, example: str, *, bare: bool = False) -> float:
    """Read a duration above 0; ``bare`` lets a unit stand alone, as in ``per year``."""
    start = scanner.here.start
    if bare and scanner.here.text in UNITS:
        scanner.at += 1
        return UNITS[scanner.tokens[scanner.at - 1].text]
    if scanner.here.kind == "end":
        raise scanner.fail(
            "duration", f"A duration is missing after {after}.", start=max(0, start - 1), hint=f"Write for example `{example}`."
        )
    if bare and scanner.here.text == "annum":
        raise scanner.fail("duration", "`annum` is not a unit of time.", hint="Write `per year`.")
    amount, unit = _length(scanner, needs_unit=True)
    years = amount * (unit or 1.0)
    _check_length(scanner, years, start)
    return years


def _check_length(scanner: Scanner, years: float, start: int) -> None:
    if not 0 < years <= LONGEST:
        message = "A duration must be above 0." if years <= 0 else f"A duration cannot exceed {LONGEST:.0f} years."
        raise scanner.fail("duration", message, start=start, end=scanner.tokens[scanner.at - 1].end)


def _length(scanner: Scanner, *, needs_unit: bool) -> tuple[float, float | None]:
    """Read an amount and its unit in years; the unit may be None where it is not needed."""
    if scanner.here.text in ("a", "an") and scanner.tokens[scanner.at + 1].text in UNITS:
        scanner.at += 2
        return 1.0, UNITS[scanner.tokens[scanner.at - 1].text]
    token = scanner.here
    if token.kind != "number":
        hint = f"Write `{COUNTING[token.text]}`." if token.text in COUNTING else "Write for example `3 years`."
        raise scanner.fail(
            "duration", f"A duration begins with a number{scanner.instead().replace(' instead of', ', not with')}.", hint=hint
        )
    amount = scanner.amount()
    if amount.percent:
        raise scanner.fail("duration", "A duration is not a percentage.", start=amount.start, end=amount.end)
    if scanner.here.text in _UNIT_WORDS:
        scanner.at += 1
        return amount.value, _UNIT_WORDS[scanner.tokens[scanner.at - 1].text]
    if needs_unit and scanner.here.text in ("to", *DASHES) and scanner.here.kind != "end":
        raise scanner.fail("timing", "A duration is not a range.", hint="Write `between 1 and 3 years` for a window that opens later.")
    if needs_unit:
        near = nearest(scanner.here.text, _UNIT_WORDS) if scanner.here.kind == "word" else None
        example = f"{amount.written} {near or ('year' if amount.value == 1 else 'years')}"
        hint = f"Did you mean `{example}`?" if near else f"Write for example `{example}`; units are days, weeks, months, years, decades."
        message = f"`{short(scanner.here.text)}` is not a unit of time." if scanner.here.kind == "word" else "The unit of time is missing."
        raise scanner.fail("duration", message, start=scanner.here.start if scanner.here.kind == "word" else amount.start, hint=hint)
    return amount.value, None
