"""Pages about choices, in scenarios whose games are known."""

import re
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from ifso.engine.choosing import Choices, Comparison, Faced, Reply, Stake, ViewChoices
from ifso.engine.estimating import Estimate
from ifso.report.choice_words import dilemma, reply_words, worth
from ifso.report.choices import choices_in_short, choices_report, choices_text
from ifso.report.pages import as_text
from ifso.scenario.load import load_scenario, read_scenario
from ifso.verbs.loading import Loaded

STRAIT = Path(__file__).parents[1] / "files/asked/strait.yaml"


@pytest.fixture(scope="module")
def strait() -> Choices:
    scenario, warnings = load_scenario(STRAIT)
    return Loaded(scenario=scenario, path=STRAIT, warnings=warnings).choices(draws=16, worlds=512).choices


def exactly(value: float) -> Estimate:
    return Estimate(value=value, low=value, high=value, error=0.0)


def faced(*strategies: str) -> Faced:
    return Faced(
        actor="north", choices=("ships",), strategies=tuple((name,) for name in strategies), mix=tuple(exactly(0.5) for _ in strategies),
        replies=(), dominant=None, comparisons=(),
    )  # fmt: skip


def comparison(**stakes: tuple[float, float]) -> Comparison:
    told = tuple(Stake(event=e, weight=f"north.{e}", worth=exactly(w), change=exactly(c)) for e, (w, c) in stakes.items())
    return Comparison(strategy=0, other=1, worth=exactly(sum(w for w, _ in stakes.values())), stakes=told, favoured=1.0)


@pytest.mark.parametrize(
    ("stakes", "said"),
    [
        (
            {"war": (-3.1, 0.31), "trade": (1.2, 0.24)},
            "costs north 3.1 in war (31 points more likely) and buys 1.2 in trade (24 points more likely): -1.9 in all.",
        ),
        ({"war": (0.5, -0.05)}, "buys north 0.50 in war (5.0 points less likely) and costs it nothing: +0.50 in all."),
        ({"war": (-2.0, 0.2)}, "costs north 2.0 in war (20 points more likely) and buys it nothing: -2.0 in all."),
    ],
)
def test_the_dilemma_is_told_from_the_payoffs(stakes, said):
    assert dilemma(faced("send", "stay"), comparison(**stakes)) == f"Choosing send rather than stay {said}"


@pytest.mark.parametrize("stakes", [{}, {"war": (0.0, 0.0)}])
def test_where_nothing_moves_there_is_no_dilemma(stakes):
    assert dilemma(faced("send", "stay"), comparison(**stakes)) == "Between send and stay nothing moves that north has an interest in."


def test_the_largest_stakes_come_first_and_what_is_next_to_nothing_is_left_out():
    said = dilemma(faced("send", "stay"), comparison(a=(0.5, 0.1), b=(4.0, 0.1), c=(0.001, 0.1)))
    assert "4.0 in b (10 points more likely) and 0.50 in a" in said
    assert " in c " not in said


def test_what_noise_may_have_made_is_not_spoken_of():
    stake = Stake(event="war", weight="north.war", worth=Estimate(value=0.3, low=0.3, high=0.3, error=0.2), change=exactly(0.1))
    only = Comparison(strategy=0, other=1, worth=stake.worth, stakes=(stake,), favoured=1.0)
    assert dilemma(faced("send", "stay"), only).startswith("Between send and stay nothing moves")


def view_with(*players: Faced, draws: int = 1) -> ViewChoices:
    return ViewChoices(
        view="author", about="", moves=(), rationality=1.0, players=players, cells=(), branch=None, at_means=(), elsewhere=(), nash=None,
        selected=None, outcomes=(), answers=MappingProxyType({}), tells=True, weights=MappingProxyType({}), unsolved=0, draws=draws,
        worlds=512,
    )  # fmt: skip


def test_best_replies_are_told_to_what():
    south = Faced(
        actor="south", choices=("arms",), strategies=(("sell",), ("keep",)), mix=(), dominant=None, comparisons=(),
        replies=(
            Reply(others=(0,), best=0, gain=exactly(1.0), sure=0.9), Reply(others=(1,), best=1, gain=exactly(1.0), sure=0.6),
        ),
    )  # fmt: skip
    north = faced("send", "stay")
    assert list(reply_words(view_with(north, south, draws=64), 1)) == [
        "Best reply: sell to send (in at least 90% of the draws).", "Best reply: keep to stay (in at least 60% of the draws).",
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "said"), [(12.34, "12.3"), (-3.1, "-3.1"), (0.5, "0.50"), (0.0123, "0.012"), (0.0, "0")])
def test_worth_has_the_digits_that_tell(value, said):
    assert worth(value) == said


@pytest.mark.parametrize("width", [60, 80, 100, 110, 120, 160])
def test_a_page_fits_its_width_and_loses_nobody(strait, width):
    text = as_text(choices_report(strait, width), width)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    for said in ("north", "south", "east", "reasoned", "fixed: send", "mixed: sell", "analyst's reading", "seed 0", "rationality 1.5"):
        assert said in " ".join(text.split())


def test_the_view_s_rationality_is_marked_on_the_chart(strait):
    lines = choices_text(strait).splitlines()
    chart = next(i for i, line in enumerate(lines) if line.startswith("  send "))
    assert "▲ 1.5" in lines[chart + 2]
    assert "rationality " in lines[chart + 2]
    assert " up to " in lines[chart + 2]
    marked = lines[chart + 2].index("▲")
    branch = strait.views[0].branch
    column = marked - lines[chart].index("▄")
    assert column == int(1.5 / branch.rationality[-1] * 40)
    assert lines[chart][marked] == " ▁▂▃▄▅▆▇█"[int(float(branch.at(branch.rationality[-1] * (column + 0.5) / 40)[0][0]) * 8 + 0.5)]


def test_in_short_each_actor_has_its_mix_and_its_dilemma(strait):
    text = as_text(choices_in_short(strait.views[0]))
    assert text.count("Choosing") == 3
    assert len(text.splitlines()) <= 10
    assert "arms (east) is mixed" in as_text(choices_in_short(strait.views[1]))


def test_a_word_of_likelihood_stands_with_its_range(strait):
    text = " ".join(choices_text(strait).split())
    said = re.findall(
        r"(?:made to happen|prevented|left alone), [^;.]+?, ([a-z ]+)( \(\d+-\d+%\))?[;.]", re.sub(r"(\d)\.(\d)", r"\1,\2", text)
    )
    assert len(said) == 6
    assert all(spread for _, spread in said)


def test_several_equilibria_and_crossings_are_said():
    text = """
ifso: 1
title: Together
start: 2026-01-01
horizon: 1 year
actors: {a: {name: A}, b: {name: B}}
events:
  left: {causes: {met: {modified: [{chosen: ones.r, by: blocks}, {chosen: twos.r, by: blocks}]}}}
  right: {causes: {met: {modified: [{chosen: ones.l, by: blocks}, {chosen: twos.l, by: blocks}]}}}
choices: {ones: {actor: a, options: {l: {}, r: {}}}, twos: {actor: b, options: {l: {}, r: {}}}}
interests: {a: {left: {}, right: {}}, b: {left: {}, right: {}}}
views:
  author:
    {left.met: 100% at once, right.met: 100% at once, a.left: 1, a.right: 1, b.left: 1, b.right: 1, ones: reasoned, twos: reasoned,
    rationality: 6}
questions: {main: {then: left}}
"""
    scenario, _ = read_scenario(text)
    found = Loaded(scenario=scenario, path=Path("together.yaml"), warnings=()).choices(worlds=512).choices
    said = " ".join(choices_text(found).split())
    assert "Nash equilibria, as rationality grows without end" in said
    assert "a l 50% or r 50%; b l 50% or r 50% (mixed; the branch leads here)" in said
    assert said.count("Another equilibrium at rationality 6:") == 2
    assert "At rationality 2 other branches cross it" in said
    assert np.isfinite(found.views[0].branch.crossed)
