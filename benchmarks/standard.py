"""The standard argument on which speeds are measured: 30 events in six layers, 60 causes, all of them on the way to the last event.

Owns its construction as a meaning. Every event but those of the first layer has a cause with a single trigger in the layer before, and one
whose trigger is single, ``any``, ``all`` or ``at least 2 of``. Of ten causes four have a window (``within``), two a later window
(``between``), three a constant hazard (``per``) and one acts at once, except that none acts at once from the start. Six causes are
modified, one of them by two events, one blocked.

The view ``points`` gives every number exactly, the view ``ranges`` gives middle 90 % ranges around the same numbers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ifso.scenario.meaning import (
    Assumption,
    AtOnce,
    Between,
    Cause,
    Event,
    Exactly,
    Kind,
    Modifier,
    Number,
    Question,
    Rate,
    Scenario,
    Timing,
    Trigger,
    Value,
    View,
    When,
    Window,
)

HORIZON = 20.0
"""Years."""
WIDTHS = (6, 6, 6, 6, 5, 1)
"""Events in each layer."""
TIMINGS: tuple[Timing, ...] = (
    Window(opens=0.0, closes=5.0),
    Rate(period=1.0),
    Window(opens=0.0, closes=8.0),
    Window(opens=1.0, closes=6.0),
    Rate(period=5.0),
    Window(opens=0.0, closes=3.0),
    AtOnce(),
    Window(opens=0.0, closes=10.0),
    Window(opens=2.0, closes=4.0),
    Rate(period=10.0),
)
CHANCES = (0.6, 0.15, 0.7, 0.55, 0.4, 0.5, 0.3, 0.75, 0.6, 0.5)
MODIFIED: dict[tuple[int, int, int], tuple[tuple[When, tuple[int, int], float | None], ...]] = {
    (1, 1, 0): ((When.ONCE, (0, 4), 0.4),),
    (2, 0, 0): ((When.ONCE, (0, 3), 2.5),),
    (2, 3, 0): ((When.UNTIL, (1, 5), 0.5),),
    (3, 2, 1): ((When.ONCE, (1, 0), 0.3), (When.UNTIL, (0, 2), 2.0)),
    (4, 1, 0): ((When.ONCE, (2, 5), None),),
    (4, 4, 1): ((When.ONCE, (2, 0), 0.6),),
}
"""By layer, column and cause: what modifies it; None blocks."""


class Variant(StrEnum):
    """Which argument."""

    STANDARD = "standard"
    UNMODIFIED = "unmodified"
    CYCLIC = "cyclic"
    """An event of the fourth layer can also bring about one of the second, so that events depend on each other through time."""


def standard(variant: Variant = Variant.STANDARD, copies: int = 1) -> Scenario:
    """Return the standard argument; ``copies`` of it one after the other, the last event of each being a trigger in the next."""
    causes: list[Cause] = []
    ratios: dict[str, float] = {}
    for copy in range(copies):
        for layer, width in enumerate(WIDTHS):
            for column in range(width):
                for number in range(2):
                    cause = Cause(
                        event=_name(copy, layer, column),
                        name=f"cause_{number}",
                        chance=f"{_name(copy, layer, column)}.cause_{number}",
                        trigger=_trigger(variant, copy, layer, column, number),
                    )
                    written = () if variant is Variant.UNMODIFIED else MODIFIED.get((layer, column, number), ())
                    modifiers: list[Modifier] = []
                    for when, (reads_layer, reads_column), ratio in written:
                        name = "" if ratio is None else f"{cause.path}.ratio_{len(modifiers)}"
                        modifiers.append(Modifier(when=when, event=_name(copy, reads_layer, reads_column), by=name))
                        if ratio is not None:
                            ratios[name] = ratio
                    causes.append(replace(cause, modifiers=tuple(modifiers)))
    assumptions = {c.chance: Assumption(name=c.chance, kind=Kind.CHANCE, used_by=(c.path,)) for c in causes}
    assumptions |= {name: Assumption(name=name, kind=Kind.RATIO, used_by=(name.rpartition(".")[0],)) for name in ratios}
    points: dict[str, Value] = {}
    ranges: dict[str, Value] = {}
    for at, cause in enumerate(causes):
        kind = 1 if cause.trigger.is_spontaneous and at % 10 == 6 else at % 10
        p, timing = CHANCES[kind], TIMINGS[kind]
        points[cause.chance] = _value(cause.chance, Exactly(value=p), timing)
        half, twice = p / (2 - p), 2 * p / (1 + p)  # of the odds
        ranges[cause.chance] = _value(cause.chance, Between(low=half, high=twice), timing)
    for name, ratio in ratios.items():
        points[name] = _value(name, Exactly(value=ratio), None)
        ranges[name] = _value(name, Between(low=ratio / 1.5, high=ratio * 1.5), None)
    names = dict.fromkeys(c.event for c in causes)
    last = _name(copies - 1, len(WIDTHS) - 1, 0)
    return Scenario(
        name="standard",
        title="The standard argument",
        start=date(2026, 1, 1),
        horizon=HORIZON,
        events=MappingProxyType({name: Event(name=name, says=name, causes=tuple(c for c in causes if c.event == name)) for name in names}),
        assumptions=MappingProxyType(assumptions),
        views=MappingProxyType({name: View(name=name, values=values) for name, values in {"points": points, "ranges": ranges}.items()}),
        questions=MappingProxyType({"last": Question(name="last", then=last, by=HORIZON)}),
    )


def _name(copy: int, layer: int, column: int) -> str:
    return f"event_{copy}_{layer}_{column}"


def _value(name: str, number: Number, timing: Timing | None) -> Value:
    return Value(assumption=name, written="", number=number, timing=timing)


def _trigger(variant: Variant, copy: int, layer: int, column: int, number: int) -> Trigger:
    if layer == 0:
        follows = copy > 0 and column == 0 and number == 0
        return Trigger(events=(_name(copy - 1, len(WIDTHS) - 1, 0),), needs=1) if follows else Trigger()
    before = [_name(copy, layer - 1, (column + k) % WIDTHS[layer - 1]) for k in range(WIDTHS[layer - 1])]
    if layer == len(WIDTHS) - 1:
        return Trigger(events=tuple(before[:3]), needs=2) if number == 0 else Trigger(events=tuple(before[3:]), needs=1)
    if number == 0:
        back = variant is Variant.CYCLIC and (layer, column) == (1, 2)
        return Trigger(events=(before[0], _name(copy, 3, 2)) if back else (before[0],), needs=1)
    events, needs = {1: (2, 1), 2: (2, 2), 4: (3, 2)}.get(column, (1, 1))
    return Trigger(events=tuple(before[1 : 1 + events]), needs=needs)
