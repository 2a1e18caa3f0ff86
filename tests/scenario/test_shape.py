import re

import pytest

from ifso.scenario.forms import Either, Form, Named, Record, Several, Shape
from ifso.scenario.load import read_scenario
from ifso.scenario.shape import NAME, RESERVED, SHAPES


def _records(form: Form) -> list[str]:
    if isinstance(form, Record):
        return [form.shape]
    if isinstance(form, Several | Named):
        return _records(form.of)
    return [name for inner in form.forms for name in _records(inner)] if isinstance(form, Either) else []


def test_every_shape_is_reached_from_the_scenario() -> None:
    reached, todo = set(), ["scenario"]
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            fields = [*SHAPES[name].fields, *([SHAPES[name].others] if SHAPES[name].others else [])]
            todo += [inner for field in fields for inner in _records(field.form)]
    assert reached == set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=lambda shape: shape.name)
def test_rules_among_keys_speak_of_keys_that_exist(shape: Shape) -> None:
    assert len(set(shape.keys)) == len(shape.keys)
    assert {*shape.one_of, *shape.at_most_one_of, *(field.needs for field in shape.fields if field.needs)} <= set(shape.keys)
    for field in shape.fields:
        assert not field.pattern or re.search(field.pattern, field.key)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a", True), ("Élan_2-b", True), ("戦争", True), ("2a", False), ("_a", False), ("a b", False), ("a" * 81, False), ("", False)],
)
def test_names(name: str, is_one: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(re.fullmatch(NAME, name)) == is_one


def test_examples_of_the_sections_make_a_scenario() -> None:
    top = {field.key: field.example for field in SHAPES["scenario"].fields}
    text = "".join(f"{key}: {top[key]}\n" for key in ("ifso", "title", "about", "start", "horizon"))
    scenario, _ = read_scenario(f"{text}actors:\n  {top['actors']}\nevents:\n  {top['events']}\n")
    assert list(scenario.events) == ["government_falls"]
    assert not set(RESERVED) & set(scenario.events)
