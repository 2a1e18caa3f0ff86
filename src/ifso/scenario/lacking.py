"""Text that was to be ``name: value`` and lacks its colon, or the space behind it.

Owns the guess which name was meant, and the words for what is missing. Leaves where such a text stands to those who found it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.shape import SHAPES

KEYS = frozenset(field.key for shape in SHAPES.values() for field in shape.fields)
"""Every key that the format knows anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a text lacks that was to be ``name: value``."""

    name: str
    """The name with which it begins."""
    start: int
    """Offset in the text of the characters that are meant."""
    end: int
    message: str
    hint: str


def without_colon(text: str) -> Lacking | None:
    """Return what a text without ``: `` lacks to be ``name: value``, or None where it does not look like one."""
    for pattern, message in _NEARLY:
        found = pattern.match(text)
        if found:
            return _lacking(found[1], found.span(2), message, found[3])
    name = name_in(text)
    return _lacking(name, (0, len(name)), f"A colon is missing after `{cut(name)}`.", text[len(name) :]) if name else None


_NEARLY = (
    (re.compile(r"([^\s:：﹕︰]+)\s*([：﹕︰])(.*)", re.DOTALL), "This is a colon of another alphabet."),
    (re.compile(r"([^\s:]+)(:)(?! |$|//)(.*)", re.DOTALL), "A space is missing behind this colon."),
    (re.compile(r"([^\W\d_][\w.-]*)\s*([=;,])(.+)", re.DOTALL), "A colon was expected here."),
)


def _lacking(name: str, meant: tuple[int, int], message: str, rest: str) -> Lacking:
    value = cut(rest.strip())
    hint = f"Write `{cut(name)}:{' ' if value else ''}{value}`."
    return Lacking(name=name, start=meant[0], end=meant[1], message=message, hint=hint)


def cut(text: str) -> str:
    """Return a text on one line, cut for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:37] + "…"


def name_in(text: str) -> str:
    """Return the name with which a text that lacks its colon seems to begin, or an empty text.

    A name is a key of the format, ``event.cause``, a word that stands alone, or one that a number or a word of likelihood follows.
    """
    known = max((key for key in KEYS if text == key or text.startswith(f"{key} ")), key=len, default="")
    several = re.match(r"at least [0-9]+ of(?= |$)", text)
    word, _, rest = text.partition(" ")
    if known or several:
        return several[0] if several else known
    if re.fullmatch(r"[^\W\d_][\w-]*(?:\.[\w-]+)?", word) and (not rest or "." in word or _is_value(rest)):
        return word
    return ""


def _is_value(text: str) -> bool:
    stripped = text.strip()
    return (
        bool(re.match(r"[-−]?\.?[0-9]", stripped))
        or stripped == "reasoned"
        or any(stripped == term or stripped.startswith(f"{term} ") for term in BY_NAME)
    )
