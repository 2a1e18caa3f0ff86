from datetime import date

import numpy as np

from ifso.history.building.grid import either_way

from .made import EAST, FIRST, GREAT, LAST, LATE, SMALL, WEST, grid, table, years


def test_a_state_exists_in_every_year_that_it_touches() -> None:
    g = grid()
    assert [state.gw for state in g.states] == [2, 20, 260, 265, 366]
    assert years(g, g.exists.astype(float), EAST) == "x x x x x x . . . ."
    assert years(g, g.exists.astype(float), LATE) == ". . . . . . x x x x"
    assert g.states[EAST].last == 1990
    assert g.states[LATE].first == 1991


def test_lines_are_laid_where_they_belong_and_null_is_unknown() -> None:
    g = grid()
    lines = table("gw year value", (2, 1985, 3.0), (2, 1987, None), (2, 1994, 5.0), (2, 1984, 9.0), (2, 1995, 9.0), (999, 1985, 9.0))
    assert years(g, g.place(g.by_gw(lines), "value"), GREAT) == "3 ? ? ? ? ? ? ? ? 5"
    assert years(g, g.place(g.by_gw(lines), "value", onto=g.no(1986, 1993)), GREAT) == "3 . ? . . . . . . 5"


def test_what_is_said_of_a_state_that_does_not_exist_is_not_laid() -> None:
    g = grid()
    lines = table("gw year", (265, 1990), (265, 1991), (366, 1990), (366, 1991))
    assert years(g, g.place(g.by_gw(lines)), EAST) == "? ? ? ? ? x ? ? ? ?"
    assert years(g, g.place(g.by_gw(lines)), LATE) == "? ? ? ? ? ? x ? ? ?"
    assert years(g, g.no(FIRST, LAST), EAST) == ". . . . . . ? ? ? ?"


def test_both_numbers_of_a_state_lead_to_its_row_and_the_later_tells_of_the_year_of_change() -> None:
    g = grid()
    lines = table("cow year value", (260, 1989, 1.0), (255, 1990, 20.0), (260, 1990, 10.0), (255, 1991, 30.0), (255, 1985, 7.0))
    placed = g.place(g.by_cow(lines).sort("row_rank", descending=True, maintain_order=True), "value")
    assert years(g, placed, WEST) == "7 ? ? ? x 20 30 ? ? ?"


def test_a_spell_has_a_line_for_every_year_that_it_touches() -> None:
    g = grid()
    spells = table(
        "gw begins ends",
        (2, date(1986, 12, 31), date(1988, 1, 1)),
        (20, date(1993, 5, 5), None),
        (260, date(1950, 1, 1), date(1970, 1, 1)),
        (265, date(1970, 1, 1), date(1986, 2, 1)),
    )
    lines = g.years_of(spells).select("gw", "year").sort("gw", "year").rows()
    assert lines == [(2, 1986), (2, 1987), (2, 1988), (20, 1993), (20, 1994), (265, 1985), (265, 1986)]
    whole_years = table("gw from_year to_year", (2, 1984, 1985), (20, 1994, None))
    assert g.years_of(whole_years, "from_year", "to_year").select("gw", "year").rows() == [(2, 1985), (20, 1994)]


def test_a_pair_that_is_not_listed_in_a_year_is_none_in_it() -> None:
    g = grid()
    lines = table("row other year", (GREAT, SMALL, 1986), (GREAT, SMALL, 1993), (WEST, EAST, 1989), (SMALL, SMALL, 1990))
    tie = g.pairs(lines, (1986, 1992))
    assert list(zip(tie.subject.tolist(), tie.other.tolist(), strict=True)) == [(GREAT, SMALL), (WEST, EAST)]
    nan = np.nan
    assert np.array_equal(tie.values[0], [nan, 1, 0, 0, 0, 0, 0, 0, nan, nan], equal_nan=True)
    assert np.array_equal(tie.values[1], [nan, 0, 0, 0, 1, 0, nan, nan, nan, nan], equal_nan=True)


def test_that_a_tie_is_not_listed_says_nothing_of_a_state_that_the_data_do_not_speak_of() -> None:
    g = grid()
    knows = np.ones(g.shape, dtype=bool)
    knows[SMALL, :5] = False
    tie = g.pairs(table("row other year", (GREAT, SMALL, 1986), (GREAT, SMALL, 1994)), (FIRST, LAST), knows=knows)
    nan = np.nan
    assert np.array_equal(tie.values[0], [nan, 1, nan, nan, nan, 0, 0, 0, 0, 1], equal_nan=True)


def test_either_way_is_every_line_and_its_reverse() -> None:
    assert either_way(table("row other year", (1, 2, 1990))).rows() == [(1, 2, 1990), (2, 1, 1990)]
