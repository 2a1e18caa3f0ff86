"""The tree of a written scenario: mappings, sequences and scalars, each with where it stands.

Owns the shape of the tree. No scalar has a type here: ``NO``, ``3:7`` and ``2026-05-01`` are the text that was written. Leaves building
it to :mod:`ifso.scenario.parsing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way from the root to a node: keys of mappings and positions in sequences, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A piece of text."""

    text: str
    """What it says, quotes and escapes undone and lines folded."""
    start: int
    """Offset in characters of its first character in the whole text, a quotation mark included."""
    end: int
    """Offset behind its last character; for a block of lines, behind its last line break."""
    style: str = ""
    """How it is written: plain (empty), ``'``, ``"``, ``|`` or ``>``."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is written, as after ``invited:``."""
        return self.start == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a mapping with what stands under it."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with values; no key stands twice."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    """Offset behind its last value, or behind its ``}``."""
    flow: bool
    """Whether it is written with braces."""

    def get(self, key: str) -> Entry | None:
        """Return the entry of a key, or None."""
        return next((entry for entry in self.entries if entry.key.text == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int
    flow: bool
    """Whether it is written with brackets."""


Node = Scalar | Mapping | Sequence


def step(node: Node, key: str | int) -> Node:
    """Return what stands under a key or at a position; raises ``KeyError`` where nothing does."""
    if isinstance(node, Mapping) and isinstance(key, str):
        entry = node.get(key)
        if entry is not None:
            return entry.value
    if isinstance(node, Sequence) and isinstance(key, int) and 0 <= key < len(node.items):
        return node.items[key]
    raise KeyError(key)


def leaves(node: Node) -> Iterator[tuple[Path, str]]:
    """Go through every piece of text in a tree with the way to it; an empty mapping or sequence counts as ``{}`` or ``[]``."""
    stack: list[tuple[Path, Node]] = [((), node)]
    while stack:
        path, here = stack.pop()
        if isinstance(here, Scalar):
            yield path, here.text
        elif isinstance(here, Mapping):
            if not here.entries:
                yield path, "{}"
            stack.extend(((*path, entry.key.text), entry.value) for entry in reversed(here.entries))
        else:
            if not here.items:
                yield path, "[]"
            stack.extend(((*path, i), item) for i, item in reversed(list(enumerate(here.items))))
