"""Where states stand in votes of the United Nations General Assembly."""

from __future__ import annotations

from ifso.history.card import Card, Column, Ids, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year in which it voted."""
    return raw.select(
        whole("ccode").alias("cow"),
        whole("year"),
        *(number(name) for name in ("idealpointall", "idealpointfp")),
        whole("nvotesall"),
    )


CARD = Card(
    name="un_ideal_points",
    title="Ideal points in the United Nations",
    what=(
        "Where a state stands on one line that explains the roll calls of the General Assembly, comparable over time; the United States "
        "are high on it."
    ),
    citation=(
        "Bailey, M. A., A. Strezhnev and E. Voeten (2017). Estimating dynamic state preferences from United Nations voting data. Journal "
        "of Conflict Resolution 61(2), 430-456."
    ),
    licence="none stated (repository)",
    terms="Cite Bailey, Strezhnev and Voeten (2017).",
    repository="lucasbuildsapps/Masterthesis",
    commit="5298218d5b57e5b09223b124b25c03dc37ed646e",
    path="IdealpointsJuly2025.dta",
    file="un_ideal_points/IdealpointsJuly2025.dta",
    size=1331515,
    sha256="fea7fa9414e3643586dbdf95baa1100ceb418e56684d79d801a146cad79443ce",
    ids=Ids.COW,
    unit="a state in a year",
    key=("cow", "year"),
    columns=(
        Column(name="cow", raw=("ccode",), type=Type.INTEGER, means="the number of the state", least=2, most=990),
        Column(name="year", type=Type.INTEGER, means="the year of the session", least=1946, most=2024),
        Column(
            name="idealpointall",
            type=Type.NUMBER,
            means="the ideal point from all roll calls",
            least=-4,
            most=4,
            missing="blank, as in all of 2024",
        ),
        Column(
            name="idealpointfp",
            type=Type.NUMBER,
            means="the ideal point from votes on whole resolutions",
            least=-4,
            most=4,
            missing="blank",
        ),
        Column(name="nvotesall", type=Type.INTEGER, means="the roll calls behind `idealpointall`", least=1, most=300, missing="blank"),
    ),
    rows=11440,
    cleaned_rows=11440,
    first=1946,
    last=2024,
    faults=(),
    clean=clean,
)
