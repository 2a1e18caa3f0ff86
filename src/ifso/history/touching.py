"""Which cases the known faults of the data touch.

Owns the walk over a class that follows a fault instead of values: a term is touched where any state-year that it reads is one of the
fault's. Leaves the faults themselves to the panel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ifso.history.language import terms as t
from ifso.history.language.evaluating import Evaluator, Rows
from ifso.history.language.values import NO

if TYPE_CHECKING:
    from ifso.history.panel import Fault

Marks = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Tracer:
    """Follows one fault through terms."""

    def __init__(self, evaluator: Evaluator, fault: Fault) -> None:
        panel = evaluator.panel
        years = np.arange(panel.first_year, panel.last_year + 1)
        self.evaluator = evaluator
        self.fault = fault
        self.years = (years >= fault.first) & (years <= fault.last)
        self.states = np.array([fault.gw is None or state.gw == fault.gw for state in panel.states], dtype=np.bool_)

    def touched(self, term: t.Term, rows: Rows) -> Marks:
        """Return whether the fault touches what a term reads: (P, Y)."""
        match term:
            case t.Reading(variable=name):
                return self._marks(self.states[rows.subject] & (name in self.fault.variables))
            case t.Tie(variable=name, to=who):
                ends = self.states[rows.subject] | self.states[self._who(who, rows)]
                return self._marks(ends & (name in self.fault.variables))
            case t.Elsewhere(body=body, who=who):
                return self.touched(body, Rows(self._who(who, rows), rows.own, rows.other))
            case t.Quantified(tie=tie, body=body):
                return self._members(tie, body, rows)
            case _:
                out = self._marks(np.zeros(len(rows), np.bool_))
                first, last = t.span(term)
                for part in term.parts:
                    _spread(out, self.touched(part, rows), first, last)
                return out

    def _marks(self, states: Marks) -> Marks:
        return states[:, None] & self.years

    def _who(self, who: t.Who, rows: Rows) -> Ints:
        return rows.of(who) if isinstance(who, t.Role) else np.full(len(rows), self.evaluator.row(who.text))

    def _members(self, tie: str, body: t.Term | None, rows: Rows) -> Marks:
        found = self.evaluator.members(tie)
        parent, pair = found.expand(rows.subject)
        member = found.member[pair]
        marks = self._marks(self.states[member] & (tie in self.fault.variables))
        if body is not None:
            marks |= self.touched(body, Rows(member, rows.own[parent], rows.other[parent]))
        out = self._marks(self.states[rows.subject] & (tie in self.fault.variables))
        line, column = np.nonzero(marks & (found.holds[pair] != NO))
        out[parent[line], column] = True
        return out


def _spread(out: Marks, marks: Marks, first: int, last: int) -> None:
    """Mark in ``out`` every year that reads a marked one between ``first`` and ``last`` years later."""
    line, column = np.nonzero(marks)
    for years in range(first, last + 1):
        reading = column - years
        inside = (reading >= 0) & (reading < out.shape[1])
        out[line[inside], reading[inside]] = True
