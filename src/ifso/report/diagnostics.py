"""Diagnostics as text: the place, the line quoted with the place marked, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from ifso.ground.diagnostics import Diagnostic, Severity
from ifso.report.words import STEERING, harmless

SHOWN = 100
"""Findings printed in full; the rest are counted."""
WIDEST = 160
"""Columns of a quoted line; of a longer one, the part around the place is shown."""


def diagnostics_report(diagnostics: Sequence[Diagnostic]) -> Iterator[Text]:
    """Yield the findings, and a last line that counts them."""
    for diagnostic in diagnostics[:SHOWN]:
        yield _finding(diagnostic)
    if len(diagnostics) > SHOWN:
        yield Text(f"… and {len(diagnostics) - SHOWN:,} more.\n")
    yield Text(summary(diagnostics), style="bold")


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many errors and warnings there are."""
    errors = sum(d.is_error for d in diagnostics)
    counts = [(errors, "error"), (len(diagnostics) - errors, "warning")]
    return " and ".join(f"{n:,} {what}{'s' if n != 1 else ''}" for n, what in counts if n) or "nothing to complain of"


def _finding(diagnostic: Diagnostic) -> Text:
    place = diagnostic.place
    colour = "red" if diagnostic.severity is Severity.ERROR else "yellow"
    text = Text(harmless(f"{place}: ") if place else "")
    text.append(f"{diagnostic.severity.value}[{diagnostic.code}]", style=f"bold {colour}").append(f": {harmless(diagnostic.message)}\n")
    if place and place.text:
        quoted, before, length = _window(place.text, place.column - 1, place.length)
        number = str(place.line)
        text.append(f"  {number} | ", style="dim").append(f"{quoted}\n")
        text.append(f"  {' ' * len(number)} | ", style="dim").append(" " * cell_len(before))
        text.append("^" * max(1, length), style=colour).append("\n")
    if diagnostic.hint:
        text.append("  hint: ", style="cyan").append(f"{harmless(diagnostic.hint)}\n")
    return text


def _window(line: str, column: int, length: int) -> tuple[str, str, int]:
    """Return the part of a line that is quoted, what of it stands before the place, and how many columns to mark."""
    line = STEERING.sub(" ", line)
    begin = 0 if len(line) <= WIDEST else max(0, min(column - WIDEST // 3, len(line) - WIDEST))
    part = line[begin : begin + WIDEST]
    shown = f"{'…' if begin else ''}{part}{'…' if begin + WIDEST < len(line) else ''}"
    before = f"{'…' if begin else ''}{part[: column - begin]}"
    return shown, before, cell_len(part[column - begin : column - begin + length])
