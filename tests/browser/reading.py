"""What the tests of the page read, run and watch; the fixtures beside it hand these out."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ifso.report.words import percent

FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 120_000
"""Milliseconds that a test waits for the page, on a machine that does other things besides."""
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WORLDS = 20_000
"""Worlds of the page's own answer."""

Visit = Callable[..., Any]
Serve = Callable[..., "Server"]


def chromium() -> str | None:
    """Return the browser: that of ``IFSO_CHROMIUM``, or Debian's."""
    named = os.environ.get("IFSO_CHROMIUM")
    found = (named and shutil.which(named), "/usr/bin/chromium", shutil.which("chromium"))
    return next((path for path in found if path and Path(path).exists()), None)


@dataclass(slots=True, kw_only=True)
class Watched:
    """What a page asked for and complained of."""

    home: str
    """Begins the address of everything that it may ask for."""
    server_may_go: bool = False
    """Whether the server is stopped on purpose, of which the browser complains."""
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def asked(self, url: str) -> None:
        if urlsplit(url).scheme in ("data", "blob") or url.startswith((self.home, self.home.replace("http:", "ws:", 1))):
            return
        self.strangers.append(url)

    def complained(self, text: str) -> None:
        if not (self.server_may_go and re.search(r"ERR_CONNECTION|WebSocket connection", text)):
            self.complaints.append(text)


@dataclass(slots=True, kw_only=True)
class Server:
    """``ifso open`` in a process of its own."""

    url: str
    path: Path
    process: subprocess.Popen[str]

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


def copied(example: str, folder: Path) -> Path:
    """Copy an example's folder, and return its scenario's file."""
    from ifso.verbs.finding import find_scenario  # noqa: PLC0415 - most tests need no example

    source = find_scenario(example)
    target = folder / source.parent.name
    shutil.copytree(source.parent, target, dirs_exist_ok=True)
    return target / source.name


def strip(page: Any) -> Any:
    """Return the strip that stays at the head of the page."""
    return page.get_by_role("region", name="Present answer and tools")


def key_figure(page: Any) -> Any:
    """Return the number in it."""
    return strip(page).locator("strong").first


def about(chance: float, *, besides: float = 0.0) -> re.Pattern[str]:
    """Return what the page may write for a chance that Python computes, within what the simulation may be off.

    That is four standard errors of two simulations of 20,000 worlds, and what the caller knows ``besides``.
    """
    error = 4 * math.sqrt(2 * chance * (1 - chance) / WORLDS) + besides + 0.0005
    steps = [chance + error * step / 50 for step in range(-50, 51)]
    written = dict.fromkeys(percent(min(max(one, 0.0), 1.0)) for one in steps)
    return re.compile(f"^({'|'.join(map(re.escape, written))})$")


def number(page: Any, name: str, role: str = "spinbutton") -> Any:
    """Return the field, or the slider, of a number, sought by a part of what it says."""
    page.get_by_role("searchbox", name="Find a number").fill(name)
    return page.get_by_role(role, name=re.compile(f"^“?{re.escape(name)}"))
