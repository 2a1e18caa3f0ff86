"""A page as a caller of the Python interface gets it: what is gathered, what is refused, and how far it is."""

import json
from pathlib import Path

import pytest

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs.page import PARTS, crux_key, light_page, part_of, whole_page
from ifso.verbs.requesting import requested

SMALL = """
ifso: 1
title: Small
start: 2026-01-01
horizon: 10 days
events:
  a: {says: "A.", resolves: Seen., causes: {c: {}}}
views: {v: {a.c: 20% within 5 days}}
questions: {main: {then: a, by: 2026-01-08}}
"""


def test_a_page_is_light_first() -> None:
    loaded = ifso.load("standoff")
    page = light_page(requested(loaded.scenario, views="calm"), loaded.path)
    assert (page["mode"], page["written"]) == ("served", None)
    assert [page[part] for part in PARTS] == [None, None, None, None, None, {}]
    assert [view["name"] for view in page["views"]] == list(page["programs"]) == ["calm"]
    assert page["scenario"]["text"] == loaded.path.read_text(encoding="utf-8")


def test_progress_rises_to_the_end_of_everything() -> None:
    loaded = ifso.load("standoff")
    told: list[float] = []
    page = whole_page(requested(loaded.scenario, draws=4, worlds=64), loaded.path, progress=told.append)
    assert told == sorted(told)
    assert 0.0 <= told[0] < 0.3
    assert told[-1] == pytest.approx(1.0)
    assert list(page["cruxes"]) == [crux_key(("calm", "tense"))] == ["calm | tense"]


def test_a_scenario_that_has_nothing_of_a_part_has_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    page = whole_page(requested(ifso.load(path).scenario, draws=2, worlds=64), path)
    assert (page["faced"], page["watch"], page["cruxes"]) == (None, None, {})
    assert (page["sources"], page["actors"], page["choices"], page["history"]) == ([], [], [], {})
    assert page["question"]["antecedent"] is None
    assert list(page["answer"]["views"][0]["chances"]) == ["left alone"]


def test_what_is_asked_is_shown() -> None:
    loaded = ifso.load("standoff")
    request = requested(loaded.scenario, by="1 year", prevent="talks", assume="effect_of_talks=0.5", seed=2**60)
    page = light_page(request, loaded.path)
    assert (page["question"]["by"], page["question"]["by_years"]) == ("2027-01-01", 1.0)
    assert page["also"] == [{"event": "talks", "made_to_happen": None}]
    assert page["seed"] == str(2**60)
    (effect,) = (one for one in page["assumptions"] if one["name"] == "effect_of_talks")
    assert {value["origin"] for value in effect["values"].values()} == {"asked"}
    assert {value["place"] for value in effect["values"].values()} == {None}


def test_what_explains_an_answer_takes_few_where_few_are_asked_for_and_never_more() -> None:
    loaded = ifso.load("standoff")
    few = part_of(requested(loaded.scenario, draws=4, worlds=32), "paths")["views"][0]
    many = part_of(requested(loaded.scenario, draws=4, worlds=10_000), "paths")["views"][0]
    assert (few["worlds"], many["worlds"]) == (4 * 32, 4 * 64)  # one draw of numbers that are certain has the worlds of all


@pytest.mark.parametrize("part", ["nothing", "cruxes"])
def test_a_part_that_does_not_exist_is_the_callers_mistake(part: str) -> None:
    with pytest.raises(KeyError):
        part_of(requested(ifso.load("standoff").scenario), part)
    with pytest.raises(KeyError):
        part_of(requested(ifso.load("standoff").scenario), "cruxes", pair=("calm", "nobody"))


def test_a_file_that_has_changed_since_it_was_read_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    request = requested(ifso.load(path).scenario)
    assert light_page(request, path)["scenario"]["text"] == SMALL
    path.write_text(SMALL + "# more\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"small\.yaml has changed since it was read"):
        light_page(request, path)
    assert light_page(request, path, text=SMALL.encode())["scenario"]["text"] == SMALL


def test_a_text_with_a_mark_at_its_beginning_is_shown_without_it(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    page = light_page(requested(ifso.load(path).scenario), path)
    assert page["scenario"]["text"] == SMALL.replace("\n", "\r\n")


def test_a_page_can_be_json() -> None:
    loaded = ifso.load("tutorial")
    page = light_page(requested(loaded.scenario), loaded.path)
    assert json.loads(json.dumps(page, allow_nan=False)) == page
