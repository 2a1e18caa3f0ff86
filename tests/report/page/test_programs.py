"""Programs as the page's engine takes them: exact, and with all that it needs to come to the same answer."""

from typing import Any

import pytest

import ifso
from ifso.engine.compiling import compile_view
from ifso.engine.live import medians
from ifso.report.page.programs import DRAWS
from ifso.verbs.loading import Loaded
from ifso.verbs.page import light_page

from .arguing import request


@pytest.fixture(scope="module")
def programs(dam: Loaded) -> dict[str, Any]:
    found: dict[str, Any] = light_page(request(dam, prevent="cold", seed=2**64 - 1), dam.path)["programs"]
    return found


def test_every_number_is_exact(dam: Loaded, programs: dict[str, Any]) -> None:
    program = compile_view(dam.scenario, "engineer")
    plain, page = program.to_dict(), programs["engineer"]
    streams = ("stream", "assumption_stream")
    assert {key: page[key] for key in plain if key not in streams} == {key: plain[key] for key in plain if key not in streams}
    assert [[int(stream, 16) for stream in page[key]] for key in streams] == [plain[key] for key in streams]
    assert page["medians"] == medians(program).tolist()
    assert (page["seed"], int(page["seed"], 16)) == ("f" * 16, 2**64 - 1)


def test_draws_are_the_engines_own_as_long_as_no_news_moves_them(programs: dict[str, Any]) -> None:
    assert (programs["engineer"]["tables"], programs["engineer"]["draws"]) == ({}, DRAWS)


def test_what_the_request_prevents_is_fixed(programs: dict[str, Any]) -> None:
    assert programs["mayor"]["fixed"] == {"cold": None}


def test_a_view_that_takes_an_option_has_one_profile(programs: dict[str, Any]) -> None:
    assert programs["mayor"]["profiles"] == [
        {"options": {"upkeep": "repair"}, "times": {"upkeep.repair": 0.0, "upkeep.wait": None}, "chance": 1.0}
    ]


def test_a_view_that_reasons_has_every_profile_and_they_come_to_1(programs: dict[str, Any]) -> None:
    profiles = programs["engineer"]["profiles"]
    assert [profile["options"]["upkeep"] for profile in profiles] == ["repair", "wait"]
    assert sum(profile["chance"] for profile in profiles) == pytest.approx(1.0)


def test_profiles_are_those_of_what_actors_face(page: dict[str, Any]) -> None:
    outcomes = {tuple(one["options"].values()): one["chance"]["value"] for one in page["faced"]["views"][0]["outcomes"]}
    profiles = {tuple(one["options"].values()): one["chance"] for one in page["programs"]["engineer"]["profiles"]}
    assert profiles == outcomes


def test_a_scenario_without_choices_has_one_empty_profile() -> None:
    loaded = ifso.load("standoff")
    programs = light_page(request(loaded), loaded.path)["programs"]
    assert programs["calm"]["profiles"] == [{"options": {}, "times": {}, "chance": 1.0}]
