"""Words that name states and categories.

Owns which codes of states and which words of categories are known, and what is suggested for one that is not. Leaves the variables to
:mod:`ifso.history.variables`.
"""

from __future__ import annotations

import re

from ifso.history.variables import VARIABLES, Kind, Variable

_CODE = re.compile(r"[A-Z]{3}|[1-9][0-9]{0,3}")


def is_state(word: str) -> bool:
    """Tell whether a word is the code of a state: three capital letters of ISO 3166, or a Gleditsch-Ward number."""
    return _CODE.fullmatch(word) is not None


def state_hint(word: str) -> str:
    """Say how a state is written."""
    if is_state(word.upper()):
        return f"Codes are written in capitals: `{word.upper()}`."
    return "States are written by the three letters of ISO 3166, such as RUS, CHN or USA."


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
