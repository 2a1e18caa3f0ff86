"""Datasets: which there are, what each is, getting them, holding them against their cards.

Owns what can be asked of them. Leaves how it is done to the room of history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean
from ifso.history.cache import Dataset, is_here, look_for
from ifso.history.datasets import CARDS

if TYPE_CHECKING:
    from ifso.history.card import Card

Begin = Callable[[str], Callable[[float], None] | None]
"""Is told the name of the dataset that comes next, and returns what is to be told the share done, or None."""


def list_datasets() -> tuple[Dataset, ...]:
    """Return every dataset."""
    return tuple(_looked_at(card) for card in CARDS.values())


def _looked_at(card: Card) -> Dataset:
    """Return a dataset with what can be told of its file without reading the table in it."""
    found = look_for(card)
    return replace(found, complaint="its checksum is not that of the card") if not found.here and found.path.exists() else found


def folder_of(mirror: str | Path | None) -> Path | None:
    """Return a mirror folder that somebody named, or None. Raises ``UsageError`` where there is no such folder, needed or not."""
    if mirror is None:
        return None
    folder = Path(mirror)
    try:
        there = folder.is_dir()
    except (OSError, ValueError):  # too long a name, a folder that may not be entered, a NUL
        there = False
    if not there:
        raise UsageError(f"There is no mirror folder {mirror}.", hint="Name the folder that holds the datasets' files, or leave it out.")
    return folder


def show_dataset(name: str) -> Dataset:
    """Return one dataset. Raises ``UsageError`` where there is none of that name."""
    return _looked_at(_named([name])[0])


def fetch_datasets(names: Iterable[str] = (), *, mirror: Path | None = None, begin: Begin | None = None) -> tuple[Dataset, ...]:
    """Fetch the files of the datasets named, or of all, and return them in the order asked for.

    Raises ``UsageError`` for a name that is none or a mirror that is no folder before anything is fetched, and ``Unavailable`` at the first
    file that cannot be had; those before it stay.
    """
    from ifso.history.fetching import fetch  # noqa: PLC0415 - what may meet the network is loaded only to fetch

    done = []
    cards, mirror = _named(names), folder_of(mirror)
    for card in cards:
        before = is_here(card)
        path = fetch(card, mirror=mirror, progress=begin(card.name) if begin else None)
        done.append(Dataset(card=card, path=path, here=True, fetched=not before))
    return tuple(done)


def verify_datasets(names: Iterable[str] = (), *, begin: Begin | None = None) -> tuple[Dataset, ...]:
    """Hold the fetched files of the datasets named, or of all, against their checksums, and the tables in them against their cards.

    Raises ``UsageError`` for a name that is none.
    """
    from ifso.history.checking import CardError  # noqa: PLC0415 - brings polars along
    from ifso.history.reading import read_cleaned  # noqa: PLC0415

    done = []
    for card in _named(names):
        found = _looked_at(card)
        if begin:
            begin(card.name)
        complaint = found.complaint
        if found.here:
            try:
                read_cleaned(found.path, card)
            except CardError as error:
                complaint = "; ".join(error.complaints)
        done.append(Dataset(card=card, path=found.path, here=found.here, complaint=complaint))
    return tuple(done)


def _named(names: Iterable[str]) -> tuple[Card, ...]:
    """Return the cards of the names, each once, or all cards where none is named."""
    wanted = tuple(dict.fromkeys(names)) or tuple(CARDS)
    for name in wanted:
        if name not in CARDS:
            hint = did_you_mean(name, CARDS) or "`ifso data list` names them all."
            raise UsageError(f"There is no dataset `{name}`.", hint=hint)
    return tuple(CARDS[name] for name in wanted)
