"""The states of the panel: their spells, codes and names, and the crosswalk between the two systems of numbers.

Owns which states there are, and what a number of Correlates of War means in a given year. A state is one of Gleditsch and Ward's list of
independent states, microstates included, and keeps its row for as long as it keeps its number there: Russia is the Soviet Union (365),
Germany the Federal Republic (260), Yemen the Arab Republic (678), Vietnam the Democratic Republic (816); Yugoslavia (345) ends in 2006 and
Serbia (340) begins. Leaves placing values on this axis to :mod:`ifso.history.building`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from ifso.history.panel import State

SERBIA = 2006
"""The year in which Yugoslavia's number in Correlates of War, 345, passes from Gleditsch and Ward's 345 to their 340."""

_GW: Mapping[int, int] = MappingProxyType({255: 260, 679: 678, 946: 970, 947: 973, 955: 972, 970: 971})
"""Numbers of Correlates of War that mean another number of Gleditsch and Ward, in every year since 1946: Germany, Yemen, Kiribati, Tuvalu,
Tonga and Nauru. Some datasets write united Germany's 255 for the Federal Republic too."""

_COW: Mapping[int, int] = MappingProxyType({970: 946, 973: 947, 972: 955, 971: 970, 340: 345})

_NOT_IN_COW = frozenset({396, 397, 711})
"""Abkhazia, South Ossetia, Tibet."""

_ISO3: Mapping[int, str] = MappingProxyType({
    260: "DEU", 265: "DDR", 315: "CSK", 340: "SRB", 345: "YUG", 347: "XKX", 365: "RUS", 396: "", 397: "", 511: "", 678: "YEM", 680: "YMD",
    711: "", 816: "VNM", 817: "VDR",
})  # fmt: skip
"""Codes that do not follow from a number in one year: states whose number or name has changed, those that are gone (ISO 3166-3), those
without a code, and Kosovo, whose code is not ISO's but is in general use."""

_NAMES: Mapping[int, str] = MappingProxyType({
    260: "Germany", 265: "East Germany", 340: "Serbia", 345: "Yugoslavia", 365: "Russia", 511: "Zanzibar", 678: "Yemen", 680: "South Yemen",
    816: "Vietnam", 817: "South Vietnam",
})  # fmt: skip

_REGIONS: Mapping[int, str] = MappingProxyType(
    dict.fromkeys((345, 396, 397), "Europe & Central Asia") | {511: "Sub-Saharan Africa", 711: "East Asia & Pacific"}
)


def gw_of(cow: int, year: int) -> tuple[int, ...]:
    """Return the Gleditsch-Ward numbers that a number of Correlates of War means in a year: one, or two where one gave way to the other."""
    if cow == 345:
        return (345,) if year < SERBIA else (345, 340) if year == SERBIA else (340,)
    return (_GW.get(cow, cow),)


def cow_of(gw: int, year: int) -> int | None:
    """Return the Correlates of War number of a state at the end of a year, or None where that system has no number for it.

    Whether the state is a member of that system in the year is another question.
    """
    if gw in _NOT_IN_COW:
        return None
    if gw == 260:
        return 255 if year >= 1990 else 260
    if gw == 678:
        return 679 if year >= 1990 else 678
    return _COW.get(gw, gw)


def rank(cow: int, year: int) -> int:
    """Return how well a number fits its year, lowest best, for a year in which a dataset tells of a state under two numbers.

    The number at the end of the year comes first, so that 1990 is united Germany's and Yemen's.
    """
    return min(int(cow_of(gw, year) != cow) for gw in gw_of(cow, year))


def list_states(
    spells: Iterable[tuple[int, str, date, date | None]],
    codes: Iterable[tuple[int | None, int | None, int, str, str | None]],
    first: int,
    last: int,
) -> tuple[State, ...]:
    """Return the states that existed on any day of the years from ``first`` to ``last``, in the order of their numbers.

    ``spells`` are (Gleditsch-Ward number, name, first day, last day or None for one that goes on); ``codes`` are (Gleditsch-Ward number,
    Correlates of War number, year, name, ISO3) by year.
    """
    iso, names = _labels(codes)
    years: dict[int, tuple[int, int]] = {}
    titles: dict[int, str] = {}
    for gw, name, begins, ends in spells:
        low, high = max(begins.year, first), min(ends.year if ends else last, last)
        if low <= high:
            known = years.get(gw, (low, high))
            years[gw] = (min(known[0], low), max(known[1], high))
            titles[gw] = name
    return tuple(
        State(
            gw=gw,
            cow=cow_of(gw, years[gw][1]),
            iso3=_ISO3.get(gw, iso.get(gw, "")),
            name=_NAMES.get(gw) or names.get(gw) or titles[gw],
            first=years[gw][0],
            last=years[gw][1],
        )
        for gw in sorted(years)
    )


def _labels(codes: Iterable[tuple[int | None, int | None, int, str, str | None]]) -> tuple[dict[int, str], dict[int, str]]:
    """Return ISO3 codes and names by Gleditsch-Ward number; microstates are found by their number in Correlates of War."""
    iso: dict[int, str] = {}
    names: dict[int, str] = {}
    for gw, cow, year, name, code in codes:
        for number in (gw,) if gw is not None else gw_of(cow, year) if cow is not None else ():
            if code:
                iso[number], names[number] = code, name
    return iso, names


def region_of(gw: int, found: Mapping[int, str]) -> str | None:
    """Return the World Bank's region of a state from those found by number, or by hand for the few that the codes leave out."""
    return _REGIONS.get(gw) or found.get(gw)
