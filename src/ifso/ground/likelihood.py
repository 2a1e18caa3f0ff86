"""The words of estimative probability, and the range that each one names.

Owns the table of Intelligence Community Directive 203, *Analytic Standards* (Office of the Director of National Intelligence, 2015,
section D.6.e.2.a). Leaves the distribution that stands for a range to the scenario and the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A term of estimative probability with its synonym and its range."""

    word: str
    synonym: str
    low: float
    """Lower end of the range, a probability."""
    high: float
    """Upper end of the range, a probability."""

    @property
    def range(self) -> str:
        """The range as a page prints it beside the word."""
        return f"{self.low * 100:.0f}-{self.high * 100:.0f}%"


ICD_203: tuple[Word, ...] = (
    Word(word="almost no chance", synonym="remote", low=0.01, high=0.05),
    Word(word="very unlikely", synonym="highly improbable", low=0.05, high=0.20),
    Word(word="unlikely", synonym="improbable", low=0.20, high=0.45),
    Word(word="roughly even chance", synonym="roughly even odds", low=0.45, high=0.55),
    Word(word="likely", synonym="probable", low=0.55, high=0.80),
    Word(word="very likely", synonym="highly probable", low=0.80, high=0.95),
    Word(word="almost certain", synonym="nearly certain", low=0.95, high=0.99),
)

BY_NAME: Mapping[str, Word] = MappingProxyType({name: w for w in ICD_203 for name in (w.word, w.synonym)})


def word_for(probability: float) -> Word | None:
    """Return the word whose range holds a probability, or None below 1% and above 99%, where the directive has no word.

    On the boundary between two ranges the more extreme word is not chosen: 20% is "unlikely", 80% is "likely".
    """
    holding = [w for w in ICD_203 if w.low <= probability <= w.high]
    return min(holding, key=lambda w: abs((w.low + w.high) / 2 - 0.5)) if holding else None
