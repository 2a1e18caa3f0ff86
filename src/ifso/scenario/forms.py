"""The forms of which the table of the file format is made.

Owns what a single text can be, the ways in which texts are put together, and the shape of a mapping with known keys. Leaves the table to
:mod:`ifso.scenario.shape`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Words(StrEnum):
    """What a single text must be."""

    TEXT = "text"
    VERSION = "version"
    DATE = "date"
    MOMENT = "date or duration"
    VALUE = "value"
    DECISION = "`reasoned` or an option"
    PART = "probability"
    RATIONALITY = "number of at least 0"
    TRUTH = "`true` or `false`"
    OUTCOME = "outcome"
    SOURCE = "source"
    ACTOR = "actor"
    COUNTRY_OR_ACTOR = "country or actor"
    EVENT = "event"
    CAUSE = "cause"
    CHOICE = "choice"
    OPTION = "option"
    OPTION_PATH = "`choice.option`"
    ASSUMPTION = "assumption"
    BLOCKS_OR_ASSUMPTION = "blocks or assumption"
    VIEW = "view"
    QUESTION = "question"
    BASE_RATE = "base rate"
    EXPRESSION = "expression"
    YEARS = "years"
    YEAR = "year"
    DURATION = "duration"
    TIMING = "timing"
    UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Single:
    """One text."""

    words: Words


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the keys of a shape."""

    shape: str


@dataclass(frozen=True, slots=True)
class Several:
    """A list of one form."""

    of: Form
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping from names of the author's choice to one form."""

    names: Words
    of: Form
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """One of several forms."""

    forms: tuple[Form, ...]


Form = Single | Record | Several | Named | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key of a mapping."""

    key: str
    form: Form
    says: str
    """One sentence."""
    required: bool = False
    example: str = ""
    """What may stand behind the key, on one line."""
    needs: str = ""
    """Another key without which this one has no meaning."""
    pattern: str = ""
    """A regular expression for keys that hold a number, such as ``at least 2 of``; then ``key`` is an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A mapping with known keys."""

    name: str
    says: str
    """What the mapping stands for, in one sentence."""
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()
    """Keys of which exactly one stands there."""
    at_most_one_of: tuple[str, ...] = ()
    may_be_empty: bool = False
    others: Field | None = None
    """What keys that are not in the table may be, or None where they may not be."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the table."""
        return tuple(field.key for field in self.fields)


def one_or_more(form: Form) -> Either:
    """Return the form of one thing or a list of several."""
    return Either((form, Several(form)))
