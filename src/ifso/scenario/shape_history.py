"""The mappings and fields of the section ``base rates``.

Owns what a reference class may say and one sentence on each key. Leaves the grammar of expressions to history, which checks them, and the
rest of the file to :mod:`ifso.scenario.shape`.
"""

from __future__ import annotations

from ifso.scenario.forms import Either, Field, Record, Shape, Single, Words, one_or_more

_TEXT = Single(Words.TEXT)
_EXPRESSION = Single(Words.EXPRESSION)

REFERENCE_CLASS = Shape(
    name="reference class",
    says="A question to history: how often something followed, among which occasions.",
    fields=(
        Field(key="asks", form=_TEXT, says="The question in words.", example="After a coup, was there another within 5 years?"),
        Field(key="when", form=_EXPRESSION, says="What happened in year t; left out, every year is an occasion.", example="coup"),
        Field(key="where", form=_EXPRESSION, says="What held the year before, at t-1.", example="us_troops < 100"),
        Field(
            key="then",
            form=_EXPRESSION,
            says="What is looked for, from year t on.",
            required=True,
            example="us_troops >= 100 within 5 years",
        ),
        Field(
            key="each",
            form=_EXPRESSION,
            says="A tie to other states, or a variable that picks them out: one occasion for each of them, called `other`.",
            example="neighbour",
        ),
        Field(key="years", form=Single(Words.YEARS), says="The years t that are looked at; left out, all.", example="1951 to 2015"),
        Field(
            key="distinct",
            form=Single(Words.DURATION),
            says="Only the first occasion of a state, or a pair, in so many years counts.",
            example="5 years",
        ),
        Field(
            key="compare",
            form=Either((Single(Words.UNMATCHED), Record("comparison"))),
            says="Ask the same of the years in which `where` held and `when` did not happen.",
            example="{matched on: [region, decade]}",
        ),
        Field(key="by", form=one_or_more(_EXPRESSION), says="What the occasions are grouped by.", example="regime_type"),
        Field(
            key="as of",
            form=Single(Words.YEAR),
            says="Use nothing that was recorded of later years.",
            example="1964",
        ),
        Field(
            key="because",
            form=_TEXT,
            says="Why this is the class to look at, in a sentence.",
            example="A patron's client is what Iran is to Russia.",
        ),
        Field(
            key="limits",
            form=one_or_more(_TEXT),
            says="What it cannot tell.",
            example="The base in Kyrgyzstan shows in the data for 2008 alone.",
        ),
    ),
)

COMPARISON = Shape(
    name="comparison",
    says="How the years without the occasion are chosen.",
    fields=(
        Field(
            key="matched on",
            form=one_or_more(_EXPRESSION),
            says="What they have in common with the occasions; left out, nothing is matched.",
            example="[region, decade]",
        ),
        Field(
            key="apart",
            form=Single(Words.DURATION),
            says="Only years that lie at least so far from any occasion; this conditions on what came later.",
            example="5 years",
        ),
    ),
)
