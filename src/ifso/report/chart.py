"""Small charts of text.

Owns the line of blocks that shows how a chance grows. The scale is always 0 to 100%, so that lines can be compared with each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from ifso.engine.answering import curve_at
from ifso.engine.estimating import Curve

BLOCKS = " ▁▂▃▄▅▆▇█"


def sparkline(curve: Curve, width: int) -> str:
    """Return a curve as ``width`` blocks, each the chance at the end of its share of the time; an empty block is below 1 in 16."""
    end = curve.times[-1]
    return blocks([curve_at(curve, end * (i + 1) / width) for i in range(width)])


def blocks(chances: Sequence[float]) -> str:
    """Return chances as blocks, from an empty one below 1 in 16 to a full one above 15 in 16."""
    return "".join(BLOCKS[min(8, int(chance * 8 + 0.5))] for chance in chances)
