"""A formula as arithmetic in words: one `match` over the nodes, with the values that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from csperf.errors import Place
from csperf.exact import ONE, ZERO, exactly, plain
from csperf.formula import (
    WHO,
    Aggregate,
    AnyOf,
    Cell,
    Choose,
    Condition,
    Constant,
    Difference,
    Distribution,
    Each,
    Formula,
    Given,
    Ladder,
    Limit,
    Not,
    Prize,
    Product,
    Quotient,
    Rank,
    Round,
    Row,
    Share,
    Sign,
    Sum,
    Test,
    WeightedMean,
    When,
    tests_in,
)
from csperf.output import team_phrases
from csperf.output.columns import UNKNOWN, heading_alone
from csperf.output.phrase import (
    ATOM,
    LISTED,
    PRODUCT,
    SUM,
    Figures,
    Phrase,
    joined,
    rounded_to,
    tight,
)
from csperf.sheet import Sheet, all_hold, ladder_parts, meets
from csperf.texts import Lang, say
from csperf.units import Unit, show

SIGNS: dict[Sign, str] = {
    "at_least": "≥",
    "over": ">",
    "at_most": "≤",
    "under": "<",
    "is": "=",
    "like": "~",
}
_OPPOSITE: dict[Sign, str] = {
    "at_least": "<",
    "over": "≤",
    "at_most": ">",
    "under": "≥",
    "is": "≠",
    "like": "≁",
}


@dataclass(frozen=True)
class Speaker(Figures):
    """Puts a formula into words for one agent."""

    def say(self, formula: Formula) -> Phrase:  # noqa: C901, PLR0911, PLR0912 - one case a node
        """The formula as arithmetic over shown numbers."""
        match formula:
            case Constant(value=value, unit=unit):
                return Phrase(show(value, unit, self.lang))
            case Cell(column=name):
                return Phrase(self.shown(formula), columns=(name,))
            case Sum(terms=terms):
                return joined(" + ", [tight(self.say(term), SUM) for term in terms], SUM)
            case Difference(left=left, right=right):
                return joined(" − ", [self.say(left), tight(self.say(right), PRODUCT)], SUM)
            case Product(factors=factors):
                return joined(" × ", [tight(self.say(f), PRODUCT) for f in factors], PRODUCT)
            case Quotient(over=over, under=under):
                return self.quotient(over, under)
            case Round(value=value):
                inner = self.say(value)
                how = rounded_to(formula, self.lang)
                reason = f"{inner.text} → {self.shown(formula)} ({how})"
                return replace(
                    inner, text=self.shown(formula), binds=ATOM, reasons=(*inner.reasons, reason)
                )
            case Limit():
                return self.limit(formula)
            case Choose():
                return self.choice(formula)
            case When():
                return self.gate(formula)
            case Ladder():
                return self.ladder(formula)
            case Aggregate():
                return team_phrases.aggregate(self, formula)
            case Each():
                return self.each(formula)
            case Rank():
                return team_phrases.rank(self, formula)
            case Prize():
                return team_phrases.prize(self, formula)
            case Share():
                return team_phrases.share(self, formula, self.say(formula.pool))
            case Distribution():
                return team_phrases.distribution(self, formula)
            case Given():
                return self.given(formula)
            case WeightedMean():
                return self.weighted(formula)
            case _:
                assert_never(formula)

    def is_given(self, node: Given) -> bool:
        """Whether what the node asks about is known."""
        return self.value(node.value if node.subject is None else node.subject) is not None

    def given(self, node: Given) -> Phrase:
        """The value, or what stands for it and why."""
        if self.is_given(node):
            return self.say(node.value)
        inner, unknown = self.say(node.otherwise), self.say(node.value)
        reasons = (say(node.reason, self.lang), *inner.reasons)
        columns = unknown.columns if isinstance(node.otherwise, Constant) else inner.columns
        return replace(inner, reasons=reasons, columns=columns)

    def quotient(self, over: Formula, under: Formula) -> Phrase:
        """A division; by zero it has no value, and says so."""
        phrases = [tight(self.say(over), PRODUCT), tight(self.say(under), ATOM)]
        divided = joined(" ÷ ", phrases, PRODUCT)
        if self.value(under) == ZERO:
            why = say("why.divided-by-zero", self.lang)
            return replace(divided, reasons=(*divided.reasons, why))
        return divided

    def limit(self, node: Limit) -> Phrase:
        """Transparent unless the bound is what counts."""
        inner, value = self.say(node.value), self.value(node.value)
        shown = show(value, self.unit(node.value), self.lang)
        for bound, sign in ((node.at_most, ">"), (node.at_least, "<")):
            limit = None if bound is None else self.value(bound)
            if bound is None or limit is None or value is None or isinstance(value, str):
                continue
            passed = meets(value, "over" if sign == ">" else "under", limit)
            if passed:
                said, text = self.say(bound), self.shown(bound)
                works = (
                    inner.text
                    if inner.text == shown
                    else f"{inner.text} = {self.digits(node.value)}"
                )
                reason = f"{works} {sign} {text}"
                columns = (*inner.columns, *said.columns)
                return replace(said, reasons=(*inner.reasons, reason), columns=columns)
        return inner

    def digits(self, formula: Formula) -> str:
        """An unrounded intermediate value; endless digits are cut where a reader stops looking."""
        value = self.value(formula)
        if not isinstance(value, Decimal):
            return show(value, Unit.TEXT, self.lang)
        short = value.quantize(Decimal("0.000001"))
        return show(value, self.unit(formula), self.lang) if short == value else f"{plain(short)}…"

    def choice(self, node: Choose) -> Phrase:
        """The result of the row that holds, and which one it is."""
        subject = self.say(node.subject)
        value = self.value(node.subject)
        if value is None:
            return Phrase(UNKNOWN, reasons=subject.reasons, columns=subject.columns)
        row = next((r for r in node.rows if meets(value, r.sign, r.bound.value)), None)
        result = row.result if row else node.otherwise
        name = _name(node.subject, self.sheet, self.lang)
        reason = self.row_reason(node, name, subject.text, row)
        if result is None:
            unknown = say("why.no-row", self.lang, value=subject.text)
            return Phrase(UNKNOWN, reasons=(*subject.reasons, unknown), columns=subject.columns)
        inner = self.say(result)
        return replace(
            inner,
            reasons=(*subject.reasons, *reason, *inner.reasons),
            columns=(*subject.columns, *inner.columns),
        )

    def row_place(self, node: Choose) -> Place | None:
        """Where the row stands that holds."""
        value = self.value(node.subject)
        if value is None:
            return None
        row = next((r for r in node.rows if meets(value, r.sign, r.bound.value)), None)
        result = row.bound if row else node.otherwise
        return result.place if isinstance(result, Constant) and result.place.line else None

    def row_reason(self, node: Choose, name: str, subject: str, row: Row | None) -> tuple[str, ...]:
        """`得分 90.40 ≥ 90`, or what the value failed to reach."""
        compared = f"{name} {subject}".strip()
        if row is not None and row.sign == "is" and isinstance(row.bound.value, str):
            return (say("words.is", self.lang, name=name, text=self.shown(row.bound)),)
        if row is not None and row.sign == "like":
            facts = {"name": name, "value": subject, "text": self.shown(row.bound)}
            return (say("words.like", self.lang, **facts),)
        if row is not None:
            return (f"{compared} {SIGNS[row.sign]} {self.shown(row.bound)}",)
        if not node.rows:
            return ()
        last = node.rows[-1]
        if isinstance(last.bound.value, str):
            return (say("words.not-listed", self.lang, name=name, value=subject),)
        return (f"{compared} {_OPPOSITE[last.sign]} {self.shown(last.bound)}",)

    def holds(self, node: When) -> bool:
        """Whether the gate's conditions all hold for this agent."""
        return self.all_hold(node.tests) is True

    def all_hold(self, conditions: Sequence[Condition]) -> bool | None:
        """Whether these conditions hold for this agent; None if that is unknown."""
        return all_hold(conditions, lambda part: [self.value(part)], 1)[0]

    def gate(self, node: When) -> Phrase:
        """What the gate gives, and the tests that decided."""
        held = self.holds(node)
        inner = self.say(node.then if held else node.otherwise)
        if speaks_of_one(node):
            agreed = (say("why.agreed", self.lang, reason=node.reason),) if held else ()
            return replace(inner, reasons=(*agreed, *inner.reasons))
        tests = self.tests(node, held=held)
        columns = tuple(c for test in tests_in(node.tests) for c in self.say(test.subject).columns)
        reasons = (tests, *inner.reasons)
        if node.reason:
            gate = say("why.gate", self.lang, gate=node.reason, tests=tests)
            reasons = (gate, *self.without(node, held=held), *inner.reasons)
        return replace(inner, reasons=reasons, columns=(*columns, *inner.columns))

    def without(self, node: When, *, held: bool) -> tuple[str, ...]:
        """What a gate that holds took away."""
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        if not held or otherwise is None or then == otherwise:
            return ()
        shown = show(otherwise, self.unit(node.then), self.lang)
        return (say("why.otherwise", self.lang, value=shown),)

    def gate_open(self, node: When) -> str:
        """That a gate was looked at and did not hold."""
        gate = node.reason.partition(":")[0]
        return say("why.gate-open", self.lang, gate=gate, tests=self.tests(node, held=False))

    def tests(self, node: When, *, held: bool) -> str:
        """Every condition that holds, or the first that does not."""
        told = [self.condition(one) for one in node.tests if self.all_hold([one]) is held]
        unknown = [self.condition(one) for one in node.tests if self.all_hold([one]) is None]
        return self.listed([*told, *unknown] if held else [*told, *unknown][:1])

    def condition(self, condition: Condition) -> str:
        """A condition with its figures, as it is for this agent."""
        match condition:
            case Test(subject=subject, sign=sign, bound=bound):
                name = _name(subject, self.sheet, self.lang)
                holds = self.all_hold([condition])
                if holds is None:
                    return f"{name} {UNKNOWN}"
                shown = SIGNS[sign] if holds else _OPPOSITE[sign]
                limit = f"{_name(bound, self.sheet, self.lang)} {self.shown(bound)}".strip()
                return f"{name} {self.shown(subject)} {shown} {limit}"
            case Not(conditions=inner):
                return self.listed([self.condition(one) for one in inner])
            case AnyOf(groups=groups):
                holding = [group for group in groups if self.all_hold(group) is True]
                said = [self.listed([self.condition(c) for c in g]) for g in holding or groups]
                return say("words.and", self.lang).join(said) if not holding else said[0]
            case _:
                assert_never(condition)

    def listed(self, told: Sequence[str]) -> str:
        """Several conditions in one line."""
        return ("，" if self.lang == "zh" else ", ").join(told)

    def ladder(self, node: Ladder) -> Phrase:
        """The parts of the base, each times its rate."""
        base, value = self.say(node.base), self.value(node.base)
        if value is None or isinstance(value, str):
            return Phrase(UNKNOWN, columns=base.columns)
        unit = self.unit(node.base)
        pairs = ladder_parts(value, node.tiers, node.mode, owns_start=node.owns_start)
        rates = {tier.rate.value: tier.rate.unit for tier in node.tiers}
        terms = [
            f"{show(part, unit, self.lang)} × {show(rate, rates[rate], self.lang)}"
            for part, rate in pairs
        ]
        mode = say(f"words.{node.mode}", self.lang)
        reasons = (*base.reasons, mode)
        text = " + ".join(terms) or "0"
        return Phrase(text, SUM if len(terms) > 1 else PRODUCT, reasons, base.columns)

    def each(self, node: Each) -> Phrase:
        """The amounts of the agent's rows, listed while they are few, and their number."""
        detail = self.sheet.details.get(node.table)
        if detail is None:
            return Phrase(UNKNOWN)
        rows = detail.counted(self.agent, node)
        own, cells = len(detail.rows.get(self.agent, ())), detail.sheet.cells[node.column]
        reasons = [say("why.each-row", self.lang, table=node.table, count=own)]
        if own == 0:
            reasons = [say("why.no-rows", self.lang, table=node.table)]
        if node.most is not None and own > node.most:
            facts = {"most": node.most, "count": own - node.most}
            reasons.append(say("why.most-rows", self.lang, **facts))
        if left_out := detail.left_out.get(self.agent, 0):
            reasons.append(say("why.rows-left-out", self.lang, count=left_out))
        listed = " + ".join(show(cells[row], Unit.MONEY, self.lang) for row in rows)
        text = listed if 0 < len(rows) <= LISTED else self.shown(node)
        return Phrase(text, SUM if len(rows) > 1 else ATOM, tuple(reasons))

    def weighted(self, node: WeightedMean) -> Phrase:
        """Points times weights, over the sum of weights when that is not 1."""
        known = [(p, w) for p, w in node.parts if self.value(p) is not None]
        by_days = any(weight.unit is Unit.DAYS for _, weight in node.parts)
        columns = tuple(c for p, _ in node.parts for c in self.say(p).columns)
        reasons = tuple(r for p, _ in node.parts for r in self.say(p).reasons)
        if by_days:
            reasons = (say("words.by-days", self.lang), *reasons)
        if self.value(node) is None:
            return Phrase(UNKNOWN, reasons=reasons, columns=columns)
        if len(known) < len(node.parts):
            skipped = "words.renormalised-days" if by_days else "words.renormalised"
            reasons = (*reasons, say(skipped, self.lang))
        terms = [f"{tight(self.say(p), PRODUCT).text} × {self.shown(w)}" for p, w in known]
        with exactly():
            share = sum((w.value for _, w in known if isinstance(w.value, Decimal)), ZERO)
        text = " + ".join(terms)
        if share == ONE:
            return Phrase(text, SUM if len(terms) > 1 else PRODUCT, reasons, columns)
        whole = show(share, Unit.DAYS if by_days else Unit.PERCENT, self.lang)
        return Phrase(f"({text}) ÷ {whole}", PRODUCT, reasons, columns)


def speaks_of_one(node: When) -> bool:
    """Whether this was agreed with one person; nobody else needs to read of it."""
    match node.tests:
        case (Test(subject=Cell(column=name)),):
            return name == WHO
        case _:
            return False


def _name(formula: Formula, sheet: Sheet, lang: Lang) -> str:
    return heading_alone(sheet.column(formula.column), lang) if isinstance(formula, Cell) else ""
