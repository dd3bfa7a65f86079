"""A plan on a page that a shop owner can read: whom it pays, what counts, what each line pays.

Everything with a number comes from the columns that will be evaluated, in the plan's order; only
the policies at its end are read from the plan's own words.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, zip_longest

from csperf.exact import ZERO, fixed, plain
from csperf.formula import (
    Cell,
    Choose,
    Column,
    Constant,
    Formula,
    Given,
    Ladder,
    Sign,
    Sum,
    WeightedMean,
    When,
    parts,
)
from csperf.output.clauses import Teller
from csperf.output.columns import heading
from csperf.output.season_page import seasons_told
from csperf.output.wrapping import cells, wrapped
from csperf.plan.commission import Commission, CommissionLine, two_rows
from csperf.plan.items import ClawbackLine, ItemCommission, ItemCommissionLine
from csperf.plan.line import PayLine
from csperf.plan.model import PlanFile
from csperf.plan.pool import TeamPoolLine
from csperf.plan.prizes import RankPrizeLine
from csperf.plan.walk import Step
from csperf.texts import Lang, say
from csperf.units import Unit, show

WIDTH = 80
_GAP = 3


Worth = Mapping[tuple[str, Decimal], Step]


@dataclass(frozen=True)
class _Page:
    """What the page is written from: words for formulas, and what each bound is worth."""

    teller: Teller
    worth: Worth

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.teller.lang

    def line(self, name: str, told: str, indent: int = 0) -> list[str]:
        """`name: told`."""
        return put(say("page.line", self.lang, name=name, told=told), indent)

    def says(self, column: Column, indent: int) -> list[str]:
        """The policy's own sentence, if the plan has one."""
        return put(say("words.says", self.lang, says=column.says), indent) if column.says else []


def plan_page(
    rules: PlanFile,
    columns: Sequence[Column],
    tables: Mapping[str, Sequence[Column]],
    steps: Sequence[Step],
    lang: Lang,
) -> list[str]:
    """The page's lines, each at most 80 cells wide; `tables` are those paid row by row."""
    worth = {(step.bound.column, step.bound.value): step for step in reversed(steps)}
    rows = {name: _named(own) for name, own in tables.items()}
    page = _Page(Teller(_named(columns), lang, rows), worth)
    sections = (
        _whom(rules, lang),
        _judged(columns, page),
        _paid(columns, page),
        _gates(rules, columns, page),
        seasons_told(rules, lang),
        _policies(rules, columns, lang),
        _row_by_row(rules, tables, lang),
    )
    return list(chain(*sections))


def _named(columns: Sequence[Column]) -> dict[str, Column]:
    return {column.name: column for column in columns}


def bounds_told(columns: Sequence[Column]) -> set[tuple[str, Decimal]]:
    """The bounds below whose bands the page says what they are worth."""
    return {
        (column.formula.subject.column, row.bound.value)
        for column in columns
        if column.kind in {"points", "part"} and isinstance(column.formula, Choose)
        if isinstance(column.formula.subject, Cell)
        for row in column.formula.rows
        if isinstance(row.bound.value, Decimal)
    }


def _worth(step: Step | None, sign: Sign, lang: Lang) -> tuple[str, ...]:
    """What the band that a bound opens has beyond the next one."""
    told: list[str] = []
    jumps = [] if step is None else [(step.score, Unit.POINTS), (step.total, Unit.MONEY)]
    for jump, unit in jumps:
        if not jump:
            told.append("")
        else:
            shown = show(-jump if sign in {"at_most", "under"} else jump, unit)
            change = shown if shown.startswith("-") else f"+{shown}"
            word = "page.worth-points" if unit is Unit.POINTS else "page.worth-pay"
            told.append(say(word, lang, change=change))
    return tuple(told)


def put(text: str, indent: int = 0) -> list[str]:
    """A sentence as lines, broken where it is too wide."""
    return wrapped(text, WIDTH, " " * indent, "  ")


def _whom(rules: PlanFile, lang: Lang) -> list[str]:
    """For whom and when."""
    facts = [
        say("page.role", lang, role=str(rules.role)) if rules.role else say("page.all", lang),
        say("page.currency", lang, currency=str(rules.currency)),
    ]
    start, end = str(rules.from_ or ""), str(rules.until or "")
    if start and end:
        facts.insert(1, say("page.valid", lang, start=start, end=end))
    elif start:
        facts.insert(1, say("page.valid-from", lang, start=start))
    elif end:
        facts.insert(1, say("page.valid-until", lang, end=end))
    return put(say("page.whom", lang, facts=_listed(facts, lang)))


def _listed(told: Sequence[str], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", ").join(told)


def _judged(columns: Sequence[Column], page: _Page) -> Iterator[str]:
    """The indicators, how their points become the score, and the grades."""
    score = next((column for column in columns if column.kind == "score"), None)
    if score is None or score.formula is None:
        return
    told = bounds_told(columns) & page.worth.keys()
    yield from put(say("page.indicators-worth" if told else "page.indicators", page.lang))
    weights = weights_of(score.formula)
    yield from _indicators(weights, page, 2)
    how = say("page.score-mean" if any(weights.values()) else "page.score-sum", page.lang)
    yield from page.line(heading(score, page.lang), how)
    for column in columns:
        if column.kind == "grade" and column.formula is not None:
            yield from page.line(heading(column, page.lang), page.teller.line(column.formula))


def weights_of(formula: Formula) -> Mapping[str, Constant | None]:
    """The columns of points that a score is made of, each with its weight if it has one."""
    while True:
        match formula:
            case WeightedMean(parts=parts):
                return {_points_in(points): weight for points, weight in parts}
            case Sum(terms=terms) if all(_points_in(term) for term in terms):
                return dict.fromkeys(map(_points_in, terms))
            case When(otherwise=inner, reason=reason) if reason:
                formula = inner
            case _ if (inside := getattr(formula, "value", None)) and not isinstance(inside, str):
                formula = inside
            case _:
                return {}


def _points_in(formula: Formula) -> str:
    match formula:
        case Cell(column=name):
            return name
        case Given(value=Cell(column=name)):
            return name
        case _:
            return ""


def _indicators(weights: Mapping[str, Constant | None], page: _Page, indent: int) -> Iterator[str]:
    """Each indicator with its weight, what is looked at, and its bands."""
    for name, weight in weights.items():
        column = page.teller.columns[name]
        title = column.label or column.name
        if weight is not None:
            title = f"{title} {show(weight.value, Unit.PERCENT, page.lang)}"
        yield from _indicator(column, title, page, indent)
        yield from page.says(column, indent + 2)


def _indicator(column: Column, title: str, page: _Page, indent: int) -> Iterator[str]:
    formula = column.formula
    parts = {} if formula is None else weights_of(formula)
    match formula:
        case None:
            yield from put(title, indent)
        case _ if parts and all(parts.values()):
            yield from put(say("page.made-of", page.lang, title=title), indent)
            yield from _indicators(parts, page, indent + 2)
        case Choose(subject=Cell(column=name)):
            subject = page.teller.columns[name]
            yield from put(_looked_at(column, title, subject, page), indent)
            yield from table(_rows(formula, subject, page), indent + 2)
        case Cell(column=name):
            word = page.teller.name(name)
            yield from put(say("page.as-it-is", page.lang, title=title, column=word), indent)
        case other:
            yield from page.line(title, page.teller.line(other), indent)


def _looked_at(column: Column, title: str, subject: Column, page: _Page) -> str:
    """What a table looks at: a metric by its name, a place by what is ranked."""
    if subject.kind == "rank" and subject.formula is not None:
        ranked = page.teller.tell(subject.formula).text
        return say("page.line", page.lang, name=title, told=ranked)
    word = page.teller.name(subject.name)
    if word == (column.label or column.name):
        return title
    return say("page.looks-at", page.lang, title=title, column=word)


def _rows(node: Choose, subject: Column, page: _Page) -> list[tuple[str, ...]]:
    """Each band: its bound, what it gives, and what it is worth beyond the next."""
    cases = page.teller.cases(node)
    if subject.kind == "rank":
        places = [say("words.place", page.lang, place=bound) for bound, _ in cases[:-1]]
        words = [*places, cases[-1][0]]
        return [(word, points) for word, (_, points) in zip(words, cases, strict=True)]
    rows = [row for row in node.rows if isinstance(row.bound.value, Decimal)]
    steps = [page.worth.get((subject.name, Decimal(row.bound.value))) for row in rows]
    worth = [_worth(step, row.sign, page.lang) for step, row in zip(steps, rows, strict=True)]
    return [(*case, *more) for case, more in zip_longest(cases, worth, fillvalue=())]


def table(rows: Sequence[tuple[str, ...]], indent: int) -> Iterator[str]:
    """Bounds above, what they give below, as many side by side as a line holds."""
    line: list[tuple[str, ...]] = []
    for row in rows:
        if line and indent + sum(_wide(one) for one in (*line, row)) > WIDTH:
            yield from _side_by_side(line, indent)
            line = []
        line.append(row)
    yield from _side_by_side(line, indent)


def _wide(row: tuple[str, ...]) -> int:
    return max(map(cells, row)) + _GAP


def _side_by_side(rows: Sequence[tuple[str, ...]], indent: int) -> Iterator[str]:
    for line in zip_longest(*rows, fillvalue=""):
        texts = [
            " " * (_wide(row) - cells(text)) + text for row, text in zip(rows, line, strict=True)
        ]
        yield (" " * (indent - _GAP + 1) + "".join(texts)).rstrip()


def _paid(columns: Sequence[Column], page: _Page) -> Iterator[str]:
    """Every pay line in one sentence, then the total."""
    lines = [(c, c.formula) for c in columns if c.kind in {"pay", "total"}]
    if lines:
        yield say("page.pay", page.lang)
    for column, formula in lines:
        if formula is not None:
            said = _total(formula, page.teller) if column.kind == "total" else ""
            told = said or page.teller.line(formula)
            yield from page.line(heading(column, page.lang), told, 2)
            yield from page.says(column, 4)
    balances = [(c, c.formula) for c in columns if c.kind == "balance"]
    if balances:
        yield say("page.balances", page.lang)
    for column, formula in balances:
        if formula is not None:
            yield from page.line(heading(column, page.lang), page.teller.line(formula), 2)


def _total(formula: Formula, teller: Teller) -> str:
    """The sum of the lines above need not name them again."""
    every = say("page.total", teller.lang)
    if isinstance(formula, Sum):
        return every
    told = teller.line(formula)
    while not isinstance(formula, Sum):
        formula = getattr(formula, "value", None) or Sum(())
    return told.replace(teller.tell(formula).text, every)


def gates_told(
    rules: PlanFile, columns: Sequence[Column], teller: Teller
) -> Iterator[tuple[str, str]]:
    """What each gate tests and what it leaves of which lines; the policy's own sentence."""
    gates: dict[str, tuple[When, dict[str, list[str]]]] = {}
    for column in columns:
        formula = column.formula if column.kind in {"pay", "score"} else None
        while isinstance(formula, When) and formula.reason:
            _, effects = gates.setdefault(formula.reason, (formula, {}))
            effects.setdefault(_left(formula.then, teller), []).append(teller.name(column.name))
            formula = formula.otherwise
    between = "、" if teller.lang == "zh" else ", "
    for reason, (node, effects) in gates.items():
        name, _, says = reason.partition(": ")
        told = [f"{left} {between.join(lines)}" for left, lines in effects.items()]
        told += _places(rules, name, teller.lang)
        tests = teller.tests(node.tests)
        facts = {"gate": name, "tests": tests, "effects": _listed(told, teller.lang)}
        yield say("page.gate", teller.lang, **facts), says


def _gates(rules: PlanFile, columns: Sequence[Column], page: _Page) -> Iterator[str]:
    """Every gate, with the policy's own sentence."""
    gates = list(gates_told(rules, columns, page.teller))
    if gates:
        yield say("page.gates", page.lang)
    for told, says in gates:
        yield from put(told, 2)
        if says:
            yield from put(say("words.says", page.lang, says=says), 4)


def _places(rules: PlanFile, gate: str, lang: Lang) -> list[str]:
    """What becomes of the place on a board or in a pool that a gate takes away."""
    rule = next(rule for name, rule in rules.gates.items() if str(name) == gate)
    lines = [line for name, line in rules.pay.items() if name in rule.cancel]
    shared = any(isinstance(line, (RankPrizeLine, TeamPoolLine)) for line in lines)
    return [say(f"page.places-{rule.places}", lang)] if shared else []


def _left(then: Formula, teller: Teller) -> str:
    """What a gate does to a line: nothing is left of it, or a share."""
    match then:
        case Constant(value=value) if value == ZERO:
            return say("page.cancels", teller.lang)
        case _ if (factors := getattr(getattr(then, "value", None), "factors", None)) is not None:
            return say("page.reduces", teller.lang, share=teller.tell(factors[-1]).text)
        case other:
            return say("page.sets", teller.lang, value=teller.line(other))


def _policies(rules: PlanFile, columns: Sequence[Column], lang: Lang) -> Iterator[str]:
    """What the plan says, or leaves to a default, about what is often argued about."""
    rounding = rules.rounding
    money = str(rounding.money.value) if rounding.money else "0.01"
    score = str(rounding.score.value) if rounding.score else "0.01"
    mode = say(f"rounding.{rounding.mode}", lang)
    yield say("page.policies", lang)
    yield from put(say("verdict.rounding", lang, money=money, score=score, mode=mode), 2)
    if rules.indicators:
        yield from put(say(f"verdict.missing-{rules.score.missing}", lang), 2)
    data = rules.data
    told = [
        say(f"verdict.unmatched-{data.unmatched}", lang),
        say(f"verdict.without-data-{data.without_data}", lang),
        say(f"verdict.outside-period-{data.outside_period}", lang),
    ]
    yield from put(_listed(told, lang), 2)
    yield from _refunds(rules, {c.name for c in columns if c.unit is Unit.MONEY}, lang)


def _row_by_row(
    rules: PlanFile, tables: Mapping[str, Sequence[Column]], lang: Lang
) -> Iterator[str]:
    """What becomes of negative rows, and that a ladder over each row is not one over their sum."""
    for name, line in rules.pay.items():
        rule = _rule_of_rows(line)
        own = {} if rule is None else _named(tables.get(str(rule.for_each), ()))
        base = "" if rule is None or rule.of is None else str(rule.of)
        if rule is not None and base in own and own[base].unit is Unit.MONEY:
            word = f"verdict.below-zero-row-{rule.below_zero or 'error'}"
            yield from put(say(word, lang, line=str(name), of=base), 2)
    for column in (column for own in tables.values() for column in own if column.kind == "pay"):
        for node in ladders_in(column.formula):
            if told := two_rows(node):
                facts = dict(zip(("alone", "both"), map(fixed, told[1:]), strict=True))
                facts |= {"line": column.label, "sample": plain(told[0])}
                yield from put(say("verdict.two-rows", lang, **facts), 2)


def _rule_of_rows(line: PayLine) -> Commission | ItemCommission | None:
    """How a line pays each row, if that is by an amount in it."""
    if isinstance(line, ItemCommissionLine):
        return line.item_commission
    if isinstance(line, CommissionLine) and line.commission.for_each is not None:
        return line.commission
    return None


def ladders_in(formula: Formula | None) -> Iterator[Ladder]:
    """Every ladder in a formula."""
    if isinstance(formula, Ladder):
        yield formula
    for part in parts(formula) if formula is not None else ():
        yield from ladders_in(part)


def _refunds(rules: PlanFile, money: Container[str], lang: Lang) -> Iterator[str]:
    """What becomes of refunds, of each line that is paid on an amount of money."""
    lines = [
        (str(name), line.commission)
        for name, line in rules.pay.items()
        if isinstance(line, CommissionLine) and line.commission.for_each is None
        if str(line.commission.of) in money
    ]
    for name, rule in lines:
        facts = {"line": name, "of": str(rule.of)}
        yield from put(say(f"verdict.below-zero-{rule.below_zero or 'error'}", lang, **facts), 2)
    back = [str(name) for name, line in rules.pay.items() if isinstance(line, ClawbackLine)]
    if back:
        taken = ("、" if lang == "zh" else ", ").join(back)
        yield from put(say("verdict.refunds-taken-back", lang, lines=taken), 2)
    elif lines:
        yield from put(say("verdict.refunds-later", lang), 2)
