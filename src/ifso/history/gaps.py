"""How much of a variable is unknown.

Owns the share of what could be known, given which states existed, that is not. Leaves why to the faults of the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ifso.history.variables import VARIABLES, Variable

if TYPE_CHECKING:
    from ifso.history.panel import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A variable, and how much of it is unknown."""

    variable: Variable
    unknown: float | None
    """Share of what it covers; None without the data at hand."""


def unknown_share(panel: Panel, name: str) -> float:
    """Return the share, from 0 to 1, that is unknown in the years covered.

    For a variable of states it is one of state-years in which the state existed; for a tie, one of ordered pairs of different states in
    years in which both existed. NaN where the panel covers no year of the variable.
    """
    import numpy as np  # noqa: PLC0415 - needed only with a panel

    first, last = (year - panel.first_year for year in panel.covered(name))
    if first > last:
        return float("nan")
    years = slice(first, last + 1)
    states = np.sum(panel.exists[:, years], axis=0, dtype=np.int64)
    if not VARIABLES[name].tie:
        return _share(int(np.sum(~np.isnan(panel.of(name)[:, years]))), int(np.sum(states)))
    return _share(_known_pairs(panel, name, years), int(np.sum(states * (states - 1))))


def _known_pairs(panel: Panel, name: str, years: slice) -> int:
    """Count the pairs for which a tie is known: those whose states the data speak of, and those recorded with a value."""
    import numpy as np  # noqa: PLC0415 - the same

    if name == "un_distance":
        spoken, more = ~np.isnan(panel.of("un_ideal_point")), 0
    else:
        tie = panel.ties[name]
        spoken = panel.exists if tie.knows is None else panel.exists & tie.knows
        both = spoken[tie.subject][:, years] & spoken[tie.other][:, years]
        told = ~np.isnan(tie.values[:, years]) & panel.exists[tie.subject][:, years] & panel.exists[tie.other][:, years]
        more = int(np.sum(told)) - int(np.sum(both))
    counts = np.sum(spoken[:, years], axis=0, dtype=np.int64)
    return int(np.sum(counts * (counts - 1))) + more


def _share(known: int, all_of_them: int) -> float:
    return 1 - known / all_of_them if all_of_them else float("nan")
