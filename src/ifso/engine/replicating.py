"""Rows of values answered on several blocks of worlds, so that every contrast of theirs says how sure it is.

Owns how rows of assumption values are dealt out to blocks of worlds, and what the blocks tell of a mean or a difference: each block is a
replicate with worlds of its own, so that their spread is the standard error, whatever is common to the rows within a block. Leaves how one
block is answered to whoever hands over the answering.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ifso.engine.working import in_order

Floats = NDArray[np.float64]
Answering = Callable[..., Floats]
"""From rows of values, shape (D, A), to the answers in the even and in the odd worlds of a block, shape (D, 2); NaN where undefined. It may
be told by ``like`` (D) of each row from which other it differs in little."""
Block = Callable[[int, int], Answering]
"""From a first world and a number of worlds to the answering on these worlds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number with the standard error that the simulation leaves it."""

    value: float
    error: float | None
    """None where there is but one block to tell from."""


class Crew:
    """Threads that answer blocks, for several kinds of figures at once.

    Whoever asks has only a few blocks waiting at a time, so that all who do get on side by side.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def answered(self, block: Block, rows: Sequence[Floats], worlds: int, like: Sequence[NDArray[np.intp]] | None = None) -> list[Floats]:
        """Answer each block's rows on worlds of its own; arrays of shape (D, A) in, (D, 2) out, in the same order.

        Block b has the worlds from ``b * worlds`` on, which is a multiple of 64. ``like`` says, for every block, from which other each row
        differs in little, a row that others are like being like itself. Neither it nor the number of threads nor the order of work changes
        the result.
        """

        def one(b: int) -> Floats:
            answering = block(b * worlds, worlds)
            return answering(rows[b]) if like is None else answering(rows[b], like=like[b])

        return list(in_order(self._pool, 2 * self.threads, (partial(one, b) for b in range(len(rows)))))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """Several quantities, each measured in every block; a quantity is the mean of the answers to some rows."""

    blocks: Floats
    """(B, Q) the quantities by block; NaN where a block cannot tell."""

    @classmethod
    def of(cls, halves: Sequence[Floats], rows_each: int = 1) -> Replicates:
        """Return the replicates of answers of shape (Q x rows_each, 2), ``rows_each`` rows following each other being one quantity."""
        stacked = np.stack(halves).reshape(len(halves), -1, 2 * rows_each)
        known = np.isfinite(stacked)
        count = known.sum(axis=2)
        total = np.where(known, stacked, 0.0).sum(axis=2)
        return cls(blocks=np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0))

    def value(self, quantity: int) -> Measured | None:
        """Return a quantity; None where no block can tell."""
        return measured(self.blocks[:, quantity])

    def values(self) -> list[Measured | None]:
        """Return all quantities, as :meth:`value` has each."""
        by_quantity = np.ascontiguousarray(self.blocks.T)
        whole = np.isfinite(by_quantity).min(axis=1, initial=True)
        errors: list[float | None] = [None] * len(by_quantity)
        with np.errstate(invalid="ignore"):  # of quantities that some block cannot tell
            means: list[float] = by_quantity.mean(axis=1).tolist()
            if len(self.blocks) > 1:
                errors = (by_quantity.std(axis=1, ddof=1) / np.sqrt(len(self.blocks))).tolist()
        return [
            Measured(value=mean, error=error) if known else self.value(q)
            for q, (mean, error, known) in enumerate(zip(means, errors, whole.tolist(), strict=True))
        ]

    def contrast(self, one: int, other: int) -> Measured | None:
        """Return the first quantity less the second, on the same worlds; None where no block can tell both."""
        return measured(self.blocks[:, one] - self.blocks[:, other])


def measured(replicates: Floats) -> Measured | None:
    """Return the mean of replicates with its standard error; None where none is known."""
    known = replicates[np.isfinite(replicates)]
    if not known.size:
        return None
    error = float(known.std(ddof=1) / np.sqrt(known.size)) if known.size > 1 else None
    return Measured(value=float(known.mean()), error=error)
