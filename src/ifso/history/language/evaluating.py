"""The value of a term for every row and year of a panel.

Owns evaluation. A row is an occasion's state with its partner, or within a quantifier one of its members; an array has a row for each and a
column for each year. What depends on one state alone is computed once for every state and then looked up, so that a quantifier costs as
many rows as there are pairs; what depends on more is computed in blocks of bounded size, and a term that would take too long is refused
before anything is expanded. Leaves the arithmetic of the unknown to :mod:`ifso.history.language.values`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ifso.ground.diagnostics import UsageError
from ifso.history.language import terms as t
from ifso.history.language.members import Members, members, spoken_of
from ifso.history.language.values import (
    NO,
    UNKNOWN,
    YES,
    Numbers,
    Truths,
    aggregate,
    at_least,
    combine,
    compare,
    shift_numbers,
    shift_truths,
)
from ifso.history.language.values import numbers as to_numbers
from ifso.history.language.values import truths as to_truths
from ifso.history.variables import VARIABLES, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ifso.history.panel import Panel

    Ints = NDArray[np.int64]

Value = Truths | Numbers
BLOCK = 1_000_000
"""Values (rows by years) that one block of expanded rows has at most: 8 MB for each bound of a number."""
MOST = 500_000_000
"""Values that one class may take: some seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Whose the rows of an evaluation are: (P,) rows of the panel for each role."""

    subject: Ints
    own: Ints
    other: Ints
    source: tuple[Rows, Ints] | None = None
    """The rows that these were picked from, and their places there."""
    kept: dict[t.Term, Value] = field(default_factory=dict)
    """Values that have been computed for these rows."""

    def of(self, role: t.Role) -> Ints:
        """Return the states of a role."""
        return {t.Role.SUBJECT: self.subject, t.Role.SELF: self.own, t.Role.OTHER: self.other}[role]

    def pick(self, places: Ints) -> Rows:
        """Return some of the rows; what has been computed of all is not computed again."""
        return Rows(self.subject[places], self.own[places], self.other[places], (self, places))

    def cut(self, begin: int, end: int) -> Rows:
        """Return the rows from ``begin`` to before ``end``."""
        return self if end - begin == len(self) else self.pick(np.arange(begin, end))

    def __len__(self) -> int:
        return len(self.subject)


class Evaluator:
    """Evaluates terms on one panel; what several terms share is computed once."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        every = np.arange(len(panel.states))
        self.states = Rows(every, every, every)
        """Every state, in each role: where what depends on one state is computed."""
        self._members: dict[str, Members] = {}
        self._codes: dict[str, int] = {}

    def truth(self, term: t.Term, rows: Rows) -> Truths:
        """Return a yes/no term for every row and year: (P, Y)."""
        value = self.value(term, rows)
        if isinstance(value, Numbers):
            raise TypeError(term)
        return value

    def number(self, term: t.Term, rows: Rows) -> Numbers:
        """Return a number, a category or a state for every row and year: (P, Y)."""
        value = self.value(term, rows)
        if not isinstance(value, Numbers):
            raise TypeError(term)
        return value

    def whole(self, term: t.Term, rows: Rows) -> Truths:
        """Return a yes/no term for any number of rows, worked out block by block: (P, Y)."""
        cuts = _blocks(np.full(len(rows), self.panel.years))
        parts = [self.truth(term, rows.cut(begin, end)) for begin, end in cuts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def value(self, term: t.Term, rows: Rows) -> Value:
        """Return the value of any term for every row and year: (P, Y)."""
        found = rows.kept.get(term)
        if found is None:
            found = rows.kept[term] = self._computed(term, rows)
        return found

    def _computed(self, term: t.Term, rows: Rows) -> Value:
        if rows.source is not None and term in rows.source[0].kept:
            return _take(rows.source[0].kept[term], rows.source[1])
        if rows is not self.states:
            used = t.roles(term)
            if not used:
                return _take(self.value(term, self.states), np.zeros(len(rows), np.int64))
            if len(used) == 1:
                return _take(self.value(term, self.states), rows.of(next(iter(used))))
        return self._direct(term, rows)

    def _direct(self, term: t.Term, rows: Rows) -> Value:  # noqa: C901, PLR0911, PLR0912 - one line for each term
        match term:
            case t.Constant(value=number):
                return to_numbers(np.full((len(rows), self.panel.years), number))
            case t.State(who=who):
                return to_numbers(np.repeat(self._row(who, rows).astype(np.float64)[:, None], self.panel.years, axis=1))
            case t.Reading(variable=name):
                return self._read(name, self.panel.of(name)[rows.subject])
            case t.Tie(variable=name, to=who):
                return self._tie(name, rows.subject, self._row(who, rows))
            case t.Elsewhere(body=body, who=who):
                return self.value(body, Rows(self._row(who, rows), rows.own, rows.other))
            case t.Later(body=body, years=years):
                value = self.value(body, rows)
                return shift_numbers(value, years) if isinstance(value, Numbers) else shift_truths(value, years)
            case t.Quantified():
                return self._quantified(term, rows)
            case t.Within(body=body, first=first, last=last, least=least):
                return at_least(self.truth(body, rows), first, last, least)
            case t.Aggregate(take=take, body=body, first=first, last=last):
                return aggregate(self.number(body, rows), take, first, last)
            case t.Arithmetic(start=start, signs=signs, rest=rest):
                result = self.number(start, rows)
                for sign, part in zip(signs, rest, strict=True):
                    result = combine(result, sign, self.number(part, rows))
                return result
            case t.Compared(left=left, sign=sign, right=right):
                return compare(self.number(left, rows), sign, self.number(right, rows))
            case t.Same(left=left, right=right):
                a, b = self.truth(left, rows), self.truth(right, rows)
                return np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, np.where(a == b, YES, NO)).astype(np.int8)
            case t.Known(body=body):
                value = self.value(body, rows)
                known = value.known if isinstance(value, Numbers) else value != UNKNOWN
                return np.where(known, YES, NO).astype(np.int8)
            case t.Not(body=body):
                return YES - self.truth(body, rows)
            case t.Every(operands=operands):
                return _joined(np.minimum, [self.truth(part, rows) for part in operands])
            case t.Some(operands=operands):
                return _joined(np.maximum, [self.truth(part, rows) for part in operands])
            case _:
                raise TypeError(term)

    # --- states and ties ---

    def row(self, code: str) -> int:
        """Return the row of a state. Raises ``UsageError`` for one that the panel does not have."""
        if code not in self._codes:
            row = self.panel.row(code)
            if row is None:
                raise UsageError(
                    f"There is no state {code} in the panel.", hint="Write the code of ISO 3166, or the Gleditsch-Ward number."
                )
            self._codes[code] = row
        return self._codes[code]

    def _row(self, who: t.Who, rows: Rows) -> Ints:
        return rows.of(who) if isinstance(who, t.Role) else np.full(len(rows), self.row(who.text))

    def _read(self, name: str, values: NDArray[np.float64]) -> Value:
        return to_truths(values) if VARIABLES[name].kind is Kind.YES_NO else to_numbers(values)

    def _tie(self, name: str, subject: Ints, other: Ints) -> Value:
        value = self._read(name, self.panel.between(name, subject, other))
        if isinstance(value, Numbers):
            return value
        gone = spoken_of(self.panel, name)[subject] & ~self.panel.exists[other]
        return np.where(gone, NO, value).astype(np.int8)  # with a state that does not exist nobody has a tie

    def members(self, name: str) -> Members:
        """Return the pairs that a quantifier or ``each`` goes through."""
        if name not in self._members:
            self._members[name] = members(self.panel, name)
        return self._members[name]

    # --- quantifiers ---

    def _quantified(self, term: t.Quantified, rows: Rows) -> Value:
        found = self.members(term.tie)
        count = found.starts[rows.subject + 1] - found.starts[rows.subject]
        parts = []
        for begin, end in _blocks(count * self.panel.years):
            part = rows.cut(begin, end)
            parent, pair = found.expand(part.subject)
            holds = found.holds[pair]
            if term.body is not None:
                body = self.truth(term.body, Rows(found.member[pair], part.own[parent], part.other[parent]))
                holds = np.maximum(YES - holds, body) if term.how is t.How.ALL else np.minimum(holds, body)
            parts.append(_reduced(term.how, holds, count[begin:end], found.hidden[part.subject]))
        if term.how is t.How.COUNT:
            return Numbers(np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]))
        return np.concatenate([part[0] for part in parts]).astype(np.int8)

    def check_size(self, term: t.Term, rows: Rows) -> None:
        """Refuse a term that would take too many values, before any is computed. Raises ``UsageError``."""
        weight = np.bincount(rows.subject, minlength=len(self.panel.states)).astype(np.float64)
        total = self._size(term, weight) * self.panel.years
        if total > MOST:
            message = f"This would have to look at {total / 1e9:,.1f} billion values, and {MOST / 1e9:.1f} billion is the most."
            raise UsageError(message, hint="Nest fewer quantifiers, or speak less of `self` and `other` within them.")

    def _size(self, term: t.Term, weight: NDArray[np.float64]) -> float:
        """Return how many rows all parts of a term have together, for so many rows of each state."""
        if len(t.roles(term)) <= 1:
            weight = np.minimum(weight, 1.0)
        total = float(weight.sum())
        if isinstance(term, t.Elsewhere):
            weight = np.full(len(weight), total / len(weight))
        elif isinstance(term, t.Quantified):
            found = self.members(term.tie)
            weight = np.bincount(found.member, weight[found.subject], len(weight)).astype(np.float64)
            total += float(weight.sum())
        return total + sum(self._size(part, weight) for part in term.parts)


def _take(value: Value, rows: Ints) -> Value:
    return Numbers(value.low[rows], value.high[rows]) if isinstance(value, Numbers) else value[rows]


def _joined(join: Callable[[Truths, Truths], Truths], operands: list[Truths]) -> Truths:
    result = operands[0]
    for operand in operands[1:]:
        result = join(result, operand)
    return result


def _blocks(sizes: Ints) -> list[tuple[int, int]]:
    """Cut rows of given sizes into runs of at most ``BLOCK`` together; a larger row stands alone."""
    if sizes.sum() <= BLOCK:
        return [(0, len(sizes))]
    ends = np.cumsum(sizes)
    cuts, begin = [], 0
    while begin < len(sizes):
        room = BLOCK + (ends[begin - 1] if begin else 0)
        end = max(int(np.searchsorted(ends, room, side="right")), begin + 1)
        cuts.append((begin, end))
        begin = end
    return cuts


def _reduced(how: t.How, holds: Truths, count: Ints, hidden: NDArray[np.bool_]) -> tuple[NDArray[Any], ...]:
    """Take the members of each row together: the number that surely and that perhaps hold, or whether any or all do."""
    filled = count > 0
    begins = (np.cumsum(count) - count)[filled]
    if how is t.How.COUNT:
        sure, perhaps = np.zeros(hidden.shape), np.zeros(hidden.shape)
        if begins.size:
            sure[filled] = np.add.reduceat(holds == YES, begins, axis=0, dtype=np.int32)
            perhaps[filled] = np.add.reduceat(holds != NO, begins, axis=0, dtype=np.int32)
        perhaps[hidden] = np.inf
        return sure, perhaps
    join = np.minimum if how is t.How.ALL else np.maximum
    grade = np.full(hidden.shape, YES if how is t.How.ALL else NO, np.int8)
    if begins.size:
        grade[filled] = join.reduceat(holds, begins, axis=0)
    grade[hidden] = join(grade[hidden], UNKNOWN)  # others might be there
    return (grade,)
