"""Changes in whom the leader of a state rests on."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import whole, yes_no
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year."""
    return raw.select(whole("ccode").alias("cow"), whole("year"), *(yes_no(name) for name in ("leadertrans", "solschdum", "solsminchdum")))


CARD = Card(
    name="chisols",
    title="Changes in the source of leaders' support",
    what="Whether in a year a new leader came to power who rests on other parts of society than the one before. Version 4.0.",
    citation=(
        "Mattes, M., B. A. Leeds and N. Matsumura (2016). Measuring change in source of leader support: The CHISOLS dataset. Journal of "
        "Peace Research 53(2), 259-267."
    ),
    licence="none stated (repository)",
    terms="Cite Mattes, Leeds and Matsumura (2016).",
    repository="joshuaalley/treaty-depth",
    commit="4908275a7b23f904142856818e5e1ac46127deeb",
    path="data/CHISOLSstyr4_0.csv",
    file="chisols/CHISOLSstyr4_0.csv",
    size=3382805,
    sha256="414b5b1c7bb6b9231e6c2bff4fe34b54cbb9c30b8aeb0c208f72df343f7f6ced",
    ids=Ids.COW,
    unit="a state in a year",
    key=("cow", "year"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=950),
        Column(name="year", type=Type.INTEGER, means="the year", least=1919, most=2008),
        Column(name="leadertrans", type=Type.YES_NO, means="whether the leader changed"),
        Column(name="solschdum", type=Type.YES_NO, means="whether the source of support changed with the leader"),
        Column(name="solsminchdum", type=Type.YES_NO, means="whether it changed a little, as between partners of a coalition"),
    ),
    rows=9703,
    cleaned_rows=9703,
    first=1919,
    last=2008,
    faults=(),
    caveats=("States with fewer than half a million inhabitants are not covered.",),
    clean=clean,
)
