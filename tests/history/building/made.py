"""A small grid to lay made tables on: five states over ten years, two of which are one state's numbers before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from ifso.history.building.grid import Grid, make_grid

FIRST, LAST = 1985, 1994
SPELLS = [
    (2, "Great", date(1816, 1, 1), None),
    (20, "Small", date(1816, 1, 1), None),
    (260, "West", date(1949, 9, 21), None),
    (265, "East", date(1949, 10, 5), date(1990, 10, 2)),
    (366, "Late", date(1991, 9, 6), None),
]
GREAT, SMALL, WEST, EAST, LATE = range(5)
"""The rows of the states."""


def grid() -> Grid:
    spells = pl.DataFrame(SPELLS, schema=["gw", "name", "begins", "ends"], orient="row")
    codes = pl.DataFrame([(2, 2, 1985, "Great", "GRT")], schema=["gw", "cow", "year", "name", "iso3"], orient="row")
    return make_grid({"gw_states": spells, "country_codes": codes}, FIRST, LAST)


def table(columns: str, *rows: tuple[Any, ...]) -> pl.DataFrame:
    """Return a table with these columns, between spaces, and lines."""
    return pl.DataFrame(rows, schema=columns.split(), orient="row", infer_schema_length=None)


def years(grid_: Grid, values: Any, row: int) -> str:
    """Return a row as a text, a sign a year: ``x`` for yes, ``.`` for no, ``?`` for unknown, else the number."""
    signs = {0.0: ".", 1.0: "x"}
    assert values.shape == grid_.shape
    return " ".join("?" if value != value else signs.get(value, f"{value:g}") for value in values[row].tolist())  # noqa: PLR0124 - NaN
