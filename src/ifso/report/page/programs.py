"""Programs as the page's engine takes them: the arrays of a view, and in which ways actors may choose.

Owns their plain form; every number in it is exact, since the page is to come to the same times as this side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ifso.engine.draws import draw
from ifso.engine.live import medians
from ifso.engine.play import Play, Profile
from ifso.engine.program import Program, Shape
from ifso.ground.calendar import NEVER

DRAWS = 250
"""Draws of the assumptions that a page takes: with them its intervals are those of the first draws of an answer."""


def program_dict(
    program: Program, profiles: Sequence[Mapping[str, Any]], *, fixed: Mapping[str, float], seed: int, draws: int = DRAWS
) -> dict[str, Any]:
    """Return a view's program; ``fixed`` are events whose time is fixed in every run (years from the start, infinity for never)."""
    plain = program.to_dict()
    values = draw(program, seed, 0, draws)
    return {
        **plain,
        "stream": [f"{stream:016x}" for stream in plain["stream"]],
        "assumption_stream": [f"{stream:016x}" for stream in plain["assumption_stream"]],
        "tables": {str(a): values[:, a].tolist() for a, shape in enumerate(plain["shape"]) if shape == Shape.BETA},
        "medians": medians(program).tolist(),
        "fixed": {event: _time(time) for event, time in fixed.items()},
        "profiles": list(profiles),
        "seed": f"{seed:016x}",
        "draws": draws,
    }


def profile_dicts(play: Play | None, chances: Mapping[Profile, float]) -> list[dict[str, Any]]:
    """Return the ways in which actors may choose, those without a chance left out; a scenario without choices has one, which is empty."""
    if play is None:
        return [{"options": {}, "times": {}, "chance": 1.0}]
    return [
        {
            "options": {move.choice: move.options[taken] for move, taken in zip(play.moves, profile, strict=True)},
            "times": {option: _time(time) for option, time in play.times(profile).items()},
            "chance": chances[profile],
        }
        for profile in play.profiles
        if chances[profile] > 0.0
    ]


def _time(time: float) -> float | None:
    return None if time == NEVER else time
