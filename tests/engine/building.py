"""Meanings made in a line, without text: what the engine's tests simulate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ifso.scenario.meaning import (
    Assumption,
    AtOnce,
    Cause,
    Choice,
    Decided,
    Decision,
    Event,
    Exactly,
    Interest,
    Kind,
    Modifier,
    Number,
    Option,
    Rate,
    Scenario,
    Timing,
    Trigger,
    Value,
    View,
    When,
    Window,
)

VIEW = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A modifier with its hazard ratio; None blocks in every view."""

    when: When
    event: str
    ratio: float | Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A cause with its chance."""

    number: Number
    timing: Timing
    trigger: Trigger = Trigger()
    changes: tuple[Change, ...] = ()
    name: str = ""
    shared: str = ""
    """The assumption that holds its chance; by default its own."""


def within(years: float) -> Window:
    return Window(opens=0.0, closes=years)


def between(opens: float, closes: float) -> Window:
    return Window(opens=opens, closes=closes)


def per(years: float) -> Rate:
    return Rate(period=years)


AT_ONCE = AtOnce()


def after(*events: str, needs: int = 1) -> Trigger:
    """Return the trigger that waits for any of the events, or for ``needs`` of them."""
    return Trigger(events=events, needs=needs)


def every(*events: str) -> Trigger:
    return Trigger(events=events, needs=len(events))


def once(event: str, ratio: float | Number | None) -> Change:
    return Change(when=When.ONCE, event=event, ratio=ratio)


def until(event: str, ratio: float | Number | None) -> Change:
    return Change(when=When.UNTIL, event=event, ratio=ratio)


def chosen(option: str, ratio: float | Number | None) -> Change:
    return Change(when=When.CHOSEN, event=option, ratio=ratio)


def number_of(value: float | Number) -> Number:
    return Exactly(value=value) if isinstance(value, float | int) else value


def by(
    chance: float | Number, timing: Timing, trigger: Trigger | None = None, *changes: Change, name: str = "", shared: str = ""
) -> Mechanism:
    """Return a cause: its chance, its timing, what triggers it (nothing: the start) and what modifies it."""
    return Mechanism(number=number_of(chance), timing=timing, trigger=trigger or Trigger(), changes=changes, name=name, shared=shared)


def scenario(events: Mapping[str, Iterable[Mechanism]], horizon: float = 10.0) -> Scenario:
    """Return the scenario of some events and their causes, with the one view :data:`VIEW`.

    A cause without a name is called after its place; its chance is the assumption ``event.cause``, the ratio of its second modifier the
    assumption ``event.cause.1``.
    """
    kinds: dict[str, Kind] = {}
    values: dict[str, Value] = {}

    def hold(name: str, kind: Kind, number: Number, timing: Timing | None) -> str:
        kinds[name] = kind
        values[name] = Value(assumption=name, written="", number=number, timing=timing)
        return name

    def cause(event: str, place: int, mechanism: Mechanism) -> Cause:
        name = mechanism.name or f"c{place}"
        path = f"{event}.{name}"
        return Cause(
            event=event,
            name=name,
            chance=hold(mechanism.shared or path, Kind.CHANCE, mechanism.number, mechanism.timing),
            trigger=mechanism.trigger,
            modifiers=tuple(
                Modifier(
                    when=change.when,
                    event=change.event,
                    by="" if change.ratio is None else hold(f"{path}.{m}", Kind.RATIO, number_of(change.ratio), None),
                )
                for m, change in enumerate(mechanism.changes)
            ),
        )

    made = {e: Event(name=e, says=e, causes=tuple(cause(e, i, m) for i, m in enumerate(ms))) for e, ms in events.items()}
    return Scenario(
        name="made",
        title="Made for a test",
        start=date(2026, 5, 1),
        horizon=horizon,
        events=made,
        assumptions={name: Assumption(name=name, kind=kind, used_by=()) for name, kind in kinds.items()},
        views={VIEW: View(name=VIEW, values=values)},
        questions={},
    )


def with_choices(
    made: Scenario, options: Mapping[str, Iterable[str]], decisions: Mapping[str, Decision], *,
    weights: Mapping[tuple[str, str], Number] | None = None, after: Mapping[str, str] | None = None, rationality: float | None = None,
) -> Scenario:  # fmt: skip
    """Return a scenario with choices, each of the actor of its own name; ``weights`` are by actor and event."""
    choices = {
        name: Choice(
            name=name, actor=name, after=(after or {}).get(name, ""), options={o: Option(choice=name, name=o, says=o) for o in names}
        )
        for name, names in options.items()
    }
    held = {f"{actor}.{event}": number for (actor, event), number in (weights or {}).items()}
    view = made.views[VIEW]
    return replace(
        made,
        choices=choices,
        interests=tuple(Interest(actor=actor, event=event, weight=f"{actor}.{event}") for actor, event in weights or {}),
        assumptions={**made.assumptions, **{n: Assumption(name=n, kind=Kind.WEIGHT, used_by=()) for n in held}},
        views={
            VIEW: replace(
                view,
                values={**view.values, **{n: Value(assumption=n, written="", number=v, timing=None) for n, v in held.items()}},
                choices={name: Decided(choice=name, decision=decision) for name, decision in decisions.items()},
                rationality=rationality,
            )
        },
    )


def point(scenario: Scenario, assumption: str) -> float:
    """Return the value of an assumption that is a point."""
    number = scenario.views[VIEW].values[assumption].number
    assert isinstance(number, Exactly)
    return number.value
