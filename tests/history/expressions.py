"""Random panels and random expressions, for tests of what must always hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from ifso.history.panel import Pairs, Panel, State
from ifso.history.variables import VARIABLES

CODES = ("USA", "RUS", "CHN", "FRA")
FIRST, LAST = 1950, 1959
YES_NO = ("coup", "irregular_exit", "civil_conflict", "major_power")
NUMBERS = ("us_troops", "polyarchy", "un_ideal_point")
TIES = ("neighbour", "defence_pact", "owed_defence_by")
STATES = ("patron", "main_arms_supplier")
MEMBERS = (*TIES, *STATES, "major_power")
CATEGORIES = {"regime_type": ("party", "military", "none"), "failure_to": ("democracy", "other")}


@st.composite
def panels(draw: st.DrawFn, *, states: int = 4) -> Panel:
    """Draw a panel of a few states, some of which begin late or end early, with holes everywhere."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    years = LAST - FIRST + 1
    exists = np.zeros((states, years), np.bool_)
    for row in range(states):
        begin, end = sorted(random.integers(0, years, 2).tolist()) if random.random() < 0.6 else (0, years - 1)
        exists[row, begin : end + 1] = True

    def holes(values: np.ndarray, there: np.ndarray) -> np.ndarray:
        return np.where(there & (random.random(values.shape) < 0.85), values, np.nan)

    shape = (states, years)
    columns = {name: holes((random.random(shape) < 0.3) * 1.0, exists) for name in YES_NO}
    columns |= {name: holes(random.integers(0, 4, shape) * 50.0, exists) for name in NUMBERS}
    columns |= {name: holes(random.integers(-1, states, shape) * 1.0, exists) for name in STATES}
    columns |= {name: holes(random.integers(0, len(VARIABLES[name].values), shape) * 1.0, exists) for name in CATEGORIES}
    columns["region"] = holes(random.integers(0, 2, shape) * 1.0, exists)
    columns["decade"] = np.where(exists, 1.0, np.nan)
    ties = {}
    for name in (*TIES, "arms_share"):
        made = {}
        for one in range(states):
            for other in range(states):
                if one != other and random.random() < 0.6:
                    values = (random.random(years) < 0.7) * (0.5 if name == "arms_share" else 1.0)
                    made[one, other] = holes(values, exists[one] & exists[other])
        ties[name] = replace(Pairs.of(made, years), knows=random.random(shape) < 0.9 if name == "defence_pact" else None)
    coverage = dict.fromkeys(VARIABLES, (FIRST, LAST))
    coverage["neighbour"] = (FIRST + 1, LAST - 2)
    _uncover(columns, ties, coverage)
    axis = np.arange(FIRST, LAST + 1)
    return Panel(
        states=tuple(
            State(
                gw=10 * (row + 1), iso3=CODES[row], name=CODES[row].capitalize(), first=int(axis[there].min()), last=int(axis[there].max())
            )
            for row, there in enumerate(exists)
        ),
        first_year=FIRST,
        last_year=LAST,
        exists=exists,
        columns=columns,
        ties=ties,
        coverage=coverage,
        version="drawn",
    )


def _uncover(columns: dict[str, np.ndarray], ties: dict[str, Pairs], coverage: dict[str, tuple[int, int]]) -> None:
    """Take away what lies outside of the years covered, as a real panel has it."""
    for name, (first, last) in coverage.items():
        for values in (columns[name],) if name in columns else (ties[name].values,) if name in ties else ():
            values[:, : first - FIRST] = np.nan
            values[:, last - FIRST + 1 :] = np.nan


def numbers(depth: int, *, other: bool, inside: bool = False) -> st.SearchStrategy[str]:
    """Draw a number that depends on the year, in brackets where it needs them."""
    if depth <= 0:
        return st.sampled_from(NUMBERS)
    part = numbers(depth - 1, other=other, inside=inside)
    moved = st.sampled_from(["the year before", "2 years later", "1 year before"])
    takes = st.sampled_from(["lowest", "highest", "mean", "sum"])
    members = truths(depth - 1, other=other, inside=True)
    return st.one_of(
        st.sampled_from(NUMBERS),
        st.builds("{} {}".format, part, moved),
        st.builds("({} {} {})".format, part, st.sampled_from("+-*/"), part),
        st.builds("(- {})".format, part),
        st.builds("{}({}) {}".format, takes, part, windows(plain=True)),
        st.builds("count {} ({})".format, st.sampled_from(MEMBERS), members),
        st.builds("{}({})".format, st.sampled_from(["un_distance", "arms_share"]), _who(other=other, own=inside)),
        st.builds("({}) of {}".format, part, _who(other=other)),
    )


@st.composite
def windows(draw: st.DrawFn, *, plain: bool = False) -> str:
    """Draw a window; a plain one takes any or all of its years."""
    a, b = sorted(draw(st.tuples(st.integers(0, 3), st.integers(1, 4))))
    texts = [f"within {b} years", f"in years {a} to {b}", f"in the past {b} years", f"in year {a}", "in the past year"]
    if not plain:
        k = draw(st.integers(1, b))
        texts += [f"for {b} years", f"for {k} of {b} years", f"for the past {b} years", f"for {k} of the past {b} years"]
    return draw(st.sampled_from(texts))


def _who(*, other: bool, own: bool = True) -> st.SearchStrategy[str]:
    return st.sampled_from((*CODES[:2], *(("self",) if own else ()), *(("other",) if other else ())))


def _simple(*, other: bool, inside: bool) -> st.SearchStrategy[str]:
    words = st.sampled_from([(name, word) for name, words in CATEGORIES.items() for word in words])
    signs = st.sampled_from(["is", "is not", "=", "!="])
    state = st.sampled_from(STATES)
    return st.one_of(
        st.sampled_from(YES_NO),
        st.builds("{}({})".format, st.sampled_from(TIES), _who(other=other, own=inside)),
        st.builds(lambda word, sign: f"({word[0]} {sign} {word[1]})", words, signs),
        st.builds("({} = {})".format, state, _who(other=other)),
        st.builds("({} not in (USA, {}))".format, state, _who(other=other)),
        st.builds("any {}".format, st.sampled_from(MEMBERS)),
    )


def truths(depth: int, *, other: bool, inside: bool = False) -> st.SearchStrategy[str]:
    """Draw yes/no, as text whose reading is not in doubt."""
    simple = _simple(other=other, inside=inside)
    if depth <= 0:
        return simple
    part = truths(depth - 1, other=other, inside=inside)
    members = truths(depth - 1, other=other, inside=True)
    number = numbers(depth - 1, other=other, inside=inside)
    constant = st.sampled_from(["0", "50", "100", "1.5", "50%"])
    signs = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
    after = st.sampled_from(["the year before", "3 years later", "of self", "of RUS"])
    return st.one_of(
        simple,
        st.builds("({} {} {})".format, part, st.sampled_from(["and", "or", "=", "!="]), part),
        st.builds("(not ({}))".format, part),
        st.builds("(({}) {})".format, part, windows()),
        st.builds("({} {} {})".format, number, signs, st.one_of(number, constant)),
        st.builds("{} {} ({})".format, st.sampled_from(["any", "all"]), st.sampled_from(MEMBERS), members),
        st.builds("({} is {})".format, st.one_of(part, number), st.sampled_from(["known", "not known"])),
        st.builds("{}({})".format, st.sampled_from(["begins", "ends"]), part),
        st.builds("({}) {}".format, part, after),
    )
