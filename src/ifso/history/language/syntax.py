"""An expression as it is written: a tree whose every node knows where it stands.

Owns the shape of the tree. Words have no meaning yet: ``RUS``, ``coup``, ``military`` and ``other`` are words alike. Leaves building it to
:mod:`ifso.history.language.parsing` and its meaning to :mod:`ifso.history.language.checking`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of an expression, from ``start`` to before ``end``, counted in characters of its text."""

    start: int
    end: int

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes directly below."""
        found: list[Node] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Node):
                found.append(value)
            elif isinstance(value, tuple):
                found += [inner for inner in value if isinstance(inner, Node)]
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Node):
    """A number; ``50%`` is 0.5."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(Node):
    """A name of a variable, a state or a category, or ``self`` or ``other``."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Node):
    """A category in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A tie to a state: ``allied(RUS)``."""

    name: Word
    argument: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Of(Node):
    """The same of another state: ``coup of other``."""

    body: Node
    state: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted(Node):
    """The same so many years later (positive) or before (negative)."""

    body: Node
    years: int
    said: tuple[int, int]
    """Start and end of the words that say so."""


class How(StrEnum):
    """How the members of a quantifier are taken together."""

    ANY = "any"
    ALL = "all"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantified(Node):
    """``any neighbour (…)``, or ``any neighbour`` alone."""

    how: How
    tie: Word
    body: Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Node):
    """Years from ``first`` to ``last``, counted from the year that is looked at; at least ``least`` of them."""

    first: int
    last: int
    least: int


class Take(StrEnum):
    """How the years of a window are taken together."""

    LOWEST = "lowest"
    HIGHEST = "highest"
    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Node):
    """``lowest(…) within 5 years``."""

    take: Take
    body: Node
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Node):
    """``begins(…)``: true now and not the year before; ``ends(…)``: the other way round."""

    begins: bool
    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative(Node):
    """A number with its sign turned."""

    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """Numbers joined by ``+`` and ``-``, or by ``*`` and ``/``, from left to right."""

    first: Node
    signs: tuple[str, ...]
    rest: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Node):
    """Two values compared."""

    left: Node
    sign: str
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Among(Node):
    """``x in (a, b)``."""

    body: Node
    options: tuple[Node, ...]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Node):
    """``x is known``."""

    body: Node
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Windowed(Node):
    """Whether something holds in the years of a window."""

    body: Node
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """The opposite."""

    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Node):
    """Two or more joined by ``and``, or by ``or``."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Node):
    """What stands in brackets."""

    body: Node


def depth(root: Node) -> int:
    """Return how many levels the tree has; brackets count."""
    level, here = 0, [root]
    while here:
        level += 1
        here = [part for node in here for part in node.parts]
    return level
