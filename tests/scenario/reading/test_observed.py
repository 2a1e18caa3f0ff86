from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ifso.ground.calendar import years_between
from ifso.scenario.load import load_scenario, read_scenario

Complain = Callable[..., list[str]]
GOOD = Path(__file__).parents[2] / "files" / "good"
EVENTS = "{a: {causes: {x: }}, b: {causes: {x: }}}"
VIEWS = "{v: {a.x: 5% per year, b.x: 5% per year}}"


def test_what_has_been_observed_as_it_is_meant() -> None:
    scenario, _ = load_scenario(GOOD / "news.yaml")
    observed = scenario.observed
    assert observed is not None
    assert observed.as_of == years_between(scenario.start, date(2026, 11, 1))
    assert [(seen.event, seen.happened) for seen in observed.seen.values()] == [
        ("famine", True), ("grain_runs_out", True), ("war", False), ("revolt", False),
    ]  # fmt: skip
    famine = observed.seen["famine"]
    assert famine.at == years_between(scenario.start, date(2025, 10, 1)) < 0
    assert (famine.source, famine.note, len(famine.quotes)) == ("report", "By the date of the report.", 1)
    assert (observed.seen["revolt"].at, observed.seen["revolt"].source) == (0.25, "report")


@pytest.mark.parametrize(
    ("observed", "said"),
    [
        ("{happened: {c: 2026-08-01}}", "unknown-event: There is no event `c`."),
        ("{not by: {c: 2026-08-01}}", "unknown-event: There is no event `c`."),
        ("{happened: {a: 2026-08-01}, not by: {a: 2026-07-01}}", "observed-twice: `a` stands under `happened` and under `not by`."),
        ("{as of: 2026-04-30}", "out-of-time: This lies before the start, 2026-05-01."),
        ("{as of: 2036-05-02}", "out-of-time: This lies past the horizon, 2036-05-01."),
        ("{as of: 2026-08-01, happened: {a: 2026-08-02}}", "out-of-time: This lies after `as of`, 2026-08-01"),
        ("{as of: 2026-08-01, not by: {a: {by: 2026-08-02}}}", "out-of-time: This lies after `as of`, 2026-08-01"),
        ("{happened: {a: 2036-05-02}}", "out-of-time: This lies past the horizon, 2036-05-01."),
        ("{not by: {a: 2026-04-30}}", "out-of-time: This lies before the start, 2026-05-01."),
        ("{happened: {a: 0001-01-01}}", "out-of-time: This lies more than 1,000 years before the start, or before the calendar begins."),
        ("{happened: {a: 01/08/2026}}", "date: `01/08/2026` is not a date."),
        ("{happened: {a: }}", "empty: `a` is empty."),
        ("{happened: {a: [2026-08-01]}}", "wrong-form: `a` is a text, not a list."),
        ("{happened: {a: {by: 2026-08-01}}}", "unknown-key: `by` is not part of a happening."),
        ("{happened: {a: {note: x}}}", "missing-key: A happening needs `on`."),
        ("{not by: {a: {note: x}}}", "missing-key: An absence needs `by`."),
        ("{happened: {a: {on: 2026-08-01, source: s}}}", "unknown-source: There is no source `s`."),
        ("{happened: [a]}", "wrong-form: `happened` is a mapping of names, not a list."),
        ("{happened: }", "empty: `happened` has nothing in it."),
        ("{}", "empty: `observed` has nothing in it."),
        ("", "empty: An observation is described here by nothing."),
        ("{seen: {a: 2026-08-01}}", "unknown-key: `seen` is not part of an observation."),
    ],
)
def test_faults_of_what_has_been_observed(complain: Complain, observed: str, said: str) -> None:
    found = complain(events=EVENTS, views=VIEWS, observed=observed)
    assert any(line.startswith(said) for line in found)
    assert {line.split(":")[0] for line in found} <= {said.split(":", maxsplit=1)[0], "missing-key", "unknown-key"}


@pytest.mark.parametrize(
    "observed",
    [
        "{as of: 2026-05-01}", "{as of: 6 months}", "{happened: {a: 1999-12-31}}", "{happened: {a: 2026-08-01}, not by: {b: 2026-08-01}}",
        "{as of: 2026-08-01, happened: {a: 2026-08-01}}", "{not by: {a: 2026-05-01}}",
    ],
)  # fmt: skip
def test_what_can_have_been_observed(complain: Complain, observed: str) -> None:
    assert complain(events=EVENTS, views=VIEWS, observed=observed) == []


def test_an_event_that_was_seen_needs_no_cause() -> None:
    text = "ifso: 1\nstart: 2026-05-01\nhorizon: 5 years\n"
    text += "events: {a: {resolves: x}, b: {resolves: x, hidden: true, causes: {x: {after: a}}}}\nviews: {v: {b.x: 5% per year}}\n"
    assert [d.code for d in read_scenario(text)[1]] == ["never-happens"]
    assert read_scenario(text + "observed: {happened: {a: 2026-08-01, b: 2026-09-01}}\n")[1] == ()


@pytest.mark.parametrize(("hidden", "meant"), [("true", True), ("false", False), ("True", True)])
def test_hidden(hidden: str, meant: bool) -> None:  # noqa: FBT001 - a table's column
    text = "ifso: 1\nstart: 2026-05-01\nhorizon: 5 years\nquestions: {q: {if: a, then: a}}\n"
    text += f"events: {{a: {{resolves: x, hidden: {hidden}}}}}\n"
    assert read_scenario(text)[0].events["a"].hidden is meant


@pytest.mark.parametrize(
    ("hidden", "said"), [("yes", "wrong-form: `yes` is neither `true` nor `false`."), ("''", "empty: `hidden` is empty.")]
)  # fmt: skip
def test_faults_of_hidden(complain: Complain, hidden: str, said: str) -> None:
    (found,) = complain(events=f"{{a: {{hidden: {hidden}}}}}")
    assert found.startswith(said)
