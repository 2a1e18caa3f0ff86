"""What history answers to the reference classes of a file, with what stands beside it.

Owns the shape that reports of base rates are made from. Leaves asking to the verbs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ifso.history.results import BaseRate
    from ifso.scenario.meaning import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Base rates by name, and what their file says of them."""

    title: str
    """What the file is about."""
    found: Mapping[str, BaseRate]
    beside: Mapping[str, tuple[tuple[str, Value], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By base rate, what views of the same file say of the same link: the name of the view, and its value."""
    limits: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By base rate, what its author says that it cannot tell."""
