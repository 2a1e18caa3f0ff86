"""Where states stand in votes of the United Nations General Assembly."""

from __future__ import annotations

from ifso.history.card import Card, Column, Fault, Ids, Treatment, Type
from ifso.history.cleaning import number, whole
from ifso.history.frames import pl


def clean(raw: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each state and year in which it voted."""
    table = raw.select(
        whole("ccode").alias("cow"),
        whole("year"),
        *(number(name) for name in ("idealpointall", "idealpointfp")),
        whole("nvotesall"),
    )
    return table.filter(has_a_point())


def has_a_point() -> pl.Expr:
    """Tell rows with an ideal point from those without one, as of the Federal Republic in 1990 beside united Germany."""
    return pl.any_horizontal(pl.col("idealpointall", "idealpointfp").is_not_null())


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
    cleaned_rows=11423,
    first=1946,
    last=2024,
    faults=(
        Fault(
            says="2024 has ideal points from votes on whole resolutions only.",
            treatment=Treatment.LEFT,
            columns=("idealpointall", "nvotesall"),
            first=2024,
        ),
        Fault(
            says="Nobody voted in 1964, for a dispute about dues, and there is no row for that year.",
            treatment=Treatment.LEFT,
            columns=("idealpointall", "idealpointfp"),
            first=1964,
            last=1964,
        ),
        Fault(
            says="17 rows of a state that hardly voted, some beside another row of the same state, have no point; they are left out.",
            treatment=Treatment.CORRECTED,
            columns=("idealpointall", "idealpointfp"),
        ),
        Fault(
            says="China is Taiwan (713) until 1971 and the People's Republic (710) since.",
            treatment=Treatment.LEFT,
            columns=("idealpointall", "idealpointfp"),
            state=713,
            first=1946,
            last=1971,
        ),
        Fault(
            says="In 1992 Yugoslavia has a point from two votes.",
            treatment=Treatment.LEFT,
            columns=("idealpointall", "idealpointfp"),
            state=345,
            first=1992,
            last=1992,
        ),
    ),
    caveats=(
        (
            "A point is estimated from all years at once and held near those of the years before and after, so that later votes have a "
            "part in it."
        ),
    ),
    clean=clean,
)
