"""What a reader must know before believing a base rate.

Owns the warnings, and the notes on cases that a known fault of the data touches. Leaves the faults to the datasets' cards, and what a
window overlooks to :mod:`ifso.history.overlooking`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ifso.history.classes import ReferenceClass
from ifso.history.language.evaluating import Evaluator
from ifso.history.language.terms import reach
from ifso.history.overlooking import Overlooked, said
from ifso.history.results import BaseRate, Comparison, Outcome
from ifso.history.seeing import Places, parts
from ifso.history.touching import Tracer

FEW_OCCASIONS = 20
FEW_COUNTRIES = 10
MUCH_UNKNOWN = 0.1
"""Share of occasions with an unknown outcome from which on it is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What is doubtful and cannot be read off a result."""

    memberless: Mapping[str, int]
    """In how many cases a tie has no members."""
    overlooked: tuple[Overlooked, ...] = ()
    whole: tuple[str, ...] = ()
    """Faults of the data as a whole."""


def notes(asked: ReferenceClass, evaluator: Evaluator, places: Places) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return, for every case, the faults of the data that touch what was read of it, and then those of the data as a whole.

    A fault that is not one of a particular state, and touches more than half of the cases, is about the data as a whole: it tells no case
    from another, and stands at none.
    """
    terms = [(term, at, reach(term).keys()) for term, at in ((asked.when, 0), (asked.where, -1), (asked.then, 0)) if term is not None]
    out: list[list[str]] = [[] for _ in places.row]
    whole: dict[str, None] = {}
    for fault in evaluator.panel.faults:
        tracer = Tracer(evaluator, fault)
        touched = np.zeros(len(places.row), np.bool_)
        for term, at, read in terms:
            if not read.isdisjoint(fault.variables):
                marks = tracer.touched(term, places.rows)
                inside = places.year + at >= 0
                touched[inside] |= marks[places.row[inside], places.year[inside] + at]
        if fault.gw is None and 2 * touched.sum() > len(touched):
            whole[fault.says] = None
            continue
        for case in np.flatnonzero(touched).tolist():
            out[case].append(fault.says)
    return [tuple(dict.fromkeys(each)) for each in out], tuple(whole)


def warnings(asked: ReferenceClass, found: BaseRate, doubts: Doubts) -> tuple[str, ...]:
    """Return what is doubtful about a result, in whole sentences."""
    return tuple(_warnings(asked, found, doubts))


def _warnings(asked: ReferenceClass, found: BaseRate, doubts: Doubts) -> Iterator[str]:
    if not found.cases:
        yield "There is no occasion at all: the class is empty."
    yield from _years(asked, found)
    if not found.cases:
        return
    yield from said(doubts.overlooked, asked.query)
    yield from _numbers(found)
    if overlapping := _overlapping(asked, found):
        windows = _number(overlapping, "window overlaps", "windows overlap")
        yield f"{windows} one of an earlier occasion of the same state: years count twice; `distinct` keeps them apart."
    for tie, count in doubts.memberless.items():
        if count:
            occasions = _number(count, "occasion has", "occasions have")
            yield f"{occasions} no `{tie}` in any year that is looked at, and so can be no hit; `where: any {tie}` leaves such out."
    yield from _faults(found)
    for says in doubts.whole:
        yield f"Of the data as a whole: {says}"
    if found.comparison is not None:
        yield from _compared(found.comparison)


def _years(asked: ReferenceClass, found: BaseRate) -> Iterator[str]:
    """Yield which of the years that are asked for cannot be asked about, and which dataset is in the way."""
    if found.years_asked is None:
        return
    words = asked.query.get("years", "")
    (first, last), (begin, end) = found.years_asked, found.years
    if first < begin and "until" not in words:
        datasets = _named(found.begun_by, "begins", "begin") or "the panel begins"
        yield f"{_lost(first, begin - 1)}: {datasets} too late."
    if end < last and "since" not in words:
        datasets = _named(found.ended_by, "ends", "end")
        if not datasets:
            datasets = "the panel ends" if found.as_of is None else f"what may be known by {found.as_of} ends"
        window = f", with the {_number(found.window, 'year', 'years')} that `then` looks ahead" if found.window else ""
        yield f"{_lost(end + 1, last)}: {datasets} too early{window}."


def _lost(first: int, last: int) -> str:
    years = f"The year {first}" if first == last else f"The years {first} to {last}"
    return f"{years}, which `years` asks for, cannot be looked at"


def _named(datasets: tuple[str, ...], one: str, several: str) -> str:
    return f"{', '.join(datasets)} {one if len(datasets) == 1 else several}" if datasets else ""


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
