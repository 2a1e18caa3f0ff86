"""Kinds of values, and what is said of one that stands in the wrong place.

Owns what an expression may speak of, which terms vary, which windows can be looked through, and the words for kinds. Leaves the walk over
an expression to :mod:`ifso.history.language.checking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from ifso.history.language import syntax as s
from ifso.history.language import terms as t
from ifso.history.variables import VARIABLES, Kind, Variable

MOST_YEARS = 50
"""Years that a window may span, or an expression look ahead or back, in one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an expression may speak of."""

    each: bool = False
    """Whether there is a partner, ``other``."""
    latest: int | None = None
    """The last year that may be read, counted from the year of the expression; None: any."""
    late: str = ""
    """What is said of an expression that reads later years."""
    kind: Kind | None = None
    """What the value must be; None: anything."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A term with the kind of its value."""

    term: t.Term
    kind: Kind
    variable: Variable | None = None
    """The variable whose values a category is one of."""


def reads(term: t.Term) -> bool:
    """Tell whether a term reads the panel, and so depends on the year."""
    return any(isinstance(part, t.Reading | t.Tie | t.Quantified) for part in t.walk(term))


def varies(term: t.Term) -> bool:
    """Tell whether a term differs from one occasion to another: it reads the panel, or names one of the occasion's states."""
    return reads(term) or any(isinstance(part, t.State) and isinstance(part.who, t.Role) for part in t.walk(term))


def is_bare(node: s.Node) -> bool:
    """Tell whether a node is a word that only what it is compared with can explain."""
    while isinstance(node, s.Group):
        node = node.body
    return isinstance(node, s.Quoted) or (isinstance(node, s.Word) and node.text not in VARIABLES)


def called(kind: Kind) -> str:
    """Return the words for a kind of value."""
    match kind:
        case Kind.YES_NO:
            return "yes or no"
        case Kind.NUMBER:
            return "a number"
        case Kind.CATEGORY:
            return "a category"
        case Kind.STATE:
            return "a state"
        case _:
            assert_never(kind)


def to_yes_no(typed: Typed, node: s.Node) -> str:
    """Say how a value of another kind becomes yes or no."""
    word = node.text if isinstance(node, s.Word) else "it"
    match typed.kind:
        case Kind.NUMBER:
            return f"Compare {word if word == 'it' else f'it, such as `{word} >= 100`'}."
        case Kind.CATEGORY if typed.variable is not None and word != "it":
            return f"Compare it, such as `{word} is {typed.variable.values[-1]}`."
        case Kind.STATE if word != "it":
            return (
                f"Compare it, such as `{word} = RUS`." if word in VARIABLES else f"`X of {word}` or `allied({word})` say something of it."
            )
        case _:
            return "Compare it with something."


def window_fault(window: s.Window) -> tuple[str, str] | None:
    """Return what is wrong with a window, and a hint; None where it can be looked through."""
    length = window.last - window.first + 1
    farthest = max(abs(window.first), abs(window.last))
    if window.last < window.first and window.first > 0 and window.last > 0:
        return "The window ends before it begins.", "Write the earlier year first."
    if length < 1 or window.least < 1:
        return "A window of no years holds nothing.", "Write at least 1 year."
    if farthest > MOST_YEARS:
        return f"The window reaches {farthest:,} years far.", f"At most {MOST_YEARS}."
    if window.least > length:
        return f"There are not {window.least} years among {length}.", f"Write `for {length} years` for all of them."
    return None
