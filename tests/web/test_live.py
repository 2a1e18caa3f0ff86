"""The talk with a page: parts, progress, letting go, other questions, a file that changes, saving, more than one page."""

import asyncio
import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ifso.web.explaining
import ifso.web.live
from ifso.ground import files
from ifso.verbs.finding import find_scenario
from ifso.verbs.requesting import Request
from ifso.web import jobs
from ifso.web.messages import MOST

from .browsing import LIVE, LONG, Page, Site

SAVE = {"name": "mine", "about": "", "else": "calm", "values": {"war.surprise": 0.25}, "chosen": {}}


class Engine:
    """Stands in for what takes long: it tells what it was asked, and can be held up."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()
        self.go.set()
        self.begun = threading.Event()

    def part_of(self, request: Request, part: str, *, pair: tuple[str, str] | None, progress: Callable[[float], None]) -> dict[str, Any]:
        self.asked.append(part)
        self.begun.set()
        progress(0.25)
        self.go.wait(LONG)
        progress(0.75)
        held = {view: request.scenario.held(view)["war.surprise"].value.written for view in request.views}
        return {"part": part, "pair": pair, "views": list(request.views), "question": request.question.name, "held": held}


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(jobs, "EVERY", 0.0)
    found = Engine()
    monkeypatch.setattr(ifso.web.explaining, "part_of", found.part_of)
    return found


def ask(page: Page, id_: object, part: str = "paths", **more: object) -> None:
    page.say({"type": "explain", "id": id_, "part": part, **more})


def edit(site: Site, old: str = "war.surprise: 2% per year", new: str = "war.surprise: 3% per year") -> None:
    text = site.path.read_text(encoding="utf-8")
    assert old in text
    site.path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("engine")
def test_a_part_comes_with_its_progress(site: Site) -> None:
    page = site.page()
    ask(page, "one")
    assert page.hear("progress") == {"type": "progress", "id": "one", "part": "paths", "done": 0.0}
    part = page.hear("part")
    assert (part["id"], part["part"]) == ("one", "paths")
    assert "key" not in part
    assert part["data"]["views"] == ["calm", "tense"]
    ask(page, 2, "cruxes", views=["calm", "tense"])
    part = page.hear("part")
    assert (part["id"], part["key"], part["data"]["pair"]) == (2, "calm | tense", ["calm", "tense"])


@pytest.mark.usefixtures("engine")
def test_a_part_for_the_readers_own_numbers_moves_one_view(site: Site) -> None:
    page = site.page()
    ask(page, 1, view="calm", values={"war.surprise": 0.125})
    assert page.hear("part")["data"]["held"] == {"calm": "12.5% per year"}
    ask(page, 2, "cruxes", view="calm", views=["calm", "tense"], values={"war.surprise": 0.125})
    assert page.hear("part")["data"]["held"] == {"calm": "12.5% per year", "tense": "2% per year"}
    ask(page, 3, view="tense")
    assert page.hear("part")["data"]["held"] == {"tense": "2% per year"}


def test_the_same_is_computed_once(site: Site, engine: Engine) -> None:
    one, other = site.page(), site.page()
    for page in (one, one, other):
        ask(page, 1, view="calm", values={"war.surprise": 0.125, "war.face_to_face": 0.5})
        assert page.hear("part")["id"] == 1
    ask(other, 2, view="calm", values={"war.face_to_face": 0.5, "war.surprise": 0.125})
    assert other.hear("part")["id"] == 2
    assert engine.asked == ["paths"]


def test_a_newer_request_takes_the_place_of_an_older_one_for_the_same_part(site: Site, engine: Engine) -> None:
    page = site.page()
    engine.go.clear()
    ask(page, 1, view="calm", values={"war.surprise": 0.1})
    assert engine.begun.wait(LONG)
    for n in range(2, 6):
        ask(page, n, view="calm", values={"war.surprise": n / 10})
    ask(page, "other", "watch", view="calm")
    engine.go.set()
    assert page.next()["id"] == 5
    assert page.next()["id"] == "other"
    assert engine.asked == ["paths", "paths", "watch"]


def test_what_is_cancelled_is_neither_sent_nor_begun(site: Site, engine: Engine) -> None:
    page = site.page()
    engine.go.clear()
    ask(page, 1)
    assert engine.begun.wait(LONG)
    ask(page, 2, "watch")
    ask(page, 3, "answer")
    for n in (1, 2, 99):
        page.say({"type": "cancel", "id": n})
    page.say("")
    assert page.next()["type"] == "failed"  # by now the server has heard of it all
    engine.go.set()
    assert page.next()["id"] == 3
    assert engine.asked == ["paths", "answer"]


def test_a_page_that_is_closed_lets_go_of_what_it_asked(site: Site, engine: Engine) -> None:
    with site.client.websocket_connect(LIVE) as session:
        engine.go.clear()
        session.send_text(json.dumps({"type": "explain", "id": 1, "part": "paths"}))
        assert engine.begun.wait(LONG)
        session.send_text(json.dumps({"type": "explain", "id": 2, "part": "watch"}))
        session.receive_text()
    engine.go.set()
    page = site.page()
    ask(page, 3, "answer")
    assert page.hear("part")["id"] == 3
    assert engine.asked == ["paths", "answer"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"view": "nobody"}, "There is no view `nobody`."),
        ({"view": "calm", "values": {"war.nothing": 0.5}}, "There is no assumption `war.nothing`."),
        ({"view": "calm", "values": {"war.surprise": 2}}, "war.surprise: 2 cannot be its value."),
        ({"view": "calm", "chosen": {"a": "b"}}, "There is no choice `a`."),
        ({"values": {"war.surprise": 0.5}}, "Numbers are moved in a view, and the request names none."),
        ({"part": "cruxes"}, "Cruxes lie between two views, and the request does not name two."),
        ({"part": "cruxes", "views": ["calm", "calm"]}, "Cruxes lie between two views, and the request does not name two."),
        ({"part": "cruxes", "views": ["calm", "nobody"]}, "There is no view `nobody`."),
    ],
)
def test_a_request_that_cannot_be_met_is_refused_in_words(site: Site, engine: Engine, more: dict[str, Any], said: str) -> None:
    page = site.page()
    page.say({"type": "explain", "id": "x", "part": "paths", **more})
    failed = page.next()
    assert (failed["type"], failed["id"], failed["message"]) == ("failed", "x", said)
    assert engine.asked == []


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("message", ["", "{", "[]", "nonsense", '{"type": "x"}', '{"type": "explain", "part": []}', "[" * 5000])
def test_a_message_that_cannot_be_read_is_refused_and_the_talk_goes_on(site: Site, message: str) -> None:
    page = site.page()
    page.say(message)
    failed = page.next()
    assert failed["type"] == "failed"
    assert "Traceback" not in json.dumps(failed)
    ask(page, 1)
    assert page.hear("part")["id"] == 1


def test_bytes_are_no_message(site: Site) -> None:
    page = site.page()
    page.say_bytes(b"\x00\xff")
    assert page.next()["type"] == "failed"


def test_a_giant_message_ends_the_talk(site: Site) -> None:
    page = site.page()
    page.say(" " * (MOST + 1))
    assert page.closed() == 1009


def test_a_fault_of_the_program_is_said_without_a_traceback(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("a secret")

    page = site.page()
    monkeypatch.setattr(ifso.web.explaining, "part_of", broken)
    ask(page, 1)
    assert page.hear("failed")["message"] == "This could not be computed: KeyError."
    monkeypatch.setattr(ifso.web.explaining, "requested", broken)
    ask(page, 2)
    assert "a secret" not in json.dumps(page.hear("failed"))


def test_there_are_no_more_pages_than_can_be_served(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ifso.web.live, "MOST_PAGES", 2)
    pages = [site.page() for _ in range(2)]
    for page in pages:
        page.say("")
        page.hear("failed")
    third = site.page()
    assert third.hear("failed")["message"] == "Too many pages show this file."
    assert third.closed() == 1013


def test_the_server_answers_while_something_is_computed(site: Site, engine: Engine) -> None:
    page, other = site.page(), site.page()
    engine.go.clear()
    ask(page, 1)
    assert engine.begun.wait(LONG)
    assert site.client.get("/page.json").status_code == 200
    other.say({"type": "question", "name": "alone"})
    assert other.next()["type"] == "page"
    save(other, site.opened.reading.sha256)
    assert other.next()["type"] == "saved"
    engine.go.set()


def test_a_page_that_does_not_read_is_let_go(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf:
        """A connection on which nothing gets through."""

        def __init__(self) -> None:
            self.closed: list[int] = []
            self.flows = asyncio.Event()

        async def accept(self) -> None:
            pass

        async def send_text(self, _: str) -> None:
            await self.flows.wait()

        async def receive(self) -> dict[str, str]:
            if len(self.closed) < 1:
                await asyncio.sleep(0)
                return {"type": "websocket.receive", "text": ""}
            return {"type": "websocket.disconnect"}

        async def close(self, code: int, _: str) -> None:
            self.closed.append(code)

    monkeypatch.setattr(ifso.web.live, "MOST_UNREAD", 3)

    async def talk() -> list[int]:
        socket = Deaf()
        held = asyncio.create_task(ifso.web.live.Talk(socket, site.opened).hold())  # type: ignore[arg-type]
        for _ in range(50):
            await asyncio.sleep(0)
        socket.flows.set()
        await asyncio.wait_for(held, LONG)
        return socket.closed

    assert asyncio.run(talk()) == [1013]
    assert not any(isinstance(page, ifso.web.live.Talk) for page in site.opened.pages)


@pytest.mark.usefixtures("engine")
def test_another_question_brings_another_page(site: Site) -> None:
    page = site.page()
    page.say({"type": "question", "name": "alone"})
    assert page.hear("page")["page"]["question"]["name"] == "alone"
    ask(page, 1)
    assert page.hear("part")["data"]["question"] == "alone"
    page.say({"type": "question", "id": 5, "name": "nothing"})
    assert page.hear("failed")["id"] == 5
    for name, shown in ((None, "main"), ("alone", "alone"), ("gone", "main")):
        other = site.page(name)
        ask(other, 1)
        assert other.hear("part")["data"]["question"] == shown


# ---------------------------------------------------------------- a file that changes


def test_every_page_follows_the_file(site: Site) -> None:
    one, other = site.page(), site.page()
    other.say({"type": "question", "name": "alone"})
    other.hear("page")
    edit(site)
    for page, question in ((one, "main"), (other, "alone")):
        seen = page.hear("page")["page"]
        assert seen["scenario"]["text"] == site.path.read_text(encoding="utf-8")
        assert seen["question"]["name"] == question


def test_a_question_that_is_gone_gives_way_to_the_first(site: Site) -> None:
    page = site.page()
    page.say({"type": "question", "name": "alone"})
    page.hear("page")
    edit(site, "  alone: {then: war}\n", "")
    assert page.hear("page")["page"]["question"]["name"] == "main"


@pytest.mark.usefixtures("engine")
def test_half_typed_text_is_said_and_what_is_typed_to_the_end_is_shown(site: Site) -> None:
    page = site.page()
    edit(site, "war.surprise: 2% per year", "war.surprise: 2% per")
    broken = page.next()
    assert (broken["type"], broken["findings"][0]["code"]) == ("broken", "duration")
    ask(page, 1)  # of what it last said
    assert page.hear("part")["data"]["held"]["calm"] == "2% per year"
    late = site.page()
    assert late.next() == broken
    edit(site, "war.surprise: 2% per\n", "war.surprise: 2% per decade\n")
    for one in (page, late):
        assert one.next()["page"]["scenario"]["text"] == site.path.read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_said_and_its_return_too(site: Site) -> None:
    page = site.page()
    away = site.path.rename(site.path.with_name("away.yaml"))
    assert "standoff.yaml is gone" in page.next()["message"]
    away.rename(site.path)
    assert page.next()["type"] == "page"


def test_a_file_that_asks_nothing_any_longer_is_said(site: Site) -> None:
    page = site.page()
    whole = site.path.read_text(encoding="utf-8")
    site.path.write_text(whole.split("\nquestions:")[0] + "\n", encoding="utf-8")
    broken = page.next()
    assert (broken["type"], broken["findings"][0]["message"]) == ("broken", "The scenario asks no question.")
    site.path.write_text(whole, encoding="utf-8")
    assert page.next()["type"] == "page"


def test_nothing_that_was_computed_from_an_older_text_comes_after_a_newer_page(site: Site, engine: Engine) -> None:
    page = site.page()
    engine.go.clear()
    ask(page, 1)
    assert engine.begun.wait(LONG)
    edit(site)
    assert page.next()["type"] == "page"
    engine.go.set()
    ask(page, 2)
    part = page.next()
    assert (part["id"], part["data"]["held"]["calm"]) == (2, "3% per year")


# ---------------------------------------------------------------- saving


def save(page: Page, sha256: str, id_: object = "s", *, replace: bool = False, **view: object) -> None:
    page.say({"type": "save", "id": id_, "sha256": sha256, "view": SAVE | view, "replace": replace})


def both(conflict: dict[str, Any]) -> tuple[str, ...]:
    """Return the texts of which a conflict shows the stretches."""
    return tuple("".join(f"{line}\n" for one in conflict["stretches"] for line in one[side]) for side in ("theirs", "mine"))


def test_a_view_is_saved_and_every_page_sees_it(site: Site) -> None:
    one, other = site.page(), site.page()
    before = site.path.read_text(encoding="utf-8")
    save(one, site.opened.reading.sha256)
    saved = one.next()
    assert (saved["type"], saved["id"]) == ("saved", "s")
    after = site.path.read_text(encoding="utf-8")
    assert after.splitlines()[saved["line"] - 1] == "  mine:"
    assert after.replace("\n  mine:\n    else: calm\n    war.surprise: 25% per year\n", "") == before
    for page in (one, other):
        seen = page.next()["page"]
        assert seen["scenario"]["sha256"] == saved["sha256"]
        assert [view["name"] for view in seen["views"]] == ["calm", "tense", "mine"]


def test_of_two_pages_that_save_at_once_the_second_is_shown_both_texts(site: Site) -> None:
    one, other = site.page(), site.page()
    sha256 = site.opened.reading.sha256
    save(one, sha256)
    assert one.next()["type"] == "saved"
    save(other, sha256, name="theirs")
    conflict = other.hear("conflict")
    assert conflict["id"] == "s"
    assert both(conflict)[0] == site.path.read_text(encoding="utf-8")
    differing = [(one["theirs"], one["mine"]) for one in conflict["stretches"] if not one["same"]]
    assert differing == [(["  mine:"], ["  theirs:"])]
    save(other, site.opened.reading.sha256, name="theirs")
    assert other.hear("saved")["id"] == "s"


def test_an_edit_that_the_server_has_not_seen_yet_is_not_overwritten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ifso.web.opened, "EVERY", LONG)
    page, sha256 = site.page(), site.opened.reading.sha256
    edit(site)
    save(page, sha256)
    seen = {page.next()["type"] for _ in range(2)}
    assert seen == {"conflict", "page"}
    assert "mine:" not in site.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ({"name": "calm"}, "The file has a view `calm` already."),
        ({"name": "my view"}, "`my view` cannot name a view."),
        ({"name": "</script>"}, "`</script>` cannot name a view."),
        ({"values": {"war.surprise": 7}}, "war.surprise: 7 cannot be its value."),
        ({"else": "nobody"}, "There is no view `nobody`."),
    ],
)
def test_a_view_that_cannot_be_saved_is_refused_and_nothing_is_written(site: Site, view: dict[str, Any], said: str) -> None:
    before = site.path.read_bytes()
    page = site.page()
    save(page, site.opened.reading.sha256, **view)
    failed = page.next()
    assert (failed["type"], failed["id"], failed["message"]) == ("failed", "s", said)
    assert failed["hint"]
    assert site.path.read_bytes() == before


def test_a_view_is_replaced_where_that_is_wanted(site: Site) -> None:
    page = site.page()
    save(page, site.opened.reading.sha256, name="tense", replace=True)
    assert page.next()["type"] == "saved"
    assert site.path.read_text(encoding="utf-8").endswith(
        "  tense:\n    else: calm\n    war.surprise: 25% per year\n\nquestions:"
        + find_scenario("standoff").read_text(encoding="utf-8").split("questions:")[1]
    )


def test_a_full_disk_is_said_and_the_page_can_save_later(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before, whole = site.path.read_bytes(), os.fsync

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    page = site.page()
    monkeypatch.setattr(files.os, "fsync", full)
    save(page, site.opened.reading.sha256)
    failed = page.next()
    assert failed["message"].endswith("cannot be written: No space left on device.")
    assert "nothing of what you have moved is lost" in failed["hint"]
    assert site.path.read_bytes() == before
    monkeypatch.setattr(files.os, "fsync", whole)
    save(page, site.opened.reading.sha256)
    assert page.next()["type"] == "saved"


def test_a_save_into_a_file_that_is_gone_or_broken_is_refused(site: Site) -> None:
    page = site.page()
    sha256 = site.opened.reading.sha256
    away = site.path.rename(site.path.with_name("away.yaml"))
    assert page.next()["type"] == "gone"
    save(page, sha256)
    assert "There is no file" in page.hear("failed")["message"]
    assert not site.path.exists()
    away.rename(site.path)
    assert page.next()["type"] == "page"
    edit(site, "war.surprise: 2% per year", "war.surprise: 2% per")
    assert page.next()["type"] == "broken"
    save(page, sha256)
    conflict = page.next()
    theirs, mine = both(conflict)
    assert (conflict["type"], theirs) == ("conflict", site.path.read_text(encoding="utf-8"))
    assert "  mine:\n    else: calm\n    war.surprise: 25% per year\n" in mine


def test_a_text_that_nobody_remembers_cannot_be_spoken_of(site: Site) -> None:
    page = site.page()
    save(page, "0" * 64)
    assert page.hear("failed")["hint"] == "Load the page again and save once more."


def test_an_example_is_not_written(open_site: Callable[[Path], Site]) -> None:
    site = open_site(find_scenario("standoff"))
    site.let_in()
    page = site.page()
    save(page, site.opened.reading.sha256)
    failed = page.hear("failed")
    assert failed["message"] == "standoff comes with the program and is not written to."
    assert "ifso new mine.yaml --from standoff" in failed["hint"]
    assert failed["offer"] == "copy"


def test_an_example_is_copied_into_the_present_folder_where_that_is_wanted(
    open_site: Callable[[Path], Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    example = find_scenario("standoff")
    before = example.read_bytes()
    site = open_site(example)
    site.let_in()
    page, other = site.page(), site.page()
    page.say(
        {"type": "save", "id": 1, "sha256": site.opened.reading.sha256, "view": SAVE | {"name": "no name"}, "replace": False, "copy": True}
    )
    assert page.next()["message"] == "`no name` cannot name a view."
    assert not list(tmp_path.glob("*.yaml"))
    page.say({"type": "save", "id": 2, "sha256": site.opened.reading.sha256, "view": SAVE, "replace": False, "copy": True})
    saved = page.next()
    assert (saved["type"], saved["file"]) == ("saved", "standoff.yaml")
    copy = tmp_path / "standoff.yaml"
    assert "  mine:\n    else: calm\n    war.surprise: 25% per year\n" in copy.read_text(encoding="utf-8")
    for one in (page, other):
        assert one.next()["page"]["scenario"]["sha256"] == saved["sha256"]
    copy.write_text(copy.read_text(encoding="utf-8").replace("25% per year", "26% per year"), encoding="utf-8")
    assert other.next()["page"]["scenario"]["text"] == copy.read_text(encoding="utf-8")
    save(other, site.opened.reading.sha256, name="theirs")
    assert other.next()["type"] == "saved"
    assert example.read_bytes() == before


def test_a_copy_takes_no_ones_place(open_site: Callable[[Path], Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "standoff.yaml").write_text("theirs", encoding="utf-8")
    shipped = open_site(find_scenario("standoff"))
    shipped.let_in()
    page = shipped.page()
    page.say({"type": "save", "id": 1, "sha256": shipped.opened.reading.sha256, "view": SAVE, "replace": False, "copy": True})
    failed = page.next()
    assert failed["message"].endswith("standoff.yaml exists already.")
    assert "ifso open standoff.yaml" in failed["hint"]
    assert (tmp_path / "standoff.yaml").read_text(encoding="utf-8") == "theirs"
    own = site.page()
    own.say({"type": "save", "id": 1, "sha256": site.opened.reading.sha256, "view": SAVE, "replace": False, "copy": True})
    assert "is no example" in own.next()["message"]


# ---------------------------------------------------------------- the engine itself


def test_a_real_part_comes_from_the_engine(open_site: Callable[[Path], Site]) -> None:
    site = open_site(find_scenario("tutorial"))
    site.let_in()
    page = site.page()
    ask(page, 1, "paths")
    written = page.hear("part")["data"]
    assert written["views"][0]["chance"] == pytest.approx(0.5, abs=0.02)
    ask(page, 2, "paths", view="mine", values={"deal.struck": 0.9})
    assert page.hear("part")["data"]["views"][0]["chance"] == pytest.approx(0.9, abs=0.02)
    ask(page, 3, "history")
    assert page.hear("part")["data"] == {}


def test_what_runs_is_told_again_once_it_is_known_how_actors_choose(
    open_site: Callable[[Path], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(ifso.web.explaining, "part_of", lambda *_, **__: {"views": "found"})
    monkeypatch.setattr(ifso.web.explaining, "programs_of", lambda _, faced: told.append(faced) or ({"sceptic": "runs"}, []))
    site = open_site(find_scenario("central-asia"))
    site.let_in()
    page = site.page()
    ask(page, 1, "faced")
    assert page.hear("part") == {"type": "part", "id": 1, "part": "faced", "data": {"views": "found"}}
    assert page.hear("part") == {"type": "part", "part": "programs", "data": {"sceptic": "runs"}}
    assert told == [{"views": "found"}]
