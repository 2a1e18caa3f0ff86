"""A view written into a scenario's text, every other character of which stays.

Owns where a view is put and how it is laid out: beside the views that stand there, in their columns, its values as plain words. Leaves the
single edits to :mod:`ifso.scenario.written`, and what a view says to its callers.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import takewhile

from ifso.ground.diagnostics import Invalid
from ifso.scenario.lines import Lines
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar, leaves
from ifso.scenario.splicing import Splice, quoted
from ifso.scenario.written import Written

VIEWS = "views"
WIDTH = 140
"""Columns up to which a sentence runs on one line."""
KEPT = ("because", "quote")
"""What stands beside a number and stays when the number is changed."""

Pairs = Sequence[tuple[str, str]]
"""Keys of a view with their texts, in their order."""


def holds_view(written: Written, name: str) -> bool:
    """Tell whether a text has a view of a name."""
    views = written.root.get(VIEWS)
    return views is not None and isinstance(views.value, Mapping) and views.value.get(name) is not None


def add_view(written: Written, name: str, pairs: Pairs) -> Written:
    """Return the text with a view behind those that stand there. Raises ``ValueError`` where it cannot be written."""
    views = _views(written)
    if holds_view(written, name):
        raise ValueError(f"{name} stands there already")
    last = views.entries[-1]
    lines = written.lines
    if views.flow:
        at = last.value.end
        return _proved(written, Splice(start=at, end=at, text=f", {quoted(name, in_flow=True)}: {_in_flow(pairs)}"), name, pairs)
    column = lines.column(last.key.start)
    inner = _first_column(lines, views) or column + 2
    block = [f"{' ' * column}{quoted(name)}:", *(line for pair in pairs for line in _pair(*pair, inner))]
    if _is_blank(lines, _row_above(lines, last, column)):
        block.insert(0, "")
    at, lacks_break = _end_of_block(lines, last.value, column)
    text = lines.newline.join(block)
    return _proved(
        written, Splice(start=at, end=at, text=f"{lines.newline}{text}" if lacks_break else f"{text}{lines.newline}"), name, pairs
    )


def replace_view(written: Written, name: str, pairs: Pairs) -> Written:
    """Return the text with another content under a view that stands there. Raises ``ValueError`` where it cannot be written."""
    entry = _entry(written, name)
    node, lines = entry.value, written.lines
    if isinstance(node, Mapping) and not node.flow and node.entries:
        first = node.entries[0].key.start
        text = lines.newline.join(line for pair in pairs for line in _pair(*pair, lines.column(first))).lstrip(" ")
        end, lacks_break = _end_of_value(lines, node)
        splice = Splice(start=first, end=end, text=text if lacks_break else f"{text}{lines.newline}")
    elif isinstance(node, Mapping):
        splice = Splice(start=node.start, end=node.end, text=_in_flow(pairs))
    else:
        raise ValueError(f"{name} is no view")
    return _proved(written, splice, name, pairs)


def change_view(written: Written, name: str, pairs: Pairs) -> Written:
    """Return the text with some texts of a view changed or added, and all else of it kept. Raises ``ValueError`` where that cannot be."""
    for key, text in pairs:
        view = _entry(written, name).value
        stands = view.get(key) if isinstance(view, Mapping) else None
        path = (VIEWS, name, key)
        if stands is None:
            written = written.insert((VIEWS, name), key, text)
        elif isinstance(stands.value, Scalar):
            written = written.replace(path, text)
        elif (
            isinstance(stands.value, Mapping)
            and {e.key.text for e in stands.value.entries} <= {"value", *KEPT}
            and stands.value.get("value")
        ):
            written = written.replace((*path, "value"), text)
        else:
            written = _with_text(written, name, stands, text)
    return written


def line_of(written: Written, name: str) -> int:
    """Return the line on which a view begins, from 1. Raises ``ValueError`` where there is none."""
    return written.place(_entry(written, name).key).line


# ---------------------------------------------------------------- where


def _views(written: Written) -> Mapping:
    views = written.root.get(VIEWS)
    if views is None or not isinstance(views.value, Mapping) or not views.value.entries:
        raise ValueError("there are no views to stand beside")
    return views.value


def _entry(written: Written, name: str) -> Entry:
    entry = _views(written).get(name)
    if entry is None:
        raise ValueError(f"there is no view {name}")
    return entry


def _first_column(lines: Lines, views: Mapping) -> int | None:
    """Return the column in which the keys of a view begin, by the last one that is written in lines."""
    for entry in reversed(views.entries):
        if isinstance(entry.value, Mapping) and not entry.value.flow and entry.value.entries:
            return lines.column(entry.value.entries[0].key.start)
    return None


def _row_above(lines: Lines, entry: Entry, column: int) -> int:
    """Return the line above an entry and the remarks that belong to it, from 0."""
    row = lines.row(entry.key.start) - 1
    while row >= 0 and _remark_column(lines, row) == column:
        row -= 1
    return row


def _text_of(lines: Lines, row: int) -> str:
    start, end = lines.span(row)
    return lines.text[start:end]


def _is_blank(lines: Lines, row: int) -> bool:
    return row >= 0 and not _text_of(lines, row).strip()


def _remark_column(lines: Lines, row: int) -> int | None:
    """Return the column in which the remark begins that a line consists of; None for another line."""
    text = _text_of(lines, row)
    return len(text) - len(text.lstrip()) if text.lstrip().startswith("#") else None


def _last(node: Node) -> Node:
    """Return the last piece of text or braces in a node."""
    while not isinstance(node, Scalar) and not node.flow:
        children = [entry.value for entry in node.entries] if isinstance(node, Mapping) else list(node.items)
        if not children:
            break
        node = children[-1]
    return node


def _end_of_value(lines: Lines, node: Node) -> tuple[int, bool]:
    """Return where the last line of a value ends, and whether the line break behind it is still to come."""
    last = _last(node)
    if isinstance(last, Scalar) and last.style in ("|", ">") and lines.text[: last.end].endswith(("\n", "\r")):
        return last.end, False
    return lines.end_of_line(max(last.start, last.end)), True


def _end_of_block(lines: Lines, node: Node, column: int) -> tuple[int, bool]:
    """Return where a view ends, with the remarks below it that stand further in than its name; see :func:`_end_of_value`."""
    at, lacks_break = _end_of_value(lines, node)
    if not lacks_break:
        return at, False
    row = lines.row(at)
    below = range(row + 1, lines.row(len(lines.text)) + 1)
    remarks = list(takewhile(lambda r: (_remark_column(lines, r) or 0) > column, below))
    return (lines.span(remarks[-1])[1] if remarks else at), True


# ---------------------------------------------------------------- how


def _pair(key: str, text: str, column: int) -> list[str]:
    """Return the lines of a key and its text; a long sentence runs over several."""
    head = f"{' ' * column}{quoted(key)}: "
    value = quoted(text)
    if len(head) + len(value) <= WIDTH or " ".join(value.split()) != value:
        return [head + value]
    room = {"initial_indent": head, "subsequent_indent": " " * (column + 2)}
    return textwrap.wrap(value, WIDTH, break_long_words=False, break_on_hyphens=False, **room)  # type: ignore[arg-type]


def _in_flow(pairs: Pairs) -> str:
    return "{" + ", ".join(f"{quoted(key, in_flow=True)}: {quoted(text, in_flow=True)}" for key, text in pairs) + "}"


def _with_text(written: Written, name: str, entry: Entry, text: str) -> Written:
    """Return the text with a value of several parts replaced by a single text."""
    node, lines = entry.value, written.lines
    if isinstance(node, Scalar) or node.flow:
        in_flow = any(getattr(written.find((VIEWS, name)[:depth]), "flow", False) for depth in range(3))
        splice = Splice(start=node.start, end=node.end, text=quoted(text, in_flow=in_flow))
    else:
        end, lacks_break = _end_of_value(lines, node)
        new = f"{lines.text[entry.key.start : entry.key.end]}: {quoted(text)}"
        splice = Splice(start=entry.key.start, end=end, text=new if lacks_break else f"{new}{lines.newline}")
    return _proved(written, splice, name, ((entry.key.text, text),), whole=False)


def _proved(written: Written, splice: Splice, name: str, pairs: Pairs, *, whole: bool = True) -> Written:
    """Make a splice and hold the new tree against the old one: the view says what it is to say, and all else says what it said."""
    try:
        edited = Written.read(splice.apply(written.text), written.name)
    except Invalid as problem:
        raise ValueError(f"the view cannot be written there: {problem.diagnostics[0].message}") from problem
    ours = tuple((VIEWS, name, key) for key, _ in pairs)

    def others(of: Written) -> dict[tuple[str | int, ...], str]:
        found = {path: text.rstrip("\n") for path, text in leaves(of.root)}
        return {
            path: text for path, text in found.items() if path[:3] not in ours and not (whole and path[:2] == (VIEWS, name))
        }  # fmt: skip

    said = {path: text for path, text in leaves(edited.root) if path[:3] in ours or (whole and path[:2] == (VIEWS, name))}
    if said != dict(zip(ours, (text for _, text in pairs), strict=True)) or others(edited) != others(written):
        raise ValueError("the view cannot be written there: other parts would read differently")
    return edited
