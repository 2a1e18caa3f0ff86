"""What a reading of a question makes of the worlds: which events are fixed in them, and which of them count.

Owns the readings of a question and the run and the condition of each (MODEL.md, section 6). Made to happen and learnt of are never mixed: a
reading has a run of its own, or a condition of its own. Leaves what is then computed to whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from ifso.engine.answering import Reading
from ifso.engine.program import Condition, Run
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Done, Learnt, Question


def readings_of(question: Question) -> tuple[Reading, ...]:
    """Return the readings of a question, the one that it is about first."""
    match question.antecedent:
        case None:
            return (Reading.LEFT_ALONE,)
        case Done():
            return Reading.DO, Reading.DO_NOT, Reading.LEFT_ALONE
        case Learnt():
            return Reading.GIVEN, Reading.GIVEN_NOT, Reading.LEFT_ALONE


def worlds_of(question: Question, fixed: Mapping[str, float], reading: Reading) -> tuple[Run, Condition | None]:
    """Return how worlds run under a reading, with events fixed besides, and the condition on which they count.

    Raises ``KeyError`` for a reading that the question does not have.
    """
    if reading not in readings_of(question):
        raise KeyError(reading)
    match question.antecedent:
        case Done(event=event, at=at):
            others = {name: time for name, time in fixed.items() if name != event}
            own = {Reading.DO: {event: at}, Reading.DO_NOT: {event: NEVER}}.get(reading, {})
            return Run(fixed={**others, **own}), None
        case Learnt(event=event, by=by) if reading is not Reading.LEFT_ALONE:
            return Run(fixed=dict(fixed)), Condition(event=event, by=by, holds=reading is Reading.GIVEN)
        case _:
            return Run(fixed=dict(fixed)), None
