"""``ifso ask`` through the command: what goes to which stream, JSON that a program can rely on, and the same answer as from Python."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import ifso

Command = Callable[..., Any]
SIZES = ["--draws", "20", "--worlds", "500"]

_ESTIMATE = {
    "type": "object",
    "required": ["value", "low", "high", "error"],
    "properties": {name: {"type": ["number", "null"]} for name in ("value", "low", "high", "error")},
}
_CHANCE = {
    "type": "object",
    "required": ["value", "low", "high", "error", "word", "word_range"],
    "properties": {
        "value": {"type": "number", "minimum": 0, "maximum": 1},
        "low": {"type": "number", "minimum": 0, "maximum": 1},
        "high": {"type": "number", "minimum": 0, "maximum": 1},
        "error": {"type": "number", "minimum": 0},
        "word": {"type": ["string", "null"]},
        "word_range": {"anyOf": [{"type": "null"}, {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}]},
    },
    "additionalProperties": False,
}
_DATE = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_SERIES = {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}, "minItems": 2}
READINGS = ["do", "do not", "given", "given not", "left alone"]
SCHEMA = {
    "type": "object",
    "required": ["scenario", "question", "also", "observed", "views", "history", "hinges", "lock", "happened", "method"],
    "additionalProperties": False,
    "properties": {
        "scenario": {
            "required": ["name", "title", "start", "horizon", "sha256"],
            "properties": {"start": _DATE, "horizon": _DATE, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        },
        "question": {
            "required": ["name", "says", "antecedent", "then", "by"],
            "properties": {
                "by": _DATE,
                "then": {"required": ["event", "says", "resolves"]},
                "antecedent": {
                    "anyOf": [
                        {"type": "null"},
                        {"required": ["event", "says", "reading", "at"], "properties": {"reading": {"const": "do"}, "at": _DATE}},
                        {
                            "required": ["event", "says", "reading", "known_by"],
                            "properties": {"reading": {"const": "given"}, "known_by": _DATE},
                        },
                    ]
                },
            },
        },
        "observed": {"anyOf": [{"type": "null"}, {"required": ["as_of", "seen", "had", "remarks"]}]},
        "also": {"type": "array", "items": {"required": ["event", "made_to_happen"]}},
        "lock": {
            "anyOf": [
                {"type": "null"},
                {
                    "required": ["ifso", "datasets", "doubts"],
                    "additionalProperties": False,
                    "properties": {
                        "ifso": {},
                        "datasets": {"additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
                        "doubts": {"items": {"type": "string"}},
                    },
                },
            ]
        },
        "history": {
            "type": "array",
            "items": {
                "required": ["view", "author", "links", "no_base_rate", "moves"],
                "additionalProperties": False,
                "properties": {
                    "view": {},
                    "author": {},
                    "links": {
                        "items": {"required": ["assumption", "base_rate", "author", "history", "years", "history_lies", "says"]},
                    },
                    "no_base_rate": {"items": {"required": ["assumption", "because"]}},
                    "moves": {
                        "propertyNames": {"enum": READINGS},
                        "additionalProperties": {"required": ["author", "history"], "additionalProperties": {"type": ["number", "null"]}},
                    },
                },
            },
        },
        "hinges": {
            "anyOf": [
                {"type": "null"},
                {"required": ["linchpins", "paths", "choices", "watch"], "additionalProperties": {"type": ["object", "null"]}},
            ]
        },
        "happened": {"anyOf": [{"type": "null"}, {"required": ["on", "not_by", "note"]}]},
        "method": {"required": ["engine", "interval", "error", "seed", "ifso"]},
        "views": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": [
                    "view",
                    "about",
                    "chances",
                    "difference",
                    "ratio",
                    "curves",
                    "rests_on",
                    "borrowed",
                    "news",
                    "draws",
                    "worlds",
                ],
                "additionalProperties": False,
                "properties": {
                    **{name: {"type": "string"} for name in ("view", "about")},
                    **{name: {"type": "integer", "minimum": 1} for name in ("draws", "worlds")},
                    **{name: {"anyOf": [{"type": "null"}, _ESTIMATE]} for name in ("difference", "ratio")},
                    "chances": {"propertyNames": {"enum": READINGS}, "additionalProperties": {"anyOf": [{"type": "null"}, _CHANCE]}},
                    "curves": {
                        "propertyNames": {"enum": READINGS},
                        "additionalProperties": {
                            "required": ["dates", "values", "low", "high"],
                            "properties": {"dates": {"type": "array", "items": _DATE}, "values": _SERIES, "low": _SERIES, "high": _SERIES},
                        },
                    },
                    "rests_on": {
                        "type": "array",
                        "items": {
                            "required": [
                                "assumption",
                                "value",
                                "view",
                                "origin",
                                "origin_says",
                                "because",
                                "counted",
                                "base_rate",
                                "quotes",
                            ]
                        },
                    },
                    "news": {"type": ["object", "null"]},
                    "borrowed": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}
"""What docs/reference/json.md promises."""


def no_constant(name: str) -> float:
    raise AssertionError(name)


def asked(printed: Any) -> dict[str, Any]:
    """Return the JSON of an answer, held against the schema."""
    assert (printed.code, printed.err) == (0, "")
    value: dict[str, Any] = json.loads(printed.out, parse_constant=no_constant)
    jsonschema.validate(value, SCHEMA)
    return value


def requests() -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Yield examples with the same request in the words of the command line and of Python."""
    for example in ifso.list_examples():
        for question in ifso.load(example.name).scenario.questions:
            yield example.name, ["--question", question], {"question": question}
    yield "standoff", ["-v", "tense", "--view", "calm"], {"views": ["tense", "calm"]}
    yield "standoff", ["--by", "2027-01-01"], {"by": "2027-01-01"}
    yield "standoff", ["--by", "18 months"], {"by": "18 months"}
    yield "standoff", ["--do", "talks", "--do", "north_mobilises@6 months"], {"do": ["talks", "north_mobilises@6 months"]}
    yield "standoff", ["--prevent", "talks", "--prevent", "south_mobilises"], {"prevent": ["talks", "south_mobilises"]}
    yield "standoff", ["--given", "talks@2026-12-31"], {"given": "talks@2026-12-31"}
    yield (
        "standoff",
        ["--assume", "effect_of_talks=0.1 to 3", "--assume", "war.surprise=1 of 9 at once"],
        {"assume": ["effect_of_talks=0.1 to 3", "war.surprise=1 of 9 at once"]},
    )
    yield (
        "standoff",
        ["-q", "alone", "--do", "talks", "--assume", "effect_of_talks=0"],
        {"question": "alone", "do": "talks", "assume": "effect_of_talks=0"},
    )
    yield "tutorial", ["--seed", "18446744073709551615"], {"seed": 2**64 - 1}


@pytest.mark.parametrize(
    ("name", "words", "request_"), list(requests()), ids=lambda value: "-".join(value) if isinstance(value, list) else ""
)
def test_json_is_what_python_returns_and_what_the_documentation_says(
    name: str, words: list[str], request_: dict[str, Any], ifso: Command
) -> None:
    from ifso.verbs.loading import load  # noqa: PLC0415 - the fixture has the package's name

    value = asked(ifso("ask", name, *words, *SIZES, "--brief", "--json"))
    assert value == json.loads(json.dumps(load(name).ask(draws=20, worlds=500, **request_).to_dict()))
    for view in value["views"]:
        chances = list(view["chances"].values())
        if view["difference"] is not None:
            assert view["difference"]["value"] == pytest.approx(chances[0]["value"] - chances[1]["value"], abs=1e-12)
        if view["ratio"] is not None:
            assert view["ratio"]["value"] == pytest.approx(chances[0]["value"] / chances[1]["value"])
        for reading, curve in view["curves"].items():
            assert curve["dates"][0] >= value["scenario"]["start"]
            assert curve["dates"][-1] == value["question"]["by"]
            assert all(a <= b for a, b in pairwise(curve["values"]))
            assert curve["values"][-1] == pytest.approx(view["chances"][reading]["value"])
            assert len({len(curve[part]) for part in ("dates", "values", "low", "high")}) == 1
            assert date.fromisoformat(curve["dates"][-1])
        assert sum(view["borrowed"].values()) == sum(number["view"] not in {view["view"], None} for number in view["rests_on"])
        for chance in chances:
            if chance is not None and chance["word"] is not None:
                assert chance["word_range"][0] <= chance["value"] <= chance["word_range"][1]


def test_an_answer_that_explains_itself_holds_what_each_command_says_of_it(ifso: Command) -> None:
    from ifso.verbs.loading import load  # noqa: PLC0415 - the fixture has the package's name

    value = asked(ifso("ask", "central-asia", "--question", "bases", "--view", "sceptic", *SIZES, "--json"))
    assert value == json.loads(json.dumps(load("central-asia").ask("bases", views="sceptic", explain=True, draws=20, worlds=500).to_dict()))
    for part in ("linchpins", "paths", "choices", "watch"):
        assert [view["view"] for view in value["hinges"][part]["views"]] == ["sceptic"]
    assert asked(ifso("ask", "tutorial", *SIZES, "--json"))["hinges"]["choices"] is None


def test_the_answer_is_data_and_the_next_command_is_not(ifso: Command) -> None:
    printed = ifso("ask", "standoff", *SIZES)
    assert printed.code == 0
    assert printed.out.startswith("If one side calls up its army, is there a war?\n")
    assert printed.err == "Next: ifso ask standoff --numbers, or --question answer\n"
    numbers = ifso("ask", "standoff", *SIZES, "--numbers")
    assert numbers.out.startswith(printed.out)
    assert "effect_of_talks" in numbers.out[len(printed.out) :]
    assert numbers.err.startswith('Next: ifso ask standoff --assume "')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--question", "mian"], "There is no question `mian`.\nhint: Did you mean `main`?"),
        (["--view", "clam"], "There is no view `clam`.\nhint: Did you mean `calm`?"),
        (["--do", "tallks"], "There is no event `tallks`.\nhint: Did you mean `talks`?"),
        (["--do", "talks@2030-01-01"], "--do: `2030-01-01` is not between the scenario's start, 2026-01-01, and its horizon, 2028-01-01."),
        (["--do", "talks@soon"], "--do: `soon` is neither a date nor a duration."),
        (["--do", "war"], "`war` is what the question asks about."),
        (["--prevent", "nroth_mobilises"], "There is no event `nroth_mobilises`.\nhint: Did you mean `north_mobilises`?"),
        (["--prevent", "north_mobilises"], "The question makes `north_mobilises` happen."),
        (["--prevent", "talks", "--do", "talks"], "`talks` is made to happen or prevented twice."),
        (["--given", "talk"], "There is no event `talk`.\nhint: Did you mean `talks`?"),
        (["--given", "talks", "--do", "talks"], "`talks` cannot be both made or prevented and learnt of."),
        (["--by", "1999-01-01"], "--by: `1999-01-01` is not between"),
        (["--by", "9999-12-31"], "--by: `9999-12-31` is not between"),
        (["--by", "2026-01-01"], "--by: the date is the scenario's start."),
        (["--assume", "effect_of_talks"], "--assume: `effect_of_talks` has no `=`."),
        (["--assume", "effect_of_talk=1"], "There is no assumption `effect_of_talk`.\nhint: Did you mean `effect_of_talks`?"),
        (["--assume", "effect_of_talks=much"], "--assume: effect_of_talks: "),
        (["--assume", "talks.called=30%"], "--assume: talks.called: A chance needs a time in which it counts."),
        (["--draws", "0"], "--draws is 0.\nhint: It can be from 1 to 1,000,000."),
        (["--worlds", "99999999999999"], "--worlds is 99999999999999.\nhint: It can be from 1 to 1,000,000,000,000."),
        (["--seed", "-1"], "--seed is -1."),
    ],
)
def test_a_request_that_cannot_be_met_is_told_why(words: list[str], said: str, ifso: Command) -> None:
    for form in ([], ["--json"]):
        printed = ifso("ask", "standoff", *words, *form)
        assert (printed.code, printed.out) == (2, "")
        assert said in " ".join(printed.err.split(" ")).replace("\n", " ") or said in printed.err


def test_an_invalid_scenario_is_told_on_standard_error(ifso: Command) -> None:
    folder = Path(__file__).parents[1] / "files" / "bad"
    printed = ifso("ask", "timing.yaml", folder=folder)
    assert (printed.code, printed.out) == (3, "")
    assert printed.err.startswith("timing.yaml:11:17: error[timing]: ")


def test_warnings_are_mentioned_and_stop_nothing(ifso: Command, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "files" / "bad" / "no-criterion.yaml").read_text(encoding="utf-8")
    (tmp_path / "my war.yaml").write_text(text, encoding="utf-8")
    printed = ifso("ask", "my war.yaml", *SIZES, folder=tmp_path)
    assert printed.code == 0
    assert "The scenario has 1 warning: ifso check 'my war.yaml'\nNext: ifso ask 'my war.yaml' --numbers" in printed.err
    assert "warning" not in printed.out


def test_the_same_request_prints_the_same_bytes() -> None:
    command = [sys.executable, "-m", "ifso", "ask", "standoff", *SIZES, "--json"]
    runs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": hashes}, capture_output=True, timeout=300, check=True).stdout
        for hashes in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert math.isfinite(json.loads(runs[0])["views"][0]["chances"]["do"]["value"])


@pytest.mark.parametrize(
    ("wanted", "least", "most"),
    [({"NO_COLOR": "1"}, 80, 110), ({}, 80, 110), ({"COLUMNS": "no"}, 80, 110), ({"COLUMNS": "40"}, 30, 40), ({"COLUMNS": "300"}, 80, 120)],
)
def test_what_is_piped_has_no_colours_and_the_width_of_a_page(wanted: dict[str, str], least: int, most: int) -> None:
    left_out = {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "COLUMNS"}
    environment = {**{name: value for name, value in os.environ.items() if name not in left_out}, "TERM": "xterm-256color", **wanted}
    command = [sys.executable, "-m", "ifso", "ask", "standoff", *SIZES]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=True)
    assert "\x1b" not in done.stdout + done.stderr
    assert least < max(len(line) for line in done.stdout.splitlines()) <= most


def test_a_terminal_gets_colours_but_not_where_they_are_not_wanted() -> None:
    printed = {}
    for wanted in ("", "1"):
        reader, writer = os.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": wanted}
        command = [sys.executable, "-m", "ifso", "explain", "number"]
        subprocess.run(command, env=environment, stdout=writer, stderr=writer, timeout=300, check=True)
        os.close(writer)
        printed[wanted] = os.read(reader, 100_000).decode()
        os.close(reader)
    assert "\x1b[36m" in printed[""]
    assert "\x1b[36m" not in printed["1"]
