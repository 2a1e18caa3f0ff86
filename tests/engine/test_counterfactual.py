"""What would have happened: the property that makes it a counterfactual, and cases in closed form."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.answering import Reading
from ifso.engine.compiling import compile_view
from ifso.engine.counterfactual import abducted, answer_had, imagine, times_in
from ifso.engine.news import News, follow
from ifso.engine.posterior import Contradicted
from ifso.engine.program import Run
from ifso.engine.simulating import event_times
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Observed, Question

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, within
from .observing import seen
from .running import times_of, tolerance
from .scenarios import ANY, causes

WORLDS = 1 << 16


def news_of(events: Mapping[str, list[Mechanism]], observed: Observed, hidden: tuple[str, ...] = ()) -> News:
    return follow(compile_view(scenario(events), VIEW), observed, hidden, seed=11, draws=1)


def times_had(news: News, had: Mapping[str, float], worlds: int = WORLDS) -> dict[str, NDArray[np.float64]]:
    """Return the times of all events in the worlds that agree with the news, had events happened at other times."""
    names = news.program.events
    return dict(zip(names, times_in(abducted(news, 0, worlds), imagine(news, had), names)[0], strict=True))


@settings(max_examples=80)
@given(data=st.data(), events=causes(ANY), seed=st.integers(0, 2**32 - 1), as_of=st.floats(0.1, 8.0))
def test_had_what_happened_happened_it_is_what_happened(
    data: st.DataObject, events: dict[str, list[Mechanism]], seed: int, as_of: float
) -> None:
    """A history is taken from a world. Every world that agrees with it brings it about again, to the date, and goes on as it would have."""
    history = {e: float(t[0]) for e, t in times_of(scenario(events), worlds=64, seed=seed).items()}
    hidden = tuple(data.draw(st.lists(st.sampled_from(sorted(events)), unique=True, max_size=2)))
    happened = {e: t for e, t in history.items() if t <= as_of and e not in hidden}
    try:
        news = news_of(events, seen(as_of, happened), hidden)
    except Contradicted:  # what happened at the very instant of a hidden event has no likelihood without it
        reject()
    lanes = abducted(news, 0, 64)
    possible = np.isfinite(lanes.logs.ravel())
    names = news.program.events
    as_it_is = times_in(lanes, imagine(news, {}), names)[0]
    resumed = event_times(news.resumed.program, Run(fixed=news.resumed.fixed), seed=news.seed, worlds=64, values=news.posterior.values[0])
    for event in names:
        found, goes_on = as_it_is[names.index(event)][possible], resumed[names.index(event)][possible]
        if event in happened:
            assert np.allclose(found, happened[event], rtol=0, atol=1e-9), event
        elif event not in hidden:
            assert np.all(found > as_of), event
        assert np.allclose(found, goes_on, rtol=1e-9, atol=1e-8), event
    if happened:
        again = dict(data.draw(st.lists(st.sampled_from(sorted(happened.items())), min_size=1, unique=True)))
        assert np.allclose(times_in(lanes, imagine(news, again), names)[0][:, possible], as_it_is[:, possible], rtol=1e-9, atol=1e-8)


def share(t: NDArray[np.float64], by_then: float) -> float:
    return float(np.mean(t <= by_then))


def test_what_an_event_kept_from_happening() -> None:
    """a stopped b at 1. Had a not happened, b would have had its hazard from 1 on: what it had spent until then had not sufficed."""
    events = {"a": [by(0.5, per(2))], "b": [by(0.5, per(1), None, once("a", None))]}
    news = news_of(events, seen(3.0, {"a": 1.0}))
    had_not = times_had(news, {"a": NEVER})["b"]
    for t, p in ((1.0, 0.0), (2.0, 0.5), (3.0, 0.75)):
        assert abs(share(had_not, t) - p) <= tolerance(p, WORLDS)
    assert np.all(times_had(news, {})["b"] == np.inf)
    earlier = times_had(news, {"a": 0.5})["b"]
    assert np.all(earlier == np.inf)


def test_which_of_two_causes_did_it() -> None:
    """At 1 the two had hazards in the ratio ln 2 to 0.6/2.4: so likely would b have happened without the other's trigger."""
    events = {"a": [by(0.5, per(1))], "b": [by(0.5, per(1)), by(0.6, within(3), after("a"))]}
    news = news_of(events, seen(1.5, {"a": 0.4, "b": 1.0}))
    hazards = math.log(2), 0.2 / (1 - 0.2 * 0.6)
    own = hazards[0] / sum(hazards)
    had_not = times_had(news, {"a": NEVER})["b"]
    on_its_day = float(np.mean(np.abs(had_not - 1.0) < 1e-9))
    assert abs(on_its_day - own) <= tolerance(own, WORLDS)
    later = own + (1 - own) * 0.5  # the other's own hazard after 1, within one year
    assert abs(share(had_not, 2.0) - later) <= tolerance(later, WORLDS)


def test_an_instant_at_which_two_may_have_acted() -> None:
    """b happened at once with a, by one of two jumps or both; m would have kept the first from acting."""
    events = {"a": [by(0.5, per(1))], "m": [by(0.3, per(5))],
              "b": [by(0.5, AT_ONCE, after("a"), once("m", None)), by(0.2, AT_ONCE, after("a"))]}  # fmt: skip
    news = news_of(events, seen(2.0, {"a": 1.0, "b": 1.0}))
    without_first = 0.2 / (1 - 0.5 * 0.8)
    times = times_had(news, {"m": 0.5})["b"]
    assert abs(share(times, 1.0) - without_first) <= tolerance(without_first, WORLDS)
    assert np.all(times_had(news, {})["b"] == 1.0)


def test_a_jump_that_did_not_act_needs_more() -> None:
    """a came and b did not follow at once, at 50%. With a ratio of 2 on it, it would have at 1 - 0.25, so by half of the worlds left."""
    events = {"a": [by(0.5, per(1))], "m": [by(0.3, per(5))], "b": [by(0.5, AT_ONCE, after("a"), once("m", 2.0))]}
    times = times_had(news_of(events, seen(2.0, {"a": 1.0})), {"m": 0.5})["b"]
    assert abs(share(times, 1.0) - 0.5) <= tolerance(0.5, WORLDS)


def test_what_happened_before_the_start_can_be_thought_away() -> None:
    events = {"a": [by(0.5, per(1))], "b": [by(0.6, within(3), after("a"))]}
    news = news_of(events, seen(1.0, {"a": -1.0}))
    assert np.all(times_had(news, {"a": NEVER})["b"] == np.inf)
    as_it_is = times_had(news, {})["b"]
    assert abs(share(as_it_is, 1.5) - (0.5 - 0.4) / 0.6) <= tolerance(1 / 6, WORLDS)


def test_hidden_events_are_made_up_as_the_evidence_has_them() -> None:
    """h unseen drives b, which has not come by 2. Had h come at the start, b would have come by 2 where its u is below 0.8.

    Of worlds that agree with the news, h came early in vain (u above 0.8), or at t in the second year (u above 0.8 (2 - t)), or later.
    """
    t = np.linspace(1.0, 2.0, 20001)
    density = math.log(2) * 0.5**t
    in_vain, late, later = 0.5 * 0.2, np.trapezoid(density * (1 - 0.8 * (2 - t)), t), 0.25
    exact = (np.trapezoid(density * (0.8 - 0.8 * (2 - t)), t) + later * 0.8) / (in_vain + late + later)
    news = news_of({"h": [by(0.5, per(1))], "b": [by(0.8, within(1), after("h"))]}, seen(2.0), hidden=("h",))
    answered, weighed = answer_had(news, Question(name="q", then="b", by=2.0), {"h": 0.0}, worlds=WORLDS)
    had, as_it_is = (answered.chances[reading] for reading in (Reading.HAD, Reading.LEFT_ALONE))
    assert had is not None
    assert had.error is not None
    assert as_it_is is not None
    assert abs(had.value - exact) <= 5 * had.error
    assert 0 < had.error < 0.01
    assert as_it_is.value == 0.0
    assert weighed.log_likelihood == pytest.approx(math.log(in_vain + late + later), abs=0.01)


def test_answers_stand_beside_what_is_to_be_expected() -> None:
    events = {"a": [by(0.5, per(2))], "b": [by(0.5, per(1), None, once("a", None))]}
    answered, _ = answer_had(news_of(events, seen(3.0, {"a": 1.0})), Question(name="q", then="b", by=3.0), {"a": NEVER}, worlds=WORLDS)
    assert list(answered.chances) == [Reading.HAD, Reading.LEFT_ALONE]
    assert answered.chances[Reading.HAD].value == pytest.approx(0.75, abs=0.01)  # type: ignore[union-attr]
    assert answered.difference is not None
    assert answered.difference.value == answered.chances[Reading.HAD].value  # type: ignore[union-attr]
    assert answered.used == ("a.c0", "b.c0")
