"""What history answered when a scenario was locked.

Owns the shape of a lock. A lock that exists is whole and consistent. Leaves its file to :mod:`ifso.scenario.locking`, and asking history to
the verbs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Range = tuple[float, float]
"""The middle 90% of what a number may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An occasion after which it happened."""

    state: str
    other: str
    """The partner under ``each``, or empty."""
    year: int
    seen: tuple[int, ...]
    """The years in which it was seen."""
    who: tuple[str, ...] = ()
    """The other states in which it was seen, where it is looked for in others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many of so many."""

    k: int
    n: int
    unknown: int
    """Occasions with an unknown outcome, part of neither."""
    countries: int
    interval: Range | None = None
    """Jeffreys."""
    clustered: Range | None = None
    """Cluster bootstrap over countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The same question of the years without the occasion."""

    k: int
    n: int
    matched_on: tuple[str, ...]
    standardised: float | None
    difference: float | None
    difference_range: Range | None
    ratio: float | None
    ratio_range: Range | None
    unmatched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedRate:
    """One base rate as it came back."""

    asks: str
    query: Mapping[str, str]
    """What decided the numbers, key by key."""
    counted: Counted
    groups: Mapping[str, Counted] = field(default_factory=lambda: MappingProxyType({}))
    compared: Compared | None = None
    window: int
    """Years ahead that it looked; 0 for the year itself, so that the share is a chance per year."""
    years: tuple[int, int]
    ended_by: tuple[str, ...] = ()
    as_of: int | None = None
    untold: int = 0
    left_out: int = 0
    repeated: int = 0
    warnings: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    """The datasets that it reads."""
    hits: tuple[Hit, ...] = ()
    misses: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Years of the occasions after which it did not happen, by state, or by state and partner."""
    unknowns: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Years of the occasions with an unknown outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedTies:
    """What ties the states of a scenario's actors, of one kind: borders, alliances, or bases."""

    says: str
    """What counts as a tie of this kind, in words."""
    year: int
    """The year of which the data speak."""
    dataset: str
    pairs: tuple[tuple[str, str], ...]
    """Codes of ISO 3166-1; of bases, first the state whose they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What history answered to every base rate of a scenario."""

    program: str
    """Version of the program that asked."""
    scenario: str
    """Hash of the scenario's text."""
    panel: str = ""
    """Version of the panel that was asked: of the datasets, and of the code that reads them."""
    datasets: Mapping[str, str]
    """SHA-256 of each dataset's file."""
    base_rates: Mapping[str, LockedRate]
    ties: Mapping[str, LockedTies] = field(default_factory=lambda: MappingProxyType({}))
    """By kind; a kind of which the data do not speak is left out."""
