"""A view with some of its numbers moved: what a reader does with sliders, as words that a file could hold and as a scenario to ask.

Owns how a bare number becomes the value of an assumption, the timing of the view kept, and the scenario in which one view holds such values
while every other view holds what it held. Leaves writing them into a file to :mod:`ifso.verbs.saving`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from ifso.ground.diagnostics import UsageError
from ifso.scenario.meaning import Decided, Exactly, Fixed, Kind, Origin, Scenario, Timing, Value, View
from ifso.scenario.numbers import Misread, parse_timing, parse_value
from ifso.scenario.printing import plain, timing_in_words
from ifso.verbs.arguments import kind_of
from ifso.verbs.varying import known

DIGITS = 3
"""Significant digits of a number as it is written; of a chance above one half, of what is lacking to 100%."""
DECIMALS = 12
"""Digits behind the point at most."""
_TIMING = re.compile(r"\b(?:within|between|per|at)\b.*")


def moved(
    scenario: Scenario, view: str, values: Mapping[str, float], chosen: Mapping[str, str] = MappingProxyType({}), *, rounded: bool = False
) -> Scenario:
    """Return the scenario with other numbers and settled choices in one of its views; what other views hold stays, borrowed or not.

    ``values`` are numbers by assumption: chances in [0, 1], ratios from 0, weights of either sign. ``chosen`` names the option of a choice.
    ``rounded`` takes the numbers as they would be written. Raises ``UsageError`` for what is unknown or cannot be.
    """
    known(view, scenario.views, "view")
    new = {name: moved_value(scenario, view, name, number, rounded=rounded) for name, number in values.items()}
    decided = {name: Decided(choice=name, decision=Fixed(option=option_of(scenario, name, option))) for name, option in chosen.items()}
    if not new and not decided:
        return scenario
    views = {name: _holding(scenario, name, tuple(new), tuple(decided)) for name in scenario.views if name != view}
    own = scenario.views[view]
    views[view] = replace(
        own, values=MappingProxyType({**own.values, **new}), choices=MappingProxyType({**own.choices, **decided}),
    )  # fmt: skip
    return replace(scenario, views=MappingProxyType({name: views[name] for name in scenario.views}))


def _holding(scenario: Scenario, name: str, assumptions: tuple[str, ...], choices: tuple[str, ...]) -> View:
    """Return a view that holds itself what it may have borrowed of these."""
    view, held, decided = scenario.views[name], scenario.held(name), scenario.held_choices(name)
    return replace(
        view,
        values=MappingProxyType({**view.values, **{a: held[a].value for a in assumptions}}),
        choices=MappingProxyType({**view.choices, **{c: decided[c].decided for c in choices}}),
    )


def moved_value(scenario: Scenario, view: str, name: str, number: float, *, rounded: bool = True) -> Value:
    """Return what a view would say of an assumption that has been moved to a number: ``35% within 2 years``.

    The timing is that of the view. Raises ``UsageError`` for an unknown assumption and for a number that cannot be its value.
    """
    assumption = scenario.assumptions[known(name, scenario.assumptions, "assumption")]
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise UsageError(f"{name}: a value is a number, not {kind_of(number)}.", hint="Write for example 0.3.")
    least, most = {Kind.CHANCE: (0.0, 1.0), Kind.RATIO: (0.0, 1e6), Kind.WEIGHT: (-1e6, 1e6)}[assumption.kind]
    if not math.isfinite(number) or not least <= number <= most:
        raise UsageError(
            f"{name}: {number:g} cannot be its value.", hint=f"A {assumption.kind.value} lies between {least:g} and {most:,.0f}."
        )
    held = scenario.held(view)[name].value
    written = " ".join(filter(None, (in_digits(float(number), assumption.kind), _timing_of(held))))
    try:
        meant, timing = parse_value(written, assumption.kind)
    except Misread as problem:
        raise UsageError(f"{name}: {problem.message}", hint=problem.hint) from None
    exactly = meant if rounded else Exactly(value=float(number))
    return Value(assumption=name, written=written, number=exactly, timing=timing, origin=Origin.ASKED)


def in_digits(number: float, kind: Kind) -> str:
    """Return a number as people write it: chances in percent, to three significant digits; close to 100% of what is lacking to it."""
    if kind is not Kind.CHANCE:
        return plain(_rounded(number))
    return f"{plain(_rounded(number * 100) if number <= 0.5 else float(100 - Decimal(str(_rounded((1 - number) * 100)))))}%"


def _rounded(number: float) -> float:
    """Return a number to the digits that are written; what is next to nothing is 0."""
    return round(float(f"{number:.{DIGITS}g}"), DECIMALS) + 0.0  # which makes 0 of -0


def _timing_of(value: Value) -> str:
    """Return the timing of a value, in its author's words where those say no more than that."""
    timing: Timing | None = value.timing
    if timing is None:
        return ""
    found = _TIMING.search(value.written)
    if found is not None and value.origin is not Origin.HISTORY:
        try:
            if parse_timing(found[0], value.number) == timing:
                return found[0]
        except Misread:
            pass
    return timing_in_words(timing)


def option_of(scenario: Scenario, choice: str, option: str) -> str:
    """Return an option of a choice. Raises ``UsageError`` for an unknown one."""
    return known(option, scenario.choices[known(choice, scenario.choices, "choice")].options, "option")
