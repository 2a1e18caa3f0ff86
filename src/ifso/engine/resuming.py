"""A program that runs on from what has been observed.

Owns the change of a program by which nothing contradicts the evidence: what happened is fixed to its date, and every cause of an event that
had not happened by a date is held back until that date has passed. A cause that has survived so far needs E = -ln(1 - u) of fresh hazard
from then on: the exponential distribution has no memory. So the same random numbers decide what comes next, and of hidden events the
simulation makes up what may have happened. Holding back is a modifier that blocks until a moment, which stands in the program as an event
without causes; a rate whose trigger has come begins at that moment instead, which is the same and quicker to compute.

Worlds that are made so, each weighed by the likelihood of what was observed given what is made up in it, are worlds given the evidence:
likelihood weighting (Fung and Chang, "Weighing and Integrating Evidence for Stochastic Simulation in Bayesian Networks", UAI 1989).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from ifso.engine.evidence import Evidence
from ifso.engine.order import starts
from ifso.engine.program import Clock, Floats, Program, Shape
from ifso.ground.calendar import just_after


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resumed:
    """A program that runs on from what is known."""

    program: Program
    """The events of the program it was made from, in their places, and moments and switches after them."""
    fixed: Mapping[str, float]
    """What every run of it has to fix: what has happened, and the moments."""
    since: float
    """The first moment of which nothing is known."""
    switches: frozenset[str]
    """Events of which it is not known whether they have happened, and that can be made to happen or prevented from ``since`` on."""

    def switched(self, fixed: Mapping[str, float]) -> Mapping[str, float]:
        """Return what a run has to fix where events are made to happen, or prevented (infinity), from ``since`` on."""
        found = dict(self.fixed)
        for event, time in fixed.items():
            if event not in self.switches:
                found[event] = time
            elif time < np.inf:
                found[made_name(event)] = time
            else:
                found[kept_name(event)] = self.since
        return found

    def rows(self, values: Floats) -> Floats:
        """Return rows of assumptions (D, A) as this program takes them: with a last one of 1, where there are switches."""
        return np.hstack([values, np.ones((len(values), 1))]) if self.switches else values


def made_name(event: str) -> str:
    """Return the name of the event that makes another happen, if it has not; no event of a scenario can have it."""
    return f"made: {event}"


def kept_name(event: str) -> str:
    """Return the name of the event that keeps another from happening, if it has not; no event of a scenario can have it."""
    return f"kept: {event}"


def moment_name(at: float) -> str:
    """Return the name of the event that stands for a moment; no event of a scenario can have it."""
    return f"at {at!r}"


def resumed(program: Program, evidence: Evidence, since: float, switches: Iterable[str] = ()) -> Resumed:
    """Return the program that runs on from the evidence.

    ``switches`` are events of which it is not known whether they have happened: to make one happen, or to prevent it, is then to change
    what comes after ``since`` and not what has been.
    """
    causes, names = _causes(program), list(program.events)
    until = [_held_until(program, evidence, c) for c in range(len(causes))]
    moments = sorted({t for t in until if t is not None})
    moment_of = {t: len(names) + i for i, t in enumerate(moments)}
    for c, moment in enumerate(until):
        if moment is not None:
            late = program.clock[c] == Clock.RATE and _is_triggered(program, evidence, c, moment)
            event = moment_of[moment]
            causes[c] = (
                replace(causes[c], trigger=(event,), needs=1) if late else causes[c].modified(event, until=True)
            )  # fmt: skip
    names += map(moment_name, moments)
    switched = sorted(set(switches))
    for name in switched:
        event, made, kept = names.index(name), len(names), len(names) + 1
        names += [made_name(name), kept_name(name)]
        causes = [cause.modified(kept, until=False) if cause.event == event else cause for cause in causes]
        causes.append(OneCause(event=event, trigger=(made,), needs=1, clock=Clock.AT_ONCE, chance=len(program.assumptions)))
    happened = {name: t for name, t in zip(program.events, evidence.happened.tolist(), strict=True) if not np.isnan(t)}
    return Resumed(
        program=_assembled(program, names, causes, certain=bool(switched)),
        fixed=MappingProxyType({**happened, **{moment_name(t): t for t in moments}}),
        since=since,
        switches=frozenset(switched),
    )


def _held_until(program: Program, evidence: Evidence, c: int) -> float | None:
    """Return the moment until which a cause has to be held back, or None where it cannot fire before it anyway."""
    event = int(np.searchsorted(program.cause_start, c, side="right")) - 1
    if not np.isnan(evidence.happened[event]) or evidence.not_by[event] == np.inf:
        return None
    moment = just_after(evidence.not_by[event]) if evidence.not_by[event] >= 0.0 else 0.0
    return moment if _earliest_trigger(program, evidence, c) < moment else None


def _earliest_trigger(program: Program, evidence: Evidence, c: int) -> float:
    """Return a time before which a cause's trigger cannot come, for all that is known."""
    events = program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]]
    if not len(events):
        return 0.0
    not_before = np.maximum(np.nextafter(evidence.not_by[events], np.inf), 0.0)
    earliest = np.where(np.isnan(evidence.happened[events]), not_before, evidence.happened[events])
    return float(np.sort(earliest)[program.trigger_needs[c] - 1])


def _is_triggered(program: Program, evidence: Evidence, c: int, moment: float) -> bool:
    """Tell whether it is known that a cause's trigger came before a moment."""
    events = program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]]
    return not len(events) or int(np.sum(evidence.happened[events] < moment)) >= program.trigger_needs[c]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCause:
    """One cause of a program, apart from the others."""

    event: int
    trigger: tuple[int, ...]
    needs: int
    clock: int
    opens: float = 0.0
    span: float = 0.0
    chance: int
    stream: int = 0
    path: str = ""
    modifiers: tuple[tuple[int, int, int], ...] = ()
    """The event, whether it holds until it, and the assumption of its ratio."""

    def modified(self, event: int, *, until: bool) -> OneCause:
        """Return the cause with one more modifier, which blocks it."""
        return replace(self, modifiers=(*self.modifiers, (event, int(until), -1)))


def _causes(program: Program) -> list[OneCause]:
    """Take a program's causes apart."""
    owner = np.repeat(np.arange(len(program.events)), np.diff(program.cause_start)).tolist()
    columns = np.stack([program.modifier_event, program.modifier_until, program.modifier_ratio], axis=1).tolist()
    return [
        OneCause(
            event=owner[c],
            trigger=tuple(program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist()),
            needs=int(program.trigger_needs[c]),
            clock=int(program.clock[c]),
            opens=float(program.opens[c]),
            span=float(program.span[c]),
            chance=int(program.chance[c]),
            stream=int(program.stream[c]),
            path=program.causes[c],
            modifiers=tuple(tuple(m) for m in columns[program.modifier_start[c] : program.modifier_start[c + 1]]),
        )
        for c in range(len(program.causes))
    ]


def _assembled(program: Program, names: list[str], causes: list[OneCause], *, certain: bool) -> Program:
    """Put causes together again, with more events behind those of a program; ``certain`` adds an assumption that is 1."""
    causes = sorted(causes, key=lambda cause: cause.event)
    count = np.bincount([cause.event for cause in causes], minlength=len(names))
    modifiers = np.array([m for cause in causes for m in cause.modifiers], dtype=np.int32).reshape(-1, 3)
    more, few = len(names) - len(program.events), int(certain)
    return replace(
        program,
        events=tuple(names),
        causes=tuple(cause.path for cause in causes),
        assumptions=(*program.assumptions, *["certain"] * few),
        cause_start=starts(count.tolist()),
        trigger_start=starts(len(cause.trigger) for cause in causes),
        trigger_event=np.array([e for cause in causes for e in cause.trigger], dtype=np.int32),
        trigger_needs=np.array([cause.needs for cause in causes], dtype=np.int32),
        clock=np.array([cause.clock for cause in causes], dtype=np.int32),
        opens=np.array([cause.opens for cause in causes], dtype=np.float64),
        span=np.array([cause.span for cause in causes], dtype=np.float64),
        chance=np.array([cause.chance for cause in causes], dtype=np.int32),
        stream=np.array([cause.stream for cause in causes], dtype=np.uint64),
        modifier_start=starts(len(cause.modifiers) for cause in causes),
        modifier_event=modifiers[:, 0].copy(),
        modifier_until=modifiers[:, 1].copy(),
        modifier_ratio=modifiers[:, 2].copy(),
        instant_rank=np.concatenate([program.instant_rank, np.full(more, -1)]).astype(np.int32),
        shape=np.concatenate([program.shape, np.full(few, Shape.POINT)]).astype(np.int32),
        first=np.concatenate([program.first, np.ones(few)]),
        second=np.concatenate([program.second, np.zeros(few)]),
        assumption_stream=np.concatenate([program.assumption_stream, np.zeros(few, dtype=np.uint64)]),
    )
