"""Where the characters of a text stand in the file.

Owns the way back from a scalar whose quotes are undone and whose lines are folded to the lines on which it is written. Where escapes hide
the way, a text is taken to stand where it begins. Leaves what the texts mean to history.
"""

from __future__ import annotations

from ifso.ground.reference import Stretch, Text
from ifso.scenario.nodes import Scalar
from ifso.scenario.written import Written

_WHITE = " \t\r\n"


def placed(written: Written, node: Scalar) -> Text:
    """Return a scalar as words of which each can be found again; white space at both ends is left out."""
    words = node.text.strip()
    skipped = len(node.text) - len(node.text.lstrip())
    spots = _spots(written.text, node)
    place = written.place(node)
    if spots is None:
        return Text(words=words, place=place, stretches=())
    spots = spots[skipped : skipped + len(words)]
    stretches: list[Stretch] = []
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or spots[i] != spots[i - 1] + 1 or written.text[spots[i - 1]] in "\r\n":
            if written.text[spots[begin]] not in "\r\n":
                stretches.append(Stretch(start=begin, end=i, place=written.lines.place(spots[begin], spots[i - 1] + 1)))
            begin = i
    return Text(words=words, place=place, stretches=tuple(stretches))


def _spots(source: str, node: Scalar) -> list[int] | None:
    """Return the offset in the source of each character of a scalar, or None where the two cannot be told to belong together.

    Characters that are not white space must follow each other in the source as in the text; a run of white space stands for a run.
    """
    text, at, end = node.text, node.start, node.end
    if node.style in ("'", '"'):
        at, end = at + 1, end - 1
    elif node.style in ("|", ">"):
        at = source.find("\n", at) + 1 or end
    spots: list[int] = []
    i = 0
    while i < len(text):
        if text[i] in _WHITE:
            begin = at
            while at < end and source[at] in _WHITE:
                at += 1
            if at == begin:
                return None
            run = len(text[i:]) - len(text[i:].lstrip(_WHITE))
            spots += [min(begin + k, at - 1) for k in range(run)]
            i += run
            continue
        while at < end and source[at] in _WHITE and (not spots or text[i - 1] in _WHITE):
            at += 1
        escaped = (node.style == "'" and source[at : at + 2] == "''") or (node.style == '"' and source[at : at + 2] in ('\\"', "\\\\"))
        at += escaped
        if at >= end or source[at] != text[i]:
            return None
        spots.append(at)
        at += 1
        i += 1
    return spots
