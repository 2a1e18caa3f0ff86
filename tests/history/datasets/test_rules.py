"""The cleaning rules of the other datasets, each on rows that it is about, and what comes of the files."""

from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from ifso.history.card import Treatment
from ifso.history.datasets import CARDS, arms_transfers, gdp, gwf, un_ideal_points, world_map
from ifso.history.datasets.ucdp_acd import clean as clean_conflicts
from ifso.history.reading import load

# ---------------------------------------------------------------- arms_transfers


def transfers(*given: tuple[str, str, str, str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(given, schema=["supplier", "supplier_cown", "recipient", "recipient_cown", "year", "value"], orient="row")


def test_rebels_organisations_and_the_unknown_are_no_recipients() -> None:
    given = transfers(
        ("United States", "2", "Contras (Nicaragua)*", "93", "1985", "5"),
        ("United States", "2", "NATO**", "NA", "1985", "5"),
        ("Unknown supplier(s)", "NA", "Syria", "652", "1985", "5"),
        ("Slovakia", "317", "Northern Cyprus", "352", "1998", "1"),
        ("United States", "2", "Palestine", "NA", "1998", "1"),
    )
    assert arms_transfers.clean(given).height == 0


def test_serbia_and_micronesia_get_their_numbers() -> None:
    given = transfers(("Serbia", "NA", "Iraq", "645", "2010", "6"), ("Australia", "900", "Micronesia", "NA", "1990", "4"))
    assert arms_transfers.clean(given).rows() == [(345, 645, 2010, 6.0), (900, 987, 1990, 4.0)]


def test_two_names_of_one_state_are_added_up() -> None:
    given = transfers(
        ("Soviet Union", "365", "North Yemen", "678", "1967", "1"), ("Soviet Union", "365", "Yemen Arab Republic", "678", "1967", "59")
    )
    assert arms_transfers.clean(given).rows() == [(365, 678, 1967, 60.0)]


def test_a_number_that_is_none_is_an_error() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        arms_transfers.clean(transfers(("France", "220", "Iraq", "645", "1985", "many")))


def test_west_germany_is_missing_from_the_file(mirror: Path) -> None:
    table = load("arms_transfers", mirror=mirror)
    for side in ("cow_a", "cow_b"):
        german = table.filter(pl.col(side).is_in([255, 260]))
        assert german["year"].min() == 1991
        assert set(german[side]) == {255}


def test_no_state_supplies_itself(mirror: Path) -> None:
    table = load("arms_transfers", mirror=mirror)
    assert table.filter(pl.col("cow_a") == pl.col("cow_b")).height == 0


# ---------------------------------------------------------------- gwf


def regime(**given: object) -> pl.DataFrame:
    row = {
        "GWn": 630.0, "year": 1980.0, "gwf_casename": "Iran 79-NA", "gwf_startdate": 3302.0, "gwf_enddate": 14974.0, "gwf_fail": 0.0,
        "gwf_fail_subsregime": 0.0, "gwf_fail_type": 0.0, "gwf_fail_violent": 0.0, "gwf_regimetype": None, "gwf_party": 1.0,
    }  # fmt: skip
    return pl.DataFrame([row | given], schema_overrides={"gwf_regimetype": pl.String})


def test_a_regime_that_goes_on_has_no_end_and_no_failure() -> None:
    row = gwf.clean(regime()).row(0, named=True)
    assert (row["gwf_startdate"], row["gwf_enddate"]) == (date(1979, 1, 16), None)
    assert (row["gwf_fail"], row["gwf_fail_subsregime"], row["gwf_fail_type"], row["gwf_fail_violent"]) == (False, None, None, None)


def test_the_type_that_the_file_leaves_out_is_the_one_its_other_column_tells() -> None:
    assert gwf.clean(regime())["gwf_regimetype"].to_list() == ["party-based"]
    assert gwf.clean(regime(gwf_regimetype="personal"))["gwf_regimetype"].to_list() == ["personal"]
    assert gwf.clean(regime(gwf_party=0.0))["gwf_regimetype"].to_list() == [None]


def test_the_numbers_of_a_failure_become_words() -> None:
    failed = regime(gwf_casename="Iran 25-79", gwf_fail=1.0, gwf_fail_subsregime=2.0, gwf_fail_type=4.0, gwf_fail_violent=4.0)
    row = gwf.clean(failed).row(0, named=True)
    assert row["gwf_enddate"] == date(2010, 12, 31)
    assert (row["gwf_fail_subsregime"], row["gwf_fail_type"], row["gwf_fail_violent"]) == (
        "autocracy",
        "popular uprising",
        "more than 1,000",
    )


def test_well_known_failures(mirror: Path) -> None:
    failed = load("gwf", mirror=mirror).filter(pl.col("gwf_fail"))
    told = {row["gwf_casename"]: (row["gwf_fail_subsregime"], row["gwf_fail_type"]) for row in failed.iter_rows(named=True)}
    assert told["Iran 25-79"] == ("autocracy", "popular uprising")
    assert told["Afghanistan 96-01"][1] == "foreign imposition"
    assert told["Brazil 64-85"] == ("democracy", "loses an election")


# ---------------------------------------------------------------- un_ideal_points


def test_rows_without_any_point_are_left_out() -> None:
    schema = {"ccode": pl.Int64, "year": pl.Float64, "idealpointall": pl.Float64, "idealpointfp": pl.Float64, "nvotesall": pl.Float64}
    given = pl.DataFrame(
        [(255, 1990.0, 1.9, 1.8, 97.0), (260, 1990.0, None, None, None), (2, 2024.0, None, 2.5, None)], schema=schema, orient="row"
    )
    assert un_ideal_points.clean(given).rows() == [(255, 1990, 1.9, 1.8, 97), (2, 2024, None, 2.5, None)]


def test_what_the_card_says_of_single_years(mirror: Path) -> None:
    table = load("un_ideal_points", mirror=mirror)
    assert table.filter(pl.col("year") == 1964).height == 0
    assert table.filter(pl.col("year") == 2024)["idealpointall"].null_count() == table.filter(pl.col("year") == 2024).height == 191
    assert table.filter((pl.col("cow") == 345) & (pl.col("year") == 1992))["nvotesall"].to_list() == [2]
    assert table.filter(pl.col("cow") == 713)["year"].max() == table.filter(pl.col("cow") == 710)["year"].min() == 1971


# ---------------------------------------------------------------- ucdp_acd


def conflict(*sides: tuple[int, int | None, int | None, int | None], year: int = 2024, kind: str = "interstate") -> pl.DataFrame:
    rest = {"incompatibility": "territory", "intensity_level": 1.0, "type_of_conflict": kind, "start_date2": 19756.0, "ep_end": 0.0}
    rows = [
        {"conflict_id": 16099.0, "year": float(year), "gwno_a": a, "gwno_a_2nd": a2, "gwno_b": b, "gwno_b_2nd": b2, **rest}
        for a, a2, b, b2 in sides
    ]
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd"), pl.Float64))


def test_combinations_of_states_become_one_row_a_state() -> None:
    given = conflict((2, 920, 678, None), (2, 900, 678, None), (200, 920, 678, None), (200, 900, 678, None))
    found = clean_conflicts(given).select("side", "gw", "supports").rows()
    assert found == [("a", 2, False), ("a", 200, False), ("a", 900, True), ("a", 920, True), ("b", 678, False)]


def test_rebels_have_no_row() -> None:
    assert clean_conflicts(conflict((630, None, None, None), kind="II"))["gw"].to_list() == [630]
    assert clean_conflicts(conflict((630, None, None, None), kind="II"))["type_of_conflict"].to_list() == ["internationalized"]


@pytest.mark.parametrize(("year", "number"), [(1999, 345), (2006, 345), (2007, 340), (2024, 340)])
def test_serbia_stands_under_its_own_number_once_yugoslavia_has_ended(year: int, number: int) -> None:
    assert clean_conflicts(conflict((365, 345, 369, None), year=year)).filter(pl.col("supports"))["gw"].to_list() == [number]


# ---------------------------------------------------------------- others


def test_a_product_of_less_than_nothing_is_unknown(mirror: Path) -> None:
    given = pl.DataFrame({"gwcode": ["626", "2"], "year": ["2024", "2024"], gdp.WHOLE: ["-120547300", "2e13"], gdp.PER_HEAD: ["-10.1", ""]})
    assert gdp.clean(given).rows() == [(626, 2024, None, None), (2, 2024, 2e13, None)]
    table = load("gdp", mirror=mirror)
    assert table.filter(pl.col("gdp").is_null()).rows() == [(626, 2024, None, None)]


def test_spells_that_reach_the_end_of_a_list_are_open(mirror: Path) -> None:
    for name, open_ones in (("gw_states", 197), ("cow_states", 195), ("cow_majors", 7), ("contiguity", 556)):
        assert load(name, mirror=mirror)["ends"].null_count() == open_ones
    leaders = load("archigos", mirror=mirror)
    assert leaders["enddate"].null_count() == leaders.filter(pl.col("exit") == "Still in Office").height == 169
    regimes = load("reign_regimes", mirror=mirror)
    assert regimes["gwf_enddate"].drop_nulls().max() < date(2021, 2, 2)
    assert load("rivalries_td", mirror=mirror)["endyear"].drop_nulls().max() == 2009


def test_alliances_are_directed(mirror: Path) -> None:
    table = load("atop", mirror=mirror)

    def owes(who: int, whom: int, year: int) -> bool:
        row = table.filter((pl.col("cow_a") == who) & (pl.col("cow_b") == whom) & (pl.col("year") == year))
        return bool(row["atop_defense"].item())

    assert owes(2, 630, 1960)
    assert not owes(630, 2, 1960)
    assert owes(2, 740, 1955)
    assert not owes(740, 2, 1955)


def test_the_fault_that_archigos_carries_is_in_the_file(mirror: Path) -> None:
    row = load("archigos", mirror=mirror).filter(pl.col("obsid") == "IRN-1951").row(0, named=True)
    assert (row["enddate"], row["exit"]) == (date(1953, 8, 19), "Irregular")
    assert row["exitcode"].endswith("without Foreign Support")


def test_king_salman_is_still_in_office(mirror: Path) -> None:
    row = load("archigos", mirror=mirror).filter(pl.col("obsid") == "SAU-2015").row(0, named=True)
    assert (row["enddate"], row["exit"], row["exitcode"]) == (None, "Still in Office", "Still in Office")
    raw = pd.read_stata(mirror / CARDS["archigos"].file, convert_categoricals=False, columns=["obsid", "enddate", "exit"])
    assert raw.loc[raw["obsid"] == "SAU-2015", ["enddate", "exit"]].to_numpy().tolist() == [["2015-12-31", "Natural Death"]]


def test_states_without_a_leader_are_those_that_the_card_names(mirror: Path) -> None:
    leaders = load("archigos", mirror=mirror)
    states = load("gw_states", mirror=mirror).filter(~pl.col("microstate"))
    led = {
        (gw, year)
        for gw, begins, ends in leaders.select("gw", "startdate", "enddate").iter_rows()
        for year in range(begins.year, (ends.year if ends else 2015) + 1)
    }
    there = {
        (gw, year)
        for gw, begins, ends in states.select("gw", "begins", "ends").iter_rows()
        for year in range(max(begins.year, 1946), min(ends.year if ends else 2015, 2015) + 1)
    }
    told = {
        (fault.state, year)
        for fault in CARDS["archigos"].faults
        if fault.treatment is Treatment.UNKNOWN
        for year in range(fault.first or 0, (fault.last or 0) + 1)
    }
    assert there - led == told


def test_codes_that_are_no_iso_codes_are_none() -> None:
    given = pl.DataFrame({"id": ["AFG", "-99", "CS-KM"], "name": ["Afghanistan", "Somaliland", "Kosovo"], "outline": ["{}"] * 3})
    assert world_map.clean(given)["iso3"].to_list() == ["AFG", None, None]


def test_codes_of_countries_end_where_the_card_says(mirror: Path) -> None:
    table = load("country_codes", mirror=mirror)
    for column in ("gw", "cow"):
        assert table.drop_nulls(column)["year"].max() == 2020
    yemen = table.filter((pl.col("iso3") == "YEM") & pl.col("year").is_between(1990, 2020))
    assert set(yemen["cow"]) == {679}
    assert set(yemen["gw"]) == {None}
