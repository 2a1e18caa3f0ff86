"""Quantiles of the distributions that assumptions have.

Owns the standard normal and the Beta distribution, many probabilities at a time. A library for them takes longer to load than everything
that an answer with counts needs of it takes to compute.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CENTRAL = (
    (
        2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
        13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665,
    ),
    (
        5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597,
        5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0,
    ),
)  # fmt: skip
NEAR = (
    (
        0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
        3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
    ),
    (
        1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
        0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0,
    ),
)  # fmt: skip
FAR = (
    (
        2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124,
        0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
    ),
    (
        2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133,
        0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0,
    ),
)  # fmt: skip
"""Numerators and denominators of Wichura's rational functions, the highest power first."""
NODES = np.array([0.9602898564975362, 0.7966664774136267, 0.525532409916329, 0.18343464249564978])
WEIGHTS = np.array([0.10122853629037706, 0.22238103445337443, 0.3137066458778869, 0.36268378337836166])
"""One half of the nodes and weights of Gauss's rule with eight points on (-1, 1)."""
PANELS = 800
TURNS = 4
"""Steps of Newton's method; each doubles the digits, and the first guess has two."""


def normal_quantile(u: Floats) -> Floats:
    """Return the standard normal quantiles of ``u``, to 15 digits: Wichura, "Algorithm AS 241", Applied Statistics 1988."""
    q = u - 0.5
    r = np.sqrt(-np.log(np.minimum(u, 1 - u)))
    tail = np.where(r <= 5.0, _ratio(NEAR, r - 1.6), _ratio(FAR, r - 5.0))
    return np.where(np.abs(q) <= 0.425, q * _ratio(CENTRAL, 0.180625 - q * q), np.copysign(tail, q))


def beta_quantile(a: float, b: float, u: Floats) -> Floats:
    """Return the quantiles of Beta(a, b) at ``u``, to 12 digits; a and b are at least 1/2.

    On the scale of t = log(x / (1 - x)) the density, exp(a t) / (1 + exp(t))^(a + b), is smooth and bell-shaped. It is integrated by
    Gauss's rule over panels that hold all but 1e-17 of it; the panel in which a quantile lies is found by looking, and its place there by
    Newton's method, whose integral from the panel's edge is taken by the same rule.
    """
    middle, spread = np.log(a / b), np.sqrt(1 / a + 1 / b)
    edges = np.linspace(middle - 9 * spread - 45 / a, middle + 9 * spread + 45 / b, PANELS + 1)
    step = edges[1] - edges[0]
    peak = a * middle - (a + b) * np.log1p(np.exp(middle))

    def density(t: Floats) -> Floats:
        height: Floats = np.exp(a * t - (a + b) * np.log1p(np.exp(t)) - peak)
        return height

    def integral(begin: Floats, width: Floats) -> Floats:
        half = width / 2
        places = np.concatenate([-NODES, NODES])[:, None] * half + (begin + half)
        whole: Floats = np.concatenate([WEIGHTS, WEIGHTS]) @ density(places) * half
        return whole

    reached = np.concatenate([[0.0], np.cumsum(integral(edges[:-1], np.full(PANELS, step)))])
    wanted = u * reached[-1]
    panel = np.clip(np.searchsorted(reached, wanted, side="right") - 1, 0, PANELS - 1)
    begin, rest = edges[panel], wanted - reached[panel]
    along = step * rest / (reached[panel + 1] - reached[panel])
    for _ in range(TURNS):
        along = np.clip(along - (integral(begin, along) - rest) / density(begin + along), 0.0, step)
    found: Floats = 1 / (1 + np.exp(-(begin + along)))
    return found


def _ratio(of: tuple[tuple[float, ...], tuple[float, ...]], x: Floats) -> Floats:
    above, below = (np.polyval(coefficients, x) for coefficients in of)
    result: Floats = above / below
    return result
