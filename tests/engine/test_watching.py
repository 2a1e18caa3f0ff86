"""What events tell about an outcome, against closed forms and exact chains, within five standard errors."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine import blocks
from ifso.engine.answering import Reading
from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Choosing
from ifso.engine.draws import draw
from ifso.engine.watching import LEAST, Glance, Watched, Watching, find_watchlists, information, watch
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Antecedent, Between, Done, Learnt, Question

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, within
from .oracle_ctmc import Chain
from .scenarios import Sort, causes

Events = dict[str, list[Mechanism]]
ERRORS = 5.0
DATES = (0.5, 1.0, 2.0, 3.0, 4.5)
END = 5.0


def watched(
    events: Events, then: str = "b", antecedent: Antecedent | None = None, reading: Reading = Reading.LEFT_ALONE,
    *, dates: tuple[float, ...] = DATES, draws: int = 1000, worlds: int = 128, seed: int = 5, fixed: dict[str, float] | None = None,
) -> Watching:  # fmt: skip
    question = Question(name="q", then=then, by=END, antecedent=antecedent)
    program = compile_view(scenario(events), VIEW)
    choosing = Choosing(program, None, question, fixed or {}, draw(program, seed, 0, draws), seed=seed)
    return watch(choosing, reading, dates, worlds=worlds, threads=2)


def of(found: Watching, event: str) -> Watched:
    return next(one for one in found.events if one.event == event)


def entropy(*p: float) -> float:
    return -sum(x * math.log2(x) for x in p if x > 0)


def mutual(event: float, outcome: float, both: float) -> float:
    """Return the mutual information of two facts from their chances and that of both."""
    joint = (both, event - both, outcome - both, 1 - event - outcome + both)
    return entropy(event, 1 - event) + entropy(outcome, 1 - outcome) - entropy(*(max(p, 0.0) for p in joint))


def assert_glance(at: Glance, event: float, outcome: float, both: float) -> None:
    """Assert what one date tells from the chances of the event, of the outcome, and of both."""
    assert at.error is not None
    lanes = 128_000
    assert abs(at.bits - mutual(event, outcome, both)) <= ERRORS * at.error + 20 / lanes
    assert abs(at.chance - event) <= ERRORS * math.sqrt(event * (1 - event) / lanes) + 10 / lanes
    for answer, error, chance in ((at.if_so, at.if_so_error, (both, event)), (at.if_not, at.if_not_error, (outcome - both, 1 - event))):
        if answer is not None and chance[1] > 0.01:
            assert error is not None
            assert abs(answer - chance[0] / chance[1]) <= ERRORS * error + 20 / (lanes * chance[1])


# ---------------------------------------------------------------- closed forms


def test_an_event_that_brings_the_outcome_about_at_once() -> None:
    p = 0.7
    found = of(watched({"a": [by(0.3, per(2))], "b": [by(p, AT_ONCE, after("a"))]}), "a")
    end = 1 - 0.7 ** (END / 2)
    for at in found.glances:
        happened = 1 - 0.7 ** (at.date / 2)
        assert_glance(at, happened, p * end, p * happened)
    assert found.leads == 1.0  # at the same instant, and yet not after it
    assert not found.follows


def test_of_events_at_one_instant_only_what_follows_from_the_outcome_is_after_it() -> None:
    found = watched({
        "a": [by(0.4, per(1))],
        "b": [by(0.5, AT_ONCE, after("a"))],
        "c": [by(0.9, AT_ONCE, after("b"))],
        "d": [by(0.9, AT_ONCE, after("a"))],
    })  # fmt: skip
    assert {event: of(found, event).leads for event in "acd"} == {"a": 1.0, "c": 0.0, "d": 1.0}
    assert {one.event for one in found.telling} == {"a", "d"}


def test_an_event_that_blocks_the_outcome() -> None:
    found = of(watched({"a": [by(0.5, AT_ONCE)], "b": [by(0.8, within(4), None, once("a", None))]}), "a")
    for at in found.glances:
        assert_glance(at, 0.5, 0.4, 0.0)
    assert found.best.date == DATES[0]
    assert found.best.above_noise


def test_two_independent_events_tell_nothing_of_each_other() -> None:
    found = watched({"b": [by(0.5, within(4))], **{f"x{n}": [by(0.1 + 0.04 * n, per(2))] for n in range(20)}})
    assert len(found.events) == 20
    for one in found.events:
        for at in one.glances:
            assert at.bits < LEAST / 4
    assert sum(at.above_noise for one in found.events for at in one.glances) <= 2
    assert found.telling == ()


def test_what_events_tell_about_the_numbers_counts() -> None:
    """Two events that share a chance and nothing else: given the chance they are independent, so that both happen with E[p^2]."""
    chance = Between(low=0.05, high=0.95)
    made: Events = {"a": [by(chance, within(1), shared="same")], "b": [by(chance, within(1), shared="same")]}
    p = draw(compile_view(scenario(made), VIEW), 5, 0, 1000)[:, 0]
    found = of(watched(made, dates=(1.0, 2.0)), "a")
    for at in found.glances:
        assert_glance(at, float(p.mean()), float(p.mean()), float((p**2).mean()))
    assert found.best.bits > 0.05


def test_the_outcome_is_told_in_full_by_what_always_comes_with_it() -> None:
    found = watched({"a": [by(0.4, within(4))], "b": [by(1.0, AT_ONCE, after("a"))]})
    last = of(found, "a").glances[-1]
    assert last.bits == pytest.approx(found.entropy, abs=1e-3)
    assert found.chance is not None
    assert found.entropy == pytest.approx(entropy(found.chance, 1 - found.chance))
    assert (last.if_so, last.if_not) == (1.0, 0.0)


@settings(max_examples=25)
@given(events=causes(Sort(events=(3, 6), timings=("per",), chances=(0.0, 0.9))), seed=st.integers(0, 2**32))
def test_random_scenarios_of_rates_against_exact_chains(events: Events, seed: int) -> None:
    chain = Chain(scenario(events))
    outcome, *others = sorted(events)
    found = watched(events, outcome, seed=seed, dates=(1.0, 3.0))
    (whole,) = chain.curve(outcome, [END])
    for event in others:
        chances = chain.curve(event, (1.0, 3.0))
        for at, chance in zip(of(found, event).glances, chances, strict=True):
            assert_glance(at, chance, whole, chain.both(outcome, END, event, at.date))
            assert 0 <= at.bits <= min(found.entropy, entropy(at.chance, 1 - at.chance)) + 1e-9


# ---------------------------------------------------------------- readings


CHAIN: Events = {
    "a": [by(0.5, per(2))],
    "m": [by(0.4, per(1), after("a"))],
    "b": [by(0.9, within(2), after("m")), by(0.1, within(5))],
    "c": [by(0.9, within(1), after("b"))],
}


def test_readings_are_kept_apart() -> None:
    done = Done(event="a", at=0.0)
    made, left, kept = (watched(CHAIN, "b", done, reading) for reading in (Reading.DO, Reading.LEFT_ALONE, Reading.DO_NOT))
    assert {one.event for one in made.events} == {"m", "c"}
    assert {one.event for one in left.events} == {"a", "m", "c"}
    assert made.chance is not None
    assert left.chance is not None
    assert kept.chance is not None
    assert made.chance > left.chance + 0.1 > kept.chance + 0.2
    assert of(kept, "m").best.bits == 0.0
    assert of(kept, "m").best.if_so is None
    given_a, given_not = (watched(CHAIN, "b", Learnt(event="a", by=1.0), reading) for reading in (Reading.GIVEN, Reading.GIVEN_NOT))
    assert {one.event for one in given_a.events} == {"m", "c"}
    assert given_a.chance is not None
    assert given_not.chance is not None
    assert given_a.chance > left.chance > given_not.chance


def test_what_is_fixed_is_not_watched() -> None:
    found = watched(CHAIN, fixed={"m": NEVER})
    assert {one.event for one in found.events} == {"a", "c"}


def test_what_follows_the_outcome_is_no_indicator() -> None:
    found = watched(CHAIN)
    consequence = of(found, "c")
    assert consequence.follows
    assert consequence.tells
    assert consequence.leads == 0.0
    assert "c" not in {one.event for one in found.telling}
    assert of(found, "m").leads is not None
    assert not of(found, "m").follows
    assert [one.event for one in found.telling] == ["m", "a"]


def test_the_events_stand_in_the_order_of_what_they_tell() -> None:
    found = watched(CHAIN)
    assert all(one.best.bits >= other.best.bits for one, other in pairwise(found.events))
    best = of(found, "m").best
    assert best.bits >= 0.9 * max(at.bits for at in of(found, "m").glances)
    assert all(at.bits < 0.9 * max(g.bits for g in of(found, "m").glances) for at in of(found, "m").glances if at.date < best.date)


def test_nothing_is_told_of_worlds_that_are_not() -> None:
    found = watched({"a": [by(0.0, per(1))], "b": [by(0.5, per(1))]}, "b", Learnt(event="a", by=1.0), Reading.GIVEN)
    assert (found.chance, found.events) == (None, ())


# ---------------------------------------------------------------- how sure


def test_the_bias_is_that_of_miller_where_lanes_are_independent() -> None:
    """Tables of two facts that have nothing to do with each other; groups of a few lanes each."""
    rng = np.random.default_rng(3)
    cells = rng.multinomial(8, [0.12, 0.28, 0.18, 0.42], size=(250, 400)).reshape(250, 400, 2, 2).astype(float)
    bits, _, bias = information(cells)
    n = 250 * 8
    assert bias.mean() == pytest.approx(1 / (2 * n * math.log(2)), rel=0.05)
    assert bits.mean() == pytest.approx(1 / (2 * n * math.log(2)), rel=0.15)
    assert abs((bits - bias).mean()) < 5 * bits.std() / math.sqrt(400)


def test_the_bias_is_right_where_lanes_of_a_group_are_alike() -> None:
    """Groups of eight lanes that are all the same tell as little as single lanes."""
    rng = np.random.default_rng(3)
    cells = 8.0 * rng.multinomial(1, [0.12, 0.28, 0.18, 0.42], size=(250, 400)).reshape(250, 400, 2, 2)
    bits, _, bias = information(cells)
    assert bias.mean() == pytest.approx(1 / (2 * 250 * math.log(2)), rel=0.05)
    assert bits.mean() == pytest.approx(bias.mean(), rel=0.15)


def test_the_error_is_that_of_repetitions() -> None:
    rng = np.random.default_rng(4)
    cells = rng.multinomial(8, [0.3, 0.1, 0.2, 0.4], size=(100, 500)).reshape(100, 500, 2, 2).astype(float)
    bits, error, bias = information(cells)
    assert error.mean() == pytest.approx(bits.std(), rel=0.1)
    assert (bits - bias).mean() == pytest.approx(mutual(0.4, 0.5, 0.3), abs=5 * bits.std() / math.sqrt(500))


def test_an_empty_row_tells_nothing() -> None:
    cells = np.tile(np.array([[0.0, 0.0], [3.0, 5.0]]), (10, 1, 1, 1))
    bits, error, bias = information(cells)
    assert (bits[0], error[0], bias[0]) == (0.0, 0.0, 0.0)


def test_no_error_is_told_of_a_single_draw() -> None:
    found = watched({"a": [by(Between(low=0.2, high=0.6), per(1))], "b": [by(0.5, within(2), after("a"))]}, draws=1)
    assert found.error is None
    assert {at.error for at in of(found, "a").glances} == {None}
    assert found.telling == ()


def test_no_cutting_changes_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = watched(CHAIN, draws=50, worlds=300)
    monkeypatch.setattr(blocks, "NUMBERS", 64)
    assert watched(CHAIN, draws=50, worlds=300) == whole


def test_views_and_readings_share_their_worlds() -> None:
    told: list[float] = []
    question = Question(name="q", then="b", by=END, antecedent=Done(event="a", at=0.0))
    found = find_watchlists(
        scenario(CHAIN), question, [VIEW, VIEW], [Reading.DO, Reading.LEFT_ALONE], DATES, fixed={}, assumed={}, draws=100, worlds=64,
        threads=1, progress=told.append,
    )  # fmt: skip
    assert found.views[0].readings == found.views[1].readings
    assert [watching.reading for watching in found.views[0].readings] == [Reading.DO, Reading.LEFT_ALONE]
    assert told == sorted(told)
    assert told[-1] == 1.0
