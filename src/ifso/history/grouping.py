"""The groups that occasions fall into, by ``by`` and by ``matched on``.

Owns their names and order. What is unknown makes a group of its own, ``unknown``, and matches nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ifso.history.classes import Grouping
from ifso.history.language.evaluating import Evaluator
from ifso.history.language.values import UNKNOWN, YES, Numbers
from ifso.history.seeing import Places
from ifso.history.variables import Kind

Ints = NDArray[np.int64]
MISSING = -2
"""The value of what is unknown; -1 is known to be no state."""
LAST = np.iinfo(np.int64).max
"""The same in an order of values."""


def values(grouping: Grouping, evaluator: Evaluator, places: Places) -> Ints:
    """Return the value of a grouping at places, as whole numbers."""
    at = places.year + grouping.years
    inside = at >= 0
    value = evaluator.value(grouping.term, places.rows)
    out = np.full(len(places.row), MISSING, np.int64)
    if isinstance(value, Numbers):
        found = value.at(places.row[inside], at[inside])
        out[inside] = np.where(found.known, found.low, MISSING).astype(np.int64)
    else:
        grade = value[places.row[inside], at[inside]]
        out[inside] = np.where(grade == UNKNOWN, MISSING, np.where(grade == YES, 1, 0))
    return out


def strata(groupings: tuple[Grouping, ...], evaluator: Evaluator, places: Places) -> Ints:
    """Return the stratum of each place, from 0; -1 where something it is matched on is unknown. One stratum where nothing is."""
    if not groupings:
        return np.zeros(len(places.row), np.int64)
    table = _table(groupings, evaluator, places)
    return np.where((table == LAST).any(axis=0), -1, _crossed(table))


def labels(groupings: tuple[Grouping, ...], evaluator: Evaluator, places: Places) -> tuple[Ints, tuple[str, ...]]:
    """Return the group of each place and the names of the groups, in the order of their values; groups that are crossed share a name."""
    if not groupings:
        return np.zeros(len(places.row), np.int64), ("",)
    table = _table(groupings, evaluator, places)
    group = _crossed(table)
    _, first = np.unique(group, return_index=True)
    lines = table[:, first].T.tolist()
    return group, tuple(", ".join(_name(evaluator, g, v) for g, v in zip(groupings, line, strict=True)) for line in lines)


def _table(groupings: tuple[Grouping, ...], evaluator: Evaluator, places: Places) -> Ints:
    """Return a line of values for each grouping, with what is unknown behind all else."""
    table = np.stack([values(grouping, evaluator, places) for grouping in groupings])
    return np.where(table == MISSING, LAST, table)


def _crossed(table: Ints) -> Ints:
    """Return a number from 0 for each column of a table, the same for equal columns, in their order."""
    key = np.zeros(table.shape[1], np.int64)
    for line in table:
        found, place = np.unique(line, return_inverse=True)
        _, key = np.unique(key * len(found) + place, return_inverse=True)
    return key.reshape(-1)


def _name(evaluator: Evaluator, grouping: Grouping, value: int) -> str:
    if value == LAST:
        return "unknown"
    match grouping.kind:
        case Kind.YES_NO:
            return "yes" if value else "no"
        case Kind.CATEGORY:
            return grouping.values[value]
        case _:
            return evaluator.panel.states[value].name if value >= 0 else "none"
