"""The answer to a question under several views, with all that is needed to say how it was got.

Owns the result that verbs hand out and reports draw. Every view is simulated on the same worlds, so that views differ by their numbers
alone. Leaves words, tables and charts to the report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ifso.engine.answering import Answered, Sizes
from ifso.engine.compiling import compile_view
from ifso.engine.deciding import answer_played
from ifso.engine.play import compile_play
from ifso.engine.updating import Updated, update
from ifso.scenario.meaning import Decided, Decision, Held, HeldChoice, Observed, Question, Scenario, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewAnswer:
    """What follows under one view."""

    view: str
    about: str
    answered: Answered
    held: Mapping[str, Held]
    """The values that the answer rests on, by assumption, in the order of the scenario."""
    choices: Mapping[str, HeldChoice] = field(default_factory=lambda: MappingProxyType({}))
    """Every choice as the view holds it; how likely each option is to be taken is in :attr:`Answered.chosen`."""
    rationality: float | None = None
    """How closely reasoned choices follow the interests; None where the view says nothing of it."""
    updated: Updated | None = None
    """What news makes of the answer; None where nothing has been observed."""

    @property
    def borrowed(self) -> Mapping[str, int]:
        """How many of the values come from each other view."""
        lenders = [held.lender for held in self.held.values() if held.lender not in (self.view, "")]
        return MappingProxyType({lender: lenders.count(lender) for lender in dict.fromkeys(lenders)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an answer takes as known."""

    observed: Observed
    before: Question
    """The question as it was put before the news."""
    remarks: tuple[str, ...] = ()
    """Sentences on what the news leaves of the question."""
    had: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Events that are imagined to have happened at other times (years from the start), or never (infinity)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The probabilities for a question under each view."""

    scenario: Scenario
    question: Question
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Events made to happen (years from the start) or prevented (infinity) in every run, asked for beside the question."""
    views: tuple[ViewAnswer, ...]
    seed: int
    news: Taken | None = None
    """What has been observed; None where the answer takes nothing as known."""


def held_in(scenario: Scenario, view: str, assumed: Mapping[str, Value] | None = None) -> Mapping[str, Held]:
    """Return what a view holds for every assumption; ``assumed`` values take the place of its own, and no view lends them."""
    return {**scenario.held(view), **{name: Held(value=value, lender="") for name, value in (assumed or {}).items()}}


def chosen_in(scenario: Scenario, view: str, decided: Mapping[str, Decision] | None = None) -> Mapping[str, HeldChoice]:
    """Return what a view says of every choice; what is ``decided`` takes the place of that, and no view lends it."""
    asked = {name: HeldChoice(decided=Decided(choice=name, decision=decision), lender="") for name, decision in (decided or {}).items()}
    return {**scenario.held_choices(view), **asked}


def answer_views(
    scenario: Scenario, question: Question, views: Sequence[str], *, fixed: Mapping[str, float] | None = None,
    assumed: Mapping[str, Value] | None = None, decided: Mapping[str, Decision] | None = None, news: Taken | None = None, seed: int = 0,
    sizes: Sizes | None = None, threads: int | None = None, progress: Callable[[float], None] | None = None,
) -> Answer:  # fmt: skip
    """Answer a question under several views; ``assumed`` values and ``decided`` choices take the place of every view's own.

    With ``news``, the question is what it asks after them. Raises ``KeyError`` for an unknown view, assumption, choice or event,
    ``UsageError`` where a view does not allow what has been observed, or leaves choices open on which that bears.
    """
    settings: dict[str, Any] = {"fixed": fixed or {}, "seed": seed, "sizes": sizes or Sizes(), "threads": threads}
    found = []
    for i, name in enumerate(views):
        report = (lambda share, i=i: progress((i + share) / len(views))) if progress else None
        program = compile_view(scenario, name, assumed)
        play = compile_play(scenario, name, program, decided)
        if news is None:
            updated, answered = None, answer_played(program, play, question, progress=report, **settings)
        else:
            updated = update(
                scenario,
                name,
                program,
                play=play,
                observed=news.observed,
                question=question,
                before=news.before,
                had=news.had,
                progress=report,
                **settings,
            )
            answered = updated.after
        held = held_in(scenario, name, assumed)
        used = {a: held[a] for a in answered.used}
        about = scenario.views[name].about
        choices = chosen_in(scenario, name, decided)
        found.append(
            ViewAnswer(
                view=name, about=about, answered=answered, held=MappingProxyType(used), choices=MappingProxyType(choices),
                rationality=scenario.rationality(name), updated=updated,
            )
        )  # fmt: skip
    fixed = MappingProxyType(dict(fixed or {}))
    return Answer(scenario=scenario, question=question, fixed=fixed, views=tuple(found), seed=seed, news=news)
