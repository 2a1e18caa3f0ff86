"""What an answer hinges on, as a finding to read in a terminal or a notebook.

Owns the tornado and the table of figures, what gives way where the page is narrow (the name moves to a line of its own, then the bar is
left out, then every figure is a line), and what the page says about how the figures were got. Leaves sentences to
:mod:`ifso.report.linchpin_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.engine.linchpins import Instead, Of
from ifso.report.fitting import natural_width
from ifso.report.linchpin_words import TELLING, level, sentences, span, value_of, what
from ifso.report.links import WHERE
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.question import question_report
from ifso.report.words import likelihood, listed, percent, points
from ifso.scenario.meaning import Kind

if TYPE_CHECKING:
    from ifso.engine.linchpins import Linchpin, Linchpins, ViewLinchpins
    from ifso.engine.replicating import Measured

TOP = 6
"""Linchpins that are shown of each view where nobody says how many."""
BAR = 16
"""Columns of a bar."""
NOTHING = "–"
"""What stands where there is no figure."""


def linchpins_report(found: Linchpins, width: int = WIDTH, top: int = TOP) -> RenderableType:
    """Return what the answer hinges on, the first ``top`` of each view, for a page of so many columns."""
    parts: list[RenderableType] = [Text(found.scenario.title, style="bold"), Text()]
    parts += [question_report(found.scenario, found.question, found.fixed)]
    for view in found.views:
        parts += [Text(), *_view(found, view, width, top)]
    if found.scenario.observed is not None:
        parts += [Text(), Text("What the scenario says has been observed is passed over here.", style="yellow")]
    return Group(*parts, Text(), *_legend(found), Text(), _method(found))


def linchpins_in_short(found: Linchpins, view: ViewLinchpins, top: int = 3) -> RenderableType:
    """Return the linchpins of a view that move the answer most, at another view's number or over their own range, as a line or two each."""
    lines: list[RenderableType] = []
    for one in sorted(view.linchpins, key=_furthest, reverse=True)[:top]:
        said = next(sentences(found, view, one), None)
        if said is not None:
            lines.append(_hanging(one.name, said))
    return Group(*lines) if lines else Text("No number moves it by as much as half a point.")


def _furthest(one: Linchpin) -> float:
    """Return by how much a linchpin moves the answer, with what is said of it first: another view's number, else its range."""
    others = [abs(effect.change.value) for effect in one.as_others.values()]
    without = [abs(effect.change.value) for instead, effect in one.effects.items() if instead is not Instead.CERTAIN]
    return max([*others, abs(one.swing.change.value) if one.swing else max(without, default=0.0)])


def _hanging(name: str, said: str) -> RenderableType:
    return Group(Text(name, style="cyan"), Padding(Text(said), (0, 0, 0, 2)))


# ---------------------------------------------------------------- one view


def _view(found: Linchpins, view: ViewLinchpins, width: int, top: int) -> Iterator[RenderableType]:
    yield Text(view.view, style="bold").append(f" {_standing(found, view)}", style="not bold")
    swinging = [one for one in view.linchpins if not one.is_certain]
    single = [one for one in view.linchpins if one.is_certain and (not swinging or one.weight >= TELLING)]
    for ones in (swinging, single):
        if not ones:
            continue
        if ones is single and swinging:
            yield Text()
            yield Text(
                "Single numbers, which have no range to swing in, by what becomes of the answer without them or if they are certain:"
            )
        yield _figures(found, view, ones[:top], width, single=ones is single)
        if len(ones) > top:
            yield Text(f"{len(ones) - top} more, each of them with less: --top {len(view.linchpins)} shows all.", style="dim")
    said = [(one.name, text) for one in view.linchpins[:top] if (text := next(sentences(found, view, one), None))]
    if said:
        yield Text()
    for name, text in said:
        yield _hanging(name, text)


def _count(view: ViewLinchpins) -> str:
    numbers = len(view.linchpins)
    whole = f"{numbers} number{'s' if numbers > 1 else ''}"
    if not view.uncertain:
        return f"{whole} without a range"
    return f"{whole}, {'all' if view.uncertain == numbers else view.uncertain} of them uncertain" if numbers > 1 else f"{whole}, uncertain"


def _standing(found: Linchpins, view: ViewLinchpins) -> str:
    """Return where the answer stands, as a sentence."""
    if not view.linchpins:
        return "rests on no numbers."
    said = f"rests on {_count(view)}."
    if view.answer is not None:
        said += f" {what(found).capitalize()} is {_level(found, view.answer.value)}"
        if view.uncertain and view.at_medians is not None:
            said += f", and {level(found, view.at_medians.value)} with all at their medians"
        said += "."
    elif view.at_medians is not None:
        said += f" With all at their medians {what(found)} is {_level(found, view.at_medians.value)}."
    else:
        said += " In no world that was simulated could it be told."
    if view.uncertain and view.variance is None and view.answer is not None:
        said += " It does not vary by more than the simulation itself, so that there are no shares."
    return said


def _level(found: Linchpins, value: float) -> str:
    return f"{percent(value)}, {likelihood(value)}" if found.of is Of.CHANCE else points(value)


def _figures(found: Linchpins, view: ViewLinchpins, shown: list[Linchpin], width: int, *, single: bool) -> RenderableType:
    """Return the figures in a table, each beside the name or on a line below it, with a bar where there is room, or as lines."""
    table = _table(found, view, shown, single=single)
    if natural_width(table) <= width:
        return table
    for bars in (True, False):
        stacked = _stacked(found, view, shown, single=single, bars=bars)
        if max(line.cell_len for line in stacked) <= width:
            return Group(*stacked, Text())
    return _lines(found, view, shown, single=single)


def _columns(found: Linchpins, *, single: bool) -> list[str]:
    swings = [] if single else ["swing", "share, %\nalone   all"]
    flip = [] if found.threshold is None else [f"{level(found, found.threshold)}\nat"]
    return [*swings, "never /\nwithout", "certain", *flip]


def _cells(found: Linchpins, view: ViewLinchpins, one: Linchpin, *, single: bool) -> list[str]:
    cells = []
    if not single:
        cells.append(span(found, one.swing.at_low.value, one.swing.at_high.value) if one.swing else NOTHING)
        cells.append(f"{_share(one.first)} {_share(one.total)}" if one.first and one.total else NOTHING)
    without = Instead.WITHOUT if Instead.WITHOUT in one.effects else Instead.NEVER
    cells += [_effect(found, view, one, without), _effect(found, view, one, Instead.CERTAIN)]
    if found.threshold is not None:
        cells.append(value_of(one.kind, one.flip.value) if one.flip else NOTHING)
    return cells


def _share(share: Measured) -> str:
    value = f"{100 * max(share.value, 0.0):.0f}"
    return (value if share.error is None else f"{value}±{max(100 * share.error, 1):.0f}").rjust(5)


def _effect(found: Linchpins, view: ViewLinchpins, one: Linchpin, instead: Instead) -> str:
    """Return the answer as it would be, measured from the answer that is shown."""
    effect = one.effects.get(instead)
    if effect is None:
        return NOTHING
    return level(found, effect.beside(view.answer.value) if view.answer else effect.value.value)


def _table(found: Linchpins, view: ViewLinchpins, shown: list[Linchpin], *, single: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    scale = None if single else _scale(view, shown)
    table.add_column("assumption", no_wrap=True)
    if scale:
        table.add_column(_ends(found, *scale), no_wrap=True, min_width=BAR)
    for name in _columns(found, single=single):
        table.add_column(name, justify="right", no_wrap=True)
    for one in shown:
        bars = [_bar(view, one, scale)] if scale else []
        table.add_row(Text(one.name, style="cyan"), *bars, *_cells(found, view, one, single=single))
    return table


def _stacked(found: Linchpins, view: ViewLinchpins, shown: list[Linchpin], *, single: bool, bars: bool) -> list[Text]:
    """Return the figures below their names, in columns of the same width under one head."""
    scale = _scale(view, shown) if bars and not single else None
    rows = [_cells(found, view, one, single=single) for one in shown]
    heads = [name.partition("\n")[::2] for name in _columns(found, single=single)]
    widths = [max(*(len(part) for part in head), *(len(row[i]) for row in rows)) for i, head in enumerate(heads)]

    def laid_out(first: str, cells: list[str]) -> str:
        return "  ".join(
            ["", *([first.ljust(BAR)] if scale else []), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))]
        )

    lines = [Text(), Text(laid_out(_ends(found, *scale) if scale else "", [head[0] for head in heads]), style="bold")]
    lines.append(Text(laid_out("", [head[1] for head in heads]), style="bold"))
    for one, row in zip(shown, rows, strict=True):
        lines += [Text(one.name, style="cyan"), Text(laid_out(_bar(view, one, scale) if scale else "", row))]
    return lines


def _ends(found: Linchpins, low: float, high: float) -> str:
    """Return the ends of the scale as the head of the bars."""
    least, most = (level(found, end).removesuffix(" points") for end in (low, high))
    if least == most and found.of is Of.CHANCE:
        least, most = f"{low:.1%}", f"{high:.1%}"
    return f"{least}{most.rjust(BAR - len(least))}"


def _bar(view: ViewLinchpins, one: Linchpin, scale: tuple[float, float]) -> str:
    return bar(one, view.at_medians.value if view.at_medians else scale[0], *scale)


def _scale(view: ViewLinchpins, shown: list[Linchpin]) -> tuple[float, float] | None:
    """Return the least and the most of the answers that the bars reach, the one at the medians among them; None without a bar."""
    ends = [m.value for one in shown if one.swing for m in (one.swing.at_low, one.swing.at_high)]
    ends += [view.at_medians.value] if view.at_medians else []
    return (min(ends), max(ends)) if ends and max(ends) > min(ends) else None


def bar(one: Linchpin, middle: float, low: float, high: float) -> str:
    """Return the bar of a swing: a light block on the side of the 5% value, a full one on that of the 95% value, a stroke between them."""
    if one.swing is None:
        return ""
    cells = [" "] * BAR

    def place(value: float) -> int:
        return min(int((value - low) / (high - low) * BAR), BAR - 1)

    centre = place(middle)
    for end, block in ((one.swing.at_low.value, "▒"), (one.swing.at_high.value, "█")):
        for cell in range(min(place(end), centre), max(place(end), centre) + 1):
            cells[cell] = block
    cells[centre] = "│"
    return "".join(cells).rstrip()


def _lines(found: Linchpins, view: ViewLinchpins, shown: list[Linchpin], *, single: bool) -> RenderableType:
    """Return the figures as text, for a page on which no table fits."""
    names = [" ".join(name.split()) for name in _columns(found, single=single)]
    lines: list[RenderableType] = []
    for one in shown:
        lines.append(Text(one.name, style="cyan", overflow="fold"))
        lines += [
            Padding(Text(f"{name}: {cell}"), (0, 0, 0, 2))
            for name, cell in zip(names, _cells(found, view, one, single=single), strict=True)
        ]
    return Group(*lines)


# ---------------------------------------------------------------- what the page says of itself


def _legend(found: Linchpins) -> Iterator[Text]:
    """Say what was varied for each figure."""
    swinging = any(view.uncertain for view in found.views)
    antecedent = found.question.antecedent
    where = [WHERE[reading].format(antecedent.event if antecedent else "") for reading in found.readings]
    whose = f"the chance {where[0]}" if antecedent else "the chance"
    if found.of is Of.DIFFERENCE:
        whose = f"{whose} less that {where[1]}"
    said = []
    if swinging:
        said.append(
            f"Swing: {whose}, with one number at its 5% and at its 95% value and all others at their medians. A bar begins "
            "at the answer with all at their medians, and is light towards the 5% value and full towards the 95% value."
        )
        said.append(
            "Share: of the answer's variance over the ranges of all numbers, what one number explains alone, and all that it has a part in."
        )
    said.append(
        "Never, certain: a chance of 0 and of 1, and without: a ratio of 1 or a weight of 0, in every draw of the other numbers; for a "
        "chance that causes share, in all of them."
    )
    if found.threshold is not None:
        ranges = dict.fromkeys(_range(one) for view in found.views for one in view.linchpins)
        said.append(
            f"{level(found, found.threshold)} at: the value nearest to the median at which the answer crosses it, all others at their "
            f"medians; {NOTHING} where it does so nowhere from {', '.join(ranges)}."
        )
    for text in said:
        yield Text(text, style="dim")


def _range(one: Linchpin) -> str:
    kind = {Kind.CHANCE: "chance", Kind.RATIO: "ratio", Kind.WEIGHT: "weight"}[one.kind]
    return f"{one.range.least:g} to {one.range.most:g} ({kind})"


def _method(found: Linchpins) -> Text:
    effort = found.effort
    of = []
    ones = [one for view in found.views for one in view.linchpins]
    swings, draws = (_most(one.swing.change for one in ones if one.swing), effort.effect_draws * effort.blocks)
    if any(one.swing for one in ones):
        of.append(f"swings on {effort.blocks * effort.swing_worlds:,} worlds (standard error {swings})")
    if any(one.first for one in ones):
        shares = _most(m for one in ones for m in (one.first, one.total) if m)
        of.append(f"shares from {effort.draws:,} base draws, each with the others that it needs on {effort.worlds} worlds ({shares})")
    if any(one.effects for one in ones):
        effects = _most(effect.change for one in ones for effect in one.effects.values())
        several = f"from {draws} draws " if any(view.uncertain for view in found.views) else ""
        of.append(f"never, certain and without {several}on {effort.blocks * effort.effect_worlds:,} worlds ({effects})")
    if any(one.flip_sought for one in ones):
        of.append(f"crossings on {effort.flip_blocks * effort.flip_worlds:,} worlds")
    said = f"Simulated: {', '.join(of) or 'nothing'}; seed {found.seed}."
    weighed = [view.view for view in found.views if view.weighed]
    if weighed:
        fewer = "half as many worlds for shares and crossings and a quarter for the rest, since actors weigh every profile of their choices"
        said += f" Under {listed(weighed)}, {fewer}; what they do is told from {effort.weigh_worlds:,} worlds, number by number."
    return Text(f"{said} ifso {version('ifso')}, scenario {found.scenario.sha256[:12]}.", style="dim")


def _most(measured: Iterator[Measured]) -> str:
    errors = [m.error for m in measured if m.error is not None]
    return f"at most {100 * max(errors):.1f} points" if errors else "unknown"


# ---------------------------------------------------------------- as text


def linchpins_text(found: Linchpins, width: int = WIDTH, top: int = TOP) -> str:
    """Return the finding as plain text."""
    return as_text(linchpins_report(found, width, top), width)


def linchpins_html(found: Linchpins, top: int = TOP) -> str:
    """Return the finding as HTML for a notebook; text from the scenario is escaped."""
    return as_html(linchpins_report(found, WIDTH, top))
