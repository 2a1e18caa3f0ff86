"""From a reference class as written to one that can be asked of a panel.

Owns the keys of a reference class and what they may say together. A class that exists is valid. Leaves the grammar and the checking of
expressions to :mod:`ifso.history.language`, and the asking to :mod:`ifso.history.asking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ifso.ground.diagnostics import Diagnostic
from ifso.ground.reference import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """A reference class whose every word is understood."""

    name: str
    asks: str
    """The question in words."""
    window: int
    """Years ahead that ``then`` looks; 0 where it looks at year t itself. What is asked is then a chance per year."""
    as_of: int | None
    """The panel must be one that was cut after this year; None for one that was not cut."""
    because: str
    limits: tuple[str, ...]
    query: Mapping[str, str]
    """Each key with its text, as written; lists are joined by ``, ``."""


def read(written: Written) -> tuple[ReferenceClass | None, tuple[Diagnostic, ...]]:
    """Understand a reference class; returns None beside the errors where there are any, and warnings beside the class.

    Never raises for what a user may write. Needs no data.
    """
    raise NotImplementedError
