"""The map of a page: the states that actors are, the ties between them, and the event that colours each.

Owns which events concern a state, and what is said of where ties come from: the lock of the scenario. Leaves finding them in data to
history, and drawing to the front end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ifso.scenario.locked import LockedTies
from ifso.scenario.meaning import Scenario

UNKNOWN = "What ties these states is not known here: `ifso lock` writes it beside the scenario, with what history answers."
UNASKED = "What ties these states is not known here: it is written down with what history answers, and this scenario asks history nothing."
NAMES = {"border": "Borders", "alliance": "Alliances", "bases": "Forces of the United States"}


def map_data(scenario: Scenario, outcome: str, numeric: Mapping[str, str]) -> dict[str, Any]:
    """Return a map's data; ``outcome`` is the event asked about, ``numeric`` are the codes by which outlines go."""
    locked = scenario.lock.ties if scenario.lock is not None else {}
    untold = UNKNOWN if scenario.base_rates else UNASKED
    several = len({state.iso3 for actor in scenario.actors.values() for state in actor.states}) > 1
    return {
        "numeric": dict(numeric),
        "names": {state.iso3: state.name for actor in scenario.actors.values() for state in actor.states},
        "ties": [
            {"is": kind, "from": one, "to": other, "on": str(ties.year)} for kind, ties in locked.items() for one, other in ties.pairs
        ],
        "concerns": concerns(scenario, outcome),
        "sources": [_source(kind, ties) for kind, ties in locked.items()] or ([untold] if several else []),
    }


def _source(kind: str, ties: LockedTies) -> str:
    return f"{NAMES.get(kind, kind)}: {ties.says}, in {ties.year}, by the dataset {ties.dataset}."


def concerns(scenario: Scenario, outcome: str) -> dict[str, list[str]]:
    """Return by state the events that name an actor which it is or belongs to, the outcome first, the others in the order of the text."""
    found: dict[str, list[str]] = {state.iso3: [] for actor in scenario.actors.values() for state in actor.states}
    for event in (scenario.events[outcome], *(event for name, event in scenario.events.items() if name != outcome)):
        for state in dict.fromkeys(state.iso3 for name in event.actors for state in scenario.actors[name].states):
            found[state].append(event.name)
    return found
