"""The bar that shows how far a simulation has come: on a terminal, after a while, and gone in the end; nowhere else."""

import io
import os
import pty
import subprocess
import sys
from contextlib import redirect_stderr

import pytest

from ifso.cli import printing

ASK = """
import sys
from ifso.cli import printing
printing.PATIENCE = {patience}
sys.argv = ["ifso", "ask", "tutorial", "--worlds", "200000"]
from ifso.cli.main import main
main()
"""
HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
"""What hides and shows a terminal's cursor: a bar hides it while it is drawn."""


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(printing, "time", found)
    return found


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return found


def test_a_bar_is_drawn_once_a_second_has_passed_and_gone_in_the_end(terminal: Terminal, clock: Clock) -> None:
    with redirect_stderr(terminal), printing.progress("Simulating") as advance:
        assert advance is not None
        advance(0.1)
        clock.now += 0.9
        advance(0.2)
        assert terminal.getvalue() == ""
        clock.now += 0.2
        advance(0.5)
        assert "Simulating" in terminal.getvalue()
        assert "━" in terminal.getvalue()
        clock.now += 1
        advance(1.0)
    drawn = terminal.getvalue()
    assert (drawn.count(HIDE), drawn.count(SHOW)) == (1, 1)
    assert drawn.endswith("\x1b[1A\x1b[2K")  # up a line, and that one empty


def test_what_is_quick_draws_nothing(terminal: Terminal, clock: Clock) -> None:
    with redirect_stderr(terminal), printing.progress("Simulating") as advance:
        assert advance is not None
        for tenth in range(11):
            clock.now += 0.05
            advance(tenth / 10)
    assert terminal.getvalue() == ""


def test_no_share_is_wanted_where_there_is_no_terminal() -> None:
    piped = io.StringIO()
    with redirect_stderr(piped), printing.progress("Simulating") as advance:
        assert advance is None
    assert piped.getvalue() == ""


def test_an_interrupt_takes_the_bar_away(terminal: Terminal, clock: Clock) -> None:
    def interrupted() -> None:
        with redirect_stderr(terminal), printing.progress("Simulating") as advance:
            assert advance is not None
            clock.now += 2
            advance(0.3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.getvalue().count(SHOW) == 1


def asked(patience: float, *, terminal: bool) -> tuple[str, str]:
    """Return what a process prints to standard output, a pipe, and to standard error, a terminal of its own or another pipe."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")} | {"TERM": "xterm"}
    ours, theirs = pty.openpty() if terminal else os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", ASK.format(patience=patience)], stdout=subprocess.PIPE, stderr=theirs, env=environment,
    ) as process:  # fmt: skip
        os.close(theirs)
        told = b""
        try:
            while more := os.read(ours, 4096):
                told += more
        except OSError:  # a terminal whose other end has gone
            pass
        os.close(ours)
        assert process.stdout is not None
        out = process.stdout.read().decode()
    assert process.returncode == 0
    return out, told.decode()


def test_the_command_draws_it_beside_its_answer_and_not_in_it() -> None:
    out, drawn = asked(-1, terminal=True)
    assert "Simulating" in drawn
    assert SHOW in drawn.split("Simulating")[-1]
    quiet, remarks = asked(1e9, terminal=True)
    assert "Simulating" not in remarks
    piped, plain = asked(-1, terminal=False)
    assert "Simulating" not in plain
    assert "\x1b" not in plain
    assert out == quiet == piped
    assert "Simulating" not in out
