"""What a dataset is: where it comes from, what its columns mean, what is wrong with it.

Owns the shape of a card. Leaves the cards themselves to ``datasets``, one module each, and holding tables against them to ``checking``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

ADDRESS = "https://raw.githubusercontent.com/{repository}/{commit}/{path}"


class Type(StrEnum):
    """What the values of a column are in the cleaned table."""

    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes or no"
    TEXT = "text"
    DATE = "date"


class Ids(StrEnum):
    """The numbers by which a dataset knows states."""

    GW = "Gleditsch-Ward"
    COW = "Correlates of War"
    BOTH = "Gleditsch-Ward and Correlates of War"
    ISO3 = "ISO 3166-1"
    VDEM = "V-Dem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the cleaned table."""

    name: str
    type: Type
    means: str
    """What a value says, with its unit; a sentence without a full stop."""
    raw: tuple[str, ...] | None = None
    """The columns of the file that it is made of; None: the one of the same name."""
    least: float | None = None
    most: float | None = None
    values: tuple[str, ...] = ()
    """The texts that may stand in it; none named: any."""
    missing: str = ""
    """How the file writes that a value is not known; in the cleaned table it is null. Empty: there is always a value."""


class Treatment(StrEnum):
    """What the cleaning makes of a fault."""

    CORRECTED = "corrected"
    UNKNOWN = "made unknown"
    LEFT = "left as it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something known to be wrong with the data, and which values it touches.

    A query warns about the cases that a fault touches, unless the cleaning corrects it.
    """

    says: str
    treatment: Treatment
    columns: tuple[str, ...]
    """Columns of the cleaned table whose values it touches."""
    state: int | None = None
    """The state, in the numbers of the dataset; None: all."""
    first: int | None = None
    """The first year; None: from the beginning."""
    last: int | None = None
    """The last year; None: to the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything that is said of a dataset."""

    name: str
    title: str
    what: str
    """What it holds and how it was made; sentences."""
    citation: str
    """How its authors ask to be cited."""
    licence: str
    terms: str
    """What a user of the data has to know beyond the licence."""
    repository: str
    commit: str
    path: str
    file: str
    """Where it lies in a mirror folder and in the cache, with forward slashes."""
    size: int
    """Bytes of the file."""
    sha256: str
    ids: Ids
    unit: str
    """What one row of the cleaned table stands for."""
    key: tuple[str, ...]
    """The columns whose values together stand in one row only."""
    columns: tuple[Column, ...]
    rows: int
    """Rows of the file."""
    cleaned_rows: int
    """Rows of the cleaned table."""
    first: int
    """The first year of the cleaned table."""
    last: int
    """The last year that it tells about."""
    faults: tuple[Fault, ...]
    caveats: tuple[str, ...] = ()
    """What is to be borne in mind about all of it; sentences."""
    clean: Callable[[pl.DataFrame], pl.DataFrame]
    """From the columns of the file to the cleaned table."""

    @property
    def address(self) -> str:
        """Return where the file is fetched from."""
        return ADDRESS.format(repository=self.repository, commit=self.commit, path=self.path)

    @property
    def raw_columns(self) -> tuple[str, ...]:
        """Return the columns of the file that are read, each once."""
        return tuple(dict.fromkeys(name for column in self.columns for name in (column.raw if column.raw is not None else (column.name,))))
