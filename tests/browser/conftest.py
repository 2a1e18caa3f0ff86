"""A browser, a server and a reader: what the tests of the page share.

Every page is watched: what it asks of anything but its own server fails the test, and so does an error in its console. Where there is no
browser a test is skipped, except in continuous integration, where it fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from .reading import DESKTOP, FLAGS, PATIENCE, Serve, Server, Visit, Watched, chromium, copied


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Return the browser, for the tests in this folder alone: while it is there, a loop of events runs in the thread of the tests."""
    path = chromium()
    if path is None:
        why = "there is no Chromium: install Debian's chromium, or name one in IFSO_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - only where there is a browser

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Return a function that opens an address in a browser of its own and returns the page; at the end nothing may be amiss.

    What is to run ``before`` any script of the page's is given as text.
    """
    contexts: list[Any] = []
    watching: list[Watched] = []

    def opened(
        url: str, *, width: dict[str, int] = DESKTOP, dark: bool = False, offline: bool = False, server_may_go: bool = False,
        scripts: bool = True, before: str = "",
    ) -> Any:  # fmt: skip
        parts = urlsplit(url)
        home = url if parts.scheme == "file" else f"{parts.scheme}://{parts.netloc}/"
        watched = Watched(home=home, server_may_go=server_may_go)
        context = browser.new_context(
            viewport=width, color_scheme="dark" if dark else "light", reduced_motion="reduce", java_script_enabled=scripts
        )
        contexts.append(context)
        watching.append(watched)
        context.set_default_timeout(PATIENCE)
        context.set_offline(offline)
        if before:
            context.add_init_script(before)
        context.on("request", lambda request: watched.asked(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: watched.asked(socket.url))
        page.on("pageerror", lambda error: watched.complained(str(error)))
        page.on("console", lambda said: watched.complained(said.text) if said.type in ("error", "warning") else None)
        page.goto(url)
        if scripts:
            page.locator("main").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    for watched in watching:
        assert watched.strangers == []
        assert watched.complaints == []


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Return a function that copies an example, or takes a file, and opens it with ``ifso open``."""
    started: list[Server] = []

    def of(example: str | Path) -> Server:
        path = example if isinstance(example, Path) else copied(example, tmp_path)
        process = subprocess.Popen(
            [sys.executable, "-m", "ifso", "open", str(path), "--no-browser"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
        assert process.stdout
        assert process.stderr
        server = Server(url=process.stdout.readline().strip(), path=path, process=process)
        started.append(server)
        if not server.url.startswith("http://127.0.0.1:"):
            server.stop()
            pytest.fail(f"ifso open said: {server.url}")
        return server

    yield of
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of reports that stand alone, the large one of few draws and worlds; whichever process comes first writes them."""
    from filelock import FileLock  # noqa: PLC0415 - only where there is a browser

    from ifso.verbs.loading import load  # noqa: PLC0415

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "reports"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            load("central-asia").report(base / "central-asia.html", draws=40, worlds=128)
            load("tutorial").report(base / "tutorial.html")
            folder.mkdir()
            for name in ("central-asia", "tutorial"):
                (base / f"{name}.html").replace(folder / f"{name}.html")
    return folder
