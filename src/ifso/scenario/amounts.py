"""The grammar of numbers: percentages, fractions, odds, counts, ranges and words of likelihood.

Owns what each form means and what is said of one that cannot be. Leaves the time in which a chance counts to
:mod:`ifso.scenario.timings`.
"""

from __future__ import annotations

from ifso.ground.likelihood import BY_NAME
from ifso.ground.suggest import nearest
from ifso.scenario.meaning import Between, Count, Exactly, Kind, Number
from ifso.scenario.scanning import COUNTING, DASHES, Amount, Misread, Scanner, short
from ifso.scenario.timings import UNITS

_MILD = ("fairly", "quite", "rather", "pretty", "somewhat", "reasonably")
"""Words before a word of likelihood that are left out without turning it into its opposite."""
_ROUGHLY = ("about", "around", "roughly", "approximately", "circa", "ca", "perhaps", "maybe", "nearly", "almost")
_BOUNDS = ("up", "less", "more", "below", "above", "under", "over")


def _is_negative(words: str) -> bool:
    """Tell whether words of likelihood deny; a hint must not turn them into their opposite."""
    return any(word.startswith(("un", "im", "no", "remote")) for word in words.split() if word != "nearly")


def read_number(scanner: Scanner) -> Number:
    """Read a number of the scanner's kind."""
    if scanner.here.kind == "word":
        return _term(scanner)
    first = scanner.amount()
    if scanner.here.text in ("in", "out", "/", "among") and _is_count(scanner):
        raise _count_in_other_words(scanner, first)
    if scanner.take(":"):
        return _odds(scanner, first)
    if scanner.take("of"):
        return _count(scanner, first)
    if scanner.take("to") or (scanner.here.text in DASHES and scanner.here.kind == "sign" and _step(scanner)):
        return _range(scanner, first)
    _check(scanner, first)
    return Exactly(value=first.share)


def _step(scanner: Scanner) -> bool:
    scanner.at += 1
    return True


def _is_count(scanner: Scanner) -> bool:
    """Tell whether ``in 57``, ``out of 57`` or ``/57`` stands here, and no time such as ``in 2 years``."""
    after = scanner.tokens[scanner.at + 1 :]
    number = after[1] if after[0].text == "of" and len(after) > 1 else after[0]
    behind = scanner.tokens[scanner.tokens.index(number) + 1].text if number.kind == "number" else ""
    return number.kind == "number" and behind.removesuffix("s") not in UNITS


def _count_in_other_words(scanner: Scanner, first: Amount) -> Misread:
    of = next(token.text for token in scanner.tokens[scanner.at :] if token.kind == "number")
    hint = f"Write `{first.written} of {of}` for cases counted, or a percentage."
    if scanner.here.text == "/" and float(of) == 100 - first.value:
        hint = f"Write `{first.written}%`."
    return scanner.fail("number", f"`{short(scanner.rest(first.start))}` is not a number that is known here.", start=first.start, hint=hint)


def _term(scanner: Scanner) -> Between:
    first = scanner.at
    while scanner.here.kind == "word" and scanner.here.text not in ("within", "between", "per", "at"):
        scanner.at += 1
    start, end = scanner.tokens[first].start, scanner.tokens[max(scanner.at - 1, first)].end
    words = " ".join(token.text for token in scanner.tokens[first : max(scanner.at, first)])
    if scanner.kind is Kind.RATIO:
        message = f"`{short(words or scanner.rest(start))}` is not a hazard ratio."
        raise scanner.fail(
            "number", message, start=start, end=end, hint="Write for example `2`, `0.5` or `0.2 to 0.5`; words name chances only."
        )
    if words not in BY_NAME:
        raise _no_term(scanner, words, start, end)
    term = BY_NAME[words]
    return Between(low=term.low, high=term.high, word=words)


def _no_term(scanner: Scanner, words: str, start: int, end: int) -> Misread:
    if not words and scanner.here.text == "between" and "%" in scanner.text.partition(" and ")[0]:
        hint = "A range of chances is written with `to`: `10% to 30%`."
        return scanner.fail("number", "`between` belongs to times.", start=start, end=end, hint=hint)
    if not words:
        return scanner.fail(
            "number", "The number is missing.", start=start, end=end, hint=f"Write for example `30% {short(scanner.rest(start))}`."
        )
    near = nearest(words, [name for name in BY_NAME if _is_negative(name) == _is_negative(words)])
    if near is None:
        near = next((name for name in sorted(BY_NAME, key=len, reverse=True) if words.startswith(f"{name} ")), None)
        if near is not None:
            return scanner.fail(
                "timing",
                f"`{short(words)}` is not a number and a timing.",
                start=start,
                end=end,
                hint=f"After `{near}` write `within 2 years`, `per year` or `at once`.",
            )
    bent = next(
        (name for name in sorted(BY_NAME, key=len, reverse=True) if words.removesuffix(name).strip() in _MILD and words.endswith(name)), ""
    )
    first = words.split(" ", maxsplit=1)[0]
    if bent:
        hint = f"Did you mean `{bent}`?"
    elif first in _ROUGHLY and scanner.here.kind == "number":
        hint = "Write the number alone, or what you think possible as a range, such as `15% to 25%`."
    elif first in _BOUNDS:
        hint = "Write what you think possible as a range, such as `5% to 20%`."
    elif first in COUNTING:
        hint = "Write numbers in digits."
    elif words in ("blocks", "certain", "impossible", "never"):
        hint = {"blocks": "`by: blocks` stands with the modifier, not in a view.", "certain": "Write `100%`."}.get(words, "Write `0%`.")
    else:
        hint = f"Did you mean `{near}`?" if near else f"Write a percentage, such as `30%`, or a word of likelihood: {', '.join(BY_NAME)}."
    return scanner.fail("number", f"`{short(words)}` is not a word of likelihood.", start=start, end=end, hint=hint)


def _odds(scanner: Scanner, first: Amount) -> Number:
    second = scanner.amount()
    if first.percent or second.percent:
        raise scanner.fail("number", "Odds are two plain numbers.", start=first.start, end=second.end, hint="Write for example `3:7`.")
    if scanner.kind is Kind.RATIO:
        value = f"{first.value / second.value:.3g}" if second.value else "2"
        raise scanner.fail("number", "Odds name a chance, not a hazard ratio.", start=first.start, end=second.end, hint=f"Write `{value}`.")
    if first.value + second.value == 0:
        raise scanner.fail("out-of-range", "Odds of 0:0 say nothing.", start=first.start, end=second.end)
    return Exactly(value=first.value / (first.value + second.value))


def _count(scanner: Scanner, first: Amount) -> Number:
    second = scanner.amount()
    if scanner.kind is Kind.RATIO:
        raise scanner.fail(
            "number",
            "A count names a chance, not a hazard ratio.",
            start=first.start,
            end=second.end,
            hint="Write for example `0.2 to 0.5`.",
        )
    if first.percent or second.percent or "." in first.written or "." in second.written:
        raise scanner.fail("number", "A count is of whole cases.", start=first.start, end=second.end, hint="Write for example `5 of 57`.")
    if second.value == 0:
        raise scanner.fail("out-of-range", "Nothing can be counted among no cases.", start=first.start, end=second.end)
    if first.value > second.value:
        raise scanner.fail(
            "out-of-range",
            f"{first.written} of {second.written} counts more cases than there are.",
            start=first.start,
            end=second.end,
            hint=f"Did you mean `{second.written} of {first.written}`?",
        )
    return Count(k=int(first.value), n=int(second.value))


def _range(scanner: Scanner, first: Amount) -> Number:
    second = scanner.amount()
    if first.percent and not second.percent:
        hint = f"Write `{first.written} to {second.written}%`."
        raise scanner.fail(
            "number", "One end of the range is a percentage, the other is not.", start=first.start, end=second.end, hint=hint
        )
    if second.percent and not first.percent and "." in first.written and first.value < 1:
        hint = f"Write `{first.written}% to {second.written}` or `{first.value * 100:g}% to {second.written}`."
        message = f"`{first.written}` could be meant as a percentage or as a fraction."
        raise scanner.fail("number", message, start=first.start, end=second.end, hint=hint)
    low = first.value / 100 if second.percent else first.share
    high = second.share
    if low > high:
        hint = f"Write `{second.written} to {first.written}{'%' if second.percent and not first.percent else ''}`."
        raise scanner.fail("out-of-range", "The range ends below where it begins.", start=first.start, end=second.end, hint=hint)
    if low == high:
        raise scanner.fail(
            "out-of-range",
            "The two ends of the range are the same.",
            start=first.start,
            end=second.end,
            hint=f"Write `{second.written}`.",
        )
    if low == 0:
        end = "a chance of 0 and a chance above it are different claims" if scanner.kind is Kind.CHANCE else "a ratio of 0 blocks"
        raise scanner.fail(
            "out-of-range",
            f"A range cannot begin at 0: {end}.",
            start=first.start,
            end=second.end,
            hint="Begin it a little above, such as `1%`." if scanner.kind is Kind.CHANCE else "Begin it a little above, such as `0.01`.",
        )
    if scanner.kind is Kind.CHANCE and high >= 1:
        _check(scanner, second)
        raise scanner.fail(
            "out-of-range",
            "A range of chances cannot reach 100%.",
            start=first.start,
            end=second.end,
            hint="End it a little below, such as `99%`.",
        )
    return Between(low=low, high=high)


def _check(scanner: Scanner, amount: Amount) -> None:
    if scanner.kind is Kind.CHANCE and amount.share > 1:
        message = "A chance cannot exceed 100%." if amount.percent else f"A chance cannot exceed 1, and this is {amount.written}."
        hint = f"Did you mean `{amount.written}%`?" if not amount.percent and amount.value <= 100 else ""
        raise scanner.fail("out-of-range", message, start=amount.start, end=amount.end, hint=hint)
