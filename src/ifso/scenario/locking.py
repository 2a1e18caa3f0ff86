"""The lock file beside a scenario: ``NAME.lock.json``.

Owns its format, how it is written so that version control shows what changed, and how it is held against itself when it is read: it carries
a digest of its own content, and every count must be that of its cases. Nothing of a file that is not whole is used. Leaves asking history,
and writing to the disk, to the verb.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded
from ifso.ground.plain import to_plain
from ifso.scenario.locked import Compared, Counted, Hit, Lock, LockedRate, LockedTies, Range

FORMAT = "ifso lock 1"
LARGEST = 10_000_000
"""Bytes of a lock file."""
LINE = 140
"""Characters up to which a list or a mapping stands on one line."""
EARLIEST, LATEST = 1800, 2200
"""Years that can stand in a lock."""


class Broken(Exception):  # noqa: N818 - read aloud it is a statement: "broken: line 3 is not JSON"
    """A lock file that cannot be used, with the reason as a sentence."""


def lock_path(scenario: Path) -> Path:
    """Return where the lock of a scenario lies."""
    return scenario.with_name(f"{scenario.stem}.lock.json")


def read_lock(path: Path) -> Lock | None:
    """Return the lock that a file holds, or None where there is no file. Raises :class:`Broken`."""
    try:
        if not path.exists():
            return None
        data = read_bounded(path, LARGEST)
    except (UsageError, OSError, ValueError) as problem:
        reason = problem.message.replace(str(path), path.name) if isinstance(problem, UsageError) else "It cannot be read."
        raise Broken(reason) from None
    if len(data) > LARGEST:
        raise Broken("It is larger than 10 MB.")
    return parse_lock(data)


def parse_lock(data: bytes) -> Lock:
    """Return the lock that the bytes of a file hold. Raises :class:`Broken`."""
    try:
        document = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise Broken(f"Line {problem.lineno} of it is not JSON.") from None
    except (ValueError, RecursionError):
        raise Broken("It is not JSON.") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Broken(f"It does not begin as a lock of this version, `{FORMAT}`.")
    if document.get("sha256") != _digest(document):
        raise Broken("Its content is not what was written: it has been changed by hand or is only a part.")
    try:
        return _lock(document)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise Broken(f"It contradicts itself or lacks something: {problem}.") from None


def lock_text(lock: Lock) -> str:
    """Return the text of a lock's file: sorted, a case a line where it is long."""
    rates = {name: _rate_document(rate) for name, rate in sorted(lock.base_rates.items())}
    document: dict[str, Any] = {
        "format": FORMAT,
        "program": lock.program,
        "scenario": lock.scenario,
        "panel": lock.panel,
        "datasets": dict(sorted(lock.datasets.items())),
        "base rates": rates,
        "ties": {kind: _ties_document(ties) for kind, ties in sorted(lock.ties.items())},
    }
    document = {"format": FORMAT, "sha256": _digest(document), **document}
    return _written(document, 0) + "\n"


def _ties_document(ties: LockedTies) -> dict[str, Any]:
    return {"says": ties.says, "year": ties.year, "dataset": ties.dataset, "pairs": [" ".join(pair) for pair in ties.pairs]}


def _no_number(text: str) -> float:
    raise ValueError(text)


def _digest(document: Mapping[str, Any]) -> str:
    content = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def _written(value: Any, depth: int) -> str:
    """Return plain values as JSON: what is short stands on one line, what is long has its parts on lines of their own."""
    line = json.dumps(value, ensure_ascii=False)
    nested = any(
        isinstance(inner, dict) for inner in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    )
    if not isinstance(value, dict | list) or not value or (len(line) + depth <= LINE and not nested and depth):
        return line
    pad = " " * (depth + 1)
    if isinstance(value, dict):
        lines = [f"{pad}{json.dumps(key, ensure_ascii=False)}: {_written(inner, depth + 1)}" for key, inner in value.items()]
    else:
        lines = [f"{pad}{_written(inner, depth + 1)}" for inner in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(lines) + f"\n{' ' * depth}{closing}"


# ---------------------------------------------------------------- a base rate as plain values


def _rate_document(rate: LockedRate) -> dict[str, Any]:
    compared = to_plain(rate.compared)
    if compared is not None:
        del compared["is"]
    return {
        "asks": rate.asks,
        "query": dict(rate.query),
        "rate": _counted_document(rate.counted),
        "groups": {name: _counted_document(group) for name, group in rate.groups.items()},
        "compared": compared,
        "window": rate.window,
        "years": list(rate.years),
        "ended by": list(rate.ended_by),
        "as of": rate.as_of,
        "untold": rate.untold,
        "left out": rate.left_out,
        "repeated": rate.repeated,
        "warnings": list(rate.warnings),
        "datasets": list(rate.datasets),
        "hits": [_hit_document(hit) for hit in rate.hits],
        "misses": {name: years_in_words(years) for name, years in sorted(rate.misses.items())},
        "unknowns": {name: years_in_words(years) for name, years in sorted(rate.unknowns.items())},
    }


def _counted_document(c: Counted) -> dict[str, Any]:
    intervals = {"interval": _rounded(c.interval), "clustered": _rounded(c.clustered)}
    return {"k": c.k, "n": c.n, "unknown": c.unknown, "countries": c.countries, **intervals}


def _rounded(interval: Range | None) -> list[float] | None:
    return None if interval is None else [round(interval[0], 6), round(interval[1], 6)]


def _hit_document(hit: Hit) -> dict[str, Any]:
    other = {"other": hit.other} if hit.other else {}
    return {"state": hit.state, **other, "year": hit.year, "seen": years_in_words(hit.seen), **({"who": list(hit.who)} if hit.who else {})}


def years_in_words(years: tuple[int, ...]) -> str:
    """Return years in a row as ``1958, 1963-1966``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


# ---------------------------------------------------------------- and back


def _lock(document: Mapping[str, Any]) -> Lock:
    rates = {_text(name): _rate(name, found) for name, found in _mapping(document["base rates"]).items()}
    datasets = {_text(name): _text(sha) for name, sha in _mapping(document["datasets"]).items()}
    return Lock(
        program=_text(document["program"]),
        scenario=_text(document["scenario"]),
        panel=_text(document["panel"]),
        datasets=MappingProxyType(datasets),
        base_rates=MappingProxyType(rates),
        ties=MappingProxyType({_text(kind): _ties(_mapping(found)) for kind, found in _mapping(document.get("ties", {})).items()}),
    )


def _ties(found: Mapping[str, Any]) -> LockedTies:
    pairs = tuple(map(_pair, _texts(found["pairs"])))
    return LockedTies(says=_text(found["says"]), year=_year(found["year"]), dataset=_text(found["dataset"]), pairs=pairs)


def _pair(codes: str) -> tuple[str, str]:
    one, other = codes.split(" ")
    return one, other


def _rate(name: str, found: Mapping[str, Any]) -> LockedRate:
    first, last = (_year(year) for year in found["years"])
    counted = _counted(_mapping(found["rate"]))
    hits = tuple(_hit(hit) for hit in _list(found["hits"]))
    misses, unknowns = (MappingProxyType({_text(s): _years(y) for s, y in _mapping(found[key]).items()}) for key in ("misses", "unknowns"))
    seen = (len(hits), len(hits) + sum(map(len, misses.values())), sum(map(len, unknowns.values())))
    if seen != (counted.k, counted.n, counted.unknown):
        raise ValueError(f"`{name}` counts other cases than it names")
    return LockedRate(
        asks=_text(found["asks"]),
        query=MappingProxyType({_text(key): _text(words) for key, words in _mapping(found["query"]).items()}),
        counted=counted,
        groups=MappingProxyType({_text(group): _counted(_mapping(c)) for group, c in _mapping(found["groups"]).items()}),
        compared=None if found["compared"] is None else _compared(_mapping(found["compared"])),
        window=_whole(found["window"]),
        years=(first, last),
        ended_by=_texts(found["ended by"]),
        as_of=None if found["as of"] is None else _year(found["as of"]),
        untold=_whole(found["untold"]),
        left_out=_whole(found["left out"]),
        repeated=_whole(found["repeated"]),
        warnings=_texts(found["warnings"]),
        datasets=_texts(found["datasets"]),
        hits=hits,
        misses=misses,
        unknowns=unknowns,
    )


def _counted(found: Mapping[str, Any]) -> Counted:
    k, n, unknown, countries = (_whole(found[key]) for key in ("k", "n", "unknown", "countries"))
    if k > n:
        raise ValueError(f"{k} of {n}")
    return Counted(k=k, n=n, unknown=unknown, countries=countries, interval=_range(found["interval"]), clustered=_range(found["clustered"]))


def _compared(found: Mapping[str, Any]) -> Compared:
    numbers = {key: None if found[key] is None else _number(found[key]) for key in ("standardised", "difference", "ratio")}
    k, n, unmatched = (_whole(found[key]) for key in ("k", "n", "unmatched"))
    ranges = {key: _range(found[key]) for key in ("difference_range", "ratio_range")}
    return Compared(k=k, n=n, unmatched=unmatched, matched_on=_texts(found["matched_on"]), **numbers, **ranges)  # type: ignore[arg-type]


def _hit(found: Mapping[str, Any]) -> Hit:
    other, who = _text(found.get("other", "")), _texts(found.get("who", []))
    return Hit(state=_text(found["state"]), other=other, year=_year(found["year"]), seen=_years(found["seen"]), who=who)


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a mapping is missing")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(inner) for inner in _list(value))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("a count is missing")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError("a number is missing")
    return float(value)


def _range(value: object) -> Range | None:
    if value is None:
        return None
    low, high = (_number(end) for end in _list(value))
    if low > high:
        raise ValueError("an interval ends before it begins")
    return low, high


def _year(value: object) -> int:
    year = _whole(value)
    if not EARLIEST <= year <= LATEST:
        raise ValueError("a year is out of range")
    return year


def _years(value: object) -> tuple[int, ...]:
    found: list[int] = []
    for run in _text(value).split(", ") if value else ():
        first, _, last = run.partition("-")
        found += range(_year(int(first)), _year(int(last or first)) + 1)
    return tuple(found)
