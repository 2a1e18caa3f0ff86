import pytest

from ifso.engine.answering import Reading
from ifso.engine.program import Condition, Run
from ifso.engine.readings import readings_of, worlds_of
from ifso.ground.calendar import NEVER
from ifso.scenario.meaning import Done, Learnt, Question

PLAIN = Question(name="q", then="b", by=5.0)
DONE = Question(name="q", then="b", by=5.0, antecedent=Done(event="a", at=1.0))
LEARNT = Question(name="q", then="b", by=5.0, antecedent=Learnt(event="a", by=2.0))


@pytest.mark.parametrize(
    ("question", "reading", "fixed", "condition"),
    [
        (PLAIN, Reading.LEFT_ALONE, {"m": 3.0}, None),
        (DONE, Reading.DO, {"m": 3.0, "a": 1.0}, None),
        (DONE, Reading.DO_NOT, {"m": 3.0, "a": NEVER}, None),
        (DONE, Reading.LEFT_ALONE, {"m": 3.0}, None),
        (LEARNT, Reading.GIVEN, {"m": 3.0}, Condition(event="a", by=2.0)),
        (LEARNT, Reading.GIVEN_NOT, {"m": 3.0}, Condition(event="a", by=2.0, holds=False)),
        (LEARNT, Reading.LEFT_ALONE, {"m": 3.0}, None),
    ],
)
def test_a_reading_fixes_or_learns_and_never_both(question: Question, reading: Reading, fixed: dict[str, float], condition: object) -> None:
    assert worlds_of(question, {"m": 3.0}, reading) == (Run(fixed=fixed), condition)


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        (PLAIN, ["left alone"]),
        (DONE, ["do", "do not", "left alone"]),
        (LEARNT, ["given", "given not", "left alone"]),
    ],
)
def test_the_readings_of_a_question(question: Question, readings: list[str]) -> None:
    assert [reading.value for reading in readings_of(question)] == readings
    for reading in Reading:
        if reading.value not in readings:
            with pytest.raises(KeyError):
                worlds_of(question, {}, reading)
