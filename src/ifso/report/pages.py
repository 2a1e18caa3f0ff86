"""A report as a text or as HTML, of a width of its own, where no terminal takes it.

Owns how a renderable becomes a string. Leaves printing to a terminal to the command line.
"""

from __future__ import annotations

import io

from rich.console import Console, RenderableType

WIDTH = 110
"""Columns of a page where nobody says how many there are."""
PRE = '<pre style="white-space: pre; overflow-x: auto">{code}</pre>'
"""Where a notebook has fewer columns, lines are scrolled and not broken, so that tables stay tables."""


def as_text(report: RenderableType, width: int = WIDTH) -> str:
    """Return a report as plain text."""
    return _recorded(report, width, colours=False).export_text()


def as_html(report: RenderableType, width: int = WIDTH) -> str:
    """Return a report as HTML for a notebook; what looks like HTML in it is escaped."""
    return _recorded(report, width, colours=True).export_html(inline_styles=True, code_format=PRE)


def _recorded(report: RenderableType, width: int, *, colours: bool) -> Console:
    console = Console(
        file=io.StringIO(), width=width, record=True, color_system="truecolor" if colours else None, legacy_windows=False,
        force_jupyter=False, markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    console.print(report)
    return console
