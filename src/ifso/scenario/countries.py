"""Countries by their ISO code, with the numbers by which datasets know them.

Owns the step from ``IRN`` to a state, and what is suggested for a code that does not exist. Codes and names are those of ISO 3166-1, from
pycountry. Leaves the numbers to :mod:`ifso.scenario.state_numbers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from ifso.ground.suggest import LONGEST, nearest
from ifso.scenario.meaning import State
from ifso.scenario.state_numbers import CORRELATES_OF_WAR, GLEDITSCH_WARD

if TYPE_CHECKING:
    from pycountry.db import Country

BESIDE_ISO: Mapping[str, str] = MappingProxyType({"XKX": "Kosovo"})
"""Codes that ISO 3166-1 leaves to its users and that datasets of states use."""
RESERVED: Mapping[str, str] = MappingProxyType({"UK": "GBR", "EL": "GRC"})
"""Two-letter codes that are in wide use and not ISO's own."""


@lru_cache(maxsize=512)
def state(code: str) -> State | None:
    """Return the state of an ISO 3166-1 alpha-3 code, or None for a code that is not in use today."""
    name = _names().get(code)
    if name is None:
        return None
    return State(iso3=code, name=name, cow=CORRELATES_OF_WAR.get(code), gw=GLEDITSCH_WARD.get(code))


def suggest(code: str) -> str:
    """Return a hint for a code that does not exist: the country that was probably meant, or how codes look.

    Knows the two-letter codes, and the common, short and official names.
    """
    if not 0 < len(code) <= LONGEST:
        return ""
    if code.upper() in _names():
        return f"Write `{code.upper()}`, in capitals."
    known = {name: c.alpha_3 for c in _countries() for name in _ways_to_say(c)}
    known |= {name: code for code, name in BESIDE_ISO.items()} | dict(RESERVED)
    folded = code.replace("_", " ").casefold()
    by_fold = {name.casefold(): iso3 for name, iso3 in known.items()}
    begun = {iso3 for name, iso3 in by_fold.items() if len(folded) > 2 and name.startswith(folded)}
    found = by_fold.get(folded) or (begun.pop() if len(begun) == 1 else None) or known.get(nearest(code, known, cutoff=0.8) or "")
    if found is None:
        return "Codes are those of ISO 3166-1 alpha-3, such as `IRN`."
    return f"Did you mean `{found}` ({_names()[found]})?"


def _ways_to_say(country: Country) -> tuple[str, ...]:
    ways = (getattr(country, field, "") for field in ("alpha_2", "common_name", "name", "official_name"))
    return tuple(way for way in ways if way)


@lru_cache(maxsize=1)
def _countries() -> tuple[Country, ...]:
    import pycountry  # noqa: PLC0415 - read only for a scenario that names countries

    return tuple(pycountry.countries)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Return the names of all countries by code."""
    return MappingProxyType({**{c.alpha_3: getattr(c, "common_name", None) or c.name for c in _countries()}, **BESIDE_ISO})
