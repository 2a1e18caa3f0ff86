"""A meaning as plain indented words: everything that was understood, and nothing else.

Owns the form that ``ifso show --as meant`` prints: complete, the same for the same meaning, close to how the file is written. Leaves
tables, colours and answers to the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import assert_never

from ifso.ground.calendar import date_after
from ifso.ground.reference import Written
from ifso.scenario.meaning import (
    Actor,
    AtOnce,
    Between,
    Cause,
    Choice,
    Count,
    Decision,
    Done,
    Event,
    Exactly,
    Fixed,
    Held,
    Interest,
    Kind,
    Learnt,
    Mixed,
    Modifier,
    Number,
    Observed,
    Origin,
    Outcome,
    Question,
    Quote,
    Rate,
    Reasoned,
    Scenario,
    Source,
    Timing,
    Trigger,
    Value,
    View,
    Window,
)

ORIGINS = {
    Origin.SOURCE: "stated by a source",
    Origin.COUNT: "counted by hand",
    Origin.HISTORY: "counted by history",
    Origin.ANALYST: "the analyst's reading",
    Origin.ASKED: "given with the request",
}
"""Where a number comes from, as it is said wherever the number is shown."""


KINDS = {Kind.CHANCE: "chance", Kind.RATIO: "hazard ratio", Kind.WEIGHT: "weight"}
"""What a number is, as it is said wherever that is not plain from the number."""


def origin_in_words(value: Value) -> str:
    """Return where a value comes from, with the sources that state it or that the analyst has read it from."""
    sources = ", ".join(dict.fromkeys(quote.source for quote in value.quotes))
    if not sources or value.origin is Origin.ASKED:
        return ORIGINS[value.origin]
    return {
        Origin.SOURCE: f"stated by {sources}",
        Origin.HISTORY: ORIGINS[Origin.HISTORY],
        Origin.COUNT: f"{ORIGINS[Origin.COUNT]}, from {sources}",
        Origin.ANALYST: f"{ORIGINS[Origin.ANALYST]} of {sources}",
    }[value.origin]


# ---------------------------------------------------------------- numbers


def plain(value: float) -> str:
    """Return a number in digits without an exponent, to 12 significant places."""
    return f"{Decimal(f'{value:.12g}'):f}"


def number_in_words(number: Number, kind: Kind) -> str:
    """Return a number as it could be written in a file: chances as percentages, ratios and weights as they are."""
    match number:
        case Exactly(value=value):
            return _share(value, kind)
        case Between(low=low, high=high, word=word):
            return word or f"{_share(low, kind)} to {_share(high, kind)}"
        case Count(k=k, n=n):
            return f"{k} of {n}"
        case _:
            assert_never(number)


def _share(value: float, kind: Kind) -> str:
    return f"{plain(value * 100)}%" if kind is Kind.CHANCE else plain(value)


def duration_in_words(years: float) -> str:
    """Return a duration in whole years, months, weeks or days where it is one, else in years."""
    for unit, size in (("year", 1.0), ("month", 12.0), ("week", 365.25 / 7), ("day", 365.25)):
        amount = years * size
        if abs(amount - round(amount)) < 1e-9 and round(amount) > 0:
            return f"{round(amount)} {unit}{'' if round(amount) == 1 else 's'}"
    return f"{plain(years)} years"


def timing_in_words(timing: Timing) -> str:
    """Return a timing as it could be written in a file."""
    match timing:
        case Window(opens=opens, closes=closes):
            start = "0 years" if opens == 0 else duration_in_words(opens)
            return f"within {duration_in_words(closes)}" if opens == 0 else f"between {start} and {duration_in_words(closes)}"
        case Rate(period=period):
            return f"per {duration_in_words(period).removeprefix('1 ')}"
        case AtOnce():
            return "at once"
        case _:
            assert_never(timing)


# ---------------------------------------------------------------- the whole


def print_meaning(scenario: Scenario) -> str:
    """Return a scenario's whole meaning as lines of text."""
    return "\n".join(_lines(scenario)) + "\n"


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"scenario {scenario.name}: {scenario.title}"
    if scenario.about:
        yield from _indented(1, [f"about: {_flat(scenario.about)}"])
    end = date_after(scenario.start, scenario.horizon)
    yield from _indented(1, [f"from {scenario.start} to {end} ({plain(scenario.horizon)} years)", f"sha256: {scenario.sha256}"])
    yield from _section("sources", (_source(source) for source in scenario.sources.values()))
    yield from _section("actors", (_actor(actor) for actor in scenario.actors.values()))
    yield from _section("events", (_event(event) for event in scenario.events.values()))
    if scenario.choices:
        yield from _section("choices", (_choice(choice) for choice in scenario.choices.values()))
    if scenario.interests:
        yield from _section("interests", (_interest(interest) for interest in scenario.interests))
    if scenario.observed is not None:
        yield from _section("observed", _observed(scenario, scenario.observed))
    if scenario.base_rates:
        yield from _section("base rates", (_base_rate(written) for written in scenario.base_rates.values()))
    yield from _section("assumptions", _assumptions(scenario))
    yield from _section("views", (_view(view) for view in scenario.views.values()))
    yield from _section("questions", (_question(scenario, question) for question in scenario.questions.values()))


def _section(title: str, blocks: Iterable[Iterable[str]]) -> Iterator[str]:
    yield ""
    yield title
    lines = [line for block in blocks for line in block]
    yield from _indented(1, lines or ["none"])


def _indented(depth: int, lines: Iterable[str]) -> Iterator[str]:
    return (f"{'  ' * depth}{line}" for line in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _source(source: Source) -> list[str]:
    facts = {"author": source.author, "published": source.published, "kind": source.kind, "link": source.link}
    facts |= {"file": source.file, "sha256": source.sha256}
    return [f"{source.name}: {_flat(source.title)}", *(f"  {key}: {_flat(value)}" for key, value in facts.items() if value)]


def _actor(actor: Actor) -> list[str]:
    kind = f" ({actor.kind})" if actor.kind else ""
    states = (f"  {s.iso3} {s.name}, COW {_or_none(s.cow)}, GW {_or_none(s.gw)}" for s in actor.states)
    return [f"{actor.name}: {_flat(actor.title)}{kind}", *states]


def _or_none(number: int | None) -> str:
    return "none" if number is None else str(number)


def _base_rate(written: Written) -> list[str]:
    return [written.name, *(f"  {key}: {words}" for key, words in written.said.items())]


def _event(event: Event) -> list[str]:
    lines = [f"{event.name}: {_flat(event.says)}"]
    if event.resolves:
        lines.append(f"  resolves: {_flat(event.resolves)}")
    if event.actors:
        lines.append(f"  actors: {', '.join(event.actors)}")
    if event.hidden:
        lines.append("  hidden: it can have happened without being seen")
    if event.resolved is not None:
        lines.append(f"  resolved: {_outcome(event.resolved)}")
    lines += _indented(1, _quotes(event.quotes))
    lines += _indented(1, (line for cause in event.causes for line in _cause(cause)))
    return lines if event.causes else [*lines, "  no causes: it happens only where it is made to happen"]


def _outcome(outcome: Outcome) -> str:
    said = f"happened on {outcome.happened}" if outcome.happened is not None else f"had not happened by {outcome.not_by}"
    return f"{said}; {_flat(outcome.note)}" if outcome.note else said


def _quotes(quotes: Iterable[Quote], as_what: str = "quote") -> list[str]:
    return [f"{as_what} {q.source}{f' [{q.start}:{q.end}]' if q.start >= 0 else ''}: “{_flat(q.passage)}”" for q in quotes]


def _cause(cause: Cause) -> list[str]:
    lines = [f"cause {cause.path}{': ' if cause.says else ''}{_flat(cause.says)}", f"  {_trigger(cause.trigger)}"]
    if cause.chance != cause.path:
        lines.append(f"  chance: {cause.chance}")
    if cause.because:
        lines.append(f"  because: {_flat(cause.because)}")
    lines += _indented(1, _quotes(cause.quotes))
    lines += _indented(1, (line for modifier in cause.modifiers for line in _modifier(modifier)))
    return lines


def _trigger(trigger: Trigger) -> str:
    if trigger.is_spontaneous:
        return "from the start"
    names = ", ".join(trigger.events)
    if len(trigger.events) == 1:
        return f"after {names}"
    if trigger.needs == len(trigger.events):
        return f"after all of {names}"
    return f"after any of {names}" if trigger.needs == 1 else f"after at least {trigger.needs} of {names}"


def _modifier(modifier: Modifier) -> list[str]:
    effect = "blocked" if modifier.blocks else f"hazard times {modifier.by}"
    because = [f"  because: {_flat(modifier.because)}"] if modifier.because else []
    return [f"{modifier.when.value} {modifier.event}: {effect}", *because, *_indented(1, _quotes(modifier.quotes))]


def _assumptions(scenario: Scenario) -> Iterator[list[str]]:
    held = {view: scenario.held(view) for view in scenario.views}
    for assumption in scenario.assumptions.values():
        lines = [f"{assumption.name} ({KINDS[assumption.kind]}), used by {', '.join(assumption.used_by)}"]
        for view in scenario.views:
            lines += _indented(1, _held(view, held[view][assumption.name], assumption.kind))
        yield lines


def _held(view: str, held: Held, kind: Kind) -> list[str]:
    value = held.value
    if held.lender != view:
        return [f"{view}: as {held.lender}"]
    words = number_in_words(value.number, kind)
    if isinstance(value.number, Between) and value.number.word:
        words += f" ({_share(value.number.low, kind)} to {_share(value.number.high, kind)})"
    timing = f" {timing_in_words(value.timing)}" if value.timing is not None else ""
    if value.origin is Origin.HISTORY:  # which may have counted over another time than the one it is taken over
        words, timing = value.written, ""
    lines = [f"{view}: {words}{timing}; {origin_in_words(value)}"]
    said = (("base rate", value.base_rate), ("because", value.because), ("counted", value.counted))
    lines += [f"  {key}: {_flat(text)}" for key, text in said if text]
    as_what = "quote" if value.origin is Origin.SOURCE else "read from"
    return [*lines, *_indented(1, _quotes(value.quotes, as_what))]


# ---------------------------------------------------------------- choices, interests, news


def _choice(choice: Choice) -> list[str]:
    when = f"after {choice.after}" if choice.after else "at the start"
    lines = [f"{choice.name}: {_flat(choice.says)}", f"  taken by {choice.actor} {when}"]
    if choice.because:
        lines.append(f"  because: {_flat(choice.because)}")
    lines += _indented(1, _quotes(choice.quotes))
    for option in choice.options.values():
        lines.append(f"  option {option.path}: {_flat(option.says)}")
        if option.because:
            lines.append(f"    because: {_flat(option.because)}")
        lines += _indented(2, _quotes(option.quotes))
    return lines


def _interest(interest: Interest) -> list[str]:
    because = [f"  because: {_flat(interest.because)}"] if interest.because else []
    return [f"{interest.actor}: {interest.event}, by the weight {interest.weight}", *because, *_indented(1, _quotes(interest.quotes))]


def _observed(scenario: Scenario, observed: Observed) -> Iterator[list[str]]:
    if observed.as_of is not None:
        yield [f"as of {_moment(scenario, observed.as_of)}: nothing else had happened that is not hidden"]
    for seen in observed.seen.values():
        said = f"{seen.event} {'happened on' if seen.happened else 'had not happened by'} {_moment(scenario, seen.at)}"
        by = f", by {seen.source}" if seen.source else ""
        note = f"; {_flat(seen.note)}" if seen.note else ""
        yield [f"{said}{by}{note}", *_indented(1, _quotes(seen.quotes))]


def _view(view: View) -> list[str]:
    lines = [f"{view.name}: {_flat(view.about)}".rstrip(": ")]
    if view.otherwise:
        lines.append(f"  else: {view.otherwise}")
    if view.rationality is not None:
        lines.append(f"  rationality: {plain(view.rationality)}")
    for decided in view.choices.values():
        lines.append(f"  {decided.choice}: {decision_in_words(decided.decision)}")
        if decided.because:
            lines.append(f"    because: {_flat(decided.because)}")
        lines += _indented(2, _quotes(decided.quotes, "read from"))
    return [*lines, *(f"  no base rate for {assumption}: {_flat(reason)}" for assumption, reason in view.without.items())]


def decision_in_words(decision: Decision) -> str:
    """Return what is decided as it could be written in a file."""
    match decision:
        case Reasoned():
            return "reasoned"
        case Fixed(option=option):
            return option
        case Mixed(chances=chances):
            return ", ".join(f"{option} {_share(chance, Kind.CHANCE)}" for option, chance in chances.items())
        case _:
            assert_never(decision)


# ---------------------------------------------------------------- questions


def _question(scenario: Scenario, question: Question) -> list[str]:
    lines = [f"{question.name}{': ' if question.says else ''}{_flat(question.says)}"]
    match question.antecedent:
        case Done(event=event, at=at):
            lines.append(f"  if {event} is made to happen on {_moment(scenario, at)}")
        case Learnt(event=event, by=by):
            lines.append(f"  given that {event} has happened by {_moment(scenario, by)}")
        case None:
            pass
        case _:
            assert_never(question.antecedent)
    return [*lines, f"  then {question.then} by {_moment(scenario, question.by)}"]


def _moment(scenario: Scenario, years: float) -> str:
    return f"{date_after(scenario.start, years)} ({plain(years)} years)"
