"""A reader opens the report that stands alone from a file, with no network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

import ifso

from .reading import Visit, about, key_figure, number, strip

BASES = "Whoever governs after the fall lets US forces in"
TABS = ["What it hinges on", "How it comes about", "Where views differ", "What to watch", "What actors face", "History", "Map"]


def at(reports: Path, name: str) -> str:
    return (reports / f"{name}.html").as_uri()


def test_the_report_answers_offline(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), offline=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("If the Iranian government falls, does Russia lose Central Asia?")
    asked = ifso.load("central-asia").ask(views="commentary", draws=200, worlds=2048).answer.views[0].answered
    chance = next(iter(asked.chances.values()))
    assert chance is not None
    expect(key_figure(page)).to_have_text(about(chance.value, besides=0.02))


def test_everything_is_there_at_once(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), offline=True)
    for title in TABS:
        page.get_by_role("tab", name=title).click()
        panel = page.get_by_role("tabpanel", name=title)
        expect(panel).to_be_visible()
        expect(panel.get_by_role("progressbar")).to_have_count(0)
        expect(panel).to_contain_text(re.compile(r"\w+ \w+ \w+"))
    for region in page.get_by_role("region").all():
        assert region.get_attribute("aria-labelledby") or region.get_attribute("aria-label")


def test_history_names_its_cases(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), offline=True)
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_role("tabpanel", name="History")).to_contain_text("2 of 51")


def test_a_number_can_be_moved_and_taken_along(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), offline=True)
    field = number(page, BASES)
    field.fill("10")
    field.press("Enter")
    asked = ifso.load("central-asia").ask(
        views="commentary", assume="us_bases_in_iran.invited=10% within 3 years", draws=200, worlds=2048
    )  # fmt: skip
    chance = next(iter(asked.answer.views[0].answered.chances.values()))
    assert chance is not None
    expect(key_figure(page)).to_have_text(about(chance.value, besides=0.015))
    page.get_by_role("button", name="Save as a view").click()
    text = page.get_by_role("dialog").get_by_role("textbox", name="The view as text")
    expect(text).to_have_value(re.compile(r"us_bases_in_iran\.invited: 10% within 3 years"))


def test_where_no_worker_can_start_the_report_computes_by_itself(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "tutorial"), offline=True, before="delete window.Worker")
    field = page.get_by_role("spinbutton", name=re.compile("rail workers strike.*leading to.*pay deal"))
    field.fill("80")
    field.press("Enter")
    expect(key_figure(page)).to_have_text(about(0.8))
    assert page.workers == []


def test_a_note_may_go_before_it_is_laid_out(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "tutorial"), offline=True)
    signs = page.locator("li", has=page.get_by_role("slider")).get_by_role("button", name=re.compile("^Where .* comes from$"))
    page.evaluate("() => { window.frames_due = []; window.requestAnimationFrame = (frame) => window.frames_due.push(frame); }")
    signs.first.click()
    expect(page.get_by_role("group", name=re.compile("^Where .* comes from$"))).to_be_visible()
    page.get_by_role("searchbox", name="Find a number").fill("no number says so")
    expect(signs).to_have_count(0)
    assert page.evaluate("() => window.frames_due.splice(0).map((frame) => frame(performance.now())).length") > 0


def test_on_paper_numbers_stand_in_a_table_and_everything_is_unfolded(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), offline=True)
    sliders = page.get_by_role("slider").count()
    page.emulate_media(media="print")
    page.evaluate("() => { window.dispatchEvent(new Event('beforeprint')); }")
    expect(page.get_by_role("slider")).to_have_count(0)
    row = page.get_by_role("row", name=re.compile(BASES))
    expect(row.first).to_contain_text("almost certain (95–99%) within 3 years")
    expect(row.first).to_contain_text("2 of 51 within 5 years")
    for title in (
        "What the text says",
        "How it comes about",
        "Where two views differ",
        "What to watch",
        "What history says",
        "Where it would happen",
    ):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.evaluate("() => { window.dispatchEvent(new Event('afterprint')); }")
    expect(page.get_by_role("slider")).to_have_count(sliders)


def test_without_scripts_the_answer_can_be_read(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "central-asia"), scripts=False)
    body: Any = page.locator("body")
    expect(body).to_contain_text("Russia loses its control over Central Asia.")
    assert re.search(r"\b9[0-3]%.*very likely \(80.95%\)", body.inner_text())


def test_the_strip_shows_the_word_with_its_range(reports: Path, visit: Visit) -> None:
    page = visit(at(reports, "tutorial"), offline=True)
    expect(strip(page)).to_contain_text(re.compile(r"even chance.*\(45–55%\)"))
