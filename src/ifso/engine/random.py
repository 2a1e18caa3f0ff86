"""Random numbers that are a pure function of (seed, stream, world).

Owns what the numbers stand for. A stream is the hash of a name, so that a cause keeps its random numbers when others are added, removed or
moved. Sixty-four worlds share sixteen blocks: world w takes word ``w // 16 % 4`` of block ``w // 64 * 16 + w % 16``, so that vector code
writes neighbours side by side. Leaves the generator to :mod:`ifso.engine.philox`, and to the kernel which stream and world it asks for.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from ifso.engine.native import fill_uniforms

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROUP = 64
"""Worlds that share their blocks; rows of worlds are cut at multiples of it."""


def stream_of(domain: str, name: str) -> int:
    """Return the 64-bit stream of a name within a domain, such as ``cause`` or ``assumption``; the same everywhere, always."""
    return int.from_bytes(hashlib.blake2b(f"{domain}:{name}".encode(), digest_size=8).digest(), "little")


def uniforms(seed: int, stream: int, first_world: int, count: int) -> NDArray[np.float64]:
    """Return u for ``count`` worlds from ``first_world`` on; shape ``(count,)``, strictly between 0 and 1."""
    skipped = first_world % GROUP
    out = np.empty((1, -(-(skipped + count) // GROUP) * GROUP))
    fill_uniforms(np.uint64(seed), np.uint64(stream), np.uint64(first_world - skipped), out, 0)
    return out[0, skipped : skipped + count]
