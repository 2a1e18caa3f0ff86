from pathlib import Path

import pytest

from ifso.ground.diagnostics import UsageError
from ifso.verbs.finding import exists, find_scenario, list_examples
from ifso.verbs.loading import load


def test_the_examples_are_known_by_name_and_all_load() -> None:
    assert [example.name for example in list_examples()] == ["central-asia", "southeast-asia-1965", "standoff", "tutorial"]
    for example in list_examples():
        assert find_scenario(example.name) == example.path
        assert load(example.name).scenario.name == example.name


def test_a_file_comes_before_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tutorial").write_text("mine", encoding="utf-8")
    assert find_scenario("tutorial").parent.name == "tutorial"
    monkeypatch.chdir(tmp_path)
    assert find_scenario("tutorial") == Path("tutorial")


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("centralasia", "There is neither a file nor an example centralasia.", "Did you mean `central-asia`?"),
        ("zzz", "There is neither a file nor an example zzz.", "as in zzz.yaml."),
        ("a" * 300, "There is neither a file nor an example aaa", ".yaml."),
        ("nul\0", "There is neither a file nor an example nul\0.", "."),
    ],
)
def test_what_is_nowhere_is_a_usage_error(name: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_scenario(name)
    assert caught.value.message.startswith(message)
    assert caught.value.hint.endswith(hint)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere.yaml", "There is no file nowhere.yaml."),
        ("no/where", "There is no file no/where."),
        ("a" * 300 + ".yaml", "cannot be read: File name too long."),
        ("nul\0.yaml", "cannot be read: embedded null byte."),
        (".", ". is a folder."),
        ("/dev/null", "/dev/null is not an ordinary file."),
    ],
)
def test_opening_says_best_what_is_wrong_with_a_path(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(name)
    assert caught.value.message.endswith(message)


def test_a_circle_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert not exists(tmp_path / "a.yaml")
    with pytest.raises(UsageError, match="cannot be read: Too many levels of symbolic links"):
        load(tmp_path / "a.yaml")
