"""The great power that a state leans on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ifso.history.panel import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ifso.history.building.grid import Grid
    from ifso.history.panel import Floats, Pairs, Rows

HALF = 0.5


def patron(grid: Grid, *, major: Floats, supplier: Floats, ties: Mapping[str, Pairs], covers: tuple[int, int]) -> Floats:
    """Return the row of each state's patron, or ``NOBODY``.

    The major power that owes the state defence and is its main arms supplier; failing that, one that delivered at least half of its arms
    over five years; failing that, the only one that owes it defence. A major power has none.
    """
    count, years = grid.shape
    powers = np.flatnonzero(np.any(major == 1.0, axis=1))
    owed, share = (_matrix(ties[name], powers, count, years) for name in ("owed_defence_by", "arms_share"))
    is_major = major[powers][:, None, :] == 1.0
    owed_by, armed_by = (owed == 1.0) & is_major, is_major & (share >= HALF)
    both = owed_by & (supplier[None] == powers[:, None, None])
    alone = owed_by & (owed_by.sum(axis=0) == 1)
    # Of two suppliers of a half each neither is the main one; then only a promise of defence tells.
    half = armed_by & (armed_by.sum(axis=0) == 1)
    chosen = np.full((count, years), float(NOBODY))
    for which in (alone, half, both):  # the strongest last
        at, row, year = np.nonzero(which)
        chosen[row, year] = powers[at]
    chosen[major == 1.0] = NOBODY
    known = ~np.isnan(grid.no(*covers)) & ~np.isnan(major) & ~np.isnan(supplier)
    return np.where(known, chosen, np.nan)


def _matrix(tie: Pairs, powers: Rows, count: int, years: int) -> Floats:
    """Return a tie of every state to each of some states: (powers, S, Y), 0 where nothing is listed."""
    whole = np.zeros((len(powers), count, years))
    for at, power in enumerate(powers):
        here = tie.other == power
        whole[at, tie.subject[here]] = np.nan_to_num(tie.values[here])
    return whole
