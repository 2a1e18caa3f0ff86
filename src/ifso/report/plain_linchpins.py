"""What an answer hinges on as plain values, ready for JSON.

Owns the form of ``ifso linchpins --json``: every figure with its standard error and with what was varied for it.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ifso.engine.linchpins import Of
from ifso.report.linchpin_words import sentences
from ifso.report.plain import also_dict, question_dict, scenario_dict

if TYPE_CHECKING:
    from ifso.engine.linchpins import Effect, Linchpin, Linchpins, ViewLinchpins
    from ifso.engine.replicating import Measured

VARIED = {
    "swing": "one assumption at its 5% and its 95% value, the others at their medians, on the same worlds",
    "first": "share of the answer's variance over all assumptions' distributions that one explains by itself (Saltelli et al. 2010)",
    "total": "share of that variance in which one has a part (Jansen 1999)",
    "never": "a chance of 0 in every draw of the others, in all causes that share it; the change is on the same draws and worlds",
    "certain": "a chance of 1, likewise",
    "without": "a hazard ratio of 1, or a weight of 0, likewise",
    "flip": "the value nearest to the median at which the answer crosses the threshold, the others at their medians",
    "as_others": "another view's value and timing for this one assumption, in every draw of the others, likewise",
}


def linchpins_dict(found: Linchpins) -> dict[str, Any]:
    """Return what an answer hinges on as plain values."""
    return {
        "scenario": scenario_dict(found.scenario),
        "question": question_dict(found.scenario, found.question),
        "also": also_dict(found.scenario, found.fixed),
        "of": found.of.value,
        "readings": [reading.value for reading in found.readings],
        "threshold": found.threshold,
        "views": [_view(found, view) for view in found.views],
        "method": {
            "varied": VARIED,
            "error": "Monte Carlo standard error, from blocks of worlds; of shares, by the jackknife over base draws",
            "sizes": asdict(found.effort),
            "seed": found.seed,
            "ifso": version("ifso"),
        },
    }


def _view(found: Linchpins, view: ViewLinchpins) -> dict[str, Any]:
    return {
        "view": view.view,
        "answer": measured_dict(view.answer),
        "at_medians": measured_dict(view.at_medians),
        "variance": measured_dict(view.variance),
        "uncertain": view.uncertain,
        "weighed": view.weighed,
        "linchpins": [_linchpin(found, view, one) for one in view.linchpins],
    }


def _linchpin(found: Linchpins, view: ViewLinchpins, one: Linchpin) -> dict[str, Any]:
    return {
        "assumption": one.name,
        "kind": one.kind.value,
        "value": view.held[one.name].value.written,
        "median": one.median,
        "swing": {
            "low": one.swing.low,
            "high": one.swing.high,
            "at_low": measured_dict(one.swing.at_low),
            "at_high": measured_dict(one.swing.at_high),
            "change": measured_dict(one.swing.change),
        }
        if one.swing
        else None,
        "first": measured_dict(one.first),
        "total": measured_dict(one.total),
        "instead": {instead.value: _effect(found, view, effect) for instead, effect in one.effects.items()},
        "flip": {"value": one.flip.value, "error": one.flip.error, "above": one.flip.above} if one.flip else None,
        "flip_sought": [one.range.least, one.range.most] if one.flip_sought else None,
        "as_others": {other: _effect(found, view, effect) for other, effect in one.as_others.items()},
        "says": list(sentences(found, view, one)),
    }


def _effect(found: Linchpins, view: ViewLinchpins, effect: Effect) -> dict[str, Any]:
    """Return an effect with the answer as it would be: the answer that is shown, and the change."""
    value = effect.beside(view.answer.value) if view.answer else effect.value.value
    if found.of is Of.CHANCE:
        value = min(max(value, 0.0), 1.0)
    return {"answer": value, "change": measured_dict(effect.change)}


def measured_dict(measured: Measured | None) -> dict[str, float | None] | None:
    """Return a measured number as plain values."""
    return None if measured is None else {"value": measured.value, "error": measured.error}
