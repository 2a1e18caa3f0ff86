import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.history.variables import VARIABLES
from ifso.verbs.variables import list_variables


@pytest.fixture
def no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IFSO_DATA_CACHE", str(tmp_path / "nothing"))
    monkeypatch.delenv("IFSO_DATA_MIRROR", raising=False)


@pytest.mark.usefixtures("no_data")
def test_without_data_all_but_the_share_unknown_is_told() -> None:
    described = list_variables()
    assert [each.variable for each in described] == list(VARIABLES.values())
    assert {each.unknown for each in described} == {None}


@pytest.mark.usefixtures("no_data")
def test_those_named_are_told_of_once_and_in_their_order() -> None:
    assert [each.variable.name for each in list_variables(["rival", "coup", "rival"])] == ["rival", "coup"]


def test_a_name_that_is_none_gets_a_hint() -> None:
    with pytest.raises(UsageError) as caught:
        list_variables(["irregular_exits"])
    assert "irregular_exit" in (caught.value.hint or "")


@pytest.mark.usefixtures("no_data")
def test_the_command_says_that_the_share_unknown_needs_the_data(ifso: Callable[..., object]) -> None:
    printed = ifso("data", "variables", "us_troops")
    assert printed.code == 0  # type: ignore[attr-defined]
    assert "1950 to 2024; from us_troops" in printed.out  # type: ignore[attr-defined]
    assert "unknown" not in printed.out  # type: ignore[attr-defined]
    assert "cannot be told before the data are here" in printed.err  # type: ignore[attr-defined]
    assert printed.err.endswith("Next: ifso data fetch\n")  # type: ignore[attr-defined]


@pytest.mark.usefixtures("no_data")
def test_the_command_hands_out_the_catalogue(ifso: Callable[..., object]) -> None:
    (entry,) = json.loads(ifso("data", "variables", "arms_share", "--json").out)  # type: ignore[attr-defined]
    assert entry == {
        "name": "arms_share",
        "kind": "number",
        "tie": True,
        "unit": "share from 0 to 1",
        "values": [],
        "definition": VARIABLES["arms_share"].definition,
        "datasets": ["arms_transfers"],
        "first": 1950,
        "last": 2021,
        "unknown": None,
    }
