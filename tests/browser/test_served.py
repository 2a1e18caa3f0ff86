"""A reader opens a scenario with ``ifso open``, reads it, moves a number, saves a view, and goes on editing the file elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import ifso

from .reading import Serve, Visit, about, key_figure, number, strip

NO_WORKER = "delete window.Worker"
DEAD_WORKER = """
    window.Worker = class extends EventTarget {
      constructor() { super(); setTimeout(() => this.onerror?.(new ErrorEvent("error", { cancelable: true }))); }
      postMessage() {}
      terminate() {}
    };
"""
BASES = "Whoever governs after the fall lets US forces in"
STRIKE = re.compile("rail workers strike.*leading to.*pay deal")


def asked(path: Path, view: str, **request: Any) -> float:
    """Return what Python answers under a view, first reading."""
    answer = ifso.load(path).ask(views=view, draws=200, worlds=2048, **request).answer.views[0]
    chance = next(iter(answer.answered.chances.values()))
    assert chance is not None
    return chance.value


def test_the_answer_is_there_to_read(serve: Serve, visit: Visit) -> None:
    server = serve("central-asia")
    page = visit(server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("If the Iranian government falls, does Russia lose Central Asia?")
    expect(key_figure(page)).to_have_text(about(asked(server.path, "commentary"), besides=0.01))
    expect(strip(page)).to_contain_text("very likely (80–95%)")
    page.get_by_role("radio", name="sceptic").check()
    expect(key_figure(page)).to_have_text(about(asked(server.path, "sceptic"), besides=0.01))
    expect(strip(page)).to_contain_text("very unlikely (5–20%)")
    assert "token" not in page.url


def moved(page: Any) -> float:
    """Move the tutorial's link by keyboard alone, and return where it stands now."""
    slider = page.get_by_role("slider", name=STRIKE)
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    field = page.get_by_role("spinbutton", name=STRIKE)
    expect(field).not_to_have_value("50")
    return float(field.input_value()) / 100


def test_a_slider_moves_the_answer_to_what_python_gives(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    page = visit(server.url)
    expect(key_figure(page)).to_have_text(about(0.5))
    there = moved(page)
    assert there > 0.6
    expected = asked(server.path, "mine", assume=f"deal.struck={100 * there:g}% within 1 year")
    expect(key_figure(page)).to_have_text(about(expected))
    assert len(page.workers) == 1
    page.keyboard.press("Control+z")
    expect(page.get_by_role("spinbutton", name=STRIKE)).to_have_value("50")
    expect(key_figure(page)).to_have_text(about(0.5))
    page.keyboard.press("Control+Shift+z")
    expect(key_figure(page)).to_have_text(about(expected))
    page.get_by_role("button", name="Reset").click()
    expect(key_figure(page)).to_have_text(about(0.5))


@pytest.mark.parametrize("before", [NO_WORKER, DEAD_WORKER], ids=["no worker", "a worker that cannot run"])
def test_where_no_worker_can_start_the_page_computes_by_itself(serve: Serve, visit: Visit, before: str) -> None:
    server = serve("tutorial")
    page = visit(server.url, before=before)
    expect(key_figure(page)).to_have_text(about(0.5))
    there = moved(page)
    assert there > 0.6
    expected = asked(server.path, "mine", assume=f"deal.struck={100 * there:g}% within 1 year")
    expect(key_figure(page)).to_have_text(about(expected))
    assert page.workers == []


def test_a_number_out_of_range_is_told_of_while_it_is_typed(serve: Serve, visit: Visit) -> None:
    page = visit(serve("tutorial").url)
    field = page.get_by_role("spinbutton", name=STRIKE)
    field.fill("150")
    said = page.get_by_text("A percentage goes from 0 to 100: 100 will be taken.")
    expect(said).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Enter")
    expect(field).to_have_value("100")
    expect(said).to_have_count(0)
    expect(key_figure(page)).to_have_text("100%")
    field.fill("-3")
    expect(page.get_by_text("0 will be taken")).to_be_visible()
    field.fill("30")
    expect(field).to_have_attribute("aria-invalid", "false")


def test_sliders_stay_where_they_are_once_one_was_touched(serve: Serve, visit: Visit) -> None:
    page = visit(serve("central-asia").url)
    sliders = page.get_by_role("slider")
    sliders.first.focus()
    before = [slider.get_attribute("id") for slider in sliders.all()]
    telling = page.get_by_role("button", name="Most telling first")
    expect(telling).to_be_visible()
    assert [slider.get_attribute("id") for slider in sliders.all()] == before
    telling.click()
    expect(telling).to_have_attribute("aria-pressed", "true")
    assert 8 <= sliders.count() <= len(before)


def test_a_number_of_an_uncertain_argument_moves_it_as_python_says(serve: Serve, visit: Visit) -> None:
    server = serve("central-asia")
    page = visit(server.url)
    field = number(page, BASES)
    field.fill("10")
    field.press("Enter")
    expect(strip(page)).to_contain_text("as written")
    expected = asked(server.path, "commentary", assume="us_bases_in_iran.invited=10% within 3 years")
    assert expected < 0.6
    expect(key_figure(page)).to_have_text(about(expected, besides=0.015))


def test_a_view_is_saved_into_the_file_with_its_comments(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    before = server.path.read_text(encoding="utf-8")
    page = visit(server.url)
    there = moved(page)
    page.get_by_role("button", name="Save as a view").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("hopeful")
    dialog.get_by_role("textbox", name="Whose view it is").fill("Those who expect both sides to give way: <b>soon</b>.")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Saved as hopeful")
    expect(page.get_by_role("radio", name="hopeful")).to_be_checked()
    after = server.path.read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert after.count("#") == before.count("#")
    saved = ifso.load(server.path).scenario.views["hopeful"]
    assert saved.about == "Those who expect both sides to give way: <b>soon</b>."
    assert saved.otherwise == "mine"
    assert list(saved.values) == ["deal.struck"]
    assert re.search(r"deal\.struck: .*within 1 year", after.partition("hopeful")[2])
    expect(key_figure(page)).to_have_text(about(asked(server.path, "hopeful")))
    assert abs(asked(server.path, "hopeful") - there) < 0.01


def test_a_name_that_is_taken_is_not_written_over_unasked(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    before = server.path.read_bytes()
    page = visit(server.url)
    moved(page)
    page.get_by_role("button", name="Save as a view").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("mine")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("There is a view named mine already")
    expect(dialog.get_by_role("textbox", name="Name")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert server.path.read_bytes() == before


def test_the_page_follows_the_file(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    page, other = visit(server.url), visit(server.url)
    moved(page)
    text = server.path.read_text(encoding="utf-8")
    server.path.write_text(
        text.replace("title: If the rail workers strike", "title: Suppose that the rail workers strike"), encoding="utf-8"
    )
    for one in (page, other):
        expect(one.get_by_role("heading", level=1)).to_have_text("Suppose that the rail workers strike, is there a pay deal?")
        expect(one.get_by_role("status", name="Notices")).to_contain_text("The file was changed elsewhere")
    expect(page.get_by_role("spinbutton", name=STRIKE)).not_to_have_value("50")
    expect(other.get_by_role("spinbutton", name=STRIKE)).to_have_value("50")


def test_a_half_typed_file_is_told_of_and_the_page_keeps_the_last_good_one(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    page = visit(server.url)
    text = server.path.read_text(encoding="utf-8")
    server.path.write_text(f"{text}\n# A remark.\n", encoding="utf-8")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("The file was changed elsewhere")
    server.path.write_text(text.replace("deal.struck: 50% within 1 year", "deal.struck: 50% wit"), encoding="utf-8")
    notices = page.get_by_role("status", name="Notices")
    expect(notices).to_contain_text("does not read any more")
    expect(notices).not_to_contain_text("The page now shows it as it is")
    expect(notices).to_contain_text("deal.struck: 50% wit")
    expect(key_figure(page)).to_have_text(about(0.5))
    server.path.write_text(text.replace("deal.struck: 50% within 1 year", "deal.struck: 70% within 1 year"), encoding="utf-8")
    expect(notices).not_to_contain_text("does not read any more")
    expect(key_figure(page)).to_have_text(about(0.7))


def test_a_save_into_a_file_that_changed_meanwhile_shows_where_both_differ(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    page = visit(server.url)
    there = moved(page)
    before = server.path.read_text(encoding="utf-8")
    changed = before.replace("deal.struck: 50% within 1 year", "deal.struck: 50% wit")
    server.path.write_text(changed, encoding="utf-8")
    expect(page.get_by_role("status", name="Notices")).to_contain_text("does not read any more")
    page.get_by_role("button", name="Save as a view").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("hopeful")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("heading", name="The file was changed meanwhile")).to_be_focused()
    theirs, mine = (dialog.locator(f".differs.{side}").filter(has_text="deal.struck") for side in ("theirs", "mine"))
    expect(theirs).to_have_text(re.compile(r"^\s*Only in the file now, from line \d+:.*−\s*deal\.struck: 50% wit\s*$", re.DOTALL))
    expect(mine).to_have_text(
        re.compile(r"Only in what would have been written.*\+\s*deal\.struck: 50% within 1 year.*\+\s*hopeful:", re.DOTALL)
    )
    expect(dialog.get_by_role("group").first).to_contain_text("lines the same in both")
    again = dialog.get_by_role("button", name="Save into the file as it is now")
    expect(again).to_be_disabled()
    assert server.path.read_text(encoding="utf-8") == changed
    mended = before.replace("deal.struck: 50% within 1 year", "deal.struck: 40% within 1 year")
    server.path.write_text(mended, encoding="utf-8")
    expect(again).to_be_enabled()
    again.click()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("Saved as hopeful")
    after = server.path.read_text(encoding="utf-8")
    assert [line for line in mended.splitlines() if line not in after.splitlines()] == []
    assert abs(asked(server.path, "hopeful") - there) < 0.01


def test_two_readers_of_one_file_both_see_what_one_of_them_saves(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    one, other = visit(server.url), visit(server.url)
    moved(one)
    one.get_by_role("button", name="Save as a view").click()
    one.get_by_role("dialog").get_by_role("textbox", name="Name").fill("theirs")
    one.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(other.get_by_role("radio", name="theirs")).to_be_visible()


def test_a_page_whose_server_is_gone_goes_on_and_says_so(serve: Serve, visit: Visit) -> None:
    server = serve("tutorial")
    page = visit(server.url, server_may_go=True)
    expect(key_figure(page)).to_have_text(about(0.5))
    server.stop()
    expect(page.get_by_role("status", name="Notices")).to_contain_text("The server does not answer")
    there = moved(page)
    expect(key_figure(page)).to_have_text(about(there))
