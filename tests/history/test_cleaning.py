"""Steps that cleaning rules share: what is a number becomes one, what is not known becomes null, anything else is an error."""

from datetime import date

import polars as pl
import pytest

from ifso.history.cleaning import day, day_of_r, number, open_from, whole, yes_no

MISSING = ("NA", "-9", "")


def one(expression: pl.Expr, *values: object, name: str = "a") -> list[object]:
    return pl.DataFrame({name: values}).select(expression)[name].to_list()


def test_whole_numbers() -> None:
    assert one(whole("a", missing=MISSING), "1", "-9", "NA", "", "2.0") == [1, None, None, None, 2]
    assert one(whole("a"), 1.0, None) == [1, None]


def test_numbers() -> None:
    assert one(number("a", missing=MISSING), "1.5", "NA", "1e3") == [1.5, None, 1000.0]


def test_yes_and_no() -> None:
    assert one(yes_no("a", missing=("-99",)), "1", "0", "-99") == [True, False, None]


@pytest.mark.parametrize("step", [whole, number, yes_no])
def test_what_is_no_number_and_no_code_for_unknown_is_an_error(step: object) -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        one(step("a", missing=MISSING), "1", "n/a")  # type: ignore[operator]


def test_days() -> None:
    assert one(day_of_r("a"), 0.0, -56248.0, None) == [date(1970, 1, 1), date(1816, 1, 1), None]
    frame = pl.DataFrame({"y": ["1816"], "m": ["2"], "d": ["29"]})
    assert frame.select(day("y", "m", "d").alias("a"))["a"].to_list() == [date(1816, 2, 29)]


def test_a_day_that_is_not_in_the_calendar_is_an_error() -> None:
    frame = pl.DataFrame({"y": ["1815"], "m": ["2"], "d": ["29"]})
    with pytest.raises(pl.exceptions.PolarsError):
        frame.select(day("y", "m", "d"))


def test_a_spell_that_reaches_the_end_is_open() -> None:
    assert one(open_from("a", date(2016, 12, 31)), date(2016, 12, 30), date(2016, 12, 31), date(2021, 1, 1)) == [
        date(2016, 12, 30),
        None,
        None,
    ]
