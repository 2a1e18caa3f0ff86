"""Base rates as plain values, ready for JSON and for tables of text.

Owns the form of what ``ifso base-rate --json`` and ``--csv`` and ``ifso lock --json`` print. Leaves answers to
:mod:`ifso.report.plain`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from ifso.ground.plain import to_plain
from ifso.report.findings import Findings
from ifso.report.gap import Span, length, lies, over, span_of
from ifso.scenario.meaning import Kind

if TYPE_CHECKING:
    from ifso.report.lock import Locked
    from ifso.scenario.meaning import Value

COLUMNS = ("base_rate", "state", "iso3", "gw", "other", "year", "outcome", "seen", "who", "group", "notes")
"""Columns of the table of cases."""


def base_rates_dict(found: Findings) -> dict[str, Any]:
    """Return every base rate as plain values, by name, with what views of the same file say beside it."""
    return {"title": found.title, "base_rates": {name: _base_rate(found, name) for name in found.found}}


def _base_rate(found: Findings, name: str) -> dict[str, Any]:
    rate = found.found[name]
    plain = _untagged(rate.to_dict())
    years = float(rate.window or 1)
    history = None if rate.rate.interval is None else rate.rate.interval
    beside = []
    for view, value in found.beside.get(name, ()):
        said = beside_dict(view, value, years)
        if history is not None and said["span"] is not None:
            span = Span(low=history.low, middle=rate.rate.share or 0.0, high=history.high)
            said["history"] = lies(span, over(value, years))
        beside.append(said)
    result: dict[str, Any] = {**plain, "limits": list(found.limits.get(name, ())), "beside": beside}
    return result


def beside_dict(view: str, value: Value, years: float) -> dict[str, Any]:
    """Return what a view says of a link, with its chance over some years."""
    span = None if value.timing is None else over(value, years)
    own = span_of(value.number, Kind.CHANCE if value.timing is not None else Kind.RATIO)
    return {
        "view": view,
        "assumption": value.assumption,
        "value": value.written,
        "own_years": None if value.timing is None else length(value.timing),
        "own_span": {"low": own.low, "median": own.middle, "high": own.high},
        "years": years,
        "span": None if span is None else {"low": span.low, "median": span.middle, "high": span.high},
    }


def _untagged(value: Any) -> Any:
    """Leave out the names of classes, which only tell alternatives apart."""
    if isinstance(value, dict):
        return {key: _untagged(inner) for key, inner in value.items() if key != "is"}
    return [_untagged(inner) for inner in value] if isinstance(value, list) else value


def cases_csv(found: Findings) -> str:
    """Return the cases as comma-separated values with a header; lists are joined by a semicolon."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, rate in found.found.items():
        for case in rate.cases:
            seen, who, notes = (";".join(map(str, several)) for several in (case.seen, case.who, case.notes))
            row = (name, case.state, case.iso3, case.gw, case.other, case.year, case.outcome.value, seen, who, case.group, notes)
            writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t" and cell[:1] else cell


def locked_dict(done: Locked) -> dict[str, Any]:
    """Return what came of locking as plain values."""
    counts = {
        change.name: {"before": _untagged(to_plain(change.before)), "after": _untagged(to_plain(change.after)), "says": change.says}
        for change in done.changes
    }
    return {
        "file": str(done.path),
        "renewed": done.renewed,
        "differs": done.differs,
        "broken": done.broken or None,
        "changes": counts,
        "base_rates": {name: _untagged(to_plain(rate.counted)) for name, rate in done.lock.base_rates.items()},
        "datasets": dict(done.lock.datasets),
        "scenario": done.lock.scenario,
        "panel": done.lock.panel,
        "ifso": done.lock.program,
    }
