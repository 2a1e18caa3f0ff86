"""Four of the shipped classes counted again in plain pandas from the raw files, agreeing case by case.

Nothing of ifso's reading, cleaning, building or asking is used for the second count: files are read by pandas and rdata, states are sets of
(number, year), and every occasion is looked at in a loop. True, False and None are yes, no and unknown.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest
import rdata

from ifso.history.asking import base_rate
from ifso.history.classes import read
from ifso.history.keeping import load_panel
from ifso.history.panel import Panel
from ifso.history.results import BaseRate, Outcome
from ifso.scenario.load import load_classes
from ifso.verbs.finding import find_scenario

FIRST, LAST = 1946, 2024
RUSSIA, CHINA, WEST_GERMANY, SERBIA, YUGOSLAVIA = 365, 710, 260, 340, 345
Truth = bool | None
Case = tuple[int, int, int, Truth]
"""State, partner (0 where there is none), year, and whether it happened."""


def some(values: Iterable[Truth]) -> Truth:
    found = set(values)
    return True if True in found else None if None in found else False


def every(values: Iterable[Truth]) -> Truth:
    found = set(values)
    return False if False in found else None if None in found else True


def opposite(value: Truth) -> Truth:
    return None if value is None else not value


class Raw:
    """The raw files, and what they say of states and years."""

    def __init__(self, mirror: Path) -> None:
        self.mirror = mirror

    def rda(self, path: str) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return next(iter(rdata.read_rda(self.mirror / path).values()))

    @staticmethod
    def gw(cow: float, year: int) -> list[int]:
        """Return the Gleditsch-Ward numbers of a Correlates of War number."""
        if cow == YUGOSLAVIA:
            return [YUGOSLAVIA] if year < 2006 else [YUGOSLAVIA, SERBIA] if year == 2006 else [SERBIA]
        return [{255: 260, 679: 678, 946: 970, 947: 973, 955: 972, 970: 971}.get(int(cow), int(cow))]

    @cached_property
    def exists(self) -> set[tuple[int, int]]:
        table = self.rda("gw_states/gwstates.rda")
        day = pd.Timestamp("1970-01-01")
        found = set()
        for line in table.itertuples():
            begins = (day + pd.Timedelta(days=line.start)).year if line.start > -100_000 else FIRST
            ends = (day + pd.Timedelta(days=line.end)).year if line.end < 100_000 else LAST
            found |= {(int(line.gwcode), year) for year in range(max(begins, FIRST), min(ends, LAST) + 1)}
        return found

    @cached_property
    def members(self) -> set[tuple[int, int]]:
        """The states of the Correlates of War system; those of the list's end stay."""
        table = pd.read_csv(self.mirror / "cow_states/states2016.csv")
        found = set()
        for line in table.itertuples():
            last = LAST if line.endyear >= 2016 else line.endyear
            found |= {(gw, year) for year in range(max(line.styear, FIRST), last + 1) for gw in self.gw(line.ccode, year)}
        return found & self.exists

    @cached_property
    def leaders(self) -> tuple[set[tuple[int, int]], dict[str, set[tuple[int, int]]]]:
        """State-years with a leader, and those with an exit of each kind."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a few names of leaders are not UTF-8
            table = pd.read_stata(self.mirror / "archigos/Archigos_4.1_stata14.dta")
        there, exits = set(), defaultdict(set)
        for line in table.itertuples():
            begins, ends = int(line.startdate[:4]), int(line.enddate[:4])
            there |= {(int(line.ccode), year) for year in range(max(begins, FIRST), ends + 1)}
            if line.exit != "Still in Office" and line.enddate < "2015-12-31":
                exits[line.exit].add((int(line.ccode), ends))
        return there & self.exists, exits

    def exit(self, kind: str, state: int, year: int) -> Truth:
        there, exits = self.leaders
        if (state, year) not in there:
            return None
        if (state, year) in exits[kind]:
            return True
        return None if (state, year) in exits["Unknown"] else False

    @cached_property
    def fighting(self) -> set[tuple[int, int]]:
        """State-years with a conflict of the government within the state."""
        table = self.rda("ucdp_acd/ucdp_acd.rda")
        table = table[table.type_of_conflict.isin(["intrastate", "II"])]
        serbia = (table.gwno_a == YUGOSLAVIA) & (table.year > 2006)
        return set(zip(table.gwno_a.mask(serbia, SERBIA).astype(int), table.year.astype(int), strict=True))

    def conflict(self, state: int, year: int) -> Truth:
        return (state, year) in self.fighting if (state, year) in self.exists else None

    def onset(self, state: int, year: int) -> Truth:
        if (state, year) not in self.exists or year < FIRST + 2:
            return None
        before = any((state, year - back) in self.fighting and (state, year - back) in self.exists for back in (1, 2))
        return (state, year) in self.fighting and not before

    @cached_property
    def borders(self) -> dict[tuple[int, int], set[int]]:
        table = pd.read_csv(self.mirror / "contiguity/contdir.csv")
        found = defaultdict(set)
        for line in table[table.conttype == 1].itertuples():
            for year in range(max(line.begin // 100, FIRST), line.end // 100 + 1):
                for one in self.gw(line.statelno, year):
                    for other in self.gw(line.statehno, year):
                        if {(one, year), (other, year)} <= self.exists and one != other:
                            found[one, year].add(other)
                            found[other, year].add(one)
        return found

    def neighbours(self, state: int, year: int) -> set[int]:
        return self.borders.get((state, year), set())

    def pacts(self, column: str) -> set[tuple[int, int, int]]:
        table = self.rda("atop/atop_alliance.rda")
        table = table[(table[column] == 1) & (table.year >= FIRST)]
        found = set()
        for a, b, y in zip(table.ccode1, table.ccode2, table.year.astype(int), strict=True):
            for one in self.gw(a, y):
                for other in self.gw(b, y):
                    if one != other:
                        found |= {(one, other, y), (other, one, y)}
        return found

    @cached_property
    def defence(self) -> set[tuple[int, int, int]]:
        return self.pacts("atop_defense")

    @cached_property
    def consultation(self) -> set[tuple[int, int, int]]:
        return self.pacts("atop_consul")

    def pact(self, pacts: set[tuple[int, int, int]], one: int, other: int, year: int) -> Truth:
        if (one, year) not in self.exists or year > 2018:
            return None
        if (other, year) not in self.exists:
            return False if (one, year) in self.members else None
        return True if (one, other, year) in pacts else False if {(one, year), (other, year)} <= self.members else None

    @cached_property
    def majors(self) -> set[tuple[int, int]]:
        table = self.rda("cow_majors/cow_majors.rda")
        spells = [(line.ccode, range(max(int(line.styear), FIRST), int(line.endyear) + 1)) for line in table.itertuples()]
        return {(gw, year) for cow, years in spells for year in years for gw in self.gw(cow, year)}

    @cached_property
    def troops(self) -> dict[tuple[int, int], float]:
        """US troops by state and year, where they are known."""
        table = pd.read_csv(self.mirror / "us_troops/troopdata-rebuild-country-year.csv")
        table = table[(table.ccode > 2) & (table.ccode < 1000) & (table.ccode != 6)]
        table = table.groupby(["ccode", "year"], as_index=False).troops_ad.max()
        moved = [(255, 260, 1950, 1989), (816, 817, 1954, 1974), (531, 530, 1953, 1992), (679, 678, 1950, 1989), (678, 679, 1990, 1990)]
        number = table.ccode.copy()
        for wrong, right, first, last in moved:
            number[(table.ccode == wrong) & table.year.between(first, last)] = right
        table = table.assign(ccode=number).groupby(["ccode", "year"], as_index=False).troops_ad.sum().astype({"troops_ad": float})
        wrong = table.year.isin([1951, 1952]) | ((table.year == 2008) & (table.troops_ad >= 100))
        for state, first, last in ((645, 2006, 2007), (645, 2022, 2024), (652, 2021, 2024)):
            wrong |= (table.ccode == state) & table.year.between(first, last)
        table.loc[wrong, "troops_ad"] = float("nan")
        found = {}
        for state, lines in table.groupby("ccode"):
            last_year, last_count = -99, 0.0
            for year, count in zip(lines.year, lines.troops_ad, strict=True):
                if count == 0 and last_count >= 100 and year - last_year <= 3:
                    continue  # not believed
                if count > 0:
                    last_year, last_count = year, count
                if pd.notna(count):
                    found |= {(gw, year): count for gw in self.gw(state, year) if (gw, year) in self.exists}
        return found

    @cached_property
    def suppliers(self) -> dict[tuple[int, int], int]:
        """The main supplier of arms by state and year, 0 for none; what is unknown is left out."""
        table = pd.read_csv(self.mirror / "arms_transfers/sipri-exports-processed.csv")
        sides = [table[side] for side in ("supplier", "recipient")]
        table = table[
            ~(sides[0].str.endswith("*") | sides[1].str.endswith("*") | sides[0].eq("Northern Cyprus") | sides[1].eq("Northern Cyprus"))
        ]
        numbers = {"Serbia": YUGOSLAVIA, "Micronesia": 987}
        cows = [pd.to_numeric(table[f"{side}_cown"]).fillna(table[side].map(numbers)) for side in ("supplier", "recipient")]
        sums: dict[tuple[int, int], dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for seller, buyer, year, value in zip(*cows, table.year, pd.to_numeric(table.value), strict=True):
            if pd.notna(seller) and pd.notna(buyer):
                for to in self.gw(buyer, year):
                    for by in self.gw(seller, year):
                        if to != by:
                            for later in range(year, year + 5):
                                sums[to, later][by] += value
        found = {}
        for state, year in self.exists:
            if 1950 <= year <= 2021 and not (state == WEST_GERMANY and year < 1991):
                here = sums[state, year]
                top = max(here.values(), default=0)
                first = [by for by, value in here.items() if value == top]
                found[state, year] = first[0] if top > 0 and len(first) == 1 else 0
        return found

    # --- the classes ---

    def cases(
        self,
        occasions: Iterable[tuple[int, int, int]],
        then: Callable[[int, int, int], Truth],
        *,
        years: tuple[int, int],
        distinct: int = 1,
    ) -> set[Case]:
        """Keep the first occasion of a state, or pair, in so many years, and tell what became of those within the years."""
        found, last = set(), {}
        for state, other, year in sorted(occasions, key=lambda occasion: occasion[2]):
            if year - last.get((state, other), -99) >= distinct:
                last[state, other] = year
                if years[0] <= year <= years[1]:
                    found.add((state, other, year, then(state, other, year)))
        return found

    def bases_after_exit(self) -> set[Case]:
        occasions = []
        for state, year in self.exists:
            fell = some([self.exit("Irregular", state, year), self.exit("Foreign", state, year)])
            if fell and self.few_troops(state, year - 1) and self.leans(state, year - 1):
                occasions.append((state, 0, year))
        return self.cases(occasions, self.troops_come, years=(1951, 2015), distinct=5)

    def few_troops(self, state: int, year: int) -> Truth:
        count = self.troops.get((state, year))
        return None if count is None else count < 100

    def leans(self, state: int, year: int) -> Truth:
        supplier = self.suppliers.get((state, year))
        armed = None if supplier is None else supplier in {RUSSIA, CHINA}
        ties = [self.pact(pacts, state, other, year) for pacts in (self.defence, self.consultation) for other in (RUSSIA, CHINA)]
        return some([armed, *ties])

    def troops_come(self, state: int, _: int, year: int) -> Truth:
        return some(opposite(self.few_troops(state, later)) for later in range(year + 1, year + 6))

    def fallen(self) -> list[tuple[int, int]]:
        return [(state, year) for state, year in self.exists if self.exit("Irregular", state, year)]

    def contagion(self) -> set[Case]:
        return self.cases(
            ((state, 0, year) for state, year in self.fallen() if self.neighbours(state, year - 1)),
            self.spreads,
            years=(1947, 2011),
            distinct=5,
        )

    def spreads(self, state: int, _: int, year: int) -> Truth:
        found: list[Truth] = []
        for later in range(year + 1, year + 6):
            found += [every([self.onset(n, later), opposite(self.conflict(n, later - 1))]) for n in self.neighbours(state, later)]
            found += [] if (state, later) in self.members else [None]  # there may be others
        return some(found)

    def contagion_per_neighbour(self) -> set[Case]:
        occasions = [
            (state, other, year)
            for state, year in self.fallen()
            for other in self.neighbours(state, year - 1)
            if (other, year) in self.exists and self.conflict(other, year - 1) is False
        ]
        return self.cases(
            occasions, lambda _, other, year: some(self.onset(other, u) for u in range(year + 1, year + 6)), years=(1947, 2015), distinct=5
        )

    def pact_gone(self) -> set[Case]:
        occasions = [
            (state, major, year)
            for state, year in self.fallen()
            for major in {gw for gw, when in self.majors if when == year - 1} - {state}
            if self.pact(self.defence, state, major, year) and self.pact(self.defence, state, major, year - 1)
        ]
        return self.cases(occasions, self.ends, years=(1947, 2013), distinct=5)

    def ends(self, state: int, major: int, year: int) -> Truth:
        return some(opposite(self.pact(self.defence, state, major, later)) for later in range(year + 1, year + 6))

    def failure_by_type(self) -> tuple[set[Case], dict[str, list[int]]]:
        table = self.rda("gwf/gwf_autocratic.rda")
        names = {"oligarchy": "party", "indirect military": "military", "party": "party", "military": "military", "personal": "personal"}
        kinds = table.gwf_regimetype.fillna("party-based").str.split("-").str[0].map(lambda word: names.get(word, word))
        lines = list(zip(table.GWn.astype(int), table.year.astype(int), table.gwf_fail == 1, kinds, strict=True))
        groups: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for _, _, failed, kind in lines:
            groups[kind][0] += bool(failed)
            groups[kind][1] += 1
        return {(state, 0, year, bool(failed)) for state, year, failed, _ in lines}, dict(groups)


@pytest.fixture(scope="module")
def raw(mirror: Path) -> Raw:
    return Raw(mirror)


@pytest.fixture(scope="module")
def panel(mirror: Path) -> Panel:
    return load_panel(mirror=mirror)


def asked(name: str, panel: Panel) -> BaseRate:
    classes, _ = load_classes(find_scenario("six-questions"))
    found, complaints = read(classes.base_rates[name])
    assert found is not None, complaints
    return base_rate(found, panel, resamples=10)


def cases_of(found: BaseRate, panel: Panel) -> set[Case]:
    numbers = {state.name: state.gw for state in panel.states}
    outcomes = {Outcome.HIT: True, Outcome.MISS: False, Outcome.UNKNOWN: None}
    return {(case.gw, numbers.get(case.other, 0), case.year, outcomes[case.outcome]) for case in found.cases}


@pytest.mark.parametrize("name", ["bases_after_exit", "contagion", "contagion_per_neighbour", "pact_gone"])
def test_every_case_is_found_again_with_the_same_outcome(name, raw, panel):
    found = asked(name, panel)
    expected = getattr(raw, name)()
    assert cases_of(found, panel) ^ expected == set()
    assert (found.rate.k, found.rate.n) == (sum(case[3] is True for case in expected), sum(case[3] is not None for case in expected))
    assert len(expected) > 40


def test_regimes_fail_as_often_as_their_table_says(raw, panel):
    found = asked("failure_by_type", panel)
    expected, groups = raw.failure_by_type()
    assert cases_of(found, panel) ^ expected == set()
    assert {name: [rate.k, rate.n] for name, rate in found.groups.items()} == groups
