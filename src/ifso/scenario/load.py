"""Loading a scenario: from a file or a text to its meaning.

Owns the doors through which others reach this room, and the limits of what is read. Leaves where files are looked for to the verbs.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from ifso.ground.diagnostics import Diagnostic, Invalid
from ifso.ground.files import read_bounded
from ifso.scenario.complaints import Complaints
from ifso.scenario.meaning import Classes, Scenario
from ifso.scenario.reading.desk import Desk
from ifso.scenario.reading.whole import Whole, read_whole
from ifso.scenario.written import LARGEST, Written, read_form


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
    whole = _whole(text, name, folder, stem, complaints)
    if whole is not None and whole.classes.alone and not complaints.has_errors:
        hint = f"Ask history: ifso base-rate {shlex.quote(name)}."
        complaints.add("missing-key", f"{name} holds reference classes and no argument.", hint=hint)
    if whole is None or whole.scenario is None:
        raise Invalid(complaints.sorted)
    return whole.scenario, complaints.sorted


def read_again(written: Written, folder: Path, stem: str) -> Scenario:
    """Return the meaning of a text whose form has been read. Raises ``Invalid`` with every diagnostic where it holds an error."""
    complaints = Complaints()
    whole = read_whole(Desk(written=written, complaints=complaints, needs_lock=True), name=stem, folder=folder)
    if whole.scenario is None or complaints.has_errors:
        raise Invalid(complaints.sorted)
    return whole.scenario


def load_classes(path: Path | str) -> tuple[Classes, tuple[Diagnostic, ...]]:
    """Read the reference classes of a file, whether it holds an argument beside them or not, and return them with the warnings.

    A lock is neither needed nor read. Raises as :func:`load_scenario` does.
    """
    file = Path(path)
    return read_classes(read_bounded(file, LARGEST), str(path), file.parent, stem=file.stem)


def read_classes(
    text: str | bytes, name: str = "<text>", folder: Path | None = None, *, stem: str = ""
) -> tuple[Classes, tuple[Diagnostic, ...]]:
    """Read the reference classes of a text, and return them with the warnings; otherwise as :func:`read_scenario`."""
    complaints = Complaints()
    whole = _whole(text, name, folder, stem, complaints, needs_lock=False)
    if whole is None or complaints.has_errors:
        raise Invalid(complaints.sorted)
    return whole.classes, complaints.sorted


def examine(path: Path | str) -> tuple[Classes | None, tuple[Diagnostic, ...]]:
    """Return everything that is wrong with a file, and the reference classes in it whose form is right; None where none can be read.

    Raises ``UsageError`` where the file is missing, is a folder or may not be read.
    """
    file = Path(path)
    complaints = Complaints()
    whole = _whole(read_bounded(file, LARGEST), str(path), file.parent, file.stem, complaints)
    return (None if whole is None else whole.classes), complaints.sorted


def _whole(
    text: str | bytes, name: str, folder: Path | None, stem: str, complaints: Complaints, *, needs_lock: bool = True
) -> Whole | None:
    written = read_form(text, name, complaints)
    if written is None:
        return None
    desk = Desk(written=written, complaints=complaints, needs_lock=needs_lock)
    return read_whole(desk, name=stem or _stem(name), folder=folder)


def _stem(name: str) -> str:
    return Path(name).stem.strip("<>") or "scenario"
