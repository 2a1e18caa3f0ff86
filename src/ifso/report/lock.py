"""What came of locking, and how it is said.

Owns the shape of what came of it, and the words. Leaves asking history and writing the lock to the verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ifso.ground.diagnostics import Diagnostic
from ifso.scenario.locked import Counted, Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A base rate that is not as it was locked before."""

    name: str
    before: Counted | None
    """None where it was not locked."""
    after: Counted | None
    """None where the scenario no longer has it."""
    says: str
    """What is different, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """What came of locking."""

    path: Path
    """The lock file."""
    lock: Lock
    changes: tuple[Change, ...]
    """Base rates that differ from the lock before; every one where there was none."""
    renewed: bool
    """Whether the file differs from what it was, or would if it were written."""
    broken: str = ""
    """Why the lock before could not be used, as a sentence; empty where it could, or where there was none."""
    warnings: tuple[Diagnostic, ...] = ()
    is_of_argument: bool = True
    """Whether the file holds an argument, whose views may take their numbers from the lock."""


def lock_report(done: Locked, *, written: bool) -> RenderableType:
    """Return what was written, or would be, and what is different from the lock before."""
    rates = done.lock.base_rates
    count = f"{len(rates)} base rate{'s' if len(rates) > 1 else ''}"
    if not done.renewed:
        return Text(f"{done.path}: {count}, as locked before.")
    parts: list[RenderableType] = [Text(f"{done.path}: {count}{'' if written else ', and the lock is not what history answers now'}.")]
    if done.broken:
        parts.append(Text(f"The lock before could not be used. {done.broken}", style="yellow"))
    if done.changes:
        parts.append(_changes(done))
    else:
        parts.append(Text("No number is different; the scenario's text, the panel or the program is.", style="dim"))
    return Group(*parts)


def _changes(done: Locked) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("base rate", "before", "now", "different"):
        table.add_column(name, overflow="fold")
    for change in done.changes:
        table.add_row(change.name, _counted(change.before), _counted(change.after), change.says)
    return table


def _counted(counted: Counted | None) -> str:
    if counted is None:
        return ""
    return f"{counted.k:,} of {counted.n:,}{f' (+{counted.unknown:,} unknown)' if counted.unknown else ''}"
