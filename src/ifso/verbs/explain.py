"""Explaining a diagnostic code."""

from __future__ import annotations

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean
from ifso.scenario.codes import CODES, Code


def explain(slug: str) -> Code:
    """Return what is known of a code. Raises ``UsageError`` for an unknown one."""
    if slug not in CODES:
        hint = did_you_mean(slug, CODES) or "`ifso explain` without a code lists all of them."
        raise UsageError(f"There is no code `{slug}`.", hint=hint)
    return CODES[slug]
