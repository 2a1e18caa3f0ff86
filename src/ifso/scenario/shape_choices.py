"""The mappings and fields of choices, interests and what has been observed.

Owns what may stand under ``choices``, ``interests`` and ``observed``, and one sentence on each key. Leaves what a view says of a choice,
and the rest of the file, to :mod:`ifso.scenario.shape`.
"""

from __future__ import annotations

from ifso.scenario.forms import Either, Field, Named, Record, Shape, Single, Words, one_or_more

_TEXT = Single(Words.TEXT)
_EVENT = Single(Words.EVENT)
_MOMENT = Single(Words.MOMENT)
_QUOTE = Named(Words.SOURCE, one_or_more(_TEXT))
_QUOTE_SAYS = "Verbatim passages of sources that say this: the source's name, then a passage or a list of passages."
_BECAUSE = Field(key="because", form=_TEXT, says="The author's reason, in a sentence.", example="Its budget rests on oil.")

CHOICE = Shape(
    name="choice",
    says="A decision that an actor takes, once.",
    fields=(
        Field(key="actor", form=Single(Words.ACTOR), says="Who takes it.", required=True, example="exporter"),
        Field(key="says", form=_TEXT, says="The decision in words; left out, the name in words.", example="Does it sell its oil?"),
        Field(
            key="after",
            form=_EVENT,
            says="The event at whose time it is taken; left out, it is taken at the start.",
            example="war_ends",
        ),
        Field(
            key="options",
            form=Named(Words.OPTION, Record("option")),
            says="What can be chosen, by name: two or more.",
            required=True,
            example="{sell: {}, withhold: {}}",
        ),
        _BECAUSE,
        Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "It will have to decide."}'),
    ),
)

OPTION = Shape(
    name="option",
    says="One alternative of a choice.",
    may_be_empty=True,
    fields=(
        Field(
            key="says", form=_TEXT, says="One sentence that states it; left out, the name in words.", example="The exporter sells its oil."
        ),
        _BECAUSE,
        Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "It may sell."}'),
    ),
)

INTEREST = Shape(
    name="interest",
    says="What an event is worth to an actor; views say how much, under `ACTOR.EVENT`.",
    may_be_empty=True,
    fields=(_BECAUSE, Field(key="quote", form=_QUOTE, says=_QUOTE_SAYS, example='{commentary: "It lives on oil."}')),
)

OBSERVED = Shape(
    name="observation",
    says="What has been observed.",
    fields=(
        Field(
            key="as of",
            form=_MOMENT,
            says="By then every event that is neither listed nor hidden had not happened; left out, only what is listed is known.",
            example="2026-11-01",
        ),
        Field(
            key="happened",
            form=Named(Words.EVENT, Either((_MOMENT, Record("happening")))),
            says="When an event happened, by event; it may have been before the start.",
            example="war_ends: 2026-08-14",
        ),
        Field(
            key="not by",
            form=Named(Words.EVENT, Either((_MOMENT, Record("absence")))),
            says="A time by which an event had not happened, by event: nothing is known of it since.",
            example="government_falls: 2026-10-01",
        ),
    ),
)

_SOURCE = Field(key="source", form=Single(Words.SOURCE), says="The source that says so.", example="report")
_SAID = (
    _SOURCE,
    Field(key="quote", form=_QUOTE, says="Verbatim passages that say so.", example='{report: "The war has ended."}'),
    Field(key="note", form=_TEXT, says="How this is known, or what was decided in doubt.", example="By the date of the ceasefire."),
)

HAPPENED = Shape(
    name="happening",
    says="That an event has happened, and who says so.",
    fields=(Field(key="on", form=_MOMENT, says="When it happened.", required=True, example="2026-08-14"), *_SAID),
)

NOT_BY = Shape(
    name="absence",
    says="That an event had not happened by a time, and who says so.",
    fields=(Field(key="by", form=_MOMENT, says="The time by which it had not.", required=True, example="2026-10-01"), *_SAID),
)
