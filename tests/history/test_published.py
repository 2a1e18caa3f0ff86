"""Published figures, counted out of the cleaned tables."""

from pathlib import Path

import polars as pl
import pytest

from ifso.history.reading import load


@pytest.mark.parametrize(("year", "count"), [(2022, 56), (2023, 59), (2024, 61)])
def test_state_based_conflicts_active_in_a_year(year: int, count: int, mirror: Path) -> None:
    # UCDP's yearly counts, version 25.1.
    assert load("ucdp_acd", mirror=mirror).filter(pl.col("year") == year)["conflict_id"].n_unique() == count


def test_conflict_years_are_as_many_as_in_the_file(mirror: Path) -> None:
    table = load("ucdp_acd", mirror=mirror)
    assert table.select("conflict_id", "year").n_unique() == 2752
    told = ["type_of_conflict", "incompatibility", "intensity_level", "start_date2", "ep_end"]
    assert table.select("conflict_id", "year", *told).n_unique() == 2752


def test_autocratic_regimes_and_what_followed_those_that_failed(mirror: Path) -> None:
    # Geddes, Wright and Frantz 2014.
    table = load("gwf", mirror=mirror)
    assert table["gwf_casename"].n_unique() == 280
    failed = table.filter(pl.col("gwf_fail"))
    assert dict(failed["gwf_fail_subsregime"].value_counts().iter_rows()) == {"democracy": 101, "autocracy": 111, "other": 11}
    assert table.filter(~pl.col("gwf_fail"))["gwf_fail_subsregime"].null_count() == table.height - failed.height
    assert table.filter(pl.col("gwf_enddate").is_null())["gwf_casename"].n_unique() == 280 - 223


def test_coups_attempted_and_carried_out(mirror: Path) -> None:
    # Powell and Thyne 2011: 457 attempts. The article has 227 successes, this vintage 225.
    table = load("coups", mirror=mirror).filter(pl.col("year") <= 2010)
    assert table["pt_attempt_num"].sum() == 457
    assert table["pt_coup_num"].sum() == 225
    assert (table["pt_attempt_num"] == table["pt_coup_num"] + table["pt_failed_num"]).all()
