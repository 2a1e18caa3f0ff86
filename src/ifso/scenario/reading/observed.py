"""What has been observed.

Owns the reading of the section ``observed``, and that its times fit each other. Leaves whether the argument can have brought it about, and
what follows from it, to the engine.
"""

from __future__ import annotations

from datetime import date
from math import floor
from types import MappingProxyType

from ifso.ground.calendar import date_after
from ifso.scenario.meaning import Observed, Seen
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar
from ifso.scenario.reading.desk import Desk, shape, short
from ifso.scenario.reading.sources import Library, read_quotes

EARLIEST = 1000.0
"""Years before the start that an event may have happened."""
_LONG = {"happened": "happening", "not by": "absence"}
_WHEN = {"happened": "on", "not by": "by"}


def read_observed(desk: Desk, library: Library, entry: Entry | None, horizon: float | None) -> Observed | None:
    """Read the section ``observed``; times are held against the start, and against the horizon where that is known."""
    if entry is None:
        return None
    fields = desk.record(entry.value, shape("observation"), entry.key)
    if fields is None:
        return None
    if isinstance(entry.value, Mapping) and not entry.value.entries:
        hint = "Write for example `as of: 2026-11-01`, or leave it out."
        desk.complain("empty", "`observed` has nothing in it.", entry.key, hint=hint)
    as_of = _time(desk, fields["as of"], horizon, before_start=False) if "as of" in fields else None
    seen: dict[str, Seen] = {}
    first: dict[str, Scalar] = {}
    for key in _LONG:
        for inner in desk.keyed(fields.get(key), "event"):
            name = desk.reference(inner.key, inner.key, "event", desk.events)
            found = _seen(desk, library, key, inner, horizon)
            if name in first:
                message = f"`{short(name)}` stands under `happened` and under `not by`."
                desk.complain("observed-twice", message, inner.key, hint="Leave one of them: an event that happened had not before.")
            elif name is not None:
                first[name] = inner.key
                if found is not None:
                    seen[name], node = found
                    _complain_of_later(desk, seen[name], as_of, node)
    return Observed(as_of=as_of, seen=MappingProxyType(seen))


def _seen(desk: Desk, library: Library, key: str, inner: Entry, horizon: float | None) -> tuple[Seen, Node] | None:
    """Return what was seen of an event with the node of its time, or None after a complaint."""
    happened = key == "happened"
    fields: dict[str, Entry] = {_WHEN[key]: inner}
    if isinstance(inner.value, Mapping):
        fields = desk.record(inner.value, shape(_LONG[key]), inner.key) or {}
    when = fields.get(_WHEN[key])
    at = _time(desk, when, horizon, before_start=happened) if when is not None else None
    source = desk.reference(fields["source"].value, fields["source"].key, "source", desk.sources) if "source" in fields else ""
    note, quotes = desk.text(fields.get("note")), read_quotes(desk, library, fields.get("quote"))
    if at is None or when is None:
        return None
    place = desk.place(inner.key)
    return Seen(event=inner.key.text, at=at, happened=happened, source=source or "", note=note, quotes=quotes, place=place), when.value


def _time(desk: Desk, entry: Entry, horizon: float | None, *, before_start: bool) -> float | None:
    """Return a time that can have been observed, or None after a complaint."""
    what = f"`{short(entry.key.text)}`"
    years = desk.years(entry.value, entry.key, what)
    if years is None:
        return None
    if years < 0 and not before_start:
        hint = "Name a later day, or set `start` earlier."
        desk.complain("out-of-time", f"This lies before the start, {desk.start}.", entry.value, hint=hint)
        return None
    if years < -EARLIEST or (desk.start is not None and desk.start.year + floor(years) < date.min.year):
        message = f"This lies more than {EARLIEST:,.0f} years before the start, or before the calendar begins."
        desk.complain("out-of-time", message, entry.value, hint="Name a later day, or leave the event out.")
        return None
    if horizon is not None and years > horizon:
        day = f", {date_after(desk.start, horizon)}" if desk.start is not None else ""
        hint = "Name an earlier day, or set `horizon` later."
        desk.complain("out-of-time", f"This lies past the horizon{day}.", entry.value, hint=hint)
        return None
    return years


def _complain_of_later(desk: Desk, seen: Seen, as_of: float | None, node: Node) -> None:
    if as_of is None or seen.at <= as_of:
        return
    day = f", {date_after(desk.start, as_of)}" if desk.start is not None else ""
    message = f"This lies after `as of`{day}, by which everything here has been observed."
    desk.complain("out-of-time", message, node, hint="Name an earlier day, or set `as of` later.")
