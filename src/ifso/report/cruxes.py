"""What two views' disagreement comes from, as a finding to read in a terminal or a notebook.

Owns the sentence that says how far the answers lie apart and through what, and the list of cruxes: what each adds to the difference, the
claim that it is about, and both views' values with where they come from. It says which numbers move the answer, and not who is right.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ifso.engine.mixing import Of
from ifso.engine.seeking import DIFFERENCE
from ifso.report.links import WHERE
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import interval, likelihood, listed, percent, points, value_in_words
from ifso.scenario.printing import decision_in_words, origin_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ifso.engine.cruxes import Crux, Cruxes
    from ifso.engine.estimating import Estimate
    from ifso.scenario.meaning import Quote, Scenario

TOP = 8
"""Cruxes that are listed at most, unless all are asked for."""
LEAST = 0.02
"""The part of the largest crux that one must be to be listed."""
WORTH = 0.2
"""The part of the largest crux that one must be to be named in the sentence."""
SHOWN = 0.0005
"""The least that is more than 0.0 points."""
SURE = 2.0
"""How many standard errors more than nothing is."""
BAR = 10
"""Columns of the longest bar."""
WIDE = 76
"""Columns from which on a page has bars."""
GAP = 2
"""Columns between two things side by side."""
LEAST_COLUMNS = 20
"""Columns that a text gets however narrow the page is."""


def cruxes_report(found: Cruxes, width: int = WIDTH, *, everything: bool = False) -> RenderableType:
    """Return the finding for a page of so many columns; ``everything`` lists the smallest cruxes too."""
    parts: list[RenderableType] = [Text(found.scenario.title, style="bold"), Text()]
    parts += [question_report(found.scenario, found.question, found.fixed), Text(), Text(_standing(found)), Text(gist(found))]
    if found.cruxes:
        parts += [Text(), _table(found, _listed(found, everything=everything), width), Text(), Text(_legend(found), style="dim")]
    return Group(*parts, Text(_method(found), style="dim"))


def cruxes_in_short(found: Cruxes, top: int = 3) -> RenderableType:
    """Return the difference and the first cruxes in a sentence."""
    return Text(gist(found, top))


def cruxes_text(found: Cruxes, width: int = WIDTH) -> str:
    """Return the finding as plain text."""
    return as_text(cruxes_report(found, width), width)


def cruxes_html(found: Cruxes) -> str:
    """Return the finding as HTML for a notebook; text from the scenario is escaped."""
    return as_html(cruxes_report(found))


# ---------------------------------------------------------------- sentences


def _standing(found: Cruxes) -> str:
    """Return what each view answers."""
    antecedent = found.question.antecedent
    event = antecedent.event if antecedent else "everything"
    if found.of == DIFFERENCE:
        said = [f"to {view} by {points(a.value)}{_spread(a, 'points')}" for view, a in zip(found.views, found.answers, strict=True)]
        return f"{event} changes the chance {listed(said)}."
    where = next(words for reading, words in WHERE.items() if reading.value == found.of).format(event)
    said = [
        f"{view} says {percent(a.value)}{_spread(a)}, {likelihood(a.value)}" for view, a in zip(found.views, found.answers, strict=True)
    ]
    return f"{where[0].upper()}{where[1:]}, {', and '.join(said)}."


def _spread(answer: Estimate, form: str = "percent") -> str:
    """Return the interval of an answer; of one that has none, how far the simulation may be off."""
    if answer.low is None and answer.error is not None:
        return f" (±{100 * answer.error:.1f})"
    return f" ({spread})" if (spread := interval(answer, form)) else ""


def gist(found: Cruxes, top: int = 3) -> str:
    """Return how far the answers lie apart and through what: the first that bring them apart, and what brings them closer."""
    if not found.cruxes:
        return "The two views agree in everything on which the answers rest."
    if _is_even(found):
        return _even(found, top)
    parts = [(_sign(found) * crux.value, crux.name) for crux in found.cruxes]
    worth = [part for part in parts if abs(part[0]) >= WORTH * abs(parts[0][0]) > 0]
    first = [part for part in worth if part[0] > 0][:top]
    apart = [f"{_points(value)}{'' if i else ' of them come'} from {name}" for i, (value, name) in enumerate(first)]
    closer = [f"{name} brings them {_points(-value)} closer" for value, name in worth if value < 0][:1]
    return (
        f"{'; '.join([f'The answers lie {_points(abs(found.difference))} points apart', *filter(None, (listed(apart), listed(closer)))])}."
    )


def _tells(value: float, error: float | None) -> bool:
    """Tell whether a number of points is one that is shown, and more than the simulation's error."""
    return abs(value) >= SHOWN and abs(value) > SURE * (error or 0.0)


def _is_even(found: Cruxes) -> bool:
    """Tell whether the answers do not differ beyond the error."""
    return not _tells(found.difference, found.error)


def _even(found: Cruxes, top: int) -> str:
    """Return that the answers do not differ, and what moves them even so."""
    said = "There is no difference between the two answers beyond the error of the simulation"
    largest = abs(found.cruxes[0].value)
    moving = [crux for crux in found.cruxes if _tells(crux.value, crux.error) and abs(crux.value) >= WORTH * largest][:top]
    if not moving:
        return f"{said}."
    moves = [f"{crux.name} {'adds' if crux.value > 0 else 'takes away'} {_points(abs(crux.value))} points" for crux in moving]
    return f"{said}; from {found.views[0]} to {found.views[1]}, {listed(moves)}."


def _sign(found: Cruxes) -> float:
    """Return by what a part is multiplied to be above 0 where it brings the answers apart; 1 where they do not differ."""
    return -1.0 if found.difference < 0 and not _is_even(found) else 1.0


def _points(value: float) -> str:
    """Return percentage points: whole ones from ten on."""
    return f"{100 * value:.0f}" if abs(value) >= 0.0995 else _decimal(value)


def _decimal(value: float) -> str:
    """Return percentage points with a decimal, nothing being without a sign."""
    return f"{round(100 * value, 1) + 0.0:.1f}"


def _legend(found: Cruxes) -> str:
    closer = "" if _is_even(found) else " One below 0, and a light bar, brings the answers closer."
    return (
        "Points: how far the answer moves when one thing changes over from one view to the other, averaged over all orders in which all"
        f" that differs can change over (Shapley values); together they are the difference.{closer}"
    )


def _method(found: Cruxes) -> str:
    orders = [f"{sample.orders:,} orders" if sample.orders else f"all {sample.mixtures:,} mixtures" for sample in found.samples]
    worlds = [f"{sample.worlds:,} worlds" for sample in found.samples]
    error = "unknown" if found.error is None else f"of the difference {100 * found.error:.2g} points"
    things = "1 thing" if len(found.cruxes) == 1 else f"{len(found.cruxes)} things"
    what = f"the {things} in which the views differ and on which an answer rests"
    said = "the two answers"
    if found.is_weighed:
        said = f"{orders[0]} of what tells while choices are held still, on {worlds[0]}, and {orders[1]} of {what}, on {worlds[1]}"
    elif found.cruxes:
        said = f"{orders[0]} of {what}, on {worlds[0]}"
    return f"Simulated: {said}, seed {found.seed}; standard error {error}. ifso {version('ifso')}, scenario {found.scenario.sha256[:12]}."


# ---------------------------------------------------------------- the list


def _listed(found: Cruxes, *, everything: bool) -> int:
    """Return how many cruxes are listed: a remainder of one is no remainder."""
    if everything:
        return len(found.cruxes)
    largest = abs(found.cruxes[0].value)
    some = sum(abs(crux.value) >= LEAST * largest > 0 for crux in found.cruxes[:TOP])
    return len(found.cruxes) if some + 1 == len(found.cruxes) else some


def _table(found: Cruxes, some: int, width: int) -> Table:
    sign = _sign(found)
    rest, errors = found.cruxes[some:], [_error(error) for error in (*(crux.error for crux in found.cruxes[:some]), found.error)]
    right = max(map(cell_len, errors))
    values = [_decimal(sign * value) for value in (*(crux.value for crux in found.cruxes[:some]), found.difference)]
    others = _decimal(sign * sum(crux.value for crux in rest))
    left = max(map(len, (*values, others)))
    numbers = [f"{value.rjust(left)} {error.ljust(right)}" for value, error in zip(values, errors, strict=True)]
    wide, bar = max(map(cell_len, numbers)), BAR if width >= WIDE else 0
    columns = width - wide - bar - (3 if bar else 2) * GAP
    table = Table.grid(padding=(0, GAP, 0, 0))
    table.add_column(width=wide)
    if bar:
        table.add_column(style="cyan", width=bar)
    table.add_column(width=columns, overflow="fold")

    def row(number: str, said: Text, size: int = 0, *, closer: bool = False) -> None:
        table.add_row(number, *([("░" if closer else "█") * size] if bar else []), said)

    even, longest = _is_even(found), abs(found.cruxes[0].value) or 1.0
    for crux, number in zip(found.cruxes[:some], numbers[:-1], strict=True):
        size = 0 if even and not _tells(crux.value, crux.error) else max(1, round(bar * abs(crux.value) / longest))
        row(number, _crux(found, crux, columns), size, closer=sign * crux.value < 0)
        table.add_row()
    if rest:
        row(others.rjust(left), Text(f"{len(rest)} others" if some else f"all {len(rest)}", style="dim"))
    row(numbers[-1], Text("together", style="bold"))
    return table


def _error(error: float | None) -> str:
    """Return a standard error in points, which is never said to be nothing where it is not."""
    if error is None or error == 0.0:
        return ""
    return f"±{100 * error:.1f}" if error >= 0.0005 else "±<0.1"


def _crux(found: Cruxes, crux: Crux, columns: int) -> Text:
    """Return a crux: its name, the claim that it is about, and what each view holds."""
    text = Text(crux.name, style="cyan", overflow="fold")
    if claim := claim_of(found.scenario, crux):
        text.append(f"\n{shortened(claim, columns)}", style="dim")
    margin = max(map(len, found.views)) + GAP
    for side, view in enumerate(found.views):
        held = held_by(found, crux, side)
        said = textwrap.wrap(f"{held.value}; {held.origin}" if held.origin else held.value, max(columns - margin, LEAST_COLUMNS))
        lines = [f"{view.ljust(margin)}{said[0]}", *(" " * margin + line for line in said[1:])]
        text.append("\n" + "\n".join(lines), style="default")
        if held.reason:
            text.append(f"\n{' ' * margin}{shortened(held.reason, columns - margin)}", style="dim")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a view holds, in words."""

    value: str
    origin: str = ""
    reason: str = ""


def held_by(found: Cruxes, crux: Crux, side: int) -> Said:
    """Return what one of the views holds of a crux."""
    view = found.views[side]
    match crux.of:
        case Of.ASSUMPTION:
            held = found.held[side][crux.name]
            rate = f" ({held.value.base_rate})" if held.value.base_rate else ""
            origin = f"{origin_in_words(held.value)}{rate}{_lent(view, held.lender)}"
            reason = _words(held.value.quotes) or held.value.counted or held.value.because
            return Said(value=value_in_words(held.value), origin=origin, reason=reason)
        case Of.CHOICE:
            chosen = found.chosen[side][crux.name]
            reason = _words(chosen.decided.quotes) or chosen.decided.because
            origin = _lent(view, chosen.lender).removeprefix(", ")
            return Said(value=decision_in_words(chosen.decided.decision), origin=origin, reason=reason)
        case Of.RATIONALITY:
            return Said(value=f"{found.scenario.rationality(view):g}")
        case _:
            assert_never(crux.of)


def _lent(view: str, lender: str) -> str:
    return f", borrowed from {lender}" if lender not in (view, "") else ""


def claim_of(scenario: Scenario, crux: Crux) -> str:
    """Return what a crux is about: the words of a source where there are any, else what the scenario says of it, else nothing."""
    assumption = crux.name
    if crux.of is Of.CHOICE:
        return scenario.choices[crux.name].says or _words(scenario.choices[crux.name].quotes)
    if crux.of is Of.RATIONALITY:
        return "How closely reasoned choices follow the interests."
    for cause in scenario.causes:
        if cause.chance == assumption:
            return _words(cause.quotes) or cause.says or cause.because
        for modifier in cause.modifiers:
            if modifier.by == assumption:
                return _words(modifier.quotes) or modifier.because
    return next((_words(i.quotes) or i.because for i in scenario.interests if i.weight == assumption), "")


def _words(quotes: Sequence[Quote]) -> str:
    return f"{quotes[0].source}: “{quotes[0].passage}”" if quotes else ""


def shortened(text: str, columns: int) -> str:
    """Return a text in one line of so many columns, cut after a word."""
    return textwrap.shorten(text, max(columns, LEAST_COLUMNS), placeholder=" …")
