"""The engine against exact inference over finely cut time, on random scenarios without cycles: windows, rates, instants, modifiers.

Shares of 2^17 worlds must lie within five standard errors (running.tolerance) and the error of the cut: the difference that halving the
slots makes, and two thousandths for kinks that fall inside a slot. So windows are several slots long and no hazard is infinite;
test_kernel holds what is shorter and steeper against the definition itself.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.compiling import compile_view
from ifso.engine.program import Condition, Run, Tally
from ifso.engine.simulating import count
from ifso.ground.calendar import NEVER

from .building import AT_ONCE, VIEW, Mechanism, after, between, by, every, once, per, scenario, until, within
from .oracle_slots import Network, extrapolated
from .running import times_of, tolerance
from .scenarios import Sort, causes

WORLDS = 1 << 17
HORIZON = 8.0
SLOTS = 32
CUT = 2e-3
SMALL = Sort(events=(3, 5), causes=2, changes=2, triggers=2, parents=2, cyclic=False, chances=(0.0, 0.9), years=(1.5, 12.0))
WINDOWS = replace(SMALL, timings=("within", "between"))


def assert_curve(shares: NDArray[np.float64], exact: NDArray[np.float64], off: NDArray[np.float64]) -> None:
    for share, p, error in zip(shares, exact, off, strict=True):
        assert abs(share - p) <= tolerance(min(max(p, 0.0), 1.0), WORLDS) + error + CUT


@pytest.mark.parametrize("slots", [10, 20, 40])
def test_the_network_knows_closed_forms(slots: int) -> None:
    made = scenario({"a": [by(1.0, within(2))], "b": [by(0.5, within(2), after("a"))], "c": [by(0.6, AT_ONCE, after("a"))]}, 4.0)
    net = Network(made, slots)
    t = net.ends
    series = 0.5 * np.where(t < 2, t**2 / 8, 1 - (4 - t) ** 2 / 8)
    assert np.allclose(net.curve("b"), series, rtol=0, atol=(4 / slots) ** 2)
    assert np.allclose(net.curve("c"), 0.6 * np.clip(t / 2, 0, 1), rtol=0, atol=1e-12)
    assert np.allclose(Network(made, slots, {"a": 0.0}).curve("b"), 0.5 * np.clip(t / 2, 0, 1), rtol=0, atol=1e-12)


@settings(max_examples=60)
@given(data=st.data(), events=causes(SMALL) | causes(WINDOWS), seed=st.integers(0, 2**64 - 1))
def test_random_scenarios(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events, HORIZON)
    fixed = data.draw(st.just({}) | st.dictionaries(st.sampled_from(sorted(events)), st.sampled_from([0.0, 1.75, NEVER]), max_size=1))
    coarse, fine = (Network(made, SLOTS * f, fixed) for f in (1, 2))
    times = times_of(made, fixed, worlds=WORLDS, seed=seed)
    for event in events:
        exact, off = extrapolated(coarse.curve(event), fine.curve(event))
        assert_curve(np.array([np.mean(times[event] <= t) for t in coarse.ends]), exact, off)


@settings(max_examples=25)
@given(data=st.data(), events=causes(SMALL), seed=st.integers(0, 2**64 - 1))
def test_random_scenarios_learnt(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events, HORIZON)
    told, then = data.draw(st.permutations(sorted(events)))[:2]
    coarse, fine = (Network(made, SLOTS * f) for f in (1, 2))
    assume(coarse.curve(told)[SLOTS // 4] > 0.01)
    exact, off = extrapolated(coarse.both(then, told, HORIZON / 4), fine.both(then, told, HORIZON / 4))
    tallies = [Tally(event=then, by=HORIZON, condition=Condition(event=told, by=HORIZON / 4))]
    counted = count(compile_view(made, VIEW), [Run()], tallies, seed=seed, draws=1, worlds=WORLDS, steps=SLOTS)
    assert_curve(counted.by_step[0, 0] / WORLDS, exact, off)


def test_an_argument_with_everything_in_it() -> None:
    """The cut's own error is here within a thousandth, as halving it once more shows."""
    made = scenario(
        {
            "crisis": [by(0.6, within(3)), by(0.1, per(1))],
            "talks": [by(0.5, AT_ONCE, after("crisis")), by(0.4, between(1, 3), after("crisis"))],
            "war": [by(0.7, between(0.5, 4), after("crisis"), once("talks", 0.3)), by(0.05, per(2), None, until("crisis", 0.1))],
            "peace": [by(0.9, within(2), every("talks", "war")), by(0.3, within(5), after("talks"), once("war", None))],
        },
        HORIZON,
    )
    nets = [Network(made, SLOTS * f) for f in (1, 2, 4)]
    times = times_of(made, worlds=WORLDS)
    for event in made.events:
        coarse, fine, finest = (net.curve(event) for net in nets)
        exact, off = extrapolated(fine, finest)
        assert off.max() < 2e-3
        assert np.abs(exact[::2] - extrapolated(coarse, fine)[0]).max() < 1e-3
        assert_curve(np.array([np.mean(times[event] <= t) for t in nets[1].ends]), exact, np.zeros_like(off))
