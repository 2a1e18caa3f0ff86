"""The codes of faults in choices, in what views say of them, and in what has been observed.

Owns what each of these codes means. Leaves the other codes, and the catalogue, to :mod:`ifso.scenario.codes`.
"""

from __future__ import annotations

from ifso.ground.codes import error

CHOICES = (
    error(
        "few-options",
        "A choice has fewer than two options.",
        "Somebody who can do one thing only has nothing to choose. Not to act is an option too.",
        wrong="oil: {actor: exporter, options: {sell: {}}}",
        right="oil: {actor: exporter, options: {sell: {}, withhold: {}}}",
    ),
    error(
        "mixture",
        "The probabilities of a choice are not one for each option, or do not come to 100%.",
        "One of the options is chosen. What is written is taken to be rounded at its last digit, at most by half a percent: 33% for each "
        "of three options is a third.",
        wrong="oil: {sell: 70%, withhold: 20%}",
        right="oil: {sell: 70%, withhold: 30%}",
    ),
    error(
        "choice-open",
        "A view does not say what becomes of a choice.",
        "Every view says of every choice that it is `reasoned`, names an option, or gives a probability for each; or it leaves that to the "
        "view that it names with `else`.",
        wrong="views:\n  author:\n    war.starts: 30% within 2 years   # and nothing for oil",
        right="views:\n  author:\n    war.starts: 30% within 2 years\n    oil: reasoned\n    rationality: 1",
    ),
    error(
        "no-interests",
        "A choice is reasoned, and its actor has no interests.",
        "An actor reasons by what events are worth to it. Without an interest every option is worth the same.",
        wrong="views:\n  author:\n    oil: reasoned   # and nothing under `interests` for exporter",
        right="interests:\n  exporter:\n    prices_fall:\nviews:\n  author:\n    oil: reasoned\n    exporter.prices_fall: -10",
    ),
    error(
        "rationality-missing",
        "A choice is reasoned, and the view does not say how closely.",
        "`rationality` says how closely reasoned choices follow the interests: at 0 every option is as likely, and the higher it is, the "
        "more surely the better one is chosen. The view that `else` names may hold it.",
        wrong="views:\n  author:\n    oil: reasoned",
        right="views:\n  author:\n    oil: reasoned\n    rationality: 1",
    ),
    error(
        "observed-twice",
        "An event is observed to have happened and not to have happened.",
        "Where an event happened on a day, it had not happened before; `not by` would add nothing, or contradict it.",
        wrong="observed:\n  happened: {war_ends: 2026-08-14}\n  not by: {war_ends: 2026-10-01}",
        right="observed:\n  happened: {war_ends: 2026-08-14}",
    ),
)
