"""What actors do under the present values: from worlds of its own, and as unsure as it says."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ifso.engine.answering import runs_of
from ifso.engine.compiling import compile_view
from ifso.engine.evaluating import Staging, left_alone
from ifso.engine.laying import drawn_of
from ifso.engine.live import medians
from ifso.engine.play import compile_play
from ifso.engine.reasoning import Reasoning, covariance_of, worlds_of_game

from .building import VIEW
from .test_evaluating import QUESTION, crisis

SEEDS = 60


@pytest.mark.parametrize(("worlds", "told"), [(1, 1), (500, 500), (4096, 4096), (50_000, 4096), (200_000, 12_504)])
def test_what_actors_face_is_told_in_a_share_of_the_worlds_and_in_not_too_few(worlds: int, told: int) -> None:
    assert worlds_of_game(worlds) == told


def test_the_mix_scatters_over_seeds_as_its_blocks_say() -> None:
    made = crisis()
    program = compile_view(made, VIEW)
    play = compile_play(made, VIEW, program)
    runs, tallies, _ = runs_of(QUESTION, {})
    staging = Staging(program, play, runs, tallies, fixed=left_alone(QUESTION, {}))
    values, root = medians(program), np.ones(len(program.events), dtype=np.bool_)
    mixes, told = [], []
    with ThreadPoolExecutor(1) as pool:
        for seed in range(SEEDS):
            reasoning = Reasoning(program, staging, seed=seed, first_world=640, worlds=1000, threads=1)
            mixes.append(reasoning.weigh(values, drawn_of(program, values[None]), root, pool))
            told.append(np.diag(covariance_of(reasoning.moved)))
    assert np.array(mixes).sum(axis=1) == pytest.approx(np.ones(SEEDS))
    ratio = np.array(mixes).std(axis=0) / np.sqrt(np.mean(told, axis=0))
    assert 0.75 < ratio.min() <= ratio.max() < 1.33


def test_a_single_block_tells_nothing() -> None:
    assert covariance_of(np.zeros((2, 1))).tolist() == [[0.0, 0.0], [0.0, 0.0]]
    assert covariance_of(np.array([[1.0, -1.0]])).tolist() == [[4.0]]
