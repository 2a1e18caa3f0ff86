"""From the parser's rules to nodes of syntax.

Owns what each rule of ``grammar.lark`` becomes, from the leaves up and without recursion, so that no text can exhaust the stack. Leaves
what the nodes may mean to :mod:`ifso.history.language.checking`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark import Token, Transformer_NonRecursive, Tree, v_args

from ifso.history.language import syntax as s

if TYPE_CHECKING:
    from lark.tree import Meta

MOST = 10**6
"""Numbers of years are cut here; the checker refuses far smaller ones."""


def _int(token: Token) -> int:
    return min(int(token[:12]), MOST) if len(token) <= 12 else MOST


def _float(text: str) -> float:
    return float(text[:400])


def build(tree: Tree[Token]) -> s.Node:
    """Return the syntax of a parsed text."""
    return _Builder().transform(tree)


@v_args(meta=True)
class _Builder(Transformer_NonRecursive[Token, s.Node]):
    """One method for each rule with a name of its own."""

    def start(self, _: Meta, children: list[Any]) -> s.Node:
        return children[0]  # type: ignore[no-any-return]

    def or_(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return _joined("or", meta, children)

    def and_(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return _joined("and", meta, children)

    def not_(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Not(body=children[0], **_span(meta))

    def with_window(self, meta: Meta, children: list[Any]) -> s.Node:
        body, window = children
        return body if window is None else s.Windowed(body=body, window=window, **_span(meta))

    def within(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=1, last=_int(children[0]), least=1, **_span(meta))

    def in_years(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=_int(children[1]), last=_int(children[2]), least=1, **_span(meta))

    def in_year(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=_int(children[1]), last=_int(children[1]), least=1, **_span(meta))

    def for_all(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=1, last=_int(children[0]), least=_int(children[0]), **_span(meta))

    def for_some(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=1, last=_int(children[1]), least=_int(children[0]), **_span(meta))

    def in_past(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=-_int(children[1]), last=-1, least=1, **_span(meta))

    def in_past_year(self, meta: Meta, _: list[Token]) -> s.Window:
        return s.Window(first=-1, last=-1, least=1, **_span(meta))

    def for_all_past(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=-_int(children[0]), last=-1, least=_int(children[0]), **_span(meta))

    def for_some_past(self, meta: Meta, children: list[Token]) -> s.Window:
        return s.Window(first=-_int(children[1]), last=-1, least=_int(children[0]), **_span(meta))

    def compare(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Compared(left=children[0], sign=str(children[1]), right=children[2], **_span(meta))

    def is_(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Compared(left=children[0], sign="=", right=children[1], **_span(meta))

    def is_not(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Compared(left=children[0], sign="!=", right=children[1], **_span(meta))

    def known(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Known(body=children[0], negated=False, **_span(meta))

    def not_known(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Known(body=children[0], negated=True, **_span(meta))

    def among(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Among(body=children[0], options=tuple(children[1:]), negated=False, **_span(meta))

    def not_among(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Among(body=children[0], options=tuple(children[1:]), negated=True, **_span(meta))

    def arithmetic(self, meta: Meta, children: list[Any]) -> s.Node:
        if len(children) == 1:
            return children[0]  # type: ignore[no-any-return]
        signs = tuple(str(sign) for sign in children[1::2])
        return s.Arithmetic(first=children[0], signs=signs, rest=tuple(children[2::2]), **_span(meta))

    def negative(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Negative(body=children[1], **_span(meta))

    def of(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Of(body=children[0], state=_word(children[1]), **_span(meta))

    def year_before(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return _shifted(meta, children[0], -1)

    def year_after(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return _shifted(meta, children[0], 1)

    def years_before(self, meta: Meta, children: list[Any]) -> s.Node:
        return _shifted(meta, children[0], -_int(children[1]))

    def years_later(self, meta: Meta, children: list[Any]) -> s.Node:
        return _shifted(meta, children[0], _int(children[1]))

    def group(self, meta: Meta, children: list[s.Node]) -> s.Node:
        return s.Group(body=children[0], **_span(meta))

    def number(self, meta: Meta, children: list[Token]) -> s.Node:
        return s.Number(value=_float(children[0]), **_span(meta))

    def percent(self, meta: Meta, children: list[Token]) -> s.Node:
        return s.Number(value=_float(children[0][:-1]) / 100, **_span(meta))

    def word(self, _: Meta, children: list[Token]) -> s.Node:
        return _word(children[0])

    def quoted(self, meta: Meta, children: list[Token]) -> s.Node:
        return s.Quoted(text=str(children[0])[1:-1], **_span(meta))

    def call(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Call(name=_word(children[0]), argument=children[1], **_span(meta))

    def quantified(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Quantified(how=s.How(str(children[0])), tie=_word(children[1]), body=children[2], **_span(meta))

    def aggregate(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Aggregate(take=s.Take(str(children[0])), body=children[1], window=children[2], **_span(meta))

    def edge(self, meta: Meta, children: list[Any]) -> s.Node:
        return s.Edge(begins=str(children[0]) == "begins", body=children[1], **_span(meta))


def _span(meta: Meta) -> dict[str, int]:
    return {"start": meta.start_pos, "end": meta.end_pos}


def _word(token: Token) -> s.Word:
    start = token.start_pos or 0
    return s.Word(text=str(token), start=start, end=start + len(token))


def _joined(word: str, meta: Meta, children: list[s.Node]) -> s.Node:
    return children[0] if len(children) == 1 else s.Joined(word=word, operands=tuple(children), **_span(meta))


def _shifted(meta: Meta, body: s.Node, years: int) -> s.Node:
    return s.Shifted(body=body, years=years, said=(body.end, meta.end_pos), **_span(meta))
