"""``ifso base-rate``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Mirror, Scenario

if TYPE_CHECKING:
    from ifso.verbs.base_rate import BaseRates


def base_rate(
    file: Scenario,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="One of the file's base rates. Default: all of them.", show_default=False)
    ] = None,
    cases: Annotated[bool, typer.Option("--cases", help="Name the misses too.")] = False,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the cases as comma-separated values, one a line.")] = False,
    mirror: Mirror = None,
) -> int:
    """Ask history: how often it happened, among which occasions, with every case by name."""
    from ifso.cli.printing import page, progress, say, shell, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.ground.diagnostics import UsageError  # noqa: PLC0415
    from ifso.verbs.base_rate import base_rate as asked  # noqa: PLC0415 - loaded only to ask

    if csv and (json or cases):
        raise UsageError(
            f"--csv and --{'json' if json else 'cases'} do not go together.", hint="The comma-separated values name every case."
        )
    with progress("Building the panel") as advance:
        found = asked(file, name, mirror=mirror, progress=advance)
    if json:
        show_json(found.to_dict())
    elif csv:
        from ifso.report.plain_history import cases_csv  # noqa: PLC0415

        sys.stdout.write(cases_csv(found))
    else:
        from ifso.report.base_rate import base_rates_report  # noqa: PLC0415

        show(base_rates_report(found, page(), cases=cases), page())
        if found.warnings:
            say(f"The file has {len(found.warnings)} warning{'s' if len(found.warnings) > 1 else ''}: {shell('check', file)}")
        say(f"Next: {shell(*_next(file, found, cases=cases))}")
    return Exit.FINE


def _next(file: str, found: BaseRates, *, cases: bool) -> tuple[str, ...]:
    """Return the next useful command. An example is copied, not locked."""
    from ifso.verbs.finding import is_shipped  # noqa: PLC0415 - loaded only to ask
    from ifso.verbs.lock import is_locked  # noqa: PLC0415

    if found.is_of_argument:
        return ("ask" if is_shipped(file) or is_locked(file, found) else "lock", file)
    if not cases:
        return ("base-rate", file, next(iter(found)), "--cases")
    return ("new", "my-questions", "--from", file) if is_shipped(file) else ("lock", file)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("base-rate")(base_rate)
