"""Both kernels against the definition of the model, world by world, and against each other, bit by bit."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.program import Run
from ifso.engine.random import stream_of, uniforms
from ifso.engine.simulating import event_times
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Scenario

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, until, within
from .oracle_definition import assert_defined
from .running import times_of
from .scenarios import HORIZONS, Sort, causes, fixed_times

WORLDS = 2000


def numbers(made: Scenario, seed: int) -> dict[str, np.ndarray]:
    return {c.path: uniforms(seed, stream_of("cause", c.path), 0, WORLDS) for c in made.causes}


@settings(max_examples=200)
@given(data=st.data(), events=causes(), horizon=HORIZONS, seed=st.integers(0, 2**64 - 1))
def test_every_world_follows_the_definition_in_both_kernels(
    data: st.DataObject, events: dict[str, list[Mechanism]], horizon: float, seed: int,
) -> None:  # fmt: skip
    made = scenario(events, horizon)
    fixed = data.draw(fixed_times(list(events)))
    by_component = times_of(made, fixed, worlds=WORLDS, seed=seed)
    assert_defined(made, by_component, numbers(made, seed), fixed)
    as_one = times_of(made, fixed, worlds=WORLDS, seed=seed, as_one=True)
    for event, times in by_component.items():
        assert np.array_equal(times, as_one[event])


@settings(max_examples=60)
@given(
    events=causes(Sort(cyclic=False, events=(3, 8))),
    horizon=HORIZONS,
    row=st.sampled_from([64, 128, 192, 512]),
    first=st.integers(0, 2**30),
)
def test_a_world_is_the_same_in_any_row_and_kernel(events: dict[str, list[Mechanism]], horizon: float, row: int, first: int) -> None:
    program = compile_view(scenario(events, horizon), VIEW)
    whole = event_times(program, seed=5, worlds=640, first_world=64 * first)
    assert np.array_equal(whole, event_times(program, seed=5, worlds=640, first_world=64 * first, row=row))
    assert np.array_equal(whole[:, 128:400], event_times(program, seed=5, worlds=272, first_world=64 * first + 128, as_one=True))


def both(events: dict[str, list[Mechanism]], fixed: dict[str, float] | None = None) -> dict[str, np.ndarray]:
    """Return times, asserted to be the same in both kernels."""
    made = scenario(events)
    times = times_of(made, fixed, worlds=WORLDS)
    as_one = times_of(made, fixed, worlds=WORLDS, as_one=True)
    assert all(np.array_equal(times[e], as_one[e]) for e in events)
    return times


def test_an_instant_runs_along_its_arrows() -> None:
    """Events of one instant follow from each other in order, wherever they stand in the file."""
    times = both(
        {
            "stopped": [by(1.0, AT_ONCE, after("a"), once("late", None))],
            "late": [by(1.0, AT_ONCE, after("middle"))],
            "goes_on": [by(1.0, AT_ONCE, after("a"), until("late", None))],
            "middle": [by(1.0, AT_ONCE, after("a"))],
            "a": [by(1.0, within(5))],
        }
    )
    assert np.isfinite(times["a"]).all()
    assert np.array_equal(times["late"], times["a"])
    assert np.array_equal(times["goes_on"], times["a"])
    assert np.isinf(times["stopped"]).all()


def test_an_instant_inside_a_cycle_through_time() -> None:
    times = both(
        {
            "stopped": [by(1.0, AT_ONCE, after("a"), once("guard", None))],
            "guard": [by(1.0, AT_ONCE, after("a"))],
            "a": [by(1.0, within(5)), by(0.5, per(1), after("stopped"))],
        }
    )
    assert np.isfinite(times["a"]).all()
    assert np.array_equal(times["guard"], times["a"])
    assert np.isinf(times["stopped"]).all()


def test_two_events_that_wait_for_each_other_never_happen() -> None:
    times = both({"a": [by(1.0, within(1), after("b"))], "b": [by(1.0, within(1), after("a"))]})
    assert np.isinf(times["a"]).all()
    assert np.isinf(times["b"]).all()


def test_a_race_has_one_winner() -> None:
    times = both({"a": [by(0.5, per(1), None, once("b", None))], "b": [by(0.5, per(1), None, once("a", None))]})
    assert (np.isfinite(times["a"]) ^ np.isfinite(times["b"])).mean() > 0.99
    assert not (np.isfinite(times["a"]) & np.isfinite(times["b"])).any()


def test_a_fixed_event_inside_a_cycle_is_left_alone() -> None:
    events = {"a": [by(1.0, within(1), after("b"))], "b": [by(1.0, within(1), after("a"))]}
    times = both(events, {"a": 2.0})
    assert (times["a"] == 2.0).all()
    assert ((times["b"] > 2.0) & (times["b"] <= 3.0)).all()
    assert np.isinf(both(events, {"a": NEVER})["b"]).all()


def test_the_last_moment_counts_and_what_comes_after_it_does_not() -> None:
    times = both({"a": [], "b": [by(1.0, AT_ONCE, after("a"))], "c": [by(1.0, within(1), after("a"))]}, {"a": 10.0})
    assert (times["b"] == 10.0).all()
    assert np.isinf(times["c"]).all()


def test_runs_leave_out_what_nothing_asks_for() -> None:
    program = compile_view(scenario({"a": [by(0.5, per(1))], "b": [by(0.5, per(1))]}), VIEW)
    assert np.array_equal(event_times(program, Run(fixed={"a": 1.0}), seed=1, worlds=64)[1], event_times(program, seed=1, worlds=64)[1])
