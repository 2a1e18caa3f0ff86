"""From a question to its answer under one view.

Owns which runs and tallies a question needs and which estimates they become. ``if A`` is run three times on the same worlds: A made to
happen, A kept from happening, A left to its causes. ``given A`` is run once, and its worlds are told apart by whether A had happened: the
two readings are never mixed, and an answer says which one it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from ifso.engine.compiling import CERTAIN
from ifso.engine.draws import normal_scores
from ifso.engine.estimating import Curve, Estimate, Estimator, Quantity
from ifso.engine.laying import fixed_times
from ifso.engine.order import plan
from ifso.engine.program import Condition, Program, Run, Shape, Tally
from ifso.engine.simulating import BANDED_DRAWS, Progress, count
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Done, Learnt, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAWS = 1000
WORLDS = 4096


class Reading(StrEnum):
    """What a probability is conditional on."""

    DO = "do"
    """The antecedent is made to happen, whatever its causes."""
    DO_NOT = "do not"
    """The antecedent is kept from happening."""
    GIVEN = "given"
    """It has been learnt that the antecedent happened by its date."""
    GIVEN_NOT = "given not"
    """It has been learnt that it had not."""
    HAD = "had"
    """What was observed had been otherwise."""
    LEFT_ALONE = "left alone"
    """The antecedent is left to its causes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What follows for one question under one program."""

    chances: Mapping[Reading, Estimate | None]
    """By reading; None where no world or draw could tell."""
    difference: Estimate | None
    """First reading less second; None without an antecedent. Without an interval for ``given``: what is learnt says something about the
    numbers too, so that no single draw of them has the difference."""
    ratio: Estimate | None
    """First reading over second; None without an antecedent, or where the second is nothing."""
    curves: Mapping[Reading, Curve]
    """The chance that the consequent has come about by each time up to the question's date."""
    draws: int
    worlds: int
    """Worlds on which each draw was simulated."""
    seed: int
    used: tuple[str, ...]
    """The assumptions on which the answer rests, in the order of the scenario."""
    chosen: Mapping[str, Mapping[str, Estimate]] = field(default_factory=lambda: MappingProxyType({}))
    """By choice and option, how likely the option is to be taken. A reasoned choice that cannot tell in the answer is not weighed, and has
    no options here."""
    rests_on: tuple[str, ...] = ()
    """The choices on which the answer depends, those included that only bear on what others choose."""
    unsolved: int = 0
    """Draws that were left out because no equilibrium was found for them."""
    weighed_on: int | None = None
    """Worlds in which every profile was simulated to tell what actors face, where these are others than those of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much to simulate."""

    draws: int | None = None
    """Draws of the assumptions; a program without uncertain assumptions takes one. None: 1,000, and a quarter where choices tell profiles
    apart, each of which is simulated."""
    worlds: int | None = None
    """Worlds for each draw. None: 4,096, or 4,096 for each draw that a program without uncertain assumptions does not need."""

    def of(self, program: Program, weights: Sequence[int] = ()) -> tuple[int, int]:
        """Return the draws and the worlds that a program gets; ``weights`` are the assumptions that actors reason by, by their places."""
        if program.is_certain and np.all(program.shape[list(weights)] == Shape.POINT):
            return 1, self.worlds or WORLDS * (self.draws or DRAWS)
        return self.draws or DRAWS, self.worlds or WORLDS


def answer(
    program: Program, question: Question, *, fixed: Mapping[str, float] | None = None, seed: int = 0, sizes: Sizes | None = None,
    threads: int | None = None, progress: Progress | None = None,
) -> Answered:  # fmt: skip
    """Answer a question; ``fixed`` events have their time fixed in every run, the contrast included.

    Raises ``KeyError`` where the question or ``fixed`` names an unknown event.
    """
    runs, tallies, asked = runs_of(question, dict(fixed or {}))
    draws, worlds = (sizes or Sizes()).of(program)
    counted = count(program, runs, tallies, seed=seed, draws=draws, worlds=worlds, threads=threads, progress=progress)
    used = assumptions_used(program, runs, tallies)
    scores = None if program.is_certain else normal_scores(program, seed, min(draws, BANDED_DRAWS), used)
    return conclude(question, asked, Estimator(counted, scores), used)


def conclude(question: Question, asked: Mapping[Reading, Asked], estimator: Estimator, used: tuple[str, ...]) -> Answered:
    """Turn what was counted for a question's readings, those to be contrasted first, into its answer."""
    readings = list(asked)
    counted = estimator.counted
    chances = {reading: estimator.estimate(q.of, q.weight) for reading, q in asked.items()}
    difference = ratio = None
    if len(readings) > 1:
        first, second = (asked[reading].of for reading in readings[:2])
        contrast = estimator.value if isinstance(question.antecedent, Learnt) and counted.draws > 1 else estimator.estimate
        difference = contrast(lambda m: first(m) - second(m))
        ratio = contrast(lambda m: first(m) / second(m))
    return Answered(
        chances=chances,
        difference=difference,
        ratio=ratio,
        curves={
            reading: estimator.curve(q.run, q.tally, question.by, chance, q.per)
            for reading, q in asked.items()
            if (chance := chances[reading]) is not None
        },
        draws=counted.draws,
        worlds=counted.worlds,
        seed=counted.seed,
        used=used,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One reading as a quantity of the tallies, and the tally that holds its curve."""

    of: Quantity
    run: int
    tally: int = 0
    weight: Quantity | None = None
    """What weighs the draws in its interval; None: all alike."""
    per: tuple[int, int] | None = None
    """The tally, by run and number, of which its curve is a share; None: all worlds."""


def runs_of(question: Question, fixed: dict[str, float]) -> tuple[list[Run], list[Tally], dict[Reading, Asked]]:
    """Return the runs and tallies of a question, and its readings, those to be contrasted first."""
    then = Tally(event=question.then, by=question.by)
    match question.antecedent:
        case None:
            return [Run(fixed=fixed)], [then], {Reading.LEFT_ALONE: Asked(of=lambda m: m[..., 0], run=0)}
        case Done(event=event, at=at):
            left = {name: time for name, time in fixed.items() if name != event}
            runs = [Run(fixed={**fixed, event: at}), Run(fixed={**fixed, event: NEVER}), Run(fixed=left)]
            return runs, [then], {
                Reading.DO: Asked(of=lambda m: m[..., 0], run=0),
                Reading.DO_NOT: Asked(of=lambda m: m[..., 1], run=1),
                Reading.LEFT_ALONE: Asked(of=lambda m: m[..., 2], run=2),
            }  # fmt: skip
        case Learnt(event=event, by=by):
            tallies = [
                then,
                Tally(event=question.then, by=question.by, condition=Condition(event=event, by=by)),
                Tally(event=event, by=by),
                Tally(event=question.then, by=question.by, condition=Condition(event=event, by=by, holds=False)),
                Tally(event=question.then, by=NEVER, condition=Condition(event=event, by=by, holds=False)),
            ]
            return [Run(fixed=fixed)], tallies, {
                Reading.GIVEN: Asked(of=lambda m: m[..., 1] / m[..., 2], run=0, tally=1, weight=lambda m: m[..., 2], per=(0, 2)),
                Reading.GIVEN_NOT: Asked(of=lambda m: m[..., 3] / m[..., 4], run=0, tally=3, weight=lambda m: m[..., 4], per=(0, 4)),
                Reading.LEFT_ALONE: Asked(of=lambda m: m[..., 0], run=0),
            }  # fmt: skip


def assumptions_used(program: Program, runs: Sequence[Run], tallies: Sequence[Tally]) -> tuple[str, ...]:
    """Return the assumptions that the causes leading to the tallied events rest on, in any run."""
    at = {name: i for i, name in enumerate(program.events)}
    asked = {at[t.event] for t in tallies} | {at[t.condition.event] for t in tallies if t.condition}
    used = plan(program, fixed_times(program, runs), asked).used
    found = set(program.chance[used].tolist())
    for c in used:
        found.update(program.modifier_ratio[program.modifier_start[c] : program.modifier_start[c + 1]].tolist())
    return tuple(name for i, name in enumerate(program.assumptions) if i in found and name != CERTAIN)


def curve_at(curve: Curve, time: float) -> float:
    """Return a curve's value at a time, interpolated."""
    return float(np.interp(time, curve.times, curve.values))
