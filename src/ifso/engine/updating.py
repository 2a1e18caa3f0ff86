"""The answer to a question under several views, before and after what has been observed.

Owns which answers stand beside each other: before the news; with what happened taken over and the numbers as they were; and after the news.
They are simulated on the same worlds. Leaves each of them to :mod:`ifso.engine.news` or, where choices are open, to
:mod:`ifso.engine.revealing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ifso.engine.answering import Answered, Sizes
from ifso.engine.counterfactual import answer_had
from ifso.engine.deciding import answer_played
from ifso.engine.evaluating import left_alone
from ifso.engine.news import Told, answer_after, follow, told
from ifso.engine.play import Play
from ifso.engine.posterior import Contradicted
from ifso.engine.program import Program
from ifso.engine.revealing import answer_had_revealed, answer_revealed, given_choices, hidden_choices, reveal
from ifso.engine.simulating import Progress
from ifso.engine.weighing import Weighed
from ifso.ground.calendar import date_after
from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Observed, Question, Scenario

WEIGHED_DRAWS, WEIGHED_WORLDS = 250, 1024
"""Draws at most, and worlds for each, where profiles of choices are weighed or it is asked what would have been, and a request names no
number of worlds: there the worlds are what leaves an answer rough."""
HIDDEN_WORLDS = 512
"""Worlds for each draw where they are weighed for what nobody knows and a request names no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What news makes of the answer under one view."""

    before: Answered | None
    """The answer before the news; None where it is asked what would have been."""
    standing: Answered | None
    """The answer with what happened taken over and the numbers as they were before; None where worlds are weighed or no number moves."""
    after: Answered
    """The answer after the news, or what would have been beside what is to be expected."""
    told: Told


def update(
    scenario: Scenario, view: str, program: Program, *, play: Play | None = None, observed: Observed, question: Question, before: Question,
    had: Mapping[str, float], fixed: Mapping[str, float], seed: int, sizes: Sizes, threads: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Updated:  # fmt: skip
    """Answer a question under a view before and after the news; ``before`` is the question as it was put before it.

    With ``had``, the answer is what would have been had events happened at other times (infinity: never). Raises ``UsageError`` where
    nothing in the view can have brought about what was observed.
    """
    hidden = [name for name, event in scenario.events.items() if event.hidden]
    open_to = [*fixed, *([question.antecedent.event] if question.antecedent else [])]
    draws, worlds = sizes.of(program, weights=play.weights if play else ())
    is_open = play is not None and not play.is_settled
    if sizes.worlds is None and (had or is_open):
        draws, worlds = (min(draws, WEIGHED_DRAWS), WEIGHED_WORLDS) if draws > 1 else (1, WEIGHED_DRAWS * WEIGHED_WORLDS)
    followed: dict[str, Any] = {"seed": seed, "draws": draws, "open_to": open_to}
    running: dict[str, Any] = {"threads": threads}
    if play is not None and is_open:
        revealed = reveal(program, play, observed, hidden, worlds=worlds, fixed=left_alone(before, fixed), threads=threads, **followed)
        if had:
            after, weighed = answer_had_revealed(revealed, question, had, worlds=worlds, progress=progress, **running)
        else:
            after, weighed = answer_revealed(revealed, question, fixed=fixed, worlds=worlds, progress=_part(progress, 0, 2), **running)
        _hold(view, weighed)
        how_sure = replace(told(revealed.first, weighed, worlds), chosen=revealed.options(weighed))
        played = None
        if not had:
            running |= {"fixed": fixed, "seed": seed, "sizes": Sizes(draws=draws, worlds=worlds)}
            played = answer_played(program, play, before, progress=_part(progress, 1, 2), **running)
        return Updated(before=played, standing=None, after=after, told=how_sure)
    profile = None if play is None else play.profiles[0]
    given = {} if play is None or profile is None else given_choices(play, profile, observed)
    unseen = hidden if play is None else [*hidden, *hidden_choices(play, hidden, observed)]
    taken = {} if play is None or profile is None else play.times(profile)
    try:
        news = follow(program, observed, unseen, given=given, chosen=taken, **followed)
    except Contradicted as contradicted:
        raise _refused(scenario, view, program, contradicted) from None
    if sizes.worlds is None and news.is_weighed and not had:
        worlds = HIDDEN_WORLDS if draws > 1 else WEIGHED_DRAWS * WEIGHED_WORLDS
    if had:
        after, weighed = answer_had(news, question, had, worlds=worlds, progress=progress, **running)
        _hold(view, weighed)
        return Updated(before=None, standing=None, after=after, told=told(news, weighed if news.is_weighed else None, worlds))
    parts = 2 if news.is_weighed or not news.posterior.marginals else 3
    after, of_worlds = answer_after(news, question, fixed=fixed, worlds=worlds, progress=_part(progress, 0, parts), **running)
    _hold(view, of_worlds)
    return Updated(
        before=answer_played(
            program, play, before, fixed=fixed, seed=seed, sizes=Sizes(draws=draws, worlds=worlds), progress=_part(progress, 1, parts),
            **running,
        ),
        standing=None if news.is_weighed or not news.posterior.marginals else answer_after(
            news, question, fixed=fixed, worlds=worlds, learn=False, progress=_part(progress, 2, parts), **running
        )[0],
        after=after,
        told=told(news, of_worlds, worlds),
    )  # fmt: skip


def _part(progress: Progress | None, part: int, of: int) -> Progress | None:
    """Return what is told the progress of one part of so many."""
    return (lambda share: progress((part + share) / of)) if progress else None


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
