"""The codes of warnings: what is doubtful and stops nothing.

Owns what each of these codes means. Leaves the other codes, and the catalogue, to :mod:`ifso.scenario.codes`.
"""

from __future__ import annotations

from ifso.ground.codes import warning

WARNINGS = (
    warning(
        "text-cut",
        "A `#` ends a sentence or a query that seems to go on.",
        "A space and a `#` begin a remark wherever text stands without quotation marks, and the text ends before them. Where the `#` "
        "belongs to the text, the text is put in quotation marks. A remark is left alone where it follows the end of a sentence or two "
        "spaces, and a space follows its `#`.",
        wrong="says: The plan #2 is signed.",
        right='says: "The plan #2 is signed."',
    ),
    warning(
        "timing-differs",
        "A base rate's share is taken over another time than the one over which it was counted.",
        "7 of 10 within 3 years are not 7 of 10 per year: so taken, history speaks for a far greater chance. Without `timing` the share "
        "stands for the time that the class counted. A `timing` of the same length, `per 3 years` for `within 3 years`, changes only "
        "what is supposed of the time that follows. The value is shown with both times.",
        wrong="falls.coup: {base rate: coups, timing: per year}   # then: coup within 3 years",
        right="falls.coup: {base rate: coups, timing: per 3 years}",
    ),
    warning(
        "no-criterion",
        "An event does not say how to tell whether it has happened.",
        "`resolves` is a criterion that a stranger could apply. Without one, two readers can agree on a number and mean different "
        "things, and nobody can say later who was right.",
        wrong="war:\n  says: A war begins.",
        right="war:\n  says: A war begins.\n  resolves: At least 1,000 people are killed in battle within a calendar year.",
    ),
    warning(
        "source-unused",
        "A source is never quoted.",
        "Nothing in the argument is traced to it, so a reader cannot see what it is there for.",
        wrong="sources:\n  report: {title: A report}",
        right='sources:\n  report: {title: A report}\nevents:\n  war:\n    quote: {report: "War is near."}',
    ),
    warning(
        "actor-unused",
        "No event and no other actor names this actor.",
        "Either an event lacks its actors, or the actor plays no part.",
        wrong="actors:\n  iran: IRN   # and no event names iran",
        right="actors:\n  iran: IRN\nevents:\n  war:\n    actors: iran",
    ),
    warning(
        "base-rate-unused",
        "No view takes its number from this reference class.",
        "A scenario's answers do not depend on it. In a file of reference classes alone that is as it should be.",
        wrong="base rates:\n  coups: {then: coup}   # and no view with `base rate: coups`",
        right="base rates:\n  coups: {then: coup}\nviews:\n  history:\n    war.coup: {base rate: coups}",
    ),
    warning(
        "lock-outdated",
        "A reference class has been changed since its number was locked.",
        "The lock file holds what history answered to the earlier words, and that number is still used. `ifso lock FILE` asks again.",
        wrong="years: 1951 to 2015   # and `1946 to 2015` when it was locked",
        right="ifso lock FILE",
    ),
    warning(
        "never-happens",
        "Nothing causes this event and no question makes it happen.",
        "It has probability 0 in every answer. Give it a cause, ask a question that begins with it, or leave it out.",
        wrong="events:\n  war:\n    says: A war begins.",
        right="events:\n  war:\n    says: A war begins.\n    causes:\n      starts:",
    ),
    warning(
        "option-unused",
        "It makes no difference which of several options is chosen.",
        "An option changes what follows where a modifier reads it (`chosen: CHOICE.OPTION`). One option that nothing reads is what happens "
        "otherwise; two that nothing reads are the same.",
        wrong="choices:\n  oil: {actor: exporter, options: {sell: {}, withhold: {}}}   # and no `chosen` names one of them",
        right="choices:\n  oil: {actor: exporter, options: {sell: {}, withhold: {}}}\nevents:\n  prices_fall:\n    causes:\n      glut: "
        "{modified: {chosen: oil.withhold, by: blocks}}",
    ),
    warning(
        "interest-unused",
        "An actor has interests and nothing to choose.",
        "Interests count where their actor weighs a choice; no answer depends on these.",
        wrong="interests:\n  china: {war: {}}   # and no choice has `actor: china`",
        right="choices:\n  arms: {actor: china, options: {sell: {}, refuse: {}}}\ninterests:\n  china: {war: {}}",
    ),
    warning(
        "quote-unchecked",
        "The passage cannot be checked, because its source has no file.",
        "A quote is held against the text of its source. Save the text beside the scenario and name it with `file`, where "
        "its licence allows.",
        wrong="sources:\n  report: {title: A report}",
        right="sources:\n  report: {title: A report, file: report.md}",
    ),
)
