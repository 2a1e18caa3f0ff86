"""One number of an answer: a reading of the question, or the difference between its first two.

Owns which runs and tallies such a number needs and how it comes from them, for whoever seeks the same under many rows of values. Leaves
what a reading is to :mod:`ifso.engine.readings`, and whole answers, with their intervals and curves, to :mod:`ifso.engine.answering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ifso.engine.answering import Reading
from ifso.engine.estimating import Quantity
from ifso.engine.program import Run, Tally
from ifso.engine.readings import readings_of, worlds_of
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Question

DIFFERENCE = "difference"
"""What stands for the first reading less the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A number of an answer, as a quantity of tallies."""

    of: str
    """A :class:`Reading`, or ``difference``."""
    runs: tuple[Run, ...]
    tallies: tuple[Tally, ...]
    quantity: Quantity
    """Of the tallies' probabilities, run by run."""
    is_ratio: bool
    """Whether it divides by a probability, so that it is taken of means and is no mean itself."""


def numbers_of(question: Question) -> tuple[str, ...]:
    """Return the numbers that the answer to a question has, that of its first reading first."""
    readings = tuple(reading.value for reading in readings_of(question))
    return (*readings, DIFFERENCE) if len(readings) > 1 else readings


def sought(question: Question, of: str | None, fixed: Mapping[str, float]) -> Sought:
    """Return a number of the answer to a question, by default that of its first reading; ``fixed`` events have their time fixed throughout.

    Raises ``KeyError`` for a number that the answer has not.
    """
    of = numbers_of(question)[0] if of is None else of
    if of not in numbers_of(question):
        raise KeyError(of)
    is_contrast = of == DIFFERENCE
    parts = [worlds_of(question, fixed, one) for one in (readings_of(question)[:2] if is_contrast else (Reading(of),))]
    runs, conditions = tuple(run for run, _ in parts), [condition for _, condition in parts if condition]
    quantity: Quantity
    if not conditions:
        then = Tally(event=question.then, by=question.by)
        quantity = (lambda m: m[..., 0] - m[..., 1]) if is_contrast else (lambda m: m[..., 0])
        return Sought(of=of, runs=runs, tallies=(then,), quantity=quantity, is_ratio=False)
    tallies = tuple(Tally(event=question.then, by=by, condition=one) for one in conditions for by in (question.by, NEVER))
    quantity = (lambda m: m[..., 0] / m[..., 1] - m[..., 2] / m[..., 3]) if is_contrast else (lambda m: m[..., 0] / m[..., 1])
    return Sought(of=of, runs=runs[:1], tallies=tallies, quantity=quantity, is_ratio=True)
