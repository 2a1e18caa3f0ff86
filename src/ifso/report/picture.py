"""Dots with their intervals on a common scale, as text.

Owns the scale and the drawing. Leaves what is drawn, and in which order, to the reports.
"""

from __future__ import annotations

from collections.abc import Iterable

from ifso.report.gap import Span

SCALES = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Upper ends of a scale; the smallest that holds everything is taken."""


def scale_for(spans: Iterable[Span]) -> float:
    """Return the upper end of the scale on which all spans have room."""
    highest = max((span.high for span in spans), default=1.0)
    return next((end for end in SCALES if highest <= end), 1.0)


def drawn(span: Span, end: float, width: int) -> str:
    """Return a line of ``width`` columns from 0 to ``end``: the interval as a stroke, the middle as a dot on it."""
    low, middle, high = (min(int(x / end * width), width - 1) for x in (span.low, span.middle, span.high))
    return "".join("●" if i == middle else "─" if low <= i <= high else " " for i in range(width))


def ruler(end: float, width: int) -> str:
    """Return the line above the drawings: the two ends of the scale."""
    return "0%" + f"{end * 100:g}%".rjust(width - 2)
