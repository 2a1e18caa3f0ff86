"""The six kinds of question in plain pandas, as somebody would write them who has the panel as data frames.

Owns a frame of state-years, a frame of pairs by year for each tie, and a function for each question that counts hits, misses and what is
unknown. Missing values are pandas' own: its nullable booleans know that "unknown or true" is true. It shares no code with the language of
reference classes. Leaves the clock to :mod:`history`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ifso.history.variables import VARIABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ifso.history.panel import Panel

COLUMNS = (
    "region", "decade", "major_power", "irregular_exit", "foreign_imposed_exit", "us_troops", "main_arms_supplier", "civil_conflict",
    "civil_conflict_onset", "autocratic_regime", "regime_failure", "regime_type", "interstate_conflict_onset", "democratic_breakdown",
)  # fmt: skip
TIES = ("neighbour", "defence_pact", "owed_defence_by", "fights_beside")
WITH = (("allied", "RUS"), ("allied", "CHN"), ("un_distance", "USA"))
"""Ties with one state, as a column of state-years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a question found."""

    k: int
    n: int
    unknown: int
    compared: tuple[int, int] | None = None
    """Hits and count of the matched comparison years."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frames:
    """The panel as data frames."""

    years: pd.DataFrame
    """A line for each state and year, sorted, none left out: ``state``, ``year``, ``exists``, the variables, and for each tie whether its
    data speak of the state."""
    pairs: Mapping[str, pd.DataFrame]
    """For each tie a line for each ordered pair that is ever one, and each year: ``state``, ``other``, ``year``, ``holds``, and whether the
    data speak of the other."""
    rows: Mapping[str, int]
    """Number of a state by its code."""


def frames(panel: Panel) -> Frames:
    """Make the frames."""
    states, years = len(panel.states), np.arange(panel.first_year, panel.last_year + 1)
    table = pd.DataFrame(
        {"state": np.repeat(np.arange(states), panel.years), "year": np.tile(years, states), "exists": panel.exists.ravel()}
    )
    for name in COLUMNS:
        values = pd.Series(panel.of(name).ravel())
        table[name] = _truth(values) if VARIABLES[name].kind is Kind.YES_NO else values
    rows = {state.iso3: row for row, state in enumerate(panel.states) if state.iso3}
    everybody = np.arange(states)
    for name, code in WITH:
        values = pd.Series(panel.between(name, everybody, np.full(states, rows[code])).ravel())
        table[f"{name}_{code}"] = _truth(values) if VARIABLES[name].kind is Kind.YES_NO else values
    pairs = {}
    for name in TIES:
        subject, other = panel.partners(name)
        knows = panel.ties[name].knows
        spoken = panel.exists if knows is None else panel.exists & knows
        table[f"{name}_spoken_of"] = spoken.ravel()
        pairs[name] = pd.DataFrame(
            {
                "state": np.repeat(subject, panel.years),
                "other": np.repeat(other, panel.years),
                "year": np.tile(years, len(subject)),
                "holds": _truth(pd.Series(panel.between(name, subject, other).ravel())),
                "other_spoken_of": spoken[other].ravel(),
            }
        )
    return Frames(years=table, pairs=pairs, rows=rows)


def _truth(values: pd.Series) -> pd.Series:
    return values.map({1.0: True, 0.0: False}).astype("boolean")


# ---------------------------------------------------------------- steps


def _ahead(values: pd.Series, keys: list[pd.Series], years: range) -> list[pd.Series]:
    """Return a column as it is so many years later, for each number of years."""
    grouped = values.groupby(keys, sort=False)
    return [grouped.shift(-ahead) for ahead in years]


def _within(seen: list[pd.Series]) -> pd.Series:
    """Return whether something is seen in any of some years: true, false or unknown."""
    return _at_least(seen, 1)


def _at_least(seen: list[pd.Series], count: int) -> pd.Series:
    table = pd.concat(seen, axis=1)
    sure: pd.Series = table.fillna(value=False).sum(axis=1) >= count
    possible: pd.Series = table.fillna(value=True).sum(axis=1) >= count
    return sure.astype("boolean").mask(possible & ~sure)


def _count(occasions: pd.Series, outcome: pd.Series) -> Counted:
    found = outcome[occasions.fillna(value=False)]
    return Counted(k=int(found.fillna(value=False).sum()), n=int(found.notna().sum()), unknown=int(found.isna().sum()))


def _inside(table: pd.DataFrame, years: tuple[int, int]) -> pd.Series:
    return table["exists"] & table["year"].between(*years)


def _any_member(data: Frames, tie: str, what: str) -> pd.Series:
    """Return whether any member by a tie has something in the year, for every state-year.

    A state that does not exist, or of which the data on the tie do not speak, is no member; the members of such a state are not known.
    """
    of_members = data.years[["state", "year", what]].rename(columns={"state": "other"})
    joined = data.pairs[tie].merge(of_members, on=["other", "year"], how="left")
    joined = joined[joined["other_spoken_of"]]
    both = joined["holds"] & joined[what]
    keys = [joined["state"], joined["year"]]
    sure = both.fillna(value=False).groupby(keys).any()
    open_ = both.isna().groupby(keys).any()
    index = pd.MultiIndex.from_frame(data.years[["state", "year"]])
    some, hidden = (each.reindex(index, fill_value=False).to_numpy() for each in (sure, open_))
    covered = data.years["year"].between(VARIABLES[tie].first, VARIABLES[tie].last) & data.years[f"{tie}_spoken_of"]
    return pd.Series(some, index=data.years.index).astype("boolean").mask((hidden & ~some) | ~covered)


def _compared(table: pd.DataFrame, occasions: pd.Series, others: pd.Series, outcome: pd.Series) -> tuple[int, int]:
    """Return hits and count of the comparison years in the strata, region and decade, of the occasions."""
    strata = table["region"] * 100 + table["decade"]
    known = outcome.notna() & strata.notna()
    matched = set(strata[occasions.fillna(value=False) & known])
    found = outcome[others.fillna(value=False) & known & strata.isin(matched)]
    return int(found.sum()), len(found)


# ---------------------------------------------------------------- the questions


def bases(data: Frames, years: tuple[int, int]) -> Counted:
    """Count US troops after an exit in a state armed by, or allied to, Russia or China."""
    table = data.years
    event = table["irregular_exit"] | table["foreign_imposed_exit"]
    troops = table["us_troops"]
    supplier = table["main_arms_supplier"]
    theirs = supplier.isin([data.rows["RUS"], data.rows["CHN"]]).astype("boolean").mask(supplier.isna())
    held = (troops < 100).astype("boolean").mask(troops.isna()) & (theirs | table["allied_RUS"] | table["allied_CHN"])
    before = _ahead(held, [table["state"]], range(-1, 0))[0]
    many = (troops >= 100).astype("boolean").mask(troops.isna())
    outcome = _within(_ahead(many, [table["state"]], range(1, 6)))
    inside = _inside(table, years)
    occasions, others = before & event & inside, before & ~event & inside
    counted = _count(occasions, outcome)
    return Counted(k=counted.k, n=counted.n, unknown=counted.unknown, compared=_compared(table, occasions, others, outcome))


def contagion(data: Frames, years: tuple[int, int]) -> Counted:
    """Count onsets of civil conflict in any neighbour after an irregular exit."""
    table = data.years
    onset = _any_member(data, "neighbour", "civil_conflict_onset")
    outcome = _within(_ahead(onset, [table["state"]], range(1, 6)))
    return _count(table["irregular_exit"] & _inside(table, years), outcome)


def pact_gone(data: Frames, years: tuple[int, int]) -> Counted:
    """Count defence pacts with a major power that were in force before and in the year of an irregular exit, and were gone later."""
    own = data.years[["state", "year", "exists", "irregular_exit"]]
    of_other = data.years[["state", "year", "exists", "major_power"]].rename(columns={"state": "other", "exists": "other_exists"})
    pairs = data.pairs["defence_pact"].merge(own, on=["state", "year"]).merge(of_other, on=["other", "year"])
    pairs = pairs.sort_values(["state", "other", "year"], ignore_index=True)
    keys = [pairs["state"], pairs["other"]]
    before = _ahead(pairs["holds"] & pairs["major_power"], keys, range(-1, 0))[0]
    outcome = _within(_ahead(~pairs["holds"], keys, range(1, 6)))
    inside = pairs["exists"] & pairs["other_exists"] & pairs["year"].between(*years)
    return _count(before & pairs["holds"] & pairs["irregular_exit"] & inside, outcome)


def failure(data: Frames, years: tuple[int, int]) -> Counted:
    """Count failures of autocratic regimes."""
    table = data.years
    return _count(table["autocratic_regime"] & _inside(table, years), table["regime_failure"])


def un_move(data: Frames, years: tuple[int, int]) -> Counted:
    """Count moves of half a point towards the United States after a failure."""
    table = data.years
    distance = table["un_distance_USA"]
    before = _ahead(distance, [table["state"]], range(-1, 0))[0]
    moved = [
        (later <= before - 0.5).astype("boolean").mask(later.isna() | before.isna())
        for later in _ahead(distance, [table["state"]], range(1, 6))
    ]
    return _count(table["regime_failure"] & _inside(table, years), _within(moved))


def honoured(data: Frames, years: tuple[int, int]) -> Counted:
    """Count allies that fought beside a state to which they owed defence, in the year of its conflict or the next."""
    own = data.years[["state", "year", "exists", "interstate_conflict_onset"]]
    of_other = data.years[["state", "year", "exists"]].rename(columns={"state": "other", "exists": "other_exists"})
    beside = data.pairs["fights_beside"].rename(columns={"holds": "beside"})
    pairs = data.pairs["owed_defence_by"].merge(own, on=["state", "year"]).merge(of_other, on=["other", "year"])
    pairs = pairs.merge(beside, on=["state", "other", "year"], how="left").sort_values(["state", "other", "year"], ignore_index=True)
    both = pairs["exists"] & pairs["other_exists"]
    pairs["beside"] = pairs["beside"].fillna(value=False).mask(~pairs["exists"])  # an ally that is gone does not fight
    keys = [pairs["state"], pairs["other"]]
    before = _ahead(pairs["holds"], keys, range(-1, 0))[0]
    outcome = _within(_ahead(pairs["beside"], keys, range(2)))
    return _count(before & pairs["interstate_conflict_onset"] & both & pairs["year"].between(*years), outcome)


def domino(data: Frames, years: tuple[int, int]) -> Counted:
    """Count democratic breakdowns of any neighbour after one, against years without."""
    table = data.years
    outcome = _within(_ahead(_any_member(data, "neighbour", "democratic_breakdown"), [table["state"]], range(1, 4)))
    event, inside = table["democratic_breakdown"], _inside(table, years)
    counted = _count(event & inside, outcome)
    compared = _compared(table, event & inside, ~event & inside, outcome)
    return Counted(k=counted.k, n=counted.n, unknown=counted.unknown, compared=compared)


QUESTIONS: Mapping[str, Callable[[Frames, tuple[int, int]], Counted]] = {
    "bases": bases,
    "contagion": contagion,
    "pact_gone": pact_gone,
    "failure": failure,
    "un_move": un_move,
    "honoured": honoured,
    "domino": domino,
}
