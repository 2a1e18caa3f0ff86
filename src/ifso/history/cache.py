"""Where data lie on this machine.

Owns the folders. ``IFSO_DATA_CACHE`` takes the place of the user's cache folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ifso.history.card import Card


def cache_folder() -> Path:
    """Return the folder in which everything lies that can be fetched or built anew; it need not exist."""
    import platformdirs  # noqa: PLC0415 - needed only with data

    return Path(os.environ.get("IFSO_DATA_CACHE") or platformdirs.user_cache_dir("ifso", appauthor=False))


def file_of(card: Card) -> Path:
    """Return where the file of a dataset lies once it has been fetched."""
    return cache_folder() / "data" / card.file


def tables_folder() -> Path:
    """Return the folder of the cleaned tables."""
    return cache_folder() / "tables"


def mirror_folder(mirror: Path | None = None) -> Path | None:
    """Return the mirror folder: the one given, or that of ``IFSO_DATA_MIRROR``, or None for the network."""
    named = os.environ.get("IFSO_DATA_MIRROR")
    return mirror or (Path(named) if named else None)
