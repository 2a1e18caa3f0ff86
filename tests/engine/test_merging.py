"""A mixture of views is a row of values, and a row with one view alone is that view, to the last bit."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.draws import quantiles
from ifso.engine.merging import merge
from ifso.engine.program import Clock, Run
from ifso.engine.simulating import event_times
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Number, Origin, Scenario, Timing, Value, View

from .building import AT_ONCE, VIEW, after, between, by, every, once, per, scenario, until, within
from .scenarios import ANY, HORIZONS, Sort, causes, fixed_times, timings

WORLDS = 256


def with_view(made: Scenario, name: str, said: Mapping[str, tuple[Number, Timing | None]], origin: Origin = Origin.ANALYST) -> Scenario:
    """Return a scenario with a second view, which borrows from the first what it does not say."""
    values = {a: Value(assumption=a, written="", number=n, timing=t, origin=origin) for a, (n, t) in said.items()}
    return replace(made, views={**made.views, name: View(name=name, values=values, otherwise=VIEW)})


CHANCES = st.one_of(
    st.floats(0.0, 0.97).map(lambda p: Exactly(value=p)),
    st.tuples(st.floats(0.05, 0.4), st.floats(0.5, 0.9)).map(lambda r: Between(low=r[0], high=r[1])),
    st.tuples(st.integers(0, 5), st.integers(5, 20)).map(lambda r: Count(k=r[0], n=r[1])),
)
RATIOS = st.one_of(
    st.floats(0.0, 4.0).map(lambda h: Exactly(value=h)),
    st.tuples(st.floats(0.05, 0.9), st.floats(1.0, 4.0)).map(lambda r: Between(low=r[0], high=r[1])),
)


@st.composite
def two_views(draw: st.DrawFn, sort: Sort = ANY) -> Scenario:
    """Return a random scenario in which a second view has some numbers and timings of its own."""
    made = scenario(draw(causes(sort)), horizon=draw(HORIZONS))
    said: dict[str, tuple[Number, Timing | None]] = {}
    for name, assumption in made.assumptions.items():
        if draw(st.booleans()):
            timing = made.views[VIEW].values[name].timing
            if timing is not None and draw(st.booleans()):
                # what was not at once stays so, so that no instant runs in a circle
                timing = draw(timings(sort if isinstance(timing, AtOnce) else replace(sort, timings=("within", "between", "per"))))
            said[name] = draw(CHANCES if assumption.kind is Kind.CHANCE else RATIOS), timing
    return with_view(made, "other", said)


@given(two_views(), st.data(), st.floats(0.01, 0.99))
def test_a_row_of_one_view_has_the_times_of_that_view(made: Scenario, data: st.DataObject, rank: float) -> None:
    merged = merge(made, (VIEW, "other"))
    run = Run(fixed=data.draw(fixed_times(list(made.events))))
    ranks = np.full(len(merged.assumptions), rank)
    for place, view in enumerate(merged.views):
        alone = compile_view(made, view)
        row = merged.values(np.full(len(merged.assumptions), place), ranks)
        expected = event_times(alone, run, seed=5, worlds=WORLDS, values=quantiles(alone, ranks[None])[0])
        for as_one in (False, True):
            assert np.array_equal(event_times(merged.program, run, seed=5, worlds=WORLDS, values=row, as_one=as_one), expected)
        by_draw = event_times(merged.program, run, seed=5, worlds=WORLDS, values=row, by_draw=True)
        assert np.array_equal(by_draw, expected)


@given(two_views(), st.data())
def test_a_mixed_row_has_the_times_of_a_view_that_says_so(made: Scenario, data: st.DataObject) -> None:
    merged = merge(made, (VIEW, "other"))
    pick = np.array(data.draw(st.lists(st.booleans(), min_size=len(merged.assumptions), max_size=len(merged.assumptions))), dtype=int)
    held = [made.held(view) for view in merged.views]
    mixed = {name: held[place][name].value for name, place in zip(merged.assumptions, pick.tolist(), strict=True)}
    alone = compile_view(made, VIEW, mixed)
    row = merged.medians(pick)
    expected = event_times(alone, seed=2, worlds=WORLDS, values=quantiles(alone, np.full((1, len(pick)), 0.5))[0])
    assert np.array_equal(event_times(merged.program, seed=2, worlds=WORLDS, values=row), expected)


def test_causes_stand_once_for_each_timing() -> None:
    made = with_view(
        scenario({"a": [by(0.5, within(1)), by(0.2, per(10))], "b": [by(0.3, within(2), after("a"), once("a", 2.0), until("a", None))]}),
        "other",
        {"a.c0": (Exactly(value=0.4), within(1)), "a.c1": (Exactly(value=0.2), within(3)), "b.c0": (Exactly(value=0.3), AT_ONCE)},
    )
    merged = merge(made, (VIEW, "other"))
    program = merged.program
    assert program.causes == ("a.c0", "a.c1", "a.c1", "b.c0", "b.c0")
    assert program.clock.tolist() == [Clock.WINDOW, Clock.RATE, Clock.WINDOW, Clock.WINDOW, Clock.AT_ONCE]
    assert program.span.tolist() == [1, 10, 3, 2, 0]
    assert program.assumptions == ("a.c0", "a.c1", "a.c1 (2)", "b.c0", "b.c0 (2)", "b.c0.0")
    assert program.chance.tolist() == [0, 1, 2, 3, 4]
    assert program.stream[1] == program.stream[2]
    assert program.cause_start.tolist() == [0, 3, 5]
    assert program.modifier_ratio.tolist() == [5, -1, 5, -1]
    assert merged.column.tolist() == [[0, 1, 3, 5], [0, 2, 4, 5]]
    assert merged.medians([0, 0, 0, 0]).tolist() == [0.5, 0.2, 0, 0.3, 0, 2.0]
    assert merged.medians([[1, 1, 1, 1], [1, 1, 0, 0]]).tolist() == [[0.4, 0, 0.2, 0, 0.3, 2.0], [0.4, 0, 0.2, 0.3, 0, 2.0]]


def test_a_shared_chance_takes_all_its_causes_along() -> None:
    made = scenario({"a": [by(0.5, within(1), shared="p")], "b": [by(0.5, within(1), shared="p")]})
    merged = merge(with_view(made, "other", {"p": (Exactly(value=0.5), per(1))}), (VIEW, "other"))
    assert merged.program.causes == ("a.c0", "a.c0", "b.c0", "b.c0")
    assert merged.program.chance.tolist() == [0, 1, 0, 1]
    assert merged.differing(VIEW, "other") == ("p",)


def test_many_mixtures_share_a_draw() -> None:
    made = scenario({"a": [by(Between(low=0.2, high=0.4), within(1))], "b": [by(Between(low=0.1, high=0.9), within(1))]})
    merged = merge(with_view(made, "other", {"b.c0": (Count(k=3, n=7), per(1))}), (VIEW, "other"))
    ranks = np.array([[0.1, 0.6], [0.5, 0.9], [0.7, 0.2]])
    pick = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    together = merged.values(pick[None], ranks[:, None, :])
    assert together.shape == (3, 4, 3)
    for i in range(3):
        for j in range(4):
            # quantiles of counts are solved for many ranks together
            assert together[i, j] == pytest.approx(merged.values(pick[j], ranks[i]), rel=1e-12)
    assert np.array_equal(together[:, 0, 0], together[:, 3, 0])  # the same number in both views
    assert (together[:, [0, 2], 2] == 0).all()
    assert (together[:, [1, 3], 1] == 0).all()


def test_what_differs_is_a_number_or_a_timing() -> None:
    made = scenario({"a": [*[by(0.5, within(1))] * 3, by(Between(low=0.2, high=0.4), within(1))]})
    said = {
        "a.c0": (Exactly(value=0.5), within(1)),  # said again
        "a.c1": (Exactly(value=0.5), between(0, 2)),
        "a.c2": (Exactly(value=0.6), within(1)),
        "a.c3": (Between(low=0.2, high=0.4, word="in a word"), within(1)),
    }
    made = with_view(made, "other", said, origin=Origin.HISTORY)
    merged = merge(made, (VIEW, "other"))
    assert merged.differing(VIEW, "other") == merged.differing("other", VIEW) == ("a.c1", "a.c2")
    assert merged.differing(VIEW, VIEW) == ()
    with pytest.raises(KeyError, match="nobody"):
        merged.differing(VIEW, "nobody")


def test_values_of_a_request_leave_nothing_to_differ_in() -> None:
    made = with_view(scenario({"a": [by(0.5, within(1))]}), "other", {"a.c0": (Exactly(value=0.6), per(1))})
    asked = Value(assumption="a.c0", written="", number=Exactly(value=0.7), timing=within(3), origin=Origin.ASKED)
    merged = merge(made, (VIEW, "other"), {"a.c0": asked})
    assert merged.differing(VIEW, "other") == ()
    assert merged.program.span.tolist() == [3]


def test_three_views() -> None:
    made = scenario({"a": [by(0.5, within(1))], "b": [by(0.5, within(1), every("a"))]})
    made = with_view(with_view(made, "other", {"a.c0": (Exactly(value=0.6), per(1))}), "third", {"a.c0": (Exactly(value=0.1), within(1))})
    merged = merge(made, (VIEW, "other", "third"))
    assert merged.column.tolist() == [[0, 2], [1, 2], [0, 2]]
    assert merged.medians([2, 0]).tolist() == [0.1, 0, 0.5]
    assert merged.differing(VIEW, "third") == ("a.c0",)


def test_views_that_close_a_circle_between_them_are_refused() -> None:
    made = scenario({"a": [by(0.5, within(1), after("b"))], "b": [by(0.5, AT_ONCE, after("a"))]})
    made = with_view(made, "other", {"a.c0": (Exactly(value=0.5), AT_ONCE), "b.c0": (Exactly(value=0.5), within(1))})
    with pytest.raises(UsageError, match="a, b would bring each other about at the same instant"):
        merge(made, (VIEW, "other"))
