"""From syntax to terms: what every word means, whether the kinds fit, and which years are read.

Owns the checking of one expression. Everything that is wrong is found in one go, each at its own words. Leaves the grammar to
:mod:`ifso.history.language.parsing` and how the keys of a reference class fit together to :mod:`ifso.history.classes`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ifso.ground.suggest import did_you_mean
from ifso.history.language import syntax as s
from ifso.history.language import terms as t
from ifso.history.language.kinds import MOST_YEARS, Scope, Typed, called, is_bare, reads, to_yes_no, varies, window_fault
from ifso.history.language.naming import category, is_state, state_hint, where_category
from ifso.history.language.parsing import Misread
from ifso.history.language.rewriting import joined, without
from ifso.history.variables import VARIABLES, Kind, Variable

_SUGGESTED = 50
"""Near misses are looked up for so many words of one expression."""


def check(root: s.Node, scope: Scope, text: str) -> tuple[Typed | None, tuple[Misread, ...]]:
    """Return the term of an expression, or None beside what is wrong with it; ``text`` is what its places are counted in."""
    checker = _Checker(scope, text)
    typed = checker.value(root)
    if scope.kind is Kind.YES_NO:
        checker.as_truth(typed, root)
    if typed is not None and not checker.found and not varies(typed.term):
        checker.say(
            "constant-expression", "This is the same for every state and year.", root, hint="Name a variable, such as `us_troops >= 100`."
        )
    return (None if checker.found else typed), tuple(sorted(checker.found, key=lambda fault: (fault.start, fault.end)))


def members(word: s.Word) -> tuple[Variable | None, tuple[Misread, ...]]:
    """Return the variable whose members ``each`` goes through, or None beside what is wrong with the word."""
    checker = _Checker(Scope(), "")
    return checker.members(word), tuple(checker.found)


class _Checker:
    """One walk over one expression."""

    def __init__(self, scope: Scope, text: str) -> None:
        self.scope = scope
        self.text = text
        self.found: list[Misread] = []
        self.inside = 0
        """Quantifiers and `of` around the present node: how often words have come to speak of another state."""
        self.ahead = 0
        """Years by which the present node is read later than the expression."""
        self.cause: s.Node | None = None
        """What last led to later years."""

    def say(self, code: str, message: str, node: s.Node, *, hint: str = "") -> None:
        self.found.append(Misread(code, message, start=node.start, end=node.end, hint=hint))

    def suggest(self, word: str, known: Iterable[str]) -> str:
        return did_you_mean(word, known) if len(self.found) < _SUGGESTED else ""

    # --- values of any kind ---

    def value(self, node: s.Node, beside: Typed | None = None) -> Typed | None:  # noqa: C901, PLR0911, PLR0912 - one line for each node
        """Return the term of a node; ``beside`` is what it is compared with, which tells what a bare word means."""
        match node:
            case s.Group():
                return self.value(node.body, beside)
            case s.Number():
                return self._number(node)
            case s.Word():
                return self._word(node, beside)
            case s.Quoted():
                return self._category(node, node.text, beside)
            case s.Call():
                return self._call(node)
            case s.Of():
                return self._of(node)
            case s.Shifted():
                return self._shifted(node)
            case s.Quantified():
                return self._quantified(node)
            case s.Aggregate():
                return self._aggregate(node)
            case s.Edge():
                return self._edge(node)
            case s.Negative():
                return self._negative(node)
            case s.Arithmetic():
                return self._arithmetic(node)
            case s.Compared():
                return self._compared(node)
            case s.Among():
                return self._among(node)
            case s.Known():
                return self._known(node)
            case s.Windowed():
                return self._windowed(node)
            case s.Not():
                return self._not(node)
            case s.Joined():
                return self._joined(node)
            case _:
                raise AssertionError(node)

    def truth(self, node: s.Node) -> t.Term | None:
        """Return the term of a node that must be yes or no."""
        return self.as_truth(self.value(node), node)

    def as_truth(self, typed: Typed | None, node: s.Node) -> t.Term | None:
        """Return the term of a value that must be yes or no."""
        if typed is None:
            return None
        if typed.kind is not Kind.YES_NO:
            self.say("wrong-kind", f"This is {called(typed.kind)}, where yes or no is needed.", node, hint=to_yes_no(typed, node))
            return None
        return typed.term

    def number(self, node: s.Node) -> t.Term | None:
        """Return the term of a node that must be a number."""
        typed = self.value(node)
        if typed is None:
            return None
        if typed.kind is not Kind.NUMBER:
            self.say("wrong-kind", f"This is {called(typed.kind)}, where a number is needed.", node)
            return None
        return typed.term

    # --- words ---

    def _number(self, node: s.Number) -> Typed | None:
        if node.value > 1e15:
            self.say("out-of-range", "This number is too large to mean anything.", node)
            return None
        return Typed(t.Constant(node.value), Kind.NUMBER)

    def _word(self, node: s.Word, beside: Typed | None) -> Typed | None:
        word = node.text
        if (
            beside is not None
            and beside.kind is Kind.CATEGORY
            and (beside.variable is None or word not in VARIABLES or category(beside.variable, word) is not None)
        ):
            return self._category(node, word, beside)
        variable = VARIABLES.get(word)
        if variable is not None:
            return self._variable(node, variable)
        if word in t.Role.__members__.values() or is_state(word):
            who = self._who(node)
            return None if who is None else Typed(t.State(who), Kind.STATE)
        self._unknown(node, beside)
        return None

    def _unknown(self, node: s.Word, beside: Typed | None) -> None:
        word = node.text
        if beside is not None and beside.kind is Kind.STATE:
            self.say("unknown-state", f"There is no state `{word}`.", node, hint=state_hint(word))
            return
        home = where_category(word)
        hint = f"It is a value of `{home}`: write `{home} is {word}`." if home else self.suggest(word, VARIABLES)
        self.say("unknown-variable", f"There is no variable `{word}`.", node, hint=hint or "`ifso data variables` lists them all.")

    def _variable(self, node: s.Word, variable: Variable) -> Typed | None:
        if variable.tie:
            hint = f"Write `{variable.name}(RUS)`"
            hint += "." if variable.kind is Kind.NUMBER else f", or `any {variable.name} (…)`."
            self.say("wrong-kind", f"`{variable.name}` is a tie, and needs a state.", node, hint=hint)
            return None
        self._in_time(node)
        return Typed(t.Reading(variable.name), variable.kind, variable)

    def _category(self, node: s.Word | s.Quoted, text: str, beside: Typed | None) -> Typed | None:
        if beside is None or beside.kind is not Kind.CATEGORY or beside.variable is None:
            self.say("wrong-kind", f"The words `{text}` have no meaning here.", node, hint="Quotation marks hold a value of a category.")
            return None
        found = category(beside.variable, text)
        if found is None:
            hint = self.suggest(text, beside.variable.values) or f"It is one of {', '.join(beside.variable.values)}."
            self.say("unknown-category", f"`{beside.variable.name}` has no value `{text}`.", node, hint=hint)
            return None
        return Typed(t.Constant(float(found)), Kind.CATEGORY, beside.variable)

    def _who(self, node: s.Word) -> t.Who | None:
        """Return the state that a word names."""
        word = node.text
        if word == t.Role.SELF:
            return t.Role.SELF
        if word == t.Role.OTHER:
            if self.scope.each:
                return t.Role.OTHER
            self.say(
                "no-partner",
                "There is no `other` here.",
                node,
                hint="`other` is the partner that `each` goes through, such as `each: neighbour`.",
            )
            return None
        if is_state(word):
            return t.Code(word)
        self.say("unknown-state", f"There is no state `{word}`.", node, hint=state_hint(word))
        return None

    # --- other states ---

    def _call(self, node: s.Call) -> Typed | None:
        variable = VARIABLES.get(node.name.text)
        who = self._argument(node)
        if variable is None:
            hint = self.suggest(node.name.text, [v.name for v in VARIABLES.values() if v.tie])
            self.say(
                "unknown-variable", f"There is no tie `{node.name.text}`.", node.name, hint=hint or "`ifso data variables` lists them all."
            )
            return None
        if not variable.tie:
            hint = f"Write `{variable.name} of {node.argument.text}`." if isinstance(node.argument, s.Word) else ""
            self.say("wrong-kind", f"`{variable.name}` is not a tie, and takes no state in brackets.", node.name, hint=hint)
            return None
        if who is None:
            return None
        self._in_time(node)
        return Typed(t.Tie(variable.name, who), variable.kind, variable)

    def _argument(self, node: s.Call) -> t.Who | None:
        argument = node.argument
        if isinstance(argument, s.Word):
            who = self._who(argument)
            if who is t.Role.SELF and not self.inside:
                self.say(
                    "wrong-kind",
                    "A state has no tie with itself.",
                    argument,
                    hint="`self` is the occasion's own state; within `any neighbour (…)` others speak of it.",
                )
                return None
            return who
        if isinstance(argument, s.Number) and argument.value == int(argument.value) and is_state(str(int(argument.value))):
            return t.Code(str(int(argument.value)))
        self.say(
            "unknown-state", "A tie leads to one state.", argument, hint="Write its code, such as `allied(RUS)`, or `self` or `other`."
        )
        return None

    def _of(self, node: s.Of) -> Typed | None:
        self.inside += 1
        body = self.value(node.body)
        self.inside -= 1
        who = self._who(node.state)
        if body is None or who is None:
            return None
        return Typed(t.Elsewhere(body.term, who), body.kind, body.variable)

    def _quantified(self, node: s.Quantified) -> Typed | None:
        members = self.members(node.tie)
        body: t.Term | None = None
        if members is not None:
            self._in_time(node)
        if node.body is not None:
            self.inside += 1
            body = self.truth(node.body)
            self.inside -= 1
        if members is None or (body is None and node.body is not None):
            return None
        if body is None and node.how is s.How.ALL:
            self.say("base-rate-syntax", "`all` needs to know what of.", node, hint=f"For example `all {node.tie.text} (democracy)`.")
            return None
        return Typed(t.Quantified(node.how, members.name, body), Kind.NUMBER if node.how is s.How.COUNT else Kind.YES_NO)

    def members(self, word: s.Word) -> Variable | None:
        """Return the variable whose members a quantifier or ``each`` goes through: a tie, a state, or yes/no of states."""
        variable = VARIABLES.get(word.text)
        if variable is None:
            hint = self.suggest(word.text, VARIABLES) or "`ifso data variables` lists ties, such as `neighbour`."
            self.say("unknown-variable", f"There is no tie `{word.text}`.", word, hint=hint)
            return None
        if variable.kind in {Kind.YES_NO, Kind.STATE}:
            return variable
        self.say(
            "wrong-kind",
            f"`{variable.name}` is {called(variable.kind)}, and leads to no state.",
            word,
            hint="Write a tie, such as `neighbour`.",
        )
        return None

    # --- time ---

    def _in_time(self, node: s.Node) -> None:
        """Complain where what is read here lies later than may be known; once for each window or shift that leads there."""
        latest = self.scope.latest
        if latest is None or self.ahead <= latest:
            return
        where = self.cause or node
        if not any(fault.code == "reads-ahead" and (fault.start, fault.end) == (where.start, where.end) for fault in self.found):
            self.say("reads-ahead", self.scope.late, where, hint="What comes later belongs in `then`.")

    def _later(self, node: s.Node, body: s.Node, years: int, *, truth: bool | None) -> Typed | None:
        """Check a part that is read so many years later: yes/no, a number (``truth`` False), or either (None)."""
        kept = self.ahead, self.cause
        self.ahead += years
        self.cause = node if years > 0 else self.cause
        if truth is None:
            typed = self.value(body)
        else:
            term = self.truth(body) if truth else self.number(body)
            typed = None if term is None else Typed(term, Kind.YES_NO if truth else Kind.NUMBER)
        self.ahead, self.cause = kept
        return typed

    def _shifted(self, node: s.Shifted) -> Typed | None:
        words = s.Node(start=node.said[0], end=node.said[1])
        if not 0 < abs(node.years) <= MOST_YEARS:
            self.say("years", f"{abs(node.years)} years are out of range.", words, hint=f"At least 1 and at most {MOST_YEARS}.")
            return None
        typed = self._later(words, node.body, node.years, truth=None)
        if typed is None:
            return None
        if not reads(typed.term):
            self.say(
                "constant-expression",
                "This has no year.",
                node,
                hint="Put brackets round the comparison: `(us_troops >= 100) the year before`.",
            )
            return None
        return Typed(t.Later(typed.term, node.years), typed.kind, typed.variable)

    def _window(self, window: s.Window) -> bool:
        """Tell whether a window can be looked through, after complaining where it cannot."""
        fault = window_fault(window)
        if fault is not None:
            self.say("years", fault[0], window, hint=fault[1])
        return fault is None

    def _windowed(self, node: s.Windowed) -> Typed | None:
        sound = self._window(node.window)
        typed = self._later(node.window, node.body, node.window.last if sound else 0, truth=True)
        if typed is None or not sound:
            return None
        w = node.window
        return Typed(t.Within(typed.term, w.first, w.last, w.least), Kind.YES_NO)

    def _aggregate(self, node: s.Aggregate) -> Typed | None:
        sound = self._window(node.window)
        w = node.window
        if sound and w.least not in {1, w.last - w.first + 1}:
            self.say("years", f"`{node.take}` is taken over every year of a window.", w, hint="For example `within 5 years`.")
            sound = False
        typed = self._later(w, node.body, w.last if sound else 0, truth=False)
        if typed is None or not sound:
            return None
        return Typed(t.Aggregate(node.take, typed.term, w.first, w.last), Kind.NUMBER)

    def _edge(self, node: s.Edge) -> Typed | None:
        body = self.truth(node.body)
        if body is None:
            return None
        before = t.Later(body, -1)
        pair = (body, t.Not(before)) if node.begins else (t.Not(body), before)
        return Typed(t.Every(pair), Kind.YES_NO)

    # --- numbers and comparisons ---

    def _negative(self, node: s.Negative) -> Typed | None:
        body = self.number(node.body)
        return None if body is None else Typed(t.Arithmetic(t.Constant(0.0), ("-",), (body,)), Kind.NUMBER)

    def _arithmetic(self, node: s.Arithmetic) -> Typed | None:
        found = [self.number(part) for part in (node.first, *node.rest)]
        known = tuple(part for part in found if part is not None)
        return Typed(t.Arithmetic(known[0], node.signs, known[1:]), Kind.NUMBER) if len(known) == len(found) else None

    def _sides(self, left: s.Node, right: s.Node) -> tuple[Typed | None, Typed | None]:
        """Check two values beside each other; the one that is a variable tells what a bare word on the other side means."""
        if is_bare(left) and not is_bare(right):
            typed = self.value(right)
            return self.value(left, typed), typed
        first = self.value(left)
        return first, (None if first is None and is_bare(right) else self.value(right, first))

    def _compared(self, node: s.Compared) -> Typed | None:
        left, right = self._sides(node.left, node.right)
        if left is None or right is None:
            return None
        if not self._alike(left, right, node.right):
            return None
        if node.sign not in {"=", "!="} and left.kind is not Kind.NUMBER:
            self.say(
                "wrong-kind",
                f"{called(left.kind).capitalize()} is neither more nor less than another.",
                node,
                hint="It can be compared with `=` and `!=`.",
            )
            return None
        if not varies(left.term) and not varies(right.term):
            self.say(
                "constant-expression",
                "This is the same for every state and year.",
                node,
                hint="Compare with a variable, such as `us_troops >= 100`.",
            )
            return None
        if left.kind is Kind.YES_NO:
            same: t.Term = t.Same(left.term, right.term)
            return Typed(same if node.sign == "=" else t.Not(same), Kind.YES_NO)
        return Typed(t.Compared(left.term, node.sign, right.term), Kind.YES_NO)

    def _alike(self, left: Typed, right: Typed, node: s.Node) -> bool:
        if left.kind is not right.kind:
            message = f"{called(left.kind).capitalize()} cannot be compared with {called(right.kind)}."
            hint = "Write yes or no as it is: `coup`, or `not coup`." if Kind.YES_NO in {left.kind, right.kind} else ""
            self.say("wrong-kind", message, node, hint=hint)
            return False
        if left.kind is Kind.CATEGORY and left.variable != right.variable:
            self.say("wrong-kind", "The two categories have different values.", node)
            return False
        return True

    def _among(self, node: s.Among) -> Typed | None:
        body = self.value(node.body)
        options = [self.value(option, body) for option in node.options] if body is not None else []
        if body is None or any(option is None for option in options):
            return None
        chosen = [option for option in options if option is not None]
        if body.kind is Kind.YES_NO:
            self.say("wrong-kind", "Yes or no is not one of several.", node.body, hint="Write it as it is.")
            return None
        alike = [self._alike(body, option, at) for option, at in zip(chosen, node.options, strict=True)]
        if not all(alike):
            return None
        if not varies(body.term):
            self.say("constant-expression", "This is the same for every state and year.", node.body, hint="A variable stands before `in`.")
            return None
        some = t.Some(tuple(t.Compared(body.term, "=", option.term) for option in chosen))
        return Typed(t.Not(some) if node.negated else some, Kind.YES_NO)

    def _known(self, node: s.Known) -> Typed | None:
        body = self.value(node.body)
        if body is None:
            return None
        if not reads(body.term):
            self.say("constant-expression", "This is always known.", node.body)
            return None
        known = t.Known(body.term)
        return Typed(t.Not(known) if node.negated else known, Kind.YES_NO)

    # --- yes and no ---

    def _not(self, node: s.Not) -> Typed | None:
        if isinstance(node.body, s.Windowed):
            self._ambiguous_not(node.body)
        body = self.truth(node.body)
        return None if body is None else Typed(t.Not(body), Kind.YES_NO)

    def _ambiguous_not(self, node: s.Windowed) -> None:
        message = "`not` with a window can mean two things: some year without it, or no year with it."
        self.say("ambiguous-window", message, node, hint=without(node, self.text, self.scope))

    def _joined(self, node: s.Joined) -> Typed | None:
        open_before = False
        for operand in node.operands:
            inner = operand.body if isinstance(operand, s.Not) else operand
            if isinstance(inner, s.Windowed) and open_before:
                message = f"The window may belong to all that `{node.word}` joins, or to the last part alone."
                self.say("ambiguous-window", message, inner.window, hint=joined(node, operand, self.text, self.scope))
            open_before = open_before or not isinstance(inner, s.Windowed)
        operands = [self.truth(operand) for operand in node.operands]
        known = tuple(operand for operand in operands if operand is not None)
        if len(known) < len(operands):
            return None
        return Typed(t.Every(known) if node.word == "and" else t.Some(known), Kind.YES_NO)
