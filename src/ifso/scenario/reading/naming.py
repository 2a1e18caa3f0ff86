"""Names in words: what stands in for a title or a sentence that the author left out.

Owns that one rule.
"""

from __future__ import annotations


def in_words(name: str) -> str:
    """Return a name as words: ``government_falls`` becomes ``Government falls``."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def as_title(name: str) -> str:
    """Return the name of an actor as words: ``central_asia`` becomes ``Central Asia``."""
    return " ".join(word[:1].upper() + word[1:] for word in name.replace("_", " ").replace("-", " ").split())
