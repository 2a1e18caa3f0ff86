"""The catalogue of diagnostic codes: what each one means, with a wrong and a right example.

Owns the words behind ``ifso explain CODE`` and the severity of each code. Leaves finding the faults to the modules that read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.ground.codes import Code, error
from ifso.scenario.codes_choices import CHOICES
from ifso.scenario.codes_warnings import WARNINGS

_TEXT = (
    error(
        "encoding",
        "The file is not UTF-8 text.",
        "A scenario is text in UTF-8, with or without a byte order mark. Other encodings are not guessed at, because a wrong guess "
        "would change names silently. Every editor can save a file as UTF-8.",
        wrong="a file saved as UTF-16 or Latin-1",
        right="the same file saved as UTF-8",
    ),
    error(
        "control-character",
        "The text holds a character that cannot be seen.",
        "Control characters, byte order marks inside the text and unusual line separators are refused: they come from damaged files, "
        "and two names that look the same could differ by one of them.",
        wrong='title: "A war\\0"',
        right="title: A war",
    ),
    error(
        "too-large",
        "The file or one of its parts exceeds the limits.",
        "A scenario holds at most 2 MB of text and 100,000 entries; a source holds at most 5 MB. An argument of 500 events and 2,000 "
        "causes is far below that.",
        wrong="a scenario file of 100 MB",
        right="several scenarios, each about one argument",
    ),
    error(
        "too-deep",
        "Lists and mappings are nested too deeply.",
        "No part of the format needs more than 8 levels; more than 20 are refused.",
        wrong="title: [[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]",
        right="title: a",
    ),
    error(
        "syntax",
        "The text does not follow the grammar of YAML.",
        "The commonest reasons: a colon that is missing behind a name, or the space behind it; text that contains `: ` or begins with "
        "a quotation mark and stands without quotes; a tab in the indentation; a bracket or quotation mark that is never closed; entries "
        "that do not begin in the same column. Reading stops here, so more may be found once this is put right.",
        wrong="title: The war: a beginning",
        right='title: "The war: a beginning"',
    ),
    error(
        "yaml-extra",
        "The text uses a part of YAML that scenarios do without.",
        "Anchors (`&`), aliases (`*`), tags (`!`), merge keys (`<<`) and directives (`%`) are not part of the format, so that "
        "everything is said where it stands and nothing can hide. Text that begins with one of these characters is put in quotes.",
        wrong="title: !important A war",
        right='title: "!important A war"',
    ),
    error(
        "several-documents",
        "The file holds more than one document.",
        "A line `---` begins a new document in YAML. A file holds one scenario.",
        wrong="title: One\n---\ntitle: Two",
        right="two files",
    ),
    error(
        "duplicate-key",
        "The same name stands twice in one mapping.",
        "Only one of the two could count, and a reader could not tell which. Names of events, causes and views are written once.",
        wrong="events:\n  war:\n  war:",
        right="events:\n  war:\n  peace:",
    ),
)

_SHAPE = (
    error(
        "empty",
        "Something must be written here.",
        "A required text, list or section is there by name but has nothing in it.",
        wrong="events:",
        right="events:\n  war:\n    says: The war goes on.",
    ),
    error(
        "unknown-key",
        "This name is not one that the format knows here.",
        "The file reference lists what may stand where. Misspelt keys are errors and never skipped: a skipped key would change the "
        "argument without a sign.",
        wrong="strat: 2026-05-01",
        right="start: 2026-05-01",
    ),
    error(
        "missing-key",
        "A required entry is missing.",
        "Every scenario has `ifso`, `start` and `events`; `views` are required as soon as there is a cause with a chance, a "
        "modifier with a ratio, an interest or a choice. Other parts have required entries of their own, such as `then` in a question.",
        wrong="questions:\n  main: {if: war}",
        right="questions:\n  main: {if: war, then: famine}",
    ),
    error(
        "misplaced-key",
        "This entry has no meaning beside the others.",
        "`at` says when the event of `if` is made to happen, `known by` says by when the event of `given` has been learnt; a question"
        " has `if` or `given`, not both. A modifier has one of `once`, `until` and `chosen`. History gives no weights.",
        wrong="main: {given: war, at: 1 year, then: famine}",
        right="main: {if: war, at: 1 year, then: famine}",
    ),
    error(
        "wrong-form",
        "A text, a list or a mapping stands where another is expected.",
        "Text that contains a comma inside brackets, or `: ` inside braces, is read as a list or a mapping; quotation marks keep it text.",
        wrong="title: [war, peace]",
        right='title: "war, peace"',
    ),
    error(
        "version",
        "This version of the format is not known.",
        "The first entry of a scenario is `ifso: 1`. A file of a later version needs a later program.",
        wrong="ifso: 2",
        right="ifso: 1",
    ),
    error(
        "name",
        "This cannot be a name.",
        "A name is a letter of any alphabet followed by letters, digits, `_` or `-`, at most 80 characters. `else`, `about`, `all`, "
        "`any`, `blocks`, `rationality` and `reasoned` have a meaning of their own and cannot be names; nor can `value`, `because` and "
        "`quote` be names of options.",
        wrong="events:\n  2nd war:",
        right="events:\n  second_war:",
    ),
)

_VALUES = (
    error(
        "number",
        "This is not a number that the format knows.",
        "A chance is written `30%`, `0.3`, `3:7` (odds), `20% to 40%` (the middle 90% of what is thought possible), `5 of 57` (cases "
        "counted) or with a word of likelihood such as `very likely`. A hazard ratio is a plain number or a range; so is a weight, of "
        "either sign. The probability of an option is a single number, and so is a rationality.",
        wrong="war.starts: maybe within 2 years",
        right="war.starts: 20% to 40% within 2 years",
    ),
    error(
        "out-of-range",
        "The number is understood but cannot be.",
        "A chance lies between 0 and 100%; the ends of a range of chances lie strictly inside, the lower end first. `100% per year` "
        "has no finite hazard. A count has no more hits than cases. A rationality is not below 0.",
        wrong="war.starts: 130% within 2 years",
        right="war.starts: 30% within 2 years",
    ),
    error(
        "timing",
        "The time in which a chance counts is missing or cannot be read.",
        "A chance means nothing without a time: `within 3 years`, `between 1 and 3 years`, `per year`, `per 5 years` or `at once`. A "
        "hazard ratio and a weight have no timing of their own.",
        wrong="war.starts: 30%",
        right="war.starts: 30% within 2 years",
    ),
    error(
        "duration",
        "This is not a duration.",
        "A duration is a number with a unit: days, weeks, months, years or decades. It is above 0 and at most 1,000 years.",
        wrong="horizon: 10 yaers",
        right="horizon: 10 years",
    ),
    error(
        "date",
        "This is not a date.",
        "Dates are written year-month-day, as in `2026-05-01`, so that nobody can mistake the day for the month.",
        wrong="start: 01/05/2026",
        right="start: 2026-05-01",
    ),
    error(
        "horizon",
        "The horizon is missing or cannot be.",
        "The horizon is the latest time that the scenario speaks of: a date or a duration, above 0 and at most 200 years from the "
        "start. Where it is left out it is the latest `by` of the questions, and there must be one.",
        wrong="start: 2026-05-01\nhorizon: 2020-01-01",
        right="start: 2026-05-01\nhorizon: 10 years",
    ),
    error(
        "out-of-time",
        "This time lies before the start or past the horizon.",
        "A question's `at`, `by` and `known by` lie between the start and the horizon, its `by` after the start. What has been observed "
        "lies no later than `as of` and the horizon; only what happened may lie before the start.",
        wrong="start: 2026-05-01\nquestions:\n  main: {then: war, by: 2025-01-01}",
        right="start: 2026-05-01\nquestions:\n  main: {then: war, by: 2030-01-01}",
    ),
)

_NAMES = (
    error(
        "unknown-event",
        "No event has this name.",
        "Triggers, modifiers, choices, interests, questions and what has been observed speak of events by the names under `events`.",
        wrong="after: goverment_falls",
        right="after: government_falls",
    ),
    error(
        "unknown-actor",
        "No actor has this name.",
        "The actors of an event, of a choice and of interests are named as under `actors`. Actors that consist of others may also name a "
        "country by its code.",
        wrong="actors: [iran, usa]   # with no `usa` under actors",
        right="actors: [iran]",
    ),
    error(
        "unknown-country",
        "No country has this code.",
        "Countries are named by their ISO 3166-1 alpha-3 code, three capital letters, such as `IRN` or `USA`.",
        wrong="germany: GER",
        right="germany: DEU",
    ),
    error(
        "unknown-source",
        "No source has this name.",
        "A quote begins with the name of a source, as it stands under `sources`, and then gives the passage.",
        wrong='quote: {comentary: "A passage."}',
        right='quote: {commentary: "A passage."}',
    ),
    error(
        "unknown-view",
        "No view has this name.",
        "`else` names the view that fills what this one leaves open, as it stands under `views`.",
        wrong="sceptic: {else: authr}",
        right="sceptic: {else: author}",
    ),
    error(
        "unknown-assumption",
        "Nothing uses an assumption of this name.",
        "The assumptions of a scenario are the chances of its causes, named `event.cause` unless the cause names another, the ratios that "
        "modifiers name with `by`, and the weights of interests, named `actor.event`. A value for anything else would have no effect.",
        wrong="views:\n  author:\n    war.begins: 30% within 2 years   # the cause is war.starts",
        right="views:\n  author:\n    war.starts: 30% within 2 years",
    ),
    error(
        "unknown-base-rate",
        "No reference class has this name.",
        "A view takes a number from history by the name of a reference class, as it stands under `base rates`.",
        wrong="history:\n  bases.invited: {base rate: base_after_exit}",
        right="history:\n  bases.invited: {base rate: bases_after_exit}",
    ),
    error(
        "unknown-choice",
        "No choice has this name.",
        "`chosen` names an option by its path, `choice.option`, and the choice as it stands under `choices`.",
        wrong="modified: {chosen: iol.sell, by: effect}",
        right="modified: {chosen: oil.sell, by: effect}",
    ),
    error(
        "unknown-option",
        "A choice has no option of this name.",
        "`chosen` names an option by its path, `choice.option`; a view names an option of a choice by its own name, or says `reasoned`.",
        wrong="views:\n  author:\n    oil: oil.sell",
        right="views:\n  author:\n    oil: sell",
    ),
    error(
        "name-twice",
        "A choice goes by the name of something else.",
        "Views and options speak of choices by their names, beside events, actors and assumptions; one name for two things could mean "
        "either of them.",
        wrong="events:\n  oil:\nchoices:\n  oil: {actor: exporter, options: {sell: {}, withhold: {}}}",
        right="events:\n  oil:\nchoices:\n  oil_policy: {actor: exporter, options: {sell: {}, withhold: {}}}",
    ),
    error(
        "actor-cycle",
        "Actors consist of each other.",
        "A region consists of countries and of other actors, and so on, down to countries. A circle of actors consists of nothing.",
        wrong="actors:\n  east: [west]\n  west: [east]",
        right="actors:\n  east: [KAZ]\n  west: [east, UKR]",
    ),
)

_SOURCES = (
    error(
        "source-file",
        "The file of a source cannot be read.",
        "`file` names a UTF-8 text of at most 5 MB, relative to the folder of the scenario. A source without a file is only cited, "
        "and its quotes cannot be checked.",
        wrong="sources:\n  report: {title: A report, file: reprot.md}",
        right="sources:\n  report: {title: A report, file: report.md}",
    ),
    error(
        "source-outside",
        "The file of a source lies outside the folder of the scenario.",
        "A scenario can be given away with its folder, and reads nothing else of the machine it is on: no absolute paths, no `..`, no"
        " links that lead out.",
        wrong="file: ../report.md",
        right="file: report.md",
    ),
    error(
        "quote-not-found",
        "The passage does not stand in the source.",
        "A quote is verbatim. White space, line breaks, typographic quotation marks and hyphens are taken as equal; words, commas and"
        " capitals are not. Shorten the passage rather than change it.",
        wrong='quote: {report: "The government will probably fall."}',
        right='quote: {report: "The government will fall."}',
    ),
)

_LOGIC = (
    error(
        "after-itself",
        "An event would have to happen before itself.",
        "An event happens once. A cause of it that waits for it can never bring it about.",
        wrong="war:\n  causes:\n    spreads: {after: war}",
        right="war_spreads:\n  causes:\n    spreads: {after: war}",
    ),
    error(
        "modifies-itself",
        "A modifier waits for the very event that it would speed up or slow down.",
        "Once an event has happened its causes no longer matter, and until it has happened they are as they are. The same holds of an "
        "option that is chosen after the event.",
        wrong="war:\n  causes:\n    starts:\n      modified: {once: war, by: effect}",
        right="war:\n  causes:\n    starts:\n      modified: {once: talks_fail, by: effect}",
    ),
    error(
        "impossible-trigger",
        "A trigger asks for more events than it lists, or for none, or lists one twice.",
        "`at least 2 of: [a, b, c]` asks for a number between 1 and that of the events listed, each listed once.",
        wrong="after: {at least 4 of: [a, b, c]}",
        right="after: {at least 2 of: [a, b, c]}",
    ),
    error(
        "instant-cycle",
        "Events bring each other about at the same instant.",
        "Cycles are welcome where time passes in them. A cycle in which every cause acts `at once` in some view has no first event, "
        "and so no answer. Modifiers count: a cause that acts at once and reads an event, or an option that is chosen after an "
        "event, depends on it.",
        wrong="views:\n  author:\n    a.from_b: 50% at once\n    b.from_a: 50% at once",
        right="views:\n  author:\n    a.from_b: 50% within 1 month\n    b.from_a: 50% at once",
    ),
    error(
        "mixed-assumption",
        "One assumption is used as two kinds of number.",
        "A chance has a timing and lies between 0 and 1; a ratio scales a hazard; a weight says what an event is worth to an actor. No "
        "number can be two of them. A weight is named `actor.event`: where an actor goes by the name of an event, it may meet "
        "`event.cause`.",
        wrong="causes:\n  starts:\n    chance: effect\n    modified: {once: talks_fail, by: effect}",
        right="causes:\n  starts:\n    modified: {once: talks_fail, by: effect}",
    ),
    error(
        "value-missing",
        "A view holds no value for an assumption.",
        "Every view must have a value for every assumption, its own or that of the view that it names with `else`.",
        wrong="views:\n  author:\n    war.starts: 30% within 2 years   # and nothing for war.spreads",
        right="views:\n  author:\n    war.starts: 30% within 2 years\n    war.spreads: 10% per year",
    ),
    error(
        "else-cycle",
        "Views leave what they do not say to each other.",
        "`else` leads from view to view until one holds the value; in a circle none does.",
        wrong="views:\n  one: {else: two}\n  two: {else: one}",
        right="views:\n  one: {war.starts: 30% within 2 years}\n  two: {else: one}",
    ),
)

_LOCKS = (
    error(
        "unlocked",
        "A view names a base rate whose number is not known yet.",
        "The number of a base rate is counted in datasets and written into the lock file beside the scenario, `NAME.lock.json`, so that an "
        "answer can be had without the data and still be traced to it. `ifso lock FILE` counts and writes.",
        wrong="history:\n  bases.invited: {base rate: bases_after_exit}   # and no lock file",
        right="ifso lock FILE",
    ),
    error(
        "lock-broken",
        "The lock file beside the scenario cannot be used.",
        "A lock file is written by `ifso lock` alone and carries a digest of its content. One that was changed by hand, that was cut "
        "off, or that version control has merged is not believed. Restore it, or write it anew.",
        wrong='"k": 12   # changed by hand',
        right="ifso lock FILE",
    ),
    error(
        "no-cases",
        "A base rate counts no case, and so it gives no chance.",
        "No state-year meets `when` and `where` and has a known outcome. Widen the class, or say with `no base rate` why there is none.",
        wrong="history:\n  bases.invited: {base rate: bases_after_moon_landings}",
        right="history:\n  bases.invited: {no base rate: Nobody has landed on the Moon to found a base.}",
    ),
    error(
        "no-ratio",
        "A base rate gives no hazard ratio.",
        "A hazard ratio can come from history where a class asks for a chance per year, with a bare `then`, and compares it with other "
        "years: the ratio of two small chances per year is close to that of the hazards. Over longer windows it is not.",
        wrong="rally: {base rate: bases_after_exit}",
        right="rally: {base rate: failures_in_war}   # when: interstate_war, then: regime_failure, compare: unmatched",
    ),
)

CODES: Mapping[str, Code] = MappingProxyType(
    {code.slug: code for code in (*_TEXT, *_SHAPE, *_VALUES, *_NAMES, *_SOURCES, *_LOGIC, *CHOICES, *_LOCKS, *WARNINGS)}
)
"""Every code, in the order in which a text is read."""
