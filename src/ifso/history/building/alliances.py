"""Who owes whom what under treaties of alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ifso.history.building.grid import either_way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Pairs, Yes

PACTS = {
    "defence_pact": "atop_defense",
    "offence_pact": "atop_offense",
    "nonaggression_pact": "atop_nonagg",
    "neutrality_pact": "atop_neutral",
    "consultation_pact": "atop_consul",
}


def members(tables: Mapping[str, pl.DataFrame], grid: Grid) -> Yes:
    """Tell which states are members of the Correlates of War system in a year (S, Y); others no treaty or border can be known of.

    A member on the list's last day stays one.
    """
    listed: Yes = grid.place(grid.by_cow(grid.years_of(tables["cow_states"]))) == 1.0
    return listed


def alliances(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> dict[str, Pairs]:
    """Return the ties of treaties: a pact holds either way, and what one owes the other stands in each direction by itself.

    The table is directed: a line is what its first state owes its second.
    """
    lines = grid.by_cow(grid.by_cow(tables["atop"].filter(pl.col("year") >= grid.first), "cow_a", "row"), "cow_b", "other")
    who = ["row", "other", "year"]
    anything = pl.any_horizontal(PACTS.values())
    knows = members(tables, grid)
    ties = {"allied": grid.pairs(either_way(lines.filter(anything).select(who)), covers, knows=knows)}
    for name, column in PACTS.items():
        ties[name] = grid.pairs(either_way(lines.filter(pl.col(column)).select(who)), covers, knows=knows)
    owing = lines.filter(pl.col("atop_defense")).select(who)
    owed = owing.rename({"row": "other", "other": "row"})
    ties["owes_defence_to"] = grid.pairs(owing, covers, knows=knows)
    ties["owed_defence_by"] = grid.pairs(owed, covers, knows=knows)
    return ties
