"""What came of locking, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ifso.scenario.locked import Counted
    from ifso.verbs.lock import Locked


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
