"""What a coalition answers is what a view answers that holds the same, world by world."""

import numpy as np
import pytest
from hypothesis import given, settings

from ifso.engine.compiling import compile_view
from ifso.engine.draws import quantiles
from ifso.engine.merging import merge
from ifso.engine.mixing import Mixtures, Of, Worth
from ifso.engine.program import Run
from ifso.engine.seeking import numbers_of, sought
from ifso.engine.simulating import event_times
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Done, Learnt, Question, Scenario

from .building import VIEW
from .test_cruxes import OTHERWISE, REASONED, SETTLED, decided
from .test_merging import two_views

VIEWS = (VIEW, "other")
WORLDS = 256


@given(two_views())
@settings(max_examples=40)
def test_a_coalition_answers_as_a_view_that_holds_the_same(made: Scenario) -> None:
    events = list(made.events)
    question = Question(name="q", then=events[-1], by=made.horizon, antecedent=Done(event=events[0], at=0.0))
    merged = merge(made, VIEWS)
    mixtures = Mixtures(made, question, merged, sought(question, None, {}), fixed={}, seed=9)
    players = len(mixtures.players)
    bits = np.arange(1 << min(players, 5))
    members = (bits[:, None] >> np.arange(players) & 1).astype(bool)
    ranks = np.full((1, 1, len(merged.assumptions)), 0.5)
    found = mixtures.worth(members[None], merged.quantiles(ranks), 64, WORLDS, Worth.WHOLE)[0]
    held = [made.held(view) for view in VIEWS]
    for row, worth in zip(members, found.tolist(), strict=True):
        second = {player.name for player, is_in in zip(mixtures.players, row.tolist(), strict=True) if is_in}
        values = {name: held[name in second][name].value for name in made.assumptions}
        alone = compile_view(made, VIEW, values)
        medians = quantiles(alone, np.full((1, len(alone.assumptions)), 0.5))[0]
        times = event_times(alone, Run(fixed={events[0]: 0.0}), seed=9, first_world=64, worlds=WORLDS, values=medians)
        assert worth == pytest.approx(np.mean(times[-1] <= made.horizon), abs=1e-12)


@pytest.mark.parametrize("second", [SETTLED, OTHERWISE, REASONED])
def test_what_is_held_still_and_what_moves_are_the_whole(second: object) -> None:
    made = decided(REASONED, second, (1.0, 3.0))  # type: ignore[arg-type] # one of three decisions
    question = Question(name="q", then="war", by=6.0)
    merged = merge(made, VIEWS)
    mixtures = Mixtures(made, question, merged, sought(question, None, {}), fixed={}, seed=1)
    assert mixtures.is_weighed
    players = len(mixtures.players)
    members = (np.arange(1 << players)[:, None] >> np.arange(players) & 1).astype(bool)
    by_view = merged.quantiles(np.full((1, 2, len(merged.assumptions)), 0.3))
    whole, still, moved = (mixtures.worth(members[None], by_view, 0, 512, of) for of in Worth)
    assert still + moved == pytest.approx(whole, abs=1e-12)
    assert np.ptp(moved) > 0
    direct = members[:, mixtures.telling]
    assert len({(tuple(row), worth) for row, worth in zip(direct.tolist(), still[0].tolist(), strict=True)}) == 1 << len(mixtures.telling)


def test_who_takes_part() -> None:
    question = Question(name="q", then="war", by=6.0)
    made = decided(SETTLED, OTHERWISE)
    plain = Mixtures(made, question, merge(made, VIEWS), sought(question, None, {}), fixed={}, seed=1)
    assert [(player.name, player.of) for player in plain.players] == [("war.c0", Of.ASSUMPTION), ("us", Of.CHOICE), ("them", Of.CHOICE)]
    assert not plain.is_weighed
    made = decided(REASONED, REASONED, (1.0, 2.0))
    weighed = Mixtures(made, question, merge(made, VIEWS), sought(question, None, {}), fixed={}, seed=1)
    assert [player.name for player in weighed.players] == ["war.c0", "rationality"]
    assert [weighed.players[place].name for place in weighed.telling] == ["war.c0"]
    assert "us.loss" in weighed.used


def test_the_numbers_of_an_answer() -> None:
    plain = Question(name="q", then="b", by=3.0)
    done = Question(name="q", then="b", by=3.0, antecedent=Done(event="a", at=1.0))
    learnt = Question(name="q", then="b", by=3.0, antecedent=Learnt(event="a", by=2.0))
    assert numbers_of(plain) == ("left alone",)
    assert numbers_of(done) == ("do", "do not", "left alone", "difference")
    assert numbers_of(learnt) == ("given", "given not", "left alone", "difference")
    found = sought(done, "difference", {"a": 0.5, "c": 2.0})
    assert [dict(run.fixed) for run in found.runs] == [{"a": 1.0, "c": 2.0}, {"a": NEVER, "c": 2.0}]
    assert found.quantity(np.array([0.7, 0.2])) == pytest.approx(0.5)
    assert dict(sought(done, "left alone", {"a": 0.5, "c": 2.0}).runs[0].fixed) == {"c": 2.0}
    ratio = sought(learnt, "difference", {})
    assert ratio.is_ratio
    assert ratio.quantity(np.array([0.3, 0.6, 0.1, 0.4])) == pytest.approx(0.25)
    assert [tally.condition.holds for tally in ratio.tallies if tally.condition] == [True, True, False, False]
