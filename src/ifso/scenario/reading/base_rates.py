"""The section ``base rates``, and what its lock says.

Owns the form of reference classes, which are kept as the texts that they are, and whether the lock beside the scenario can be used and is
as young as they are. Leaves the grammar of the texts to history and the values of views to :mod:`ifso.scenario.reading.views`.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from ifso.ground.reference import KEYS, Text, Written
from ifso.scenario.locking import Broken, lock_path, read_lock
from ifso.scenario.nodes import Entry, Mapping, Node
from ifso.scenario.reading.desk import Desk, listed, shape, short
from ifso.scenario.reading.placing import placed

_LISTS = ("by", "limits", "matched on")
UNMATCHED = "unmatched"


def read_base_rates(desk: Desk, entry: Entry | None) -> dict[str, Written]:
    """Read the section ``base rates``; a reference class with a complaint is left out."""
    found: dict[str, Written] = {}
    for inner in desk.named(entry, "base rate"):
        fields = desk.record(inner.value, shape("reference class"), inner.key)
        texts = {} if fields is None else _texts(desk, fields)
        if fields is not None and "then" in texts:
            ordered = {key: texts[key] for key in KEYS if key in texts}
            found[inner.key.text] = Written(name=inner.key.text, place=desk.place(inner.key), texts=MappingProxyType(ordered))
    return found


def _texts(desk: Desk, fields: dict[str, Entry]) -> dict[str, tuple[Text, ...]]:
    texts: dict[str, tuple[Text, ...]] = {}
    for key, entry in fields.items():
        if key == "compare" and isinstance(entry.value, Mapping):
            inner = desk.record(entry.value, shape("comparison"), entry.key) or {}
            if not entry.value.entries:
                desk.complain("empty", "`compare` has nothing in it.", entry.key, hint=f"Write `compare: {UNMATCHED}`.")
            elif inner and "matched on" not in inner:
                texts["compare"] = (Text(words=UNMATCHED, place=desk.place(entry.key), stretches=()),)
            texts |= _texts(desk, inner)
        elif found := _several(desk, entry, several=key in _LISTS):
            texts[key] = found
    return texts


def _several(desk: Desk, entry: Entry, *, several: bool) -> tuple[Text, ...]:
    nodes: tuple[Node, ...] = desk.items(entry.value) if several else (entry.value,)
    if not nodes:
        desk.complain("empty", f"`{short(entry.key.text)}` has nothing in it.", entry.key, hint="Write something, or leave it out.")
    scalars = [desk.scalar(node, entry.key, f"`{entry.key.text}`") for node in nodes]
    read = tuple(scalar for scalar in scalars if scalar is not None)
    for scalar in read:
        desk.check_cut(scalar)  # a query that is cut still asks something, and counts something else
    return tuple(placed(desk.written, scalar) for scalar in read)


# ---------------------------------------------------------------- the lock


def read_locked(desk: Desk, entry: Entry | None, base_rates: dict[str, Written], path: Path | None) -> None:
    """Put the lock beside a scenario on the desk, and complain of one that cannot be used or is older than a reference class."""
    if path is None or entry is None or not desk.needs_lock:
        return
    file = lock_path(path)
    try:
        desk.lock = read_lock(file)
    except Broken as problem:
        desk.lock_is_broken = True
        hint = f"Restore it, or write it anew: ifso lock {desk.file}."
        desk.complain("lock-broken", f"`{short(file.name)}` cannot be used. {problem}", entry.key, hint=hint)
        return
    for name, written in base_rates.items():
        locked = desk.lock.base_rates.get(name) if desk.lock is not None else None
        if locked is not None and dict(locked.query) != dict(written.query):
            keys = tuple(key for key in KEYS if locked.query.get(key) != written.query.get(key))
            message = f"`{short(name)}` has been changed since it was locked: {listed(keys)}."
            hint = f"Until it is locked again, the earlier numbers stand: ifso lock {desk.file}."
            desk.complaints.add("lock-outdated", message, written.place, hint=hint)
