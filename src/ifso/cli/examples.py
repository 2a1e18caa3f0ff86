"""``ifso examples``."""

from __future__ import annotations

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json


def examples(json: Json = False) -> int:
    """List the scenarios that come with the program."""
    from rich.text import Text  # noqa: PLC0415 - loaded only to print

    from ifso.cli.printing import say, show, show_json  # noqa: PLC0415
    from ifso.verbs.finding import list_examples  # noqa: PLC0415
    from ifso.verbs.loading import load  # noqa: PLC0415

    titles = {example.name: load(example.name).scenario.title for example in list_examples()}
    if json:
        show_json([{"name": name, "title": title} for name, title in titles.items()])
        return Exit.FINE
    width = max(len(name) for name in titles)
    for name, title in titles.items():
        show(Text.assemble((name.ljust(width), "bold"), f"  {title}"))
    say(f"Next: ifso ask {next(iter(titles))}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("examples")(examples)
