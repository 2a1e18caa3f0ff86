"""What may happen, and what can bring it about.

Owns events, causes, triggers and modifiers. Leaves the numbers that they name to :mod:`ifso.scenario.meaning.views`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ifso.ground.diagnostics import Place
from ifso.scenario.meaning.sources import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """When a cause comes into force: the time at which the ``needs``-th of ``events`` happens.

    ``after: a`` and ``any`` need 1, ``all`` needs every one, ``at least 2 of`` needs 2. No events: the start.
    """

    events: tuple[str, ...] = ()
    needs: int = 0

    @property
    def is_spontaneous(self) -> bool:
        """Tell whether the cause is in force from the start."""
        return not self.events


class When(StrEnum):
    """When a modifier holds."""

    ONCE = "once"
    """From the time that an event has happened."""
    UNTIL = "until"
    """As long as an event has not happened."""
    CHOSEN = "chosen"
    """From the time that an option has been chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """Something that scales the hazard of a cause while its condition holds."""

    when: When
    event: str
    """An event, or for ``chosen`` the path of an option, ``choice.option``."""
    by: str
    """Name of the assumption that holds the hazard ratio; empty for ``by: blocks``, a hazard ratio of 0 that is part of the argument."""
    quotes: tuple[Quote, ...] = ()
    because: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def blocks(self) -> bool:
        """Tell whether the cause is out of force while the condition holds, whatever the view."""
        return not self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One mechanism that can bring an event about."""

    event: str
    name: str
    chance: str
    """Name of the assumption that holds its chance and timing: ``event.cause``, or a name shared with other causes."""
    trigger: Trigger = Trigger()
    modifiers: tuple[Modifier, ...] = ()
    says: str = ""
    quotes: tuple[Quote, ...] = ()
    because: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def path(self) -> str:
        """The name of the cause in the whole scenario: ``event.cause``."""
        return f"{self.event}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an event once time had told."""

    happened: date | None
    """The date on which it happened, or None."""
    not_by: date | None
    """The date by which it had not happened, or None."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that either has or has not happened by a given time."""

    name: str
    says: str
    """One sentence; the name in words where the author wrote none."""
    resolves: str = ""
    """A criterion that a stranger could apply."""
    actors: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    quotes: tuple[Quote, ...] = ()
    hidden: bool = False
    """Whether it can have happened without anybody having seen it, so that "as of" says nothing about it."""
    resolved: Outcome | None = None
    place: Place | None = field(default=None, compare=False)
