"""Whether a passage states a number, or whether somebody has read the number into it.

Owns the ways in which prose says a chance, a count, a ratio or a time: digits, words for numbers, fractions, words of likelihood. A passage
states a value where one of these is the value, and none of the times that it names is another than the value's. Anything else that is made
of a passage is a reading, however good. Leaves where the passage stands to :mod:`ifso.scenario.reading.sources`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.meaning import AtOnce, Between, Count, Exactly, Kind, Number, Rate, Timing, Window
from ifso.scenario.numbers import UNITS

NEAR = 0.005
"""How far a chance may lie from the one that is stated: 33% is one in three. Small chances may be a tenth off."""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True))
_COUNTING = {
    **{word: i for i, word in enumerate(_ONES)},
    **_TENS,
    **{f"{ten}-{one}": tens + i for ten, tens in _TENS.items() for i, one in enumerate(_ONES[:10]) if i},
    "hundred": 100,
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_FACTORS = {
    "double": 2.0, "doubles": 2.0, "doubled": 2.0, "twice": 2.0, "twofold": 2.0, "triple": 3.0, "triples": 3.0, "thrice": 3.0,
    "threefold": 3.0, "tenfold": 10.0, "halves": 0.5, "halve": 0.5, "halved": 0.5,
}  # fmt: skip

_WORD = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}|hundred"
"""The words of ``_COUNTING``, put together from their parts, which Python reads in half the time of a list of all of them."""
_N = rf"(?:\d[\d,]*(?:\.\d+)?|\.\d+|\b(?:{_WORD})\b)"
_PERCENT = r"(?:\s?%|[\s-]per\s?cent\b)"
_RANGE = re.compile(rf"({_N}){_PERCENT}?\s?(?:to|and|-|–)\s?({_N}){_PERCENT}")
_SHARE = re.compile(rf"({_N}){_PERCENT}")
_COUNT = re.compile(rf"(?<![\d.,])({_N})[\s-](?:in|of|out[\s-]of|of[\s-]the|among|among[\s-]the)[\s-](?:every[\s-])?({_N})(?![\d.,]*\d)")
_PART = re.compile(rf"(?:({_N}|\ba|\ban)[\s-])?\b({'|'.join(_PARTS)})s?\b")
_ODDS = re.compile(r"(?<![\d:])(\d+)\s?[:/]\s?(\d+)(?![\d:])")
_FRACTION = re.compile(r"(?<![\d.,])0?\.\d+")
_FACTOR = re.compile(rf"\b({'|'.join(_FACTORS)})\b|({_N})(?:[\s-](?:times|fold)\b|(?![\d.,]*\d|{_PERCENT}))")
_TERM = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(BY_NAME, key=len, reverse=True))}|probably|improbably)(?![\w-])")
_BENDS = frozenset(
    [
        "not",
        "no",
        "less",
        "more",
        "most",
        "hardly",
        "scarcely",
        "equally",
        "just",
        "how",
        "as",
        "so",
        "too",
        "extremely",
        "highly",
        "fairly",
        "quite",
        "rather",
        "somewhat",
        "very",
        "nearly",
        "almost",
        "increasingly",
        "least",
    ]
)
"""Words that make another claim of the word of likelihood behind them."""
_PERIOD = re.compile(
    rf"(?:({_N}|\ban?|\bper|\beach|\bevery|\bthe|\bany)[\s-])({'|'.join(UNITS)})s?\b|\b(annual|yearly|monthly|weekly|daily)"
)
_ADVERBS = {"annual": 1.0, "yearly": 1.0, "monthly": UNITS["month"], "weekly": UNITS["week"], "daily": UNITS["day"]}


def states(passage: str, number: Number, timing: Timing | None, kind: Kind) -> bool:
    """Tell whether a passage states a number, in digits or in words, and no time but that of the timing."""
    text = " ".join(passage.casefold().replace("\u2011", "-").replace("\u2010", "-").split())
    return _says(text, number, kind) and _fits(text, timing)


def _says(text: str, number: Number, kind: Kind) -> bool:
    match number:
        case _ if kind is Kind.WEIGHT:  # on a scale that only the analyst knows
            return False
        case Exactly(value=value) if kind is Kind.RATIO:
            return any(abs(stated - value) <= 0.02 * value for stated in _factors(text))
        case Exactly(value=value):
            return any(_near(stated, value) for stated in _shares(text))
        case Between(word=word) if word:
            return any(BY_NAME[term].word == BY_NAME[word].word for term in _terms(text))
        case Between(low=low, high=high):
            stated = list(_factors(text) if kind is Kind.RATIO else _shares(text))
            ends = all(any(_near(one, end) for one in stated) for end in (low, high))
            return ends or (kind is Kind.CHANCE and any((BY_NAME[t].low, BY_NAME[t].high) == (low, high) for t in _terms(text)))
        case Count(k=k, n=n):
            return any((_value(a), _value(b)) == (k, n) for a, b in _COUNT.findall(text))


def _near(stated: float, value: float) -> bool:
    return abs(stated - value) <= min(NEAR, 0.1 * value) + 1e-12


def _value(word: str) -> float:
    if word in _COUNTING:
        return _COUNTING[word]
    return 1.0 if word in ("a", "an", "") else float(word.replace(",", "")[:24])


def _shares(text: str) -> Iterator[float]:
    """Go through the chances that a text states."""
    for low, high in _RANGE.findall(text):
        yield from (_value(low) / 100, _value(high) / 100)
    yield from (_value(found) / 100 for found in _SHARE.findall(text))
    yield from (_value(k) / _value(n) for k, n in _COUNT.findall(text) if 0 <= _value(k) <= _value(n) != 0)
    yield from (_value(count) / _PARTS[part] for count, part in _PART.findall(text))
    yield from (int(a[:24]) / (int(a[:24]) + int(b[:24])) for a, b in _ODDS.findall(text) if int(a[:24]) + int(b[:24]))
    yield from (float(found[:24]) for found in _FRACTION.findall(text))


def _factors(text: str) -> Iterator[float]:
    """Go through the ratios that a text states."""
    for word, count in _FACTOR.findall(text):
        yield _FACTORS[word] if word else _value(count)


def _terms(text: str) -> Iterator[str]:
    """Go through the words of likelihood of a text, those left out that another word bends."""
    for found in _TERM.finditer(text):
        before = text[: found.start()].split()[-1:]
        if not before or (before[0] not in _BENDS and not before[0].endswith("n't") and not before[0].endswith("n’t")):
            yield {"probably": "probable", "improbably": "improbable"}.get(found[0], found[0])


def _fits(text: str, timing: Timing | None) -> bool:
    """Tell whether a text names no time, or the one of a timing."""
    match timing:
        case None | AtOnce():
            return True
        case Window(closes=closes):
            wanted = closes
        case Rate(period=period):
            wanted = period
    named = [_ADVERBS[adverb] if adverb else _years(count, unit) for count, unit, adverb in _PERIOD.findall(_COUNT.sub(" ", text))]
    return not named or any(abs(years - wanted) <= 0.01 * wanted for years in named)


def _years(count: str, unit: str) -> float:
    return UNITS[unit] * (1.0 if count in ("per", "each", "every", "the", "any") else _value(count))
