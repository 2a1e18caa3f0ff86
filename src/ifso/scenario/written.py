"""A scenario as it is written: the text itself, its tree, and edits that leave the rest of the text alone.

Owns the written form. It round-trips byte for byte, and an edit is a splice of characters, so that comments, order, quotes and line breaks
stay; the edited text is read again to prove that it says what was meant and nothing else has changed. Leaves the meaning to
:mod:`ifso.scenario.reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ifso.ground.diagnostics import Invalid, Place
from ifso.scenario.complaints import Complaints
from ifso.scenario.lines import BOM, Lines, check_characters, check_length, decode
from ifso.scenario.nodes import Mapping, Node, Path, Scalar, leaves, step
from ifso.scenario.parsing import parse
from ifso.scenario.splicing import Splice, adding, blank_end, quoted, replacing

LARGEST = 2_000_000
"""Bytes of a scenario's text."""


@dataclass(frozen=True, kw_only=True)  # no slots: the lines are worked out once, when they are first needed
class Written:
    """A scenario's text and tree."""

    name: str
    """The file as the user named it, or a label."""
    text: str
    """The whole text, a byte order mark included."""
    root: Mapping

    @classmethod
    def read(cls, data: bytes | str, name: str) -> Written:
        """Read the form of a text, not its meaning. Raises ``Invalid`` with everything that is wrong with the form."""
        complaints = Complaints()
        written = read_form(data, name, complaints)
        if written is None or complaints.has_errors:
            raise Invalid(complaints.sorted)
        return written

    @cached_property
    def lines(self) -> Lines:
        """The text with the places of its characters."""
        return Lines(self.text, self.name)

    def to_bytes(self) -> bytes:
        """Return the bytes of the file: exactly those that were read where nothing was changed."""
        return self.text.encode("utf-8")

    def find(self, path: Path) -> Node:
        """Return what stands at a path of keys and positions; raises ``KeyError``."""
        node: Node = self.root
        for key in path:
            node = step(node, key)
        return node

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return self.lines.place(node.start, node.end)

    def place_within(self, node: Scalar, start: int, end: int) -> Place:
        """Return where ``node.text[start:end]`` stands; the whole node where escapes or folded lines hide the exact place."""
        shift = 1 if node.style in ("'", '"') else 0
        if self.text[node.start + shift : node.end - shift] != node.text:
            return self.place(node)
        return self.lines.place(node.start + shift + start, node.start + shift + max(end, start + 1))

    def replace(self, path: Path, text: str) -> Written:
        """Return the scenario with the text at a path replaced.

        Raises ``KeyError`` where nothing stands at the path, and ``ValueError`` where no single text stands there or the new one cannot.
        """
        node = self.find(path)
        if not isinstance(node, Scalar):
            raise ValueError(f"{'.'.join(map(str, path))} is not a single text")  # noqa: TRY004 - the path is at fault, not a type
        in_flow = any(getattr(self.find(path[:depth]), "flow", False) for depth in range(len(path)))
        return self._proved(replacing(self.lines, node, text, in_flow=in_flow), path, text)

    def insert(self, path: Path, key: str, text: str = "") -> Written:
        """Return the scenario with a key added to the end of the mapping at a path; without text the key stands alone.

        Raises ``KeyError`` where nothing stands at the path, and ``ValueError`` where no mapping stands there, the key stands there
        already, or the text cannot be written.
        """
        parent = self.find(path)
        if isinstance(parent, Mapping) and parent.get(key) is not None:
            raise ValueError(f"{key} stands there already")
        if not isinstance(parent, Mapping) and not (isinstance(parent, Scalar) and parent.is_empty):
            raise ValueError(f"{'.'.join(map(str, path))} is not a mapping")
        in_flow = any(getattr(self.find(path[:depth]), "flow", False) for depth in range(len(path)))
        if in_flow and isinstance(parent, Scalar):
            pair = f" {{{quoted(key, in_flow=True)}: {quoted(text, in_flow=True) if text else ''}}}"
            splice = Splice(start=parent.start, end=blank_end(self.lines, parent), text=pair)
        else:
            above = self.find(path[:-1]) if path else None
            first = above.entries[0].key.start if isinstance(above, Mapping) and above.entries else 0
            splice = adding(self.lines, parent, self.lines.column(first) + 2 if path else 0, key, text)
        return self._proved(splice, (*path, key), text)

    def _proved(self, splice: Splice, path: Path, text: str) -> Written:
        """Make a splice and hold the new tree against the old one."""
        try:
            edited = Written.read(splice.apply(self.text), self.name)
        except Invalid as problem:
            raise ValueError(f"the text cannot be written there: {problem.diagnostics[0].message}") from problem
        before, after = dict(leaves(self.root)), dict(leaves(edited.root))
        said = after.pop(path, None)
        before.pop(path, None)
        parent = path[:-1]
        if before.get(parent) in ("", "{}") and parent not in after:
            del before[parent]
        if said != text or _but_last_breaks(before) != _but_last_breaks(after):
            raise ValueError("the text cannot be written there: other parts would read differently")
        return edited


def _but_last_breaks(texts: dict[Path, str]) -> dict[Path, str]:
    """Leave out last line breaks: a block of lines that ended with the file gains one when lines follow it."""
    return {path: text.rstrip("\n") for path, text in texts.items()}


def read_form(data: bytes | str, name: str, complaints: Complaints) -> Written | None:
    """Read the form of a text; return None after complaints that leave nothing to read.

    A form that comes back with complaints of duplicate keys can be read for its meaning, so that those complaints join the others.
    """
    if len(data) > LARGEST:
        complaints.add("too-large", f"{name} is larger than 2 MB.", hint="Split it into several scenarios.")
        return None
    text = data if isinstance(data, str) else decode(data, name, complaints)
    if text is None:
        return None
    written = Written(name=name, text=text, root=Mapping(entries=(), start=0, end=0, flow=False))
    if not check_characters(written.lines, 1 if text.startswith(BOM) else 0, complaints) or not check_length(written.lines, complaints):
        return None
    root = parse(written.lines, complaints)
    return None if root is None else Written(name=name, text=text, root=root)
