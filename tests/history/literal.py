"""The language read literally: one state, one year, one expression at a time, in plain Python.

An oracle that shares no code with the evaluator. It walks the written syntax, looks single values up, and answers True, False or None for
yes/no, and the lowest and highest possible value for everything else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from ifso.history.language import syntax as s
from ifso.history.language.parsing import parse
from ifso.history.panel import Panel
from ifso.history.variables import VARIABLES, Kind

Truth = bool | None
"""Yes, no or unknown."""
ANY = (-math.inf, math.inf)
"""A number that may be anything."""


@dataclass(frozen=True, kw_only=True)
class At:
    """Whose value, and when."""

    subject: int
    own: int
    other: int
    year: int
    """A column of the panel; beyond its ends everything is unknown."""

    def moved(self, **changes: int) -> At:
        return replace(self, **changes)


class Literal:
    """Reads expressions on one panel."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.codes = {state.iso3: row for row, state in enumerate(panel.states)}

    def read(self, text: str, at: At) -> Any:
        return self.value(parse(text), at)

    # --- looking up ---

    def exists(self, row: int, year: int) -> bool:
        return 0 <= year < self.panel.years and bool(self.panel.exists[row, year])

    def covers(self, name: str, year: int) -> bool:
        first, last = self.panel.covered(name)
        return first <= self.panel.first_year + year <= last

    def knows(self, name: str, row: int, year: int) -> bool:
        """Tell whether the data of a variable speak of a state."""
        knows = self.panel.ties[name].knows if name in self.panel.ties else None
        return knows is None or bool(knows[row, year])

    def column(self, name: str, row: int, year: int) -> float | None:
        if not 0 <= year < self.panel.years:
            return None
        value = float(self.panel.columns[name][row, year])
        return None if math.isnan(value) else value

    def tie(self, name: str, one: int, other: int, year: int) -> float | None:
        """Return a tie of two states: none with oneself or with a state that is not there."""
        if not self.exists(one, year):
            return None
        if name == "un_distance":
            a, b = self.column("un_ideal_point", one, year), self.column("un_ideal_point", other, year)
            return None if a is None or b is None or not self.exists(other, year) else abs(a - b)
        if not self.exists(other, year):
            known = self.covers(name, year) and self.knows(name, one, year) and VARIABLES[name].kind is Kind.YES_NO
            return 0.0 if known else None
        return self.recorded(name, one, other, year)

    def recorded(self, name: str, one: int, other: int, year: int) -> float | None:
        """Return what is recorded of a pair; of one that is not, a "no" where the data speak of both."""
        pairs = self.panel.ties[name]
        for p in range(len(pairs.subject)):
            if (pairs.subject[p], pairs.other[p]) == (one, other):
                value = float(pairs.values[p, year])
                return None if math.isnan(value) else value
        return 0.0 if self.covers(name, year) and self.knows(name, one, year) and self.knows(name, other, year) else None

    def members(self, name: str, row: int, year: int) -> tuple[list[tuple[int, Truth]], bool]:
        """Return every other state with whether it is a member, and whether that is all of them."""
        variable = VARIABLES[name]
        every_one = self.exists(row, year) and self.covers(name, year) and self.knows(name, row, year)
        if not variable.tie:
            every_one = every_one and (variable.kind is not Kind.STATE or self.column(name, row, year) is not None)
        found: list[tuple[int, Truth]] = []
        for other in range(len(self.panel.states)):
            if not self.exists(row, year) or not self.exists(other, year):
                continue
            if variable.tie:
                value = self.tie(name, row, other, year)
                if value is None and not (self.covers(name, year) and self.knows(name, other, year)):
                    continue  # nobody's member, unless it is listed
            elif variable.kind is Kind.STATE:
                named = self.column(name, row, year)
                value = None if named is None else float(named == other)
            else:
                value = self.column(name, other, year) if other != row else 0.0
            found.append((other, None if value is None else value != 0))
        return found, every_one

    def state(self, word: str, at: At) -> int:
        return {"self": at.own, "other": at.other}.get(word, self.codes.get(word, -99))

    # --- values ---

    def value(self, node: s.Node, at: At, beside: str = "") -> Any:
        """Return the value of a node; ``beside`` is the category that it is compared with, or empty."""
        if isinstance(node, s.Group):
            return self.value(node.body, at, beside)
        if isinstance(node, s.Word):
            return self._word(node, at, beside)
        if isinstance(node, s.Number):
            return (node.value, node.value)
        return getattr(self, "_" + type(node).__name__.lower())(node, at)

    def _typed(self, name: str, value: float | None) -> Any:
        if VARIABLES[name].kind is Kind.YES_NO:
            return None if value is None else value != 0
        return ANY if value is None else (value, value)

    def _word(self, node: s.Word, at: At, beside: str) -> Any:
        if beside and node.text in VARIABLES[beside].values:
            place = VARIABLES[beside].values.index(node.text)
            return (place, place)
        if node.text in VARIABLES:
            return self._typed(node.text, self.column(node.text, at.subject, at.year))
        row = self.state(node.text, at)
        return (row, row)

    def _call(self, node: s.Call, at: At) -> Any:
        assert isinstance(node.argument, s.Word)
        return self._typed(node.name.text, self.tie(node.name.text, at.subject, self.state(node.argument.text, at), at.year))

    def _of(self, node: s.Of, at: At) -> Any:
        return self.value(node.body, at.moved(subject=self.state(node.state.text, at)))

    def _shifted(self, node: s.Shifted, at: At) -> Any:
        return self.later(node.body, at, node.years)

    def later(self, node: s.Node, at: At, years: int) -> Any:
        """Look at another year; beyond the panel nothing is known, not even what would be known in any year."""
        if not 0 <= at.year + years < self.panel.years:
            return ANY if isinstance(self.value(node, at), tuple) else None
        return self.value(node, at.moved(year=at.year + years))

    def _quantified(self, node: s.Quantified, at: At) -> Any:
        members, every_one = self.members(node.tie.text, at.subject, at.year)
        answers: list[Truth] = []
        for other, holds in members:
            body = True if node.body is None else self.value(node.body, at.moved(subject=other))
            if node.how is s.How.ALL:
                answers.append(either(opposite(holds), body))
            else:
                answers.append(both(holds, body))
        if node.how is s.How.COUNT:
            return (answers.count(True), len(answers) - answers.count(False) if every_one else math.inf)
        return (every if node.how is s.How.ALL else some)([*answers, *([] if every_one else [None])])

    def _windowed(self, node: s.Windowed, at: At) -> Any:
        w = node.window
        seen = [self.later(node.body, at, years) for years in range(w.first, w.last + 1)]
        if seen.count(True) >= w.least:
            return True
        return None if seen.count(True) + seen.count(None) >= w.least else False

    def _aggregate(self, node: s.Aggregate, at: At) -> Any:
        w = node.window
        seen = [self.later(node.body, at, years) for years in range(w.first, w.last + 1)]
        lows, highs = [low for low, _ in seen], [high for _, high in seen]
        match node.take:
            case s.Take.LOWEST:
                return (min(lows), min(highs))
            case s.Take.HIGHEST:
                return (max(lows), max(highs))
            case s.Take.SUM:
                return (sum(lows), sum(highs))
            case s.Take.MEAN:
                return (sum(lows) / len(seen), sum(highs) / len(seen))

    def _edge(self, node: s.Edge, at: At) -> Any:
        now, before = self.value(node.body, at), self.later(node.body, at, -1)
        return both(now, opposite(before)) if node.begins else both(opposite(now), before)

    def _negative(self, node: s.Negative, at: At) -> Any:
        low, high = self.value(node.body, at)
        return (0 - high, 0 - low)

    def _arithmetic(self, node: s.Arithmetic, at: At) -> Any:
        low, high = self.value(node.first, at)
        for sign, part in zip(node.signs, node.rest, strict=True):
            a, b = self.value(part, at)
            if sign == "+":
                low, high = low + a, high + b
            elif sign == "-":
                low, high = low - b, high - a
            elif low == high and a == b and not (sign == "/" and a == 0):
                low = high = low * a if sign == "*" else low / a
            else:
                low, high = ANY
        return (low, high)

    def _compared(self, node: s.Compared, at: At) -> Any:
        left = self.value(node.left, at, category(node.right))
        right = self.value(node.right, at, category(node.left))
        if not isinstance(left, tuple):
            same = None if left is None or right is None else left == right
            return same if node.sign == "=" else opposite(same)
        return compare(left, node.sign, right)

    def _among(self, node: s.Among, at: At) -> Any:
        body = self.value(node.body, at)
        found = some([compare(body, "=", self.value(option, at, category(node.body))) for option in node.options])
        return opposite(found) if node.negated else found

    def _known(self, node: s.Known, at: At) -> Any:
        body = self.value(node.body, at)
        known = body[0] == body[1] if isinstance(body, tuple) else body is not None
        return known != node.negated

    def _not(self, node: s.Not, at: At) -> Any:
        return opposite(self.value(node.body, at))

    def _joined(self, node: s.Joined, at: At) -> Any:
        return (every if node.word == "and" else some)([self.value(operand, at) for operand in node.operands])


def category(node: s.Node) -> str:
    """Return the category that a side of a comparison is, or an empty text."""
    while isinstance(node, s.Group | s.Shifted | s.Of):
        node = node.body
    return node.text if isinstance(node, s.Word) and node.text in VARIABLES and VARIABLES[node.text].values else ""


def opposite(value: Truth) -> Truth:
    return None if value is None else not value


def both(one: Truth, other: Truth) -> Truth:
    return every([one, other])


def either(one: Truth, other: Truth) -> Truth:
    return some([one, other])


def every(values: list[Truth]) -> Truth:
    if False in values:
        return False
    return None if None in values else True


def some(values: list[Truth]) -> Truth:
    if True in values:
        return True
    return None if None in values else False


def compare(left: tuple[float, float], sign: str, right: tuple[float, float]) -> Truth:
    """Compare two numbers between bounds: known where every possible pair agrees."""
    (a, b), (c, d) = left, right
    match sign:
        case "<":
            sure, possible = b < c, a < d
        case "<=":
            sure, possible = b <= c, a <= d
        case ">":
            sure, possible = a > d, b > c
        case ">=":
            sure, possible = a >= d, b >= c
        case "=" | "!=":
            sure, possible = a == b == c == d, a <= d and c <= b
            found = True if sure else None if possible else False
            return found if sign == "=" else opposite(found)
    return True if sure else None if possible else False
