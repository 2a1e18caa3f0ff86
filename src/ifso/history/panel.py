"""The panel: what is known of every state in every year, as arrays.

Owns the axes (states and years), how a variable or a tie is read off, and what a missing value is. It is made from plain arrays and sees no
disk. Leaves the meaning of the variables to :mod:`ifso.history.variables`, how they are worked out to :mod:`ifso.history.building`, and how
they are kept to :mod:`ifso.history.keeping`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ifso.history.variables import VARIABLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Yes = NDArray[np.bool_]

NOBODY = -1
"""In a variable whose values are states: known to be none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state of the Gleditsch-Ward system. It keeps its row for as long as it keeps its number there."""

    gw: int
    cow: int | None = None
    """Number in Correlates of War, the last one it had; None where that system does not know the state."""
    iso3: str = ""
    """Code of ISO 3166-1, or the withdrawn one of ISO 3166-3 for a state that is gone; empty where there was none."""
    name: str
    first: int
    """First year, within the years of the panel, in which it existed on any day."""
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A known fault of the data that touches some state-years."""

    variables: tuple[str, ...]
    gw: int | None
    """The state, or None for all of them."""
    first: int
    last: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """A tie: the ordered pairs of states for which something is recorded, and what holds for all others."""

    subject: Rows
    """(P,) rows of the states that the tie belongs to."""
    other: Rows
    """(P,) rows of the states that it leads to. A pair stands here once, and never a state with itself."""
    values: Floats
    """(P, Y) value in each year; NaN is unknown."""
    knows: Yes | None = None
    """(S, Y) of which states the data list all that there is in a year; that a tie with another is not recorded says nothing. None: all."""

    @classmethod
    def of(cls, values: Mapping[tuple[int, int], Any], years: int) -> Pairs:
        """Make a tie from ``{(subject row, other row): values by year}``; a single value stands for every year."""
        pairs = sorted(values)
        table = np.array([np.broadcast_to(np.asarray(values[pair], dtype=np.float64), (years,)) for pair in pairs], dtype=np.float64)
        both = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
        return cls(subject=both[:, 0].copy(), other=both[:, 1].copy(), values=table.reshape(len(pairs), years))


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """State-years and the ties between states, from ``first_year`` to ``last_year``.

    S states, Y years. Every value is a float64. NaN is unknown: the state does not exist, the year is not covered, or the data do not say.
    Yes is 1 and no is 0; a category is its place in the variable's ``values``; a state is its row, or ``NOBODY`` where there is known to be
    none.
    """

    states: tuple[State, ...]
    first_year: int
    last_year: int
    exists: Yes
    """(S, Y) whether the state existed on any day of the year."""
    columns: Mapping[str, Floats] = field(default_factory=dict)
    """(S, Y) values of the variables without a tie."""
    ties: Mapping[str, Pairs] = field(default_factory=dict)
    as_of: int | None = None
    """The year after which nothing is known in this panel, or None for all that the datasets hold."""
    version: str = ""
    """Digest of the datasets and of the code that builds from them."""
    datasets: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the files by the name of their card."""
    faults: tuple[Fault, ...] = ()
    coverage: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Years covered where they are not those of the catalogue."""

    @property
    def years(self) -> int:
        """Number of years, Y."""
        return self.last_year - self.first_year + 1

    def of(self, name: str) -> Floats:
        """Return a variable without tie: (S, Y)."""
        return self.columns[name]

    def covered(self, name: str) -> tuple[int, int]:
        """Return the first and last year that a variable covers in this panel; the first is after the last where it covers none."""
        variable = VARIABLES[name]
        first, last = self.coverage.get(name, (variable.first, variable.last))
        ends = (last, self.last_year) if self.as_of is None else (last, self.last_year, self.as_of)
        return max(first, self.first_year), min(ends)

    def between(self, name: str, subject: Rows, other: Rows) -> Floats:
        """Return a tie for given pairs of rows, ``subject`` and ``other`` (P,) each: (P, Y).

        A pair for which nothing is recorded is a known "no" (or 0) inside the years covered, as the datasets list the ties that exist;
        outside of them, and where either state does not exist or is not one that the data speak of, it is unknown. A state has no tie with
        itself: "no", and a distance of 0.
        """
        if name == "un_distance":
            points = self.columns["un_ideal_point"]
            return np.abs(points[subject] - points[other])
        tie = self.ties[name]
        count = len(self.states)
        first, last = (year - self.first_year for year in self.covered(name))
        values = np.full((len(subject), self.years), np.nan)
        if last >= first:
            values[:, first : last + 1] = 0.0
        spoken = self.exists if tie.knows is None else self.exists & tie.knows
        values[~(spoken[subject] & spoken[other])] = np.nan
        keys = tie.subject * count + tie.other
        order = np.argsort(keys, kind="stable")
        wanted = np.asarray(subject, dtype=np.int64) * count + np.asarray(other, dtype=np.int64)
        if len(keys):
            at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
            found = keys[at] == wanted
            recorded = self.exists[subject[found]] & self.exists[other[found]]
            values[found] = np.where(recorded, tie.values[at[found]], np.nan)
        return values

    def partners(self, name: str) -> tuple[Rows, Rows]:
        """Return every ordered pair of rows in which a yes/no tie holds, or may hold, in some year: subjects (P,) and others (P,)."""
        tie = self.ties[name]
        kept = np.any(tie.values != 0.0, axis=1)  # NaN is not 0: it may hold
        subject, other = tie.subject[kept], tie.other[kept]
        order = np.lexsort((other, subject))
        return subject[order], other[order]

    def row(self, code: str) -> int | None:
        """Return the row of a state by its ISO3 code or by its Gleditsch-Ward number as text, or None; ``RUS`` is the Soviet Union too."""
        wanted = code.strip().upper()
        for row, state in enumerate(self.states):
            if wanted in {state.iso3, str(state.gw)} and wanted:
                return row
        return None
