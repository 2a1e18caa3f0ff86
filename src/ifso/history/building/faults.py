"""Which variables a known fault of the data touches.

Owns the way from a column of a dataset to the variables that rest on it. Leaves what the faults are to the cards.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ifso.history.building.cutting import HINDSIGHT
from ifso.history.card import Ids, Treatment
from ifso.history.datasets import CARDS
from ifso.history.panel import Fault
from ifso.history.states import gw_of
from ifso.history.variables import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ifso.history import card

RESTS_ON: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("archigos", "enddate"): ("leader_exit", "irregular_exit", "foreign_imposed_exit"),
        ("archigos", "exit"): ("leader_exit", "irregular_exit", "foreign_imposed_exit"),
        ("archigos", "exitcode"): ("irregular_exit", "foreign_imposed_exit"),
        ("chisols", "solschdum"): ("support_change",),
        ("gwf", "gwf_regimetype"): ("regime_type",),
        ("gwf", "gwf_fail"): ("regime_failure", "failure_to"),
        ("gwf", "gwf_fail_subsregime"): ("failure_to",),
        ("arms_transfers", "value"): ("main_arms_supplier", "armed_mainly_by", "arms_share", "supplies", "supplied_by", "patron"),
        ("atop", "atop_defense"): ("defence_pact", "owed_defence_by", "owes_defence_to", "patron", "allied"),
        ("un_ideal_points", "idealpointfp"): ("un_ideal_point", "un_distance"),
        ("gdp", "gdp_per_head"): ("gdp_per_head",),
        ("population", "pop"): ("population",),
        ("us_troops", "troops_ad"): ("us_troops",),
        ("contiguity", "conttype"): ("neighbour", "near"),
        ("cow_nmc", "cinc"): ("power_share",),
    }
)
"""Variables by dataset and column, where not every variable of the dataset rests on the column."""

IDENTIFIERS = frozenset({"gw", "cow", "cow_a", "cow_b", "country_text_id", "vdem"})
"""Columns of numbers and codes of states; what is wrong with those, the crosswalk takes care of."""


def faults(until: int | None, first: int, last: int) -> tuple[Fault, ...]:
    """Return the known faults that touch the panel, with the years clipped to its own; those that cleaning corrects are none."""
    found = [fault for name, each in CARDS.items() for given in each.faults for fault in _of(name, each, given, first, last)]
    if until is not None:
        found += [Fault(variables=names, gw=None, first=first, last=last, says=says) for names, says in HINDSIGHT.values()]
    return tuple(found)


def _of(name: str, card: card.Card, fault: card.Fault, first: int, last: int) -> Iterator[Fault]:
    low, high = max(fault.first or first, first), min(fault.last or last, last)
    touched = [VARIABLES[each] for each in _variables(name, fault.columns) if VARIABLES[each].first <= high and VARIABLES[each].last >= low]
    if fault.treatment is Treatment.CORRECTED or not touched or low > high:
        return
    low, high = max(low, min(each.first for each in touched)), min(high, max(each.last for each in touched))
    for gw in _states(card.ids, fault.state, high):
        yield Fault(variables=tuple(each.name for each in touched), gw=gw, first=low, last=high, says=fault.says)


def _variables(dataset: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    of_dataset = tuple(variable.name for variable in VARIABLES.values() if dataset in variable.datasets)
    touched = {name for column in columns if column not in IDENTIFIERS for name in RESTS_ON.get((dataset, column), of_dataset)}
    return tuple(sorted(touched))


def _states(ids: Ids, number: int | None, year: int) -> tuple[int | None, ...]:
    if number is None:
        return (None,)
    return gw_of(number, year) if ids is Ids.COW else (number,)
