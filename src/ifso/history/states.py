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

_BY_HAND: Mapping[int, tuple[str, str, str]] = MappingProxyType(
    {
        221: ("MCO", "Monaco", "Europe & Central Asia"),
        223: ("LIE", "Liechtenstein", "Europe & Central Asia"),
        232: ("AND", "Andorra", "Europe & Central Asia"),
        260: ("DEU", "Germany", "Europe & Central Asia"),
        265: ("DDR", "East Germany", "Europe & Central Asia"),
        315: ("CSK", "Czechoslovakia", "Europe & Central Asia"),
        331: ("SMR", "San Marino", "Europe & Central Asia"),
        340: ("SRB", "Serbia", "Europe & Central Asia"),
        345: ("YUG", "Yugoslavia", "Europe & Central Asia"),
        347: ("XKX", "Kosovo", "Europe & Central Asia"),
        365: ("RUS", "Russia", "Europe & Central Asia"),
        396: ("", "Abkhazia", "Europe & Central Asia"),
        397: ("", "South Ossetia", "Europe & Central Asia"),
        511: ("", "Zanzibar", "Sub-Saharan Africa"),
        678: ("YEM", "Yemen", "Middle East & North Africa"),
        680: ("YMD", "South Yemen", "Middle East & North Africa"),
        711: ("", "Tibet", "East Asia & Pacific"),
        816: ("VNM", "Vietnam", "East Asia & Pacific"),
        817: ("VDR", "South Vietnam", "East Asia & Pacific"),
        935: ("VUT", "Vanuatu", "East Asia & Pacific"),
        970: ("KIR", "Kiribati", "East Asia & Pacific"),
        971: ("NRU", "Nauru", "East Asia & Pacific"),
        972: ("TON", "Tonga", "East Asia & Pacific"),
        973: ("TUV", "Tuvalu", "East Asia & Pacific"),
        983: ("MHL", "Marshall Islands", "East Asia & Pacific"),
        987: ("FSM", "Micronesia", "East Asia & Pacific"),
        990: ("WSM", "Samoa", "East Asia & Pacific"),
    }
)
"""Code, name and region of states that the list of codes does not give in every year of their existence, or not under one number.

Those that are gone (with their code of ISO 3166-3), those that have changed their number or name, microstates, and states without a code.
Kosovo's code is not ISO's but is in general use.
"""


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
            iso3=_BY_HAND[gw][0] if gw in _BY_HAND else iso.get(gw, ""),
            name=_BY_HAND[gw][1] if gw in _BY_HAND else names.get(gw) or titles[gw],
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
    return _BY_HAND[gw][2] if gw in _BY_HAND else found.get(gw)
