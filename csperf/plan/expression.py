"""Small formulas of the plan: `+ - * / ( )`, numbers and metric names, nothing else.

Why so small: a plan is read on a wall. Comparisons are bands, choices are gates; there are no
function calls and no code, so nothing needs to be kept from running.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from csperf.errors import Place, Problem, problem
from csperf.formula import Constant, Difference, Formula, Product, Quotient, Sum
from csperf.units import figure_of
from csperf.yaml_text import Written

LONGEST = 500
DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:(\[[^\]]+\])|([+\-*/×÷()（）])|([^\s+\-*/×÷()（）\[\]]+))")
_SAME = {"×": "*", "÷": "/", "（": "(", "）": ")"}


class _Fault(Exception):  # noqa: N818 - a fault of the plan, not an error of the program
    """Where and why the expression stops making sense."""

    def __init__(self, at: int, id: str, **facts: str | int) -> None:  # noqa: A002 - its name
        super().__init__(id)
        self.at, self.id, self.facts = at, id, facts


@dataclass(frozen=True)
class _Token:
    text: str
    at: int

    @property
    def is_sign(self) -> bool:
        return self.text in "+-*/()"


def names_in(expression: str) -> list[str]:
    """The metric names that an expression reads, in order."""
    tokens = [token for token in _tokens(expression) if not token.is_sign]
    return [_name(token.text) for token in tokens if figure_of(token.text) is None]


def parse(
    text: Written, cell: Callable[[Written], Formula | None]
) -> tuple[Formula | None, list[Problem]]:
    """The formula, with `cell` turning each name into what it stands for (None: already told)."""
    if len(text) > LONGEST:
        return None, [problem("formula-too-long", text.place, limit=LONGEST)]
    try:
        reader = _Reader(list(_tokens(text)), text.place, cell)
        return reader.whole(), []
    except _Fault as fault:
        place = Place(text.place.file, text.place.line, text.place.col + fault.at)
        return None, [problem(fault.id, place, formula=str(text), **fault.facts)]


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _Fault(at, "formula-syntax", found=text[at])
        found = match[1] or match[2] or match[3]
        yield _Token(_SAME.get(found, found), match.end() - len(found))
        at = match.end()


def _name(text: str) -> str:
    return text.strip("[]").strip()


class _Reader:
    """Recursive descent over the tokens; keeps nothing but its position."""

    def __init__(
        self, tokens: list[_Token], place: Place, cell: Callable[[Written], Formula | None]
    ) -> None:
        self.tokens, self.place, self.cell = tokens, place, cell
        self.position, self.depth = 0, 0

    def whole(self) -> Formula | None:
        formula = self.sum()
        if self.position < len(self.tokens):
            token = self.tokens[self.position]
            if token.text == "(":
                before = self.tokens[self.position - 1]
                raise _Fault(before.at, "formula-call", found=before.text)
            raise _Fault(token.at, "formula-syntax", found=token.text)
        return formula

    def sum(self) -> Formula | None:
        left = self.product()
        while sign := self.take("+-"):
            right = self.product()
            if left is None or right is None:
                left = None
            else:
                left = Sum((left, right)) if sign == "+" else Difference(left, right)
        return left

    def product(self) -> Formula | None:
        left = self.atom()
        while sign := self.take("*/"):
            right = self.atom()
            if left is None or right is None:
                left = None
            else:
                left = Product((left, right)) if sign == "*" else Quotient(left, right)
        return left

    def atom(self) -> Formula | None:
        if self.take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise _Fault(self.tokens[self.position - 1].at, "formula-too-deep", limit=DEEPEST)
            inner = self.sum()
            if not self.take(")"):
                raise _Fault(self.end(), "formula-unclosed")
            self.depth -= 1
            return inner
        if self.position >= len(self.tokens):
            raise _Fault(self.end(), "formula-ends")
        token = self.tokens[self.position]
        if token.is_sign:
            raise _Fault(token.at, "formula-syntax", found=token.text)
        self.position += 1
        return self.operand(token)

    def operand(self, token: _Token) -> Formula | None:
        place = Place(self.place.file, self.place.line, self.place.col + token.at)
        if figure := figure_of(token.text, place):
            return (
                Constant(figure.value, place=place)
                if figure.unit is None
                else Constant(figure.value, figure.unit, place)
            )
        return self.cell(Written(_name(token.text), place))

    def take(self, signs: str) -> str:
        if self.position < len(self.tokens) and self.tokens[self.position].text in tuple(signs):
            self.position += 1
            return self.tokens[self.position - 1].text
        return ""

    def end(self) -> int:
        return self.tokens[-1].at + len(self.tokens[-1].text) if self.tokens else 0
