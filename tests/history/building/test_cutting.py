"""A panel as of a year is built from nothing later: whatever the later rows say, it comes out the same."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl
import pytest

from ifso.history.building import build
from ifso.history.building.cutting import SPELLS, cut
from ifso.history.panel import Panel
from ifso.history.variables import VARIABLES


def spoil(name: str, table: pl.DataFrame, until: int) -> pl.DataFrame:
    """Return a table in which everything after a year is garbage: values of other rows, states that never were, ends that never came."""
    if name in SPELLS:
        return spoil_spells(name, table, until)
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=7)
    if "year" in table.columns:
        late = (pl.int_range(pl.len()) % 5 + until + 1).cast(table.schema["year"])
        return pl.concat([table.filter(pl.col("year") <= until), shuffled.with_columns(year=late)])
    return shuffled.with_columns(cow=pl.lit(2, dtype=pl.Int64)) if name == "us_bases" and until < 2015 else table


def spoil_spells(name: str, table: pl.DataFrame, until: int) -> pl.DataFrame:
    begins, ends = SPELLS[name]
    dated = table.schema[begins] == pl.Date
    year, later = (pl.col(begins).dt.year(), pl.col(ends).dt.year()) if dated else (pl.col(begins), pl.col(ends))
    another = pl.lit(date(until + 3, 2, 1)) if dated else pl.lit(until + 3, dtype=table.schema[ends])
    goes_on = later.is_null() | (later > until)
    garbage = {ends: another} | {column: pl.lit("Irregular") for column in ("exit", "exitcode") if column in table.columns}
    begun = table.filter(year <= until).with_columns(
        pl.when(goes_on).then(value).otherwise(pl.col(column)).alias(column) for column, value in garbage.items()
    )
    states = [column for column in ("gw", "cow", "cow_a", "cow_b") if column in table.columns]
    return pl.concat([begun, table.filter(year > until).with_columns(pl.lit(2, dtype=pl.Int64).alias(column) for column in states)])


def differences(one: Panel, two: Panel) -> Iterator[str]:
    """Name everything in which two panels differ."""
    if one.states != two.states or not np.array_equal(one.exists, two.exists):
        yield "states"
    if one.faults != two.faults:
        yield "faults"
    for name, values in one.columns.items():
        if not np.array_equal(values, two.columns[name], equal_nan=True):
            yield name
    count = len(one.states)
    subject, other = np.divmod(np.arange(count * count), count)
    for name in (*one.ties, "un_distance"):
        if not np.array_equal(one.between(name, subject, other), two.between(name, subject, other), equal_nan=True):
            yield name


@pytest.mark.parametrize("until", [1950, 1964, 1990, 2009])
def test_whatever_comes_later_leaves_no_trace(tables: dict[str, pl.DataFrame], until: int) -> None:
    spoiled = {name: spoil(name, table, until) for name, table in tables.items()}
    assert any(not spoiled[name].equals(tables[name]) for name in tables)
    assert list(differences(build(tables, until), build(spoiled, until))) == []


@pytest.mark.parametrize("until", [1964, 1995])
def test_what_is_left_is_what_the_whole_panel_says_of_those_years(tables: dict[str, pl.DataFrame], panel: Panel, until: int) -> None:
    early = build(tables, until)
    assert early.as_of == early.last_year == until
    rows = [at for at, state in enumerate(panel.states) if state.first <= until]
    assert [panel.states[row].gw for row in rows] == [state.gw for state in early.states]
    years = slice(0, until - panel.first_year + 1)
    renumbered = {row: at for at, row in enumerate(rows)}
    for name, values in early.columns.items():
        whole = panel.of(name)[rows, years]
        if VARIABLES[name].kind == "state":
            whole = np.array([[renumbered.get(int(each), each) if each >= 0 else each for each in line] for line in whole])
        assert np.array_equal(values, whole, equal_nan=True), name


def test_a_panel_as_of_a_year_ends_with_it(tables: dict[str, pl.DataFrame]) -> None:
    early = build(tables, 1964)
    assert early.covered("us_troops") == (1950, 1964)
    assert early.covered("us_bases_2015") == (2015, 1964)  # nothing
    assert early.covered("irregular_exit") == (1946, 1964)
    assert all(state.last <= 1964 for state in early.states)
    assert early.row("KGZ") is None
    assert early.row("VDR") is not None


def test_hindsight_of_the_datasets_is_a_fault_of_every_state_and_year(tables: dict[str, pl.DataFrame], panel: Panel) -> None:
    def touched(of: Panel) -> set[str]:
        return {
            name
            for fault in of.faults
            if fault.gw is None and fault.first == of.first_year and fault.last == of.last_year
            for name in fault.variables
        }

    hidden = {"un_ideal_point", "un_distance", "democratic_breakdown", "autocratization_onset", "failure_to", "regime_type", "rival"}
    assert hidden <= touched(build(tables, 1964))
    assert not hidden & touched(panel)


def test_a_spell_that_ends_later_goes_on_and_its_exit_is_not_told() -> None:
    leaders = pl.DataFrame(
        {
            "gw": [2, 2, 20],
            "startdate": [date(1961, 1, 20), date(1963, 11, 22), date(1970, 1, 1)],
            "enddate": [date(1963, 11, 22), date(1969, 1, 20), None],
            "exit": ["Irregular", "Regular", "Still in Office"],
            "exitcode": ["Assassination", "Regular", "Still in Office"],
        }
    )
    left = cut({"archigos": leaders}, 1964)["archigos"]
    assert left["enddate"].to_list() == [date(1963, 11, 22), None]
    assert left["exit"].to_list() == ["Irregular", None]
    assert left["exitcode"].to_list() == ["Assassination", None]
