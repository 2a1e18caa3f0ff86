"""Small panels made from texts, so that a case can be worked out by hand."""

from __future__ import annotations

import numpy as np

from ifso.history.panel import Fault, Pairs, Panel, State
from ifso.history.variables import VARIABLES, Kind

_VALUES = {"x": 1.0, ".": 0.0, "?": np.nan}


def line(text: str, exists: np.ndarray, name: str, codes: dict[str, int]) -> np.ndarray:
    """Read one variable of one state: a sign a year for yes/no (``x.?``), or words between spaces."""
    variable = VARIABLES[name]
    signs = text.split() if " " in text or variable.kind is not Kind.YES_NO else list(text)
    out = np.full(len(exists), np.nan)
    for year, sign in enumerate(signs):
        if sign in _VALUES and variable.kind is Kind.YES_NO:
            out[year] = _VALUES[sign]
        elif sign == "?":
            continue
        elif variable.kind is Kind.CATEGORY:
            out[year] = variable.values.index(sign)
        elif variable.kind is Kind.STATE:
            out[year] = -1 if sign == "none" else codes[sign]
        else:
            out[year] = float(sign)
    out[~exists] = np.nan
    return out


def panel(
    states: dict[str, tuple[int, int]],
    *,
    years: tuple[int, int],
    columns: dict[str, dict[str, str]] | None = None,
    ties: dict[str, dict[tuple[str, str], str]] | None = None,
    coverage: dict[str, tuple[int, int]] | None = None,
    faults: tuple[Fault, ...] = (),
    as_of: int | None = None,
) -> Panel:
    """Make a panel of states (code: first and last year), with a text for each variable and state, and for each tie and pair.

    What is not said of a state is "no" or 0 in all its years.
    """
    first, last = years
    codes = {code: row for row, code in enumerate(states)}
    axis = np.arange(first, last + 1)
    exists = np.array([(axis >= begin) & (axis <= end) for begin, end in states.values()])
    table = {}
    for name, said in (columns or {}).items():
        base = np.where(exists, 0.0, np.nan)
        for code, text in said.items():
            base[codes[code]] = line(text, exists[codes[code]], name, codes)
        table[name] = base
    made = {}
    for name, pairs in (ties or {}).items():
        found = {}
        for (one, other), text in pairs.items():
            both = exists[codes[one]] & exists[codes[other]]
            found[codes[one], codes[other]] = line(text, both, name, codes)
        made[name] = Pairs.of(found, len(axis))
    known = dict.fromkeys(VARIABLES, years) | (coverage or {})
    return Panel(
        states=tuple(
            State(gw=10 * (row + 1), iso3=code, name=code.capitalize(), first=begin, last=end)
            for row, (code, (begin, end)) in enumerate(states.items())
        ),
        first_year=first,
        last_year=last,
        exists=exists,
        columns=table,
        ties=made,
        coverage=known,
        faults=faults,
        as_of=as_of,
        version="made",
    )
