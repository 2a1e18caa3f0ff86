"""How strong and how rich a state is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats

THOUSAND = 1000.0
"""The table of populations counts in thousands."""


def major_power(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> Floats:
    """Tell which states are on the list of major powers on any day of a year; those that are not on it are none."""
    return grid.place(grid.by_cow(grid.years_of(tables["cow_majors"])), onto=grid.no(*covers))


def power_share(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return the composite index of national capability."""
    return by_cow(grid, tables["cow_nmc"], "cinc")


def gdp_per_head(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return gross domestic product per head in constant US dollars of 2015."""
    return grid.place(grid.by_gw(tables["gdp"]), "gdp_per_head")


def population(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return the number of people."""
    return grid.place(grid.by_gw(tables["population"]), "pop") * THOUSAND


def by_cow(grid: Grid, table: pl.DataFrame, value: str) -> Floats:
    """Lay a column of a table by Correlates of War number and year on the grid.

    Of two numbers of a state in one year, the one that it has at the year's end tells.
    """
    lines = grid.by_cow(table.drop_nulls(value)).sort("row_rank", descending=True, maintain_order=True)
    return grid.place(lines, value)
