"""Rows that are like others: counted to the same numbers, whatever is said of what they are like."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.evaluating import distinct
from ifso.engine.laying import drawn_of
from ifso.engine.program import Run, Tally
from ifso.engine.simulating import count

from .building import VIEW, scenario
from .scenarios import NAMES, causes

WORLDS = 128


@settings(max_examples=60)
@given(causes(), st.integers(1, 4), st.integers(0, 2**32))
def test_the_counts_of_rows_that_are_like_others_are_theirs(made: dict, bases: int, seed: int) -> None:
    program = compile_view(scenario(made), VIEW)
    generator = np.random.default_rng(seed)
    assumptions = len(program.assumptions)
    rows, like = [], [0]
    for base in range(bases):
        row = np.clip(draw(program, base, 0, 1)[0] * generator.uniform(0.2, 1.0, assumptions), 0.0, 1.0)
        rows.append(row)
        for a in range(assumptions):
            rows += [np.where(np.arange(assumptions) == a, value, row) for value in (0.0, 0.3, 1.0)]
        like.append(len(rows))
    runs = [Run(), Run(fixed={program.events[0]: 0.0}), Run(fixed={program.events[-1]: np.inf})]
    tallies = [Tally(event=event, by=10.0) for event in NAMES[: len(program.events)]]
    for times in (1, 3):  # enough rows for the lanes of a row to be draws where it is known what they are like, and else
        values, groups = np.repeat(np.array(rows), times, axis=0), times * np.array(like)
        plain = count(program, runs, tallies, seed=seed, values=values, worlds=WORLDS, threads=1)
        alike = count(program, runs, tallies, seed=seed, values=values, like=groups, worlds=WORLDS, threads=1)
        for name in ("by_step", "by_draw", "bands", "moments"):
            assert np.array_equal(getattr(plain, name), getattr(alike, name)), name


def test_lanes_differ_from_the_first_of_their_group_where_a_cause_has_other_numbers() -> None:
    program = compile_view(scenario({"a": [], "b": []}), VIEW)
    assert drawn_of(program, np.zeros((3, 0)), np.array([0, 2, 3])).rooted.tolist() == [[True, False, True]] * 2
    assert drawn_of(program, np.zeros((3, 0))).like.size == 0


def test_each_row_is_computed_once_and_those_like_another_follow_it() -> None:
    values = np.array([[1.0, 2.0], [5.0, 6.0], [1.0, 3.0], [1.0, 2.0], [5.0, 7.0]])
    kept, of_row, groups = distinct(values, np.array([0, 1, 0, 0, 1]))
    assert kept.tolist() == [0, 2, 1, 4]
    assert values[kept][of_row].tolist() == values.tolist()
    assert groups is not None
    assert groups.tolist() == [0, 2, 4]
    kept, of_row, groups = distinct(values, None)
    assert values[kept][of_row].tolist() == values.tolist()
    assert (len(kept), groups) == (4, None)
