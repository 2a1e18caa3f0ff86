"""A reference class as it is written: the words under each key, and where they stand.

Owns the shape that the scenario's reading hands to history. Leaves the grammar of the words, and all checking of them, to
:mod:`ifso.history.classes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ifso.ground.diagnostics import Place

KEYS = ("asks", "when", "where", "then", "each", "years", "distinct", "compare", "matched on", "apart", "by", "as of", "because", "limits")
"""Everything that a reference class may say. ``matched on`` and ``apart`` stand under ``compare``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words, and where they stand."""

    words: str
    """What is said, quotes and escapes undone and lines folded."""
    place: Place
    """Where the words begin."""

    def at(self, start: int, end: int) -> Place:
        """Return the place of ``words[start:end]``."""
        return replace(self.place, column=self.place.column + start, length=max(1, end - start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A reference class as it is written."""

    name: str
    place: Place | None
    """Where the name stands."""
    texts: Mapping[str, tuple[Text, ...]]
    """By key of :data:`KEYS`: one text, or several where a list is written (``by``, ``matched on``, ``limits``)."""
