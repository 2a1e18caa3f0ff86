"""What has been observed, as words of a request: ``--as-of DATE``, ``--observe EVENT@DATE``, ``--not-by EVENT@DATE``.

Owns how the file's news and that of a request become one, what a question can still ask once they are known, and what is said when they
cannot all be true. Leaves what follows from news to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from ifso.ground.calendar import NEVER, date_after, just_after, years_between
from ifso.ground.diagnostics import UsageError
from ifso.report.words import day_after
from ifso.scenario.meaning import Done, Learnt, Observed, Question, Scenario, Seen
from ifso.scenario.numbers import Misread, parse_date_or_duration
from ifso.verbs.arguments import kind_of, text_or_none, texts
from ifso.verbs.excluding import refuse_excluded
from ifso.verbs.varying import known, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a request takes as known, and what that does to its question."""

    observed: Observed | None = None
    """None: nothing."""
    remarks: tuple[str, ...] = ()
    """Sentences on what the news leaves of the question."""
    had: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Events whose past is imagined otherwise: when they would have happened, infinity for never."""

    @property
    def since(self) -> float:
        """The first moment of which nothing is known, from which on events can be made to happen."""
        return 0.0 if self.observed is None else just_after(self.observed.known_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a request says of news."""

    as_of: str | None = None
    """A date by which every event that is neither listed nor hidden had not happened."""
    observe: Sequence[str] = ()
    """``EVENT@DATE``, what happened."""
    not_by: Sequence[str] = ()
    """``EVENT@DATE``, what had not happened by then."""
    had: Sequence[str] = ()
    """``EVENT@DATE``, what is to have happened instead."""
    had_not: Sequence[str] = ()
    """Events that are to have not happened."""
    before_news: bool = False
    """Whether the file's news are passed over."""


def words(*, as_of: object, observe: object, not_by: object, had: object, had_not: object, before_news: object) -> Words:
    """Return what a caller says of news. Raises ``UsageError`` for arguments of the wrong kind."""
    if not isinstance(before_news, bool):
        raise UsageError(f"`before_news` is true or false, not {kind_of(before_news)}.", hint="Write for example before_news=True.")
    return Words(
        as_of=text_or_none(as_of, "as_of", "2026-11-01"),
        observe=texts(observe, "observe", "EVENT@DATE"),
        not_by=texts(not_by, "not_by", "EVENT@DATE"),
        had=texts(had, "had", "EVENT@DATE"),
        had_not=texts(had_not, "had_not", "EVENT"),
        before_news=before_news,
    )


def known_by(scenario: Scenario, words: Words) -> Known:
    """Return what a request takes as known. Raises ``UsageError`` for words that cannot be met."""
    observed = observed_in(scenario, words)
    if observed is not None:
        refuse_excluded(scenario, observed)
    return Known(
        observed=observed,
        remarks=() if words.before_news else tuple(_replaced(scenario, observed, (*words.observe, *words.not_by))),
        had=imagined(scenario, observed, words.had, words.had_not),
    )


def observed_in(scenario: Scenario, words: Words) -> Observed | None:
    """Return what is known with the request's words added to the file's, or None where nothing is.

    Its ``as_of`` takes the place of the file's date; with an earlier one, what the file says of later days is not yet known. What is said
    of an event takes the place of what the file says of it. Raises ``UsageError`` for an unknown event, a date that cannot be, or an event
    that is named twice.
    """
    file = None if words.before_news else scenario.observed
    date_known = moment(scenario, words.as_of, "--as-of") if words.as_of is not None else file.as_of if file else None
    found: dict[str, Seen] = {}
    for said, happened, option in ((words.observe, True, "--observe"), (words.not_by, False, "--not-by")):
        for text in said:
            event, at = _dated(scenario, text, option)
            if event in found:
                once = found[event].happened == happened
                hint = "Name one date for it." if once else "Say either when it happened, or by when it had not."
                raise UsageError(f"`{event}` is observed twice.", hint=hint)
            if date_known is not None and at > date_known:
                day = date_after(scenario.start, date_known)
                raise UsageError(
                    f"{option}: `{text}` lies after {day}, as of which is asked.", hint="Name an earlier day, or a later --as-of."
                )
            found[event] = Seen(event=event, at=at, happened=happened)
    for event, seen in (file.seen if file else {}).items():
        if event not in found and (date_known is None or seen.at <= date_known or not seen.happened):
            found[event] = replace(seen, at=min(seen.at, NEVER if date_known is None else date_known))
    return Observed(as_of=date_known, seen=MappingProxyType(found)) if found or date_known is not None else None


def _replaced(scenario: Scenario, observed: Observed | None, request: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for every event of which a request says something that what the file says does not leave room for."""
    if observed is None or scenario.observed is None:
        return
    named = {text.partition("@")[0].strip() for text in request}
    for event, said in scenario.observed.seen.items():
        now = observed.seen.get(event)
        if event not in named or now is None or (said.happened and observed.as_of is not None and said.at > observed.as_of):
            continue
        later = now.at > said.at if now.happened else now.at >= said.at
        if (now.happened, now.at) != (said.happened, said.at) and (said.happened or not later):
            how = "happened on" if said.happened else "had not happened by"
            day = day_after(scenario.start, said.at)
            yield f"What the request says of `{event}` replaces what the file says: it {how} {day}."


def _dated(scenario: Scenario, text: str, option: str) -> tuple[str, float]:
    """Read ``EVENT@DATE``, where what happened may have happened before the start."""
    event, at, when = text.partition("@")
    event = known(event.strip(), scenario.events, "event")
    if not at:
        raise UsageError(f"{option}: `{text}` has no date.", hint=f"Write for example {option} {event}@{scenario.start}.")
    if option != "--not-by" and (early := _before_start(scenario, when.strip())) is not None:
        return event, early
    return event, moment(scenario, when.strip(), option)


def _before_start(scenario: Scenario, text: str) -> float | None:
    """Return a date before the start in years, below 0; None for anything else."""
    try:
        parsed = parse_date_or_duration(text)
        years = years_between(scenario.start, parsed) if isinstance(parsed, date) else 0.0
    except (Misread, ValueError):
        return None
    return years if years < 0 else None


def imagined(scenario: Scenario, observed: Observed | None, had: Sequence[str], had_not: Sequence[str]) -> Mapping[str, float]:
    """Read ``EVENT@DATE`` and ``EVENT`` as a past that was otherwise.

    Raises ``UsageError`` for an unknown event, a date after what is known, an event that is named twice, or where nothing is known that
    could have been otherwise.
    """
    found: dict[str, float] = {}
    named = [_dated(scenario, text, "--had") for text in had]
    named += [(known(text.strip(), scenario.events, "event"), NEVER) for text in had_not]
    for event, time in named:
        if observed is None:
            hint = "Say what happened with --observe or --as-of, or use --do and --prevent for what is to come."
            raise UsageError("Nothing has been observed that could have been otherwise.", hint=hint)
        if event in found:
            raise UsageError(f"`{event}` is imagined twice.", hint="Name it once.")
        if observed.known_to < time < NEVER:
            day = date_after(scenario.start, observed.known_to)
            raise UsageError(
                f"--had: `{event}` lies after {day}, up to which things are known.", hint=f"Use --do {event} for what is to come."
            )
        found[event] = time
    return MappingProxyType(found)


def question_after(scenario: Scenario, question: Question, knowledge: Known) -> tuple[Question, tuple[str, ...]]:
    """Return what a question asks once something is known, and sentences on what that leaves of it.

    An event is made to happen from now on. One that has happened, or is known not to have by the date of which it was to be learnt, is no
    longer a condition. Raises ``UsageError`` where the date asked about does not lie after the moment at which something is made to happen.
    """
    observed, remarks = knowledge.observed, []
    if observed is None:
        return question, ()
    if knowledge.had:
        return replace(question, antecedent=None), tuple(_passed_over(question))
    match question.antecedent:
        case Done(event=event, at=at):
            seen = observed.seen.get(event)
            if seen and seen.happened:
                remarks.append(f"{_happened(scenario, seen)}, so the answer is for things as they are.")
                question = replace(question, antecedent=None)
            elif at < knowledge.since:
                if knowledge.since >= question.by:
                    day, end = (date_after(scenario.start, t) for t in (knowledge.since, question.by))
                    hint = "Ask about a later date with --by, or as of an earlier one with --as-of."
                    raise UsageError(f"Things are known up to {day}, and the question asks about {end}.", hint=hint)
                question = replace(question, antecedent=Done(event=event, at=knowledge.since))
        case Learnt(event=event, by=by):
            if (said := _settled(scenario, event, by, observed)) is not None:
                remarks.append(f"{said}, so there is nothing to learn, and the answer is for things as they are.")
                question = replace(question, antecedent=None)
    if (said := _settled(scenario, question.then, question.by, observed)) is not None:
        remarks.append(f"{said}: what the question asks about is known.")
    return question, tuple(remarks)


def _passed_over(question: Question) -> Iterator[str]:
    """Say that a condition plays no part where it is asked what would have been."""
    match question.antecedent:
        case Done(event=event):
            yield f"The question's `if`, `{event}`, is passed over: what would have been is asked instead."
        case Learnt(event=event):
            yield f"The question's `given`, `{event}`, is passed over: what would have been is asked instead."


def _settled(scenario: Scenario, event: str, by: float, observed: Observed) -> str | None:
    """Say what is known of whether an event happened by a date; None where it is not known."""
    seen = observed.seen.get(event)
    if seen and seen.happened:
        return _happened(scenario, seen)
    not_by = seen.at if seen else None if scenario.events[event].hidden else observed.as_of
    if not_by is not None and not_by >= by:
        return f"`{event}` is known not to have happened by {day_after(scenario.start, not_by)}"
    return None


def _happened(scenario: Scenario, seen: Seen) -> str:
    return f"`{seen.event}` happened on {day_after(scenario.start, seen.at)}"


NOTHING = Known()
