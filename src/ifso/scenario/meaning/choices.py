"""What actors can decide, what events are worth to them, and what a view says of a decision.

Owns choices, options, interests and decisions. Leaves the weights of interests to :mod:`ifso.scenario.meaning.views`, and what actors who
reason would choose to the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ifso.ground.diagnostics import Place
from ifso.scenario.meaning.sources import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One alternative of a choice."""

    choice: str
    name: str
    says: str
    """One sentence; the name in words where the author wrote none."""
    quotes: tuple[Quote, ...] = ()
    because: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def path(self) -> str:
        """The name of the option in the whole scenario: ``choice.option``."""
        return f"{self.choice}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A decision that an actor takes, once."""

    name: str
    actor: str
    options: Mapping[str, Option]
    """Two or more."""
    says: str = ""
    after: str = ""
    """The event at whose time it is taken; empty: the start."""
    quotes: tuple[Quote, ...] = ()
    because: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """What an event is worth to an actor: its weight, above 0 where the actor wants it to happen."""

    actor: str
    event: str
    weight: str
    """Name of the assumption that holds the weight: ``actor.event``."""
    quotes: tuple[Quote, ...] = ()
    because: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """An actor takes this option."""

    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """An actor takes each option with a probability; together they come to 1."""

    chances: Mapping[str, float]
    """By every option of the choice."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An actor weighs its interests, as the others weigh theirs (MODEL.md, section 5)."""


Decision = Fixed | Mixed | Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What one view says of a choice."""

    choice: str
    decision: Decision
    because: str = ""
    quotes: tuple[Quote, ...] = ()
    place: Place | None = field(default=None, compare=False)
