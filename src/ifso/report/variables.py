"""The variables of the panel as a list to read in a terminal, and as a page of the documentation.

Owns what is said of a variable and in which order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ifso.history.variables import GROUPS, Kind, Variable

if TYPE_CHECKING:
    from ifso.history.gaps import Described


def variables_report(described: Sequence[Described]) -> RenderableType:
    """Return each variable with its kind, years, share unknown and sources, and below it what it means."""
    parts: list[RenderableType] = []
    for each in described:
        variable = each.variable
        facts = [kind_in_words(variable), years(variable), *([share(each.unknown)] if each.unknown is not None else []), sources(variable)]
        parts += [
            Text.assemble((written(variable), "bold"), "  ", ("; ".join(fact for fact in facts if fact), "dim")),
            Padding(Text(variable.definition), (0, 0, 0, 4)),
        ]
    return Group(*parts)


def written(variable: Variable) -> str:
    """Return how a variable is written in an expression."""
    return f"{variable.name}(STATE)" if variable.tie else variable.name


def kind_in_words(variable: Variable) -> str:
    """Return what its values are: yes or no, a number with its unit, one of some words, a state."""
    match variable.kind:
        case Kind.NUMBER:
            return f"number, {variable.unit}"
        case Kind.CATEGORY:
            return f"one of {', '.join(variable.values)}"
        case _:
            return variable.kind.value


def years(variable: Variable) -> str:
    """Return the years that it covers."""
    return f"{variable.first}" if variable.first == variable.last else f"{variable.first} to {variable.last}"


def share(unknown: float) -> str:
    """Return how much is unknown, in words."""
    return "all known" if unknown == 0 else f"{unknown:.0%} unknown" if unknown >= 0.01 else "under 1% unknown"


def sources(variable: Variable) -> str:
    """Return the datasets that it rests on."""
    return f"from {', '.join(variable.datasets)}" if variable.datasets else ""


def variables_page(head: str) -> str:
    """Return the catalogue as a page in Markdown, under a heading of its own."""
    parts = [head]
    for title, group in GROUPS.items():
        parts.append(f"## {title}\n")
        for variable in group:
            facts = "; ".join(fact for fact in (kind_in_words(variable), years(variable), sources(variable)) if fact)
            parts.append(f"### {written(variable)}\n\n{variable.definition}\n\n*{facts[0].upper()}{facts[1:]}.*\n")
    return "\n".join(parts)
