"""Run the engine's random numbers through SmallCrush, the quick battery of TestU01 (L'Ecuyer and Simard, ACM TOMS 2007).

The numbers come from the engine's own kernel (``fill_uniforms``) and from streams as the engine names them (``stream_of``), in the orders
in which neighbours could betray a pattern:

``worlds``
    512 worlds of a cause, then of the next, through 60 causes; then the next 512 worlds. The order in which rows are filled.
``causes``
    one number of each of 60 causes for a world, then for the next world: what decides one world stands together.
``seeds``
    one cause in the same world under 60 successive seeds, then in the next world; after 64 worlds the next 60 seeds.

TestU01 gets each number as the engine uses it, u = (k + 1/2) / 2^32, and its 32 bits k. A p-value outside [1e-4, 1 - 1e-4] fails.

What passing shows: within the 228 million numbers that the battery takes of an order, no defect of those that its ten tests look for
(spacings, collisions, gaps, poker hands, coupons, maxima, weights, ranks of matrices, Hamming weights, walks), and that streams, worlds and
seeds are put into the generator's key and counter so that they neither repeat nor resemble each other. What it does not show: that the
numbers are right (known answers, in the tests, do), that a longer battery would pass (published for this generator: BigCrush does), or
anything about the arithmetic that turns numbers into times.

Needs TestU01's shared library: on Debian and Ubuntu the package ``libtestu01-0`` (component non-free on Debian 12).
Exit codes: 0 all passed, 1 a p-value too extreme, 2 no library.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import ctypes.util
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numba import carray  # type: ignore[attr-defined] # numba fills its namespace while it is imported

from ifso.engine.philox import fill_uniforms
from ifso.engine.random import stream_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

BOUND = 1e-4
"""A p-value nearer than this to 0 or 1 fails. Of 45 p-values a perfect generator has one with one seed in a hundred."""
STREAMS = 60
"""Causes, or seeds, that are interleaved."""
ORDERS = {"worlds": 512, "causes": 512, "seeds": 64}
"""Worlds in a block, by order."""
MISSING = """TestU01's shared library was not found (libtestu01.so.0).
On Debian and Ubuntu: apt-get install libtestu01-0
On Debian 12 the package is in the component non-free, which has to be named in the machine's package sources.
Elsewhere: build TestU01 from its makers' page and let LD_LIBRARY_PATH name the folder of the library."""


class Gen(ctypes.Structure):
    """TestU01's ``unif01_Gen``: a generator with what it remembers."""

    _fields_ = (
        ("state", ctypes.c_void_p),
        ("param", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("GetU01", ctypes.c_void_p),
        ("GetBits", ctypes.c_void_p),
        ("Write", ctypes.c_void_p),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One statistic of the battery."""

    order: str
    test: str
    p: float

    @property
    def passed(self) -> bool:
        """Tell whether the p-value is unremarkable."""
        return BOUND <= self.p <= 1 - BOUND


POSITION, ROUND, SEED = range(3)
"""What a source remembers: numbers handed out of the block, blocks so far, the first seed."""


class Source:
    """The engine's numbers in one order, as a generator that TestU01 can call."""

    def __init__(self, order: str, seed: int) -> None:
        worlds = ORDERS[order]
        size = STREAMS * worlds
        by_stream, by_seed = order == "worlds", order == "seeds"
        streams = np.array([stream_of("cause", f"event_{i // 2}.cause_{i % 2}") for i in range(STREAMS)], dtype=np.uint64)
        self.state = np.array([size, 0, seed], dtype=np.uint64)
        self.block = np.zeros((STREAMS, worlds))

        fill: Any = fill_uniforms  # numba leaves it without annotations

        @numba.njit
        def following(state, block):  # type: ignore[no-untyped-def] # numba infers the types
            if state[POSITION] == size:
                for i in range(STREAMS):
                    if by_seed:
                        fill(state[SEED] + state[ROUND] * np.uint64(STREAMS) + np.uint64(i), streams[0], np.uint64(0), block, i)
                    else:
                        fill(state[SEED], streams[i], state[ROUND] * np.uint64(worlds), block, i)
                state[ROUND] += np.uint64(1)
                state[POSITION] = np.uint64(0)
            at = np.int64(state[POSITION])
            state[POSITION] += np.uint64(1)
            return block[at // worlds, at % worlds] if by_stream else block[at % STREAMS, at // STREAMS]

        pointers = (_pointer(numba.types.float64), _pointer(numba.types.uint64))

        @numba.cfunc(numba.types.float64(*pointers))
        def get_u01(param, state):  # type: ignore[no-untyped-def] # numba infers the types
            return following(carray(state, 3), carray(param, (STREAMS, worlds)))

        @numba.cfunc(numba.types.uint64(*pointers))
        def get_bits(param, state):  # type: ignore[no-untyped-def] # numba infers the types
            return np.uint64(following(carray(state, 3), carray(param, (STREAMS, worlds))) * 4294967296.0)

        self._functions = (get_u01, get_bits, ctypes.CFUNCTYPE(None, ctypes.c_void_p)(lambda _: None))
        self.following = following

    def take(self, count: int) -> NDArray[np.float64]:
        """Return the next numbers."""
        return np.array([self.following(self.state, self.block) for _ in range(count)])

    def as_gen(self) -> Gen:
        """Return the generator; it lives no longer than this source."""
        u01, bits, write = self._functions
        return Gen(self.state.ctypes.data, self.block.ctypes.data, b"ifso", u01.address, bits.address, ctypes.cast(write, ctypes.c_void_p))


def _pointer(to: Any) -> Any:
    return numba.types.CPointer(to)  # type: ignore[no-untyped-call] # numba's types have no annotations


def library() -> ctypes.CDLL | None:
    """Load TestU01, or return None."""
    for name in ("libtestu01.so.0", ctypes.util.find_library("testu01")):
        with contextlib.suppress(OSError):
            if name:
                return ctypes.CDLL(name)
    return None


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep what the library prints from standard output."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def small_crush(lib: ctypes.CDLL, order: str, seed: int) -> list[Tested]:
    """Run the battery on one order of the numbers."""
    source = Source(order, seed)
    gen = source.as_gen()
    with silence():
        ctypes.c_int.in_dll(lib, "swrite_Basic").value = 0
        lib.bbattery_SmallCrush(ctypes.byref(gen))
    found = ctypes.c_int.in_dll(lib, "bbattery_NTests").value
    p_values = (ctypes.c_double * found).in_dll(lib, "bbattery_pVal")
    names = (ctypes.c_char_p * found).in_dll(lib, "bbattery_TestNames")
    return [Tested(order=order, test=(names[i] or b"").decode(), p=p_values[i]) for i in range(found)]


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Run the engine's random numbers through TestU01's SmallCrush.")
    parser.add_argument("--order", action="append", choices=tuple(ORDERS), help="which order of the numbers; default: each")
    parser.add_argument("--seed", type=int, default=1, help="the engine's seed; default: 1")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the p-values to a file, or to standard output with -")
    asked = parser.parse_args(arguments)
    lib = library()
    if lib is None:
        print(MISSING, file=sys.stderr)
        return 2
    tested: list[Tested] = []
    for order in asked.order or ORDERS:
        begun = time.monotonic()
        tested += small_crush(lib, order, asked.seed)
        print(f"{order}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    failed = [t for t in tested if not t.passed]
    if not asked.json or str(asked.json) != "-":
        for t in tested:
            print(f"{t.order:7} {t.test:28} {t.p:10.4g} {'' if t.passed else '  FAILED'}")
        print(f"{len(tested)} p-values, {len(failed)} outside [{BOUND:g}, 1 - {BOUND:g}]")
    if asked.json:
        written = json.dumps(_report(asked.seed, tested), indent=1)
        if str(asked.json) == "-":
            print(written)
        else:
            asked.json.write_text(written + "\n", encoding="utf-8")
    return 1 if failed or not tested else 0


def _report(seed: int, tested: list[Tested]) -> dict[str, Any]:
    rows = [{**asdict(t), "passed": t.passed} for t in tested]
    return {"battery": "SmallCrush", "bound": BOUND, "seed": seed, "passed": all(t.passed for t in tested), "p_values": rows}


if __name__ == "__main__":
    raise SystemExit(main())
