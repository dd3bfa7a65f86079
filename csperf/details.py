"""Details: each table of rows evaluated row by row, and what must not stand in its rows.

Rows that do not count are left out before anything is computed, so that a blank amount of an order
that was closed cannot stop the month. Rows of people whom the plan does not pay are set aside too,
but not before the shares of each order are added: a colleague of another role has a part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from csperf import checks
from csperf.errors import Fact, Place, Problem, problem, warning
from csperf.exact import ONE, ZERO, exactly
from csperf.formula import Cell, Choose, Formula, Row, Value, parts, reads
from csperf.inputs import Agent, Inputs, TableRows
from csperf.intake.details import kept
from csperf.intake.spelling import fold
from csperf.plan.rows import LEAVE_OUT, RowSheet
from csperf.sheet import Detail, Sheet, evaluate, meets
from csperf.units import Unit, show

_TOLD = 5


def evaluate_tables(
    sheets: Mapping[str, RowSheet], inputs: Inputs
) -> tuple[dict[str, Detail], list[Problem]]:
    """Every table that a line is paid by, its rows evaluated; what is wrong in them is told."""
    details: dict[str, Detail] = {}
    problems: list[Problem] = []
    for name, sheet in sheets.items():
        details[name], found = _evaluated(sheet, inputs.tables[name], inputs.agents)
        problems += found
    return details, problems


def _evaluated(
    rows: RowSheet, read: TableRows, agents: Sequence[Agent]
) -> tuple[Detail, list[Problem]]:
    paid = kept(read, [row for row, owner in enumerate(read.owners) if owner is not None])
    chosen, problems = _counted(rows, paid, agents)
    counting = kept(paid, chosen)
    columns = [column for column in rows.columns if column.name != LEAVE_OUT]
    sheet = evaluate(columns, _inputs(counting, agents))
    left_out = Counter(_owners(paid)) - Counter(_owners(counting))
    detail = Detail(sheet, _owners(counting), left_out)
    looks = (_unlisted(sheet), _unknown(sheet), checks.watched(sheet, rows.watches))
    problems += [told for look in looks for told in _first(look)]
    problems += _nearly_listed(sheet)
    return detail, problems + _shares_of_all(rows, read, agents)


def _inputs(read: TableRows, agents: Sequence[Agent]) -> Inputs:
    """The rows as a sheet has them: an "agent" a row, which is its owner."""
    owners = (Agent("") if owner is None else agents[owner] for owner in read.owners)
    return Inputs(tuple(owners), read.columns, read.sources)


def _owners(read: TableRows) -> tuple[int, ...]:
    return tuple(owner for owner in read.owners if owner is not None)


def _counted(
    rows: RowSheet, read: TableRows, agents: Sequence[Agent]
) -> tuple[list[int], list[Problem]]:
    """The rows that count; where nobody can say whether a row does, that is a problem."""
    every = range(len(read.owners))
    formulas = {column.name: column.formula for column in rows.columns}
    test = formulas.get(LEAVE_OUT)
    if test is None:
        return list(every), []
    below = {LEAVE_OUT, *reads(test, formulas)}
    sheet = evaluate([c for c in rows.columns if c.name in below], _inputs(read, agents))
    answers = sheet.cells[LEAVE_OUT]
    undecided = [row for row in every if answers[row] is None]
    told = [_undecided(sheet, row, rows.table.name) for row in undecided]
    left_out = sum(answer == ONE for answer in answers)
    if left_out:
        facts: dict[str, Fact] = {"name": rows.table.name, "count": left_out, "rows": len(every)}
        told.append(warning("rows-not-counted", rows.table.place, **facts))
    return [row for row in every if answers[row] == ZERO], _first(told)


def _undecided(sheet: Sheet, row: int, table: str) -> Problem:
    column = checks.cause_of(sheet, row, LEAVE_OUT).column
    return problem("row-undecided", sheet.place(row, column), metric=column, name=table)


def _first(found: Sequence[Problem]) -> list[Problem]:
    """The first few of each sort, and how many more there are."""
    told: dict[str, list[Problem]] = {}
    for one in found:
        told.setdefault(one.id, []).append(one)
    return [problem for alike in told.values() for problem in _cut(alike)]


def _cut(alike: list[Problem]) -> list[Problem]:
    more = len(alike) - _TOLD
    if more <= 0:
        return alike
    return [*alike[:_TOLD], problem("rows-more", alike[_TOLD].place, count=more)]


def _unknown(sheet: Sheet) -> list[Problem]:
    """Amounts that cannot be computed, each with its cause; names without a row are told apart."""
    return [
        checks.tell_unknown(sheet, row, cause, column)
        for column in sheet.of_kind("pay")
        for row, value in enumerate(sheet.cells[column.name])
        if value is None
        and not isinstance((cause := checks.cause_of(sheet, row, column.name)).part, Choose)
    ]


def _unlisted(sheet: Sheet) -> list[Problem]:
    """Products, or whatever a table of names is about, that it does not name; once each."""
    found: dict[tuple[str, str, Value | None], list[int]] = {}
    for column in sheet.of_kind("pay"):
        for row, value in enumerate(sheet.cells[column.name]):
            cause = checks.cause_of(sheet, row, column.name) if value is None else None
            match cause:
                case checks.Cause(part=Choose(subject=Cell(column=subject))):
                    named = (column.label, subject, sheet.value(row, subject))
                    found.setdefault(named, []).append(row)
                case _:
                    pass
    return [
        problem(
            "item-not-listed",
            sheet.place(rows[0], subject),
            line=line,
            metric=subject,
            value=str(value),
            count=len(rows),
        )
        for (line, subject, value), rows in found.items()
    ]


def _nearly_listed(sheet: Sheet) -> list[Problem]:
    """Names that a table's last row would take although it lists almost the same one."""
    problems: list[Problem] = []
    for column in sheet.of_kind("pay"):
        for node in _lookups(column.formula):
            problems += _nearly(sheet, node, column.label)
    return problems


def _lookups(formula: Formula | None) -> Iterator[Choose]:
    """The tables of names with a last row for everything else."""
    if isinstance(formula, Choose) and formula.otherwise is not None:
        yield formula
    for part in parts(formula) if formula is not None else ():
        yield from _lookups(part)


def _nearly(sheet: Sheet, node: Choose, line: str) -> list[Problem]:
    if not isinstance(node.subject, Cell):
        return []
    name = node.subject.column
    told: dict[Value, Problem] = {}
    for row, value in enumerate(sheet.cells[name]):
        if value is None or value in told:
            continue
        if not any(meets(value, one.sign, one.bound.value) for one in node.rows):
            near = next((one for one in node.rows if _meant(str(value), one)), None)
            if near is not None:
                facts = {"value": str(value), "near": str(near.bound.value), "line": line}
                at = sheet.place(row, name)
                told[value] = problem("item-nearly-listed", at, metric=name, **facts)
    return list(told.values())


def _meant(value: str, row: Row) -> bool:
    """Whether the value would be this row's, written as the row writes it."""
    listed = str(row.bound.value)
    if row.sign == "like":
        return meets(fold(value), "like", fold(listed))
    return row.sign == "is" and _bare(value) == _bare(listed)


def _bare(text: str) -> str:
    """A name without what spreadsheets and keyboards change: case, width, blanks, leading zeros."""
    return fold(text).lstrip("0")


def _shares_of_all(rows: RowSheet, read: TableRows, agents: Sequence[Agent]) -> list[Problem]:
    """Orders of which more than the whole is shared out, to whomever: also people of other roles.

    Of a row of theirs nobody may be able to say whether it counts; then its share does.
    """
    formulas = {column.name: column.formula for column in rows.columns}
    looked = {*chain.from_iterable(rows.shares), *formulas.keys() & {LEAVE_OUT}}
    own = (formulas[name] for name in looked)
    below = looked.union(*(reads(formula, formulas) for formula in own if formula is not None))
    sheet = evaluate([c for c in rows.columns if c.name in below], _inputs(read, agents))
    answers = sheet.cells.get(LEAVE_OUT)
    counting = [i for i in range(len(read.owners)) if answers is None or answers[i] != ONE]
    pairs = (_over_shared(sheet, counting, *pair) for pair in rows.shares)
    return list(chain.from_iterable(pairs))


def _over_shared(sheet: Sheet, rows: Sequence[int], share: str, order: str) -> list[Problem]:
    """Orders of which more than the whole is shared out in these rows."""
    totals: dict[Value, Decimal] = {}
    last: dict[Value, Place] = {}
    parts_of, orders = sheet.cells[share], sheet.cells[order]
    with exactly():
        for row in rows:
            part, number = parts_of[row], orders[row]
            if isinstance(part, Decimal) and number is not None:
                totals[number] = totals.get(number, ZERO) + part
                last[number] = sheet.place(row, share)
    over = [number for number, total in totals.items() if total > ONE]
    return _first(
        [
            problem(
                "shares-over-whole",
                last[number],
                metric=share,
                order=str(number),
                total=show(totals[number], Unit.PERCENT),
            )
            for number in over
        ]
    )
