"""The standard argument cut into yearly steps, the form in which step-by-step samplers can take it.

Owns the cutting: an event happens in one of the years 1 to 20 or in none, and an event of year k is taken to have happened in its middle.
Owns the two forms that the peers need: a network of variables with 21 values and conditional tables, and a loop over years in numpy. Both
use the same hazards by year and so differ only by chance; from exact times they differ by what cutting does. Leaves sampling the network
to :mod:`peers`.

A Bayesian network with one variable per event and year, the usual form, cannot hold a window, whose hazard depends on how long ago the
trigger was. A variable per event with the year as its value can, and is the smaller: 30 to 100 variables instead of 600 and more.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ifso.engine.program import Clock, Program

Floats = NDArray[np.float64]
NEVER = 99
"""The year of what does not happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A program whose numbers are points, cut into years."""

    program: Program
    years: int
    delayed: Floats
    """(C, years) hazard of each cause in the years after its trigger's, 0 being the trigger's own."""
    begun: Floats
    """(C, years) hazard in each year of a cause that is in force from the start."""

    def causes(self, event: int) -> range:
        """Return the causes of an event."""
        return range(self.program.cause_start[event], self.program.cause_start[event + 1])

    def triggers(self, cause: int) -> list[int]:
        """Return the trigger's events of a cause."""
        start = self.program.trigger_start
        found: list[int] = self.program.trigger_event[start[cause] : start[cause + 1]].tolist()
        return found

    def modifiers(self, cause: int) -> list[tuple[int, bool, float]]:
        """Return what modifies a cause: event, whether until it happens, ratio."""
        p = self.program
        at = range(p.modifier_start[cause], p.modifier_start[cause + 1])
        ratios = [0.0 if p.modifier_ratio[m] < 0 else float(p.first[p.modifier_ratio[m]]) for m in at]
        return [(int(p.modifier_event[m]), bool(p.modifier_until[m]), ratio) for m, ratio in zip(at, ratios, strict=True)]


def cut(program: Program) -> Cut:
    """Cut a program into years."""
    years = round(program.horizon)
    chances = program.first[program.chance]

    def spent(c: int, s: float) -> float:
        """Return the cumulative hazard of cause ``c``, s years after its trigger."""
        p = float(chances[c])
        if s <= 0.0:
            return 0.0
        match Clock(int(program.clock[c])):
            case Clock.WINDOW:
                return -math.log1p(-p * min(max((s - program.opens[c]) / program.span[c], 0.0), 1.0))
            case Clock.RATE:
                return float(-math.log1p(-p) * s / program.span[c])
            case Clock.AT_ONCE:
                return -math.log1p(-p)

    causes = range(len(program.causes))
    return Cut(
        program=program,
        years=years,
        delayed=np.array([[spent(c, k + 0.5) - spent(c, k - 0.5) for k in range(years)] for c in causes]),
        begun=np.array([[spent(c, k + 1) - spent(c, k) for k in range(years)] for c in causes]),
    )


# ---------------------------------------------------------------- as a network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variable:
    """A variable of the network: the year, counted from 0, in which something happens, or the number of years for never."""

    name: str
    parents: tuple[str, ...]
    table: Floats
    """(own value, first parent's value, ...) probabilities that sum to 1 over the first axis."""


def network(argument: Cut, largest: int) -> tuple[Variable, ...]:
    """Return the argument as variables, each after its parents.

    An event is one variable where its table has at most ``largest`` entries; otherwise its causes, and where need be their triggers, are
    variables of their own. Large tables make few variables, small tables make many.
    """
    made: list[Variable] = []
    values = argument.years + 1
    for event, name in enumerate(argument.program.events):
        causes = argument.causes(event)
        reads = _reads(argument, causes)
        if values ** (len(reads) + 1) <= largest:
            made.append(_fires(argument, name, causes, {}))
            continue
        parts = []
        for c in causes:
            triggers = argument.triggers(c)
            met: dict[int, str] = {}
            if len(triggers) > 1 and values ** (len(_reads(argument, [c])) + 1) > largest:
                met[c] = f"{argument.program.causes[c]}.trigger"
                parents = tuple(argument.program.events[e] for e in triggers)
                made.append(_sorted_out(met[c], parents, int(argument.program.trigger_needs[c]), values))
            made.append(_fires(argument, argument.program.causes[c], [c], met))
            parts.append(made[-1].name)
        made.append(_sorted_out(name, tuple(parts), 1, values))
    return tuple(made)


def _reads(argument: Cut, causes: range | list[int]) -> list[int]:
    return sorted({e for c in causes for e in [*argument.triggers(c), *(m[0] for m in argument.modifiers(c))]})


def _axes(count: int, values: int) -> list[NDArray[np.int64]]:
    """Return the value of each parent along its own axis, behind an axis for the year."""
    return [np.arange(values).reshape([-1 if axis == k + 1 else 1 for axis in range(count + 1)]) for k in range(count)]


def _sorted_out(name: str, parents: tuple[str, ...], needs: int, values: int) -> Variable:
    """Return the variable that is the ``needs``-th smallest of its parents."""
    stacked = np.stack(np.broadcast_arrays(*_axes(len(parents), values)))
    chosen = np.sort(stacked, axis=0)[needs - 1]
    own = np.arange(values).reshape([-1] + [1] * len(parents))
    return Variable(name=name, parents=parents, table=(own == chosen).astype(float))


def _fires(argument: Cut, name: str, causes: range | list[int], met: dict[int, str]) -> Variable:
    """Return the variable that is the first firing of some causes; ``met`` names the variable of a trigger that has one."""
    years, values, events = argument.years, argument.years + 1, argument.program.events
    named: dict[str, int] = {}
    for c in causes:
        for parent in [met[c]] if c in met else [events[e] for e in argument.triggers(c)]:
            named.setdefault(parent, len(named))
        for event, _, _ in argument.modifiers(c):
            named.setdefault(events[event], len(named))
    axes = _axes(len(named), values)
    year = np.arange(years).reshape([-1] + [1] * len(named))
    hazard = np.zeros([years] + [values] * len(named))
    for c in causes:
        parents = [met[c]] if c in met else [events[e] for e in argument.triggers(c)]
        if parents:
            happened = np.sort(np.stack(np.broadcast_arrays(*(axes[named[p]] for p in parents))), axis=0)
            trigger = happened[0 if c in met else argument.program.trigger_needs[c] - 1]
            delay = year - trigger
            gain = np.where(delay >= 0, argument.delayed[c][np.maximum(delay, 0)], 0.0)
        else:
            gain = argument.begun[c][year]
        for event, until, ratio in argument.modifiers(c):
            when = axes[named[events[event]]]
            before, after = (ratio, 1.0) if until else (1.0, ratio)
            gain = gain * np.where(when < year, after, np.where(when > year, before, (before + after) / 2))
        hazard += gain
    survives = np.exp(-np.cumsum(hazard, axis=0))
    table = np.concatenate([1.0 - survives[:1], survives[:-1] - survives[1:], survives[-1:]])
    return Variable(name=name, parents=tuple(named), table=table)


# ---------------------------------------------------------------- as a loop over years


def loop(argument: Cut, worlds: int, seed: int) -> NDArray[np.intp]:
    """Return the year of every event in every world, (E, worlds), by walking through the years with numpy.

    In each year each event draws one exponential number against the sum of its causes' hazards, so that no function is computed. Tables are
    looked up and worlds are arrays, in pieces that stay near the processor.
    """
    result = np.empty((len(argument.program.events), worlds), dtype=np.intp)
    generator = np.random.Generator(np.random.SFC64(seed))
    piece = 16384
    for begin in range(0, worlds, piece):
        _walk(argument, result[:, begin : begin + piece], generator)
    return result


def _walk(argument: Cut, times: NDArray[np.intp], generator: np.random.Generator) -> None:
    worlds, p = times.shape[1], argument.program
    times[:] = NEVER
    ahead = np.zeros(NEVER + 1)
    looked_up = [np.concatenate([argument.delayed[c][::-1], ahead]) for c in range(len(p.causes))]
    for year in range(argument.years):
        for event in range(len(p.events)):
            hazard = np.zeros(worlds)
            for c in argument.causes(event):
                triggers = argument.triggers(c)
                if not triggers:
                    gain: Any = argument.begun[c][year]
                else:
                    at = _trigger_year(times, triggers, int(p.trigger_needs[c]))
                    gain = looked_up[c][argument.years - 1 - year :].take(at)
                for other, until, ratio in argument.modifiers(c):
                    before, after = (ratio, 1.0) if until else (1.0, ratio)
                    gain = gain * np.where(times[other] < year, after, np.where(times[other] > year, before, (before + after) / 2))
                hazard += gain
            fires = (generator.standard_exponential(worlds) < hazard) & (times[event] == NEVER)
            times[event][fires] = year


def _trigger_year(times: NDArray[np.intp], triggers: list[int], needs: int) -> NDArray[np.intp]:
    rows: list[NDArray[np.intp]] = [times[e] for e in triggers]
    if needs == len(rows):
        return np.asarray(functools.reduce(np.maximum, rows))
    for found in range(needs):
        for k in range(len(rows) - 1, found, -1):
            low = np.minimum(rows[k - 1], rows[k])
            if found + 1 < needs:
                rows[k] = np.maximum(rows[k - 1], rows[k])
            rows[k - 1] = low
    return rows[needs - 1]
