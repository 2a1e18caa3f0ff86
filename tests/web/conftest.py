"""A scenario that is open, as a browser would see it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import ifso.report.page.bundle
import ifso.web.following
import ifso.web.opened
from ifso.verbs.finding import find_scenario
from ifso.web.app import application
from ifso.web.guard import Gate
from ifso.web.opened import Opened

from .browsing import PORT, Site


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at files more often than a server does."""
    monkeypatch.setattr(ifso.web.opened, "EVERY", 0.05)
    monkeypatch.setattr(ifso.web.following, "SETTLING", 0.01)


@pytest.fixture(autouse=True)
def bundle(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the page's program, which needs not be built for these tests."""
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "page.js").write_text("// the page", encoding="utf-8")
    (folder / "page.css").write_text("/* the page */", encoding="utf-8")
    monkeypatch.setattr(ifso.report.page.bundle, "FOLDER", folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file of a small scenario of somebody's own."""
    target = tmp_path / "argument" / "standoff.yaml"
    target.parent.mkdir()
    shutil.copy(find_scenario("standoff"), target)
    return target


@pytest.fixture
def open_site() -> Iterator[Callable[[Path], Site]]:
    """Return a function that serves a file; the client has no cookie yet."""
    with ExitStack() as stack:

        def serve(path: Path) -> Site:
            opened, gate = Opened(path), Gate(port=PORT)
            client = stack.enter_context(TestClient(application(opened, gate), base_url=f"http://127.0.0.1:{PORT}"))
            site = Site(path=path, opened=opened, gate=gate, client=client)
            stack.enter_context(site.stack)
            return site

        yield serve


@pytest.fixture
def site(open_site: Callable[[Path], Site], path: Path) -> Site:
    """Serve the small scenario to a browser that has the cookie."""
    found = open_site(path)
    found.let_in()
    return found
