"""What runs: one view of a scenario as flat arrays.

Owns the form of a program and of what is asked of it (runs and tallies). A program says nothing about texts, dates or quotes. An option of
a choice is an event like others: it stands behind those of the scenario, and a run says whether it is taken (:mod:`ifso.engine.play`).
A run can fix an event before the start as well, as when it has been observed. Leaves making programs to :mod:`ifso.engine.compiling` and
running them to :mod:`ifso.engine.simulating`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import IntEnum
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Streams = NDArray[np.uint64]


class Clock(IntEnum):
    """How the hazard of a cause runs after its trigger."""

    WINDOW = 0
    RATE = 1
    AT_ONCE = 2


class Shape(IntEnum):
    """The distribution of an assumption."""

    POINT = 0
    """The number ``first``."""
    LOGIT_NORMAL = 1
    """The logit is normal with mean ``first`` and standard deviation ``second``."""
    LOG_NORMAL = 2
    """The logarithm is normal with mean ``first`` and standard deviation ``second``."""
    BETA = 3
    """Beta(``first``, ``second``)."""
    NORMAL = 4
    """Normal with mean ``first`` and standard deviation ``second``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Events E, causes C, assumptions A; the causes of an event stand together, in the order of the events.

    Lists of lists are flat with a ``_start`` array of one more entry: list i is ``flat[start[i]:start[i + 1]]``.
    """

    events: tuple[str, ...]
    causes: tuple[str, ...]
    assumptions: tuple[str, ...]
    horizon: float
    """Years."""
    cause_start: Ints
    """(E + 1) the causes of each event."""
    trigger_start: Ints
    """(C + 1) the trigger's events of each cause."""
    trigger_event: Ints
    trigger_needs: Ints
    """(C) how many of the trigger's events must have happened; 0 without a trigger."""
    clock: Ints
    """(C) a :class:`Clock`."""
    opens: Floats
    """(C) years from the trigger to the opening of a window; 0 for the other clocks."""
    span: Floats
    """(C) years that a window is open, or the period of a rate; 0 for at once."""
    chance: Ints
    """(C) the assumption that holds the cause's probability."""
    stream: Streams
    """(C) the stream of random numbers that decides the cause."""
    modifier_start: Ints
    """(C + 1) the modifiers of each cause."""
    modifier_event: Ints
    modifier_until: Ints
    """1 where the modifier holds until the event, 0 where it holds once the event has happened."""
    modifier_ratio: Ints
    """The assumption that holds the hazard ratio, or -1 for a ratio of 0 in every view."""
    instant_rank: Ints
    """(E) the order in which events that happen at the same instant follow from each other."""
    shape: Ints
    """(A) a :class:`Shape`."""
    first: Floats
    second: Floats
    assumption_stream: Streams
    """(A) the stream of random numbers from which the assumption's draws are taken."""

    @property
    def is_certain(self) -> bool:
        """Tell whether everything that causes rest on is a point, so that one draw says all but how actors weigh events."""
        read = np.concatenate([self.chance, self.modifier_ratio[self.modifier_ratio >= 0]])
        return bool(np.all(self.shape[read] == Shape.POINT))

    def to_dict(self) -> dict[str, Any]:
        """Return the arrays as lists, ready for JSON."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way of running a program: which events have their time fixed, whatever their causes."""

    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Years from the start, negative for the past, or infinity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Worlds are counted only where an event has happened by a time, or only where it has not."""

    event: str
    by: float
    holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is counted in every run: the worlds in which an event has happened by each of ``steps`` evenly spaced times up to ``by``."""

    event: str
    by: float
    condition: Condition | None = None


TRIGGER_BEGIN, TRIGGER_END, NEEDS, CLOCK, MODIFIER_BEGIN, MODIFIER_END, EVENT = range(7)
"""Columns of :attr:`Tables.causes`."""
OPENS, SPAN = range(2)
"""Columns of :attr:`Tables.clocks`."""
READS, UNTIL, RATIO_AT = range(3)
"""Columns of :attr:`Tables.modifiers`."""


class Tables(NamedTuple):
    """A program as the kernels take it: few arrays with many columns, because every array handed on costs a kernel time."""

    causes: Ints
    clocks: Floats
    trigger_event: Ints
    modifiers: Ints
    cause_start: Ints
    instant_rank: Ints
    stream: Streams


def tables_of(program: Program) -> Tables:
    """Lay a program's arrays out for the kernels."""
    owner = np.repeat(np.arange(len(program.events)), np.diff(program.cause_start))
    triggers, modifiers = program.trigger_start, program.modifier_start
    zeros = len(program.assumptions)
    of_modifiers = (program.modifier_event, program.modifier_until, np.where(program.modifier_ratio < 0, zeros, program.modifier_ratio))
    columns = (triggers[:-1], triggers[1:], program.trigger_needs, program.clock, modifiers[:-1], modifiers[1:], owner)
    return Tables(
        causes=np.stack(columns, axis=1).astype(np.int32),
        clocks=np.stack([program.opens, program.span], axis=1),
        trigger_event=program.trigger_event,
        modifiers=np.stack(of_modifiers, axis=1).astype(np.int32),
        cause_start=program.cause_start,
        instant_rank=program.instant_rank,
        stream=program.stream,
    )
