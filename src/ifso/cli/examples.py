"""``ifso examples``."""

from __future__ import annotations

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json


def examples(json: Json = False) -> int:
    """List the scenarios, and the files of reference classes, that come with the program."""
    from rich.text import Text  # noqa: PLC0415 - loaded only to print

    from ifso.cli.printing import say, show, show_json  # noqa: PLC0415
    from ifso.scenario.load import load_classes  # noqa: PLC0415
    from ifso.verbs.finding import list_examples, list_reference_classes  # noqa: PLC0415
    from ifso.verbs.loading import load  # noqa: PLC0415

    arguments = {example.name: load(example.name).scenario.title for example in list_examples()}
    classes = {shipped.name: load_classes(shipped.path)[0].title for shipped in list_reference_classes()}
    titles = {**arguments, **classes}
    if json:
        show_json([{"name": name, "title": title, "holds_argument": name in arguments} for name, title in titles.items()])
        return Exit.FINE
    width = max(len(name) for name in titles)
    for name, title in titles.items():
        show(Text.assemble((name.ljust(width), "bold"), f"  {title}"))
    say(f"Next: ifso ask {next(iter(arguments))}, or ifso base-rate {next(iter(classes))}")
    return Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("examples")(examples)
