"""Observations that exclude each other: what is refused, and what may be so."""

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.scenario.load import read_scenario
from ifso.verbs.observing import Words, known_by

SCENARIO = read_scenario("""
ifso: 1
start: 2026-05-01
horizon: 10 years
events:
  crisis: {resolves: x, causes: {c: {}}}
  talks: {resolves: x, causes: {c: {after: crisis}}}
  plan: {resolves: x, hidden: true, causes: {c: {after: crisis}}}
  pact: {resolves: x, causes: {c: {after: {all: [crisis, talks]}}, d: {after: plan}}}
  war: {resolves: x, causes: {c: {after: {any: [crisis, talks]}}}}
  quake: {resolves: x}
views:
  v: {crisis.c: 10% per year, talks.c: 5% per year, plan.c: 5% per year, pact.c: 5% per year, pact.d: 5% per year, war.c: 5% per year}
questions: {main: {then: war, by: 8 years}}
""")[0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (Words(observe=["talks@2026-08-01"], as_of="2026-09-01"), "`talks` needs `crisis`, which is known not to have happened by then."),
        (Words(observe=["talks@2026-08-01"], not_by=["crisis@2026-08-01"]), "`talks` needs `crisis`, which is"),
        (Words(observe=["talks@2026-08-01", "crisis@2026-08-02"]), "`talks` needs `crisis`, which is"),
        (Words(observe=["war@2026-08-01"], as_of="2026-09-01"), "`war` needs `crisis` or `talks`, which are known not to have happened by"),
        (
            Words(observe=["crisis@2026-06-01", "pact@2026-08-01"], not_by=["talks@2027-01-01", "plan@2026-09-01"]),
            "`pact` needs `talks` or `plan`, which are",
        ),
    ],
)
def test_what_nothing_can_have_led_to_is_refused(words: Words, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        known_by(SCENARIO, words)
    assert message in refused.value.message
    assert "Observe" in str(refused.value.hint)


@pytest.mark.parametrize(
    "words",
    [
        Words(observe=["talks@2026-08-01", "crisis@2026-08-01"], as_of="2026-09-01"),
        Words(observe=["talks@2026-08-01"], not_by=["crisis@2026-07-31"]),
        Words(observe=["talks@2026-08-01"]),
        Words(observe=["talks@2026-04-01"], as_of="2026-09-01"),
        Words(observe=["quake@2026-08-01"], as_of="2026-09-01"),
        Words(observe=["pact@2026-08-01", "crisis@2026-06-01"], as_of="2026-09-01"),
    ],
)
def test_what_something_may_have_led_to_is_taken(words: Words) -> None:
    known = known_by(SCENARIO, words)
    assert known.observed is not None
    assert len(known.observed.seen) == len(words.observe) + len(words.not_by)
