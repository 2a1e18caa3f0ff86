"""What every command keeps to: it names the next useful command beside its result, and ``--json`` prints one value and nothing else."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ifso.cli.main import app
from ifso.report.page import bundle

Command = Callable[..., Any]
FILES = Path(__file__).parents[1] / "files"
COMMANDS = {
    "ask": "ask tutorial --draws 4 --worlds 64",
    "linchpins": "linchpins tutorial --draws 4 --worlds 64",
    "paths": "paths tutorial --draws 4",
    "watch": "watch tutorial --draws 4",
    "cruxes": "cruxes standoff --worlds 64",
    "choices": "choices central-asia --view sceptic --draws 8 --worlds 512",
    "report": "report tutorial --draws 2 --worlds 64",
    "figure": "figure tutorial answer -o answer.svg --draws 2 --worlds 64",
    "check": "check tutorial",
    "base-rate": "base-rate alone.yaml exits",
    "lock": "lock alone.yaml",
    "data list": "data list",
    "data show": "data show gwf",
    "data fetch": "data fetch gwf",
    "data verify": "data verify gwf",
    "data variables": "data variables coup",
    "explain": "explain number",
    "show": "show tutorial",
    "new": "new mine",
    "examples": "examples",
}
"""A request that is met, for each command."""
ENDLESS = {"open"}
"""Commands that go on until they are stopped, and then name the next one too: see ``tests/web/test_serving.py``."""
FURTHER = [
    "ask tutorial --draws 4 --worlds 64 --numbers", "check no-criterion.yaml", "base-rate alone.yaml --cases", "lock alone.yaml --check",
    "explain", "show tutorial --as written", "show tutorial --as program", "show no-criterion.yaml",
]  # fmt: skip


@pytest.fixture
def folder(request: pytest.FixtureRequest, line: str, tmp_path: Path) -> Path:
    """Return a folder in which a request can be met; only those to history need data."""
    if line.startswith(("base-rate", "lock", "data")):
        request.getfixturevalue("with_data")
    if line.startswith("report"):  # what a page is drawn by is built with the package, and makes no difference here
        for name in ("page.js", "page.css"):
            (tmp_path / name).write_text("/* */", encoding="utf-8")
        request.getfixturevalue("monkeypatch").setattr(bundle, "FOLDER", tmp_path)
    for path in (FILES / "history" / "alone.yaml", FILES / "bad" / "no-criterion.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name


def test_no_command_is_left_out() -> None:
    assert set(commands(typer.main.get_command(app))) == set(COMMANDS) | ENDLESS


@pytest.mark.parametrize("line", [*COMMANDS.values(), *FURTHER])
def test_every_result_names_the_next_useful_command(line: str, ifso: Command, folder: Path) -> None:
    printed = ifso(*line.split(), folder=folder)
    assert printed.code in {0, 1}
    assert printed.out or line == "check tutorial"  # of nothing there is nothing to print
    said, _, following = printed.err.splitlines()[-1].rpartition("Next: ifso ")
    assert said in {"", "tutorial: nothing to complain of. "}
    assert following.partition(" ")[0] in {name.partition(" ")[0] for name in COMMANDS} | ENDLESS
    assert "Next: " not in printed.out


@pytest.mark.parametrize("line", [*COMMANDS.values(), *(line for line in FURTHER if "--numbers" not in line and "--cases" not in line)])
def test_json_is_one_value_and_nothing_beside_it(line: str, ifso: Command, folder: Path) -> None:
    printed = ifso(*line.split(), "--json", folder=folder)
    assert printed.code in {0, 1}
    assert printed.err == ""
    assert json.loads(printed.out)
