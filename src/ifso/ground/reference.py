"""A reference class as it is written: the words under each key, and where they stand.

Owns the shape that the scenario's reading hands to history, and the way from an offset within a text to the line and column of a file, so
that a word can be complained of where it stands. Leaves reading files to the scenario, and the grammar of the words, with all checking of
them, to :mod:`ifso.history.classes`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from ifso.ground.diagnostics import Place

KEYS = ("asks", "when", "where", "then", "each", "years", "distinct", "compare", "matched on", "apart", "by", "as of", "because", "limits")
"""Everything that a reference class may say. ``matched on`` and ``apart`` stand under ``compare``."""
FOR_READERS = ("asks", "because", "limits")
"""The keys that change no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of characters of a text that stands on one line of a file just as it reads."""

    start: int
    """Offset in the text of its first character."""
    end: int
    """Offset in the text behind its last character."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words, and where they stand."""

    words: str
    """What is said, quotes and escapes undone and lines folded."""
    place: Place
    """Where the words begin, and how much of that line they take."""
    stretches: tuple[Stretch, ...] | None = None
    """Where the characters stand, in the order of the words; None: side by side from ``place`` on; empty: hidden by escapes."""

    def at(self, start: int, end: int) -> Place:
        """Return the place of ``words[start:end]``, at least one character, cut at the end of its line.

        An offset behind the last character is the place behind it; the break between two lines is the first character after it. What
        escapes hide stands where the words begin.
        """
        if self.stretches is None:
            return replace(self.place, column=self.place.column + start, length=max(1, end - start))
        if not self.stretches:
            return self.place
        number = max(bisect_right(self.stretches, start, key=lambda stretch: stretch.start) - 1, 0)
        if start >= self.stretches[number].end and number + 1 < len(self.stretches):
            number += 1
        run = self.stretches[number]
        first = min(max(start, run.start), run.end)
        length = max(min(end, run.end) - first, 1)
        return replace(run.place, column=run.place.column + first - run.start, length=length)

    @property
    def flat(self) -> str:
        """The words with every run of white space as one space."""
        return " ".join(self.words.split())

    @classmethod
    def of(cls, words: str, *, file: str = "<text>") -> Text:
        """Return words that stand in no file: their places are those of a file that holds nothing else."""
        stretches = []
        start = 0
        for row, line in enumerate(words.split("\n"), start=1):
            place = Place(file=file, line=row, column=1, length=max(len(line), 1), text=line)
            stretches.append(Stretch(start=start, end=start + len(line), place=place))
            start += len(line) + 1
        return cls(words=words, place=stretches[0].place, stretches=tuple(stretches))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A reference class as it is written."""

    name: str
    place: Place | None
    """Where the name stands."""
    texts: Mapping[str, tuple[Text, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By key of :data:`KEYS`: one text, or several where a list is written (``by``, ``matched on``, ``limits``)."""

    @property
    def said(self) -> Mapping[str, str]:
        """Each key with its words, in the order of :data:`KEYS`: single spaces, lists joined by ``, ``."""
        return MappingProxyType({key: ", ".join(text.flat for text in self.texts[key]) for key in KEYS if key in self.texts})

    @property
    def query(self) -> Mapping[str, str]:
        """What decides the numbers: the same query has the same base rate in the same panel."""
        return MappingProxyType({key: words for key, words in self.said.items() if key not in FOR_READERS})

    @classmethod
    def of(cls, name: str, said: Mapping[str, Any], *, file: str = "<text>") -> Written:
        """Return a reference class from plain values, as they would stand under its name in a file.

        Texts may be numbers; a list makes several. Raises ``ValueError`` for a key that is not known or a value of another form.
        """
        flat = dict(said)
        if isinstance(flat.get("compare"), Mapping):
            flat |= {key: value for key, value in flat.pop("compare").items() if key != "compare"}
        unknown = sorted(set(flat) - set(KEYS))
        if unknown:
            raise ValueError(f"`{unknown[0]}` is not part of a reference class")
        texts = {key: _texts(key, value, file) for key, value in flat.items()}
        place = Place(file=file, line=1, column=1, length=max(len(name), 1), text=name)
        return cls(name=name, place=place, texts=MappingProxyType(texts))


def _texts(key: str, value: object, file: str) -> tuple[Text, ...]:
    values = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    if not values or not all(isinstance(v, str | int | float) and not isinstance(v, bool) and str(v).strip() for v in values):
        raise ValueError(f"`{key}` is a text")
    return tuple(Text.of(str(v), file=file) for v in values)
