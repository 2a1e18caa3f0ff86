"""Where data lie on this machine, and whether they do.

Owns the folders and the checksum of what lies in them. ``IFSO_DATA_CACHE`` takes the place of the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ifso.history.card import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset, and where its file lies."""

    card: Card
    path: Path
    """Where the file lies once it is fetched."""
    here: bool
    """Whether it lies there, with its checksum."""
    fetched: bool = False
    """Whether it came there just now."""
    complaint: str = ""
    """What is wrong with what lies there; empty where nothing is."""


def cache_folder() -> Path:
    """Return the folder in which everything lies that can be fetched or built anew; it need not exist."""
    import platformdirs  # noqa: PLC0415 - needed only with data

    return Path(os.environ.get("IFSO_DATA_CACHE") or platformdirs.user_cache_dir("ifso", appauthor=False))


def file_of(card: Card) -> Path:
    """Return where the file of a dataset lies once it has been fetched."""
    return cache_folder() / "data" / card.file


def is_here(card: Card) -> bool:
    """Tell whether the file of a dataset lies there, whole and with its checksum."""
    try:
        with file_of(card).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == card.sha256
    except OSError:
        return False


def look_for(card: Card) -> Dataset:
    """Return a dataset with whether it lies there."""
    return Dataset(card=card, path=file_of(card), here=is_here(card))


def tables_folder() -> Path:
    """Return the folder of the cleaned tables."""
    return cache_folder() / "tables"


def mirror_folder(mirror: Path | None = None) -> Path | None:
    """Return the mirror folder: the one given, or that of ``IFSO_DATA_MIRROR``, or None for the network."""
    named = os.environ.get("IFSO_DATA_MIRROR")
    return mirror or (Path(named) if named else None)
