"""The grid of states and years on which every table is laid.

Owns the way from rows of a cleaned table (a number of a state, a year or a spell, a value) to arrays of states by years. Leaves what is
laid there to the other modules of this folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ifso.history.panel import Pairs, State
from ifso.history.states import gw_of, list_states, rank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.panel import Floats, Yes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The states, the years, and the crosswalks to rows."""

    states: tuple[State, ...]
    first: int
    last: int
    exists: Yes
    """(S, Y) whether a state existed on any day of the year."""
    gw: pl.DataFrame
    """``gw`` and ``row``."""
    cow: pl.DataFrame
    """``cow``, ``year``, ``row`` and ``rank``, for every number that a dataset may write."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of states and years."""
        return self.exists.shape[0], self.exists.shape[1]

    def by_gw(self, frame: pl.DataFrame, column: str = "gw", into: str = "row") -> pl.DataFrame:
        """Add the row of the state that a Gleditsch-Ward number means; lines about other numbers go."""
        return frame.join(self.gw.rename({"gw": column, "row": into}), on=column, how="inner")

    def by_cow(self, frame: pl.DataFrame, column: str = "cow", into: str = "row") -> pl.DataFrame:
        """Add the row of the state that a Correlates of War number means in the line's ``year``; lines about other numbers go.

        ``rank`` tells which of two lines about one state and year to take, lowest first.
        """
        names = {"cow": column, "row": into, "rank": f"{into}_rank"}
        return frame.join(self.cow.rename(names), on=[column, "year"], how="inner")

    def years_of(self, frame: pl.DataFrame, begins: str = "begins", ends: str = "ends") -> pl.DataFrame:
        """Turn spells into a line for each ``year`` of the grid that they touch; a spell without an end goes on to the last."""
        low = pl.max_horizontal(_year(frame, begins), pl.lit(self.first))
        high = pl.min_horizontal(_year(frame, ends).fill_null(self.last), pl.lit(self.last))
        return frame.with_columns(year=pl.int_ranges(low, high + 1)).explode("year").drop_nulls("year")

    def unknown(self) -> Floats:
        """Return an array of states by years in which nothing is known."""
        return np.full(self.shape, np.nan)

    def no(self, first: int, last: int) -> Floats:
        """Return an array that says 0 for every state that exists in the years given, and unknown elsewhere."""
        values = self.unknown()
        values[:, self.slice(first, last)] = 0.0
        return self.known(values)

    def slice(self, first: int, last: int) -> slice:
        """Return the columns of the years given, as far as the grid has them."""
        return slice(max(first - self.first, 0), max(min(last, self.last) - self.first + 1, 0))

    def covered(self, values: Floats, first: int, last: int) -> Floats:
        """Return values with unknown outside of the years given."""
        kept = np.full(values.shape, np.nan)
        kept[:, self.slice(first, last)] = values[:, self.slice(first, last)]
        return kept

    def known(self, values: Floats) -> Floats:
        """Return values with unknown for every year in which the state did not exist."""
        return np.where(self.exists, values, np.nan)

    def place(self, frame: pl.DataFrame, value: str | None = None, *, onto: Floats | None = None) -> Floats:
        """Lay the values of a column (1 without one) on the grid at each line's ``row`` and ``year``.

        Of several lines about one place the last counts. Null is unknown.
        """
        values = self.unknown() if onto is None else onto.copy()
        inside = frame.filter(pl.col("year").is_between(self.first, self.last))
        what: Any = 1.0 if value is None else inside[value].cast(pl.Float64).to_numpy()
        values[inside["row"].to_numpy(), inside["year"].to_numpy() - self.first] = what
        return self.known(values)

    def pairs(
        self,
        frame: pl.DataFrame,
        covers: tuple[int, int],
        value: str | None = None,
        *,
        knows: Yes | None = None,
    ) -> Pairs:
        """Make a tie from lines with ``row``, ``other``, ``year`` and a column of values (1 without one).

        Within the years covered a listed pair has 0 where it is not listed. ``knows`` (S, Y) tells of which states the dataset lists all
        that there is in a year; that a pair with another is not listed says nothing. None: of all that exist.
        """
        lines = frame.filter((pl.col("row") != pl.col("other")) & pl.col("year").is_between(self.first, self.last))
        count = self.shape[0]
        keys = lines["row"].to_numpy().astype(np.int64) * count + lines["other"].to_numpy()
        pairs, at = np.unique(keys, return_inverse=True)
        subject, other = pairs // count, pairs % count
        spoken = self.exists if knows is None else self.exists & knows
        values = np.where(spoken[subject] & spoken[other], 0.0, np.nan)
        values[at, lines["year"].to_numpy() - self.first] = 1.0 if value is None else lines[value].cast(pl.Float64).to_numpy()
        values[~(self.exists[subject] & self.exists[other])] = np.nan
        return Pairs(subject=subject, other=other, values=self.covered(values, *covers), knows=knows)


def either_way(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of a tie and the same seen from the other state."""
    return pl.concat([frame, frame.rename({"row": "other", "other": "row"}).select(frame.columns)])


def make_grid(tables: Mapping[str, pl.DataFrame], first: int, last: int) -> Grid:
    """Make the grid from the cleaned lists of states and codes."""
    spells = tables["gw_states"].select("gw", "name", "begins", "ends")
    codes = tables["country_codes"].select("gw", "cow", "year", "name", "iso3").sort("year")
    states = list_states(spells.iter_rows(), codes.iter_rows(), first, last)
    row = {state.gw: at for at, state in enumerate(states)}
    exists = np.zeros((len(states), last - first + 1), dtype=bool)
    for gw, _, begins, ends in spells.iter_rows():
        if gw in row:
            exists[row[gw], max(begins.year - first, 0) : max((ends.year if ends else last) - first + 1, 0)] = True
    numbers = sorted({255, 679, 946, 947, 955} | row.keys())
    lines = [
        (cow, year, row[gw], rank(cow, year)) for cow in numbers for year in range(first, last + 1) for gw in gw_of(cow, year) if gw in row
    ]
    cow = pl.DataFrame(lines, schema={"cow": pl.Int64, "year": pl.Int64, "row": pl.Int64, "rank": pl.Int64}, orient="row")
    return Grid(
        states=states,
        first=first,
        last=last,
        exists=exists,
        gw=pl.DataFrame({"gw": list(row), "row": list(row.values())}, schema={"gw": pl.Int64, "row": pl.Int64}),
        cow=cow,
    )


def _year(frame: pl.DataFrame, column: str) -> pl.Expr:
    """Return the year of a column of dates, or the column itself where it holds years."""
    return pl.col(column).dt.year().cast(pl.Int64) if frame.schema[column] == pl.Date else pl.col(column).cast(pl.Int64)
