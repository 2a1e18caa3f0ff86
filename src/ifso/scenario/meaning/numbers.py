"""Numbers and the times in which chances count.

Owns the forms that a number and a timing can have. Leaves their grammar to :mod:`ifso.scenario.numbers`, and what may be drawn from them to
the engine.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exactly:
    """A point value: ``30%``, ``0.3``, ``3:7``."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The middle 90% of a logit-normal (a chance), a log-normal (a hazard ratio) or a normal (a weight): ``20% to 40%``, ``likely``."""

    low: float
    """The 5% point."""
    high: float
    """The 95% point, above ``low``."""
    word: str = ""
    """The ICD 203 term as written, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """``k of n``: the Jeffreys posterior Beta(k + 1/2, n - k + 1/2)."""

    k: int
    n: int


Number = Exactly | Between | Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """``p within D`` (opens at 0) and ``p between D0 and D1``: the chance grows evenly over the window and ends at p."""

    opens: float
    """Years after the trigger."""
    closes: float
    """Years after the trigger, above ``opens``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``p per PERIOD``: a constant hazard without end."""

    period: float
    """Years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOnce:
    """``p at once``: the instant of the trigger."""


Timing = Window | Rate | AtOnce
