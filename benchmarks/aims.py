"""What is aimed at, beside what was measured, so that a missed aim is seen.

Owns the aims and the comparison. Leaves the measuring to :mod:`engine` and :mod:`explain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

RATE = 1e9
"""Cause-draws a second, on one thread."""
ASK_SECONDS = 1.0
"""Of ``ifso ask central-asia`` on the wall, once compiled, on an ordinary laptop."""
HELP_SECONDS = 0.3
"""Of ``ifso --help`` on the wall."""
MEMORY_MB = 500
"""Of a process, however much it is asked to simulate."""
EXPLAIN_SECONDS = {"linchpins": 2.0, "paths": 1.0, "cruxes": 1.0, "watch": 1.0, "choices": 1.0}
"""Of a verb that explains central-asia under one view (cruxes: two), on the wall, in Python, on two cores, once compiled."""
SLIDER_SECONDS = 0.016
"""Of a step of the slider at 50,000 worlds: a frame of a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One aim: at least a rate, or at most a time or an amount of memory."""

    name: str
    value: float | None
    """What was measured; None where nothing could be."""
    aim: float
    unit: str

    @property
    def met(self) -> bool:
        """Tell whether the aim is met; it is not where nothing was measured."""
        if self.value is None:
            return False
        return self.value >= self.aim if self.unit.endswith("a second") else self.value <= self.aim

    def to_dict(self) -> dict[str, Any]:
        """Return the aim as plain values."""
        return {"name": self.name, "value": self.value, "aim": self.aim, "unit": self.unit, "met": self.met}


def aims(found: dict[str, Any]) -> list[Aim]:
    """Return every aim with what was measured of it, from all that the benchmark found."""
    rates = {name: case["per_second"] for name, case in found["speed"]["cases"].items() if case["unit"] == "cause-draws"}
    memory = {name: case["peak_mb"] for name, case in found["memory"]["cases"].items() if case["draws"]}
    return [
        *(Aim(name=f"engine, {name}", value=rate, aim=RATE, unit="cause-draws a second") for name, rate in rates.items()),
        Aim(name="ifso ask central-asia", value=found["ask"]["whole"]["median_seconds"], aim=ASK_SECONDS, unit="seconds"),
        Aim(name="ifso --help", value=found["ask"]["help"]["median_seconds"], aim=HELP_SECONDS, unit="seconds"),
        *(Aim(name=f"memory, {name}", value=peak, aim=MEMORY_MB, unit="MB") for name, peak in memory.items()),
    ]


def explain_aims(found: dict[str, Any]) -> list[Aim]:
    """Return every aim of explaining with what was measured of it: of a verb the slowest view, of the slider the slowest assumption."""
    cases = found["verbs"]["cases"]
    slowest = {verb: [c["median_seconds"] for name, c in cases.items() if name.partition(",")[0] == verb] for verb in EXPLAIN_SECONDS}
    steps = {name: view["slowest_seconds"] for name, view in found["slider"]["views"].items()}
    return [
        *(Aim(name=verb, value=max(slowest[verb], default=None), aim=aim, unit="seconds") for verb, aim in EXPLAIN_SECONDS.items()),
        *(Aim(name=f"slider step, {name}", value=value, aim=SLIDER_SECONDS, unit="seconds") for name, value in steps.items()),
    ]


def told(found: list[Aim]) -> list[str]:
    """Return the aims as lines of a table."""
    lines = [f"{'Aims':46} {'measured':>12} {'aim':>12}"]
    for aim in found:
        value = "nothing" if aim.value is None else f"{aim.value:.3g}"
        lines.append(f"  {aim.name:44} {value:>12} {aim.aim:12.3g}  {'met' if aim.met else 'MISSED'} ({aim.unit})")
    return lines
