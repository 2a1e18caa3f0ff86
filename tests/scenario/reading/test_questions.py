from collections.abc import Callable
from datetime import date

import pytest

from ifso.scenario.load import read_scenario

Complain = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{if: a}", "missing-key: A question needs `then`."),
        ("{then: a, by: 2020-01-01}", "out-of-time: `by` lies before the start, 2026-05-01."),
        ("{then: a, by: 2026-05-01}", "out-of-time: `by` is the start itself, 2026-05-01."),
        ("{then: a, by: 11 years}", "out-of-time: `by` lies past the horizon, 2036-05-01."),
        ("{if: b, at: 2040-01-01, then: a}", "out-of-time: `at` lies past the horizon, 2036-05-01."),
        ("{given: b, known by: 2020-01-01, then: a}", "out-of-time: `known by` lies before the start"),
        ("{if: b, given: b, then: a}", "misplaced-key: A question has `if` or `given`, not both."),
        ("{at: 1 year, then: a}", "misplaced-key: `at` has no meaning without `if`. Add `if`, or leave out `at`."),
        ("{given: b, at: 1 year, then: a}", "misplaced-key: `at` has no meaning without `if`. Write `known by`."),
        ("{if: b, known by: 1 year, then: a}", "misplaced-key: `known by` has no meaning without `given`. Write `at`."),
        ("{if: c, then: a}", "unknown-event: There is no event `c`."),
        ("{then: a, by: soon}", "date: `soon` is neither a date nor a duration."),
        ("a", "wrong-form: A question is a mapping of `name: value`, not the text `a`."),
        ("", "empty: A question is described here by nothing."),
    ],
)
def test_faults_of_questions(complain: Complain, question: str, said: str) -> None:
    (found,) = complain(events="{a: , b: }", questions=f"{{q: {question}}}")
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("horizon", "start", "said"),
    [
        ("", "2026-05-01", "horizon: The scenario has no horizon, and no question says by when."),
        ("horizon: 2020-01-01", "2026-05-01", "horizon: The horizon does not lie after the start."),
        ("horizon: 2026-05-01", "2026-05-01", "horizon: The horizon does not lie after the start."),
        ("horizon: 201 years", "2026-05-01", "horizon: The horizon lies more than 200 years from the start."),
        ("horizon: 9999-12-31", "0001-01-01", "horizon: The horizon lies more than 200 years from the start."),
        ("horizon: 20 years", "9990-01-01", "horizon: The horizon lies past the year 9999."),
        ("horizon: ten years", "2026-05-01", "duration: "),
    ],
)
def test_faults_of_the_horizon(complain: Complain, horizon: str, start: str, said: str) -> None:
    (found,) = complain(events="{a: }", start=start, horizon=horizon)
    assert found.startswith(said)


def test_the_horizon_follows_from_the_latest_question() -> None:
    text = "ifso: 1\nstart: 2026-05-01\nevents: {a: }\nquestions: {p: {then: a, by: 3 years}, q: {then: a, by: 2031-05-01}}\n"
    scenario, _ = read_scenario(text)
    assert scenario.horizon == 5.0
    assert scenario.start == date(2026, 5, 1)


def test_a_horizon_that_cannot_be_read_is_not_complained_of_again(complain: Complain) -> None:
    (found,) = complain(events="{a: }", horizon="", questions="{q: {then: a, by: soon}}")
    assert found.startswith("date:")
