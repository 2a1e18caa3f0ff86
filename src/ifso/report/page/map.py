"""The map of a page: the states that actors are, the ties between them, and the event that colours each.

Owns which events concern a state. Leaves finding ties in data to the verbs, and drawing to the front end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ifso.scenario.meaning import Scenario


def map_data(
    scenario: Scenario, outcome: str, numeric: Mapping[str, str], ties: Sequence[Mapping[str, str]], sources: Sequence[str]
) -> dict[str, Any]:
    """Return a map's data; ``outcome`` is the event asked about, ``sources`` are sentences on where the ties come from."""
    return {
        "numeric": dict(numeric),
        "ties": [dict(tie) for tie in ties],
        "concerns": concerns(scenario, outcome),
        "sources": list(sources),
    }


def concerns(scenario: Scenario, outcome: str) -> dict[str, list[str]]:
    """Return by state the events that name an actor which it is or belongs to, the outcome first, the others in the order of the text."""
    found: dict[str, list[str]] = {state.iso3: [] for actor in scenario.actors.values() for state in actor.states}
    for event in (scenario.events[outcome], *(event for name, event in scenario.events.items() if name != outcome)):
        for state in dict.fromkeys(state.iso3 for name in event.actors for state in scenario.actors[name].states):
            found[state].append(event.name)
    return found
