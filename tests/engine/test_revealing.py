"""What news says about choices, against chains of every profile."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from ifso.engine.answering import Reading
from ifso.engine.compiling import compile_view
from ifso.engine.news import told
from ifso.engine.play import compile_play
from ifso.engine.revealing import Revealed, answer_had_revealed, answer_revealed, reveal
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import (
    Assumption,
    Choice,
    Decided,
    Exactly,
    Interest,
    Kind,
    Mixed,
    Modifier,
    Observed,
    Option,
    Question,
    Reasoned,
    Scenario,
    Value,
    When,
)

from .building import VIEW, by, per, scenario
from .observing import seen
from .running import ERRORS

WORLDS = 1 << 15
RATIO = 4.0
"""By how much arming speeds up war."""


def with_choice(decision: Mixed | Reasoned, after: str = "") -> Scenario:
    """Return: war at a rate of ln 2 / 4 a year, four times that where x arms; calm at ln 2 / 4 in any case."""
    made = scenario({"war": [by(0.5, per(4))], "calm": [by(0.5, per(4))], "told": [by(0.5, per(1))]})
    chosen = Modifier(when=When.CHOSEN, event="arms.yes", by="war.arms")
    war = made.events["war"]
    causes = tuple(replace(cause, modifiers=(chosen,)) for cause in war.causes)
    options = {name: Option(choice="arms", name=name, says=name) for name in ("yes", "no")}
    view = made.views[VIEW]
    values = {
        **view.values,
        "war.arms": Value(assumption="war.arms", written="", number=Exactly(value=RATIO), timing=None),
        "x.war": Value(assumption="x.war", written="", number=Exactly(value=2.0), timing=None),
    }
    return replace(
        made,
        events={**made.events, "war": replace(war, causes=causes)},
        choices={"arms": Choice(name="arms", actor="x", options=options, after=after)},
        interests=(Interest(actor="x", event="war", weight="x.war"),),
        assumptions={
            **made.assumptions,
            "war.arms": Assumption(name="war.arms", kind=Kind.RATIO, used_by=()),
            "x.war": Assumption(name="x.war", kind=Kind.WEIGHT, used_by=()),
        },
        views={VIEW: replace(view, values=values, choices={"arms": Decided(choice="arms", decision=decision)}, rationality=1.0)},
    )


def revealed_by(made: Scenario, observed: Observed, hidden: tuple[str, ...] = ()) -> Revealed:
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program)
    assert play is not None
    return reveal(program, play, observed, hidden, seed=7, draws=1, worlds=WORLDS, fixed={})


def options_after(revealed: Revealed, by_then: float) -> tuple[Mapping[str, tuple[float, float]], float, float]:
    answered, weighed = answer_revealed(revealed, Question(name="q", then="war", by=by_then), fixed={}, worlds=WORLDS)
    estimate = answered.chances[Reading.LEFT_ALONE]
    assert estimate is not None
    assert estimate.error is not None
    return revealed.options(weighed), estimate.value, estimate.error


MIXED = Mixed(chances={"yes": 0.3, "no": 0.7})


def test_peace_speaks_against_having_armed() -> None:
    """Two years without war are 2^-2 as likely with arms and 2^-1/2 without: Bayes' rule over the options, and over what follows."""
    options, chance, error = options_after(revealed_by(with_choice(MIXED), seen(2.0)), 4.0)
    yes, no = 0.3 * 0.25, 0.7 * 0.5**0.5
    assert options["arms.yes"] == pytest.approx((0.3, yes / (yes + no)), abs=1e-9)
    assert options["arms.no"] == pytest.approx((0.7, no / (yes + no)), abs=1e-9)
    exact = (yes * (1 - 0.25) + no * (1 - 0.5**0.5)) / (yes + no)
    assert abs(chance - exact) <= ERRORS * error


def test_the_date_of_a_war_speaks_for_having_armed() -> None:
    options, _, _ = options_after(revealed_by(with_choice(MIXED), seen(None, {"war": 1.0})), 4.0)
    yes, no = 0.3 * 4 * 0.5, 0.7 * 0.5**0.25
    assert options["arms.yes"][1] == pytest.approx(yes / (yes + no), abs=1e-7)


def test_what_was_reasoned_is_told_from_what_was_expected_before_the_news() -> None:
    """The mix is the logit one of the payoffs from the start: 2 x P(war within ten years), armed or not."""
    options, _, _ = options_after(revealed_by(with_choice(Reasoned()), seen(2.0)), 4.0)
    worth = 2 * (1 - 0.5**10), 2 * (1 - 0.5**2.5)
    mix = 1 / (1 + math.exp(worth[1] - worth[0]))
    yes, no = mix * 0.25, (1 - mix) * 0.5**0.5
    assert options["arms.yes"] == pytest.approx((mix, yes / (yes + no)), abs=0.01)


def test_a_choice_that_is_taken_when_something_happens() -> None:
    """x arms, or does not, once told, at 1: peace until 2 is 2^-1/4 x 2^-1 as likely with arms, and 2^-1/2 without."""
    options, chance, error = options_after(revealed_by(with_choice(MIXED, after="told"), seen(2.0, {"told": 1.0})), 3.0)
    yes, no = 0.3 * 0.5**1.25, 0.7 * 0.5**0.5
    assert options["arms.yes"][1] == pytest.approx(yes / (yes + no), abs=1e-7)
    exact = (yes * 0.5 + no * (1 - 0.5**0.25)) / (yes + no)
    assert abs(chance - exact) <= ERRORS * error


def test_one_that_waits_for_what_can_be_hidden() -> None:
    """Nobody saw whether x was told: worlds are weighed by the time at which it may have been."""
    options, _, _ = options_after(revealed_by(with_choice(MIXED, after="told"), seen(2.0), hidden=("told",)), 3.0)
    t = np.linspace(0, 2, 20001)
    likely = float(np.trapezoid(math.log(2) * 0.5**t * 0.5 ** (t / 4 + (2 - t)), t) + 0.25 * 0.5**0.5)
    yes, no = 0.3 * likely, 0.7 * 0.5**0.5
    assert options["arms.yes"][1] == pytest.approx(yes / (yes + no), abs=0.005)


def test_had_it_been_otherwise_actors_chose_as_they_did() -> None:
    """War came at 1, and would have whatever was told to whom; how likely it is that x had armed stays what the war says of it."""
    revealed = revealed_by(with_choice(MIXED), seen(2.0, {"war": 1.0}))
    answered, weighed = answer_had_revealed(revealed, Question(name="q", then="war", by=4.0), {"told": NEVER}, worlds=WORLDS)
    assert answered.chances[Reading.HAD] == answered.chances[Reading.LEFT_ALONE]
    assert answered.chances[Reading.HAD].value == 1.0  # type: ignore[union-attr]
    yes, no = 0.3 * 4 * 0.5, 0.7 * 0.5**0.25
    assert revealed.options(weighed)["arms.yes"][1] == pytest.approx(yes / (yes + no), abs=1e-7)
    how_sure = told(revealed.first, weighed, WORLDS)
    assert how_sure.log_likelihood == pytest.approx(math.log((yes + no) * math.log(2) / 4 * 0.5 ** (2 / 4) * 0.25), abs=1e-6)
    assert not how_sure.is_rough
