"""The choices of a view on a program: what is taken when, what actors can play, and what they play for (MODEL.md, section 5).

Owns profiles, each one option of every choice, and the players of the game that reasoned choices make. Options are events of the program
(:mod:`ifso.engine.compiling`), so that a profile is a run that fixes their times: an option that is taken at the start to 0, one that is
not taken to infinity, and one that is taken when an event happens is left to its cause. A player is an actor; its strategies are the
combinations of the options of its reasoned choices. Choices that a view fixes or mixes are nature's. Leaves payoffs and how they are
weighed to :mod:`ifso.engine.evaluating` and the modules of games.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import assert_never

import numpy as np

from ifso.engine.program import Floats, Program
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Decision, Fixed, Mixed, Reasoned, Scenario

Profile = tuple[int, ...]
"""By choice, the place of the option that is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A choice as a view holds it."""

    choice: str
    actor: str
    options: tuple[str, ...]
    """Names, in the order of the text."""
    after: str
    """The event at whose time it is taken; empty: the start."""
    decision: Decision

    @property
    def open(self) -> tuple[int, ...]:
        """The places of the options that may be taken; those of a mix that have no chance are left out."""
        match self.decision:
            case Fixed(option=option):
                return (self.options.index(option),)
            case Mixed(chances=chances):
                return tuple(i for i, option in enumerate(self.options) if chances[option] > 0)
            case Reasoned():
                return tuple(range(len(self.options)))
            case _:
                assert_never(self.decision)

    @property
    def is_reasoned(self) -> bool:
        """Tell whether the actor weighs its interests."""
        return isinstance(self.decision, Reasoned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """An actor with reasoned choices."""

    actor: str
    moves: tuple[int, ...]
    """The places of its reasoned choices among all choices."""
    interests: tuple[tuple[str, int], ...]
    """The events it has a stake in, each with the place of its weight among the program's assumptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """The choices of a view on a program, in the order of the text."""

    moves: tuple[Move, ...]
    players: tuple[Player, ...]
    """In the order in which their first reasoned choices stand."""
    rationality: float | None
    """None where no choice is reasoned and the view says nothing of it."""

    @property
    def is_reasoned(self) -> bool:
        """Tell whether any choice is weighed."""
        return bool(self.players)

    @property
    def is_settled(self) -> bool:
        """Tell whether only one profile can be played."""
        return all(len(move.open) == 1 for move in self.moves)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Every profile that may be played, the options of the last choice changing fastest."""
        return tuple(product(*(move.open for move in self.moves)))

    @property
    def weights(self) -> tuple[int, ...]:
        """The places of all weights that players go by, among the program's assumptions, in rising order."""
        return tuple(sorted({weight for player in self.players for _, weight in player.interests}))

    def times(self, profile: Profile) -> Mapping[str, float]:
        """Return the times that a run of a profile fixes, by event, in years from the start."""
        fixed = {}
        for move, taken in zip(self.moves, profile, strict=True):
            for i, option in enumerate(move.options):
                if i != taken:
                    fixed[f"{move.choice}.{option}"] = NEVER
                elif not move.after:
                    fixed[f"{move.choice}.{option}"] = 0.0
        return fixed

    def strategies(self, player: Player) -> tuple[Profile, ...]:
        """Return a player's strategies, each one option of every choice of its own, the last changing fastest."""
        return tuple(product(*(self.moves[m].open for m in player.moves)))

    def strategy_of(self, player: Player, profile: Profile) -> int:
        """Return the place of the strategy that a player has in a profile."""
        return self.strategies(player).index(tuple(profile[m] for m in player.moves))

    def nature(self, profile: Profile) -> float:
        """Return the chance that nature takes its part of a profile: the product of the chances of the options that a view mixes."""
        found = 1.0
        for move, taken in zip(self.moves, profile, strict=True):
            if isinstance(move.decision, Mixed):
                found *= move.decision.chances[move.options[taken]]
        return found

    def worth(self, player: Player, values: Floats, chances: Mapping[str, Floats]) -> Floats:
        """Return what profiles are worth to a player: the sum of weight times chance over its interests.

        ``values`` (D, A) are rows of assumptions; ``chances`` hold by event the chances that it happens by the horizon, shape (D, ...).
        The result has the shape of a chance.
        """
        worth = np.zeros_like(next(iter(chances.values()))) if chances else np.zeros(len(values))
        for event, weight in player.interests:
            of = chances[event]
            worth = worth + values[:, weight].reshape((-1,) + (1,) * (of.ndim - 1)) * of
        return worth


def compile_play(scenario: Scenario, view: str, program: Program, decided: Mapping[str, Decision] | None = None) -> Play | None:
    """Return the choices of a view on its program; None where the scenario has none.

    ``decided`` holds, by choice, what takes the place of what the view says. Raises ``KeyError`` for an unknown view or choice.
    """
    if not scenario.choices:
        return None
    held = {name: held.decided.decision for name, held in scenario.held_choices(view).items()}
    for name, decision in (decided or {}).items():
        held[name]  # an unknown name is the caller's mistake
        held[name] = decision
    moves = tuple(
        Move(choice=name, actor=choice.actor, options=tuple(choice.options), after=choice.after, decision=held[name])
        for name, choice in scenario.choices.items()
    )
    place = {name: i for i, name in enumerate(program.assumptions)}
    actors = dict.fromkeys(move.actor for move in moves if move.is_reasoned)
    players = tuple(
        Player(
            actor=actor,
            moves=tuple(i for i, move in enumerate(moves) if move.actor == actor and move.is_reasoned),
            interests=tuple((interest.event, place[interest.weight]) for interest in scenario.interests if interest.actor == actor),
        )
        for actor in actors
    )
    return Play(moves=moves, players=players, rationality=scenario.rationality(view))
