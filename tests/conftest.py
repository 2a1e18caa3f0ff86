"""What every test run shares: how hypothesis searches, the command in this process, where the datasets lie, the option that writes expected
outputs anew.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("same", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.register_profile("search", deadline=None, suppress_health_check=SLOW_IS_FINE, print_blob=True)
settings.load_profile(os.environ.get("IFSO_HYPOTHESIS", "same"))

FIRST_TIME = "Compiling the engine"
"""Begins a line that is printed once on each machine."""
PLAIN = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "110"}
COLOURFUL = ("FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str
    raw: bytes
    """Standard output, byte for byte."""


Command = Callable[..., Printed]
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where a mirror of the datasets lies beside the repository."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the expected outputs of commands anew instead of comparing them")


@pytest.fixture(scope="session")
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew"))


@pytest.fixture(scope="session")
def mirror() -> Path:
    """Return the mirror folder of ``IFSO_DATA_MIRROR``, or the one beside the repository.

    Where continuous integration has neither, the test fails. Elsewhere it is skipped: the files may not be part of the repository, and are
    not everybody's.
    """
    folder = Path(os.environ.get("IFSO_DATA_MIRROR") or BESIDE)
    if not folder.is_dir():
        why = f"there is no mirror of the datasets in {folder}; name one in IFSO_DATA_MIRROR"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return folder


@pytest.fixture
def with_data(mirror: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test ask history: of the mirror, with the cache of data that all tests share."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    monkeypatch.setenv("IFSO_DATA_MIRROR", str(mirror))
    monkeypatch.setenv("IFSO_DATA_CACHE", str(shared / "data-cache"))


@pytest.fixture(scope="session")
def ifso() -> Command:
    """Return a function that runs the command in this process; an exception that would be a traceback comes through."""
    return _run


def _run(*arguments: str, folder: Path | None = None) -> Printed:
    from ifso.cli.main import main  # noqa: PLC0415 - most tests need no command

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code: object = 0
    with _environment(folder), mock.patch.multiple(sys, argv=["ifso", *arguments], stdout=out, stderr=err):
        try:
            main()
        except SystemExit as end:
            code = end.code
    assert isinstance(code, int)
    raw, said = (_bytes_of(stream) for stream in (out, err))
    lines = said.decode("utf-8").splitlines(keepends=True)
    told = "".join(line for line in lines if not line.startswith(FIRST_TIME))
    return Printed(code=int(code), out=raw.decode("utf-8", "replace"), err=told, raw=raw)


def _bytes_of(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@contextlib.contextmanager
def _environment(folder: Path | None) -> Iterator[None]:
    """Stand in a folder, with an environment in which every machine prints the same."""
    kept = {name: value for name, value in os.environ.items() if name not in COLOURFUL}
    with mock.patch.dict(os.environ, kept | PLAIN, clear=True), contextlib.chdir(folder or Path.cwd()):
        yield
