"""Names in words: what stands in for a title or a sentence that the author left out.

Owns that one rule.
"""

from __future__ import annotations


def in_words(name: str) -> str:
    """Return a name as words: ``government_falls`` becomes ``Government falls``."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
