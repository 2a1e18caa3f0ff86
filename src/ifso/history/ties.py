"""Ties between states as a map shows them: borders, defence pacts, and US forces.

Owns which ties there are, and the year in which the data are asked: that of the map, or the last before it that they cover. Leaves what the
data say to the panel. It describes; what a tie means is for the argument to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ifso.history.panel import Panel

FEWEST = 100
"""US military personnel in a state, for a tie."""
UNITED_STATES = "USA"
KINDS = {
    "border": ("neighbour", "contiguity", "a border on land or a river"),
    "alliance": ("defence_pact", "atop", "a treaty that obliges to defend the other"),
    "bases": ("us_troops", "us_troops", f"{FEWEST} US military personnel or more"),
}
"""By kind of tie: the variable of the panel, the dataset behind it, and what counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Something that ties two states."""

    kind: str
    """``border``, ``alliance`` or ``bases``."""
    one: str
    """ISO 3166-1 code; of US forces, the United States."""
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ties of one kind between some states."""

    kind: str
    says: str
    """What counts as a tie of this kind, in words."""
    year: int
    """The year of which the data speak."""
    dataset: str
    """Name of the card."""
    ties: tuple[Tie, ...]


def ties_between(panel: Panel, codes: Sequence[str], year: int) -> tuple[Found, ...]:
    """Return the ties between states, given by ISO code, in a year, or in the last before it of which data speak.

    A code that the panel does not know has none; a kind of which the data do not speak in that year or before is left out.
    """
    rows = {code: row for code in dict.fromkeys(codes) if (row := panel.row(code)) is not None}
    found = (
        _found(panel, rows, "border", year),
        _found(panel, rows, "alliance", year),
        _found(panel, rows, "bases", year),
    )
    return tuple(one for one in found if one is not None)


def _year(panel: Panel, variable: str, year: int) -> int | None:
    first, last = panel.covered(variable)
    return min(year, last) if first <= min(year, last) else None


def _found(panel: Panel, rows: Mapping[str, int], kind: str, year: int) -> Found | None:
    variable, dataset, says = KINDS[kind]
    at = _year(panel, variable, year)
    if at is None:
        return None
    column = at - panel.first_year
    tied = _with_forces(panel, rows, column) if kind == "bases" else _tied(panel, rows, variable, column)
    return Found(
        kind=kind, says=says, year=at, dataset=dataset, ties=tuple(Tie(kind=kind, one=one, other=other) for one, other in tied)
    )  # fmt: skip


def _tied(panel: Panel, rows: Mapping[str, int], variable: str, column: int) -> Iterator[tuple[str, str]]:
    """Yield the pairs of states for which a tie holds."""
    pairs = list(combinations(rows, 2))
    if pairs:
        ones, others = (np.array([rows[pair[side]] for pair in pairs]) for side in range(2))
        values = panel.between(variable, ones, others)[:, column]
        yield from (pair for pair, value in zip(pairs, values.tolist(), strict=True) if value == 1.0)


def _with_forces(panel: Panel, rows: Mapping[str, int], column: int) -> Iterator[tuple[str, str]]:
    """Yield the United States, where they are among the states, with each of the others in which they have forces."""
    troops = panel.of("us_troops")[:, column]
    for code, row in rows.items():
        if UNITED_STATES in rows and code != UNITED_STATES and troops[row] >= FEWEST:
            yield UNITED_STATES, code
