"""Locking: asking history everything that a scenario asks, and writing down what it answered.

Owns what of a base rate goes into a lock, and what has changed against the lock before. Leaves the format of the file to the scenario.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import write_atomic
from ifso.report.lock import Change, Locked
from ifso.report.words import listed
from ifso.scenario.load import examine
from ifso.scenario.locked import Compared, Counted, Hit, Lock, LockedRate, LockedTies, Range
from ifso.scenario.locking import Broken, lock_path, lock_text, read_lock
from ifso.scenario.meaning import Classes
from ifso.verbs.base_rate import count
from ifso.verbs.check import understand
from ifso.verbs.finding import find_scenario, is_shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ifso.history.results import BaseRate, Case, Comparison, Interval, Rate


def lock(
    name: str | Path, *, mirror: str | Path | None = None, write: bool = True, progress: Callable[[float], None] | None = None
) -> Locked:
    """Ask history every base rate of a scenario and write what it answers beside it, or only tell what is different.

    The file is written whole or not at all, and not touched where nothing is different. Raises ``Invalid`` where the scenario or a
    reference class has errors, and ``UsageError`` where there is nothing to ask, a dataset cannot be had, the file cannot be written, or
    an example found by its name would be written to, which lies in the program's own folder.
    """
    path = find_scenario(str(name))
    understood = understand(path)
    if not understood.asked:
        raise UsageError(f"{path.name} has no reference class to lock.", hint="A section `base rates` says what history is asked.")
    if write and is_shipped(str(name)):
        hint = f"Copy it first: `ifso new my-copy --from {name}`; `--check` tells without writing."
        raise UsageError(f"{name} comes with the program, and its lock is not written anew.", hint=hint)
    found = count(understood.asked, mirror, progress)
    made = Lock(
        program=version("ifso"),
        scenario=understood.classes.sha256,
        panel=next(rate.panel_version for rate in found.values()),
        datasets=MappingProxyType({name: sha for rate in found.values() for name, sha in rate.datasets.items()}),
        base_rates=MappingProxyType({name: locked_rate(rate) for name, rate in found.items()}),
        ties=MappingProxyType(_ties(understood.classes, mirror)),
    )
    target, broken, before = lock_path(path), "", None
    try:
        before = read_lock(target)
    except Broken as problem:
        broken = str(problem)
    text = lock_text(made).encode("utf-8")
    renewed = not _stands(target, text)
    if renewed and write:
        write_atomic(target, text)
    changes = tuple(_changes(before, made))
    return Locked(
        path=target,
        lock=made,
        changes=changes,
        renewed=renewed,
        broken=broken,
        warnings=understood.warnings,
        is_of_argument=not understood.classes.alone,
        beside=_beside(before, made) if before is not None else (),
        unusable=() if renewed and not write else tuple(complaint for complaint in examine(path)[1] if complaint.is_error),
    )


def _ties(classes: Classes, mirror: str | Path | None) -> dict[str, LockedTies]:
    """Return what ties the states of a file's actors when its argument starts; nothing where there are no two of them."""
    from ifso.history.keeping import load_panel  # noqa: PLC0415 - numpy and tables only where they are needed
    from ifso.history.ties import ties_between  # noqa: PLC0415
    from ifso.verbs.data import folder_of  # noqa: PLC0415

    if classes.start is None or len(classes.states) < 2:
        return {}
    found = ties_between(load_panel(mirror=folder_of(mirror)), classes.states, classes.start.year)
    return {
        one.kind: LockedTies(says=one.says, year=one.year, dataset=one.dataset, pairs=tuple((tie.one, tie.other) for tie in one.ties))
        for one in found
    }


def _stands(path: Path, text: bytes) -> bool:
    try:
        return path.read_bytes() == text
    except OSError:
        return False


def _changes(before: Lock | None, after: Lock) -> Iterable[Change]:
    old = before.base_rates if before is not None else {}
    for name in dict.fromkeys([*after.base_rates, *old]):
        one, other = old.get(name), after.base_rates.get(name)
        if one != other:
            counts = (one.counted if one else None, other.counted if other else None)
            differs = one is None or other is None or replace(one, asks=other.asks, warnings=other.warnings) != other
            yield Change(name=name, before=counts[0], after=counts[1], says=_difference(one, other), differs=differs)


def _beside(before: Lock, after: Lock) -> tuple[str, ...]:
    parts = [
        ("the text of the file", before.scenario != after.scenario),
        ("the panel", before.panel != after.panel),
        ("the datasets", before.datasets != after.datasets),
        ("the ties between the actors' states", before.ties != after.ties),
        ("the program", before.program != after.program),
    ]
    return tuple(what for what, different in parts if different)


def _difference(one: LockedRate | None, other: LockedRate | None) -> str:
    if one is None or other is None:
        return "new" if one is None else "no longer asked"
    parts = [
        ("the question", dict(one.query) != dict(other.query) or one.asks != other.asks),
        ("the cases", (one.hits, one.misses, one.unknowns) != (other.hits, other.misses, other.unknowns)),
        ("the comparison", one.compared != other.compared),
    ]
    said = [what for what, different in parts if different] or ["what is said of it"]
    return listed(said)


def is_locked(name: str | Path, found: Mapping[str, BaseRate]) -> bool:
    """Tell whether the lock beside a file holds these answers of history as they are."""
    try:
        held = read_lock(lock_path(find_scenario(str(name))))
    except Broken:
        return False
    return held is not None and all(held.base_rates.get(asked) == locked_rate(rate) for asked, rate in found.items())


# ---------------------------------------------------------------- what of a base rate is locked


def locked_rate(rate: BaseRate) -> LockedRate:
    """Return what a lock holds of a base rate."""
    outcomes: dict[str, list[Case]] = {"hit": [], "miss": [], "unknown": []}
    for case in rate.cases:
        outcomes[case.outcome.value].append(case)
    hits = (Hit(state=case.state, other=case.other, year=case.year, seen=case.seen, who=case.who) for case in outcomes["hit"])
    return LockedRate(
        asks=rate.asks,
        query=rate.query,
        counted=_counted(rate.rate),
        groups=MappingProxyType({name: _counted(group) for name, group in rate.groups.items()}),
        compared=None if rate.comparison is None else _compared(rate.comparison),
        window=rate.window,
        years=rate.years,
        ended_by=rate.ended_by,
        as_of=rate.as_of,
        untold=rate.untold,
        left_out=rate.left_out,
        repeated=rate.repeated,
        warnings=rate.warnings,
        datasets=tuple(sorted(rate.datasets)),
        hits=tuple(hits),
        misses=_by_state(outcomes["miss"]),
        unknowns=_by_state(outcomes["unknown"]),
    )


def _by_state(cases: Iterable[Case]) -> MappingProxyType[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for case in cases:
        found.setdefault(f"{case.state}, {case.other}" if case.other else case.state, []).append(case.year)
    return MappingProxyType({state: tuple(sorted(years)) for state, years in sorted(found.items())})


def _range(interval: Interval | None) -> Range | None:
    """Return an interval to six decimals, as it is locked; None for one without an upper end."""
    if interval is None or interval.high == float("inf"):
        return None
    return round(interval.low, 6), round(interval.high, 6)


def _counted(rate: Rate) -> Counted:
    return Counted(
        k=rate.k,
        n=rate.n,
        unknown=rate.unknown,
        countries=rate.countries,
        interval=_range(rate.interval),
        clustered=_range(rate.clustered),
    )


def _compared(comparison: Comparison) -> Compared:
    standardised, difference, ratio = comparison.standardised, comparison.difference, comparison.ratio
    return Compared(
        k=comparison.rate.k,
        n=comparison.rate.n,
        matched_on=comparison.matched_on,
        standardised=round(standardised.value, 6) if standardised else None,
        difference=round(difference.value, 6) if difference else None,
        difference_range=_range(difference.interval) if difference else None,
        ratio=round(ratio.value, 6) if ratio else None,
        ratio_range=_range(ratio.interval) if ratio else None,
        unmatched=comparison.unmatched,
    )
