"""Everybody can use the page: axe finds nothing, the keyboard reaches everything, and it fits a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .reading import DESKTOP, PHONE, Serve, Visit, about, key_figure

SHAPES = [pytest.param(width, dark, id=f"{name}-{'dark' if dark else 'light'}") for name, width in (("desktop", DESKTOP), ("phone", PHONE))
          for dark in (False, True)]  # fmt: skip


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
"""Waits until what has been put into the page has been drawn, with its colours."""


TITLES = ("How it comes about", "Where views differ", "What to watch", "What actors face", "History", "Map")
"""Sections that a phone shows folded."""
OPENED = "() => document.querySelectorAll('main details').forEach((folded) => { folded.open = true; })"


def violations(page: Any, within: str | None = None) -> list[str]:
    page.evaluate(DRAWN)
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize(("width", "dark"), SHAPES)
def test_axe_finds_nothing_in_a_report(
    reports: Path,
    visit: Visit,
    width: dict[str, int],
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    page = visit((reports / "central-asia.html").as_uri(), width=width, dark=dark, offline=True)
    expect(key_figure(page)).to_contain_text("%")
    assert violations(page) == []
    for title in TITLES if width is PHONE else ():
        page.get_by_role("button", name=title, exact=True, expanded=False).click()
    page.evaluate(OPENED)
    assert violations(page) == []
    for tab in page.get_by_role("tab").all():
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        assert violations(page, "[role=tabpanel]") == [], tab.inner_text()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "dark"), SHAPES)
def test_axe_finds_nothing_in_a_served_page(
    serve: Serve,
    visit: Visit,
    width: dict[str, int],
    dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    page = visit(serve("tutorial").url, width=width, dark=dark)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    assert violations(page) == []
    field = page.get_by_role("spinbutton", name=re.compile("leading to"))
    field.fill("80")
    field.press("Enter")
    page.get_by_role("button", name="Save as a view").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []


FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const name = at.getAttribute("aria-label") || (at.labels && at.labels[0] && at.labels[0].innerText) || at.innerText || at.title || "";
  return {tag: at.tagName, type: at.type || "", name: name.trim(), wide: box.width, high: box.height};
}"""


def test_the_keyboard_alone_is_enough(serve: Serve, visit: Visit) -> None:
    page = visit(serve("tutorial").url)
    expect(key_figure(page)).to_have_text(about(0.5))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Skip to the answer"
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["tag"] == "BODY" or at in seen[:1]:
            break
        assert at["wide"] > 0, at
        assert at["high"] > 0, at
        seen.append(at)
        if at["type"] == "range" and "leading to" in at["name"]:
            break
    assert seen[-1]["type"] == "range", [one["name"] for one in seen]
    page.keyboard.press("End")
    expect(key_figure(page)).to_have_text(about(1.0))
    page.keyboard.press("Home")
    expect(key_figure(page)).to_have_text(about(0.0))


def test_going_over_every_control_names_each(reports: Path, visit: Visit) -> None:
    page = visit((reports / "tutorial.html").as_uri(), offline=True)
    for role in ("button", "slider", "spinbutton", "radio", "checkbox", "combobox", "link"):
        unnamed = page.get_by_role(role, name=re.compile(r"^\s*$"))
        assert unnamed.count() == 0, (role, unnamed.all_inner_texts())
