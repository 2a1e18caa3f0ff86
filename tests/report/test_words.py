import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.estimating import Estimate
from ifso.report.words import day, day_after, harmless, interval, likelihood, listed, percent, points, times, value_in_words
from ifso.scenario.meaning import Count, Origin, Value, Window


def between(low: float, high: float) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, error=0.0)


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "0%"), (1.0, "100%"), (1e-9, "<0.1%"), (1 - 1e-9, ">99.9%"), (0.0004, "<0.1%"), (0.0006, "0.1%"), (0.0123, "1.2%"),
        (0.0994, "9.9%"), (0.0999, "10%"), (0.5, "50%"), (0.123, "12%"), (0.9994, "99.9%"), (0.9996, ">99.9%"),
    ],
)  # fmt: skip
def test_a_chance_in_percent(p: float, said: str) -> None:
    assert percent(p) == said


@given(p=st.floats(0, 1))
def test_a_chance_is_never_said_to_be_certain_that_is_not(p: float) -> None:
    said = percent(p)
    assert (said == "0%") is (p == 0)
    assert (said == "100%") is (p == 1)
    number = float(re.sub(r"[^\d.]", "", said)) / 100
    assert abs(number - p) <= 0.00501


@pytest.mark.parametrize(
    ("d", "said"),
    [
        (0.0, "0 points"),
        (0.0004, "under 0.1 points"),
        (-0.0004, "under 0.1 points"),
        (0.05, "+5.0 points"),
        (-0.25, "-25 points"),
        (1, "+100 points"),
    ],
)
def test_a_difference_in_points(d: float, said: str) -> None:
    assert points(d) == said


@pytest.mark.parametrize(
    ("r", "said"), [(0.5, "0.50 times"), (1, "1.00 times"), (1.96, "2.0 times"), (7.25, "7.2 times"), (40, "40 times")]
)
def test_a_ratio(r: float, said: str) -> None:
    assert times(r) == said


@pytest.mark.parametrize(
    ("estimate", "form", "said"),
    [
        (between(0.2, 0.4), "percent", "20 to 40%"),
        (between(0.3, 0.3), "percent", ""),
        (between(0.0, 0.0002), "percent", "0 to <0.1%"),
        (between(-0.2, 0.4), "points", "-20 to +40"),
        (between(0.5, 20), "times", "0.50 to 20"),
    ],
)
def test_an_interval(estimate: Estimate, form: str, said: str) -> None:
    assert interval(estimate, form) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0, "in no simulated world"),
        (1.0, "in every simulated world"),
        (0.005, "below 1%"), (0.995, "above 99%"), (0.03, "almost no chance (1-5%)"),
        (0.2, "unlikely (20-45%)"), (0.5, "roughly even chance (45-55%)"), (0.8, "likely (55-80%)"), (0.99, "almost certain (95-99%)"),
    ],
)  # fmt: skip
def test_a_word_of_likelihood_has_its_range_beside_it(p: float, said: str) -> None:
    assert likelihood(p) == said


@given(p=st.floats(0, 1))
def test_every_chance_has_words(p: float) -> None:
    assert likelihood(p)
    found = re.search(r"\((\d+)-(\d+)%\)", likelihood(p))
    assert found is None or int(found[1]) / 100 <= p <= int(found[2]) / 100


def test_dates_in_words() -> None:
    assert day(date(2036, 5, 1)) == "1 May 2036"
    assert day_after(date(2026, 5, 1), 10.0) == "1 May 2036"


@given(text=st.text())
def test_a_harmless_text_steers_nothing_and_keeps_the_rest(text: str) -> None:
    found = harmless(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", found)
    assert harmless(found) == found
    kept = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text)
    assert len(found) == len(kept) + 4 * (len(text) - len(kept))


@pytest.mark.parametrize(("parts", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_in_a_row(parts: list[str], said: str) -> None:
    assert listed(parts) == said


@pytest.mark.parametrize(("origin", "said"), [(Origin.HISTORY, "90 of 2,731 within 1 year"), (Origin.COUNT, "90 of 2731 within 1 year")])
def test_thousands_are_kept_apart_in_what_nobody_wrote(origin: Origin, said: str) -> None:
    timing = Window(opens=0.0, closes=1.0)
    value = Value(assumption="a.b", written="90 of 2731 within 1 year", number=Count(k=90, n=2731), timing=timing, origin=origin)
    assert value_in_words(value) == said
