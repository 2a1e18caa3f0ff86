"""From text to the tree of nodes.

Owns the part of YAML 1.2 that a scenario may use: mappings, lists and text. Reads the parser's events one by one, without recursion and
within limits, so that no file is too deep or too large to be refused politely. Anchors, aliases, tags, merge keys and several documents
are errors: a scenario says each thing once, where it stands. Leaves types and meanings to :mod:`ifso.scenario.reading`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ifso.scenario.complaints import Complaints
from ifso.scenario.lines import FORBIDDEN, Lines
from ifso.scenario.mishaps import Stop, find_mishap
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar, Sequence

DEEPEST = 20
"""Levels of nesting."""
MOST_NODES = 100_000
"""Scalars, lists and mappings in one text; 500 events with 2,000 causes need about 30,000."""
MOST_EXTRAS = 100
"""Complaints of parts of YAML that the format does without; a text with more of them is not a scenario."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read."""

    start: int
    flow: bool
    is_mapping: bool
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    repeated: bool = False

    def close(self, end: int) -> Node:
        if not self.flow:
            last: Node | None = self.entries[-1].value if self.entries else self.items[-1] if self.items else None
            end = last.end if last is not None else self.start
        if self.is_mapping:
            return Mapping(entries=tuple(self.entries), start=self.start, end=end, flow=self.flow)
        return Sequence(items=tuple(self.items), start=self.start, end=end, flow=self.flow)


def parse(lines: Lines, complaints: Complaints) -> Mapping | None:
    """Return the tree of a text, or None after complaints that leave nothing to read.

    Duplicate keys are complained of and left out; what else is read can still be trusted.
    """
    return _Builder(lines, complaints).build()


class _Builder:
    """One reading of one text."""

    def __init__(self, lines: Lines, complaints: Complaints) -> None:
        self.lines = lines
        self.complaints = complaints
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.spoilt = False
        self.nodes = 0
        self.extras = 0

    def build(self) -> Mapping | None:
        for kind, event in _events(self.lines, self.complaints):
            if not self._take(kind, event):
                return None
        if self.spoilt or (self.complaints.has_errors and self.root is None):
            return None
        if isinstance(self.root, Mapping):
            return self.root
        if self.root is None or (isinstance(self.root, Scalar) and not self.root.text):
            self.complaints.add("empty", "The scenario is empty.", self.lines.place(0, 0), hint="`ifso new NAME` writes one to begin with.")
        else:
            place = self.lines.place(self.root.start, self.root.end)
            self.complaints.add("wrong-form", "A scenario consists of `name: value` lines.", place, hint="Begin with `ifso: 1`.")
        return None

    def _take(self, kind: str, event: Any) -> bool:
        """Take in one event; tell whether reading can go on."""
        if kind == "broken":
            return False
        start, end = event.start_mark.index, event.end_mark.index
        if kind == "DocumentStartEvent":
            return self._begin_document(event, start, end)
        if kind == "AliasEvent":
            self._refuse("An alias (`*name`) is not part of the format.", start, end)
            self._add(Scalar(text="", start=start, end=end))
        elif kind in ("MappingStartEvent", "SequenceStartEvent", "ScalarEvent"):
            self.nodes += 1
            if self.nodes > MOST_NODES:
                message = f"The scenario has more than {MOST_NODES:,} entries."
                self.complaints.add("too-large", message, self.lines.place(start, end), hint="Split it into several scenarios.")
                return False
            self._check_extras(event, start, end)
            if self.extras > MOST_EXTRAS:
                return False
            if kind == "ScalarEvent":
                self._add(self._scalar(event, start, end))
            else:
                self.stack.append(_Open(start, bool(event.flow_style), kind == "MappingStartEvent"))
                if len(self.stack) > DEEPEST:
                    message = f"The nesting is deeper than {DEEPEST} levels."
                    self.complaints.add("too-deep", message, self.lines.place(start, end), hint="No part of a scenario needs more than 8.")
                    return False
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._add(self.stack.pop().close(end))
        return True

    def _begin_document(self, event: Any, start: int, end: int) -> bool:
        if event.version is not None or event.tags:
            self.complaints.add(
                "yaml-extra", "Directives (`%YAML`, `%TAG`) are not part of the format.", self.lines.place(0, 0), hint="Delete the line."
            )
            return False
        if self.root is not None:
            place = self.lines.place(start, max(end, start + 1))
            self.complaints.add(
                "several-documents", "A second document begins here.", place, hint="Keep one scenario in one file; delete the `---`."
            )
            return False
        return True

    def _check_extras(self, event: Any, start: int, end: int) -> None:
        if event.anchor is not None:
            self._refuse(f"An anchor (`&{_short(str(event.anchor))}`) is not part of the format.", start, end)
        if getattr(event, "tag", None) is not None:
            written = self.lines.text[start:end].split(maxsplit=1)[0]
            self._refuse(f"A tag (`{_short(written)}`) is not part of the format.", start, start + len(written))

    def _refuse(self, message: str, start: int, end: int) -> None:
        self.spoilt = True
        self.extras += 1
        hint = "Write the value out where it is needed; put text that begins with `&`, `*` or `!` in quotes."
        self.complaints.add("yaml-extra", message, self.lines.place(start, end), hint=hint)

    def _scalar(self, event: Any, start: int, end: int) -> Scalar:
        style = event.style or ""
        if not style and not event.value:  # nothing is written: the parser's mark may lie on a later line
            start = end = self._gap(start)
        elif style in ("|", ">"):
            end = min(end, len(self.lines.text))
        forbidden = FORBIDDEN.search(event.value)
        if forbidden:
            message = f"An escape stands for the character U+{ord(forbidden[0]):04X}, which cannot be part of a scenario."
            self.complaints.add("control-character", message, self.lines.place(start, end), hint="Delete the escape.")
            self.spoilt = True
        return Scalar(text=event.value, start=start, end=end, style=style)

    def _gap(self, mark: int) -> int:
        """Return where a value would stand that was left out: behind its colon or dash."""
        return (
            len(self.lines.text[:mark].rstrip())
            if not self.stack or self.stack[-1].key is None
            else self._behind_colon(self.stack[-1].key.end, mark)
        )

    def _behind_colon(self, start: int, mark: int) -> int:
        colon = self.lines.text.find(":", start, max(mark, start))
        return colon + 1 if colon >= 0 else start

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            self._open_key(top, node)
        else:
            if not top.repeated:
                top.entries.append(Entry(key=top.key, value=node))
            top.key = None

    def _open_key(self, top: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            self.spoilt = True
            place = self.lines.place(node.start, node.end)
            self.complaints.add("syntax", "A name must be a word, not a list or a mapping.", place, hint="Put it in quotes if it is text.")
            top.key, top.repeated = Scalar(text="", start=node.start, end=node.end), True
            return
        if node.text == "<<" and not node.style:
            self._refuse("A merge key (`<<`) is not part of the format.", node.start, node.end)
        top.key, top.repeated = node, node.text in top.keys
        if top.repeated:
            first = self.lines.place(top.keys[node.text].start, top.keys[node.text].end)
            message = f"`{_short(node.text)}` stands here twice; it was first written in line {first.line}."
            self.complaints.add(
                "duplicate-key", message, self.lines.place(node.start, node.end), hint="Keep one of the two, or rename one."
            )
        else:
            top.keys[node.text] = node


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _events(lines: Lines, complaints: Complaints) -> Iterator[tuple[str, Any]]:
    """Go through the parser's events with the names of their classes; a last event ``broken`` follows a complaint of the grammar."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - 40 ms that only a reader of files pays
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - the same

    try:
        for event in YAML(typ="safe", pure=True).parse(lines.text):
            yield type(event).__name__, event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index, len(lines.text)) if mark is not None else 0
        opened = min(error.context_mark.index, len(lines.text)) if error.context_mark is not None else None
        mishap = find_mishap(lines, Stop(problem=str(error.problem or error.context or ""), at=at, opened=opened))
        complaints.add("syntax", mishap.message, lines.place(mishap.start, mishap.end), hint=mishap.hint)
    except (YAMLError, ValueError, OverflowError) as error:  # an escape such as "\UFFFFFFFF" fails outside the grammar
        complaints.add(
            "syntax", f"This is not YAML: {str(error).splitlines()[0] if str(error) else type(error).__name__}.", lines.place(0, 0)
        )
    else:
        return
    yield "broken", None
