"""What a command does not load: a start costs what it needs and no more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "numba",
    "llvmlite",
    "numpy",
    "scipy",
    "polars",
    "pandas",
    "country_converter",
    "pycountry",
    "starlette",
    "uvicorn",
    "websockets",
    "anyio",
}
PRINTING = {"rich", "ruamel"}
LOADED = """
import json, sys
sys.argv = ["ifso", *{arguments!r}]
try:
    {run}
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""
HISTORY = str(Path(__file__).parents[1] / "files/good/history.yaml")
"""A scenario with base rates and their lock."""
MAIN = "from ifso.cli.main import main; main()"


def loaded(run: str, *arguments: str) -> set[str]:
    """Return the packages that a fresh process has loaded in the end."""
    code = LOADED.format(arguments=list(arguments), run=run)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=300, check=True)
    found = set(json.loads(done.stderr.splitlines()[-1]))
    assert "ifso" in found
    return found


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["ask", "--help"], ["check", "-h"], ["open", "--help"], ["--version"]])
def test_help_loads_nothing_that_it_does_not_show(arguments: list[str]) -> None:
    assert not loaded(MAIN, *arguments) & (HEAVY | PRINTING | {"importlib_resources"})


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "tutorial"],
        ["check", "tutorial", "--json"],
        ["check", HISTORY],
        ["check", "six-questions"],
        ["show", HISTORY],
        ["check", "nowhere.yaml"],
        ["explain"],
        ["explain", "number"],
        ["show", "tutorial"],
    ],
)
def test_reading_a_scenario_loads_no_engine(arguments: list[str]) -> None:
    assert not loaded(MAIN, *arguments) & HEAVY


@pytest.mark.parametrize(
    "arguments", [["ask", "tutorial", "--seed", "-1"], ["ask", "tutorial", "--do", "nothing"], ["ask", "nowhere"], ["open", "nowhere"]]
)
def test_a_request_that_is_refused_loads_no_engine(arguments: list[str]) -> None:
    assert not loaded(MAIN, *arguments) & HEAVY


@pytest.mark.parametrize(("example", "needed"), [("tutorial", set()), ("central-asia", {"pycountry"})])
def test_an_answer_loads_no_compiler_no_table_and_no_statistics(example: str, needed: set[str]) -> None:
    arguments = ["ask", example, "--worlds", "64", "--draws", "2"]
    loaded(MAIN, *arguments)  # may compile
    assert loaded(MAIN, *arguments) & HEAVY == {"numpy", "llvmlite"} | needed


def test_the_package_loads_nothing_until_it_is_used() -> None:
    found = loaded("import ifso; dir(ifso); ifso.__all__")
    assert not found & (HEAVY | PRINTING | {"typer", "click"})


def test_loading_from_python_loads_no_engine_and_no_command_line() -> None:
    found = loaded("import ifso; ifso.load('standoff'); ifso.UsageError")
    assert not found & (HEAVY | {"typer", "click"})
