"""Loading a scenario, and the object through which the Python interface speaks to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike, fsdecode
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import Diagnostic, UsageError
from ifso.scenario.load import load_scenario
from ifso.scenario.meaning import Scenario
from ifso.verbs.arguments import kind_of, text_or_none, understood
from ifso.verbs.ask import Asked, ask
from ifso.verbs.choices import Weighed, choices
from ifso.verbs.cruxes import Disagreement, cruxes
from ifso.verbs.figure import Pictured, figure
from ifso.verbs.finding import find_scenario
from ifso.verbs.linchpins import Hinged, linchpins
from ifso.verbs.live import Slider, live
from ifso.verbs.notebook import page
from ifso.verbs.paths import Retraced, paths
from ifso.verbs.report import file_of, report
from ifso.verbs.showing import meant, program
from ifso.verbs.watch import Foreseen, watch

if TYPE_CHECKING:
    from anywidget import AnyWidget

    from ifso.verbs.saving import Saved


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scenario that has been read and found valid."""

    scenario: Scenario
    """What it means."""
    path: Path
    warnings: tuple[Diagnostic, ...]
    _wrote: list[str] = field(default_factory=list, repr=False, compare=False)
    """Hashes of the texts that it has written into the file itself, which is not a change by somebody else."""

    def ask(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Asked:
        """Answer a question; see :func:`ifso.verbs.ask.ask` for what else can be asked for. Raises ``UsageError`` for what cannot."""
        return replace(ask(self.scenario, question=question, views=views, **understood(ask, request)), _path=self.path)

    def linchpins(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Hinged:
        """Find what an answer hinges on; see :func:`ifso.verbs.linchpins.linchpins`. Raises ``UsageError`` for what cannot be asked."""
        return linchpins(self.scenario, question=question, views=views, **understood(linchpins, request))

    def paths(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Retraced:
        """Find the chains of causes to the outcome; see :func:`ifso.verbs.paths.paths`. Raises ``UsageError`` for what cannot be asked."""
        return paths(self.scenario, question=question, views=views, **understood(paths, request))

    def watch(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Foreseen:
        """Find what to watch; see :func:`ifso.verbs.watch.watch`. Raises ``UsageError`` for what cannot be asked."""
        return watch(self.scenario, question=question, views=views, **understood(watch, request))

    def choices(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Weighed:
        """Find what actors face; see :func:`ifso.verbs.choices.choices`. Raises ``UsageError`` for what cannot be asked."""
        return choices(self.scenario, question=question, views=views, **understood(choices, request))

    def cruxes(self, first: str | None = None, second: str | None = None, **request: Any) -> Disagreement:
        """Share the difference between two views' answers out; see :func:`ifso.verbs.cruxes.cruxes`. Raises ``UsageError`` for what cannot.

        The views can be left out where the scenario has no others.
        """
        views = [view for view in (text_or_none(first, "first", "VIEW"), text_or_none(second, "second", "VIEW")) if view is not None]
        return cruxes(self.scenario, **{"views": views, **understood(cruxes, request)})

    def live(self, question: str | None = None, *, view: str | None = None, **request: Any) -> Slider:
        """Have a question answered again whenever a number changes; see :func:`ifso.verbs.live.live`. Raises ``UsageError``."""
        return live(self.scenario, question=question, view=view, **understood(live, request))

    def report(self, target: str | PathLike[str], question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Path:
        """Write a page in one file that stands alone, and return the file; see :func:`ifso.verbs.report.report`. Raises ``UsageError``."""
        path = file_of(target)
        report(self.scenario, self.path, **understood(report, {"target": path, "question": question, "views": views, **request}))
        return path

    def page(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> AnyWidget:
        """Return a page for a notebook, with everything that a report has; see :func:`ifso.verbs.notebook.page`. Raises ``UsageError``."""
        return page(self.scenario, self.path, question=question, views=views, **understood(page, request))

    def figure(self, kind: str, path: str | PathLike[str], **request: Any) -> Pictured:
        """Draw a figure into an SVG, PDF or PNG; see :func:`ifso.verbs.figure.figure`. Raises ``UsageError`` for what cannot be drawn."""
        return figure(self.scenario, kind, path, **request)

    def save_view(
        self,
        name: str,
        values: Mapping[str, float] = MappingProxyType({}),
        *,
        otherwise: str | None = None,
        chosen: Mapping[str, str] = MappingProxyType({}),
        about: str = "",
        replace: bool = False,
    ) -> Saved:
        """Write numbers of one's own into the file as a view; see :func:`ifso.verbs.saving.save_view`. Raises as it does.

        All else is left to the view ``otherwise``, by default the first. The object stays as it was read: load the file again to ask.
        """
        from ifso.verbs.saving import save_view  # noqa: PLC0415 - answers do without

        lender = next(iter(self.scenario.views), "") if otherwise is None else otherwise
        saved = save_view(
            self.path, name=name, otherwise=lender, values=values, chosen=chosen, about=about, replace=replace,
            sha256=self._wrote[-1] if self._wrote else self.scenario.sha256,
        )  # fmt: skip
        self._wrote.append(saved.sha256)
        return saved

    def program(self, view: str | None = None) -> dict[str, Any]:
        """Return the flat arrays that run under a view, the first by default."""
        return program(self.scenario, text_or_none(view, "view", "VIEW"))

    def __str__(self) -> str:
        return meant(self.scenario)

    def __repr__(self) -> str:
        s = self.scenario
        choices = f"{len(s.choices)} choices, " if s.choices else ""
        sizes = f"{len(s.events)} events, {len(s.causes)} causes, {choices}{len(s.views)} views, {len(s.questions)} questions"
        return f"<ifso scenario {s.name!r}: {sizes}>"


def load(name: str | Path) -> Loaded:
    """Read a scenario: a file, or an example by its name.

    Raises ``UsageError`` where there is none, and ``Invalid`` with every diagnostic where it has errors.
    """
    if not isinstance(name, (str, PathLike)):
        raise UsageError(f"A scenario is named by a path or a text, not {kind_of(name)}.", hint='Write for example load("central-asia").')
    path = find_scenario(fsdecode(name))
    scenario, warnings = load_scenario(path)
    return Loaded(scenario=scenario, path=path, warnings=warnings)
