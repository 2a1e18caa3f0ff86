"""An expression whose every word is understood: a tree that can be evaluated on a panel.

Owns the shape of the tree, which words it reads in which years, and whose. A term that exists is sound: its kinds fit and its states are
codes. Terms are equal where they say the same, so that a value is computed once. Leaves evaluation to
:mod:`ifso.history.language.evaluating`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ifso.history.language.syntax import How, Take

__all__ = ["How", "Take"]


class Role(StrEnum):
    """Whose an expression is: each row of an evaluation has one state for each."""

    SUBJECT = "subject"
    """The state that unqualified words speak of: the occasion's own, or within a quantifier the member."""
    SELF = "self"
    """The occasion's own state."""
    OTHER = "other"
    """The partner under ``each``."""


@dataclass(frozen=True, slots=True)
class Code:
    """A state by its ISO 3166 code of three letters, or its Gleditsch-Ward number."""

    text: str


Who = Role | Code


@dataclass(frozen=True, slots=True)
class Term:
    """A value for every row and year."""

    @property
    def parts(self) -> tuple[Term, ...]:
        """The terms directly below."""
        found: list[Term] = []
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, Term):
                found.append(value)
            elif isinstance(value, tuple):
                found += [inner for inner in value if isinstance(inner, Term)]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Constant(Term):
    """A number, or the place of a category among its variable's values."""

    value: float


@dataclass(frozen=True, slots=True)
class State(Term):
    """A state as a value, to compare a state-valued variable with."""

    who: Who


@dataclass(frozen=True, slots=True)
class Reading(Term):
    """A variable without a tie, of the subject."""

    variable: str


@dataclass(frozen=True, slots=True)
class Tie(Term):
    """A tie of the subject to a state."""

    variable: str
    to: Who


@dataclass(frozen=True, slots=True)
class Elsewhere(Term):
    """The same of another state."""

    body: Term
    who: Who


@dataclass(frozen=True, slots=True)
class Later(Term):
    """The same so many years later, or before where negative."""

    body: Term
    years: int


@dataclass(frozen=True, slots=True)
class Quantified(Term):
    """Yes/no over the members of a tie, or their number."""

    how: How
    tie: str
    body: Term | None


@dataclass(frozen=True, slots=True)
class Within(Term):
    """Whether something holds in at least ``least`` of the years ``first`` to ``last``."""

    body: Term
    first: int
    last: int
    least: int


@dataclass(frozen=True, slots=True)
class Aggregate(Term):
    """The lowest, highest, mean or sum of a number over the years ``first`` to ``last``."""

    take: Take
    body: Term
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Arithmetic(Term):
    """Numbers joined from left to right."""

    start: Term
    signs: tuple[str, ...]
    rest: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Compared(Term):
    """Two values compared: ``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``."""

    left: Term
    sign: str
    right: Term


@dataclass(frozen=True, slots=True)
class Same(Term):
    """Whether two yes/no terms are both true or both false."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Known(Term):
    """Whether a value is known; never unknown itself."""

    body: Term


@dataclass(frozen=True, slots=True)
class Not(Term):
    """The opposite."""

    body: Term


@dataclass(frozen=True, slots=True)
class Every(Term):
    """All of several."""

    operands: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Some(Term):
    """Any of several."""

    operands: tuple[Term, ...]


def span(term: Term) -> tuple[int, int]:
    """Return the first and last year, counted from the year of the term, in which the parts of a term are read."""
    match term:
        case Later(years=years):
            return years, years
        case Within(first=first, last=last) | Aggregate(first=first, last=last):
            return first, last
        case _:
            return 0, 0


def reach(term: Term) -> Mapping[str, tuple[int, int]]:
    """Return the variables that a term reads, each with the first and last year in which it does, counted from the year of the term."""
    found: dict[str, tuple[int, int]] = {}
    work = [(term, 0, 0)]
    while work:
        here, low, high = work.pop()
        if isinstance(here, Reading | Tie | Quantified):
            name = here.tie if isinstance(here, Quantified) else here.variable
            before = found.get(name, (low, high))
            found[name] = min(before[0], low), max(before[1], high)
        first, last = span(here)
        work.extend((part, low + first, high + last) for part in here.parts)
    return found


def ahead(term: Term) -> int:
    """Return the last year that a term reads, counted from its own; 0 where it reads none."""
    return max((last for _, last in reach(term).values()), default=0)


def walk(term: Term) -> Iterator[Term]:
    """Go through a term and everything below it."""
    work = [term]
    while work:
        here = work.pop()
        yield here
        work.extend(here.parts)


def roles(term: Term) -> frozenset[Role]:
    """Return whose values a term reads; a quantifier's members are its own affair."""
    match term:
        case Reading():
            return frozenset({Role.SUBJECT})
        case State(who=who):
            return _named(who)
        case Tie(to=who):
            return frozenset({Role.SUBJECT}) | _named(who)
        case Elsewhere(body=body, who=who):
            inner = roles(body)
            return (inner - {Role.SUBJECT}) | (_named(who) if Role.SUBJECT in inner else frozenset())
        case Quantified(body=body):
            inner = roles(body) if body is not None else frozenset()
            return (inner - {Role.SUBJECT}) | {Role.SUBJECT}
        case _:
            return frozenset().union(*(roles(part) for part in term.parts))


def _named(who: Who) -> frozenset[Role]:
    return frozenset({who}) if isinstance(who, Role) else frozenset()
