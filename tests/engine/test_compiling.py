"""What is compiled, and that neither the order nor the names of things change what follows."""

from collections.abc import Mapping
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ifso.engine.compiling import clock_of, compile_view, distribution_of
from ifso.engine.program import Clock, Run, Shape
from ifso.engine.simulating import event_times
from ifso.scenario.meaning import Between, Count, Exactly, Kind, Scenario, Value

from .building import AT_ONCE, VIEW, Change, Mechanism, after, between, by, every, once, per, scenario, until, within
from .scenarios import ANY, WITHOUT_CHANGES, Sort, causes, mechanisms

WORLDS = 1024


def times(made: Scenario, seed: int = 3, run: Run | None = None) -> dict[str, np.ndarray]:
    program = compile_view(made, VIEW)
    return dict(zip(program.events, event_times(program, run, seed=seed, worlds=WORLDS), strict=True))


# ---------------------------------------------------------------- numbers and clocks


@pytest.mark.parametrize(("low", "high"), [(0.2, 0.4), (0.01, 0.05), (0.95, 0.99), (0.001, 0.999)])
def test_a_range_of_chances_is_the_middle_of_a_logit_normal(low: float, high: float) -> None:
    shape, mean, deviation = distribution_of(Between(low=low, high=high), Kind.CHANCE)
    assert shape is Shape.LOGIT_NORMAL
    law = stats.norm(mean, deviation)
    assert law.cdf(np.log(low / (1 - low))) == pytest.approx(0.05, abs=1e-12)
    assert law.cdf(np.log(high / (1 - high))) == pytest.approx(0.95, abs=1e-12)


@pytest.mark.parametrize(("low", "high"), [(0.2, 0.5), (0.5, 4.0), (1e-3, 1e3)])
def test_a_range_of_ratios_is_the_middle_of_a_log_normal(low: float, high: float) -> None:
    shape, mean, deviation = distribution_of(Between(low=low, high=high), Kind.RATIO)
    assert shape is Shape.LOG_NORMAL
    law = stats.lognorm(deviation, scale=np.exp(mean))
    assert law.cdf(low) == pytest.approx(0.05, abs=1e-12)
    assert law.cdf(high) == pytest.approx(0.95, abs=1e-12)


def test_counts_and_points() -> None:
    assert distribution_of(Count(k=5, n=57), Kind.CHANCE) == (Shape.BETA, 5.5, 52.5)
    assert distribution_of(Exactly(value=0.3), Kind.CHANCE) == (Shape.POINT, 0.3, 0.0)
    assert NormalDist().inv_cdf(0.95) == pytest.approx(stats.norm.ppf(0.95), abs=1e-14)


def test_clocks() -> None:
    assert clock_of(within(3)) == (Clock.WINDOW, 0, 3)
    assert clock_of(between(1, 3)) == (Clock.WINDOW, 1, 2)
    assert clock_of(per(5)) == (Clock.RATE, 0, 5)
    assert clock_of(AT_ONCE) == (Clock.AT_ONCE, 0, 0)
    with pytest.raises(TypeError):
        clock_of(None)


def test_a_program_is_the_scenario_laid_flat() -> None:
    made = scenario(
        {
            "a": [],
            "b": [by(0.5, between(1, 3), after("a", "c", needs=2), once("c", None), until("a", 2.0), name="x"), by(0.1, AT_ONCE, name="y")],
            "c": [by(0.2, per(5), every("a", "b"), name="z")],
        }
    )
    program = compile_view(made, VIEW)
    assert program.events == ("a", "b", "c")
    assert program.causes == ("b.x", "b.y", "c.z")
    assert program.assumptions == ("b.x", "b.x.1", "b.y", "c.z")
    assert program.cause_start.tolist() == [0, 0, 2, 3]
    assert program.trigger_start.tolist() == [0, 2, 2, 4]
    assert program.trigger_event.tolist() == [0, 2, 0, 1]
    assert program.trigger_needs.tolist() == [2, 0, 2]
    assert program.clock.tolist() == [Clock.WINDOW, Clock.AT_ONCE, Clock.RATE]
    assert program.modifier_start.tolist() == [0, 2, 2, 2]
    assert program.modifier_event.tolist() == [2, 0]
    assert program.modifier_until.tolist() == [0, 1]
    assert program.modifier_ratio.tolist() == [-1, 1]
    assert program.first[program.chance].tolist() == [0.5, 0.1, 0.2]


def test_what_is_assumed_takes_the_place_of_the_view() -> None:
    made = scenario({"a": [by(0.5, within(2))]})
    value = Value(assumption="a.c0", written="", number=Exactly(value=0.1), timing=per(4))
    program = compile_view(made, VIEW, {"a.c0": value})
    assert (program.first[0], program.clock[0], program.span[0]) == (0.1, Clock.RATE, 4)
    with pytest.raises(KeyError):
        compile_view(made, VIEW, {"a.c1": value})
    with pytest.raises(KeyError):
        compile_view(made, "nobody")


# ---------------------------------------------------------------- order and names


@settings(max_examples=60)
@given(events=causes(), data=st.data())
def test_reordering_events_and_causes_changes_no_bit(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    named = {e: [replace(m, name=f"n{i}") for i, m in enumerate(ms)] for e, ms in events.items()}
    shuffled = {e: data.draw(st.permutations(named[e])) for e in data.draw(st.permutations(list(named)))}
    first, second = times(scenario(named)), times(scenario(shuffled))
    assert first.keys() == second.keys()
    for event, t in first.items():
        assert np.array_equal(t, second[event])


def renamed(events: Mapping[str, list[Mechanism]], names: Mapping[str, str]) -> dict[str, list[Mechanism]]:
    def one(m: Mechanism) -> Mechanism:
        return replace(
            m,
            trigger=replace(m.trigger, events=tuple(names[e] for e in m.trigger.events)),
            changes=tuple(Change(when=c.when, event=names[c.event], ratio=c.ratio) for c in m.changes),
        )

    return {names[e]: [one(m) for m in ms] for e, ms in events.items()}


@settings(max_examples=40)
@given(events=causes())
def test_renaming_changes_nothing_but_which_numbers_are_drawn(events: dict[str, list[Mechanism]]) -> None:
    names = {e: f"event_{chr(ord('z') - i)}" for i, e in enumerate(events)}
    program, other = compile_view(scenario(events), VIEW), compile_view(scenario(renamed(events, names)), VIEW)
    assert other.events == tuple(names[e] for e in program.events)
    assert not set(other.stream.tolist()) & set(program.stream.tolist())
    carried = replace(other, stream=program.stream)
    assert np.array_equal(event_times(program, seed=3, worlds=WORLDS), event_times(carried, seed=3, worlds=WORLDS))


# ---------------------------------------------------------------- what must always hold


@settings(max_examples=60)
@given(events=causes(), data=st.data())
def test_what_nothing_reaches_never_happens(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    """An event without causes, whatever waits for it, and a ring of events that wait for each other."""
    waits = data.draw(mechanisms(0, ["x", "lone"], [], ANY))
    made = {
        **events,
        "lone": [],
        "x": [replace(waits, trigger=after("lone"), changes=())],
        "ring": [by(1.0, within(1), after("round"))],
        "round": [by(1.0, within(1), after("ring"))],
    }
    got = times(scenario(made))
    for event in ("lone", "x", "ring", "round"):
        assert np.isinf(got[event]).all()


@settings(max_examples=60)
@given(events=causes(WITHOUT_CHANGES), data=st.data())
def test_one_more_cause_never_delays_anything_where_nothing_is_modified(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    names = sorted(events)
    event = data.draw(st.sampled_from(names))
    more = replace(data.draw(mechanisms(names.index(event), names, names, WITHOUT_CHANGES)), name="more")
    before, later = times(scenario(events)), times(scenario({**events, event: [*events[event], more]}))
    assert all((later[e] <= before[e]).all() for e in events)


@settings(max_examples=100)
@given(events=causes(), data=st.data())
def test_one_more_cause_never_delays_its_event_whatever_is_modified(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    """Until the new cause fires, nothing is different; so the event happens then, or when it happened before."""
    names = sorted(events)
    event = data.draw(st.sampled_from(names))
    more = replace(data.draw(mechanisms(names.index(event), names, names, ANY)), name="more")
    before, later = times(scenario(events)), times(scenario({**events, event: [*events[event], more]}))
    assert (later[event] <= before[event]).all()


def downstream(events: Mapping[str, list[Mechanism]], event: str) -> set[str]:
    """Return the event and all that follows from it, by triggers or modifiers."""
    found = {event}
    while more := {e for e, ms in events.items() for m in ms if found & {*m.trigger.events, *(c.event for c in m.changes)}} - found:
        found |= more
    return found


@settings(max_examples=100)
@given(events=causes(Sort(timings=("per",))), data=st.data())
def test_one_more_cause_delays_nothing_where_no_modifier_reads_it(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    """Of constant rates; a window that opens sooner may fall into a time in which a modifier blocks it."""
    names = sorted(events)
    event = data.draw(st.sampled_from(names))
    more = replace(data.draw(mechanisms(names.index(event), names, names, WITHOUT_CHANGES)), name="more")
    while read := {c.event for ms in events.values() for m in ms for c in m.changes} & downstream(events, event):
        events = {e: [replace(m, changes=tuple(c for c in m.changes if c.event not in read)) for m in ms] for e, ms in events.items()}
    before, later = times(scenario(events)), times(scenario({**events, event: [*events[event], more]}))
    assert all((later[e] <= before[e] * (1 + 1e-9)).all() for e in events)


@settings(max_examples=60)
@given(events=causes(WITHOUT_CHANGES), data=st.data())
def test_a_higher_chance_never_delays_anything_where_nothing_is_modified(events: dict[str, list[Mechanism]], data: st.DataObject) -> None:
    event = data.draw(st.sampled_from([e for e, ms in events.items() if ms]))
    first, *rest = events[event]
    assert isinstance(first.number, Exactly)
    most = 0.97 if first.timing != AT_ONCE and not hasattr(first.timing, "opens") else 1.0
    higher = replace(first, number=Exactly(value=data.draw(st.floats(first.number.value, max(most, first.number.value)))))
    before, later = times(scenario(events)), times(scenario({**events, event: [higher, *rest]}))
    for e in events:
        both = np.isfinite(before[e])
        assert np.isfinite(later[e][both]).all()
        assert (later[e][both] <= before[e][both] * (1 + 1e-12)).all()


def test_a_modifier_below_one_never_hastens_a_cause_whose_modifiers_are_left_alone() -> None:
    made = {"m": [by(0.5, per(1))], "b": [by(0.7, within(5), None)]}
    plain = times(scenario(made))["b"]
    for change in (once("m", None), until("m", None), once("m", 0.5)):
        slowed = times(scenario({**made, "b": [by(0.7, within(5), None, change)]}))["b"]
        assert (slowed >= plain * (1 - 1e-9)).all()
        assert (slowed > plain).any()
