"""What actors face, as a finding to read in a terminal or a notebook.

Owns the order: what each view says of the choices, what every profile is worth to whom, what each actor's options cost and buy, how the mix
moves as rationality grows, the Nash equilibria beside it, and the answer under each profile and over the mix; and what gives way where the
page is narrow. Leaves sentences to :mod:`ifso.report.choice_words`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.engine.answering import Reading
from ifso.report.chances import READINGS
from ifso.report.chart import blocks
from ifso.report.choice_words import decided_words, dilemma, mix_words, profile_words, reply_words, strategy_name
from ifso.report.fitting import natural_width
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import interval, likelihood, listed, percent
from ifso.scenario.meaning import Origin
from ifso.scenario.printing import origin_in_words

if TYPE_CHECKING:
    from ifso.engine.choosing import Choices, Faced, Outcome, ViewChoices
    from ifso.engine.estimating import Estimate
    from ifso.engine.nash import Nash

MOST = 16
"""Profiles that a table shows, the likeliest; the others are counted."""
CHART = 40
"""Columns of a chart of a chance as rationality grows."""
BEST = "*"
"""What marks a player's best reply."""


def choices_report(found: Choices, width: int = WIDTH) -> RenderableType:
    """Return what actors face under every view, for a page of so many columns."""
    parts: list[RenderableType] = [Text(found.scenario.title, style="bold"), Text()]
    parts.append(question_report(found.scenario, found.question, found.fixed))
    for view in found.views:
        parts += [Text(), *_view(found, view, width)]
    if found.scenario.observed is not None:
        parts += [Text(), Text("What the scenario says has been observed is passed over here.", style="yellow")]
    return Group(*parts, Text(), *(Text(line, style="dim") for line in _legend(found)))


def choices_in_short(view: ViewChoices) -> RenderableType:
    """Return what each actor faces, in a few lines an actor; what the view decides itself, in one."""
    lines: list[RenderableType] = []
    for faced in view.players:
        lines.append(Text(faced.actor, style="cyan").append(f"  {mix_words(faced)}", style="not cyan"))
        lines += [Padding(Text(dilemma(faced, comparison)), (0, 0, 0, 2)) for comparison in faced.comparisons[:1]]
    decided = [f"{move.choice} ({move.actor}) is {decided_words(move)}" for move in view.moves if not move.is_reasoned]
    if decided:
        lines.append(Text(f"{'; '.join(decided)}."))
    return Group(*lines)


# ---------------------------------------------------------------- one view


def _view(found: Choices, view: ViewChoices, width: int) -> Iterator[RenderableType]:
    yield Text(view.view, style="bold").append(f" {_standing(found, view)}", style="not bold")
    for move in view.moves:
        yield Padding(Text(move.choice, style="cyan").append(f" ({move.actor}), {decided_words(move)}", style="not cyan"), (0, 0, 0, 2))
    if view.players:
        yield _worths(view, width)
        for place, faced in enumerate(view.players):
            yield from _actor(view, place, faced, width)
            yield Text()
        yield from _equilibria(view)
    yield _outcomes(view, width)
    yield _answer(view)


def _standing(found: Choices, view: ViewChoices) -> str:
    """Return what kind of choices a view has, as a sentence."""
    reasoned = [move for move in view.moves if move.is_reasoned]
    if not reasoned:
        return "decides every choice itself; nobody's interests are weighed."
    asked = ", as was asked" if found.rationality is not None else ""
    actors = listed([faced.actor for faced in view.players])
    return f"lets {actors} choose for {'a reason' if len(reasoned) == 1 else 'reasons'}, at rationality {view.rationality:g}{asked}."


# ---------------------------------------------------------------- what profiles are worth


def _worths(view: ViewChoices, width: int) -> RenderableType:
    """Return what every profile is worth to whom, in the widest form that the page holds."""
    order = sorted(range(len(view.cells)), key=lambda c: -_likely(view, c)) if len(view.cells) > MOST else list(range(len(view.cells)))
    shown = sorted(order[:MOST])
    for ranges in (" ", "\n", None):
        table = _worth_table(view, shown, ranges)
        if natural_width(table) <= width:
            short = any(_range(cell.worth[0], 1) for cell in view.cells) and ranges is None
            return Group(
                table,
                Text("There is no room for the 90% intervals here: --json has them.\n" if short else "", end=""),
                _left_out(view, shown),
            )
    return Group(Text(), *_worth_lines(view, shown), _left_out(view, shown))


def _left_out(view: ViewChoices, shown: list[int]) -> Text:
    left = len(view.cells) - len(shown)
    return Text(f"{left} profiles more, each of them less likely: --json has all.\n" if left else "", style="dim", end="")


def _likely(view: ViewChoices, cell: int) -> float:
    strategies = view.cells[cell].strategies
    chances = [faced.mix[s] for faced, s in zip(view.players, strategies, strict=True)]
    return math.prod(chance.value if chance else 0.0 for chance in chances)


def _is_best(view: ViewChoices, cell: int, player: int) -> bool:
    strategies = view.cells[cell].strategies
    others = tuple(s for i, s in enumerate(strategies) if i != player)
    return any(reply.others == others and reply.best == strategies[player] for reply in view.players[player].replies)


def _worth_table(view: ViewChoices, shown: list[int], ranges: str | None) -> Table:
    """Return the table; ``ranges`` is what stands between a number and its interval, None where intervals are left out."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for faced in view.players:
        table.add_column(f"{faced.actor}\n{' + '.join(faced.choices)}", no_wrap=True)
    for faced in view.players:
        table.add_column(f"worth to\n{faced.actor}", no_wrap=True)
    decimals = [_decimals(view, n) for n in range(len(view.players))]
    widths = [max(len(_number(view.cells[c].worth[n].value, places)) for c in shown) for n, places in enumerate(decimals)]
    for c in shown:
        names = [strategy_name(faced, s) for faced, s in zip(view.players, view.cells[c].strategies, strict=True)]
        cells = []
        for n, (places, width) in enumerate(zip(decimals, widths, strict=True)):
            e = view.cells[c].worth[n]
            number = _number(e.value, places).rjust(width) + (BEST if _is_best(view, c, n) else " ")
            spread = "" if ranges is None else _range(e, places)
            cells.append(f"{number}{ranges}{spread}" if spread else number)
        table.add_row(*names, *cells)
    return table


def _decimals(view: ViewChoices, player: int) -> int:
    """Return the decimals with which the differences between profiles show."""
    values = [cell.worth[player].value for cell in view.cells]
    span = max(values) - min(values)
    return min(max(1 - math.floor(math.log10(span)), 1), 3) if span > 0 else 1


def _number(value: float, decimals: int) -> str:
    return f"{round(value, decimals) + 0.0:.{decimals}f}"  # adding 0 takes the sign off a 0


def _range(e: Estimate, decimals: int) -> str:
    if e.low is None or e.high is None or e.low == e.high:
        return ""
    return f"({_number(e.low, decimals)} to {_number(e.high, decimals)})"


def _worth_lines(view: ViewChoices, shown: list[int]) -> Iterator[RenderableType]:
    for c in shown:
        names = [f"{faced.actor} {strategy_name(faced, s)}" for faced, s in zip(view.players, view.cells[c].strategies, strict=True)]
        yield Text("; ".join(names))
        for n, faced in enumerate(view.players):
            e, places = view.cells[c].worth[n], _decimals(view, n)
            mark = BEST if _is_best(view, c, n) else ""
            yield Padding(Text(f"worth to {faced.actor}: {_number(e.value, places)}{mark} {_range(e, places)}".rstrip()), (0, 0, 0, 2))


# ---------------------------------------------------------------- one actor


def _actor(view: ViewChoices, place: int, faced: Faced, width: int) -> Iterator[RenderableType]:
    yield Text(faced.actor, style="cyan").append(f"  {mix_words(faced)}", style="not cyan")
    for comparison in faced.comparisons:
        yield Padding(Text(dilemma(faced, comparison)), (0, 0, 0, 2))
    for line in reply_words(view, place):
        yield Padding(Text(line), (0, 0, 0, 2))
    yield from _chart(view, place, faced, width)


def _chart(view: ViewChoices, place: int, faced: Faced, width: int) -> Iterator[RenderableType]:
    """Yield each strategy's chance as rationality grows, a line of blocks each, with the view's rationality marked below."""
    branch, rationality = view.branch, view.rationality
    if branch is None or rationality is None or not branch.complete:
        return
    names = [strategy_name(faced, s) for s in range(len(faced.strategies))]
    indent = max(*(len(name) for name in names), len("rationality")) + 4
    columns = min(CHART, width - indent)
    if columns < 10:
        return
    end = float(branch.rationality[-1])
    at = [branch.at(end * (i + 0.5) / columns)[place] for i in range(columns)]
    for s, name in enumerate(names):
        yield Text(f"  {name.ljust(indent - 2)}").append(blocks([float(mix[s]) for mix in at]), style="cyan")
    mark = min(int(rationality / end * columns), columns - 1)
    label = f"{rationality:g}"
    ruler = f"{' ' * mark}▲ {label}"
    last = f"up to {end:.3g}"
    if len(ruler) + 2 + len(last) <= columns:
        ruler = ruler.ljust(columns - len(last)) + last
    yield Text(f"  {'rationality'.ljust(indent - 2)}{ruler}", style="dim")


# ---------------------------------------------------------------- equilibria


def _equilibria(view: ViewChoices) -> Iterator[RenderableType]:
    """Say which equilibria there are, and which of them the mix belongs to."""
    nash = view.nash
    if nash is None:
        return
    if nash.equilibria:
        yield Text(f"Nash equilibri{'um' if len(nash.equilibria) == 1 else 'a'}, as rationality grows without end:")
    for place, one in enumerate(nash.equilibria):
        kind = f"{'pure' if one.is_pure else 'mixed'}{'' if one.strict else ', with ties'}"
        here = "; the branch leads here" if place == view.selected else ""
        words = profile_words(view.players, tuple(tuple(mix.tolist()) for mix in one.mixes))
        yield Padding(Text(f"{words} ({kind}{here})"), (0, 0, 0, 2))
    for remark in _remarks(view, nash):
        yield Text(remark)


def _remarks(view: ViewChoices, nash: Nash) -> Iterator[str]:
    """Say what the equilibria leave open."""
    if nash.degenerate:
        yield "There are ties, so that there may be whole ranges of equilibria, of which these are some."
    if not nash.complete:
        yield "The search for mixed equilibria was not complete: there may be others."
    for mixes in view.elsewhere:
        yield f"Another equilibrium at rationality {view.rationality:g}: {profile_words(view.players, mixes)}."
    branch = view.branch
    if branch is not None and branch.turns:
        yield "The branch turns back on its way, so that the mix jumps where rationality passes a turn."
    if branch is not None and branch.crossed < np.inf:
        yield f"At rationality {branch.crossed:.3g} other branches cross it: beyond, a small difference would decide among them."
    if view.unsolved:
        yield f"In {view.unsolved} of {view.draws} draws no equilibrium was found; they are left out."


# ---------------------------------------------------------------- answers


def _outcomes(view: ViewChoices, width: int) -> RenderableType:
    """Return the answer under each profile of options."""
    open_moves = [i for i, move in enumerate(view.moves) if len(move.open) > 1]
    if not open_moves:
        return Text()
    order = sorted(view.outcomes, key=lambda outcome: -(outcome.chance.value if outcome.chance else 0.0))
    kept = {id(outcome) for outcome in order[:MOST]}
    shown = [outcome for outcome in view.outcomes if id(outcome) in kept]
    left = len(view.outcomes) - len(shown)
    more = Text(f"{left} profiles more, each of them less likely: --json has all.\n" if left else "", style="dim", end="")
    table = _outcome_table(view, shown, open_moves)
    if natural_width(table) <= width:
        return Group(table, more)
    lines: list[RenderableType] = [Text()]
    for outcome in shown:
        lines.append(Text(", ".join(outcome.options[i] for i in open_moves)).append(f"  {_chance(outcome)}", style="dim"))
        for reading, e in outcome.answers.items():
            lines.append(Padding(Text(f"{READINGS[reading]}: {_percent(e)}"), (0, 0, 0, 2)))
    return Group(*lines, more)


def _outcome_table(view: ViewChoices, shown: list[Outcome], open_moves: list[int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for i in open_moves:
        table.add_column(view.moves[i].choice, no_wrap=True)
    table.add_column("so likely", justify="right", no_wrap=True)
    for reading in view.answers:
        table.add_column(_head(view, reading), justify="right", no_wrap=True)
    for outcome in shown:
        table.add_row(*(outcome.options[i] for i in open_moves), _chance(outcome), *(_percent(e) for e in outcome.answers.values()))
    return table


def _head(view: ViewChoices, reading: Reading) -> str:
    return "the answer if\n" + READINGS[reading] if len(view.answers) > 1 else "the answer"


def _chance(outcome: Outcome) -> str:
    return percent(outcome.chance.value) if outcome.chance else "–"


def _percent(e: Estimate | None) -> str:
    return "–" if e is None else percent(e.value)


def _answer(view: ViewChoices) -> Text:
    """Return the answer over the mix, as a sentence."""
    said = []
    for reading, e in view.answers.items():
        if e is not None:
            spread = interval(e)
            name = f"{READINGS[reading]}, " if len(view.answers) > 1 else ""
            said.append(f"{name}{percent(e.value)}{f' ({spread})' if spread else ''}, {likelihood(e.value)}")
    mixed = any(len(move.open) > 1 for move in view.moves)
    text = f"{'The answer over the mix' if mixed else 'The answer'}: {'; '.join(said)}." if said else "No world tells the answer."
    return Text(text + (" It does not depend on these choices." if mixed and not view.tells else ""))


# ---------------------------------------------------------------- what the page says of itself


def _legend(found: Choices) -> Iterator[str]:
    views = [view for view in found.views if view.players]
    antecedent = found.question.antecedent
    left = f", with {antecedent.event} left to its causes: nobody foresees an intervention" if antecedent else ""
    if views:
        yield (
            f"Worth: the sum over an actor's interests of weight times the chance of the event by the horizon{left}. {BEST} marks the best "
            "reply to what the others do in that row. Brackets hold the 90% interval that the views' own uncertainty about their numbers "
            "makes."
        )
        yield (
            "So likely: logit quantal response (McKelvey and Palfrey 1995), an option's chance in proportion to exp(rationality x worth), "
            "on the branch that begins where everybody is as likely to take each option. It is found in every draw of the numbers; the "
            "charts, the equilibria and best replies are of mean worths."
        )
        yield _interests(views)
    yield _method(found)


def _interests(views: list[ViewChoices]) -> str:
    """Say whose reading the interests are."""
    held = {(view.view, name): one.value for view in views for name, one in view.weights.items()}
    stated = [
        f"{name} under {view} is {origin_in_words(value)}" for (view, name), value in held.items() if value.origin is not Origin.ANALYST
    ]
    said = "Interests, and what an event is worth to an actor, are an analyst's reading"
    return f"{said}; {'; '.join(stated)}." if stated else f"{said}: no source states them."


def _method(found: Choices) -> str:
    sizes = dict.fromkeys((view.draws, view.worlds) for view in found.views)
    of = " and ".join(f"{draws:,} draw{'s' if draws > 1 else ''} of the numbers on {worlds:,} worlds" for draws, worlds in sizes)
    errors = [e.error for view in found.views for cell in view.cells for e in cell.worth if e.error is not None]
    chances = [e.error for view in found.views for e in view.answers.values() if e and e.error is not None]
    known = [f"of the answers at most {100 * max(chances):.1f} points"] if chances else []
    known += [f"of worths at most {max(errors):.2g}"] if errors else []
    error = f"; standard error {' and '.join(known)}" if known else ""
    said = f"Simulated: every profile of options on the same worlds, {of}, seed {found.seed}{error}."
    return f"{said} ifso {version('ifso')}, scenario {found.scenario.sha256[:12]}."


def choices_text(found: Choices, width: int = WIDTH) -> str:
    """Return the finding as plain text."""
    return as_text(choices_report(found, width), width)


def choices_html(found: Choices) -> str:
    """Return the finding as HTML for a notebook; text from the scenario is escaped."""
    return as_html(choices_report(found))
