"""The largest scenarios that the engine promises: 500 events and 2,000 causes."""

import math

import numpy as np
import pytest

from ifso.engine.compiling import compile_view
from ifso.engine.order import dependencies
from ifso.engine.program import Run, Tally
from ifso.engine.random import stream_of, uniforms
from ifso.engine.simulating import count, event_times
from ifso.ground.graphs import components
from ifso.scenario.meaning import Scenario, Timing, Trigger

from .building import AT_ONCE, VIEW, Change, Mechanism, between, by, once, per, scenario, until, within
from .oracle_definition import assert_defined


def large(events: int, causes: int, *, cyclic: bool = True, seed: int = 1) -> Scenario:
    """Return a scenario of any size with every timing, trigger and modifier; where it is cyclic, with cycles through most of it."""
    generator = np.random.default_rng(seed)
    names = [f"e{i}" for i in range(events)]
    made: dict[str, list[Mechanism]] = {name: [] for name in names}
    for c in range(causes):
        event = c % events
        kind = generator.integers(4)
        timing: Timing = (within(float(generator.uniform(1, 6))), between(0.5, 4.0), per(float(generator.uniform(1, 9))), AT_ONCE)[kind]
        among = [i for i in range(events) if i != event] if cyclic and timing != AT_ONCE else list(range(event))
        chosen = [names[i] for i in generator.choice(among, min(len(among), int(generator.integers(0, 4))), replace=False)] if among else []
        trigger = Trigger(events=tuple(chosen), needs=int(generator.integers(1, len(chosen) + 1)) if chosen else 0)
        read = [names[i] for i in generator.choice(among, min(len(among), int(generator.integers(0, 3))), replace=False)] if among else []
        ratios = (None, 0.3, 2.0)
        changes: list[Change] = [(once, until)[generator.integers(2)](e, ratios[generator.integers(3)]) for e in read]
        made[names[event]].append(by(float(generator.uniform(0.02, 0.4)) if trigger.is_spontaneous else 0.7, timing, trigger, *changes))
    return scenario(made)


@pytest.mark.parametrize("cyclic", [False, True])
def test_500_events_and_2000_causes(cyclic: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Both kernels agree on every time, and every time follows from the definition."""
    made, worlds = large(500, 2000, cyclic=cyclic), 192
    program = compile_view(made, VIEW)
    assert (len(program.events), len(program.causes)) == (500, 2000)
    sizes = [len(c) for c in components(range(500), dependencies(program).__getitem__)]
    assert (max(sizes) > 400) == cyclic
    times = event_times(program, seed=1, worlds=worlds)
    assert np.array_equal(times, event_times(program, seed=1, worlds=worlds, as_one=True))
    u = {c.path: uniforms(1, stream_of("cause", c.path), 0, worlds) for c in made.causes}
    assert_defined(made, dict(zip(program.events, times, strict=True)), u, {})
    assert 0.1 < np.isfinite(times).mean() < 1


def test_a_large_program_counts_alike_on_any_number_of_threads() -> None:
    program = compile_view(large(500, 2000), VIEW)
    runs, tallies = [Run(), Run(fixed={"e3": 0.0}), Run(fixed={"e3": math.inf})], [Tally(event="e499", by=10.0)]
    one = count(program, runs, tallies, seed=1, draws=2, worlds=256, threads=1)
    two = count(program, runs, tallies, seed=1, draws=2, worlds=256, threads=2)
    assert np.array_equal(one.by_step, two.by_step)
    assert np.array_equal(one.moments, two.moments)


def test_a_chain_of_500_series_events() -> None:
    """Each follows the one before at once with p: the chance of the last is p to the power of its length."""
    made = scenario({f"e{i}": [by(0.999, AT_ONCE, Trigger(events=(f"e{i - 1}",), needs=1) if i else None)] for i in range(500)})
    counted = count(compile_view(made, VIEW), [Run()], [Tally(event="e499", by=1.0)], seed=1, draws=1, worlds=1 << 16)
    p = 0.999**500
    assert abs(counted.by_step[0, 0, -1] / (1 << 16) - p) < 5 * math.sqrt(p * (1 - p) / (1 << 16))
