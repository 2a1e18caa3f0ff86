"""The United States abroad, and states in the United Nations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ifso.history.building.power import by_cow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats

UNITED_STATES = 2


def us_troops(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return US military personnel in the state; in the United States themselves, which are not abroad, it is unknown."""
    values = by_cow(grid, tables["us_troops"], "troops_ad")
    values[[state.gw == UNITED_STATES for state in grid.states]] = np.nan
    return values


def us_bases(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> Floats:
    """Return the number of sites of the US military on the list; a state that is not on it has none."""
    values = grid.no(*covers)
    if "us_bases" in tables:
        listed = tables["us_bases"].with_columns(year=pl.lit(covers[0], dtype=pl.Int64))
        values = grid.place(grid.by_cow(listed).group_by("row", "year").len(), "len", onto=values)
    values[[state.gw == UNITED_STATES for state in grid.states]] = np.nan
    return values


def un_ideal_point(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return the ideal point from votes on whole resolutions."""
    return by_cow(grid, tables["un_ideal_points"], "idealpointfp")
