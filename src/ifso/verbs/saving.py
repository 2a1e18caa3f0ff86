"""Saving numbers that somebody has moved: as a view of the scenario's file, everything else of which stays to the last byte.

Owns which files are written, that none is overwritten which has changed meanwhile, and that nothing is written which does not read. Leaves
the words of the numbers to :mod:`ifso.verbs.moving`, and where they stand to :mod:`ifso.scenario.inscribing`.
"""

from __future__ import annotations

import hashlib
import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded, write_atomic
from ifso.scenario.inscribing import Pairs, add_view, change_view, holds_view, line_of, replace_view
from ifso.scenario.load import read_again
from ifso.scenario.meaning import Scenario, Value
from ifso.scenario.written import LARGEST, Written
from ifso.verbs.arguments import text
from ifso.verbs.moving import moved_value, option_of
from ifso.verbs.new import new
from ifso.verbs.varying import known

KEPT = "The file is as it was, and nothing of what you have moved is lost."


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What has been written."""

    path: Path
    view: str
    sha256: str
    """Hash of the file's text as it is now."""
    line: int
    """The line on which the view begins."""


class Shipped(UsageError):  # noqa: N818 - read aloud it is a statement
    """The file comes with the program, and is not written to."""

    def __init__(self, path: Path) -> None:
        hint = f"Copy it and open the copy: `ifso new mine.yaml --from {shlex.quote(path.stem)}`, then `ifso open mine.yaml`."
        super().__init__(f"{path.stem} comes with the program and is not written to.", hint=hint)


class Conflict(UsageError):  # noqa: N818 - read aloud it is a statement
    """The file has changed since it was read, and was left alone."""

    def __init__(self, path: Path, *, theirs: str, mine: str) -> None:
        super().__init__(f"{path.name} has changed since it was read, and was left as it is.", hint="Read it again, and save once more.")
        self.theirs = theirs
        """The file's text as it is."""
        self.mine = mine
        """What would have been written; empty where the text that was read is not known."""


def save_view(
    path: Path,
    *,
    name: str,
    otherwise: str,
    values: Mapping[str, float] = MappingProxyType({}),
    chosen: Mapping[str, str] = MappingProxyType({}),
    about: str = "",
    replace: bool = False,
    sha256: str = "",
    base: bytes | None = None,
    copy_to: Path | None = None,
) -> Saved:
    """Write a view into a scenario's file: ``values`` are numbers by assumption, ``chosen`` options by choice, the rest is ``otherwise``'s.

    A number takes the timing that it has in the view ``otherwise`` and three significant digits. ``replace`` lets the view take the place
    of one of its name; where that is ``otherwise`` itself, the view keeps what it says and only the moved numbers change. ``sha256`` is the
    hash of the text that was read, ``base`` that text; with either, a file that says something else is not written. ``copy_to`` is a folder
    into which an example is copied first, with its sources, since the program's own files are not written to. Raises ``Conflict``,
    ``Invalid`` where the file would not read with the view or does not now, ``Shipped`` for an example that is not to be copied, and
    ``UsageError`` for what is unknown, a file that cannot be read or written, and a copy whose name is taken. Whatever is raised, no view
    has been written.
    """
    target = _target(path) if copy_to is None else path
    now = _read(path)
    wanted = sha256 or ("" if base is None else _hash(base))
    said = " ".join(text(about, "about", "My own reading.").split())
    view = _View(
        path=path, name=text(name, "name", "mine"), otherwise=otherwise, values=values, chosen=chosen, about=said, replaces=replace
    )
    if wanted and _hash(now) != wanted:
        mine = "" if base is None else view.into(base).text
        raise Conflict(path, theirs=now.decode("utf-8", "replace"), mine=mine)
    written = view.into(now)
    if copy_to is not None:
        return save_view(
            _copied(path, copy_to), name=name, otherwise=otherwise, values=values, chosen=chosen, about=about, replace=replace,
        )  # fmt: skip
    data = written.to_bytes()
    if _read(path) != now:
        raise Conflict(path, theirs=_read(path).decode("utf-8", "replace"), mine=written.text)
    try:
        write_atomic(target, data)
    except UsageError as problem:
        raise UsageError(problem.message, hint=f"{problem.hint} {KEPT}".strip()) from None
    return Saved(path=path, view=name, sha256=_hash(data), line=line_of(written, name))


def _target(path: Path) -> Path:
    """Return the file that is written. Raises ``UsageError`` for one that may not be."""
    try:
        target = path.resolve()
        folder = path.parent.resolve()
    except (OSError, RuntimeError, ValueError):
        raise UsageError(f"{path} cannot be found.", hint=KEPT) from None
    if _is_shipped(target):
        raise Shipped(path)
    if target.parent != folder:
        raise UsageError(f"{path.name} is a link to a file in another folder.", hint=f"Open that file: {shlex.quote(str(target))}. {KEPT}")
    if target.exists() and not os.access(target, os.W_OK):
        raise UsageError(f"{path.name} may not be written.", hint=f"Change its permissions, or save a copy under another name. {KEPT}")
    return target


def _is_shipped(path: Path) -> bool:
    return path.resolve().is_relative_to(Path(str(files("ifso.examples"))).resolve())


def _copied(path: Path, folder: Path) -> Path:
    """Copy an example into a folder, with all that belongs to it, and return the copy."""
    copy = folder / path.name
    if not _is_shipped(path):
        raise UsageError(f"{path.name} is no example, and needs no copy.")
    try:
        return new(copy, start=date.min, example=str(path))[0]
    except UsageError as problem:
        hint = f"Open that one: `ifso open {shlex.quote(copy.name)}`." if copy.exists() else problem.hint
        raise UsageError(problem.message, hint=f"{hint} {KEPT}".strip()) from None


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, LARGEST)
    except UsageError as problem:
        raise UsageError(problem.message, hint=f"{problem.hint} {KEPT}".strip()) from None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A view that is to be written."""

    path: Path
    name: str
    otherwise: str
    values: Mapping[str, float]
    chosen: Mapping[str, str]
    about: str
    replaces: bool

    def into(self, data: bytes) -> Written:
        """Return a file's text with the view in it. Raises ``Invalid`` and ``UsageError``."""
        written = Written.read(data, str(self.path))
        scenario = self._meaning(written)
        known(text(self.otherwise, "otherwise", "author"), scenario.views, "view")
        if not isinstance(self.values, Mapping) or not isinstance(self.chosen, Mapping):
            raise UsageError("Numbers and options are given by name.", hint='Write for example values={"war.escalation": 0.3}.')
        values = {name: moved_value(scenario, self.otherwise, name, number) for name, number in self.values.items()}
        chosen = {name: option_of(scenario, name, text(option, name, "OPTION")) for name, option in self.chosen.items()}
        if not values and not chosen:
            raise UsageError("Nothing has been moved, and so there is nothing to save.", hint="Move a number first.")
        stands = holds_view(written, self.name)
        if stands and not self.replaces:
            hint = "Choose another name, or let it take the place of the one that stands there."
            raise UsageError(f"The file has a view `{self.name}` already.", hint=hint)
        pairs = self._pairs(scenario, values, chosen)
        try:
            if stands and self.name == self.otherwise:
                edited = change_view(written, self.name, pairs)
            else:
                edited = (replace_view if stands else add_view)(written, self.name, pairs)
        except ValueError as problem:
            raise UsageError(f"The view cannot be written into {self.path.name}: {problem}.", hint=KEPT) from None
        self._hold(edited, values, chosen)
        return edited

    def _pairs(self, scenario: Scenario, values: Mapping[str, Value], chosen: Mapping[str, str]) -> Pairs:
        """Return the keys of the view and their texts, in the order of the scenario."""
        in_place = self.name == self.otherwise and self.name in scenario.views
        head = [("about", self.about)] if self.about and not (in_place and scenario.views[self.name].about == self.about) else []
        head += [] if in_place else [("else", self.otherwise)]
        numbers = [(name, values[name].written) for name in scenario.assumptions if name in values]
        return [*head, *numbers, *((name, chosen[name]) for name in scenario.choices if name in chosen)]

    def _hold(self, edited: Written, values: Mapping[str, Value], chosen: Mapping[str, str]) -> None:
        """Read the text that is to be written, and make sure that the view holds what was moved."""
        scenario = self._meaning(edited)
        view = scenario.views[self.name]
        wrong = [name for name, value in values.items() if view.values[name].number != value.number]
        wrong += [name for name, option in chosen.items() if getattr(view.choices[name].decision, "option", None) != option]
        if wrong:
            raise UsageError(f"`{wrong[0]}` would read differently in the file than it was moved to.", hint=KEPT)

    def _meaning(self, written: Written) -> Scenario:
        return read_again(written, self.path.parent, self.path.stem)
