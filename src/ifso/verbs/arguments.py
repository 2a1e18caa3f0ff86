"""What a caller of the Python interface hands over, held against what is wanted.

Owns the words for an argument of the wrong kind. Leaves what a text says to :mod:`ifso.verbs.varying`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from inspect import signature
from numbers import Real
from operator import index
from typing import Any, SupportsIndex

from ifso.ground.diagnostics import UsageError
from ifso.ground.suggest import did_you_mean

MOST_TOP = 1_000_000
"""How many findings can be asked for at most."""


def kind_of(value: object) -> str:
    """Name the kind of a value, for a message."""
    match value:
        case None | bool():
            return f"{value}"
        case str():
            return f"the text {value[:40]!r}"
        case Real():
            return f"the number {str(value)[:40]}"
        case _:
            return f"a value of the type `{type(value).__name__}`"


def _refused(name: str, wanted: str, value: object, example: str) -> UsageError:
    return UsageError(f"`{name}` is {wanted}, not {kind_of(value)}.", hint=f"Write for example {name}={example}.")


def text(value: object, name: str, example: str) -> str:
    """Return an argument that is a text. Raises ``UsageError`` for any other."""
    if isinstance(value, str):
        return value
    raise _refused(name, "a text", value, f'"{example}"')


def text_or_none(value: object, name: str, example: str) -> str | None:
    """Return an argument that is a text, or None where it is left out. Raises ``UsageError`` for any other."""
    return None if value is None else text(value, name, example)


def texts(value: object, name: str, example: str) -> tuple[str, ...]:
    """Return an argument that is a text or a list of texts, empty where it is left out. Raises ``UsageError`` for any other."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    wanted, written = "a text or a list of texts", f'["{example}"]'
    if not isinstance(value, Iterable) or isinstance(value, (Mapping, AbstractSet, bytes, bytearray, memoryview)):
        raise _refused(name, wanted, value, written)
    found = tuple(value)
    for item in found:
        if not isinstance(item, str):
            raise UsageError(f"`{name}` is {wanted}, and there is {kind_of(item)} in it.", hint=f"Write for example {name}={written}.")
    return found


def whole(value: object, name: str, example: int, *, least: int, most: int) -> int:
    """Return an argument that is a whole number within bounds. Raises ``UsageError`` for any other."""
    if not isinstance(value, SupportsIndex) or isinstance(value, bool):
        raise _refused(name, "a whole number", value, f"{example}")
    number = index(value)
    if not least <= number <= most:
        raise UsageError(f"--{name} is {number}.", hint=f"It can be from {least:,} to {most:,}.")
    return number


def callback(value: object, name: str) -> None:
    """Raise ``UsageError`` for an argument that is neither left out nor can be called."""
    if value is not None and not callable(value):
        raise _refused(name, "a function", value, "print")


def understood(verb: Callable[..., Any], request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a request whose parts a verb knows. Raises ``UsageError`` where it names another."""
    known = tuple(name for name in signature(verb).parameters if name not in {"scenario", "path"})
    for name in request:
        if name not in known:
            raise UsageError(f"Nothing can be asked for by `{name}`.", hint=did_you_mean(name, known) or f"There are: {', '.join(known)}.")
    return request
