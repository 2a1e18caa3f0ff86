"""How leaders left office, and whether those who came rest on others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats

UNKNOWN = "Unknown"
END = date(2015, 12, 31)
"""The last day that the data tell about."""


def exits(tables: Mapping[str, pl.DataFrame], grid: Grid) -> dict[str, Floats]:
    """Return ``leader_exit``, ``irregular_exit`` and ``foreign_imposed_exit``.

    A year is known where the data name a leader of the state on any day of it. A spell that lasts to the data's last day is no exit, though
    the data give one such spell (Saudi Arabia 2015) an exit of its own. An exit of unknown kind leaves both kinds unknown in a year without
    another exit of that kind.
    """
    spells = grid.by_gw(tables["archigos"])
    none = grid.place(grid.years_of(spells, "startdate", "enddate").with_columns(none=0.0), "none")
    ends = spells.filter(pl.col("enddate") < END).with_columns(year=pl.col("enddate").dt.year().cast(pl.Int64))
    found = {"leader_exit": grid.place(ends, onto=none)}
    for name, kind in (("irregular_exit", "Irregular"), ("foreign_imposed_exit", "Foreign")):
        untold = grid.place(ends.filter(pl.col("exit") == UNKNOWN).with_columns(untold=pl.lit(None)), "untold", onto=none)
        found[name] = grid.place(ends.filter(pl.col("exit") == kind), onto=untold)
    return found


def support_change(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Tell whether the source of leader support changed in the year, on any of several occasions."""
    lines = grid.by_cow(tables["chisols"].drop_nulls("solschdum"))
    return grid.place(lines.group_by("row", "year").agg(pl.col("solschdum").cast(pl.Float64).max()), "solschdum")
