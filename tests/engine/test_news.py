"""Answers after news, against Markov chains, closed forms and worlds that agree with them by chance."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from ifso.engine.answering import Answered, Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.draws import draw
from ifso.engine.news import News, Told, answer_after, follow, told
from ifso.engine.program import Program, Run
from ifso.engine.simulating import sample
from ifso.ground.calendar import just_after
from ifso.scenario.meaning import Between, Count, Done, Learnt, Observed, Question

from .building import VIEW, Mechanism, after, by, every, once, per, scenario, until, within
from .observing import agrees, seen
from .oracle_ctmc import Chain
from .running import ERRORS
from .scenarios import Sort, causes

SOME = Count(k=3, n=10)
RATES = Sort(events=(3, 5), timings=("per",), chances=(0.05, 0.8))


def program_of(events: Mapping[str, list[Mechanism]]) -> Program:
    return compile_view(scenario(events), VIEW)


def after_news(
    events: Mapping[str, list[Mechanism]], observed: Observed, question: Question, *,
    hidden: tuple[str, ...] = (), draws: int = 1, worlds: int = 1 << 15, seed: int = 3,
) -> tuple[Answered, Told, News]:  # fmt: skip
    open_to = [question.antecedent.event] if question.antecedent else []
    news = follow(program_of(events), observed, hidden, seed=seed, draws=draws, open_to=open_to)
    answered, weighed = answer_after(news, question, worlds=worlds)
    return answered, told(news, weighed, worlds), news


def close(answered: Answered, reading: Reading, exact: float, spare: float = 0.0) -> None:
    estimate = answered.chances[reading]
    assert estimate is not None
    assert estimate.error is not None
    assert abs(estimate.value - exact) <= ERRORS * estimate.error + spare + 1e-3, f"{reading}: {estimate} instead of {exact}"


@settings(max_examples=25)
@given(data=st.data(), events=causes(RATES), seed=st.integers(0, 2**32 - 1))
def test_chains_that_run_on_from_a_state(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    """Some events happened and the others not: the chain goes on from there, left alone, with one made to happen, and with it prevented."""
    names = list(events)
    then = data.draw(st.sampled_from(names))
    happened = data.draw(st.lists(st.sampled_from([e for e in names if e != then]), unique=True, max_size=2))
    others = [e for e in names if e not in happened and e != then]
    dates = {e: -1.0 - i for i, e in enumerate(happened)}
    observed, as_of = seen(1.5, dates), 1.5
    for made in data.draw(st.lists(st.sampled_from(others), max_size=1)) if others else []:
        question = Question(name="q", then=then, by=5.0, antecedent=Done(event=made, at=just_after(as_of)))
        answered, _, _ = after_news(events, observed, question, seed=seed)
        for reading, fixed in ((Reading.DO, {made: as_of}), (Reading.DO_NOT, {made: np.inf}), (Reading.LEFT_ALONE, {})):
            chain = Chain(scenario(events), {**dates, **fixed})
            state = chain.start()
            for event in [*dates, *(e for e, t in fixed.items() if t <= as_of)]:
                state = chain.add(state, event)
            close(answered, reading, float(chain.follow(state, as_of, 5.0)[chain.has(then)].sum()))


def test_a_path_of_dates_in_a_chain() -> None:
    made = {
        "a": [by(0.1, per(1)), by(0.6, per(1), after("b"), once("t", 0.2))],
        "b": [by(0.15, per(1)), by(0.5, per(2), after("a"), once("t", 0.2))],
        "t": [by(0.2, per(1), every("a", "b"), until("k", 0.5))],
        "k": [by(0.3, per(1), after("a", "b", needs=2), once("t", None))],
        "w": [by(0.4, per(2), after("k"), once("t", 0.3))],
    }
    chain = Chain(scenario(made))
    state = chain.add(chain.add(chain.start(), "a"), "b")
    for then in "tkw":
        answered, _, _ = after_news(made, seen(3.0, {"a": 1.2, "b": 2.0}), Question(name="q", then=then, by=6.0), worlds=1 << 17)
        close(answered, Reading.LEFT_ALONE, float(chain.follow(state, 3.0, 6.0)[chain.has(then)].sum()))


UNCERTAIN = {
    "h": [by(Between(low=0.2, high=0.7), per(2))],
    "a": [by(SOME, within(3), after("h")), by(Between(low=0.05, high=0.2), per(1))],
    "m": [by(0.4, within(2))],
    "b": [by(Between(low=0.2, high=0.8), within(4), after("a"), once("m", Between(low=0.3, high=3.0))), by(SOME, within(8))],
    "c": [by(0.5, per(3), None, until("h", Between(low=0.2, high=0.9)))],
}


def by_rejection(observed: Observed, hidden: tuple[str, ...], width: float, batches: int = 400) -> tuple[NDArray, NDArray]:
    """Return values and times of the lanes that agree with the news; what happened on a date, within ``width`` years around it.

    Every batch has draws and worlds of its own, so that lanes hardly depend on each other.
    """
    program, draws, worlds = program_of(UNCERTAIN), 50, 256
    values = draw(program, 99, 0, draws * batches)
    kept_values, kept_times = [], []
    for batch in range(batches):
        some = values[batch * draws : (batch + 1) * draws]
        times = sample(program, [Run()], seed=99, values=some, worlds=worlds, first_world=batch * worlds, threads=1)[0]
        flat = {e: times[:, i].ravel() for i, e in enumerate(program.events)}
        ok = agrees(flat, observed, hidden)
        for event, what in observed.seen.items():
            ok &= not what.happened or np.abs(flat[event] - what.at) < width / 2
        kept_values.append(np.repeat(some, worlds, axis=0)[ok])
        kept_times.append(np.stack([flat[e][ok] for e in program.events]))
    return np.concatenate(kept_values), np.concatenate(kept_times, axis=1)


NEWS = [
    ("nothing has happened", seen(1.5), (), 0.0),
    ("nothing has been seen", seen(1.5), ("h", "m"), 0.0),
    ("one date", seen(1.5, {"a": 1.0}), ("h",), 0.1),
    ("two dates", seen(1.2, {"h": 0.5, "a": 1.0}), (), 0.2),
    ("not by other dates", seen(None, None, {"a": 2.0, "b": 3.0}), (), 0.0),
]


@pytest.mark.parametrize(("observed", "hidden", "width"), [n[1:] for n in NEWS], ids=[n[0] for n in NEWS])
def test_uncertain_numbers_against_rejection(observed: Observed, hidden: tuple[str, ...], width: float) -> None:
    """Numbers, hidden events and what follows, against the lanes of 5 million that agree with the news by chance."""
    values, times = by_rejection(observed, hidden, width)
    program = program_of(UNCERTAIN)
    lanes = times.shape[1]
    assert lanes > 1000
    for then in ("b", "c", "h"):
        answered, how_sure, news = after_news(
            UNCERTAIN, observed, Question(name="q", then=then, by=5.0), hidden=hidden, draws=1000, worlds=512
        )
        p = float(np.mean(times[program.events.index(then)] <= 5.0))
        close(answered, Reading.LEFT_ALONE, p, ERRORS * np.sqrt(p * (1 - p) / lanes * 2))
    assert news.is_weighed == bool(hidden or observed.as_of is None)
    assert 0 < how_sure.share <= 1
    for moved in how_sure.moved:
        column = values[:, program.assumptions.index(moved.assumption)]
        below = np.mean(column <= moved.after.middle)
        assert abs(below - 0.5) <= 0.02 + ERRORS * 0.5 / np.sqrt(lanes / 2), moved


def test_the_interval_is_that_of_the_posterior() -> None:
    """b's own chance after a year in vain of a window of two: of p given b not by 1, what is left is p/2 / (1 - p/2)."""
    answered, _, _ = after_news({"b": [by(SOME, within(2))]}, seen(1.0), Question(name="q", then="b", by=2.0), draws=4000, worlds=1 << 13)
    p = stats.beta(3.5, 7.5).ppf((np.arange(20000) + 0.5) / 20000)
    weights, left = 1 - p / 2, p / 2 / (1 - p / 2)
    reached = np.cumsum(weights) / weights.sum()
    estimate = answered.chances[Reading.LEFT_ALONE]
    assert estimate is not None
    assert estimate.value == pytest.approx(np.average(left, weights=weights), abs=0.01)
    assert estimate.low == pytest.approx(left[np.searchsorted(reached, 0.05)], abs=0.01)
    assert estimate.high == pytest.approx(left[np.searchsorted(reached, 0.95)], abs=0.01)


def test_single_numbers_leave_no_interval() -> None:
    answered, how_sure, _ = after_news({"h": [by(0.5, per(1))], "b": [by(0.5, within(2), after("h"))]}, seen(1.0),
                                       Question(name="q", then="b", by=2.0), hidden=("h",))  # fmt: skip
    estimate = answered.chances[Reading.LEFT_ALONE]
    assert estimate is not None
    assert estimate.low == estimate.value == estimate.high
    assert how_sure.moved == ()
    assert how_sure.effective < 1 << 15


@pytest.mark.parametrize("antecedent", [None, Done(event="a", at=0.5), Learnt(event="a", by=2.0)])
def test_without_news_it_is_the_ordinary_answer_to_the_bit(antecedent: Done | Learnt | None) -> None:
    question = Question(name="q", then="b", by=5.0, antecedent=antecedent)
    found, how_sure, _ = after_news(UNCERTAIN, seen(), question, draws=200, worlds=256)
    ordinary = answer(program_of(UNCERTAIN), question, seed=3, sizes=Sizes(draws=200, worlds=256))
    assert found == replace(ordinary, used=found.used)
    assert set(found.used) == set(ordinary.used)
    assert (how_sure.effective, how_sure.share, how_sure.log_likelihood) == (200, 1.0, 0.0)


def test_what_may_already_have_happened_is_made_to_happen_only_from_now_on() -> None:
    """h is hidden, with hazard ln 2 a year; b follows h at a rate of ln 2. Made to happen at 1, h may have come before."""
    events = {"h": [by(0.5, per(1))], "b": [by(0.5, per(1), after("h"))], "x": [by(0.3, per(1))]}
    question = Question(name="q", then="b", by=3.0, antecedent=Done(event="h", at=just_after(1.0)))
    answered, _, news = after_news(events, seen(None, None, {"x": 1.0}), question, worlds=1 << 17)
    assert news.resumed.switches == {"h"}
    ln2 = np.log(2)
    t = np.linspace(0, 1, 20001)
    early = np.trapezoid(ln2 * 0.5**t * (1 - 0.5 ** (3 - t)), t)
    close(answered, Reading.DO, float(early + 0.5 * 0.75))
    close(answered, Reading.DO_NOT, float(early))
    close(answered, Reading.LEFT_ALONE, float(1 - 0.125 * (1 + 3 * ln2)))


def test_learning_more_after_news() -> None:
    """Given that a happens by 3, with nothing by 1, against the chain."""
    events = {"a": [by(0.3, per(1))], "b": [by(0.2, per(1)), by(0.5, per(1), after("a"))]}
    question = Question(name="q", then="b", by=4.0, antecedent=Learnt(event="a", by=3.0))
    answered, _, _ = after_news(events, seen(1.0), question, worlds=1 << 17)
    chain = Chain(scenario(events))
    at_3 = chain.follow(chain.start(), 1.0, 3.0)
    for reading, told_so in ((Reading.GIVEN, chain.has("a")), (Reading.GIVEN_NOT, ~chain.has("a"))):
        state = at_3 * told_so / (at_3 * told_so).sum()
        close(answered, reading, float(chain.follow(state, 3.0, 4.0)[chain.has("b")].sum()))


def test_few_draws_that_agree_are_called_rough() -> None:
    """That ten causes of one chance in between all failed leaves few of the draws; a hidden cause that must have come leaves few worlds."""
    unlikely = {"h": [by(0.02, within(10))], "b": [by(0.5, within(1), after("h"))]}
    _, how_sure, _ = after_news(unlikely, seen(None, {"b": 0.5}), Question(name="q", then="b", by=5.0), hidden=("h",), worlds=4096)
    assert how_sure.is_rough
    assert 0 < how_sure.effective < 20
    _, how_sure, _ = after_news(UNCERTAIN, seen(0.1), Question(name="q", then="b", by=5.0), draws=1000, worlds=256)
    assert not how_sure.is_rough


def test_the_numbers_can_be_kept_as_they_were() -> None:
    events = {"b": [by(SOME, within(2))]}
    news = follow(program_of(events), seen(1.0), seed=3, draws=1000)
    question = Question(name="q", then="b", by=2.0)
    kept, _ = answer_after(news, question, worlds=4096, learn=False)
    p = stats.beta(3.5, 7.5).ppf((np.arange(20000) + 0.5) / 20000)
    close(kept, Reading.LEFT_ALONE, float(np.mean(p / 2 / (1 - p / 2))), 0.004)
    weighing = follow(program_of(UNCERTAIN), seen(1.0), ["h"], seed=3, draws=10)
    with pytest.raises(ValueError, match="weighed"):
        answer_after(weighing, question, worlds=64, learn=False)
