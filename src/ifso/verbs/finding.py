"""Finding the scenario that somebody means: a file of theirs, or an example by its name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A scenario that is shipped with the program."""

    name: str
    path: Path


def list_examples() -> tuple[Example, ...]:
    """Return the shipped examples, by name."""
    root = Path(str(files("ifso.examples")))
    found = (path / f"{path.name}.yaml" for path in sorted(root.iterdir()) if path.is_dir())
    return tuple(Example(name=path.stem, path=path) for path in found if path.is_file())


def list_reference_classes() -> tuple[Example, ...]:
    """Return the shipped files of reference classes, which hold questions to history and no argument, by name."""
    root = Path(str(files("ifso.examples"))) / "reference-classes"
    return tuple(Example(name=path.stem, path=path) for path in sorted(root.glob("*.yaml")))


def is_shipped(name: str) -> bool:
    """Tell whether a name is found among the program's own files, and not as a file of somebody's."""
    return not exists(Path(name)) and name in _shipped()


def _shipped() -> dict[str, Path]:
    return {example.name: example.path for example in (*list_examples(), *list_reference_classes())}


def exists(path: Path) -> bool:
    """Tell whether a path leads anywhere; one that no file can have, or that may not be looked at, leads nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, a folder that may not be entered, a NUL
        return False


def find_scenario(name: str) -> Path:
    """Return the path of a scenario: an existing file first, then an example or a file of reference classes of that name.

    Raises ``UsageError`` where there is neither.
    """
    path = Path(name)
    if exists(path):
        return path
    shipped = _shipped()
    if name in shipped:
        return shipped[name]
    if path.suffix or len(path.parts) > 1:
        return path  # opening it says best what is wrong
    hint = did_you_mean(name, shipped) or f"The examples are {', '.join(shipped)}; a file needs its ending, as in {name}.yaml."
    raise UsageError(f"There is neither a file nor an example {name}.", hint=hint)
