"""Asking a reference class of a panel.

Owns which state-years are occasions, what became of each, and what was left out and why. Leaves the value of expressions to
:mod:`ifso.history.language` and intervals to :mod:`ifso.history.estimating`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ifso.history.classes import ReferenceClass
from ifso.history.results import BaseRate

if TYPE_CHECKING:
    from ifso.history.panel import Panel  # type: ignore[import-not-found, unused-ignore]


def base_rate(reference_class: ReferenceClass, panel: Panel, *, seed: int = 0, resamples: int = 2000) -> BaseRate:
    """Count how often ``then`` followed, with every case; the same for the same panel, class and seed to the last bit.

    Raises ``UsageError`` where no year can be asked about, the panel is not cut as the class asks, or the class would need more memory
    than there is reason to spend on one question.
    """
    raise NotImplementedError
