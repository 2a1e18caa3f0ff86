"""The variables of the panel: which there are, what they mean, which years they cover, how much of them is unknown.

Owns what can be asked of the catalogue. Leaves its entries to :mod:`ifso.history.variables`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean
from ifso.history.gaps import Described, unknown_share
from ifso.history.variables import VARIABLES
from ifso.verbs.data import folder_of


def list_variables(
    names: Iterable[str] = (), *, mirror: Path | None = None, progress: Callable[[float], None] | None = None
) -> tuple[Described, ...]:
    """Return the variables named, or all.

    How much of them is unknown is told where the data are at hand: kept here, or in a mirror folder. Nothing is fetched from the network.
    Raises ``UsageError`` for a name that is none and a mirror that is no folder, and ``Unavailable`` where it lacks a dataset.
    """
    wanted = tuple(dict.fromkeys(names)) or tuple(VARIABLES)
    for name in wanted:
        if name not in VARIABLES:
            hint = did_you_mean(name, VARIABLES) or "`ifso data variables` names them all."
            raise UsageError(f"There is no variable `{name}`.", hint=hint)
    from ifso.history.keeping import is_at_hand, load_panel  # noqa: PLC0415 - brings numpy along

    mirror = folder_of(mirror)
    if not is_at_hand(mirror):
        return tuple(Described(variable=VARIABLES[name], unknown=None) for name in wanted)
    panel = load_panel(mirror=mirror, progress=progress)
    return tuple(Described(variable=VARIABLES[name], unknown=unknown_share(panel, name)) for name in wanted)
