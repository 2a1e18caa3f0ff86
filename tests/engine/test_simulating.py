"""Counting: the same to the last bit however the work is cut, and what the numbers add up to."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ifso
from ifso.engine.compiling import compile_view
from ifso.engine.draws import CUBE, draw
from ifso.engine.program import Condition, Program, Run, Tally
from ifso.engine.simulating import Counted, count, event_times, products
from ifso.engine.working import MANY, ROOM, STRIDE, work_of
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Between, Count, Exactly

from .building import AT_ONCE, VIEW, Change, Mechanism, after, by, once, per, scenario, until, within
from .scenarios import causes

ARRAYS = ("by_step", "by_draw", "bands", "moments")


def uncertain(*, cyclic: bool) -> Program:
    made = {
        "a": [by(Between(low=0.2, high=0.6), per(2), None, once("c", 0.5)), by(0.1, AT_ONCE)],
        "b": [by(Count(k=5, n=12), within(3), after("a"), until("c", 2.0))],
        "c": [by(0.4, within(4), after("b"), once("d", None)) if cyclic else by(0.4, within(4))],
        "d": [by(Between(low=0.1, high=0.3), per(1))],
    }
    return compile_view(scenario(made), VIEW)


RUNS = [Run(), Run(fixed={"a": 0.0}), Run(fixed={"a": NEVER})]
TALLIES = [Tally(event="b", by=6.0), Tally(event="b", by=6.0, condition=Condition(event="c", by=3.0)), Tally(event="d", by=10.0)]


def assert_same(first: Counted, second: Counted) -> None:
    for name in ARRAYS:
        assert np.array_equal(getattr(first, name), getattr(second, name)), name


# ---------------------------------------------------------------- the same however it is cut


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("threads", [1, 2, 7])
@pytest.mark.parametrize("job", [1, 50_000, 40_000_000])
def test_threads_and_jobs_change_nothing(cyclic: bool, threads: int, job: int) -> None:  # noqa: FBT001 - a parameter of the test
    program = uncertain(cyclic=cyclic)
    first = count(program, RUNS, TALLIES, seed=7, draws=20, worlds=3000, threads=1)
    assert_same(first, count(program, RUNS, TALLIES, seed=7, draws=20, worlds=3000, threads=threads, job=job))


@pytest.mark.parametrize("cyclic", [False, True])
def test_the_general_kernel_counts_the_same(cyclic: bool) -> None:  # noqa: FBT001 - a parameter of the test
    program = uncertain(cyclic=cyclic)
    first = count(program, RUNS, TALLIES, seed=7, draws=5, worlds=3000)
    assert_same(first, count(program, RUNS, TALLIES, seed=7, draws=5, worlds=3000, as_one=True))


@settings(max_examples=30)
@given(events=causes(), data=st.data(), worlds=st.integers(1, 1500), seed=st.integers(0, 2**64 - 1))
def test_random_programs_count_the_same(events: dict[str, list[Mechanism]], data: st.DataObject, worlds: int, seed: int) -> None:
    program = compile_view(scenario(events), VIEW)
    names = st.sampled_from(sorted(events))
    runs = [Run(), Run(fixed={data.draw(names): data.draw(st.sampled_from([0.0, 1.0, NEVER]))})]
    tallies = [Tally(event=data.draw(names), by=5.0, condition=Condition(event=data.draw(names), by=2.0, holds=data.draw(st.booleans())))]
    first = count(program, runs, tallies, seed=seed, draws=1, worlds=worlds, threads=1)
    assert_same(first, count(program, runs, tallies, seed=seed, draws=1, worlds=worlds, threads=2, job=data.draw(st.integers(1, 10**6))))
    assert_same(first, count(program, runs, tallies, seed=seed, draws=1, worlds=worlds, as_one=True))


def test_what_else_is_asked_changes_nothing() -> None:
    program = uncertain(cyclic=True)
    whole = count(program, RUNS, TALLIES, seed=7, draws=3, worlds=1000)
    for r, run in enumerate(RUNS):
        for k, tally in enumerate(TALLIES):
            alone = count(program, [run], [tally], seed=7, draws=3, worlds=1000)
            assert np.array_equal(alone.by_step[0, 0], whole.by_step[r, k])


# ---------------------------------------------------------------- what the counts are


@pytest.mark.parametrize(("draws", "worlds"), [(2, STRIDE + 1000), (MANY, 3000), (CUBE + 3, 70)])
def test_counts_are_those_of_the_event_times(draws: int, worlds: int) -> None:
    """Every number, counted once more from the times of one draw after the other: past the end of a stride of worlds, of a hypercube, and
    whether lanes are worlds or draws.
    """
    program, steps = uncertain(cyclic=True), 5
    got = count(program, RUNS, TALLIES, seed=7, draws=draws, worlds=worlds, steps=steps)
    values = draw(program, 7, 0, draws)
    happened = np.zeros((len(RUNS), len(TALLIES), draws, worlds), dtype=np.int64)
    for r, run in enumerate(RUNS):
        for d in range(draws):
            times = dict(zip(program.events, event_times(program, run, seed=7, worlds=worlds, values=values[d]), strict=True))
            for k, tally in enumerate(TALLIES):
                told = np.ones(worlds, dtype=bool) if tally.condition is None else times[tally.condition.event] <= tally.condition.by
                curve = [np.sum(told & (times[tally.event] <= tally.by * s / steps)) for s in range(steps + 1)]
                assert got.bands[r, k, d].tolist() == curve
                happened[r, k, d] = told & (times[tally.event] <= tally.by)
    assert np.array_equal(got.by_step, got.bands.sum(axis=2))
    assert np.array_equal(got.by_draw[..., 0], happened[..., 0::2].sum(axis=3))
    assert np.array_equal(got.by_draw[..., 1], happened[..., 1::2].sum(axis=3))
    of_worlds = happened.sum(axis=2).reshape(-1, worlds)
    assert np.array_equal(got.moments, of_worlds @ of_worlds.T)


@settings(max_examples=40)
@given(events=causes(), data=st.data(), seed=st.integers(0, 2**64 - 1))
def test_each_of_many_draws_counts_as_it_does_alone(events: dict[str, list[Mechanism]], data: st.DataObject, seed: int) -> None:
    """Random programs all of whose numbers are uncertain: many draws, whose lanes are draws, against one draw after the other."""
    program = compile_view(scenario({e: [doubted(m) for m in ms] for e, ms in events.items()}), VIEW)
    run = Run(fixed={data.draw(st.sampled_from(sorted(events))): data.draw(st.sampled_from([0.0, 1.0, NEVER]))})
    tallies = [Tally(event=e, by=8.0) for e in events]
    worlds, draws = 130, MANY
    got = count(program, [Run(), run], tallies, seed=seed, draws=draws, worlds=worlds)
    values = draw(program, seed, 0, draws)
    for r, fixed in enumerate((Run(), run)):
        alone = np.array([event_times(program, fixed, seed=seed, worlds=worlds, values=v, by_draw=False) for v in values])
        assert np.array_equal(got.by_draw[r].sum(axis=2), (alone <= 8.0).sum(axis=2).T)
        assert np.array_equal(alone[0], event_times(program, fixed, seed=seed, worlds=worlds, values=values[0], by_draw=True))
        assert np.array_equal(alone[0], event_times(program, fixed, seed=seed, worlds=worlds, values=values[0], as_one=True, by_draw=True))


def doubted(mechanism: Mechanism) -> Mechanism:
    """Return a cause whose numbers are ranges around what they were."""

    def change(c: Change) -> Change:
        return replace(c, ratio=Between(low=c.ratio / 3, high=c.ratio * 3) if isinstance(c.ratio, float) and c.ratio > 1e-9 else c.ratio)

    assert isinstance(mechanism.number, Exactly)
    p = min(max(mechanism.number.value, 0.02), 0.9)
    return replace(mechanism, number=Between(low=p / 2, high=(1 + p) / 2), changes=tuple(change(c) for c in mechanism.changes))


@pytest.mark.parametrize("by_then", [0.3, 1.0, 7.0])
def test_a_step_holds_what_happened_by_its_end(by_then: float) -> None:
    """An event fixed to the end of each step in turn, and to the moment after it."""
    program = compile_view(scenario({"a": []}), VIEW)
    steps = 40
    for s in range(steps + 1):
        for time, step in ((by_then * s / steps, s), (np.nextafter(by_then * s / steps, 99), s + 1)):
            counted = count(
                program, [Run(fixed={"a": float(time)})], [Tally(event="a", by=by_then)], seed=1, draws=1, worlds=1, steps=steps
            )
            assert counted.by_step[0, 0].tolist() == [int(k >= step) for k in range(steps + 1)]


def test_one_more_draw_or_world_adds_to_the_ones_before() -> None:
    program = uncertain(cyclic=True)
    few = count(program, RUNS, TALLIES, seed=7, draws=1000, worlds=64)
    more = count(program, RUNS, TALLIES, seed=7, draws=1500, worlds=64)
    assert np.array_equal(few.by_draw, more.by_draw[:, :, :1000])
    assert np.array_equal(few.bands, more.bands[:, :, :1000])
    wider = count(program, RUNS, TALLIES, seed=7, draws=1000, worlds=128)
    assert (wider.by_draw >= few.by_draw).all()


def test_seeds_differ() -> None:
    program = uncertain(cyclic=True)
    one, two = (count(program, RUNS, TALLIES, seed=seed, draws=5, worlds=500) for seed in (1, 2))
    assert not np.array_equal(one.by_draw, two.by_draw)


@settings(max_examples=30)
@given(events=causes(), worlds=st.integers(1, 700), draws=st.integers(1, 3))
def test_curves_never_fall_and_stay_within_the_worlds(events: dict[str, list[Mechanism]], worlds: int, draws: int) -> None:
    tallies = [Tally(event=e, by=4.0) for e in events]
    counted = count(compile_view(scenario(events), VIEW), [Run()], tallies, seed=1, draws=draws, worlds=worlds)
    for curves, most in ((counted.by_step, draws * worlds), (counted.bands, worlds)):
        assert (np.diff(curves, axis=-1) >= 0).all()
        assert curves.min() >= 0
        assert curves.max(initial=0) <= most
    assert np.array_equal(counted.by_draw.sum(axis=(2, 3)), counted.by_step[..., -1])


def test_draws_do_not_differ_where_every_assumption_is_a_point() -> None:
    """Draws share their worlds, so that the interval over assumptions that are points is a point: no Monte Carlo noise is in it."""
    program = compile_view(scenario({"a": [by(0.3, within(3))], "b": [by(0.5, per(2), after("a"))]}), VIEW)
    counted = count(program, [Run()], [Tally(event="b", by=8.0)], seed=1, draws=50, worlds=1000)
    assert (counted.by_draw == counted.by_draw[:, :, :1]).all()
    one = count(program, [Run()], [Tally(event="b", by=8.0)], seed=1, draws=1, worlds=1000)
    assert np.array_equal(counted.by_step, 50 * one.by_step)


def test_progress_only_grows_and_ends_at_one() -> None:
    told: list[float] = []
    count(uncertain(cyclic=False), RUNS, TALLIES, seed=1, draws=30, worlds=5000, job=1000, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


def test_unknown_events_are_the_callers_mistake() -> None:
    program = uncertain(cyclic=False)
    with pytest.raises(KeyError):
        count(program, [Run(fixed={"nothing": 1.0})], TALLIES, seed=1, draws=1, worlds=64)
    with pytest.raises(KeyError):
        count(program, [Run()], [Tally(event="nothing", by=1.0)], seed=1, draws=1, worlds=64)


def test_streams_decide_and_nothing_else() -> None:
    program = uncertain(cyclic=True)
    other = replace(program, stream=program.stream[::-1].copy())
    assert not np.array_equal(event_times(program, seed=1, worlds=64), event_times(other, seed=1, worlds=64))


def test_products_of_counts_are_exact_past_64_bits() -> None:
    """Three worlds with as many draws as would overflow, the sums compared with Python's integers."""
    rows = [[3_000_000_000, 2_999_999_999, 17], [5, 3_000_000_000, 3_000_000_000]]
    found = products(np.array(rows, dtype=np.int64), 3_000_000_000)
    assert found.tolist() == [[sum(a * b for a, b in zip(x, y, strict=True)) for y in rows] for x in rows]
    assert found[0, 0] > 2**63


# ---------------------------------------------------------------- memory


@pytest.mark.parametrize("threads", [1, 5, 16, 256])
@pytest.mark.parametrize(("copies", "runs", "worlds"), [(1, 3, 1 << 30), (250, 3, 4096), (250, 64, 1 << 20)])
def test_jobs_take_bounded_memory_on_any_number_of_threads(threads: int, copies: int, runs: int, worlds: int) -> None:
    """Up to 500 events and 2,000 causes: what the jobs hold, what they share and the counts of worlds, added up."""
    made = {f"{e}{i}": [by(Between(low=0.2, high=0.6), per(2)) for _ in range(4)] for i in range(copies) for e in "ab"}
    program = compile_view(scenario(made), VIEW)
    work = work_of(program, [Run()] * runs, [Tally(event="b0", by=5.0)], 1, 40)
    cut = work.cut(1000, worlds, threads, 40_000_000)
    shared = 10 * 8 * len(program.causes) * cut.batch + 8 * runs * cut.stride
    assert cut.workers >= 1
    assert cut.workers * work.room(cut.batch, cut.piece) <= ROOM
    assert ROOM + shared < 400_000_000


MEMORY = """
import resource
import numba, numpy, scipy.special
from ifso.engine.compiling import compile_view
from ifso.engine.program import Run, Tally
from ifso.engine.simulating import count
from tests.engine.building import VIEW, by, per, once, scenario
from ifso.scenario.meaning import Between

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

tiny = compile_view(scenario({{"a": [by(Between(low=0.2, high=0.6), per(2))], "b": [by(0.5, per(2), None, once("a", 0.5))]}}), VIEW)
runs = [Run(), Run(fixed={{"a": 0.0}}), Run(fixed={{"a": 1.0}})]
for draws in (1, 64):
    count(tiny, runs, [Tally(event="b", by=5.0)], seed=1, draws=draws, worlds=64)
before = peak()
{ask}
print(peak() - before)
"""


@pytest.mark.parametrize(
    "ask",
    [
        'count(tiny, [Run()], [Tally(event="b", by=5.0)], seed=1, draws=1, worlds=20_000_000)',
        'count(tiny, runs, [Tally(event="b", by=5.0)], seed=1, draws=100_000, worlds=64)',
        'count(tiny, runs, [Tally(event=e, by=5.0) for e in "ab"], seed=1, draws=50, worlds=1 << 16, steps=4000, job=1)',
    ],
    ids=["worlds", "draws", "jobs"],
)
def test_memory_is_bounded(ask: str) -> None:
    """The engine takes less than 500 MB over what its imports and compiled code take, in a process of its own."""
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(ifso.__file__).parents[1]), str(root)])}
    done = subprocess.run([sys.executable, "-c", MEMORY.format(ask=ask)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 500
