"""The light part of a page: all that takes no long computing, and the form in which what does is added.

Owns which parts there are and their order. Leaves gathering to :mod:`ifso.verbs.page`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ifso.report.page import argument, numbers
from ifso.report.page.history import history
from ifso.report.page.map import map_data
from ifso.report.page.passages import Texts, sources
from ifso.report.plain import also_dict, question_dict
from ifso.scenario.meaning import Done, Learnt, Question, Scenario, Value

FORMAT = 1
HEAVY = ("answer", "linchpins", "paths", "watch", "faced")
"""Parts that are null until they are computed; the cruxes are, pair by pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a page's light part is made of."""

    scenario: Scenario
    question: Question
    views: tuple[str, ...]
    fixed: Mapping[str, float]
    assumed: Mapping[str, Value]
    seed: int
    file: str
    """The name of the scenario's file, without its folder."""
    text: str
    texts: Texts
    limits: Mapping[str, tuple[str, ...]]
    numeric: Mapping[str, str]
    programs: Mapping[str, Mapping[str, Any]]
    notes: Sequence[str]
    """Sentences on what a reader must know of how the page computes."""


def light(of: Gathered, mode: str, written: str | None) -> dict[str, Any]:
    """Return a page without its heavy parts."""
    scenario = of.scenario
    return {
        "format": FORMAT,
        "ifso": version("ifso"),
        "mode": mode,
        "written": written,
        "scenario": {
            "name": scenario.name,
            "title": scenario.title,
            "about": scenario.about,
            "start": scenario.start.isoformat(),
            "horizon": scenario.horizon,
            "file": of.file,
            "text": of.text,
            "sha256": scenario.sha256,
        },
        "sources": sources(scenario, of.texts),
        "actors": argument.actors(scenario),
        "events": argument.events(scenario, of.texts),
        "causes": argument.causes(scenario, of.texts),
        "choices": argument.choices(scenario, of.texts),
        "interests": argument.interests(scenario, of.texts),
        "assumptions": numbers.assumptions(scenario, of.texts, of.views, of.assumed),
        "views": numbers.views(scenario, of.views),
        "question": question(scenario, of.question),
        "questions": list(scenario.questions),
        "also": also_dict(scenario, of.fixed),
        "seed": str(of.seed),
        "programs": {view: dict(program) for view, program in of.programs.items()},
        **dict.fromkeys(HEAVY),
        "cruxes": {},
        "history": history(scenario, of.views, of.limits),
        "map": map_data(scenario, of.question.then, of.numeric),
        "notes": list(of.notes),
    }


def question(scenario: Scenario, asked: Question) -> dict[str, Any]:
    """Return a question in the form of the commands' JSON, its times in years beside its dates."""
    plain = question_dict(scenario, asked)
    match asked.antecedent:
        case Done(at=at):
            plain["antecedent"] |= {"at_years": at}
        case Learnt(by=by):
            plain["antecedent"] |= {"known_by_years": by}
    return {**plain, "by_years": asked.by}
