"""From the text of an expression to its syntax, or to what is wrong with the text.

Owns the parser (lark, LALR, over ``grammar.lark``) and what is said where it cannot go on. A text has at most one such fault, its first;
everything else is found by :mod:`ifso.history.language.checking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from ifso.history.language import syntax as s

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedInput

LONGEST = 5_000
"""Characters of one expression."""
DEEPEST = 60
"""Levels of one expression, brackets counted."""


class Misread(Exception):  # noqa: N818 - read aloud it is a statement
    """A text that is no expression, with where and why."""

    def __init__(self, code: str, message: str, *, start: int, end: int, hint: str = "") -> None:
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.hint = hint
        super().__init__(message)


def parse(text: str, start: int = 0) -> s.Node:
    """Return the syntax of an expression; its places are counted from ``start`` behind the beginning. Raises ``Misread``."""
    try:
        return _parsed(" " * start + text) if start < LONGEST else _parsed(text)
    except Misread as fault:
        fault.start, fault.end = max(fault.start, start), max(fault.end, start + 1)
        raise


def _parsed(text: str) -> s.Node:
    from lark import UnexpectedInput  # noqa: PLC0415 - only files with reference classes need a parser

    from ifso.history.language.building import build  # noqa: PLC0415

    if len(text) > LONGEST:
        raise Misread("too-large", f"This expression has more than {LONGEST:,} characters.", start=0, end=1, hint="Ask a simpler question.")
    _check_brackets(text)
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise _misread(text, error) from None
    root = build(tree)
    if s.depth(root) > DEEPEST:
        message = f"This expression is nested more than {DEEPEST} levels deep."
        raise Misread("too-deep", message, start=0, end=1, hint="Ask a simpler question.")
    return root


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415

    grammar = resources.files("ifso.history.language").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=True)


def _check_brackets(text: str) -> None:
    """Complain of a bracket without its fellow, which the parser would notice elsewhere."""
    opened: list[int] = []
    quote = ""
    for i, character in enumerate(text):
        if quote:
            quote = "" if character in (quote, "\n") else quote
        elif character in "\"'":
            quote = character
        elif character == "(":
            opened.append(i)
        elif character == ")":
            if not opened:
                raise Misread(
                    "base-rate-syntax", "This bracket closes nothing.", start=i, end=i + 1, hint="Delete it, or open one before it."
                )
            opened.pop()
    if opened:
        i = opened[-1]
        raise Misread("base-rate-syntax", "This bracket is never closed.", start=i, end=i + 1, hint="Write `)` where it ends.")


_SIGNS = {
    "==": "`=`",
    "&": "`and`",
    "|": "`or`",
    "!": "`not`, or `!=` for another value",
    "~": "`not`",
    "≤": "`<=`",
    "≥": "`>=`",
    "≠": "`!=`",
    "–": "`-` for minus, or `to` between years",
    "—": "`-` for minus, or `to` between years",
    "[": "round brackets",
    "{": "round brackets",
    "“": 'straight quotation marks, `"`',
    "”": 'straight quotation marks, `"`',
    "’": "straight quotation marks, `'`",
    "%": "a number before `%`",
    "^": "`*`",
}
"""What other languages write, and what is written here."""
_KEYWORDS = frozenset({"and", "or", "not", "in", "is", "of", "within", "for", "the", "past", "year", "years", "before", "after", "later"})


_LEADERS = {
    "any": "After `any` stands a tie, such as `any neighbour (coup)`.",
    "all": "After `all` stands a tie, such as `all neighbour (democracy)`.",
    "count": "After `count` stands a tie, such as `count neighbour (coup)`.",
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """What to say where all of ``wanted`` could have stood."""

    wanted: frozenset[str]
    message: str
    hint: str


_RULES = (
    _Rule(frozenset({"TO"}), "A span of years has two ends.", "For example `in years 0 to 5`."),
    _Rule(frozenset({"YEARS"}), "A number of years needs the word `years` after it.", "For example `within 5 years`."),
    _Rule(frozenset({"WITHIN"}), "This needs a window.", "For example `lowest(us_troops) within 5 years`."),
    _Rule(frozenset({"YEAR"}), "After `the` stands `year before` or `year after`.", "For example `coup the year before`."),
    _Rule(
        frozenset({"BEFORE"}), "After the years stands `before` or `later`.", "For example `coup 3 years before`, or `coup within 3 years`."
    ),
)


def _misread(text: str, error: UnexpectedInput) -> Misread:
    from lark import UnexpectedCharacters, UnexpectedToken  # noqa: PLC0415

    if isinstance(error, UnexpectedCharacters):
        return _strange(text, error.pos_in_stream or 0)
    if not isinstance(error, UnexpectedToken):
        return Misread("base-rate-syntax", "This is no expression.", start=0, end=max(len(text), 1))
    token = error.token
    wanted = frozenset(error.accepts or error.expected)
    if token.type == "$END":
        return _ended(text, wanted)
    start = token.start_pos or 0
    return _unexpected(text, start, token, wanted)


def _strange(text: str, at: int) -> Misread:
    sign = text[at : at + 1]
    if sign in "\"'":
        return Misread("base-rate-syntax", "This quotation mark is never closed.", start=at, end=at + 1, hint="Close it on the same line.")
    meant = _SIGNS.get(sign, "")
    hint = f"Write {meant}." if meant else "Expressions are made of words, numbers, brackets and the signs < <= > >= = != + - * /."
    return Misread("base-rate-syntax", f"`{sign}` is not part of the language.", start=at, end=at + 1, hint=hint)


def _ended(text: str, wanted: frozenset[str]) -> Misread:
    end = len(text.rstrip())
    if not end:
        return Misread("base-rate-syntax", "There is no expression here.", start=0, end=1, hint="For example `irregular_exit`.")
    last = text[:end].rsplit(maxsplit=1)[-1]
    start = end - len(last)
    for rule in _RULES:
        if rule.wanted <= wanted and "AND" not in wanted:
            return Misread("base-rate-syntax", rule.message, start=start, end=end, hint=rule.hint)
    return Misread("base-rate-syntax", f"Something is missing after `{last}`.", start=start, end=end)


def _unexpected(text: str, start: int, token: Token, wanted: frozenset[str]) -> Misread:
    word, kind = str(token), str(token.type)
    before = text[:start].strip() and text[:start].rsplit(maxsplit=1)[-1]
    message, hint = _ruled(word, kind, before, wanted) or (f"`{word}` cannot stand here.", _advice(word, kind, before, wanted))
    return Misread("base-rate-syntax", message, start=start, end=start + len(word), hint=hint)


def _ruled(word: str, kind: str, before: str, wanted: frozenset[str]) -> tuple[str, str] | None:
    """Return what to say of a token where it is clear what was begun, or None."""
    if word.lower() in _KEYWORDS and word not in _KEYWORDS:
        return f"`{word}` is written in small letters.", f"Write `{word.lower()}`."
    rule = next((rule for rule in _RULES if rule.wanted <= wanted and "AND" not in wanted), None)
    if rule is not None:
        return rule.message, rule.hint
    if before in {"within", "for", "past"}:
        return f"After `{before}` stands a number of years.", f"For example `{before} 5 years`."
    if kind == "COMPARE" and not _whole(wanted):
        return "A comparison has two sides.", "Write `a < b and b < c`."
    return None


def _advice(word: str, kind: str, before: str, wanted: frozenset[str]) -> str:
    if kind == "COMPARE" and before.endswith("="):
        return "Equality is written `=`." if word == "=" else f"Write `{word}=`."
    if before in _LEADERS:
        return _LEADERS[before]
    if _whole(wanted):
        return (
            f"Something is missing between `{before}` and `{word}`."
            if before
            else "An expression begins with a word, a number or a bracket."
        )
    if kind == "COMMA":
        return "Numbers are written without commas, and lists stand in brackets after `in`."
    if kind in {"WORD", "QUANTIFIER", "INT", "NUMBER", "LPAR", "QUOTED", "EDGE", "AGGREGATE", "PERCENT"}:
        return f"Between `{before}` and `{word}` stands a joining word, such as `and`."
    return ""


def _whole(wanted: frozenset[str]) -> bool:
    """Tell whether a whole expression could have begun."""
    return wanted >= {"WORD", "LPAR", "INT"}
