"""How the engine's inner functions are compiled, and where the compiled code is kept.

Owns the two decorators: ``kernel`` for functions that Python calls (compiled at their first call, cached on disk, running without the
interpreter's lock) and ``inlined`` for the arithmetic inside them. Floating point is left strict: no reassociation and no contraction,
so that every kernel that performs the same operations returns the same bits. Division follows IEEE 754 and never raises.

The cache is a folder named after a hash of all the engine's sources. numba itself looks only at the time and size of the file that a
function stands in, which misses a change in a function that was inlined from another file, and a reinstalled package whose files carry
the same fixed time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import platformdirs

Function = TypeVar("Function", bound=Callable[..., Any])


def cache_folder() -> Path | None:
    """Return the folder for compiled code, made if need be; None where none can be written, and every start compiles anew.

    ``NUMBA_CACHE_DIR`` takes the place of the user's cache folder.
    """
    sources = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        sources.update(source.read_bytes())
    root = Path(os.environ.get("NUMBA_CACHE_DIR") or platformdirs.user_cache_dir("ifso", appauthor=False))
    folder = root / f"kernels-{sources.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return None


CACHE = cache_folder()


def is_compiled() -> bool:
    """Tell whether compiled code was found on disk, so that the first call will not have to wait."""
    return CACHE is not None and any(CACHE.rglob("*.simulate-*.nbi"))


def kernel(function: Function) -> Function:
    """Compile a function at its first call for a machine, or take it from the cache on disk."""
    before = numba.config.CACHE_DIR  # type: ignore[attr-defined] # the same
    numba.config.CACHE_DIR = str(CACHE or "")  # type: ignore[attr-defined] # numba sets its options when it is imported
    try:
        result: Function = numba.njit(function, cache=CACHE is not None, nogil=True, error_model="numpy")
    finally:
        numba.config.CACHE_DIR = before  # type: ignore[attr-defined] # the same
    return result


def inlined(function: Function) -> Function:
    """Let LLVM see a function's body wherever it is called."""
    result: Function = numba.njit(function, inline="always", error_model="numpy")
    return result
