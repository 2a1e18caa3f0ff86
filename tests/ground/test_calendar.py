from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.calendar import anniversary, date_after, milestones, months_after, years_between

DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2500, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2026, 5, 1), date(2036, 5, 1), 10.0),
        (date(2026, 5, 1), date(2026, 5, 1), 0.0),
        (date(2026, 5, 1), date(2025, 5, 1), -1.0),
        (date(2026, 1, 1), date(2026, 7, 2), 182 / 365),
        (date(2024, 2, 29), date(2025, 2, 28), 1.0),
        (date(2024, 2, 29), date(2028, 2, 29), 4.0),
    ],
)
def test_whole_years_are_counted_by_anniversaries(start: date, end: date, years: float) -> None:
    assert years_between(start, end) == years


def test_the_29th_of_february_falls_on_the_28th_in_other_years() -> None:
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_years_outside_the_calendar_are_errors() -> None:
    with pytest.raises(ValueError, match="year"):
        anniversary(date(2026, 5, 1), 8000)


@given(start=DAYS, end=DAYS)
def test_a_date_comes_back_from_its_years(start: date, end: date) -> None:
    assert date_after(start, years_between(start, end)) == end


@given(start=DAYS, first=DAYS, second=DAYS)
def test_later_dates_lie_further(start: date, first: date, second: date) -> None:
    assert (first < second) == (years_between(start, first) < years_between(start, second))


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        (date(2026, 5, 1), 6, date(2026, 11, 1)),
        (date(2026, 5, 1), 8, date(2027, 1, 1)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 10, 31), 2, date(2023, 12, 31)),
    ],
)
def test_months_after_a_date(start: date, months: int, then: date) -> None:
    assert months_after(start, months) == then


def test_milestones_of_ten_years_are_half_years() -> None:
    found = [date_after(date(2026, 5, 1), years) for years in milestones(date(2026, 5, 1), 10.0)]
    assert found[:3] == [date(2026, 11, 1), date(2027, 5, 1), date(2027, 11, 1)]
    assert found[-1] == date(2035, 11, 1)
    assert len(found) == 19


@given(start=DAYS, years=st.floats(0.001, 400), most=st.integers(1, 40))
def test_milestones_lie_between_the_start_and_the_end(start: date, years: float, most: int) -> None:
    found = milestones(start, years, most)
    assert len(found) <= max(most, years / 100 + 1)
    assert list(found) == sorted(set(found))
    assert all(0 < time < years for time in found)


@given(start=DAYS, years=st.floats(0.1, 400))
def test_there_are_milestones_within_any_other_time(start: date, years: float) -> None:
    assert milestones(start, years)


def test_there_is_no_milestone_within_a_month() -> None:
    assert milestones(date(2026, 5, 1), 0.05) == ()
