"""What an entry of a catalogue of diagnostic codes is.

Owns the shape of an entry. Leaves the entries to the rooms that raise them, each of which has a catalogue of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from ifso.ground.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One kind of complaint."""

    slug: str
    severity: Severity
    means: str
    """One line."""
    explanation: str
    """A paragraph."""
    wrong: str
    """An example that earns the complaint."""
    right: str
    """The example put right."""


def error(slug: str, means: str, explanation: str, *, wrong: str, right: str) -> Code:
    """Return the entry of a fault that stops every answer."""
    return Code(slug=slug, severity=Severity.ERROR, means=means, explanation=explanation, wrong=wrong, right=right)


def warning(slug: str, means: str, explanation: str, *, wrong: str, right: str) -> Code:
    """Return the entry of a doubt that stops nothing."""
    return Code(slug=slug, severity=Severity.WARNING, means=means, explanation=explanation, wrong=wrong, right=right)
