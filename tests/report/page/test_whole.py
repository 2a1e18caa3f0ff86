"""A page's data, held against the types that the front end reads them by."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ifso
from ifso.verbs.loading import Loaded
from ifso.verbs.page import light_page, whole_page

from .arguing import request
from .typescript import Types, page_schema

SCHEMA = Draft202012Validator(page_schema())
EXAMPLES = [example.name for example in ifso.list_examples()]


def complaints(page: dict[str, Any]) -> list[str]:
    found, waiting = [], list(SCHEMA.iter_errors(page))
    while waiting:
        error = waiting.pop()
        waiting += error.context or []
        if not error.context:
            found.append(f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_of_an_example_has_the_form_of_its_types(name: str) -> None:
    loaded = ifso.load(name)
    page = whole_page(request(loaded, draws=4, worlds=64, views=list(loaded.scenario.views)[-2:]), loaded.path, written="2026-06-01")
    assert complaints(page) == []
    assert json.loads(json.dumps(page, allow_nan=False)) == page
    assert all(page[part] is not None for part in ("answer", "linchpins", "paths", "watch"))
    assert (page["faced"] is not None) is bool(loaded.scenario.choices)
    assert len(page["cruxes"]) == len(page["views"]) * (len(page["views"]) - 1) // 2


@pytest.mark.parametrize("question", ["main", "learnt", "plain"])
def test_every_kind_of_question_has_the_form(dam: Loaded, question: str) -> None:
    page = light_page(request(dam, question=question), dam.path)
    assert complaints(page) == []
    antecedent = page["question"]["antecedent"]
    assert (antecedent and antecedent["reading"]) == {"main": "do", "learnt": "given", "plain": None}[question]


def test_the_whole_page_has_the_form(page: dict[str, Any]) -> None:
    assert complaints(page) == []


def test_a_lacking_an_excess_and_a_wrong_entry_are_told(page: dict[str, Any]) -> None:
    lacking = {key: value for key, value in page.items() if key != "notes"}
    assert complaints(lacking) == [": 'notes' is a required property"]
    assert complaints(page | {"more": 1}) == [": Additional properties are not allowed ('more' was unexpected)"]
    assert all(complaint.startswith("mode: ") for complaint in complaints(page | {"mode": "printed"}))
    assert complaints(page | {"mode": "printed"})


def test_types_are_read_with_all_that_they_may_say() -> None:
    text = """
    export const FORMAT = 1;
    /** A word. */
    export type Word = "a" | "b";
    export interface All { one?: string | null; // a remark
      two: [number, number]; three: Record<Word, { four: boolean[] }>; five: Partial<Record<Word, unknown>>; }
    """
    schema = Draft202012Validator(Types(text).schema("All"))
    good = {"two": [1, 2], "three": {"a": {"four": [True]}, "b": {"four": []}}, "five": {"a": 1}}
    assert schema.is_valid(good)
    assert schema.is_valid(good | {"one": None})
    for wrong in ({"two": [1]}, {"two": [1, 2, 3]}, {"three": {"a": {"four": []}}}, {"five": {"c": 1}}, {"one": 1}, {"six": 6}):
        assert not schema.is_valid(good | wrong)


def test_nothing_of_the_machine_is_in_a_page(page: dict[str, Any], dam: Loaded) -> None:
    assert str(dam.path.parent) not in json.dumps(page)
    assert page["scenario"]["file"] == "dam.yaml"


def test_a_page_of_central_asia_stays_small() -> None:
    loaded = ifso.load("central-asia")
    light = light_page(request(loaded), loaded.path)
    assert len(json.dumps(light, ensure_ascii=False, separators=(",", ":")).encode("utf-8")) < 600_000
