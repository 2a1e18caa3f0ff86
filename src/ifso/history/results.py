"""What history answers: how often it happened, to whom, against whom, and what a reader must know before believing it.

Owns the shape of a base rate. Every number carries how it was got, and every case its state and year. Leaves computing to
:mod:`ifso.history.asking`, and words, tables and pictures to the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ifso.ground.plain import to_plain


class Outcome(StrEnum):
    """What became of an occasion."""

    HIT = "hit"
    """It was seen to happen."""
    MISS = "miss"
    """Every year that matters was seen, and it did not happen."""
    UNKNOWN = "unknown"
    """It was not seen to happen, and some year that matters is missing: the state ended, or the data have a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The middle 90% of what a number may be."""

    low: float
    high: float
    """Infinite where a ratio has no upper end; None in plain values."""
    how: str
    """How it was got: ``Jeffreys`` or ``cluster bootstrap``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its interval, where one can be had."""

    value: float
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many of so many."""

    k: int
    """Hits."""
    n: int
    """Hits and misses."""
    unknown: int
    """Occasions with an unknown outcome, which are part of neither ``k`` nor ``n``."""
    countries: int
    """Different states among the ``n``."""
    interval: Interval | None = None
    """Jeffreys: the occasions taken as independent; None where n is 0."""
    clustered: Interval | None = None
    """Cluster bootstrap over states; None where there are fewer than two states, or where all outcomes are the same."""

    @property
    def share(self) -> float | None:
        """The share of hits among hits and misses, or None where there are none."""
        return self.k / self.n if self.n else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share if every unknown outcome was a miss, and if every one was a hit; None without occasions."""
        every = self.n + self.unknown
        return (self.k / every, (self.k + self.unknown) / every) if every else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The same question of the state-years in which ``where`` held and ``when`` did not happen."""

    matched_on: tuple[str, ...]
    """The expressions that matched years agree on; empty where nothing is matched."""
    rate: Rate
    """k of n among the comparison years, those alone that match some occasion."""
    occasions: Rate
    """k of n among the occasions that some comparison year matches: what ``standardised`` is compared with."""
    standardised: Estimate | None
    """The comparison's share, each stratum weighted as often as occasions fall into it; None where nothing matches."""
    difference: Estimate | None
    """Share of the matched occasions less ``standardised``."""
    ratio: Estimate | None
    """The one divided by the other; None where ``standardised`` is 0."""
    strata: int
    """Strata that hold both occasions and comparison years."""
    unmatched: int
    """Occasions of known outcome that no comparison year matches; they are left out of the comparison alone."""
    apart: int = 0
    """No year in which ``when`` holds lies within so many years of a comparison year, before or after; 0 where that is not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One occasion."""

    state: str
    iso3: str
    gw: int
    """Gleditsch-Ward number."""
    other: str
    """The partner's name under ``each``; empty otherwise."""
    year: int
    outcome: Outcome
    seen: tuple[int, ...] = ()
    """Years in which what ``then`` looks for was seen, also where it was not seen often enough to be a hit."""
    who: tuple[str, ...] = ()
    """Where ``then`` looks at other states: which of them, with the year, such as ``Iraq 1958``."""
    group: str = ""
    """The group of ``by``; empty where there is none."""
    notes: tuple[str, ...] = ()
    """Known faults of the data that touch this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """How often it happened, among which occasions, with every case."""

    name: str
    asks: str
    """The question in words."""
    query: Mapping[str, str]
    """The reference class as written: each key with its text."""
    rate: Rate
    groups: Mapping[str, Rate] = field(default_factory=lambda: MappingProxyType({}))
    comparison: Comparison | None = None
    cases: tuple[Case, ...]
    """In the order of years, then of states."""
    years_asked: tuple[int, int] | None
    """The years that ``years`` asks for, or None."""
    years: tuple[int, int]
    """First and last year t that was looked at."""
    begun_by: tuple[str, ...] = ()
    """Datasets before which nothing could be asked; empty where ``years`` or the panel itself begins later."""
    ended_by: tuple[str, ...] = ()
    """Datasets whose end, less the window, is the last year; empty where ``years`` ends earlier."""
    window: int
    """Years ahead that ``then`` looks; 0 where it looks at year t itself."""
    untold: int = 0
    """State-years of which could not be told whether they are an occasion, since ``when`` or ``where`` is unknown."""
    left_out: int = 0
    """Occasions left out because their window runs past the end of the data."""
    repeated: int = 0
    """Occasions left out by ``distinct``."""
    warnings: tuple[str, ...] = ()
    as_of: int | None = None
    panel_version: str = ""
    datasets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The datasets that the class reads, each with the sha256 of its file."""
    program: str = ""
    """Version of the program."""
    seed: int = 0
    resamples: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the whole result as plain values, ready for JSON; what is no number becomes None."""
        plain: dict[str, Any] = to_plain(self)
        plain["rate"]["share"] = self.rate.share
        return plain
