"""What actors face, in scenarios whose games are known: what happens is certain once everybody has chosen."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ifso
from ifso.engine.answering import Reading
from ifso.engine.choosing import ViewChoices
from ifso.engine.quantal import quantal_response
from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.verbs.choices import Weighed
from ifso.verbs.loading import Loaded

ERRORS = 5.0

SEXES = """
actors: {he: {name: He}, she: {name: She}}
events:
  fight: {causes: {go: {modified: [{chosen: his.opera, by: blocks}, {chosen: hers.opera, by: blocks}]}}}
  opera: {causes: {go: {modified: [{chosen: his.fight, by: blocks}, {chosen: hers.fight, by: blocks}]}}}
choices:
  his: {actor: he, options: {fight: {}, opera: {}}}
  hers: {actor: she, options: {fight: {}, opera: {}}}
interests: {he: {fight: {}, opera: {}}, she: {fight: {}, opera: {}}}
views:
  author:
    fight.go: 100% at once
    opera.go: 100% at once
    he.fight: 3
    he.opera: 2
    she.fight: 2
    she.opera: 3
    his: reasoned
    hers: reasoned
    rationality: 5
questions: {main: {then: fight}}
"""

SHIPS = """
actors: {north: {name: North}}
events:
  storm: {causes: {comes: {}}}
  wreck: {causes: {sinks: {after: storm, modified: {chosen: ships.stay, by: blocks}}}}
  trade: {causes: {done: {modified: {chosen: ships.stay, by: blocks}}}}
  war: {causes: {begins: {modified: {chosen: fleet.sail, by: blocks}}}}
choices:
  ships: {actor: north, options: {sail: {}, stay: {}}}
  fleet: {actor: north, options: {sail: {}, stay: {}}}
interests: {north: {wreck: {}, trade: {}, war: {}}}
views:
  reasoner:
    storm.comes: 50% within 1 year
    wreck.sinks: 80% at once
    trade.done: 100% at once
    war.begins: 40% within 2 years
    north.wreck: -20 to -8
    north.trade: 5
    north.war: -1
    ships: reasoned
    fleet: {sail: 70%, stay: 30%}
    rationality: 0.5
  settled:
    else: reasoner
    ships: stay
questions:
  main: {if: storm, then: wreck, by: 4 years}
  war: {then: war}
"""


def scenario(text: str) -> Loaded:
    read = read_scenario(f"ifso: 1\ntitle: A game\nstart: 2026-01-01\nhorizon: 4 years\n{text}")
    return Loaded(scenario=read[0], path=Path("text.yaml"), warnings=())


def view(found: Weighed, name: str) -> ViewChoices:
    return next(one for one in found.choices.views if one.view == name)


def first(text: str, **request: Any) -> ViewChoices:
    return scenario(text).choices(worlds=512, **request).choices.views[0]


def close(found: Any, exact: float) -> None:
    assert found is not None
    assert found.error is not None
    assert abs(found.value - exact) <= ERRORS * found.error + 1e-9, f"{found.value} is not {exact}"


# ---------------------------------------------------------------- the battle of the sexes


def test_payoffs_are_weights_times_chances_in_every_profile():
    found = first(SEXES)
    assert {cell.strategies: tuple(e.value for e in cell.worth) for cell in found.cells} == {
        (0, 0): (3, 2), (0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (2, 3),
    }  # fmt: skip


def test_without_uncertain_numbers_there_is_no_interval():
    found = first(SEXES)
    assert found.draws == 1
    for cell in found.cells:
        assert all(e.low == e.high == e.value for e in cell.worth)


def test_all_three_equilibria_are_reported_and_the_branch_leads_to_the_mixed_one():
    found = first(SEXES)
    assert found.nash is not None
    assert [e.is_pure for e in found.nash.equilibria] == [True, True, False]
    assert found.selected == 2
    assert [round(float(mix[0]), 6) for mix in found.nash.equilibria[2].mixes] == [0.6, 0.4]


def test_the_mix_is_the_logit_equilibrium_and_the_others_at_that_rationality_are_not_hidden():
    found = first(SEXES)
    payoffs = np.array([[[3, 0], [0, 2]], [[2, 0], [0, 3]]], dtype=float)
    expected = quantal_response(payoffs[None], 5.0)
    for faced, mix in zip(found.players, expected, strict=True):
        assert [e.value for e in faced.mix] == pytest.approx(mix[0].tolist(), abs=1e-9)
    assert {round(mixes[0][0]) for mixes in found.elsewhere} == {0, 1}
    assert found.branch is not None
    assert found.branch.crossed < 5


def test_best_replies_follow_what_the_other_does():
    for faced in first(SEXES).players:
        assert faced.dominant is None
        assert {reply.others: (reply.best, reply.gain.value) for reply in faced.replies}.keys() == {(0,), (1,)}
        assert {reply.others[0]: reply.best for reply in faced.replies} == {0: 0, 1: 1}


def test_the_answer_is_that_of_each_profile_weighed_by_the_mix():
    found = first(SEXES)
    answers = {outcome.options: outcome.answers[Reading.LEFT_ALONE].value for outcome in found.outcomes}
    assert answers == {("fight", "fight"): 1, ("fight", "opera"): 0, ("opera", "fight"): 0, ("opera", "opera"): 0}
    his, hers = (faced.mix[0].value for faced in found.players)
    assert found.answers[Reading.LEFT_ALONE].value == pytest.approx(his * hers)
    assert sum(outcome.chance.value for outcome in found.outcomes) == pytest.approx(1)
    assert found.tells


@pytest.mark.parametrize("rationality", [0, 0.5, 2])
def test_rationality_can_be_asked_for(rationality):
    found = first(SEXES, rationality=rationality)
    assert found.rationality == rationality
    if rationality == 0:
        assert [e.value for faced in found.players for e in faced.mix] == [0.5] * 4
    assert scenario(SEXES).choices(rationality=rationality, worlds=512).choices.rationality == rationality


def test_a_weight_can_be_asked_for_and_is_then_nobodys_reading():
    found = first(SEXES, assume="he.opera=10")
    assert found.cells[3].worth[0].value == 10
    assert found.weights["he.opera"].value.origin.value == "asked"


# ---------------------------------------------------------------- one actor under uncertainty


def test_stakes_are_told_interest_by_interest():
    """Sailing is worth 5 of trade for certain, and 0.5 x 0.8 of a wreck whose mean weight is -14."""
    found = view(scenario(SHIPS).choices(worlds=16384), "reasoner")
    (faced,) = found.players
    (comparison,) = faced.comparisons
    stakes = {stake.event: stake for stake in comparison.stakes}
    close(stakes["wreck"].change, 0.4)
    close(stakes["wreck"].worth, 0.4 * -14)
    assert stakes["trade"].worth.value == 5
    assert stakes["war"].worth.value == 0
    close(comparison.worth, 5 - 0.4 * 14)


def test_uncertain_interests_pass_into_worth_and_mix():
    """With one uncertain number all intervals are its own, carried over; a chance of 0.4 in so many worlds is known to 0.019."""
    found = view(scenario(SHIPS).choices(draws=400, worlds=16384), "reasoner")
    (faced,) = found.players
    worth = faced.comparisons[0].worth
    assert worth.low == pytest.approx(5 - 0.4 * 20, abs=0.019 * 20)
    assert worth.high == pytest.approx(5 - 0.4 * 8, abs=0.019 * 8)
    sails = faced.mix[0]
    assert sails.low == pytest.approx(1 / (1 + np.exp(-0.5 * (5 - 0.4 * 20))), abs=0.03)
    assert sails.high == pytest.approx(1 / (1 + np.exp(-0.5 * (5 - 0.4 * 8))), abs=0.03)
    favoured = faced.comparisons[0].favoured  # wherever 0.4 w > -5, with w normal, its middle 90% from -20 to -8
    assert favoured == pytest.approx(0.3405, abs=0.03)
    answer = found.answers[Reading.DO]
    assert answer.low == pytest.approx(0.8 * sails.low, abs=0.03)
    assert answer.high == pytest.approx(0.8 * sails.high, abs=0.03)


def test_nobody_foresees_an_intervention():
    """Whether the question makes the storm happen or not, payoffs are those with the storm left to its causes."""
    loaded = scenario(SHIPS)
    asked = view(loaded.choices(worlds=2048), "reasoner")
    left = view(loaded.choices("war", worlds=2048), "reasoner")
    assert [cell.worth for cell in asked.cells] == [cell.worth for cell in left.cells]
    background = view(loaded.choices("war", do="storm", worlds=2048), "reasoner")
    assert background.cells[0].worth[0].value < left.cells[0].worth[0].value - 2


def test_what_a_view_mixes_is_averaged_over_and_shown_as_such():
    found = view(scenario(SHIPS).choices("war", worlds=8192), "reasoner")
    assert [len(cell.strategies) for cell in found.cells] == [1, 1]
    chances = {outcome.options[1]: 0.0 for outcome in found.outcomes}
    for outcome in found.outcomes:
        chances[outcome.options[1]] += outcome.chance.value
    assert chances == {"sail": pytest.approx(0.7), "stay": pytest.approx(0.3)}
    close(found.answers[Reading.LEFT_ALONE], 0.3 * 0.4)


def test_a_view_that_fixes_everything_has_no_players():
    found = view(scenario(SHIPS).choices(worlds=512), "settled")
    assert found.players == ()
    assert found.nash is None
    assert found.rationality is None
    assert found.answers[Reading.DO].value == 0


def test_every_standard_error_holds_the_truth():
    for seed in range(5):
        found = view(scenario(SHIPS).choices(worlds=4096, seed=seed), "reasoner")
        close(found.players[0].comparisons[0].worth, 5 - 0.4 * 14)
        close(found.cells[1].worth[0], -0.3 * 0.4)


def test_threads_change_nothing():
    one, two = (scenario(SHIPS).choices(worlds=1024, threads=threads) for threads in (1, 2))
    assert one.choices.views[0].answers == two.choices.views[0].answers
    assert one.choices.views[0].cells == two.choices.views[0].cells


# ---------------------------------------------------------------- forms of the result


def test_the_table_has_a_row_for_each_profile_and_actor():
    frame = scenario(SEXES).choices(worlds=512).frame()
    assert frame.columns == ["view", "profile", "actor", "worth", "low", "high", "error", "best"]
    assert frame.height == 8
    assert frame["best"].sum() == 4


def test_plain_values_are_json_and_hold_all_that_is_shown():
    found = scenario(SHIPS).choices(worlds=512).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    reasoner = found["views"][0]
    assert reasoner["choices"][1]["chances"] == {"sail": 0.7, "stay": 0.3}
    assert reasoner["interests"][0]["origin"] == "analyst"
    assert reasoner["actors"][0]["comparisons"][0]["says"].startswith("Choosing sail rather than stay costs north")
    assert reasoner["nash"]["equilibria"][0]["branch_leads_here"] is True


def test_it_can_be_read_and_seen():
    found = scenario(SEXES).choices(worlds=512)
    assert "A game" in str(found)
    assert found._repr_html_().startswith("<pre")
    assert repr(found) == "<ifso choices in 'main' of 'text' under author>"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"rationality": -1}, "--rationality is -1."),
        ({"rationality": float("inf")}, "--rationality is inf."),
        ({"rationality": "much"}, "`rationality` is a number, not the text 'much'."),
        ({"rationality": True}, "`rationality` is a number, not True."),
        ({"views": "nobody"}, "There is no view `nobody`."),
    ],
)
def test_what_cannot_be_asked_is_said(request_, said):
    with pytest.raises(UsageError, match="^" + said.replace("(", r"\(")):
        scenario(SEXES).choices(**request_)


def test_a_scenario_without_choices_says_so():
    with pytest.raises(UsageError, match="no choices"):
        ifso.load("standoff").choices()
