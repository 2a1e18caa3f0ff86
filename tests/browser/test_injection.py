"""A scenario that tries to run a script in the reader's browser runs none: its texts are text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import ifso

from .reading import Serve, Visit

EVIL = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'><svg onload='window.ran = 1'></svg>"
SOURCE = f"The workers say so. {EVIL} And no more.\n"
TEXT = f"""\
ifso: 1
title: "{EVIL} title"
about: "{EVIL} about"
start: 2026-01-01

sources:
  paper: {{title: "{EVIL} source", author: "{EVIL}", file: paper.md, link: "javascript:window.ran=1"}}

actors:
  workers: {{name: "{EVIL} workers", kind: "{EVIL}"}}

events:
  strike:
    says: "{EVIL} strike."
    resolves: "{EVIL} resolves"
    actors: workers
    quote: {{paper: "{EVIL}"}}
    causes:
      called: {{says: "{EVIL} called", because: "{EVIL} because"}}
  deal:
    says: "{EVIL} deal."
    resolves: "{EVIL}"
    causes:
      struck: {{after: strike}}

views:
  mine:
    about: "{EVIL} view"
    strike.called: 40% within 1 year
    deal.struck: {{value: 50% within 1 year, because: "{EVIL} reading"}}

questions:
  main: {{if: strike, then: deal, by: 2 years, says: "{EVIL} question"}}
"""


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(SOURCE, encoding="utf-8")
    path = tmp_path / "evil.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def stays_text(page: Any) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=")
    expect(page.get_by_role("region", name="Present answer and tools").locator("strong").first).to_contain_text("%")
    for button in page.get_by_role("button").all():
        if button.is_visible() and button.is_enabled():
            button.click(timeout=2000, no_wait_after=True)
            page.keyboard.press("Escape")
    assert page.evaluate("() => window.ran") is None
    assert page.locator("img").count() == 0
    assert page.locator("[onload], [onerror]").count() == 0
    assert [link for link in page.locator("a").all() if (link.get_attribute("href") or "").lower().startswith("javascript")] == []


def test_served(evil: Path, serve: Serve, visit: Visit) -> None:
    stays_text(visit(serve(evil).url))


def test_in_a_report(evil: Path, tmp_path: Path, visit: Visit) -> None:
    written = ifso.load(evil).report(tmp_path / "evil.html", draws=50, worlds=64)
    stays_text(visit(written.as_uri(), offline=True))
