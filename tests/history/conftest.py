"""The cache of data that tests of history share, and the panel built from them."""

import os
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from ifso.history.building import build
from ifso.history.panel import Panel
from ifso.history.reading import load
from ifso.history.variables import TABLES


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
