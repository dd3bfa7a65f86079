"""Tables of rows: what a plan declares of a table with several rows an agent, and pay for each row.

Why pay for each row is a sheet of its own: a ladder over each sale pays something else than the
same ladder over the month's sum of sales, so a plan has to say which of the two it means
(`for_each`), and each row's amount is a figure that is rounded, shown and explained like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from csperf.errors import problem
from csperf.exact import ONE, ZERO
from csperf.formula import (
    AnyOf,
    Choose,
    Column,
    Constant,
    Each,
    Formula,
    Limit,
    Product,
    Round,
    Row,
    Test,
    When,
)
from csperf.inputs import RowColumn, RowTable
from csperf.plan.conditions import Conditions, tests_of
from csperf.plan.desk import Definition, Desk, Reading, Watch
from csperf.plan.fields import Bound, Headings, Model, Money, Name, Number, a_step, as_written, near
from csperf.plan.names import derived_name
from csperf.plan.scales import constant_of
from csperf.units import Figure, Unit
from csperf.yaml_text import Written

LEAVE_OUT = "leave_out"
PER_ROW = dict.fromkeys(("each_at_least", "each_at_most", "at_most_rows"), ("for_each",))
"""The keys that mean something only beside `for_each`."""
_DATE = "date"


class TableColumn(Model):
    """A column of a table of rows: read from the export, or a small formula of other columns."""

    unit: Literal[
        "percent", "ratio", "seconds", "money", "count", "days", "points", "text", "date"
    ] = Field(description="单位；date 是日期 / the unit; date is a day")
    column: Headings | None = Field(
        None, description="导出表里的列名，默认同名 / headings in the export, default this name"
    )
    formula: Name | None = Field(
        None, description="由本表其他列算出的小公式 / a small formula of this table's columns"
    )
    written_as: Literal["fraction", "percent"] | None = Field(
        None,
        description="没有 % 的百分比：fraction 0.5 即 50%，percent 0.5 即 0.5%"
        " / bare percents: 0.5 is 50% (fraction) or 0.5% (percent)",
    )
    round: Annotated[Bound, AfterValidator(a_step)] | None = Field(
        None, description="公式结果取整到 / the formula's result is rounded to"
    )
    order: Name | None = Field(
        None,
        description="这一列是分成比例：这一列里同一单号的合计不得超过 100%"
        " / this column is a share; those of one order in that column may not exceed 100%",
    )


class TableRule(Model):
    """A table with several rows an agent: a row a sale, an item, an event or a day."""

    columns: dict[Name, TableColumn] = Field(
        min_length=1,
        description="用到的列；有客服列又有这些列的导出表就是这张表"
        " / the columns used; the export that has them and names agents is this table",
    )
    leave_out: Conditions = Field(
        default_factory=dict,
        description="不计的行，如已退款 / rows that do not count, e.g. refunded ones",
    )
    daily: Literal["true", "false"] = Field(
        "false",
        description="true：每人每天一行，这个文件也照常提供月度指标"
        " / true: one row an agent and day; the file serves the month's metrics as well",
    )


def _whole(figure: Figure) -> Figure:
    if figure.value < ONE or figure.value != figure.value.to_integral_value():
        raise PydanticCustomError("not-whole-rows", "rows")
    return figure


class RowLimits(Model):
    """Bounds of what one row pays, before the rows are added."""

    each_at_least: Money | None = Field(
        None,
        description="每行保底；算出 0 的行仍是 0 / each row pays at least; 0 stays 0",
    )
    each_at_most: Money | None = Field(None, description="每行封顶 / each row pays at most")
    at_most_rows: Annotated[Number, AfterValidator(_whole)] | None = Field(
        None,
        description="最多算几行，按金额从高到低"
        " / only so many rows count, those with the largest amounts",
    )


class EachRow(RowLimits):
    """What a kind that can be paid for each row says about that."""

    for_each: Name | None = Field(
        None,
        description="按这张表逐行计算，每行取整后相加；阶梯按单行适用，与按月合计适用的结果不同"
        " / computed for each row of this table, rounded, then added; a ladder applies to each row"
        " alone, which pays differently from one on the month's total",
    )


@dataclass
class RowDesk(Desk):
    """The desk of one table: names are its columns, and what is added is worth so much a row."""

    table: RowTable = field(default_factory=lambda: RowTable("", {}))
    shares: tuple[tuple[str, str], ...] = ()

    def read(self, name: Written) -> Reading | None:
        """The table's column of this name, or None after noting that it has none."""
        if str(name) in self.readings:
            return self.readings[str(name)]
        if str(name) in self.definitions:
            return self.metric(self.definitions[str(name)], name.place)
        known = tuple(self.definitions)
        facts = {"name": str(name), "table": self.table.name}
        self.note(problem("unknown-column", name.place, **facts, known=known))
        return None


@dataclass(frozen=True)
class RowSheet:
    """What is evaluated for each row of a table, and what its figures are looked at for."""

    table: RowTable
    columns: tuple[Column, ...]
    watches: tuple[Watch, ...] = ()
    shares: tuple[tuple[str, str], ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that are read from the export."""
        return tuple(column.name for column in self.columns if column.formula is None)


def row_tables(
    tables: Mapping[Written, TableRule], dates: Mapping[str, Written]
) -> dict[str, RowTable]:
    """The declared tables as they are looked for; `dates` names the days that a line counts by."""
    return {str(name): _table(name, rule, dates.get(str(name))) for name, rule in tables.items()}


def _table(name: Written, rule: TableRule, date: Written | None) -> RowTable:
    columns = {
        str(key): RowColumn(
            tuple(str(heading) for heading in column.column or [key]),
            _unit(column),
            None if column.written_as is None else column.written_as == "fraction",
            column.unit == _DATE,
        )
        for key, column in rule.columns.items()
        if column.formula is None
    }
    days = [key for key, column in columns.items() if column.dates]
    counted = str(date) if date in days else days[0] if days else ""
    return RowTable(str(name), columns, counted, rule.daily == "true", name.place)


def _unit(column: TableColumn) -> Unit:
    return Unit.TEXT if column.unit == _DATE else Unit(column.unit)


def row_desks(
    tables: Mapping[Written, TableRule],
    dates: Mapping[str, Written],
    taken_out: Iterable[date],
    desk: Desk,
) -> dict[str, Desk]:
    """A desk for each declared table; what is wrong with a table is noted at the main one.

    `taken_out` are days whose rows count for nothing, as a season may say.
    """
    days = [day.isoformat() for day in sorted(taken_out)]
    found: dict[str, Desk] = {}
    declared = row_tables(tables, dates)
    for name, rule in tables.items():
        own = _desk(rule, declared[str(name)], desk)
        _check_dates(name, rule, dates, desk)
        for column, told in rule.columns.items():
            _check_column(column, told, own)
        _check_formulas(rule, own)
        _leave_out(rule, days, own)
        found[str(name)] = own
    return found


def _desk(rule: TableRule, table: RowTable, desk: Desk) -> RowDesk:
    definitions = {
        str(key): Definition(
            str(key),
            _unit(column),
            formula=column.formula,
            rounding=column.round.value if column.round else None,
            own=column.formula is not None,
            place=key.place,
        )
        for key, column in rule.columns.items()
    }
    shares = tuple((str(k), str(c.order)) for k, c in rule.columns.items() if c.order is not None)
    return RowDesk(
        definitions,
        desk.rounding,
        factors=desk.factors,
        problems=desk.problems,
        table=table,
        shares=shares,
    )


def _check_column(name: Written, column: TableColumn, desk: RowDesk) -> None:
    """A column is read or computed, and only a percentage can be a share of an order."""
    if column.formula is not None and column.column is not None:
        keys = ("formula", "column")
        desk.note(problem("two-kinds", name.place, keys=keys, key=str(name)))
    if column.formula is not None and _unit(column) is Unit.TEXT:
        desk.note(problem("formula-of-text", name.place, name=str(name)))
    if column.order is not None:
        if column.unit != "percent":
            desk.note(problem("order-not-share", column.order.place, name=str(name)))
        desk.read(column.order)


def _check_dates(name: Written, rule: TableRule, dates: Mapping[str, Written], desk: Desk) -> None:
    """Which day a row counts for must be plain; a daily table has one, and all its rows count.

    Why: the month's metrics are read from the same file, so a row cannot count for one and not for
    the other.
    """
    days = tuple(str(key) for key, column in rule.columns.items() if column.unit == _DATE)
    if rule.daily == "true" and not days:
        desk.note(problem("daily-without-date", name.place, name=str(name)))
    if rule.daily == "true" and rule.leave_out:
        at = next(iter(rule.leave_out)).place
        desk.note(problem("daily-leaves-out", at, name=str(name)))
    if len(days) > 1 and str(name) not in dates:
        desk.note(problem("table-two-dates", name.place, name=str(name), dates=days))


def _check_formulas(rule: TableRule, desk: RowDesk) -> None:
    """A formula that no line reads is checked too."""
    aside = RowDesk(desk.definitions, desk.rounding, problems=desk.problems, table=desk.table)
    for name, column in rule.columns.items():
        if column.formula is not None:
            aside.read(name)


def _leave_out(rule: TableRule, taken_out: Sequence[str], desk: RowDesk) -> None:
    """A column of 1 for the rows that do not count: by their cells, or by their day."""
    tests = tests_of(rule.leave_out, desk)
    groups = [tests] if tests else []
    dated = desk.read(Written(desk.table.date, desk.table.place)) if desk.table.date else None
    if taken_out and dated is None:
        facts = {"table": desk.table.name, "day": taken_out[0]}
        desk.note(problem("season-rows-undated", desk.table.place, **facts))
    elif dated is not None:
        on = (Constant(day, Unit.TEXT, desk.table.place) for day in taken_out)
        groups += [(Test(dated.cell, "is", day),) for day in on]
    if groups:
        yes, no = Constant(ONE, Unit.COUNT), Constant(ZERO, Unit.COUNT)
        which = groups[0] if len(groups) == 1 else (AnyOf(tuple(groups)),)
        desk.add(Column(LEAVE_OUT, "aid", Unit.COUNT, When(which, yes, no), desk.table.place))


def in_season(amount: Formula | None, line: Written, desk: RowDesk) -> Formula | None:
    """A row's amount times the factor of the season in which its day lies."""
    factors = desk.factors.get(str(line), ())
    if amount is None or not any(factor for _, factor in factors):
        return amount
    part, factor = factors[0]
    if part is None:
        return amount if factor is None else Product((amount, factor))
    days = {day.isoformat(): f for part, f in factors if part and f for day in sorted(part.days)}
    if not desk.table.date:
        facts = {"table": desk.table.name, "day": next(iter(days))}
        desk.note(problem("season-rows-undated", desk.table.place, **facts))
        return None
    dated = desk.read(Written(desk.table.date, line.place))
    rows = tuple(Row("is", Constant(day, Unit.TEXT, f.place), f) for day, f in days.items())
    other = Constant(ONE, Unit.PERCENT, line.place)
    return None if dated is None else Product((amount, Choose(dated.cell, rows, other)))


def row_desk(table: Written, desk: Desk) -> RowDesk | None:
    """The desk of a declared table, or None after noting that there is none of this name."""
    found = desk.tables.get(str(table))
    if isinstance(found, RowDesk):
        return found
    known = tuple(desk.tables)
    if not known:
        desk.note(problem("no-tables", table.place, name=str(table)))
        return None
    facts = {"name": str(table), "near": near(table, known)}
    desk.note(problem("unknown-table", table.place, **facts, known=known))
    return None


Amount = Callable[[Written, Desk], Formula | None]


def of_line(rule: EachRow, name: Written, desk: Desk, amount: Amount) -> Formula | None:
    """A line's amount: for each row of a table if it says so, else on the month's figures."""
    if rule.for_each is None:
        return amount(name, desk)
    return of_rows(rule, rule.for_each, name, desk, amount)


def of_rows(
    rule: RowLimits, table: Written, name: Written, desk: Desk, amount: Amount
) -> Formula | None:
    """The amount of each row, limited and rounded, and the sum of an agent's rows."""
    rows = row_desk(table, desk)
    each = None if rows is None else amount(name, rows)
    if rows is None or each is None:
        return None
    each = limited(each, rule.each_at_least, rule.each_at_most, rows)
    own = derived_name(str(name), "row")
    rounded = Round(each, desk.rounding.money, desk.rounding.mode)
    rows.add(Column(own, "pay", Unit.MONEY, rounded, name.place, label=str(name)))
    most = int(rule.at_most_rows.value) if rule.at_most_rows else None
    whole = Each(rows.table.name, own, most)
    title = derived_name(str(name), "rows")
    return desk.add(Column(title, "aid", Unit.MONEY, whole, name.place)).cell


def limited(
    amount: Formula, at_least: Figure | None, at_most: Figure | None, desk: Desk
) -> Formula:
    """An amount between its bounds; one that is nothing, or taken back, is not raised."""
    if at_least is not None and at_most is not None and at_least.value > at_most.value:
        facts = {"low": as_written(at_least), "high": as_written(at_most)}
        desk.note(problem("bounds-inverted", at_most.place, **facts))
    low, high = constant_of(at_least, Unit.MONEY), constant_of(at_most, Unit.MONEY)
    if low is None:
        return Limit(amount, None, high) if high else amount
    paid = Test(amount, "over", Constant(ZERO, Unit.MONEY))
    return Limit(amount, When((paid,), low, amount), high)


def row_sheets(desk: Desk) -> dict[str, RowSheet]:
    """The tables that some line is paid by, with everything to evaluate for each of their rows."""
    return {
        name: RowSheet(rows.table, tuple(rows.columns), tuple(rows.watches), _shares(rows))
        for name, rows in desk.tables.items()
        if isinstance(rows, RowDesk) and any(column.kind == "pay" for column in rows.columns)
    }


def _shares(rows: RowDesk) -> tuple[tuple[str, str], ...]:
    """The shares that are read, each with the column of its order."""
    read = {column.name for column in rows.columns}
    return tuple((share, order) for share, order in rows.shares if share in read)
