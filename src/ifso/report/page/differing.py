"""Where two texts of one file differ, line by line, for a reader who sees both.

Owns the stretches of lines that are the same or differ. Leaves folding and marking them to the page.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any


def stretches(theirs: str, mine: str) -> list[dict[str, Any]]:
    """Return how two texts follow from one another: stretches of lines, those that are the same and those that differ in turn.

    Each has whether it is the ``same`` in both, and the lines of either text that it holds. How a line ends makes no difference.
    """
    left, right = _lines(theirs), _lines(mine)
    # A file mostly differs in few places: what both begin and end with is set aside, so that time goes into what lies between.
    head = _alike(left, right)
    tail = _alike(left[head:][::-1], right[head:][::-1])
    between = SequenceMatcher(None, left[head : len(left) - tail], right[head : len(right) - tail])
    found: list[dict[str, Any]] = []
    _add(found, left[:head], right[:head], same=True)
    for kind, a, b, c, d in between.get_opcodes():
        _add(found, left[head + a : head + b], right[head + c : head + d], same=kind == "equal")
    _add(found, left[len(left) - tail :], right[len(right) - tail :], same=True)
    return found


def _lines(text: str) -> list[str]:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def _alike(left: list[str], right: list[str]) -> int:
    """Return how many lines two texts have in common from the first on."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _add(found: list[dict[str, Any]], left: list[str], right: list[str], *, same: bool) -> None:
    """Add a stretch, to the one before where that is of its kind."""
    if not left and not right:
        return
    if found and found[-1]["same"] == same:
        found[-1]["theirs"] += left
        found[-1]["mine"] += right
    else:
        found.append({"same": same, "theirs": left, "mine": right})
