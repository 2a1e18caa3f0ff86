"""How text is written into a scenario.

Owns the choice between plain text and quotes, and the splices by which a value is replaced or a key is added while every other character
stays. Leaves the proof that the result still reads to :mod:`ifso.scenario.written`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ifso.scenario.lines import Lines
from ifso.scenario.nodes import Mapping, Node, Scalar

_PLAIN = re.compile(r"(?:-(?=[0-9]))?[^\W_](?:[^\n\r\t:#,\[\]{}&*!|>'\"%@`]|:(?=[^\s,\[\]{}])|(?<=\S)%|(?<=[^\s]),(?=\s)|(?<=\S)['\"])*")
"""Text that reads the same without quotes wherever it stands outside of braces and brackets."""
_PLAIN_IN_FLOW = re.compile(r"(?:-(?=[0-9]))?[^\W_](?:[^\n\r\t:#,\[\]{}&*!|>'\"%@`?]|:(?=[^\s,\[\]{}])|(?<=\S)%)*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """Characters that take the place of others."""

    start: int
    end: int
    text: str

    def apply(self, text: str) -> str:
        """Return a text with the splice made."""
        return text[: self.start] + self.text + text[self.end :]


def quoted(text: str, *, in_flow: bool = False, style: str = "") -> str:
    """Return text as it is written in a scenario: plain where that reads the same, else in quotation marks.

    ``style`` is the quotation mark that stood there before and is kept where it can be.
    """
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN
    if not style and plain.fullmatch(text) and text == text.strip() and not text.endswith(":"):
        return text
    if style == "'" and not re.search(r"[\n\r\t]", text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def replacing(lines: Lines, node: Scalar, text: str, *, in_flow: bool) -> Splice:
    """Return the splice that puts text in the place of a scalar; the comment behind the ``|`` of a block is kept."""
    style = node.style if node.style in ("'", '"') else ""
    new = quoted(text, in_flow=in_flow, style=style)
    if node.is_empty:
        return Splice(start=node.start, end=blank_end(lines, node), text=f" {new}")
    end, written = node.end, lines.text[node.start : node.end]
    if node.style in ("|", ">"):
        end = node.start + len(written.rstrip("\r\n"))
        comment = re.search(r"[ \t]#[^\r\n]*", written.splitlines()[0])
        new += comment[0] if comment else ""
    return Splice(start=node.start, end=end, text=new)


def blank_end(lines: Lines, node: Scalar) -> int:
    """Return the end of a value that was left out, with the space that stands there."""
    return node.end + (lines.text[node.end : node.end + 1] == " ")


def adding(lines: Lines, parent: Node, indent: int, key: str, text: str) -> Splice:
    """Return the splice that adds a key to the end of a mapping, or under a key that has nothing yet.

    ``indent`` is the column in which the keys of a mapping that is still empty begin.
    """
    if isinstance(parent, Mapping) and parent.flow:
        pair = f"{quoted(key, in_flow=True)}: {quoted(text, in_flow=True) if text else ''}"
        if not parent.entries:
            return Splice(start=parent.start + 1, end=parent.end - 1, text=pair)
        at = parent.entries[-1].value.end
        return Splice(start=at, end=at, text=f", {pair}")
    pair = f"{quoted(key)}: {quoted(text) if text else ''}".rstrip()
    last = parent
    while isinstance(last, Mapping) and last.entries and not last.flow:
        indent = lines.column(last.entries[0].key.start) if last is parent else indent
        last = last.entries[-1].value
    if isinstance(last, Scalar) and last.style in ("|", ">"):
        broken = lines.text[: last.end].endswith(("\n", "\r"))
        line = f"{' ' * indent}{pair}{lines.newline}"
        return Splice(start=last.end, end=last.end, text=line if broken else f"{lines.newline}{line}")
    at = lines.end_of_line(max(last.start, last.end))
    return Splice(start=at, end=at, text=f"{lines.newline}{' ' * indent}{pair}")
