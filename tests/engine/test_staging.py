"""Runs of profiles: every one is there, neighbours differ in one thing, and what tells nothing is left out."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.play import compile_play
from ifso.engine.program import Run, Tally
from ifso.engine.staging import gentle_order, stage
from ifso.ground.calendar import NEVER

from .building import VIEW, scenario
from .test_evaluating import crisis

AXES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 5)), min_size=1, max_size=4)


@given(axes=AXES)
def test_every_combination_stands_once_and_neighbours_differ_in_one_place(axes: list[tuple[int, int]]) -> None:
    sizes, costs = [size for size, _ in axes], [cost for _, cost in axes]
    found = gentle_order(sizes, costs)
    assert sorted(found) == sorted(np.ndindex(*sizes))
    for one, other in pairwise(found):
        changed = [abs(a - b) for a, b in zip(one, other, strict=True) if a != b]
        assert changed == [1]


@given(axes=AXES)
def test_what_costs_most_changes_least_often(axes: list[tuple[int, int]]) -> None:
    sizes, costs = [size for size, _ in axes], [cost for _, cost in axes]
    found = gentle_order(sizes, costs)
    dearest = max(range(len(axes)), key=lambda axis: costs[axis])
    assert sum(one[dearest] != other[dearest] for one, other in pairwise(found)) == sizes[dearest] - 1


def test_runs_are_those_of_every_way_and_profile_but_for_what_tells_nothing() -> None:
    made = crisis()
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program)
    assert play is not None
    ways = [Run(fixed={"crisis": 1.0}), Run(fixed={"crisis": NEVER}), Run()]
    staged = stage(program, play, ways, [Tally(event="war", by=6.0)])
    assert staged.place.shape == (3, len(play.profiles))
    assert len(staged.runs) == 3 * 2 * 3 * 2
    telling = [play.moves[m].choice for m in staged.telling]
    assert telling == ["us", "them", "luck"]
    for w, way in enumerate(ways):
        for s, profile in enumerate(play.profiles):
            fixed = staged.runs[staged.place[w, s]].fixed
            wanted = {**play.times(profile), **way.fixed}
            assert {e: t for e, t in fixed.items() if not e.startswith("aside")} == {
                e: t for e, t in wanted.items() if not e.startswith("aside")
            }


def test_what_a_way_fixes_is_fixed_whatever_the_profile() -> None:
    made = crisis()
    program = compile_view(made, VIEW)
    staged = stage(program, compile_play(made, VIEW, program), [Run(fixed={"us.arm": 2.0})], [Tally(event="war", by=6.0)])
    assert {run.fixed["us.arm"] for run in staged.runs} == {2.0}


def test_without_a_play_the_ways_are_the_runs() -> None:
    program = compile_view(scenario({"a": []}), VIEW)
    ways = [Run(), Run(fixed={"a": 1.0})]
    staged = stage(program, None, ways, [Tally(event="a", by=6.0)])
    assert staged.runs == tuple(ways)
    assert staged.place.tolist() == [[0], [1]]
