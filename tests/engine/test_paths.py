"""Shares of paths and chances of links against closed forms, within five of their own standard errors."""

import math

import numpy as np
import pytest

from ifso.engine import blocks
from ifso.engine.answering import Reading
from ifso.engine.compiling import compile_view
from ifso.engine.dealing import Choosing
from ifso.engine.draws import draw
from ifso.engine.paths import Path, Traced, Tracing, find_paths, paths
from ifso.scenario.meaning import Antecedent, Between, Done, Learnt, Question

from .building import AT_ONCE, VIEW, Mechanism, after, by, every, once, per, scenario, within
from .running import alone

Events = dict[str, list[Mechanism]]
ERRORS = 5.0


def traced(
    events: Events, then: str, until: float, antecedent: Antecedent | None = None, reading: Reading = Reading.LEFT_ALONE,
    *, horizon: float = 10.0, draws: int = 1000, worlds: int = 256, seed: int = 7, top: int = 50, fixed: dict[str, float] | None = None,
) -> Traced:  # fmt: skip
    question = Question(name="q", then=then, by=until, antecedent=antecedent)
    program = compile_view(scenario(events, horizon), VIEW)
    choosing = Choosing(program, None, question, fixed or {}, draw(program, seed, 0, draws), seed=seed)
    return paths(choosing, reading, worlds=worlds, top=top, threads=2)


def names(path: Path) -> tuple[str, ...]:
    return (*((path.begins,) if path.begins else ()), *(link.cause for link in path.links))


def assert_shares(found: Traced, expected: dict[tuple[str, ...], float]) -> None:
    """Assert that these are all the paths, with these shares."""
    shares = {names(path): path for path in found.paths}
    assert shares.keys() == expected.keys()
    for name, share in expected.items():
        error = shares[name].error
        assert error is not None
        assert abs(shares[name].share - share) <= ERRORS * error + 1e-12, f"{name}: {shares[name].share} instead of {share} ± {error}"
        assert error < 0.01
    assert found.distinct == len(expected)
    assert found.covered == pytest.approx(1.0)


def rate(p: float, years: float) -> float:
    return -math.log(1 - p) / years


# ---------------------------------------------------------------- shares


def test_two_rates_compete_in_proportion_to_their_hazards() -> None:
    one, two = rate(0.3, 2), rate(0.5, 1)
    found = traced({"b": [by(0.3, per(2)), by(0.5, per(1))]}, "b", 4.0)
    assert_shares(found, {("b.c0",): one / (one + two), ("b.c1",): two / (one + two)})
    assert found.chance == pytest.approx(1 - math.exp(-4 * (one + two)), abs=ERRORS * (found.error or 0))


def test_two_windows_compete_by_noisy_or() -> None:
    """The first of two even windows: p (1 - q/2) of all worlds, and the other way round; together 1 - (1 - p)(1 - q)."""
    p, q = 0.6, 0.3
    whole = p + q - p * q
    found = traced({"b": [by(p, within(4)), by(q, within(4))]}, "b", 5.0)
    assert_shares(found, {("b.c0",): p * (1 - q / 2) / whole, ("b.c1",): q * (1 - p / 2) / whole})


def test_a_chain_against_a_shortcut() -> None:
    """After a at 0: c follows at once from b, which takes an even year, or by its own window, in which case it has to be sooner."""
    events: Events = {"a": [], "b": [by(0.8, within(1), after("a"))], "c": [by(1.0, AT_ONCE, after("b")), by(0.5, within(2), after("a"))]}
    found = traced(events, "c", 10.0, Done(event="a", at=1.0), Reading.DO)
    through, short = 0.8 * (1 - 0.5 / 4), 0.5 * (0.5 * (1 - 0.8 / 2) + 0.5 * 0.2)
    assert_shares(found, {("a", "b.c0", "c.c0"): through / (through + short), ("a", "c.c1"): short / (through + short)})


def test_all_goes_through_the_last_and_any_through_the_first() -> None:
    one, two, end = rate(0.3, 1), rate(0.6, 1), 3.0
    events: Events = {"a": [by(0.3, per(1))], "b": [by(0.6, per(1))]}
    last = traced({**events, "c": [by(1.0, AT_ONCE, every("a", "b"))]}, "c", end)
    through_b = (1 - math.exp(-two * end)) - two / (one + two) * (1 - math.exp(-(one + two) * end))
    through_a = (1 - math.exp(-one * end)) - one / (one + two) * (1 - math.exp(-(one + two) * end))
    whole = through_a + through_b
    assert_shares(last, {("a.c0", "c.c0"): through_a / whole, ("b.c0", "c.c0"): through_b / whole})
    first = traced({**events, "c": [by(1.0, AT_ONCE, after("a", "b"))]}, "c", end)
    assert_shares(first, {("a.c0", "c.c0"): one / (one + two), ("b.c0", "c.c0"): two / (one + two)})


def test_at_least_two_of_three_goes_through_the_second() -> None:
    """Of three rates, the second to happen is i where one of the others j comes before it and the third k after."""
    rates = {"a": rate(0.3, 1), "b": rate(0.5, 1), "c": rate(0.7, 1)}
    events: Events = {"a": [by(0.3, per(1))], "b": [by(0.5, per(1))], "c": [by(0.7, per(1))]}
    found = traced({**events, "d": [by(1.0, AT_ONCE, after("a", "b", "c", needs=2))]}, "d", 200.0, horizon=200.0)
    total = sum(rates.values())
    second = {
        i: sum(rates[j] / total * rates[i] / (total - rates[j]) for j in rates if j != i) for i in rates
    }  # the first is j, and of the rest i comes first
    assert sum(second.values()) == pytest.approx(1)
    assert_shares(found, {(f"{i}.c0", "d.c0"): share for i, share in second.items()})


def test_a_cycle_through_time_is_traced_to_where_it_began() -> None:
    """Either side arms by itself or in answer to the other; in the long run everything happens, and the first decides."""
    own_a, own_b, answer_a = rate(0.2, 1), rate(0.4, 1), rate(0.5, 1)
    events: Events = {
        "a": [by(0.2, per(1)), by(0.5, per(1), after("b"))],
        "b": [by(0.4, per(1)), by(0.3, per(1), after("a"))],
    }
    found = traced(events, "a", 300.0, horizon=300.0)
    b_first = own_b / (own_a + own_b)
    in_answer = b_first * answer_a / (own_a + answer_a)
    assert_shares(found, {("a.c0",): 1 - in_answer, ("b.c0", "a.c1"): in_answer})


def test_a_modified_cause_competes_with_its_modified_hazard() -> None:
    events: Events = {"m": [], "b": [by(0.3, per(1), None, once("m", 3.0)), by(0.3, per(1))]}
    found = traced(events, "b", 5.0, fixed={"m": 0.0})
    assert_shares(found, {("b.c0",): 0.75, ("b.c1",): 0.25})
    assert [h.share for path in found.paths for link in path.links for h in link.holding] == [1.0]


def test_a_modifier_holds_in_the_worlds_in_which_it_came_first() -> None:
    """A ratio of 1 changes nothing: it holds where the one of two equal rates is the sooner."""
    events: Events = {"m": [by(0.5, per(1))], "b": [by(0.5, per(1), None, once("m", 1.0))]}
    found = traced(events, "b", 300.0, horizon=300.0)
    ((held,),) = [link.holding for path in found.paths for link in path.links]
    assert (held.event, held.until, held.ratio) == ("m", False, "b.c0.0")
    assert held.share == pytest.approx(0.5, abs=0.01)


def test_uncertain_numbers_weigh_in_by_what_they_bring_about() -> None:
    """A share is the mean of what one path brings about over the mean of what all do, and not the mean of the shares."""
    events: Events = {"b": [by(Between(low=0.1, high=0.9), within(4)), by(0.4, within(4))]}
    p = draw(compile_view(scenario(events), VIEW), 7, 0, 1000)[:, 0]
    one, two = np.mean(p * (1 - 0.4 / 2)), np.mean(0.4 * (1 - p / 2))
    found = traced(events, "b", 5.0)
    assert_shares(found, {("b.c0",): one / (one + two), ("b.c1",): two / (one + two)})


def test_learning_leaves_the_worlds_in_which_it_is_true() -> None:
    """Where a has happened by 2, b came about through it or by itself; the rest of the worlds does not count."""
    events: Events = {"a": [by(0.5, within(4))], "b": [by(1.0, AT_ONCE, after("a")), by(0.4, within(2))]}
    found = traced(events, "b", 2.0, Learnt(event="a", by=2.0), Reading.GIVEN)
    assert_shares(found, {("a.c0", "b.c0"): 0.8, ("b.c1",): 0.2})
    assert found.chance == 1.0
    other = traced(events, "b", 2.0, Learnt(event="a", by=2.0), Reading.GIVEN_NOT)
    assert_shares(other, {("b.c1",): 1.0})
    assert other.chance == pytest.approx(0.4, abs=ERRORS * (other.error or 0))


# ---------------------------------------------------------------- links, dates, what is not listed


def test_the_chance_of_a_link_is_on_condition_of_its_trigger() -> None:
    """Of two even windows of a year after an even trigger within ten, the one reaches an end at ten with p (1 - 1/20) on average."""
    events: Events = {"a": [by(0.5, within(10))], "b": [by(0.6, within(1), after("a")), by(0.2, within(10))]}
    found = traced({**events, "b": events["b"][:1]}, "b", 10.0)
    ((first, second),) = [path.links for path in found.paths]
    assert second.chance == pytest.approx(0.6 * 0.95, abs=ERRORS * (second.error or 0))
    assert first.chance == pytest.approx(0.5, abs=ERRORS * (first.error or 0))
    assert first.error is not None
    assert 0 < first.error < 0.005
    (path,) = found.paths
    assert path.weakest == first


def test_a_link_is_not_credited_with_what_another_cause_did() -> None:
    """Each of two equal windows is the first in half of the worlds in which both fire."""
    found = traced({"b": [by(1.0, within(4)), by(1.0, within(4))]}, "b", 5.0)
    assert [link.chance for path in found.paths for link in path.links] == pytest.approx([0.5, 0.5], abs=0.01)


def test_the_median_is_the_date_by_which_half_had_come_about() -> None:
    found = traced({"b": [by(0.9, within(4))]}, "b", 10.0)
    assert found.paths[0].median == pytest.approx(2.0, abs=0.05)
    early = traced({"b": [by(0.9, within(4))]}, "b", 3.0)
    assert early.paths[0].median == pytest.approx(1.5, abs=0.05)
    at_start = traced({"b": [by(0.9, AT_ONCE)]}, "b", 3.0)
    assert at_start.paths[0].median == 0.0


def test_what_is_not_listed_is_counted() -> None:
    events: Events = {"b": [by(0.1 * n, per(1)) for n in range(1, 7)]}
    found = traced(events, "b", 5.0, top=2)
    assert len(found.paths) == 2
    assert found.distinct == 6
    assert found.covered == pytest.approx(sum(path.share for path in found.paths))
    assert 0.4 < found.covered < 1
    assert [path.share for path in found.paths] == sorted((path.share for path in found.paths), reverse=True)


def test_nothing_comes_of_what_cannot_happen() -> None:
    found = traced({"b": [by(0.0, per(1))]}, "b", 5.0)
    assert (found.chance, found.paths, found.covered, found.distinct) == (0.0, (), 0.0, 0)
    never = traced({"a": [by(0.0, per(1))], "b": [by(0.5, per(1))]}, "b", 5.0, Learnt(event="a", by=2.0), Reading.GIVEN)
    assert (never.chance, never.error, never.paths) == (None, None, ())


# ---------------------------------------------------------------- how sure, and however it is cut


def test_the_error_is_that_of_repetitions() -> None:
    """The spread of a share over seeds, with draws that share worlds and worlds that share draws."""
    events: Events = {"b": [by(Between(low=0.1, high=0.9), within(4)), by(Between(low=0.2, high=0.5), within(4))]}
    many = [traced(events, "b", 5.0, draws=200, worlds=8, seed=seed) for seed in range(80)]
    firsts = [next(path for path in found.paths if names(path) == ("b.c0",)) for found in many]
    told = np.mean([path.error for path in firsts])
    assert np.std([path.share for path in firsts]) == pytest.approx(told, rel=0.3)


def test_no_error_is_told_of_a_single_draw() -> None:
    found = traced({"b": [by(Between(low=0.1, high=0.9), within(4))]}, "b", 5.0, draws=1)
    assert found.error is None
    assert found.paths[0].error is None
    assert found.paths[0].links[0].error is None


def test_no_cutting_changes_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small blocks, one thread or many, with what was simulated kept or simulated again."""
    events: Events = {
        "a": [by(Between(low=0.1, high=0.9), within(4))],
        "b": [by(0.4, per(1), after("a"), once("c", 2.0)), by(0.2, per(2))],
        "c": [by(0.5, per(3))],
    }
    program = compile_view(scenario(events), VIEW)
    question = Question(name="q", then="b", by=6.0)
    results = []
    for most, threads, kept in ((blocks.LANES, 1, blocks.KEPT), (128, 3, blocks.KEPT), (512, 2, 0)):
        monkeypatch.setattr(blocks, "KEPT", kept)
        wanted, values = blocks.ancestors(program, "b"), draw(program, 2, 0, 70)
        lanes = blocks.lanes_of(program, alone(program), None, wanted, values=values, seed=2, worlds=300, most=most)
        results.append(Tracing(lanes, question).traced(Reading.LEFT_ALONE, 10, threads, None))
    assert results[0] == results[1] == results[2]
    assert results[0].distinct == 2


def test_views_are_traced_on_the_same_worlds() -> None:
    made = scenario({"b": [by(0.3, per(2)), by(0.5, per(1))]})
    shares: list[float] = []
    told: list[float] = []
    question = Question(name="q", then="b", by=5.0)
    found = find_paths(
        made, question, [VIEW, VIEW], Reading.LEFT_ALONE, fixed={}, assumed={}, draws=100, worlds=64, threads=1, progress=told.append
    )
    shares = [path.share for view in found.views for path in view.traced.paths]
    assert shares[:2] == shares[2:]
    assert told == sorted(told)
    assert told[-1] == 1.0
