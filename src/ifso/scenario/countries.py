"""Countries by their ISO code, with the numbers by which datasets know them.

Owns the step from ``IRN`` to a state with its Correlates of War and Gleditsch-Ward numbers, and what is suggested for a code that does
not exist. Names and Gleditsch-Ward numbers come from the table that country_converter ships, read as the file it is: importing the
library means importing pandas, and its 1.3 does not start under every pandas. The two number systems agree but for the exceptions
listed here, which follow Correlates of War, *State System Membership* (v2016), and Gleditsch and Ward, "A Revised List of Independent
States since the Congress of Vienna", *International Interactions* 25 (1999) with its later updates.
"""

from __future__ import annotations

import csv
import importlib.util
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ifso.ground.suggest import LONGEST, nearest
from ifso.scenario.meaning import State

GW_TODAY: Mapping[str, int] = MappingProxyType({"CZE": 316, "VNM": 816, "YEM": 678})
"""Gleditsch-Ward numbers of today's states where the library gives that of a predecessor."""
COW_TODAY: Mapping[str, int] = MappingProxyType(
    {"DEU": 255, "SRB": 345, "YEM": 679, "KIR": 946, "TUV": 947, "TON": 955, "NRU": 970},
)
"""Correlates of War numbers that differ from those of Gleditsch and Ward."""


def state(code: str) -> State | None:
    """Return the state of an ISO 3166-1 alpha-3 code, or None for a code that is not in use today."""
    return _states().get(code)


def suggest(code: str) -> str:
    """Return a hint for a code that does not exist: the country that was probably meant, or how codes look.

    Tries the two-letter codes, those of the Olympic committee and of FIFA, and the names that country_converter's patterns know.
    """
    if not 0 < len(code) <= LONGEST:
        return ""
    if code.upper() in _states():
        return f"Write `{code.upper()}`, in capitals."
    found = next((row["ISO3"] for row in _today() if _matches(row, code)), None)
    if found is None:
        by_name = {known.name: iso3 for iso3, known in _states().items()}
        found = by_name.get(nearest(code, by_name) or "")
    if found is None:
        return "Codes are those of ISO 3166-1 alpha-3, such as `IRN`."
    return f"Did you mean `{found}` ({_states()[found].name})?"


def _matches(row: Mapping[str, str], code: str) -> bool:
    folded = code.casefold()
    if folded in (row["IOC"].casefold(), row["FIFA"].casefold()) or re.fullmatch(row["ISO2"], code, re.IGNORECASE):
        return True
    return len(code) > 3 and re.search(row["regex"], code.replace("_", " "), re.IGNORECASE) is not None


@lru_cache(maxsize=1)
def _states() -> Mapping[str, State]:
    found = {}
    for row in _today():
        gw = GW_TODAY.get(row["ISO3"], int(row["GWcode"]) if row["GWcode"] else None)
        found[row["ISO3"]] = State(iso3=row["ISO3"], name=row["name_short"], cow=COW_TODAY.get(row["ISO3"], gw), gw=gw)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _today() -> tuple[Mapping[str, str], ...]:
    """Return the library's rows of the countries that exist today."""
    package = importlib.util.find_spec("country_converter")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("country_converter is not installed")
    with Path(package.origin).with_name("country_data.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(row for row in csv.DictReader(file, delimiter="\t", restval="") if not row["obsolete"])
