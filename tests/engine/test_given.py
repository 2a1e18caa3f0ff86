"""Lanes with random numbers of their own, and values of their own, against the simulation of the same numbers and values, bit by bit."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.given import PIECE, times_given
from ifso.engine.program import Program, Run
from ifso.engine.random import uniforms
from ifso.engine.simulating import event_times
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Kind, Scenario

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, until, within
from .scenarios import HORIZONS, causes, fixed_times

LANES = 640
ROWS = 5


def numbers(program: Program, lanes: int, seed: int = 0) -> np.ndarray:
    return np.array([uniforms(seed, stream, 0, lanes) for stream in program.stream.tolist()]).reshape(-1, lanes)


def rows_of_values(made: Scenario, program: Program, rows: int, seed: int) -> np.ndarray:
    """Return values of every kind: chances between 0 and 1 and at both ends, ratios that block, slow down, change nothing or speed up."""
    generator = np.random.default_rng(seed)
    shape = (rows, len(program.assumptions))
    chances = generator.choice([0.0, 1.0, 0.5, math.nan, math.nan, math.nan], shape)
    ratios = generator.choice([0.0, 1.0, math.nan, math.nan], shape)
    chances = np.where(np.isnan(chances), generator.random(shape), chances)
    ratios = np.where(np.isnan(ratios), np.exp(generator.normal(size=shape)), ratios)
    return np.where([made.assumptions[name].kind is Kind.RATIO for name in program.assumptions], ratios, chances)


@settings(max_examples=150)
@given(data=st.data(), events=causes(), horizon=HORIZONS, seed=st.integers(0, 2**32))
def test_lanes_have_the_times_of_the_simulation(data: st.DataObject, events: dict[str, list[Mechanism]], horizon: float, seed: int) -> None:
    made = scenario(events, horizon)
    program = compile_view(made, VIEW)
    runs = [Run(fixed=data.draw(fixed_times(list(events)))) for _ in range(3)]
    values = rows_of_values(made, program, ROWS, seed)
    u = numbers(program, LANES, seed)
    of_lane = np.arange(LANES) % ROWS
    mixed = times_given(program, runs, u, values[of_lane])
    assert mixed.shape == (3, len(events), LANES)
    for row in range(ROWS):
        alike = times_given(program, runs, u, values[row : row + 1])
        for r, run in enumerate(runs):
            simulated = event_times(program, run, seed=seed, worlds=LANES, values=values[row])
            assert np.array_equal(alike[r], simulated)
            assert np.array_equal(mixed[r][:, of_lane == row], simulated[:, of_lane == row])


EVENTS = {
    "a": [by(0.4, per(2)), by(0.5, within(3), after("c"), until("d", 0.2))],
    "b": [by(0.6, within(5), after("a"), once("c", 3.0))],
    "c": [by(0.5, AT_ONCE, after("b")), by(0.2, per(5))],
    "d": [by(0.3, within(8))],
    "e": [by(0.7, within(2), after("d"))],
}


def test_no_number_of_threads_or_lanes_changes_a_lane() -> None:
    made = scenario(EVENTS)
    program = compile_view(made, VIEW)
    lanes = 2 * PIECE + 77
    u, values = numbers(program, lanes), rows_of_values(made, program, lanes, 3)
    runs = [Run(fixed={"a": 0.0}), Run(fixed={"a": NEVER}), Run()]
    times = times_given(program, runs, u, values, threads=2)
    assert np.array_equal(times, times_given(program, runs, u, values, threads=1))
    assert np.array_equal(times[:, :, 4000:4300], times_given(program, runs, u[:, 4000:4300], values[4000:4300]))


def test_a_threshold_that_is_known_better_than_its_number_is_used() -> None:
    """A number next to 1 says little of its threshold; the rate fires where the threshold says."""
    program = compile_view(scenario({"a": [by(0.5, per(1))]}, horizon=100.0), VIEW)
    u, e = np.array([[0.5, 1 - 2**-53]]), np.array([[math.log(2), 36.9]])
    times = times_given(program, [Run()], u, np.array([[0.5]]), e=e)
    assert times[0, 0] == pytest.approx(e[0] / math.log(2), rel=1e-14)


def test_only_what_leads_to_the_wanted_events_is_computed() -> None:
    made = scenario(EVENTS)
    program = compile_view(made, VIEW)
    u, values = numbers(program, 200), rows_of_values(made, program, 200, 1)
    whole, some = times_given(program, [Run()], u, values), times_given(program, [Run()], u, values, events=["e"])
    assert np.array_equal(some[:, [3, 4]], whole[:, [3, 4]])
    assert np.isinf(some[:, :3]).all()


def test_no_lanes_have_no_times() -> None:
    program = compile_view(scenario(EVENTS), VIEW)
    empty = np.empty((len(program.causes), 0))
    assert times_given(program, [Run()], empty, np.zeros((1, len(program.assumptions)))).shape == (1, 5, 0)


def test_arrays_of_other_shapes_are_refused() -> None:
    program = compile_view(scenario(EVENTS), VIEW)
    u, values = numbers(program, 10), np.full((10, len(program.assumptions)), 0.5)
    for wrong in ((u[1:], values, None), (u, values[:4], None), (u, values[:, 1:], None), (u, values, u[:, 1:])):
        with pytest.raises(ValueError, match="the shape of u"):
            times_given(program, [Run()], wrong[0], wrong[1], e=wrong[2])
    with pytest.raises(KeyError):
        times_given(program, [Run()], u, values, events=["unknown"])
