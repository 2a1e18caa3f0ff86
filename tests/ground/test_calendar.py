from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.calendar import anniversary, date_after, years_between

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
