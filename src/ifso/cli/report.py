"""``ifso report``."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import (
    AsOf,
    Assume,
    BeforeNews,
    By,
    Do,
    Draws,
    Given,
    NotBy,
    Observe,
    Prevent,
    Question,
    Scenario,
    Seed,
    Views,
    Worlds,
)
from ifso.ground.diagnostics import UsageError

Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file; - is standard output. Default: the scenario's name with .html.", show_default=False),
]  # fmt: skip


def report(
    file: Scenario,
    output: Output = None,
    question: Question = None,
    view: Views = None,
    by: By = None,
    do: Do = None,
    prevent: Prevent = None,
    given: Given = None,
    assume: Assume = None,
    as_of: AsOf = None,
    observe: Observe = None,
    not_by: NotBy = None,
    before_news: BeforeNews = False,
    draws: Draws = None,
    worlds: Worlds = None,
    seed: Seed = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is no report.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write the page's data alone, as JSON; without --output, print them.")] = False,
) -> int:  # fmt: skip
    """Write a page in one file that stands alone: everything that can be asked of a question, with sliders, offline."""
    from ifso.cli.printing import progress, say, shell, wait  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.loading import load  # noqa: PLC0415 - loaded only to ask
    from ifso.verbs.report import report as reported  # noqa: PLC0415

    loaded = load(file)
    name = output if output is not None else "-" if json else f"{loaded.scenario.name}.html"
    with progress("Computing") as advance:
        text = reported(
            loaded.scenario, loaded.path, target=None if name == "-" else name, force=force, data=json, written=_today(), question=question,
            views=view or (), by=by, do=do or (), prevent=prevent or (), given=given, assume=assume or (), as_of=as_of,
            observe=observe or (), not_by=not_by or (), before_news=before_news, draws=draws, worlds=worlds, seed=seed, progress=advance,
            waiting=wait,
        )  # fmt: skip
    if name == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))  # whatever the terminal can show: the script's hash is told in the file
    else:
        typer.echo(name)
    if not json:
        say(f"Next: {shell('open', file)}")
    return Exit.FINE


def _today() -> date:
    """Return the day on which a report is written: that of ``SOURCE_DATE_EPOCH``, by which it can be written again to the last byte."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        return date.today()  # noqa: DTZ011 - the day on the author's wall is meant
    try:
        return datetime.fromtimestamp(int(told), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is `{told}`, which is no time.", hint="It counts seconds since 1970.") from None


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)
