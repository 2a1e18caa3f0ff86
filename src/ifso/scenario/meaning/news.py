"""What has been observed.

Owns its form. Leaves what follows from it to the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ifso.ground.diagnostics import Place
from ifso.scenario.meaning.sources import Quote


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

    @property
    def known_to(self) -> float:
        """The latest date of which anything is known, in years from the start; at least the start."""
        return max([0.0 if self.as_of is None else self.as_of, *(seen.at for seen in self.seen.values()), 0.0])
