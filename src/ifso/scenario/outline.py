"""A text as a reader sees it: lines with their indentation, and the name and value that each seems to hold.

Owns what can be said of a line without the grammar of YAML, so that something can be said of a text that does not follow it. A guess where
quoted text or blocks run over several lines. Leaves what is made of it to :mod:`ifso.scenario.mishaps`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ifso.scenario.lines import Lines

_NAMED = re.compile(r"""(?P<name>"[^"]*"|'[^']*'|[^\s"'{\[#&*!|>%@`].*?)[ \t]*:(?=[ \t]|$)(?P<rest>.*)""", re.DOTALL)
_REMARK = re.compile(r"(?:^|\s)#.*", re.DOTALL)
_DASHES = re.compile(r"(?:- +)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is neither empty nor a remark."""

    row: int
    """From 0."""
    indent: int
    """Spaces in front of it."""
    at: int
    """Offset of its first character that is no space."""
    text: str
    """What it says, without indentation and remark."""
    dashes: int
    """Characters of the dashes, with their spaces, with which it begins."""
    name: str
    """What stands before the first colon that a space or the end of the line follows; empty where there is none."""
    rest: str
    """What stands behind that colon."""

    @property
    def body(self) -> str:
        """What it says behind its dashes."""
        return self.text[self.dashes :]

    @property
    def number(self) -> int:
        """The number of the line as it is printed, from 1."""
        return self.row + 1


class Outline:
    """The lines of a text."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def at(self, offset: int) -> Line | None:
        """Return the line of an offset, or None where it says nothing."""
        return self.line(self.lines.row(offset))

    def line(self, row: int) -> Line | None:
        """Return a line, or None where it says nothing."""
        start, end = self.lines.span(row)
        written = self.lines.text[start:end]
        text = written.lstrip(" ")
        indent = len(written) - len(text)
        text = _REMARK.sub("", text).rstrip()
        if not text:
            return None
        dashes = len(_DASHES.match(text)[0])  # type: ignore[index] # an empty match is a match
        named = _NAMED.match(text, dashes)
        name, rest = (named["name"], named["rest"].strip()) if named else ("", "")
        return Line(row=row, indent=indent, at=start + indent, text=text, dashes=dashes, name=name, rest=rest)

    def above(self, row: int) -> Iterator[Line]:
        """Go up from a line, without it."""
        for higher in range(row - 1, -1, -1):
            found = self.line(higher)
            if found is not None:
                yield found

    def parents(self, row: int) -> Iterator[Line]:
        """Go up from a line through those that begin further to the left than all that were met before, the first line above included."""
        column = None
        for line in self.above(row):
            if column is None or line.indent < column:
                column = line.indent
                yield line
            if column == 0:
                return
