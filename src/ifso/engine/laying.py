"""Values of the assumptions and events of fixed times, as the kernels take them.

Owns what follows for every cause from a row of values: its chance, its scale, and the bounds within which it can fire. A chance may be
exactly 0, so that the cause never fires, or exactly 1: then a window fires by its end, and a rate, whose hazard is without bound, at the
moment at which it is in force and not blocked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ifso.engine.program import Clock, Program, Run

Floats = NDArray[np.float64]
MARGIN = 1 + 1e-9
"""By how much bounds are widened, so that rounding cannot make them wrong."""
NOTHING_LIKE, NOWHERE = np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.bool_)
"""Where nothing is known of draws that are like others."""
LEAST_SCALE = 1e-200
"""Years; the scale of a rate whose chance is 1. The hazard that it spends in any time stays a number."""


class Drawn(NamedTuple):
    """Draws of the assumptions as the kernels take them. C causes, D draws, A assumptions."""

    p: Floats
    """(C, D) the chance of every cause."""
    scale: Floats
    """(C, D) as :mod:`ifso.engine.firing` wants it."""
    most: Floats
    """(C, D) the most hazard that every cause can spend, for a rate its least scale: with its modifiers at their strongest."""
    ratios: Floats
    """(A + 1, D) every assumption, and a last row of zeros for what is blocked."""
    bounds: Floats
    """(C, 6) what is known of each cause over all draws, as :mod:`ifso.engine.surveying` wants it."""
    like: NDArray[np.int64]
    """(groups + 1) where groups of draws begin that differ in few assumptions from the first of each; empty where none are known."""
    rooted: NDArray[np.bool_]
    """(E, D) whether an event's causes have other numbers than in the first draw of a group, or it is the first; empty likewise."""


def drawn_of(program: Program, values: Floats, like: NDArray[np.int64] | None = None) -> Drawn:
    """Lay draws of the assumptions, shape (D, A), out for the kernels; ``like`` is as in :class:`Drawn`."""
    ratios = np.zeros((values.shape[1] + 1, len(values)))
    ratios[:-1] = values.T
    p = ratios[program.chance]
    highest = _at_strongest(program, ratios)
    clock, span = program.clock[:, None], program.span[:, None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # every formula is computed for every cause, whatever its clock
        jump = -np.log1p(-p)
        rate = np.maximum(span / jump, LEAST_SCALE)
        scale = np.where(clock == Clock.RATE, rate, np.where(clock == Clock.WINDOW, span / p, jump))
        delay = scale / highest / MARGIN
        most = np.where(clock == Clock.RATE, delay, jump * highest * MARGIN)
    most_hazard = np.where(clock[:, 0] == Clock.RATE, np.inf, most.max(axis=1, initial=0.0))
    bounds = np.stack([p.min(axis=1), p.max(axis=1), scale.min(axis=1), scale.max(axis=1), most_hazard, delay.min(axis=1)], axis=1)
    like, rooted = (NOTHING_LIKE, NOWHERE) if like is None else (like, _rooted(program, values, like))
    return Drawn(p=p, scale=scale, most=most, ratios=ratios, bounds=bounds, like=like, rooted=rooted)


def _at_strongest(program: Program, ratios: Floats) -> Floats:
    """Return by how much the modifiers of each cause together raise its hazard at most; shape (C, D)."""
    many = np.diff(program.modifier_start)
    found = np.ones((len(program.causes), ratios.shape[1]))
    if many.any():
        raising = np.maximum(1.0, ratios[program.modifier_ratio])
        found[many > 0] = np.multiply.reduceat(raising, program.modifier_start[:-1][many > 0], axis=0)
    return found


def _rooted(program: Program, values: Floats, like: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return in which draws an event's causes have other numbers than in the draw that begins a group; shape (E, D)."""
    changed = np.zeros((len(program.assumptions) + 1, len(values)), dtype=np.bool_)
    changed[:-1] = (values != np.repeat(values[like[:-1]], np.diff(like), axis=0)).T
    of_causes = changed[program.chance]
    many = np.diff(program.modifier_start)
    if many.any():
        of_modifiers = changed[program.modifier_ratio]
        of_causes[many > 0] |= np.logical_or.reduceat(of_modifiers, program.modifier_start[:-1][many > 0], axis=0)
    found = np.zeros((len(program.events), len(values)), dtype=np.bool_)
    caused = np.diff(program.cause_start) > 0
    if caused.any():
        found[caused] = np.logical_or.reduceat(of_causes, program.cause_start[:-1][caused], axis=0)
    found[:, like[:-1]] = True
    return found


def fixed_times(program: Program, runs: Sequence[Run]) -> Floats:
    """Return the fixed times of every run; shape (R, E), NaN for a free event. Raises ``KeyError`` for an unknown event."""
    at = {name: i for i, name in enumerate(program.events)}
    fixed = np.full((len(runs), len(program.events)), np.nan)
    for r, run in enumerate(runs):
        for event, time in run.fixed.items():
            fixed[r, at[event]] = time
    return fixed
