"""Actors: states, regions that consist of them, and whoever the author names.

Owns the resolution of codes and of actors that consist of other actors. Leaves the codes themselves to :mod:`ifso.scenario.countries`.
"""

from __future__ import annotations

from ifso.scenario import countries
from ifso.scenario.meaning import Actor, State
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar, Sequence
from ifso.scenario.reading.cycles import components, cycle_in
from ifso.scenario.reading.desk import Desk, shape, short
from ifso.scenario.reading.naming import as_title


def read_actors(desk: Desk, entry: Entry | None) -> dict[str, Actor]:
    """Read the section ``actors``."""
    entries = {inner.key.text: inner for inner in desk.named(entry, "actor")}
    members: dict[str, tuple[Node, ...]] = {}
    described: dict[str, dict[str, Entry]] = {}
    for name, inner in entries.items():
        node = inner.value
        if isinstance(node, Mapping):
            described[name] = desk.record(node, shape("actor"), inner.key) or {}
            members[name] = desk.items(described[name]["of"].value) if "of" in described[name] else ()
        elif isinstance(node, Sequence) and not node.items:
            desk.complain("empty", f"The region `{name}` consists of nothing.", node, hint="Write for example `[KAZ, KGZ]`.")
        else:
            members[name] = desk.items(node)
    parts = {name: _parts(desk, name, entries[name].key, nodes) for name, nodes in members.items()}
    looping = _complain_of_cycles(desk, entries, parts)
    return {
        name: _actor(desk, name, inner, described.get(name), () if name in looping else _states(name, parts))
        for name, inner in entries.items()
    }


def _parts(desk: Desk, name: str, key: Scalar, nodes: tuple[Node, ...]) -> tuple[str | State, ...]:
    """Return the states and the names of the actors that an actor consists of."""
    found: list[str | State] = []
    for node in nodes:
        scalar = desk.scalar(node, key, "a country or an actor")
        if scalar is None:
            continue
        state = countries.state(scalar.text)
        if scalar.text in desk.actors and (scalar.text != name or state is None):
            desk.used.add(("actor", scalar.text))
            found.append(scalar.text)
        elif state is not None:
            found.append(state)
        else:
            _complain_of_code(desk, scalar)
    return tuple(found)


def _complain_of_code(desk: Desk, scalar: Scalar) -> None:
    looks_like_code = len(scalar.text) <= 3 or scalar.text.isupper()
    country = countries.suggest(scalar.text)
    near = "" if looks_like_code or "Did you mean" in country else desk.complaints.suggest(scalar.text, desk.actors)
    message = f"There is no country with the code `{short(scalar.text)}`{' and no actor of that name' if desk.actors else ''}."
    desk.complain("unknown-country", message, scalar, hint=near or country)


def _complain_of_cycles(desk: Desk, entries: dict[str, Entry], parts: dict[str, tuple[str | State, ...]]) -> set[str]:
    """Complain once of each circle of actors, and return the actors that lead into one."""
    edges = {name: tuple(part for part in found if isinstance(part, str)) for name, found in parts.items()}
    looping: set[str] = set()
    for component in components(edges):
        circle = cycle_in(component, edges)
        if circle:
            looping.update(component)
            message = f"These actors consist of each other: {' → '.join(circle)}."
            desk.complain("actor-cycle", message, entries[circle[0]].key, hint="Let one of them consist of countries alone.")
    while more := {name for name, targets in edges.items() if name not in looping and looping.intersection(targets)}:
        looping |= more
    return looping


def _states(name: str, parts: dict[str, tuple[str | State, ...]]) -> tuple[State, ...]:
    found: dict[str, State] = {}
    stack: list[str | State] = [name]
    while stack:
        part = stack.pop()
        if isinstance(part, State):
            found.setdefault(part.iso3, part)
        else:
            stack.extend(reversed(parts.get(part, ())))
    return tuple(found.values())


def _actor(desk: Desk, name: str, inner: Entry, fields: dict[str, Entry] | None, states: tuple[State, ...]) -> Actor:
    if fields is not None:
        return Actor(name=name, title=desk.text(fields.get("name")) or as_title(name), kind=desk.text(fields.get("kind")), states=states)
    is_state = isinstance(inner.value, Scalar) and len(states) == 1
    return Actor(name=name, title=states[0].name if is_state else as_title(name), kind="state" if is_state else "region", states=states)
