"""The JSON Schema of the file format, by which editors complete, explain and check scenarios.

Owns the translation of the table in :mod:`ifso.scenario.shape` into JSON Schema, draft 2020-12. An editor's YAML parser gives ``0.3`` and
``null`` types where this program sees text, so the schema admits those. It says nothing of what only the whole file can tell, such as
whether an event exists. Leaves writing the file to :mod:`ifso.scenario.generate`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, assert_never

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.forms import Either, Field, Form, Named, Record, Several, Shape, Single, Words
from ifso.scenario.numbers import UNITS
from ifso.scenario.shape import RESERVED, SHAPES

_N = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_SHARE = rf"{_N}(?:\s*%)?"
_SIGNED = rf"[-+−–]?\s*{_N}"
_TERMS = "|".join(name.replace(" ", r"\s+") for name in BY_NAME)
_UNIT = "|".join(UNITS)
_DURATION = rf"(?:{_N}\s*(?:{_UNIT})s?|an?\s+(?:{_UNIT}))"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_RANGE = rf"{_SHARE}\s*(?:to|-|–|—)\s*{_SHARE}"
_NUMBER = rf"(?:{_RANGE}|{_N}\s*:\s*{_N}|{_N}\s*of\s*{_N}|{_SHARE})"
_BETWEEN = rf"between\s*(?:{_DURATION}|{_N})\s*and\s*{_DURATION}"
_TIMING = rf"(?:within\s*{_DURATION}|{_BETWEEN}|per\s*{_DURATION}|per\s+(?:{_UNIT})|at\s+once)"
_NAME = r"[^\s\d_.,:;#'\"(){}\[\]\-][^\s.,:;#'\"(){}\[\]]*"

CHANCE_PATTERN = rf"^\s*(?:{_NUMBER}\s*|(?:{_TERMS})\s+){_TIMING}\s*$"
RATIO_PATTERN = rf"^\s*{_SHARE}(?:\s*(?:to|-|–|—)\s*{_SHARE})?\s*$"
WEIGHT_PATTERN = rf"^\s*{_SIGNED}(?:\s*to\s*{_SIGNED})?\s*$"
PART_PATTERN = rf"^\s*{_SHARE}\s*$"
RATIONALITY_PATTERN = rf"^\s*\+?\s*{_N}\s*$"
DURATION_PATTERN = rf"^\s*{_DURATION}\s*$"
TIMING_PATTERN = rf"^\s*{_TIMING}\s*$"
MOMENT_PATTERN = rf"^\s*(?:{_DATE}|{_DURATION})\s*$"
DATE_PATTERN = rf"^\s*{_DATE}\s*$"
OUTCOME_PATTERN = rf"^\s*(?:not\s+by\s+)?{_DATE}\s*$"
NAME_PATTERN = f"^{_NAME}$"
PATH_PATTERN = rf"^{_NAME}(?:\.{_NAME})?$"
OPTION_PATTERN = rf"^{_NAME}\.{_NAME}$"


def schema() -> dict[str, Any]:
    """Return the schema as a tree ready for JSON."""
    top = _shape(SHAPES["scenario"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ifso scenario, version 1",
        **top,
        "required": ["ifso"],
        "anyOf": [{"required": [key for key in top["required"] if key != "ifso"]}, {"required": ["base rates"]}],
        "$defs": {_definition(name): _shape(shape) for name, shape in SHAPES.items() if name != "scenario"},
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def _definition(name: str) -> str:
    return name.replace(" ", "-")


def _shape(shape: Shape) -> dict[str, Any]:
    result: dict[str, Any] = {
        "description": shape.says,
        "type": ["object", "null"] if shape.may_be_empty else "object",
        "properties": {field.key: _field(field) for field in shape.fields if not field.pattern},
        "additionalProperties": False,
    }
    patterned = {field.pattern: _field(field) for field in shape.fields if field.pattern}
    if shape.others is not None:
        result |= {"propertyNames": {"pattern": PATH_PATTERN}, "additionalProperties": _field(shape.others)}
    if patterned:
        result["patternProperties"] = patterned
    needs = {field.key: [field.needs] for field in shape.fields if field.needs}
    if needs:
        result["dependentRequired"] = needs
    required = [field.key for field in shape.fields if field.required]
    if required:
        result["required"] = required
    if shape.one_of and patterned:
        result |= {"minProperties": 1, "maxProperties": 1}
    elif shape.one_of:
        result["oneOf"] = [{"required": [key]} for key in shape.one_of]
    if shape.at_most_one_of:
        result["not"] = {"required": list(shape.at_most_one_of)}
    return result


def _field(field: Field) -> dict[str, Any]:
    return {"description": field.says, **({"examples": [field.example]} if field.example else {}), **_form(field.form)}


def _form(form: Form) -> dict[str, Any]:
    match form:
        case Single(words=words):
            return _WORDS.get(words, _NAMELIKE)
        case Record(shape=name):
            return {"$ref": f"#/$defs/{_definition(name)}"}
        case Several(of=inner, at_least=least):
            return {"type": "array", "items": _form(inner), "minItems": least}
        case Named(of=inner, may_be_empty=may_be_empty):
            names = {"pattern": NAME_PATTERN, "maxLength": 80, "not": {"enum": list(RESERVED)}}
            kind: dict[str, Any] = {"type": ["object", "null"]} if may_be_empty else {"type": "object", "minProperties": 1}
            return {**kind, "propertyNames": names, "additionalProperties": _form(inner)}
        case Either(forms=forms):
            return {"anyOf": [_form(inner) for inner in forms]}
        case _:
            assert_never(form)


_NAMELIKE: dict[str, Any] = {"type": ["string", "boolean", "null"], "pattern": NAME_PATTERN}
_WORDS: Mapping[Words, dict[str, Any]] = {
    Words.TEXT: {"type": ["string", "number", "boolean", "null"]},
    Words.EXPRESSION: {"type": ["string", "number", "boolean"]},
    Words.YEARS: {"type": ["string", "number"]},
    Words.YEAR: {"type": ["string", "integer"]},
    Words.DURATION: {"type": "string", "pattern": DURATION_PATTERN},
    Words.TIMING: {"type": "string", "pattern": TIMING_PATTERN},
    Words.UNMATCHED: {"enum": ["unmatched"]},
    Words.VERSION: {"enum": [1, "1"]},
    Words.DATE: {"type": "string", "pattern": DATE_PATTERN},
    Words.MOMENT: {"type": "string", "pattern": MOMENT_PATTERN},
    Words.OUTCOME: {"type": "string", "pattern": OUTCOME_PATTERN},
    Words.VALUE: {
        "anyOf": [
            {"type": "string", "pattern": CHANCE_PATTERN},
            {"type": "string", "pattern": RATIO_PATTERN},
            {"type": "string", "pattern": WEIGHT_PATTERN},
            {"type": "number"},
        ],
    },
    Words.PART: {"anyOf": [{"type": "string", "pattern": PART_PATTERN}, {"type": "number", "minimum": 0, "maximum": 1}]},
    Words.RATIONALITY: {"anyOf": [{"type": "string", "pattern": RATIONALITY_PATTERN}, {"type": "number", "minimum": 0}]},
    Words.TRUTH: {"enum": [True, False, "true", "false"]},
    Words.OPTION_PATH: {"type": "string", "pattern": OPTION_PATTERN},
}
"""The schema of each kind of single text; those that are not here are names."""
