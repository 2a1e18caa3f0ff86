"""Logarithm and exponential, the same to the last bit wherever they are used.

Owns ``log``, ``spent_chance`` and ``hazard_of`` for double precision, in plain arithmetic that compilers turn into vector instructions. A
library's functions would differ between platforms and between scalar and vector code, and with them the firing times. They are within 2
units in the last place of the true value, ``spent_chance`` within 4 (tested against arithmetic of sixty digits), however small the chance:
what a window has spent of a chance of one in a billion is known as exactly as what one has spent of a half.
"""

from __future__ import annotations

import numpy as np

from ifso.engine.compiled import inlined

LN2_HIGH = 0.6931471803691238
"""Ln 2 to 32 bits, so that its product with a small integer is exact."""
LN2_LOW = 1.9082149292705877e-10
SHIFT = 4503599627370496.0
"""2^52: adding it moves an integer into the low bits of a double."""
FRACTION = np.int64(0x000FFFFFFFFFFFFF)
HALF_EXPONENT = np.int64(0x3FE0000000000000)
SHIFT_BITS = np.int64(0x4330000000000000)
ATANH = (1 / 19, 1 / 17, 1 / 15, 1 / 13, 1 / 11, 1 / 9, 1 / 7, 1 / 5, 1 / 3)
FACTORIALS = (
    1 / 39916800, 1 / 3628800, 1 / 362880, 1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1.0,
)  # fmt: skip


@inlined
def log(x):  # type: ignore[no-untyped-def] # numba infers the types
    """Return ln x for a positive normal x: with x = m 2^k and sqrt(1/2) <= m < sqrt(2), k ln 2 + 2 atanh((m - 1) / (m + 1))."""
    pattern = np.float64(x).view(np.int64)
    m = np.int64((pattern & FRACTION) | HALF_EXPONENT).view(np.float64)
    k = np.int64((pattern >> np.int64(52)) | SHIFT_BITS).view(np.float64) - (SHIFT + 1022.0)
    low = m < 0.7071067811865476
    m = m + m if low else m
    k = k - 1.0 if low else k
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    series = 1 / 21
    for coefficient in ATANH:
        series = series * z + coefficient
    return k * LN2_HIGH + (2.0 * s + (2.0 * s * z * series + k * LN2_LOW))


@inlined
def spent_chance(y):  # type: ignore[no-untyped-def] # numba infers the types
    """Return 1 - exp(-y) for y >= 0.

    With y = k ln 2 - r and |r| <= ln 2 / 2 it is (1 - 2^-k) - 2^-k (exp(r) - 1), the last by its Taylor series, so that a small y loses
    nothing.
    """
    y = y if y < 700.0 else 700.0
    shifted = y * 1.4426950408889634 + 1.5 * SHIFT
    k = shifted - 1.5 * SHIFT
    r = (k * LN2_HIGH - y) + k * LN2_LOW
    series = 1 / 479001600
    for coefficient in FACTORIALS:
        series = series * r + coefficient
    exponent = np.int64(1023) - (np.float64(shifted).view(np.int64) & np.int64(0xFFFF))
    power = np.int64(exponent << np.int64(52)).view(np.float64)
    return (1.0 - power) - power * (series * r)


@inlined
def hazard_of(x):  # type: ignore[no-untyped-def] # numba infers the types
    """Return -ln(1 - x) for 0 <= x < 1: the logarithm of 1 - x as rounded, and to first order of what rounding took away."""
    rest = 1.0 - x
    return -(log(rest) + ((1.0 - rest) - x) / rest)
