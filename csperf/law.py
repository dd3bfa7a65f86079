"""What wage law says of a month's figures in China, as warnings: no figure is ever changed by it.

Source: 工资支付暂行规定 (劳部发〔1994〕489号) 第十六条. What an employee has to make good may be
taken from the wage, but no more than 20% of that month's wage, and what is left may not be below
the local monthly minimum wage. Which deductions are of this sort, and what of a wage counts towards
the minimum (overtime pay and some allowances do not), only people know: csperf warns and goes on.

Why formulas: 20% of a wage is a product, and products are made and rounded in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from csperf.corrections import concerns, is_correction
from csperf.errors import Fact, Problem, Term, warning
from csperf.exact import CENT, ONE, ZERO
from csperf.formula import (
    Cell,
    Column,
    Constant,
    Difference,
    Formula,
    Limit,
    Product,
    Quotient,
    Round,
    Sum,
)
from csperf.plan.desk import Watch
from csperf.plan.items import ClawbackLine
from csperf.plan.model import PlanFile
from csperf.plan.pay import DeductionLine
from csperf.sheet import Sheet
from csperf.units import Unit, show

_MOST_TAKEN = Constant(Decimal("0.2"), Unit.PERCENT)
_CHINA = "CNY"


@dataclass(frozen=True)
class _Wage:
    """A month's wage as the law looks at it: before what is taken, what is taken, what is left."""

    before: Formula
    taken: Formula
    left: Formula
    lines: tuple[Column, ...]


def warnings_of_law(rules: PlanFile, sheet: Sheet, watches: Sequence[Watch]) -> list[Problem]:
    """Everyone from whom much is taken, or who is paid less than the minimum that is stated."""
    wage = _wage(rules, sheet)
    if wage is None:
        return []
    people = range(len(sheet.agents))
    much = [_much_taken(sheet, agent, wage) for agent in people] if _is_chinese(rules) else []
    little = [_too_little(rules, sheet, agent, wage, watches) for agent in people]
    return [told for told in (*much, *little) if told is not None]


def _is_chinese(rules: PlanFile) -> bool:
    return str(rules.currency) == _CHINA


def _wage(rules: PlanFile, sheet: Sheet) -> _Wage | None:
    """The lines that take and those that give; a total that is limited takes only what it takes."""
    kinds = {str(name): line for name, line in rules.pay.items()}
    lines = sheet.of_kind("pay")
    if not lines or not sheet.of_kind("total"):
        return None
    of_past = [line for line in lines if is_correction(line)]  # some give, some take
    taking = tuple(
        line
        for line in lines
        if isinstance(kinds.get(line.name), (DeductionLine, ClawbackLine)) or line in of_past
    )
    every = Sum(tuple(Cell(line.name) for line in lines))
    nothing = Constant(ZERO, Unit.MONEY)
    given = (Limit(Cell(line.name), at_least=nothing) for line in of_past)
    before = Sum((nothing, *(Cell(line.name) for line in lines if line not in taking), *given))
    left = Limit(Cell("total"), at_least=every)
    return _Wage(before, Difference(before, left), Cell("total"), taking)


def _amount(sheet: Sheet, agent: int, formula: Formula) -> Decimal | None:
    value = sheet.worth(agent, formula)
    return value if isinstance(value, Decimal) else None


def _much_taken(sheet: Sheet, agent: int, wage: _Wage) -> Problem | None:
    """More than 20% of the wage before it; a total below zero is told already."""
    most = Product((wage.before, _MOST_TAKEN))
    beyond = _amount(sheet, agent, Difference(wage.taken, most))
    before = _amount(sheet, agent, wage.before)
    if not wage.lines or beyond is None or beyond <= ZERO or before is None or before <= ZERO:
        return None
    amounts = {"before": wage.before, "taken": wage.taken, "most": Round(most, CENT, "down")}
    facts: dict[str, Fact] = {
        word: show(sheet.worth(agent, formula), Unit.MONEY) for word, formula in amounts.items()
    }
    lines = tuple(line.name for line in wage.lines if concerns(sheet, agent, line))
    facts |= {"agent": sheet.agents[agent].name, "lines": lines}
    return warning("deductions-over-fifth", wage.lines[0].place, **facts)


def _too_little(
    rules: PlanFile, sheet: Sheet, agent: int, wage: _Wage, watches: Sequence[Watch]
) -> Problem | None:
    """Less than the minimum wage, of the days worked where a line is prorated by days."""
    if rules.law is None:
        return None
    stated = rules.law.minimum_wage
    minimum: Formula = Constant(stated.value, Unit.MONEY, stated.place)
    days = next((watch.columns for watch in watches if watch.fault == "days"), None)
    if days is not None:
        share = Limit(Quotient(Cell(days[0]), Cell(days[1])), at_most=Constant(ONE))
        minimum = Round(Product((minimum, share)), CENT)
    due, left = _amount(sheet, agent, minimum), _amount(sheet, agent, wage.left)
    if due is None or left is None or left >= due:
        return None
    before = _amount(sheet, agent, wage.before)
    by_taking = wage.lines and before is not None and before >= due
    facts: dict[str, Fact] = {"agent": sheet.agents[agent].name}
    facts |= {"total": show(left, Unit.MONEY), "minimum": show(due, Unit.MONEY)}
    facts["how"] = Term("law.by-days" if days is not None else "law.whole-month")
    told = "deducted-below-minimum" if by_taking else "below-minimum-wage"
    return warning(told, stated.place, **facts)
