"""Assumptions, and what views say of them.

Owns names of assumptions, values with their origin, and views. Leaves following ``else`` to :mod:`ifso.scenario.meaning.whole`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ifso.ground.diagnostics import Place
from ifso.scenario.meaning.choices import Decided
from ifso.scenario.meaning.numbers import Number, Timing
from ifso.scenario.meaning.sources import Quote


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
