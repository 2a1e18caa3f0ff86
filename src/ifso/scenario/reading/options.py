"""Options, named by their paths.

Owns the reading of ``choice.option`` wherever the file speaks of an option. Leaves the options themselves to
:mod:`ifso.scenario.reading.choices`.
"""

from __future__ import annotations

from ifso.scenario.nodes import Mapping, Node, Scalar, Sequence
from ifso.scenario.reading.desk import Desk, listed, short


def declared_options(root: Mapping) -> dict[str, tuple[str, ...]]:
    """Return the names of the options under every choice, whether or not what stands under them can be read."""
    found: dict[str, tuple[str, ...]] = {}
    section = root.get("choices")
    for entry in section.value.entries if section is not None and isinstance(section.value, Mapping) else ():
        options = entry.value.get("options") if isinstance(entry.value, Mapping) else None
        found[entry.key.text] = _names(options.value) if options is not None else ()
    return found


def _names(node: Node) -> tuple[str, ...]:
    """Return the names in a mapping, or in a list, which is complained of where it stands."""
    if isinstance(node, Mapping):
        return tuple(option.key.text for option in node.entries)
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def read_option(desk: Desk, node: Node, of: Node) -> str | None:
    """Return the path of an option that the file declares, or None after a complaint."""
    found = desk.scalar(node, of, "an option")
    if found is None:
        return None
    choice, dot, option = found.text.partition(".")
    paths = tuple(f"{name}.{one}" for name, options in desk.choices.items() for one in options)
    if not dot and choice not in desk.choices:  # an option by its bare name
        bare = [path for path in paths if path.split(".")[1] == choice]
        if bare:
            desk.complain("unknown-option", f"`{short(choice)}` does not say of which choice it is.", found, hint=f"Write `{bare[0]}`.")
            return None
    if choice not in desk.choices:
        hint = desk.complaints.suggest(choice, tuple(desk.choices))
        hint = hint or (f"Known are: {listed(tuple(desk.choices))}." if desk.choices else "The file has no `choices`.")
        desk.complain("unknown-choice", f"There is no choice `{short(choice)}`.", found, hint=hint)
        return None
    if not desk.choices[choice]:  # which is complained of where they should stand
        return None
    if option not in desk.choices[choice]:
        complain_of_option(desk, choice, option, found, prefix=f"{choice}.")
        return None
    desk.used.add(("option", found.text))
    return found.text


def complain_of_option(desk: Desk, choice: str, option: str, node: Node, *, prefix: str = "", beside: tuple[str, ...] = ()) -> None:
    """Complain of a name that is no option of a choice; ``beside`` is what else could stand there."""
    options = desk.choices[choice]
    near = desk.complaints.nearest(option, (*options, *beside)) if option else ""
    known = f"Its options are: {listed(options)}." if options else ""
    message = f"The choice `{short(choice)}` has no option `{short(option)}`." if option else f"No option of `{short(choice)}` is named."
    desk.complain("unknown-option", message, node, hint=f"Did you mean `{prefix}{near}`?" if near else known)
