"""Asking a reference class of a panel.

Owns which state-years are occasions, what became of each, and what was left out and why. Leaves the value of expressions to
:mod:`ifso.history.language`, the years that can be asked about to :mod:`ifso.history.spanning`, intervals to
:mod:`ifso.history.estimating`, comparisons to :mod:`ifso.history.comparing` and doubts to :mod:`ifso.history.doubting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ifso.ground.diagnostics import UsageError
from ifso.history.classes import Grouping, ReferenceClass
from ifso.history.comparing import Side, compare
from ifso.history.doubting import Doubts, notes, warnings
from ifso.history.estimating import NAMES, Bootstrap, rate
from ifso.history.grouping import labels, strata
from ifso.history.language.evaluating import Evaluator, Rows
from ifso.history.language.values import NO, UNKNOWN, YES, Truths, at_least, shift_truths
from ifso.history.overlooking import overlooked
from ifso.history.results import BaseRate, Case, Comparison
from ifso.history.seeing import Places, memberless, seen, who
from ifso.history.spanning import Span, span
from ifso.history.variables import VARIABLES

if TYPE_CHECKING:
    from ifso.history.panel import Panel

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]


def base_rate(reference_class: ReferenceClass, panel: Panel, *, seed: int = 0, resamples: int = 2000) -> BaseRate:
    """Count how often ``then`` followed, with every case; the same for the same panel, class and seed.

    Raises ``UsageError`` where no year can be asked about, the panel is not cut as the class asks, a state is not in the panel, or the
    class would take more values than there is reason to spend on one question.
    """
    if panel.as_of != reference_class.as_of:
        asked = "a panel as of " + str(reference_class.as_of) if reference_class.as_of else "the whole panel"
        raise UsageError(f"`{reference_class.name}` asks for {asked}, and this one is another.")
    return _Asking(reference_class, panel, seed, resamples).answer(_program())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Chosen:
    """State-years, or pairs in years: places (row, year) of an evaluation, with what became of each."""

    row: Ints
    year: Ints
    outcome: Ints
    """0 for a miss, 1 for unknown, 2 for a hit."""


class _Asking:
    """One question of one panel."""

    def __init__(self, asked: ReferenceClass, panel: Panel, seed: int, resamples: int) -> None:
        self.asked = asked
        self.panel = panel
        self.seed = seed
        self.resamples = resamples
        self.evaluator = Evaluator(panel)
        self.numbers = np.array([state.gw for state in panel.states], dtype=np.int64)
        """(S,) Gleditsch-Ward numbers; whatever depends on an order of states depends on theirs, not on that of the rows."""
        self.rows = self._rows()
        for term in (asked.when, asked.where, asked.then, *(grouping.term for grouping in self._groupings)):
            if term is not None:
                self.evaluator.check_size(term, self.rows)
        self.span: Span = span(asked, panel)
        years = np.arange(panel.first_year, panel.last_year + 1)
        self.inside = (years >= self.span.first) & (years <= self.span.last)
        self.beyond = (years > self.span.last) & (years <= self.span.last_told)

    @property
    def _groupings(self) -> tuple[Grouping, ...]:
        return (*self.asked.by, *(self.asked.against.matched_on if self.asked.against else ()))

    def _rows(self) -> Rows:
        if self.asked.each is None:
            return self.evaluator.states
        members = self.evaluator.members(self.asked.each)
        return Rows(members.subject, members.subject, members.member)

    # --- which years are occasions ---

    def _before(self) -> Truths:
        """Return whether ``each`` and ``where`` hold in the year before: (P, Y)."""
        parts = []
        if self.asked.each is not None:
            parts.append(shift_truths(self.evaluator.members(self.asked.each).holds, -1))
        if self.asked.where is not None:
            parts.append(shift_truths(self.evaluator.whole(self.asked.where, self.rows), -1))
        out = np.full((len(self.rows), self.panel.years), YES, np.int8)
        for part in parts:
            out = np.minimum(out, part)
        return out

    def _exists(self) -> Marks:
        """Return whether the state, and the partner, exist: (P, Y)."""
        exists: Marks = self.panel.exists[self.rows.own]
        return exists & self.panel.exists[self.rows.other] if self.asked.each is not None else exists

    def _when(self) -> Truths:
        if self.asked.when is None:
            return np.full((len(self.rows), self.panel.years), YES, np.int8)
        return self.evaluator.whole(self.asked.when, self.rows)

    def _first_ones(self, occasions: Marks) -> Marks:
        """Keep those occasions before which the same row has had none that was kept for ``distinct`` years."""
        if not self.asked.distinct:
            return occasions
        kept = np.zeros_like(occasions)
        last = np.full(len(occasions), -self.asked.distinct)
        for year in range(occasions.shape[1]):
            now = occasions[:, year] & (year - last >= self.asked.distinct)
            kept[:, year] = now
            last[now] = year
        return kept

    def answer(self, program: str) -> BaseRate:
        """Return the whole result."""
        exists, before, when = self._exists(), self._before(), self._when()
        whether = np.where(exists, np.minimum(before, when), NO)
        every = whether == YES
        first = self._first_ones(every)
        then = self.evaluator.whole(self.asked.then, self.rows)
        occasions = self._chosen(first & self.inside, then)
        places = Places.of(self.rows, occasions.row, occasions.year)
        group, names = labels(self.asked.by, self.evaluator, places)
        noted, whole = notes(self.asked, self.evaluator, places)
        others = (before == YES) & (when == NO) & exists & self.inside
        found = BaseRate(
            name=self.asked.name,
            asks=self.asked.asks,
            query=self.asked.query,
            **self._rates(occasions, group, names),
            comparison=self._compared(occasions, self._chosen(others & self._apart(when), then)),
            cases=self._cases(occasions, [names[i] for i in group.tolist()], noted),
            years_asked=self.asked.years,
            years=(self.span.first, self.span.last),
            begun_by=self.span.begun_by,
            ended_by=self.span.ended_by,
            window=self.asked.window,
            untold=int(((whether == UNKNOWN) & self.inside).sum()),
            left_out=int((first & self.beyond).sum()),
            repeated=int((every & ~first & self.inside).sum()),
            as_of=self.panel.as_of,
            panel_version=self.panel.version,
            datasets=self._datasets(),
            program=program,
            seed=self.seed,
            resamples=self.resamples,
        )
        doubts = Doubts(
            memberless=memberless(self.evaluator, self.asked.then, places),
            overlooked=overlooked(self.asked, self.evaluator, places),
            whole=whole,
        )
        return replace(found, warnings=warnings(self.asked, found, doubts))

    # --- what is made of them ---

    def _chosen(self, marks: Marks, then: Truths) -> _Chosen:
        """Return the places that are marked, in the order of years, then of states, then of partners."""
        row, year = np.nonzero(marks)
        order = np.lexsort((self.numbers[self.rows.other[row]], self.numbers[self.rows.own[row]], year))
        row, year = row[order], year[order]
        return _Chosen(row=row, year=year, outcome=then[row, year].astype(np.int64))

    def _states(self, chosen: _Chosen) -> Ints:
        """Return the number of each one's own state, the clusters of every bootstrap."""
        return self.numbers[self.rows.own[chosen.row]]

    def _bootstrap(self, clusters: int) -> Bootstrap:
        return Bootstrap(clusters, seed=self.seed, resamples=self.resamples)

    def _rates(self, occasions: _Chosen, group: Ints, names: tuple[str, ...]) -> dict[str, Any]:
        known = occasions.outcome != UNKNOWN
        states = self._states(occasions)
        clusters = np.unique(states[known])
        bootstrap = self._bootstrap(len(clusters))
        place = np.searchsorted(clusters, states)
        whole = rate(occasions.outcome, place, bootstrap)
        groups = {}
        if self.asked.by:
            groups = {name: rate(occasions.outcome[group == i], place[group == i], bootstrap) for i, name in enumerate(names)}
        return {"rate": whole, "groups": MappingProxyType(groups)}

    def _apart(self, when: Truths) -> Marks:
        """Return whether no occasion of the same row lies so near that ``apart`` rules a year out: (P, Y)."""
        apart = self.asked.against.apart if self.asked.against else 0
        if not apart:
            return np.ones(when.shape, np.bool_)
        near: Marks = at_least(np.where(when == YES, YES, NO).astype(np.int8), -apart, apart, 1) == YES
        return ~near

    def _compared(self, occasions: _Chosen, others: _Chosen) -> Comparison | None:
        against = self.asked.against
        if against is None:
            return None
        sides = [occasions, others]
        states = [self._states(side) for side in sides]
        clusters = np.unique(np.concatenate([of[side.outcome != UNKNOWN] for of, side in zip(states, sides, strict=True)]))
        row, year = (np.concatenate([getattr(side, name) for side in sides]) for name in ("row", "year"))
        stratum = strata(against.matched_on, self.evaluator, Places.of(self.rows, row, year))
        cuts = np.split(stratum, [len(occasions.row)])
        ready = [
            Side(outcomes=side.outcome, states=np.minimum(np.searchsorted(clusters, of), max(len(clusters) - 1, 0)), strata=cut)
            for side, of, cut in zip(sides, states, cuts, strict=True)
        ]
        matched_on = tuple(grouping.text for grouping in against.matched_on)
        return compare(*ready, matched_on=matched_on, apart=against.apart, bootstrap=self._bootstrap(len(clusters)))

    def _cases(self, occasions: _Chosen, group: list[str], noted: list[tuple[str, ...]]) -> tuple[Case, ...]:
        panel, row, year = self.panel, occasions.row, occasions.year
        places = Places.of(self.rows, row, year)
        years, members = seen(self.evaluator, self.asked.then, places), who(self.evaluator, self.asked.then, places)
        own, other = self.rows.own[row].tolist(), self.rows.other[row].tolist()
        partner = self.asked.each is not None
        cases = []
        for i, (state, at, outcome) in enumerate(zip(own, year.tolist(), occasions.outcome.tolist(), strict=True)):
            of = panel.states[state]
            cases.append(
                Case(
                    state=of.name, iso3=of.iso3, gw=of.gw, other=panel.states[other[i]].name if partner else "", year=panel.first_year + at,
                    outcome=NAMES[outcome], seen=years[i], who=members[i], group=group[i] if self.asked.by else "", notes=noted[i],
                )
            )  # fmt: skip
        return tuple(cases)

    def _datasets(self) -> Mapping[str, str]:
        names = [name for variable in self.asked.variables for name in VARIABLES[variable].datasets]
        return MappingProxyType({name: self.panel.datasets[name] for name in dict.fromkeys(names) if name in self.panel.datasets})


@cache
def _program() -> str:
    return version("ifso")
