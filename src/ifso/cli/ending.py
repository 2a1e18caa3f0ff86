"""How a command ends: exit codes, and errors in words instead of tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from typing import Any, TextIO

import typer

from ifso.ground.diagnostics import Invalid, Unavailable, UsageError


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    FINDINGS = 1
    UNAVAILABLE = 1
    USAGE = 2
    INVALID = 3
    INTERRUPTED = 130


WORDED = tuple(kind for kind in typer.BadParameter.__mro__ if issubclass(kind, Exception) and kind.__name__ == "ClickException")
"""What typer raises where it cannot read a command line. It stands in typer or in click, which of them depends on typer's version."""
OF_NEWS = ("--as-of", "--observe", "--not-by", "--had", "--had-not", "--before-news")
"""Options of ``ifso ask`` that the commands which explain an answer do not have."""
SAID: tuple[type[BaseException], ...] = (UsageError, Invalid, MemoryError, KeyboardInterrupt, typer.Abort, *WORDED)
"""What ends a command with words."""


def ended(run: Callable[[], Any]) -> int:
    """Run a command and return its exit code, saying on standard error what went wrong."""
    try:
        try:
            result = run()
        except SAID as error:
            return _said(error)
    except BrokenPipeError:
        stop_writing()
        return Exit.FINE
    except OSError as error:
        if error.filename is not None:
            raise  # a file of ours, and so a fault of ours
        stop_writing(sys.stdout)
        with suppress(OSError):
            return _said(UsageError(f"The output cannot be written: {error.strerror}."))
        return Exit.USAGE
    return result if isinstance(result, int) else Exit.FINE


def _said(error: BaseException) -> Exit:
    """Say what went wrong, and return the exit code for it."""
    from ifso.cli.printing import complain, complain_of_all  # noqa: PLC0415 - rich is loaded only to print

    match error:
        case Unavailable():
            complain(error.message, error.hint, in_a_line=True)
            return Exit.UNAVAILABLE
        case UsageError():
            complain(error.message, error.hint)
        case Invalid():
            complain_of_all(error.diagnostics)
            return Exit.INVALID
        case MemoryError():
            complain("There is not enough memory for this.", "Ask for fewer draws or worlds.")
        case KeyboardInterrupt() | typer.Abort():
            complain("Interrupted.", "")
            return Exit.INTERRUPTED
        case _:
            error.show(file=sys.stderr)  # type: ignore[attr-defined] # all that is left is WORDED, where every exception has it
            if "extra argument" in str(error):
                sys.stderr.write("A name with a space in it stands in quotation marks.\n")
            elif getattr(error, "option_name", None) in OF_NEWS:
                sys.stderr.write("`ifso ask` and `ifso report` take account of news; the other commands explain the answer before it.\n")
    return Exit.USAGE


def stop_writing(*streams: TextIO) -> None:
    """Let what is still written to streams, by default to both, go nowhere: whoever read it has stopped reading, and that is no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams or (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
