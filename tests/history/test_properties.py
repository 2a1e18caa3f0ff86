"""What must hold of any class on any panel."""

import contextlib
from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ifso.ground.diagnostics import UsageError
from ifso.ground.reference import Written
from ifso.history.asking import base_rate
from ifso.history.classes import read
from ifso.history.panel import Pairs, Panel
from ifso.history.results import BaseRate, Outcome

from .expressions import FIRST, LAST, TIES, panels, truths, windows


def ask(panel: Panel, **said: object) -> BaseRate | None:
    """Ask a class, or return None where no year can be asked about."""
    found, complaints = read(Written.of("drawn", {key.replace("_", " "): value for key, value in said.items() if value}))
    if found is None:
        assert {complaint.code for complaint in complaints} <= {"reads-ahead", "looks-back", "constant-expression"}, (said, complaints)
        return None
    with contextlib.suppress(UsageError):  # the one reason that there is: no year is covered by all that the class reads
        return base_rate(found, panel, resamples=50)
    return None


@st.composite
def classes(draw: st.DrawFn) -> dict[str, str]:
    """Draw a class with conditions that look back, and an outcome that looks ahead."""
    each = draw(st.sampled_from(["", "neighbour", "defence_pact", "patron", "major_power"]))
    other = bool(each)
    return {
        "when": draw(truths(1, other=other)),
        "where": draw(st.one_of(st.just(""), truths(1, other=other))),
        "then": f"({draw(truths(1, other=other))}) {draw(windows())}",
        "each": each,
    }


@settings(max_examples=60)
@given(panels(), classes(), st.sampled_from(["", "3 years"]), st.sampled_from(["", "region, us_troops > 50", "patron"]))
def test_counts_add_up(panel, said, distinct, by):
    found = ask(panel, **said, distinct=distinct, by=by, compare="unmatched")
    assume(found is not None)
    outcomes = [case.outcome for case in found.cases]
    assert found.rate.k == outcomes.count(Outcome.HIT) <= found.rate.n
    assert found.rate.n == len(outcomes) - outcomes.count(Outcome.UNKNOWN)
    assert found.rate.unknown == outcomes.count(Outcome.UNKNOWN)
    assert found.comparison.rate.k <= found.comparison.rate.n
    assert all(found.years[0] <= case.year <= found.years[1] for case in found.cases)
    if by:
        assert sum(rate.k for rate in found.groups.values()) == found.rate.k
        assert sum(rate.n for rate in found.groups.values()) == found.rate.n
        assert sum(rate.unknown for rate in found.groups.values()) == found.rate.unknown
        assert {case.group for case in found.cases} <= set(found.groups)


def keys(found: BaseRate | None) -> set[tuple[int, str, int, Outcome]]:
    return {(case.gw, case.other, case.year, case.outcome) for case in found.cases} if found else set()


@settings(max_examples=40)
@given(panels(), classes(), st.integers(FIRST, LAST), st.integers(FIRST, LAST), st.sampled_from(["", "3 years"]))
def test_cutting_years_never_adds_cases_and_never_changes_one(panel, said, one, other, distinct):
    whole = ask(panel, **said, distinct=distinct)
    first, last = min(one, other), max(one, other)
    cut = ask(panel, **said, distinct=distinct, years=f"{first} to {last}")
    assert keys(cut) == {key for key in keys(whole) if first <= key[2] <= last}


@settings(max_examples=40)
@given(panels(), truths(1, other=False), truths(1, other=False), windows())
def test_a_class_and_its_complement_part_the_years_that_are_known(panel, when, then, window):
    then = f"({then}) {window}"
    yes, no, every = ask(panel, when=when, then=then), ask(panel, when=f"not ({when})", then=then), ask(panel, then=then)
    assume(yes is not None and no is not None)
    assert not keys(yes) & keys(no)
    inside = {key for key in keys(every) if yes.years[0] <= key[2] <= yes.years[1]}  # conditions have coverage too
    assert keys(yes) | keys(no) <= inside
    assert len(inside) == len(keys(yes)) + len(keys(no)) + yes.untold == len(keys(yes) | keys(no)) + no.untold


@settings(max_examples=40)
@given(panels(), classes(), st.integers(1, 8))
def test_distinct_never_adds_and_keeps_occasions_apart(panel, said, years):
    every, apart = ask(panel, **said), ask(panel, **said, distinct=f"{years} years")
    assert keys(apart) <= keys(every)
    if apart is not None:
        assert len(apart.cases) + apart.repeated == len(every.cases)
        seen: dict[tuple[int, str], int] = {}
        for case in apart.cases:
            assert case.year - seen.get((case.gw, case.other), -99) >= years
            seen[case.gw, case.other] = case.year


def turned(panel: Panel) -> Panel:
    """Return the same panel with its states the other way round."""
    last = len(panel.states) - 1
    columns = {
        name: np.where(values >= 0, last - values, values)[::-1] if name in {"patron", "main_arms_supplier"} else values[::-1]
        for name, values in panel.columns.items()
    }
    ties = {
        name: Pairs(
            subject=(last - tie.subject)[::-1],
            other=(last - tie.other)[::-1],
            values=tie.values[::-1],
            knows=None if tie.knows is None else tie.knows[::-1],
        )
        for name, tie in panel.ties.items()
    }
    return replace(panel, states=panel.states[::-1], exists=panel.exists[::-1], columns=columns, ties=ties)


@settings(max_examples=30)
@given(panels(), classes(), st.sampled_from(["", "region, patron"]))
def test_the_order_of_states_does_not_matter(panel, said, by):
    said = said | {"by": by, "compare": "unmatched"}
    one, other = ask(panel, **said), ask(turned(panel), **said)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert sorted(map(repr, one.cases)) == sorted(map(repr, other.cases))
        assert one.rate == other.rate
        assert dict(one.groups) == dict(other.groups)
        assert one.comparison == other.comparison


@settings(max_examples=30)
@given(panels(), classes(), st.integers(FIRST + 3, LAST - 1))
def test_nothing_later_than_a_cut_is_looked_at(panel, said, year):
    """A panel whose later years are wiped out answers, for the years that the cut one is asked of, as the whole one does."""
    column = year - FIRST + 1
    wiped = replace(
        panel,
        columns={name: np.where(np.arange(panel.years) < column, values, np.nan) for name, values in panel.columns.items()},
        ties={name: replace(tie, values=np.where(np.arange(panel.years) < column, tie.values, np.nan)) for name, tie in panel.ties.items()},
        as_of=year,
    )
    whole, cut = ask(panel, **said), ask(wiped, **said, as_of=str(year))
    if cut is not None:
        assert keys(cut) == {key for key in keys(whole) if cut.years[0] <= key[2] <= cut.years[1]}
        assert cut.years[1] <= year


def test_every_tie_can_be_quantified_over():
    for tie in TIES:
        found, complaints = read(Written.of("tie", {"then": f"any {tie} (coup)"}))
        assert found is not None, complaints
