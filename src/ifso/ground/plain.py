"""Dataclasses as plain values, ready for JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def to_plain(value: Any) -> Any:  # noqa: PLR0911 - one line for each kind of value
    """Return dataclasses, mappings, tuples, enums and dates as plain values; what is no number becomes None.

    A dataclass that is one of several alternatives keeps its name under ``is``. Raises ``TypeError`` for anything else.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): to_plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [to_plain(inner) for inner in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {"is": type(value).__name__, **{f.name: to_plain(getattr(value, f.name)) for f in fields(value)}}
        case _:
            raise TypeError(f"{type(value).__name__} has no plain form")
