"""What each actor faces under a view, with all that is needed to say how it was got.

Owns the result that verbs hand out and reports draw: payoffs, best replies, what an option costs and buys by interest, the mix at the
view's rationality, the branch on which it lies, the Nash equilibria beside it, the answer under each profile and over the mix. Leaves how
it is computed to :mod:`ifso.engine.facing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ifso.engine.answering import Reading
from ifso.engine.estimating import Estimate
from ifso.engine.nash import Nash
from ifso.engine.play import Move
from ifso.engine.quantal import Path
from ifso.scenario.meaning import Held, Question, Scenario

Mixes = tuple[tuple[float, ...], ...]
"""For every player, the chances of its strategies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What one strategy rather than another does to one interest of a player, the others playing their mix."""

    event: str
    weight: str
    """Name of the assumption that holds what the event is worth."""
    worth: Estimate
    """The weight times the change of the chance."""
    change: Estimate
    """By how much more likely the event is by the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One strategy of a player held against another, the others playing their mix."""

    strategy: int
    other: int
    worth: Estimate
    """What the first is worth beyond the other: the sum over the stakes."""
    stakes: tuple[Stake, ...]
    """By interest, in the order of the text."""
    favoured: float
    """Share of the draws of the numbers in which the first is worth more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A player's best strategy where the others each take one of theirs."""

    others: tuple[int, ...]
    """The strategies of the other players, in the order of the players."""
    best: int
    gain: Estimate
    """What it is worth beyond the next best."""
    sure: float
    """Share of the draws of the numbers in which it is the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faced:
    """What an actor with reasoned choices faces."""

    actor: str
    choices: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    """Each an option of every choice of its own."""
    mix: tuple[Estimate | None, ...]
    """The chance of each strategy at the view's rationality; None where no equilibrium was found."""
    replies: tuple[Reply, ...]
    """One for every profile of the others, the last player's strategies changing fastest."""
    dominant: int | None
    """The strategy that is the best reply to everything that the others can do, or None."""
    comparisons: tuple[Comparison, ...]
    """With two strategies, the first against the second; with more, the one worth most against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a profile of strategies is worth to each player, what is mixed by the view averaged over."""

    strategies: tuple[int, ...]
    worth: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer where every choice is taken in one way."""

    options: tuple[str, ...]
    """By choice, the option that is taken."""
    chance: Estimate | None
    """How likely the profile is."""
    answers: Mapping[Reading, Estimate | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewChoices:
    """The choices as a view has them."""

    view: str
    about: str
    moves: tuple[Move, ...]
    """Every choice of the scenario as the view holds it, in the order of the text."""
    rationality: float | None
    """None where no choice is reasoned."""
    players: tuple[Faced, ...]
    cells: tuple[Cell, ...]
    """Every profile of the players' strategies, the last player's changing fastest."""
    branch: Path | None
    """The principal branch of the game of mean payoffs, past the view's rationality; None without players."""
    at_means: Mixes
    """The mix of the game of mean payoffs at the view's rationality."""
    elsewhere: tuple[Mixes, ...]
    """Other equilibria of that game at the same rationality, off the principal branch or further along it, as far as some were found."""
    nash: Nash | None
    """The Nash equilibria of the game of mean payoffs; None without players."""
    selected: int | None
    """The place of the Nash equilibrium to which the principal branch leads; None where none of those found is near."""
    outcomes: tuple[Outcome, ...]
    """Every profile of options, the last choice's changing fastest."""
    answers: Mapping[Reading, Estimate | None]
    """Over the mix."""
    tells: bool
    """Whether the answer depends on any choice that the view leaves open."""
    weights: Mapping[str, Held]
    """What the players' interests are worth, by assumption, in the order of the text."""
    unsolved: int
    """Draws in which no equilibrium was found; they are left out."""
    draws: int
    worlds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What actors face under each view."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Events made to happen (years from the start) or prevented (infinity) in every run, asked for beside the question."""
    views: tuple[ViewChoices, ...]
    rationality: float | None = None
    """What takes the place of every view's own, or None."""
    seed: int
