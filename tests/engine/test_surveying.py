"""What is left out of a world: nothing that decides anything, and something at all."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.program import Run, Tally
from ifso.engine.simulating import count, event_times
from ifso.engine.working import MANY
from ifso.ground.calendar import NEVER

from .building import AT_ONCE, VIEW, Mechanism, after, between, by, once, per, scenario, until, within
from .scenarios import causes
from .test_simulating import doubted

WORLDS = 70


@settings(max_examples=60)
@given(events=causes(), data=st.data(), seed=st.integers(0, 2**64 - 1))
def test_runs_that_follow_each_other_count_as_each_does_alone(events: dict[str, list[Mechanism]], data: st.DataObject, seed: int) -> None:
    """Rows that stand from one run to the next are those that the run would have written."""
    program = compile_view(scenario({e: [doubted(m) for m in ms] for e, ms in events.items()}), VIEW)
    names = st.sampled_from(sorted(events))
    fixed = st.dictionaries(names, st.sampled_from([-1.0, 0.0, 1.0, NEVER]), max_size=2)
    runs = [Run(fixed=f) for f in data.draw(st.lists(fixed, min_size=2, max_size=5))]
    tallies = [Tally(event=data.draw(names), by=6.0)]
    together = count(program, runs, tallies, seed=seed, draws=MANY, worlds=WORLDS)
    for r, run in enumerate(runs):
        alone = count(program, [run], tallies, seed=seed, draws=MANY, worlds=WORLDS)
        assert np.array_equal(together.by_step[r], alone.by_step[0])
        assert np.array_equal(together.by_draw[r], alone.by_draw[0])


def test_a_cause_that_comes_too_late_decides_nothing() -> None:
    """``late`` begins when ``soon`` has happened for certain; the event that it waits for is never looked at, and no time is another."""
    soon = {"b": [by(1.0, within(1)), by(0.9, between(2, 3), after("a"))], "a": [by(0.5, per(1))]}
    alone = {"b": [by(1.0, within(1))], "a": [by(0.5, per(1))]}
    with_late, without = (event_times(compile_view(scenario(made), VIEW), seed=1, worlds=640)[0] for made in (soon, alone))
    assert np.array_equal(with_late, without)


def test_what_happens_after_the_last_date_asked_for_is_not_counted() -> None:
    """The horizon is ten years; counts up to each date are those of the times of the whole."""
    made = {
        "a": [by(0.7, within(8)), by(0.2, per(3), None, once("c", 2.0))],
        "b": [by(0.6, within(4), after("a"), until("c", 0.3)), by(0.3, AT_ONCE, after("c"))],
        "c": [by(0.4, per(2), after("b"))],
    }
    program = compile_view(scenario(made), VIEW)
    times = dict(zip(program.events, event_times(program, seed=3, worlds=2000), strict=True))
    for date in (0.5, 3.0, 9.0, 10.0, 12.0, math.inf):
        got = count(program, [Run()], [Tally(event="b", by=date)], seed=3, draws=1, worlds=2000)
        assert got.by_step[0, 0, -1] == np.sum(times["b"] <= date)


def test_a_fixed_date_past_the_horizon_triggers_nothing_and_stands() -> None:
    made = scenario({"a": [], "d": [by(0.5, within(2))], "b": [by(1.0, AT_ONCE, after("a", "d"))]})
    program = compile_view(made, VIEW)
    times = event_times(program, Run(fixed={"a": 15.0}), seed=1, worlds=640, values=draw(program, 1, 0, 1)[0])
    at = {name: times[i] for i, name in enumerate(program.events)}
    assert (at["a"] == 15.0).all()
    assert np.array_equal(at["b"], at["d"])
