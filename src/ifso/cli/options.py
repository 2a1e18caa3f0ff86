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
Question = Annotated[
    str | None, typer.Option("--question", "-q", help="Which of the scenario's questions. Default: main, or the first.", show_default=False)
]
Views = Annotated[
    list[str] | None, typer.Option("--view", "-v", help="Answer under this view only; may be repeated. Default: all.", show_default=False)
]
By = Annotated[
    str | None, typer.Option("--by", metavar="DATE", help="Ask about this date, or this long after the start.", show_default=False)
]
Do = Annotated[
    list[str] | None,
    typer.Option(
        "--do", metavar="EVENT[@DATE]", help="Make an event happen, at the start or on a date, whatever its causes.", show_default=False
    ),
]
Prevent = Annotated[list[str] | None, typer.Option("--prevent", metavar="EVENT", help="Keep an event from happening.", show_default=False)]
Given = Annotated[
    str | None,
    typer.Option(
        "--given", metavar="EVENT[@DATE]", help="Ask what follows from learning that an event has happened by the date.", show_default=False
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="CAUSE=VALUE",
        help='Use a value in every view, as in --assume "war.escalation=30% within 2 years".',
        show_default=False,
    ),
]
Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        help="Draws of the uncertain numbers. Default: 1,000; 125 under a view in which actors reason.",
        show_default=False,
    ),
]
Worlds = Annotated[
    int | None, typer.Option("--worlds", metavar="N", help="Worlds simulated for each draw. Default: 4,096.", show_default=False)
]
Reading = Annotated[
    str | None,
    typer.Option(
        "--reading",
        metavar="READING",
        help='In which worlds: do, "do not", given, "given not" or "left alone". Default: the question\'s first.',
        show_default=False,
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the random numbers.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Take it as known that by this date nothing had happened but what is observed and what is hidden.",
        show_default=False,
    ),
]
Observe = Annotated[
    list[str] | None, typer.Option("--observe", metavar="EVENT@DATE", help="Take it as known that an event happened.", show_default=False)
]
NotBy = Annotated[
    list[str] | None,
    typer.Option("--not-by", metavar="EVENT@DATE", help="Take it as known that an event had not happened by a date.", show_default=False),
]
Had = Annotated[
    list[str] | None,
    typer.Option(
        "--had",
        metavar="EVENT@DATE",
        help="Ask what would have come had an event happened on a date, all that was observed else being as it was.",
        show_default=False,
    ),
]
HadNot = Annotated[
    list[str] | None,
    typer.Option("--had-not", metavar="EVENT", help="Ask what would have come had an event not happened.", show_default=False),
]
BeforeNews = Annotated[bool, typer.Option("--before-news", help="Pass over what the file says has been observed.")]
