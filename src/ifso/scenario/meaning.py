"""What a scenario means: frozen, typed, free of the text it came from.

Owns the vocabulary of the model as dataclasses: sources, actors, events, causes, triggers, modifiers, assumptions, values, views and
questions. Every name in a meaning is resolved and every number is checked; a meaning that exists is valid. Leaves reading to
:mod:`ifso.scenario.reading`, and what follows from it all to the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ifso.ground.diagnostics import Place
from ifso.ground.reference import Written
from ifso.scenario.locked import Lock

# ---------------------------------------------------------------- sources and actors


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the argument rests on."""

    name: str
    title: str
    file: str = ""
    """Path of the text, relative to the scenario's folder; empty where the document is only cited."""
    author: str = ""
    published: str = ""
    kind: str = ""
    """What sort of document, in the author's word: opinion, report, dataset."""
    link: str = ""
    sha256: str = ""
    """Hash of the file as read; empty without a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim passage of a source."""

    source: str
    passage: str
    place: Place | None = field(default=None, compare=False)
    start: int = -1
    """Offset in characters of the passage in the source's text, or -1 where there is no text."""
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with the numbers by which datasets know it."""

    iso3: str
    """ISO 3166-1 alpha-3 code."""
    name: str
    cow: int | None
    """Correlates of War number today, or None for a territory outside that system."""
    gw: int | None
    """Gleditsch-Ward number today, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state, government, leader, organisation, group or region that appears in the argument."""

    name: str
    title: str
    """The name as a page prints it."""
    kind: str
    """``state``, ``region``, or the author's word for an actor that is neither."""
    states: tuple[State, ...] = ()
    """The states it is or consists of; empty for a freely named group or leader."""


# ---------------------------------------------------------------- numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Exactly:
    """A point value: ``30%``, ``0.3``, ``3:7``."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The middle 90% of a logit-normal (a chance) or of a log-normal (a hazard ratio): ``20% to 40%``, ``likely``."""

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


# ---------------------------------------------------------------- timings


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


# ---------------------------------------------------------------- events and causes


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
    """On which side of an event a modifier holds."""

    ONCE = "once"
    UNTIL = "until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """Something that scales the hazard of a cause while its condition holds."""

    when: When
    event: str
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
    resolved: Outcome | None = None
    place: Place | None = field(default=None, compare=False)


# ---------------------------------------------------------------- assumptions and views


class Kind(StrEnum):
    """What an assumption's number is."""

    CHANCE = "chance"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number the argument rests on, named."""

    name: str
    kind: Kind
    used_by: tuple[str, ...]
    """Paths of the causes that use it, in the order of the text."""


class Origin(StrEnum):
    """Where a number comes from."""

    SOURCE = "source"
    """A source states it: a quoted passage holds the number or the word of likelihood."""
    COUNT = "count"
    """Cases counted by hand; the value says what was counted."""
    HISTORY = "history"
    """Cases that a base rate counted in datasets; the value names it, and the lock file beside the scenario holds its cases."""
    ANALYST = "analyst"
    """Nobody but the analyst states it; where the value carries quotes, it is read from them."""
    ASKED = "asked"
    """Given with the request, not in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one view says of one assumption."""

    assumption: str
    written: str
    """The value as the author wrote it, such as ``almost certain within 3 years``."""
    number: Number
    timing: Timing | None
    """None for a hazard ratio."""
    origin: Origin = Origin.ANALYST
    because: str = ""
    counted: str = ""
    """For ``k of n``: among which cases, by whom."""
    base_rate: str = ""
    """Name of the base rate that the number comes from, or empty."""
    quotes: tuple[Quote, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Somebody's values for the assumptions."""

    name: str
    values: Mapping[str, Value]
    """Its own values, by assumption."""
    about: str = ""
    """Whose view it is and how it was come by."""
    otherwise: str = ""
    """The view that fills what this one leaves open (``else``), or empty."""
    without: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Assumptions for which the view says that there is no base rate, each with the reason."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A value as a view holds it, its own or borrowed."""

    value: Value
    lender: str
    """The view that the value comes from."""


# ---------------------------------------------------------------- questions and the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The reference classes of a file, whether it holds an argument beside them or not."""

    name: str
    title: str
    base_rates: Mapping[str, Written]
    beside: Mapping[str, tuple[tuple[str, Value], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By base rate, what other views say of the same assumptions: the name of the view, and its own value."""
    alone: bool = False
    """Whether the file holds no argument."""
    asks: bool = False
    """Whether the file has a section ``questions``."""
    sha256: str = ""
    """Hash of the file's text."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One argument about the future."""

    name: str
    title: str
    start: date
    horizon: float
    """Years from the start."""
    about: str = ""
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    actors: Mapping[str, Actor] = field(default_factory=lambda: MappingProxyType({}))
    events: Mapping[str, Event]
    assumptions: Mapping[str, Assumption]
    base_rates: Mapping[str, Written] = field(default_factory=lambda: MappingProxyType({}))
    """What history is asked, as written; history checks it."""
    lock: Lock | None = None
    """What history answered when the scenario was last locked, or None where it never was."""
    views: Mapping[str, View]
    questions: Mapping[str, Question]
    sha256: str = ""
    """Hash of the scenario's text."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Every cause, in the order of the text."""
        return tuple(cause for event in self.events.values() for cause in event.causes)

    def held(self, view: str) -> Mapping[str, Held]:
        """Return what a view holds for every assumption, following ``else`` where it leaves one open.

        Raises ``KeyError`` for an unknown view.
        """
        result: dict[str, Held] = {}
        for name in self.assumptions:
            lender = self.views[view]
            while name not in lender.values:
                lender = self.views[lender.otherwise]
            result[name] = Held(value=lender.values[name], lender=lender.name)
        return MappingProxyType(result)
