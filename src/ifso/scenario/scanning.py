"""The scanner behind the grammar of numbers and timings.

Owns the walk over the tokens of one value and what is said, to the character, where it cannot go on. Leaves the functions that others
call, and dates, to :mod:`ifso.scenario.numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ifso.ground.likelihood import BY_NAME
from ifso.ground.suggest import nearest
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Number, Rate, Timing, Window

UNITS: dict[str, float] = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0, "decade": 10.0}
"""Years in each unit of duration."""
_UNIT_WORDS = {**UNITS, **{f"{unit}s": years for unit, years in UNITS.items()}}
LONGEST = 1000.0
"""Years that a duration may last at most."""
MOST_DIGITS = 24
"""Characters of a number; more would not change it."""
_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S))")
_DASHES = "-–—"
COUNTING = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}
_TIMING_WORDS = ("within", "between", "per", "at once")


class Misread(Exception):  # noqa: N818 - read aloud it is a statement: "misread: no number here"
    """A text that is no value of the kind asked for, with where and why."""

    def __init__(self, code: str, message: str, *, start: int = 0, end: int = 0, hint: str = "") -> None:
        self.code = code
        """A code of the catalogue: ``number``, ``out-of-range``, ``timing``, ``duration`` or ``date``."""
        self.message = message
        self.start = start
        """Offset of what is meant in the text that was read."""
        self.end = end
        self.hint = hint
        super().__init__(f"{message} {hint}".strip())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """``number``, ``word``, ``sign``, or ``end``."""
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        found.append(_Token(kind, match[kind], match.start(kind), match.end(kind)))
    return [*found, _Token("end", "", len(text.rstrip()), len(text.rstrip()))]


@dataclass(frozen=True, slots=True)
class _Amount:
    """A single number as written."""

    value: float
    percent: bool
    start: int
    end: int
    written: str

    @property
    def share(self) -> float:
        return self.value / 100 if self.percent else self.value


def _is_negative(words: str) -> bool:
    """Tell whether words of likelihood deny; a hint must not turn them into their opposite."""
    return any(word.startswith(("un", "im", "no", "remote")) for word in words.split() if word != "nearly")


class Scanner:
    """One text on its way to a value."""

    def __init__(self, text: str, kind: Kind = Kind.CHANCE) -> None:
        self.text = text
        self.kind = kind
        self.tokens = _tokens(text)
        self.at = 0

    # ------------------------------------------------------------ tokens

    @property
    def here(self) -> _Token:
        """The token that is read next."""
        return self.tokens[self.at]

    def take(self, text: str) -> bool:
        """Step over a word or a sign if it stands here."""
        if self.here.text == text and self.here.kind != "end":
            self.at += 1
            return True
        return False

    def rest(self, start: int | None = None) -> str:
        """Return what is still to be read, or the text from an offset on."""
        return self.text[self.here.start if start is None else start :].strip()

    def fail(self, code: str, message: str, *, start: int | None = None, end: int | None = None, hint: str = "") -> Misread:
        """Return the complaint of a place: by default the token that is read next."""
        begins = self.here.start if start is None else start
        ends = end if end is not None else max(self.here.end, begins)
        return Misread(code, message, start=begins, end=max(ends, begins + 1), hint=hint)

    def end(self, code: str, after: str, hint: str = "") -> None:
        """Make sure that nothing is left."""
        if self.here.kind != "end":
            raise self.fail(code, f"`{short(self.rest())}` cannot follow {after}.", end=len(self.text.rstrip()), hint=hint)

    # ------------------------------------------------------------ numbers

    def amount(self) -> _Amount:
        """Read a single number, with its percent sign if it has one."""
        token = self.here
        if token.kind != "number":
            raise self.fail("number", f"A number was expected{self._instead()}.", hint=self._number_hint())
        if len(token.text) > MOST_DIGITS:
            raise self.fail("number", f"A number of {len(token.text)} characters is too long.", hint=f"Use at most {MOST_DIGITS} digits.")
        self.at += 1
        comma = self.here
        if comma.text == "," and comma.start == token.end and self.tokens[self.at + 1].kind == "number":
            fixed = f"{token.text}.{self.tokens[self.at + 1].text}"
            raise self.fail("number", "Decimals are written with a point.", start=comma.start, end=comma.end, hint=f"Write `{fixed}`.")
        percent = self.take("%")
        if (
            not percent
            and self.here.text in ("percent", "per")
            and (self.here.text == "percent" or self.tokens[self.at + 1].text == "cent")
        ):
            raise self.fail("number", "A percentage is written with `%`.", hint=f"Write `{token.text}%`.")
        end = self.tokens[self.at - 1].end
        return _Amount(float(token.text), percent, token.start, end, self.text[token.start : end])

    def _instead(self) -> str:
        return "" if self.here.kind == "end" else f" instead of `{short(self.rest())}`"

    def _number_hint(self) -> str:
        if self.here.text in _DASHES and self.here.kind == "sign":
            return "No chance and no ratio is negative."
        chance = "Write for example `30%`, `20% to 40%`, `5 of 57`, `3:7` or `likely`."
        return chance if self.kind is Kind.CHANCE else "Write for example `2`, `0.5` or `0.2 to 0.5`."

    def number(self) -> Number:
        """Read a number of the scanner's kind."""
        if self.here.kind == "word":
            return self._term()
        first = self.amount()
        if self.take(":"):
            return self._odds(first)
        if self.take("of"):
            return self._count(first)
        if self.take("to") or (self.here.text in _DASHES and self.here.kind == "sign" and self._step()):
            return self._range(first)
        self._check(first)
        return Exactly(value=first.share)

    def _step(self) -> bool:
        self.at += 1
        return True

    def _term(self) -> Between:
        first = self.at
        while self.here.kind == "word" and self.here.text not in ("within", "between", "per", "at"):
            self.at += 1
        start, end = self.tokens[first].start, self.tokens[max(self.at - 1, first)].end
        words = " ".join(token.text for token in self.tokens[first : max(self.at, first)])
        if self.kind is Kind.RATIO:
            message = f"`{short(words or self.rest(start))}` is not a hazard ratio."
            raise self.fail(
                "number", message, start=start, end=end, hint="Write for example `2`, `0.5` or `0.2 to 0.5`; words name chances only."
            )
        if words not in BY_NAME:
            raise self._no_term(words, start, end)
        term = BY_NAME[words]
        return Between(low=term.low, high=term.high, word=words)

    def _no_term(self, words: str, start: int, end: int) -> Misread:
        if not words:
            return self.fail(
                "number", "The number is missing.", start=start, end=end, hint=f"Write for example `30% {short(self.rest(start))}`."
            )
        negative = any(word.startswith(("un", "im", "no", "remote")) for word in words.split())
        near = nearest(
            words, [name for name in BY_NAME if any(w.startswith(("un", "im", "no ", "remote")) for w in name.split()) == negative]
        )
        if near is None:
            near = next((name for name in sorted(BY_NAME, key=len, reverse=True) if words.startswith(f"{name} ")), None)
            if near is not None:
                return self.fail(
                    "timing",
                    f"`{short(words)}` is not a number and a timing.",
                    start=start,
                    end=end,
                    hint=f"After `{near}` write `within 2 years`, `per year` or `at once`.",
                )
        if words.split(" ", maxsplit=1)[0] in COUNTING:
            hint = "Write numbers in digits."
        elif words in ("blocks", "certain", "impossible", "never"):
            hint = {"blocks": "`by: blocks` stands with the modifier, not in a view.", "certain": "Write `100%`."}.get(words, "Write `0%`.")
        else:
            hint = (
                f"Did you mean `{near}`?" if near else f"Write a percentage, such as `30%`, or a word of likelihood: {', '.join(BY_NAME)}."
            )
        return self.fail("number", f"`{short(words)}` is not a word of likelihood.", start=start, end=end, hint=hint)

    def _odds(self, first: _Amount) -> Number:
        second = self.amount()
        if first.percent or second.percent:
            raise self.fail("number", "Odds are two plain numbers.", start=first.start, end=second.end, hint="Write for example `3:7`.")
        if self.kind is Kind.RATIO:
            value = f"{first.value / second.value:.3g}" if second.value else "2"
            raise self.fail(
                "number", "Odds name a chance, not a hazard ratio.", start=first.start, end=second.end, hint=f"Write `{value}`."
            )
        if first.value + second.value == 0:
            raise self.fail("out-of-range", "Odds of 0:0 say nothing.", start=first.start, end=second.end)
        return Exactly(value=first.value / (first.value + second.value))

    def _count(self, first: _Amount) -> Number:
        second = self.amount()
        if self.kind is Kind.RATIO:
            raise self.fail(
                "number",
                "A count names a chance, not a hazard ratio.",
                start=first.start,
                end=second.end,
                hint="Write for example `0.2 to 0.5`.",
            )
        if first.percent or second.percent or "." in first.written or "." in second.written:
            raise self.fail("number", "A count is of whole cases.", start=first.start, end=second.end, hint="Write for example `5 of 57`.")
        if second.value == 0:
            raise self.fail("out-of-range", "Nothing can be counted among no cases.", start=first.start, end=second.end)
        if first.value > second.value:
            raise self.fail(
                "out-of-range",
                f"{first.written} of {second.written} counts more cases than there are.",
                start=first.start,
                end=second.end,
                hint=f"Did you mean `{second.written} of {first.written}`?",
            )
        return Count(k=int(first.value), n=int(second.value))

    def _range(self, first: _Amount) -> Number:
        second = self.amount()
        if first.percent and not second.percent:
            hint = f"Write `{first.written} to {second.written}%`."
            raise self.fail(
                "number", "One end of the range is a percentage, the other is not.", start=first.start, end=second.end, hint=hint
            )
        if second.percent and not first.percent and "." in first.written and first.value < 1:
            hint = f"Write `{first.written}% to {second.written}` or `{first.value * 100:g}% to {second.written}`."
            message = f"`{first.written}` could be meant as a percentage or as a fraction."
            raise self.fail("number", message, start=first.start, end=second.end, hint=hint)
        low = first.value / 100 if second.percent else first.share
        high = second.share
        if low > high:
            hint = f"Write `{second.written} to {first.written}{'%' if second.percent and not first.percent else ''}`."
            raise self.fail("out-of-range", "The range ends below where it begins.", start=first.start, end=second.end, hint=hint)
        if low == high:
            raise self.fail(
                "out-of-range",
                "The two ends of the range are the same.",
                start=first.start,
                end=second.end,
                hint=f"Write `{second.written}`.",
            )
        if low == 0:
            end = "a chance of 0 and a chance above it are different claims" if self.kind is Kind.CHANCE else "a ratio of 0 blocks"
            raise self.fail(
                "out-of-range",
                f"A range cannot begin at 0: {end}.",
                start=first.start,
                end=second.end,
                hint="Begin it a little above, such as `1%`." if self.kind is Kind.CHANCE else "Begin it a little above, such as `0.01`.",
            )
        if self.kind is Kind.CHANCE and high >= 1:
            self._check(second)
            raise self.fail(
                "out-of-range",
                "A range of chances cannot reach 100%.",
                start=first.start,
                end=second.end,
                hint="End it a little below, such as `99%`.",
            )
        return Between(low=low, high=high)

    def _check(self, amount: _Amount) -> None:
        if self.kind is Kind.CHANCE and amount.share > 1:
            message = "A chance cannot exceed 100%." if amount.percent else f"A chance cannot exceed 1, and this is {amount.written}."
            hint = f"Did you mean `{amount.written}%`?" if not amount.percent and amount.value <= 100 else ""
            raise self.fail("out-of-range", message, start=amount.start, end=amount.end, hint=hint)

    # ------------------------------------------------------------ timings

    def timing(self, number: Number) -> Timing:
        """Read a timing that fits a number."""
        head = self.here
        if self.take("within"):
            return Window(opens=0.0, closes=self.span("`within`", "within 3 years"))
        if self.take("between"):
            return self._between(head)
        if self.take("per"):
            period = self.span("`per`", "per year", bare=True)
            if isinstance(number, Exactly) and number.value == 1:
                hint = "Write a chance below 100%, or `100% within …` with a period."
                raise self.fail(
                    "out-of-range", "No rate makes an event certain in a period.", start=0, end=self.tokens[self.at - 1].end, hint=hint
                )
            return Rate(period=period)
        if self.take("at"):
            if self.take("once"):
                return AtOnce()
            raise self.fail("timing", "After `at` stands `once`.", start=head.start, hint="Write `at once`, or `within 2 years`.")
        raise self._no_timing()

    def _no_timing(self) -> Misread:
        if self.here.kind == "end":
            written = " ".join(self.text.split())
            message = "A chance needs a time in which it counts."
            return self.fail(
                "timing",
                message,
                start=0,
                end=len(self.text.rstrip()),
                hint=f"Write `{short(written)} within 2 years`, `… per year` or `… at once`.",
            )
        near = {"in": "within", "during": "within", "over": "within", "every": "per", "each": "per", "a": "per", "by": "within"}.get(
            self.here.text
        )
        near = near or ("at once" if self.here.text in ("immediately", "instantly", "now") else nearest(self.here.text, _TIMING_WORDS))
        hint = f"Did you mean `{near}`?" if near else "Write `within 2 years`, `between 1 and 3 years`, `per year` or `at once`."
        return self.fail("timing", f"`{short(self.rest())}` is not a timing.", end=len(self.text.rstrip()), hint=hint)

    def _between(self, head: _Token) -> Window:
        first, unit = self._length(needs_unit=False)
        if not self.take("and"):
            hint = "Write for example `between 1 and 3 years`."
            raise self.fail("timing", f"`and` was expected{self._instead()}.", hint=hint)
        second, second_unit = self._length(needs_unit=True)
        opens, closes = first * (unit or second_unit or 1.0), second * (second_unit or 1.0)
        if not opens < closes:
            raise self.fail(
                "timing",
                "The window ends before it opens.",
                start=head.start,
                end=self.tokens[self.at - 1].end,
                hint="Put the shorter time first.",
            )
        self._check_length(closes, head.start)
        return Window(opens=opens, closes=closes)

    # ------------------------------------------------------------ durations

    def span(self, after: str, example: str, *, bare: bool = False) -> float:
        """Read a duration above 0; ``bare`` lets a unit stand alone, as in ``per year``."""
        start = self.here.start
        if bare and self.here.text in UNITS:
            self.at += 1
            return UNITS[self.tokens[self.at - 1].text]
        if self.here.kind == "end":
            raise self.fail(
                "duration", f"A duration is missing after {after}.", start=max(0, start - 1), hint=f"Write for example `{example}`."
            )
        if bare and self.here.text == "annum":
            raise self.fail("duration", "`annum` is not a unit of time.", hint="Write `per year`.")
        amount, unit = self._length(needs_unit=True)
        years = amount * (unit or 1.0)
        self._check_length(years, start)
        return years

    def _check_length(self, years: float, start: int) -> None:
        if not 0 < years <= LONGEST:
            message = "A duration must be above 0." if years <= 0 else f"A duration cannot exceed {LONGEST:.0f} years."
            raise self.fail("duration", message, start=start, end=self.tokens[self.at - 1].end)

    def _length(self, *, needs_unit: bool) -> tuple[float, float | None]:
        """Read an amount and its unit in years; the unit may be None where it is not needed."""
        if self.here.text in ("a", "an") and self.tokens[self.at + 1].text in UNITS:
            self.at += 2
            return 1.0, UNITS[self.tokens[self.at - 1].text]
        token = self.here
        if token.kind != "number":
            hint = f"Write `{COUNTING[token.text]}`." if token.text in COUNTING else "Write for example `3 years`."
            raise self.fail(
                "duration", f"A duration begins with a number{self._instead().replace(' instead of', ', not with')}.", hint=hint
            )
        amount = self.amount()
        if amount.percent:
            raise self.fail("duration", "A duration is not a percentage.", start=amount.start, end=amount.end)
        if self.here.text in _UNIT_WORDS:
            self.at += 1
            return amount.value, _UNIT_WORDS[self.tokens[self.at - 1].text]
        if needs_unit and self.here.text in ("to", *_DASHES) and self.here.kind != "end":
            raise self.fail("timing", "A duration is not a range.", hint="Write `between 1 and 3 years` for a window that opens later.")
        if needs_unit:
            near = nearest(self.here.text, _UNIT_WORDS) if self.here.kind == "word" else None
            example = f"{amount.written} {near or ('year' if amount.value == 1 else 'years')}"
            hint = (
                f"Did you mean `{example}`?" if near else f"Write for example `{example}`; units are days, weeks, months, years, decades."
            )
            message = f"`{short(self.here.text)}` is not a unit of time." if self.here.kind == "word" else "The unit of time is missing."
            raise self.fail("duration", message, start=self.here.start if self.here.kind == "word" else amount.start, hint=hint)
        return amount.value, None


def short(text: str) -> str:
    """Return a text cut for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:37] + "…"
