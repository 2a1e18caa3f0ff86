"""Answers: which readings a question has, and what may be said of their contrast."""

from typing import Any

import numpy as np
import pytest

from ifso.engine.answering import Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.program import Run
from ifso.engine.simulating import event_times
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import AtOnce, Between, Done, Exactly, Learnt, Question, Value

from .building import AT_ONCE, VIEW, after, by, per, scenario, until, within

BELIEF = Between(low=0.1, high=0.9)
SHARED: dict[str, Any] = {"a": [by(BELIEF, within(5), shared="x")], "b": [by(BELIEF, within(5), shared="x")]}


def test_what_is_learnt_of_a_shared_number_shows_in_the_difference_and_in_no_interval() -> None:
    """Given the number, a and b are independent: all of the difference is what a tells about the number."""
    learnt = Question(name="q", then="b", by=10.0, antecedent=Learnt(event="a", by=10.0))
    found = answer(compile_view(scenario(SHARED), VIEW), learnt, sizes=Sizes(draws=1000, worlds=2000))
    assert found.difference is not None
    assert found.difference.value > 0.15
    assert (found.difference.low, found.difference.high) == (None, None)
    made = answer(
        compile_view(scenario(SHARED), VIEW),
        Question(name="q", then="b", by=10.0, antecedent=Done(event="a")),
        sizes=Sizes(draws=200, worlds=500),
    )
    assert made.difference is not None
    assert made.difference.low == made.difference.value == made.difference.high == 0.0
    assert list(made.chances) == [Reading.DO, Reading.DO_NOT, Reading.LEFT_ALONE]


def test_values_of_a_request_cannot_close_a_circle_of_causes_at_once() -> None:
    made = scenario({"a": [by(0.5, AT_ONCE, None, until("b", None))], "b": [by(0.5, within(1), after("a"))]})
    assert compile_view(made, VIEW).instant_rank.tolist() == [1, 0]
    at_once = Value(assumption="b.c0", written="", number=Exactly(value=1.0), timing=AtOnce())
    with pytest.raises(UsageError, match="a, b would bring each other about at the same instant"):
        compile_view(made, VIEW, {"b.c0": at_once})


@pytest.mark.parametrize("as_one", [False, True])
@pytest.mark.parametrize("by_draw", [False, True])
def test_an_event_of_the_past_leaves_its_causes_all_the_time_since(*, as_one: bool, by_draw: bool) -> None:
    made = scenario(
        {
            "a": [],
            "b": [by(0.5, per(10), after("a"))],
            "c": [by(0.2, per(10), after("b")), by(0.1, per(5), after("d"))],
            "d": [by(0.5, per(2), after("c"))],
        }
    )
    times = event_times(compile_view(made, VIEW), Run(fixed={"a": -5.0}), seed=3, worlds=1 << 16, as_one=as_one, by_draw=by_draw)
    assert abs(np.mean(times[1] <= 10.0) - (1 - 0.5**1.5)) < 0.01
    rows = event_times(compile_view(made, VIEW), Run(fixed={"a": -5.0}), seed=3, worlds=1 << 16)
    assert np.array_equal(times, rows)
