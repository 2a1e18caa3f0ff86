"""``ifso lock``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Mirror, Scenario


def lock(
    file: Scenario,
    mirror: Mirror = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where the lock is not what history answers now.")
    ] = False,
    json: Json = False,
) -> int:
    """Ask history every base rate of a scenario and write what it answers beside it."""
    from ifso.cli.printing import progress, say, shell, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.finding import is_shipped  # noqa: PLC0415
    from ifso.verbs.lock import lock as locked  # noqa: PLC0415 - loaded only to ask

    with progress("Building the panel") as advance:
        done = locked(file, mirror=mirror, write=not check, progress=advance)
    if json:
        from ifso.report.plain_history import locked_dict  # noqa: PLC0415

        show_json(locked_dict(done))
    else:
        from ifso.report.lock import lock_report  # noqa: PLC0415

        show(lock_report(done, written=not check))
        to_lock = check and done.renewed and not is_shipped(file)
        say(f"Next: {shell('lock' if to_lock else 'ask' if done.is_of_argument else 'base-rate', file)}")
    return Exit.FINDINGS if check and done.renewed else Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lock")(lock)
