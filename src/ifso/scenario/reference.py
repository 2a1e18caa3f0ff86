"""The file reference, as Markdown.

Owns the translation of the table in :mod:`ifso.scenario.shape`, of the grammar of numbers and of the catalogue of codes into the page
``docs/reference/file.md``. Leaves writing the file to :mod:`ifso.scenario.generate`.
"""

from __future__ import annotations

from typing import assert_never

from ifso.ground.diagnostics import Severity
from ifso.ground.likelihood import ICD_203
from ifso.scenario.codes import CODES
from ifso.scenario.forms import Either, Field, Form, Named, Record, Several, Shape, Single
from ifso.scenario.numbers import UNITS
from ifso.scenario.shape import RESERVED, SHAPES

_TOP = """# The scenario file

This page is generated from the program's own table; change `src/ifso/scenario/shape.py` and run `python -m ifso.scenario.generate`.

A scenario is a text in YAML 1.2, in UTF-8, of at most 2 MB. Every plain value is taken as the text that it is: `NO` is Norway, `3:7` are
odds. Anchors, aliases, tags, merge keys and several documents are not part of the format. The first line may name the schema, so that
editors complete and check the file: `# yaml-language-server: $schema=ifso.schema.json`.

A file that has `base rates` and no argument, that is neither `start` nor `events`, holds questions to history alone: `ifso base-rate FILE`
asks them.

A name is a letter of any alphabet, then letters, digits, `_` or `-`, at most 80 characters. {reserved} are not names.
"""
_VALUES = """## Values

A chance is a number with a timing, such as `20% to 40% within 3 years`. A hazard ratio is a number alone: 1 changes nothing, 2 doubles
the hazard, 0.5 halves it, 0 stops it. A weight is a number alone as well, above 0 for what the actor wants and below 0 for what it fears;
only rationality times weight counts, so that the unit is the author's to choose.

| number | for | meaning |
| --- | --- | --- |
| `30%`, `0.3` | chances, ratios | that number |
| `3:7` | chances | odds: 3 / (3 + 7) |
| `20% to 40%`, `20 to 40%`, `0.2 to 0.4` | chances, ratios | the middle 90% of a logit-normal or a log-normal; a dash means `to` |
| `10`, `-20` | weights | that number |
| `-20 to -8` | weights | the middle 90% of a normal distribution |
| `5 of 57` | chances | cases counted: Beta(5 + 1/2, 57 - 5 + 1/2) |
| a word of likelihood | chances | the range below, read as a range is |

| timing | meaning |
| --- | --- |
| `within 3 years` | the chance grows evenly from the trigger on and is reached after 3 years |
| `between 1 and 3 years` | the same, beginning 1 year after the trigger |
| `per year`, `per 5 years`, `per decade` | a constant hazard without end: the chance is that in one such period |
| `at once` | at the instant of the trigger |

| word | or | range |
| --- | --- | --- |
{words}

The probability of an option is a percentage or a fraction, without a timing; those of a choice come to 1, as far as they are rounded.

A duration is a number and a unit ({units}), such as `18 months`, `2.5 years` or `a year`. A day is 1/365.25 of a year, a week 7 days,
a month 1/12 of a year. A date is written `2026-05-01`.
"""


def reference() -> str:
    """Return the whole page."""
    parts = [_TOP.format(reserved=", ".join(f"`{word}`" for word in RESERVED))]
    parts += [_shape(shape) for shape in SHAPES.values()]
    words = "\n".join(f"| {w.word} | {w.synonym} | {w.range} |" for w in ICD_203)
    parts.append(_VALUES.format(words=words, units=", ".join(f"{unit}s" for unit in UNITS)))
    parts.append(_codes())
    return "\n".join(parts)


def _shape(shape: Shape) -> str:
    lines = [f"## {shape.name.capitalize()}", "", shape.says]
    if shape.one_of:
        lines.append(f"Exactly one of {_keys(shape.one_of)} stands there.")
    if shape.at_most_one_of:
        lines.append(f"At most one of {_keys(shape.at_most_one_of)} stands there.")
    lines += ["", "| key | what stands there | meaning | for example |", "| --- | --- | --- | --- |"]
    lines += [_row(field) for field in (*shape.fields, *([shape.others] if shape.others else []))]
    return "\n".join(lines) + "\n"


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _row(field: Field) -> str:
    must = " (required)" if field.required else ""
    return f"| `{field.key}`{must} | {_form(field.form)} | {field.says} | `{field.example}` |".replace("||", "| |")


def _form(form: Form) -> str:
    match form:
        case Single(words=words):
            return words.value
        case Record(shape=name):
            return f"[{name}](#{name.replace(' ', '-')})"
        case Several(of=inner):
            return f"list of {_form(inner)}"
        case Named(names=names, of=inner):
            return f"by name of {names.value}: {_form(inner)}"
        case Either(forms=forms):
            return " or ".join(_form(inner) for inner in forms)
        case _:
            assert_never(form)


def _codes() -> str:
    lines = ["## Complaints", "", "`ifso explain CODE` tells more about each, with a wrong and a right example."]
    for severity, title in ((Severity.ERROR, "errors"), (Severity.WARNING, "warnings")):
        lines += ["", f"| {title} | meaning |", "| --- | --- |"]
        lines += [f"| `{code.slug}` | {code.means} |" for code in CODES.values() if code.severity is severity]
    return "\n".join(lines) + "\n"
