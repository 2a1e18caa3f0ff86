"""Checks of the whole: circles without time, and what plays no part.

Owns what can only be seen once every part has been read. Leaves faults of single parts to their readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from itertools import groupby, pairwise

from ifso.scenario.meaning import AtOnce, Cause, Choice, Done, Event, Scenario, View, When
from ifso.scenario.nodes import Entry, Mapping
from ifso.scenario.reading.cycles import components, cycle_in
from ifso.scenario.reading.desk import Desk, listed


def complain_of_instant_cycles(desk: Desk, events: Map[str, Event], choices: Map[str, Choice], views: Map[str, View]) -> None:
    """Complain of circles in which every cause acts at once, view by view; the same circle is named once.

    An event depends on the trigger events, and on the events that modifiers read, of each of its causes whose timing is ``at once``; an
    option is chosen at the very instant of the event that its choice is ``after``. What could not be read is left out.
    """
    said: set[tuple[str, ...]] = set()
    causes = [cause for event in events.values() for cause in event.causes]
    for view in views.values():
        edges: dict[str, list[str]] = {name: [] for name in events}
        by_edge: dict[tuple[str, str], Cause] = {}
        for cause in causes:
            if _acts_at_once(cause, view, views):
                for source in (*cause.trigger.events, *_read(cause, choices)):
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


def _read(cause: Cause, choices: Map[str, Choice]) -> Iterator[str]:
    """Go through the events at whose time a modifier of a cause can change."""
    for modifier in cause.modifiers:
        if modifier.when is not When.CHOSEN:
            yield modifier.event
        elif (choice := choices.get(modifier.event.split(".")[0])) is not None and choice.after:
            yield choice.after


def complain_of_late_choices(desk: Desk, events: Map[str, Event], choices: Map[str, Choice]) -> None:
    """Complain of modifiers that read an option which is only chosen once the very event has happened."""
    for cause in (cause for event in events.values() for cause in event.causes):
        for modifier in cause.modifiers:
            if modifier.when is When.CHOSEN and cause.event in _read(replace(cause, modifiers=(modifier,)), choices):
                choice = modifier.event.split(".")[0]
                message = f"This modifier of a cause of `{cause.event}` reads a choice that is taken after `{cause.event}`."
                hint = f"Let `{choice}` be taken after another event, or at the start."
                desk.complaints.add("modifies-itself", message, modifier.place, hint=hint)


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
    _complain_of_idle_choices(desk, scenario)
    done = {q.antecedent.event for q in scenario.questions.values() if isinstance(q.antecedent, Done)}
    if scenario.observed is not None:
        done |= {seen.event for seen in scenario.observed.seen.values() if seen.happened}
    for event in scenario.events.values():
        if not event.causes and event.name not in done:
            hint = "Give it a cause, or ask a question with `if` of it."
            message = f"`{event.name}` never happens: nothing causes it and no question makes it happen."
            desk.complaints.add("never-happens", message, event.place, hint=hint)


def _complain_of_idle_choices(desk: Desk, scenario: Scenario) -> None:
    """Complain of options among which it makes no difference which is chosen, and of interests by which nobody ever reasons."""
    for choice in scenario.choices.values():
        idle = tuple(option.name for option in choice.options.values() if ("option", option.path) not in desk.used)
        if len(idle) > 1:
            names = listed(tuple(f"`{name}`" for name in idle))
            message = f"It makes no difference which of {names} is chosen: nothing reads them."
            hint = f"Let a cause be `modified: {{chosen: {choice.name}.{idle[0]}, by: …}}`, or leave all but one of them out."
            desk.complaints.add("option-unused", message, choice.place, hint=hint)
    deciding = {choice.actor for choice in scenario.choices.values()}
    for actor, interests in groupby(scenario.interests, key=lambda interest: interest.actor):
        if actor not in deciding:
            hint = "Give it a choice, or leave its interests out."
            desk.complaints.add("interest-unused", f"`{actor}` has interests and nothing to choose.", next(interests).place, hint=hint)


def _entries(entry: Entry | None) -> tuple[Entry, ...]:
    return entry.value.entries if entry is not None and isinstance(entry.value, Mapping) else ()
