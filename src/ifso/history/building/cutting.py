"""Cutting the cleaned tables to what had happened by the end of a year.

Owns what is left of each table: rows of later years go, spells that begin later go, and a spell that ends later goes on. It is done before
anything is derived, so that nothing later can leak in. What it cannot undo is hindsight within a dataset itself, values that its makers
worked out from all years together; those are named in ``HINDSIGHT``.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

SPELLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "archigos": ("startdate", "enddate"),
        "contiguity": ("begins", "ends"),
        "cow_majors": ("begins", "ends"),
        "cow_states": ("begins", "ends"),
        "gw_states": ("begins", "ends"),
        "reign_regimes": ("gwf_startdate", "gwf_enddate"),
        "rivalries_td": ("styear", "endyear"),
    }
)
"""The tables of spells, with the columns of the first and the last day."""

AFTERWARDS: Mapping[str, tuple[str, ...]] = MappingProxyType({"archigos": ("exit", "exitcode")})
"""What a table says of the end of a spell; unknown where the end is cut off."""

HINDSIGHT: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "un_ideal_points": (
            ("un_ideal_point", "un_distance"),
            "Ideal points are estimated from the votes of all years together, so that a point of a past year rests on later votes too.",
        ),
        "gwf": (
            ("regime_type", "failure_to"),
            "What followed an autocratic regime is told of the year in which it ended, and its type is that of all its years together.",
        ),
        "rivalries_td": (("rival",), "Rivalries were told apart by people who knew how they went on."),
        "ert": (
            ("democracy", "democratic_breakdown", "autocratization_onset", "polyarchy"),
            "V-Dem's indices were coded and scaled later, and an episode or a change of regime is told from what came after it.",
        ),
    }
)
"""Datasets whose values in a past year were worked out with later ones in view, the variables concerned, and how."""


def cut(tables: Mapping[str, pl.DataFrame], until: int) -> dict[str, pl.DataFrame]:
    """Return the tables with nothing in them that happened after a year."""
    return {name: _cut(name, table, date(until, 12, 31)) for name, table in tables.items() if not _undated_after(name, until)}


def _undated_after(name: str, until: int) -> bool:
    return name == "us_bases" and until < 2015


def _cut(name: str, table: pl.DataFrame, last: date) -> pl.DataFrame:
    if name in SPELLS:
        begins, ends = (_as_year(table, column) for column in SPELLS[name])
        kept = table.filter(begins <= last.year)
        later = ends > last.year
        gone = (SPELLS[name][1], *AFTERWARDS.get(name, ()))
        return kept.with_columns(
            pl.when(later.fill_null(value=False)).then(None).otherwise(pl.col(column)).alias(column) for column in gone
        )
    return table.filter(pl.col("year") <= last.year) if "year" in table.columns else table


def _as_year(table: pl.DataFrame, column: str) -> pl.Expr:
    return pl.col(column).dt.year() if table.schema[column] == pl.Date else pl.col(column)
