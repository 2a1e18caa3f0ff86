"""How commands end: exit codes, closed pipes, interrupts, and words instead of tracebacks."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ifso.cli.ending import Exit, ended
from ifso.ground.diagnostics import Diagnostic, Invalid, UsageError

BASH = shutil.which("bash") or "bash"
IFSO = f"{sys.executable} -m ifso"

Command = Callable[..., Any]


def process(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell."""
    return subprocess.run(
        [BASH, "-c", line], env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=300, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "tutorial", "--threads", "2"], "No such option: --threads"),
        (["watch", "tutorial", "--observe", "a@2027-01-01"], "`ifso ask` and `ifso report` take account of news"),
        (["ask", "tutorial", "--seed", "many"], "--seed"),
        (["ask"], "Missing argument"),
        (["ask", "tutorial", "standoff"], "unexpected extra argument"),
        (["ask", "my", "argument.yaml"], "A name with a space in it stands in quotation marks."),
        (["show", "tutorial", "--as", "nothing"], "'written', 'meant', 'program'"),
        (["tell"], "No such command 'tell'"),
        (["check"], "Missing argument"),
        (["explain", "--json=yes"], "--json"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_a_usage_error(arguments: list[str], said: str, ifso: Command) -> None:
    printed = ifso(*arguments)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err
    assert "\nError: " in f"\n{printed.err}"


def test_nothing_at_all_shows_what_there_is(ifso: Command) -> None:
    printed = ifso()
    assert printed.code == 2
    assert "ifso ask central-asia" in printed.out + printed.err


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", ["", "ask", "check", "explain", "show", "new", "examples"])
def test_help_is_data(command: str, flag: str, ifso: Command) -> None:
    printed = ifso(*([command] if command else []), flag)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("Usage: ifso")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("There is no such thing.", hint="Take another."), 2, "error: There is no such thing.\nhint: Take another.\n"),
        (Invalid([Diagnostic(code="number", message="No number.")]), 3, "error[number]: No number.\n\n1 error\n"),
        (KeyboardInterrupt(), 130, "error: Interrupted.\n"),
        (MemoryError(), 2, "error: There is not enough memory for this.\nhint: Ask for fewer draws or worlds.\n"),
    ],
)
def test_every_error_has_its_code_and_its_words(error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        raise error

    assert ended(run) == code
    assert capsys.readouterr() == ("", said)


def test_what_is_no_fault_of_the_user_stays_a_traceback() -> None:
    def run() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ended(run)


def test_a_result_that_is_no_code_is_fine() -> None:
    assert ended(lambda: None) == Exit.FINE
    assert ended(lambda: Exit.FINDINGS) == Exit.FINDINGS


TO_NOBODY = ["ask tutorial", "ask tutorial --json", "show central-asia", "show tutorial --as written", "explain", "explain --json", "-h"]


@pytest.mark.parametrize(
    ("arguments", "merged"), [*((arguments, False) for arguments in TO_NOBODY), ("ask tutorial", True), ("examples", True)]
)
def test_a_closed_pipe_ends_in_silence(arguments: str, merged: bool) -> None:  # noqa: FBT001 - a column of the table
    reader, writer = os.pipe()
    os.close(reader)  # whoever read it has gone before the first word
    try:
        command = [sys.executable, "-m", "ifso", *arguments.split()]
        errors = writer if merged else subprocess.PIPE
        done = subprocess.run(command, stdout=writer, stderr=errors, timeout=300, check=False)
    finally:
        os.close(writer)
    told = [line for line in (done.stderr or b"").decode().splitlines() if not line.startswith("Compiling")]
    assert (done.returncode, told) == (0, [])


def test_the_first_line_of_a_long_output_can_be_taken() -> None:
    done = process(f"{IFSO} show central-asia --as program | head -n 1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert done.stderr in {"", "Next: ifso ask central-asia\n"}  # the pipe may hold the rest, and then nothing shows that nobody reads it


@pytest.mark.parametrize("arguments", ["explain", "explain number", "show tutorial --as written", "show tutorial --json"])
def test_a_full_disk_is_said_in_a_line(arguments: str) -> None:
    done = process(f"{IFSO} {arguments} >/dev/full")
    assert (done.returncode, done.stderr) == (2, "error: The output cannot be written: No space left on device.\n")


def test_closed_streams_are_no_fault() -> None:
    assert (process(f"{IFSO} explain >&-").returncode, process(f"{IFSO} explain nothing 2>&-").returncode) == (0, 2)


INTERRUPTED = """
import os, signal, sys, threading
import ifso.engine.answering
from ifso.cli.main import main

count = ifso.engine.answering.count

def counted(*arguments, **named):
    def interrupt(share):
        os.kill(os.getpid(), signal.SIGINT)
    return count(*arguments, **{**named, "progress": interrupt})

ifso.engine.answering.count = counted
sys.argv = ["ifso", "ask", "standoff", "--worlds", "1000000000000"]
main()
"""


def test_an_interrupt_ends_a_long_run_with_one_line() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, encoding="utf-8", timeout=300, check=False)
    told = [line for line in done.stderr.splitlines() if line and not line.startswith("Compiling")]
    assert (done.returncode, done.stdout, told) == (130, "", ["error: Interrupted."])
    assert int(signal.SIGINT) + 128 == Exit.INTERRUPTED


@pytest.mark.parametrize(
    "arguments", ["ask tutorial --numbers", "show central-asia", "check tests/files/bad/encoding.yaml", "explain number", "-h"]
)
@pytest.mark.parametrize("encoding", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_a_terminal_of_few_characters_gets_question_marks(arguments: str, encoding: dict[str, str]) -> None:
    done = process(f"cd {Path(__file__).parents[2]} && {IFSO} {arguments}", **encoding)
    assert done.returncode == (3 if "bad" in arguments else 0)
    assert "Traceback" not in done.stderr
    assert done.stdout.isascii()
    assert done.stdout
