"""Draws of the assumptions.

Owns how a view's uncertain numbers become values: Latin hypercubes of 1,000 draws each (McKay, Beckman and Conover, Technometrics 1979),
laid end to end, so that every thousand draws cover each assumption's distribution evenly and the first thousand are the same however many
are asked for. The randomness of a draw is a pure function of (seed, assumption, draw).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ifso.engine.program import Program, Shape
from ifso.engine.quantiles import beta_quantile, normal_quantile
from ifso.engine.random import uniforms

CUBE = 1000
"""Draws in one Latin hypercube."""
KEPT = 8
"""Hypercubes that are kept, since several figures are told from the same draws."""


def ranks(program: Program, seed: int, cube: int) -> NDArray[np.float64]:
    """Return the uniform numbers of one hypercube; shape (1000, A), each column with one number in every thousandth of (0, 1)."""
    return _ranks(tuple(program.assumption_stream.tolist()), seed, cube)


@lru_cache(maxsize=KEPT)
def _ranks(streams: tuple[int, ...], seed: int, cube: int) -> NDArray[np.float64]:
    out = np.empty((CUBE, len(streams)))
    for a, stream in enumerate(streams):
        out[:, a] = latin(seed, stream, cube * 2 * CUBE, CUBE)
    out.flags.writeable = False
    return out


def latin(seed: int, stream: int, first: int, count: int) -> NDArray[np.float64]:
    """Return one column of a hypercube: ``count`` numbers, one in every ``count``-th of (0, 1), in an order of their own.

    It takes ``2 * count`` numbers of the stream, from ``first`` on.
    """
    u = uniforms(seed, stream, first, 2 * count)
    strata = np.argsort(u[:count], kind="stable")
    return (strata + u[count:]) / count


def quantiles(program: Program, u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the assumptions' values at the probabilities ``u``, both of shape (draws, A)."""
    out = np.empty(u.shape)
    lines = (program.shape != Shape.POINT) & (program.shape != Shape.BETA)
    scores = np.empty(u.shape)
    scores[:, lines] = normal_quantile(u[:, lines])
    for a, shape in enumerate(program.shape.tolist()):
        first, second = program.first[a], program.second[a]
        if shape == Shape.POINT:
            out[:, a] = first
        elif shape == Shape.BETA:
            out[:, a] = beta_quantile(first, second, u[:, a])
        else:
            line = first + second * scores[:, a]
            out[:, a] = line if shape == Shape.NORMAL else np.exp(line) if shape == Shape.LOG_NORMAL else 1 / (1 + np.exp(-line))
    return out


def normal_scores(program: Program, seed: int, count: int, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the ranks of the first draws as standard normal quantiles; shape (count, U), for the uncertain assumptions among ``names``."""
    uncertain = [a for a, name in enumerate(program.assumptions) if name in names and program.shape[a] != Shape.POINT]
    u = np.concatenate([ranks(program, seed, cube) for cube in range(-(-count // CUBE))])
    return normal_quantile(u[:count, uncertain])


def draw(program: Program, seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Return draws ``first`` to ``first + count`` of every assumption; shape (count, A).

    A program whose assumptions are all points has one draw, the same for every index.
    """
    if np.all(program.shape == Shape.POINT):
        return np.broadcast_to(program.first, (count, program.first.size)).copy()
    cubes = range(first // CUBE, -(-(first + count) // CUBE))
    u = np.concatenate([ranks(program, seed, cube) for cube in cubes])
    skipped = first - cubes.start * CUBE
    return quantiles(program, u[skipped : skipped + count])
