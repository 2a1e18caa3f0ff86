"""The scanner behind the grammar of numbers and timings.

Owns the walk over the tokens of one value, the single number, and the complaint that names a place to the character. Leaves what numbers
can be to :mod:`ifso.scenario.amounts`, times to :mod:`ifso.scenario.timings`, and the functions that others call to
:mod:`ifso.scenario.numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ifso.scenario.meaning import Kind

MOST_DIGITS = 24
"""Characters of a number; more would not change it."""
_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<word>[^\W\d_]+)|(?P<sign>\S))")
DASHES = "-–—"
"""What may stand between the ends of a range."""
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
"""Numbers in words, with their digits."""


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
class Token:
    """A word, a number or a sign with where it stands."""

    kind: str
    """``number``, ``word``, ``sign``, or ``end``."""
    text: str
    start: int
    end: int


def _tokens(text: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
    return [*found, Token("end", "", len(text.rstrip()), len(text.rstrip()))]


@dataclass(frozen=True, slots=True)
class Amount:
    """A single number as written."""

    value: float
    percent: bool
    start: int
    end: int
    written: str

    @property
    def share(self) -> float:
        """The number as a share of 1, where it is a percentage."""
        return self.value / 100 if self.percent else self.value


class Scanner:
    """One text on its way to a value."""

    def __init__(self, text: str, kind: Kind = Kind.CHANCE) -> None:
        self.text = text
        self.kind = kind
        self.tokens = _tokens(text)
        self.at = 0

    @property
    def here(self) -> Token:
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

    def amount(self) -> Amount:
        """Read a single number, with its percent sign if it has one."""
        token = self.here
        if token.kind != "number":
            raise self.fail("number", f"A number was expected{self.instead()}.", hint=self._number_hint())
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
        return Amount(float(token.text), percent, token.start, end, self.text[token.start : end])

    def instead(self) -> str:
        """Return what stands here instead of what was expected, to end a message with; empty at the end of the text."""
        return "" if self.here.kind == "end" else f" instead of `{short(self.rest())}`"

    def _number_hint(self) -> str:
        if self.here.text in DASHES and self.here.kind == "sign":
            return "No chance and no ratio is negative."
        chance = "Write for example `30%`, `20% to 40%`, `5 of 57`, `3:7` or `likely`."
        return chance if self.kind is Kind.CHANCE else "Write for example `2`, `0.5` or `0.2 to 0.5`."


def short(text: str) -> str:
    """Return a text cut for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:37] + "…"
