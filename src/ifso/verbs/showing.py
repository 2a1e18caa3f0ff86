"""Showing the three forms of a scenario: what is written, what is meant, what runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded
from ifso.scenario.meaning import Scenario
from ifso.scenario.printing import print_meaning
from ifso.scenario.written import LARGEST
from ifso.verbs.varying import known


def written(path: Path) -> bytes:
    """Return a scenario's text, byte for byte. Raises ``UsageError`` for one that is too large to be a scenario."""
    text = read_bounded(path, LARGEST)
    if len(text) > LARGEST:
        raise UsageError(f"{path} is larger than 2 MB.", hint="Split it into several scenarios.")
    return text


def meant(scenario: Scenario) -> str:
    """Return the meaning in words."""
    return print_meaning(scenario)


def program(scenario: Scenario, view: str | None = None) -> dict[str, Any]:
    """Return the arrays that run under a view, the first by default. Raises ``UsageError`` for an unknown view."""
    from ifso.engine.compiling import compile_view  # noqa: PLC0415 - the engine is loaded only where it is needed

    if not scenario.views:
        hint = "Give an event a cause, and add `views` with a number for it."
        raise UsageError("The scenario has no view, and so no program.", hint=hint)
    name = next(iter(scenario.views)) if view is None else known(view, scenario.views, "view")
    return {"view": name, **compile_view(scenario, name).to_dict()}


def program_text(arrays: dict[str, Any]) -> str:
    """Return a program's arrays as text, one to a line."""
    width = max(len(name) for name in arrays)
    return "\n".join(f"{name.ljust(width)}  {json.dumps(value, ensure_ascii=False)}" for name, value in arrays.items()) + "\n"
