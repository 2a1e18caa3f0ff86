"""What actors are surmised to do, against what they do where every profile is simulated."""

import numpy as np
import pytest

from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw, quantiles
from ifso.engine.evaluating import Evaluator
from ifso.engine.hinging import kinds_of
from ifso.engine.play import compile_play
from ifso.engine.program import Program
from ifso.engine.surmising import WORLDS, Surmiser, Surmising
from ifso.scenario.meaning import Fixed, Kind, Scenario

from .building import VIEW
from .test_evaluating import QUESTION, SEED, crisis


@pytest.fixture(scope="module")
def made() -> Scenario:
    return crisis()


@pytest.fixture(scope="module")
def program(made: Scenario) -> Program:
    return compile_view(made, VIEW)


@pytest.fixture(scope="module")
def medians(program: Program) -> np.ndarray:
    return quantiles(program, np.full((1, len(program.assumptions)), 0.5))[0]


@pytest.fixture(scope="module")
def kinds(made: Scenario, program: Program) -> list[Kind]:
    return kinds_of(made, program)


@pytest.fixture(scope="module")
def surmising(made: Scenario, program: Program, medians: np.ndarray, kinds: list[Kind]) -> Surmising:
    found = Surmising(program, [compile_play(made, VIEW, program)], QUESTION, seed=SEED, worlds=256)
    found.surmise(medians, kinds, 2)
    return found


@pytest.fixture(scope="module")
def direct(made: Scenario, program: Program) -> Evaluator:
    """On the worlds on which actors are surmised to weigh."""
    return Evaluator(program, [compile_play(made, VIEW, program)], QUESTION, seed=SEED, worlds=WORLDS)


def test_the_mix_at_the_medians_is_that_of_the_game(surmising: Surmising, direct: Evaluator, medians: np.ndarray) -> None:
    np.testing.assert_allclose(surmising.mix(medians[None]), direct.mix(medians[None]), atol=1e-6)


def test_one_departure_from_the_medians_adds_nothing_up(
    surmising: Surmising, direct: Evaluator, program: Program, medians: np.ndarray
) -> None:
    departures = {"crisis.c0": 1.0, "war.c0": 0.8, "peace.c0": 0.2, "us.war": -9.0}
    at = {name: a for a, name in enumerate(program.assumptions)}
    rows = np.repeat(medians[None], len(departures), axis=0)
    for i, (name, value) in enumerate(departures.items()):
        rows[i, at[name]] = value
    np.testing.assert_allclose(surmising.mix(rows), direct.mix(rows), atol=1e-6)


def test_what_draws_do_is_surmised_to_a_fifth_of_their_spread(made: Scenario, surmising: Surmising, program: Program) -> None:
    rows = draw(program, SEED, 0, 100)
    exact = Evaluator(program, [compile_play(made, VIEW, program)], QUESTION, seed=SEED, worlds=16 * WORLDS).mix(rows)
    surmised = surmising.mix(rows)
    assert np.sqrt(np.mean((surmised - exact) ** 2)) < 0.2 * exact.std(axis=0).max()
    assert min(np.corrcoef(surmised[:, s], exact[:, s])[0, 1] for s in range(exact.shape[1])) > 0.95


def test_mixes_add_up_and_are_those_that_the_whole_branch_leads_to(surmising: Surmising, program: Program) -> None:
    rows = draw(program, SEED, 0, 50)
    surmiser = surmising.surmiser
    assert surmiser is not None
    found = surmiser.mix(rows)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    np.testing.assert_allclose(found, surmiser.game.mix(surmiser.game.worth(rows, surmiser.chances(rows))).profiles, atol=1e-6)


def test_rows_that_are_like_others_have_the_same_mix(surmising: Surmising, program: Program) -> None:
    bases, others = draw(program, SEED, 0, 3), draw(program, SEED, 3, 60)
    rows = np.concatenate([bases, bases[np.arange(60) % 3]])
    changed = np.arange(60) % len(program.assumptions)
    rows[3 + np.arange(60), changed] = others[np.arange(60), changed]
    like = np.concatenate([np.arange(3), np.arange(60) % 3])
    np.testing.assert_allclose(surmising.mix(rows, like=like), surmising.mix(rows), atol=1e-12)
    np.testing.assert_array_equal(surmising(rows, like=like).shape, (63, 2))
    np.testing.assert_allclose(surmising(rows, like=like), surmising(rows), atol=1e-9)


def test_where_newtons_method_does_not_arrive_the_branch_is_followed(surmising: Surmising, program: Program) -> None:
    surmiser = surmising.surmiser
    assert surmiser is not None
    rows = draw(program, SEED, 0, 20)
    lost = surmiser.of_columns(range(len(program.assumptions)), surmiser.game)
    lost.odds = np.full_like(surmiser.odds, 400.0)
    np.testing.assert_allclose(lost.mix(rows), surmiser.mix(rows), atol=1e-6)


def test_answers_on_other_worlds_go_by_the_same_mix(surmising: Surmising, program: Program) -> None:
    rows = draw(program, SEED, 0, 5)
    other = surmising.on(640, 128)
    np.testing.assert_array_equal(other.mix(rows), surmising.mix(rows))
    assert not np.array_equal(other(rows), surmising(rows))


def test_where_nobody_weighs_anything_nothing_is_surmised(made: Scenario, program: Program, medians: np.ndarray, kinds: list[Kind]) -> None:
    play = compile_play(made, VIEW, program, {"us": Fixed(option="arm"), "them": Fixed(option="wait")})
    found = Surmising(program, [play], QUESTION, seed=SEED, worlds=128)
    found.surmise(medians, kinds, 1)
    assert not found.weighs
    assert found.surmiser is None
    np.testing.assert_array_equal(found(medians[None]), Evaluator(program, [play], QUESTION, seed=SEED, worlds=128)(medians[None]))
    with pytest.raises(ValueError, match="nothing is weighed"):
        Surmiser(found, medians, kinds, 1)
