"""What every reader of a part has at hand: the text, the complaints, and the names that the whole file declares.

Owns the reading of forms that occur everywhere: records, lists, texts, names, dates. Each function returns None, or leaves something
out, after a complaint, so that reading goes on and everything wrong is found at once. Leaves meanings to the other modules.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from ifso.ground.calendar import years_between
from ifso.ground.diagnostics import Place
from ifso.scenario.complaints import Complaints
from ifso.scenario.forms import Shape
from ifso.scenario.lacking import without_colon
from ifso.scenario.locked import Lock
from ifso.scenario.nodes import Entry, Mapping, Node, Scalar, Sequence
from ifso.scenario.numbers import Misread, parse_date, parse_date_or_duration
from ifso.scenario.shape import NAME, RESERVED, SHAPES
from ifso.scenario.written import Written

_NAME = re.compile(NAME)
_NAMED_ONES = ("source", "actor", "event", "cause", "choice", "option", "view", "question")
"""Shapes that stand under a name of the author's choice."""
PROSE = ("title", "about", "says", "resolves", "because", "note", "counted", "name")
"""Keys behind which a sentence stands, or a name that is one."""
_CUT = re.compile(r"[ \t]+(?:#(?=[^\s#])|(?<=[^.!?…)\]\"'”’ \t][ \t])#)")
"""What looks more like a part of a text than like a remark behind it: `#` with a character right behind it, or with a single space before
it in the middle of a sentence."""
_HASH_FIRST = re.compile(r"[ \t]+(#[^\s#].*)")
"""What looks like a text that begins with a ``#``."""
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Desk:
    """One reading of one scenario."""

    written: Written
    complaints: Complaints
    start: date | None = None
    sources: tuple[str, ...] = ()
    """Names declared under ``sources``, whether or not what stands under them can be read; the same for the others."""
    actors: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    base_rates: tuple[str, ...] = ()
    choices: Map[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The names of the options declared under each of the ``choices``."""
    lock: Lock | None = None
    """What history answered, where that can be used."""
    lock_is_broken: bool = False
    """Whether there is a lock that cannot be used, and has been complained of."""
    needs_lock: bool = True
    """Whether a base rate that is not locked is complained of; otherwise views do without its number."""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Which view has which assumption from which base rate."""
    unlocked: list[tuple[str, Node]] = field(default_factory=list)
    """Base rates that views name and that no lock holds, each with where it is named."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """What something refers to: (``source`` or ``actor`` or ``event`` or ``option``, name); an option by its path."""

    @property
    def file(self) -> str:
        """The file as the user named it, ready to stand in a command."""
        return shlex.quote(self.written.name)

    # ------------------------------------------------------------ complaining

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return self.written.place(node)

    def complain(self, code: str, message: str, node: Node, *, hint: str = "") -> None:
        """Complain of a node."""
        self.complaints.add(code, message, self.written.place(node), hint=hint)

    def misread(self, problem: Misread, node: Scalar) -> None:
        """Pass on what a grammar of numbers found wrong, to the character."""
        place = self.written.place_within(node, problem.start, problem.end)
        self.complaints.add(problem.code, problem.message, place, hint=problem.hint)

    # ------------------------------------------------------------ forms

    def record(self, node: Node, shape: Shape, of: Node) -> dict[str, Entry] | None:
        """Return the entries of a mapping by key, after complaints of keys that the shape does not have or lacks.

        What stands under a misspelt key is read as if the key were right, so that the slip is complained of once.
        ``of`` is the key under which the mapping stands; a missing entry is complained of there.
        """
        if isinstance(node, Scalar) and node.is_empty and shape.may_be_empty:
            return {}
        if not isinstance(node, Mapping):
            self._not_a_record(node, shape, of)
            return None
        found: dict[str, Entry] = {}
        for entry in node.entries:
            known = self._field_of(entry.key.text, shape)
            if known is not None or shape.others is not None:
                found[entry.key.text] = entry
            else:
                message = f"`{short(entry.key.text)}` is not part of {article(shape.name)}."
                meant = self.complaints.nearest(entry.key.text, shape.keys)
                hint = f"Did you mean `{meant}`?" if meant else self._hint_for_unknown(entry, shape, of, flow=node.flow)
                self.complain("unknown-key", message, entry.key, hint=hint)
                if meant and all(other.key.text != meant for other in node.entries):
                    found.setdefault(meant, entry)
        for wanted in shape.fields:
            if wanted.required and wanted.key not in found:
                hint = f"Write for example `{wanted.key}: {wanted.example}`."
                self.complain("missing-key", f"{article(shape.name).capitalize()} needs `{wanted.key}`.", of, hint=hint)
        return found

    def _hint_for_unknown(self, entry: Entry, shape: Shape, of: Node, *, flow: bool) -> str:
        """Return what to do about a key that is like none of a shape: one without its colon, or in the wrong column."""
        empty = isinstance(entry.value, Scalar) and entry.value.is_empty
        lacking = without_colon(entry.key.text) if empty else None
        if lacking is not None and entry.key.text != lacking.name and self._field_of(lacking.name, shape):
            return f"{lacking.message} {lacking.hint}"
        hint = f"Known here: {', '.join(shape.keys)}."
        if flow:
            return f"{hint} Several in a row stand in brackets, `[a, b]`; text with a comma stands in quotation marks." if empty else hint
        if not empty and not isinstance(entry.value, Mapping):
            return hint
        if shape.name == "scenario":
            return f"{hint} If it belongs to one of them, indent it."
        own = shape.name in _NAMED_ONES and isinstance(of, Scalar)
        return f"{hint} If it is {article(shape.name)} of its own, begin it in the column of `{short(of.text)}`." if own else hint  # type: ignore[union-attr]

    def _field_of(self, key: str, shape: Shape) -> object:
        return next((f for f in shape.fields if (re.search(f.pattern, key) if f.pattern else f.key == key)), None)

    def _not_a_record(self, node: Node, shape: Shape, of: Node) -> None:
        example = next((f"{f.key}: {f.example}" for f in shape.fields if f.required), f"{shape.fields[0].key}: {shape.fields[0].example}")
        hint = f"Write for example `{example}` under it, indented."
        if isinstance(node, Scalar) and not node.is_empty:
            lacking = without_colon(self.written.text[node.start : node.end].splitlines()[0])
            hint = lacking.hint if lacking is not None else hint
        if isinstance(node, Scalar) and node.is_empty:
            self.complain("empty", f"{article(shape.name).capitalize()} is described here by nothing.", of, hint=hint)
        else:
            self.complain(
                "wrong-form", f"{article(shape.name).capitalize()} is a mapping of `name: value`, not {form_of(node)}.", node, hint=hint
            )

    def named(self, entry: Entry | None, what: str, *, may_be_empty: bool = False) -> tuple[Entry, ...]:
        """Return the entries of a mapping from names of the author's choice; none after a complaint."""
        entries = self.keyed(entry, what, may_be_empty=may_be_empty)
        for inner in entries:
            self.check_name(inner.key, what)
        return entries

    def keyed(self, entry: Entry | None, what: str, *, may_be_empty: bool = False) -> tuple[Entry, ...]:
        """Return the entries of a mapping from names of any sort; none after a complaint."""
        if entry is None:
            return ()
        node = entry.value
        if isinstance(node, Mapping) and (node.entries or may_be_empty):
            return node.entries
        if isinstance(node, Mapping) or (isinstance(node, Scalar) and node.is_empty):
            if not may_be_empty:
                self.complain(
                    "empty", f"`{entry.key.text}` has nothing in it.", entry.key, hint=f"Write {article(what)} under it, or leave it out."
                )
        else:
            hint = f"Write `name: …` for each {what}, indented."
            self.complain("wrong-form", f"`{entry.key.text}` is a mapping of names, not {form_of(node)}.", node, hint=hint)
        return ()

    def check_name(self, node: Scalar, what: str) -> bool:
        """Complain of a name that cannot be one."""
        if _NAME.fullmatch(node.text) and node.text not in RESERVED:
            return True
        if node.text in RESERVED:
            self.complain(
                "name", f"`{node.text}` has a meaning of its own and cannot name {article(what)}.", node, hint="Choose another name."
            )
            return False
        hint = "A name is a letter, then letters, digits, `_` or `-`, at most 80 in all."
        made = re.sub(r"[^\w-]+", "_", node.text).strip("_-")
        if _NAME.fullmatch(made) and made not in RESERVED:
            hint = f"Write `{made}`."
        self.complain("name", f"`{short(node.text)}` cannot name {article(what)}.", node, hint=hint)
        return False

    def items(self, node: Node) -> tuple[Node, ...]:
        """Return the items of a list, or the node alone where no list stands."""
        return node.items if isinstance(node, Sequence) else (node,)

    def text(self, entry: Entry | None) -> str:
        """Return the text of an entry; empty where the entry is missing and after a complaint."""
        if entry is None:
            return ""
        node = self.scalar(entry.value, entry.key, f"`{entry.key.text}`")
        if node is not None and entry.key.text in PROSE:
            self.check_cut(node)
        return node.text.strip() if node is not None else ""

    def check_cut(self, node: Scalar) -> None:
        """Warn of a sentence or query without quotation marks that ends at a ``#`` which may be part of it."""
        lines = self.written.lines
        end = lines.end_of_line(max(node.start, node.end))
        if node.style or node.is_empty or "#" not in lines.text[node.end : end]:
            return
        found = _CUT.match(lines.text, node.end, end)
        if found:
            message = "The text before it ends here, since ` #` begins a remark."
            hint = "Put the whole text in quotation marks, or the remark on a line of its own."
            self.complaints.add("text-cut", message, lines.place(found.end() - 1, end), hint=hint)

    def scalar(self, node: Node, of: Node, what: str) -> Scalar | None:
        """Return a node that is text and not empty, or None after a complaint."""
        if not isinstance(node, Scalar):
            hint = "Put the text in quotation marks." if node.flow else "Write it on the same line."
            self.complain("wrong-form", f"{upper(what)} is a text, not {form_of(node)}.", node, hint=hint)
            return None
        if not node.text.strip():
            if node.is_empty and self._complain_of_hash(node, what):
                return None
            self.complain("empty", f"{upper(what)} is empty.", of if node.is_empty else node, hint="Write something, or leave it out.")
            return None
        return node

    def _complain_of_hash(self, node: Scalar, what: str) -> bool:
        """Complain of a text that is empty since it begins with a ``#``, and tell whether it is."""
        lines = self.written.lines
        found = _HASH_FIRST.match(lines.text, node.end, lines.end_of_line(node.end))
        if found is None:
            return False
        place = lines.place(found.start(1), found.end(1))
        message = f"{upper(what)} is empty, since this `#` begins a remark."
        self.complaints.add("empty", message, place, hint="Put the whole text in quotation marks, or leave it out.")
        return True

    # ------------------------------------------------------------ references

    def reference(self, node: Node, of: Node, kind: str, known: tuple[str, ...], *, several: str = "") -> str | None:
        """Return the name of something that the file declares, or None after a complaint.

        ``kind`` is ``event``, ``actor`` and so on; ``several`` is how several of them are written here, with ``…`` for their names.
        """
        found = self.scalar(node, of, article(kind))
        if found is None:
            return None
        if found.text not in known:
            parts = re.split(r"\s*,\s*|\s+(?:and|or)\s+", found.text)
            choice, _, option = found.text.partition(".")
            if kind == "event" and option in self.choices.get(choice, ()):
                hint = f"This is an option, which a modifier reads: `{{chosen: {found.text}, by: …}}`."
            elif len(parts) > 1 and all(part in known for part in parts):
                hint = several.replace("…", ", ".join(parts)) or f"Only one {kind} can stand here."
            else:
                hint = self.complaints.suggest(found.text, known) or (
                    f"Known are: {listed(known)}." if known else f"The file has no `{kind}s`."
                )
            self.complain(f"unknown-{kind.replace(' ', '-')}", f"There is no {kind} `{short(found.text)}`.", found, hint=hint)
            return None
        self.used.add((kind, found.text))
        return found.text

    # ------------------------------------------------------------ time

    def date(self, node: Node, of: Node, what: str) -> date | None:
        """Return a date, or None after a complaint."""
        found = self.scalar(node, of, what)
        return None if found is None else self._parsed(found, parse_date)

    def years(self, node: Node, of: Node, what: str) -> float | None:
        """Return a date or duration as years from the start, or None after a complaint or where the start is not known."""
        found = self.scalar(node, of, what)
        moment = None if found is None else self._parsed(found, parse_date_or_duration)
        if isinstance(moment, date):
            return None if self.start is None else years_from(self.start, moment)
        return moment

    def _parsed(self, node: Scalar, parse: Callable[[str], _T]) -> _T | None:
        try:
            return parse(node.text)
        except Misread as problem:
            self.misread(problem, node)
            return None


def years_from(start: date, moment: date) -> float:
    """Return the years from the start to a date; near the ends of the calendar an average year stands in for the running one."""
    try:
        return years_between(start, moment)
    except ValueError:
        return (moment - start).days / 365.25


def shape(name: str) -> Shape:
    """Return a shape of the format by name."""
    return SHAPES[name]


def article(noun: str) -> str:
    """Return a noun with its indefinite article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def upper(text: str) -> str:
    """Return a text with its first letter raised."""
    return text[:1].upper() + text[1:]


def short(text: str) -> str:
    """Return a text cut for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "…"


def listed(names: tuple[str, ...]) -> str:
    """Return some names in a row."""
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


def form_of(node: Node) -> str:
    """Name the form of a node."""
    if isinstance(node, Scalar):
        return f"the text `{short(node.text)}`" if node.text else "nothing"
    return "a mapping" if isinstance(node, Mapping) else "a list"
