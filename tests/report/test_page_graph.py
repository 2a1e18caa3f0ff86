"""The page's layout is tested on the arguments of the scenarios that come with the program.

``frontend/tests/vectors/arguments.json`` holds what hangs on what in each, without its numbers. It is written anew with
``python tests/report/test_page_graph.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ifso
from ifso.scenario.meaning import Modifier, Scenario

ARGUMENTS = Path(__file__).parents[2] / "frontend" / "tests" / "vectors" / "arguments.json"
NAMES = ("central-asia", "southeast-asia-1965", "standoff", "tutorial")


def argument(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario's events, causes and choices, as the page has them, and the events of its first question."""
    question = next(iter(scenario.questions.values()))
    return {
        "actors": [{"name": actor.name, "title": actor.title, "kind": actor.kind} for actor in scenario.actors.values()],
        "events": [{"name": event.name, "says": event.says} for event in scenario.events.values()],
        "causes": [
            {
                "name": f"{cause.event}.{cause.name}",
                "event": cause.event,
                "trigger": list(cause.trigger.events),
                "needs": cause.trigger.needs,
                "modifiers": [modifier(m) for m in cause.modifiers],
            }
            for cause in scenario.causes
        ],
        "choices": [
            {
                "name": choice.name,
                "actor": choice.actor,
                "after": choice.after or "",
                "options": [{"name": name} for name in choice.options],
            }
            for choice in scenario.choices.values()
        ],
        "antecedent": question.antecedent.event if question.antecedent is not None else None,
        "outcome": question.then,
    }


def modifier(of: Modifier) -> dict[str, Any]:
    """Return when a modifier acts, and the assumption that holds its ratio; None where it blocks."""
    return {"when": of.when, "event": of.event, "ratio": of.by or None}


def arguments() -> dict[str, Any]:
    return {name: argument(ifso.load(name).scenario) for name in NAMES}


def test_the_layout_is_held_to_the_arguments_that_come_with_the_program() -> None:
    assert json.loads(ARGUMENTS.read_text(encoding="utf-8")) == arguments()


if __name__ == "__main__":
    ARGUMENTS.write_text(json.dumps(arguments(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
