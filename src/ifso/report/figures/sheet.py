"""The sheet that every figure is drawn on: its width, letters, colours and marks, and the file that it becomes.

Owns what makes a figure fit to print: text stays text, colours can be told apart by readers who see fewer of them and marks by those who
see none, the same request gives the same bytes, and the file says in itself what is on it and how it was got. Leaves what is drawn to the
modules of each kind.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from textwrap import fill
from typing import TYPE_CHECKING, Any, Literal, assert_never

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.style import context
from matplotlib.ticker import FixedLocator, FuncFormatter

from ifso.report.linchpin_words import quoted
from ifso.report.words import day_after
from ifso.scenario.meaning import Done, Learnt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ifso.scenario.meaning import Question, Scenario

Format = Literal["svg", "pdf", "png"]
SINGLE, DOUBLE = 89.0, 183.0
"""Millimetres of one column and of two, as journals print them."""
NARROW = 120.0
"""Millimetres below which a figure says less beside its marks."""
INCH = 25.4
COLOURS = ("#0072b2", "#b34e00", "#007a5a", "#a3487f", "#6b5b00", "#333333")
"""One for each view: the hues of Okabe and Ito ("Color Universal Design", 2008), darkened until they read as text on white."""
MARKS = ("o", "s", "^", "D", "v", "P")
DASHES = ("-", (0, (4, 1.5)), (0, (1, 1.2)), (0, (5, 1.2, 1, 1.2)))
"""Lines that can be told apart without colour."""
INK, MUTED, LINE = "#1a1a1a", "#595959", "#b0b0b0"
DPI = 300
"""Dots to the inch of a PNG."""
STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Helvetica", "Arial"],  # the first comes with matplotlib, so that every machine lays out the same
    "font.size": 7,
    "axes.titlesize": 7.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.labelsize": 7,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": LINE,
    "xtick.labelcolor": INK,
    "ytick.color": LINE,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 6.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "grid.color": "#e3e3e3",
    "grid.linewidth": 0.5,
    "lines.linewidth": 1.2,
    "lines.markersize": 4,
    "legend.frameon": False,
    "legend.fontsize": 6.5,
    "text.color": INK,
    "text.parse_math": False,  # a scenario's dollar sign is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "ifso",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How a figure is to be drawn."""

    width: float = DOUBLE
    """Millimetres."""
    bare: bool = False
    """Leave out the title and the line on how it was got, for a caption says both."""

    @property
    def inches(self) -> float:
        """The width in inches."""
        return self.width / INCH

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for numbers alone, and not for words beside them."""
        return self.width < NARROW

    @property
    def row(self) -> float:
        """By how much a row is higher, since names take more lines."""
        return 1.45 if self.is_narrow else 1.0

    @property
    def aside(self) -> float:
        """Part of an axis that numbers at its beginning take."""
        return 0.18 if self.is_narrow else 0.07

    @property
    def letters(self) -> int:
        """How many small letters fit across the sheet."""
        return int(self.inches * 72 / 3.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure before it becomes a file."""

    figure: Figure
    title: str
    alt: str
    """What is on it, in sentences that a reader who cannot see it is read."""
    method: str
    """How it was got, in a sentence."""
    numbers: tuple[tuple[str, float], ...] = field(default=())
    """Everything that is plotted, by what it is."""


@contextmanager
def styled() -> Iterator[None]:
    """Draw in our style and nobody's settings."""
    with context(["default", STYLE], after_reset=True):
        yield


def blank(sheet: Sheet, height: float, panels: int = 1, **how: Any) -> tuple[Figure, list[Axes]]:
    """Return an empty figure so many millimetres high, with panels below each other."""
    figure = Figure(figsize=(sheet.inches, height / INCH), layout="constrained")
    grid = figure.subplots(panels, 1, squeeze=False, **how)
    return figure, [axes for row in grid for axes in row]


def percent_axis(axes: Axes, which: Literal["x", "y"] = "x", *, low: float = 0.0, room: float = 0.0) -> None:
    """Let an axis run over chances up to 100%, from 0 or from ``low``, with some ``room`` before for what is written there."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(FixedLocator([low + (1 - low) * fifth / 5 for fifth in range(6)]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))
    (axes.set_xlim if which == "x" else axes.set_ylim)(low - room, 1.0)
    axes.grid(visible=True, axis=which)


def wrapped(text: str, letters: int) -> str:
    """Return a text in lines of so many letters."""
    return fill(" ".join(text.split()), max(letters, 12))


def names_on(axes: Axes, names: Sequence[str], sheet: Sheet) -> None:
    """Write names beside the rows of a panel, the first on top; a name that has no room breaks where its parts meet."""
    room = 26 if sheet.is_narrow else 46
    axes.set_yticks(range(len(names)), [_broken(name, room) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _broken(name: str, room: int) -> str:
    """Return a text in lines, or a name in lines that end in its dots, or in its underscores where a part is still too long."""
    if "\n" in name:
        return "\n".join(_broken(line, room) for line in name.split("\n"))
    if " " in name or len(name) <= room:
        return wrapped(name, room)
    parts = [part if len(part) <= room else part.replace("_", "_ ") for part in name.replace(".", ". ").split(" ")]
    return wrapped(" ".join(parts), room).replace("_ ", "_").replace(". ", ".")


def label(axes: Axes, text: str, sheet: Sheet) -> None:
    """Say below a panel what its axis shows."""
    axes.set_xlabel(wrapped(text, int(sheet.letters * (0.6 if sheet.is_narrow else 0.7))))


def asked(scenario: Scenario, question: Question) -> str:
    """Return a question as a sentence: its own, or how likely what is asked about is by when, if what.

    What events say is quoted as it stands, since it may be in any form: a statement, a past, an order.
    """
    if question.says:
        return " ".join(question.says.split())
    likely = f"How likely is {quoted(scenario.events[question.then].says)} by {day_after(scenario.start, question.by)}"
    match question.antecedent:
        case None:
            return f"{likely}?"
        case Done(event=event):
            return f"{likely}, if {quoted(scenario.events[event].says)} is made to happen?"
        case Learnt(event=event):
            return f"{likely}, if {quoted(scenario.events[event].says)} is known to have happened?"
        case _:
            assert_never(question.antecedent)


def method_line(scenario: Scenario, said: str) -> str:
    """Return how a figure was got, with the program and the scenario that it comes from."""
    return f"{said} ifso {version('ifso')}, scenario {scenario.name} {scenario.sha256[:12]}."


def finish(drawn: Drawn, sheet: Sheet) -> None:
    """Put the title above and the method below, unless a caption is to say both."""
    if sheet.bare:
        return
    drawn.figure.suptitle(wrapped(drawn.title, int(sheet.letters * 0.78)), x=0.01, ha="left", fontsize=8, fontweight="bold")
    drawn.figure.supxlabel(wrapped(drawn.method, sheet.letters + 6), x=0.01, ha="left", fontsize=5.5, color=MUTED)


def file_of(drawn: Drawn, form: Format) -> bytes:
    """Return the bytes of a figure's file; the same figure has the same bytes wherever the same matplotlib is."""
    says = f"{drawn.alt} {drawn.method}"
    by = f"ifso {version('ifso')}"
    target = io.BytesIO()
    match form:
        case "svg":
            told: dict[str, Any] = {"Title": drawn.title, "Description": says, "Creator": by, "Date": None}
        case "pdf":
            told = {"Title": drawn.title, "Subject": says, "Creator": by, "Producer": f"matplotlib {mpl.__version__}", "CreationDate": None}
        case "png":
            told = {"Title": drawn.title, "Description": says, "Software": by}
    drawn.figure.savefig(target, format=form, dpi=DPI, metadata=told)
    made = target.getvalue()
    return _spoken(made.decode(), drawn.title, says).encode() if form == "svg" else made


def _spoken(svg: str, title: str, says: str) -> str:
    """Give a drawing a name and a description that screen readers read out."""
    opened = re.search(r"<svg\b[^>]*>", svg)
    if opened is None:
        return svg
    head = opened[0].replace("<svg", '<svg role="img" aria-labelledby="title description"', 1)
    named = f'{head}\n <title id="title">{escape(title)}</title>\n <desc id="description">{escape(says)}</desc>'
    return svg.replace(opened[0], named, 1)
