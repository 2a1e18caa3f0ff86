"""Loading a scenario: from a file or a text to its meaning.

Owns the two doors through which others reach this room, and the limits of what is read. Leaves where files are looked for to the verbs.
"""

from __future__ import annotations

from pathlib import Path

from ifso.ground.diagnostics import Diagnostic, Invalid
from ifso.ground.files import read_bounded
from ifso.scenario.complaints import Complaints
from ifso.scenario.meaning import Scenario
from ifso.scenario.reading.desk import Desk
from ifso.scenario.reading.whole import read_meaning
from ifso.scenario.written import LARGEST, read_form


def load_scenario(path: Path | str) -> tuple[Scenario, tuple[Diagnostic, ...]]:
    """Read a scenario's file, and return its meaning with the warnings.

    Raises ``UsageError`` where the file is missing, is a folder or may not be read, and ``Invalid`` with every diagnostic, warnings
    included, where the text holds an error.
    """
    file = Path(path)
    return read_scenario(read_bounded(file, LARGEST), str(path), file.parent, stem=file.stem)


def read_scenario(
    text: str | bytes, name: str = "<text>", folder: Path | None = None, *, stem: str = ""
) -> tuple[Scenario, tuple[Diagnostic, ...]]:
    """Read a scenario's text, and return its meaning with the warnings.

    ``name`` is what diagnostics call the text, ``folder`` is where the files of its sources lie; without one, sources cannot have files.
    ``stem`` names the scenario; by default ``name`` does, without folder and ending. Raises ``Invalid`` with every diagnostic where the
    text holds an error.
    """
    complaints = Complaints()
    written = read_form(text, name, complaints)
    if written is None:
        raise Invalid(complaints.sorted)
    desk = Desk(written=written, complaints=complaints)
    scenario = read_meaning(desk, name=stem or _stem(name), folder=folder)
    if scenario is None:
        raise Invalid(complaints.sorted)
    return scenario, complaints.sorted


def _stem(name: str) -> str:
    return Path(name).stem.strip("<>") or "scenario"
