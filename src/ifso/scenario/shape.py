"""The mappings and fields of the file format, in one table.

Owns what may stand where, whether it must, and one sentence on each: complaints about unknown and missing keys, the JSON Schema and the
file reference all come from here. Leaves what the parts mean to :mod:`ifso.scenario.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.scenario.forms import Either, Field, Named, Record, Several, Shape, Single, Words, one_or_more
from ifso.scenario.shape_choices import CHOICE, HAPPENED, INTEREST, NOT_BY, OBSERVED, OPTION
from ifso.scenario.shape_history import COMPARISON, REFERENCE_CLASS

_TEXT = Single(Words.TEXT)
_DATE = Single(Words.DATE)
_MOMENT = Single(Words.MOMENT)
_EVENT = Single(Words.EVENT)
_QUOTE = Named(Words.SOURCE, one_or_more(_TEXT))
_QUOTE_SAYS = "Verbatim passages of sources that say this: the source's name, then a passage or a list of passages."
_BECAUSE = Field(key="because", form=_TEXT, says="The author's reason, in a sentence.", example="No base was offered after 1979.")

_SCENARIO = Shape(
    name="scenario",
    says="One argument about the future.",
    fields=(
        Field(key="ifso", form=Single(Words.VERSION), says="The version of the format.", required=True, example="1"),
        Field(
            key="title",
            form=_TEXT,
            says="What the argument is about; left out, the file's name in words.",
            example="If the war ends, do prices fall?",
        ),
        Field(key="about", form=_TEXT, says="What a reader should know before reading on.", example="After an article of 2025."),
        Field(key="start", form=_DATE, says="The day from which time is counted.", required=True, example="2026-05-01"),
        Field(
            key="horizon", form=_MOMENT, says="The latest time of interest; left out, the latest `by` of the questions.", example="10 years"
        ),
        Field(
            key="sources",
            form=Named(Words.SOURCE, Record("source")),
            says="The documents that the argument rests on, by name.",
            example="commentary: {title: A commentary, file: commentary.md}",
        ),
        Field(
            key="actors",
            form=Named(Words.ACTOR, Either((Single(Words.COUNTRY_OR_ACTOR), Several(Single(Words.COUNTRY_OR_ACTOR)), Record("actor")))),
            says="Who appears in the argument: a country's code, a list that makes up a region, or an actor of the author's own naming.",
            example="iran: IRN",
        ),
        Field(
            key="events",
            form=Named(Words.EVENT, Record("event")),
            says="What may happen, by name.",
            required=True,
            example="government_falls: {says: The government falls.}",
        ),
        Field(
            key="choices",
            form=Named(Words.CHOICE, Record("choice")),
            says="What actors can decide, by name.",
            example="oil: {actor: exporter, options: {sell: {}, withhold: {}}}",
        ),
        Field(
            key="interests",
            form=Named(Words.ACTOR, Named(Words.EVENT, Record("interest"))),
            says="What events are worth to actors who weigh their choices, by actor and event.",
            example="exporter: {prices_fall: {because: Its budget rests on oil.}}",
        ),
        Field(
            key="observed",
            form=Record("observation"),
            says="What has been observed since the argument was written.",
            example="{as of: 2026-11-01, happened: {war_ends: 2026-08-14}}",
        ),
        Field(
            key="base rates",
            form=Named(Words.BASE_RATE, Record("reference class")),
            says="What history is asked, by name: how often something followed, among which occasions.",
            example="coups: {when: coup, then: coup within 5 years}",
        ),
        Field(
            key="views",
            form=Named(Words.VIEW, Record("view")),
            says="Whose numbers there are; required where anything needs one.",
            example="author: {war.starts: 30% within 2 years}",
        ),
        Field(
            key="questions",
            form=Named(Words.QUESTION, Record("question")),
            says="What is asked of the argument, by name.",
            example="main: {if: war, then: famine, by: 5 years}",
        ),
    ),
)

_SOURCE = Shape(
    name="source",
    says="A document that the argument rests on.",
    fields=(
        Field(key="title", form=_TEXT, says="Its title.", required=True, example="A commentary on the war"),
        Field(
            key="file",
            form=_TEXT,
            says="Its text, a UTF-8 file in the scenario's folder, against which quotes are held.",
            example="commentary.md",
        ),
        Field(key="author", form=_TEXT, says="Who wrote it.", example="The ministry"),
        Field(key="published", form=_TEXT, says="When it was published.", example="2025-06-18"),
        Field(key="kind", form=_TEXT, says="What sort of document it is, in a word.", example="opinion"),
        Field(key="link", form=_TEXT, says="Where it can be found.", example="https://example.org/commentary"),
    ),
)

_ACTOR = Shape(
    name="actor",
    says="A government, leader, organisation or group of the author's own naming.",
    fields=(
        Field(key="name", form=_TEXT, says="The name as a page prints it; left out, the key in words.", example="the Supreme Leader"),
        Field(key="kind", form=_TEXT, says="What sort of actor it is, in a word.", example="leader"),
        Field(key="of", form=one_or_more(Single(Words.COUNTRY_OR_ACTOR)), says="The countries or actors it belongs to.", example="IRN"),
    ),
)

_EVENT_SHAPE = Shape(
    name="event",
    says="Something that either has or has not happened by a given time.",
    may_be_empty=True,
    fields=(
        Field(
            key="says",
            form=_TEXT,
            says="One sentence that states it; left out, the name in words.",
            example="The United States keeps forces in Iran.",
        ),
        Field(
            key="resolves",
            form=_TEXT,
            says="A criterion by which a stranger could tell whether it has happened.",
            example="At least 100 military personnel are based there for a year.",
        ),
        Field(key="actors", form=one_or_more(Single(Words.ACTOR)), says="Who takes part in it.", example="[usa, iran]"),
        Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "The government will fall."}'),
        Field(
            key="hidden",
            form=Single(Words.TRUTH),
            says="Whether it can have happened without being seen, so that `as of` says nothing about it; left out, it is seen.",
            example="true",
        ),
        Field(
            key="resolved",
            form=Either((Single(Words.OUTCOME), Record("outcome"))),
            says="What became of it, where time has told: a date, or `not by` a date.",
            example="not by 1985-01-01",
        ),
        Field(
            key="causes",
            form=Named(Words.CAUSE, Record("cause"), may_be_empty=True),
            says="What can bring it about, by name; without causes it happens only where a question makes it happen.",
            example="invited: {after: government_falls}",
        ),
    ),
)

_OUTCOME = Shape(
    name="outcome",
    says="What became of an event, with a note.",
    one_of=("on", "not by"),
    fields=(
        Field(key="on", form=_DATE, says="The day on which it happened.", example="1975-04-30"),
        Field(key="not by", form=_DATE, says="A day by which it had not happened.", example="1985-01-01"),
        Field(key="note", form=_TEXT, says="How this is known, or what was decided in doubt.", example="By the date of the ceasefire."),
    ),
)

_CAUSE = Shape(
    name="cause",
    says="One mechanism that can bring an event about.",
    may_be_empty=True,
    fields=(
        Field(key="says", form=_TEXT, says="One sentence that states the mechanism.", example="A new government asks for protection."),
        _BECAUSE,
        Field(
            key="after",
            form=Either((_EVENT, Record("trigger"))),
            says="What must have happened before; left out, the cause is in force from the start.",
            example="{all: [war_ends, government_falls]}",
        ),
        Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "The government will fall."}'),
        Field(
            key="chance",
            form=Single(Words.ASSUMPTION),
            says="A name for its chance, to share one number among causes; left out, the chance is named `event.cause`.",
            example="domino",
        ),
        Field(
            key="modified",
            form=one_or_more(Record("modifier")),
            says="What speeds it up, slows it down or blocks it.",
            example="{once: war_ends, by: blocks}",
        ),
    ),
)

_TRIGGER = Shape(
    name="trigger",
    says="What must have happened before a cause is in force.",
    one_of=("all", "any", "at least 2 of"),
    fields=(
        Field(key="all", form=Several(_EVENT), says="Every one of these events.", example="[a, b]"),
        Field(key="any", form=Several(_EVENT), says="Any one of these events.", example="[a, b]"),
        Field(
            key="at least 2 of",
            form=Several(_EVENT),
            says="So many of these events.",
            example="[a, b, c]",
            pattern=r"^at least [1-9][0-9]{0,3} of$",
        ),
    ),
)

_MODIFIER = Shape(
    name="modifier",
    says="Something that scales the hazard of a cause while its condition holds.",
    one_of=("once", "until", "chosen"),
    fields=(
        Field(key="once", form=_EVENT, says="It holds from the time that this event has happened.", example="russia_intervenes"),
        Field(key="until", form=_EVENT, says="It holds as long as this event has not happened.", example="war_ends"),
        Field(
            key="chosen",
            form=Single(Words.OPTION_PATH),
            says="It holds from the time that this option has been chosen.",
            example="oil.withhold",
        ),
        Field(
            key="by",
            form=Single(Words.BLOCKS_OR_ASSUMPTION),
            says="A name for its hazard ratio, or `blocks`: the cause is out of force.",
            required=True,
            example="intervention_effect",
        ),
        _BECAUSE,
        Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "Russia will intervene."}'),
    ),
)

_VIEW = Shape(
    name="view",
    says="Somebody's values for the assumptions, and what they say of choices.",
    may_be_empty=True,
    fields=(
        Field(key="about", form=_TEXT, says="Whose view it is and how it was come by.", example="An analyst's reading of the commentary."),
        Field(key="else", form=Single(Words.VIEW), says="The view that fills what this one leaves open.", example="author"),
        Field(
            key="rationality",
            form=Single(Words.RATIONALITY),
            says="How closely reasoned choices follow the interests: 0 not at all, the higher the more; needed where a choice is reasoned.",
            example="1.5",
        ),
        Field(
            key="EVENT.CAUSE",
            form=Either((Single(Words.VALUE), Record("value"))),
            says="The value of an assumption: a number with a timing for a chance, a number alone for a hazard ratio; for a weight, "
            "`ACTOR.EVENT`, a number above 0 for what the actor wants and below 0 for what it fears.",
            example="20% to 40% within 3 years",
            pattern=r"^[^.]*\..*$",
        ),
    ),
    others=Field(
        key="NAME",
        form=Either(
            (Single(Words.VALUE), Record("value"), Single(Words.DECISION), Named(Words.OPTION, Single(Words.PART)), Record("decision"))
        ),
        says="The value of an assumption with a name of its own; or of a choice, `reasoned`, one of its options, or a probability for "
        "each.",
        example="0.2 to 0.5",
    ),
)

_VALUE = Shape(
    name="value",
    says="A value with its reason or origin.",
    one_of=("value", "base rate", "no base rate"),
    fields=(
        Field(key="value", form=Single(Words.VALUE), says="The value itself.", example="5 of 57 within 5 years"),
        Field(
            key="base rate",
            form=Single(Words.BASE_RATE),
            says="The base rate that it comes from, by the lock: so many of so many, or for a hazard ratio the ratio of its comparison.",
            example="coups",
        ),
        Field(
            key="timing",
            form=Single(Words.TIMING),
            says="The time in which the chance of a base rate counts; left out, the years that its `then` looks ahead.",
            example="within 3 years",
            needs="base rate",
        ),
        Field(
            key="no base rate",
            form=_TEXT,
            says="Why history has no number for this; the view named by `else` then fills it.",
            example="No dataset counts such announcements.",
        ),
        _BECAUSE,
        Field(
            key="counted",
            form=_TEXT,
            says="For `k of n`: among which cases, and by whom.",
            example="irregular exits 1950-2015, counted by hand",
            needs="value",
        ),
        Field(
            key="quote",
            form=_QUOTE,
            says="Verbatim passages that state this number, or from which it is read; it counts as stated by a source only where a passage "
            "holds the number or the word of likelihood itself.",
            example='{report: "a chance of one in three"}',
            needs="value",
        ),
    ),
)

_DECISION = Shape(
    name="decision",
    says="What a view says of a choice, with its reason.",
    fields=(
        Field(
            key="value",
            form=Either((Single(Words.DECISION), Named(Words.OPTION, Single(Words.PART)))),
            says="That the choice is `reasoned`, an option, or a probability for each option.",
            required=True,
            example="{sell: 70%, withhold: 30%}",
        ),
        _BECAUSE,
        Field(key="quote", form=_QUOTE, says="Verbatim passages that say so.", example='{report: "It will sell."}'),
    ),
)

_QUESTION = Shape(
    name="question",
    says="If A, then B, by when; or, given A, how likely is B; or B alone.",
    at_most_one_of=("if", "given"),
    fields=(
        Field(key="says", form=_TEXT, says="The question in words.", example="If the war ends, do prices fall?"),
        Field(
            key="if",
            form=_EVENT,
            says="The event that is made to happen, and kept from happening for contrast.",
            example="government_falls",
        ),
        Field(
            key="at",
            form=_MOMENT,
            says="When the event of `if` is made to happen; left out, at the start.",
            example="2028-01-01",
            needs="if",
        ),
        Field(key="given", form=_EVENT, says="The event that has been learnt to have happened.", example="government_falls"),
        Field(
            key="known by",
            form=_MOMENT,
            says="The time by which the event of `given` happened; left out, the question's `by`.",
            example="2028-01-01",
            needs="given",
        ),
        Field(key="then", form=_EVENT, says="The event that is asked about.", required=True, example="prices_fall"),
        Field(key="by", form=_MOMENT, says="The time by which it is to have happened; left out, the horizon.", example="8 years"),
    ),
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        shape.name: shape
        for shape in (
            _SCENARIO, _SOURCE, _ACTOR, _EVENT_SHAPE, _OUTCOME, _CAUSE, _TRIGGER, _MODIFIER, CHOICE, OPTION, INTEREST, OBSERVED, HAPPENED,
            NOT_BY, REFERENCE_CLASS, COMPARISON, _VIEW, _VALUE, _DECISION, _QUESTION,
        )
    },
)  # fmt: skip
"""Every mapping of the format, in the order of a file."""

ALONE = Shape(
    name="file of reference classes",
    says="Reference classes without an argument.",
    fields=tuple(
        Field(key=f.key, form=f.form, says=f.says, example=f.example, required=f.key in {"ifso", "base rates"})
        for f in _SCENARIO.fields
        if f.key in {"ifso", "title", "about", "base rates"}
    ),
)
"""A file that holds questions to history and no argument."""

NAME = r"[^\W\d_][\w-]{0,79}"
"""A name, as a regular expression of Python's."""
RESERVED = ("else", "about", "all", "any", "blocks", "rationality", "reasoned")
"""Words that have a meaning of their own and cannot be names."""
