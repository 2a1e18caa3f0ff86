"""Run the commands that the documentation shows, and compare what they print with what the page says.

``python scripts/transcripts.py PAGE...`` names every command that prints something else; ``--write`` puts the true output into the pages.

A page's transcripts are its blocks ```` ```console ````: a line ``$ command``, then what it prints on both streams. They run in the order
of the page, in a folder that is empty at the beginning. A line ``...`` stands for any lines. Between the blocks a remark
``<!-- edit FILE: OLD -> NEW -->`` changes a file as the page tells the reader to, and ``<!-- save FILE -->`` saves the block below it. A
block that begins with the remark ``<!-- not run -->`` is left alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

STEP = re.compile(
    r"^<!-- edit (?P<file>\S+): (?P<old>.+?) -> (?P<new>.+?) -->$"
    r"|^<!-- save (?P<saved>\S+) -->\n+```\w+\n(?P<text>.*?)^```$"
    r"|^(?P<skip><!-- not run -->\n)?```console\n(?P<block>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (.+)$\n?", re.MULTILINE)
ANY_LINES = r"(?:.*\n)*?"
TRACEBACK = "Traceback (most recent call last)"
FIRST_TIME = "Compiling the engine"
"""Begins a line that is printed once on each machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command of a page with the output that the page shows."""

    command: str
    output: str


def shown_in(block: str) -> tuple[Shown, ...]:
    """Return the commands of a block, each with the output below it."""
    parts = COMMAND.split(block)
    return tuple(Shown(command=command, output=output) for command, output in zip(parts[1::2], parts[2::2], strict=True))


def run(command: str, folder: Path) -> str:
    """Return what a command prints in a folder, on both streams, without blanks at the ends of lines."""
    scripts = str(Path(sys.executable).parent)
    plain = {"NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "PY_COLORS", "COLUMNS")} | plain
    environment["PATH"] = os.pathsep.join([scripts, environment.get("PATH", "")])
    bash = shutil.which("bash") or "bash"
    done = subprocess.run([bash, "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=-1, stderr=-2, check=False)
    lines = [line.rstrip() for line in done.stdout.decode("utf-8", "replace").splitlines()]
    return "".join(f"{line}\n" for line in lines if not line.startswith(FIRST_TIME)).strip("\n") + "\n"


def agrees(shown: str, printed: str) -> bool:
    """Tell whether a page's output is that of the program; a line ``...`` on the page stands for any lines but those of a traceback."""
    lines = [line.rstrip() for line in shown.strip("\n").splitlines()]
    pattern = "".join(ANY_LINES if line == "..." else f"{re.escape(line)}\n" for line in lines)
    return TRACEBACK not in printed and re.fullmatch(pattern, printed if printed.strip() else "") is not None


def replayed(text: str) -> tuple[str, list[str]]:
    """Return a page with the true output in its blocks, and how each command that prints something else differs."""
    differences: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def one(step: re.Match[str]) -> str:
            if step["file"]:
                edit(folder / step["file"], step["old"], step["new"])
                return step[0]
            if step["saved"]:
                (folder / step["saved"]).write_text(step["text"], encoding="utf-8", newline="\n")
                return step[0]
            if step["skip"]:
                return step[0]
            result = ""
            for shown in shown_in(step["block"]):
                printed = run(shown.command, folder)
                same = agrees(shown.output, printed)
                if not same:
                    changes = unified_diff(shown.output.splitlines(), printed.splitlines(), "shown", "printed", lineterm="", n=1)
                    differences.append("\n".join([f"$ {shown.command}", *changes]))
                result += f"$ {shown.command}\n{shown.output if same else printed}"
            return f"```console\n{result}```"

        return STEP.sub(one, text), differences


def edit(file: Path, old: str, new: str) -> None:
    """Change the one place of a file that reads ``old``. Raises ``ValueError`` where there is none, or more than one."""
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{file.name} holds {old!r} {text.count(old)} times, not once")
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def main() -> int:
    """Compare the pages, or write them."""
    pages = [Path(name) for name in sys.argv[1:] if name != "--write"]
    found = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        true, differences = replayed(text)
        found += len(differences)
        if "--write" in sys.argv:
            page.write_text(true, encoding="utf-8", newline="\n")
        for difference in differences:
            print(f"{page}: {difference}\n")
    return 1 if found and "--write" not in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
