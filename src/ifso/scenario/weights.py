"""The grammar of numbers of choices: weights of interests, probabilities of a mix, and rationality.

Owns what each may be and what is said of one that cannot be. Leaves chances and hazard ratios to :mod:`ifso.scenario.amounts`.
"""

from __future__ import annotations

from ifso.ground.likelihood import BY_NAME
from ifso.scenario.meaning import Between, Exactly
from ifso.scenario.scanning import DASHES, Amount, Misread, Scanner, short

MOST = 1_000_000.0
"""How far from 0 a weight or a rationality may lie; weights have no unit, so that a scale up to 100 says as much."""
_MINUS = "-−–"
_EXAMPLE = "Write for example `10`, `-20` or `-20 to -8`."
_TIMES = ("within", "between", "per", "at")


def read_weight(scanner: Scanner) -> Exactly | Between:
    """Read a weight: a number of either sign, or the middle 90% of a normal distribution. Raises :class:`Misread`."""
    if scanner.here.kind == "word":
        raise _words(scanner)
    start = scanner.here.start
    low = _signed(scanner)
    if scanner.here.text in (":", "of"):
        what = "Odds name a chance" if scanner.here.text == ":" else "A count names a chance"
        raise scanner.fail("number", f"{what}, not a weight.", start=start, end=len(scanner.text.rstrip()), hint=_EXAMPLE)
    if scanner.here.kind == "sign" and scanner.here.text in DASHES:
        hint = f"Write `{scanner.text[start : scanner.here.start].strip()} to {short(scanner.rest(scanner.here.end))}`."
        raise scanner.fail("number", "A range of weights is written with `to`, since a dash can be a minus.", hint=hint)
    if not scanner.take("to"):
        return Exactly(value=low)
    middle = scanner.tokens[scanner.at - 1].start
    second = scanner.here.start
    high = _signed(scanner)
    end = scanner.tokens[scanner.at - 1].end
    first, last = scanner.text[start:middle].strip(), scanner.text[second:end].strip()
    if low > high:
        raise scanner.fail(
            "out-of-range", "The range ends below where it begins.", start=start, end=end, hint=f"Write `{last} to {first}`."
        )
    if low == high:
        raise scanner.fail("out-of-range", "The two ends of the range are the same.", start=start, end=end, hint=f"Write `{last}`.")
    return Between(low=low, high=high)


def end_weight(scanner: Scanner) -> None:
    """Make sure that nothing follows a weight. Raises :class:`Misread`."""
    if scanner.here.text in _TIMES:
        hint = "A weight says what an event is worth if it happens by the horizon; write the number alone."
        raise scanner.fail("timing", "A weight has no timing.", end=len(scanner.text.rstrip()), hint=hint)
    scanner.end("number", "a weight", "A weight is a number alone: above 0 for what the actor wants, below 0 for what it fears.")


def parse_rationality(text: str) -> float:
    """Read a rationality: a number of at least 0. Raises :class:`Misread`."""
    scanner = Scanner(text)
    start = scanner.here.start
    if scanner.here.kind == "word":
        hint = "Write a number: 0 chooses evenly, and the higher it is, the more closely the better option is chosen."
        raise scanner.fail("number", f"`{short(scanner.rest())}` is not a rationality.", end=len(text.rstrip()), hint=hint)
    value = _signed(scanner, "Write for example `1.5`.")
    if value < 0:
        end = scanner.tokens[scanner.at - 1].end
        raise scanner.fail("out-of-range", "A rationality cannot be below 0.", start=start, end=end, hint="At 0 every option is as likely.")
    scanner.end("number", "a rationality", "A rationality is a number alone, such as `1.5`.")
    return value


def parse_part(text: str) -> tuple[float, float]:
    """Read the probability of an option in a mix; return it with half a unit of its last digit, within which it is rounded.

    Chances of 0 and 1 are exact. Raises :class:`Misread`.
    """
    scanner = Scanner(text)
    hint = "Write a percentage, such as `70%`."
    if scanner.here.kind == "word":
        known = scanner.rest().casefold() in BY_NAME
        what = "is a range, and a mix is of numbers" if known else "is not a probability"
        raise scanner.fail("number", f"`{short(scanner.rest())}` {what}.", end=len(text.rstrip()), hint=hint)
    amount = scanner.amount()
    if scanner.here.text in _TIMES:
        raise scanner.fail("timing", "A choice is taken once, and its probability has no timing.", end=len(text.rstrip()), hint=hint)
    if scanner.here.text in ("to", "of", ":", *DASHES) and scanner.here.kind != "end":
        message = "The probability of an option is a single number."
        raise scanner.fail("number", message, start=amount.start, end=len(text.rstrip()), hint=hint)
    scanner.end("number", "the probability of an option", hint)
    if amount.share > 1:
        meant = f"Did you mean `{amount.written}%`?" if not amount.percent and amount.value <= 100 else hint
        raise scanner.fail("out-of-range", "A probability cannot exceed 100%.", start=amount.start, end=amount.end, hint=meant)
    return amount.share, _rounding(amount)


def _rounding(amount: Amount) -> float:
    if amount.share in (0.0, 1.0):
        return 0.0
    digits = len(amount.written.rstrip("% ").partition(".")[2])
    return float(min(0.5 * 10.0**-digits * (0.01 if amount.percent else 1.0), 0.005))


def _signed(scanner: Scanner, example: str = _EXAMPLE) -> float:
    start = scanner.here.start
    negative = scanner.here.kind == "sign" and scanner.here.text in _MINUS
    if negative or scanner.here.text == "+":
        scanner.at += 1
    if scanner.here.kind != "number":
        raise scanner.fail("number", f"A number was expected{scanner.instead()}.", start=start, hint=example)
    amount = scanner.amount()
    if amount.percent:
        message = "A percentage names a chance; here stands a number alone."
        number = f"{'-' if negative else ''}{amount.written.rstrip('% ')}"
        raise scanner.fail("number", message, start=start, end=amount.end, hint=f"Write `{number}`.")
    if amount.value > MOST:
        raise scanner.fail("out-of-range", f"Here a number cannot exceed {MOST:,.0f}.", start=start, end=amount.end, hint=example)
    return -amount.value if negative else amount.value


def _words(scanner: Scanner) -> Misread:
    words = short(scanner.rest())
    likely = any(scanner.rest().casefold().startswith(name) for name in BY_NAME)
    message = f"`{words}` names a chance, and a weight is a number." if likely else f"`{words}` is not a weight."
    return scanner.fail("number", message, end=len(scanner.text.rstrip()), hint=_EXAMPLE)
