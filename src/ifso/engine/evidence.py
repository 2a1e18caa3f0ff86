"""What has been observed, and how likely it was: closed forms for hazards.

Owns what is known of every event and the likelihood of that, as a product of factors. Until an event is known to have happened, each of its
causes has survived: exp(-H), with H the modified cumulative hazard that it has spent. Where an event has happened on a date, its causes
have survived up to then, and one of them has fired: the sum of their hazards at that moment (the likelihood of competing risks:
Kalbfleisch and Prentice, "The Statistical Analysis of Failure Time Data", 2nd ed. 2002, section 8.2). Causes that act at once have a
chance at their instant, and not a density; where such a cause can have brought about what happened at that very instant, its chance is
what counts. What happened before the start, or has no causes, is given and has no likelihood; hazard from before the start is spent
without effect.

A factor that reads only times that are known is a function of the numbers alone; one that reads others, of a hidden event for example, has
to be taken world by world. Leaves what becomes of the numbers to :mod:`ifso.engine.posterior`, and the world as it runs on to
:mod:`ifso.engine.resuming`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ifso.engine.program import Clock, Floats, Program
from ifso.scenario.meaning import Observed

Columns = Sequence[Floats]
"""The values of every assumption, an array for each."""
INSTANT = 1e-9
"""Years within which two moments count as one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What is known of every event; E events."""

    happened: Floats
    """(E) when it happened, in years from the start; NaN where that has not been observed."""
    not_by: Floats
    """(E) by when it is known not to have happened; -infinity where nothing is known, or that it happened."""
    known_to: float
    """The latest date of which anything is known, at least the start."""

    @property
    def times(self) -> Floats:
        """(E, 1) the times of all events as far as they are known: infinity for what is not known to have happened."""
        return np.where(np.isnan(self.happened), np.inf, self.happened)[:, None]

    def is_known(self, event: int, until: float) -> bool:
        """Tell whether it is known of an event, for every moment up to one, if it had happened by then."""
        return bool(not np.isnan(self.happened[event]) or self.not_by[event] >= until)


def evidence_of(program: Program, observed: Observed, hidden: Collection[str], given: Mapping[str, float] | None = None) -> Evidence:
    """Return what is known of a program's events; of ``hidden`` ones only what is listed.

    ``given`` are times, infinity for never, that need no likelihood, such as those of options that have been chosen; of what they do not
    name, events that are not listed and have no causes never happen. Raises ``KeyError`` where an event is not in the program.
    """
    at = {name: event for event, name in enumerate(program.events)}
    happened = np.full(len(at), np.nan)
    not_by = np.where(np.diff(program.cause_start) == 0, np.inf, -np.inf if observed.as_of is None else observed.as_of)
    not_by[[at[name] for name in hidden]] = -np.inf
    for name, seen in observed.seen.items():
        happened[at[name]] = seen.at if seen.happened else np.nan
        not_by[at[name]] = -np.inf if seen.happened else seen.at
    for name, time in (given or {}).items():
        happened[at[name]] = time if time < np.inf else np.nan
        not_by[at[name]] = np.inf
    return Evidence(happened=happened, not_by=not_by, known_to=observed.known_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor of the likelihood: that causes of an event had not fired by a moment, or that one of them fired at it."""

    event: int
    causes: tuple[int, ...]
    fired: bool
    """Whether one of the causes fired, rather than that none had."""
    at: float
    """Years from the start."""

    @property
    def until(self) -> float:
        """Up to when the factor reads times: the moment, or just before it where something happened at it."""
        return self.at - INSTANT if self.fired else self.at


def factors_of(program: Program, evidence: Evidence) -> tuple[Factor, ...]:
    """Return the likelihood's factors, event by event: one for each cause that had not fired, and one for those that may have."""
    found: list[Factor] = []
    for event, (happened, not_by) in enumerate(zip(evidence.happened.tolist(), evidence.not_by.tolist(), strict=True)):
        causes = range(program.cause_start[event], program.cause_start[event + 1])
        if happened > 0.0 and causes:
            found += [Factor(event=event, causes=(c,), fired=False, at=happened - INSTANT) for c in causes]
            found.append(Factor(event=event, causes=tuple(causes), fired=True, at=happened))
        elif 0.0 <= not_by < np.inf:
            found += [Factor(event=event, causes=(c,), fired=False, at=not_by) for c in causes]
    return tuple(found)


def reads(program: Program, factor: Factor) -> Iterator[int]:
    """Yield the events whose times a factor reads."""
    for c in factor.causes:
        yield from program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]].tolist()
        yield from program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]].tolist()


def is_pending(program: Program, evidence: Evidence, factor: Factor) -> bool:
    """Tell whether a factor reads a time that is not known."""
    return not all(evidence.is_known(event, factor.until) for event in reads(program, factor))


def rests_on(program: Program, factor: Factor) -> set[int]:
    """Return the assumptions that a factor may rest on."""
    found: set[int] = set()
    for c in factor.causes:
        found.add(int(program.chance[c]))
        found.update(program.modifier_ratio[program.modifier_start[c] : program.modifier_start[c + 1]].tolist())
    return found - {-1}


def log_factor(program: Program, factor: Factor, values: Columns, times: Floats) -> Floats:
    """Return the logarithm of a factor in N lanes; shape (N).

    ``values`` are the assumptions, each of shape (N) or (1); ``times`` (E, N) or (E, 1) the times of events, right as far as the factor
    reads them.
    """
    lanes = max(times.shape[1], *(len(values[a]) for a in rests_on(program, factor)), 1)
    if not factor.fired:
        total = sum((-spent(program, c, values, times, factor.at) for c in factor.causes), np.zeros(lanes))
        return np.asarray(total)
    jumps, speed = np.zeros(lanes), np.zeros(lanes)
    for c in factor.causes:
        jumps = jumps + jump(program, c, values, times, factor.at)
        speed = speed + speed_at(program, c, values, times, factor.at)
    with np.errstate(divide="ignore"):
        return np.log(np.where(jumps > 0.0, -np.expm1(-jumps), speed))


def trigger_time(program: Program, c: int, times: Floats) -> Floats:
    """Return when a cause's trigger came; shape (N) or (1). One that comes with the cause's own event has come too late."""
    events = program.trigger_event[program.trigger_start[c] : program.trigger_start[c + 1]]
    if not len(events):
        return np.zeros(1)
    own = int(np.searchsorted(program.cause_start, c, side="right")) - 1
    waited = times[events]
    waited[events == own] = np.inf
    found: Floats = np.sort(waited, axis=0)[program.trigger_needs[c] - 1]
    return found


def ratio_at(program: Program, c: int, values: Columns, times: Floats, at: Floats) -> Floats:
    """Return the product of the hazard ratios that hold at a moment, in every lane."""
    found: Floats = np.ones(1)
    for m in range(program.modifier_start[c], program.modifier_start[c + 1]):
        weight = program.modifier_ratio[m]
        holds = (times[program.modifier_event[m]] <= at) != (program.modifier_until[m] == 1)
        found = found * np.where(holds, 0.0 if weight < 0 else values[weight], 1.0)
    return found


def hazard(program: Program, c: int, chance: Floats, s: Floats) -> Floats:
    """Return the unmodified cumulative hazard of a window or rate s years after its trigger (MODEL.md, section 3)."""
    found: Floats
    if program.clock[c] == Clock.RATE:
        found = -np.log1p(-chance) * np.maximum(s, 0.0) / program.span[c]
    else:
        found = -np.log1p(-chance * np.clip((s - program.opens[c]) / program.span[c], 0.0, 1.0))
    return found


def jump_ratio(program: Program, c: int, values: Columns, times: Floats, tau: Floats) -> Floats:
    """Return the hazard of a cause at once, at its instant ``tau``, as it is modified then."""
    ratio = ratio_at(program, c, values, times, tau)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(ratio > 0.0, ratio * -np.log1p(-values[program.chance[c]]), 0.0)


def jump(program: Program, c: int, values: Columns, times: Floats, at: float) -> Floats:
    """Return the hazard of a cause at once whose instant is the moment ``at``; 0 for any other."""
    if program.clock[c] != Clock.AT_ONCE:
        return np.zeros(1)
    tau = trigger_time(program, c, times)
    return np.where(np.abs(tau - at) <= INSTANT, jump_ratio(program, c, values, times, tau), 0.0)


def spent(program: Program, c: int, values: Columns, times: Floats, until: float) -> Floats:
    """Return the modified cumulative hazard that a cause has spent from the start to a moment, its own included; shape (N) or (1)."""
    tau = trigger_time(program, c, times)
    if program.clock[c] == Clock.AT_ONCE:
        return np.where((tau >= 0.0) & (tau <= until), jump_ratio(program, c, values, times, tau), 0.0)
    chance = values[program.chance[c]]
    begin = np.minimum(np.maximum(tau, 0.0), until)
    changes = program.modifier_event[program.modifier_start[c] : program.modifier_start[c + 1]]
    ends = [begin, *(np.clip(times[e], begin, until) for e in np.unique(changes)), np.full(1, until)]
    total: Floats = np.zeros(1)
    with np.errstate(divide="ignore", invalid="ignore"):
        since = np.where(tau <= until, tau, until)  # so that what has not been triggered spends nothing
        for left, right in pairwise(np.sort(np.stack(np.broadcast_arrays(*ends)), axis=0)):
            ratio = ratio_at(program, c, values, times, left)
            grown = hazard(program, c, chance, right - since) - hazard(program, c, chance, left - since)
            total = total + np.where((right > left) & (ratio > 0.0) & (grown > 0.0), ratio * grown, 0.0)
    return total


def speed_at(program: Program, c: int, values: Columns, times: Floats, at: float) -> Floats:
    """Return the hazard of a cause, per year, at a moment: as it was just before it or, where it was nothing then, as it is from then on.

    Dates are days, so that the trigger or a modifier of the same day may have come first.
    """
    before = _speed(program, c, values, times, at - INSTANT)
    return np.where(before > 0.0, before, _speed(program, c, values, times, at))


def _speed(program: Program, c: int, values: Columns, times: Floats, at: float) -> Floats:
    if program.clock[c] == Clock.AT_ONCE:
        return np.zeros(1)
    tau = trigger_time(program, c, times)
    chance = values[program.chance[c]]
    with np.errstate(divide="ignore", invalid="ignore"):
        if program.clock[c] == Clock.RATE:
            speed = np.where(tau <= at, -np.log1p(-chance) / program.span[c], 0.0)
        else:
            x = (at - tau - program.opens[c]) / program.span[c]
            speed = np.where((x >= 0.0) & (x < 1.0), chance / program.span[c] / (1.0 - chance * np.clip(x, 0.0, 1.0)), 0.0)
    ratio = ratio_at(program, c, values, times, np.full(1, at))
    return np.where((ratio > 0.0) & (speed > 0.0), ratio * speed, 0.0)
