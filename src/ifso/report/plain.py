"""Results as plain values, ready for JSON.

Owns the form of every ``--json`` output. Times are dates, numbers are numbers, what is undefined is null, and every answer says how it
was got.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, assert_never

from ifso.ground.calendar import NEVER, date_after
from ifso.ground.diagnostics import Diagnostic
from ifso.ground.likelihood import word_for
from ifso.ground.plain import to_plain
from ifso.report.plain_news import news_dict, observed_dict
from ifso.scenario.locked import Lock
from ifso.scenario.meaning import Antecedent, Done, Held, Learnt, Outcome, Question, Quote, Scenario
from ifso.scenario.printing import origin_in_words

if TYPE_CHECKING:  # a finding of `ifso check` is plain values too, and needs no engine
    from ifso.engine.estimating import Curve, Estimate
    from ifso.engine.results import Answer, ViewAnswer
    from ifso.history.cache import Dataset
    from ifso.history.gaps import Described
    from ifso.report.hinges import Hinges


def answer_dict(answer: Answer, doubts: Sequence[str] = (), hinges: Hinges | None = None) -> dict[str, Any]:
    """Return an answer as plain values; ``doubts`` are sentences on the lock from which history's numbers come."""
    from ifso.report.links import beside_dict, history_beside  # noqa: PLC0415 - the engine, which a diagnostic does not need
    from ifso.report.plain_hinges import hinges_dict  # noqa: PLC0415

    scenario, question = answer.scenario, answer.question
    return {
        "scenario": scenario_dict(scenario),
        "question": question_dict(scenario, question),
        "also": also_dict(scenario, answer.fixed),
        "observed": observed_dict(answer),
        "views": [_view(answer, view) for view in answer.views],
        "history": [beside_dict(beside) for beside in history_beside(answer)],
        "hinges": hinges_dict(hinges) if hinges is not None else None,
        "lock": _lock(scenario.lock, doubts),
        "happened": _outcome(scenario.events[question.then].resolved),
        "method": {
            "engine": "event-time simulation, Philox4x32-10, Latin hypercube draws on shared worlds",
            "interval": "5% and 95% points over the assumptions' uncertainty",
            "error": "Monte Carlo standard error of the value",
            "seed": answer.seed,
            "ifso": version("ifso"),
        },
    }


def scenario_dict(scenario: Scenario) -> dict[str, Any]:
    """Return which scenario it is that an output is about."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "start": scenario.start.isoformat(),
        "horizon": date_after(scenario.start, scenario.horizon).isoformat(),
        "sha256": scenario.sha256,
    }


def question_dict(scenario: Scenario, question: Question) -> dict[str, Any]:
    """Return a question as plain values."""
    consequent = scenario.events[question.then]
    return {
        "name": question.name,
        "says": question.says,
        "antecedent": _antecedent(scenario, question.antecedent),
        "then": {"event": question.then, "says": consequent.says, "resolves": consequent.resolves},
        "by": date_after(scenario.start, question.by).isoformat(),
    }


def also_dict(scenario: Scenario, fixed: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return what a request made to happen or prevented beside its question."""
    return [
        {"event": event, "made_to_happen": None if time == NEVER else date_after(scenario.start, time).isoformat()}
        for event, time in fixed.items()
    ]


def _antecedent(scenario: Scenario, antecedent: Antecedent | None) -> dict[str, Any] | None:
    start = scenario.start
    match antecedent:
        case None:
            return None
        case Done(event=event, at=at):
            when = {"reading": "do", "at": date_after(start, at).isoformat()}
        case Learnt(event=event, by=by):
            when = {"reading": "given", "known_by": date_after(start, by).isoformat()}
        case _:
            assert_never(antecedent)
    return {"event": event, "says": scenario.events[event].says, **when}


def _view(answer: Answer, view: ViewAnswer) -> dict[str, Any]:
    answered = view.answered
    return {
        "view": view.view,
        "about": view.about,
        "chances": {reading.value: estimate_dict(e, word=True) for reading, e in answered.chances.items()},
        "difference": estimate_dict(answered.difference),
        "ratio": estimate_dict(answered.ratio),
        "curves": {reading.value: _curve(answer.scenario.start, curve) for reading, curve in answered.curves.items()},
        "rests_on": [{"assumption": name, **held_dict(held)} for name, held in view.held.items()],
        "borrowed": dict(view.borrowed),
        "news": news_dict(view, lambda estimate: estimate_dict(estimate, word=True)),
        "draws": answered.draws,
        "worlds": answered.worlds,
    }


def held_dict(held: Held) -> dict[str, Any]:
    """Return what a view holds for an assumption, and where that comes from, as plain values."""
    return {
        "value": held.value.written,
        "view": held.lender or None,
        "origin": held.value.origin.value,
        "origin_says": origin_in_words(held.value),
        "because": held.value.because,
        "counted": held.value.counted,
        "base_rate": held.value.base_rate or None,
        "quotes": _quotes(held.value.quotes),
    }


def _lock(lock: Lock | None, doubts: Sequence[str]) -> dict[str, Any] | None:
    """Return which lock history's numbers come from, and what makes it doubtful."""
    return None if lock is None else {"ifso": lock.program, "datasets": dict(lock.datasets), "doubts": list(doubts)}


def estimate_dict(estimate: Estimate | None, *, word: bool = False) -> dict[str, Any] | None:
    """Return an estimate as plain values, with the ICD 203 word and range of a probability."""
    if estimate is None:
        return None
    found: dict[str, Any] = {"value": estimate.value, "low": estimate.low, "high": estimate.high, "error": estimate.error}
    if word:
        term = word_for(estimate.value)
        found |= {"word": term.word if term else None, "word_range": [term.low, term.high] if term else None}
    return found


def _curve(start: date, curve: Curve) -> dict[str, Any]:
    return {
        "dates": [date_after(start, time).isoformat() for time in curve.times],
        "values": list(curve.values),
        "low": list(curve.low),
        "high": list(curve.high),
    }


def _quotes(quotes: tuple[Quote, ...]) -> list[dict[str, str]]:
    return [{"source": quote.source, "passage": quote.passage} for quote in quotes]


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    happened, not_by = (d.isoformat() if d else None for d in (outcome.happened, outcome.not_by))
    return {"on": happened, "not_by": not_by, "note": outcome.note}


def diagnostic_dict(diagnostic: Diagnostic) -> Mapping[str, Any]:
    """Return a diagnostic as plain values."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place else None,
        "text": place.text if place else None,
    }


def dataset_dict(dataset: Dataset, *, whole: bool = False) -> dict[str, Any]:
    """Return a dataset as plain values; with ``whole``, everything that its card says."""
    card = dataset.card
    short = {
        "name": card.name,
        "title": card.title,
        "first": card.first,
        "last": card.last,
        "bytes": card.size,
        "sha256": card.sha256,
        "path": str(dataset.path),
        "here": dataset.here,
        "complaint": dataset.complaint,
    }
    if not whole:
        return short
    return short | {
        "what": card.what,
        "citation": card.citation,
        "licence": card.licence,
        "terms": card.terms,
        "address": card.address,
        "file": card.file,
        "ids": card.ids.value,
        "unit": card.unit,
        "key": list(card.key),
        "rows": card.rows,
        "cleaned_rows": card.cleaned_rows,
        "columns": [to_plain(column) for column in card.columns],
        "faults": [to_plain(fault) for fault in card.faults],
        "caveats": list(card.caveats),
    }


def variable_dict(described: Described) -> dict[str, Any]:
    """Return a variable of the panel as plain values; ``unknown`` is None without the data at hand."""
    variable = described.variable
    return {
        "name": variable.name,
        "kind": variable.kind.value,
        "tie": variable.tie,
        "unit": variable.unit,
        "values": list(variable.values),
        "definition": variable.definition,
        "datasets": list(variable.datasets),
        "first": variable.first,
        "last": variable.last,
        "unknown": described.unknown,
    }
