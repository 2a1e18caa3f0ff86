"""Checks of the whole: circles without time, and what plays no part.

Owns what can only be seen once every part has been read. Leaves faults of single parts to their readers.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from itertools import pairwise

from ifso.scenario.meaning import AtOnce, Cause, Done, Event, Scenario, View
from ifso.scenario.nodes import Entry, Mapping
from ifso.scenario.reading.cycles import components, cycle_in
from ifso.scenario.reading.desk import Desk


def complain_of_instant_cycles(desk: Desk, events: Map[str, Event], views: Map[str, View]) -> None:
    """Complain of circles in which every cause acts at once, view by view; the same circle is named once.

    An event depends on the trigger events, and on the events that modifiers read, of each of its causes whose timing is ``at once``.
    What could not be read is left out.
    """
    said: set[tuple[str, ...]] = set()
    causes = [cause for event in events.values() for cause in event.causes]
    for view in views.values():
        edges: dict[str, list[str]] = {name: [] for name in events}
        by_edge: dict[tuple[str, str], Cause] = {}
        for cause in causes:
            if _acts_at_once(cause, view, views):
                for source in (*cause.trigger.events, *(modifier.event for modifier in cause.modifiers)):
                    edges[source].append(cause.event)
                    by_edge.setdefault((source, cause.event), cause)
        for component in components(edges):
            circle = cycle_in(component, edges)
            if len(circle) > 2 and circle not in said:  # an event on its own has been complained of where it stands
                said.add(circle)
                paths = ", ".join(f"`{by_edge[pair].path}`" for pair in pairwise(circle))
                message = f"In the view `{view.name}` these events bring each other about at the same instant: {' → '.join(circle)}."
                place = by_edge[circle[0], circle[1]].place
                desk.complaints.add("instant-cycle", message, place, hint=f"Let time pass in one of these causes: {paths}.")


def _acts_at_once(cause: Cause, view: View, views: Map[str, View]) -> bool:
    seen: set[str] = set()
    lender: View | None = view
    while lender is not None and lender.name not in seen:
        if cause.chance in lender.values:
            return isinstance(lender.values[cause.chance].timing, AtOnce)
        seen.add(lender.name)
        lender = views.get(lender.otherwise)
    return False


def complain_of_idle_parts(desk: Desk, root: Mapping, scenario: Scenario) -> None:
    """Complain of sources never quoted, actors never named, and events that nothing brings about."""
    for kind, section, message, hint in (
        ("source", "sources", "`{}` is never quoted.", "Quote it where the argument rests on it, or leave it out."),
        ("actor", "actors", "`{}` is never named.", "Name it under `actors` of an event, or leave it out."),
        (
            "base rate",
            "base rates",
            "No view uses the base rate `{}`.",
            "Let a view have its number with `base rate`, or leave it out.",
        ),
    ):
        entry = root.get(section)
        for inner in _entries(entry):
            if (kind, inner.key.text) not in desk.used:
                desk.complain(f"{kind.replace(' ', '-')}-unused", message.format(inner.key.text), inner.key, hint=hint)
    done = {q.antecedent.event for q in scenario.questions.values() if isinstance(q.antecedent, Done)}
    for event in scenario.events.values():
        if not event.causes and event.name not in done:
            hint = "Give it a cause, or ask a question with `if` of it."
            message = f"`{event.name}` never happens: nothing causes it and no question makes it happen."
            desk.complaints.add("never-happens", message, event.place, hint=hint)


def _entries(entry: Entry | None) -> tuple[Entry, ...]:
    return entry.value.entries if entry is not None and isinstance(entry.value, Mapping) else ()
