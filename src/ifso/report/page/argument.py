"""The argument of a scenario as a page shows it: actors, events, causes, choices and interests.

Owns their plain form. Leaves the numbers to :mod:`ifso.report.page.numbers`.
"""

from __future__ import annotations

from typing import Any

from ifso.ground.diagnostics import Place
from ifso.report.page.passages import Texts
from ifso.scenario.meaning import Cause, Choice, Event, Interest, Modifier, Scenario


def actors(scenario: Scenario) -> list[dict[str, Any]]:
    """Return who appears in the argument."""
    return [
        {"name": actor.name, "title": actor.title, "kind": actor.kind, "states": [state.iso3 for state in actor.states]}
        for actor in scenario.actors.values()
    ]


def events(scenario: Scenario, texts: Texts) -> list[dict[str, Any]]:
    """Return what may happen."""
    return [_event(event, texts) for event in scenario.events.values()]


def causes(scenario: Scenario, texts: Texts) -> list[dict[str, Any]]:
    """Return what can bring events about."""
    return [_cause(cause, texts) for cause in scenario.causes]


def choices(scenario: Scenario, texts: Texts) -> list[dict[str, Any]]:
    """Return what actors decide."""
    return [_choice(choice, texts) for choice in scenario.choices.values()]


def interests(scenario: Scenario, texts: Texts) -> list[dict[str, Any]]:
    """Return what events are worth to actors."""
    return [_interest(interest, texts) for interest in scenario.interests]


def place(where: Place | None) -> dict[str, Any] | None:
    """Return a place in the scenario's file; None for what does not stand in it."""
    return None if where is None else {"line": where.line, "text": where.text}


def _event(event: Event, texts: Texts) -> dict[str, Any]:
    return {
        "name": event.name,
        "says": event.says,
        "resolves": event.resolves,
        "actors": list(event.actors),
        "hidden": event.hidden,
        "quotes": texts.quotes(event.quotes),
        "place": place(event.place),
    }


def _cause(cause: Cause, texts: Texts) -> dict[str, Any]:
    return {
        "name": cause.path,
        "event": cause.event,
        "says": cause.says,
        "because": cause.because,
        "trigger": list(cause.trigger.events),
        "needs": cause.trigger.needs,
        "chance": cause.chance,
        "modifiers": [_modifier(modifier, texts) for modifier in cause.modifiers],
        "quotes": texts.quotes(cause.quotes),
        "place": place(cause.place),
    }


def _modifier(modifier: Modifier, texts: Texts) -> dict[str, Any]:
    return {
        "when": modifier.when.value,
        "event": modifier.event,
        "ratio": modifier.by or None,
        "because": modifier.because,
        "quotes": texts.quotes(modifier.quotes),
        "place": place(modifier.place),
    }


def _choice(choice: Choice, texts: Texts) -> dict[str, Any]:
    options = [
        {"name": o.name, "says": o.says, "because": o.because, "quotes": texts.quotes(o.quotes), "place": place(o.place)}
        for o in choice.options.values()
    ]
    return {
        "name": choice.name,
        "actor": choice.actor,
        "says": choice.says,
        "because": choice.because,
        "after": choice.after,
        "options": options,
        "quotes": texts.quotes(choice.quotes),
        "place": place(choice.place),
    }


def _interest(interest: Interest, texts: Texts) -> dict[str, Any]:
    return {
        "actor": interest.actor,
        "event": interest.event,
        "weight": interest.weight,
        "because": interest.because,
        "quotes": texts.quotes(interest.quotes),
        "place": place(interest.place),
    }
