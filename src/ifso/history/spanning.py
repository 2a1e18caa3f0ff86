"""The years that a reference class can be asked of.

Owns how the coverage of every dataset, less the years that the class looks ahead and back, bounds the years t, and which dataset does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.history.classes import ReferenceClass
from ifso.history.language.terms import Term, reach
from ifso.history.variables import VARIABLES

if TYPE_CHECKING:
    from ifso.history.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The years t of a class in a panel."""

    first: int
    last: int
    """The last year whose window is covered."""
    last_told: int
    """The last year of which could be told whether it is an occasion; windows from years after ``last`` run past the data."""
    begun_by: tuple[str, ...]
    """Datasets before which nothing can be asked."""
    ended_by: tuple[str, ...]
    """Datasets whose end, less the window, is ``last``; empty where ``years`` or the cut of the panel ends earlier."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """The years t for which one variable is covered."""

    variable: str
    first: int
    last: int


def span(asked: ReferenceClass, panel: Panel) -> Span:
    """Return the years that can be asked about. Raises ``UsageError`` where there are none, which names what is in the way."""
    told = [*_bounds(asked.when, 0, panel), *_bounds(asked.where, -1, panel)]
    if asked.each is not None:
        first, last = panel.covered(asked.each)
        told.append(_Bound(asked.each, first + 1, last + 1))
    every = [*told, *_bounds(asked.then, 0, panel)]
    wanted = asked.years or (panel.first_year, panel.last_year)
    first = max([panel.first_year, wanted[0], *(bound.first for bound in every)])
    last = min([panel.last_year, wanted[1], *(bound.last for bound in every)])
    begun_by = tuple(bound.variable for bound in every if bound.first == first and first > max(panel.first_year, wanted[0]))
    ended = asked.years is None or last < wanted[1]
    ended_by = tuple(b.variable for b in every if ended and b.last == last and panel.covered(b.variable)[1] != panel.as_of)
    if first > last:
        raise _none(asked, panel, every)
    last_told = min([panel.last_year, wanted[1], *(bound.last for bound in told)])
    return Span(first=first, last=last, last_told=max(last_told, last), begun_by=_datasets(begun_by), ended_by=_datasets(ended_by))


def _bounds(term: Term | None, year: int, panel: Panel) -> Iterator[_Bound]:
    for name, (low, high) in (reach(term) if term is not None else {}).items():
        first, last = panel.covered(name)
        yield _Bound(name, first - low - year, last - high - year)


def _datasets(variables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for variable in variables for name in VARIABLES[variable].datasets))


def _none(asked: ReferenceClass, panel: Panel, bounds: list[_Bound]) -> UsageError:
    latest, earliest = max(bounds, key=lambda bound: bound.first), min(bounds, key=lambda bound: bound.last)
    said = [
        f"`{bound.variable}` covers {first} to {last}" for bound in (latest, earliest) for first, last in [panel.covered(bound.variable)]
    ]
    cut = f" The panel is cut after {panel.as_of}." if panel.as_of is not None else ""
    hint = f"{' and '.join(dict.fromkeys(said))}, and `then` looks {asked.window} years ahead.{cut}"
    years = f" from {asked.years[0]} to {asked.years[1]}" if asked.years else ""
    return UsageError(f"There is no year{years} of which `{asked.name}` can be asked.", hint=hint)
