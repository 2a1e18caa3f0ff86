"""Gathering complaints while a text is read.

Owns the list that grows as reading goes on, and the order in which it is handed over: that of the text. Leaves what each code means
to :mod:`ifso.scenario.codes`.
"""

from __future__ import annotations

from ifso.ground.diagnostics import Diagnostic, Place
from ifso.ground.suggest import nearest
from ifso.scenario.codes import CODES

MOST_SUGGESTIONS = 100
"""Near misses are looked up for so many complaints of one reading; the rest have other causes than typing."""


class Complaints:
    """Everything found wrong or doubtful in one reading."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._suggestions = 0

    def add(self, code: str, message: str, place: Place | None = None, *, hint: str = "") -> None:
        """Add one complaint; its severity is that of its code in the catalogue, which must have it."""
        self._found.append(Diagnostic(code=code, message=message, place=place, hint=hint, severity=CODES[code].severity))

    def nearest(self, word: str, known: tuple[str, ...]) -> str:
        """Return the known word nearest to a mistyped one, or an empty text; after many complaints none is looked for."""
        self._suggestions += 1
        return (nearest(word, known) or "") if self._suggestions <= MOST_SUGGESTIONS else ""

    def suggest(self, word: str, known: tuple[str, ...]) -> str:
        """Return a hint that names the known word nearest to a mistyped one, or an empty text."""
        near = self.nearest(word, known)
        return f"Did you mean `{near}`?" if near else ""

    @property
    def has_errors(self) -> bool:
        """Tell whether any complaint so far is an error."""
        return any(found.is_error for found in self._found)

    @property
    def sorted(self) -> tuple[Diagnostic, ...]:
        """Every complaint in the order of the text; what has no place comes first."""
        return tuple(sorted(self._found, key=lambda d: (d.place.line, d.place.column) if d.place else (0, 0)))
