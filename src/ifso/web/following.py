"""A scenario's file as it changes: what it last said, and what is wrong with it now.

Owns when a file is looked at again, and which of three things is said of it: it reads well, it does not, it is gone. What it last said when
it read well stays. Leaves telling the pages to :mod:`ifso.web.opened`.

The file is looked at twice a second rather than watched by the system: that works the same everywhere, on network folders too, and costs a
few calls. The lock and the sources are looked at as well, since the meaning rests on them.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ifso.ground.diagnostics import Invalid, UsageError
from ifso.ground.files import read_bounded
from ifso.report.plain import diagnostic_dict
from ifso.scenario.locking import LARGEST as LARGEST_LOCK
from ifso.scenario.locking import lock_path
from ifso.scenario.written import LARGEST
from ifso.verbs.check import check
from ifso.verbs.loading import Loaded, load

RECENT = 2.0
"""Seconds within which a file can change twice without its time telling so."""
SETTLING = 0.05
"""Seconds between two looks at a file that is being written."""
LOOKS = 20
"""How often is looked at most until a file has settled."""

Print = tuple[tuple[int, int, int] | None, ...]
"""What the system tells of files without opening them: when each was changed, its size, which file it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file said when it read well."""

    loaded: Loaded
    text: bytes
    stamp: str
    """Digest of all that the meaning rests on: the text, the lock, the sources."""

    @property
    def sha256(self) -> str:
        """The hash of the text."""
        return self.loaded.scenario.sha256


class Followed:
    """A file that is followed. Every method may take long, and none is called while another runs."""

    def __init__(self, path: Path) -> None:
        """Read the file. Raises ``UsageError`` and ``Invalid`` as :func:`ifso.verbs.loading.load` does."""
        self.path = path
        self._seen: Print = self._prints(())
        self.good = self._read()
        """What it last said when it read well."""
        self.trouble: dict[str, Any] | None = None
        """The message that says what is wrong with it now, None where nothing is."""
        self._seen = self._prints(self._beside())
        self._sha256 = self.good.sha256

    def look(self) -> bool:
        """Look whether the file, its lock or its sources have changed, and tell whether anything is different now that they are read."""
        seen = self._prints(self._beside())
        if seen == self._seen and not self._may_have_changed(seen):
            return False
        for _ in range(LOOKS):  # an editor may be in the middle of writing, or of putting a new file in the old one's place
            time.sleep(SETTLING)
            before, seen = seen, self._prints(self._beside())
            if seen == before and seen[0] is not None:
                break
        self._seen = seen
        before_trouble, before_stamp = self.trouble, self.good.stamp
        self._read_again()
        self._seen = self._prints(self._beside()) if self.trouble is None else seen
        return self.trouble != before_trouble or self.good.stamp != before_stamp

    def _read_again(self) -> None:
        try:
            self.good = self._read()
            self.trouble = None
        except Invalid as problem:
            try:
                findings = check(str(self.path)).findings
            except UsageError:
                findings = problem.diagnostics
            self.trouble = {"type": "broken", "findings": [dict(diagnostic_dict(found)) for found in findings]}
        except UsageError as problem:
            self.trouble = self._without_file(problem)
        self._sha256 = self._hash()

    def _without_file(self, problem: UsageError) -> dict[str, Any]:
        try:
            there = self.path.exists()
        except OSError:
            there = True
        if not there:
            said = f"{self.path.name} is gone: it was deleted, moved or renamed. The page keeps what it last said."
            return {"type": "gone", "message": said}
        finding = {
            "code": "unreadable", "severity": "error", "message": problem.message, "hint": problem.hint,
            "file": str(self.path), "line": None, "column": None, "length": None, "text": None,
        }  # fmt: skip
        return {"type": "broken", "findings": [finding]}

    def _read(self) -> Reading:
        for _ in range(LOOKS):
            text = read_bounded(self.path, LARGEST)
            loaded = load(self.path)
            if hashlib.sha256(text).hexdigest() == loaded.scenario.sha256:  # else it was changed in between
                break
        sources = {source.name: source.sha256 for source in loaded.scenario.sources.values()}
        lock = _digest(lock_path(self.path), LARGEST_LOCK) if loaded.scenario.lock is not None else ""
        resting = json.dumps([loaded.scenario.sha256, lock, sources], sort_keys=True)
        return Reading(loaded=loaded, text=text, stamp=hashlib.sha256(resting.encode()).hexdigest())

    def _beside(self) -> tuple[Path, ...]:
        """Return the files beside the scenario on which its meaning rests."""
        sources = self.good.loaded.scenario.sources.values()
        return (lock_path(self.path), *(self.path.parent / source.file for source in sources if source.file))

    def _prints(self, beside: tuple[Path, ...]) -> Print:
        return tuple(_print(path) for path in (self.path, *beside))

    def _may_have_changed(self, seen: Print) -> bool:
        """Tell whether the text differs although nothing that the system tells of it does: changes can follow too quickly for its clock."""
        first = seen[0]
        return first is not None and abs(time.time() - first[0] / 1e9) < RECENT and self._hash() != self._sha256

    def _hash(self) -> str:
        return _digest(self.path, LARGEST)


def _print(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _digest(path: Path, limit: int) -> str:
    try:
        return hashlib.sha256(read_bounded(path, limit)).hexdigest()
    except UsageError:
        return ""
