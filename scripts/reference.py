"""Write the pages of ``docs/reference`` that are generated, or with ``--check`` tell which of them are not up to date.

``cli.md`` comes from the program's own ``--help``, ``diagnostics.md`` from the catalogue of codes, ``datasets.md`` from the
cards of datasets, ``variables.md`` from the catalogue of variables; ``file.md`` and the schema from :mod:`ifso.scenario.generate`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import Severity
from ifso.history.datasets import CARDS
from ifso.report.datasets import datasets_page
from ifso.report.variables import variables_page
from ifso.scenario.generate import generated
from ifso.verbs.explain import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
RUN = "import sys; sys.argv[0] = 'ifso'; from ifso.cli.main import main; main()"
WIDTH = "100"
COMMAND_LINE = """# The command line

This page is generated from `ifso --help`; run `python scripts/reference.py` to write it anew.

Data go to standard output, all else (messages, warnings, the progress bar) to standard error. Colour is left out where the output is
not a terminal or `NO_COLOR` is set. What the [exit codes](exit-codes.md) mean and what [`--json`](json.md) prints have pages of their own.
"""
DIAGNOSTICS = """# Diagnostics

This page is generated from the catalogues of codes; change `src/ifso/scenario/codes.py` or `src/ifso/history/codes.py` and run
`python scripts/reference.py`.

Everything that is wrong with a scenario or its reference classes is reported at once, each with its code, its place, the line and a
hint. `ifso explain CODE` prints the entry of a code. An error stops every answer; a warning does not.
"""

VARIABLES = """# Variables of the panel

This page is generated from the catalogue; change `src/ifso/history/variables.py` and run `python scripts/reference.py`.

A reference class speaks of these, in states and years: the states of Gleditsch and Ward, from 1946 to 2024. What is not known is neither
yes nor no: the state does not exist, the year is not covered, the data do not say. `ifso data variables` adds how much of each that is, and
`ifso data show NAME` what is known to be wrong with a dataset. A tie takes another state, as in `neighbour(IRN)`; outside of the pairs that
its dataset lists it is a known no.
"""


def help_of(*command: str) -> str:
    """Return what ``ifso COMMAND --help`` prints, at a fixed width and without colour."""
    plain = {"COLUMNS": WIDTH, "TERMINAL_WIDTH": WIDTH, "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS")} | plain
    done = subprocess.run([sys.executable, "-c", RUN, *command, "--help"], capture_output=True, env=environment, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr.decode("utf-8", "replace"))
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines()).strip("\n")


def commands(text: str) -> tuple[str, ...]:
    """Return the names of the commands that the program's help lists."""
    _, _, listed = text.partition("Commands")
    return tuple(re.findall(r"^[│|]? {1,2}([a-z][a-z-]*) {2,}", listed, re.MULTILINE))


def command_line() -> str:
    """Return the page of the command line."""
    whole = help_of()
    parts = [COMMAND_LINE, f"## ifso\n\n```text\n{whole}\n```\n"]
    for name in commands(whole):
        own = help_of(name)
        parts.append(f"## ifso {name}\n\n```text\n{own}\n```\n")
        parts += [f"### ifso {name} {each}\n\n```text\n{help_of(name, each)}\n```\n" for each in commands(own)]
    return "\n".join(parts)


def diagnostics() -> str:
    """Return the page of the diagnostics."""
    parts = [DIAGNOSTICS]
    for severity, title in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        parts.append(f"## {title}\n")
        for code in CODES.values():
            if code.severity is severity:
                examples = f"Wrong:\n\n```yaml\n{code.wrong}\n```\n\nRight:\n\n```yaml\n{code.right}\n```\n"
                parts.append(f"### {code.slug}\n\n{code.means}\n\n{code.explanation}\n\n{examples}")
    return "\n".join(parts)


def pages() -> Mapping[Path, str]:
    """Return the text of every generated file by its path."""
    folder = ROOT / "docs/reference"
    catalogue = {folder / "datasets.md": datasets_page(CARDS.values()), folder / "variables.md": variables_page(VARIABLES)}
    return {folder / "cli.md": command_line(), folder / "diagnostics.md": diagnostics(), **catalogue, **generated(ROOT)}


def main() -> int:
    """Write every page, or check them all and name those that differ."""
    wanted = pages()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if sys.argv[1:] == ["--check"]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run python scripts/reference.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
