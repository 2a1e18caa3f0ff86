"""When, and in whom, what was looked for was seen.

Owns the years that stand beside each case: those in which the inner part of ``then`` held, also where it did not hold often enough, and
the other states in which it was seen. Leaves whether it counts to :mod:`ifso.history.asking`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.history.language import terms as t
from ifso.history.language.evaluating import Evaluator, Rows
from ifso.history.language.values import NO, YES, Numbers, compare

Ints = NDArray[np.int64]
_TOWARDS = {t.Take.LOWEST: ("<", "<="), t.Take.HIGHEST: (">", ">=")}
"""Comparisons that one year alone can decide."""
MOST_MEMBERS = 200_000
"""Members that are looked through for who it was; beyond, they are not named."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is looked for in the years ``first`` to ``last``."""

    term: t.Term
    first: int
    last: int
    against: t.Term | None = None
    """Where ``term`` is a number: what it is compared with, in year t."""
    sign: str = ""


def parts(term: t.Term, years: int = 0) -> Iterator[Part]:
    """Take ``then`` apart into what is looked for and in which years."""
    match term:
        case t.Within(body=body, first=first, last=last):
            yield Part(body, first + years, last + years)
        case t.Every(operands=operands) | t.Some(operands=operands):
            for operand in operands:
                yield from parts(operand, years)
        case t.Later(body=body, years=more):
            yield from parts(body, years + more)
        case t.Compared(left=t.Aggregate(take=take, body=body, first=first, last=last), sign=sign, right=right) if sign in _TOWARDS.get(
            take, ()
        ):
            yield Part(body, first + years, last + years, right, sign)
        case t.Not():
            return
        case _:
            yield Part(term, years, years)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Cases as places of an evaluation of the rows that have any."""

    rows: Rows
    row: Ints
    """(N,) the row of each case among ``rows``."""
    year: Ints
    """(N,) the column of each case's year."""

    @classmethod
    def of(cls, rows: Rows, row: Ints, year: Ints) -> Places:
        """Return the places (row, year) of an evaluation, with the rows that are needed alone."""
        lines, of = np.unique(row, return_inverse=True)
        return cls(rows=rows if len(lines) == len(rows) else rows.pick(lines), row=of.reshape(-1), year=year)


def seen(evaluator: Evaluator, then: t.Term, places: Places) -> list[tuple[int, ...]]:
    """Return, for every case, the calendar years in which it was seen."""
    found: set[tuple[int, int]] = set()
    for part in parts(then):
        for years, now in held(evaluator, part, places):
            found.update((case, int(places.year[case]) + years) for case in np.flatnonzero(now).tolist())
    out: list[list[int]] = [[] for _ in places.row]
    for case, column in sorted(found):
        out[case].append(evaluator.panel.first_year + column)
    return [tuple(years) for years in out]


def held(evaluator: Evaluator, part: Part, places: Places) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Yield for every year of a part, counted from the case's own, whether it held then: (N,)."""
    value = evaluator.value(part.term, places.rows)
    bound = evaluator.number(part.against, places.rows).at(places.row, places.year) if part.against is not None else None
    for years in range(part.first, part.last + 1):
        inside = (places.year + years >= 0) & (places.year + years < evaluator.panel.years)
        column = np.where(inside, places.year + years, 0)
        if isinstance(value, Numbers):
            now = compare(value.at(places.row, column), part.sign, bound) == YES if bound is not None else np.zeros_like(inside)
        else:
            now = value[places.row, column] == YES
        yield years, now & inside


def who(evaluator: Evaluator, then: t.Term, places: Places) -> list[tuple[str, ...]]:
    """Return, for every case, the members in whom it was seen, each with the year; empty where ``then`` asks for no members."""
    out: list[dict[str, None]] = [{} for _ in places.row]
    for part in parts(then):
        asked = quantifier(part.term)
        if asked is not None and len(places.row):
            for case, member, column in _found(evaluator, part, asked, places):
                out[case][f"{evaluator.panel.states[member].name} {evaluator.panel.first_year + column}"] = None
    return [tuple(names) for names in out]


def memberless(evaluator: Evaluator, then: t.Term, places: Places) -> dict[str, int]:
    """Return, for each tie whose members ``then`` looks for, in how many cases there is known to be none in any of its years."""
    out: dict[str, int] = {}
    for part in parts(then):
        asked = quantifier(part.term)
        if asked is not None and len(places.row):
            there = evaluator.truth(t.Quantified(t.How.ANY, asked.tie, None), places.rows)
            years = places.year[:, None] + np.arange(part.first, part.last + 1)
            inside = np.clip(years, 0, evaluator.panel.years - 1)
            out[asked.tie] = int((there[places.row[:, None], inside] == NO).all(axis=1).sum())
    return out


def _found(evaluator: Evaluator, part: Part, asked: t.Quantified, places: Places) -> Iterator[tuple[int, int, int]]:
    """Yield the members of which a quantifier held, in the order of years: case, row of the panel, column."""
    members, rows = evaluator.members(asked.tie), places.rows
    parent, pair = members.expand(rows.subject)
    if len(pair) > MOST_MEMBERS:
        return
    holds = members.holds[pair]
    if asked.body is not None:
        inner = Rows(members.member[pair], rows.own[parent], rows.other[parent])
        holds = np.minimum(holds, evaluator.whole(asked.body, inner))
    begins = np.searchsorted(parent, np.arange(len(rows) + 1)).tolist()
    for case, (line, year) in enumerate(zip(places.row.tolist(), places.year.tolist(), strict=True)):
        first, last = max(year + part.first, 0), min(year + part.last, evaluator.panel.years - 1)
        columns, places_of = np.nonzero(holds[begins[line] : begins[line + 1], first : last + 1].T == YES)
        for column, place in zip(columns.tolist(), places_of.tolist(), strict=True):
            yield case, int(members.member[pair[begins[line] + place]]), first + column


def quantifier(term: t.Term) -> t.Quantified | None:
    """Return the quantifier that a condition rests on, where it looks for some member in the same year."""
    match term:
        case t.Quantified(how=t.How.ANY | t.How.COUNT):
            return term
        case t.Compared(left=t.Quantified(how=t.How.COUNT) as counted, sign=">" | ">="):
            return counted
        case t.Every(operands=operands):
            return next((found for operand in operands if (found := quantifier(operand)) is not None), None)
        case _:
            return None
