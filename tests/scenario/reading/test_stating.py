from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.scenario.load import read_scenario
from ifso.scenario.meaning import Kind, Origin
from ifso.scenario.numbers import parse_value
from ifso.scenario.printing import origin_in_words, print_meaning
from ifso.scenario.reading.stating import states


def _states(passage: str, value: str, kind: Kind = Kind.CHANCE) -> bool:
    number, timing = parse_value(value, kind)
    return states(passage, number, timing, kind)


@pytest.mark.parametrize(
    ("passage", "value"),
    [
        ("a chance of three in ten a year", "30% per year"), ("one in three within five years", "1 of 3 within 5 years"),
        ("one in three", "33% within 2 years"), ("The risk is 30 per cent.", "30% within 2 years"),
        ("Thirty percent.", "0.3 within 2 years"),
        ("between 20 and 40 percent", "20% to 40% within 1 year"), ("20–40%", "20% to 40% within 1 year"),
        ("War is very likely.", "very likely within 1 year"), ("War is highly probable.", "very likely within 1 year"),
        ("War is likely.", "55% to 80% within 1 year"), ("It will probably rain.", "probable within 1 year"), ("a third", "33% at once"),
        ("two thirds of all", "67% per decade"), ("half", "50% per year"), ("odds of 3:7", "3:7 per year"), ("50/50", "50% per year"),
        ("it happened in 34 of the 1,104 years", "34 of 1104 per year"), ("5 out of 57 cases", "5 of 57 within 5 years"),
        ("twenty-five percent within three years", "25% within 3 years"), ("1% annually", "1% per year"), ("0.25 or so", "25% at once"),
    ],
)  # fmt: skip
def test_a_passage_states_the_value(passage: str, value: str) -> None:
    assert _states(passage, value)


@pytest.mark.parametrize(
    ("passage", "value"),
    [
        ("War is unlikely.", "likely within 1 year"), ("not likely", "likely within 1 year"), ("very likely", "likely within 1 year"),
        ("It isn’t likely.", "likely within 1 year"), ("highly likely", "likely per year"), ("likely", "70% within 1 year"),
        ("70 percent", "likely within 1 year"), ("The war will come.", "30% per year"), ("in 1930 30 men", "30% per year"),
        ("They do everything they can.", "very likely within 2 years"), ("30% within ten years", "30% within 2 years"),
        ("30% a month", "30% per year"), ("one in three", "20% to 40% within 1 year"), ("one in three", "30% within 1 year"),
        ("5 of 570", "5 of 57 per year"), ("15 of 57", "5 of 57 per year"), ("130%", "30% per year"), ("1%", "0.5% per year"),
        ("3.5 in 100", "5% per year"), ("", "0% within 1 year"),
    ],
)  # fmt: skip
def test_a_passage_does_not_state_the_value(passage: str, value: str) -> None:
    assert not _states(passage, value)


@pytest.mark.parametrize(
    ("passage", "value", "stated"),
    [
        ("It doubles the risk.", "2", True), ("three times as much", "3", True), ("by half, to 0.5", "0.5", True),
        ("0.2 to 0.5", "0.2 to 0.5", True),
        ("30% more", "30", False), ("It raises the risk.", "2", False), ("in 1972", "2", False),
    ],
)  # fmt: skip
def test_a_passage_and_a_ratio(passage: str, value: str, stated: bool) -> None:  # noqa: FBT001 - a table
    assert _states(passage, value, Kind.RATIO) is stated


@given(st.integers(1, 99), st.integers(1, 30), st.sampled_from(["", "About ", "We put it at "]))
def test_a_percentage_is_found_wherever_it_stands_and_no_other(percent: int, years: int, before: str) -> None:
    passage = f"{before}{percent}% within {years} years."
    assert _states(passage, f"{percent}% within {years} years")
    assert not _states(passage, f"{percent % 99 + 1}% within {years} years")
    assert not _states(passage, f"{percent}% within {years + 1} years")


@given(st.text(max_size=60), st.sampled_from(["30% per year", "likely per year", "1 of 3 at once", "20% to 40% per year"]))
def test_any_passage_can_be_looked_at(passage: str, value: str) -> None:
    assert _states(passage, value) in {True, False}


def test_a_number_is_a_sources_only_where_a_quote_holds_it(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("War is likely. It ended in 3 of 9 cases. Some fear the worst.", encoding="utf-8")
    scenario, _ = read_scenario(
        """ifso: 1
start: 2026-05-01
horizon: 10 years
sources: {report: {title: A report, file: report.md}}
events: {war: {resolves: x, causes: {starts: {}, spreads: {}, ends: {}, returns: {}}}}
views:
  v:
    war.starts: {value: likely within 1 year, quote: {report: War is likely.}}
    war.spreads: {value: likely within 1 year, quote: {report: Some fear the worst.}}
    war.ends: {value: 3 of 9 within 1 year, quote: {report: Some fear the worst.}}
    war.returns: {value: 3 of 9 within 1 year, quote: {report: [Some fear the worst., It ended in 3 of 9 cases.]}}
""",
        "t",
        tmp_path,
    )
    values = scenario.views["v"].values.values()
    assert [value.origin for value in values] == [Origin.SOURCE, Origin.ANALYST, Origin.COUNT, Origin.SOURCE]
    assert [origin_in_words(value) for value in values] == [
        "stated by report", "the analyst's reading of report", "counted by hand, from report", "stated by report",
    ]  # fmt: skip
    shown = print_meaning(scenario)
    assert "v: likely (55% to 80%) within 1 year; the analyst's reading of report" in shown
    assert shown.count("read from report [") == 2
    assert shown.count("quote report [") == 3
