"""The numbers of a scenario as a page shows them: every assumption with its value under each view, where that comes from, and its slider.

Owns the ends and the scale of sliders. Leaves what a number stands for to :mod:`ifso.report.gap`, and its words to the other reports.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, assert_never

from ifso.engine.results import held_in
from ifso.report.gap import span_of
from ifso.report.linchpin_words import condition, quoted, subject
from ifso.report.page.argument import place
from ifso.report.page.passages import Texts
from ifso.report.words import listed, value_in_words
from ifso.scenario.meaning import Assumption, Decision, Fixed, Held, Kind, Mixed, Reasoned, Scenario, Value, View
from ifso.scenario.printing import origin_in_words, timing_in_words

LEAST_ODDS = 0.001
"""The chance, and the distance from 1, up to which the steps of a slider on the scale of log odds are even at least."""
NEAR = 0.02
"""A chance nearer to 0 or 1 than this is told apart from its neighbours on the scale of log odds alone."""
LEAST_RATIO = 10.0
"""A slider of a hazard ratio reaches from one over this to this at least."""
ROOM = 1.5
"""By how much the slider of a weight reaches beyond the greatest weight of any view."""


def assumptions(scenario: Scenario, texts: Texts, views: tuple[str, ...], assumed: Mapping[str, Value]) -> list[dict[str, Any]]:
    """Return every assumption with its values under some views; ``assumed`` values take the place of every view's own."""
    held = {view: held_in(scenario, view, assumed) for view in views}
    return [
        _assumption(scenario, assumption, texts, {view: held[view][assumption.name] for view in views})
        for assumption in scenario.assumptions.values()
    ]


def _assumption(scenario: Scenario, assumption: Assumption, texts: Texts, held: Mapping[str, Held]) -> dict[str, Any]:
    values = {view: _value(assumption.kind, one, texts) for view, one in held.items()}
    used_by = [i.weight for i in scenario.interests if i.weight == assumption.name] or list(assumption.used_by)
    return {
        "name": assumption.name,
        "kind": assumption.kind.value,
        "says": _says(scenario, assumption),
        "used_by": used_by,
        "track": track(assumption.kind, [value[end] for value in values.values() for end in ("low", "median", "high")]),
        "values": values,
    }


def _says(scenario: Scenario, assumption: Assumption) -> str:
    noun = subject(scenario, assumption.name)
    if noun != assumption.name:
        return noun
    says = [quoted(cause.says) for cause in scenario.causes if cause.chance == assumption.name and cause.says]
    if says:
        return listed(list(dict.fromkeys(says)))
    conditions = {(m.when, m.event) for cause in scenario.causes for m in cause.modifiers if m.by == assumption.name}
    return condition(scenario, *conditions.pop()) if len(conditions) == 1 else assumption.name.replace("_", " ")


def _value(kind: Kind, held: Held, texts: Texts) -> dict[str, Any]:
    value = held.value
    span = span_of(value.number, kind)
    return {
        "written": value_in_words(value),
        "timing": timing_in_words(value.timing) if value.timing is not None else "",
        "low": span.low,
        "median": span.middle,
        "high": span.high,
        "view": held.lender,
        "origin": value.origin.value,
        "origin_says": origin_in_words(value),
        "because": value.because,
        "counted": value.counted,
        "base_rate": value.base_rate or None,
        "quotes": texts.quotes(value.quotes),
        "place": place(value.place),
    }


def track(kind: Kind, values: list[float]) -> dict[str, Any]:
    """Return the ends of a slider on which some values lie, its scale, and between which numbers its steps are even.

    A scale of log odds has no place for 0 and 1, nor one of logarithms for 0: such an end lies one step beyond the even ones.
    """
    match kind:
        case Kind.CHANCE:
            inside = [p for p in values if 0.0 < p < 1.0]
            far = any(p < NEAR or p > 1.0 - NEAR for p in inside)
            least = min([LEAST_ODDS, *(_rounded_down(min(p, 1.0 - p)) for p in inside)])
            even = [least, 1.0 - least] if far else [0.0, 1.0]
            return {"low": 0.0, "high": 1.0, "scale": "logit" if far else "linear", "even": even}
        case Kind.RATIO:
            most = max([LEAST_RATIO, *(_rounded_up(max(h, 1.0 / h)) for h in values if h > 0.0)])
            return {"low": 0.0 if 0.0 in values else 1.0 / most, "high": most, "scale": "log", "even": [1.0 / most, most]}
        case Kind.WEIGHT:
            most = _rounded_up(ROOM * max([abs(w) for w in values] + [0.0])) or 1.0
            return {"low": -most, "high": most, "scale": "linear", "even": [-most, most]}
        case _:
            assert_never(kind)


def _rounded_up(value: float) -> float:
    """Return the next of 1, 2 and 5 times a power of ten."""
    if value <= 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0, 20.0) if step * power >= value)


def _rounded_down(value: float) -> float:
    return 1.0 / _rounded_up(1.0 / value)


def views(scenario: Scenario, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return some of a scenario's views, in this order."""
    return [_view(scenario, scenario.views[name]) for name in names]


def _view(scenario: Scenario, view: View) -> dict[str, Any]:
    held = scenario.held_choices(view.name)
    return {
        "name": view.name,
        "about": view.about,
        "else": view.otherwise or None,
        "choices": {name: _taken(one.decided.decision) for name, one in held.items()},
        "rationality": scenario.rationality(view.name),
        "place": place(view.place),
    }


def _taken(decision: Decision) -> dict[str, Any]:
    match decision:
        case Fixed(option=option):
            return {"how": "fixed", "option": option}
        case Mixed(chances=chances):
            return {"how": "mixed", "chances": dict(chances)}
        case Reasoned():
            return {"how": "reasoned"}
        case _:
            assert_never(decision)
