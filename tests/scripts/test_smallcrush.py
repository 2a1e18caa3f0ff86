"""The orders in which the engine's numbers are tested are those that the script says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ifso.engine.random import stream_of, uniforms

SCRIPT = Path(__file__).parents[2] / "scripts" / "smallcrush.py"


@pytest.fixture(scope="module")
def smallcrush() -> Any:
    spec = importlib.util.spec_from_file_location("smallcrush", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["smallcrush"] = module
    spec.loader.exec_module(module)
    return module


def stream(i: int) -> int:
    return stream_of("cause", f"event_{i // 2}.cause_{i % 2}")


def test_worlds_stand_together(smallcrush: Any) -> None:
    taken = smallcrush.Source("worlds", 7).take(512 * 60 + 3)
    assert taken[512 * 3 : 512 * 4].tolist() == uniforms(7, stream(3), 0, 512).tolist()
    assert taken[512 * 60 :].tolist() == uniforms(7, stream(0), 512, 3).tolist()


def test_causes_stand_together(smallcrush: Any) -> None:
    taken = smallcrush.Source("causes", 7).take(600).reshape(10, 60)
    for i in range(60):
        assert taken[:, i].tolist() == uniforms(7, stream(i), 0, 10).tolist()


def test_seeds_stand_together(smallcrush: Any) -> None:
    taken = smallcrush.Source("seeds", 7).take(64 * 60 + 2)
    assert taken[:60].tolist() == [uniforms(7 + i, stream(0), 0, 1)[0] for i in range(60)]
    assert taken[64 * 60 :].tolist() == [uniforms(67 + i, stream(0), 0, 1)[0] for i in range(2)]


def test_a_library_that_is_missing_is_named(smallcrush: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(smallcrush, "library", lambda: None)
    assert smallcrush.main([]) == 2
    assert "libtestu01-0" in capsys.readouterr().err


def test_an_extreme_p_value_fails(smallcrush: Any) -> None:
    assert [smallcrush.Tested(order="", test="", p=p).passed for p in (0.5, 1e-5, 1 - 1e-5, np.nan)] == [True, False, False, False]
