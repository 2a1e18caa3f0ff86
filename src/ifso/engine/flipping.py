"""At which value of an assumption an answer crosses a threshold.

Owns the search: a grid over each assumption's possible range with the others at their medians, outwards from the present value to the first
point on the other side, and refinement between the two. All assumptions are searched at once and on the same worlds, so that what is found
is a crossing of the answer on these worlds; how far other worlds would put it is its error. An answer need not rise or fall throughout: of
several crossings the nearest to the present value counts. Two that lie closer together than two points of the grid can be missed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ifso.engine.replicating import Replicates

Floats = NDArray[np.float64]
POINTS = 16
"""Steps of the grid over a range."""
INSIDE = 7
"""Points between two that a crossing lies between, in one round of refinement."""
ROUNDS = 2
SURE = 5.0
"""Standard errors, told from eight blocks of worlds, beyond which an answer is taken to lie on its side of a threshold."""
NOTHING = 1e-6
"""What stands for a ratio of 0 where distances are those of logarithms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The values that an assumption can have."""

    least: float
    most: float
    logarithmic: bool = False
    """Whether distances are those of logarithms, as for ratios."""

    def to_line(self, values: Floats) -> Floats:
        """Return values as places on the line on which the grid is even."""
        return np.log(np.maximum(values, NOTHING)) if self.logarithmic else values

    def from_line(self, places: Floats) -> Floats:
        """Return places on the line as values."""
        return np.exp(places) if self.logarithmic else places

    def grid(self, present: float) -> Floats:
        """Return the values of the grid in order, the present one among them."""
        ends = self.to_line(np.array([self.least, self.most]))
        values = self.from_line(np.linspace(ends[0], ends[1], POINTS + 1))
        values[0], values[-1] = self.least, self.most
        return np.unique(np.append(values, present))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where an answer crosses a threshold."""

    value: float
    error: float | None
    """Standard error of the value: that of the answer there over its slope. None where there is but one block of worlds to tell from."""
    above: bool
    """Whether it lies above the present value."""


@dataclass(slots=True)
class _Bracket:
    """Two values between which an answer crosses; ``inner`` is on the side of the present value."""

    assumption: int
    inner: float
    outer: float
    at_inner: float
    at_outer: float
    slope: float
    """Of the answer between the two points of the grid, on the line."""
    error: float | None = None


def crossings(
    answers: Callable[[Floats], Replicates], medians: Floats, ranges: Sequence[tuple[int, Range]], threshold: float,
    glance: Callable[[Floats], Replicates] | None = None,
) -> list[Crossing | None]:  # fmt: skip
    """Return for each assumption, a column of ``medians`` (A) with its range, the crossing nearest to its median, or None.

    ``answers`` takes rows (D, A) to D quantities. ``glance`` does so on fewer worlds: an assumption is passed over where, by these, its
    whole grid lies on one side of the threshold and more than ``SURE`` standard errors away. Raises ``ValueError`` where the answer at
    the medians is undefined.
    """
    if glance is not None:
        near = _near(glance, medians, ranges, threshold)
        if not near:
            return [None] * len(ranges)
        sought = iter(crossings(answers, medians, [which for i, which in enumerate(ranges) if i in near], threshold))
        return [next(sought) if i in near else None for i in range(len(ranges))]
    grids = [which.grid(medians[column]) for column, which in ranges]
    found = answers(_rows(medians, [(column, grid) for (column, _), grid in zip(ranges, grids, strict=True)]))
    level = _means(found) - threshold
    brackets: list[_Bracket] = []
    first = 0
    for place, ((column, which), grid) in enumerate(zip(ranges, grids, strict=True)):
        here = level[first : first + len(grid)]
        first += len(grid)
        present = int(np.flatnonzero(grid == medians[column])[0])
        if not math.isfinite(here[present]):
            raise ValueError("the answer at the medians is undefined")
        for step in (-1, 1):
            around = _around(here, present, step)
            if around is not None:
                ends, levels = grid[list(around)], here[list(around)]
                slope = float(np.diff(levels)[0] / np.diff(which.to_line(ends))[0])
                (inner, outer), (at_inner, at_outer) = ends.tolist(), levels.tolist()
                brackets.append(_Bracket(place, inner, outer, at_inner, at_outer, slope))
    for _ in range(ROUNDS):
        _refine(answers, medians, ranges, threshold, brackets)
    return _nearest(medians, ranges, brackets)


def _near(glance: Callable[[Floats], Replicates], medians: Floats, ranges: Sequence[tuple[int, Range]], threshold: float) -> set[int]:
    """Return the places of the assumptions whose answers come near the threshold, or cannot be told from it."""
    grids = [which.grid(medians[column]) for column, which in ranges]
    found = glance(_rows(medians, [(column, grid) for (column, _), grid in zip(ranges, grids, strict=True)]))
    near, first, told = set(), 0, found.values()
    for place, grid in enumerate(grids):
        of = told[first : first + len(grid)]
        first += len(grid)
        errors = [m.error for m in of if m is not None and m.error is not None]
        away = [m.value - threshold for m in of if m is not None]
        least = SURE * max(errors, default=math.inf)
        if len(errors) < len(of) or not (min(away) > least or max(away) < -least):
            near.add(place)
    return near


def _means(found: Replicates) -> Floats:
    return np.array([m.value if m else math.nan for m in found.values()])


def _rows(medians: Floats, varied: Sequence[tuple[int, Floats]]) -> Floats:
    """Return the medians with one assumption at each of its values, one assumption after the other."""
    rows = np.repeat(medians[None], sum(len(values) for _, values in varied), axis=0)
    first = 0
    for column, values in varied:
        rows[first : first + len(values), column] = values
        first += len(values)
    return rows


def _around(level: Floats, present: int, step: int) -> tuple[int, int] | None:
    """Return the last point from the present one on that lies on its side of nothing, and the first on the other, undefined ones aside."""
    inner = present
    for at in range(present + step, len(level) if step > 0 else -1, step):
        if math.isfinite(level[at]):
            if (level[at] >= 0) != (level[present] >= 0):
                return inner, at
            inner = at
    return None


def _refine(
    answers: Callable[[Floats], Replicates], medians: Floats, ranges: Sequence[tuple[int, Range]], threshold: float,
    brackets: Sequence[_Bracket],
) -> None:  # fmt: skip
    """Narrow every bracket to the first of its parts in which the answer crosses."""
    if not brackets:
        return
    inside = []
    for bracket in brackets:
        column, which = ranges[bracket.assumption]
        line = which.to_line(np.array([bracket.inner, bracket.outer]))
        inside.append((column, which.from_line(np.linspace(line[0], line[1], INSIDE + 2)[1:-1])))
    found = answers(_rows(medians, inside))
    level = _means(found) - threshold
    for i, bracket in enumerate(brackets):
        values = [bracket.inner, *inside[i][1].tolist(), bracket.outer]
        here = np.array([bracket.at_inner, *level[i * INSIDE : (i + 1) * INSIDE], bracket.at_outer])
        inner, outer = _around(here, 0, 1) or (0, INSIDE + 1)
        bracket.inner, bracket.outer, bracket.at_inner, bracket.at_outer = (
            values[inner],
            values[outer],
            float(here[inner]),
            float(here[outer]),
        )
        measured = found.value(i * INSIDE + max(inner, 1) - 1)
        bracket.error = measured.error if measured else None


def _nearest(medians: Floats, ranges: Sequence[tuple[int, Range]], brackets: Sequence[_Bracket]) -> list[Crossing | None]:
    found: list[Crossing | None] = [None] * len(ranges)
    nearest = [math.inf] * len(ranges)
    for bracket in brackets:
        column, which = ranges[bracket.assumption]
        inner, outer, present = which.to_line(np.array([bracket.inner, bracket.outer, medians[column]])).tolist()
        rise = bracket.at_outer - bracket.at_inner
        share = min(max(-bracket.at_inner / rise, 0.0), 1.0) if math.isfinite(rise) and rise != 0 else 0.5
        place = inner + share * (outer - inner)
        if abs(place - present) >= nearest[bracket.assumption]:
            continue
        nearest[bracket.assumption] = abs(place - present)
        value = float(which.from_line(np.array(place)))
        off = None if bracket.error is None or bracket.slope == 0 else bracket.error / abs(bracket.slope)
        error = off if off is None or not which.logarithmic else off * value
        found[bracket.assumption] = Crossing(value=value, error=error, above=place > present)
    return found
