"""A plan on a page that a shop owner can read: whom it pays, what counts, what each line pays.

Everything with a number comes from the columns that will be evaluated, in the plan's order; only
policies and agreements are read from the plan's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from csperf.exact import ZERO
from csperf.formula import Column, Constant, Formula, Limit, Product, Round, Sum, When
from csperf.output.clauses import Teller, exceptions
from csperf.output.columns import heading
from csperf.output.page_indicators import judged
from csperf.output.page_lines import Page, Part, laid_out, listed, put, section
from csperf.output.page_measuring import measuring
from csperf.output.page_policies import agreements, policies, row_by_row, seasons, whom
from csperf.output.page_promotion import promotion
from csperf.plan.model import PlanFile
from csperf.plan.pool import TeamPoolLine
from csperf.plan.prizes import RankPrizeLine
from csperf.plan.walk import Step
from csperf.texts import Lang, say


def plan_parts(
    rules: PlanFile,
    columns: Sequence[Column],
    tables: Mapping[str, Sequence[Column]],
    steps: Sequence[Step],
    lang: Lang,
) -> list[Part]:
    """The page in its order; `tables` are those paid row by row."""
    worth = {(step.bound.column, step.bound.value): step for step in reversed(steps)}
    rows = {name: _named(own) for name, own in tables.items()}
    missing = {str(name): str(one.missing) for name, one in rules.indicators.items() if one.missing}
    page = Page(Teller(_named(columns), lang, rows), worth, missing)
    sections = (
        whom(rules, lang),
        judged(columns, page),
        _paid(columns, page),
        _gates(rules, columns, page),
        agreements(rules, lang),
        promotion(rules, lang),
        seasons(rules, lang),
        measuring(rules, lang),
        policies(rules, columns, lang),
        row_by_row(rules, tables, lang),
    )
    return list(chain(*sections))


def plan_page(
    rules: PlanFile,
    columns: Sequence[Column],
    tables: Mapping[str, Sequence[Column]],
    steps: Sequence[Step],
    lang: Lang,
) -> list[str]:
    """The page's lines, each at most 80 cells wide."""
    return list(laid_out(plan_parts(rules, columns, tables, steps, lang), lang))


def _named(columns: Sequence[Column]) -> dict[str, Column]:
    return {column.name: column for column in columns}


def _paid(columns: Sequence[Column], page: Page) -> Iterator[Part]:
    """Every pay line in one sentence, then the total."""
    lines = [(c, c.formula) for c in columns if c.kind in {"pay", "total"}]
    if lines:
        yield from section(say("page.pay", page.lang))
    for column, formula in lines:
        if formula is not None:
            said = _total(formula, page.teller) if column.kind == "total" else ""
            told = said or page.teller.line(formula)
            yield from page.line(heading(column, page.lang), told, 2)
            yield from page.says(column, 4)
    balances = [(c, c.formula) for c in columns if c.kind == "balance"]
    if balances:
        yield from section(say("page.balances", page.lang))
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
    """What each gate or veto tests and what it leaves of what; the policy's own sentence."""
    gates: dict[str, tuple[When, dict[tuple[str, str], list[str]]]] = {}
    agreed = {str(rule.reason) for rule in rules.overrides}
    for column in columns:
        found = exceptions(column.formula) if column.kind in {"pay", "score"} else ()
        for node in (node for node in found if node.reason not in agreed):
            _, effects = gates.setdefault(node.reason, (node, {}))
            left = _left(node.then, column, teller)
            effects.setdefault(left, []).append(teller.name(column.name))
    between = "、" if teller.lang == "zh" else ", "
    for reason, (node, effects) in gates.items():
        name, _, says = reason.partition(": ")
        told = [
            say(f"page.{word}", teller.lang, lines=between.join(lines), value=value)
            for (word, value), lines in effects.items()
        ]
        told += _places(rules, name, teller.lang)
        tests = teller.tests(node.tests)
        facts = {"gate": name, "tests": tests, "effects": listed(told, teller.lang)}
        yield say("page.gate", teller.lang, **facts), says


def _gates(rules: PlanFile, columns: Sequence[Column], page: Page) -> Iterator[Part]:
    """Every gate, with the policy's own sentence."""
    gates = list(gates_told(rules, columns, page.teller))
    if gates:
        yield from section(say("page.gates", page.lang))
    for told, says in gates:
        yield from put(told, 2)
        if says:
            yield from put(say("words.says", page.lang, says=says), 4)


def _places(rules: PlanFile, gate: str, lang: Lang) -> list[str]:
    """What becomes of the place on a board or in a pool that a gate takes away."""
    rule = next((rule for name, rule in rules.gates.items() if str(name) == gate), None)
    if rule is None:
        return []
    lines = [line for name, line in rules.pay.items() if name in rule.cancel]
    shared = any(isinstance(line, (RankPrizeLine, TeamPoolLine)) for line in lines)
    return [say(f"page.places-{rule.places}", lang)] if shared else []


def _left(then: Formula, column: Column, teller: Teller) -> tuple[str, str]:
    """What a gate or a veto does: nothing is left, a share, or a figure of its own."""
    match then:
        case Constant(value=value) if value == ZERO and column.kind == "pay":
            return "cancels", ""
        case Round(value=Product(factors=(*_, share))):
            return "reduces", teller.tell(share).text
        case Limit(at_most=Constant() as most):
            return "lowers", teller.tell(most).text
        case other:
            return "sets", teller.line(other)
