"""Which draws meet which worlds, and what that makes of standard errors."""

import numpy as np
import pytest

from ifso.engine.blocks import ancestors, lanes_of, spread
from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.program import Condition, Program, Run
from ifso.engine.simulating import event_times
from ifso.scenario.meaning import Between

from .building import VIEW, after, by, once, per, scenario, within

UNCERTAIN = {"a": [by(Between(low=0.2, high=0.6), per(2))], "b": [by(0.5, within(3), after("a"))], "c": [by(0.5, per(1))]}
CERTAIN = {"a": [by(0.5, per(2))], "b": [by(0.5, within(3), after("a"))]}


def program_of(events: dict) -> Program:
    return compile_view(scenario(events), VIEW)


@pytest.mark.parametrize(("draws", "worlds"), [(1000, 64), (1, 200), (7, 100), (40, 64), (500, 130), (33, 1)])
@pytest.mark.parametrize("events", [UNCERTAIN, CERTAIN])
def test_every_draw_has_its_worlds_and_groups_share_none(events: dict, draws: int, worlds: int) -> None:
    lanes = lanes_of(program_of(events), Run(), None, ["b"], seed=3, draws=draws, worlds=worlds, most=256)
    seen: dict[int, list[int]] = {}
    owner: dict[int, int] = {}
    for block in lanes.blocks:
        assert block.first_world % 64 == 0
        assert block.draws * block.worlds <= 1024
        for world in range(block.first_world, block.first_world + block.worlds):
            assert owner.setdefault(world, block.group) == block.group
            for d in range(block.first_draw, block.first_draw + block.draws):
                seen.setdefault(d, []).append(world)
    assert sorted(seen) == list(range(lanes.draws))
    assert all(len(set(found)) == len(found) == lanes.worlds for found in seen.values())
    assert lanes.draws * lanes.worlds == draws * worlds
    assert [block.group for block in lanes.blocks] == sorted(block.group for block in lanes.blocks)


def test_the_times_are_those_of_the_same_world_and_draw() -> None:
    program = program_of(UNCERTAIN)
    lanes = lanes_of(program, Run(fixed={"c": 1.0}), None, ["b", "c"], seed=3, draws=40, worlds=100)
    values = draw(program, 3, 0, 40)
    for block in lanes.blocks:
        times = lanes.times(block, lanes.drawn(block))
        for d in range(block.draws):
            whole = event_times(
                program,
                Run(fixed={"c": 1.0}),
                seed=3,
                worlds=block.worlds,
                first_world=block.first_world,
                values=values[block.first_draw + d],
            )
            assert np.array_equal(times[d], whole)


def test_a_condition_weighs_lanes() -> None:
    program = program_of(CERTAIN)
    for holds in (True, False):
        lanes = lanes_of(program, Run(), Condition(event="a", by=2.0, holds=holds), ["b"], seed=3, draws=1, worlds=64)
        (block,) = lanes.blocks
        times = lanes.times(block, lanes.drawn(block))
        assert np.array_equal(lanes.weights(times) == 1.0, (times[:, 0] <= 2.0) == holds)


def test_the_error_is_unknown_where_nothing_can_tell() -> None:
    assert not lanes_of(program_of(UNCERTAIN), Run(), None, ["b"], seed=1, draws=1, worlds=640).is_known
    assert not lanes_of(program_of(CERTAIN), Run(), None, ["b"], seed=1, draws=1, worlds=64).is_known
    assert lanes_of(program_of(UNCERTAIN), Run(), None, ["b"], seed=1, draws=2, worlds=1).is_known


def test_ancestors_are_all_that_an_event_depends_on() -> None:
    events = {**UNCERTAIN, "d": [by(0.5, per(1), after("b"), once("c", 2.0))], "e": [by(0.5, per(1), after("d"))]}
    program = program_of(events)
    assert ancestors(program, "d") == ("a", "b", "c", "d")
    assert ancestors(program, "c") == ("c",)


def test_the_spread_of_a_ratio_is_that_of_independent_groups() -> None:
    """Against the spread over many repetitions."""
    rng = np.random.default_rng(1)
    whole = rng.poisson(20, size=(4000, 50)).astype(float)
    some = rng.binomial(whole.astype(int), 0.3).astype(float)
    seen = np.std(some.sum(axis=1) / whole.sum(axis=1))
    told = np.mean([spread(s[:, None], w[:, None])[0] for s, w in zip(some[:300], whole[:300], strict=True)])
    assert told == pytest.approx(seen, rel=0.05)
