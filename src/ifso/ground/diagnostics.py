"""What a complaint about a user's text is, and how complaints travel.

Owns the shape of a diagnostic and the exception that carries several of them. Leaves the list of codes to the room that raises them
and the drawing of the quoted line to the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error stops every answer, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a text something stands."""

    file: str
    """The file as the user named it, or a label such as ``<text>``."""
    line: int
    """Line number, from 1."""
    column: int
    """Column in characters, from 1."""
    length: int = 1
    """How many characters of the line are meant, at least 1."""
    text: str = ""
    """The whole line, without its line break."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing that is wrong or doubtful, where, and what to do about it."""

    code: str
    """A word from the catalogue of codes, such as ``unknown-event``; ``ifso explain CODE`` tells more."""
    message: str
    """One sentence that says what is wrong."""
    place: Place | None = None
    hint: str = ""
    """What to do, as a sentence; empty where nothing useful can be said."""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Tell whether this finding stops every answer."""
        return self.severity is Severity.ERROR


class IfsoError(Exception):
    """The root of every error that a user can cause.

    IfsoError
    ├── Invalid             a text cannot be understood; carries every diagnostic
    └── UsageError          a request cannot be met as it was put
        └── Unavailable     nor in any other way: it needs something that cannot be had now
    """


class Invalid(IfsoError):  # noqa: N818 - read aloud it is a statement: "invalid: 3 errors"
    """A text that cannot be understood, with everything that was found wrong in it, in the order of the text."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(f"{d.place}: {d.code}: {d.message}" if d.place else f"{d.code}: {d.message}" for d in self.diagnostics))


class UsageError(IfsoError):
    """A request that cannot be met as it was put, such as a question that the scenario does not ask."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}".strip())


class Unavailable(UsageError):  # noqa: N818 - read aloud it is a statement
    """Something that is needed and cannot be had now, such as a file on the network; the message says in a line what to do."""
