"""How a command ends: exit codes, and errors in words instead of tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, TextIO

import typer

from ifso.ground.diagnostics import Diagnostic, Invalid, UsageError


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INVALID = 3
    INTERRUPTED = 130


WORDED = tuple(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises where it cannot read a command line. It stands in typer or in click, which of them depends on typer's version."""


def ended(run: Callable[[], Any]) -> int:
    """Run a command and return its exit code, saying on standard error what went wrong."""
    from ifso.cli.printing import complain, complain_of_all  # noqa: PLC0415 - rich is loaded only to print

    try:
        return _ended(run, complain, complain_of_all)
    except BrokenPipeError:
        stop_writing()
        return Exit.FINE
    except OSError as error:
        if error.filename is not None:
            raise  # a file of ours, and so a fault of ours
        stop_writing(sys.stdout)
        complain(f"The output cannot be written: {error.strerror}.", "")
        return Exit.USAGE


def _ended(run: Callable[[], Any], complain: Callable[[str, str], None], complain_of_all: Callable[[Sequence[Diagnostic]], None]) -> int:
    try:
        result = run()
    except UsageError as error:
        complain(error.message, error.hint)
        return Exit.USAGE
    except Invalid as error:
        complain_of_all(error.diagnostics)
        return Exit.INVALID
    except (typer.Abort, KeyboardInterrupt):
        complain("Interrupted.", "")
        return Exit.INTERRUPTED
    except MemoryError:
        complain("There is not enough memory for this.", "Ask for fewer draws or worlds.")
        return Exit.USAGE
    except WORDED as error:
        error.show(file=sys.stderr)  # type: ignore[attr-defined] # every exception of that kind has it
        return Exit.USAGE
    return result if isinstance(result, int) else Exit.FINE


def stop_writing(*streams: TextIO) -> None:
    """Let what is still written to streams, by default to both, go nowhere: whoever read it has stopped reading, and that is no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams or (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
