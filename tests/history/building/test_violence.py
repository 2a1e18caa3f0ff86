import numpy as np
import polars as pl

from ifso.history.building.violence import conflicts, coups, fighting

from .made import EAST, FIRST, GREAT, LAST, LATE, SMALL, WEST, grid, table, years

COLUMNS = "conflict_id year side gw supports type_of_conflict intensity_level"


def wars() -> pl.DataFrame:
    return table(
        COLUMNS,
        # a conflict within Small: two years, a pause of one, then after one of two; Great helps in the first
        (1, 1985, "a", 20, False, "intrastate", 1),
        (1, 1985, "a", 2, True, "intrastate", 1),
        (1, 1987, "a", 20, False, "internationalized", 2),
        (1, 1990, "a", 20, False, "intrastate", 1),
        (2, 1991, "a", 20, False, "intrastate", 1),
        (3, 1993, "a", 366, False, "intrastate", 1),
        # Great and East against West, whom Small helps; East leaves
        (4, 1988, "a", 2, False, "interstate", 1),
        (4, 1988, "a", 265, True, "interstate", 1),
        (4, 1988, "b", 260, False, "interstate", 1),
        (4, 1988, "b", 20, True, "interstate", 1),
        (4, 1989, "a", 2, False, "interstate", 2),
        (4, 1989, "b", 260, False, "interstate", 2),
        (5, 1993, "a", 2, False, "extrasystemic", 1),
    )


def test_conflict_within_a_state_is_its_governments_and_begins_after_two_quiet_years() -> None:
    g = grid()
    found = conflicts({"ucdp_acd": wars()}, g, (FIRST, LAST))
    assert years(g, found["civil_conflict"], SMALL) == "x . x . . x x . . ."
    assert years(g, found["civil_war"], SMALL) == ". . x . . . . . . ."
    assert years(g, found["civil_conflict_onset"], SMALL) == "? ? . . . x . . . ."
    assert years(g, found["new_civil_conflict"], SMALL) == "? ? . . . x x . . ."
    assert years(g, found["civil_conflict"], GREAT) == ". . . . . . . . . ."
    assert years(g, found["civil_conflict_onset"], LATE) == "? ? ? ? ? ? . . x ."
    assert years(g, found["civil_conflict"], EAST) == ". . . . . . ? ? ? ?"


def test_a_state_that_begins_in_conflict_had_been_quiet() -> None:
    g = grid()
    found = conflicts({"ucdp_acd": table(COLUMNS, (3, 1991, "a", 366, False, "intrastate", 1))}, g, (FIRST, LAST))
    assert years(g, found["civil_conflict_onset"], LATE) == "? ? ? ? ? ? x . . ."


def test_conflict_between_states_is_all_sides_and_begins_for_the_main_ones() -> None:
    g = grid()
    found = conflicts({"ucdp_acd": wars()}, g, (FIRST, LAST))
    assert years(g, found["interstate_conflict"], GREAT) == ". . . x x . . . . ."
    assert years(g, found["interstate_conflict"], SMALL) == ". . . x . . . . . ."
    assert years(g, found["interstate_war"], WEST) == ". . . . x . . . . ."
    assert years(g, found["interstate_conflict_onset"], WEST) == "? ? . x . . . . . ."
    assert years(g, found["interstate_conflict_onset"], EAST) == "? ? . . . . ? ? ? ?"


def test_who_fights_whom_and_beside_whom() -> None:
    g = grid()
    ties = fighting({"ucdp_acd": wars()}, g, (FIRST, LAST))

    def pairs(name: str, year: int) -> set[tuple[int, int]]:
        tie = ties[name]
        holds = tie.values[:, year - FIRST] == 1
        return set(zip(tie.subject[holds].tolist(), tie.other[holds].tolist(), strict=True))

    against = {(GREAT, WEST), (GREAT, SMALL), (EAST, WEST), (EAST, SMALL)}
    assert pairs("fights", 1988) == against | {(two, one) for one, two in against}
    assert pairs("fights_beside", 1988) == {(GREAT, EAST), (EAST, GREAT), (WEST, SMALL), (SMALL, WEST)}
    assert pairs("fights", 1989) == {(GREAT, WEST), (WEST, GREAT)}
    assert pairs("fights_beside", 1989) == set()


def test_coups_are_counted_and_states_without_a_line_are_unknown() -> None:
    g = grid()
    lines = table("gw year pt_attempt_num pt_coup_num", (2, 1985, 0, 0), (2, 1986, 3, 1), (2, 1987, 1, 0))
    found = coups({"coups": lines}, g)
    assert years(g, found["coup_attempts"], GREAT) == ". 3 x ? ? ? ? ? ? ?"
    assert years(g, found["coups"], GREAT) == ". x . ? ? ? ? ? ? ?"
    assert years(g, found["coup_attempt"], GREAT) == ". x x ? ? ? ? ? ? ?"
    assert years(g, found["coup"], GREAT) == ". x . ? ? ? ? ? ? ?"
    assert np.isnan(found["coup"][SMALL]).all()
