"""What the tests of every part share: a scenario around the part, and its complaints in short."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.ground.diagnostics import Invalid
from ifso.scenario.load import read_scenario

Complain = Callable[..., list[str]]


@pytest.fixture
def complain(tmp_path: Path) -> Complain:
    """Return a function from sections of a scenario to the codes of its complaints, warnings left out, with messages and hints."""

    def complaints(*, start: str = "2026-05-01", horizon: str = "horizon: 10 years", **sections: str) -> list[str]:
        text = f"ifso: 1\nstart: {start}\n{horizon}\n" + "".join(f"{name}: {body}\n" for name, body in sections.items())
        try:
            _, found = read_scenario(text, "t.yaml", tmp_path)
        except Invalid as problem:
            found = problem.diagnostics
        return [f"{d.code}: {d.message} {d.hint}".strip() for d in found if d.is_error]

    return complaints
