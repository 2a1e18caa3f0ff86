"""Several views as one program, so that any mixture of them is only a row of values.

Owns what a row must hold so that each assumption has the number and the timing of one view or another. A number is a value and no more; a
timing is part of a cause. Where views give an assumption different timings, each of its causes stands in the program once for every timing,
with the same random numbers, the same trigger and the same modifiers, and a row gives the chance 0 to all but one of them: the others then
never fire, and times are those of the program of one view, to the last bit. Leaves compiling a view to :mod:`ifso.engine.compiling`, and
which mixtures are of interest to :mod:`ifso.engine.cruxes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ifso.engine.compiling import compile_view, instant_order
from ifso.engine.draws import quantiles
from ifso.engine.order import starts
from ifso.engine.program import Floats, Ints, Program
from ifso.scenario.meaning import Scenario, Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Merged:
    """One program for V views of A assumptions; its rows of values have P >= A columns.

    The program's own distributions are the first view's and say nothing of the others: its values come from :meth:`values`.
    """

    program: Program
    views: tuple[str, ...]
    programs: tuple[Program, ...]
    """Each view for itself."""
    column: Ints
    """(V, A) the column of the program's values that holds an assumption with the timing that a view gives it."""

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The assumptions as the scenario names them, A of them, in its order."""
        return self.programs[0].assumptions

    def values(self, pick: ArrayLike, ranks: Floats) -> Floats:
        """Return rows of values in which each assumption is taken from one of the views; shape (..., P).

        ``pick`` (..., A) are places in :attr:`views`, ``ranks`` (..., A) the probabilities at which that view's distributions are taken;
        they are broadcast against each other, so that many mixtures can share a draw.
        """
        return self.rows(pick, self.quantiles(ranks))

    def quantiles(self, ranks: Floats) -> Floats:
        """Return every view's values at the probabilities ``ranks`` (..., A); shape (V, ..., A)."""
        flat = ranks.reshape(-1, len(self.assumptions))
        return np.stack([quantiles(program, flat).reshape(ranks.shape) for program in self.programs])

    def rows(self, pick: ArrayLike, by_view: Floats) -> Floats:
        """Return rows of values from every view's values as :meth:`quantiles` returns them; otherwise as :meth:`values`."""
        picked = np.broadcast_to(np.asarray(pick, dtype=np.intp), np.broadcast_shapes(np.shape(pick), by_view.shape[1:]))
        chosen = np.zeros(picked.shape)
        for view, values in enumerate(by_view):
            np.copyto(chosen, values, where=picked == view)
        rows = np.zeros((*picked.shape[:-1], len(self.program.assumptions)))
        np.put_along_axis(rows, self.column[picked, np.arange(len(self.assumptions))], chosen, axis=-1)
        return rows

    def medians(self, pick: ArrayLike) -> Floats:
        """Return rows of the medians of the views that are picked; shape (..., P) for ``pick`` (..., A)."""
        return self.values(pick, np.full(len(self.assumptions), 0.5))

    def differing(self, one: str, other: str) -> tuple[str, ...]:
        """Return the assumptions whose number or timing differs between two views, in the order of the scenario.

        A number that comes from elsewhere and is the same does not differ. Raises ``KeyError`` for a view that is not among them.
        """
        place = {view: i for i, view in enumerate(self.views)}
        a, b = place[one], place[other]
        differ = self.column[a] != self.column[b]
        for field in ("shape", "first", "second"):
            differ = differ | (getattr(self.programs[a], field) != getattr(self.programs[b], field))
        return tuple(name for name, differs in zip(self.assumptions, differ, strict=True) if differs)


def merge(scenario: Scenario, views: Sequence[str], assumed: Mapping[str, Value] | None = None) -> Merged:
    """Merge views of a scenario; ``assumed`` values take the place of every view's own.

    Raises ``KeyError`` for an unknown view or assumption, ``UsageError`` where causes that are ``at once`` in one view or another close a
    circle.
    """
    return merge_programs(views, [compile_view(scenario, view, assumed) for view in views])


def merge_programs(views: Sequence[str], programs: Sequence[Program]) -> Merged:
    """Merge the programs of some views of one scenario. Raises ``UsageError`` as :func:`merge` does."""
    base = programs[0]
    timing, found = _timings(programs)
    first = np.concatenate([[0], np.cumsum(found)])
    copies = found[base.chance]
    old = np.repeat(np.arange(len(base.causes)), copies)
    which = np.arange(len(old)) - np.repeat(np.cumsum(copies) - copies, copies)
    # the first view that gives the assumption of each cause the timing of this copy
    holder = np.array([timing[:, a].tolist().index(k) for a, k in zip(base.chance[old].tolist(), which.tolist(), strict=True)], dtype=int)
    owner = np.repeat(np.arange(len(base.assumptions)), found)
    clock, opens, span = (np.stack([getattr(p, name) for p in programs])[holder, old] for name in ("clock", "opens", "span"))
    triggers, modifiers = _lists(base.trigger_start, old), _lists(base.modifier_start, old)
    program = replace(
        base,
        causes=tuple(base.causes[c] for c in old),
        assumptions=tuple(_column_name(base, a, k) for a, count in enumerate(found) for k in range(count)),
        cause_start=np.concatenate([[0], np.cumsum(copies)])[base.cause_start].astype(np.int32),
        trigger_start=starts(np.diff(base.trigger_start)[old]),
        trigger_event=base.trigger_event[triggers],
        trigger_needs=base.trigger_needs[old],
        clock=clock,
        opens=opens,
        span=span,
        chance=(first[base.chance[old]] + which).astype(np.int32),
        stream=base.stream[old],
        modifier_start=starts(np.diff(base.modifier_start)[old]),
        modifier_event=base.modifier_event[modifiers],
        modifier_until=base.modifier_until[modifiers],
        modifier_ratio=np.where(base.modifier_ratio < 0, -1, first[base.modifier_ratio]).astype(np.int32)[modifiers],
        shape=base.shape[owner],
        first=base.first[owner],
        second=base.second[owner],
        assumption_stream=base.assumption_stream[owner],
    )
    program = replace(program, instant_rank=instant_order(program))
    column = (first[:-1] + timing).astype(np.int32)
    return Merged(program=program, views=tuple(views), programs=tuple(programs), column=column)


def _timings(programs: Sequence[Program]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return which of its timings each view gives an assumption, shape (V, A), and how many it has among all views, at least 1."""
    timing = np.zeros((len(programs), len(programs[0].assumptions)), dtype=int)
    causes = dict(zip(programs[0].chance.tolist(), range(len(programs[0].causes)), strict=True))
    for a, c in causes.items():
        of_views = [(int(p.clock[c]), float(p.opens[c]), float(p.span[c])) for p in programs]
        distinct = list(dict.fromkeys(of_views))
        timing[:, a] = [distinct.index(one) for one in of_views]
    return timing, timing.max(axis=0) + 1


def _lists(start: Ints, chosen: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the places of the entries of some of the lists that are laid end to end from ``start``."""
    return np.concatenate([np.arange(start[i], start[i + 1]) for i in chosen] or [np.zeros(0, dtype=int)]).astype(int)


def _column_name(program: Program, assumption: int, timing: int) -> str:
    """Return the name of a column; an assumption with a second timing has a second column, of a name that no assumption can have."""
    return program.assumptions[assumption] + (f" ({timing + 1})" if timing else "")
