"""Plays: profiles as runs, players, and options that are taken at the start or when an event happens."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from ifso.engine.compiling import CERTAIN, compile_view
from ifso.engine.draws import draw
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Run, Shape
from ifso.engine.simulating import sample
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Between, Decision, Exactly, Fixed, Mixed, Reasoned, Scenario

from .building import VIEW, by, chosen, scenario, with_choices, within

BOTH = {"us": ("fight", "wait"), "them": ("yield", "hold", "bargain")}


def game(decisions: Mapping[str, Decision], after: Mapping[str, str] | None = None) -> Scenario:
    made = scenario(
        {
            "war": [by(0.5, within(4), None, chosen("us.fight", None))],
            "peace": [by(0.8, within(2), None, chosen("them.hold", 0.25))],
        }
    )
    weights = {("us", "war"): Exactly(value=-3.0), ("them", "peace"): Between(low=1.0, high=2.0), ("us", "peace"): Exactly(value=1.0)}
    return with_choices(made, BOTH, decisions, weights=weights, after=after or {}, rationality=1.5)


def played(made: Scenario, decided: Mapping[str, Decision] | None = None) -> Play:
    found = compile_play(made, VIEW, compile_view(made, VIEW), decided)
    assert found is not None
    return found


REASONED: dict[str, Decision] = {"us": Reasoned(), "them": Reasoned()}


def test_a_scenario_without_choices_has_no_play() -> None:
    made = scenario({"a": [by(0.5, within(1))]})
    assert compile_play(made, VIEW, compile_view(made, VIEW)) is None


def test_options_stand_behind_the_events_and_weights_among_the_assumptions() -> None:
    program = compile_view(game(REASONED), VIEW)
    assert program.events == ("war", "peace", "us.fight", "us.wait", "them.yield", "them.hold", "them.bargain")
    assert CERTAIN not in program.assumptions
    weight = program.assumptions.index("them.peace")
    assert program.shape[weight] == Shape.NORMAL
    assert np.quantile(draw(program, 1, 0, 1000)[:, weight], [0.05, 0.95]) == pytest.approx([1.0, 2.0], abs=0.01)
    assert program.is_certain


def test_profiles_are_every_combination_of_the_options_that_may_be_taken() -> None:
    play = played(game({"us": Reasoned(), "them": Mixed(chances={"yield": 0.25, "hold": 0.0, "bargain": 0.75})}))
    assert play.profiles == ((0, 0), (0, 2), (1, 0), (1, 2))
    assert [play.nature(p) for p in play.profiles] == [0.25, 0.75, 0.25, 0.75]
    assert [player.actor for player in play.players] == ["us"]
    assert play.is_reasoned
    assert not play.is_settled


def test_a_settled_play_has_one_profile() -> None:
    play = played(game(REASONED), {"us": Fixed(option="wait"), "them": Fixed(option="hold")})
    assert play.profiles == ((1, 1),)
    assert play.is_settled
    assert not play.is_reasoned
    assert play.times((1, 1)) == {"us.fight": NEVER, "us.wait": 0.0, "them.yield": NEVER, "them.hold": 0.0, "them.bargain": NEVER}


def test_an_unknown_choice_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        played(game(REASONED), {"nobody": Fixed(option="wait")})


def test_players_are_actors_and_their_strategies_combinations() -> None:
    made = game(REASONED)
    one = replace(made, choices={name: replace(choice, actor="us") for name, choice in made.choices.items()})
    play = played(one)
    (player,) = play.players
    assert player.moves == (0, 1)
    assert play.strategies(player) == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))
    assert play.strategy_of(player, (1, 1)) == 4
    assert [event for event, _ in player.interests] == ["war", "peace"]


def test_what_profiles_are_worth_is_the_sum_of_weight_times_chance() -> None:
    made = game(REASONED)
    program, play = compile_view(made, VIEW), played(made)
    values = draw(program, 1, 0, 3)
    chances = {"war": np.array([[0.5, 0.1]] * 3), "peace": np.array([[0.2, 0.4]] * 3)}
    us, them = play.players
    assert play.worth(us, values, chances) == pytest.approx(np.array([[-3 * 0.5 + 0.2, -3 * 0.1 + 0.4]] * 3))
    weight = values[:, program.assumptions.index("them.peace")]
    assert play.worth(them, values, chances) == pytest.approx(weight[:, None] * chances["peace"])


def test_an_option_taken_at_the_start_holds_from_the_start() -> None:
    made = game(REASONED)
    program, play = compile_view(made, VIEW), played(made)
    runs = [Run(fixed=play.times(profile)) for profile in play.profiles]
    times = sample(program, runs, seed=2, values=draw(program, 2, 0, 1), worlds=4096)[:, 0]
    war, peace = times[:, 0] <= 10, times[:, 1] <= 10
    assert not war[:3].any()
    assert abs(war[3:].mean() - 0.5) < 0.02
    held = 1 - 0.2**0.25
    for profile, happened in zip(play.profiles, peace, strict=True):
        assert abs(happened.mean() - (held if profile[1] == 1 else 0.8)) < 0.03


def test_an_option_taken_after_an_event_holds_from_its_time() -> None:
    made = game(REASONED, after={"us": "peace"})
    program, play = compile_view(made, VIEW), played(made)
    assert program.assumptions[-1] == CERTAIN
    assert play.times((0, 0)) == {"us.wait": NEVER, "them.yield": 0.0, "them.hold": NEVER, "them.bargain": NEVER}
    runs = [Run(fixed=play.times(profile)) for profile in ((0, 0), (1, 0))]
    times = dict(
        zip(program.events, np.moveaxis(sample(program, runs, seed=2, values=draw(program, 2, 0, 1), worlds=4096)[:, 0], 1, 0), strict=True)
    )
    fights, waits = 0, 1
    assert np.array_equal(times["us.fight"][fights], times["peace"][fights])
    assert np.isinf(times["us.wait"][fights]).all()
    assert np.array_equal(times["us.wait"][waits], times["peace"][waits])
    stopped = np.isinf(times["war"][fights]) & np.isfinite(times["war"][waits])
    assert stopped.any()
    assert (times["war"][waits][stopped] > times["peace"][waits][stopped]).all()
    begun = times["war"][waits] < times["peace"][waits]
    assert np.array_equal(times["war"][fights][begun], times["war"][waits][begun])
