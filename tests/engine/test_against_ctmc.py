"""The engine against Markov chains solved exactly, on random scenarios of rates with modifiers, triggers and cycles.

Shares of 2^17 worlds must lie within five standard errors of the exact chances (running.tolerance).
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.program import Condition, Run, Tally
from ifso.engine.simulating import count
from ifso.ground.calendar import NEVER

from .building import VIEW, Mechanism, after, by, every, once, per, scenario, until
from .oracle_ctmc import Chain
from .running import ERRORS, SEED, assert_shares, times_of, tolerance
from .scenarios import Sort, causes, fixed_times

WORLDS = 1 << 17
DATES = (0.4, 1.0, 2.5, 4.0, 7.0)
RATES = Sort(events=(3, 7), timings=("per",), chances=(0.0, 0.9))


def test_the_chain_knows_closed_forms() -> None:
    """The oracle is itself held against formulas: a series, a race and a block."""
    series = Chain(scenario({"a": [by(0.5, per(1))], "b": [by(0.5, per(1), after("a"))]}))
    lam = np.log(2)
    assert np.allclose(series.curve("b", [1, 3]), [1 - np.exp(-lam * t) * (1 + lam * t) for t in (1, 3)], rtol=0, atol=1e-12)
    race = Chain(scenario({"a": [by(0.5, per(1), None, once("b", None))], "b": [by(0.5, per(1), None, once("a", 0.0))]}))
    assert np.allclose(race.curve("a", [1, 3]), [0.5 * (1 - np.exp(-2 * lam * t)) for t in (1, 3)], rtol=0, atol=1e-12)
    done = Chain(scenario({"a": [], "b": [by(0.5, per(1), after("a"))]}), {"a": 2.0})
    assert np.allclose(done.curve("b", [1, 2, 3]), [0, 0, 0.5], rtol=0, atol=1e-12)
    assert np.isclose(done.both("b", 3.0, "a", 2.0), 0.5)


@settings(max_examples=40)
@given(data=st.data(), events=causes(RATES), seed=st.integers(0, 2**64 - 1))
def test_random_scenarios_of_rates(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events)
    fixed = data.draw(fixed_times(list(events)))
    chain = Chain(made, fixed)
    times = times_of(made, fixed, worlds=WORLDS, seed=seed)
    for event in events:
        assert_shares(times[event], list(zip(DATES, chain.curve(event, DATES), strict=True)))


@settings(max_examples=20)
@given(data=st.data(), events=causes(RATES), seed=st.integers(0, 2**64 - 1))
def test_random_scenarios_done_not_done_and_learnt(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    """The counts of :func:`count` themselves: three runs on the same worlds, a whole curve, and both sides of a condition."""
    made = scenario(events)
    told, then = data.draw(st.permutations(list(events)))[:2]
    at, by_then, known = 1.5, 6.0, 2.5
    runs = [Run(), Run(fixed={told: at}), Run(fixed={told: NEVER})]
    tallies = [
        Tally(event=then, by=by_then),
        Tally(event=then, by=by_then, condition=Condition(event=told, by=known)),
        Tally(event=then, by=by_then, condition=Condition(event=told, by=known, holds=False)),
        Tally(event=told, by=known),
    ]
    counted = count(compile_view(made, VIEW), runs, tallies, seed=seed, draws=1, worlds=WORLDS, threads=2, steps=6)
    for r, fixed in enumerate(({}, {told: at}, {told: NEVER})):
        chain = Chain(made, fixed)
        for step, p in enumerate(chain.curve(then, range(7))):
            assert abs(counted.by_step[r, 0, step] / WORLDS - p) <= tolerance(p, WORLDS)
        both, whole, learnt = chain.both(then, by_then, told, known), chain.curve(then, [by_then])[0], chain.curve(told, [known])[0]
        for k, p in ((1, both), (2, whole - both), (3, learnt)):
            assert abs(counted.by_step[r, k, -1] / WORLDS - p) <= tolerance(p, WORLDS)


def test_a_cycle_of_rates_at_three_million_worlds() -> None:
    """Two sides arm against each other and a treaty calms both: five standard errors are here about one in a thousand."""
    made = scenario(
        {
            "a_arms": [by(0.1, per(1)), by(0.6, per(1), after("b_arms"), once("treaty", 0.2))],
            "b_arms": [by(0.15, per(1)), by(0.5, per(2), after("a_arms"), once("treaty", 0.2))],
            "treaty": [by(0.2, per(1), every("a_arms", "b_arms"), until("crisis", 0.5))],
            "crisis": [by(0.3, per(1), after("a_arms", "b_arms", needs=2), once("treaty", None))],
            "war": [by(0.4, per(2), after("crisis"), once("treaty", 0.3))],
        }
    )
    worlds = 3_000_000
    tallies = [Tally(event=e, by=8.0) for e in made.events]
    counted = count(compile_view(made, VIEW), [Run(), Run(fixed={"crisis": 2.0})], tallies, seed=SEED, draws=1, worlds=worlds, steps=8)
    for r, chain in enumerate((Chain(made), Chain(made, {"crisis": 2.0}))):
        for k, event in enumerate(made.events):
            exact = np.array(chain.curve(event, range(9)))
            error = np.sqrt(exact * (1 - exact) / worlds)
            assert np.all(np.abs(counted.by_step[r, k] / worlds - exact) <= ERRORS * error + 1e-12)
            assert error.max() < 3e-4
