import pytest
from scipy.stats import beta

from ifso.report.gap import Span, chance_by, length, lies, over, span_of
from ifso.report.picture import drawn, ruler, scale_for
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Rate, Value, Window


def span(low: float, high: float) -> Span:
    return Span(low=low, middle=(low + high) / 2, high=high)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (span(0.02, 0.17), span(0.55, 0.8), "lies wholly below"),
        (span(0.6, 0.7), span(0.1, 0.5), "lies wholly above"),
        (span(0.2, 0.3), span(0.1, 0.5), "lies within"),
        (span(0.1, 0.5), span(0.2, 0.3), "takes in"),
        (span(0.1, 0.3), span(0.2, 0.5), "reaches below"),
        (span(0.3, 0.7), span(0.2, 0.5), "reaches above"),
        (span(0.2, 0.2), span(0.2, 0.2), "lies within"),
        (span(0.1, 0.4), span(0.25, 0.25), "takes in"),
    ],
)
def test_two_ranges_lie_to_each_other(one: Span, other: Span, how: str) -> None:
    assert lies(one, other) == how


def test_the_middle_of_each_kind_of_number() -> None:
    assert span_of(Exactly(value=0.3)) == Span(low=0.3, middle=0.3, high=0.3)
    assert span_of(Between(low=0.2, high=0.8)).middle == pytest.approx(0.5)
    assert span_of(Between(low=0.5, high=2.0), Kind.RATIO).middle == pytest.approx(1.0)
    counted = span_of(Count(k=5, n=10))
    assert counted.middle == pytest.approx(0.5)
    assert (counted.low, counted.high) == pytest.approx(tuple(beta.ppf([0.05, 0.95], 5.5, 5.5)))


@pytest.mark.parametrize(
    ("timing", "years", "expected"),
    [
        (Window(opens=0, closes=4), 1, 0.1),
        (Window(opens=0, closes=4), 9, 0.4),
        (Window(opens=2, closes=4), 1, 0.0),
        (Window(opens=2, closes=4), 3, 0.2),
        (Rate(period=2), 2, 0.4),
        (Rate(period=2), 4, 1 - 0.6**2),
        (AtOnce(), 0, 0.4),
    ],
)
def test_a_chance_over_another_time(timing: Window | Rate | AtOnce, years: float, expected: float) -> None:
    assert chance_by(0.4, timing, years) == pytest.approx(expected)


def test_the_time_in_which_a_chance_counts() -> None:
    assert [length(t) for t in (Window(opens=1, closes=3), Rate(period=10), AtOnce())] == [3, 10, 0]
    assert chance_by(1.0, Rate(period=1), 2) == 1.0


def test_a_ratio_is_the_same_over_any_time() -> None:
    value = Value(assumption="m", written="0.5 to 2", number=Between(low=0.5, high=2.0), timing=None)
    assert over(value, 7).as_ratio == "0.5 to 2"


def test_a_picture_has_its_dot_inside_its_stroke() -> None:
    assert drawn(Span(low=0.2, middle=0.5, high=0.8), 1.0, 10) == "  ───●─── "
    assert drawn(Span(low=0.0, middle=0.0, high=0.0), 0.05, 10) == "●         "
    assert drawn(Span(low=1.0, middle=1.0, high=1.0), 1.0, 10) == "         ●"
    assert ruler(0.25, 10) == "0%     25%"
    assert len(ruler(0.05, 10)) == 10


def test_the_scale_is_the_smallest_that_holds_everything() -> None:
    assert scale_for([span(0.01, 0.04)]) == 0.05
    assert scale_for([span(0.01, 0.04), span(0.2, 0.26)]) == 0.5
    assert scale_for([]) == 1.0
