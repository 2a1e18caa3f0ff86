from datetime import date

import polars as pl
import pytest

from ifso.history.building import leaders
from ifso.history.building.grid import Grid
from ifso.history.building.leaders import exits

from .made import GREAT, LATE, SMALL, WEST, grid, table, years

COLUMNS = "gw startdate enddate exit"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> tuple[Grid, dict[str, object]]:
    monkeypatch.setattr(leaders, "END", date(1993, 12, 31))
    lines = table(
        COLUMNS,
        (2, date(1980, 1, 1), date(1986, 3, 1), "Regular"),
        (2, date(1986, 3, 1), date(1986, 4, 1), "Irregular"),
        (2, date(1986, 4, 1), date(1986, 5, 1), "Foreign"),
        (2, date(1986, 5, 1), date(1990, 5, 1), "Natural Death"),
        (2, date(1990, 5, 2), date(1993, 12, 31), "Natural Death"),
        (20, date(1980, 1, 1), date(1987, 5, 1), "Unknown"),
        (20, date(1987, 5, 1), date(1988, 1, 5), "Irregular"),
        (20, date(1991, 1, 1), None, "Still in Office"),
        (366, date(1990, 1, 1), date(1990, 6, 1), "Irregular"),
        (366, date(1990, 6, 1), date(1992, 6, 1), "Suicide"),
    )
    g = grid()
    return g, exits({"archigos": lines.with_columns(pl.col("enddate").cast(pl.Date))}, g)


def test_several_exits_in_a_year_count_each_by_its_kind(told: tuple[Grid, dict[str, object]]) -> None:
    g, found = told
    assert years(g, found["leader_exit"], GREAT) == ". x . . . x . . . ?"
    assert years(g, found["irregular_exit"], GREAT) == ". x . . . . . . . ?"
    assert years(g, found["foreign_imposed_exit"], GREAT) == ". x . . . . . . . ?"


def test_an_exit_of_unknown_kind_may_be_any_and_years_without_a_leader_are_unknown(told: tuple[Grid, dict[str, object]]) -> None:
    g, found = told
    assert years(g, found["leader_exit"], SMALL) == ". . x x ? ? . . . ."
    assert years(g, found["irregular_exit"], SMALL) == ". . ? x ? ? . . . ."
    assert years(g, found["foreign_imposed_exit"], SMALL) == ". . ? . ? ? . . . ."


def test_leaders_before_the_state_and_states_without_leaders_tell_nothing(told: tuple[Grid, dict[str, object]]) -> None:
    g, found = told
    assert years(g, found["leader_exit"], LATE) == "? ? ? ? ? ? . x ? ?"
    assert years(g, found["irregular_exit"], LATE) == "? ? ? ? ? ? . . ? ?"
    assert years(g, found["leader_exit"], WEST) == "? ? ? ? ? ? ? ? ? ?"
