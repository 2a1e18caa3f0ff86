"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

FILE_HELP = "A scenario's file, or the name of an example."
Scenario = Annotated[str, typer.Argument(metavar="FILE|EXAMPLE", help=FILE_HELP, show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Mirror = Annotated[
    str | None, typer.Option("--mirror", metavar="FOLDER", help="Take the datasets' files from this folder.", show_default=False)
]
