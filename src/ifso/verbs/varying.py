"""Variations of a question, as words of a request: ``EVENT@DATE``, ``CAUSE=30% within 2 years``.

Owns how such words become fixed events, antecedents and values, and what is said when they cannot. The file is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ifso.ground.calendar import NEVER, date_after, just_after, years_between
from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean
from ifso.scenario.meaning import Done, Kind, Learnt, Observed, Origin, Question, Scenario, Timing, Value
from ifso.scenario.numbers import Misread, parse_date_or_duration, parse_value


def known(name: str, names: Mapping[str, object], what: str) -> str:
    """Return a name that is known. Raises ``UsageError`` with the nearest one, or with the first few, for one that is not."""
    if name in names:
        return name
    some = ", ".join(list(names)[:8]) + (", …" if len(names) > 8 else "")
    hint = did_you_mean(name, names) or (f"There are: {some}." if names else f"The scenario has no {what}s.")
    raise UsageError(f"There is no {what} `{name}`.", hint=hint)


def moment(scenario: Scenario, text: str, what: str) -> float:
    """Return a date or a duration from the start in years. Raises ``UsageError`` for one that cannot be read or is out of range."""
    try:
        parsed = parse_date_or_duration(text)
    except Misread as problem:
        raise UsageError(f"{what}: {problem.message}", hint=problem.hint) from None
    try:
        years = years_between(scenario.start, parsed) if isinstance(parsed, date) else parsed
    except ValueError:  # at the ends of the calendar
        years = NEVER
    if not 0 <= years <= scenario.horizon:
        end = date_after(scenario.start, scenario.horizon)
        message = f"{what}: `{text}` is not between the scenario's start, {scenario.start}, and its horizon, {end}."
        raise UsageError(message, hint="Ask for a day in between, or change `horizon` in the file.")
    return years


def dated(scenario: Scenario, text: str, what: str, default: float) -> tuple[str, float]:
    """Read ``EVENT`` or ``EVENT@DATE``; ``default`` is the time without a date."""
    event, at, when = text.partition("@")
    return known(event.strip(), scenario.events, "event"), moment(scenario, when.strip(), what) if at else default


def fixed_events(
    scenario: Scenario, do: Sequence[str], prevent: Sequence[str], observed: Observed | None = None,
) -> Mapping[str, float]:  # fmt: skip
    """Return the time at which each event of a request is made to happen, infinity for one that is prevented.

    Where something has been observed, that is from then on. Raises ``UsageError`` for an unknown event, a date out of range or in a past
    that is known, an event that has happened, or one that is named twice.
    """
    found: dict[str, float] = {}
    since = 0.0 if observed is None else just_after(observed.known_to)
    named = [dated(scenario, text, "--do", since) for text in do]
    named += [(known(text.strip(), scenario.events, "event"), NEVER) for text in prevent]
    for event, time in named:
        if event in found:
            raise UsageError(f"`{event}` is made to happen or prevented twice.", hint="Name it once.")
        if observed is not None and (seen := observed.seen.get(event)) and seen.happened:
            day = date_after(scenario.start, seen.at)
            raise UsageError(f"`{event}` happened on {day}.", hint=f"--had {event}@DATE or --had-not {event} ask what would have been.")
        if just_after(time) < since:
            day = date_after(scenario.start, since)
            raise UsageError(f"--do: `{event}` lies before {day}, up to which things are known.", hint=f"Use --had {event}@DATE.")
        found[event] = max(time, since)
    return found


def assumed_values(scenario: Scenario, assume: Sequence[str]) -> Mapping[str, Value]:
    """Read ``ASSUMPTION=VALUE`` requests; a cause goes by its path or by the name of the chance that it shares.

    Raises ``UsageError`` for an unknown assumption or a value that cannot be read.
    """
    shared = {cause.path: cause.chance for cause in scenario.causes}
    found: dict[str, Value] = {}
    for text in assume:
        name, equals, written = text.partition("=")
        if not equals:
            raise UsageError(f"--assume: `{text}` has no `=`.", hint='Write for example --assume "EVENT.CAUSE=30% within 2 years".')
        name = shared.get(name.strip(), name.strip())
        if name not in scenario.assumptions:
            _refuse_what_is_no_assumption(scenario, name, written.strip())
        kind = scenario.assumptions[known(name, {**scenario.assumptions, **shared}, "assumption")].kind
        if name in found:
            raise UsageError(f"--assume: `{name}` is given two values.", hint="Give it one.")
        found[name] = _value(name, written.strip(), kind)
    return found


def _refuse_what_is_no_assumption(scenario: Scenario, name: str, written: str) -> None:
    """Refuse the name of what a view holds beside its assumptions: a choice, or how closely actors follow their interests."""
    choice = name.partition(".")[0]
    if choice in scenario.choices:
        raise UsageError(
            f"There is no assumption `{name}`.", hint=f"`{choice}` is a choice: a view decides it, and `ifso choices` weighs it."
        )
    if name == "rationality":
        closely = f"--rationality {written}".strip()
        raise UsageError("There is no assumption `rationality`.", hint=f"The rationality is varied with `ifso choices {closely}`.")


def _value(name: str, written: str, kind: Kind) -> Value:
    try:
        number, timing = parse_value(written, kind)
    except Misread as problem:
        raise UsageError(f"--assume: {name}: {problem.message}", hint=problem.hint) from None
    checked: Timing | None = timing
    return Value(assumption=name, written=written, number=number, timing=checked, origin=Origin.ASKED)


def varied(scenario: Scenario, question: Question, fixed: Mapping[str, float], given: str | None, by: str | None) -> Question:
    """Return a question with its date and its antecedent as a request wants them.

    ``given`` replaces the antecedent. Making the antecedent happen at another date moves it there. Raises ``UsageError`` where the request
    fixes the consequent, prevents the antecedent, or learns of an event that it fixes.
    """
    if by is not None:
        years = moment(scenario, by, "--by")
        if years == 0:
            raise UsageError("--by: the date is the scenario's start.", hint="Name a later date.")
        antecedent = question.antecedent
        if isinstance(antecedent, Learnt) and antecedent.by == question.by:
            antecedent = replace(antecedent, by=years)
        question = replace(question, by=years, antecedent=antecedent)
    if given is not None:
        event, time = dated(scenario, given, "--given", question.by)
        question = replace(question, antecedent=Learnt(event=event, by=time))
    if question.then in fixed:
        raise UsageError(f"`{question.then}` is what the question asks about.", hint="Fix another event, or ask another question.")
    _make_sense_of(scenario, question, fixed)
    match question.antecedent:
        case Done(event=event) if event in fixed:
            if fixed[event] == NEVER:
                raise UsageError(f"The question makes `{event}` happen.", hint="Its contrast, prevented, is part of the answer.")
            return replace(question, antecedent=Done(event=event, at=fixed[event]))
        case Learnt(event=event) if event in fixed:
            raise UsageError(f"`{event}` cannot be both made or prevented and learnt of.", hint="Choose one.")
    return question


def _make_sense_of(scenario: Scenario, question: Question, fixed: Mapping[str, float]) -> None:
    """Refuse a question on condition of what it asks about, and events that are made to happen no sooner than its date."""
    antecedent = question.antecedent
    if antecedent and antecedent.event == question.then:
        raise UsageError(f"The question asks about `{question.then}` on condition of `{question.then}`.", hint="Ask what follows from it.")
    made = {**({antecedent.event: antecedent.at} if isinstance(antecedent, Done) else {}), **fixed}
    late = next((event for event, time in made.items() if question.by <= time < NEVER), None)
    if late:
        until = date_after(scenario.start, question.by)
        hint = f"Name an earlier date for it, or ask about a later one; --prevent {late} rules it out."
        raise UsageError(f"`{late}` is made to happen no sooner than {until}, the date the question asks about.", hint=hint)
