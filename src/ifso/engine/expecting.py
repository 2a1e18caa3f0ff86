"""What actors who weigh their choices are to be expected to do, simulated for itself.

Owns the mix in rows of values, from one simulation of the game's runs. Leaves the game to :mod:`ifso.engine.gaming`, and the answer over
the mix to others.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ifso.engine.gaming import Game
from ifso.engine.play import Play, Profile
from ifso.engine.program import Floats, Program
from ifso.engine.rehearsing import hypercube
from ifso.engine.simulating import count


def mixes(
    program: Program, play: Play, fixed: Mapping[str, float], values: Floats, *, seed: int, worlds: int, threads: int | None = None
) -> Floats:
    """Return the chances of a play's profiles in rows of values (D, A), shape (D, S); 0 in a row in which no equilibrium was found.

    ``fixed`` events are part of the situation that actors reason in. Raises ``KeyError`` for an unknown event.
    """
    nature = np.broadcast_to([play.nature(profile) for profile in play.profiles], (len(values), len(play.profiles)))
    if not play.is_reasoned:
        return nature
    game = Game(program, play, fixed)
    counted = count(
        program, game.staged.runs, game.tallies, seed=seed, values=values, worlds=worlds, threads=threads, steps=1, chances_only=True
    )
    found: Floats = np.nan_to_num(game.mix(game.worth(values, counted.by_draw.sum(axis=3) / worlds)).profiles)
    return found


def expected(
    program: Program, play: Play, fixed: Mapping[str, float], *, seed: int, draws: int, worlds: int, threads: int | None = None
) -> dict[Profile, float]:
    """Return how likely each profile of a play is, over draws of the numbers; all are 0 where no equilibrium was found."""
    found = mixes(program, play, fixed, hypercube(program, seed, draws)[0], seed=seed, worlds=worlds, threads=threads).mean(axis=0)
    whole = float(found.sum())
    return {profile: float(chance) / whole if whole else 0.0 for profile, chance in zip(play.profiles, found, strict=True)}
