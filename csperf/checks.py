"""What an evaluated sheet must not hold: unknown pay, bases below zero, money without a reason.

Every unknown figure is traced down the formulas to the cell that is blank, the division by zero or
the name without a row that caused it, and told once for each agent and cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from csperf.errors import Place, Problem, problem, warning
from csperf.exact import ZERO, exactly, fixed, rounded
from csperf.formula import Cell, Choose, Column, Formula, Prize, Round, names, parts
from csperf.sheet import Sheet, prize_of
from csperf.units import show


def unknown_figures(sheet: Sheet) -> list[Problem]:
    """A problem for each cause of an unknown figure that the plan does not allow to be unknown."""
    found: dict[tuple[int, str], Problem] = {}
    for column in sheet.columns:
        if not column.required or column.kind not in {"points", "score", "pay", "total"}:
            continue
        for agent, value in enumerate(sheet.cells[column.name]):
            if value is None:
                cause = cause_of(sheet, agent, column.name)
                found.setdefault((agent, cause), _told(sheet, agent, cause, column))
    return list(found.values())


def cause_of(sheet: Sheet, agent: int, name: str) -> str:
    """The deepest column that is unknown for this agent although all it reads is known."""
    formula = sheet.column(name).formula
    if formula is not None:
        for below in names(formula):
            if sheet.value(agent, below) is None:
                return cause_of(sheet, agent, below)
    return name


def _told(sheet: Sheet, agent: int, cause: str, reader: Column) -> Problem:
    column, who = sheet.column(cause), sheet.agents[agent].name
    line = reader.label or reader.name
    if column.formula is None:
        place = sheet.place(agent, cause)
        at = place if str(place) else column.place
        return problem("missing-value", at, agent=who, metric=cause, line=line)
    subject = _named_subject(column.formula)
    if subject is not None:
        value = str(sheet.value(agent, subject))
        return problem(
            "no-row-for", column.place, agent=who, metric=subject, value=value, line=line
        )
    shown = tuple(
        f"{name} = {show(sheet.value(agent, name), sheet.column(name).unit)}"
        for name in dict.fromkeys(names(column.formula))
    )
    return problem("not-computable", column.place, agent=who, metric=cause, values=shown)


def _named_subject(formula: Formula) -> str | None:
    """The column looked up in a table of names, if a formula is or holds one."""
    if (
        isinstance(formula, Choose)
        and formula.otherwise is None
        and isinstance(formula.subject, Cell)
    ):
        return formula.subject.column
    return next((name for part in parts(formula) if (name := _named_subject(part))), None)


def bases_below_zero(sheet: Sheet, bases: Sequence[tuple[str, str, Place]]) -> list[Problem]:
    """Commissions whose base is negative while the plan does not say what that means."""
    return [
        problem(
            "base-below-zero",
            sheet.place(agent, metric) if str(sheet.place(agent, metric)) else place,
            agent=sheet.agents[agent].name,
            line=line,
            metric=metric,
            value=show(value, sheet.column(metric).unit),
        )
        for line, metric, place in bases
        if metric in sheet.cells
        for agent, value in enumerate(sheet.cells[metric])
        if isinstance(value, Decimal) and value < ZERO
    ]


def adjustments_without_reason(sheet: Sheet, pairs: Sequence[tuple[str, str]]) -> list[Problem]:
    """Adjustments that are not zero and say nothing about why."""
    return [
        problem(
            "adjustment-without-reason",
            sheet.place(agent, amount),
            agent=sheet.agents[agent].name,
            amount=fixed(value),
            reason=reason,
        )
        for amount, reason in pairs
        if amount in sheet.cells and reason in sheet.cells
        for agent, value in enumerate(sheet.cells[amount])
        if isinstance(value, Decimal) and value != ZERO and not sheet.value(agent, reason)
    ]


def shared_prizes(sheet: Sheet) -> list[Problem]:
    """A warning where tied people's equal shares are a cent over or under the prizes."""
    told: list[Problem] = []
    for column in sheet.of_kind("pay"):
        node, to = _prize_in(column.formula)
        if node is None or node.ties != "share":
            continue
        held = Counter(p for p in sheet.cells[node.rank] if isinstance(p, Decimal) and p > ZERO)
        for place, tied in sorted((int(place), tied) for place, tied in held.items()):
            with exactly():
                due = prize_of(node, place, tied)
                paid, exact = rounded(due, to) * tied, due * tied
            if paid != exact:
                told.append(
                    warning(
                        "prize-cents",
                        column.place,
                        line=column.name,
                        position=place,
                        count=tied,
                        due=fixed(exact),
                        paid=fixed(paid),
                    )
                )
    return told


def _prize_in(formula: Formula | None) -> tuple[Prize | None, Decimal]:
    """The prize of a pay line and what it is rounded to."""
    to = Decimal("0.01")
    while formula is not None and not isinstance(formula, Prize):
        if isinstance(formula, Round):
            to = formula.to
        inner = [part for part in parts(formula) if _holds_prize(part)]
        formula = inner[0] if inner else None
    return formula, to


def _holds_prize(formula: Formula) -> bool:
    return isinstance(formula, Prize) or any(_holds_prize(part) for part in parts(formula))


def disagreements(sheet: Sheet, derived: Sheet) -> list[Problem]:
    """Figures that an export gives and that its own parts contradict beyond rounding."""
    return [
        warning(
            "given-disagrees",
            sheet.place(agent, column.name),
            agent=sheet.agents[agent].name,
            metric=column.name,
            given=show(given, column.unit),
            computed=show(computed, column.unit),
        )
        for column in derived.of_kind("metric")
        if column.formula is not None and column.name in sheet.cells
        for agent, given, computed in _pairs(sheet, derived, column.name)
        if _differs(given, computed)
    ]


def _pairs(sheet: Sheet, derived: Sheet, name: str) -> Iterator[tuple[int, Decimal, Decimal]]:
    pairs = zip(sheet.cells[name], derived.cells[name], strict=True)
    for agent, (given, computed) in enumerate(pairs):
        if isinstance(given, Decimal) and isinstance(computed, Decimal):
            yield agent, given, computed


def _differs(given: Decimal, computed: Decimal) -> bool:
    """Whether two values differ by more than one unit of the last digit that the export shows."""
    exponent = given.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(given - computed) > step
