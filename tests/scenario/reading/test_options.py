from collections.abc import Callable

import pytest

Complain = Callable[..., list[str]]
CHOICES = "{oil: {actor: russia, options: {sell: , keep: }}, gas: {actor: russia, options: {flow: , keep: }}}"
VIEWS = "{v: {a.x: 5% per year, oil: sell, gas: flow}}"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("oil.sel", "unknown-option: The choice `oil` has no option `sel`. Did you mean `oil.sell`?"),
        ("oil.burn", "unknown-option: The choice `oil` has no option `burn`. Its options are: sell, keep."),
        ("oil", "unknown-option: No option of `oil` is named. Its options are: sell, keep."),
        ("oil.sell.now", "unknown-option: The choice `oil` has no option `sell.now`."),
        ("oill.sell", "unknown-choice: There is no choice `oill`. Did you mean `oil`?"),
        ("war", "unknown-choice: There is no choice `war`. Known are: oil, gas."),
        ("flow", "unknown-option: `flow` does not say of which choice it is. Write `gas.flow`."),
        ("[oil.sell]", "wrong-form: An option is a text, not a list."),
        ("''", "empty: An option is empty."),
    ],
)
def test_faults_of_options_in_modifiers(complain: Complain, option: str, said: str) -> None:
    events = f"{{a: {{causes: {{x: {{modified: {{chosen: {option}, by: blocks}}}}}}}}}}"
    (found,) = complain(actors="{russia: RUS}", events=events, choices=CHOICES, views=VIEWS)
    assert found.startswith(said)


def test_a_file_without_choices_has_no_options(complain: Complain) -> None:
    found = complain(events="{a: {causes: {x: {modified: {chosen: oil.sell, by: blocks}}}}}", views="{v: {a.x: 5% per year}}")
    assert found == ["unknown-choice: There is no choice `oil`. The file has no `choices`."]


@pytest.mark.parametrize("cause", ["{after: oil.sell}", "{modified: {once: oil.sell, by: blocks}}", "{after: {all: [oil.sell]}}"])
def test_an_option_is_no_event(complain: Complain, cause: str) -> None:
    (found,) = complain(actors="{russia: RUS}", events=f"{{a: {{causes: {{x: {cause}}}}}}}", choices=CHOICES, views=VIEWS)
    assert found == (
        "unknown-event: There is no event `oil.sell`. This is an option, which a modifier reads: `{chosen: oil.sell, by: …}`."
    )  # fmt: skip
