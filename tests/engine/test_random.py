"""The generator against its published answers, and the mapping of worlds to words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifso.engine.native import Kernel, fill_uniforms
from ifso.engine.random import GROUP, stream_of, uniforms

# Random123 1.14.0 (D. E. Shaw Research), tests/kat_vectors, the rows "philox4x32 10": counter, key, answer.
KNOWN = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]
U64 = st.integers(0, 2**64 - 1)


def hexes(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


block_words = Kernel("ifso.engine.philox", "words")


def words(seed: int | np.uint64, stream: int | np.uint64, block: int | np.uint64) -> list[int]:
    out = np.zeros(4, dtype=np.uint64)
    block_words(np.uint64(seed), np.uint64(stream), np.uint64(block), out)
    return [int(word) for word in out]


def joined(low: int, high: int) -> np.uint64:
    return np.uint64(low | high << 32)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter: str, key: str, answer: str) -> None:
    c, k = hexes(counter), hexes(key)
    assert words(joined(*k), joined(*c[2:]), joined(*c[:2])) == hexes(answer)


def reference(key: int, counter: int) -> list[int]:
    """Return a Philox4x32-10 block from the paper's definition, with Python's own integers."""
    k = [key & 0xFFFFFFFF, key >> 32]
    c = [counter >> 32 * i & 0xFFFFFFFF for i in range(4)]
    for _ in range(10):
        first, second = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [second >> 32 ^ c[1] ^ k[0], second & 0xFFFFFFFF, first >> 32 ^ c[3] ^ k[1], first & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def test_reference_knows_the_answers_too() -> None:
    for counter, key, answer in KNOWN:
        whole = sum(w << 32 * i for i, w in enumerate(hexes(counter)))
        assert reference(sum(w << 32 * i for i, w in enumerate(hexes(key))), whole) == hexes(answer)


@given(seed=U64, stream=U64, block=U64)
def test_blocks_equal_the_definition(seed: int, stream: int, block: int) -> None:
    assert words(seed, stream, block) == reference(seed, stream << 64 | block)


@given(seed=U64, stream=U64, world=st.integers(0, 2**40))
def test_a_world_takes_its_word_of_its_block(seed: int, stream: int, world: int) -> None:
    word = reference(seed, stream << 64 | (world // 64 * 16 + world % 16))[world // 16 % 4]
    assert uniforms(seed, stream, world, 1)[0] == (word + 0.5) / 2**32


@given(seed=U64, stream=U64, first=st.integers(0, 10**12), skip=st.integers(0, 300), count=st.integers(1, 300))
def test_a_world_has_its_number_wherever_the_row_begins(seed: int, stream: int, first: int, skip: int, count: int) -> None:
    whole = uniforms(seed, stream, first, skip + count)
    assert np.array_equal(whole[skip:], uniforms(seed, stream, first + skip, count))


def test_rows_are_filled_in_place() -> None:
    out = np.zeros((3, 4 * GROUP))
    fill_uniforms(np.uint64(1), np.uint64(2), np.uint64(GROUP), out, 1)
    assert np.array_equal(out[1], uniforms(1, 2, GROUP, 4 * GROUP))
    assert not out[[0, 2]].any()


def test_no_word_shares_its_place_with_another() -> None:
    places = {(w // 64 * 16 + w % 16, w // 16 % 4) for w in range(4096)}
    assert places == {(block, word) for block in range(1024) for word in range(4)}


def test_numbers_lie_strictly_inside_0_and_1() -> None:
    assert 0.0 < (0 + 0.5) * 2.0**-32 < (2**32 - 1 + 0.5) * 2.0**-32 < 1.0
    u = uniforms(3, stream_of("cause", "a.b"), 0, 1 << 20)
    assert u.min() > 0.0
    assert u.max() < 1.0
    assert np.array_equal(np.mod(u * 2.0**32, 1.0), np.full(u.size, 0.5))


def test_numbers_are_uniform_and_streams_uncorrelated() -> None:
    worlds = 1 << 18
    rows = np.stack([uniforms(s, stream_of("cause", name), 0, worlds) for s in (1, 2) for name in ("a.b", "a.c", "b.a")])
    for row in rows:
        seen = np.histogram(row, bins=1024, range=(0, 1))[0]
        chi2 = ((seen - worlds / 1024) ** 2 / (worlds / 1024)).sum()
        assert abs(chi2 - 1023) < 5 * np.sqrt(2 * 1023)
    off = np.corrcoef(rows)[~np.eye(len(rows), dtype=bool)]
    assert np.abs(off).max() < 5 / np.sqrt(worlds)
    for lag in (1, 16, 64):
        assert abs(np.corrcoef(rows[0][lag:], rows[0][:-lag])[0, 1]) < 5 / np.sqrt(worlds)


def test_streams_are_the_same_everywhere_and_apart() -> None:
    names = [f"event{i}.cause{j}" for i in range(500) for j in range(4)]
    streams = {stream_of(domain, name) for domain in ("cause", "assumption") for name in names}
    assert len(streams) == 2 * len(names)
    assert all(0 <= s < 2**64 for s in streams)
    # printf cause:us_bases_in_iran.invited | b2sum -l 64; were it to change, so would every answer ever printed
    assert stream_of("cause", "us_bases_in_iran.invited") == int.from_bytes(bytes.fromhex("69087392ea2ab7b8"), "little")
