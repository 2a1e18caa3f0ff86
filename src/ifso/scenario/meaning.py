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


# ---------------------------------------------------------------- choices and interests


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


# ---------------------------------------------------------------- news


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What has been observed of one event: that it happened on a date, or that it had not happened by one."""

    event: str
    at: float
    """Years from the start; before it below 0."""
    happened: bool
    source: str = ""
    """Name of the source that says so, or empty."""
    note: str = ""
    quotes: tuple[Quote, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What has been observed by the time of asking (MODEL.md, section 8)."""

    as_of: float | None = None
    """Years from the start, at least 0: by then every event that is neither listed nor hidden had not happened. None: nothing is known of
    the events that are not listed."""
    seen: Mapping[str, Seen] = field(default_factory=lambda: MappingProxyType({}))
    """By event."""


# ---------------------------------------------------------------- assumptions and views


class Kind(StrEnum):
    """What an assumption's number is."""

    CHANCE = "chance"
    RATIO = "ratio"
    WEIGHT = "weight"
    """What an event is worth to an actor, a number of either sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One number the argument rests on, named."""

    name: str
    kind: Kind
    used_by: tuple[str, ...]
    """Paths of the causes that use it, in the order of the text; for a weight, the actor's name."""


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
    choices: Mapping[str, Decided] = field(default_factory=lambda: MappingProxyType({}))
    """What it says itself of choices, by choice."""
    rationality: float | None = None
    """How closely reasoned choices follow the interests: 0 not at all, the higher the more; None where it is left open."""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A value as a view holds it, its own or borrowed."""

    value: Value
    lender: str
    """The view that the value comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldChoice:
    """What a view says of a choice, itself or by another view's word."""

    decided: Decided
    lender: str


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
    choices: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))
    interests: tuple[Interest, ...] = ()
    """In the order of the text."""
    observed: Observed | None = None
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

    def held_choices(self, view: str) -> Mapping[str, HeldChoice]:
        """Return what a view says of every choice, following ``else`` where it leaves one open.

        Raises ``KeyError`` for an unknown view.
        """
        result: dict[str, HeldChoice] = {}
        for name in self.choices:
            lender = self.views[view]
            while name not in lender.choices:
                lender = self.views[lender.otherwise]
            result[name] = HeldChoice(decided=lender.choices[name], lender=lender.name)
        return MappingProxyType(result)

    def rationality(self, view: str) -> float | None:
        """Return the rationality of a view, following ``else``; None where no view says. Raises ``KeyError`` for an unknown view."""
        lender = self.views[view]
        while lender.rationality is None and lender.otherwise:
            lender = self.views[lender.otherwise]
        return lender.rationality
