"""Words that name states and categories.

Owns which codes of states and which words of categories are known, and what is suggested for one that is not. Leaves the variables to
:mod:`ifso.history.variables`.
"""

from __future__ import annotations

import re

from ifso.history.variables import VARIABLES, Kind, Variable

_WRITTEN = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV
CMR COD COG COL COM CPV CRI CSK CUB CYP CZE DDR DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB
GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA
LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN
PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD
TGO THA TJK TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR URY USA UZB VCT VDR VEN VNM VUT WSM XKX YEM YMD YUG ZAF ZMB ZWE
"""
CODES = frozenset(_WRITTEN.split())
"""The states of the panel that have a code; a test holds them against it. Its other states go by number."""
_OTHERWISE = {
    "RUSSIA": "RUS", "SUN": "RUS", "URS": "RUS", "USSR": "RUS", "CHINA": "CHN", "PRC": "CHN", "US": "USA", "UK": "GBR", "FRG": "DEU",
    "GER": "DEU", "SCG": "YUG", "GDR": "DDR", "ROK": "KOR", "DPRK": "PRK", "RVN": "VDR", "DRV": "VNM", "UAE": "ARE", "ROM": "ROU",
    "ZAR": "COD", "BUR": "MMR",
}  # fmt: skip
"""Other short names of states, and codes that ISO has withdrawn, with what is written here."""
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


def is_state(word: str) -> bool:
    """Tell whether a word names a state: by a code of the panel's states, or by a Gleditsch-Ward number."""
    return word in CODES or _NUMBER.fullmatch(word) is not None


def state_hint(word: str) -> str:
    """Say how a state is written, or which one was probably meant."""
    if word.upper() in CODES:
        return f"Codes are written in capitals: `{word.upper()}`."
    meant = _OTHERWISE.get(word.upper(), "")
    return f"Did you mean `{meant}`?" if meant else "States are written by the three letters of ISO 3166, such as RUS, CHN or USA."


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().casefold())


def category(variable: Variable, word: str) -> int | None:
    """Return the place of a word among the values of a category; case, spaces, hyphens and underscores do not count."""
    folded = [_folded(value) for value in variable.values]
    wanted = _folded(word)
    return folded.index(wanted) if wanted in folded else None


def where_category(word: str) -> str:
    """Return the name of the first variable that has a word among its values, or an empty text."""
    found = (v.name for v in VARIABLES.values() if v.kind is Kind.CATEGORY and category(v, word) is not None)
    return next(found, "")
