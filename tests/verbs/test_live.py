"""The slider of the Python interface: what it takes, what it refuses, and that its answers are those of asking."""

import numpy as np
import pytest

import ifso
from ifso.engine.answering import Reading
from ifso.engine.contracting import contracted


@pytest.fixture(scope="module")
def slider() -> ifso.Slider:
    return ifso.load("standoff").live(view="tense", worlds=3000)


def test_a_value_that_is_set_is_a_value_that_is_assumed(slider: ifso.Slider) -> None:
    answer = slider.set("talks.called", "30%")
    asked = ifso.load("standoff").ask(views="tense", assume=["talks.called=30% per month"], worlds=3000, draws=1)
    assert answer == asked.answer.views[0].answered
    assert slider.set("talks.called", 0.3) is answer
    assert slider.values["talks.called"] == 0.3
    assert "under tense" in repr(slider)


def test_what_is_set_can_be_reset(slider: ifso.Slider) -> None:
    before = slider.reset()
    assert slider.set("war.surprise", 1).chances[Reading.DO] != before.chances[Reading.DO]
    assert slider.reset() == before
    assert slider.values["war.surprise"] == 0.02


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("talks.caled", 0.1, "no assumption `talks.caled`"),
        ("talks.called", 1.5, "1.5 cannot be its value"),
        ("talks.called", "10% to 20%", "not one number"),
        ("talks.called", "30% per year", "talks.called"),
        ("talks.called", "perhaps", "perhaps"),
        ("effect_of_talks", -1, "-1 cannot be its value"),
        ("effect_of_talks", True, "not True or False|a number or a text"),
    ],
)
def test_what_cannot_be_a_value_is_refused(slider: ifso.Slider, name: str, value: float | str, message: str) -> None:
    with pytest.raises(ifso.UsageError, match=message):
        slider.set(name, value)


@pytest.mark.parametrize("view", ["commentary", "sceptic"])
def test_what_actors_do_is_the_principal_branch_of_their_game(view: str) -> None:
    reasoning = ifso.load("central-asia").live(view=view, worlds=256).live._weighed.reasoning
    game, generator = reasoning.game, np.random.default_rng(2)
    shape = (1, len(game.profiles), len(game.play.players))
    certain = 0
    for stakes in (0.1, 1.0, 1.0, 5.0):
        worth = generator.normal(size=shape) * stakes
        certain += contracted(game.payoffs(worth)[0], game.play.rationality) is not None
        assert game.mix_of_one(worth).profiles == pytest.approx(game.mix(worth).profiles, abs=1e-11)
    assert 0 < certain < 4


def test_choices_can_be_taken() -> None:
    loaded = ifso.load("central-asia")
    slider = loaded.live(view="sceptic", choose=["russia_and_iran=back_iran"], worlds=256)
    assert slider.answer.chosen["russia_and_iran"]["back_iran"].value == 1.0
    for wrong in ("russia_and_iran", "russia=back_iran", "russia_and_iran=nothing"):
        with pytest.raises(ifso.UsageError):
            loaded.live(view="sceptic", choose=[wrong])
