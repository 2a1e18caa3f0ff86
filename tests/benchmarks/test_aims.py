"""A missed aim is seen, and so is one of which nothing was measured."""

from __future__ import annotations

from typing import Any

from aims import ASK_SECONDS, EXPLAIN_SECONDS, HELP_SECONDS, MEMORY_MB, RATE, SLIDER_SECONDS, aims, explain_aims, told


def found(*, rate: float, ask: float | None, peak: float) -> dict[str, Any]:
    return {
        "speed": {"cases": {"standard": {"per_second": rate, "unit": "cause-draws"}, "generator": {"per_second": 1.0, "unit": "numbers"}}},
        "ask": {"whole": {"median_seconds": ask}, "help": {"median_seconds": HELP_SECONDS / 2}},
        "memory": {"cases": {"nothing": {"peak_mb": 1e6, "draws": 0}, "default": {"peak_mb": peak, "draws": 1000}}},
    }


def test_aims_that_are_met() -> None:
    made = aims(found(rate=RATE, ask=ASK_SECONDS, peak=MEMORY_MB))
    assert [(aim.name, aim.met) for aim in made] == [
        ("engine, standard", True), ("ifso ask central-asia", True), ("ifso --help", True), ("memory, default", True),
    ]  # fmt: skip
    assert not any("MISSED" in line for line in told(made))


def test_aims_that_are_missed_or_were_not_measured() -> None:
    made = aims(found(rate=RATE * 0.99, ask=None, peak=MEMORY_MB + 1))
    assert [aim.to_dict()["met"] for aim in made] == [False, False, True, False]
    assert sum("MISSED" in line for line in told(made)) == 3
    assert any("nothing" in line for line in told(made))


def test_the_slowest_view_of_a_verb_counts() -> None:
    cases = {
        f"{verb}, {view}": {"median_seconds": aim * share}
        for verb, aim in EXPLAIN_SECONDS.items()
        for view, share in (("a", 0.5), ("b", 1.1))
    }
    slider = {"a": {"slowest_seconds": SLIDER_SECONDS}, "b": {"slowest_seconds": SLIDER_SECONDS * 2}}
    made = explain_aims({"verbs": {"cases": cases}, "slider": {"views": slider}})
    assert [aim.name for aim in made] == [*EXPLAIN_SECONDS, "slider step, a", "slider step, b"]
    assert [aim.met for aim in made] == [False] * len(EXPLAIN_SECONDS) + [True, False]
