"""Which profile of options a draw takes: shares of profiles, and what is traced and watched over them against the answer itself."""

from collections.abc import Mapping

import numpy as np
import pytest

from ifso.engine.answering import Reading, Sizes
from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Choosing, taken
from ifso.engine.deciding import answer_played
from ifso.engine.draws import draw
from ifso.engine.evaluating import Evaluator
from ifso.engine.paths import paths
from ifso.engine.play import compile_play
from ifso.engine.program import Run
from ifso.engine.readings import readings_of
from ifso.engine.simulating import sample
from ifso.engine.watching import watch
from ifso.scenario.meaning import Decision, Fixed, Learnt, Mixed, Question

from .building import AT_ONCE, VIEW, after, by, chosen, scenario, with_choices
from .test_evaluating import DECISIONS, QUESTION, crisis

ERRORS = 5.0
LEARNT = Question(name="q", then="war", by=6.0, antecedent=Learnt(event="crisis", by=2.0))


def choosing_of(question: Question, decisions: Mapping[str, Decision] = DECISIONS, draws: int = 400, seed: int = 3) -> Choosing:
    made = crisis(decisions)
    program = compile_view(made, VIEW)
    return Choosing(program, compile_play(made, VIEW, program), question, {}, draw(program, seed, 0, draws), seed=seed)


def test_runs_come_as_often_as_they_are_likely() -> None:
    rng = np.random.default_rng(1)
    chances = rng.dirichlet([0.5, 1.0, 2.0], size=5000)
    found = taken(chances, 0, 7)
    assert [np.mean(found == run) for run in range(3)] == pytest.approx(chances.mean(axis=0), abs=0.02)
    same = taken(np.tile([0.2, 0.0, 0.8], (1000, 1)), 0, 7)
    assert [np.sum(same == run) for run in range(3)] == pytest.approx([200, 0, 800], abs=3)


def test_a_piece_takes_the_same_run_wherever_it_is_cut() -> None:
    chances = np.random.default_rng(1).dirichlet([1.0, 1.0], size=100)
    assert np.array_equal(taken(chances, 0, 7)[40:], taken(chances[40:], 40, 7))
    assert not np.array_equal(taken(chances, 0, 7), taken(chances, 0, 8))


def test_a_draw_without_an_equilibrium_takes_none() -> None:
    assert taken(np.array([[0.0, 0.0], [0.5, 0.5]]), 0, 7)[0] == -1


def test_the_chances_of_runs_are_those_of_the_mix() -> None:
    choosing = choosing_of(QUESTION, draws=20)
    run = Run(fixed={"crisis": 1.0})
    mixture = choosing.mixture(run, ["war"])
    chances = mixture.chances(20)
    assert chances.sum(axis=1) == pytest.approx(1.0)
    assert mixture.weighed == 256
    assert not mixture.is_certain
    times = sample(choosing.program, mixture.runs, seed=3, values=choosing.values, worlds=256, events=["war"])
    by_runs = (chances * (times[:, :, 0] <= QUESTION.by).mean(axis=2).T).sum(axis=1)
    evaluated = Evaluator(choosing.program, [choosing.play], QUESTION, Reading.DO, seed=3, worlds=256)(choosing.values).mean(axis=1)
    assert by_runs == pytest.approx(evaluated)


@pytest.mark.parametrize("question", [QUESTION, LEARNT], ids=["do", "given"])
def test_the_outcome_is_as_likely_as_the_answer_says(question: Question) -> None:
    choosing = choosing_of(question)
    answered = answer_played(choosing.program, choosing.play, question, seed=3, sizes=Sizes(draws=400, worlds=2048))
    for reading in readings_of(question):
        found = paths(choosing, reading, worlds=128, top=50)
        seen = watch(choosing, reading, [1.0, 3.0], worlds=128)
        estimate = answered.chances[reading]
        assert estimate is not None
        assert found.chance is not None
        assert found.error is not None
        assert found.chance == pytest.approx(estimate.value, abs=ERRORS * found.error + 0.005)
        assert seen.chance == pytest.approx(estimate.value, abs=ERRORS * (seen.error or 0) + 0.005)
        assert found.covered == pytest.approx(1.0)
        assert not {one.event for one in seen.events} & {"us.arm", "us.wait", "luck.good", "luck.bad"}
        assert all(0 <= one.best.bits <= seen.entropy + 1e-9 for one in seen.events)


def test_a_mixed_choice_shares_paths_out() -> None:
    """One of two causes is blocked by either option, the other never: 0.3 of worlds have the one and 0.7 the other."""
    made = with_choices(
        scenario(
            {
                "a": [by(1.0, AT_ONCE)],
                "b": [
                    by(0.8, AT_ONCE, after("a"), chosen("luck.bad", None), name="lucky"),
                    by(0.4, AT_ONCE, after("a"), chosen("luck.good", None), name="unlucky"),
                ],
            }
        ),
        {"luck": ("good", "bad")},
        {"luck": Mixed(chances={"good": 0.3, "bad": 0.7})},
    )
    question = Question(name="q", then="b", by=5.0)
    program = compile_view(made, VIEW)
    choosing = Choosing(program, compile_play(made, VIEW, program), question, {}, draw(program, 3, 0, 1000), seed=3)
    found = paths(choosing, Reading.LEFT_ALONE, worlds=64)
    whole = 0.3 * 0.8 + 0.7 * 0.4
    assert found.chance == pytest.approx(whole, abs=ERRORS * (found.error or 0))
    shares = {path.links[-1].cause: path for path in found.paths}
    assert shares["b.lucky"].share == pytest.approx(0.24 / whole, abs=ERRORS * (shares["b.lucky"].error or 0))
    assert shares["b.lucky"].links[-1].chance == pytest.approx(0.24, abs=ERRORS * (shares["b.lucky"].links[-1].error or 0))
    assert found.weighed == 0


def test_a_settled_choice_is_one_run() -> None:
    decisions = {name: Fixed(option=option) for name, option in {"us": "arm", "them": "wait", "luck": "bad", "aside": "red"}.items()}
    choosing = choosing_of(QUESTION, decisions)
    mixture = choosing.mixture(Run(fixed={"crisis": 1.0}), ["war"])
    assert len(mixture.runs) == 1
    assert mixture.runs[0].fixed["us.arm"] == 0.0
    assert np.all(mixture.chances(5) == 1.0)
