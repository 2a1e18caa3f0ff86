"""Datasets as a list and as a sheet to read in a terminal, and as a page of the documentation.

Owns what is said of a dataset and in which order: what it is, whose, what it may be used for, its columns, what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ifso.history.cache import Dataset
    from ifso.history.card import Card, Column, Fault


def datasets_report(datasets: Sequence[Dataset]) -> RenderableType:
    """Return a row for each dataset: its name, years, size, whether it is here, and its title."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head, justify in (("dataset", "left"), ("years", "left"), ("size", "right"), ("", "left"), ("what", "left")):
        table.add_column(head, justify=justify, no_wrap=head != "what")  # type: ignore[arg-type] # the two words that it knows
    for dataset in datasets:
        card = dataset.card
        table.add_row(Text(card.name, "bold"), years(card), size(card), state(dataset), card.title)
    return table


def dataset_report(dataset: Dataset) -> RenderableType:
    """Return everything that the card of a dataset says, and where its file lies."""
    card = dataset.card
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    facts.add_column(style="cyan", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in (
        ("years", years(card)),
        ("a row is", f"{card.unit}; {card.cleaned_rows:,} of them"),
        ("states by", f"numbers or codes of {card.ids.value}"),
        ("cite", card.citation),
        ("licence", card.licence),
        ("terms", card.terms),
        ("from", card.address),
        ("sha256", card.sha256),
        ("lies in", f"{dataset.path} ({state(dataset)}, {size(card)})"),
    ):
        facts.add_row(name, Text(value))
    parts: list[RenderableType] = [Text(f"{card.title} ({card.name})", "bold"), Text(card.what), Text(), facts, Text(), _columns(card)]
    for title, lines in (("Known faults", [fault_in_words(fault) for fault in card.faults]), ("To bear in mind", list(card.caveats))):
        if lines:
            parts += [Text(), Text(title, "bold"), *(Text(f"- {line}") for line in lines)]
    return Group(*parts)


def _columns(card: Card) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("column", style="bold", no_wrap=True)
    table.add_column("type", no_wrap=True)
    table.add_column("means")
    table.add_column("range")
    table.add_column("unknown where")
    for column in card.columns:
        table.add_row(column.name, column.type.value, column.means, range_in_words(column), column.missing)
    return table


PAGE = """# Datasets

This page is generated from the cards; change `src/ifso/history/datasets/NAME.py` and run `python scripts/reference.py`.

None of these files, nor any table cut from them, comes with the program: they are fetched from where their authors or others keep them,
pinned by a commit and a checksum ([how to fetch them](../how-to/fetch-data.md)). A cleaned table has the columns below and no others. What
is known to be wrong with a dataset is made unknown, corrected or left as it is, as each entry says; a base rate warns of the cases that it
touches. States have the numbers of Gleditsch and Ward (`gw`) or of Correlates of War (`cow`); a fault names them by the dataset's own.
"""


def datasets_page(cards: Iterable[Card]) -> str:
    """Return the page of the documentation that tells of every dataset."""
    known = tuple(cards)
    lines = [PAGE, "| dataset | what | years | rows | states by |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| [`{card.name}`](#{card.name}) | {card.title} | {years(card)} | {card.cleaned_rows:,} | {card.ids.value} |" for card in known
    ]
    for card in known:
        lines += ["", f"## {card.name}", "", f"**{card.title}.** {card.what}", ""]
        lines += [f"A row is {card.unit}; no two share their {_and(card.key)}.", ""]
        lines += ["| column | type | means | range | unknown where |", "| --- | --- | --- | --- | --- |"]
        for column in card.columns:
            lines.append(f"| `{column.name}` | {column.type.value} | {column.means} | {range_in_words(column)} | {column.missing} |")
        for title, said in (("Known faults", [fault_in_words(fault) for fault in card.faults]), ("To bear in mind", list(card.caveats))):
            if said:
                lines += ["", f"{title}:", "", *(f"- {each}" for each in said)]
        lines += ["", f"*Cite:* {card.citation}", "", f"*Licence:* {card.licence}. {card.terms}", ""]
        lines.append(f"*From* `{card.path}` of {card.repository} at `{card.commit[:12]}`, {size(card)}, {card.rows:,} rows.")
    return "\n".join(lines) + "\n"


def _and(names: Sequence[str]) -> str:
    written = [f"`{name}`" for name in names]
    return written[0] if len(written) == 1 else f"{', '.join(written[:-1])} and {written[-1]}"


def years(card: Card) -> str:
    """Return the years that a dataset tells about."""
    return f"{card.first}" if card.first == card.last else f"{card.first} to {card.last}"


def size(card: Card) -> str:
    """Return the size of a dataset's file."""
    return f"{card.size / 1e6:.1f} MB" if card.size >= 1e6 else f"{max(card.size / 1e3, 1):.0f} kB"


def state(dataset: Dataset) -> str:
    """Say whether a dataset is here."""
    return "damaged" if dataset.complaint else "fetched" if dataset.here else "not fetched"


def range_in_words(column: Column) -> str:
    """Return the values that a column may hold, as far as its card bounds them."""
    if column.values:
        return ", ".join(column.values)
    low, high = (None if bound is None else f"{bound:g}" if abs(bound) < 1e6 else f"{bound:,.0f}" for bound in (column.least, column.most))
    return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}" if high else ""


def fault_in_words(fault: Fault) -> str:
    """Return what a fault is, where it strikes, and what is made of it."""
    first, last = fault.first, fault.last
    when = f"{first}" if first and first == last else f"{first} to {last}" if first and last else ""
    when = when or (f"from {first}" if first else f"until {last}" if last else "")
    where = ", ".join(part for part in (f"state {fault.state}" if fault.state is not None else "", when) if part)
    return f"{fault.says} ({where + ': ' if where else ''}{fault.treatment.value})"
