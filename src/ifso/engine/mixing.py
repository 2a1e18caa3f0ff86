"""Mixtures of two views: in what the views differ, and what is answered where some of that is as the second view has it.

Owns the players of :mod:`ifso.engine.cruxes` (the assumptions, the choices and the rationality in which two views differ and on which an
answer rests) and what a coalition of them answers. A mixture of assumptions is a row of values (:mod:`ifso.engine.merging`); one of
decisions is a play of its own, solved as a game where actors reason in it. What actors' weights and rationality change is how profiles are
mixed and not what happens in them, so that rows which differ in these alone are simulated once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ifso.engine.answering import assumptions_used
from ifso.engine.estimating import Quantity
from ifso.engine.evaluating import Staging, left_alone
from ifso.engine.laying import drawn_of
from ifso.engine.merging import Merged
from ifso.engine.play import Play, compile_play
from ifso.engine.program import Floats, Program, Run
from ifso.engine.seeking import Sought
from ifso.engine.staging import Staged
from ifso.engine.working import Work, work_of
from ifso.scenario.meaning import Mixed, Question, Scenario

RATIONALITY = "rationality"
STILL_WORLDS = 1024
"""Worlds on which the mix is told that :attr:`Worth.STILL` holds still."""


class Of(StrEnum):
    """What a player is."""

    ASSUMPTION = "assumption"
    CHOICE = "choice"
    RATIONALITY = "rationality"


STILL_WORLDS = 1024
"""Worlds on which the mix is told that :attr:`Worth.STILL` holds still."""


class Worth(StrEnum):
    """What a coalition is worth; the second and the third add up to the first."""

    WHOLE = "whole"
    """The answer."""
    STILL = "still"
    """The answer under the first view's choices, which are held still: what actors would do with the medians of its numbers."""
    MOVED = "moved"
    """What else is chosen, and otherwise weighed, adds to that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Something in which two views differ."""

    name: str
    """Of an assumption or a choice; ``rationality``."""
    of: Of


class Mixtures:
    """Two views and everything between them, for one number of an answer."""

    def __init__(
        self, scenario: Scenario, question: Question, merged: Merged, sought: Sought, *, fixed: Mapping[str, float], seed: int,
    ) -> None:  # fmt: skip
        """Take the two views that are merged, and a number of the question's answer. Raises ``KeyError`` for an unknown event."""
        self.merged, self.sought = merged, sought
        views = merged.views
        held = [scenario.held_choices(view) for view in views]
        levels = [scenario.rationality(view) for view in views]
        known = [level for level in levels if level is not None]
        if len(known) < 2:  # a view that says nothing reasons as the other does
            levels = [next(iter(known), None)] * 2
        self._choices = tuple(name for name in scenario.choices if held[0][name].decided.decision != held[1][name].decided.decision)
        self._bits = (*self._choices, *([RATIONALITY] if levels[0] != levels[1] else []))
        aside = left_alone(question, fixed)
        self._plays = []
        for bits in product((0, 1), repeat=len(self._bits)):
            taken = dict(zip(self._bits, bits, strict=True))
            decided = {name: held[taken[name]][name].decided.decision for name in self._choices}
            play = compile_play(scenario, views[0], merged.program, decided)
            play = play and replace(play, rationality=levels[taken.get(RATIONALITY, 0)])
            self._plays.append(_Played(merged.program, play, sought, aside, seed))
        self.used = self._named({name for played in self._plays for name in played.staging.used})
        """The assumptions on which the answer rests under any mixture."""
        self.players = self._players(scenario, aside)
        staged = self._plays[0].staging.staged
        self._direct = self._named(assumptions_used(merged.program, staged.runs, sought.tallies))
        self._still = self._plays[0].mix(merged.medians([0] * len(merged.assumptions))[None], 0, STILL_WORLDS) if self.is_weighed else None
        at = {name: i for i, name in enumerate(merged.assumptions)}
        self._numbers = [i for i, player in enumerate(self.players) if player.of is Of.ASSUMPTION]
        self._columns = [at[self.players[i].name] for i in self._numbers]
        self._others = {player.name: i for i, player in enumerate(self.players) if player.of is not Of.ASSUMPTION}

    @property
    def is_weighed(self) -> bool:
        """Tell whether actors' reasons tell in any mixture."""
        return any(played.staging.game is not None for played in self._plays)

    @property
    def telling(self) -> list[int]:
        """The places of the players that tell in what happens, and not only in what is chosen."""
        return [i for i, player in enumerate(self.players) if player.of is Of.ASSUMPTION and player.name in self._direct]

    def side(self, second: int) -> tuple[tuple[Run, ...], Quantity]:
        """Return the runs of one of the views itself, and its answer as a quantity of their tallies, where nobody weighs anything."""
        staged, chances = self._plays[-second].staging.staged, self._plays[-second].staging.chances
        kinds = len(self.sought.tallies)

        def mixed(m: Any) -> Any:
            by_run = m.reshape(*m.shape[:-1], len(staged.runs), kinds)
            over = (by_run[..., staged.place, :] * chances[:, None]).sum(axis=-2)
            return self.sought.quantity(over.reshape(*m.shape[:-1], -1))

        return staged.runs, mixed

    def _named(self, of_program: Iterable[str]) -> frozenset[str]:
        """Return the assumptions, as the scenario names them, of some columns of the merged program."""
        at = {name: i for i, name in enumerate(self.merged.program.assumptions)}
        columns = [at[name] for name in of_program]
        used: NDArray[np.bool_] = np.isin(self.merged.column, columns)
        return frozenset(name for a, name in enumerate(self.merged.assumptions) if used[:, a].any())

    def _players(self, scenario: Scenario, aside: Mapping[str, float]) -> tuple[Differing, ...]:
        """Return in what the views differ, as far as an answer may rest on it."""
        numbers = [name for name in self.merged.differing(*self.merged.views) if name in self.used]
        choices = list(self._choices)
        if not self.is_weighed:  # else whatever is chosen bears on what is weighed
            evenly = {name: scenario.choices[name].options for name in choices}
            mixed = {name: Mixed(chances=dict.fromkeys(options, 1 / len(options))) for name, options in evenly.items()}
            play = compile_play(scenario, self.merged.views[0], self.merged.program, mixed)
            widest = Staging(self.merged.program, play, self.sought.runs, self.sought.tallies, aside)
            telling = {name for m, name in enumerate(scenario.choices) if m in widest.staged.telling}
            choices = [name for name in choices if name in telling]
        weighed = RATIONALITY in self._bits and self.is_weighed
        return (
            *(Differing(name=name, of=Of.ASSUMPTION) for name in numbers),
            *(Differing(name=name, of=Of.CHOICE) for name in choices),
            *([Differing(name=RATIONALITY, of=Of.RATIONALITY)] if weighed else []),
        )

    def worth(self, members: NDArray[np.bool_], by_view: Floats, first_world: int, worlds: int, of: Worth) -> Floats:
        """Return what coalitions answer, shape (C, N); not a number where it cannot be told.

        ``members`` (C, N, K) are C sets of N coalitions of the players: what they stand for is as the second view has it. ``by_view``
        (2, C, R, A) are both views' values in R draws for each set (:meth:`ifso.engine.merging.Merged.quantiles`). The worlds are those
        from ``first_world`` on, a multiple of 64.
        """
        sets, coalitions, _ = members.shape
        pick = np.zeros((sets, 1, coalitions, by_view.shape[-1]), dtype=np.intp)
        pick[:, 0, :, self._columns] = np.moveaxis(members[..., self._numbers], -1, 0)
        rows = self.merged.rows(pick, by_view[..., None, :])
        play = np.zeros((sets, coalitions), dtype=np.intp)
        for name in self._bits:  # the last changes fastest
            play = 2 * play + (members[..., self._others[name]] if name in self._others else 0)
        flat = rows.reshape(-1, rows.shape[-1])
        which = np.repeat(play[:, None], rows.shape[1], axis=1).ravel()
        if of is Worth.WHOLE or self._still is None:
            return self._answers(self._over_plays(flat, which, first_world, worlds), rows.shape)
        by_run = self._plays[0].simulated(flat, first_world, worlds)
        still = self._answers(self._plays[0].over(self._still, by_run), rows.shape)
        if of is Worth.STILL:
            return still
        return self._answers(self._over_plays(flat, which, first_world, worlds, by_run), rows.shape) - still

    def _over_plays(self, values: Floats, which: NDArray[np.intp], first_world: int, worlds: int, by_run: Floats | None = None) -> Floats:
        """Return the chances that the tallies count in rows of values (D, A), each under one of the plays (D); shape (D, runs x tallies).

        ``by_run`` (runs of the first play, K, D) are the chances under those runs, where they are known.
        """
        found = np.empty((len(values), len(self.sought.runs) * len(self.sought.tallies)))
        for place in np.unique(which).tolist():
            here, played = which == place, self._plays[place]
            among = None if by_run is None else played.among(self._plays[0])
            known = None if by_run is None or among is None else by_run[among][..., here]
            own = played.simulated(values[here], first_world, worlds) if known is None else known
            found[here] = played.over(played.mix(values[here], first_world, worlds), own)
        return found

    def _answers(self, tallied: Floats, shape: tuple[int, ...]) -> Floats:
        """Return the answers from the chances of tallies in every row; rows are of shape (C, R, N)."""
        means = tallied.reshape(*shape[:-1], -1).mean(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            result: Floats = np.real(self.sought.quantity(means))
        return result


class _Played:
    """One mixture of the two views' decisions."""

    def __init__(self, program: Program, play: Play | None, sought: Sought, aside: Mapping[str, float], seed: int) -> None:
        self.staging = Staging(program, play, sought.runs, sought.tallies, fixed=aside)
        self._program = program
        self._work = work_of(program, self.staging.staged.runs, sought.tallies, seed, 1)
        game = self.staging.game
        self._game_work = work_of(program, game.staged.runs, game.tallies, seed, 1) if game is not None and game.tallies else None

    def among(self, other: _Played) -> list[int] | None:
        """Return where the runs stand among those of another play; None where some is not among them."""
        runs = other.staging.staged.runs
        return [runs.index(run) for run in self.staging.staged.runs] if all(run in runs for run in self.staging.staged.runs) else None

    def simulated(self, values: Floats, first_world: int, worlds: int) -> Floats:
        """Return the chances that the tallies count in every run, by row; shape (runs, K, D)."""
        return self._chances(self._work, self.staging.staged, values, first_world, worlds)

    def over(self, mix: Floats, by_run: Floats) -> Floats:
        """Return the chances of tallies over a mix of profiles, (D, S) or (1, S) for all rows, by row; shape (D, runs x tallies)."""
        rows = by_run.shape[-1]
        mix = np.broadcast_to(mix, (rows, mix.shape[1]))
        found: Floats = np.einsum("ds,wskd->dwk", mix, by_run[self.staging.staged.place]).reshape(rows, -1)
        return found

    def mix(self, values: Floats, first_world: int, worlds: int) -> Floats:
        """Return the chances of profiles by row, shape (D, S), or (1, S) where nobody weighs anything."""
        game = self.staging.game
        if game is None:
            return self.staging.chances[None]
        of_game = np.zeros((len(game.staged.runs), 0, len(values)))
        if self._game_work is not None:
            of_game = self._chances(self._game_work, game.staged, values, first_world, worlds)
        return game.mix(game.worth(values, of_game)).profiles

    def _chances(self, work: Work, staged: Staged, values: Floats, first_world: int, worlds: int) -> Floats:
        """Return the share of worlds that each tally counts in each run and row; shape (runs, K, D).

        Rows that differ only in what tells nothing there, as actors' weights do, are simulated once.
        """
        rows = np.ascontiguousarray(values[:, staged.read])
        data, width = rows.tobytes(), rows.itemsize * rows.shape[1]
        places: dict[bytes, int] = {}
        at = np.array([places.setdefault(data[i * width : (i + 1) * width], len(places)) for i in range(len(rows))], dtype=np.intp)
        _, first = np.unique(at, return_index=True)
        curves, _, _ = work.count(first_world, worlds, drawn_of(self._program, values[first]))
        found: Floats = curves.sum(axis=3)[..., at] / worlds
        return found
