"""A real server on a real port of this machine: how it is bound, reached, stopped and started again."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from ifso.cli.ending import Exit
from ifso.ground.diagnostics import UsageError
from ifso.web import serving
from ifso.web.messages import MOST
from ifso.web.opened import Opened
from ifso.web.serving import MOST_BYTES, bind, open_browser, serve

from .browsing import LONG

DIRECT = urllib.request.ProxyHandler({})
"""Goes to this machine itself, whatever the environment says of a proxy."""
talking = partial(connect, proxy=None)
ADDRESS = re.compile(r"http://127\.0\.0\.1:([0-9]+)/\?token=([\w-]{43})")


@contextmanager
def started(*arguments: str, folder: Path, run: str = "") -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Run ``ifso open`` in a process of its own, and return it with the port and the token that it printed."""
    command = [sys.executable, "-c", run or RUN, "open", "--no-browser", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
    flags: dict[str, Any] = {"cwd": folder, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **flags) as process:
        watchdog = threading.Timer(LONG, process.kill)
        watchdog.start()
        try:
            assert process.stdout is not None
            found = ADDRESS.fullmatch(process.stdout.readline().strip())
            assert found, process.communicate()
            yield process, int(found[1]), found[2]
        finally:
            watchdog.cancel()
            process.kill()
            process.wait(LONG)


RUN = """
import sys
from pathlib import Path
import ifso.report.page.bundle
folder = Path("bundle")
folder.mkdir(exist_ok=True)
for name in ("page.js", "page.css"):
    (folder / name).write_text("")
ifso.report.page.bundle.FOLDER = folder
sys.argv[0] = "ifso"
from ifso.cli.main import main
main()
"""
"""The command, with a stand-in for the page's program."""
HELD_UP = """
import concurrent.futures, time
import ifso.web.explaining
def held_up(*_, **__):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(time.sleep, 3600).result()
ifso.web.explaining.part_of = held_up
"""
"""An engine that goes on for an hour, whatever it is told."""


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.build_opener(DIRECT).open(request, timeout=LONG) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


def stop(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=LONG)
    return process.returncode, said


def test_a_browser_comes_in_talks_saves_and_the_server_ends_cleanly(path: Path) -> None:
    with started(path.name, folder=path.parent) as (process, port, token):
        jar = CookieJar()
        browser = urllib.request.build_opener(DIRECT, urllib.request.HTTPCookieProcessor(jar))
        with browser.open(f"http://127.0.0.1:{port}/?token={token}", timeout=LONG) as answer:
            assert answer.url == f"http://127.0.0.1:{port}/"
            assert b'<div id="ifso">' in answer.read()
        (cookie,) = jar
        brought = f"{cookie.name}={cookie.value}"
        status, text = get(port, "/page.json", Cookie=brought)
        page = json.loads(text)
        assert (status, page["scenario"]["file"]) == (200, "standoff.yaml")
        with talking(f"ws://127.0.0.1:{port}/live", additional_headers={"Cookie": brought}, origin=f"http://127.0.0.1:{port}") as talk:  # type: ignore[arg-type]
            view = {"name": "mine", "about": "", "else": "calm", "values": {"war.surprise": 0.25}, "chosen": {}}
            talk.send(json.dumps({"type": "save", "id": 1, "sha256": page["scenario"]["sha256"], "view": view, "replace": False}))
            saved = json.loads(talk.recv(LONG))
            assert (saved["type"], saved["id"]) == ("saved", 1)
            assert json.loads(talk.recv(LONG))["page"]["scenario"]["sha256"] == saved["sha256"]
            assert "  mine:\n" in path.read_text(encoding="utf-8")
            code, said = stop(process)
            assert (code, said.splitlines()[-1]) == (Exit.FINE, "Stopped. Next: ifso ask standoff.yaml")
            assert "Traceback" not in said
            with pytest.raises(ConnectionClosed):
                talk.recv(LONG)


def test_what_has_no_key_no_right_name_or_another_origin_is_refused(path: Path) -> None:
    with started(path.name, folder=path.parent) as (_, port, token):
        assert get(port, "/page.json")[0] == 403
        assert get(port, f"/page.json?token={token}")[0] == 200
        assert get(port, f"/page.json?token={token}", Host=f"attacker.example:{port}")[0] == 400
        assert get(port, f"/page.json?token={token}", Origin="https://attacker.example")[0] == 403
        for address, more in (
            (f"ws://127.0.0.1:{port}/live", {}),
            (f"ws://127.0.0.1:{port}/live?token={token}", {"origin": "https://attacker.example"}),
        ):
            with pytest.raises(InvalidStatus) as refused, talking(address, open_timeout=LONG, **more):  # type: ignore[arg-type]
                pass
            assert refused.value.response.status_code == 403


def test_a_giant_message_ends_the_talk_and_not_the_server(path: Path) -> None:
    with started(path.name, folder=path.parent) as (_, port, token):
        address = f"ws://127.0.0.1:{port}/live?token={token}"
        for size in (MOST + 1, MOST_BYTES + 1):
            with talking(address) as talk:
                talk.send("x" * size)
                with pytest.raises(ConnectionClosed) as closed:
                    talk.recv(LONG)
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1009
        with talking(address) as talk:
            talk.send("x")
            assert json.loads(talk.recv(LONG))["type"] == "failed"


def test_a_server_that_was_killed_is_started_again_on_its_port(path: Path) -> None:
    with started(path.name, folder=path.parent) as (process, port, token):
        with talking(f"ws://127.0.0.1:{port}/live?token={token}") as talk:
            process.kill()
            with pytest.raises(ConnectionClosed):
                talk.recv(LONG)
        with started(path.name, "--port", str(port), folder=path.parent) as (_, again, other):
            assert (again, other != token) == (port, True)
            assert get(port, f"/page.json?token={token}")[0] == 403
            assert get(port, f"/page.json?token={other}")[0] == 200


def test_the_server_ends_also_while_something_is_computed(path: Path) -> None:
    with (
        started(path.name, folder=path.parent, run=HELD_UP + RUN) as (process, port, token),
        talking(f"ws://127.0.0.1:{port}/live?token={token}") as talk,
    ):
        talk.send(json.dumps({"type": "explain", "id": 1, "part": "paths"}))
        assert json.loads(talk.recv(LONG))["type"] == "progress"
        code, said = stop(process)
    assert (code, said.splitlines()[-1]) == (Exit.FINE, "Stopped. Next: ifso ask standoff.yaml")


def test_serving_in_this_process_ends_when_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    servers: list[Any] = []
    whole = serving._Server.__init__

    def remember(self: Any, *arguments: Any) -> None:
        servers.append(self)
        whole(self, *arguments)

    monkeypatch.setattr(serving._Server, "__init__", remember)
    ready = threading.Event()
    bound = bind("localhost", 0)
    thread = threading.Thread(target=serve, args=(Opened(path), bound, ready.set))
    thread.start()
    try:
        assert ready.wait(LONG)
        assert get(bound.gate.port, f"/page.json?token={bound.gate.token}")[0] == 200
    finally:
        servers[0].should_exit = True
        thread.join(LONG)
    assert not thread.is_alive()


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_the_addresses_of_this_machine_are_served(host: str) -> None:
    bound = bind(host, 0)
    with bound.socket:
        assert bound.gate.port > 0
        assert bound.gate.knows_host(f"{host}:{bound.gate.port}")
        assert not bound.gate.any_address
        assert bound.address("key") == f"http://{'127.0.0.1' if host == 'localhost' else host}:{bound.gate.port}/?token=key"


def test_the_longer_addresses_are_served_where_the_machine_has_them() -> None:
    with ExitStack() as stack:
        try:
            stack.enter_context(socket.socket(socket.AF_INET6, socket.SOCK_STREAM)).bind(("::1", 0))
        except OSError:
            with pytest.raises(UsageError, match="cannot be served"):
                bind("::1", 0)
            return
        bound = bind("[::1]", 0)
        with bound.socket:
            assert bound.address("key").startswith(f"http://[::1]:{bound.gate.port}/")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "10.0.0.1"])  # noqa: S104 - which is refused
def test_an_address_that_others_reach_is_refused_unless_that_is_wanted(host: str) -> None:
    with pytest.raises(UsageError, match="is reached from other machines") as caught:
        bind(host, 0)
    assert "--allow-network" in caught.value.hint


def test_everywhere_is_served_where_that_is_wanted() -> None:
    bound = bind("0.0.0.0", 0, network=True)  # noqa: S104 - nothing is sent there
    with bound.socket:
        assert bound.address("key").startswith("http://127.0.0.1:")
        assert bound.gate.knows_host(f"192.0.2.1:{bound.gate.port}")
        assert not bound.gate.knows_host(f"attacker.example:{bound.gate.port}")


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("example.com", 0, "`example.com` is not an address of this machine"),
        ("", 0, "is not an address of this machine"),
        ("192.0.2.1", 0, "is reached from other machines"),
        ("127.0.0.1", 70_000, "--port is 70000"),
        ("127.0.0.1", -1, "--port is -1"),
    ],
)
def test_what_cannot_be_served_is_refused(host: str, port: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        bind(host, port)


def test_a_port_that_is_taken_is_said() -> None:
    first = bind("127.0.0.1", 0)
    with first.socket, pytest.raises(UsageError, match="cannot be served: Address already in use") as caught:
        bind("127.0.0.1", first.gate.port)
    assert "take a free one" in caught.value.hint


# ---------------------------------------------------------------- the command


def test_a_browser_is_opened_where_there_is_a_window_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    done = threading.Event()
    monkeypatch.setattr(serving.webbrowser, "open", lambda address: (shown.append(address), done.set()))
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not open_browser("http://one")
    monkeypatch.setenv("DISPLAY", ":0")
    assert open_browser("http://two")
    assert done.wait(LONG)
    assert shown == ["http://two"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere"], 2, "There is neither a file nor an example nowhere."),
        (["standoff", "--question", "nothing"], 2, "There is no question `nothing`."),
        (["standoff", "--host", "192.0.2.1"], 2, "192.0.2.1 is reached from other machines."),
        (["standoff", "--port", "70000"], 2, "--port is 70000."),
        (["six-questions"], 3, "holds reference classes and no argument"),
    ],
)
def test_the_command_refuses_in_words_what_cannot_be_opened(
    ifso: Callable[..., Any], arguments: list[str], code: int, said: str
) -> None:  # fmt: skip
    printed = ifso("open", *arguments)
    assert (printed.code, printed.out) == (code, "")
    assert said in printed.err


def test_the_command_prints_the_address_opens_it_with_a_ticket_and_names_what_comes_next(
    ifso: Callable[..., Any], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(serving, "open_browser", lambda address: bool(shown.append(address)) or True)
    monkeypatch.setattr(serving, "serve", lambda _, bound, ready, stopped: (ready(), bound.socket.close(), stopped()))
    monkeypatch.setattr("ifso.cli.open.GRACE", 1e6)
    printed = ifso("open", str(path))
    found = ADDRESS.fullmatch(printed.out.strip())
    assert found
    assert shown[0].startswith(f"http://127.0.0.1:{found[1]}/?token=")
    assert found[2] not in shown[0]
    said = " ".join(printed.err.split())  # a line may be broken before a long path
    assert said == f"Opening it in the browser. Ctrl-C ends it. Stopped. Next: ifso ask {path}"


def test_the_command_says_how_to_build_a_page_that_has_not_been_built(ifso: Callable[..., Any], path: Path, bundle: Path) -> None:
    (bundle / "page.css").unlink()
    printed = ifso("open", str(path))
    assert (printed.code, printed.out) == (2, "")
    assert "error: The page has not been built." in printed.err
    assert "npm run build" in printed.err
