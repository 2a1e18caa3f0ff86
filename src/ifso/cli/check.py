"""``ifso check``."""

from __future__ import annotations

from typing import Annotated

import typer

from ifso.cli.ending import Exit
from ifso.cli.options import FILE_HELP, Json


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help=FILE_HELP, show_default=False)],
    json: Json = False,
) -> int:
    """Say everything that is wrong with a scenario or with reference classes, all at once."""
    from ifso.cli.printing import complain, complain_of_all, say, shell, show_json  # noqa: PLC0415 - loaded only to print
    from ifso.ground.diagnostics import UsageError  # noqa: PLC0415
    from ifso.report.plain import diagnostic_dict  # noqa: PLC0415
    from ifso.verbs.check import check as checked  # noqa: PLC0415

    results, missing = {}, False
    for file in dict.fromkeys(files):
        try:
            results[file] = checked(file)
        except UsageError as problem:
            missing = True
            complain(problem.message, problem.hint)
    if not results:
        return Exit.USAGE
    found = {file: result.findings for file, result in results.items()}
    if json:
        show_json([{"file": file, "findings": [diagnostic_dict(d) for d in diagnostics]} for file, diagnostics in found.items()])
    else:
        for file, diagnostics in found.items():
            if diagnostics:
                complain_of_all(diagnostics, err=False)
                first = next((d for d in diagnostics if d.is_error), diagnostics[0])
                say(f"Next: ifso explain {first.code}")
            elif results[file].holds_argument and not results[file].asks:
                say(f"{file}: nothing to complain of, and nothing to ask: add for example `questions: {{main: {{then: EVENT}}}}`.")
                say(f"Next: {shell('check', file)}")
            else:
                verb = "ask" if results[file].holds_argument else "base-rate"
                say(f"{file}: nothing to complain of. Next: {shell(verb, file)}")
    everything = [d for diagnostics in found.values() for d in diagnostics]
    if missing:
        return Exit.USAGE
    return Exit.INVALID if any(d.is_error for d in everything) else Exit.FINDINGS if everything else Exit.FINE


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)
