"""Programs as the page's engine takes them: the arrays of a view, and in which ways actors may choose.

Owns their plain form; its numbers are exact, since the page is to come to the same times as this side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ifso.engine.live import medians
from ifso.engine.play import Play, Profile
from ifso.engine.program import Floats, Program
from ifso.ground.calendar import NEVER

if TYPE_CHECKING:
    from ifso.engine.news import News

DRAWS = 1000
"""Draws of the assumptions that a page takes: those of an answer."""
DIGITS = 9
"""Significant digits of draws that news has moved, which have to be told one by one; all else is exact."""


def program_dict(
    program: Program, profiles: Sequence[Mapping[str, Any]], *, fixed: Mapping[str, float], seed: int, draws: int = DRAWS
) -> dict[str, Any]:
    """Return a view's program; ``fixed`` are events whose time is fixed in every run (years from the start, infinity for never)."""
    return _dict(program, profiles, {}, fixed=fixed, seed=seed, draws=draws)


def resumed_dict(news: News, profiles: Sequence[Mapping[str, Any]], *, fixed: Mapping[str, float], seed: int) -> dict[str, Any]:
    """Return a view's program as it runs on from what has been observed, with the draws of its numbers that this has moved."""
    values, before = news.posterior.values, news.posterior.before
    moved = {a: values[:, a] for a in range(values.shape[1]) if not np.array_equal(values[:, a], before[:, a])}
    return _dict(news.resumed.program, profiles, moved, fixed=news.resumed.switched(fixed), seed=seed, draws=len(values))


def _dict(
    program: Program, profiles: Sequence[Mapping[str, Any]], tables: Mapping[int, Floats], *, fixed: Mapping[str, float], seed: int,
    draws: int,
) -> dict[str, Any]:  # fmt: skip
    plain = program.to_dict()
    return {
        **plain,
        "stream": [f"{stream:016x}" for stream in plain["stream"]],
        "assumption_stream": [f"{stream:016x}" for stream in plain["assumption_stream"]],
        "tables": {str(a): [float(f"{value:.{DIGITS}g}") for value in column.tolist()] for a, column in tables.items()},
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
