"""Sliders, and where every number comes from."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ifso
from ifso.report.page.numbers import assumptions, track
from ifso.report.page.passages import Texts
from ifso.scenario.meaning import Kind

chances = st.floats(0, 1).filter(lambda p: p in {0, 1} or 1e-12 < p < 1 - 1e-12)
ratios = st.just(0.0) | st.floats(1e-9, 1e9)
weights = st.floats(-1e9, 1e9)


@given(kind=st.sampled_from(Kind), data=st.data())
def test_every_number_lies_on_its_track(kind: Kind, data: st.DataObject) -> None:
    numbers = {Kind.CHANCE: chances, Kind.RATIO: ratios, Kind.WEIGHT: weights}[kind]
    values = data.draw(st.lists(numbers, min_size=1, max_size=9))
    found = track(kind, values)
    low, high, even = found["low"], found["high"], found["even"]
    assert low <= min(values) <= max(values) <= high
    assert low <= even[0] < even[1] <= high
    inside = [value for value in values if value not in {0.0, 1.0}]
    assert all(even[0] * (1 - 1e-12) <= value <= even[1] * (1 + 1e-12) for value in inside if kind is not Kind.WEIGHT)
    if found["scale"] == "logit":
        assert even[0] > 0.0
        assert even[1] < 1.0
    if found["scale"] == "log":
        assert math.isclose(even[0] * even[1], 1.0)


def test_a_chance_reaches_from_0_to_1_and_a_small_one_is_told_apart_by_its_odds() -> None:
    assert track(Kind.CHANCE, [0.2, 0.3]) == {"low": 0.0, "high": 1.0, "scale": "linear", "even": [0.0, 1.0]}
    assert track(Kind.CHANCE, [0.01, 0.3]) == {"low": 0.0, "high": 1.0, "scale": "logit", "even": [0.001, 0.999]}
    assert track(Kind.CHANCE, [0.0003, 0.3])["even"] == [0.0002, 0.9998]


def test_a_ratio_lies_around_1_and_reaches_0_where_a_view_says_0() -> None:
    assert track(Kind.RATIO, [2.0, 8.0]) == {"low": 0.1, "high": 10.0, "scale": "log", "even": [0.1, 10.0]}
    assert track(Kind.RATIO, [0.0, 30.0]) == {"low": 0.0, "high": 50.0, "scale": "log", "even": [0.02, 50.0]}


def test_a_weight_lies_around_0() -> None:
    assert track(Kind.WEIGHT, [-3.0, 1.0]) == {"low": -5.0, "high": 5.0, "scale": "linear", "even": [-5.0, 5.0]}
    assert track(Kind.WEIGHT, [0.0])["high"] == 1.0


def of(page: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in page["assumptions"] if one["name"] == name)
    return found


def test_a_value_says_where_it_comes_from(page: dict[str, Any]) -> None:
    water = of(page, "high_water")["values"]["engineer"]
    assert (water["written"], water["timing"]) == ("0.1% to 10% between 6 months and 2 years", "between 6 months and 2 years")
    assert (water["origin"], water["origin_says"], water["view"]) == ("analyst", "the analyst's reading of report", "engineer")
    assert water["quotes"][0]["passage"] == "in a wet year"
    assert "high_water" in water["place"]["text"]
    assert page["scenario"]["text"].splitlines()[water["place"]["line"] - 1] == water["place"]["text"]


def test_a_borrowed_value_names_its_lender(page: dict[str, Any]) -> None:
    assert {view: value["view"] for view, value in of(page, "frost")["values"].items()} == {"engineer": "engineer", "mayor": "mayor"}
    assert {view: value["view"] for view, value in of(page, "wet.of_itself")["values"].items()} == {
        "engineer": "engineer",
        "mayor": "engineer",
    }


def test_the_middle_of_a_range_is_that_of_its_scale(page: dict[str, Any]) -> None:
    assert of(page, "frost")["values"]["engineer"]["median"] == pytest.approx(4.0)
    assert of(page, "town.flood")["values"]["engineer"]["median"] == -7.5
    count = of(page, "cold.of_itself")["values"]["engineer"]
    assert 0 < count["low"] < count["median"] < count["high"] < 0.3


def test_an_assumption_names_what_it_is_about_and_what_rests_on_it(page: dict[str, Any]) -> None:
    assert of(page, "high_water")["used_by"] == ["dam_breaks.overtopped", "flood.otherwise"]
    assert of(page, "high_water")["says"] == "“Water runs over it”"
    assert of(page, "town.flood")["used_by"] == ["town.flood"]
    assert of(page, "frost")["says"] == "the effect of “It is cold” on “Water runs over it”"
    assert of(page, "flood.below")["says"] == "“The dam breaks” leading to “The town is flooded”"


def test_a_number_that_several_modifiers_share_is_named_by_what_they_have_in_common() -> None:
    scenario = ifso.load("central-asia").scenario
    says = {one["name"]: one["says"] for one in assumptions(scenario, Texts({}), ("commentary",), {})}
    assert says["reinforcement_effect"] == "the effect of “Russia sends more troops to Central Asia”"
    assert says["need_for_arms"].startswith("the effect that lasts until “The fighting")


def test_views_say_how_choices_are_taken(page: dict[str, Any]) -> None:
    engineer, mayor = page["views"]
    assert engineer["choices"] == {"upkeep": {"how": "reasoned"}}
    assert (mayor["choices"], mayor["else"]) == ({"upkeep": {"how": "fixed", "option": "repair"}}, "engineer")
