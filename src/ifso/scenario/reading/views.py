"""Views and their values.

Owns the reading of the section ``views``: numbers by their grammar, origins, and that every view holds every assumption. Leaves whether a
quoted passage states a number to :mod:`ifso.scenario.reading.stating`, and circles of causes that act at once to
:mod:`ifso.scenario.reading.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from types import MappingProxyType

from ifso.scenario.lacking import without_colon
from ifso.scenario.meaning import Assumption, Count, Origin, Value, View
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar
from ifso.scenario.numbers import Misread, parse_value
from ifso.scenario.reading.cycles import components, cycle_in
from ifso.scenario.reading.desk import Desk, listed, shape, short
from ifso.scenario.reading.events import Register
from ifso.scenario.reading.from_history import from_history, value_fields
from ifso.scenario.reading.sources import read_quotes
from ifso.scenario.reading.stating import states

_OWN = ("about", "else")


def read_views(register: Register, root: Mapping, entry: Entry | None) -> dict[str, View]:
    """Read the section ``views``, and complain where a view leaves an assumption without a value."""
    desk, assumptions = register.desk, register.assumptions
    if entry is None and assumptions and not register.unsure:
        first = next(iter(assumptions))
        hint = f"Write for example `views: {{author: {{{first}: …}}}}`."
        message = f"A scenario with assumptions needs `views`: {listed(tuple(assumptions))}."
        desk.complaints.add("missing-key", message, desk.written.lines.place(root.start, root.start), hint=hint)
    entries = {inner.key.text: inner for inner in desk.named(entry, "view", may_be_empty=not assumptions)}
    attempted: dict[str, set[str]] = {}
    views = {name: _view(register, inner, assumptions, attempted) for name, inner in entries.items()}
    looping = _complain_of_circles(desk, entries, views)
    for name, view in views.items():
        missing = tuple(assumption for assumption in assumptions if assumption not in attempted[name])
        if missing and name not in looping and view.otherwise not in views:  # what a lender leaves open is complained of there alone
            _complain_of_gap(desk, entries[name], missing)
    return views


def _view(register: Register, inner: Entry, assumptions: Map[str, Assumption], attempted: dict[str, set[str]]) -> View:
    desk = register.desk
    name = inner.key.text
    fields = desk.record(inner.value, shape("view"), inner.key)
    attempted[name] = set(fields or ()) if fields is not None else set(assumptions)
    otherwise = ""
    if fields is not None and "else" in fields:
        found = desk.reference(fields["else"].value, fields["else"].key, "view", desk.views)
        otherwise = found or ""
        if found is None:
            attempted[name] = set(assumptions)
    values: dict[str, Value] = {}
    without: dict[str, str] = {}
    for key, entry in (fields or {}).items():
        if key in _OWN:
            continue
        assumption = assumptions.get(key)
        if assumption is None:
            attempted[name].add(_complain_of_unknown(register, entry, assumptions))
            continue
        inside = value_fields(desk, entry)
        if inside is not None and "no base rate" in inside:
            without[key] = desk.text(inside["no base rate"])
            if otherwise or "else" not in (fields or {}):  # else the view that was meant may hold it
                attempted[name].discard(key)
            continue
        value = None if inside is None else _value(register, assumption, entry, inside)
        if inside is not None and isinstance(base_rate := inside["base rate"].value if "base rate" in inside else None, Scalar):
            desk.links.append((name, key, base_rate.text))
        if value is not None:
            values[key] = value
    about = desk.text((fields or {}).get("about"))
    return View(
        name=name,
        values=MappingProxyType(values),
        about=about,
        otherwise=otherwise,
        without=MappingProxyType(without),
        place=desk.place(inner.key),
    )


def _complain_of_unknown(register: Register, entry: Entry, assumptions: Map[str, Assumption]) -> str:
    """Complain of a value for nothing, and return the assumption that was probably meant, which then counts as held."""
    desk = register.desk
    if register.unsure:
        return ""
    key = entry.key.text
    shared = next((a.name for a in assumptions.values() if key in a.used_by), "")
    lacking = without_colon(key) if isinstance(entry.value, Scalar) and entry.value.is_empty else None
    if lacking is not None and lacking.name in assumptions:
        desk.complain("unknown-assumption", lacking.message, entry.key, hint=lacking.hint)
        return lacking.name
    near = "" if shared else desk.complaints.nearest(key, (*assumptions, *_OWN))
    if not shared and not near:  # another name for the only cause of the same event
        beside = [name for name in assumptions if name.split(".")[0] == key.split(".")[0]]
        near = beside[0] if len(beside) == 1 else ""
    if shared:
        hint = f"The cause `{key}` uses the assumption `{shared}`."
    else:
        known = f"The assumptions are: {listed(tuple(assumptions))}." if assumptions else "No cause can be read that has one."
        hint = f"Did you mean `{near}`?" if near else known
    desk.complain("unknown-assumption", f"No cause or modifier uses an assumption `{short(key)}`.", entry.key, hint=hint)
    return shared or near


# ---------------------------------------------------------------- values


def _value(register: Register, assumption: Assumption, entry: Entry, fields: dict[str, Entry]) -> Value | None:
    desk = register.desk
    if "base rate" in fields:
        return from_history(desk, assumption, fields)
    node: Node = fields["value"].value if fields else entry.value
    of = fields["value"].key if fields else entry.key
    quotes = read_quotes(desk, register.library, fields.get("quote"))
    because, counted = desk.text(fields.get("because")), desk.text(fields.get("counted"))
    scalar = desk.scalar(node, of, "a value")
    if scalar is None:
        return None
    try:
        number, timing = parse_value(scalar.text, assumption.kind)
    except Misread as problem:
        if scalar.text in desk.base_rates:
            problem.hint = f"Write `{{base rate: {short(scalar.text)}}}`."
        desk.misread(problem, scalar)
        return None
    stated = any(states(quote.passage, number, timing, assumption.kind) for quote in quotes)
    origin = Origin.SOURCE if stated else Origin.COUNT if counted or isinstance(number, Count) else Origin.ANALYST
    return Value(
        assumption=assumption.name,
        written=" ".join(scalar.text.split()),
        number=number,
        timing=timing,
        origin=origin,
        because=because,
        counted=counted,
        quotes=quotes,
        place=desk.place(scalar),
    )


# ---------------------------------------------------------------- else


def _complain_of_circles(desk: Desk, entries: Map[str, Entry], views: Map[str, View]) -> set[str]:
    """Complain once of each circle of ``else``, and return every view that leads into one."""
    edges = {name: (view.otherwise,) if view.otherwise else () for name, view in views.items()}
    looping: set[str] = set()
    for component in components(edges):
        circle = cycle_in(component, edges)
        if circle:
            looping.update(component)
            fields = entries[circle[0]].value
            node: Node = fields.get("else").value if isinstance(fields, Mapping) else entries[circle[0]].key  # type: ignore[union-attr]
            message = f"These views leave their assumptions to each other: {' → '.join(circle)}."
            desk.complain("else-cycle", message, node, hint="Let one of them hold every assumption itself.")
    while more := {name for name, targets in edges.items() if name not in looping and looping.intersection(targets)}:
        looping |= more
    return looping


def _complain_of_gap(desk: Desk, entry: Entry, missing: tuple[str, ...]) -> None:
    """Complain of the assumptions that a view leaves open."""
    count = "a value" if len(missing) == 1 else f"values for {len(missing)} assumptions"
    names = ", ".join(f"`{name}`" for name in missing[:8]) + (" and more" if len(missing) > 8 else "")
    message = f"The view `{short(entry.key.text)}` lacks {count}: {names}."
    desk.complain("value-missing", message, entry.key, hint="Add them, or name with `else` a view that holds them.")
