"""Printing to the terminal: data to standard output, everything else to standard error.

Owns the two consoles. Colours are off where the output is no terminal or NO_COLOR is set; reports keep a fixed width where there is no
terminal to measure and COLUMNS is not set, so that what is piped is the same everywhere.
"""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from ifso.ground.diagnostics import Diagnostic
from ifso.report.diagnostics import diagnostics_report
from ifso.report.words import harmless

WIDTH = 110
"""Columns where there is no terminal and COLUMNS does not say how many there are."""
WIDEST = 120
"""Columns of the widest report."""
PATIENCE = 1.0
"""Seconds before anything is said about waiting."""


class _Piped(Console):
    """A console that leaves a closed pipe to the end of the command, which knows what to do."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(*, err: bool = False) -> Console:
    """Return the console of standard output or of standard error."""
    stream = sys.stderr if err else sys.stdout
    measured = stream.isatty() or os.environ.get("COLUMNS", "").isdecimal()
    return _Piped(file=stream, width=None if measured else WIDTH, highlight=False, emoji=False, markup=False, soft_wrap=False)


def page() -> int:
    """Return the columns of a report on standard output: those of the terminal, as long as lines of that length can be read."""
    return min(console().width, WIDEST)


def show(renderable: RenderableType, columns: int | None = None) -> None:
    """Print a report; ``columns`` is the width for which it was made."""
    console().print(renderable, width=columns)


def show_json(value: Any) -> None:
    """Print plain values as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def say(text: str) -> None:
    """Print a remark to standard error, after the data that it is about."""
    sys.stdout.flush()
    console(err=True).print(harmless(text), style="dim")


def wait() -> None:
    """Say that the engine is being compiled."""
    say("Compiling the engine for this machine; this happens once and takes half a minute or so …")


def shell(*words: str) -> str:
    """Return a command as it can be typed again, words with spaces in quotation marks."""
    return shlex.join(["ifso", *words])


def complain(message: str, hint: str, *, in_a_line: bool = False) -> None:
    """Print what went wrong and what to do."""
    err = console(err=True)
    err.print(f"error: {harmless(message)}", style="bold red", soft_wrap=in_a_line)
    if hint:
        err.print(f"hint: {harmless(hint)}")


def complain_of_all(diagnostics: Sequence[Diagnostic], *, err: bool = True) -> None:
    """Print diagnostics, to standard error by default."""
    target = console(err=err)
    for text in diagnostics_report(diagnostics):
        target.print(text, soft_wrap=True)


@contextmanager
def progress(text: str) -> Iterator[Callable[[float], None] | None]:
    """Yield what is to be told the share done; on a terminal it draws a bar once a second has passed, elsewhere it is None."""
    err = console(err=True)
    if not err.is_terminal:
        yield None
        return
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=err, transient=True)
    task = bar.add_task(text, total=1.0)
    began = time.monotonic()
    shown = False

    def advance(share: float) -> None:
        nonlocal shown
        if not shown and time.monotonic() - began > PATIENCE:
            bar.start()
            shown = True
        bar.update(task, completed=share)

    try:
        yield advance
    finally:
        if shown:
            bar.stop()
