"""What runs on a page: a program for each view, in which ways its actors may choose, and what has been observed.

Owns how a page's own engine comes to an answer like that of the command, and the sentences on where it cannot. Leaves the form of programs
to :mod:`ifso.report.page.programs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ifso.report.words import listed
from ifso.verbs.requesting import Request

if TYPE_CHECKING:
    from ifso.engine.news import News
    from ifso.engine.play import Play, Profile
    from ifso.engine.program import Program

DRAWS, WORLDS = 16, 512
"""How much is simulated for the mix of actors who reason, where it is not known yet: a page is to be there at once."""


def programs_of(request: Request, faced: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[str]]:
    """Return what runs under each view in the page's form, and sentences on what a reader must know of it.

    ``faced`` is the page's part on what actors face, where it is known; without it, what they choose is found by a small simulation.
    """
    from ifso.engine.compiling import compile_view  # noqa: PLC0415 - the engine is loaded only to compute
    from ifso.engine.play import compile_play  # noqa: PLC0415
    from ifso.report.page.programs import DRAWS as MOST  # noqa: PLC0415
    from ifso.report.page.programs import profile_dicts, program_dict, resumed_dict  # noqa: PLC0415

    found: dict[str, Any] = {}
    weighing, unmoved = [], []
    draws = min(MOST, request.draws or MOST)
    for view in request.views:
        program = compile_view(request.scenario, view, request.assumed)
        play = compile_play(request.scenario, view, program)
        profiles = profile_dicts(play, {} if play is None else _chances(request, view, program, play, faced))
        news = _news(request, program, play, draws)
        if news is None:
            found[view] = program_dict(program, profiles, fixed=request.fixed, seed=request.seed, draws=draws)
        else:
            found[view] = resumed_dict(news, profiles, fixed=request.fixed, seed=request.seed)
        if play is not None and play.is_reasoned:
            weighing.append(view)
        if news is None and request.known.observed is not None:
            unmoved.append(view)
    return found, [*_on_news(request, unmoved), *_on_choices(weighing)]


def _chances(request: Request, view: str, program: Program, play: Play, faced: Mapping[str, Any] | None) -> Mapping[Profile, float]:
    """Return how likely each profile of options is under a view."""
    from ifso.engine.evaluating import left_alone  # noqa: PLC0415
    from ifso.engine.expecting import expected  # noqa: PLC0415

    if not play.is_reasoned:
        return {profile: play.nature(profile) for profile in play.profiles}
    if faced is None:
        question = request.before or request.question
        return expected(program, play, left_alone(question, request.fixed), seed=request.seed, draws=DRAWS, worlds=WORLDS)
    of_view = next(one for one in faced["views"] if one["view"] == view)
    chances = {tuple(one["options"].values()): one["chance"]["value"] if one["chance"] else 0.0 for one in of_view["outcomes"]}
    return {
        profile: chances[tuple(move.options[taken] for move, taken in zip(play.moves, profile, strict=True))] for profile in play.profiles
    }


def _news(request: Request, program: Program, play: Play | None, draws: int) -> News | None:
    """Return what has been observed as the page's engine can take it: by draws that the news has moved, and a program that runs on from it.

    None where nothing has been, or where worlds would have to be weighed: choices are open, or the likelihood rests on what nobody knows.
    """
    observed = request.known.observed
    if observed is None or (play is not None and not play.is_settled):
        return None
    from ifso.engine.news import follow  # noqa: PLC0415
    from ifso.engine.posterior import Contradicted  # noqa: PLC0415
    from ifso.engine.revealing import given_choices, hidden_choices  # noqa: PLC0415

    hidden = [name for name, event in request.scenario.events.items() if event.hidden]
    antecedent = request.question.antecedent
    open_to = [*request.fixed, *([antecedent.event] if antecedent else [])]
    given: Mapping[str, float] = {}
    chosen: Mapping[str, float] = {}
    unseen = hidden
    if play is not None:
        profile = play.profiles[0]
        given, chosen = given_choices(play, profile, observed), play.times(profile)
        unseen = [*hidden, *hidden_choices(play, hidden, observed)]
    try:
        news = follow(program, observed, unseen, seed=request.seed, draws=draws, open_to=open_to, given=given, chosen=chosen)
    except Contradicted:  # of which the answer says what there is to say
        return None
    return None if news.is_weighed or news.resumed.switches else news


def _on_news(request: Request, unmoved: list[str]) -> list[str]:
    if request.known.observed is None:
        return ["What the file says has been observed is passed over."] if request.passes_over_news else []
    before = "What they hinge on, paths, choices, cruxes and what to watch are told as they were before it."
    said = [f"The answers take account of what has been observed. {before}"]
    if unmoved:
        said.append(f"Under {listed(unmoved)}, numbers that are moved by hand give the answer before what has been observed.")
    return said


def _on_choices(weighing: list[str]) -> list[str]:
    if not weighing:
        return []
    said = (
        f"Under {listed(weighing)} actors weigh their choices. While numbers are moved, they choose as they were found to under the view's"
    )
    return [f"{said} own numbers."]
