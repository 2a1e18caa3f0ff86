"""What a scenario means: frozen, typed, free of the text it came from.

Owns the vocabulary of the model as dataclasses, a module for each part, and hands all of it out under one name. Every name in a meaning is
resolved and every number is checked; a meaning that exists is valid. Leaves reading to :mod:`ifso.scenario.reading`, and what follows from
it all to the engine.
"""

from __future__ import annotations

from ifso.scenario.meaning.actors import Actor, State
from ifso.scenario.meaning.choices import Choice, Decided, Decision, Fixed, Interest, Mixed, Option, Reasoned
from ifso.scenario.meaning.events import Cause, Event, Modifier, Outcome, Trigger, When
from ifso.scenario.meaning.news import Observed, Seen
from ifso.scenario.meaning.numbers import AtOnce, Between, Count, Exactly, Number, Rate, Timing, Window
from ifso.scenario.meaning.questions import Antecedent, Done, Learnt, Question
from ifso.scenario.meaning.sources import Quote, Source
from ifso.scenario.meaning.views import Assumption, Held, HeldChoice, Kind, Origin, Value, View
from ifso.scenario.meaning.whole import Classes, Scenario

__all__ = [
    "Actor", "Antecedent", "Assumption", "AtOnce", "Between", "Cause", "Choice", "Classes", "Count", "Decided", "Decision", "Done",
    "Event", "Exactly", "Fixed", "Held", "HeldChoice", "Interest", "Kind", "Learnt", "Mixed", "Modifier", "Number", "Observed",
    "Option", "Origin", "Outcome", "Question", "Quote", "Rate", "Reasoned", "Scenario", "Seen", "Source", "State", "Timing",
    "Trigger", "Value", "View", "When", "Window",
]  # fmt: skip
