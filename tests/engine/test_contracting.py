"""Games in which little depends on the others: the equilibrium is that of the principal branch, and there is no other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ifso.engine.contracting import bounds, contracted
from ifso.engine.quantal import other_equilibria, respond

Floats = NDArray[np.float64]
SIZES = st.lists(st.integers(2, 3), min_size=1, max_size=3)


def game(sizes: list[int], seed: int, stakes: float) -> Floats:
    return np.random.default_rng(seed).normal(size=(len(sizes), *sizes)) * stakes


@given(
    sizes=SIZES, seed=st.integers(0, 2**32), stakes=st.sampled_from([0.1, 0.5, 1.0, 3.0]), rationality=st.sampled_from([0.0, 0.5, 1.0, 4.0])
)
def test_it_is_the_equilibrium_of_the_principal_branch_and_the_only_one(
    sizes: list[int], seed: int, stakes: float, rationality: float
) -> None:
    payoffs = game(sizes, seed, stakes)
    found = contracted(payoffs, rationality)
    if found is None:
        assert np.abs(np.linalg.eigvals(bounds(payoffs, rationality))).max() > 0.99
        return
    followed = respond(payoffs[None], rationality)
    assert followed.found.all()
    for mix, branch in zip(found, followed.mixes, strict=True):
        assert mix == pytest.approx(branch[0], abs=1e-11)
    assert other_equilibria(payoffs, rationality, found) == ()


@given(sizes=SIZES, seed=st.integers(0, 2**32))
def test_no_mix_moves_more_than_the_bound_says(sizes: list[int], seed: int) -> None:
    payoffs, generator = game(sizes, seed, 2.0), np.random.default_rng(seed)
    most = bounds(payoffs, 1.5)

    def response(mixes: list[Floats], n: int) -> Floats:
        pays = payoffs[n]
        for m in reversed(range(len(sizes))):
            if m != n:
                pays = np.tensordot(pays, mixes[m], axes=(m, 0))
        odds = np.exp(1.5 * (pays - pays.max()))
        return odds / odds.sum()

    for _ in range(20):
        one, other = ([generator.dirichlet(np.ones(size)) for size in sizes] for _ in range(2))
        apart = np.array([np.abs(a - b).sum() / 2 for a, b in zip(one, other, strict=True)])
        moved = np.array([np.abs(response(one, n) - response(other, n)).sum() / 2 for n in range(len(sizes))])
        assert (moved <= most @ apart + 1e-12).all()


def test_a_game_with_several_equilibria_is_left_to_its_branch() -> None:
    together = np.array([[[4.0, 0.0], [0.0, 3.0]], [[4.0, 0.0], [0.0, 3.0]]])
    assert contracted(together, 2.0) is None
    assert contracted(together, 0.1) is not None


def test_payoffs_that_are_no_numbers_have_no_equilibrium() -> None:
    assert contracted(np.full((2, 2, 2), np.nan), 1.0) is None
