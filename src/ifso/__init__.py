"""ifso: what follows, if so.

    import ifso
    answer = ifso.load("central-asia").ask()
    answer.frame()

``load`` reads a scenario; what it returns answers questions. ``base_rate`` asks history how often something followed, with every case.
``Invalid`` carries every diagnostic of a text that cannot be read, ``UsageError`` says why a request cannot be met; both are ``IfsoError``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ifso.ground.diagnostics import Diagnostic, IfsoError, Invalid, UsageError
    from ifso.verbs.ask import Asked
    from ifso.verbs.base_rate import BaseRates, base_rate
    from ifso.verbs.choices import Weighed
    from ifso.verbs.cruxes import Disagreement
    from ifso.verbs.finding import list_examples
    from ifso.verbs.linchpins import Hinged
    from ifso.verbs.live import Slider
    from ifso.verbs.loading import Loaded, load
    from ifso.verbs.paths import Retraced
    from ifso.verbs.saving import Saved
    from ifso.verbs.watch import Foreseen

__all__ = [
    "Asked",
    "BaseRates",
    "Diagnostic",
    "Disagreement",
    "Foreseen",
    "Hinged",
    "IfsoError",
    "Invalid",
    "Loaded",
    "Retraced",
    "Saved",
    "Slider",
    "UsageError",
    "Weighed",
    "base_rate",
    "list_examples",
    "load",
]

_HOMES = {
    "Asked": "ifso.verbs.ask",
    "BaseRates": "ifso.verbs.base_rate",
    "Diagnostic": "ifso.ground.diagnostics",
    "Disagreement": "ifso.verbs.cruxes",
    "Foreseen": "ifso.verbs.watch",
    "Hinged": "ifso.verbs.linchpins",
    "IfsoError": "ifso.ground.diagnostics",
    "Invalid": "ifso.ground.diagnostics",
    "Loaded": "ifso.verbs.loading",
    "Retraced": "ifso.verbs.paths",
    "Saved": "ifso.verbs.saving",
    "Slider": "ifso.verbs.live",
    "UsageError": "ifso.ground.diagnostics",
    "Weighed": "ifso.verbs.choices",
    "base_rate": "ifso.verbs.base_rate",
    "list_examples": "ifso.verbs.finding",
    "load": "ifso.verbs.loading",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import ifso`` and ``ifso --help`` cost nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ifso' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - part of the lazy import

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
