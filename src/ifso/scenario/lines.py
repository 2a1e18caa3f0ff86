"""From bytes to text, and from offsets to lines and columns.

Owns decoding (UTF-8 with or without a byte order mark, nothing else), the characters that a text may hold, and the place of an offset.
Leaves the grammar to :mod:`ifso.scenario.parsing`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ifso.ground.diagnostics import Place
from ifso.scenario.complaints import Complaints

BOM = "\ufeff"
_BREAK = re.compile(r"\r\n|\r|\n")
LONGEST_LINE = 20_000
"""Characters in one line; longer ones also cost the parser time that grows with their square."""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Control characters, invisible line breaks, byte order marks inside a text, and halves of characters."""


class Lines:
    """A text with the places of its characters."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._breaks = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
        self._starts = [0, *(end for _, end in self._breaks)]

    def place(self, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]``; one that runs over several lines is cut at the end of its first."""
        row = self.row(start)
        begins, ends = self.span(row)
        length = max(1, min(end, ends) - start)
        return Place(file=self.name, line=row + 1, column=start - begins + 1, length=length, text=self.text[begins:ends])

    def row(self, offset: int) -> int:
        """Return the line of an offset, from 0."""
        return bisect_right(self._starts, offset) - 1

    def span(self, row: int) -> tuple[int, int]:
        """Return the offsets at which a line, from 0, begins and ends, its line break left out."""
        return self._starts[row], self._breaks[row][0] if row < len(self._breaks) else len(self.text)

    def end_of_line(self, offset: int) -> int:
        """Return the offset of the line break, or of the end of the text, that closes the line of an offset."""
        return self.span(self.row(offset))[1]

    def longest_start(self) -> int:
        """Return the offset at which the longest line begins."""
        ends = [start for start, _ in self._breaks]
        return max(zip(self._starts, [*ends, len(self.text)], strict=True), key=lambda span: span[1] - span[0])[0]

    def column(self, offset: int) -> int:
        """Return the column of an offset, from 0."""
        return offset - self._starts[self.row(offset)]

    @property
    def newline(self) -> str:
        """The line break that the text uses: that of its first line."""
        return self.text[slice(*self._breaks[0])] if self._breaks else "\n"


def decode(data: bytes, name: str, complaints: Complaints) -> str | None:
    """Return the text that bytes hold, a byte order mark included, or None after a complaint."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        complaints.add("encoding", f"{name} is written in UTF-16.", hint="Save it as UTF-8.")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        lines = Lines(good + "\ufffd", name)
        byte = f"0x{data[error.start]:02X}"
        complaints.add("encoding", f"The byte {byte} is not UTF-8.", lines.place(len(good), len(good) + 1), hint="Save the file as UTF-8.")
        return None


def check_length(lines: Lines, complaints: Complaints) -> bool:
    """Complain of the longest line where it is too long for anybody to read, and tell whether it is not."""
    start = lines.longest_start()
    if lines.end_of_line(start) - start <= LONGEST_LINE:
        return True
    message = f"This line has more than {LONGEST_LINE:,} characters."
    complaints.add("too-large", message, lines.place(start, start + 1), hint="Break it into several lines.")
    return False


def check_characters(lines: Lines, start: int, complaints: Complaints) -> bool:
    """Complain of the first character from ``start`` on that no text may hold, and tell whether there is none."""
    found = FORBIDDEN.search(lines.text, start)
    if found is None:
        return True
    complaints.add(
        "control-character",
        f"The character U+{ord(found[0]):04X} cannot be part of a scenario.",
        lines.place(found.start(), found.end()),
        hint="Delete it; editors often show it as a box or not at all.",
    )
    return False
