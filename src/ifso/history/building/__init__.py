"""From the cleaned tables to the panel: one module for each family of variables.

Owns which tables are read and the order of the work: cut, lay out the states and years, derive. Leaves cleaning to the datasets, and
keeping what is built to :mod:`ifso.history.keeping`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.history.building import alliances, arms, borders, leaders, places, power, presence, regimes, violence
from ifso.history.building.cutting import cut
from ifso.history.building.faults import faults
from ifso.history.building.grid import make_grid
from ifso.history.building.patrons import patron
from ifso.history.panel import Panel
from ifso.history.variables import FIRST_YEAR, LAST_YEAR, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats, Pairs

__all__ = ["build"]


def build(tables: Mapping[str, pl.DataFrame], until: int | None = None) -> Panel:
    """Build the panel from the cleaned tables by name, ``TABLES``.

    With ``until``, it ends with that year and is built from nothing later: rows and spells are cut before anything is derived.
    """
    last = LAST_YEAR if until is None else min(until, LAST_YEAR)
    given = dict(tables) if until is None else cut(tables, until)
    grid = make_grid(given, FIRST_YEAR, last)
    ties = _ties(given, grid)
    main, of_arms = arms.arms(given, grid, _covers("main_arms_supplier"))
    ties |= of_arms
    columns = _columns(given, grid) | {"main_arms_supplier": main}
    columns["patron"] = patron(grid, major=columns["major_power"], supplier=main, ties=ties, covers=_covers("patron"))
    columns = {name: grid.covered(values, *_covers(name)) for name, values in columns.items()}
    return Panel(
        states=grid.states,
        first_year=FIRST_YEAR,
        last_year=last,
        exists=grid.exists,
        columns=columns,
        ties=ties,
        as_of=until,
        faults=faults(until, FIRST_YEAR, last),
    )


def _covers(name: str) -> tuple[int, int]:
    return VARIABLES[name].first, VARIABLES[name].last


def _columns(tables: Mapping[str, pl.DataFrame], grid: Grid) -> dict[str, Floats]:
    people = power.population(tables, grid)
    return {
        "region": places.region(tables, grid),
        "decade": places.decade(grid),
        "major_power": power.major_power(tables, grid, _covers("major_power")),
        "power_share": power.power_share(tables, grid),
        "gdp_per_head": power.gdp_per_head(tables, grid),
        "population": people,
        **leaders.exits(tables, grid),
        "support_change": leaders.support_change(tables, grid),
        **regimes.autocracies(tables, grid, _covers("autocratic_regime"), people),
        "government_type": regimes.government_type(tables, grid, _covers("government_type")),
        **regimes.democracy(tables, grid),
        **violence.coups(tables, grid),
        **violence.conflicts(tables, grid, _covers("civil_conflict")),
        "us_troops": presence.us_troops(tables, grid),
        "us_bases_2015": presence.us_bases(tables, grid, _covers("us_bases_2015")),
        "un_ideal_point": presence.un_ideal_point(tables, grid),
    }


def _ties(tables: Mapping[str, pl.DataFrame], grid: Grid) -> dict[str, Pairs]:
    return {
        **borders.borders(tables, grid, _covers("neighbour")),
        **borders.rivals(tables, grid, _covers("rival")),
        **alliances.alliances(tables, grid, _covers("allied")),
        **violence.fighting(tables, grid, _covers("fights")),
    }
