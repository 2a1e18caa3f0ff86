"""How many columns a table takes.

Owns the measure by which reports choose among the forms of a table.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console

if TYPE_CHECKING:
    from rich.table import Table

ENDLESS = 10_000
"""Columns of a page on which no table is broken."""


def natural_width(table: Table) -> int:
    """Return the columns that a table takes where nothing in it is broken."""
    console = Console(file=io.StringIO(), width=ENDLESS, color_system=None, legacy_windows=False, force_jupyter=False)
    with console.capture() as captured:
        console.print(table)
    return max((cell_len(line) for line in captured.get().splitlines()), default=0)
