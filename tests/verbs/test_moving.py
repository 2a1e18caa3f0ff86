"""Numbers that are moved: as words of a file, and as a scenario to ask."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Exactly, Fixed, Kind, Origin, Scenario, Window
from ifso.scenario.numbers import parse_value
from ifso.verbs.loading import load
from ifso.verbs.moving import in_digits, moved, moved_value

TEXT = """\
ifso: 1
title: Timings
start: 2026-01-01
events:
  e:
    causes:
      window:
      later:
      rate:
      decade:
      instant:
      word:
      count:
views:
  one:
    e.window: 20% to 40% within 18 months
    e.later: 10% between 1 and 3 years
    e.rate: 5% per year
    e.decade: 5% to 15% per decade
    e.instant: 50% at once
    e.word: very unlikely   within   2 years
    e.count: {value: 5 of 57 within 5 years, counted: Cases.}
  two: {else: one, e.rate: 1% per month}
questions: {main: {then: e, by: 1 year}}
"""


@pytest.fixture(scope="module")
def timings() -> Scenario:
    return read_scenario(TEXT)[0]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("e.window", "35% within 18 months"),
        ("e.later", "35% between 1 and 3 years"),
        ("e.rate", "35% per year"),
        ("e.decade", "35% per decade"),
        ("e.instant", "35% at once"),
        ("e.word", "35% within 2 years"),
        ("e.count", "35% within 5 years"),
    ],
)
def test_a_number_keeps_the_timing_of_the_view_in_its_words(timings: Scenario, name: str, written: str) -> None:
    value = moved_value(timings, "one", name, 0.35)
    assert (value.written, value.number, value.origin) == (written, Exactly(value=0.35), Origin.ASKED)
    assert value.timing == timings.held("one")[name].value.timing


def test_the_timing_is_that_of_the_view_that_is_moved(timings: Scenario) -> None:
    assert moved_value(timings, "two", "e.rate", 0.35).written == "35% per month"
    assert moved_value(timings, "two", "e.window", 0.35).written == "35% within 18 months"


def test_a_number_of_historys_keeps_the_time_over_which_it_is_taken() -> None:
    scenario = load("central-asia").scenario
    held = scenario.held("history")["us_bases_in_iran.invited"].value
    value = moved_value(scenario, "history", "us_bases_in_iran.invited", 0.25)
    assert held.origin is Origin.HISTORY
    assert isinstance(value.timing, Window)
    assert (value.timing, value.written) == (held.timing, "25% within 5 years")


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        (0.0, Kind.CHANCE, "0%"),
        (1.0, Kind.CHANCE, "100%"),
        (0.5, Kind.CHANCE, "50%"),
        (0.347823, Kind.CHANCE, "34.8%"),
        (0.9993412, Kind.CHANCE, "99.9341%"),
        (0.00012345, Kind.CHANCE, "0.0123%"),
        (0.99999999999, Kind.CHANCE, "99.999999999%"),
        (0.07, Kind.CHANCE, "7%"),
        (2.0, Kind.RATIO, "2"),
        (0.123456, Kind.RATIO, "0.123"),
        (0.0, Kind.RATIO, "0"),
        (1234.5, Kind.RATIO, "1230"),
        (-12.345, Kind.WEIGHT, "-12.3"),
        (0.0, Kind.WEIGHT, "0"),
        (-0.0, Kind.WEIGHT, "0"),
        (100.0, Kind.WEIGHT, "100"),
    ],
)
def test_numbers_are_written_as_people_write_them(number: float, kind: Kind, written: str) -> None:
    assert in_digits(number, kind) == written


@given(st.floats(0, 1))
def test_a_chance_reads_back_within_its_digits(number: float) -> None:
    read, _ = parse_value(f"{in_digits(number, Kind.CHANCE)} at once", Kind.CHANCE)
    assert isinstance(read, Exactly)
    assert 0 <= read.value <= 1
    assert abs(read.value - number) <= 0.0051 * min(number, 1 - number) + 1e-14


@given(st.floats(-1e6, 1e6))
def test_a_weight_reads_back_within_its_digits(number: float) -> None:
    read, _ = parse_value(in_digits(number, Kind.WEIGHT), Kind.WEIGHT)
    assert isinstance(read, Exactly)
    assert math.isclose(read.value, number, rel_tol=0.0051, abs_tol=1e-11)


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("e.nothing", 0.5, "no assumption `e.nothing`"),
        ("e.window", 1.5, "1.5 cannot be its value"),
        ("e.window", -0.1, "cannot be its value"),
        ("e.window", math.nan, "cannot be its value"),
        ("e.window", math.inf, "cannot be its value"),
        ("e.window", "30%", "a value is a number"),
        ("e.window", True, "a value is a number"),
        ("e.rate", 1.0, "No rate makes an event certain"),
    ],
)
def test_what_cannot_be_a_value_is_refused(timings: Scenario, name: str, number: float, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        moved_value(timings, "one", name, number)


def test_a_view_moves_and_those_who_borrow_from_it_do_not(timings: Scenario) -> None:
    one = moved(timings, "one", {"e.window": 0.123456, "e.rate": 0.5})
    assert one.held("one")["e.window"].value.number == Exactly(value=0.123456)
    assert one.held("one")["e.rate"].value.number == Exactly(value=0.5)
    assert {name: held.value for name, held in one.held("two").items()} == {name: held.value for name, held in timings.held("two").items()}
    assert tuple(one.views) == tuple(timings.views)
    two = moved(timings, "two", {"e.window": 0.5})
    assert two.held("one") == timings.held("one")
    assert two.held("two")["e.window"].value.number == Exactly(value=0.5)


def test_numbers_can_be_taken_as_they_would_be_written(timings: Scenario) -> None:
    assert moved(timings, "one", {"e.window": 0.123456}, rounded=True).held("one")["e.window"].value.written == "12.3% within 18 months"


def test_nothing_moved_is_the_same_scenario(timings: Scenario) -> None:
    assert moved(timings, "one", {}) is timings


def test_a_choice_is_settled_in_one_view_alone() -> None:
    scenario = load("central-asia").scenario
    settled = moved(scenario, "commentary", {}, {"russia_and_iran": "stand_aside"})
    assert settled.held_choices("commentary")["russia_and_iran"].decided.decision == Fixed(option="stand_aside")
    for view in ("sceptic", "history"):
        before, after = scenario.held_choices(view), settled.held_choices(view)
        assert {name: held.decided for name, held in after.items()} == {name: held.decided for name, held in before.items()}
    with pytest.raises(UsageError, match="no option `wait`"):
        moved(scenario, "commentary", {}, {"russia_and_iran": "wait"})
    with pytest.raises(UsageError, match="no choice `wait`"):
        moved(scenario, "commentary", {}, {"wait": "wait"})
    with pytest.raises(UsageError, match="no view `mine`"):
        moved(scenario, "mine", {})


def test_the_answer_under_a_moved_view_is_that_of_assuming_it() -> None:
    loaded = load("standoff")
    scenario = moved(loaded.scenario, "calm", {"war.face_to_face": 0.4})
    assumed = loaded.ask(views="calm", assume="war.face_to_face=40% per year", draws=1, worlds=2048).to_dict()["views"][0]
    from ifso.verbs.ask import ask  # noqa: PLC0415 - a scenario that no file holds

    answered = ask(scenario, views="calm", draws=1, worlds=2048).to_dict()["views"][0]
    assert answered["chances"] == assumed["chances"]
