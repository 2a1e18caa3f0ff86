"""The game that a play is: payoffs against sums by hand, and the slope of the mix against small differences."""

import numpy as np
import pytest
from numpy.typing import NDArray

from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.gaming import Game
from ifso.engine.play import compile_play
from ifso.engine.program import Program
from ifso.scenario.meaning import Exactly, Fixed, Reasoned, Scenario

from .building import VIEW, by, chosen, scenario, with_choices, within
from .test_evaluating import crisis

Floats = NDArray[np.float64]


def game_of(made: Scenario, **fixed: str) -> tuple[Program, Game]:
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program, {choice: Fixed(option=option) for choice, option in fixed.items()})
    assert play is not None
    return program, Game(program, play, {})


def some_worth(game: Game, rows: int, seed: int = 1) -> Floats:
    worth: Floats = np.random.default_rng(seed).normal(size=(rows, len(game.profiles), len(game.play.players)))
    return worth


def three_players() -> Scenario:
    """Return three actors, one of them with two choices, who all have a stake in one event."""
    made = scenario({"a": [by(0.5, within(3), None, *(chosen(f"{c}.x", r) for c, r in (("p", 0.5), ("q", 2.0), ("r", 3.0))))]})
    weights = {(actor, "a"): Exactly(value=w) for actor, w in (("p", 3.0), ("q", -2.0), ("r", 1.0))}
    options = {"p": ("x", "y"), "q": ("x", "y", "z"), "r": ("x", "y")}
    return with_choices(made, options, dict.fromkeys(options, Reasoned()), weights=weights, rationality=1.5)


def test_payoffs_average_over_what_nature_mixes() -> None:
    _, game = game_of(crisis())
    worth = some_worth(game, 3)
    payoffs = game.payoffs(worth)
    assert payoffs.shape == (3, 2, 2, 3)
    for us in range(2):
        for them in range(3):
            by_hand = sum(
                {0: 0.3, 1: 0.7}[profile[2]] * 0.5 * worth[:, s] for s, profile in enumerate(game.profiles) if profile[:2] == (us, them)
            )
            assert payoffs[:, :, us, them] == pytest.approx(by_hand)


def test_profiles_have_the_chances_of_their_parts() -> None:
    _, game = game_of(crisis())
    mix = game.mix(some_worth(game, 4))
    us, them = mix.players
    assert mix.profiles.sum(axis=1) == pytest.approx(1.0)
    for s, profile in enumerate(game.profiles):
        chance = us[:, profile[0]] * them[:, profile[1]] * {0: 0.3, 1: 0.7}[profile[2]] * 0.5
        assert mix.profiles[:, s] == pytest.approx(chance)


@pytest.mark.parametrize("made", [crisis(), three_players()], ids=["two players and nature", "three players"])
def test_the_mix_moves_as_small_differences_do(made: Scenario) -> None:
    _, game = game_of(made)
    worth = some_worth(game, 5)
    change = np.stack([some_worth(game, 5, seed) for seed in (2, 3)], axis=-1)
    moved = game.moved(worth, game.mix(worth), change)
    step = 1e-4
    for b in range(2):
        ahead, behind = (game.mix(worth + sign * step * change[..., b]).profiles for sign in (1, -1))
        assert moved[:, :, b] == pytest.approx((ahead - behind) / (2 * step), abs=2e-5)
    assert moved.sum(axis=1) == pytest.approx(0.0, abs=1e-12)


def test_what_is_worth_nothing_to_anybody_is_mixed_evenly() -> None:
    made = scenario({"a": [by(0.5, within(3), None, chosen("p.x", 0.5))]})
    program, game = game_of(
        with_choices(made, {"p": ("x", "y"), "q": ("x", "y", "z")}, {"p": Reasoned(), "q": Reasoned()}, rationality=2.0)
    )
    rows = draw(program, 1, 0, 2)
    mix = game.mix(game.worth(rows, np.zeros((len(game.staged.runs), 0, 2))))
    assert mix.profiles == pytest.approx(np.full((2, 6), 1 / 6))


def test_a_settled_choice_leaves_its_player_out() -> None:
    _, game = game_of(crisis(), them="wait", luck="good", aside="red")
    assert [player.actor for player in game.play.players] == ["us"]
    worth = np.array([[[1.0], [3.0]]])
    (us,) = game.mix(worth).players
    assert us[0] == pytest.approx(np.array([1.0, np.exp(2 * 1.2)]) / (1 + np.exp(2 * 1.2)))
