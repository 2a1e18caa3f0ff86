"""Near misses: which known word a user may have meant.

Owns the comparison of a mistyped word with the words that are known. Leaves to the callers what is done about it; a suggestion is
only ever a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 80
"""Words longer than this are not compared: nobody mistypes them, and comparing is quadratic in their length."""


def _folded(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ").strip()


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.65) -> str | None:
    """Return the known word most like ``word``, or None where nothing is alike enough.

    Case, ``_``, ``-`` and spaces do not count. ``cutoff`` is a similarity between 0 (anything) and 1 (the same).
    """
    if not word or len(word) > LONGEST:
        return None
    by_fold: dict[str, str] = {}
    for candidate in known:
        if len(candidate) <= LONGEST:
            by_fold.setdefault(_folded(candidate), candidate)
    found = get_close_matches(_folded(word), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or an empty text where nothing is alike."""
    found = nearest(word, known)
    return f"Did you mean `{found}`?" if found else ""
