"""What a page may say to the server: the forms of its messages, and what is said of one that has none of them.

Owns reading a message that may hold anything. Leaves what is known of views, assumptions and parts to those who answer it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

PARTS = ("answer", "faced", "linchpins", "paths", "watch", "cruxes", "history", "programs")
"""What can be asked for on its own, by the name of its field in the page's data."""
MOST = 262_144
"""Characters of a message."""
MOST_TEXT = 10_000
"""Characters of a text in a message."""
MOST_ID = 100

Id = str | int | None


class Malformed(Exception):  # noqa: N818 - read aloud it is a statement
    """A message that cannot be read, with the reason as a sentence, and its number where that can be told."""

    def __init__(self, message: str, id_: Id = None) -> None:
        self.message = message
        self.id = id_
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Compute a part of the page."""

    id: Id
    part: str
    view: str | None = None
    pair: tuple[str, str] | None = None
    """The two views between which cruxes are sought."""
    values: Mapping[str, float] = field(default_factory=dict)
    """Numbers that the reader has moved in the view."""
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Let go of what was asked for."""

    id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """Write a view into the file."""

    id: Id
    sha256: str
    """The hash of the text that the page shows."""
    name: str
    about: str
    otherwise: str
    """The view that was moved, and fills what is not."""
    values: Mapping[str, float]
    chosen: Mapping[str, str]
    replace: bool
    copy: bool = False
    """Whether an example, which is not written to, is copied into the folder in which the server was started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Show another of the scenario's questions."""

    id: Id
    name: str


Asked = Explain | Cancel | Save | Turn


def read_message(text: str) -> Asked:
    """Return what a message asks for. Raises :class:`Malformed`."""
    if len(text) > MOST:
        raise Malformed(f"The message has more than {MOST:,} characters.")
    try:
        said = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Malformed("The message is not JSON.") from None
    if not isinstance(said, dict):
        raise Malformed("The message is not an object.")
    fields = _Fields(said)
    kind = fields.text("type")
    match kind:
        case "explain":
            return _explain(fields)
        case "cancel":
            return Cancel(id=fields.id)
        case "save":
            return _save(fields)
        case "question":
            return Turn(id=fields.id, name=fields.text("name"))
    raise Malformed(f"There is no message of the type `{kind[:40]}`.", fields.id)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _explain(fields: _Fields) -> Explain:
    part = fields.text("part")
    if part not in PARTS:
        raise Malformed(f"There is no part `{part[:40]}`.", fields.id)
    pair = fields.said.get("views")
    if pair is not None and not (isinstance(pair, list) and len(pair) == 2 and all(_is_text(name) for name in pair)):
        raise Malformed("`views` is a list of two names.", fields.id)
    view = fields.said.get("view")
    return Explain(
        id=fields.id,
        part=part,
        view=None if view is None else fields.text("view"),
        pair=None if pair is None else (pair[0], pair[1]),
        values=fields.numbers("values"),
        chosen=fields.texts("chosen"),
    )


def _save(fields: _Fields) -> Save:
    view = fields.said.get("view")
    if not isinstance(view, dict):
        raise Malformed("A save needs a `view`.", fields.id)
    inner = _Fields({**view, "id": fields.id})
    replace = fields.said.get("replace", False)
    copy = fields.said.get("copy", False)
    if not isinstance(replace, bool) or not isinstance(copy, bool):
        raise Malformed("`replace` and `copy` are true or false.", fields.id)
    return Save(
        id=fields.id,
        sha256=fields.text("sha256"),
        name=inner.text("name"),
        about=inner.text("about") if view.get("about") is not None else "",
        otherwise=inner.text("else"),
        values=inner.numbers("values"),
        chosen=inner.texts("chosen"),
        replace=replace,
        copy=copy,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT


class _Fields:
    """The fields of a message."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said
        given = said.get("id")
        right = given is None or (isinstance(given, int) and abs(given) < 2**53) or (isinstance(given, str) and len(given) <= MOST_ID)
        if not right:
            raise Malformed("`id` is a number or a short text.")
        self.id: Id = given

    def text(self, name: str) -> str:
        value = self.said.get(name)
        if not _is_text(value):
            raise Malformed(f"`{name}` is a text of at most {MOST_TEXT:,} characters.", self.id)
        return str(value)

    def numbers(self, name: str) -> Mapping[str, float]:
        def is_number(value: object) -> bool:
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300 and math.isfinite(value)

        return MappingProxyType({key: float(value) for key, value in self._mapping(name, is_number, "numbers").items()})

    def texts(self, name: str) -> Mapping[str, str]:
        return MappingProxyType(dict(self._mapping(name, _is_text, "texts")))

    def _mapping(self, name: str, fits: Callable[[object], bool], what: str) -> Mapping[str, Any]:
        value = self.said.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(_is_text(key) and fits(inner) for key, inner in value.items()):
            raise Malformed(f"`{name}` holds {what} by name.", self.id)
        return value
