"""What is really wrong where the grammar of YAML cannot go on.

Owns the words for it. A parser notices a mistake where it can no longer be right, often a line below; this module looks at the lines around
that place for what people do by accident: a colon, a space or a comma left out, a line that begins in the wrong column, a quotation mark or
bracket that nobody closed. Leaves noticing to :mod:`ifso.scenario.parsing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from ifso.scenario.lacking import KEYS, cut, name_in, without_colon
from ifso.scenario.lines import Lines
from ifso.scenario.outline import Line, Outline
from ifso.scenario.shape import SHAPES

HIGHEST = 200
"""Lines above a place that are looked at for a quotation mark that was left open."""
_QUOTES = "\"'"
_ENDS = {"{": "}", "[": "]"}
_HASH_WITHIN = re.compile(r"[ \t](#\S.*)")
"""A ``#`` that looks like a part of the text before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """One mistake of form: where it is, what it is, what to do."""

    start: int
    """Offset in the text."""
    end: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where and why a parser could not go on."""

    problem: str
    """In the parser's words."""
    at: int
    """Offset of what it did not expect."""
    opened: int | None
    """Offset at which what it was reading began, or None where it does not say."""


def find_mishap(lines: Lines, stop: Stop) -> Mishap:
    """Return the mistake behind a stop."""
    outline = Outline(lines)
    found = _found(outline, stop)
    return replace(found, end=min(found.end, len(lines.text)))


def _found(outline: Outline, stop: Stop) -> Mishap:
    for find in (_odd_space, _open_quote):
        found = find(outline, stop)
        if found is not None:
            return found
    for words, kind in _KINDS:
        if words in stop.problem:
            found = kind(outline, stop)
            if found is not None:
                return found
    end = stop.at + 1
    for words, message, hint in _PLAINLY:
        if words in stop.problem:
            return Mishap(start=stop.at, end=end, message=message, hint=hint)
    return Mishap(start=stop.at, end=end, message=f"This is not YAML: {stop.problem}.")


_PLAINLY = (
    ("mapping values are not allowed", "A second `: ` stands on this line.", "Put text that contains `: ` in quotation marks."),
    ("could not find expected ':'", "This line has no `: ` after its name.", "Write `name: value`, and indent text that goes on by more."),
    (
        "expected <block end>",
        "The indentation of this line fits nothing above it.",
        "Let entries of the same kind begin in the same column.",
    ),
    ("expected ',' or '}'", "A brace `{` is not closed, or a comma is missing.", "Write `{name: value, name: value}`."),
    ("expected ',' or ']'", "A bracket `[` is not closed, or a comma is missing.", "Write `[name, name]`."),
    (
        "unknown escape character",
        "A backslash in double quotes begins an escape that does not exist.",
        "Use single quotes, or double the backslash.",
    ),
    ("<document start>", "This text belongs to nothing above it.", "Write `name: value` on each line, and indent text that goes on."),
    ("sequence entries are not allowed", "A list cannot begin here.", "Begin each `- item` on a line of its own."),
    ("chomping", "Behind `|` or `>` nothing may follow on the line.", "Put text that begins with `|` or `>` in quotation marks."),
    (
        "a comment or a line break",
        "Behind `|` or `>` nothing may follow on the line.",
        "Put text that begins with `|` or `>` in quotation marks.",
    ),
)
"""What is said where nothing more precise was found, by words of the parser's problem."""


def _in_quotes(text: str) -> str:
    """Return a text in the quotation marks that it does not hold, or an empty text where it is too long to print or holds both."""
    mark = next((mark for mark in _QUOTES if mark not in text), "")
    return f"{mark}{text}{mark}" if mark and len(text) <= 60 and "\\" not in text else ""


# ---------------------------------------------------------------- spaces and quotation marks


def _odd_space(outline: Outline, stop: Stop) -> Mishap | None:
    """Find a tab, or a space that is none of the keyboard's, in front of the line of the stop or of one that led to it."""
    lines = outline.lines
    row = lines.row(stop.at)
    rows = [row, *([lines.row(stop.opened)] if stop.opened is not None else []), *(line.row for line in islice(outline.above(row), 1))]
    for candidate in dict.fromkeys(rows):
        start, end = lines.span(candidate)
        written = lines.text[start:end]
        front = written[: len(written) - len(written.lstrip())]
        odd = front.lstrip(" ")[:1]
        if odd and (candidate != row or start + front.index(odd) <= stop.at):
            at = start + front.index(odd)
            what = "A tab" if odd == "\t" else f"A space of another kind (U+{ord(odd):04X})"
            return Mishap(start=at, end=at + 1, message=f"{what} stands in front of this line.", hint="Indent with the space bar alone.")
    return None


def _open_quote(outline: Outline, stop: Stop) -> Mishap | None:
    """Find a quotation mark that is opened in a value and closed lines later, behind names that it swallowed."""
    lines = outline.lines
    if "unexpected end of stream" in stop.problem or "unexpected document separator" in stop.problem:
        at = stop.at if stop.opened is None else stop.opened
        mark = lines.text[at : at + 1]
        hint = f"Close it with another {mark}; text that holds one goes into marks of the other kind."
        return Mishap(start=at, end=at + 1, message="A quotation mark is opened here and never closed.", hint=hint)
    row = lines.row(stop.at)
    before = lines.text[lines.span(row)[0] : stop.at]
    swallowed = None
    for count, line in enumerate(outline.above(row)):
        if count > HIGHEST:
            return None
        lowest = line if swallowed is None else swallowed
        opened = line.rest[:1]
        if opened in _QUOTES and opened and opened in before and not _closes(line.rest):
            names = [outline.line(r) for r in range(line.row + 1, row + 1)]
            if any(inner is not None and inner.name and inner.indent <= line.indent for inner in names):
                at = line.at + line.text.rindex(line.rest)
                message = f"This quotation mark is not closed before line {lowest.number if lowest is not line else row + 1}."
                return Mishap(start=at, end=at + 1, message=message, hint=f"Close it with another {opened} at the end of the text.")
        swallowed = line
    return None


def _closes(rest: str) -> bool:
    """Tell whether a text that begins with a quotation mark is closed on its line."""
    inside = rest[1:].replace("''", "") if rest[0] == "'" else re.sub(r"\\.", "", rest[1:])
    return rest[0] in inside


# ---------------------------------------------------------------- colons


def _no_colon(line: Line) -> Mishap:
    found = without_colon(line.body)
    at = line.at + line.dashes
    if re.match(r"-[^\s-]", line.body):
        return Mishap(start=at, end=at + 1, message="A space is missing behind this dash.", hint=f"Write `- {cut(line.body[1:])}`.")
    if found is None:
        message = "This line is no `name: value`, and it does not go on with the text above it."
        hint = "Write `name: value`, or indent it more than the line that it goes on with."
        return Mishap(start=at, end=line.at + len(line.text), message=message, hint=hint)
    return Mishap(start=at + found.start, end=at + found.end, message=found.message, hint=found.hint)


def _expected_colon(outline: Outline, stop: Stop) -> Mishap | None:
    line = outline.at(stop.at if stop.opened is None else stop.opened)
    if line is None or line.name or stop.opened != line.at + line.dashes:
        return None
    return _remark_within(outline, line) or _no_colon(line)


def _remark_within(outline: Outline, line: Line) -> Mishap | None:
    """Find a ``#`` that ended the text of the line above, where that text goes on in a line that is indented more."""
    above = next(outline.above(line.row), None)
    if above is None or not above.rest or above.rest[0] in "\"'|>{[" or line.indent <= above.indent:
        return None
    _, end = outline.lines.span(above.row)
    hash_at = outline.lines.text.find("#", above.at + len(above.text), end)
    if hash_at < 0:
        return None
    message = f"The text of `{cut(above.name)}` ends before this `#`, which begins a remark, and goes on in the next line."
    return Mishap(
        start=hash_at, end=end, message=message, hint="Put the whole text in quotation marks, or the remark on a line of its own."
    )


def _unexpected_colon(outline: Outline, stop: Stop) -> Mishap | None:
    line = outline.at(stop.at)
    if line is None or not line.name:
        return None
    colon = line.at + line.text.index(":", line.dashes + len(line.name))
    if colon < stop.at:
        return _second_colon(line, stop.at)
    between: list[Line] = []
    for above in outline.above(line.row):
        if above.name:
            goes_on = above.rest and all(part.indent > above.indent for part in between)
            return _no_colon(between[-1]) if between and not goes_on else _too_deep(outline, above, line)
        between.append(above)
    return _no_colon(between[-1]) if between else None


def _second_colon(line: Line, at: int) -> Mishap:
    inner = line.text[: at - line.at].rpartition(": ")[2].strip()
    if inner in KEYS and line.rest.startswith(f"{inner}:"):
        message = f"`{inner}: ` follows `{cut(line.name)}: ` on the same line."
        hint = f"Write it in braces, `{cut(line.name)}: {{{cut(line.rest)}}}`, or on a line of its own, indented."
        return Mishap(start=at - len(inner), end=at + 1, message=message, hint=hint)
    if line.rest.startswith("("):
        hint = "Entries on one line stand in braces: `{name: value, name: value}`."
        return Mishap(start=line.at + line.text.index("("), end=at, message="A round bracket stands where a brace is needed.", hint=hint)
    whole = _in_quotes(line.rest)
    hint = f"Put the text in quotation marks: `{cut(line.name)}: {whole}`." if whole else "Put text that contains `: ` in quotation marks."
    return Mishap(start=at, end=at + 1, message="A second `: ` stands on this line.", hint=hint)


# ---------------------------------------------------------------- columns


def _too_deep(outline: Outline, head: Line, line: Line) -> Mishap | None:
    """Say which of two lines begins in the wrong column: one with a value, or the one below that begins further to the right."""
    if line.indent <= head.indent or not head.rest:
        return None
    for above in outline.above(head.row):
        if above.indent == line.indent and above.name:
            message = f"This line begins further to the left than `{cut(above.name)}`, and the next one does not."
            return Mishap(start=head.at, end=head.at + len(head.name), message=message, hint=_column(above))
        if above.indent <= head.indent:
            break
    if " " in line.name and line.name not in KEYS and not name_in(line.name):
        hint = "Put the whole text in quotation marks, since it contains `: `."
        message = f"The text of `{cut(head.name)}` goes on here, with a `: ` in it."
        return Mishap(start=line.at, end=line.at + len(line.name) + 1, message=message, hint=hint)
    message = f"This line begins further to the right than `{cut(head.name)}` above it, which has a value of its own."
    return Mishap(start=line.at, end=line.at + len(line.name), message=message, hint=_column(head))


def _column(line: Line) -> str:
    return f"Begin it in column {line.indent + 1}, like `{cut(line.name or line.text)}` in line {line.number}."


def _unexpected_block(outline: Outline, stop: Stop) -> Mishap | None:
    line = outline.at(stop.at)
    text = outline.lines.text
    if line is None:
        return None
    before = text[line.at : stop.at].rstrip()
    if text[stop.at] in "}]":
        hint = "Delete it, or put text that contains it in quotation marks."
        return Mishap(start=stop.at, end=stop.at + 1, message=f"This `{text[stop.at]}` closes nothing.", hint=hint)
    if before[-1:] and before[-1] in "\"'}]":
        return _goes_on(line, stop.at, before[-1])
    cut_short = _remark_within(outline, line) if not line.name else None
    if cut_short is not None:
        return cut_short
    opened = outline.at(stop.opened) if stop.opened is not None else None
    for dashed in (line, opened):
        if dashed is not None and dashed.dashes and dashed.indent == line.indent:
            message = "This dash begins a list, and the lines around it are no items of one."
            return Mishap(start=dashed.at, end=dashed.at + 1, message=message, hint="Delete the dash, or give every item one.")
    return _odd_column(outline, line)


def _goes_on(line: Line, at: int, mark: str) -> Mishap:
    end = max(at + 1, line.at + len(line.text))
    if mark == "'" and line.rest.startswith("'") and '"' not in line.rest:
        whole = _in_quotes(line.rest[1:].removesuffix("'"))
        message = "An apostrophe closes text in single quotation marks."
        hint = f"Write `{cut(line.name)}: {whole}`." if whole else "Put the text in double quotation marks."
        return Mishap(start=at - 1, end=end, message=message, hint=hint)
    whole = _in_quotes(line.rest)
    what = "the quotation mark that closes it" if mark in _QUOTES else f"a closing `{mark}`"
    hint = f"Put all of it in quotation marks: `{cut(line.name)}: {whole}`." if whole and line.name else "Put all of it in quotation marks."
    return Mishap(start=at, end=end, message=f"The text goes on behind {what}.", hint=hint)


def _odd_column(outline: Outline, line: Line) -> Mishap | None:
    """Say of a line that begins in no column of the lines above it in which it seems to belong."""
    parents = [parent for parent in outline.parents(line.row) if parent.name]
    left = next((parent for parent in parents if parent.indent < line.indent), None)
    sections = {field.key for field in SHAPES["scenario"].fields}
    if left is not None and left.indent == 0 and left.name not in sections and line.indent:
        like = next((above for above in outline.above(left.row) if above.indent == line.indent and above.name), None)
        message = f"`{cut(left.name)}` begins at the left edge, where only the parts of a scenario stand."
        return Mishap(start=left.at, end=left.at + len(left.name), message=message, hint=_column(like) if like else "Indent it.")
    if not parents:
        return None
    kin = [parent for parent in parents if (parent.name in KEYS) == (line.name in KEYS)] or parents
    near = min(kin, key=lambda parent: abs(parent.indent - line.indent))
    if near.indent == line.indent:
        return None
    message = "This line begins in a column that fits nothing above it."
    return Mishap(start=line.at, end=line.at + len(line.name or line.text), message=message, hint=_column(near))


# ---------------------------------------------------------------- braces and first characters


def _open_bracket(outline: Outline, stop: Stop) -> Mishap | None:
    lines, opened = outline.lines, stop.opened
    if opened is None or lines.text[opened : opened + 1] not in _ENDS:
        return None
    bracket = lines.text[opened]
    end = _ENDS[bracket]
    line, first = outline.at(stop.at) if stop.at < len(lines.text) else None, outline.at(opened)
    if line is None or first is None or (line.row > first.row and line.indent <= first.indent):
        return Mishap(start=opened, end=opened + 1, message=f"This `{bracket}` is never closed.", hint=f"Close it with `{end}`.")
    found = lines.text[stop.at]
    if found in "}]":
        message = f"This `{bracket}` is not closed before the `{found}` that follows."
        return Mishap(start=opened, end=opened + 1, message=message, hint=f"Close it with `{end}`.")
    if found == ":":
        word = re.search(r"(?:at least [0-9]+ of|known by|not by|[\w.-]+)$", lines.text[opened : stop.at])
        at = stop.at - len(word[0]) if word else stop.at
        if word and (word[0] in KEYS or (name_in(word[0]) and "." in word[0])):
            return Mishap(
                start=at, end=stop.at, message=f"A comma is missing before `{word[0]}`.", hint="Write `{name: value, name: value}`."
            )
        hint = "Put text that contains `: ` in quotation marks, and a comma between entries."
        return Mishap(start=stop.at, end=stop.at + 1, message="A second `: ` stands in this entry.", hint=hint)
    return None


def _hidden_end(outline: Outline, stop: Stop) -> Mishap | None:
    """Find a ``#`` that seems to be part of a text and makes a remark of what closes a bracket."""
    lines, opened = outline.lines, stop.opened
    if opened is None or lines.text[opened : opened + 1] not in _ENDS:
        return None
    bracket, end = lines.text[opened], _ENDS[lines.text[opened]]
    for row in range(lines.row(opened), lines.row(min(stop.at, len(lines.text))) + 1):
        line = outline.line(row)
        if line is None:
            continue
        found = _HASH_WITHIN.match(lines.text, max(line.at + len(line.text), opened), lines.span(row)[1])
        if found is not None and end in found[1]:
            message = f"This `#` begins a remark, and the `{end}` that closes the `{bracket}` is part of it."
            return Mishap(
                start=found.start(1), end=found.end(1), message=message, hint=f"Put the text before the `{end}` in quotation marks."
            )
    return None


def _first_character(outline: Outline, stop: Stop) -> Mishap | None:
    at = stop.at if stop.opened is None or "cannot start" in stop.problem else stop.opened
    character = outline.lines.text[at : at + 1]
    if character == "\t":
        return Mishap(start=at, end=at + 1, message="A tab stands here.", hint="Write a space instead.")
    line = outline.at(at)
    if not character or line is None:
        return None
    whole = _in_quotes(outline.lines.text[at : line.at + len(line.text)])
    hint = (
        f"Put it in quotation marks: `{whole}`."
        if whole and at > line.at
        else "Delete it, or put text that begins with it in quotation marks."
    )
    return Mishap(start=at, end=at + 1, message=f"Nothing can begin with `{character}` here.", hint=hint)


_KINDS: tuple[tuple[str, Callable[[Outline, Stop], Mishap | None]], ...] = (
    ("could not find expected ':'", _expected_colon),
    ("mapping values are not allowed", _unexpected_colon),
    ("expected <block end>", _unexpected_block),
    ("expected ',' or '", _hidden_end),
    ("expected ',' or '", _open_bracket),
    ("cannot start any token", _first_character),
    ("expected alphabetic or numeric character", _first_character),
)
