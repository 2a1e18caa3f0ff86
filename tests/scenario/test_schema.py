import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.generate import generated
from ifso.scenario.meaning import Kind
from ifso.scenario.numbers import Misread, parse_value
from ifso.scenario.schema import CHANCE_PATTERN, PART_PATTERN, RATIO_PATTERN, RATIONALITY_PATTERN, WEIGHT_PATTERN, schema
from ifso.scenario.shape import SHAPES
from ifso.scenario.weights import parse_part, parse_rationality

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests" / "files"
GOOD = [*sorted((FILES / "good").glob("*.yaml")), *sorted((ROOT / "src" / "ifso" / "examples").glob("*/*.yaml"))]
REFUSED = (
    "unknown-key",
    "missing-key",
    "misplaced-key",
    "misplaced-key-history",
    "missing-key-class",
    "unknown-key-class",
    "wrong-form",
    "version",
    "name",
    "name-reserved",
    "number",
    "number-word",
    "duration",
    "date",
    "missing-key-choice",
    "number-rationality",
    "number-weight-count",
    "out-of-range-rationality",
    "timing-weight",
    "wrong-form-choices",
    "wrong-form-hidden",
    "unknown-option-bare",
)


def as_an_editor_reads(text: str) -> Any:
    """Load YAML with types, as editors do; they leave dates as text."""

    def textual(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): textual(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [textual(inner) for inner in value]
        return value.isoformat() if isinstance(value, date) else value

    return textual(YAML(typ="safe", pure=True).load(text))


VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(schema()["$defs"]) == {name.replace(" ", "-") for name in SHAPES} - {"scenario"}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_the_schema_accepts_good_files(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(as_an_editor_reads(path.read_text(encoding="utf-8-sig")))) == []


@pytest.mark.parametrize("name", REFUSED)
def test_the_schema_refuses_bad_files(name: str) -> None:
    text = (FILES / "bad" / f"{name}.yaml").read_text(encoding="utf-8")
    assert list(VALIDATOR.iter_errors(as_an_editor_reads(text))) != []


def test_values_that_an_editor_types_are_accepted() -> None:
    text = "ifso: 1\nstart: 2026-05-01\ntitle: 1984\nhorizon: 2036-05-01\n"
    text += "events:\n  a:\n  b: {causes: {c: , d: null}}\nviews:\n  v: {x: 0.3, y: 2}\n"
    assert list(VALIDATOR.iter_errors(as_an_editor_reads(text))) == []


@pytest.mark.parametrize(("path", "text"), generated(ROOT).items(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_generated_files_are_current(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run `python -m ifso.scenario.generate`"


def test_every_key_is_explained_to_editors_and_readers() -> None:
    page = generated(ROOT)[ROOT / "docs/reference/file.md"]
    for shape in SHAPES.values():
        for field in shape.fields:
            assert f"| `{field.key}`" in page
            assert field.says.endswith(".")
    properties = json.loads(generated(ROOT)[ROOT / "src/ifso/examples/ifso.schema.json"])["properties"]
    assert all(found["description"] for found in properties.values())


_amounts = st.sampled_from(
    ["30%", "0.3", ".5", "3:7", "3 : 7", "5 of 57", "20% to 40%", "20 to 40%", "0.2-0.4", "20%–40%", "7 %", *BY_NAME]
)
_spans = st.sampled_from(["3 years", "a year", "1 decade", "2.5 years", "18 months", "6weeks", "an year"])
_whens = st.one_of(
    _spans.map(lambda span: f"within {span}"),
    _spans.map(lambda span: f"per {span}"),
    st.sampled_from(
        ["per year", "per decade", "at once", "between 1 and 3 years", "between 6 months and 2 years", "perday", "within2 years"]
    ),
)
_junk = st.sampled_from(["", " ", "x", "%", " per", "to 3", "\n"])


@given(text=st.builds("{}{}{}{}".format, _amounts, st.sampled_from([" ", "  ", "", "\n"]), _whens, _junk))
def test_the_pattern_of_chances_accepts_what_the_reader_does(text: str) -> None:
    try:
        parse_value(text, Kind.CHANCE)
    except Misread:
        return
    assert re.search(CHANCE_PATTERN, text)


@given(text=st.builds("{}{}".format, st.sampled_from(["2", "0.5", "50%", "0.2 to 5", "0.2–5", "20 to 40%", "x", "3:7"]), _junk))
def test_the_pattern_of_ratios_accepts_what_the_reader_does(text: str) -> None:
    try:
        parse_value(text, Kind.RATIO)
    except Misread:
        return
    assert re.search(RATIO_PATTERN, text)


_signed = st.builds("{}{}".format, st.sampled_from(["", "-", "−", "– ", "+", "--"]), st.sampled_from(["10", "0.5", ".5", "8%", "x"]))


@given(text=st.builds("{}{}{}{}".format, _signed, st.sampled_from(["", " to ", "to", " - "]), st.one_of(st.just(""), _signed), _junk))
def test_the_pattern_of_weights_accepts_what_the_reader_does(text: str) -> None:
    try:
        parse_value(text, Kind.WEIGHT)
    except Misread:
        return
    assert re.search(WEIGHT_PATTERN, text)


@given(text=st.builds("{}{}".format, st.one_of(_signed, st.sampled_from(["70%", "1", "0.7 %", "200%"])), _junk))
def test_the_patterns_of_decisions_accept_what_the_reader_does(text: str) -> None:
    for parse, pattern in ((parse_part, PART_PATTERN), (parse_rationality, RATIONALITY_PATTERN)):
        try:
            parse(text)
        except Misread:
            continue
        assert re.search(pattern, text)
