"""Lanes that are much like others: most of them have the same times, which need not be computed again.

Owns what a kernel passes over where rows of values differ in a few numbers from one row among them, as where one assumption is varied after
another. An event has another time than in the lane that its own lane is like only where its causes have other numbers or an event that they
read has another time. Elsewhere the same operations on the same numbers would give the same bits, and are taken over. Only what costs much
is spared, causes on which modifiers act (:mod:`ifso.engine.modifying`). Lanes that are alike lie together, and all are like the first of
them, which is always computed; ``like`` says where each such group begins, and where the last one ends.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import chosen, inner
from ifso.engine.program import MODIFIER_BEGIN, MODIFIER_END, READS, TRIGGER_BEGIN, TRIGGER_END


@inner
def await_row(event, moved, todo):  # type: ignore[no-untyped-def] # numba infers the types
    """Have computed the lanes in which an event has another time than in the lane that they are like."""
    for i in range(todo.size):
        todo[i] |= moved[event, i]


@inner
def await_differing(causes, trigger_event, modifiers, cause_start, event, live, absent, rooted, moved, todo):  # type: ignore[no-untyped-def] # numba infers the types
    """Write in which lanes an event may have another time than in the lane that they are like."""
    for i in range(todo.size):
        todo[i] = rooted[event, i]
    for c in range(cause_start[event], cause_start[event + 1]):
        if live[c]:
            for j in range(causes[c, TRIGGER_BEGIN], causes[c, TRIGGER_END]):
                if not absent[trigger_event[j]]:
                    await_row(trigger_event[j], moved, todo)
            for m in range(causes[c, MODIFIER_BEGIN], causes[c, MODIFIER_END]):
                if not absent[modifiers[m, READS]]:
                    await_row(modifiers[m, READS], moved, todo)


@inner
def compare_row(times, event, like, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell in which lanes an event has another time than in the lane that they are like."""
    for group in range(like.size - 1):
        same = times[event, like[group]]
        for i in range(np.uintp(like[group]), np.uintp(like[group + 1])):
            moved[event, i] = times[event, i] != same


@inner
def liken_row(times, event, like, todo, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Take over an event's times in the lanes that were not computed, and tell which of the others have another one."""
    for group in range(like.size - 1):
        same = times[event, like[group]]
        for i in range(np.uintp(like[group]), np.uintp(like[group + 1])):
            times[event, i] = chosen(todo[i], times[event, i], same)
        for i in range(np.uintp(like[group]), np.uintp(like[group + 1])):
            moved[event, i] = times[event, i] != same


@inner
def settle_row(event, moved):  # type: ignore[no-untyped-def] # numba infers the types
    """Tell that an event has the same time in all lanes."""
    for i in range(moved.shape[1]):
        moved[event, i] = False
