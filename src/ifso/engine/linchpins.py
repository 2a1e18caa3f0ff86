"""What an answer hinges on, assumption by assumption: the result.

Owns what is told of an assumption (swing, Sobol shares, if never / if certain, flip point, the answer as another view has it; MODEL.md,
section 6), each with how far the simulation may be off. Leaves the measuring to :mod:`ifso.engine.hinging` and words to the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from types import MappingProxyType

from ifso.engine.answering import Reading
from ifso.engine.draws import CUBE
from ifso.engine.flipping import Crossing, Range
from ifso.engine.replicating import Measured
from ifso.scenario.meaning import Held, Kind, Question, Scenario


class Of(StrEnum):
    """Which number is taken apart."""

    CHANCE = "chance"
    """The first reading of the question: where A is made to happen, or known to have."""
    DIFFERENCE = "difference"
    """The first reading less the second: what A adds."""


class Instead(StrEnum):
    """What stands in the place of an assumption in every draw."""

    NEVER = "never"
    """A chance of 0: no cause that has it ever fires."""
    CERTAIN = "certain"
    """A chance of 1: every cause that has it fires, where nothing blocks it."""
    WITHOUT = "without"
    """A ratio of 1, or a weight of 0: as if it were not there."""


class Depth(IntEnum):
    """How much is found of each assumption."""

    SWINGS = 0
    """Swings alone; for single numbers, which have none, effects."""
    EFFECTS = 1
    """The effects of leaving it out, of certainty and of other views' values, too."""
    WHOLE = 2
    """Flip points, the answer itself and shares of its variance, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is simulated for each kind of figure; worlds are multiples of 64."""

    draws: int = CUBE
    """Base draws of the shares; each is simulated once for either base sample and once for every uncertain assumption."""
    cluster: int = 10
    """Base draws that share their worlds."""
    worlds: int = 128
    """Worlds of each base draw."""
    blocks: int = 32
    """Blocks of worlds on which swings and effects are measured."""
    swing_worlds: int = 512
    """Worlds in each of these blocks, for swings."""
    effect_draws: int = 4
    """Draws of the other assumptions in each block, for effects."""
    effect_worlds: int = 256
    flip_blocks: int = 8
    flip_worlds: int = 512
    weigh_worlds: int = 1024
    """Worlds from which it is told what actors do."""
    answer_worlds: int = 4096
    """Worlds of each of 1,000 draws from which the answer itself comes, as many as it is asked with."""

    def lessened(self) -> Effort:
        """Return half the worlds for shares and flip points, and a quarter for all else: where every profile of choices is simulated."""
        half = {name: -(-getattr(self, name) // 128) * 64 for name in ("worlds", "flip_worlds")}
        quarter = {name: -(-getattr(self, name) // 256) * 64 for name in ("swing_worlds", "effect_worlds", "answer_worlds")}
        return replace(self, **half, **quarter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """The answer with one assumption at its 5% and at its 95% value, the others at their medians."""

    low: float
    """The 5% value of the assumption."""
    high: float
    at_low: Measured
    """The answer there."""
    at_high: Measured
    change: Measured
    """The answer at the 95% value less that at the 5% value, on the same worlds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The answer with something in an assumption's place in every draw of the others."""

    value: Measured
    change: Measured
    """The same less the answer with the assumption as it is, on the same draws and worlds."""
    follows: float = 1.0
    """By how much the value moves with that answer from block to block of draws and worlds."""

    def beside(self, answer: float) -> float:
        """Return the value as it stands beside an answer from other draws and worlds, of whose luck it takes part as far as it follows."""
        return self.value.value + self.follows * (answer - (self.value.value - self.change.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linchpin:
    """One assumption, and how the answer hinges on it."""

    name: str
    kind: Kind
    median: float
    is_certain: bool
    """Whether it is a single number, which cannot swing."""
    swing: Swing | None
    """None for a single number, or where it cannot be told."""
    first: Measured | None
    """The share of the answer's variance that the assumption explains by itself; None where there are no shares."""
    total: Measured | None
    """The share in which it has a part, by itself or together with others."""
    effects: Mapping[Instead, Effect]
    """Empty where they were not asked for or cannot be told."""
    range: Range
    """Where a flip point was looked for."""
    flip: Crossing | None
    """None where the answer stays on its side of the threshold throughout the range."""
    flip_sought: bool
    """Whether a flip point was looked for."""
    as_others: Mapping[str, Effect] = field(default_factory=lambda: MappingProxyType({}))
    """By view, the answer with that view's value in this place, where it is another value."""

    @property
    def weight(self) -> float:
        """The size of its swing, or of its largest effect where it cannot swing."""
        if self.swing is not None:
            return abs(self.swing.change.value)
        return max((abs(effect.change.value) for effect in self.effects.values()), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLinchpins:
    """What one view's answer hinges on."""

    view: str
    held: Mapping[str, Held]
    """The values that the answer rests on, by assumption, in the order of the scenario."""
    answer: Measured | None
    """The mean over the assumptions' distributions; None where no world could tell, or where it was not asked for."""
    at_medians: Measured | None
    """The answer with every assumption at its median; None where no world could tell."""
    linchpins: tuple[Linchpin, ...]
    """The uncertain ones by the size of their swing, then single numbers by that of their largest effect."""
    variance: Measured | None
    """Of the answer over the assumptions' distributions; None where it does not vary, or not by more than the simulation's own noise."""
    uncertain: int
    """How many of the assumptions are more than single numbers."""
    weighed: bool = False
    """Whether the answer rests on choices that actors weigh; then fewer worlds were simulated (:meth:`Effort.lessened`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linchpins:
    """What the answer to a question hinges on, under each view."""

    scenario: Scenario
    question: Question
    of: Of
    readings: tuple[Reading, ...]
    """The reading whose chance is taken apart; two for a difference, the first less the second."""
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Events made to happen (years from the start) or prevented (infinity) in every run, asked for beside the question."""
    threshold: float | None
    """Of flip points; None where none were looked for."""
    views: tuple[ViewLinchpins, ...]
    seed: int
    effort: Effort
