"""What a window overlooks that begins the year after.

Owns the occasions in which what is looked for was seen in year t itself, while `within 2 years` begins at t+1. Leaves taking ``then`` apart
to :mod:`ifso.history.seeing`, and how it is said with the other doubts to :mod:`ifso.history.doubting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ifso.history.classes import ReferenceClass
from ifso.history.language import terms as t
from ifso.history.language.evaluating import Evaluator
from ifso.history.seeing import Part, Places, held, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlooked:
    """A window of ``then`` that begins at t+1, and how often year t would have counted."""

    last: int
    """The last year of the window, counted from t."""
    occasions: int


def overlooked(asked: ReferenceClass, evaluator: Evaluator, places: Places) -> tuple[Overlooked, ...]:
    """Return, for each length of a window that begins at t+1, in how many cases what it looks for was seen in year t.

    A window for which one year is not enough, and what ``when`` itself asks for, such as a further coup after a coup, are left aside.
    """
    happened = frozenset(_joined(asked.when)) if asked.when is not None else frozenset()
    found: dict[int, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for last, part in _at_once(asked.then):
        if part.term in happened:
            continue
        for _, now in held(evaluator, part, places):
            found[last] = found.get(last, np.zeros(len(places.row), np.bool_)) | now
    return tuple(Overlooked(last=last, occasions=int(now.sum())) for last, now in sorted(found.items()) if now.any())


def said(windows: tuple[Overlooked, ...], query: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each window, in the words of the question."""
    then = " ".join(query.get("then", "").split())
    for window in windows:
        within = f"within {window.last} year{'' if window.last == 1 else 's'}"
        written = within if within in then else f"in years 1 to {window.last}"
        number = f"{window.occasions:,} of the occasions"
        yield f"In {number} it was seen in the year itself, which `{written}` does not look at; `in years 0 to {window.last}` would."


def _at_once(term: t.Term) -> Iterator[tuple[int, Part]]:
    """Yield the last year of each window that begins at t+1, with what it looks for, looked for in year t alone."""
    match term:
        case t.Within(body=body, first=1, last=last, least=1):
            yield last, Part(body, 0, 0)
        case t.Compared(left=t.Aggregate(first=1, last=last)):
            for part in parts(term):
                if part.against is not None:
                    yield last, replace(part, first=0, last=0)
        case t.Every(operands=operands) | t.Some(operands=operands):
            for operand in operands:
                yield from _at_once(operand)


def _joined(term: t.Term) -> Iterator[t.Term]:
    """Yield what ``when`` asks for, and each part of it that `and` or `or` joins."""
    yield term
    if isinstance(term, t.Every | t.Some):
        for operand in term.operands:
            yield from _joined(operand)
