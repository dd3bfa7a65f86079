"""What an evaluated sheet must not hold: unknown pay, bases below zero, money without a reason.

Every unknown figure is traced down the formulas to the cell that is blank, the division by zero or
the name without a row that caused it, and told once for each agent and cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from csperf.errors import Problem, problem, warning
from csperf.exact import ZERO, exactly, fixed
from csperf.formula import Cell, Choose, Column, Formula, Prize, Round, names, parts
from csperf.plan.desk import Watch
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


def watched(sheet: Sheet, watches: Sequence[Watch]) -> list[Problem]:
    """What pay lines asked to be looked at, for every agent."""
    return [
        told
        for watch in watches
        for agent in range(len(sheet.agents))
        if (told := _look(sheet, agent, watch)) is not None
    ]


def _look(sheet: Sheet, agent: int, watch: Watch) -> Problem | None:
    """One agent's figures under one watch."""
    first, *others = (sheet.value(agent, name) for name in watch.columns)
    if not isinstance(first, Decimal):
        return None
    match watch.fault:
        case "base" | "deduction":
            return _figure_fault(sheet, agent, watch) if first < ZERO else None
        case "days":
            due = others[0]
            wrong = first < ZERO or (isinstance(due, Decimal) and first > due)
            return _figure_fault(sheet, agent, watch) if wrong else None
        case "adjustment":
            return _figure_fault(sheet, agent, watch) if first != ZERO and not others[0] else None
        case _:
            assert_never(watch.fault)


_FAULTS = {
    "base": "base-below-zero",
    "deduction": "deduction-below-zero",
    "days": "days-out-of-range",
    "adjustment": "adjustment-without-reason",
}


def _figure_fault(sheet: Sheet, agent: int, watch: Watch) -> Problem:
    metric = watch.columns[0]
    place = sheet.place(agent, metric)
    return problem(
        _FAULTS[watch.fault],
        place if str(place) else watch.place,
        agent=sheet.agents[agent].name,
        line=watch.line,
        metric=metric,
        value=show(sheet.value(agent, metric), sheet.column(metric).unit),
        other=watch.columns[-1],
    )


def totals_below_zero(sheet: Sheet) -> list[Problem]:
    """A warning for everyone who would owe money at the end of the month."""
    return [
        warning(
            "total-below-zero", column.place, agent=sheet.agents[agent].name, value=fixed(value)
        )
        for column in sheet.of_kind("total")
        for agent, value in enumerate(sheet.cells[column.name])
        if isinstance(value, Decimal) and value < ZERO
    ]


def shared_prizes(sheet: Sheet) -> list[Problem]:
    """A warning where tied people's equal shares are a cent over or under the prizes.

    Only for lines that pay the prize as it is: with a factor or a gate the sum is not the prizes'.
    """
    told: list[Problem] = []
    for column in sheet.of_kind("pay"):
        match column.formula:
            case Round(value=Prize(ties="share") as node):
                told += _cents_of(sheet, column, node)
            case _:
                pass
    return told


def _cents_of(sheet: Sheet, column: Column, node: Prize) -> list[Problem]:
    """The places whose printed shares do not sum to their prizes."""
    told: list[Problem] = []
    places, paid = sheet.cells[node.rank], sheet.cells[column.name]
    held = Counter(place for place in places if isinstance(place, Decimal) and place > ZERO)
    for place, tied in sorted(held.items()):
        with exactly():
            due = prize_of(node, int(place), tied) * tied
            shares = [p for p, at in zip(paid, places, strict=True) if at == place]
            total = sum((share for share in shares if isinstance(share, Decimal)), ZERO)
        if abs(total - due) >= Decimal("0.005"):
            told.append(
                warning(
                    "prize-cents",
                    column.place,
                    line=column.name,
                    position=int(place),
                    count=tied,
                    due=fixed(due),
                    paid=fixed(total),
                )
            )
    return told


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
