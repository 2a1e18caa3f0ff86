"""Who arms whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ifso.history.panel import NOBODY, Pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats, Yes

SPAN = 5
"""Years over which deliveries are summed, up to and with the year."""
WEST_GERMANY, UNITED = 260, 1991
"""The state that the file leaves out, on either side, and the year in which it begins to list it."""


def arms(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> tuple[Floats, dict[str, Pairs]]:
    """Return ``main_arms_supplier``, and the ties ``supplied_by``, ``supplies``, ``armed_mainly_by`` and ``arms_share``.

    Values are summed over five years, before 1954 over those since 1950. A state to which nothing was delivered has no main supplier, and
    a share of 0 from everybody. Two suppliers with the same sum at the top: there is no main one. Of West Germany nothing is known.
    """
    listed = _listed(grid)
    lines = grid.by_cow(grid.by_cow(tables["arms_transfers"], "cow_b", "row"), "cow_a", "other").select("row", "other", "year", "value")
    inward = grid.pairs(lines.with_columns(yes=1.0), covers, "yes", knows=listed)
    sums = _sums(grid, lines, inward)
    main, mainly = _main(grid, inward, sums)
    main = np.where(listed & ~np.isnan(grid.no(*covers)), main, np.nan)
    total = np.zeros(grid.shape)
    np.add.at(total, inward.subject, sums)
    totals = total[inward.subject]
    share = np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0)
    seen = ~np.isnan(inward.values)
    return main, {
        "supplied_by": inward,
        "supplies": Pairs(subject=inward.other, other=inward.subject, values=inward.values, knows=listed),
        "armed_mainly_by": replace(inward, values=np.where(seen, mainly, np.nan)),
        "arms_share": replace(inward, values=np.where(seen, share, np.nan)),
    }


def _listed(grid: Grid) -> Yes:
    """Tell of which states the file speaks in a year: (S, Y)."""
    listed = np.ones(grid.shape, dtype=bool)
    listed[[state.gw == WEST_GERMANY for state in grid.states], : UNITED - grid.first] = False
    return listed


def _sums(grid: Grid, lines: pl.DataFrame, pairs: Pairs) -> Floats:
    """Return the value of the deliveries of each pair over the years up to and with each: (P, Y)."""
    count, years = grid.shape
    inside = lines.filter((pl.col("row") != pl.col("other")) & pl.col("year").is_between(grid.first, grid.last))
    yearly = np.zeros((len(pairs.subject), years))
    at = np.searchsorted(pairs.subject * count + pairs.other, inside["row"].to_numpy() * count + inside["other"].to_numpy())
    np.add.at(yearly, (at, inside["year"].to_numpy() - grid.first), inside["value"].to_numpy())
    running = np.cumsum(yearly, axis=1)
    running[:, SPAN:] -= running[:, :-SPAN].copy()
    return running


def _main(grid: Grid, pairs: Pairs, sums: Floats) -> tuple[Floats, Floats]:
    """Return the row of the supplier with the largest sum for each state, and for each pair whether it is that one."""
    most = np.zeros(grid.shape)
    np.maximum.at(most, pairs.subject, sums)
    top = (sums == most[pairs.subject]) & (sums > 0)
    rivals = np.zeros(grid.shape)
    np.add.at(rivals, pairs.subject, top)
    alone = top & (rivals[pairs.subject] == 1)
    main = np.full(grid.shape, float(NOBODY))
    at, year = np.nonzero(alone)
    main[pairs.subject[at], year] = pairs.other[at]
    return main, alone.astype(np.float64)
