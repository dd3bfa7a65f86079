"""A phrase: arithmetic in words for one agent, and the figures that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csperf.errors import Term
from csperf.exact import plain
from csperf.formula import (
    Aggregate,
    Cell,
    Constant,
    Difference,
    Each,
    Formula,
    Given,
    Limit,
    Prize,
    Round,
    Share,
    Sum,
    Value,
    When,
)
from csperf.output.columns import heading_alone
from csperf.sheet import Sheet
from csperf.texts import Lang, say
from csperf.units import Unit, show

LISTED = 30


@dataclass(frozen=True)
class Phrase:
    """Arithmetic in words, how tightly it binds, its reasons and the columns it names."""

    text: str
    binds: int = 3
    reasons: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


SUM, PRODUCT, ATOM = 1, 2, 3


@dataclass(frozen=True)
class Figures:
    """One agent's figures of a sheet, as a reader sees them.

    `own_only`: the reader is the agent, and nobody else's figures are listed.
    """

    sheet: Sheet
    agent: int
    lang: Lang
    own_only: bool = False

    def value(self, formula: Formula) -> Value | None:
        """The formula's value for this agent, from the kept cells."""
        return self.sheet.worth(self.agent, formula)

    def shown(self, formula: Formula) -> str:
        """The formula's value as a person reads it."""
        return show(self.value(formula), self.unit(formula), self.lang)

    def unit(self, formula: Formula) -> Unit:
        """The unit of a formula's value: that of its first part which has one."""
        match formula:
            case Constant(unit=unit):
                return unit
            case Cell(column=name) | Aggregate(column=name):
                return self.sheet.column(name).unit
            case Each():
                return Unit.MONEY
            case Prize(others=Constant(unit=unit)):
                return unit
            case Share(pool=pool):
                return self.unit(pool)
            case Round(value=value) | Limit(value=value) | Given(value=value):
                return self.unit(value)
            case Difference(left=left) | When(then=left):
                return self.unit(left)
            case Sum(terms=terms):
                return self.unit(terms[0])
            case _:
                return Unit.RATIO

    def title(self, name: str) -> str:
        """A column's heading."""
        return heading_alone(self.sheet.column(name), self.lang)

    def among(self, column: str, within: str | None) -> list[Value | None]:
        """A column's values of the people of one's own group (None: of the whole team)."""
        cells = self.sheet.cells
        groups = cells[within] if within else [""] * len(self.sheet.agents)
        own = groups[self.agent]
        return [v for v, group in zip(cells[column], groups, strict=True) if group == own]

    def shown_text(self, formula: Formula) -> str:
        """The formula's value where it is a name."""
        return show(self.value(formula), Unit.TEXT, self.lang)


def rounded_to(node: Round, lang: Lang) -> str:
    """To what a figure is rounded, and which way where that is not the usual one."""
    to = plain(node.to)
    if node.mode == "half_up":
        return say("words.rounded", lang, to=to)
    return say("words.rounded-how", lang, to=to, how=Term(f"rounding.{node.mode}"))


def tight(phrase: Phrase, binds: int) -> Phrase:
    """The phrase in brackets if it would fall apart beside a stronger sign."""
    if phrase.binds >= binds and not phrase.text.startswith("-"):
        return phrase
    return replace(phrase, text=f"({phrase.text})", binds=ATOM)


def joined(sign: str, phrases: Sequence[Phrase], binds: int) -> Phrase:
    """Several phrases with a sign between them."""
    return Phrase(
        sign.join(phrase.text for phrase in phrases),
        binds,
        tuple(reason for phrase in phrases for reason in phrase.reasons),
        tuple(column for phrase in phrases for column in phrase.columns),
    )
