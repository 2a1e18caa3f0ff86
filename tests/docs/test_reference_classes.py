"""The pages about base rates: their examples are understood, and what they call refused is."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ifso.ground.reference import KEYS, Written
from ifso.history.classes import AT_OPENING, read
from ifso.history.language.checking import check
from ifso.history.language.kinds import MOST_YEARS, Scope
from ifso.history.language.parsing import DEEPEST, LONGEST, parse
from ifso.history.variables import Kind

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "reference/reference-classes.md").read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """Return the cells of the table under a heading, or after a line that ends in it."""
    table = PAGE.split(title, 1)[1].split("\n|", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.split("\n")[2:]]


def examples(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("text", [text for row in rows("## Operators") for text in examples(row[0])])
def test_each_operator_is_understood_as_written(text):
    typed, faults = check(parse(text), Scope(kind=Kind.YES_NO), text)
    assert typed is not None, [fault.message for fault in faults]


@pytest.mark.parametrize("text", [text for row in rows("two things and need brackets:") for text in examples(row[1])])
def test_what_is_advised_is_understood(text):
    assert read(Written.of("documented", {"then": text}))[0] is not None


@pytest.mark.parametrize("text", [text for row in rows("two things and need brackets:") for text in examples(row[0])])
def test_what_is_called_refused_is_refused(text):
    assert [complaint.code for complaint in read(Written.of("documented", {"then": text}))[1]] == ["ambiguous-window"]


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_files_on_the_page_are_understood(block):
    for name, said in YAML(typ="safe").load(block)["base rates"].items():
        assert read(Written.of(name, said))[1] == ()


def test_every_key_is_listed():
    listed = {text for row in rows("## Keys") for text in examples(row[0])}
    assert listed | {"matched on", "apart"} == set(KEYS)
    assert "`matched on`" in PAGE
    assert "`apart`" in PAGE


def test_numbers_and_names_on_the_page_are_those_of_the_code():
    assert f"{LONGEST:,} characters and {DEEPEST} levels" in PAGE
    assert f"at most {MOST_YEARS} years far" in PAGE
    named = PAGE.split("look at year t where they read nothing but ", 1)[1].split(", which are", 1)[0]
    assert set(examples(named)) == AT_OPENING
