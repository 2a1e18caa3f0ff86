"""Who rules, and how regimes end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ifso.history.states import gw_of
from ifso.history.variables import NONE, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats, Yes

MILLION, FOR_YEARS = 1e6, 10
"""People that a state must have for the list of autocratic regimes to speak of it, and for how long.

The list is of states with more than a million people in its authors' last years, yet leaves out Bahrain, Qatar and Equatorial Guinea, which
had just grown to that.
"""


def autocracies(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int], people: Floats) -> dict[str, Floats]:
    """Return ``autocratic_regime``, ``regime_type``, ``regime_failure`` and ``failure_to``.

    The table has a line for each regime that ruled on 1 January. A state without a line had none, if the list speaks of it: if the list had
    it by then, or it has had a million people for ten years or for as long as it exists. ``people`` is the population.
    """
    lines = grid.by_gw(tables["gwf"]).with_columns(
        yes=1.0,
        type=_number("regime_type", pl.col("gwf_regimetype").str.split("-").list.first().replace(_TYPES)),
        failed=pl.col("gwf_fail").cast(pl.Float64),
        to=_number("failure_to", pl.col("gwf_fail_subsregime").fill_null(NONE)),
    )
    listed = grid.place(lines, "yes")
    by_then = np.maximum.accumulate(listed == 1.0, axis=1)
    speaks = by_then | _large(people, grid)
    none = np.where(speaks, grid.no(*covers), np.nan)
    columns = {"autocratic_regime": "yes", "regime_type": "type", "regime_failure": "failed", "failure_to": "to"}
    return {name: grid.place(lines, column, onto=none) for name, column in columns.items()}


def _large(people: Floats, grid: Grid) -> Yes:
    """Tell which members of the Correlates of War system have had a million people for so many years, or ever since they exist."""
    small = grid.exists & ~(people >= MILLION)
    recently = small.copy()
    for years in range(1, FOR_YEARS):
        recently[:, years:] |= small[:, :-years]
    counted = np.array([state.cow is not None for state in grid.states])
    large: Yes = grid.exists & ~recently & counted[:, None]
    return large


_TYPES = {"oligarchy": "party", "indirect military": "military", "party": "party"}
"""The dataset's own grouping: an oligarchy counts with the parties, indirect military rule with the military."""


def _number(name: str, word: pl.Expr) -> pl.Expr:
    """Return the number of a category's word."""
    words = VARIABLES[name].values
    return word.replace_strict({each: float(at) for at, each in enumerate(words)}, return_dtype=pl.Float64)


def government_type(tables: Mapping[str, pl.DataFrame], grid: Grid, covers: tuple[int, int]) -> Floats:
    """Return the type of the government in office on 1 January, of two the one that came last."""
    new_year = pl.date(pl.col("year"), 1, 1)
    spells = grid.years_of(tables["reign_regimes"], "gwf_startdate", "gwf_enddate").filter(
        (pl.col("gwf_startdate") <= new_year) & (pl.col("gwf_enddate").is_null() | (pl.col("gwf_enddate") >= new_year))
    )
    words = pl.col("gwf_regimetype").replace({"party-based": "party", "civilian provisional": "provisional"}).str.replace_all("[- ]", "_")
    lines = grid.by_cow(spells.filter(pl.col("year") <= covers[1])).with_columns(type=_number("government_type", words))
    return grid.place(lines.sort("row_rank", descending=True, maintain_order=True).sort("gwf_startdate", maintain_order=True), "type")


def democracy(tables: Mapping[str, pl.DataFrame], grid: Grid) -> dict[str, Floats]:
    """Return ``polyarchy``, ``democracy``, ``democratic_breakdown`` and ``autocratization_onset``."""
    lines = grid.by_gw(_with_gw(tables["ert"], tables["country_codes"])).with_columns(
        democracy=pl.col("v2x_regime") >= 2,
        breakdown=pl.col("reg_trans") == "breakdown",
        onset=pl.col("aut_ep") & (pl.col("aut_ep_start_year") == pl.col("year")).fill_null(value=False),
    )
    columns = {
        "polyarchy": "v2x_polyarchy",
        "democracy": "democracy",
        "democratic_breakdown": "breakdown",
        "autocratization_onset": "onset",
    }
    return {name: grid.place(lines, column) for name, column in columns.items()}


_VDEM = {"CZE": 316, "SRB": 340, "YEM": 678, "VNM": 816, "DEU": 260, "DDR": 265, "YMD": 680, "VDR": 817, "XKX": 347, "ZZB": 511}
"""States whose code in V-Dem has no number of Gleditsch and Ward in every year."""


def _with_gw(table: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    """Add the Gleditsch-Ward number: V-Dem gives Czechoslovakia to Czechia and Yugoslavia to Serbia."""
    numbers = {
        iso: gw_of(cow, year)[-1] if gw is None else gw
        for iso, gw, cow, year in codes.drop_nulls("iso3").sort("year").select("iso3", "gw", "cow", "year").iter_rows()
        if gw is not None or cow is not None
    }
    code = pl.col("vdem_text")
    gw = code.replace_strict(numbers | _VDEM, default=None, return_dtype=pl.Int64)
    before = (
        pl.when((code == "CZE") & (pl.col("year") < 1993))
        .then(315)
        .when((code == "SRB") & (pl.col("year") <= 2006))
        .then(345)
        .otherwise(gw)
    )
    return pl.concat(
        [
            table.with_columns(gw=before.cast(pl.Int64)),
            table.filter((code == "SRB") & (pl.col("year") == 2006)).with_columns(gw=pl.lit(340, dtype=pl.Int64)),
        ]
    ).drop_nulls("gw")
