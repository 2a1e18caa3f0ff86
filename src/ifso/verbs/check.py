"""Checking: everything that is wrong with a file, whichever room finds it.

Owns putting together what reading finds and what history finds in the reference classes, in the order of the text. Leaves the finding to
those two rooms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import Diagnostic, Invalid
from ifso.scenario.load import examine, load_classes
from ifso.scenario.meaning import Classes
from ifso.verbs.finding import find_scenario

if TYPE_CHECKING:
    from ifso.history.classes import ReferenceClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A file's reference classes, found valid."""

    path: Path
    classes: Classes
    """As written."""
    asked: Mapping[str, ReferenceClass]
    """As history understands them, by name."""
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a file."""

    findings: tuple[Diagnostic, ...]
    """Everything that is wrong or doubtful, in the order of the text."""
    holds_argument: bool
    """False for reference classes alone, which can be asked of history and of nothing else."""
    asks: bool = False
    """Whether an argument has a question, without which it has no answer."""


def check(name: str) -> Checked:
    """Find everything that is wrong or doubtful with a scenario or a file of reference classes.

    Raises ``UsageError`` where there is no such file or example.
    """
    classes, found = examine(find_scenario(name))
    if classes is None:
        return Checked(findings=found, holds_argument=True)
    return Checked(findings=_together(found, read_classes(classes)[1]), holds_argument=not classes.alone, asks=classes.asks)


def understand(path: Path) -> Understood:
    """Read the reference classes of a file and let history understand them; no lock is needed, nor read.

    Raises ``Invalid`` with the findings of both rooms where there is an error, and ``UsageError`` where there is no such file.
    """
    try:
        classes, found = load_classes(path)
    except Invalid as problem:
        readable, _ = examine(path)
        raise Invalid(_together(problem.diagnostics, read_classes(readable)[1] if readable is not None else ())) from None
    asked, complaints = read_classes(classes)
    warnings = _together(found, complaints)
    if any(complaint.is_error for complaint in complaints):
        raise Invalid(warnings)
    return Understood(path=path, classes=classes, asked=MappingProxyType(asked), warnings=warnings)


def understand_classes(classes: Classes) -> Understood:
    """Let history understand reference classes that stand in no file. Raises ``Invalid`` with its findings where there is an error."""
    asked, complaints = read_classes(classes)
    if any(complaint.is_error for complaint in complaints):
        raise Invalid(complaints)
    return Understood(path=Path(), classes=classes, asked=MappingProxyType(asked), warnings=complaints)


def read_classes(classes: Classes) -> tuple[dict[str, ReferenceClass], tuple[Diagnostic, ...]]:
    """Return the reference classes that history understands, and its findings."""
    if not classes.base_rates:
        return {}, ()
    from ifso.history.classes import read  # noqa: PLC0415 - a grammar that only reference classes need

    reads = {name: read(written) for name, written in classes.base_rates.items()}
    asked = {name: understood for name, (understood, _) in reads.items() if understood is not None}
    return asked, tuple(complaint for _, complaints in reads.values() for complaint in complaints)


def _together(*findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings in the order of the text; those without a place come first."""
    every = dict.fromkeys(finding for some in findings for finding in some)
    return tuple(sorted(every, key=lambda d: (d.place.line, d.place.column) if d.place else (0, 0)))
