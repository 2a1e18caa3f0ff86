"""Getting datasets' files, whole and with the right checksum, from a mirror folder or the network.

Owns everything that may go wrong on the way. Leaves what is in the files to ``reading``.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.history.card import Card


def fetch(card: Card, *, mirror: Path | None = None) -> Path:
    """Return where the file of a dataset lies, its checksum checked. Raises ``UsageError`` where it cannot be had."""
    folder = mirror or os.environ.get("IFSO_DATA_MIRROR")
    if not folder:
        raise UsageError("There is no mirror folder.", hint="Name one with --mirror FOLDER or in IFSO_DATA_MIRROR.")
    path = Path(folder) / card.file
    if hashlib.sha256(path.read_bytes()).hexdigest() != card.sha256:
        raise UsageError(f"{path} is not the file that the card describes.")
    return path
