"""Events with their causes, triggers and modifiers.

Owns the reading of the section ``events``, and the register of the assumptions that causes, modifiers and interests use. Leaves the values
of the assumptions to :mod:`ifso.scenario.reading.views` and circles to :mod:`ifso.scenario.reading.checks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ifso.ground.diagnostics import Place
from ifso.scenario.meaning import Assumption, Cause, Event, Kind, Modifier, Outcome, Trigger, When
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar, Sequence
from ifso.scenario.numbers import Misread, parse_date
from ifso.scenario.reading.desk import Desk, form_of, shape, short
from ifso.scenario.reading.naming import in_words
from ifso.scenario.reading.options import read_option
from ifso.scenario.reading.sources import Library, read_quotes

_TRUTHS = {"true": True, "True": True, "false": False, "False": False}
_AT_LEAST = re.compile(r"at least ([1-9][0-9]{0,3}) of")


@dataclass(slots=True)
class Register:
    """What is at hand while events and interests are read: the desk, the sources, and the assumptions that have been met so far."""

    desk: Desk
    library: Library
    kinds: dict[str, Kind] = field(default_factory=dict)
    used_by: dict[str, list[str]] = field(default_factory=dict)
    firsts: dict[str, Place] = field(default_factory=dict)
    unsure: bool = False
    """Whether a name could not be read, so that a view may rightly hold what looks unknown."""

    def use(self, name: str, kind: Kind, user: str, node: Scalar) -> None:
        """Note that a cause or an actor uses an assumption, and complain where it has been used as another kind."""
        known = self.kinds.setdefault(name, kind)
        place = self.firsts.setdefault(name, self.desk.place(node))
        if known is not kind:
            words = {Kind.CHANCE: "a chance", Kind.RATIO: "a hazard ratio", Kind.WEIGHT: "a weight"}
            message = f"`{name}` is {words[kind]} here and {words[known]} in line {place.line}."
            self.desk.complain("mixed-assumption", message, node, hint="Give one of the two another name.")
            return
        users = self.used_by.setdefault(name, [])
        if user not in users:
            users.append(user)

    @property
    def assumptions(self) -> dict[str, Assumption]:
        """The assumptions by name."""
        return {name: Assumption(name=name, kind=kind, used_by=tuple(self.used_by.get(name, ()))) for name, kind in self.kinds.items()}


def read_events(register: Register, entry: Entry | None) -> dict[str, Event]:
    """Read the section ``events``."""
    return {inner.key.text: _event(register, inner) for inner in register.desk.named(entry, "event")}


def _event(register: Register, inner: Entry) -> Event:
    desk = register.desk
    name = inner.key.text
    fields = desk.record(inner.value, shape("event"), inner.key)
    if fields is None:
        register.unsure = True
        fields = {}
    elif "resolves" not in fields:
        hint = "Add `resolves: …`, a criterion that a stranger could apply."
        desk.complain("no-criterion", f"`{short(name)}` does not say how to tell whether it has happened.", inner.key, hint=hint)
    quotes = read_quotes(desk, register.library, fields.get("quote"))
    says, resolves = desk.text(fields.get("says")), desk.text(fields.get("resolves"))
    actors = _actors(desk, fields.get("actors"))
    causes = tuple(_cause(register, name, c) for c in desk.named(fields.get("causes"), "cause", may_be_empty=True))
    if "causes" in fields and not isinstance(fields["causes"].value, Mapping):
        register.unsure = True
    return Event(
        name=name,
        says=says or in_words(name),
        resolves=resolves,
        actors=actors,
        causes=causes,
        quotes=quotes,
        hidden=_truth(desk, fields.get("hidden")),
        resolved=_outcome(desk, fields.get("resolved")),
        place=desk.place(inner.key),
    )


def _actors(desk: Desk, entry: Entry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    found = (desk.reference(node, entry.key, "actor", desk.actors, several="Write `[…]`.") for node in desk.items(entry.value))
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _truth(desk: Desk, entry: Entry | None) -> bool:
    node = desk.scalar(entry.value, entry.key, f"`{entry.key.text}`") if entry is not None else None
    if node is not None and node.text not in _TRUTHS:
        hint = f"Write `true` or leave `{entry.key.text}` out."  # type: ignore[union-attr] # there is a node
        desk.complain("wrong-form", f"`{short(node.text)}` is neither `true` nor `false`.", node, hint=hint)
    return node is not None and _TRUTHS.get(node.text, False)


# ---------------------------------------------------------------- outcomes


def _outcome(desk: Desk, entry: Entry | None) -> Outcome | None:
    if entry is None:
        return None
    if isinstance(entry.value, Mapping):
        return _outcome_record(desk, entry)
    node = desk.scalar(entry.value, entry.key, "an outcome")
    if node is None:
        return None
    head = re.match(r"\s*not\s+by\s+", node.text)
    shift = head.end() if head else 0
    try:
        found = parse_date(node.text[shift:])
    except Misread as problem:
        hint = problem.hint or "Write a date, or `not by` a date."
        desk.misread(Misread(problem.code, problem.message, start=problem.start + shift, end=problem.end + shift, hint=hint), node)
        return None
    _check_after_start(desk, found, node)
    return Outcome(happened=None, not_by=found) if head else Outcome(happened=found, not_by=None)


def _outcome_record(desk: Desk, entry: Entry) -> Outcome | None:
    fields = desk.record(entry.value, shape("outcome"), entry.key)
    if fields is None:
        return None
    if ("on" in fields) == ("not by" in fields):
        message = "An outcome has both `on` and `not by`." if "on" in fields else "An outcome needs `on` or `not by`."
        code = "misplaced-key" if "on" in fields else "missing-key"
        desk.complain(code, message, entry.key, hint="Write `on: DATE` if it happened, `not by: DATE` if it had not.")
        return None
    key = "on" if "on" in fields else "not by"
    found = desk.date(fields[key].value, fields[key].key, f"`{key}`")
    if found is None:
        return None
    _check_after_start(desk, found, fields[key].value)
    note = desk.text(fields.get("note"))
    return Outcome(happened=found, not_by=None, note=note) if key == "on" else Outcome(happened=None, not_by=found, note=note)


def _check_after_start(desk: Desk, found: object, node: Node) -> None:
    if desk.start is not None and str(found) < str(desk.start):
        hint = "An event of a scenario lies after its start."
        desk.complain("out-of-time", f"{found} lies before the start, {desk.start}.", node, hint=hint)


# ---------------------------------------------------------------- causes


def _cause(register: Register, event: str, inner: Entry) -> Cause:
    desk = register.desk
    name = inner.key.text
    fields = desk.record(inner.value, shape("cause"), inner.key) or {}
    chance = f"{event}.{name}"
    at = inner.key
    if "chance" in fields:
        node = desk.scalar(fields["chance"].value, fields["chance"].key, "`chance`")
        if node is not None and desk.check_name(node, "assumption"):
            chance, at = node.text, node
        else:
            register.unsure = True
            chance = ""
    if chance:
        register.use(chance, Kind.CHANCE, f"{event}.{name}", at)
    quotes = read_quotes(desk, register.library, fields.get("quote"))
    return Cause(
        event=event,
        name=name,
        chance=chance,
        trigger=_trigger(desk, event, fields.get("after")),
        modifiers=_modifiers(register, event, name, fields.get("modified")),
        says=desk.text(fields.get("says")),
        because=desk.text(fields.get("because")),
        quotes=quotes,
        place=desk.place(inner.key),
    )


def _trigger(desk: Desk, event: str, entry: Entry | None) -> Trigger:
    if entry is None:
        return Trigger()
    if isinstance(entry.value, Sequence):
        names = ", ".join(item.text for item in entry.value.items if isinstance(item, Scalar))
        hint = f"Write `{{all: [{short(names)}]}}` or `{{any: [{short(names)}]}}`."
        desk.complain("wrong-form", "`after` with several events says whether all or any of them are needed.", entry.value, hint=hint)
        return Trigger()
    if isinstance(entry.value, Scalar):
        several = "Write `{all: […]}` or `{any: […]}`."
        found = desk.reference(entry.value, entry.key, "event", desk.events, several=several)
        if found == event:
            _complain_of_itself(desk, event, entry.value)
        return Trigger(events=(found,), needs=1) if found is not None else Trigger()
    fields = desk.record(entry.value, shape("trigger"), entry.key)
    if not fields:
        if fields is not None and not entry.value.entries:
            desk.complain("empty", "`after` names no event.", entry.key, hint="Write for example `after: {all: [a, b]}`, or leave it out.")
        return Trigger()
    if len(fields) > 1:
        message = f"`after` has {', '.join(f'`{key}`' for key in fields)}; one of them is enough."
        desk.complain(
            "misplaced-key", message, list(fields.values())[1].key, hint="Name an event for each part, and give it causes of its own."
        )
        return Trigger()
    ((key, inner),) = fields.items()
    return _several(desk, event, key, inner)


def _several(desk: Desk, event: str, key: str, inner: Entry) -> Trigger:
    nodes = desk.items(inner.value)
    found: list[str] = []
    complete = True
    for node in nodes:
        name = desk.reference(node, inner.key, "event", desk.events)
        complete = complete and name is not None
        if name in found:
            desk.complain("impossible-trigger", f"`{name}` is listed twice.", node, hint="List each event once.")
            complete = False
        elif name is not None:
            found.append(name)
    if not nodes:
        desk.complain("impossible-trigger", f"`{key}` lists no event.", inner.key, hint=f"Write for example `{key}: [a, b, c]`.")
    if not complete or not nodes:
        return Trigger()
    at_least = _AT_LEAST.fullmatch(key)
    needs = int(at_least[1]) if at_least else len(found) if key == "all" else 1
    if needs > len(found):
        desk.complain(
            "impossible-trigger",
            f"`{key}` is more than the {len(found)} listed.",
            inner.key,
            hint=f"Write `at least {len(found)} of` or `all`.",
        )
        return Trigger()
    if event in found and needs > len(found) - 1:
        _complain_of_itself(desk, event, nodes[found.index(event)])
    return Trigger(events=tuple(found), needs=needs)


def _complain_of_itself(desk: Desk, event: str, node: Node) -> None:
    desk.complain(
        "after-itself", f"`{event}` would have to happen before it can happen.", node, hint="Name another event, or leave out `after`."
    )


# ---------------------------------------------------------------- modifiers


def _modifiers(register: Register, event: str, cause: str, entry: Entry | None) -> tuple[Modifier, ...]:
    desk = register.desk
    if entry is None:
        return ()
    if isinstance(entry.value, Scalar) and not entry.value.is_empty:
        hint = "Write for example `modified: {once: war_ends, by: effect}`."
        desk.complain("wrong-form", f"A modifier is a mapping, not {form_of(entry.value)}.", entry.value, hint=hint)
        return ()
    found = (_modifier(register, event, cause, entry.key, node) for node in desk.items(entry.value))
    return tuple(modifier for modifier in found if modifier is not None)


def _modifier(register: Register, event: str, cause: str, key: Scalar, node: Node) -> Modifier | None:
    desk = register.desk
    of = key if isinstance(node, Scalar) and node.is_empty else node
    fields = desk.record(node, shape("modifier"), of)
    if fields is None:
        register.unsure = True
        return None
    ratio = _ratio(register, f"{event}.{cause}", fields.get("by"))
    quotes = read_quotes(desk, register.library, fields.get("quote"))
    because = desk.text(fields.get("because"))
    said = [when for when in When if when.value in fields]
    if len(said) != 1:
        message = "A modifier needs `once`, `until` or `chosen`."
        hint = "Write `once: EVENT`, `until: EVENT` or `chosen: CHOICE.OPTION`."
        if said:
            message, hint = f"A modifier has both `{said[0]}` and `{said[1]}`.", "Write two modifiers."
        desk.complain("misplaced-key" if said else "missing-key", message, fields[said[1]].key if said else of, hint=hint)
        return None
    when = said[0]
    entry = fields[when.value]
    if when is When.CHOSEN:
        reads = read_option(desk, entry.value, entry.key)
    else:
        reads = desk.reference(entry.value, entry.key, "event", desk.events)
    if reads == event:
        hint = "Once an event has happened its causes no longer matter; name another event."
        desk.complain("modifies-itself", f"This modifier of a cause of `{event}` reads `{event}`.", entry.value, hint=hint)
    if reads is None or ratio is None:
        return None
    return Modifier(when=when, event=reads, by=ratio, quotes=quotes, because=because, place=desk.place(node))


def _ratio(register: Register, path: str, entry: Entry | None) -> str | None:
    """Return the name of a modifier's assumption, empty for ``blocks``, or None after a complaint."""
    desk = register.desk
    if entry is None:
        return None
    node = desk.scalar(entry.value, entry.key, "`by`")
    if node is not None and node.text == "blocks":
        return ""
    if node is None:
        register.unsure = True
        return None
    if re.match(r"[0-9.]", node.text):
        hint = "Write `by: effect`, or a name that fits, and give `effect` its value in each view."
        desk.complain("name", f"`by` names a hazard ratio, and `{short(node.text)}` is a number.", node, hint=hint)
        return None
    if not desk.check_name(node, "assumption"):
        register.unsure = True
        return None
    register.use(node.text, Kind.RATIO, path, node)
    return node.text
