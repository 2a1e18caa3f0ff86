"""A notebook's widget: the bundle's ``render`` draws the page into an element of somebody else's document, with a worker and without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import expect

import ifso

from .reading import DESKTOP, PATIENCE, about, key_figure, number

HOME = "http://notebook.invalid/"
DOCUMENT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A notebook</title>
<link rel="stylesheet" href="./page.css"><style>body { font-family: serif; margin: 3px }</style>
<main><p id="beside">A cell of text.</p><div id="cell"></div></main>
<script type="module">
import widget from "./page.js";
const page = await (await fetch("./data.json")).json();
const told = new Set();
const model = {get: () => page, on: (_, f) => told.add(f), off: (_, f) => told.delete(f)};
const gone = widget.render({model, el: document.getElementById("cell")});
document.getElementById("beside").onclick = () => { gone(); document.title = `Gone, ${told.size} listen`; };
</script>"""
NO_WORKER = "window.Worker = class { constructor() { throw new Error('none here'); } };"


@pytest.fixture(scope="module")
def data() -> str:
    return json.dumps(ifso.load("tutorial").page().page)


@pytest.fixture(params=["worker", "no worker"])
def notebook(browser: Any, data: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    script, style = ((files("ifso.report") / "bundle" / name).read_text(encoding="utf-8") for name in ("page.js", "page.css"))
    parts = {
        HOME: ("text/html", DOCUMENT),
        f"{HOME}page.js": ("text/javascript", script),
        f"{HOME}page.css": ("text/css", style),
        f"{HOME}data.json": ("application/json", data),
        f"{HOME}favicon.ico": ("image/x-icon", ""),
    }
    strangers: list[str] = []

    def answer(route: Any) -> None:
        kind, body = parts.get(route.request.url, ("", ""))
        if not kind:
            strangers.append(route.request.url)
            route.abort()
            return
        route.fulfill(content_type=kind, body=body)

    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.route(lambda url: url.startswith("http"), answer)
    if request.param == "no worker":
        context.add_init_script(NO_WORKER)
    page = context.new_page()
    page.goto(HOME)
    yield page
    context.close()
    assert strangers == []


def test_it_answers_and_moves(notebook: Any) -> None:
    expect(notebook.get_by_role("heading", level=1)).to_have_text("If the rail workers strike, is there a pay deal?")
    expect(key_figure(notebook)).to_have_text(about(0.5))
    field = number(notebook, "The rail workers strike", "spinbutton").first
    field.fill("80")
    field.press("Enter")
    expect(key_figure(notebook)).to_have_text(about(0.8))


def test_it_leaves_the_notebook_as_it_is(notebook: Any) -> None:
    expect(key_figure(notebook)).to_have_text(about(0.5))
    assert notebook.evaluate("() => getComputedStyle(document.body).fontFamily") == "serif"
    assert notebook.title() == "A notebook"
    notebook.locator("#beside").click()
    expect(notebook.locator("#cell")).to_be_empty()
    assert notebook.title() == "Gone, 0 listen"


def test_it_fits_the_column_that_a_notebook_gives_it(notebook: Any) -> None:
    expect(notebook.get_by_role("tab", name="What it hinges on")).to_be_visible()
    notebook.evaluate("() => { document.getElementById('cell').style.width = '40rem'; }")
    expect(notebook.get_by_role("button", name="What it hinges on", expanded=True)).to_be_visible()
    assert notebook.evaluate("() => { const cell = document.getElementById('cell'); return cell.scrollWidth <= cell.clientWidth; }")
