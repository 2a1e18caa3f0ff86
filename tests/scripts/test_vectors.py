"""The numbers that the page's engine is held to are those that this one comes to."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "vectors.py"


@pytest.fixture(scope="module")
def vectors() -> Any:
    spec = importlib.util.spec_from_file_location("vectors", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["vectors"] = module
    spec.loader.exec_module(module)
    return module


def test_what_the_page_is_held_to_is_up_to_date(vectors: Any) -> None:
    assert vectors.stale() == []


def test_a_number_that_has_changed_is_noticed(vectors: Any) -> None:
    kept = {"times": {"rows": ["AQ== AAAAAAAA8D8="]}, "of": [1, 2], "value": 0.25}
    assert list(vectors.differences(kept, {**kept, "value": 0.25 * (1 + 1e-15)})) == []
    assert list(vectors.differences(kept, {**kept, "value": 0.2500001})) == ["/value"]
    assert list(vectors.differences(kept, {**kept, "of": [1, 3]})) == ["/of/1"]
    assert list(vectors.differences(kept, {**kept, "times": {"rows": ["AQ== AAAAAAAAAEA="]}})) == ["/times/rows/0"]
    assert list(vectors.differences(kept, {**kept, "times": {"rows": ["AA== AAAAAAAA8D8="]}})) == ["/times/rows/0"]
