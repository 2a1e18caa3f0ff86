"""What is asked of a scenario, whatever is then computed: a question, views, values, events that are fixed, and how much to simulate.

Owns the request that :mod:`ifso.verbs.ask` and the verbs that explain an answer share, with its defaults and limits. Leaves the words of
its parts to :mod:`ifso.verbs.varying`, and what is computed to each verb.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Question, Scenario, Value
from ifso.verbs.arguments import callback, text_or_none, texts, whole
from ifso.verbs.observing import NOTHING, Known, Words, known_by, question_after
from ifso.verbs.varying import assumed_values, fixed_events, known, varied

MOST_DRAWS = 1_000_000
MOST_WORLDS = 1_000_000_000_000
MOST_SEED = 2**64 - 1
MOST_THREADS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that can be met."""

    scenario: Scenario
    question: Question
    views: tuple[str, ...]
    fixed: Mapping[str, float]
    """Events made to happen (years from the start) or prevented (infinity) in every run, beside the question's antecedent."""
    assumed: Mapping[str, Value]
    """Values that take the place of every view's own."""
    seed: int
    draws: int | None
    """None: the default of what is computed."""
    worlds: int | None
    threads: int | None
    progress: Callable[[float], None] | None
    known: Known = NOTHING
    """What is taken as known, and what it leaves of the question."""
    before: Question | None = None
    """The question as it was put before the news; None where there are none."""

    @property
    def passes_over_news(self) -> bool:
        """Tell whether the file says what has been observed and the request makes no use of it."""
        return self.scenario.observed is not None and self.known.observed is None


def choose_question(scenario: Scenario, name: str | None) -> Question:
    """Return the question of a name; without one, ``main`` or else the first. Raises ``UsageError`` where there is none."""
    if not scenario.questions:
        raise UsageError("The scenario asks no question.", hint="Add for example `questions: {main: {then: EVENT}}`.")
    if name is not None:
        return scenario.questions[known(name, scenario.questions, "question")]
    return scenario.questions.get("main") or next(iter(scenario.questions.values()))


def requested(
    scenario: Scenario,
    *,
    question: str | None = None,
    views: Sequence[str] | str = (),
    by: str | None = None,
    do: Sequence[str] | str = (),
    prevent: Sequence[str] | str = (),
    given: str | None = None,
    assume: Sequence[str] | str = (),
    draws: int | None = None,
    worlds: int | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float], None] | None = None,
    news: Words | None = None,
) -> Request:
    """Read a request; see :func:`ifso.verbs.ask.ask` for what its parts mean. Raises ``UsageError`` for one that cannot be met.

    ``news`` are the words of a request that takes account of what has been observed; without them, nothing is taken as known.
    """
    draws = None if draws is None else whole(draws, "draws", 1000, least=1, most=MOST_DRAWS)
    worlds = None if worlds is None else whole(worlds, "worlds", 4096, least=1, most=MOST_WORLDS)
    threads = None if threads is None else whole(threads, "threads", 2, least=1, most=MOST_THREADS)
    seed = whole(seed, "seed", 0, least=0, most=MOST_SEED)
    callback(progress, "progress")
    known_now = NOTHING if news is None else known_by(scenario, news)
    fixed = fixed_events(scenario, texts(do, "do", "EVENT@DATE"), texts(prevent, "prevent", "EVENT"), known_now.observed)
    chosen_question = choose_question(scenario, text_or_none(question, "question", "main"))
    given, by = text_or_none(given, "given", "EVENT@DATE"), text_or_none(by, "by", "5 years")
    wanted = varied(scenario, chosen_question, fixed, given, by)
    before, fixed_beside = wanted, {e: time for e, time in fixed.items() if not wanted.antecedent or e != wanted.antecedent.event}
    if known_now.had and (fixed or given):
        raise UsageError("What would have been cannot be asked together with --do, --prevent or --given.", hint="Ask one after the other.")
    if known_now.observed is not None:
        wanted, remarks = question_after(scenario, wanted, known_now)
        known_now = replace(known_now, remarks=(*known_now.remarks, *remarks))
    named = dict.fromkeys(texts(views, "views", "VIEW"))
    chosen = [known(view, scenario.views, "view") for view in named] or list(scenario.views)
    if not chosen:
        raise UsageError("The scenario has no view, and so no answer.", hint="Give an event a cause, and add `views` with a number for it.")
    return Request(
        scenario=scenario,
        question=wanted,
        views=tuple(chosen),
        fixed=fixed_beside,
        assumed=assumed_values(scenario, texts(assume, "assume", "CAUSE=30% within 2 years")),
        seed=seed,
        draws=draws,
        worlds=worlds,
        threads=threads,
        progress=progress,
        known=known_now,
        before=None if known_now.observed is None else before,
    )


def get_ready(waiting: Callable[[], Any] | None, *kernels: str) -> None:
    """Call ``waiting`` where the engine has yet to be compiled, once on each machine; ``kernels`` are those needed beside ``simulate``.

    Raises ``UsageError`` where it cannot be called.
    """
    callback(waiting, "waiting")

    from ifso.engine import native  # noqa: PLC0415 - compiled code is loaded only to compute

    if waiting and not all(getattr(native, name).is_kept for name in ("simulate", *kernels)):
        waiting()
