"""The bundle that the package carries: small, under licences that may be handed on, and asking nobody for anything."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

import pytest

BUNDLE = files("ifso.report") / "bundle"
MOST = 150_000
PERMITTED = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"}
ADDRESS = re.compile(rb"""(?:[a-z]+:|["'`(])//[a-z0-9-]+\.[a-z0-9.-]+[^\s"'`)]*""", re.IGNORECASE)
NAMESPACES = {b"http://www.w3.org/1999/xhtml", b"http://www.w3.org/1998/Math/MathML", b"http://www.w3.org/2000/svg",
              b"http://www.w3.org/1999/xlink", b"http://www.w3.org/XML/1998/namespace", b"http://www.w3.org/2000/xmlns/"}  # fmt: skip
SPOKEN_OF = {b"https://svelte.dev/e/"}
"""Begins addresses that Svelte's error messages name for a person to look up; nothing fetches them."""


def held(name: str) -> bytes:
    return (BUNDLE / name).read_bytes()


def test_the_bundle_is_small() -> None:
    sizes = {name: len(gzip.compress(held(name), 9, mtime=0)) for name in ("page.js", "page.css")}
    assert sum(sizes.values()) < MOST, sizes


def packages() -> list[tuple[str, str, str]]:
    """Return name, version and licence of every package that the bundle holds something of."""
    listed = held("licences.txt").decode().partition("packages:\n")[2].partition("\n\n")[0]
    return [(m[1], m[2], m[3]) for m in re.finditer(r"^  (\S+) (\S+) \((.+)\)$", listed, re.MULTILINE)]


def test_every_package_in_it_may_be_handed_on() -> None:
    found = packages()
    assert {"svelte", "world-atlas"} <= {name for name, _, _ in found}
    assert [(name, licence) for name, _, licence in found if licence not in PERMITTED] == []


def test_every_package_stands_with_the_text_of_its_licence() -> None:
    texts = held("licences.txt").decode().split("=" * 80)[1:]
    assert len(texts) == len(packages())
    for (name, version, licence), text in zip(packages(), texts, strict=True):
        head, _, body = text.strip().partition("\n")
        assert head == f"{name} {version} ({licence})"
        assert re.search(r"Permission to use|Permission is hereby granted|Redistribution and use|Apache License", body), name
        assert "Copyright" in body, name


def test_where_the_outlines_come_from_is_named() -> None:
    assert "Natural Earth" in held("licences.txt").decode()


def test_our_own_sources_are_listed() -> None:
    listed = held("licences.txt").decode().partition("from these sources in frontend/:\n")[2].partition("\n\n")[0]
    assert {"  src/page.ts", "  src/App.svelte", "  src/engine/client.ts", "  src/page.css"} <= set(listed.split("\n"))


@pytest.mark.parametrize("name", ["page.js", "page.css"])
def test_nothing_in_it_asks_anybody_else(name: str) -> None:
    others = [address for address in ADDRESS.findall(held(name)) if address not in NAMESPACES and not address.startswith(tuple(SPOKEN_OF))]
    assert others == []
    assert b"@import" not in held(name)
    assert b"sourceMappingURL" not in held(name)
