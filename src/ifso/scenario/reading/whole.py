"""The whole scenario, from its parts.

Owns the order in which the parts are read and what the top of the file says. A meaning comes back only where no error was found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Map
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from ifso.scenario.meaning import Scenario
from ifso.scenario.nodes import Entry, Mapping
from ifso.scenario.reading.actors import read_actors
from ifso.scenario.reading.checks import complain_of_idle_parts, complain_of_instant_cycles
from ifso.scenario.reading.desk import Desk, shape, short
from ifso.scenario.reading.events import Register, read_events
from ifso.scenario.reading.naming import in_words
from ifso.scenario.reading.questions import read_questions
from ifso.scenario.reading.sources import read_sources
from ifso.scenario.reading.views import read_views

_T = TypeVar("_T")
VERSION = "1"


def read_meaning(desk: Desk, *, name: str, folder: Path | None) -> Scenario | None:
    """Read the meaning of a written scenario; return None where the complaints hold an error."""
    root = desk.written.root
    fields = desk.record(root, shape("scenario"), root.entries[0].key if root.entries else root) or {}
    _check_version(desk, root)
    start = desk.start = desk.date(fields["start"].value, fields["start"].key, "`start`") if "start" in fields else None
    desk.sources, desk.actors, desk.events, desk.views = (_keys(fields, section) for section in ("sources", "actors", "events", "views"))
    title, about = desk.text(fields.get("title")), desk.text(fields.get("about"))
    library = read_sources(desk, fields.get("sources"), folder)
    actors = read_actors(desk, fields.get("actors"))
    register = Register(desk, library)
    events = read_events(register, fields.get("events"))
    views = read_views(register, root, fields.get("views"))
    questions, horizon = read_questions(desk, root, fields.get("questions"), fields.get("horizon"))
    complain_of_instant_cycles(desk, events, views)
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
        assumptions=_frozen(register.assumptions),
        views=_frozen(views),
        questions=_frozen(questions),
        sha256=hashlib.sha256(desk.written.to_bytes()).hexdigest(),
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
