"""The whole scenario, from its parts.

Owns the order in which the parts are read and what the top of the file says. A meaning comes back only where no error was found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Map
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ifso.ground.reference import Written
from ifso.scenario.meaning import Classes, Scenario, Value, View
from ifso.scenario.nodes import Entry, Mapping, Scalar
from ifso.scenario.reading.actors import read_actors
from ifso.scenario.reading.base_rates import read_base_rates, read_locked
from ifso.scenario.reading.checks import complain_of_idle_parts, complain_of_instant_cycles, complain_of_late_choices
from ifso.scenario.reading.choices import read_choices, read_interests
from ifso.scenario.reading.decisions import Interested
from ifso.scenario.reading.desk import Desk, shape, short
from ifso.scenario.reading.events import Register, read_events
from ifso.scenario.reading.from_history import complain_of_unlocked
from ifso.scenario.reading.naming import in_words
from ifso.scenario.reading.observed import read_observed
from ifso.scenario.reading.options import declared_options
from ifso.scenario.reading.questions import read_questions
from ifso.scenario.reading.sources import read_sources
from ifso.scenario.reading.views import read_views
from ifso.scenario.shape import ALONE

_T = TypeVar("_T")
VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was read of a file, as far as it could be."""

    scenario: Scenario | None
    """None where a complaint is an error, where base rates were read without their lock, and for reference classes alone."""
    classes: Classes
    """Every reference class whose form is right, whatever else is wrong with the file."""


def read_whole(desk: Desk, *, name: str, folder: Path | None) -> Whole:
    """Read a written file: an argument with its reference classes, or reference classes alone."""
    root = desk.written.root
    sha256 = hashlib.sha256(desk.written.to_bytes()).hexdigest()
    if is_alone(root):
        fields = desk.record(root, ALONE, root.entries[0].key) or {}
        _check_version(desk, root)
        title = desk.text(fields.get("title")) or in_words(name)
        desk.text(fields.get("about"))
        alone = read_base_rates(desk, fields.get("base rates"))
        return Whole(scenario=None, classes=Classes(name=name, title=title, base_rates=_frozen(alone), alone=True, sha256=sha256))
    base_rates: dict[str, Written] = {}  # these two are filled as reading goes on
    views: dict[str, View] = {}
    scenario = _read_scenario(desk, name=name, folder=folder, sha256=sha256, base_rates=base_rates, views=views)
    written = root.get("title")
    classes = Classes(
        name=name,
        title=written.value.text.strip() if written is not None and isinstance(written.value, Scalar) else in_words(name),
        base_rates=_frozen(base_rates),
        beside=_frozen(_beside(desk, views)),
        asks=root.get("questions") is not None,
        start=None if scenario is None else scenario.start,
        states=() if scenario is None else tuple(dict.fromkeys(s.iso3 for actor in scenario.actors.values() for s in actor.states)),
        sha256=sha256,
    )
    return Whole(scenario=scenario if desk.needs_lock else None, classes=classes)


def is_alone(root: Mapping) -> bool:
    """Tell whether a file holds reference classes and no argument."""
    return root.get("base rates") is not None and not any(root.get(key) for key in ("start", "horizon", "events", "views", "questions"))


def _beside(desk: Desk, views: Map[str, View]) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Return, by base rate, the values that views hold of their own for what another view has from it."""
    found: dict[str, dict[tuple[str, str], Value]] = {}
    for _, assumption, base_rate in desk.links:
        for view in views.values():
            if assumption in view.values and not view.values[assumption].base_rate:
                found.setdefault(base_rate, {})[view.name, assumption] = view.values[assumption]
    return {base_rate: tuple((view, value) for (view, _), value in values.items()) for base_rate, values in found.items()}


def _read_scenario(
    desk: Desk, *, name: str, folder: Path | None, sha256: str, base_rates: dict[str, Written], views: dict[str, View]
) -> Scenario | None:
    """Read the meaning of a written scenario; return None where the complaints hold an error."""
    root = desk.written.root
    fields = desk.record(root, shape("scenario"), root.entries[0].key if root.entries else root) or {}
    _check_version(desk, root)
    start = desk.start = desk.date(fields["start"].value, fields["start"].key, "`start`") if "start" in fields else None
    desk.sources, desk.actors, desk.events, desk.views = (_keys(fields, section) for section in ("sources", "actors", "events", "views"))
    desk.base_rates = _keys(fields, "base rates")
    desk.choices = MappingProxyType(declared_options(root))
    title, about = desk.text(fields.get("title")), desk.text(fields.get("about"))
    library = read_sources(desk, fields.get("sources"), folder)
    actors = read_actors(desk, fields.get("actors"))
    register = Register(desk, library)
    events = read_events(register, fields.get("events"))
    choices = read_choices(register, fields.get("choices"))
    interests = read_interests(register, fields.get("interests"))
    base_rates |= read_base_rates(desk, fields.get("base rates"))
    read_locked(desk, fields.get("base rates"), base_rates, folder / f"{name}.yaml" if folder is not None else None)
    people = Interested(
        actors={choice.name: choice.actor for choice in choices.values()},
        interested=frozenset(_keys(fields, "interests")),
    )
    views |= read_views(register, root, fields.get("views"), people)
    questions, horizon = read_questions(desk, root, fields.get("questions"), fields.get("horizon"))
    observed = read_observed(desk, library, fields.get("observed"), horizon)
    complain_of_instant_cycles(desk, events, choices, views)
    complain_of_late_choices(desk, events, choices)
    complain_of_unlocked(desk)
    if desk.complaints.has_errors or start is None or horizon is None:
        return None
    scenario = Scenario(
        name=name,
        title=title or in_words(name),
        start=start,
        horizon=horizon,
        about=about,
        sources=_frozen(library.sources),
        actors=_frozen(actors),
        events=_frozen(events),
        choices=_frozen(choices),
        interests=interests,
        observed=observed,
        assumptions=_frozen(register.assumptions),
        base_rates=_frozen(base_rates),
        lock=desk.lock,
        views=_frozen(views),
        questions=_frozen(questions),
        sha256=sha256,
    )
    complain_of_idle_parts(desk, root, scenario)
    return scenario


def _frozen(mapping: dict[str, _T]) -> Map[str, _T]:
    return MappingProxyType(mapping)


def _keys(fields: dict[str, Entry], section: str) -> tuple[str, ...]:
    entry = fields.get(section)
    return tuple(inner.key.text for inner in entry.value.entries) if entry is not None and isinstance(entry.value, Mapping) else ()


def _check_version(desk: Desk, root: Mapping) -> None:
    entry = root.get("ifso")
    node = desk.scalar(entry.value, entry.key, "`ifso`") if entry is not None else None
    if node is not None and node.text != VERSION:
        desk.complain(
            "version",
            f"`{short(node.text)}` is not a version of the format that this program knows.",
            node,
            hint=f"Write `ifso: {VERSION}`.",
        )
