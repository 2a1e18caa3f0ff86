"""``ifso lock``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import Json, Mirror, Scenario

if TYPE_CHECKING:
    from ifso.report.lock import Locked


def lock(
    file: Scenario,
    mirror: Mirror = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 where history answers otherwise now than it is locked.")
    ] = False,
    json: Json = False,
) -> int:
    """Ask history every base rate of a scenario and write what it answers beside it."""
    from ifso.cli.printing import progress, say, shell, show, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.verbs.lock import lock as locked  # noqa: PLC0415 - loaded only to ask

    with progress("Building the panel") as advance:
        done = locked(file, mirror=mirror, write=not check, progress=advance)
    if json:
        from ifso.report.plain_history import locked_dict  # noqa: PLC0415

        show_json(locked_dict(done))
    else:
        from ifso.report.lock import lock_report  # noqa: PLC0415

        show(lock_report(done, written=not check))
        say(f"Next: {shell(_next(file, done, check=check), file)}")
    return Exit.FINDINGS if check and done.differs else Exit.FINE


def _next(file: str, done: Locked, *, check: bool) -> str:
    """Return the next useful command. An example is not locked."""
    from ifso.verbs.finding import is_shipped  # noqa: PLC0415

    if check and done.renewed and not is_shipped(file):
        return "lock"
    return "check" if done.unusable else "ask" if done.is_of_argument else "base-rate"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lock")(lock)
