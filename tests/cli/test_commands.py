"""``ifso check``, ``explain``, ``show``, ``new`` and ``examples`` through the command."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ifso.scenario.load import load_scenario
from ifso.verbs.explain import CODES
from ifso.verbs.finding import list_examples
from ifso.verbs.new import FIRST_LINE, SCHEMA

Command = Callable[..., Any]
FILES = Path(__file__).parents[1] / "files"
TEXTS = [*sorted(FILES.glob("*/*.yaml")), *(example.path for example in list_examples())]


@pytest.mark.parametrize("command", ["linchpins", "paths", "watch"])
@pytest.mark.parametrize("top", [0, -1])
def test_how_many_are_shown_is_refused_alike_everywhere(command: str, top: int, ifso: Command) -> None:
    printed = ifso(command, "standoff", "--top", str(top))
    assert (printed.code, printed.out) == (2, "")
    assert f"error: --top is {top}." in printed.err
    assert "hint: It can be from 1 to 1,000,000." in printed.err


# ---------------------------------------------------------------- check


def test_a_file_that_is_not_there_keeps_no_other_from_being_checked(ifso: Command) -> None:
    printed = ifso("check", "none.yaml", "tutorial", "neither.yaml")
    assert (printed.code, printed.out) == (2, "")
    assert "There is no file none.yaml." in printed.err
    assert "There is no file neither.yaml." in printed.err
    assert "tutorial: nothing to complain of." in printed.err
    printed = ifso("check", "none.yaml", "tutorial", "--json")
    assert (printed.code, [entry["file"] for entry in json.loads(printed.out)]) == (2, ["tutorial"])


def test_several_files_are_checked_at_once_each_once(ifso: Command) -> None:
    printed = ifso("check", "unknown-event.yaml", "no-criterion.yaml", "tutorial", "unknown-event.yaml", folder=FILES / "bad")
    assert printed.code == 3
    assert printed.out.count("error[unknown-event]") == 1
    assert printed.out.count("warning[no-criterion]") == 1
    assert "tutorial: nothing to complain of. Next: ifso ask tutorial" in printed.err


def test_the_first_error_is_explained_before_any_warning(ifso: Command, tmp_path: Path) -> None:
    text = (FILES / "bad" / "no-criterion.yaml").read_text(encoding="utf-8") + "nothing: at all\n"
    (tmp_path / "both.yaml").write_text(text, encoding="utf-8")
    printed = ifso("check", "both.yaml", folder=tmp_path)
    assert printed.err.endswith("Next: ifso explain unknown-key\n")


def test_a_scenario_that_asks_nothing_is_not_sent_to_be_asked(ifso: Command, tmp_path: Path) -> None:
    text = "ifso: 1\nstart: 2026-05-01\nhorizon: 5 years\nevents: {a: {resolves: It is seen., causes: {x: {because: y}}}}\n"
    (tmp_path / "mute.yaml").write_text(text + "views: {v: {a.x: 10% per year}}\n", encoding="utf-8")
    printed = ifso("check", "mute.yaml", folder=tmp_path)
    assert (printed.code, printed.out) == (0, "")
    assert printed.err == (
        "mute.yaml: nothing to complain of, and nothing to ask: add for example `questions: {main: {then: EVENT}}`.\n"
        "Next: ifso check mute.yaml\n"
    )


@pytest.mark.parametrize(
    ("files", "code"), [(["tutorial", "standoff"], 0), (["tutorial", "no-criterion.yaml"], 1), (["no-criterion.yaml", "timing.yaml"], 3)]
)
def test_the_worst_file_gives_the_exit_code(files: list[str], code: int, ifso: Command) -> None:
    assert ifso("check", *files, folder=FILES / "bad").code == code


def test_findings_as_json(ifso: Command) -> None:
    printed = ifso("check", "unknown-event.yaml", "tutorial", "--json", folder=FILES / "bad")
    assert (printed.code, printed.err) == (3, "")
    assert json.loads(printed.out) == [
        {
            "file": "unknown-event.yaml",
            "findings": [
                {
                    "code": "unknown-event", "severity": "error", "message": "There is no event `famin`.", "hint": "Did you mean `famine`?",
                    "file": "unknown-event.yaml", "line": 8, "column": 23, "length": 5, "text": "      starts: {after: famin}",
                }
            ],
        },
        {"file": "tutorial", "findings": []},
    ]  # fmt: skip


def test_findings_without_a_place_as_json(ifso: Command) -> None:
    printed = ifso("check", "encoding-utf16.yaml", "--json", folder=FILES / "bad")
    (finding,) = json.loads(printed.out)[0]["findings"]
    assert (finding["code"], finding["line"], finding["text"]) == ("encoding", None, None)


def test_a_file_that_is_not_there_is_a_usage_error(ifso: Command) -> None:
    printed = ifso("check", "timing.yaml", "timin.yaml", folder=FILES / "bad")
    assert printed.code == 2
    assert printed.out.startswith("timing.yaml:11:17: error[timing]")
    assert printed.err == "error: There is no file timin.yaml.\nhint: Did you mean `timing.yaml`?\nNext: ifso explain timing\n"


# ---------------------------------------------------------------- explain


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, ifso: Command) -> None:
    printed = ifso("explain", code)
    assert (printed.code, printed.err) == (0, "Next: ifso check FILE\n")
    known = CODES[code]
    assert printed.out.startswith(f"{code} ({known.severity.value}): {known.means}"[:100])
    for example in (known.wrong, known.right):
        assert all(f"    {line}".rstrip() in printed.out for line in example.splitlines())
    value = json.loads(ifso("explain", code, "--json").out)
    assert {key: value[key] for key in ("slug", "severity", "means", "explanation", "wrong", "right")} == {
        "slug": code, "severity": known.severity.value, "means": known.means, "explanation": known.explanation,
        "wrong": known.wrong, "right": known.right,
    }  # fmt: skip


def test_without_a_code_all_are_listed(ifso: Command) -> None:
    printed = ifso("explain")
    assert re.findall(r"^([a-z-]+) +(?:error|warning) ", printed.out, re.MULTILINE) == list(CODES)
    assert [known["slug"] for known in json.loads(ifso("explain", "--json").out)] == list(CODES)


@pytest.mark.parametrize(
    ("code", "hint"), [("unknown-evnt", "Did you mean `unknown-event`?"), ("x", "lists all of them."), ("", "lists all of them.")]
)
def test_an_unknown_code_is_a_usage_error(code: str, hint: str, ifso: Command) -> None:
    printed = ifso("explain", code)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.startswith(f"error: There is no code `{code}`.\nhint: ")
    assert printed.err.rstrip().endswith(hint)


# ---------------------------------------------------------------- show


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_written_is_shown_byte_for_byte_valid_or_not(path: Path, ifso: Command) -> None:
    printed = ifso("show", path.name, "--as", "written", folder=path.parent)
    assert (printed.code, printed.raw, printed.err) == (0, path.read_bytes(), f"Next: ifso check {path.name}\n")


@pytest.mark.parametrize("text", [b"", b"\xef\xbb\xbfa: b\r\n", b"\r\n\r", bytes(range(256)), b"no line break"])
def test_any_bytes_are_shown_as_they_are(text: bytes, ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(text)
    assert ifso("show", "a.yaml", "--as", "written", folder=tmp_path).raw == text


def test_what_is_written_as_json(ifso: Command) -> None:
    path = FILES / "good" / "bom-crlf.yaml"
    printed = ifso("show", path.name, "--as", "written", "--json", folder=path.parent)
    assert json.loads(printed.out) == {"written": path.read_bytes().decode("utf-8")}


@pytest.mark.parametrize("name", [example.name for example in list_examples()])
def test_what_is_meant(name: str, ifso: Command) -> None:
    printed = ifso("show", name)
    assert (printed.code, printed.err) == (0, f"Next: ifso show {name} --as program\n")
    assert ifso("show", name, "--as", "meant").out == printed.out
    (path,) = (example.path for example in list_examples() if example.name == name)
    scenario, _ = load_scenario(path)
    for known in (scenario.title, *(event.says for event in scenario.events.values()), *scenario.views):
        assert known in printed.out
    value = json.loads(ifso("show", name, "--json").out)
    assert list(value["events"]) == list(scenario.events)
    assert value["views"].keys() == scenario.views.keys()
    assert value["sha256"] == scenario.sha256


@pytest.mark.parametrize("name", [example.name for example in list_examples()])
def test_what_runs(name: str, ifso: Command) -> None:
    printed = ifso("show", name, "--as", "program")
    assert (printed.code, printed.err) == (0, f"Next: ifso ask {name}\n")
    arrays = json.loads(ifso("show", name, "--as", "program", "--json").out)
    lines = dict(line.split(maxsplit=1) for line in printed.out.splitlines())
    assert {key: json.loads(value) for key, value in lines.items()} == arrays
    (path,) = (example.path for example in list_examples() if example.name == name)
    scenario, _ = load_scenario(path)
    assert arrays["view"] == next(iter(scenario.views))
    options = [option.path for choice in scenario.choices.values() for option in choice.options.values()]
    assert arrays["events"] == [*scenario.events, *options]
    assert len(arrays["causes"]) == len(scenario.causes)


def test_every_view_has_a_program_of_its_own(ifso: Command) -> None:
    calm, tense = (json.loads(ifso("show", "standoff", "--as", "program", "-v", view, "--json").out) for view in ("calm", "tense"))
    assert (calm.pop("view"), tense.pop("view")) == ("calm", "tense")
    assert calm.keys() == tense.keys()
    assert calm != tense


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["standoff", "--as", "program", "--view", "clam"], "There is no view `clam`.\nhint: Did you mean `calm`?"),
        (["standoff", "--view", "calm"], "--view goes with --as program."),
        (["standof"], "There is neither a file nor an example standof.\nhint: Did you mean `standoff`?"),
    ],
)
def test_what_cannot_be_shown(words: list[str], said: str, ifso: Command) -> None:
    printed = ifso("show", *words)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err


def test_a_scenario_without_views_has_no_program(ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("ifso: 1\nstart: 2026-05-01\nhorizon: 1 year\nevents: {a: {resolves: x}}\n", encoding="utf-8")
    printed = ifso("show", "a.yaml", "--as", "program", folder=tmp_path)
    assert (printed.code, printed.err.splitlines()[0]) == (2, "error: The scenario has no view, and so no program.")
    assert ifso("show", "a.yaml", folder=tmp_path).code == 0


@pytest.mark.parametrize("form", ["meant", "program"])
def test_an_invalid_scenario_has_no_meaning(form: str, ifso: Command) -> None:
    printed = ifso("show", "timing.yaml", "--as", form, folder=FILES / "bad")
    assert (printed.code, printed.out) == (3, "")
    assert "error[timing]" in printed.err


def test_a_file_too_large_to_be_a_scenario_is_not_shown_in_part(ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"#" * 2_000_001)
    printed = ifso("show", "a.yaml", "--as", "written", folder=tmp_path)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.startswith("error: a.yaml is larger than 2 MB.")


# ---------------------------------------------------------------- new


def test_a_new_scenario_begins_today_and_can_be_asked(ifso: Command, tmp_path: Path) -> None:
    before = date.today()  # noqa: DTZ011 - the day on the author's wall is meant
    printed = ifso("new", "my war", folder=tmp_path)
    assert (printed.code, printed.out, printed.err) == (0, f"my war.yaml\n{SCHEMA}\n", "Next: ifso ask 'my war.yaml'\n")
    scenario, _ = load_scenario(tmp_path / "my war.yaml")
    assert before <= scenario.start <= date.today()  # noqa: DTZ011
    assert ifso("check", "my war.yaml", folder=tmp_path).code == 0
    assert "does war follow?" in ifso("ask", "my war.yaml", "--draws", "10", "--worlds", "100", folder=tmp_path).out


def test_what_was_written_as_json(ifso: Command, tmp_path: Path) -> None:
    printed = ifso("new", "a", "--from", "central-asia", "--json", folder=tmp_path)
    assert json.loads(printed.out) == {"written": ["a.yaml", "commentary.md", "a.lock.json", SCHEMA]}
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8").startswith(FIRST_LINE)


def test_an_existing_file_is_overwritten_only_by_force(ifso: Command, tmp_path: Path) -> None:
    assert ifso("new", "a", folder=tmp_path).code == 0
    (tmp_path / "a.yaml").write_text("mine", encoding="utf-8")
    printed = ifso("new", "a", folder=tmp_path)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err == "error: a.yaml exists already.\nhint: Choose another name, or overwrite it with --force.\n"
    assert ifso("new", "a", "--force", folder=tmp_path).code == 0
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") != "mine"


def test_a_folder_that_cannot_be_made_is_a_usage_error(ifso: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    printed = ifso("new", "file/a", folder=tmp_path)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err.startswith("error: ")


# ---------------------------------------------------------------- examples


def test_the_examples_are_listed_with_their_titles(ifso: Command) -> None:
    printed = ifso("examples")
    assert (printed.code, printed.err) == (0, "Next: ifso ask central-asia, or ifso base-rate six-questions\n")
    listed = json.loads(ifso("examples", "--json").out)
    assert [entry["name"] for entry in listed if entry["holds_argument"]] == [example.name for example in list_examples()]
    assert [entry["name"] for entry in listed if not entry["holds_argument"]] == ["six-questions"]
    flat = " ".join(printed.out.split())
    assert all(f"{entry['name']} {entry['title']}" in flat for entry in listed)
