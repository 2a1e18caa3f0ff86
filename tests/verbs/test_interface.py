"""The Python interface: its names, what it returns and raises, and its tables."""

import importlib
import json
from pathlib import Path

import polars as pl
import pytest

import ifso
from ifso.verbs.explain import CODES

FILES = Path(__file__).parents[1] / "files"


def test_the_names_are_these() -> None:
    assert ifso.__all__ == [
        "Asked",
        "BaseRates",
        "Diagnostic",
        "Disagreement",
        "Foreseen",
        "Hinged",
        "IfsoError",
        "Invalid",
        "Loaded",
        "Retraced",
        "Saved",
        "Slider",
        "UsageError",
        "Weighed",
        "base_rate",
        "list_examples",
        "load",
    ]
    assert dir(ifso) == sorted(ifso.__all__)
    for name in ifso.__all__:
        assert getattr(ifso, name).__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        _ = ifso.laod  # type: ignore[attr-defined] # which is the point


def test_no_folder_of_the_package_hides_a_name() -> None:
    for folder in Path(ifso.__file__).parent.iterdir():
        if (folder / "__init__.py").exists():
            importlib.import_module(f"ifso.{folder.name}")
            assert folder.name not in ifso.__all__
    assert [example.name for example in ifso.list_examples()][-1] == "tutorial"


def test_every_error_is_of_one_family() -> None:
    assert issubclass(ifso.Invalid, ifso.IfsoError)
    assert issubclass(ifso.UsageError, ifso.IfsoError)
    with pytest.raises(ifso.IfsoError):
        ifso.load("nowhere")
    with pytest.raises(ifso.Invalid) as caught:
        ifso.load(FILES / "bad" / "timing.yaml")
    (found,) = caught.value.diagnostics
    assert isinstance(found, ifso.Diagnostic)
    assert found.code in CODES
    assert str(caught.value).endswith("timing.yaml:11:17: timing: A chance needs a time in which it counts.")


def test_a_file_loads_by_text_and_by_path() -> None:
    path = FILES / "good" / "simple.yaml"
    assert ifso.load(path) == ifso.load(str(path))
    assert ifso.load(path).path == path
    assert ifso.load("tutorial").path.name == "tutorial.yaml"


def test_warnings_come_with_what_was_loaded() -> None:
    (warning,) = ifso.load(FILES / "bad" / "no-criterion.yaml").warnings
    assert (warning.code, warning.is_error) == ("no-criterion", False)


def test_a_loaded_scenario_says_what_it_is() -> None:
    loaded = ifso.load("standoff")
    assert repr(loaded) == "<ifso scenario 'standoff': 4 events, 7 causes, 2 views, 3 questions>"
    assert "If one side calls up its army, is there a war?" in str(loaded)


def test_the_table_of_an_answer() -> None:
    asked = ifso.load("standoff").ask(worlds=2000)
    table = asked.frame()
    assert table.schema == {
        "view": pl.String, "reading": pl.String,
        "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "error": pl.Float64,
    }  # fmt: skip
    assert table.rows() == [
        (view.view, reading.value, chance.value, chance.low, chance.high, chance.error)
        for view in asked.answer.views
        for reading, chance in view.answered.chances.items()
        if chance
    ]
    assert table["reading"].to_list() == ["do", "do not", "left alone"] * 2


def test_an_answer_in_plain_values_and_as_text() -> None:
    asked = ifso.load("tutorial").ask(worlds=2000)
    plain = asked.to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert str(asked).startswith("If the rail workers strike, is there a pay deal?")
    assert asked._repr_html_().startswith("<pre")
    assert repr(asked) == "<ifso answer to 'main' of 'tutorial' under mine>"


def test_one_view_and_one_word_need_no_list() -> None:
    loaded = ifso.load("standoff")
    one = loaded.ask(views="tense", do="talks", assume="effect_of_talks=0", worlds=500).to_dict()
    several = loaded.ask(views=["tense"], do=["talks"], assume=["effect_of_talks=0"], worlds=500).to_dict()
    assert one == several
    assert loaded.ask("alone", prevent="talks", worlds=500).to_dict() == loaded.ask("alone", prevent=("talks",), worlds=500).to_dict()


def test_views_come_in_the_order_asked_for_and_once() -> None:
    asked = ifso.load("standoff").ask(views=["tense", "calm", "tense"], worlds=64)
    assert [view.view for view in asked.answer.views] == ["tense", "calm"]


def test_the_program_of_a_view() -> None:
    program = ifso.load("standoff").program("tense")
    assert (program["view"], program["events"]) == ("tense", ["north_mobilises", "south_mobilises", "talks", "war"])
    with pytest.raises(ifso.UsageError, match="There is no view `clam`"):
        ifso.load("standoff").program("clam")
