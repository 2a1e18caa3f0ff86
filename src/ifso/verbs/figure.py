"""Figures: from a scenario and the words of a request to a drawing in a file.

Owns which kinds there are and what is asked for each. Leaves drawing to :mod:`ifso.report.figures`, which is imported where matplotlib is
there and a figure is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike, fsdecode
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import write_atomic
from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import kind_of, understood
from ifso.verbs.ask import ask
from ifso.verbs.cruxes import cruxes
from ifso.verbs.linchpins import linchpins
from ifso.verbs.varying import known
from ifso.verbs.watch import watch

if TYPE_CHECKING:
    from ifso.report.figures.sheet import Drawn, Format, Sheet

KINDS = {
    "answer": "the chances under each view, with their intervals",
    "timeline": "how the chances grow over time",
    "tornado": "the numbers that the answer hinges on",
    "cruxes": "the steps from one view's answer to another's",
    "watch": "what the answer would become after the events that tell the most",
    "history": "what was counted, beside what the views say",
}
"""What can be drawn."""
LEAST_WIDTH, MOST_WIDTH = 60.0, 400.0
"""Millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A figure that has been drawn."""

    kind: str
    path: Path
    title: str
    alt: str
    """What is on it, in sentences; the file says so itself."""
    method: str
    """How it was got."""
    numbers: tuple[tuple[str, float], ...]
    """Everything that is plotted, by what it is."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, the same that ``ifso figure --json`` prints."""
        numbers = [{"name": name, "value": value} for name, value in self.numbers]
        return {
            "written": str(self.path),
            "kind": self.kind,
            "title": self.title,
            "says": self.alt,
            "method": self.method,
            "numbers": numbers,
        }

    def __repr__(self) -> str:
        return f"<ifso figure {self.kind!r} in {self.path}>"


def figure(
    scenario: Scenario, kind: str, path: str | PathLike[str], *, width: float = 183.0, bare: bool = False, **request: Any
) -> Pictured:
    """Draw a figure into a file; its ending says whether it becomes SVG, PDF or PNG.

    ``kind`` is one of ``answer``, ``timeline``, ``tornado``, ``cruxes`` (of two views), ``watch`` and ``history``. ``width`` is in
    millimetres: journals print columns of 89 and pages of 183. ``bare`` leaves out the title and the line on how it was got, for captions.
    The rest is as for the verb that answers: :func:`ifso.verbs.ask.ask` for the answer and the timeline, else the verb of the figure's
    name, ``linchpins`` for a tornado. A figure of the same request is the same to the last bit under the same versions. Raises
    ``UsageError`` for a request that cannot be met, for a file that cannot be written, and where matplotlib is missing.
    """
    known(kind, KINDS, "figure")
    file, form = _file(path)
    if isinstance(width, bool) or not isinstance(width, int | float):
        raise UsageError(f"`width` is a number of millimetres, not {kind_of(width)}.", hint="Write for example width=89.")
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise UsageError(f"A figure {width:g} mm wide cannot be drawn.", hint=f"Choose from {LEAST_WIDTH:g} to {MOST_WIDTH:g} mm.")
    if find_spec("matplotlib") is None:
        raise UsageError("Figures are drawn by matplotlib, which is not installed.", hint='Install it: pip install "ifso[figures]"')

    from ifso.report.figures.sheet import Sheet, file_of, finish, styled  # noqa: PLC0415 - matplotlib is loaded only to draw

    sheet = Sheet(width=float(width), bare=bare)
    draw = _asked(scenario, kind, request)
    with styled():
        drawn = draw(sheet)
        finish(drawn, sheet)
        made = file_of(drawn, form)
    write_atomic(file, made)
    return Pictured(kind=kind, path=file, title=drawn.title, alt=drawn.alt, method=drawn.method, numbers=drawn.numbers)


def _file(path: str | PathLike[str]) -> tuple[Path, Format]:
    """Return the file and its form. Raises ``UsageError`` for another ending."""
    if not isinstance(path, (str, PathLike)):
        raise UsageError(f"A file is named by a path or a text, not {kind_of(path)}.", hint='Write for example "answer.svg".')
    file = Path(fsdecode(path))
    match file.suffix.lower():
        case ".svg":
            return file, "svg"
        case ".pdf":
            return file, "pdf"
        case ".png":
            return file, "png"
        case other:
            raise UsageError(f"There is no form of figure for `{other or file.name}`.", hint="End its name in .svg, .pdf or .png.")


def _asked(scenario: Scenario, kind: str, request: dict[str, Any]) -> Callable[[Sheet], Drawn]:
    """Compute what a figure shows, and return what draws it."""
    match kind:
        case "answer" | "timeline":
            from ifso.report.figures.chances import draw_answer, draw_timeline  # noqa: PLC0415

            answer = ask(scenario, **understood(ask, request)).answer
            return lambda sheet: draw_answer(answer, sheet) if kind == "answer" else draw_timeline(answer, sheet)
        case "tornado":
            from ifso.report.figures.tornado import draw_tornado  # noqa: PLC0415

            hinged = linchpins(scenario, **understood(linchpins, request)).linchpins
            return lambda sheet: draw_tornado(hinged, sheet)
        case "cruxes":
            from ifso.report.figures.cruxes import draw_cruxes  # noqa: PLC0415

            _make_two(scenario, request.get("views", ()))
            parted = cruxes(scenario, **understood(cruxes, request)).cruxes
            return lambda sheet: draw_cruxes(parted, sheet)
        case "watch":
            from ifso.report.figures.watch import draw_watch  # noqa: PLC0415

            watched = watch(scenario, **understood(watch, request)).watchlists
            return lambda sheet: draw_watch(watched, sheet)
        case _:
            from ifso.report.figures.history import draw_history  # noqa: PLC0415

            return lambda sheet: draw_history(scenario, sheet)


def _make_two(scenario: Scenario, views: object) -> None:
    """Make sure that cruxes are of two views. Raises ``UsageError`` for fewer and for more."""
    named = [views] if isinstance(views, str) else views or tuple(scenario.views)
    if isinstance(named, (list, tuple)) and len(named) != 2:
        some = list(scenario.views)[:2]
        hint = f"Name two, as in {' '.join(f'--view {view}' for view in some)}." if len(some) > 1 else "Add a view to the file."
        raise UsageError(f"A figure of cruxes holds two views against each other, not {len(named)}.", hint=hint)
