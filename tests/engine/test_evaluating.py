"""Rows of values in, answers out: against profiles simulated one by one and a game solved by hand."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from ifso.engine.answering import Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.evaluating import Evaluator
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Program, Run
from ifso.engine.simulating import sample
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Between, Decision, Done, Exactly, Fixed, Learnt, Mixed, Question, Reasoned, Scenario

from .building import VIEW, after, by, chosen, once, per, scenario, until, with_choices, within

Floats = NDArray[np.float64]
SEED, WORLDS = 11, 640
QUESTION = Question(name="q", then="war", by=6.0, antecedent=Done(event="crisis", at=1.0))
OPTIONS = {"us": ("arm", "wait"), "them": ("arm", "wait", "leave"), "luck": ("good", "bad"), "aside": ("red", "blue")}
DECISIONS: dict[str, Decision] = {
    "us": Reasoned(),
    "them": Reasoned(),
    "luck": Mixed(chances={"good": 0.3, "bad": 0.7}),
    "aside": Mixed(chances={"red": 0.5, "blue": 0.5}),
}


def crisis(decisions: Mapping[str, Decision] = DECISIONS) -> Scenario:
    """Return two actors who arm or not, one of them after the crisis, with luck, and a choice that tells nothing."""
    made = scenario(
        {
            "crisis": [by(Between(low=0.2, high=0.6), per(3), None, chosen("luck.bad", 2.0))],
            "war": [
                by(Between(low=0.3, high=0.7), within(3), after("crisis"), chosen("us.arm", 1.8), chosen("them.leave", None)),
                by(0.1, per(2), None, until("crisis", 0.5), chosen("them.arm", 2.5)),
            ],
            "peace": [by(0.6, within(5), None, once("war", None), chosen("us.wait", 2.0))],
            "elsewhere": [by(0.5, within(2), None, chosen("aside.red", 0.1))],
        }
    )
    weights = {
        ("us", "war"): Between(low=-6.0, high=-2.0), ("us", "peace"): Exactly(value=2.0),
        ("them", "war"): Exactly(value=-4.0), ("them", "crisis"): Between(low=-1.0, high=1.0),
    }  # fmt: skip
    return with_choices(made, OPTIONS, decisions, weights=weights, after={"them": "crisis"}, rationality=1.2)


def response(payoffs: Sequence[Floats], rationality: float) -> tuple[Floats, Floats]:
    """Return the logit equilibrium of two players by going back and forth, which settles where the rationality is low."""
    one, other = (np.full(size, 1 / size) for size in payoffs[0].shape)
    for _ in range(2000):
        x, y = np.exp(rationality * payoffs[0] @ other), np.exp(rationality * one @ payoffs[1])
        one, other = 0.5 * one + 0.5 * x / x.sum(), 0.5 * other + 0.5 * y / y.sum()
    return one, other


def by_hand(program: Program, row: Floats, antecedent: float | None, *, given: bool = False) -> Floats:
    """Return the answer in the even and the odd worlds, every profile simulated by itself and in words of this test alone."""

    def times(taken: tuple[int, ...], fixed: Mapping[str, float]) -> dict[str, Floats]:
        options = {
            f"{c}.{o}": (0.0 if i == t else NEVER)
            for (c, names), t in zip(OPTIONS.items(), taken, strict=True)
            for i, o in enumerate(names)
        }
        options = {name: t for name, t in options.items() if not (name.startswith("them.") and t == 0.0)}
        found = sample(program, [Run(fixed={**options, **fixed})], seed=SEED, values=row[None], worlds=WORLDS)[0, 0]
        return dict(zip(program.events, found, strict=True))

    def weight(name: str) -> float:
        return float(row[program.assumptions.index(name)])

    payoffs = [np.zeros((2, 3)), np.zeros((2, 3))]
    answers: dict[tuple[int, ...], Floats] = {}
    for taken in product(range(2), range(3), range(2), range(2)):
        nature = (0.3, 0.7)[taken[2]] * 0.5
        left = {event: np.mean(t <= 10.0) for event, t in times(taken, {}).items()}
        payoffs[0][taken[:2]] += nature * (weight("us.war") * left["war"] + 2.0 * left["peace"])
        payoffs[1][taken[:2]] += nature * (-4.0 * left["war"] + weight("them.crisis") * left["crisis"])
        then = times(taken, {} if antecedent is None else {"crisis": antecedent})
        learnt = np.ones(WORLDS, dtype=bool) if not given else then["crisis"] <= 2.0
        happened = learnt & (then["war"] <= 6.0)
        answers[taken] = np.array([[happened[h::2].mean(), learnt[h::2].mean()] for h in range(2)])
    us, them = response(payoffs, 1.2)
    mixed = sum(us[t[0]] * them[t[1]] * (0.3, 0.7)[t[2]] * 0.5 * found for t, found in answers.items())
    whole: Floats = mixed[:, 0] / mixed[:, 1]
    return whole


@pytest.fixture(scope="module")
def made() -> Scenario:
    return crisis()


@pytest.fixture(scope="module")
def program(made: Scenario) -> Program:
    return compile_view(made, VIEW)


@pytest.fixture(scope="module")
def play(made: Scenario, program: Program) -> Play:
    found = compile_play(made, VIEW, program)
    assert found is not None
    return found


@pytest.mark.parametrize(("reading", "antecedent"), [(Reading.DO, 1.0), (Reading.DO_NOT, NEVER), (Reading.LEFT_ALONE, None)])
def test_the_answer_is_that_of_profiles_one_by_one_and_a_game_by_hand(
    program: Program, play: Play, reading: Reading, antecedent: float | None
) -> None:
    rows = draw(program, SEED, 0, 3)
    found = Evaluator(program, [play], QUESTION, reading, seed=SEED, worlds=WORLDS)(rows)
    for row, halves in zip(rows, found, strict=True):
        assert halves == pytest.approx(by_hand(program, row, antecedent), abs=1e-6)


def test_what_is_learnt_weighs_profiles_too(program: Program, play: Play) -> None:
    learnt = Question(name="q", then="war", by=6.0, antecedent=Learnt(event="crisis", by=2.0))
    rows = draw(program, SEED, 0, 2)
    found = Evaluator(program, [play], learnt, seed=SEED, worlds=WORLDS)(rows)
    for row, halves in zip(rows, found, strict=True):
        assert halves == pytest.approx(by_hand(program, row, None, given=True), abs=1e-6)


def test_of_two_readings_the_answer_is_the_first_less_the_second(program: Program, play: Play) -> None:
    rows = draw(program, SEED, 0, 4)
    both, do, do_not = (
        Evaluator(program, [play], QUESTION, reading, seed=SEED, worlds=WORLDS)(rows)
        for reading in ((Reading.DO, Reading.DO_NOT), Reading.DO, Reading.DO_NOT)
    )
    assert np.allclose(both, do - do_not, atol=1e-15)


def test_rows_are_answered_each_by_itself(program: Program, play: Play) -> None:
    evaluator = Evaluator(program, [play], QUESTION, seed=SEED, worlds=192)
    rows = draw(program, SEED, 0, 130)
    found = evaluator(rows)
    order = np.random.default_rng(1).permutation(len(rows))
    assert np.allclose(evaluator(rows[order]), found[order], atol=1e-12)
    assert np.allclose(np.concatenate([evaluator(rows[:7]), evaluator(rows[7:])]), found, atol=1e-12)
    assert np.array_equal(found, Evaluator(program, [play], QUESTION, seed=SEED, worlds=192, threads=1)(rows))


def test_a_row_has_the_play_that_it_is_given(made: Scenario, program: Program, play: Play) -> None:
    others = [
        compile_play(made, VIEW, program, {"us": Fixed(option="wait")}),
        compile_play(made, VIEW, program, {"them": Fixed(option="leave")}),
    ]
    rows = draw(program, SEED, 0, 9)
    which = np.array([0, 1, 2, 2, 1, 0, 1, 1, 0])
    found = Evaluator(program, [play, *others], QUESTION, seed=SEED, worlds=192)(rows, which)
    for place, one in enumerate([play, *others]):
        alone = Evaluator(program, [one], QUESTION, seed=SEED, worlds=192)(rows[which == place])
        assert np.allclose(found[which == place], alone, atol=1e-12)


def test_worlds_in_blocks_are_those_of_the_whole_where_nobody_reasons(made: Scenario, program: Program) -> None:
    fixed = compile_play(made, VIEW, program, {"us": Fixed(option="arm"), "them": Fixed(option="wait")})
    rows = draw(program, SEED, 0, 5)
    evaluator = Evaluator(program, [fixed], QUESTION, seed=SEED, worlds=256)
    assert np.allclose(evaluator(rows), (evaluator.on(0, 128)(rows) + evaluator.on(128, 128)(rows)) / 2, atol=1e-12)


def test_where_all_is_settled_it_is_the_answer_of_the_engine(made: Scenario, program: Program) -> None:
    settled = {"us": "arm", "them": "wait", "luck": "good", "aside": "red"}
    play = compile_play(made, VIEW, program, {choice: Fixed(option=option) for choice, option in settled.items()})
    assert play is not None
    rows = draw(program, SEED, 0, 50)
    found = Evaluator(program, [play], QUESTION, seed=SEED, worlds=512)(rows)
    (profile,) = play.profiles
    whole = answer(program, QUESTION, fixed=play.times(profile), seed=SEED, sizes=Sizes(draws=50, worlds=512)).chances[Reading.DO]
    assert whole is not None
    assert found.mean() == pytest.approx(whole.value, abs=1e-12)


def test_what_the_answer_rests_on_takes_in_weights_where_somebody_reasons(made: Scenario, program: Program, play: Play) -> None:
    reasoned = Evaluator(program, [play], QUESTION, seed=SEED, worlds=64)
    assert set(reasoned.used) == set(program.assumptions) - {"(certain)", "elsewhere.c0", "elsewhere.c0.0"}
    fixed = compile_play(made, VIEW, program, {"us": Fixed(option="arm"), "them": Fixed(option="wait")})
    settled = Evaluator(program, [fixed], QUESTION, seed=SEED, worlds=64)
    assert not {"us.war", "us.peace", "them.war", "them.crisis"} & set(settled.used)
    assert "war.c0" in settled.used


def test_a_choice_that_tells_nothing_is_not_simulated(program: Program, play: Play) -> None:
    (staging,) = Evaluator(program, [play], QUESTION, seed=SEED, worlds=64).stagings
    assert [play.moves[m].choice for m in staging.staged.telling] == ["us", "them"]
    assert len(staging.staged.runs) == 6
    assert staging.game is not None
    assert [play.moves[m].choice for m in staging.game.staged.telling] == ["us", "them", "luck"]
    assert [play.moves[m].choice for m in staging.rests_on] == ["us", "them", "luck"]


def test_without_choices_it_is_a_plain_question() -> None:
    made = scenario({"a": [by(0.5, within(5))], "b": [by(Between(low=0.2, high=0.6), within(5), after("a"))]})
    program = compile_view(made, VIEW)
    evaluator = Evaluator(program, [], Question(name="q", then="b", by=10.0), seed=SEED, worlds=1 << 14)
    rows = np.array([[p, q] for p in (0.0, 0.5, 1.0) for q in (0.0, 0.3, 1.0)])
    exact = np.prod(rows, axis=1)
    assert np.allclose(evaluator(rows).mean(axis=1), exact, atol=0.02)
    assert evaluator(rows)[[0, 1, 2, 3, 6, 8]].tolist() == [[p, p] for p in (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)]
    assert evaluator.used == ("a.c0", "b.c0")
