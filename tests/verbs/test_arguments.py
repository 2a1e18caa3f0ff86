from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ifso
from ifso.ground.diagnostics import UsageError
from ifso.verbs.ask import Asked
from ifso.verbs.loading import Loaded

SMALL: dict[str, Any] = {"draws": 2, "worlds": 16}


@pytest.fixture(scope="module")
def tutorial() -> Loaded:
    return ifso.load("tutorial")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"by": 5}, '`by` is a text, not the number 5. Write for example by="5 years".'),
        ({"by": date(2027, 1, 1)}, '`by` is a text, not a value of the type `date`. Write for example by="5 years".'),
        ({"draws": "many"}, "`draws` is a whole number, not the text 'many'. Write for example draws=1000."),
        ({"draws": 1.5}, "`draws` is a whole number, not the number 1.5. Write for example draws=1000."),
        ({"seed": True}, "`seed` is a whole number, not True. Write for example seed=0."),
        ({"seed": None}, "`seed` is a whole number, not None. Write for example seed=0."),
        ({"views": 3}, '`views` is a text or a list of texts, not the number 3. Write for example views=["VIEW"].'),
        (
            {"views": ["mine", 3]},
            '`views` is a text or a list of texts, and there is the number 3 in it. Write for example views=["VIEW"].',
        ),
        ({"do": [None]}, '`do` is a text or a list of texts, and there is None in it. Write for example do=["EVENT@DATE"].'),
        ({"progress": 3}, "`progress` is a function, not the number 3. Write for example progress=print."),
        ({"veiws": "mine"}, "Nothing can be asked for by `veiws`. Did you mean `views`?"),
        ({"question": 5}, '`question` is a text, not the number 5. Write for example question="main".'),
    ],
)
def test_an_argument_of_the_wrong_kind_is_refused_in_words(tutorial: Loaded, request_: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        tutorial.ask(**{**SMALL, **request_})
    assert str(caught.value) == said


def test_assume_wants_texts_and_says_so_of_a_mapping(tutorial: Loaded) -> None:
    with pytest.raises(UsageError, match="`assume` is a text or a list of texts, not a value of the type `dict`"):
        tutorial.ask(**SMALL, assume={"deal.struck": "50% per year"})


@pytest.mark.parametrize("name", [3, None, b"tutorial", ["tutorial"], object(), 1.5])
def test_a_scenario_is_named_by_a_path_or_a_text(name: Any) -> None:
    with pytest.raises(UsageError, match="named by a path or a text"):
        ifso.load(name)


def test_what_fits_is_taken_in_any_of_its_forms(tutorial: Loaded) -> None:
    one = tutorial.ask(**SMALL, views="mine", do=None)
    assert tutorial.ask(draws=np.int64(2), worlds=16, views=iter(["mine"])).to_dict() == one.to_dict()
    assert ifso.load(Path(tutorial.path)).scenario == tutorial.scenario
    with pytest.raises(UsageError, match="`view` is a text"):
        tutorial.program(3)  # type: ignore[arg-type]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=5) | st.dates() | st.just(object()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2) | st.sets(st.integers(), max_size=2)
    ),
    max_leaves=4,
)
NAMES = ["question", "views", "by", "do", "prevent", "given", "assume", "seed", "progress", "waiting", "nonsense"]


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, min_size=1, max_size=3), st.data())
def test_any_request_is_answered_or_refused_in_words(tutorial: Loaded, request_: dict[str, Any], data: st.DataObject) -> None:
    sizes = {name: data.draw(st.just(small) | ANYTHING.filter(lambda v: not isinstance(v, int) or v < 1)) for name, small in SMALL.items()}
    ended: object
    try:
        ended = tutorial.ask(**{**sizes, **request_})
    except UsageError as refused:
        ended = refused
    assert isinstance(ended, Asked) or (isinstance(ended, UsageError) and ended.message.endswith("."))


@given(ANYTHING)
def test_anything_is_loaded_or_refused_in_words(name: Any) -> None:
    with pytest.raises(UsageError):
        ifso.load(name)
