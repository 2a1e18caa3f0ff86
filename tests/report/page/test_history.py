"""What history answered, as a page has it from the lock alone."""

from typing import Any

import pytest

import ifso
from ifso.report.page.history import history


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    scenario = ifso.load("central-asia").scenario
    return history(scenario, tuple(scenario.views), {"us_troops_after_a_fall": ("It is a count.",)})


def test_every_case_is_there_and_counts_come_of_them(found: dict[str, Any]) -> None:
    scenario = ifso.load("central-asia").scenario
    assert scenario.lock is not None
    assert list(found) == list(scenario.lock.base_rates)
    for rate in found.values():
        outcomes = [case["outcome"] for case in rate["cases"]]
        assert (outcomes.count("hit"), len(outcomes) - outcomes.count("unknown")) == (rate["k"], rate["n"])
        assert outcomes.count("unknown") == rate["unknown"]
        assert [case["year"] for case in rate["cases"]] == sorted(case["year"] for case in rate["cases"])


def test_a_hit_says_when_it_was_seen(found: dict[str, Any]) -> None:
    rate = found["us_troops_after_a_fall"]
    hits = [case for case in rate["cases"] if case["outcome"] == "hit"]
    assert hits == [
        {"state": "Kuwait", "year": 1991, "outcome": "hit", "seen": [1992, 1993, 1994, 1995, 1996]},
        {"state": "Niger", "year": 2010, "outcome": "hit", "seen": [2013, 2014, 2015]},
    ]
    assert {case["state"] for case in rate["cases"] if case["outcome"] == "unknown"} == {"East Germany", "Kyrgyzstan"}


def test_a_base_rate_says_what_it_was_asked_and_what_it_cannot_tell(found: dict[str, Any]) -> None:
    rate = found["us_troops_after_a_fall"]
    assert rate["asks"].startswith("After a leader was put out of office")
    assert rate["limits"] == "It is a count."
    assert (rate["years"], rate["window"]) == ("1951 to 2015", 5)
    assert rate["comparison"]["says"] == "Without it: 34 of 1,769 other years, matched on region, decade."
    assert rate["comparison"]["difference"]["value"] == pytest.approx(0.027, abs=0.001)
    assert rate["warnings"]


def test_it_names_the_numbers_that_rest_on_it(found: dict[str, Any]) -> None:
    assert found["us_troops_after_a_fall"]["used_by"] == {"history": ["us_bases_in_iran.invited"]}


def test_pairs_of_states_are_told_apart() -> None:
    scenario = ifso.load("central-asia").scenario
    assert scenario.lock is not None
    each = [name for name, rate in scenario.lock.base_rates.items() if "each" in rate.query]
    found = history(scenario, (), {})
    for name in each:
        assert all(case["other"] for case in found[name]["cases"])


def test_without_a_lock_there_is_none() -> None:
    assert history(ifso.load("standoff").scenario, ("calm",), {}) == {}
