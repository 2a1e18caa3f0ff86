"""The generator Philox4x32-10, compiled.

Owns how a block of random bits follows from (seed, stream, block): Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1,
2, 3" (SC 2011). The key is the 64-bit seed; the counter is the block number (64 bits) beside the stream (64 bits). Leaves what streams and
blocks stand for to :mod:`ifso.engine.random`.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined, kernel

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ROUNDS = 10
UNIT = 2.0**-32


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
def words(seed, stream, block, out):  # type: ignore[no-untyped-def] # numba infers the types
    """Write the four words of one block; the form in which known answers are published."""
    out[0], out[1], out[2], out[3] = philox(seed, stream, block)
