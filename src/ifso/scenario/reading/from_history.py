"""Values that come from history.

Owns what a value may say beside its number, and the number that a base rate has by the lock. Leaves numbers that are written to
:mod:`ifso.scenario.reading.views`, and whether the lock can be used to :mod:`ifso.scenario.reading.base_rates`.
"""

from __future__ import annotations

import math
from typing import assert_never

from ifso.scenario.locked import LockedRate
from ifso.scenario.meaning import Assumption, AtOnce, Between, Count, Kind, Number, Origin, Rate, Timing, Value, Window
from ifso.scenario.nodes import Entry, Mapping
from ifso.scenario.numbers import Misread, parse_timing
from ifso.scenario.printing import duration_in_words, number_in_words, timing_in_words
from ifso.scenario.reading.desk import Desk, listed, shape, short

SAME = 1 / 365.25 / 2
"""Years, half a day, by which two times may differ and be the same."""


def value_fields(desk: Desk, entry: Entry) -> dict[str, Entry] | None:
    """Return the entries of a value that is written as a mapping, none for one that is a text, and None after a complaint."""
    if not isinstance(entry.value, Mapping):
        return {}
    form = shape("value")
    fields = desk.record(entry.value, form, entry.key) or {}
    said = [key for key in fields if key in form.one_of]
    if not said:
        hint = f"Write for example `{form.fields[0].key}: {form.fields[0].example}`."
        desk.complain("missing-key", "A value needs `value`, or `base rate`, or `no base rate`.", entry.key, hint=hint)
        return None
    fine = True
    for key in said[1:]:
        desk.complain("misplaced-key", f"A value has `{said[0]}` or `{key}`, not both.", fields[key].key, hint="Keep one of the two.")
        fine = False
    for known in form.fields:
        if known.needs and known.key in fields and known.needs not in fields:
            hint = "Leave it out." if known.needs == "value" else f"Write the timing in the value, as in `{form.fields[0].example}`."
            desk.complain("misplaced-key", f"`{known.key}` has no meaning without `{known.needs}`.", fields[known.key].key, hint=hint)
            fine = False
    return fields if fine else None


def from_history(desk: Desk, assumption: Assumption, fields: dict[str, Entry]) -> Value | None:
    """Return the value that a base rate has by the lock, or None after a complaint or where no lock is wanted.

    A chance is the share of hits; a hazard ratio is the ratio of that share to the share of the years compared with.
    """
    entry = fields["base rate"]
    because = desk.text(fields.get("because"))
    name = desk.reference(entry.value, entry.key, "base rate", desk.base_rates)
    timing = _timing(desk, fields["timing"]) if "timing" in fields else None
    if name is None or ("timing" in fields and timing is None):
        return None
    if assumption.kind is Kind.RATIO and "timing" in fields:
        desk.complain("timing", "A hazard ratio has no timing.", fields["timing"].key, hint="Leave it out.")
        return None
    locked = _locked(desk, name, entry)
    if locked is None:
        return None
    number = _chance(desk, name, entry, locked) if assumption.kind is Kind.CHANCE else _ratio(desk, name, entry, locked)
    if number is None:
        return None
    written = number_in_words(number, assumption.kind)
    if assumption.kind is Kind.CHANCE:
        counted: Window | Rate = Window(opens=0.0, closes=float(locked.window)) if locked.window else Rate(period=1.0)
        written += f" {timing_in_words(counted if timing is None or _differs(timing, counted) else timing)}"
        if timing is not None and _differs(timing, counted):
            _complain_of_other_time(desk, name, fields["timing"], counted, timing)
            written += f", taken {timing_in_words(timing)}"
        timing = timing or counted
    return Value(
        assumption=assumption.name,
        written=written,
        number=number,
        timing=timing,
        origin=Origin.HISTORY,
        because=because,
        counted=locked.asks,
        base_rate=name,
        place=desk.place(entry.value),
    )


def _differs(timing: Timing, counted: Window | Rate) -> bool:
    """Tell whether a share is taken over another stretch of time than the one over which it was counted."""
    return abs(_length(timing) - _length(counted)) > SAME


def _length(timing: Timing) -> float:
    """Return the years at whose end the share is reached; infinite for a window that opens later than its trigger, which nothing counts."""
    match timing:
        case Window(opens=opens, closes=closes):
            return closes if opens == 0 else math.inf
        case Rate(period=period):
            return period
        case AtOnce():
            return 0.0
        case _:
            assert_never(timing)


def _complain_of_other_time(desk: Desk, name: str, entry: Entry, counted: Window | Rate, timing: Timing) -> None:
    was, taken = timing_in_words(counted), timing_in_words(timing)
    message = f"`{short(name)}` counts {was}, and its share is taken {taken}."
    either = f"`per {duration_in_words(counted.closes)}`" if isinstance(counted, Window) else "`within 1 year`"
    hint = f"Leave it out to take the share {was}, write {either}, or let the class count over the time that is meant."
    desk.complain("timing-differs", message, entry.value, hint=hint)


def _chance(desk: Desk, name: str, entry: Entry, locked: LockedRate) -> Number | None:
    if locked.counted.n == 0:
        message = f"`{short(name)}` counts no case whose outcome is known, and so it gives no chance."
        hint = "Widen the class, or write `no base rate` with the reason."
        desk.complain("no-cases", message, entry.value, hint=hint)
        return None
    return Count(k=locked.counted.k, n=locked.counted.n)


def _ratio(desk: Desk, name: str, entry: Entry, locked: LockedRate) -> Number | None:
    """Return the range of a ratio of chances per year, which is close to a ratio of hazards; of longer windows it is not."""
    spread = locked.compared.ratio_range if locked.compared is not None else None
    if locked.window == 0 and spread is not None and 0 < spread[0] < spread[1]:
        return Between(low=_rounded(spread[0]), high=_rounded(spread[1]))
    missing = "looks ahead" if locked.window else "has no `compare`" if locked.compared is None else "has no ratio with two ends above 0"
    message = f"`{short(name)}` {missing}, and so it gives no hazard ratio."
    hint = "A ratio comes from a class with `compare` whose `then` looks at the year itself; or write `no base rate` with the reason."
    desk.complain("no-ratio", message, entry.value, hint=hint)
    return None


def _rounded(ratio: float) -> float:
    return float(f"{ratio:.3g}")


def complain_of_unlocked(desk: Desk) -> None:
    """Complain once of base rates that are not locked, where that is all that is wrong: a scenario with other errors cannot be locked."""
    if not desk.unlocked or desk.complaints.has_errors:
        return
    names = tuple(dict.fromkeys(f"`{short(name)}`" for name, _ in desk.unlocked))
    message = f"{names[0]} has not been locked, so that its number is not known."
    if len(names) > 1:
        message = f"{len(names)} base rates have not been locked, so that their numbers are not known: {listed(names)}."
    desk.complain("unlocked", message, desk.unlocked[0][1], hint=f"Ask history and write the lock: ifso lock {desk.file}.")


def _timing(desk: Desk, entry: Entry) -> Timing | None:
    node = desk.scalar(entry.value, entry.key, "`timing`")
    try:
        return None if node is None else parse_timing(node.text, Count(k=1, n=2))
    except Misread as problem:
        desk.misread(problem, node)  # type: ignore[arg-type] # it has just been read
        return None


def _locked(desk: Desk, name: str, entry: Entry) -> LockedRate | None:
    """Return what history answered, or None where that is not known or not wanted, and after a complaint."""
    if not desk.needs_lock or desk.lock_is_broken:
        return None
    locked = desk.lock.base_rates.get(name) if desk.lock is not None else None
    if locked is None:
        desk.unlocked.append((name, entry.value))
    return locked
