"""Doubting a lock: whether what history answered is still what it would be asked and asked of.

Owns the comparison of a lock with the scenario that stands beside it and with the cards of the datasets as this program knows them. Leaves
asking again to :mod:`ifso.verbs.lock`.
"""

from __future__ import annotations

from ifso.scenario.meaning import Scenario

AGAIN = "`ifso lock` asks again."


def doubts_of(scenario: Scenario) -> tuple[str, ...]:
    """Return a sentence for each thing that a scenario's lock is older than; none where it has no lock."""
    lock = scenario.lock
    if lock is None:
        return ()
    from ifso.history.datasets import CARDS  # noqa: PLC0415 - only a scenario with a lock needs the cards

    found = []
    asked, locked = scenario.base_rates, lock.base_rates
    changed = [name for name in asked if name in locked and dict(asked[name].query) != dict(locked[name].query)]
    if changed:
        found.append(f"Changed since history was asked, so that the numbers answer an earlier question: {_named(changed)}. {AGAIN}")
    newer = [name for name, sha256 in lock.datasets.items() if name not in CARDS or CARDS[name].sha256 != sha256]
    if newer:
        found.append(f"The lock was counted in other versions of these datasets: {_named(newer)}. {AGAIN}")
    missing = [name for name in asked if name not in locked]
    if missing:
        found.append(f"Not locked: {_named(missing)}. {AGAIN}")
    if lock.scenario != scenario.sha256 and not found:
        found.append("The lock was written beside another text of this scenario; what it asks of history is the same.")
    return tuple(found)


def _named(names: list[str]) -> str:
    return ", ".join(names[:8]) + (", \u2026" if len(names) > 8 else "")
