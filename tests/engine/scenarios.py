"""Random scenarios for hypothesis."""

from dataclasses import dataclass

from hypothesis import strategies as st

from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Timing, Trigger, When

from .building import AT_ONCE, Change, Mechanism, between, by, per, within

NAMES = "abcdefgh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Which scenarios to make."""

    events: tuple[int, int] = (2, 6)
    causes: int = 3
    """At most, per event."""
    changes: int = 3
    """Modifiers at most, per cause."""
    triggers: int = 4
    """Events in a trigger at most."""
    parents: int = 8
    """Events that the causes of one event read, at most."""
    timings: tuple[str, ...] = ("within", "between", "per", "at once")
    cyclic: bool = True
    chances: tuple[float, float] = (0.0, 1.0)
    ratios: tuple[float, float] = (0.0, 4.0)
    years: tuple[float, float] = (0.1, 20.0)
    """Lengths of windows and periods, and years to the opening of a window."""


ANY = Sort()
WITHOUT_CHANGES = Sort(changes=0)

ROUND_YEARS = (0.25, 1.0, 1.5, 2.0, 3.0, 5.0, 20.0)


@st.composite
def timings(draw: st.DrawFn, sort: Sort) -> Timing:
    kind = draw(st.sampled_from(sort.timings))
    if kind == "at once":
        return AT_ONCE
    low, high = sort.years
    length = st.sampled_from([y for y in ROUND_YEARS if low <= y <= high]) | st.floats(low, high)
    years = draw(length)
    if kind == "per":
        return per(years)
    opens = draw(length) if kind == "between" else 0.0
    return between(opens, opens + years) if kind == "between" else within(years)


@st.composite
def triggers(draw: st.DrawFn, among: list[str], most: int) -> Trigger:
    if not among:
        return Trigger()
    chosen = draw(st.lists(st.sampled_from(among), unique=True, max_size=most))
    return Trigger(events=tuple(chosen), needs=draw(st.integers(1, len(chosen)))) if chosen else Trigger()


@st.composite
def changes(draw: st.DrawFn, among: list[str], sort: Sort) -> tuple[Change, ...]:
    if not among:
        return ()
    ratios = st.none() | st.sampled_from([0.0, 1.0]) | st.floats(*sort.ratios)
    one = st.builds(Change, when=st.sampled_from([When.ONCE, When.UNTIL]), event=st.sampled_from(among), ratio=ratios)
    return tuple(draw(st.lists(one, max_size=sort.changes)))


@st.composite
def mechanisms(draw: st.DrawFn, event: int, names: list[str], parents: list[str], sort: Sort) -> Mechanism:
    """Return a cause of an event; what happens at once follows from earlier names alone, so that no instant runs in a circle."""
    timing = draw(timings(sort))
    loose = sort.cyclic and timing != AT_ONCE
    others = [n for i, n in enumerate(names) if n in parents and (i < event or (loose and i > event))]
    low, high = sort.chances
    chance = draw(st.sampled_from([p for p in (0.0, 0.5, 1.0) if low <= p <= high]) | st.floats(low, high))
    trigger = draw(triggers(others, sort.triggers))
    if loose and len(trigger.events) > 1 and draw(st.booleans()):
        trigger = Trigger(events=(*trigger.events, names[event]), needs=trigger.needs)
    if timing != AT_ONCE and not hasattr(timing, "opens"):
        chance = min(chance, 0.97)
    return by(chance, timing, trigger, *draw(changes(others, sort)))


@st.composite
def causes(draw: st.DrawFn, sort: Sort = ANY) -> dict[str, list[Mechanism]]:
    """Return events with causes, in any order; what :func:`building.scenario` takes."""
    names = list(NAMES[: draw(st.integers(*sort.events))])
    made = {}
    for i, name in enumerate(names):
        parents = draw(st.permutations(names if sort.cyclic else names[:i]))[: sort.parents]
        made[name] = draw(st.lists(mechanisms(i, names, parents, sort), min_size=0 if i else 1, max_size=sort.causes))
    return {n: made[n] for n in draw(st.permutations(names))}


@st.composite
def fixed_times(draw: st.DrawFn, names: list[str]) -> dict[str, float]:
    """Return what a run fixes: often nothing, else some events at a time, at the start or never."""
    time = st.sampled_from([0.0, NEVER]) | st.floats(0.0, 6.0)
    return draw(st.just({}) | st.dictionaries(st.sampled_from(names), time, max_size=3))


HORIZONS = st.sampled_from([0.5, 3.0, 10.0, 50.0])
