"""Which reading of a question a request means, in its own word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Question
from ifso.verbs.arguments import text_or_none

if TYPE_CHECKING:
    from ifso.engine.answering import Reading


def reading_of(question: Question, word: object) -> Reading | None:
    """Return the reading that a word names; None where no word was given.

    Raises ``UsageError`` for a reading that the question does not have.
    """
    from ifso.engine.readings import readings_of  # noqa: PLC0415 - the engine is loaded only to compute

    name = text_or_none(word, "reading", "left alone")
    if name is None:
        return None
    known = {reading.value: reading for reading in readings_of(question)}
    said = " ".join(name.replace("-", " ").split())
    if said not in known:
        raise UsageError(f"The question has no reading `{name}`.", hint=f"There are: {', '.join(known)}.")
    return known[said]
