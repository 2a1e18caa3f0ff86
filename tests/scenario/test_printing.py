from pathlib import Path

import pytest

from ifso.scenario.load import load_scenario
from ifso.scenario.printing import duration_in_words, plain, print_meaning

GOOD = Path(__file__).parents[1] / "files" / "good"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.3, "0.3"), (30.000000000000004, "30"), (1e-7, "0.0000001"), (0.0, "0"), (123456.0, "123456"), (1e15, "1000000000000000")],
)
def test_numbers_are_printed_in_digits(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("years", "text"),
    [(1.0, "1 year"), (10.0, "10 years"), (1.5, "18 months"), (6 * 7 / 365.25, "6 weeks"), (1 / 365.25, "1 day"), (0.123, "0.123 years")],
)
def test_durations_are_printed_in_the_largest_whole_unit(years: float, text: str) -> None:
    assert duration_in_words(years) == text


def test_a_small_meaning_is_printed_whole() -> None:
    scenario, _ = load_scenario(GOOD / "cycle.yaml")
    assert (
        print_meaning(scenario).replace(scenario.sha256, "HASH")
        == """\
scenario cycle: Cycle
  from 2026-05-01 to 2036-05-01 (10 years)
  sha256: HASH

sources
  none

actors
  none

events
  war: War
    resolves: Soldiers of two armies fight.
    cause war.starts
      after famine
  famine: Famine
    resolves: A government declares a famine.
    cause famine.harvest
      after war
    cause famine.drought
      from the start

assumptions
  war.starts (chance), used by war.starts
    author: 20% within 5 years; the analyst's reading
  famine.harvest (chance), used by famine.harvest
    author: 30% per year; the analyst's reading
  famine.drought (chance), used by famine.drought
    author: 1% per year; the analyst's reading

views
  author

questions
  main
    if famine is made to happen on 2026-05-01 (0 years)
    then war by 2036-05-01 (10 years)
"""
    )


def test_everything_that_was_meant_is_printed_and_always_the_same() -> None:
    scenario, _ = load_scenario(GOOD / "everything.yaml")
    text = print_meaning(scenario)
    assert text == print_meaning(load_scenario(GOOD / "everything.yaml")[0])
    for cause in scenario.causes:
        assert f"cause {cause.path}" in text
    for wanted in (
        "after at least 2 of NO, famine, unrest",
        "after any of NO, famine, unrest",
        "after all of NO, famine",
        "once NO: hazard times effect",
        "until famine: blocked",
        "chance: domino",
        "almost certain (95% to 99%) within 1 year",
        "per week",
        "other: as author",
        "stated by report",
        "counted: famines 1900-2020, by hand",
        "had not happened by 2035-01-01",
        "NOR Norway, COW 385, GW 385",
        "given that NO has happened by 2031-05-01 (5 years)",
    ):
        assert wanted in text


def test_choices_interests_and_decisions_are_printed() -> None:
    text = print_meaning(load_scenario(GOOD / "choices.yaml")[0])
    for wanted in (
        "      chosen arms.sell: hazard times effect\n        because: Arms are used.\n",
        "    hidden: it can have happened without being seen\n",
        "\nchoices\n  arms: Does Norway sell arms?\n    taken by norway at the start\n    because: It has to decide.\n",
        "    option arms.sell: Norway sells arms.\n      because: It pays.\n      quote report [",
        "  grain: Grain\n    taken by council after famine\n    option grain.give: Give\n    option grain.keep: The council keeps it.\n",
        "\ninterests\n  norway: war, by the weight norway.war\n    because: It fears for its trade.\n",
        "  norway.war (weight), used by norway\n    author: -20 to -8; the analyst's reading\n    other: as author\n",
        "    rationality: 1.5\n    arms: reasoned\n    grain: reasoned\n      because: Its members count.\n      read from report [",
        "    palace: yield 70%, stay 30%\n",
        "    arms: sell 33.3333333333%, lend 33.3333333333%, refuse 33.3333333333%\n    grain: keep\n",
    ):
        assert wanted in text


def test_what_has_been_observed_is_printed() -> None:
    text = print_meaning(load_scenario(GOOD / "news.yaml")[0])
    for wanted in (
        "\nobserved\n  as of 2026-11-01 (0.504109589041 years): nothing else had happened that is not hidden\n",
        "  famine happened on 2025-10-01 (-0.580821917808 years), by report; By the date of the report.\n    quote report [",
        "  revolt had not happened by 2026-07-31 (0.25 years), by report\n",
    ):
        assert wanted in text
