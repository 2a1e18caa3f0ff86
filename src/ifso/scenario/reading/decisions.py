"""What views say of choices, and how closely they take actors to follow their interests.

Owns the reading of decisions and of ``rationality``, and that a view holds what it needs to answer. Leaves the choices themselves to
:mod:`ifso.scenario.reading.choices`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

from ifso.scenario.meaning import Decided, Decision, Fixed, Mixed, Reasoned, View
from ifso.scenario.nodes import Entry, Mapping, Scalar
from ifso.scenario.numbers import Misread
from ifso.scenario.reading.choices import LONG_FORM
from ifso.scenario.reading.desk import Desk, form_of, listed, shape, short
from ifso.scenario.reading.options import complain_of_option
from ifso.scenario.reading.sources import Library, read_quotes
from ifso.scenario.weights import parse_part, parse_rationality

REASONED = "reasoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interested:
    """Who takes each choice, and who has interests by which to reason."""

    actors: Map[str, str]
    """By choice; empty where the actor cannot be read."""
    interested: frozenset[str]


def read_decision(desk: Desk, library: Library, choice: str, entry: Entry) -> Decided | None:
    """Read what a view says of a choice, or return None after a complaint."""
    if not isinstance(entry.value, Mapping) or not any(inner.key.text in LONG_FORM for inner in entry.value.entries):
        decision = _decision(desk, choice, entry)
        return None if decision is None else Decided(choice=choice, decision=decision, place=desk.place(entry.key))
    fields = desk.record(entry.value, shape("decision"), entry.key) or {}
    because, quotes = desk.text(fields.get("because")), read_quotes(desk, library, fields.get("quote"))
    decision = _decision(desk, choice, fields["value"]) if "value" in fields else None
    if decision is None:
        return None
    return Decided(choice=choice, decision=decision, because=because, quotes=quotes, place=desk.place(entry.key))


def _decision(desk: Desk, choice: str, entry: Entry) -> Decision | None:
    options = desk.choices[choice]
    if not options:  # which is complained of where they should stand
        return None
    if isinstance(entry.value, Mapping):
        return _mixed(desk, choice, entry.value, entry.key)
    node = desk.scalar(entry.value, entry.key, "what is chosen")
    if node is None:
        return None
    if node.text == REASONED:
        return Reasoned()
    if node.text in options:
        return Fixed(option=node.text)
    own = node.text.removeprefix(f"{choice}.")
    if own in options:
        desk.complain("unknown-option", "Here an option goes by its own name alone.", node, hint=f"Write `{own}`.")
    elif re.match(r"[0-9.]", node.text):
        parts = ", ".join(f"{option}: …" for option in options[:4])
        message = f"`{short(node.text)}` does not say of which option it is the probability."
        desk.complain("mixture", message, node, hint=f"Write `{short(choice)}: {{{parts}}}`.")
    else:
        complain_of_option(desk, choice, node.text, node, beside=(REASONED,))
    return None


def _mixed(desk: Desk, choice: str, node: Mapping, of: Scalar) -> Mixed | None:
    options = desk.choices[choice]
    parts: dict[str, tuple[float, float]] = {}
    fine = True
    for entry in node.entries:
        if entry.key.text not in options:
            complain_of_option(desk, choice, entry.key.text, entry.key)
            fine = False
        part = _part(desk, entry)
        if part is None:
            fine = False
        else:
            parts[entry.key.text] = part
    missing = tuple(option for option in options if option not in {entry.key.text for entry in node.entries})
    if fine and missing:
        hint = f"Write `{missing[0]}: 0%` if it is never chosen."
        desk.complain("mixture", f"The mix leaves out {listed(tuple(f'`{short(name)}`' for name in missing))}.", of, hint=hint)
    if not fine or missing:
        return None
    whole = fsum(share for share, _ in parts.values())
    if not abs(whole - 1) <= 1e-9 and not abs(whole - 1) < fsum(half for _, half in parts.values()) - 1e-9:
        message = f"The probabilities of `{short(choice)}` come to {whole * 100:.4g}%."
        desk.complain("mixture", message, of, hint="Together they come to 100%, since one of the options is chosen.")
        return None
    return Mixed(chances=MappingProxyType({option: parts[option][0] / whole for option in options}))


def _part(desk: Desk, entry: Entry) -> tuple[float, float] | None:
    node = desk.scalar(entry.value, entry.key, "a probability")
    try:
        return None if node is None else parse_part(node.text)
    except Misread as problem:
        desk.misread(problem, node)  # type: ignore[arg-type] # it has just been read
        return None


def read_rationality(desk: Desk, entry: Entry | None) -> float | None:
    """Read a view's ``rationality``; None where it is left out and after a complaint."""
    if entry is None:
        return None
    if isinstance(entry.value, Mapping):
        desk.complain("wrong-form", f"A rationality is a number, not {form_of(entry.value)}.", entry.value, hint="Write for example `1.5`.")
        return None
    node = desk.scalar(entry.value, entry.key, "`rationality`")
    try:
        return None if node is None else parse_rationality(node.text)
    except Misread as problem:
        desk.misread(problem, node)  # type: ignore[arg-type] # the same
        return None


# ---------------------------------------------------------------- what a view lacks


def complain_of_open_choice(desk: Desk, entry: Entry, missing: tuple[str, ...]) -> None:
    """Complain of the choices that a view leaves open."""
    names = listed(tuple(f"`{short(name)}`" for name in missing))
    what = "the choice" if len(missing) == 1 else f"{len(missing)} choices,"
    hint = f"Add for example `{missing[0]}: {REASONED}`, or name with `else` a view that says it."
    desk.complain("choice-open", f"The view `{short(entry.key.text)}` leaves open {what} {names}.", entry.key, hint=hint)


def complain_of_reasons(desk: Desk, views: Map[str, View], people: Interested, tried: frozenset[str]) -> None:
    """Complain of reasoned choices of actors without interests, and of views that hold a reasoned choice and no rationality.

    ``tried`` names the views in which a rationality is written, whether or not it can be read.
    """
    for view in views.values():
        for decided in view.choices.values():
            actor = people.actors.get(decided.choice, "")
            if isinstance(decided.decision, Reasoned) and actor and actor not in people.interested:
                hint = f"Write what it is after, as in `interests: {{{actor}: {{EVENT: {{}}}}}}`, or name an option."
                message = f"`{short(actor)}` has no interests by which it could reason."
                desk.complaints.add("no-interests", message, decided.place, hint=hint)
    lacking: dict[str, str] = {}
    for view in views.values():
        chain = _chain(view, views)
        reasoned = next((choice for choice in people.actors if _is_reasoned(choice, chain)), "")
        if reasoned and not any(lender.name in tried for lender in chain):
            lacking[view.name] = reasoned
    for name, choice in lacking.items():
        if views[name].otherwise not in lacking:  # what a lender lacks is complained of there alone
            message = f"In the view `{short(name)}` the choice `{short(choice)}` is reasoned, and there is no `rationality`."
            desk.complaints.add("rationality-missing", message, views[name].place, hint="Add for example `rationality: 1`.")


def _chain(view: View, views: Map[str, View]) -> tuple[View, ...]:
    """Return a view and those that fill what it leaves open, in their order; one that was met before ends the chain."""
    found = [view]
    while found[-1].otherwise in views and views[found[-1].otherwise] not in found:
        found.append(views[found[-1].otherwise])
    return tuple(found)


def _is_reasoned(choice: str, chain: tuple[View, ...]) -> bool:
    holder = next((view for view in chain if choice in view.choices), None)
    return holder is not None and isinstance(holder.choices[choice].decision, Reasoned)
