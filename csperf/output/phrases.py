"""A formula as arithmetic in words: one `match` over the nodes, with the values that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from csperf.errors import Place, Term
from csperf.exact import ONE, ZERO, exactly, plain, rounded
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
    Value,
    WeightedMean,
    When,
    tests_in,
)
from csperf.output.columns import UNKNOWN, heading_alone
from csperf.sheet import Sheet, all_hold, ladder_parts, meets
from csperf.texts import Lang, say
from csperf.units import Unit, show

LISTED = 30
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
class Phrase:
    """Arithmetic in words, how tightly it binds, its reasons and the columns it names."""

    text: str
    binds: int = 3
    reasons: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


_SUM, _PRODUCT, _ATOM = 1, 2, 3


@dataclass(frozen=True)
class Speaker:
    """Puts a formula into words for one agent."""

    sheet: Sheet
    agent: int
    lang: Lang

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

    def say(self, formula: Formula) -> Phrase:  # noqa: C901, PLR0911, PLR0912 - one case a node
        """The formula as arithmetic over shown numbers."""
        match formula:
            case Constant(value=value, unit=unit):
                return Phrase(show(value, unit, self.lang))
            case Cell(column=name):
                return Phrase(self.shown(formula), columns=(name,))
            case Sum(terms=terms):
                return _joined(" + ", [_tight(self.say(term), _SUM) for term in terms], _SUM)
            case Difference(left=left, right=right):
                return _joined(" − ", [self.say(left), _tight(self.say(right), _PRODUCT)], _SUM)
            case Product(factors=factors):
                return _joined(" × ", [_tight(self.say(f), _PRODUCT) for f in factors], _PRODUCT)
            case Quotient(over=over, under=under):
                return self.quotient(over, under)
            case Round(value=value):
                inner = self.say(value)
                how = rounded_to(formula, self.lang)
                reason = f"{inner.text} → {self.shown(formula)} ({how})"
                return replace(
                    inner, text=self.shown(formula), binds=_ATOM, reasons=(*inner.reasons, reason)
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
                return self.aggregate(formula)
            case Each():
                return self.each(formula)
            case Rank():
                return self.rank(formula)
            case Prize():
                return self.prize(formula)
            case Share():
                return self.share(formula)
            case Distribution():
                return self.distribution(formula)
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
        phrases = [_tight(self.say(over), _PRODUCT), _tight(self.say(under), _ATOM)]
        joined = _joined(" ÷ ", phrases, _PRODUCT)
        if self.value(under) == ZERO:
            return replace(joined, reasons=(*joined.reasons, say("why.divided-by-zero", self.lang)))
        return joined

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
        return Phrase(text, _SUM if len(terms) > 1 else _PRODUCT, reasons, base.columns)

    def aggregate(self, node: Aggregate) -> Phrase:
        """The members' values, listed while they are few, and their number."""
        cells = self.sheet.cells
        groups: Sequence[Value | None] = (
            cells[node.within] if node.within else [""] * len(self.sheet.agents)
        )
        own = groups[self.agent]
        if own is None:
            return Phrase(
                UNKNOWN, reasons=(say("why.no-group", self.lang, group=str(node.within)),)
            )
        found = [
            value
            for i, (value, group) in enumerate(zip(cells[node.column], groups, strict=True))
            if group == own
            and isinstance(value, Decimal)
            and all(cells[name][i] is not None for name in node.alongside)
        ]
        unit = self.sheet.column(node.column).unit
        with exactly():
            total = show(sum(found, ZERO), unit, self.lang)
        listed = " + ".join(
            _tight(Phrase(show(value, unit, self.lang)), _SUM).text for value in found
        )
        text = listed if len(found) <= LISTED else total
        reason = say("words.members", self.lang, column=node.column, count=len(found))
        if node.how in {"min", "max"} and found:
            extreme = say(f"words.{node.how}", self.lang)
            return Phrase(self.shown(node), reasons=(extreme, reason), columns=(node.column,))
        if node.how == "sum" or not found:
            return Phrase(text or UNKNOWN, _SUM if len(found) > 1 else _ATOM, (reason,))
        return Phrase(f"({text}) ÷ {len(found)}", _PRODUCT, (reason,))

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
        return Phrase(text, _SUM if len(rows) > 1 else _ATOM, tuple(reasons))

    def rank(self, node: Rank) -> Phrase:
        """How many are better."""
        place = self.value(node)
        names = tuple(name for name, _ in node.keys)
        columns = names if node.eligible is None else (*names, node.eligible)
        if not isinstance(place, Decimal) or place == ZERO:
            return Phrase(
                show(place, Unit.COUNT),
                reasons=(say("why.not-ranked", self.lang),),
                columns=columns,
            )
        titles = tuple(self.title(name) for name in names)
        words = "words.better" if len(titles) == 1 else "words.better-in-turn"
        better = say(words, self.lang, count=plain(place - ONE), column=titles)
        return Phrase(f"{plain(place - ONE)} + 1", _SUM, (better,), columns)

    def title(self, name: str) -> str:
        """A column's heading."""
        return heading_alone(self.sheet.column(name), self.lang)

    def prize(self, node: Prize) -> Phrase:
        """The prizes of the places covered, shared or not."""
        places = self.sheet.cells[node.rank]
        own = places[self.agent]
        columns = (node.rank,)
        if not isinstance(own, Decimal):
            return Phrase(UNKNOWN, columns=columns)
        if own == ZERO:
            return Phrase("0", reasons=(say("why.not-ranked", self.lang),), columns=columns)
        place, tied = int(own), list(places).count(own)
        amounts = [
            node.prizes[i] if i < len(node.prizes) else node.others
            for i in range(place - 1, place - 1 + tied)
        ]
        reasons = [say("words.place", self.lang, place=place)]
        if tied > 1:
            reasons.append(say(f"words.tied-{node.ties}", self.lang, count=tied))
        if place > len(node.prizes):
            reasons.append(say("why.no-prize", self.lang, last=len(node.prizes)))
        if node.ties != "share" or tied == 1:
            chosen = amounts[-1] if node.ties == "next_drops" else amounts[0]
            return Phrase(self.shown(chosen), reasons=tuple(reasons), columns=columns)
        listed = " + ".join(self.shown(amount) for amount in amounts)
        return Phrase(f"({listed}) ÷ {tied}", _PRODUCT, tuple(reasons), columns)

    def share(self, node: Share) -> Phrase:
        """The pool times one's weight over the weights of all, and how it met the fen."""
        said, pool, cells = self.say(node.pool), self.value(node.pool), self.sheet.cells
        own, part = cells[node.weight][self.agent], self.value(node)
        columns = (*said.columns, node.weight)
        if not (
            isinstance(pool, Decimal) and isinstance(own, Decimal) and isinstance(part, Decimal)
        ):
            return Phrase(UNKNOWN, reasons=said.reasons, columns=columns)
        weights = [w for w in self.among(node.weight, node.within) if isinstance(w, Decimal)]
        with exactly():
            whole, total = rounded(pool, node.to, node.mode), sum(weights, ZERO)
            up = part * total > whole * own
        money = show(whole, self.unit(node.pool), self.lang)
        works = f"{money} × {plain(own)} ÷ {plain(total)}"
        how = rounded_to(Round(node, node.to, "up" if up else "down"), self.lang)
        taking = str(sum(weight != ZERO for weight in weights))
        reasons = (
            f"{works} → {self.shown(node)} ({how})",
            say("words.pool", self.lang, count=taking),
        )
        shown = reasons if total else ()
        return Phrase(self.shown(node), reasons=(*said.reasons, *shown), columns=columns)

    def among(self, column: str, within: str | None) -> list[Value | None]:
        """A column's values of the people of one's own group (None: of the whole team)."""
        cells = self.sheet.cells
        groups = cells[within] if within else [""] * len(self.sheet.agents)
        own = groups[self.agent]
        return [v for v, group in zip(cells[column], groups, strict=True) if group == own]

    def distribution(self, node: Distribution) -> Phrase:
        """The place, of how many, and the heads that each grade has."""
        places = self.sheet.cells[node.rank]
        own = places[self.agent]
        shown, columns = self.shown_text(node), (node.rank,)
        if not isinstance(own, Decimal):
            return Phrase(UNKNOWN, columns=columns)
        if own == ZERO:
            return Phrase(shown, reasons=(say("why.not-ranked", self.lang),), columns=columns)
        number = sum(place not in {None, ZERO} for place in places)
        reasons = [say("words.of-heads", self.lang, place=plain(own), count=number)]
        if (tied := list(places).count(own)) > 1:
            reasons.append(say(f"words.tied-{node.ties}", self.lang, count=tied))
        return Phrase(shown, reasons=tuple(reasons), columns=columns)

    def shown_text(self, formula: Formula) -> str:
        """The formula's value where it is a name."""
        return show(self.value(formula), Unit.TEXT, self.lang)

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
        terms = [f"{_tight(self.say(p), _PRODUCT).text} × {self.shown(w)}" for p, w in known]
        with exactly():
            share = sum((w.value for _, w in known if isinstance(w.value, Decimal)), ZERO)
        text = " + ".join(terms)
        if share == ONE:
            return Phrase(text, _SUM if len(terms) > 1 else _PRODUCT, reasons, columns)
        whole = show(share, Unit.DAYS if by_days else Unit.PERCENT, self.lang)
        return Phrase(f"({text}) ÷ {whole}", _PRODUCT, reasons, columns)


def speaks_of_one(node: When) -> bool:
    """Whether this was agreed with one person; nobody else needs to read of it."""
    match node.tests:
        case (Test(subject=Cell(column=name)),):
            return name == WHO
        case _:
            return False


def rounded_to(node: Round, lang: Lang) -> str:
    """To what a figure is rounded, and which way where that is not the usual one."""
    to = plain(node.to)
    if node.mode == "half_up":
        return say("words.rounded", lang, to=to)
    return say("words.rounded-how", lang, to=to, how=Term(f"rounding.{node.mode}"))


def _name(formula: Formula, sheet: Sheet, lang: Lang) -> str:
    return heading_alone(sheet.column(formula.column), lang) if isinstance(formula, Cell) else ""


def _tight(phrase: Phrase, binds: int) -> Phrase:
    """The phrase in brackets if it would fall apart beside a stronger sign."""
    if phrase.binds >= binds and not phrase.text.startswith("-"):
        return phrase
    return replace(phrase, text=f"({phrase.text})", binds=_ATOM)


def _joined(sign: str, phrases: Sequence[Phrase], binds: int) -> Phrase:
    return Phrase(
        sign.join(phrase.text for phrase in phrases),
        binds,
        tuple(reason for phrase in phrases for reason in phrase.reasons),
        tuple(column for phrase in phrases for column in phrase.columns),
    )
