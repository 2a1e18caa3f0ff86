"""Choices and interests.

Owns the reading of the sections ``choices`` and ``interests``, and that no choice goes by the name of something else. Leaves what views say
of choices to :mod:`ifso.scenario.reading.decisions`, and weights, which are assumptions, to :mod:`ifso.scenario.reading.views`.
"""

from __future__ import annotations

from types import MappingProxyType

from ifso.scenario.meaning import Choice, Interest, Kind, Option
from ifso.scenario.nodes import Entry, Mapping, Scalar, Sequence
from ifso.scenario.reading.desk import Desk, form_of, shape, short
from ifso.scenario.reading.events import Register
from ifso.scenario.reading.naming import in_words
from ifso.scenario.reading.sources import read_quotes

LONG_FORM = ("value", "because", "quote")
"""Keys by which a view's long form of a decision is told from a probability for each option, and so no names of options."""


def read_choices(register: Register, entry: Entry | None) -> dict[str, Choice]:
    """Read the section ``choices``; those that cannot be read are left out after a complaint."""
    desk = register.desk
    found: dict[str, Choice] = {}
    register.unsure = register.unsure or _is_unreadable(entry)
    for inner in desk.named(entry, "choice"):
        _complain_of_other_meanings(register, inner.key)
        choice = _choice(register, inner)
        if choice is not None:
            found[choice.name] = choice
    return found


def _is_unreadable(entry: Entry | None) -> bool:
    return entry is not None and not isinstance(entry.value, Mapping)


def _complain_of_other_meanings(register: Register, key: Scalar) -> None:
    desk, name = register.desk, key.text
    what = "an event" if name in desk.events else "an actor" if name in desk.actors else "an assumption" if name in register.kinds else ""
    if what:
        message = f"`{short(name)}` names a choice and {what}."
        desk.complain("name-twice", message, key, hint="Give one of the two another name.")


def _choice(register: Register, inner: Entry) -> Choice | None:
    desk, name = register.desk, inner.key.text
    fields = desk.record(inner.value, shape("choice"), inner.key)
    if fields is None:
        return None
    actor = desk.reference(fields["actor"].value, fields["actor"].key, "actor", desk.actors) if "actor" in fields else None
    after = _after(desk, fields["after"]) if "after" in fields else ""
    options = {one.key.text: _option(register, name, one) for one in desk.named(fields.get("options"), "option")}
    if len(options) == 1:
        hint = "Add what the actor could do instead; an option may stand there with its name alone."
        message = f"The choice `{short(name)}` has a single option, and so there is nothing to choose."
        desk.complain("few-options", message, fields["options"].key, hint=hint)
    quotes = read_quotes(desk, register.library, fields.get("quote"))
    says, because = desk.text(fields.get("says")), desk.text(fields.get("because"))
    return Choice(
        name=name,
        actor=actor or "",
        options=MappingProxyType(options),
        says=says or in_words(name),
        after=after or "",
        quotes=quotes,
        because=because,
        place=desk.place(inner.key),
    )


def _after(desk: Desk, entry: Entry) -> str | None:
    if not isinstance(entry.value, Scalar):
        hint = "Write one event; where several are needed, make an event of them that they bring about `at once`."
        message = f"A choice is taken at the start or when one event happens, and this is {form_of(entry.value)}."
        desk.complain("wrong-form", message, entry.value, hint=hint)
        return None
    return desk.reference(entry.value, entry.key, "event", desk.events)


def _option(register: Register, choice: str, inner: Entry) -> Option:
    desk = register.desk
    if inner.key.text in LONG_FORM:
        message = f"`{inner.key.text}` has a meaning of its own where views speak of a choice, and cannot name an option."
        desk.complain("name", message, inner.key, hint="Choose another name.")
    fields = desk.record(inner.value, shape("option"), inner.key) or {}
    return Option(
        choice=choice,
        name=inner.key.text,
        says=desk.text(fields.get("says")) or in_words(inner.key.text),
        quotes=read_quotes(desk, register.library, fields.get("quote")),
        because=desk.text(fields.get("because")),
        place=desk.place(inner.key),
    )


# ---------------------------------------------------------------- interests


def read_interests(register: Register, entry: Entry | None) -> tuple[Interest, ...]:
    """Read the section ``interests``, and register the weight of each."""
    desk = register.desk
    found: list[Interest] = []
    register.unsure = register.unsure or _is_unreadable(entry)
    for inner in desk.keyed(entry, "actor"):
        actor = desk.reference(inner.key, inner.key, "actor", desk.actors)
        if isinstance(inner.value, Sequence) or (isinstance(inner.value, Scalar) and not inner.value.is_empty):
            named = ", ".join(f"{short(node.text)}: {{}}" for node in desk.items(inner.value) if isinstance(node, Scalar))
            hint = f"Write `{short(inner.key.text)}: {{{named}}}`; views say what each is worth."
            desk.complain("wrong-form", f"Interests are a mapping of events, not {form_of(inner.value)}.", inner.value, hint=hint)
            register.unsure = True
            continue
        for one in desk.keyed(inner, "event"):
            interest = _interest(register, actor, one)
            if interest is not None:
                found.append(interest)
            else:
                register.unsure = True
    return tuple(found)


def _interest(register: Register, actor: str | None, inner: Entry) -> Interest | None:
    desk = register.desk
    event = desk.reference(inner.key, inner.key, "event", desk.events)
    fields = desk.record(inner.value, shape("interest"), inner.key)
    if fields is None:
        return None
    quotes, because = read_quotes(desk, register.library, fields.get("quote")), desk.text(fields.get("because"))
    if actor is None or event is None:
        return None
    weight = f"{actor}.{event}"
    register.use(weight, Kind.WEIGHT, actor, inner.key)
    return Interest(actor=actor, event=event, weight=weight, quotes=quotes, because=because, place=desk.place(inner.key))
