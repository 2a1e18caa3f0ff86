"""Coups, and armed conflicts within and between states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats, Pairs

WITHIN = ("intrastate", "internationalized")
WAR = 2
"""The level of intensity that 1,000 deaths in battle make."""
QUIET = 2
"""Years without conflict after which one begins anew."""


def coups(tables: Mapping[str, pl.DataFrame], grid: Grid) -> dict[str, Floats]:
    """Return ``coup_attempts`` and ``coups``, the numbers, and ``coup_attempt`` and ``coup``, whether there were any."""
    lines = grid.by_gw(tables["coups"])
    attempts, successes = grid.place(lines, "pt_attempt_num"), grid.place(lines, "pt_coup_num")
    return {"coup_attempts": attempts, "coups": successes, "coup_attempt": _any(attempts), "coup": _any(successes)}


def conflicts(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> dict[str, Floats]:
    """Return whether a state fought within or between states, on which scale, and where that began.

    An onset is a year of conflict with none of its sort in the state in either of the two years before; years before a state existed are
    quiet. ``new_civil_conflict`` asks the same of each conflict by itself, so that it can fall into the course of another one.
    """
    sides = grid.by_gw(tables["ucdp_acd"])
    within = sides.filter(pl.col("type_of_conflict").is_in(WITHIN) & (pl.col("side") == "a") & ~pl.col("supports"))
    between = sides.filter(pl.col("type_of_conflict") == "interstate")
    none = grid.no(*covers)
    civil, interstate = grid.place(within, onto=none), grid.place(between, onto=none)
    main = grid.place(between.filter(~pl.col("supports")), onto=none)
    return {
        "civil_conflict": civil,
        "civil_war": grid.place(within.filter(pl.col("intensity_level") == WAR), onto=none),
        "civil_conflict_onset": _begins(grid, civil, civil),
        "new_civil_conflict": _from_third_year(grid, grid.place(_new(within), onto=none)),
        "interstate_conflict": interstate,
        "interstate_war": grid.place(between.filter(pl.col("intensity_level") == WAR), onto=none),
        "interstate_conflict_onset": _begins(grid, main, interstate),
    }


def fighting(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> dict[str, Pairs]:
    """Return ``fights`` and ``fights_beside``: states on opposite sides, and on the same side, of a conflict between states."""
    sides = grid.by_gw(tables["ucdp_acd"].filter(pl.col("type_of_conflict") == "interstate")).select("conflict_id", "year", "side", "row")
    both = sides.join(sides.rename({"row": "other", "side": "other_side"}), on=["conflict_id", "year"])
    same = pl.col("side") == pl.col("other_side")
    return {"fights": grid.pairs(both.filter(~same), covers), "fights_beside": grid.pairs(both.filter(same), covers)}


def _new(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of conflicts that were not active in either of the two years before, with the state as a side."""
    ordered = lines.unique(["conflict_id", "row", "year"]).sort("conflict_id", "row", "year")
    before = pl.col("year").shift(1).over("conflict_id", "row")
    return ordered.filter(before.is_null() | (pl.col("year") - before > QUIET))


def _begins(grid: Grid, starts: Floats, any_of: Floats) -> Floats:
    """Tell in which years something is so that ``any_of`` was not in either of the two years before."""
    recent = np.zeros(grid.shape, dtype=bool)
    for years in range(1, QUIET + 1):
        recent[:, years:] |= any_of[:, :-years] == 1.0
    return _from_third_year(grid, np.where(np.isnan(starts), np.nan, (starts == 1.0) & ~recent))


def _from_third_year(grid: Grid, values: Floats) -> Floats:
    """Return values that are unknown in the first two years of the data, before which nothing is seen."""
    seen = values.copy()
    seen[:, grid.slice(grid.first, grid.first + QUIET - 1)] = np.nan
    return seen


def _any(count: Floats) -> Floats:
    return np.where(np.isnan(count), np.nan, count > 0)
