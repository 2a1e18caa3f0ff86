"""Explaining a diagnostic code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.ground.codes import Code
from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean
from ifso.history.codes import CODES as HISTORY
from ifso.scenario.codes import CODES as SCENARIO

CODES: Mapping[str, Code] = MappingProxyType({**SCENARIO, **HISTORY})
"""Every code of every room."""


def explain(slug: str) -> Code:
    """Return what is known of a code. Raises ``UsageError`` for an unknown one."""
    if slug not in CODES:
        hint = did_you_mean(slug, CODES) or "`ifso explain` without a code lists all of them."
        raise UsageError(f"There is no code `{slug}`.", hint=hint)
    return CODES[slug]
