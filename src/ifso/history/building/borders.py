"""Neighbours and rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ifso.history.building.alliances import members
from ifso.history.building.grid import either_way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Pairs

LAND = 1


def borders(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> dict[str, Pairs]:
    """Return ``neighbour``, a border on land or a river, and ``near``, that or less than 400 miles of water.

    A month of the year is enough.
    """
    lines = _pairs(grid, grid.years_of(tables["contiguity"]))
    knows = members(tables, grid)
    land = lines.filter(pl.col("conttype") == LAND)
    return {
        "neighbour": grid.pairs(either_way(land.select("row", "other", "year")), covers, knows=knows),
        "near": grid.pairs(either_way(lines.select("row", "other", "year")), covers, knows=knows),
    }


def rivals(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> dict[str, Pairs]:
    """Return ``rival``: strategic rivals in the year."""
    lines = _pairs(grid, grid.years_of(tables["rivalries_td"], "styear", "endyear"))
    return {"rival": grid.pairs(either_way(lines.select("row", "other", "year")), covers, knows=members(tables, grid))}


def _pairs(grid: Grid, lines: pl.DataFrame) -> pl.DataFrame:
    return grid.by_cow(grid.by_cow(lines, "cow_a", "row"), "cow_b", "other")
