"""Nash equilibria of two players against a library that shares no code with this one."""

import warnings

import nashpy
import numpy as np
import pytest

from ifso.engine.nash import nash_equilibria

from .games import OCHS_4, OCHS_9, PENNIES, PRISONERS, SEXES, STAG


def listed(mixes):
    return sorted(tuple(round(float(chance), 6) + 0.0 for mix in one for chance in mix) for one in mixes)


@pytest.mark.parametrize("game", [PRISONERS, SEXES, STAG, PENNIES, OCHS_4, OCHS_9])
def test_published_games(game):
    found = listed(e.mixes for e in nash_equilibria(game).equilibria)
    assert found == listed(nashpy.Game(*game).support_enumeration(non_degenerate=True))


@pytest.mark.parametrize("sizes", [(2, 2), (2, 3), (3, 3), (4, 3)])
def test_random_games_by_the_vertices_of_polytopes(sizes):
    draw = np.random.default_rng(11)
    for _ in range(40):
        game = draw.normal(size=(2, *sizes))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of qhull, on vertices that are near each other
            theirs = listed(nashpy.Game(*game).vertex_enumeration())
        assert listed(e.mixes for e in nash_equilibria(game).equilibria) == theirs
