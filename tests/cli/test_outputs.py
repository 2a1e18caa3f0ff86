"""Scenarios, good, bad and asked, through the command, against its whole output.

An expected output stands in a file ``.txt`` beside what it is about: the command, what it prints on each stream, its exit code, and again
for every further command. ``pytest tests/cli/test_outputs.py --renew`` writes them anew; look at what changed before it is committed.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

FILES = Path(__file__).parents[1] / "files"
CHECKED = sorted(path for kind in ("good", "bad") for path in (FILES / kind).glob("*.yaml"))
OUTPUTS = sorted({*FILES.glob("*/*.txt"), *(path.with_suffix(".txt") for path in CHECKED)})
COMMAND = re.compile(r"^\$ ifso (.+)$", re.MULTILINE)

Command = Callable[..., Any]


def commands_of(output: Path) -> list[list[str]]:
    """Return the commands of an expected output; where there is none yet, the check of the file beside it."""
    if not output.exists():
        return [["check", output.with_suffix(".yaml").name]]
    return [shlex.split(line) for line in COMMAND.findall(output.read_bytes().decode("utf-8"))]


def shown(arguments: list[str], printed: Any) -> str:
    """Return what a command printed as it stands in the file."""
    parts = [f"$ ifso {shlex.join(arguments)}\n"]
    for name, stream in (("standard output", printed.out), ("standard error", printed.err)):
        text = stream.replace(f"ifso {version('ifso')}", "ifso VERSION")
        if text:
            parts += [f"--- {name}\n", text, "" if text.endswith("\n") else "\n--- no line break at the end\n"]
    return "".join([*parts, f"--- exit code {printed.code}\n"])


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_prints_what_is_expected(output: Path, ifso: Command, renew: bool) -> None:  # noqa: FBT001 - a fixture
    found = "\n".join(shown(arguments, ifso(*arguments, folder=output.parent)) for arguments in commands_of(output))
    if renew:
        output.write_bytes(found.encode("utf-8"))
    assert output.exists(), "there is no expected output; --renew writes one"
    assert found == output.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", CHECKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_expected_output_of_a_file_checks_it(path: Path) -> None:
    assert ["check", path.name] in commands_of(path.with_suffix(".txt"))


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expected_output_holds_no_traceback_and_no_path_of_a_machine(output: Path) -> None:
    text = output.read_bytes().decode("utf-8")
    assert "Traceback" not in text
    assert str(FILES) not in text
    assert "\x1b" not in text
    good = output.parent.name == "good"
    codes = [int(code) for code in re.findall(r"^--- exit code (\d+)$", text, re.MULTILINE)]
    assert codes
    assert output.parent.name not in {"good", "bad"} or (codes[0] == 0) is good


@pytest.mark.parametrize("name", ["good/everything", "bad/unknown-event", "bad/no-criterion"])
def test_a_process_of_its_own_prints_the_same(name: str) -> None:
    output = FILES / f"{name}.txt"
    arguments = commands_of(output)[0]
    done = subprocess.run([sys.executable, "-m", "ifso", *arguments], cwd=output.parent, capture_output=True, timeout=300, check=False)
    expected = output.read_bytes().decode("utf-8").split("\n$ ifso ")[0]
    out, err = (re.search(rf"^--- standard {stream}\n((?:(?!--- ).*\n)*)", expected, re.MULTILINE) for stream in ("output", "error"))
    assert done.stdout.decode("utf-8") == (out[1] if out else "")
    assert done.stderr.decode("utf-8") == (err[1] if err else "")
    assert f"--- exit code {done.returncode}\n" in expected
