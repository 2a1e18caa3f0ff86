"""Loading a scenario, and the object through which the Python interface speaks to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ifso.ground.diagnostics import Diagnostic
from ifso.scenario.load import load_scenario
from ifso.scenario.meaning import Scenario
from ifso.verbs.ask import Asked, ask
from ifso.verbs.finding import find_scenario
from ifso.verbs.showing import meant, program


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scenario that has been read and found valid."""

    scenario: Scenario
    """What it means."""
    path: Path
    warnings: tuple[Diagnostic, ...]

    def ask(self, question: str | None = None, *, views: Sequence[str] | str = (), **request: Any) -> Asked:
        """Answer a question; see :func:`ifso.verbs.ask.ask` for what else can be asked for."""
        return ask(self.scenario, question=question, views=views, **request)

    def program(self, view: str | None = None) -> dict[str, Any]:
        """Return the flat arrays that run under a view, the first by default."""
        return program(self.scenario, view)

    def __str__(self) -> str:
        return meant(self.scenario)

    def __repr__(self) -> str:
        s = self.scenario
        sizes = f"{len(s.events)} events, {len(s.causes)} causes, {len(s.views)} views, {len(s.questions)} questions"
        return f"<ifso scenario {s.name!r}: {sizes}>"


def load(name: str | Path) -> Loaded:
    """Read a scenario: a file, or an example by its name.

    Raises ``UsageError`` where there is none, and ``Invalid`` with every diagnostic where it has errors.
    """
    path = find_scenario(str(name))
    scenario, warnings = load_scenario(path)
    return Loaded(scenario=scenario, path=path, warnings=warnings)
