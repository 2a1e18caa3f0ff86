"""Views and their values.

Owns the reading of the section ``views``: numbers by their grammar, origins, and that every view holds every assumption. Leaves what views
say of choices to :mod:`ifso.scenario.reading.decisions`, whether a quoted passage states a number to :mod:`ifso.scenario.reading.stating`,
and circles of causes that act at once to :mod:`ifso.scenario.reading.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from types import MappingProxyType

from ifso.scenario.lacking import without_colon
from ifso.scenario.meaning import Assumption, Count, Decided, Kind, Origin, Value, View
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar
from ifso.scenario.numbers import Misread, parse_value
from ifso.scenario.reading.cycles import components, cycle_in
from ifso.scenario.reading.decisions import (
    Interested,
    complain_of_open_choice,
    complain_of_reasons,
    read_decision,
    read_rationality,
)
from ifso.scenario.reading.desk import Desk, listed, shape, short
from ifso.scenario.reading.events import Register
from ifso.scenario.reading.from_history import from_history, value_fields
from ifso.scenario.reading.sources import read_quotes
from ifso.scenario.reading.stating import states

_OWN = ("about", "else", "rationality")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What views can speak of, and what each has spoken of so far."""

    assumptions: Map[str, Assumption]
    choices: Map[str, tuple[str, ...]]
    """The names of the options of each."""
    attempted: dict[str, set[str]] = field(default_factory=dict)
    """By view, the assumptions and choices of which it says something, whether or not that can be read, and ``rationality``."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that has a place in a view."""
        return (*self.assumptions, *self.choices)


@dataclass(slots=True)
class _Said:
    """What a view says, as reading goes on."""

    values: dict[str, Value] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Decided] = field(default_factory=dict)


def read_views(register: Register, root: Mapping, entry: Entry | None, people: Interested) -> dict[str, View]:
    """Read the section ``views``, and complain where a view leaves an assumption without a value or a choice open."""
    desk = register.desk
    known = _Known(assumptions=register.assumptions, choices=desk.choices)
    if entry is None and known.names and not register.unsure:
        first = next(iter(known.names))
        hint = f"Write for example `views: {{author: {{{first}: …}}}}`."
        message = f"A scenario with {'assumptions' if known.assumptions else 'choices'} needs `views`: {listed(known.names)}."
        desk.complaints.add("missing-key", message, desk.written.lines.place(root.start, root.start), hint=hint)
    entries = {inner.key.text: inner for inner in desk.named(entry, "view", may_be_empty=not known.names)}
    views = {name: _view(register, inner, known) for name, inner in entries.items()}
    looping = _complain_of_circles(desk, entries, views)
    for name, view in views.items():
        if name in looping or view.otherwise in views:  # what a lender leaves open is complained of there alone
            continue
        missing = tuple(assumption for assumption in known.assumptions if assumption not in known.attempted[name])
        if missing:
            _complain_of_gap(desk, entries[name], missing)
        undecided = tuple(choice for choice in known.choices if choice not in known.attempted[name])
        if undecided:
            complain_of_open_choice(desk, entries[name], undecided)
    if not looping:
        complain_of_reasons(desk, views, people, frozenset(name for name, said in known.attempted.items() if "rationality" in said))
    return views


def _view(register: Register, inner: Entry, known: _Known) -> View:
    desk = register.desk
    name = inner.key.text
    fields = desk.record(inner.value, shape("view"), inner.key)
    attempted = known.attempted[name] = set(fields or ()) if fields is not None else set(known.names)
    otherwise = ""
    if fields is not None and "else" in fields:
        found = desk.reference(fields["else"].value, fields["else"].key, "view", desk.views)
        otherwise = found or ""
        if found is None:
            attempted.update(known.names)
    said = _Said()
    for key, entry in (fields or {}).items():
        if key in known.choices and key not in known.assumptions:
            decision = read_decision(desk, register.library, key, entry)
            if decision is not None:
                said.choices[key] = decision
        elif key in known.assumptions:
            _take(register, known.assumptions[key], name, entry, said)
        elif key not in _OWN:
            attempted.add(_complain_of_unknown(register, entry, known))
    if otherwise or "else" not in (fields or {}):  # else the view that was meant may hold it
        attempted.difference_update(said.without)
    return View(
        name=name,
        values=MappingProxyType(said.values),
        about=desk.text((fields or {}).get("about")),
        otherwise=otherwise,
        without=MappingProxyType(said.without),
        choices=MappingProxyType(said.choices),
        rationality=read_rationality(desk, (fields or {}).get("rationality")),
        place=desk.place(inner.key),
    )


def _take(register: Register, assumption: Assumption, view: str, entry: Entry, said: _Said) -> None:
    """Take in what a view says of an assumption."""
    desk = register.desk
    inside = value_fields(desk, entry)
    if inside is None or (assumption.kind is Kind.WEIGHT and not _is_written(desk, inside)):
        return
    if "no base rate" in inside:
        said.without[assumption.name] = desk.text(inside["no base rate"])
        return
    value = _value(register, assumption, entry, inside)
    if "base rate" in inside and isinstance(base_rate := inside["base rate"].value, Scalar):
        desk.links.append((view, assumption.name, base_rate.text))
    if value is not None:
        said.values[assumption.name] = value


def _is_written(desk: Desk, fields: dict[str, Entry]) -> bool:
    """Tell whether a weight has a number, after a complaint where history is to give it one."""
    asked = next((key for key in ("base rate", "no base rate") if key in fields), None)
    if asked is not None:
        message = "History counts how often something followed, not what an event is worth to anybody."
        desk.complain(
            "misplaced-key", message, fields[asked].key, hint="Write `value: …`, or leave the weight to the view named by `else`."
        )
    return asked is None


def _complain_of_unknown(register: Register, entry: Entry, known: _Known) -> str:
    """Complain of a value for nothing, and return the assumption or choice that was probably meant, which then counts as held."""
    desk, assumptions = register.desk, known.assumptions
    if register.unsure:
        return ""
    key = entry.key.text
    first, _, second = key.partition(".")
    shared = next((a.name for a in assumptions.values() if key in a.used_by), "")
    lacking = without_colon(key) if isinstance(entry.value, Scalar) and entry.value.is_empty else None
    if lacking is not None and lacking.name in known.names:
        desk.complain("unknown-assumption", lacking.message, entry.key, hint=lacking.hint)
        return lacking.name
    if second in known.choices.get(first, ()):
        hint = f"Write `{first}: {second}`, or `{first}: {{{second}: …, …}}` with a probability for each option."
        desk.complain("unknown-assumption", f"A view speaks of the choice `{first}` by its name alone.", entry.key, hint=hint)
        return first
    near = "" if shared else desk.complaints.nearest(key, (*known.names, *_OWN))
    if not shared and not near:  # another name for the only cause of the same event
        beside = [name for name in assumptions if name.split(".")[0] == first]
        near = beside[0] if len(beside) == 1 else ""
    if shared:
        hint = f"The cause `{key}` uses the assumption `{shared}`."
    elif first in desk.actors and second in desk.events:
        hint = f"To say what `{second}` is worth to `{first}`, add `interests: {{{first}: {{{second}: {{}}}}}}`."
    elif near:
        hint = f"Did you mean `{near}`?"
    else:
        hint = f"The assumptions are: {listed(tuple(assumptions))}." if assumptions else "No cause can be read that has one."
    uses = "No cause, modifier or interest uses an assumption" if known.choices else "No cause or modifier uses an assumption"
    desk.complain("unknown-assumption", f"{uses} `{short(key)}`.", entry.key, hint=hint)
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
