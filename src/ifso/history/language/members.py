"""The members that a quantifier goes through: neighbours, allies, a patron, the major powers.

Owns who may be a member of whom, and in which years each is one. A state that does not exist is nobody's member, nor is one of which a
tie's data do not speak, unless they list it all the same. Leaves what is asked of members to :mod:`ifso.history.language.evaluating`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ifso.history.language.values import NO, UNKNOWN, YES, Truths, truths
from ifso.history.variables import VARIABLES, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ifso.history.panel import Panel

    Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Members:
    """The pairs of a tie, those of one state together."""

    subject: Rows
    """(N,) rows of the states whose members they are, in ascending order."""
    member: Rows
    """(N,) rows of the members."""
    starts: Rows
    """(S + 1,) where the members of each state begin."""
    holds: Truths
    """(N, Y) whether the pair is one in each year."""
    hidden: NDArray[np.bool_]
    """(S, Y) whether a state may have other members in a year than those that hold."""

    def expand(self, subject: Rows) -> tuple[Rows, Rows]:
        """Return, for rows with these subjects, every row's members: places among the rows, and places among the pairs."""
        count = self.starts[subject + 1] - self.starts[subject]
        parent = np.repeat(np.arange(len(subject)), count)
        begin = np.repeat(self.starts[subject] - (np.cumsum(count) - count), count)
        return parent, begin + np.arange(len(parent))


def spoken_of(panel: Panel, name: str) -> NDArray[np.bool_]:
    """Return in which years the data of a variable speak of each state: (S, Y)."""
    years = np.arange(panel.first_year, panel.last_year + 1)
    first, last = panel.covered(name)
    spoken: NDArray[np.bool_] = panel.exists & (years >= first) & (years <= last)
    knows = panel.ties[name].knows if name in panel.ties else None
    return spoken if knows is None else spoken & knows


def members(panel: Panel, name: str) -> Members:
    """Return the members by a tie, by a variable whose values are states, or by a yes/no variable (all other states that have it)."""
    variable = VARIABLES[name]
    spoken = spoken_of(panel, name)
    hidden = ~spoken
    if variable.tie:
        subject, member = panel.partners(name)
        holds = truths(panel.between(name, subject, member))
        holds[(holds == UNKNOWN) & ~spoken[member]] = NO
    elif variable.kind is Kind.STATE:
        values = panel.of(name)
        hidden = hidden | np.isnan(values)
        subject, member = _named(values, len(panel.states))
        holds = np.where(values[subject] == member[:, None], YES, NO).astype(np.int8)
    else:
        grades = truths(panel.of(name))
        possible = np.flatnonzero(((grades != NO) & ~hidden).any(axis=1))
        subject = np.repeat(np.arange(len(panel.states)), len(possible))
        member = np.tile(possible, len(panel.states))
        apart = subject != member
        subject, member = subject[apart], member[apart]
        holds = grades[member]
    holds = np.where(panel.exists[member], holds, NO).astype(np.int8)
    if not variable.tie:
        holds[hidden[subject]] = UNKNOWN
    order = np.argsort(subject, kind="stable")
    starts = np.searchsorted(subject[order], np.arange(len(panel.states) + 1))
    return Members(subject=subject[order], member=member[order], starts=starts, holds=holds[order], hidden=hidden)


def _named(values: NDArray[np.float64], states: int) -> tuple[Rows, Rows]:
    """Return every pair of a state and a state that some year names."""
    row, year = np.nonzero(values >= 0)
    keys = np.unique(row * states + values[row, year].astype(np.int64))
    return keys // states, keys % states
