"""The evaluator against the literal reading of the same text, on random expressions and random panels."""

import math
from unittest import mock

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.history.language.checking import check
from ifso.history.language.evaluating import Evaluator, Rows
from ifso.history.language.kinds import Scope
from ifso.history.language.parsing import parse
from ifso.history.language.values import Numbers
from ifso.history.panel import Panel

from .expressions import numbers, panels, truths
from .literal import At, Literal

GRADES = (False, None, True)


def evaluated(panel: Panel, text: str, *, pairs: bool) -> tuple[Rows, list[list[object]]]:
    """Evaluate a text for every state, or for every ordered pair, and every year."""
    evaluator = Evaluator(panel)
    every = np.arange(len(panel.states))
    own, other = (every.repeat(len(every)), np.tile(every, len(every))) if pairs else (every, every)
    rows = Rows(own, own, other) if pairs else evaluator.states
    typed, faults = check(parse(text), Scope(each=pairs), text)
    assert typed is not None, (text, faults)
    value = evaluator.value(typed.term, rows)
    if isinstance(value, Numbers):
        return rows, [list(zip(low, high, strict=True)) for low, high in zip(value.low.tolist(), value.high.tolist(), strict=True)]
    return rows, [[GRADES[grade] for grade in line] for line in value.tolist()]


def agree(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(a == b or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(one, other, strict=True))
    return one is other


def hold_together(panel: Panel, text: str, *, pairs: bool) -> None:
    rows, found = evaluated(panel, text, pairs=pairs)
    literal = Literal(panel)
    for i, (own, other) in enumerate(zip(rows.own.tolist(), rows.other.tolist(), strict=True)):
        for year in range(panel.years):
            expected = literal.read(text, At(subject=own, own=own, other=other, year=year))
            assert agree(found[i][year], expected), (text, panel.states[own].iso3, panel.states[other].iso3, panel.first_year + year)


@settings(max_examples=120)
@given(panels(), truths(3, other=False))
def test_yes_and_no_of_every_state_are_as_read_literally(panel, text):
    hold_together(panel, text, pairs=False)


@settings(max_examples=50)
@given(panels(states=3), truths(3, other=True))
def test_yes_and_no_of_every_pair_are_as_read_literally(panel, text):
    hold_together(panel, text, pairs=True)


@settings(max_examples=50)
@given(panels(), numbers(3, other=False))
def test_numbers_are_as_read_literally(panel, text):
    hold_together(panel, text, pairs=False)


@settings(max_examples=20)
@given(panels(), truths(3, other=False), st.integers(1, 60))
def test_blocks_of_any_size_give_the_same(panel, text, size):
    whole = evaluated(panel, text, pairs=True)[1]
    with mock.patch("ifso.history.language.evaluating.BLOCK", size):
        assert evaluated(panel, text, pairs=True)[1] == whole
