"""Published figures, counted out of the panel's own variables."""

import numpy as np
import polars as pl

from ifso.history.panel import Panel
from ifso.history.variables import VARIABLES


def spell_ends(panel: Panel) -> int:
    """Count the autocratic regimes: each ends in a failure, with the state, or where the data end."""
    rules, fails = panel.of("autocratic_regime"), panel.of("regime_failure")
    goes_on = (rules[:, :-1] == 1) & (fails[:, :-1] == 0) & (rules[:, 1:] == 1)
    return int(np.sum(rules == 1) - np.sum(goes_on))


def test_there_were_280_autocratic_regimes(panel: Panel) -> None:
    # Geddes, Wright and Frantz 2014, p. 314.
    assert spell_ends(panel) == 280


def test_of_223_that_failed_101_gave_way_to_democracy_and_111_to_autocracy(panel: Panel) -> None:
    assert np.nansum(panel.of("regime_failure")) == 223
    to = VARIABLES["failure_to"].values
    counts = {word: int(np.sum(panel.of("failure_to") == number)) for number, word in enumerate(to)}
    assert (counts["democracy"], counts["autocracy"], counts["other"]) == (101, 111, 11)


def test_there_were_457_coup_attempts_and_225_successes_until_2010(panel: Panel) -> None:
    # Powell and Thyne 2011 name 227 successes; this vintage of their data has 225. All fall on states of the panel.
    years = slice(1950 - panel.first_year, 2010 - panel.first_year + 1)
    assert np.nansum(panel.of("coup_attempts")[:, years]) == 457
    assert np.nansum(panel.of("coups")[:, years]) == 225
    assert np.nansum(panel.of("coup_attempt")[:, years]) < 457  # several in one year


def test_conflicts_of_the_latest_years_all_reach_the_panel(panel: Panel, tables: dict[str, pl.DataFrame]) -> None:
    # UCDP counts 56, 59 and 61 state-based conflicts in 2022, 2023 and 2024 (version 25.1).
    lines = tables["ucdp_acd"]
    counts = {year: lines.filter(pl.col("year") == year)["conflict_id"].n_unique() for year in (2022, 2023, 2024)}
    assert counts == {2022: 56, 2023: 59, 2024: 61}
    rows = {state.gw for state in panel.states}
    assert set(lines.filter(pl.col("year") >= 2022)["gw"]) <= rows
    within = lines.filter(
        pl.col("type_of_conflict").is_in(["intrastate", "internationalized"]) & (pl.col("side") == "a") & ~pl.col("supports")
    )
    for year in counts:
        marked = panel.of("civil_conflict")[:, year - panel.first_year] == 1
        assert {panel.states[row].gw for row in np.flatnonzero(marked)} == set(within.filter(pl.col("year") == year)["gw"])
