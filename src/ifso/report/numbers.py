"""The numbers that an answer rests on, each with where it comes from.

Owns the table of them: a column for every view where they fit beside each other, else a block of lines for every number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ifso.report.fitting import natural_width
from ifso.report.words import value_in_words
from ifso.scenario.printing import origin_in_words

if TYPE_CHECKING:
    from ifso.engine.results import Answer, ViewAnswer

TITLE = "The numbers that the answer rests on"


def numbers_report(answer: Answer, width: int) -> RenderableType:
    """Return the numbers for a page of so many columns."""
    names = list(dict.fromkeys(name for view in answer.views for name in view.held))
    beside = _beside(answer, names)
    return beside if natural_width(beside) <= width else _below(answer, names)


def _beside(answer: Answer, names: list[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=TITLE, title_justify="left", title_style="bold")
    table.add_column("assumption", no_wrap=True)
    for view in answer.views:
        table.add_column(view.view, no_wrap=True)
    for name in names:
        cells = (_said(view, name) for view in answer.views)
        table.add_row(name, *(Text(value).append(f"\n{origin}" if origin else "", style="dim") for value, origin in cells))
    return table


def _below(answer: Answer, names: list[str]) -> Group:
    parts: list[RenderableType] = [Text(TITLE, style="bold"), Text()]
    for name in names:
        parts.append(Text(name, style="bold", overflow="fold"))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(overflow="fold")
        grid.add_column(overflow="fold")
        for view in answer.views:
            value, origin = _said(view, name)
            grid.add_row(f"  {view.view}", Text(value).append(f"; {origin}" if origin else "", style="dim"))
        parts.append(grid)
    return Group(*parts)


def _said(view: ViewAnswer, name: str) -> tuple[str, str]:
    """Return what a view says of a number, and where that comes from."""
    held = view.held.get(name)
    if held is None:
        return "not used", ""
    lent = f"; borrowed from {held.lender}" if held.lender not in (view.view, "") else ""
    return value_in_words(held.value), f"{origin_in_words(held.value)}{lent}"
