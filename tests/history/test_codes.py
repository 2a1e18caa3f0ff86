from pathlib import Path

import pytest

from ifso.history.codes import CODES
from ifso.scenario.codes import CODES as OTHERS

BAD = Path(__file__).parents[1] / "files" / "bad"


@pytest.mark.parametrize("slug", CODES)
def test_a_bad_file_shows_each_code(slug):
    assert f"error[{slug}]" in (BAD / f"{slug}.txt").read_text(encoding="utf-8")


def test_no_code_has_the_name_of_another_room_s():
    assert CODES.keys().isdisjoint(OTHERS)
