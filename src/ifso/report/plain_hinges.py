"""What stands behind an answer as plain values, ready for JSON: each part in the form of the command of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ifso.report.plain_choices import choices_dict
from ifso.report.plain_linchpins import linchpins_dict
from ifso.report.plain_paths import paths_dict
from ifso.report.plain_watch import watch_dict

if TYPE_CHECKING:
    from ifso.report.hinges import Hinges


def hinges_dict(hinges: Hinges) -> dict[str, Any]:
    """Return every part of what explains an answer; null where there is none."""
    return {
        "linchpins": linchpins_dict(hinges.linchpins),
        "paths": paths_dict(hinges.paths),
        "choices": choices_dict(hinges.choices) if hinges.choices else None,
        "watch": watch_dict(hinges.watch) if hinges.watch else None,
    }
