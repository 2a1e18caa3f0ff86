"""Kernels as object code: the same bits as numba's own calls, found again, made anew when damaged, and refused what they cannot take."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numba
import numpy as np
import pytest

from ifso.engine import native, philox
from ifso.engine.compiled import kernel, object_code, type_of
from ifso.engine.native import Kernel, fill_uniforms, kind_of
from ifso.engine.shelf import Shelf

SEED, STREAM, FIRST = np.uint64(7), np.uint64(2**63 + 5), np.uint64(128)
ASKED = """
import json, sys
from ifso.engine.random import uniforms
u = uniforms(7, 2**63 + 5, 128, 64).tolist()
print(json.dumps({"u": u, "numba": "numba" in sys.modules}))
"""


@kernel
def reversed_sums(rows, scale, flip, out):  # type: ignore[no-untyped-def] # numba infers the types
    """Write each row's sum, with memory of its own."""
    room = np.zeros((rows.shape[0], 3))
    empty = np.ones(0)
    for i in range(rows.shape[0]):
        row = rows[i]
        extra = row.copy()
        for j in range(extra.size):
            room[i, 0] += extra[j] * scale
    ordered = room[::-1, 0] if flip else room[:, 0]
    for i in range(out.size):
        out[i] = ordered[i] + empty.size


@kernel
def wants_too_much(out):  # type: ignore[no-untyped-def] # numba infers the types
    """Ask for more memory than there can be."""
    room = np.empty((1 << 40, 1 << 20))
    out[0] = room[0, 0]


@kernel
def talks(out):  # type: ignore[no-untyped-def] # numba infers the types
    """Print, which needs the interpreter."""
    print(out[0])  # noqa: T201 - is what is wrong with it


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give kernels an empty shelf."""
    monkeypatch.setattr(native, "shelf", lambda: Shelf(tmp_path))
    return tmp_path


def filled(fill: object) -> np.ndarray:
    out = np.zeros((2, 256))
    fill(SEED, STREAM, FIRST, out, 1)  # type: ignore[operator]
    return out


def asked(folder: Path) -> dict[str, object]:
    """Return the numbers that a fresh process finds, and whether it loaded numba."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, "NUMBA_CACHE_DIR": str(folder)}, capture_output=True, encoding="utf-8", timeout=300, check=True,
    )  # fmt: skip
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_object_code_returns_the_bits_that_numba_returns() -> None:
    called = numba.njit(philox.fill_uniforms.py_func)  # type: ignore[attr-defined] # a function of numba's
    assert np.array_equal(filled(fill_uniforms), filled(called))
    assert not filled(fill_uniforms)[0].any()


def test_code_is_compiled_once_and_then_found_without_the_compiler(tmp_path: Path) -> None:
    first, second = asked(tmp_path), asked(tmp_path)
    assert (first["numba"], second["numba"]) == (True, False)
    assert first["u"] == second["u"]


def test_damaged_code_is_compiled_anew(tmp_path: Path) -> None:
    first = asked(tmp_path)
    (file,) = (path for path in tmp_path.rglob("fill_uniforms-*") if path.is_file())
    whole = file.read_bytes()
    file.write_bytes(whole[:1000] + bytes(len(whole) - 1000))
    assert asked(tmp_path) == first
    assert file.read_bytes() == whole


def test_where_nothing_can_be_kept_every_start_compiles(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    first, second = (asked(tmp_path / "file") for _ in range(2))
    assert first == second
    assert first["numba"] is True


def test_a_kernel_may_have_memory_of_its_own(bare: Path) -> None:
    sums = Kernel(__name__, "reversed_sums")
    sums_of = native_function(sums, reversed_sums)
    rows = np.arange(12.0).reshape(4, 3)
    out = np.zeros(4)
    for _ in range(1000):
        sums_of(rows, 2.0, 1, out)
    assert out.tolist() == [60.0, 42.0, 24.0, 6.0]
    sums_of(rows, 0.5, 0, out)
    assert out.tolist() == [1.5, 6.0, 10.5, 15.0]
    assert len(list(bare.iterdir())) == 1


def native_function(handle: Kernel, function: object) -> Kernel:
    """Let a handle find a function of this module, which no import of its name would."""
    sys.modules.setdefault(handle.module, type(sys)(handle.module))
    setattr(sys.modules[handle.module], handle.name, function)
    return handle


def test_no_memory_is_told_as_such(bare: Path) -> None:
    greedy = native_function(Kernel(__name__, "wants_too_much"), wants_too_much)
    with pytest.raises(MemoryError):
        greedy(np.zeros(1))
    assert len(list(bare.iterdir())) == 1


def test_a_kernel_that_needs_the_interpreter_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"talks cannot stand on its own: it needs .*Py"):
        object_code(talks, ["float64:1"], "talks")


@pytest.mark.usefixtures("bare")
def test_threads_may_call_a_kernel_for_the_first_time_together() -> None:
    fill = Kernel("ifso.engine.philox", "fill_uniforms")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: filled(fill), range(8)))
    assert all(np.array_equal(one, found[0]) for one in found)
    assert len(fill._entries) == 1


def test_each_combination_of_kinds_has_its_code(bare: Path) -> None:
    fill = Kernel("ifso.engine.philox", "fill_uniforms")
    assert not Shelf(bare).has("fill_uniforms")
    fill(SEED, STREAM, FIRST, np.zeros((1, 64)), 0)
    out = np.zeros((1, 64), dtype=np.float32)
    fill(SEED, STREAM, FIRST, out, 0)
    assert np.array_equal(out[0], filled(fill_uniforms)[1, :64].astype(np.float32))
    assert len(list(bare.iterdir())) == 2
    assert fill.is_kept


@pytest.mark.parametrize(
    ("argument", "kind"),
    [
        (True, "bool"),
        (3, "int64"),
        (0.5, "float64"),
        (np.uint64(1), "uint64"),
        (np.zeros((2, 3), dtype=np.int32), "int32:2"),
        (np.zeros(0, dtype=np.bool_), "bool:1"),
    ],
)
def test_kinds_are_those_that_numba_sees(argument: object, kind: str) -> None:
    assert kind_of(argument) == kind
    assert type_of(kind) == numba.typeof(argument)


@pytest.mark.parametrize("argument", [np.zeros((3, 2)).T, np.zeros(6)[::2], np.float32(1), "text", None, [1.0]])
def test_what_no_kernel_can_take_is_refused(argument: object) -> None:
    with pytest.raises(TypeError, match="a kernel takes"):
        kind_of(argument)


def test_an_array_that_may_not_be_written_is_refused() -> None:
    fixed = np.zeros(3)
    fixed.flags.writeable = False
    with pytest.raises(TypeError, match="writable"):
        kind_of(fixed)
