"""What runs on a page once something has been observed, and the sentences on where its engine cannot follow."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ifso
from ifso.engine.draws import draw
from ifso.engine.program import Program, Run, Tally
from ifso.engine.simulating import count
from ifso.ground.calendar import NEVER
from ifso.verbs.loading import Loaded
from ifso.verbs.observing import words
from ifso.verbs.programs import programs_of
from ifso.verbs.requesting import Request, requested

WORLDS = 4096
"""Worlds, the same ones under every draw."""
CHAIN = """
ifso: 1
title: Chain
start: 2026-01-01
horizon: 10 years
events:
  spark: {says: A spark., resolves: Seen., causes: {of_itself: {}}}
  fire: {says: A fire., resolves: Seen., causes: {catches: {after: spark}, of_itself: {}}}
  smoke: {says: Smoke., resolves: Smelt., hidden: true, causes: {rises: {after: spark}}}
views:
  mine:
    spark.of_itself: 10% to 60% within 4 years
    fire.catches: 20% to 80% within 2 years
    fire.of_itself: 1% to 20% within 8 years
    smoke.rises: 50% at once
questions: {main: {then: fire, by: 6 years}}
"""


def scenario(folder: Path, text: str = CHAIN) -> Loaded:
    (folder / "chain.yaml").write_text(text, encoding="utf-8")
    return ifso.load(folder / "chain.yaml")


def after(loaded: Loaded, *, as_of: str | None = None, observe: tuple[str, ...] = (), **asked: Any) -> Request:
    news = words(as_of=as_of, observe=observe, not_by=(), had=(), had_not=(), before_news=False)
    return requested(loaded.scenario, news=news, **asked)


def chance_of(program: dict[str, Any], event: str, by: float) -> float:
    """Run a page's program on this side and count an event over its draws."""
    arrays = {name: np.array(program[name], dtype=np.int32) for name in (
        "cause_start", "trigger_start", "trigger_event", "trigger_needs", "clock", "chance", "modifier_start", "modifier_event",
        "modifier_until", "modifier_ratio", "instant_rank", "shape",
    )}  # fmt: skip
    numbers = {name: np.array(program[name], dtype=np.float64) for name in ("opens", "span", "first", "second")}
    streams = {name: np.array([int(s, 16) for s in program[name]], dtype=np.uint64) for name in ("stream", "assumption_stream")}
    names: dict[str, Any] = {name: tuple(program[name]) for name in ("events", "causes", "assumptions")}
    made = Program(horizon=program["horizon"], **names, **arrays, **numbers, **streams)
    values = draw(made, int(program["seed"], 16), 0, program["draws"])
    for a, column in program["tables"].items():
        values[:, int(a)] = column
    fixed = {name: NEVER if time is None else time for name, time in program["fixed"].items()}
    counted = count(made, [Run(fixed=fixed)], [Tally(event=event, by=by)], seed=int(program["seed"], 16), values=values, worlds=WORLDS)
    return float(counted.by_draw.sum()) / (program["draws"] * WORLDS)


def test_the_program_runs_on_from_what_has_been_observed(tmp_path: Path) -> None:
    loaded = scenario(tmp_path)
    request = after(loaded, observe=("spark@2026-07-01",), as_of="2027-01-01")
    programs, notes = programs_of(request)
    program = programs["mine"]
    assert set(program["tables"]) == {"0", "1", "2"}  # what the news has moved; all else follows from its distribution
    assert all(len(column) == program["draws"] == 1000 for column in program["tables"].values())
    assert program["fixed"]["spark"] == pytest.approx(181 / 365)
    answer = loaded.ask(observe="spark@2026-07-01", as_of="2027-01-01", worlds=WORLDS).to_dict()["views"][0]["chances"]["left alone"]
    assert chance_of(program, "fire", 6.0) == pytest.approx(answer["value"], abs=0.001)
    before = loaded.ask(worlds=WORLDS).to_dict()["views"][0]["chances"]["left alone"]["value"]
    assert abs(answer["value"] - before) > 0.05
    assert len(notes) == 1
    assert notes[0].startswith("The answers take account of what has been observed.")


def test_where_worlds_would_have_to_be_weighed_it_is_said(tmp_path: Path) -> None:
    text = CHAIN.replace("catches: {after: spark}", "catches: {after: smoke}")
    programs, notes = programs_of(after(scenario(tmp_path, text), observe=("fire@2027-06-01",), as_of="2027-12-01", by="9 years"))
    assert programs["mine"]["fixed"] == {}
    assert notes[-1] == "Under mine, numbers that are moved by hand give the answer before what has been observed."


def test_news_that_the_request_passes_over_is_said(tmp_path: Path) -> None:
    text = CHAIN + "observed: {as of: 2027-01-01}\n"
    loaded = scenario(tmp_path, text)
    passed = requested(loaded.scenario)
    assert programs_of(passed)[1] == ["What the file says has been observed is passed over."]
    assert programs_of(after(loaded))[1][0].startswith("The answers take account")


def test_without_news_and_choices_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert programs_of(after(scenario(tmp_path)))[1] == []


def test_actors_who_weigh_are_said_to_hold_still() -> None:
    programs, notes = programs_of(requested(ifso.load("central-asia").scenario, views=["commentary", "history"]))
    moved = "While numbers are moved, they choose as they were found to under the view's own numbers."
    assert notes == [f"Under commentary actors weigh their choices. {moved}"]
    chances = [profile["chance"] for profile in programs["commentary"]["profiles"]]
    assert len(chances) == 8
    assert sum(chances) == pytest.approx(1.0)
    assert len(programs["history"]["profiles"]) == 1


def test_the_quick_mix_is_near_that_of_what_actors_face() -> None:
    loaded = ifso.load("central-asia")
    programs, _ = programs_of(requested(loaded.scenario, views="commentary"))
    outcomes = loaded.choices(views="commentary").to_dict()["views"][0]["outcomes"]
    for profile, outcome in zip(programs["commentary"]["profiles"], outcomes, strict=True):
        assert profile["options"] == outcome["options"]
        assert profile["chance"] == pytest.approx(outcome["chance"]["value"], abs=0.05)
