"""What a reader must know before believing a base rate.

Owns the warnings, and the notes on cases that a known fault of the data touches. Leaves the faults to the datasets' cards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from ifso.history.classes import ReferenceClass
from ifso.history.language.evaluating import Evaluator
from ifso.history.language.terms import reach
from ifso.history.results import BaseRate, Comparison, Outcome
from ifso.history.seeing import Places, parts
from ifso.history.touching import Tracer

FEW_OCCASIONS = 20
FEW_COUNTRIES = 10
MUCH_UNKNOWN = 0.1
"""Share of occasions with an unknown outcome from which on it is said."""


def notes(asked: ReferenceClass, evaluator: Evaluator, places: Places) -> list[tuple[str, ...]]:
    """Return, for every case, the faults of the data that touch what was read of them."""
    terms = [(term, at, reach(term).keys()) for term, at in ((asked.when, 0), (asked.where, -1), (asked.then, 0)) if term is not None]
    out: list[list[str]] = [[] for _ in places.row]
    for fault in evaluator.panel.faults:
        tracer = Tracer(evaluator, fault)
        touched = np.zeros(len(places.row), np.bool_)
        for term, at, read in terms:
            if not read.isdisjoint(fault.variables):
                marks = tracer.touched(term, places.rows)
                inside = places.year + at >= 0
                touched[inside] |= marks[places.row[inside], places.year[inside] + at]
        for case in np.flatnonzero(touched).tolist():
            out[case].append(fault.says)
    return [tuple(dict.fromkeys(said)) for said in out]


def warnings(asked: ReferenceClass, found: BaseRate, memberless: Mapping[str, int]) -> tuple[str, ...]:
    """Return what is doubtful about a result, in whole sentences; ``memberless`` counts the cases without members of a tie."""
    return tuple(_warnings(asked, found, memberless))


def _warnings(asked: ReferenceClass, found: BaseRate, memberless: Mapping[str, int]) -> Iterator[str]:
    if not found.cases:
        yield "There is no occasion at all: the class is empty."
        return
    yield from _numbers(found)
    if overlapping := _overlapping(asked, found):
        windows = _number(overlapping, "window overlaps", "windows overlap")
        yield f"{windows} one of an earlier occasion of the same state: years count twice; `distinct` keeps them apart."
    for tie, count in memberless.items():
        if count:
            occasions = _number(count, "occasion has", "occasions have")
            yield f"{occasions} no `{tie}` in any year that is looked at, and so can be no hit; `where: any {tie}` leaves such out."
    yield from _faults(found)
    if found.comparison is not None:
        yield from _compared(found.comparison)


def _numbers(found: BaseRate) -> Iterator[str]:
    """Yield what the numbers themselves make doubtful."""
    rate = found.rate
    if rate.n < FEW_OCCASIONS:
        yield f"Only {_number(rate.n, 'occasion has', 'occasions have')} a known outcome: a few more could change the rate much."
    if 1 <= rate.countries < FEW_COUNTRIES:
        yield f"The occasions come from {_number(rate.countries, 'state', 'states')} only: an interval over states is itself unsure."
    if rate.n and rate.clustered is None and rate.countries > 1:
        yield "Every outcome is the same, so that resampling states cannot tell how sure the rate is."
    if rate.unknown > MUCH_UNKNOWN * len(found.cases):
        low, high = rate.bounds or (0.0, 1.0)
        yield f"{rate.unknown} of {len(found.cases)} outcomes are unknown: with all of them the rate lies between {low:.0%} and {high:.0%}."


def _compared(comparison: Comparison) -> Iterator[str]:
    if comparison.apart:
        yield "Comparison years lie apart from any occasion, later ones too: choosing them so conditions on the future."
    if comparison.unmatched:
        occasions = _number(comparison.unmatched, "occasion matches", "occasions match")
        yield f"{occasions} no comparison year, and take no part in the comparison."


def _number(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _overlapping(asked: ReferenceClass, found: BaseRate) -> int:
    """Count the occasions whose window shares years with that of an earlier occasion of the same state or pair."""
    spans = [(part.first, part.last) for part in parts(asked.then)] or [(1, asked.window)]
    width = max(last for _, last in spans) - min(first for first, _ in spans)
    if width <= 0:
        return 0
    years: dict[tuple[int, str], list[int]] = defaultdict(list)
    for case in found.cases:
        years[case.gw, case.other].append(case.year)
    return sum(later - earlier <= width for of in years.values() for earlier, later in pairwise(of))


def _faults(found: BaseRate) -> Iterator[str]:
    hits: Counter[str] = Counter(note for case in found.cases if case.outcome is Outcome.HIT for note in case.notes)
    counts = Counter(note for case in found.cases for note in case.notes)
    for says, count in counts.items():
        yield f"A known fault of the data touches {_number(count, 'case', 'cases')}, {hits[says]} of them hits: {says}"
