"""Where and when: the region of a state, the decade of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ifso.history.states import gw_of, region_of
from ifso.history.variables import FIRST_YEAR, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats


def region(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Floats:
    """Return the World Bank's region of each state, the last one that the codes give it."""
    found: dict[int, str] = {}
    codes = tables["country_codes"].drop_nulls("region").sort("year").select("gw", "cow", "year", "region")
    for gw, cow, year, name in codes.iter_rows():
        for number in (gw,) if gw is not None else gw_of(cow, year) if cow is not None else ():
            found[number] = name
    words = VARIABLES["region"].values
    values = grid.unknown()
    for row, state in enumerate(grid.states):
        name = region_of(state.gw, found)
        if name is not None:
            values[row] = words.index(_word(name))
    return grid.known(values)


def decade(grid: Grid) -> Floats:
    """Return the decade of each year."""
    first = FIRST_YEAR // 10
    years = np.arange(grid.first, grid.last + 1)
    return grid.known(np.broadcast_to((years // 10 - first).astype(np.float64), grid.shape))


def _word(name: str) -> str:
    return name.lower().replace("&", "and").replace("-", "_").replace(" ", "_")
