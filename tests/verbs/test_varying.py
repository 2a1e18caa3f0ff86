"""The words of a request: what they change in a question, and what is said of those that cannot be met."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.ground.calendar import NEVER, years_between
from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Between, Choice, Done, Exactly, Learnt, Option, Origin, Question, Rate, Scenario, Window
from ifso.verbs.varying import assumed_values, dated, fixed_events, moment, varied

TEXT = """
ifso: 1
start: 2026-05-01
horizon: 10 years
events:
  crisis: {resolves: x, causes: {c: {}}}
  talks: {resolves: x, causes: {c: {after: crisis}}}
  war: {resolves: x, causes: {escalation: {after: crisis, modified: {once: talks, by: calm}}, domino: {chance: shared}}}
  fall: {resolves: x, causes: {domino: {after: war, chance: shared}}}
views: {v: {crisis.c: 10% per year, talks.c: 50% within 1 year, war.escalation: 20% within 2 years, shared: likely per decade, calm: 0.5}}
questions:
  main: {if: crisis, then: war, by: 8 years}
  reading: {given: crisis, then: war, by: 8 years}
  early: {given: crisis, known by: 2 years, then: war, by: 8 years}
  alone: {then: war}
"""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(TEXT)[0]


@pytest.fixture(scope="module")
def main(scenario: Scenario) -> Question:
    return scenario.questions["main"]


@pytest.mark.parametrize(
    ("text", "years"),
    [("2026-05-01", 0.0), ("2036-05-01", 10.0), ("2031-05-01", 5.0), ("10 years", 10.0), ("18 months", 1.5), (" a year ", 1.0)],
)
def test_a_moment_is_a_date_or_a_duration(text: str, years: float, scenario: Scenario) -> None:
    assert moment(scenario, text, "--by") == pytest.approx(years)


@pytest.mark.parametrize("text", ["2026-04-30", "2036-05-02", "0001-01-01", "9999-12-31", "11 years", "1000 years"])
def test_a_moment_lies_between_start_and_horizon(text: str, scenario: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        moment(scenario, text, "--by")
    assert caught.value.message == f"--by: `{text}` is not between the scenario's start, 2026-05-01, and its horizon, 2036-05-01."


@pytest.mark.parametrize(
    "text", ["", "soon", "2026", "2026-13-01", "0000-01-01", "10000-01-01", "-1 years", "1e9 years", "nan years", "5", "\0"]
)
def test_what_is_no_moment_says_how_to_write_one(text: str, scenario: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        moment(scenario, text, "--by")
    assert caught.value.message.startswith("--by: ")


@given(day=st.dates())
def test_every_date_is_in_range_or_refused(day: date) -> None:
    scenario = read_scenario(TEXT)[0]
    if date(2026, 5, 1) <= day <= date(2036, 5, 1):
        assert moment(scenario, day.isoformat(), "--by") == years_between(scenario.start, day)
    else:
        with pytest.raises(UsageError, match="is not between"):
            moment(scenario, day.isoformat(), "--by")


def test_an_event_may_carry_a_date(scenario: Scenario) -> None:
    assert dated(scenario, "war", "--do", 0.0) == ("war", 0.0)
    assert dated(scenario, " war @ 2028-05-01 ", "--do", 0.0) == ("war", 2.0)
    assert dated(scenario, "war@2 years", "--do", 0.0) == ("war", 2.0)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("wra", "There is no event `wra`.", "Did you mean `war`?"),
        ("", "There is no event ``.", "There are: crisis, talks, war, fall."),
        ("@2028-05-01", "There is no event ``.", "There are: crisis, talks, war, fall."),
        ("war@", "--do: `` is neither a date nor a duration.", "Write for example `2036-05-01` or `10 years`."),
        ("war@2028-05-01@2029-05-01", "--do: `2028-05-01@2029-05-01` is not a unit of time.", None),
    ],
)
def test_an_event_that_cannot_be_read(text: str, message: str, hint: str | None, scenario: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        dated(scenario, text, "--do", 0.0)
    if hint is not None:
        assert (caught.value.message, caught.value.hint) == (message, hint)
    assert caught.value.message.startswith(message[:4])


def test_events_are_made_to_happen_or_prevented(scenario: Scenario) -> None:
    assert fixed_events(scenario, ["talks@2028-05-01"], [" fall "]) == {"talks": 2.0, "fall": NEVER}
    assert fixed_events(scenario, [], []) == {}


@pytest.mark.parametrize(("do", "prevent"), [(["talks", "talks"], []), (["talks"], ["talks"]), ([], ["talks", "talks"])])
def test_an_event_is_fixed_once(do: list[str], prevent: list[str], scenario: Scenario) -> None:
    with pytest.raises(UsageError, match="`talks` is made to happen or prevented twice"):
        fixed_events(scenario, do, prevent)


@pytest.mark.parametrize(
    ("assumed", "hint"),
    [
        ("course=press", "`course` is a choice: a view decides it, and `ifso choices` weighs it."),
        ("course.press=30%", "`course` is a choice: a view decides it, and `ifso choices` weighs it."),
        ("rationality=3", "The rationality is varied with `ifso choices --rationality 3`."),
    ],
)
def test_what_a_view_holds_beside_assumptions_is_not_assumed(assumed: str, hint: str, scenario: Scenario) -> None:
    course = Choice(name="course", actor="ETH", options={n: Option(choice="course", name=n, says=n) for n in ("press", "wait")})
    with pytest.raises(UsageError) as raised:
        assumed_values(replace(scenario, choices={"course": course}), [assumed])
    assert raised.value.message.startswith("There is no assumption `")
    assert raised.value.hint == hint


def test_a_value_is_assumed_for_a_cause_a_shared_name_or_a_ratio(scenario: Scenario) -> None:
    found = assumed_values(scenario, ["war.escalation=30% per year", " war.domino = 10% to 20% within 2 years ", "calm=0.1"])
    assert list(found) == ["war.escalation", "shared", "calm"]
    assert (found["war.escalation"].number, found["war.escalation"].timing) == (Exactly(value=0.3), Rate(period=1.0))
    assert (found["shared"].number, found["shared"].timing) == (Between(low=0.1, high=0.2), Window(opens=0.0, closes=2.0))
    assert (found["calm"].number, found["calm"].timing) == (Exactly(value=0.1), None)
    assert {value.origin for value in found.values()} == {Origin.ASKED}
    assert found["shared"].written == "10% to 20% within 2 years"
    assert assumed_values(scenario, ["shared=1 of 9 at once"]).keys() == {"shared"}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["war.escalation"], "--assume: `war.escalation` has no `=`."),
        ([""], "--assume: `` has no `=`."),
        (["="], "There is no assumption ``."),
        (["war.escalation="], "--assume: war.escalation: The value is missing."),
        (["war.escalaton=30% per year"], "There is no assumption `war.escalaton`."),
        (["war=30% per year"], "There is no assumption `war`."),
        (["war.escalation=30%"], "--assume: war.escalation: A chance needs a time in which it counts."),
        (["war.escalation=300% per year"], "--assume: war.escalation: A chance cannot exceed 100%."),
        (["war.escalation=100% per year"], "--assume: war.escalation: "),
        (["war.escalation=-5% per year"], "--assume: war.escalation: "),
        (["war.escalation=50% to 20% per year"], "--assume: war.escalation: "),
        (["war.escalation=nan per year"], "--assume: war.escalation: "),
        (["war.escalation=1e999 per year"], "--assume: war.escalation: "),
        (["war.escalation=0 of 0 per year"], "--assume: war.escalation: "),
        (["war.escalation=7 of 5 per year"], "--assume: war.escalation: "),
        (["calm=0.5 per year"], "--assume: calm: A hazard ratio has no timing."),
        (["calm=likely"], "--assume: calm: "),
        (["calm=-1"], "--assume: calm: "),
        (["calm=0.5", "calm=0.6"], "--assume: `calm` is given two values."),
        (["war.domino=5% per year", "fall.domino=6% per year"], "--assume: `shared` is given two values."),
    ],
)
def test_a_value_that_cannot_be_assumed(texts: list[str], message: str, scenario: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        assumed_values(scenario, texts)
    assert caught.value.message.startswith(message)


def test_the_date_of_a_question_moves_and_with_it_what_is_learnt_by_then(scenario: Scenario, main: Question) -> None:
    reading, early = scenario.questions["reading"], scenario.questions["early"]
    assert varied(scenario, main, {}, None, "3 years") == replace(main, by=3.0)
    assert varied(scenario, reading, {}, None, "3 years") == replace(reading, by=3.0, antecedent=Learnt(event="crisis", by=3.0))
    assert varied(scenario, early, {}, None, "3 years") == replace(early, by=3.0)
    assert varied(scenario, main, {}, None, None) == main


def test_learning_takes_the_place_of_the_antecedent(scenario: Scenario, main: Question) -> None:
    assert varied(scenario, main, {}, "talks", None).antecedent == Learnt(event="talks", by=8.0)
    assert varied(scenario, main, {}, "talks", "3 years").antecedent == Learnt(event="talks", by=3.0)
    assert varied(scenario, main, {}, "talks@2028-05-01", "3 years").antecedent == Learnt(event="talks", by=2.0)
    assert varied(scenario, scenario.questions["alone"], {}, "talks", None).antecedent == Learnt(event="talks", by=10.0)


def test_a_question_on_condition_of_what_it_asks_about_is_refused(scenario: Scenario, main: Question) -> None:
    with pytest.raises(UsageError, match="on condition of `war`"):
        varied(scenario, main, {}, "war", None)


def test_what_is_made_to_happen_too_late_to_matter_is_refused(scenario: Scenario, main: Question) -> None:
    with pytest.raises(UsageError, match="`talks` is made to happen no sooner than"):
        varied(scenario, main, {"talks": main.by}, None, None)
    with pytest.raises(UsageError, match="`crisis` is made to happen no sooner than 2028-05-01"):
        varied(scenario, main, {"crisis": 3.0}, None, "2 years")


def test_making_the_antecedent_happen_moves_it(scenario: Scenario, main: Question) -> None:
    assert varied(scenario, main, {"crisis": 2.0, "talks": NEVER}, None, None).antecedent == Done(event="crisis", at=2.0)
    assert varied(scenario, main, {"talks": 0.0}, None, None) == main


@pytest.mark.parametrize(
    ("question", "wish", "message"),
    [
        ("main", ({"war": 0.0}, None, None), "`war` is what the question asks about."),
        ("alone", ({"war": NEVER}, None, None), "`war` is what the question asks about."),
        ("main", ({"crisis": NEVER}, None, None), "The question makes `crisis` happen."),
        ("reading", ({"crisis": 1.0}, None, None), "`crisis` cannot be both made or prevented and learnt of."),
        ("reading", ({"crisis": NEVER}, None, None), "`crisis` cannot be both made or prevented and learnt of."),
        ("alone", ({"talks": NEVER}, "talks", None), "`talks` cannot be both made or prevented and learnt of."),
        ("main", ({}, None, "2026-05-01"), "--by: the date is the scenario's start."),
        ("main", ({}, "wra", None), "There is no event `wra`."),
        ("main", ({}, "talks@1990-01-01", None), "--given: `1990-01-01` is not between"),
    ],
)
def test_a_variation_that_makes_no_sense(
    question: str, wish: tuple[dict[str, float], str | None, str | None], message: str, scenario: Scenario
) -> None:
    with pytest.raises(UsageError) as caught:
        varied(scenario, scenario.questions[question], *wish)
    assert caught.value.message.startswith(message)


WORDS = st.one_of(st.text(max_size=20), st.sampled_from(["war", "crisis", "calm", "shared", "war.domino"]))
TIMES = st.one_of(st.text(max_size=20), st.sampled_from(["2028-05-01", "3 years", "0001-01-01", "9999-12-31", "1e400 years"]))
VALUES = st.one_of(st.text(max_size=30), st.sampled_from(["30% per year", "likely at once", "0.5", "1 of 3 within 2 years", "1e999"]))


@given(events=st.lists(WORDS, max_size=2), when=TIMES, assume=st.lists(st.tuples(WORDS, VALUES), max_size=2), given=WORDS, by=TIMES)
def test_whatever_is_typed_is_met_or_refused_in_words(
    events: list[str], when: str, assume: list[tuple[str, str]], given: str, by: str
) -> None:
    scenario = read_scenario(TEXT)[0]
    refused = []
    for attempt in (
        lambda: fixed_events(scenario, [f"{event}@{when}" for event in events], events[:1]),
        lambda: assumed_values(scenario, [f"{name}={value}" for name, value in assume]),
        lambda: varied(scenario, scenario.questions["main"], {}, f"{given}@{when}", by),
    ):
        try:
            attempt()
        except UsageError as error:
            refused.append(error.message)
    assert all(refused)
