"""Each world in one profile: as many in each as its chance wants, none preferred, few that move, and the variance of what is counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.allotting import Allotment, runs_apart_from
from ifso.engine.compiling import compile_view
from ifso.engine.keeping import Kept
from ifso.engine.play import compile_play
from ifso.engine.program import Run, Tally
from ifso.engine.staging import stage

from .building import VIEW
from .test_evaluating import crisis

MADE = crisis()
PROGRAM = compile_view(MADE, VIEW)
PLAY = compile_play(MADE, VIEW, PROGRAM)
assert PLAY is not None
WAYS = [Run(fixed={"crisis": 1.0}), Run()]
TALLIES = [Tally(event="war", by=6.0)]
STAGED = stage(PROGRAM, PLAY, WAYS, TALLIES)
WORLDS = 640


def kept(worlds: int = WORLDS) -> Kept:
    assert PLAY is not None
    return Kept(PROGRAM, runs_apart_from(PLAY, STAGED, WAYS), TALLIES, seed=1, worlds=worlds, threads=1)


def allotment(seed: int = 1, worlds: int = WORLDS) -> Allotment:
    assert PLAY is not None
    return Allotment(PROGRAM, PLAY, STAGED, seed=seed, worlds=worlds)


def mix(seed: int) -> np.ndarray:
    assert PLAY is not None
    return np.random.default_rng(seed).dirichlet(np.full(len(PLAY.profiles), 0.5))


@given(seed=st.integers(0, 2**32))
def test_each_part_has_as_many_worlds_as_its_chance_wants(seed: int) -> None:
    made, chances = allotment(seed), mix(seed)
    assert made.allot(chances, kept(), PROGRAM).all()
    worlds = np.bincount(made._part, minlength=made.parts)
    wanted = WORLDS * np.bincount(made.part_of, chances)
    assert np.abs(worlds - wanted).max() <= 2
    assert worlds.sum() == WORLDS


def test_profiles_that_differ_in_what_tells_nothing_are_one_part() -> None:
    assert PLAY is not None
    made = allotment()
    assert (len(PLAY.profiles), made.parts) == (24, 12)


def test_options_are_as_the_part_of_a_world_has_them() -> None:
    assert PLAY is not None
    made, runs = allotment(), kept()
    made.allot(mix(3), runs, PROGRAM)
    at = {name: e for e, name in enumerate(PROGRAM.events)}
    for world in range(0, WORLDS, 37):
        profile = PLAY.profiles[int(np.flatnonzero(made.part_of == made._part[world])[0])]
        times = PLAY.times(profile)
        for m in STAGED.telling:
            move = PLAY.moves[m]
            for option, name in enumerate(move.options):
                event = at[f"{move.choice}.{name}"]
                if move.after:
                    assert (runs.u[PROGRAM.cause_start[event], world] < 1.0) == (profile[m] == option)
                elif (slot := runs.slots.slot[0, event]) >= 0:
                    assert runs.times[slot, world] == times[f"{move.choice}.{name}"]
    assert runs_apart_from(PLAY, STAGED, [Run(fixed={"us.arm": 2.0})])[0].fixed["us.arm"] == 2.0


def test_no_world_is_preferred() -> None:
    chances = mix(4)
    part = np.array([_parts(seed, chances) for seed in range(400)])
    wanted = np.bincount(allotment(worlds=64).part_of, chances)
    for p, chance in enumerate(wanted):
        often = (part == p).mean(axis=0)
        assert np.abs(often - chance).max() < 5 * (chance * (1 - chance) / 400) ** 0.5 + 1e-9
        assert (part == p).mean() == pytest.approx(chance, abs=1e-3)


def _parts(seed: int, chances: np.ndarray) -> np.ndarray:
    made = allotment(seed, worlds=64)
    made.allot(chances, kept(64), PROGRAM)
    return made._part.copy()


def test_a_small_change_moves_few_worlds_and_the_way_there_does_not_matter() -> None:
    one, other = mix(5), mix(6)
    near = 0.98 * one + 0.02 * other
    made, anew, runs = allotment(), allotment(), kept()
    made.allot(one, runs, PROGRAM)
    moved = made.allot(near, runs, PROGRAM)
    anew.allot(near, again := kept(), PROGRAM)
    assert 0 < moved.sum() < 0.15 * WORLDS
    assert np.array_equal(made._part, anew._part)
    assert np.array_equal(runs.times, again.times)
    assert np.array_equal(runs.u, again.u)
    assert not made.allot(near, runs, PROGRAM).any()


def test_means_vary_by_what_happens_within_parts() -> None:
    made = allotment()
    made.allot(mix(7), kept(), PROGRAM)
    happened = np.random.default_rng(1).random((3, WORLDS)) < 0.3 + 0.05 * made._part
    chances, covariance = made.within(happened)
    wanted = np.zeros((3, 3))
    for p in range(made.parts):
        some = happened[:, made._part == p].astype(float)
        if some.shape[1] > 1:
            assert chances[:, p] == pytest.approx(some.mean(axis=1))
            wanted += np.cov(some) * some.shape[1] / WORLDS**2
        elif some.shape[1] == 0:
            assert chances[:, p] == pytest.approx(happened.mean(axis=1))
        else:
            wanted += np.cov(happened, bias=True) / WORLDS**2
    assert covariance == pytest.approx(wanted)
    assert np.trace(covariance) < np.trace(np.cov(happened) / WORLDS)
