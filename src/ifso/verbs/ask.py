"""Asking: from a scenario and the words of a request to an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Origin, Question, Scenario
from ifso.verbs.arguments import callback, text_or_none, texts, whole
from ifso.verbs.doubting import doubts_of
from ifso.verbs.varying import assumed_values, fixed_events, known, varied

if TYPE_CHECKING:
    import polars as pl

    from ifso.engine.results import Answer, ViewAnswer

MOST_DRAWS = 1_000_000
MOST_WORLDS = 1_000_000_000_000
MOST_SEED = 2**64 - 1
MOST_THREADS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer as a caller of the Python interface gets it."""

    answer: Answer
    doubts: tuple[str, ...] = ()
    """Sentences on the lock from which history's numbers come: what it is older than."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, the same that ``ifso ask --json`` prints."""
        from ifso.report.plain import answer_dict  # noqa: PLC0415 - the report is drawn only when it is wanted

        return answer_dict(self.answer, self.doubts)

    def frame(self) -> pl.DataFrame:
        """Return the chances as a table: view, reading, value, low, high, error."""
        import polars as pl  # noqa: PLC0415 - a third of a second that only tables need

        rows = [
            (view.view, reading.value, *((e.value, e.low, e.high, e.error) if e else (None,) * 4))
            for view in self.answer.views
            for reading, e in view.answered.chances.items()
        ]
        names = {"view": pl.String, "reading": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "error": pl.Float64}
        return pl.DataFrame(rows, schema=names, orient="row")

    def __repr__(self) -> str:
        question, scenario, views = self.answer.question, self.answer.scenario, self.answer.views
        return f"<ifso answer to {question.name!r} of {scenario.name!r} under {', '.join(view.view for view in views)}>"

    def __str__(self) -> str:
        from ifso.report.answer import answer_text  # noqa: PLC0415

        return answer_text(self.answer, doubts=self.doubts)

    def _repr_html_(self) -> str:
        from ifso.report.answer import answer_html  # noqa: PLC0415

        return answer_html(self.answer, self.doubts)


def _is_historical(view: ViewAnswer) -> bool:
    return any(held.value.origin is Origin.HISTORY for held in view.held.values())


def choose_question(scenario: Scenario, name: str | None) -> Question:
    """Return the question of a name; without one, ``main`` or else the first. Raises ``UsageError`` where there is none."""
    if not scenario.questions:
        raise UsageError("The scenario asks no question.", hint="Add for example `questions: {main: {then: EVENT}}`.")
    if name is not None:
        return scenario.questions[known(name, scenario.questions, "question")]
    return scenario.questions.get("main") or next(iter(scenario.questions.values()))


def ask(
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
    waiting: Callable[[], None] | None = None,
) -> Asked:
    """Answer a question of a scenario under some of its views, all of them by default.

    ``by``, ``do``, ``prevent``, ``given`` and ``assume`` vary the question without editing the file, in the words of the command line:
    dates or durations, ``EVENT`` or ``EVENT@DATE``, ``ASSUMPTION=VALUE``. ``draws`` (default 1,000) and ``worlds`` (default 4,096 for each
    draw) say how much to simulate; ``threads`` changes no bit of the result. ``progress`` is told the share done, ``waiting`` is called
    where the engine has yet to be compiled, once on each machine. Raises ``UsageError`` for a request that cannot be met.
    """
    draws = None if draws is None else whole(draws, "draws", 1000, least=1, most=MOST_DRAWS)
    worlds = None if worlds is None else whole(worlds, "worlds", 4096, least=1, most=MOST_WORLDS)
    threads = None if threads is None else whole(threads, "threads", 2, least=1, most=MOST_THREADS)
    seed = whole(seed, "seed", 0, least=0, most=MOST_SEED)
    callback(progress, "progress")
    callback(waiting, "waiting")
    fixed = fixed_events(scenario, texts(do, "do", "EVENT@DATE"), texts(prevent, "prevent", "EVENT"))
    chosen_question = choose_question(scenario, text_or_none(question, "question", "main"))
    given, by = text_or_none(given, "given", "EVENT@DATE"), text_or_none(by, "by", "5 years")
    wanted = varied(scenario, chosen_question, fixed, given, by)
    named = dict.fromkeys(texts(views, "views", "VIEW"))
    chosen = [known(view, scenario.views, "view") for view in named] or list(scenario.views)
    if not chosen:
        raise UsageError("The scenario has no view, and so no answer.", hint="Give an event a cause, and add `views` with a number for it.")
    assumed = assumed_values(scenario, texts(assume, "assume", "CAUSE=30% within 2 years"))

    from ifso.engine.answering import DRAWS, Sizes  # noqa: PLC0415 - compiled code is loaded only to compute
    from ifso.engine.native import simulate  # noqa: PLC0415
    from ifso.engine.results import answer_views  # noqa: PLC0415

    if waiting and not simulate.is_kept:
        waiting()
    answer = answer_views(
        scenario,
        wanted,
        chosen,
        fixed={event: time for event, time in fixed.items() if not wanted.antecedent or event != wanted.antecedent.event},
        assumed=assumed,
        seed=seed,
        sizes=Sizes(draws=DRAWS if draws is None else draws, worlds=worlds),
        threads=threads,
        progress=progress,
    )
    return Asked(answer=answer, doubts=doubts_of(scenario) if any(map(_is_historical, answer.views)) else ())
