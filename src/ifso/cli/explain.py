"""``ifso explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json


def explain(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A code that `ifso check` printed.", show_default=False)] = None,
    json: Json = False,
) -> int:
    """Explain a code, with a wrong and a right example; without one, list all codes."""
    from rich.text import Text  # noqa: PLC0415 - loaded only to print

    from ifso.cli.printing import say, show, show_json  # noqa: PLC0415
    from ifso.ground.plain import to_plain  # noqa: PLC0415
    from ifso.verbs.explain import CODES  # noqa: PLC0415
    from ifso.verbs.explain import explain as explain_code  # noqa: PLC0415

    if json:
        show_json(to_plain(explain_code(code)) if code else [to_plain(known) for known in CODES.values()])
    elif code is None:
        width = max(len(slug) for slug in CODES)
        for known in CODES.values():
            show(Text.assemble((known.slug.ljust(width), "bold"), f"  {known.severity.value:7}  {known.means}"))
        say(f"Next: ifso explain {next(iter(CODES))}")
    else:
        known = explain_code(code)
        show(Text.assemble((known.slug, "bold"), f" ({known.severity.value}): {known.means}\n\n{known.explanation}\n"))
        for title, example in (("wrong", known.wrong), ("right", known.right)):
            show(Text.assemble((f"{title}\n", "cyan"), *(f"    {line}\n" for line in example.splitlines())))
        say("Next: ifso check FILE")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)
