"""Values at their limits: chances of exactly 0 and 1, in every layout of lanes, against the definition of the model."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.compiling import compile_view
from ifso.engine.laying import drawn_of
from ifso.engine.program import Clock, Program, Run
from ifso.engine.random import stream_of, uniforms
from ifso.engine.simulating import event_times, sample
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Exactly, Kind, Scenario, Timing

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, until, within
from .oracle_definition import assert_defined
from .scenarios import HORIZONS, Sort, causes, fixed_times

Floats = NDArray[np.float64]
ROWS, WORLDS, SEED = 70, 130, 9


def with_values(made: Scenario, program: Program, row: Floats) -> Scenario:
    """Return a scenario whose view holds a row of values."""
    view = made.views[VIEW]
    held = {n: replace(view.values[n], number=Exactly(value=float(v))) for n, v in zip(program.assumptions, row, strict=True)}
    return replace(made, views={VIEW: replace(view, values=held)})


def at_their_limits(made: Scenario, program: Program, seed: int, rates: Sequence[float]) -> Floats:
    """Return rows in which every assumption is at a limit or what the view holds; ``rates`` are the limits of chances of rates."""
    rng = np.random.default_rng(seed)
    rows = np.tile(program.first, (ROWS, 1))
    of_rates = set(program.chance[program.clock == Clock.RATE].tolist())
    for a, assumption in enumerate(made.assumptions.values()):
        limits = [0.0, 0.4, 1.0, 3.0] if assumption.kind is Kind.RATIO else list(rates) if a in of_rates else [0.0, 1.0]
        rows[:, a] = rng.choice([*limits, program.first[a]], ROWS)
    return rows


def assert_all_layouts(made: Scenario, seed: int, rates: Sequence[float], fixed: dict[str, float]) -> None:
    program = compile_view(made, VIEW)
    rows = at_their_limits(made, program, seed, rates)
    u = {c.path: uniforms(SEED, stream_of("cause", c.path), 0, WORLDS) for c in made.causes}
    run = Run(fixed=fixed)
    lanes_are_draws = sample(program, [run], seed=SEED, values=rows, worlds=WORLDS)[0]
    for d in range(0, ROWS, 12):
        times = lanes_are_draws[d]
        assert_defined(with_values(made, program, rows[d]), dict(zip(program.events, times, strict=True)), u, fixed)
        for by_draw in (False, True):
            assert np.array_equal(times, event_times(program, run, seed=SEED, worlds=WORLDS, values=rows[d], by_draw=by_draw))
        few = sample(program, [run], seed=SEED, values=rows[d : d + 3], worlds=WORLDS, threads=1)[0]
        assert np.array_equal(few, lanes_are_draws[d : d + 3])


@settings(max_examples=80)
@given(data=st.data(), events=causes(Sort(cyclic=False)), horizon=HORIZONS, seed=st.integers(0, 1000))
def test_chances_of_0_and_1_follow_the_definition(
    data: st.DataObject, events: dict[str, list[Mechanism]], horizon: float, seed: int
) -> None:
    assert_all_layouts(scenario(events, horizon), seed, (0.0, 1.0), data.draw(fixed_times(list(events))))


@settings(max_examples=60)
@given(events=causes(), seed=st.integers(0, 1000))
def test_what_is_laid_out_follows_from_each_causes_own_numbers(events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events)
    program = compile_view(made, VIEW)
    rows = at_their_limits(made, program, seed, (0.0, 0.5))
    found = drawn_of(program, rows, np.array([0, 30, ROWS]))
    first = rows[np.where(np.arange(ROWS) < 30, 0, 30)]
    for event in range(len(program.events)):
        rooted = np.isin(np.arange(ROWS), [0, 30])
        for c in range(program.cause_start[event], program.cause_start[event + 1]):
            ratios = [a for a in program.modifier_ratio[program.modifier_start[c] : program.modifier_start[c + 1]] if a >= 0]
            if program.clock[c] != Clock.RATE:
                p = rows[:, program.chance[c]]
                with np.errstate(divide="ignore"):
                    most = -np.log1p(-p) * np.prod([np.maximum(1.0, rows[:, a]) for a in ratios], axis=0)
                np.testing.assert_allclose(found.most[c][p < 1], most[p < 1], rtol=1e-8)
            for a in (program.chance[c], *ratios):
                rooted |= rows[:, a] != first[:, a]
        assert np.array_equal(found.rooted[event], rooted)


@settings(max_examples=60)
@given(data=st.data(), events=causes(), horizon=HORIZONS, seed=st.integers(0, 1000))
def test_so_they_do_in_circles_through_time(data: st.DataObject, events: dict[str, list[Mechanism]], horizon: float, seed: int) -> None:
    """But for rates of chance 1: two of them that block each other have no first."""
    assert_all_layouts(scenario(events, horizon), seed, (0.0,), data.draw(fixed_times(list(events))))


@settings(max_examples=40)
@given(events=causes(Sort(cyclic=False)), seed=st.integers(0, 1000))
def test_the_general_kernel_takes_them_too(events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events)
    program = compile_view(made, VIEW)
    rows = at_their_limits(made, program, seed, (0.0, 1.0))
    for row in rows[:8]:
        times = event_times(program, seed=SEED, worlds=WORLDS, values=row)
        assert np.array_equal(times, event_times(program, seed=SEED, worlds=WORLDS, values=row, as_one=True))


def timed(mechanism: Mechanism, start: float, guard: float = NEVER) -> Floats:
    """Return the times of an event with one cause, whose trigger and whose modifiers' event happen at given times."""
    program = compile_view(scenario({"start": [], "guard": [], "a": [mechanism]}), VIEW)
    run = Run(fixed={"start": start, "guard": guard})
    found: Floats = sample(program, [run], seed=SEED, values=program.first[None], worlds=WORLDS, events=["a"])[0, 0, 0]
    return found


def test_a_rate_of_chance_1_fires_when_it_comes_into_force() -> None:
    assert (timed(by(1.0, per(5), after("start")), 2.0) == 2.0).all()
    assert (timed(by(1.0, per(5)), 0.0) < 1e-150).all()


@pytest.mark.parametrize("ratio", [0.01, 1.0, 30.0])
def test_a_rate_of_chance_1_fires_at_any_ratio_but_0(ratio: float) -> None:
    assert (timed(by(1.0, per(5), after("start"), once("guard", ratio)), 2.0, 1.0) == 2.0).all()


def test_a_rate_of_chance_1_that_is_blocked_fires_when_it_no_longer_is() -> None:
    assert timed(by(1.0, per(5), after("start"), until("guard", None)), 2.0, 4.5) == pytest.approx(4.5, abs=1e-12)
    assert np.isinf(timed(by(1.0, per(5), after("start"), once("guard", None)), 2.0, 2.0)).all()
    assert (timed(by(1.0, per(5), after("start"), once("guard", None)), 2.0, 2.5) == 2.0).all()


@pytest.mark.parametrize("timing", [within(3), per(3), AT_ONCE], ids=["window", "rate", "at once"])
@pytest.mark.parametrize("ratio", [0.0, 0.5, 1.0, 7.0])
def test_chance_0_never_fires(timing: Timing, ratio: float) -> None:
    assert np.isinf(timed(by(0.0, timing, after("start"), once("guard", ratio)), 0.0, 1.0)).all()
    assert np.isinf(timed(by(0.0, timing, after("start")), 0.0)).all()


@pytest.mark.parametrize("ratio", [0.5, 1.0, 7.0])
def test_chance_1_always_fires_within_the_window(ratio: float) -> None:
    times = timed(by(1.0, within(3), after("start"), once("guard", ratio)), 1.0, 2.0)
    assert ((times > 1.0) & (times <= 4.0)).all()
