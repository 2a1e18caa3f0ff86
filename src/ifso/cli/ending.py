"""How a command ends: exit codes, and errors in words instead of tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from ifso.ground.diagnostics import Invalid, UsageError


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INVALID = 3
    INTERRUPTED = 130


def ended(run: Callable[[], Any]) -> int:
    """Run a command and return its exit code, saying on standard error what went wrong."""
    import click  # noqa: PLC0415 - typer brings it

    from ifso.cli.printing import complain, complain_of_all  # noqa: PLC0415 - rich is loaded only to print

    try:
        result = run()
    except UsageError as error:
        complain(error.message, error.hint)
        return Exit.USAGE
    except Invalid as error:
        complain_of_all(error.diagnostics)
        return Exit.INVALID
    except click.exceptions.Abort:
        complain("Interrupted.", "")
        return Exit.INTERRUPTED
    except KeyboardInterrupt:
        complain("Interrupted.", "")
        return Exit.INTERRUPTED
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return Exit.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except MemoryError:
        complain("There is not enough memory for this.", "Ask for fewer draws or worlds.")
        return Exit.USAGE
    return result if isinstance(result, int) else Exit.FINE
