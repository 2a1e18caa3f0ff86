from datetime import date

import polars as pl
import pytest

from ifso.history.panel import Panel
from ifso.history.states import cow_of, gw_of, list_states, rank

PAIRS = [
    # cow, year, what it means to Gleditsch and Ward
    (2, 1950, (2,)),
    (255, 1991, (260,)),  # united Germany
    (260, 1970, (260,)),  # the Federal Republic
    (265, 1970, (265,)),
    (678, 1970, (678,)),  # North Yemen
    (679, 1995, (678,)),  # united Yemen
    (680, 1970, (680,)),  # South Yemen
    (345, 1990, (345,)),  # Yugoslavia
    (345, 2006, (345, 340)),
    (345, 2010, (340,)),  # Serbia
    (365, 1950, (365,)),  # the Soviet Union and Russia
    (365, 2010, (365,)),
    (816, 1960, (816,)),
    (817, 1960, (817,)),
    (946, 2005, (970,)),  # Kiribati, whose number in the one system is Nauru's in the other
    (970, 2005, (971,)),  # Nauru
    (955, 2005, (972,)),  # Tonga
    (947, 2005, (973,)),  # Tuvalu
    (983, 2005, (983,)),
    (990, 2005, (990,)),
    (626, 2012, (626,)),
]


@pytest.mark.parametrize(("cow", "year", "gw"), PAIRS)
def test_a_number_of_one_system_means_one_of_the_other(cow: int, year: int, gw: tuple[int, ...]) -> None:
    assert gw_of(cow, year) == gw
    assert all(cow_of(each, year) == cow for each in gw)


def test_states_that_correlates_of_war_does_not_know_have_no_number() -> None:
    assert [cow_of(gw, 2010) for gw in (396, 397, 711)] == [None, None, None]


def test_in_the_year_of_a_change_the_number_at_its_end_comes_first() -> None:
    assert rank(255, 1990) < rank(260, 1990)
    assert rank(679, 1990) < rank(678, 1990)
    assert rank(260, 1989) < rank(255, 1989)
    assert rank(345, 2006) == 0


def test_the_crosswalk_agrees_with_the_list_of_codes_in_every_year(tables: dict[str, pl.DataFrame], panel: Panel) -> None:
    codes = tables["country_codes"].filter(pl.col("year") >= 1946).drop_nulls(["gw", "cow"])
    lines = codes.select("gw", "cow", "year").rows()
    assert len(lines) > 10_000
    assert [line for line in lines if line[0] not in gw_of(line[1], line[2])] == []
    # North Yemen had its old number in 1990 too, until May; the crosswalk gives the one at the end of the year.
    assert set(lines) - {(gw, cow_of(gw, year), year) for gw, _, year in lines} <= {(678, 678, 1990)}
    rows = {state.gw for state in panel.states}
    assert {gw for gw, _, _ in lines} <= rows


def test_every_member_of_the_other_system_is_a_state_of_the_panel(tables: dict[str, pl.DataFrame], panel: Panel) -> None:
    spells = tables["cow_states"].filter(pl.col("ends").is_null() | (pl.col("ends").dt.year() >= 1946))
    exists = {state.gw: (state.first, state.last) for state in panel.states}
    for cow, begins, ends in spells.select("cow", "begins", "ends").iter_rows():
        last = ends.year if ends else 2016
        for gw in {each for year in (max(begins.year, 1946), last) for each in gw_of(cow, year)}:
            assert gw in exists, cow
            assert exists[gw][1] >= min(last, 2006)


def test_codes_and_names_are_the_same_in_every_cut(panel: Panel) -> None:
    codes = [state.iso3 for state in panel.states if state.iso3]
    assert len(set(codes)) == len(codes)
    assert {state.gw for state in panel.states if not state.iso3} == {396, 397, 511, 711}
    assert panel.row("RUS") == panel.row("365")
    assert panel.row("DEU") == panel.row("260")
    assert len({state.name for state in panel.states}) == len(panel.states)


def test_a_state_has_its_years_within_those_asked_for() -> None:
    spells = [
        (10, "Before", date(1816, 1, 1), date(1930, 1, 1)),
        (20, "Always", date(1816, 1, 1), None),
        (30, "Twice", date(1950, 5, 1), date(1955, 5, 1)),
        (30, "Twice", date(1960, 5, 1), None),
        (40, "After", date(1971, 1, 1), None),
    ]
    codes = [(20, 20, 1960, "Named", "NAM"), (20, 20, 1961, "Renamed", "REN"), (None, 30, 1960, "Second", "SEC")]
    states = list_states(spells, codes, 1946, 1970)
    assert [(state.gw, state.name, state.iso3, state.first, state.last) for state in states] == [
        (20, "Renamed", "REN", 1946, 1970),
        (30, "Second", "SEC", 1950, 1970),
    ]
