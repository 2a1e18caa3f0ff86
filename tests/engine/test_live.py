"""The slider: after any change the answer is that of a simulation from nothing, to the last bit."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.engine.answering import Answered, Reading, Sizes, answer
from ifso.engine.compiling import compile_view
from ifso.engine.deciding import answer_played
from ifso.engine.estimating import Estimate
from ifso.engine.given import run_lanes
from ifso.engine.live import Live, medians
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Program, Shape
from ifso.scenario.meaning import Antecedent, Between, Count, Decision, Done, Kind, Learnt, Mixed, Question, Scenario

from .building import AT_ONCE, VIEW, Mechanism, after, by, once, per, scenario, until, within
from .scenarios import causes
from .test_evaluating import QUESTION as CRISIS
from .test_evaluating import crisis

WORLDS = 1500
SEEDS = 80
MIXED = Mixed(chances={"arm": 0.4, "wait": 0.6})
MIXED_THREE = Mixed(chances={"arm": 0.2, "wait": 0.3, "leave": 0.5})


def value_of(data: st.DataObject, made: Scenario, name: str) -> float:
    """Return another value of an assumption, often at an end of its range."""
    ends = st.sampled_from([0.0, 1.0, 0.5])
    most = 4.0 if made.assumptions[name].kind is Kind.RATIO else 1.0
    return data.draw(ends | st.floats(0.0, most))


@settings(max_examples=60)
@given(data=st.data(), events=causes(), seed=st.integers(0, 2**64 - 1))
def test_every_change_is_as_if_simulated_from_nothing(data: st.DataObject, events: dict[str, list[Mechanism]], seed: int) -> None:
    made = scenario(events)
    program = compile_view(made, VIEW)
    names = st.sampled_from(list(events))
    then = data.draw(names)
    antecedents: list[Antecedent | None] = [None]
    if (event := data.draw(names)) != then:
        antecedents = [None, Done(event=event, at=data.draw(st.sampled_from([0.0, 1.5]))), Learnt(event=event, by=4.0)]
    question = Question(name="q", then=then, by=8.0, antecedent=data.draw(st.sampled_from(antecedents)))
    fixed = data.draw(st.dictionaries(names.filter(lambda n: n not in {then, event}), st.sampled_from([0.0, np.inf]), max_size=1))
    live = Live(program, question, fixed=fixed, seed=seed, worlds=WORLDS, threads=data.draw(st.integers(1, 2)))
    assert live.answered == answer(program, question, fixed=fixed, seed=seed, sizes=Sizes(worlds=WORLDS, draws=1))
    for _ in range(3):
        name = data.draw(st.sampled_from(program.assumptions))
        changed = live.change(name, value_of(data, made, name))
        anew = Live(program, question, fixed=fixed, values=live.values, seed=seed, worlds=WORLDS)
        assert changed == anew.answered
        assert np.array_equal(live._kept.times, anew._kept.times)
    assert live.reset() == answer(program, question, fixed=fixed, seed=seed, sizes=Sizes(worlds=WORLDS, draws=1))


EVENTS = {
    "a": [by(0.4, per(2)), by(0.5, within(3), after("c"), until("d", 0.2))],
    "b": [by(0.6, within(5), after("a"), once("c", 3.0))],
    "c": [by(0.5, AT_ONCE, after("b")), by(0.2, per(5))],
    "d": [by(0.3, within(8))],
    "e": [by(0.7, within(2), after("c"))],
}
QUESTION = Question(name="q", then="e", by=8.0, antecedent=Done(event="a", at=0.0))


def test_what_the_answer_does_not_rest_on_changes_nothing() -> None:
    made = scenario({**EVENTS, "f": [by(0.5, within(1))]})
    live = Live(compile_view(made, VIEW), QUESTION, worlds=WORLDS)
    before = live.answered
    assert live.change("f.c0", 0.9) == before
    assert live.change("a.c0", 0.9).chances[Reading.DO] == before.chances[Reading.DO]
    assert live.answered.chances[Reading.LEFT_ALONE] != before.chances[Reading.LEFT_ALONE]


@pytest.mark.parametrize("question", [CRISIS, replace(CRISIS, antecedent=Learnt(event="crisis", by=2.0))], ids=["do", "given"])
def test_choices_are_weighed_anew_after_every_change(question: Question) -> None:
    program, play = _crisis()
    live = Live(program, question, play=play, seed=3, worlds=20_000)
    for name, value in (("war.c0", 0.3), ("us.war", -1.0), ("crisis.c0.0", 4.0)):
        changed = live.change(name, value)
        assert changed == Live(program, question, play=play, values=live.values, seed=3, worlds=20_000).answered
        asked = _exactly(program, play, question, live)
        for reading, chance in asked.chances.items():
            assert changed.chances[reading].value == pytest.approx(chance.value, abs=4 * changed.chances[reading].error)
            assert changed.curves[reading].values == pytest.approx(asked.curves[reading].values, abs=0.02)
        for choice, chances in asked.chosen.items():
            for option, chance in chances.items():
                found = changed.chosen[choice][option]
                assert found.value == pytest.approx(chance.value, abs=4 * found.error + 1e-12)
        assert changed.rests_on == asked.rests_on
        assert set(changed.used) == set(asked.used)
        assert (asked.weighed_on, changed.weighed_on) == (None, 4096)


def _crisis() -> tuple[Program, Play]:
    made = crisis()
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program)
    assert play is not None
    return program, play


def _exactly(program: Program, play: Play, question: Question, live: Live) -> Answered:
    """Return the answer over the mix of all profiles, each simulated in many worlds."""
    points = replace(program, shape=np.full_like(program.shape, Shape.POINT), first=live.values)
    return answer_played(points, play, question, seed=99, sizes=Sizes(worlds=1 << 19, draws=1))


@pytest.mark.parametrize("decided", [{}, {"us": MIXED, "them": MIXED_THREE}], ids=["reasoned", "mixed"])
@pytest.mark.parametrize("question", [CRISIS, replace(CRISIS, antecedent=Learnt(event="crisis", by=2.0))], ids=["do", "given"])
def test_answers_over_seeds_come_to_the_mixture_of_all_profiles_and_scatter_as_they_say(
    question: Question, decided: dict[str, Decision]
) -> None:
    made = crisis()
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program, decided)
    assert play is not None
    several = [Live(program, question, play=play, seed=seed, worlds=1024) for seed in range(SEEDS)]
    exact = _exactly(program, play, question, several[0])
    for reading, chance in exact.chances.items():
        _scatter([live.answered.chances[reading] for live in several], chance)
    _scatter([live.answered.difference for live in several], exact.difference)
    if not decided:
        for option, chance in exact.chosen["them"].items():
            _scatter([live.answered.chosen["them"][option] for live in several], chance)


def _scatter(found: list[Estimate | None], exact: Estimate | None) -> None:
    values, errors = (np.array([getattr(e, name) for e in found]) for name in ("value", "error"))
    assert exact is not None
    assert values.mean() == pytest.approx(exact.value, abs=4 * values.std() / SEEDS**0.5)
    assert 0.75 < values.std() / np.sqrt((errors**2).mean()) < 1.33


def test_choices_that_are_weighed_are_computed_anew_after_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    program, play = _crisis()
    for interrupted in (1, 2, 3):  # while payoffs are told, or the answer
        live = Live(program, CRISIS, play=play, worlds=WORLDS, threads=1)
        with monkeypatch.context() as patch:
            patch.setattr("ifso.engine.keeping.run_lanes", _interrupted_at(interrupted))
            for value in (0.1, 0.2):
                with suppress(ZeroDivisionError):
                    live.change("war.c0", value)
        assert live.change("war.c0", 0.3) == Live(program, CRISIS, play=play, values=live.values, worlds=WORLDS).answered


def _interrupted_at(call: int) -> Callable[..., None]:
    calls = iter(range(1, 100))

    def run(*given: Any, **named: Any) -> None:
        if next(calls) == call:
            raise ZeroDivisionError
        run_lanes(*given, **named)

    return run


def test_where_no_equilibrium_is_found_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    program, play = _crisis()
    live = Live(program, CRISIS, play=play, worlds=WORLDS)
    before = live.answered
    monkeypatch.setattr("ifso.engine.gaming.contracted", lambda *_: None)
    monkeypatch.setattr("ifso.engine.gaming.quantal_response", lambda payoffs, _: tuple(np.full((1, n), np.nan) for n in payoffs.shape[2:]))
    lost = live.change("us.war", -1.0)
    assert set(lost.chances.values()) == {None}
    assert (lost.unsolved, lost.chosen["us"]) == (1, {})
    monkeypatch.undo()
    assert live.reset() == before


def test_several_changes_at_once_are_one_after_the_other() -> None:
    program = compile_view(scenario(EVENTS), VIEW)
    one, other = (Live(program, QUESTION, worlds=WORLDS) for _ in range(2))
    one.change("b.c0", 0.2)
    assert one.change("c.c1", 0.8) == other.change_all({"c.c1": 0.8, "b.c0": 0.2})


def test_it_begins_with_the_medians() -> None:
    made = scenario({"a": [by(Between(low=0.1, high=0.5), per(2)), by(Count(k=3, n=10), within(2))]})
    found = medians(compile_view(made, VIEW))
    assert found[0] == pytest.approx(1 / (1 + (9 * 1) ** 0.5))  # the middle of the logits of 0.1 and 0.5
    assert 0.28 < found[1] < 0.33


def test_an_interrupted_change_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    program = compile_view(scenario(EVENTS), VIEW)
    live = Live(program, QUESTION, worlds=WORLDS)
    monkeypatch.setattr("ifso.engine.keeping.run_lanes", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        live.change("b.c0", 0.1)
    monkeypatch.undo()
    values = medians(program)
    values[program.assumptions.index("b.c0")] = 0.1
    assert live.change("b.c0", 0.1) == Live(program, QUESTION, values=values, worlds=WORLDS).answered


def test_an_unknown_assumption_is_refused() -> None:
    with pytest.raises(KeyError):
        Live(compile_view(scenario(EVENTS), VIEW), QUESTION, worlds=WORLDS).change("a.c9", 0.5)
