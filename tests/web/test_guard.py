"""Who is let in: the address, the origin, the keys, and what every answer carries."""

import secrets
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from starlette.websockets import WebSocketDisconnect

from ifso.web.guard import Gate, policy

from .browsing import LIVE, PORT, Site

EVERYWHERE = ("/", "/page.js", "/page.css", "/page.json", "/nowhere")


@pytest.fixture
def outside(open_site: Callable[[Path], Site], path: Path) -> Site:
    """Serve the small scenario to a browser that has no key yet."""
    return open_site(path)


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nothing_is_shown_without_a_key(outside: Site, address: str) -> None:
    answer = outside.client.get(address)
    assert answer.status_code == 403
    assert "ifso open" in answer.text
    assert "standoff" not in answer.text


@pytest.mark.parametrize("address", EVERYWHERE)
def test_nothing_is_shown_for_a_wrong_key(outside: Site, address: str) -> None:
    outside.client.cookies.set(outside.gate.cookie_name, "x" * 43)
    assert outside.client.get(address, params={"token": outside.gate.token[:-1]}).status_code == 403
    assert outside.client.get(address, params={"token": ""}).status_code == 403
    assert outside.client.get(address, params={"token": "é" * 43}).status_code == 403


def test_the_token_becomes_a_cookie_and_leaves_the_address(outside: Site) -> None:
    answer = outside.client.get("/", params={"token": outside.gate.token}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    name, *attributes = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]
    assert name.startswith(f"ifso-{PORT}=")
    assert {"httponly", "samesite=strict", "path=/"} == set(attributes)
    assert outside.gate.token not in answer.headers["set-cookie"]
    assert outside.client.get("/").status_code == 200


def test_a_browser_that_another_page_sent_is_led_on_by_a_page_of_ours(outside: Site) -> None:
    answer = outside.client.get("/", params={"token": outside.gate.token}, headers={"sec-fetch-site": "cross-site"}, follow_redirects=False)
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/"' in answer.text
    assert "set-cookie" in answer.headers


def test_a_ticket_is_worth_nothing_once_used(outside: Site) -> None:
    ticket = outside.gate.ticket
    assert outside.client.head("/", params={"token": ticket}, follow_redirects=False).status_code == 403
    assert outside.client.get("/", params={"token": ticket}, follow_redirects=False).status_code == 303
    outside.client.cookies.clear()
    assert outside.client.get("/", params={"token": ticket}, follow_redirects=False).status_code == 403
    assert outside.client.get("/", params={"token": outside.gate.token}, follow_redirects=False).status_code == 303


def test_a_program_can_bring_the_token_each_time(outside: Site) -> None:
    assert outside.client.get("/page.json", params={"token": outside.gate.token}).json()["mode"] == "served"


def test_keys_are_compared_in_constant_time(outside: Site) -> None:
    with mock.patch("secrets.compare_digest", wraps=secrets.compare_digest) as compared:
        outside.client.get("/page.json", params={"token": "guess"})
    assert (b"guess", outside.gate.token.encode()) in [call.args for call in compared.call_args_list]


def test_every_start_has_keys_of_its_own() -> None:
    one, other = Gate(port=1), Gate(port=1)
    keys = {one.token, one.ticket, one.cookie, other.token, other.ticket, other.cookie}
    assert len(keys) == 6
    assert all(len(key) >= 43 for key in keys)


@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        f"attacker.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.attacker.example:{PORT}",
        "",
        f"192.168.0.7:{PORT}",
        f"localhost.:{PORT}",
        f"[::1]:{PORT + 1}",
        f"user@localhost:{PORT}",
    ],
)
def test_a_name_that_is_not_the_servers_is_refused(site: Site, host: str) -> None:
    answer = site.client.get("/page.json", headers={"host": host})
    assert answer.status_code == 400
    assert "standoff" not in answer.text
    with pytest.raises(WebSocketDisconnect), site.client.websocket_connect(LIVE, headers={"host": host}):
        pass


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_the_names_of_this_machine_are_known(host: str) -> None:
    assert Gate(port=PORT).knows_host(host)


def test_the_usual_port_needs_no_number() -> None:
    gate = Gate(port=80)
    assert [gate.knows_host(host) for host in ("localhost", "[::1]", "localhost:80", "localhost:81")] == [True, True, True, False]


def test_on_a_network_addresses_are_taken_and_names_are_not() -> None:
    gate = Gate(port=PORT, any_address=True)
    hosts = (f"192.168.0.7:{PORT}", f"[fe80::1]:{PORT}", f"attacker.example:{PORT}", f"192.168.0.7:{PORT + 1}")
    assert [gate.knows_host(host) for host in hosts] == [True, True, False, False]


@pytest.mark.parametrize(
    "origin", ["https://attacker.example", "null", f"https://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}", f"http://localhost:{PORT}"]
)
def test_a_request_from_another_page_is_refused_although_it_brings_the_cookie(site: Site, origin: str) -> None:
    assert site.client.get("/page.json", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect), site.client.websocket_connect(LIVE, headers={"origin": origin}):
        pass


def test_a_request_from_the_page_itself_is_answered(site: Site) -> None:
    headers = {"origin": f"http://127.0.0.1:{PORT}"}
    assert site.client.get("/page.json", headers=headers).status_code == 200
    with site.client.websocket_connect(LIVE, headers=headers) as session:
        session.send_text("")
        assert "is not JSON" in session.receive_text()


def test_a_connection_without_a_key_is_refused(outside: Site) -> None:
    with pytest.raises(WebSocketDisconnect), outside.client.websocket_connect(LIVE):
        pass
    with outside.client.websocket_connect(f"{LIVE}?token={outside.gate.token}") as session:
        session.send_text("")
        assert "is not JSON" in session.receive_text()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_is_changed_by_http(site: Site, method: str) -> None:
    before = site.path.read_bytes()
    assert site.client.request(method, "/page.json", content=b"{}").status_code == 405
    assert site.path.read_bytes() == before


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_carries_the_rules(site: Site, address: str) -> None:
    headers = site.client.get(address).headers
    assert headers["content-security-policy"] == policy(f"127.0.0.1:{PORT}")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_refusal_carries_the_rules_and_repeats_nothing(outside: Site) -> None:
    answer = outside.client.get("/<script>", headers={"host": "<script>alert(1)</script>"})
    assert "<script" not in answer.text
    assert "script" not in answer.headers["content-security-policy"].replace("script-src", "")


def test_the_policy_allows_what_the_page_needs_and_no_more() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in policy("localhost:1").split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'", "style-src": "'self'", "connect-src": "'self' ws://localhost:1", "worker-src": "blob:",
        "img-src": "data:", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
