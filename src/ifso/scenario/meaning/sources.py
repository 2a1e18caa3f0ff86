"""What the argument rests on: documents and verbatim passages of them.

Owns their form. Leaves whether a passage stands where it should to :mod:`ifso.scenario.reading.sources`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ifso.ground.diagnostics import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that the argument rests on."""

    name: str
    title: str
    file: str = ""
    """Path of the text, relative to the scenario's folder; empty where the document is only cited."""
    author: str = ""
    published: str = ""
    kind: str = ""
    """What sort of document, in the author's word: opinion, report, dataset."""
    link: str = ""
    sha256: str = ""
    """Hash of the file as read; empty without a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A verbatim passage of a source."""

    source: str
    passage: str
    place: Place | None = field(default=None, compare=False)
    start: int = -1
    """Offset in characters of the passage in the source's text, or -1 where there is no text."""
    end: int = -1
