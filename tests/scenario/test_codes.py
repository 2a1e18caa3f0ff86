import re
from pathlib import Path

import pytest

from ifso.ground.diagnostics import Severity
from ifso.scenario.codes import CODES, Code

SOURCE = Path(__file__).parents[2] / "src" / "ifso" / "scenario"
_RAISED = re.compile(r"(?:complain|complaints\.add|self\.complaints\.add|fail|Misread)\(\s*\"([a-z-]+)\"")


def test_every_code_that_the_source_raises_is_in_the_catalogue() -> None:
    raised = {code for path in SOURCE.rglob("*.py") for code in _RAISED.findall(path.read_text(encoding="utf-8"))}
    assert len(raised) > 30
    assert raised <= set(CODES)


def test_every_code_of_the_catalogue_is_raised_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if not path.name.startswith("codes"))
    made = {f"unknown-{kind}" for kind in ("event", "actor", "source", "view", "base-rate")}
    made |= {"source-unused", "actor-unused", "base-rate-unused"}
    assert "f\"unknown-{kind.replace(' ', '-')}\"" in text
    assert "f\"{kind.replace(' ', '-')}-unused\"" in text
    assert {code for code in CODES if f'"{code}"' not in text} <= made


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.slug)
def test_every_code_is_explained(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.slug)
    assert code.means.endswith(".")
    assert "\n" not in code.means
    assert len(code.explanation) > 60
    assert code.explanation.endswith(".")
    assert code.wrong != code.right


def test_warnings_stop_nothing() -> None:
    assert [code.slug for code in CODES.values() if code.severity is Severity.WARNING] == [
        "text-cut",
        "timing-differs",
        "no-criterion",
        "source-unused",
        "actor-unused",
        "base-rate-unused",
        "lock-outdated",
        "never-happens",
        "option-unused",
        "interest-unused",
        "quote-unchecked",
    ]
