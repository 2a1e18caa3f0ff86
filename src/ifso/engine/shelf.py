"""Where object code is kept between runs.

Owns a folder of the user's cache that is named after everything on which object code depends: the sources of the kernels and of all that
they import, the versions of numba, llvmlite and Python, and the processor. So there is never stale code in it. Every piece carries a
checksum; one that is damaged is as good as none. It is the one place in the engine that touches the disk, and no answer depends on it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import platformdirs

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import make_folder, write_atomic

SUM = 32
"""Bytes of the checksum in front of a piece of code."""
COMPILED = "compiled"
"""The module without which nothing is compiled."""
_OURS = re.compile(r"^\s*from ifso\.engine\.(\w+) import", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Object code by the name of a kernel and the kinds of its arguments."""

    folder: Path

    @classmethod
    def for_machine(cls, machine: str) -> Shelf:
        """Return the shelf for code that is made of these sources for a machine.

        ``NUMBA_CACHE_DIR`` takes the place of the user's cache folder.
        """
        made_of = hashlib.sha256()
        for source in sources(Path(__file__).parent):
            made_of.update(source)
        for fact in (machine, version("numba"), version("llvmlite"), sys.implementation.cache_tag):
            made_of.update(f"\0{fact}".encode())
        root = Path(os.environ.get("NUMBA_CACHE_DIR") or platformdirs.user_cache_dir("ifso", appauthor=False))
        return cls(root / f"kernels-{made_of.hexdigest()[:16]}")

    def get(self, name: str, kinds: Sequence[str]) -> bytes | None:
        """Return the code of a kernel, or None where there is none that is whole."""
        try:
            kept = self._file(name, kinds).read_bytes()
        except OSError:
            return None
        return kept[SUM:] if hashlib.sha256(kept[SUM:]).digest() == kept[:SUM] else None

    def put(self, name: str, kinds: Sequence[str], code: bytes) -> None:
        """Keep the code of a kernel; where the folder cannot be written, it is compiled anew by every start that needs it."""
        with suppress(UsageError):
            make_folder(self.folder)
            write_atomic(self._file(name, kinds), hashlib.sha256(code).digest() + code)

    def has(self, name: str) -> bool:
        """Tell whether there is any code of a kernel."""
        return any(self.folder.glob(f"{name}-*"))

    def _file(self, name: str, kinds: Sequence[str]) -> Path:
        return self.folder / f"{name}-{hashlib.sha256(' '.join(kinds).encode()).hexdigest()[:16]}"


def sources(folder: Path) -> list[bytes]:
    """Return the sources of every module that is compiled and of all those in the same folder that it imports, in the order of names."""
    texts = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.py"))}
    imports = {name: set(_OURS.findall(text.decode())) for name, text in texts.items()}
    found = {COMPILED, *(name for name, imported in imports.items() if COMPILED in imported and name != "native")}
    while more := {name for known in found for name in imports[known] if name in texts} - found:
        found |= more
    return [texts[name] for name in texts if name in found]
