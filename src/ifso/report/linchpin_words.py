"""What an answer hinges on, in sentences.

Owns how an assumption is named in words, built from the scenario's own texts and names, and the sentences that say what would become of the
answer: as another view has this number, over its own range, without it or with it certain, and where the answer crosses the threshold.
Beside every word of likelihood stands its range. Leaves tables and charts to :mod:`ifso.report.linchpins`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ifso.engine.linchpins import Instead, Of
from ifso.ground.likelihood import word_for
from ifso.report.gap import length, over
from ifso.report.words import percent, points
from ifso.scenario.meaning import Cause, Kind, Modifier, Origin, Scenario, When
from ifso.scenario.printing import duration_in_words

if TYPE_CHECKING:
    from ifso.engine.linchpins import Effect, Linchpin, Linchpins, ViewLinchpins

TELLING = 0.005
"""A change of the answer below which a sentence about it would say nothing."""
SURE = 2.0
"""Standard errors that a change must exceed to be told."""
OPPOSITE = {Instead.NEVER: "Without {}", Instead.CERTAIN: "Were {} certain", Instead.WITHOUT: "Without {}"}


def subject(scenario: Scenario, name: str) -> str:
    """Return an assumption as a noun, in the words of the scenario."""
    causes = [cause for cause in scenario.causes if cause.chance == name]
    modifiers = [(cause, m) for cause in scenario.causes for m in cause.modifiers if m.by == name]
    if len(causes) == 1:
        return _link(scenario, causes[0])
    if len(modifiers) == 1:
        return _influence(scenario, *modifiers[0])
    interest = next((one for one in scenario.interests if one.weight == name), None)
    if interest is not None:
        return f"the weight of {_event(scenario, interest.event)} for {interest.actor}"
    return name


def _event(scenario: Scenario, event: str) -> str:
    return quoted(scenario.events[event].says)


def quoted(says: str) -> str:
    """Return a sentence of a scenario as a noun: in quotation marks and without its full stop."""
    return f"“{' '.join(says.split()).removesuffix('.')}”"


def _link(scenario: Scenario, cause: Cause) -> str:
    if cause.says:
        return quoted(cause.says)
    then = _event(scenario, cause.event)
    events, needs = cause.trigger.events, cause.trigger.needs
    if not events:
        return f"{then} ({cause.name.replace('_', ' ')})"
    if needs not in (1, len(events)):
        return f"{then} after {needs} of {len(events)} others ({cause.path})"
    before = (" or " if needs == 1 else " and ").join(_event(scenario, event) for event in events)
    return f"{before} leading to {then}"


def _influence(scenario: Scenario, cause: Cause, modifier: Modifier) -> str:
    return f"{condition(scenario, modifier.when, modifier.event)} on {quoted(cause.says) if cause.says else _link(scenario, cause)}"


def condition(scenario: Scenario, when: When, event: str) -> str:
    """Return what a modifier does as a noun, without what it does it to: the effect of the event or option by which it holds."""
    match when:
        case When.ONCE:
            return f"the effect of {_event(scenario, event)}"
        case When.UNTIL:
            return f"the effect that lasts until {_event(scenario, event)}"
        case When.CHOSEN:
            choice, _, option = event.partition(".")
            return f"the effect of {quoted(scenario.choices[choice].options[option].says)}"


def value_of(kind: Kind, value: float) -> str:
    """Return a value of an assumption."""
    return percent(value) if kind is Kind.CHANCE else f"{value:.2g}" if abs(value) < 1 else f"{value:.3g}"


def sentences(found: Linchpins, view: ViewLinchpins, linchpin: Linchpin) -> Iterator[str]:
    """Yield what there is to say of a linchpin, what says most first: another view, its range, without it, the threshold."""
    noun = subject(found.scenario, linchpin.name)
    for other, effect in linchpin.as_others.items():
        if _tells(effect.change.value, effect.change.error):
            as_there = _as_another(found.scenario, view, linchpin, other)
            yield f"If {noun} were {as_there}, {moved(found, view, effect)}."
    swing = linchpin.swing
    if swing is not None and _tells(swing.change.value, swing.change.error):
        low, high = value_of(linchpin.kind, swing.low), value_of(linchpin.kind, swing.high)
        one, other = pair(found, swing.at_low.value, swing.at_high.value)
        yield f"With {noun} at {low} {what(found)} is {one}, at {high} it is {other}, all other numbers at their medians."
    effects = sorted(linchpin.effects.items(), key=lambda pair: pair[0] is Instead.CERTAIN)  # which says the same of every direct cause
    for instead, effect in effects:
        if _tells(effect.change.value, effect.change.error):
            yield f"{OPPOSITE[instead].format(noun)}, {moved(found, view, effect)}."
    if linchpin.flip is not None and found.threshold is not None:
        now, there = value_of(linchpin.kind, linchpin.median), value_of(linchpin.kind, linchpin.flip.value)
        yield f"With {noun} at {there} instead of {now}, {what(found)} would be {level(found, found.threshold)}."


def _tells(change: float, error: float | None) -> bool:
    return abs(change) >= TELLING and (error is None or abs(change) >= SURE * error)


def what(found: Linchpins) -> str:
    """Return what it is that hinges."""
    return "the chance" if found.of is Of.CHANCE else "the difference"


def level(found: Linchpins, value: float) -> str:
    """Return a value of what hinges."""
    return percent(min(max(value, 0.0), 1.0)) if found.of is Of.CHANCE else points(value)


def pair(found: Linchpins, one: float, other: float) -> tuple[str, str]:
    """Return two values of what hinges, with a decimal where they would look the same without."""
    first, second = level(found, one), level(found, other)
    if first == second and found.of is Of.CHANCE and one != other:
        return f"{min(max(one, 0.0), 1.0):.1%}", f"{min(max(other, 0.0), 1.0):.1%}"
    return first, second


def span(found: Linchpins, one: float, other: float) -> str:
    """Return two values of what hinges as from one to the other, the unit said once."""
    first, second = pair(found, one, other)
    unit = "%" if found.of is Of.CHANCE else " points"
    return f"{first.removesuffix(unit)} to {second.removesuffix(' points')}"


def moved(found: Linchpins, view: ViewLinchpins, effect: Effect) -> str:
    """Return how the answer would move, as a clause."""
    before = view.answer.value if view.answer else effect.value.value - effect.change.value
    after = effect.beside(before)
    verb = "rise" if after > before else "fall"
    if found.of is Of.DIFFERENCE:
        return f"the difference would {verb} from {points(before)} to {points(after)}"
    after = min(max(after, 0.0), 1.0)
    one, other = (word_for(p) for p in (before, after))
    if one is not None and one == other:
        return f"the chance would {verb} from {' to '.join(pair(found, before, after))}, both {one.word} ({one.range})"
    return f"the chance would {verb} from {_in_words(before)}{',' if one else ''} to {_in_words(after)}"


def _in_words(p: float) -> str:
    word = word_for(p)
    return f"{percent(p)}, {word.word} ({word.range})" if word else percent(p)


def _as_another(scenario: Scenario, view: ViewLinchpins, linchpin: Linchpin, other: str) -> str:
    """Return how another view has a number, beside the view's own."""
    own, held = view.held[linchpin.name].value, scenario.held(other)[linchpin.name]
    theirs, other = held.value, held.lender
    has = f"{other} {'counts' if theirs.origin in (Origin.HISTORY, Origin.COUNT) else 'has'} it"
    if linchpin.kind is not Kind.CHANCE or theirs.timing is None:
        return f"as {has} ({theirs.written} instead of {own.written})"
    years = length(theirs.timing)
    there, here = over(theirs, years), over(own, years)
    how = "as rare as" if there.middle < here.middle else "as likely as" if there.middle > here.middle else "as"
    return f"{how} {has} ({there.in_words} instead of {here.in_words} {_time(years)})"


def _time(years: float) -> str:
    return f"over {duration_in_words(years)}" if years else "at once"
