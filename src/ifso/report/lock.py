"""What came of locking, and how it is said.

Owns the shape of what came of it, and the words. Leaves asking history and writing the lock to the verb.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    differs: bool
    """Whether a number, a case or what is asked differs, and not only the words of it."""


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
    beside: tuple[str, ...] = ()
    """What else is not as it was when the lock was written: the text of the file, the panel, the program."""
    unusable: tuple[Diagnostic, ...] = ()
    """Why views cannot take their numbers from the lock as it stands in the file: a class counts no case, or gives no ratio."""

    @property
    def differs(self) -> bool:
        """Whether history answers something else than what was locked, or nothing that can be used was locked."""
        return bool(self.broken) or any(change.differs for change in self.changes)


def lock_report(done: Locked, *, written: bool) -> RenderableType:
    """Return what was written, or would be, and what is different from the lock before."""
    rates = done.lock.base_rates
    count = f"{len(rates)} base rate{'s' if len(rates) > 1 else ''}"
    if not done.renewed:
        return Group(Text(f"{done.path}: {count}, as locked before."), *_unusable(done))
    stale = done.differs and not written
    parts: list[RenderableType] = [Text(f"{done.path}: {count}{', and the lock is not what history answers now' if stale else ''}.")]
    if done.broken:
        parts.append(Text(f"The lock before could not be used. {done.broken}", style="yellow"))
    if done.changes:
        parts.append(_changes(done))
    if not done.differs:
        changed = ", ".join(done.beside) or "how it is written"
        parts.append(Text(f"No number and no case is different. Changed since the lock was written: {changed}.", style="dim"))
    return Group(*parts, *_unusable(done))


def _unusable(done: Locked) -> Iterator[Text]:
    for found in dict.fromkeys(f"{why.message} {why.hint}" for why in done.unusable):
        yield Text(f"A view takes its number from there, and there is none. {found}", style="yellow")


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
