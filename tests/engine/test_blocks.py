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
from .running import alone

UNCERTAIN = {"a": [by(Between(low=0.2, high=0.6), per(2))], "b": [by(0.5, within(3), after("a"))], "c": [by(0.5, per(1))]}
CERTAIN = {"a": [by(0.5, per(2))], "b": [by(0.5, within(3), after("a"))]}


def program_of(events: dict) -> Program:
    return compile_view(scenario(events), VIEW)


@pytest.mark.parametrize(("draws", "worlds"), [(1000, 64), (1, 200), (7, 100), (40, 64), (500, 130), (33, 1)])
@pytest.mark.parametrize("events", [UNCERTAIN, CERTAIN])
def test_every_draw_has_its_worlds_and_groups_share_none(events: dict, draws: int, worlds: int) -> None:
    program = program_of(events)
    lanes = lanes_of(program, alone(program), None, ["b"], values=draw(program, 3, 0, draws), seed=3, worlds=worlds, most=256)
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
    program, run = program_of(UNCERTAIN), Run(fixed={"c": 1.0})
    lanes = lanes_of(program, alone(program, run.fixed), None, ["b", "c"], values=draw(program, 3, 0, 40), seed=3, worlds=100)
    values = draw(program, 3, 0, 40)
    for block in lanes.blocks:
        times = lanes.simulate(block).times
        for d in range(block.draws):
            row, (first, worlds) = values[block.first_draw + d], (block.first_world, block.worlds)
            assert np.array_equal(times[d], event_times(program, run, seed=3, worlds=worlds, first_world=first, values=row))


def test_a_condition_weighs_lanes() -> None:
    program = program_of(CERTAIN)
    for holds in (True, False):
        condition = Condition(event="a", by=2.0, holds=holds)
        lanes = lanes_of(program, alone(program), condition, ["b"], values=draw(program, 3, 0, 1), seed=3, worlds=64)
        (block,) = lanes.blocks
        made = lanes.simulate(block)
        assert np.array_equal(made.weights == 1.0, (made.times[:, 0] <= 2.0) == holds)


def test_the_error_is_unknown_where_nothing_can_tell() -> None:
    uncertain, certain = program_of(UNCERTAIN), program_of(CERTAIN)
    assert not lanes_of(uncertain, alone(uncertain), None, ["b"], values=draw(uncertain, 1, 0, 1), seed=1, worlds=640).is_known
    assert not lanes_of(certain, alone(certain), None, ["b"], values=draw(certain, 1, 0, 1), seed=1, worlds=64).is_known
    assert lanes_of(uncertain, alone(uncertain), None, ["b"], values=draw(uncertain, 1, 0, 2), seed=1, worlds=1).is_known


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
