"""A base rate as a finding to read in a terminal or a notebook.

Owns what is said and in which order: the question, so many of so many, what it is compared with, a picture, the cases by name, the years,
what was left out and why, the doubts, and how it was computed. It describes what followed what; it never names a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ifso.history.results import BaseRate, Case, Comparison, Interval, Outcome, Rate
from ifso.report.findings import Findings
from ifso.report.gap import Span, over
from ifso.report.pages import WIDTH, as_html, as_text
from ifso.report.picture import drawn, ruler, scale_for
from ifso.report.words import percent, points, times
from ifso.scenario.locking import years_in_words
from ifso.scenario.printing import duration_in_words

if TYPE_CHECKING:
    from ifso.scenario.meaning import Value

PICTURE = 40
"""Columns of the picture's scale; half as many on a page narrower than 100."""


def base_rates_report(found: Findings, width: int = WIDTH, *, cases: bool = False) -> RenderableType:
    """Return the findings, for a page of so many columns; with ``cases`` the misses are named too."""
    parts: list[RenderableType] = []
    for name, rate in found.found.items():
        beside = found.beside.get(name, ())
        parts += [*_finding(rate, beside, width, cases=cases), *_limits(found.limits.get(name, ())), Text(), *_method(rate), Text()]
    said = "A base rate describes what followed what. It does not say why, and two things that follow each other may have a common cause."
    return Group(*parts, Text(said, style="dim"))


def _finding(rate: BaseRate, beside: tuple[tuple[str, Value], ...], width: int, *, cases: bool) -> Iterator[RenderableType]:
    yield Text(rate.name, style="bold cyan")
    if rate.asks:
        yield Text(rate.asks, style="bold")
    yield Text()
    yield from _counted(rate)
    yield Text()
    yield _picture(rate, beside, PICTURE if width >= 100 else PICTURE // 2)
    if rate.comparison is not None:
        yield Text()
        yield from _compared(rate.comparison)
    if rate.groups:
        yield _groups(rate)
    yield Text()
    yield from _cases(rate, every=cases)
    yield Text()
    yield from _years(rate)
    for warning in rate.warnings:
        yield _item("! ", warning, "yellow")


# ---------------------------------------------------------------- so many of so many


def _what(rate: BaseRate) -> str:
    return "occasions" if "when" in rate.query else "pairs in years" if "each" in rate.query else "country-years"


def _under(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def _counted(rate: BaseRate) -> Iterator[RenderableType]:
    r = rate.rate
    if r.share is None:
        yield Text("0 of 0: there is no occasion with a known outcome, and so no share.", style="bold")
    else:
        per = " per year" if not rate.window else ""
        yield Text(f"{r.k:,} of {r.n:,} {_what(rate)}: {percent(r.share)}{per}", style="bold")
        yield _under(f"90% interval {_between(r.interval)}, each taken for itself; {_by_country(r)}.")
    if r.unknown:
        bounds = r.bounds
        said = f"Besides, {r.unknown:,} with an unknown outcome, on neither side"
        yield _under(f"{said}; with them the share lies between {percent(bounds[0])} and {percent(bounds[1])}." if bounds else f"{said}.")


def _by_country(rate: Rate) -> str:
    if rate.countries == 1:
        return "there is only one country, and so no interval by country"
    countries = f"{rate.countries} countries"
    if rate.clustered is None:
        return f"with one outcome in all of {countries} there is no interval by country"
    return f"{_between(rate.clustered)} with {countries} drawn whole"


def _between(interval: Interval | None) -> str:
    return "none" if interval is None else f"{percent(interval.low).removesuffix('%')} to {percent(interval.high)}"


def _span(rate: Rate, interval: Interval | None) -> Span | None:
    share = rate.share
    if share is None or interval is None:
        return None
    return Span(low=interval.low, middle=min(max(share, interval.low), interval.high), high=interval.high)


def _picture(rate: BaseRate, beside: tuple[tuple[str, Value], ...], columns: int) -> Table:
    years = float(rate.window or 1)
    rows: list[tuple[str, Span | None, str]] = [("history", _span(rate.rate, rate.rate.interval), f"{rate.rate.k:,} of {rate.rate.n:,}")]
    if rate.rate.clustered is not None:
        rows.append(("by country", _span(rate.rate, rate.rate.clustered), ""))
    if rate.comparison is not None:
        other = rate.comparison.rate
        rows.append(("without it", _span(other, other.interval), f"{other.k:,} of {other.n:,}"))
    several = len({value.assumption for _, value in beside}) > 1
    for view, value in beside:
        if value.timing is not None:
            rows.append((view, over(value, years), f"{value.written}{f' ({value.assumption})' if several else ''}"))
    end = scale_for(span for _, span, _ in rows if span is not None)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", overflow="fold", max_width=24)
    table.add_column(no_wrap=True, min_width=columns)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold", style="dim")
    table.add_row("", Text(ruler(end, columns), style="dim"), "", "")
    for name, span, note in rows:
        table.add_row(name, drawn(span, end, columns) if span else "", span.in_words if span else "", note)
    if any(value.timing is not None for _, value in beside):
        table.add_row("", "", "", f"all over {duration_in_words(years)}, modifiers aside")
    return Padding(table, (0, 0, 0, 2))  # type: ignore[return-value] # drawn like the table it holds


def _compared(comparison: Comparison) -> Iterator[RenderableType]:
    other = comparison.rate
    matched = f", matched on {', '.join(comparison.matched_on)}" if comparison.matched_on else ", unmatched"
    apart = f", at least {comparison.apart} years from any occasion" if comparison.apart else ""
    share = f" ({percent(other.share)})" if other.share is not None else ""
    said = f"Without it: {other.k:,} of {other.n:,} other years{share}{matched}{apart}."
    if comparison.standardised is not None and comparison.matched_on:
        said += f" Weighted as the occasions are: {percent(comparison.standardised.value)}."
    yield Text(said)
    parts = []
    if comparison.difference is not None:
        spread = comparison.difference.interval
        between = f" ({points(spread.low).removesuffix(' points')} to {points(spread.high)})" if spread else ""
        parts.append(f"difference {points(comparison.difference.value)}{between}")
    if comparison.ratio is not None:
        spread = comparison.ratio.interval
        high = "no end" if spread and spread.high == float("inf") else times(spread.high).removesuffix(" times") if spread else ""
        between = f" ({times(spread.low).removesuffix(' times')} to {high})" if spread else ""
        parts.append(f"ratio {times(comparison.ratio.value)}{between}")
    if parts:
        yield _under("; ".join(parts))
    if comparison.unmatched:
        left = "occasion that no other year matches stays" if comparison.unmatched == 1 else "occasions that no other year matches stay"
        yield _under(f"{comparison.unmatched:,} {left} out of this.")


def _groups(rate: BaseRate) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"by {rate.query.get('by', 'group')}", overflow="fold")
    table.add_column("cases", justify="right", no_wrap=True)
    table.add_column("share", justify="right", no_wrap=True)
    table.add_column("90% interval", no_wrap=True)
    table.add_column("by country", no_wrap=True)
    for name, group in rate.groups.items():
        unknown = f" (+{group.unknown} unknown)" if group.unknown else ""
        share = percent(group.share) if group.share is not None else ""
        clustered = _between(group.clustered) if group.clustered else ""
        table.add_row(name, f"{group.k:,} of {group.n:,}{unknown}", share, _between(group.interval), clustered)
    return table


# ---------------------------------------------------------------- cases


def _cases(rate: BaseRate, *, every: bool) -> Iterator[RenderableType]:
    for outcome, title in ((Outcome.HIT, "Hits"), (Outcome.MISS, "Misses"), (Outcome.UNKNOWN, "Unknown")):
        cases = [case for case in rate.cases if case.outcome is outcome]
        if not cases:
            continue
        if outcome is Outcome.MISS and not every:
            yield Text(f"Misses ({len(cases):,}) are named with --cases.", style="dim")
            continue
        named = "; ".join(named_cases(cases, dated=rate.window > 0))
        yield _item(f"{title} ({len(cases):,})  ", named, "bold")


def named_cases(cases: Iterable[Case], *, dated: bool) -> Iterator[str]:
    """Yield each state with the years of its occasions; a hit that looks ahead tells in which years, or where, it was seen."""
    by_state: dict[str, list[Case]] = {}
    for case in cases:
        by_state.setdefault(f"{case.state} and {case.other}" if case.other else case.state, []).append(case)
    for state in sorted(by_state):
        told = [case for case in by_state[state] if case.outcome is Outcome.HIT and (case.who or dated)]
        if told:
            yield f"{state} {', '.join(f'{case.year} ({_seen(case)})' for case in told)}"
        else:
            yield f"{state} {years_in_words(tuple(sorted(case.year for case in by_state[state])))}"


def _seen(case: Case) -> str:
    return ", ".join(case.who) if case.who else f"seen {years_in_words(case.seen)}"


def _item(head: str, text: str, style: str) -> RenderableType:
    grid = Table.grid()
    grid.add_column(no_wrap=True, style=style)
    grid.add_column(overflow="fold")
    grid.add_row(head, text)
    return grid


# ---------------------------------------------------------------- years and doubts


def _years(rate: BaseRate) -> Iterator[Text]:
    first, last = rate.years
    said = f"Years looked at: {first} to {last}"
    limits = [f"{how} {', '.join(datasets)}" for how, datasets in (("begun by", rate.begun_by), ("ended by", rate.ended_by)) if datasets]
    said += f" ({'; '.join(limits)})." if limits else "."
    if rate.as_of is not None:
        said += f" Nothing recorded of later years than {rate.as_of} is used."
    yield Text(said)
    counts = (
        (rate.untold, "that may or may not be occasions, since something is unknown"),
        (rate.left_out, "left out since their window runs past the data's end"),
        (rate.repeated, f"left out as repeated within {rate.query.get('distinct', 'the time asked for')}"),
    )
    told = [f"{number:,} {what}" for number, what in counts if number]
    if told:
        yield Text(f"Besides: {'; '.join(told)}.")


def _limits(limits: tuple[str, ...]) -> Iterator[RenderableType]:
    for limit in limits:
        yield _item("- ", limit, "dim")


def _method(rate: BaseRate) -> Iterator[RenderableType]:
    query = "; ".join(f"{key}: {words}" for key, words in rate.query.items())
    yield _item("Asked  ", query, "dim")
    datasets = ", ".join(f"{name} {sha[:8]}" for name, sha in rate.datasets.items())
    how = f"Jeffreys intervals, and {rate.resamples:,} draws of whole countries with seed {rate.seed}"
    yield _item("How    ", f"{how}; panel {rate.panel_version}, ifso {rate.program}; datasets {datasets}.", "dim")


# ---------------------------------------------------------------- printed


def base_rates_text(found: Findings, width: int = WIDTH, *, cases: bool = False) -> str:
    """Return the findings as plain text."""
    return as_text(base_rates_report(found, width, cases=cases), width)


def base_rates_html(found: Findings) -> str:
    """Return the findings as HTML for a notebook; text from the file is escaped."""
    return as_html(base_rates_report(found, WIDTH))
