"""The catalogue of diagnostic codes of reference classes: what each one means, with a wrong and a right example.

Owns the words behind ``ifso explain CODE`` and the severity of each code of this room. Leaves finding the faults to
:mod:`ifso.history.classes` and the language, and the codes of a scenario's text, some of which an expression can earn too, to the scenario.
Slugs are unique across both rooms.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ifso.ground.codes import Code, error

_ALL = (
    error(
        "base-rate-syntax",
        "An expression of a reference class does not follow the grammar.",
        "Expressions are read aloud as they stand: words of the panel, comparisons, `and`, `or`, `not`, quantifiers such as "
        "`any neighbour (…)`, and windows such as `within 5 years`. Only the first such fault of an expression can be found.",
        wrong="then: us_troops => 100 within 5 years",
        right="then: us_troops >= 100 within 5 years",
    ),
    error(
        "unknown-variable",
        "The panel has no variable or tie of this name.",
        "`ifso data variables` lists every variable with its definition, its sources and its years.",
        wrong="when: irregular_exits",
        right="when: irregular_exit",
    ),
    error(
        "unknown-state",
        "A state is meant, and this is no code of one.",
        "States are written by the three capital letters of ISO 3166; RUS is also the Soviet Union, and a state that is gone has its "
        "withdrawn code (DDR, CSK, YUG) or its Gleditsch-Ward number. `self` and `other` are the two states of an occasion.",
        wrong="where: allied(Russia)",
        right="where: allied(RUS)",
    ),
    error(
        "unknown-category",
        "The variable has no such value.",
        "A category is compared with one of its words; case, spaces, hyphens and underscores do not count. `ifso data variables` lists "
        "them.",
        wrong="when: regime_type is militry",
        right="when: regime_type is military",
    ),
    error(
        "wrong-kind",
        "A value of one kind stands where another is needed.",
        "Values are yes or no, numbers, categories or states. Conditions are yes or no; only numbers are added, or lie above or below one "
        "another; a tie needs a state, in brackets or by a quantifier.",
        wrong="where: us_troops and allied",
        right="where: us_troops >= 100 and allied(USA)",
    ),
    error(
        "no-partner",
        "The expression speaks of `other`, and there is no partner.",
        "`other` is the partner of an occasion under `each`, such as each neighbour in turn. Without `each` an occasion has one state.",
        wrong="when: irregular_exit\nthen: civil_conflict_onset of other within 5 years",
        right="when: irregular_exit\neach: neighbour\nthen: civil_conflict_onset of other within 5 years",
    ),
    error(
        "years",
        "A number or span of years makes no sense.",
        "Windows hold at least one year and reach at most 50 years far; spans are written with the earlier year first and lie within the "
        "panel.",
        wrong="then: coup within 0 years",
        right="then: coup within 1 year",
    ),
    error(
        "ambiguous-window",
        "It cannot be told what a window belongs to.",
        "`not coup within 5 years` may mean that some year goes by without a coup, or that no coup happens in any of them; `a and b within "
        "5 years` may mean that both happen in one year, or that `a` holds now. Readers differ, so brackets have to say it.",
        wrong="then: not defence_pact(USA) within 5 years",
        right="then: (not defence_pact(USA)) within 5 years",
    ),
    error(
        "reads-ahead",
        "A condition looks at years that were still to come.",
        "A base rate is asked to judge what may follow, from what is known at the time. An occasion that can only be recognised "
        "afterwards, such as the last coup of a series, would let the outcome choose the cases. `when` looks at year t and before, "
        "`where` at the year before and earlier, `by` and `matched on` at nothing after t.",
        wrong="when: coup and not (coup within 5 years)",
        right="when: coup",
    ),
    error(
        "looks-back",
        "`then` looks at nothing but the past.",
        "`then` says what is looked for in year t or later. What happened before belongs into `where`.",
        wrong="then: coup in the past 5 years",
        right="then: coup within 5 years",
    ),
    error(
        "constant-expression",
        "An expression is the same for every state and year.",
        "Nothing of the panel stands in it, so that it can tell no occasion from another. A year belongs to a variable or to a whole "
        "comparison in brackets, never to a number.",
        wrong="then: us_troops >= 100 the year before",
        right="then: us_troops >= 100 within 1 year",
    ),
    error(
        "nothing-to-compare",
        "Every year is an occasion, so that none is left to compare with.",
        "`compare` asks the same of years in which `when` does not hold. Without `when` there are none.",
        wrong="then: regime_failure\ncompare: unmatched",
        right="when: interstate_war\nthen: regime_failure\ncompare: unmatched",
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({code.slug: code for code in _ALL})
"""Every code, in the order in which a reference class is read."""
