"""How an expression with an ambiguous window can be written, in its own words.

Owns the brackets that are proposed, and the window into the past where later years may not be looked at. Leaves finding what is ambiguous
to :mod:`ifso.history.language.checking`.
"""

from __future__ import annotations

from ifso.history.language import syntax as s
from ifso.history.language.kinds import Scope


def without(node: s.Windowed, text: str, scope: Scope) -> str:
    """Return a hint for `not` before something with a window, ``node``."""
    body, window = _words(text, node.body.start, node.body.end), _words(text, node.window.start, node.window.end)
    if _later(node.window, scope):
        return f"Later years may not be looked at here. Of the past, write `not ({body} {_past(node.window)})`."
    return f"Write `(not {body}) {window}` for the first, `not ({body} {window})` for the second."


def joined(node: s.Joined, operand: s.Node, text: str, scope: Scope) -> str:
    """Return a hint for a window at the end of ``operand``, one of several that `and` or `or` joins."""
    inner = operand.body if isinstance(operand, s.Not) else operand
    if not isinstance(inner, s.Windowed):
        raise TypeError(inner)
    before, after = _words(text, node.start, operand.start), _words(text, inner.window.end, node.end)
    negated = "not " if operand is not inner else ""
    last, window = _words(text, inner.body.start, inner.body.end), _words(text, inner.window.start, inner.window.end)
    tail = f" {after}" if after else ""
    late = _later(inner.window, scope)
    window = _past(inner.window) if late else window
    choice = f"`({before} {negated}{last}) {window}{tail}`, or `{before} {negated}({last} {window}){tail}`."
    return f"Later years may not be looked at here. Of the past, write {choice}" if late else f"Write {choice}"


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _later(window: s.Window, scope: Scope) -> bool:
    return scope.latest is not None and window.last > scope.latest


def _past(window: s.Window) -> str:
    """Return the window of as many years before."""
    years, length = window.last, window.last - window.first + 1
    past = "the past year" if years == 1 else f"the past {years} years"
    if window.least == 1:
        return f"in {past}"
    return f"for {past}" if window.least == length else f"for {window.least} of {past}"
