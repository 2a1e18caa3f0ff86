"""What two views' disagreement comes from as plain values, ready for JSON.

Owns the form of ``ifso cruxes --json``: every crux with its part of the difference, its standard error and what both views hold.
"""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ifso.engine.mixing import Of
from ifso.report.cruxes import claim_of, gist, held_by
from ifso.report.plain import also_dict, estimate_dict, held_dict, question_dict, scenario_dict

if TYPE_CHECKING:
    from ifso.engine.cruxes import Crux, Cruxes


def cruxes_dict(found: Cruxes) -> dict[str, Any]:
    """Return what two views' disagreement comes from as plain values."""
    return {
        "scenario": scenario_dict(found.scenario),
        "question": question_dict(found.scenario, found.question),
        "also": also_dict(found.scenario, found.fixed),
        "of": found.of,
        "views": [
            {"view": view, "answer": estimate_dict(answer, word=found.of != "difference")}
            for view, answer in zip(found.views, found.answers, strict=True)
        ],
        "difference": {"value": found.difference, "error": found.error},
        "cruxes": [_crux(found, crux) for crux in found.cruxes],
        "differing": found.differing,
        "says": gist(found),
        "method": {
            "varied": "each assumption from the first view's number and timing to the second's, all others by either view, in all orders",
            "value": "Shapley value (Shapley 1953); the values add up to the difference, the second answer less the first",
            "error": "Monte Carlo standard error, from blocks with orders, draws and worlds of their own",
            "samples": [asdict(sample) for sample in found.samples],
            "seed": found.seed,
            "ifso": version("ifso"),
        },
    }


def _crux(found: Cruxes, crux: Crux) -> dict[str, Any]:
    return {
        "name": crux.name,
        "is": crux.of.value,
        "value": crux.value,
        "error": crux.error,
        "claim": claim_of(found.scenario, crux),
        "held": {view: _held(found, crux, side) for side, view in enumerate(found.views)},
    }


def _held(found: Cruxes, crux: Crux, side: int) -> dict[str, Any]:
    if crux.of is Of.ASSUMPTION:
        return held_dict(found.held[side][crux.name])
    said = held_by(found, crux, side)
    return {"value": said.value, "because": said.reason}
