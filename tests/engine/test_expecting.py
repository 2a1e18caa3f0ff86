"""What actors are to be expected to do, simulated once."""

import numpy as np
import pytest

import ifso
from ifso.engine.compiling import compile_view
from ifso.engine.expecting import expected, mixes
from ifso.engine.facing import find_choices
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Program
from ifso.scenario.meaning import Mixed

SCENARIO = ifso.load("central-asia").scenario


def of(view: str) -> tuple[Program, Play]:
    program = compile_view(SCENARIO, view)
    play = compile_play(SCENARIO, view, program)
    assert play is not None
    return program, play


def test_what_is_expected_is_what_actors_face() -> None:
    program, play = of("commentary")
    found = expected(program, play, {}, seed=1, draws=64, worlds=2048)
    (view,) = find_choices(SCENARIO, SCENARIO.questions["main"], ["commentary"], draws=64, worlds=2048, seed=1).views
    assert list(found) == list(play.profiles)
    assert sum(found.values()) == pytest.approx(1.0)
    for chance, outcome in zip(found.values(), view.outcomes, strict=True):
        assert outcome.chance is not None
        assert chance == pytest.approx(outcome.chance.value, abs=0.01)


def test_a_choice_that_a_view_mixes_is_taken_as_it_says() -> None:
    choice = next(iter(SCENARIO.choices))
    program = compile_view(SCENARIO, "history")
    options = list(SCENARIO.choices[choice].options)
    play = compile_play(SCENARIO, "history", program, {choice: Mixed(chances=dict(zip(options, (0.3, 0.7), strict=True)))})
    assert play is not None
    found = mixes(program, play, {}, np.tile(program.first, (3, 1)), seed=0, worlds=64)
    assert found.tolist() == [[0.3, 0.7]] * 3
