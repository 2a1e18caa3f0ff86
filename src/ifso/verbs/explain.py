"""Explaining a diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.ground.codes import Code
from ifso.ground.diagnostics import Severity, UsageError
from ifso.ground.suggest import did_you_mean
from ifso.history.codes import CODES as HISTORY
from ifso.scenario.codes import CODES as SCENARIO

CODES: Mapping[str, Code] = MappingProxyType(
    {code.slug: code for code in sorted((*SCENARIO.values(), *HISTORY.values()), key=lambda code: list(Severity).index(code.severity))}
)
"""Every code of every room, errors before warnings."""


def explain(slug: str) -> Code:
    """Return what is known of a code. Raises ``UsageError`` for an unknown one."""
    if slug not in CODES:
        hint = did_you_mean(slug, CODES) or "`ifso explain` without a code lists all of them."
        raise UsageError(f"There is no code `{slug}`.", hint=hint)
    return CODES[slug]
