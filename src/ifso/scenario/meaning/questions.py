"""What is asked of the argument.

Owns questions. Leaves answers to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ifso.ground.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """``if: A``: A is made to happen at a time, whatever its causes; the contrast is that it is kept from happening."""

    event: str
    at: float = 0.0
    """Years from the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """``given: A``: it has been learnt that A happened by a time; the contrast is that it had not."""

    event: str
    by: float
    """Years from the start."""


Antecedent = Done | Learnt


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """If A, then B, by when."""

    name: str
    then: str
    by: float
    """Years from the start, above 0 and at most the horizon."""
    antecedent: Antecedent | None = None
    says: str = ""
    place: Place | None = field(default=None, compare=False)
