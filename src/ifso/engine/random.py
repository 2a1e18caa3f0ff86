"""Random numbers that are a pure function of (seed, stream, world).

Owns the generator: Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). The key is
the 64-bit seed; the counter is the block number (64 bits) beside the stream (64 bits). Sixty-four worlds share sixteen blocks: world w
takes word ``w // 16 % 4`` of block ``w // 64 * 16 + w % 16``, so that vector code writes neighbours side by side. A stream is the hash of
a name, so that a cause keeps its random numbers when others are added, removed or moved. Leaves to the kernel which stream and world it
asks for.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from ifso.engine.compiled import inlined, kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ROUNDS = 10
UNIT = 2.0**-32
GROUP = 64
"""Worlds that share their blocks; rows of worlds are cut at multiples of it."""


def stream_of(domain: str, name: str) -> int:
    """Return the 64-bit stream of a name within a domain, such as ``cause`` or ``assumption``; the same everywhere, always."""
    return int.from_bytes(hashlib.blake2b(f"{domain}:{name}".encode(), digest_size=8).digest(), "little")


@inlined
def one_round(c0, c1, c2, c3, k0, k1):  # type: ignore[no-untyped-def] # numba infers the types
    """Apply one Philox round to four 32-bit words, each held in 64 bits."""
    left = MULTIPLIER_0 * c0
    right = MULTIPLIER_1 * c2
    return (right >> HALF) ^ c1 ^ k0, right & LOW, (left >> HALF) ^ c3 ^ k1, left & LOW


@inlined
def philox(seed, stream, block):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the four 32-bit words of a block, each held in 64 bits."""
    k0 = seed & LOW
    k1 = seed >> HALF
    c0, c1, c2, c3 = one_round(block & LOW, block >> HALF, stream & LOW, stream >> HALF, k0, k1)
    for _ in range(ROUNDS - 1):
        k0 = (k0 + WEYL_0) & LOW
        k1 = (k1 + WEYL_1) & LOW
        c0, c1, c2, c3 = one_round(c0, c1, c2, c3, k0, k1)
    return c0, c1, c2, c3


@kernel
def fill_uniforms(seed, stream, first_world, out, row):  # type: ignore[no-untyped-def] # numba infers the types
    """Fill ``out[row]`` with u of the worlds from ``first_world`` on, a multiple of 64, as is the row's length.

    A number is (k + 1/2) / 2^32 for a 32-bit k: never 0, never 1.
    """
    first_block = (first_world >> np.uint64(6)) << np.uint64(4)
    for group in range(out.shape[1] >> 6):
        for i in range(16):
            a, b, c, d = philox(seed, stream, first_block + np.uint64(16 * group + i))
            out[row, 64 * group + i] = (np.float64(a) + 0.5) * UNIT
            out[row, 64 * group + 16 + i] = (np.float64(b) + 0.5) * UNIT
            out[row, 64 * group + 32 + i] = (np.float64(c) + 0.5) * UNIT
            out[row, 64 * group + 48 + i] = (np.float64(d) + 0.5) * UNIT


@kernel
def words(seed, stream, block):  # type: ignore[no-untyped-def] # numba infers the types
    """Return the four words of one block; the form in which known answers are published."""
    a, b, c, d = philox(seed, stream, block)
    return np.array([a, b, c, d]).astype(np.uint32)


def uniforms(seed: int, stream: int, first_world: int, count: int) -> NDArray[np.float64]:
    """Return u for ``count`` worlds from ``first_world`` on; shape ``(count,)``, strictly between 0 and 1."""
    skipped = first_world % GROUP
    out = np.empty((1, -(-(skipped + count) // GROUP) * GROUP))
    fill_uniforms(np.uint64(seed), np.uint64(stream), np.uint64(first_world - skipped), out, 0)
    return out[0, skipped : skipped + count]
