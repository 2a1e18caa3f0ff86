"""The pages say what is so: generated pages, commands, exit codes, the Python interface, JSON entries, pins."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from inspect import signature
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import ifso
from ifso.cli.ending import Exit
from ifso.verbs.ask import ask
from ifso.verbs.explain import CODES

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def names_in(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts/reference.py", "--check"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_every_command_is_documented() -> None:
    spec = importlib.util.spec_from_file_location("ifso_scripts_reference", ROOT / "scripts/reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    known = set(reference.commands(reference.help_of()))
    assert known >= {"ask", "check", "examples", "explain", "new", "show"}
    assert set(re.findall(r"^## ifso (\S+)$", page("reference/cli.md"), re.MULTILINE)) == known
    assert {name.split()[1] for name in names_in(page("reference/json.md")) if name.startswith("ifso ")} | {"ask"} == known


def test_every_code_has_an_entry() -> None:
    assert re.findall(r"^### (\S+)$", page("reference/diagnostics.md"), re.MULTILINE) == list(CODES)


def test_exit_codes() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", page("reference/exit-codes.md"), re.MULTILINE)}
    assert listed == {int(code) for code in Exit}


def test_the_readme_has_the_two_commands_and_ci_runs_the_second() -> None:
    section = README.partition("## Two commands\n")[2].partition("\n## ")[0]
    first, second = (line for block in blocks(section, "sh") for line in block.splitlines())
    assert first == "pip install . && ifso ask central-asia"
    assert second == 'pip install -c constraints.txt ".[test,check]" && pytest -n auto'
    pattern = re.search(r"grep -E '([^']+)' README.md", (ROOT / ".ci/run").read_text(encoding="utf-8"))
    assert pattern is not None
    assert re.findall(f"(?:{pattern[1]}).*", README, re.MULTILINE) == [second]
    extras = re.search(r"\[([a-z,]+)\]", second)
    assert extras is not None
    assert set(extras[1].split(",")) <= set(PROJECT["optional-dependencies"])


def test_the_examples_are_named_in_the_changelog() -> None:
    assert {example.name for example in ifso.list_examples()} <= names_in((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def test_constraints_pin_every_dependency_and_nothing_else_than_versions() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line) for line in lines)
    pinned = {_plain(line.partition("==")[0]) for line in lines}
    asked = [*PROJECT["dependencies"], *(name for extra in PROJECT["optional-dependencies"].values() for name in extra)]
    assert {_plain(re.split(r"[<>=!~\[; ]", name)[0]) for name in asked} <= pinned


def test_every_dependency_has_its_reason() -> None:
    asked = [*PROJECT["dependencies"], *(name for extra in PROJECT["optional-dependencies"].values() for name in extra)]
    record = page("decisions/0001-dependencies.md")
    missing = [name for name in asked if not re.search(rf"(?<![\w-]){re.escape(re.split(r'[<>=]', name)[0])}(?![\w-])", record)]
    assert missing == []


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_python_page_names_the_whole_interface() -> None:
    text = page("reference/python.md")
    assert set(re.findall(r"^\| `ifso\.(\w+)", text, re.MULTILINE)) == set(ifso.__all__)
    for part, owner in (("Loaded", ifso.Loaded), ("Asked", ifso.Asked)):
        section = text.partition(f"## {part}\n")[2].partition("\n## ")[0]
        listed = set(re.findall(r"^\| `(\w+)", section, re.MULTILINE)) - {"str"}
        assert listed == {name for name in dir(owner) if not name.startswith("_")}
    shown = re.search(r"`ask\((.*?)\)` \|", text)
    assert shown is not None
    request = [p.partition("=")[0].strip() for p in shown[1].replace("=()", "").split(",")]
    assert [name for name in request if name != "*"] == [name for name in signature(ask).parameters if name != "scenario"]


@pytest.mark.parametrize("name", ["how-to/use-from-python.md"])
def test_python_of_the_pages_runs(name: str) -> None:
    space: dict[str, Any] = {}
    output = StringIO()
    with redirect_stdout(output):
        for block in blocks(page(name), "python"):
            exec(compile(block, name, "exec"), space)  # noqa: S102 - the page is ours
    assert "If one side calls up its army, is there a war?" in output.getvalue()
    assert "Did you mean `main`?" in output.getvalue()


def test_the_json_page_names_every_entry() -> None:
    known = names_in(page("reference/json.md"))
    known |= {name.rpartition(".")[2] for name in known}
    answers = [ifso.load("standoff").ask(draws=2, worlds=64), ifso.load("southeast-asia-1965").ask(draws=2, worlds=64)]
    answers.append(ifso.load("tutorial").ask(given="strike", draws=2, worlds=64))
    for answer in answers:
        value = json.loads(json.dumps(answer.to_dict(), allow_nan=False))
        names = {view["view"] for view in value["views"]} | set(value["views"][0]["borrowed"])
        datasets = set(value["lock"]["datasets"]) if value["lock"] else set()
        assert keys(value) - known - names - datasets == set()


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for entry in value.values() for key in keys(entry)}
    return {key for entry in value for key in keys(entry)} if isinstance(value, list) else set()


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    records = sorted(path.name for path in (ROOT / "docs/decisions").glob("0*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    for name in records:
        text = page(f"decisions/{name}")
        assert text.startswith(f"# {int(name[:4])}. ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences"))
        assert f"({name})" in page("decisions/README.md")
