"""The answer to a question under several views, before and after what has been observed.

Owns which answers stand beside each other: before the news; with what happened taken over and the numbers as they were; and after the news.
They are simulated on the same worlds. Leaves each of them to :mod:`ifso.engine.news`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ifso.engine.answering import Answered, Sizes, answer
from ifso.engine.counterfactual import answer_had
from ifso.engine.news import Told, answer_after, follow, told
from ifso.engine.play import Play
from ifso.engine.posterior import Contradicted
from ifso.engine.program import Program
from ifso.engine.weighing import Weighed
from ifso.ground.calendar import date_after
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Observed, Question, Scenario

IMAGINED_WORLDS = 512
"""Worlds for each draw in which it is asked what would have been, where a request names no number."""
WEIGHED_WORLDS = 1024
"""Worlds for each draw where they have to be weighed and a request names no number; a program of single numbers takes as many as ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What news makes of the answer under one view."""

    before: Answered | None
    """The answer before the news; None where it is asked what would have been."""
    standing: Answered | None
    """The answer with what happened taken over and the numbers as they were before; None where worlds are weighed."""
    after: Answered
    """The answer after the news, or what would have been beside what is to be expected."""
    told: Told


def update(
    scenario: Scenario, view: str, program: Program, *, play: Play | None = None, observed: Observed, question: Question, before: Question,
    had: Mapping[str, float], fixed: Mapping[str, float], seed: int, sizes: Sizes, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Updated:  # fmt: skip
    """Answer a question under a view before and after the news; ``before`` is the question as it was put before it.

    With ``had``, the answer is what would have been had events happened at other times (infinity: never).

    Raises ``UsageError`` where nothing in the view can have brought about what was observed, and where the view leaves a choice open: which
    option was taken is then not known.
    """
    taken = _taken(view, play)
    given = taken if play is None else {**taken, **_taken_after(play, observed)}
    fixed = {**taken, **fixed}
    draws, worlds = sizes.of(program)
    hidden = [name for name, event in scenario.events.items() if event.hidden]
    open_to = [*fixed, *([question.antecedent.event] if question.antecedent else [])]
    try:
        news = follow(program, observed, hidden, seed=seed, draws=draws, open_to=open_to, given=given)
    except Contradicted as contradicted:
        raise _refused(scenario, view, program, contradicted) from None
    if sizes.worlds is None and draws > 1 and (had or news.is_weighed):
        worlds = IMAGINED_WORLDS if had else WEIGHED_WORLDS
    if had:
        otherwise, counted = answer_had(news, question, had, worlds=worlds, threads=threads, progress=progress)
        _hold(view, counted)
        how_sure = told(news, counted if news.is_weighed else None, worlds)
        return Updated(before=None, standing=None, after=otherwise, told=how_sure)
    parts = 2 if news.is_weighed else 3

    def report(part: int) -> Callable[[float], None] | None:
        return (lambda share: progress((part + share) / parts)) if progress else None

    after, weighed = answer_after(news, question, fixed=fixed, worlds=worlds, threads=threads, progress=report(0))
    _hold(view, weighed)
    return Updated(
        before=answer(
            program, before, fixed=fixed, seed=seed, sizes=Sizes(draws=draws, worlds=worlds), threads=threads, progress=report(1)
        ),
        standing=None if news.is_weighed else answer_after(
            news, question, fixed=fixed, worlds=worlds, threads=threads, progress=report(2), learn=False
        )[0],
        after=after,
        told=told(news, weighed, worlds),
    )  # fmt: skip


def _taken(view: str, play: Play | None) -> Mapping[str, float]:
    """Return the times of options under the one profile of a view's choices."""
    if play is None:
        return {}
    if not play.is_settled:
        open_ones = ", ".join(f"`{move.choice}`" for move in play.moves if len(move.open) > 1)
        message = f"The view `{view}` leaves open what is chosen of {open_ones}, and news says nothing of it."
        raise UsageError(message, hint="Ask after the news under a view that names one option of each choice.")
    return play.times(play.profiles[0])


def _taken_after(play: Play, observed: Observed) -> Mapping[str, float]:
    """Return the times of options that have been taken because the event has been observed after which they are."""
    (profile,) = play.profiles
    found = {}
    for move, option in zip(play.moves, profile, strict=True):
        seen = observed.seen.get(move.after)
        if seen is not None and seen.happened:
            found[f"{move.choice}.{move.options[option]}"] = seen.at
    return found


def _hold(view: str, weighed: Weighed | None) -> None:
    """Refuse an answer from worlds of which none agrees with what was observed."""
    if weighed is not None and weighed.effective_worlds == 0.0:
        message = f"Under the view `{view}`, what has been observed came about in none of the worlds that were simulated."
        raise UsageError(message, hint="Say more of what happened on the way to it, or ask with more --draws and --worlds.")


def _refused(scenario: Scenario, view: str, program: Program, contradicted: Contradicted) -> UsageError:
    """Return what is to be said of an observation that a view does not allow."""
    factor = contradicted.factor
    event, day = program.events[factor.event], date_after(scenario.start, factor.at)
    causes = scenario.events[event].causes
    if not factor.fired:
        certain = program.causes[factor.causes[0]]
        message = f"Under the view `{view}`, `{event}` must have happened by {day}: `{certain}` is certain to bring it about."
        return UsageError(message, hint="Observe that it happened, or give the cause a chance below 100%.")
    waits = [(cause.path, cause.trigger.events) for cause in causes if cause.trigger.events]
    why = "; ".join(f"`{path}` comes after {' and '.join(f'`{e}`' for e in events)}" for path, events in waits)
    message = f"Under the view `{view}`, nothing can have brought about `{event}` on {day}."
    hint = "Observe what came before it, name another date, or give it one more cause."
    return UsageError(message, hint=f"{hint} {why}.".strip(" .") + "." if why else hint)
