"""What history was asked and what it answered, as the lock of a scenario has it.

Owns its plain form, which is leaner than that of ``ifso base-rate``. Needs no data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ifso.scenario.locked import Compared, LockedRate
from ifso.scenario.meaning import Scenario

WITHOUT = "without it"


def history(scenario: Scenario, views: tuple[str, ...], limits: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return what every locked base rate answered; ``limits`` are sentences on what each cannot tell."""
    if scenario.lock is None:
        return {}
    return {
        name: _base_rate(scenario, name, rate, views, limits.get(name, ())) for name, rate in scenario.lock.base_rates.items()
    }  # fmt: skip


def _base_rate(scenario: Scenario, name: str, rate: LockedRate, views: tuple[str, ...], limits: tuple[str, ...]) -> dict[str, Any]:
    counted = rate.counted
    used_by = {
        view: [assumption for assumption, held in scenario.held(view).items() if held.value.base_rate == name] for view in views
    }  # fmt: skip
    return {
        "name": name,
        "asks": rate.asks,
        "query": dict(rate.query),
        "limits": " ".join(limits),
        "k": counted.k,
        "n": counted.n,
        "unknown": counted.unknown,
        "countries": counted.countries,
        "interval": list(counted.interval) if counted.interval else None,
        "clustered": list(counted.clustered) if counted.clustered else None,
        "window": rate.window,
        "years": f"{rate.years[0]} to {rate.years[1]}",
        "ended_by": list(rate.ended_by),
        "cases": sorted(_cases(rate), key=lambda case: (case["year"], case["state"])),
        "comparison": _comparison(rate.compared) if rate.compared else None,
        "warnings": list(rate.warnings),
        "used_by": {view: names for view, names in used_by.items() if names},
    }


def _cases(rate: LockedRate) -> Iterator[dict[str, Any]]:
    for hit in rate.hits:
        case: dict[str, Any] = {"state": hit.state, "year": hit.year, "outcome": "hit", "seen": list(hit.seen)}
        yield case | ({"other": hit.other} if hit.other else {}) | ({"who": list(hit.who)} if hit.who else {})
    for outcome, occasions in (("miss", rate.misses), ("unknown", rate.unknowns)):
        for states, years in occasions.items():
            state, _, other = states.partition(", ") if "each" in rate.query else (states, "", "")
            for year in years:
                yield {"state": state, "year": year, "outcome": outcome} | ({"other": other} if other else {})


def _comparison(compared: Compared) -> dict[str, Any]:
    matched = f", matched on {', '.join(compared.matched_on)}" if compared.matched_on else ", unmatched"
    return {
        "says": f"{WITHOUT.capitalize()}: {compared.k:,} of {compared.n:,} other years{matched}.",
        "k": compared.k,
        "n": compared.n,
        "standardised": compared.standardised,
        "difference": _between(compared.difference, compared.difference_range),
        "ratio": _between(compared.ratio, compared.ratio_range),
    }


def _between(value: float | None, ends: tuple[float, float] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    low, high = ends if ends is not None else (None, None)
    return {"value": value, "low": low, "high": high}
