from datetime import date

import numpy as np
import polars as pl

from ifso.history.building.regimes import autocracies, government_type
from ifso.history.variables import VARIABLES

from .made import EAST, FIRST, GREAT, LAST, LATE, SMALL, WEST, grid, table, years


def test_a_regime_rules_fails_and_gives_way() -> None:
    g = grid()
    lines = table(
        "gw year gwf_fail gwf_fail_subsregime gwf_regimetype",
        (20, 1987, False, None, "military-personal"),
        (20, 1988, True, "autocracy", "military-personal"),
        (20, 1989, True, "democracy", "indirect military"),
        (265, 1990, True, "other", "party-based"),
    )
    people = np.full(g.shape, 5e6)
    people[SMALL] = 1e5  # listed all the same, from the first line on
    people[LATE] = 9e5
    people[WEST, 3:] = 2e6
    people[WEST, :3] = 9e5  # a million for seven years only
    found = autocracies({"gwf": lines}, g, (FIRST, LAST), people)
    types, to = VARIABLES["regime_type"].values, VARIABLES["failure_to"].values
    assert years(g, found["autocratic_regime"], SMALL) == "? ? x x x . . . . ."
    assert years(g, found["regime_failure"], SMALL) == "? ? . x x . . . . ."
    assert [to[int(value)] for value in found["failure_to"][SMALL, 2:6]] == ["none", "autocracy", "democracy", "none"]
    assert [types[int(value)] for value in found["regime_type"][SMALL, 2:6]] == ["military", "military", "military", "none"]
    assert years(g, found["autocratic_regime"], GREAT) == ". . . . . . . . . ."
    assert years(g, found["autocratic_regime"], EAST) == ". . . . . x ? ? ? ?"
    assert years(g, found["autocratic_regime"], WEST) == "? ? ? ? ? ? ? ? ? ?"
    assert years(g, found["autocratic_regime"], LATE) == "? ? ? ? ? ? ? ? ? ?"


def test_a_state_as_large_ever_since_it_exists_is_spoken_of_at_once() -> None:
    g = grid()
    none = table("gw year gwf_fail gwf_fail_subsregime gwf_regimetype", (2, 1985, False, None, "monarchy"))
    found = autocracies({"gwf": none}, g, (FIRST, LAST), np.full(g.shape, 2e6))
    assert years(g, found["autocratic_regime"], LATE) == "? ? ? ? ? ? . . . ."


def test_the_government_of_new_years_day_is_told_and_of_two_the_later() -> None:
    g = grid()
    spells = table(
        "cow gwf_startdate gwf_enddate gwf_regimetype",
        (2, date(1980, 1, 1), date(1987, 1, 1), "presidential"),
        (2, date(1987, 1, 1), date(1988, 6, 1), "civilian provisional"),
        (2, date(1988, 6, 1), date(1988, 12, 30), "party-based"),
        (2, date(1990, 1, 2), None, "military personal"),
    )
    values = government_type({"reign_regimes": spells.with_columns(pl.col("gwf_enddate").cast(pl.Date))}, g, (FIRST, 1992))
    words = VARIABLES["government_type"].values
    told = ["?" if np.isnan(value) else words[int(value)] for value in values[GREAT]]
    assert told == ["presidential"] * 2 + ["provisional"] * 2 + ["?"] * 2 + ["military_personal"] * 2 + ["?"] * 2
