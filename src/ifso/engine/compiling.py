"""From what a scenario means to what runs: one program per view.

Owns the translation of causes, triggers, modifiers, timings and numbers into flat arrays, and that of options into events behind those of
the scenario. Leaves checking to the scenario room: a meaning
that exists is valid. Only values that a request puts in the place of a view's own can close a circle of ``at once`` causes; it is refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from statistics import NormalDist
from typing import assert_never

import numpy as np

from ifso.engine.order import dependencies, starts
from ifso.engine.program import Clock, Ints, Program, Shape
from ifso.engine.random import stream_of
from ifso.ground.diagnostics import UsageError
from ifso.ground.graphs import components
from ifso.scenario.meaning import AtOnce, Between, Cause, Count, Exactly, Kind, Number, Rate, Scenario, Timing, Trigger, Value, When, Window

Z_95 = NormalDist().inv_cdf(0.95)
CERTAIN = "(certain)"
"""The assumption, none of the scenario's, that holds the chance of taking an option when the time comes: 1."""


def distribution_of(number: Number, kind: Kind) -> tuple[Shape, float, float]:
    """Return the distribution that a number stands for, with its two parameters (MODEL.md, section 4)."""
    match number:
        case Exactly(value=value):
            return Shape.POINT, value, 0.0
        case Between(low=low, high=high):
            shape, to_line = LINES[kind]
            a, b = to_line(low), to_line(high)
            return shape, (a + b) / 2, (b - a) / 2 / Z_95
        case Count(k=k, n=n):
            return Shape.BETA, k + 0.5, n - k + 0.5
        case _:
            assert_never(number)


def clock_of(timing: Timing | None) -> tuple[Clock, float, float]:
    """Return the clock of a timing with its opening and span, in years."""
    match timing:
        case Window(opens=opens, closes=closes):
            return Clock.WINDOW, opens, closes - opens
        case Rate(period=period):
            return Clock.RATE, 0.0, period
        case AtOnce():
            return Clock.AT_ONCE, 0.0, 0.0
        case None:
            raise TypeError("a chance has a timing")
        case _:
            assert_never(timing)


def compile_view(scenario: Scenario, view: str, assumed: Mapping[str, Value] | None = None) -> Program:
    """Compile a scenario as one view values it; ``assumed`` holds values that take the place of the view's own.

    Raises ``KeyError`` for an unknown view or assumption, ``UsageError`` where ``assumed`` values close a circle of ``at once`` causes.
    """
    values = {name: held.value for name, held in scenario.held(view).items()}
    for name, value in (assumed or {}).items():
        values[name]  # an unknown name is the caller's mistake
        values[name] = value
    events = (*scenario.events, *(option.path for choice in scenario.choices.values() for option in choice.options.values()))
    event_at = {name: i for i, name in enumerate(events)}
    chosen = chosen_causes(scenario)
    causes = (*scenario.causes, *chosen)
    modifiers = [m for cause in causes for m in cause.modifiers]
    clocks = [*(clock_of(values[cause.chance].timing) for cause in scenario.causes), *(clock_of(AtOnce()) for _ in chosen)]
    shapes = [distribution_of(values[name].number, assumption.kind) for name, assumption in scenario.assumptions.items()]
    assumptions = [*scenario.assumptions, *([CERTAIN] if chosen else [])]
    shapes += [(Shape.POINT, 1.0, 0.0)] if chosen else []
    assumption_at = {name: i for i, name in enumerate(assumptions)}
    owners = [event_at[cause.event] for cause in causes]
    program = Program(
        events=events,
        causes=tuple(cause.path for cause in causes),
        assumptions=tuple(assumptions),
        horizon=scenario.horizon,
        cause_start=starts(np.bincount(owners, minlength=len(events)).tolist() if owners else [0] * len(events)),
        trigger_start=starts(len(cause.trigger.events) for cause in causes),
        trigger_event=_ints(event_at[e] for e in chain.from_iterable(cause.trigger.events for cause in causes)),
        trigger_needs=_ints(_needs(cause) for cause in causes),
        clock=_ints(clock for clock, _, _ in clocks),
        opens=np.array([opens for _, opens, _ in clocks], dtype=np.float64),
        span=np.array([span for _, _, span in clocks], dtype=np.float64),
        chance=_ints(assumption_at[cause.chance] for cause in causes),
        stream=np.array([stream_of("cause", cause.path) for cause in causes], dtype=np.uint64),
        modifier_start=starts(len(cause.modifiers) for cause in causes),
        modifier_event=_ints(event_at[m.event] for m in modifiers),
        modifier_until=_ints(m.when is When.UNTIL for m in modifiers),
        modifier_ratio=_ints(-1 if m.blocks else assumption_at[m.by] for m in modifiers),
        instant_rank=np.zeros(len(events), dtype=np.int32),
        shape=_ints(shape for shape, _, _ in shapes),
        first=np.array([first for _, first, _ in shapes], dtype=np.float64),
        second=np.array([second for _, _, second in shapes], dtype=np.float64),
        assumption_stream=np.array([stream_of("assumption", name) for name in assumptions], dtype=np.uint64),
    )
    return replace(program, instant_rank=instant_order(program))


def chosen_causes(scenario: Scenario) -> tuple[Cause, ...]:
    """Return the causes of the options that are taken when an event happens: at once, with certainty; a run fixes those not taken.

    An option that is taken at the start has none: a run fixes it in any case.
    """
    return tuple(
        Cause(event=option.path, name="", chance=CERTAIN, trigger=Trigger(events=(choice.after,), needs=1))
        for choice in scenario.choices.values()
        if choice.after
        for option in choice.options.values()
    )


def instant_order(program: Program) -> Ints:
    """Return the order in which events that happen at the same instant follow from each other; shape (E).

    A rate whose chance is 1 fires at once too, and so events that rates bring about come after all that these read, as far as that is no
    circle. Raises ``UsageError`` where ``at once`` causes close a circle, so that there is no order.
    """
    instant, soon = dependencies(program, (Clock.AT_ONCE,)), dependencies(program, (Clock.AT_ONCE, Clock.RATE))
    order: list[int] = []
    for component in components(range(len(program.events)), lambda event: soon[event]):
        for circle in components(component, _within(instant, frozenset(component))):
            if len(circle) > 1:
                names = ", ".join(program.events[event] for event in sorted(circle))
                hint = "Give one of the causes between them a time, such as `within 1 week`."
                raise UsageError(f"With these values {names} would bring each other about at the same instant.", hint=hint)
            order.extend(circle)
    return np.argsort(order).astype(np.int32)


def _within(needs: Sequence[tuple[int, ...]], events: frozenset[int]) -> Callable[[int], list[int]]:
    return lambda event: [other for other in needs[event] if other in events]


def _needs(cause: Cause) -> int:
    return cause.trigger.needs if cause.trigger.events else 0


def _ints(values: Iterable[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.fromiter((int(v) for v in values), dtype=np.int32)


def _line(weight: float) -> float:
    return weight


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


Scale = Callable[[float], float]
LINES: dict[Kind, tuple[Shape, Scale]] = {
    Kind.CHANCE: (Shape.LOGIT_NORMAL, _logit),
    Kind.RATIO: (Shape.LOG_NORMAL, math.log),
    Kind.WEIGHT: (Shape.NORMAL, _line),
}
"""By the kind of an assumption, the shape of a range of values and the scale on which it is normal."""
