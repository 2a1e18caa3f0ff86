"""Who appears in the argument.

Owns actors and the states of which they consist. Leaves the codes of states to :mod:`ifso.scenario.countries`.
"""

from __future__ import annotations

from dataclasses import dataclass


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
