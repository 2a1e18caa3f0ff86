"""``ifso base-rate``, ``ifso lock`` and what ``ifso ask`` says of history, through the command."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
FILES = Path(__file__).parents[1] / "files"
ALONE = FILES / "history" / "alone.yaml"


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    text = (FILES / "bad" / "unlocked.yaml").read_text(encoding="utf-8") + "questions:\n  main: {if: falls, then: bases}\n"
    path = tmp_path / "argument.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.usefixtures("with_data")
def test_a_base_rate_is_printed_with_its_hits(ifso: Command) -> None:
    printed = ifso("base-rate", "alone.yaml", "bases_after_exit", folder=ALONE.parent)
    assert printed.code == 0
    assert printed.out.splitlines()[0].strip() == "bases_after_exit"
    said = re.search(r"^([\d,]+) of ([\d,]+) occasions: [\d.]+%", printed.out, re.MULTILINE)
    assert said is not None
    assert f"Hits ({said[1]})" in printed.out
    assert "are named with --cases" in printed.out
    assert "It does not say why" in printed.out
    assert printed.err == "Next: ifso base-rate alone.yaml bases_after_exit --cases\n"


@pytest.mark.usefixtures("with_data")
def test_the_misses_are_named_on_request(ifso: Command) -> None:
    printed = ifso("base-rate", "alone.yaml", "bases_after_exit", "--cases", folder=ALONE.parent)
    assert re.search(r"^Misses \(\d+\)  \w", printed.out, re.MULTILINE)
    assert "are named with --cases" not in printed.out


@pytest.mark.usefixtures("with_data")
def test_the_next_command_is_one_that_leads_on(ifso: Command, scenario: Path) -> None:
    def following(*arguments: str) -> str:
        return str(ifso(*arguments, folder=scenario.parent).err.splitlines()[-1])

    shutil.copy(ALONE, scenario.parent)
    assert following("base-rate", "argument.yaml") == "Next: ifso lock argument.yaml"
    ifso("lock", "argument.yaml", folder=scenario.parent)
    assert following("base-rate", "argument.yaml", "exits") == "Next: ifso ask argument.yaml"
    assert following("base-rate", "southeast-asia-1965") == "Next: ifso ask southeast-asia-1965"
    assert following("base-rate", "alone.yaml", "exits", "--cases") == "Next: ifso lock alone.yaml"
    assert following("base-rate", "six-questions", "--cases") == "Next: ifso new my-questions --from six-questions"
    assert following("lock", "six-questions", "--check") == "Next: ifso base-rate six-questions"


@pytest.mark.usefixtures("with_data")
def test_the_forms_for_machines_agree(ifso: Command) -> None:
    value = json.loads(ifso("base-rate", "alone.yaml", "--json", folder=ALONE.parent).out)
    rows = list(csv.DictReader(io.StringIO(ifso("base-rate", "alone.yaml", "--csv", folder=ALONE.parent).out)))
    assert list(value["base_rates"]) == ["exits", "bases_after_exit"]
    for name, rate in value["base_rates"].items():
        cases = [(row["state"], int(row["year"]), row["outcome"]) for row in rows if row["base_rate"] == name]
        assert cases == [(case["state"], case["year"], case["outcome"]) for case in rate["cases"]]
        assert sum(outcome == "hit" for _, _, outcome in cases) == rate["rate"]["k"]


@pytest.mark.parametrize("other", ["--json", "--cases"])
def test_comma_separated_values_stand_alone(other: str, ifso: Command) -> None:
    printed = ifso("base-rate", "alone.yaml", "--csv", other, folder=ALONE.parent)
    assert (printed.code, printed.out) == (2, "")
    assert f"--csv and {other} do not go together" in printed.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["base-rate", "alone.yaml", "exitts"], 2, "Did you mean `exits`?"),
        (["base-rate", "words.yaml"], 3, "error[unknown-variable]"),
        (["base-rate", "none.yaml"], 2, "There is no file none.yaml."),
        (["base-rate", "tutorial"], 2, "The file has no reference class."),
        (["lock", "tutorial"], 2, "has no reference class to lock"),
        (["lock", "central-asia"], 2, "hint: Copy it first: `ifso new my-copy --from central-asia`"),
        (["lock", "words.yaml"], 3, "error[base-rate-syntax]"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(arguments: list[str], code: int, said: str, ifso: Command) -> None:
    printed = ifso(*arguments, folder=ALONE.parent)
    assert (printed.code, printed.out) == (code, "")
    assert said in printed.err


def test_without_data_one_line_says_what_to_do(ifso: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("IFSO_DATA_MIRROR", str(tmp_path / "empty"))
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path / "cache"))
    printed = ifso("base-rate", "alone.yaml", folder=ALONE.parent)
    assert (printed.code, printed.out) == (1, "")
    assert printed.err.startswith("error: ")
    assert "Traceback" not in printed.err


@pytest.mark.usefixtures("with_data")
def test_from_nothing_to_an_answer(ifso: Command, scenario: Path) -> None:
    folder = scenario.parent
    assert ifso("check", "argument.yaml", folder=folder).code == 3
    written = ifso("lock", "argument.yaml", folder=folder)
    assert (written.code, written.err) == (0, "Next: ifso ask argument.yaml\n")
    assert written.out.splitlines()[0].strip() == "argument.lock.json: 2 base rates."
    assert ifso("check", "argument.yaml", folder=folder).code == 0
    printed = ifso("ask", "argument.yaml", "--worlds", "64", "--draws", "20", folder=folder)
    assert printed.code == 0
    assert "history beside author, link by link" in printed.out
    assert "With history's word on 2 of the 2 numbers, and author's on the rest" in " ".join(printed.out.split())
    value = json.loads(ifso("ask", "argument.yaml", "--worlds", "64", "--draws", "20", "--json", folder=folder).out)
    (beside,) = value["history"]
    assert [link["base_rate"] for link in beside["links"]] == ["exits", "bases_after_exit"]
    assert value["lock"]["doubts"] == []


@pytest.mark.usefixtures("with_data")
def test_checking_a_lock_writes_nothing(ifso: Command, scenario: Path) -> None:
    folder = scenario.parent
    told = ifso("lock", "argument.yaml", "--check", folder=folder)
    assert (told.code, list(folder.glob("*.json"))) == (1, [])
    assert told.err == "Next: ifso lock argument.yaml\n"
    ifso("lock", "argument.yaml", folder=folder)
    assert ifso("lock", "argument.yaml", "--check", folder=folder).code == 0
    value = json.loads(ifso("lock", "argument.yaml", "--json", folder=folder).out)
    assert (value["renewed"], value["changes"], value["file"]) == (False, {}, "argument.lock.json")
    assert set(value["base_rates"]) == {"exits", "bases_after_exit"}


@pytest.mark.usefixtures("with_data")
def test_a_lock_is_said_to_be_old_only_where_history_answers_otherwise(ifso: Command, scenario: Path) -> None:
    folder = scenario.parent
    ifso("lock", "argument.yaml", folder=folder)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("20% per year", "25% per year"), encoding="utf-8")
    told = ifso("lock", "argument.yaml", "--check", folder=folder)
    assert (told.code, told.err) == (0, "Next: ifso lock argument.yaml\n")
    said = " ".join(told.out.split())
    assert said.endswith("2 base rates. No number and no case is different. Changed since the lock was written: the text of the file.")
    scenario.write_text(text.replace("us_troops < 100", "us_troops < 0"), encoding="utf-8")
    told = ifso("lock", "argument.yaml", "--check", folder=folder)
    assert told.code == 1
    assert "the lock is not what history answers now" in " ".join(told.out.split())
    written = ifso("lock", "argument.yaml", folder=folder)
    assert (written.code, written.err) == (0, "Next: ifso check argument.yaml\n")
    assert "`bases_after_exit` counts no case whose outcome is known" in " ".join(written.out.split())


@pytest.mark.usefixtures("with_data")
def test_a_folder_that_may_not_be_written_is_said(ifso: Command, scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    printed = ifso("lock", "argument.yaml", folder=scenario.parent)
    assert (printed.code, printed.out) == (2, "")
    assert "argument.lock.json cannot be written: No space left on device" in printed.err


def test_an_answer_at_eighty_columns_breaks_no_word(ifso: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for file in ("history.yaml", "history.lock.json"):
        shutil.copy(FILES / "good" / file, tmp_path / file)
    monkeypatch.setattr("ifso.cli.printing.page", lambda: 80)
    printed = ifso("ask", "history.yaml", "--worlds", "64", "--draws", "20", folder=tmp_path)
    begins = printed.out.index("history beside author")
    lines = printed.out[begins : printed.out.index("Simulated")].splitlines()
    assert max(map(len, lines)) <= 80
    for words in ("falls.coup", "1 of 7 per year", "bases_after_exit", "effect: Nobody has counted how much it matters."):
        assert any(words in line for line in lines)
