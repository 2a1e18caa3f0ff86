"""Which cases the known faults of the data touch.

Owns the walk over a class that follows a fault instead of values: a term is touched in a year where any state-year that it reads is one of
the fault's. What is touched through each role of an occasion is told for every state by itself, so that following a fault costs no more
than there are states, however deep quantifiers are nested. Leaves the faults themselves to the panel.
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
Traces = dict[t.Role | None, Marks]
"""By role, whether a term is touched through each state in it: (S, Y). None is what is touched whatever the occasion: (1, Y)."""


class Tracer:
    """Follows one fault through terms."""

    def __init__(self, evaluator: Evaluator, fault: Fault) -> None:
        panel = evaluator.panel
        years = np.arange(panel.first_year, panel.last_year + 1)
        states = np.array([fault.gw is None or state.gw == fault.gw for state in panel.states], dtype=np.bool_)
        self.evaluator = evaluator
        self.fault = fault
        self.marks: Marks = states[:, None] & ((years >= fault.first) & (years <= fault.last))
        """(S, Y) the state-years of the fault."""

    def touched(self, term: t.Term, rows: Rows) -> Marks:
        """Return whether the fault touches what a term reads: (P, Y)."""
        out = np.zeros((len(rows), self.evaluator.panel.years), np.bool_)
        for role, marks in self._traced(term).items():
            out |= marks if role is None else marks[rows.of(role)]
        return out

    def _traced(self, term: t.Term) -> Traces:
        traces: Traces = {}
        match term:
            case t.Reading(variable=name):
                _add(traces, t.Role.SUBJECT, self._of(name))
            case t.Tie(variable=name, to=who):
                _add(traces, t.Role.SUBJECT, self._of(name))
                self._through(traces, who, self._of(name))
            case t.Elsewhere(body=body, who=who):
                for role, marks in self._traced(body).items():
                    self._through(traces, who if role is t.Role.SUBJECT else role, marks)
            case t.Quantified():
                self._quantified(traces, term)
            case _:
                first, last = t.span(term)
                for role, marks in (trace for part in term.parts for trace in self._traced(part).items()):
                    _add(traces, role, _spread(marks, first, last))
        return traces

    def _quantified(self, traces: Traces, term: t.Quantified) -> None:
        for role, marks in (self._traced(term.body) if term.body is not None else {}).items():
            _add(traces, role, self._members(term.tie, marks) if role is t.Role.SUBJECT else marks)
        marks = self._of(term.tie)
        _add(traces, t.Role.SUBJECT, marks | self._members(term.tie, marks))

    def _of(self, variable: str) -> Marks:
        """Return the state-years in which a variable is touched: (S, Y)."""
        return self.marks if variable in self.fault.variables else np.zeros_like(self.marks)

    def _through(self, traces: Traces, who: t.Who | None, marks: Marks) -> None:
        """Add what is touched through a role, or through a state that is the same for every occasion."""
        if isinstance(who, t.Code):
            _add(traces, None, marks[[self.evaluator.row(who.text)]])
        else:
            _add(traces, who, marks)

    def _members(self, tie: str, marks: Marks) -> Marks:
        """Return which states have a marked member: (S, Y)."""
        found = self.evaluator.members(tie)
        pair, column = np.nonzero(marks[found.member] & (found.holds != NO))
        out = np.zeros_like(self.marks)
        out[found.subject[pair], column] = True
        return out


def _add(traces: Traces, role: t.Role | None, marks: Marks) -> None:
    traces[role] = traces[role] | marks if role in traces else marks


def _spread(marks: Marks, first: int, last: int) -> Marks:
    """Mark every year that reads a marked one between ``first`` and ``last`` years later."""
    if first == last == 0:
        return marks
    out = np.zeros_like(marks)
    line, column = np.nonzero(marks)
    for years in range(first, last + 1):
        reading = column - years
        inside = (reading >= 0) & (reading < out.shape[1])
        out[line[inside], reading[inside]] = True
    return out
