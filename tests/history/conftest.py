"""Where tests of history find the datasets, the cache that they share, and the panel built from them."""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from ifso.history.building import build
from ifso.history.panel import Panel
from ifso.history.reading import load
from ifso.history.variables import TABLES

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Where a mirror of the datasets lies beside the repository."""


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


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let all tests share one cache of data that is not the user's."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "data-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IFSO_DATA_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session")
def tables(mirror: Path) -> dict[str, pl.DataFrame]:
    """Return the cleaned tables that a panel is built from."""
    return {name: load(name, mirror=mirror) for name in TABLES}


@pytest.fixture(scope="session")
def panel(tables: dict[str, pl.DataFrame]) -> Panel:
    """Return the panel of everything that the datasets hold."""
    return build(tables)
