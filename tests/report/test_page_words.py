"""The page writes numbers, words and dates as the terminal does.

One file of examples, ``frontend/tests/words/vectors.json``, is held here against the functions of the reports, and in tests of the front
end against the page's. It is written anew with ``python tests/report/test_page_words.py``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from ifso.ground.calendar import date_after, years_between
from ifso.report.words import day_after, likelihood, percent, points, times

VECTORS = Path(__file__).parents[2] / "frontend" / "tests" / "words" / "vectors.json"

CHANCES = (
    0.0, 1e-9, 0.0004999, 0.0005, 0.0015, 0.00999, 0.01, 0.0125, 0.03, 0.05, 0.0625, 0.09449, 0.0949, 0.0995, 0.1, 0.125, 0.135, 0.145,
    0.2, 0.2001, 0.31142139, 0.375, 0.445, 0.45, 0.5, 0.55, 0.565, 0.8, 0.80001, 0.905, 0.91245, 0.95, 0.951, 0.99,
    0.9904, 0.99051, 0.9951, 0.9995, 0.99951, 1.0,
)  # fmt: skip
DIFFERENCES = (0.0, 1e-5, 0.0004999, 0.0005, 0.014, 0.0994, 0.0995, 0.125, 0.7351, 1.0)
RATIOS = (0.0, 0.125, 0.375, 1.0, 1.005, 1.17, 1.949, 1.95, 2.25, 5.146, 10.25, 19.49, 19.5, 20.5, 147.2)
SPANS = tuple(
    (start, years)
    for start in ("2026-05-01", "2024-02-29", "1965-12-31")
    for years in (-0.4, 0.0, 0.25, 0.5, 0.9986, 1.0, 4.0, 4.9999, 5.43, 10.0, 35.31)
)


def vectors() -> dict[str, list[list[object]]]:
    """Return what the reports write, by function: each entry the arguments, then the result."""
    signed = (*DIFFERENCES, *(-d for d in DIFFERENCES if d))
    ends = [(start, years, date_after(date.fromisoformat(start), years)) for start, years in SPANS]
    return {
        "percent": [[p, percent(p)] for p in CHANCES],
        "likelihood": [[p, likelihood(p)] for p in CHANCES],
        "points": [[d, points(d)] for d in signed],
        "times": [[r, times(r)] for r in RATIOS],
        "date_after": [[start, years, end.isoformat()] for start, years, end in ends],
        "years_between": [[start, end.isoformat(), years_between(date.fromisoformat(start), end)] for start, _, end in ends],
        "day_after": [[start, years, day_after(date.fromisoformat(start), years)] for start, years in SPANS],
    }


def test_the_page_is_held_to_what_the_reports_write() -> None:
    assert json.loads(VECTORS.read_text(encoding="utf-8")) == vectors()


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
