"""Reading and writing files with care.

Owns bounded reading, so that a huge or endless file costs nothing, and atomic writing, so that an interrupted program leaves the old
file or the new one and never half of it. Leaves what the bytes mean to the callers.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the first ``limit`` + 1 bytes of a regular file; a result longer than ``limit`` says that the file is too large.

    Raises ``UsageError`` for a file that is missing, is a folder or a device, or may not be read.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UsageError(f"{path} is a folder.", hint="Name the file in it.")
        if not stat.S_ISREG(mode):
            raise UsageError(f"{path} is not an ordinary file.", hint="Save the text as a file first.")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise UsageError(f"There is no file {path}.", hint=_neighbour(path)) from None
    except PermissionError:
        raise UsageError(f"{path} may not be read.", hint="Check the permissions of the file.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{_printable(path)} cannot be read: {reason}.") from None


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a neighbour first, which then takes its name.

    Keeps the permissions of a file that it replaces. Raises ``UsageError`` where the folder is missing or may not be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{_printable(path)} cannot be written: {reason}.") from None
    neighbour = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        neighbour.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        neighbour.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            neighbour.unlink()
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they do not exist yet. Raises ``UsageError`` where that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"The folder {_printable(path)} cannot be made: {reason}.") from None


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _printable(path: Path) -> str:
    return str(path).encode("unicode_escape").decode("ascii")


def _neighbour(path: Path) -> str:
    """Name a file of the same folder that was probably meant."""
    with contextlib.suppress(OSError):
        return did_you_mean(path.name, sorted(p.name for p in path.parent.iterdir())[:2000])
    return ""
