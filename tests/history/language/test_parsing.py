import pytest

from ifso.history.language import syntax as s
from ifso.history.language.parsing import LONGEST, Misread, parse


def shape(node: s.Node) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each node
    """Write a tree with every operation in brackets."""
    match node:
        case s.Number(value=value):
            return f"{value:g}"
        case s.Word(text=text) | s.Quoted(text=text):
            return text
        case s.Call(name=name, argument=argument):
            return f"{name.text}[{shape(argument)}]"
        case s.Of(body=body, state=state):
            return f"({shape(body)} of {state.text})"
        case s.Shifted(body=body, years=years):
            return f"({shape(body)} {years:+d})"
        case s.Quantified(how=how, tie=tie, body=body):
            return f"({how} {tie.text}{' ' + shape(body) if body else ''})"
        case s.Aggregate(take=take, body=body, window=window):
            return f"({take} {shape(body)} {window.first}..{window.last})"
        case s.Edge(begins=begins, body=body):
            return f"({'begins' if begins else 'ends'} {shape(body)})"
        case s.Negative(body=body):
            return f"(- {shape(body)})"
        case s.Arithmetic(first=first, signs=signs, rest=rest):
            return f"({shape(first)}{''.join(f' {sign} {shape(part)}' for sign, part in zip(signs, rest, strict=True))})"
        case s.Compared(left=left, sign=sign, right=right):
            return f"({shape(left)} {sign} {shape(right)})"
        case s.Among(body=body, options=options, negated=negated):
            return f"({shape(body)} {'not in' if negated else 'in'} {' '.join(map(shape, options))})"
        case s.Known(body=body, negated=negated):
            return f"({shape(body)} {'unknown' if negated else 'known'})"
        case s.Windowed(body=body, window=w):
            return f"({shape(body)} {w.least} in {w.first}..{w.last})"
        case s.Not(body=body):
            return f"(not {shape(body)})"
        case s.Joined(word=word, operands=operands):
            return f"({f' {word} '.join(map(shape, operands))})"
        case s.Group(body=body):
            return f"<{shape(body)}>"
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and not c", "(a or (b and (not c)))"),
        ("a or b or c", "(a or b or c)"),
        ("(a or b) and c", "(<(a or b)> and c)"),
        ("not not a", "(not (not a))"),
        ("x >= 2 within 5 years", "((x >= 2) 1 in 1..5)"),
        ("x >= 2 within 1 year", "((x >= 2) 1 in 1..1)"),
        ("a and b within 5 years", "(a and (b 1 in 1..5))"),
        ("x in years 0 to 5", "(x 1 in 0..5)"),
        ("x in year 3", "(x 1 in 3..3)"),
        ("x for 5 years", "(x 5 in 1..5)"),
        ("x for 3 of 5 years", "(x 3 in 1..5)"),
        ("x in the past 5 years", "(x 1 in -5..-1)"),
        ("x in the past year", "(x 1 in -1..-1)"),
        ("x for the past 5 years", "(x 5 in -5..-1)"),
        ("x for 3 of the past 5 years", "(x 3 in -5..-1)"),
        ("x + y * 2 - z", "(x + (y * 2) - z)"),
        ("x - -y", "(x - (- y))"),
        ("x / 2 >= 50%", "((x / 2) >= 0.5)"),
        ("x the year before - 0.5", "((x -1) - 0.5)"),
        ("x 3 years before", "(x -3)"),
        ("x 2 years later", "(x +2)"),
        ("x the year after", "(x +1)"),
        ("x of RUS the year before", "((x of RUS) -1)"),
        ("x of 365", "(x of 365)"),
        ("allied(RUS) of other", "(allied[RUS] of other)"),
        ("x = y", "(x = y)"),
        ("x is y", "(x = y)"),
        ("x is not y", "(x != y)"),
        ("x is known", "(x known)"),
        ("x is not known", "(x unknown)"),
        ("x in (a, b)", "(x in a b)"),
        ("x not in (a)", "(x not in a)"),
        ('x is "party-personal"', "(x = party-personal)"),
        ("any neighbour (a and b) within 3 years", "((any neighbour (a and b)) 1 in 1..3)"),
        ("any neighbour", "(any neighbour)"),
        ("count neighbour (a) >= 2", "((count neighbour a) >= 2)"),
        ("all neighbour (any rival (a))", "(all neighbour (any rival a))"),
        ("lowest(x) within 5 years <= x - 1", "((lowest x 1..5) <= (x - 1))"),
        ("begins(x > 1)", "(begins (x > 1))"),
        ("meaning and lowest", "(meaning and lowest)"),  # words that begin like others, and ones that open no bracket
        ("x\n  and\ty", "(x and y)"),
    ],
)
def test_what_binds_to_what(text, tree):
    assert shape(parse(text)) == tree


def test_every_node_knows_where_it_stands():
    text = "coup or  x >= 100 within 5 years"
    root = parse(text)
    assert isinstance(root, s.Joined)
    assert [text[node.start : node.end] for node in root.operands] == ["coup", "x >= 100 within 5 years"]
    assert isinstance(root.operands[1], s.Windowed)
    window = root.operands[1].window
    assert text[window.start : window.end] == "within 5 years"


@pytest.mark.parametrize(
    ("text", "at", "says", "hint"),
    [
        ("", "", "no expression", "irregular_exit"),
        ("   ", " ", "no expression", ""),
        ("a == b", "=", "cannot stand", "`=`"),
        ("a => b", ">", "cannot stand", "`>=`"),
        ("a < b < c", "<", "two sides", "a < b and b < c"),
        ("a AND b", "AND", "small letters", "`and`"),
        ("a or or b", "or", "cannot stand", "missing"),
        ("a or", "or", "missing after `or`", ""),
        ("a b", "b", "cannot stand", "joining word"),
        ("a & b", "&", "not part", "`and`"),
        ("a ≥ 5", "≥", "not part", "`>=`"),
        ("a within years", "years", "number of years", "within 5 years"),
        ("a within five years", "five", "number of years", ""),
        ("a within 5", "5", "needs the word `years`", ""),
        ("a within 5 and b", "and", "needs the word `years`", ""),
        ("a in years 3", "3", "two ends", "0 to 5"),
        ("a the week before", "week", "`year before`", ""),
        ("a 3 years", "years", "`before` or `later`", ""),
        ("any (coup)", "(", "cannot stand", "After `any` stands a tie"),
        ("lowest(x) <= 5", "<=", "needs a window", ""),
        ("a > 1,000", ",", "cannot stand", "without commas"),
        ('a is "mil', '"', "never closed", ""),
        ("(a", "(", "never closed", "`)`"),
        ("a)", ")", "closes nothing", ""),
        ("((a)", "(", "never closed", ""),
        ("and", "and", "cannot stand", "begins with"),
        ("😀", "😀", "not part", ""),
    ],
)
def test_what_cannot_be_read_is_blamed_where_it_stands(text, at, says, hint):
    with pytest.raises(Misread) as caught:
        parse(text)
    assert caught.value.code == "base-rate-syntax"
    assert text[caught.value.start : caught.value.end] == at
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_places_are_counted_from_where_the_text_begins():
    with pytest.raises(Misread) as caught:
        parse("b b", 10)
    assert (caught.value.start, caught.value.end) == (12, 13)
    assert parse("bb", 10).start == 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a or " * LONGEST + "a", "too-large"),
        ("(" * 100 + "a" + ")" * 100, "too-deep"),
        ("not " * 1000 + "a", "too-deep"),
        ("- " * 2000 + "a", "too-deep"),
        ("a" + " the year before" * 300, "too-deep"),
        ("any b (" * 100 + "a" + ")" * 100, "too-deep"),
    ],
)
def test_what_is_too_much_is_refused(text, code):
    with pytest.raises(Misread) as caught:
        parse(text)
    assert caught.value.code == code


def test_long_chains_are_not_deep():
    assert parse(" + ".join(["a"] * 1000)).parts
