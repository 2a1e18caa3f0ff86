import pytest

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Done, Learnt, Question
from ifso.verbs.reading import reading_of

DONE = Question(name="q", then="b", by=5.0, antecedent=Done(event="a", at=0.0))
LEARNT = Question(name="q", then="b", by=5.0, antecedent=Learnt(event="a", by=2.0))


@pytest.mark.parametrize(
    ("question", "word", "reading"),
    [
        (DONE, None, None),
        (DONE, "do", "do"),
        (DONE, "do not", "do not"),
        (DONE, " do-not ", "do not"),
        (LEARNT, "given not", "given not"),
        (LEARNT, "left alone", "left alone"),
    ],
)
def test_a_word_names_a_reading(question: Question, word: str | None, reading: str | None) -> None:
    found = reading_of(question, word)
    assert (found.value if found else None) == reading


def test_what_the_question_does_not_have_is_refused_with_what_it_has() -> None:
    with pytest.raises(UsageError, match="no reading `given`") as caught:
        reading_of(DONE, "given")
    assert caught.value.hint == "There are: do, do not, left alone."
