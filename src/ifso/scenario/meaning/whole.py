"""The scenario as a whole.

Owns the scenario, the reference classes of a file, and what a view holds itself or by another view's word. Leaves the parts to the other
modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ifso.ground.reference import Written
from ifso.scenario.locked import Lock
from ifso.scenario.meaning.actors import Actor
from ifso.scenario.meaning.choices import Choice, Interest
from ifso.scenario.meaning.events import Cause, Event
from ifso.scenario.meaning.news import Observed
from ifso.scenario.meaning.questions import Question
from ifso.scenario.meaning.sources import Source
from ifso.scenario.meaning.views import Assumption, Held, HeldChoice, Value, View


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
    start: date | None = None
    """The start of the argument beside them, where it can be read."""
    states: tuple[str, ...] = ()
    """The states of its actors, by ISO 3166-1 code."""
    sha256: str = ""
    """Hash of the file's text."""


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
