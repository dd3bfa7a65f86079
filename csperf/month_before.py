"""The month before: what each metric that a plan calls 上月.X was, by last month's files.

Why the same machinery and another sheet: a ratio of last month must be made of last month's parts,
by the definitions that pay this month, and nobody of another month may enter this month's means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from csperf.errors import NOWHERE, Place, Problem, problem, warning
from csperf.formula import Addend, Cell, Column, Several, reads, reads_whole_columns
from csperf.inputs import Inputs
from csperf.intake.exports import Exports, open_exports
from csperf.intake.payees import read_inputs
from csperf.plan.combine import recomputed, spread, together
from csperf.plan.desk import Definition, Desk
from csperf.plan.lower import lower, rounding_rule
from csperf.plan.names import metric_before
from csperf.plan.read import Plan
from csperf.sheet import Sheet, evaluate
from csperf.units import show
from csperf.yaml_text import Written

_OF_OTHERS = {  # who left, and who is new: the past is asked of those who are paid now
    *("agents-left-out", "agents-gone", "agents-idle-left-out", "zeros-outside-employment"),
    *("employment-unchecked", "agents-unseen"),
}
_MONTH = 7  # how long 2026-10 is


@dataclass(frozen=True)
class Past:
    """Last month's figures: which column of its sheet each past name is."""

    names: Mapping[str, str] = field(default_factory=dict)
    sheet: Sheet | None = None
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def supplied(self) -> frozenset[str]:
        """The past names that have a value."""
        return frozenset(self.names)

    def added_to(self, inputs: Inputs) -> Inputs:
        """The month's inputs with the past of its people; who is new has none."""
        if self.sheet is None:
            return inputs
        before = {agent.name: number for number, agent in enumerate(self.sheet.agents)}
        numbers = [before.get(agent.name) for agent in inputs.agents]
        columns = {
            name: [None if one is None else self.sheet.value(one, column) for one in numbers]
            for name, column in self.names.items()
        }
        sources = {
            name: PastSource(self.sheet, column, tuple(numbers))
            for name, column in self.names.items()
        }
        return replace(
            inputs,
            columns={**inputs.columns, **columns},
            sources={**inputs.sources, **sources},
        )


@dataclass(frozen=True)
class PastSource:
    """Where a past figure was read: its cell in last month's file, or the cells of its parts."""

    sheet: Sheet
    column: str
    numbers: tuple[int | None, ...]

    def place(self, agent: int) -> Place:
        """The cell of last month's file; the first one, if the figure was computed of several."""
        number = self.numbers[agent]
        if number is None:
            return NOWHERE
        below = self.several(agent)
        at = self.sheet.place(number, self.column)
        return below.addends[0].place if below and below.addends and at == NOWHERE else at

    def several(self, agent: int) -> Several | None:
        """The figures that it was computed from, each with its cell."""
        number = self.numbers[agent]
        if number is None:
            return None
        source = self.sheet.sources.get(self.column)
        if source is not None:
            return source.several(number)
        formulas = {column.name: column.formula for column in self.sheet.columns}
        formula = formulas[self.column]
        below = reads(formula, formulas) if formula is not None else frozenset()
        parts = [one for one in self.sheet.columns if one.name in below & self.sheet.sources.keys()]
        cells = (cell for one in parts for cell in _cells(self.sheet, number, one))
        return Several("parts", tuple(cells))


def _cells(sheet: Sheet, number: int, column: Column) -> list[Addend]:
    """The cells behind one figure of last month, each with the figure's name."""
    several = sheet.sources[column.name].several(number)
    alone = Addend(sheet.value(number, column.name), sheet.place(number, column.name))
    return [
        replace(one, value=f"{column.name} {show(one.value, column.unit)}")
        for one in (several.addends if several else (alone,))
    ]


def before(period: str) -> str:
    """The month before a month; of one that does not begin on the first, both days a month back.

    >>> before("2026-01"), before("2026-09-26~2026-10-25")
    ('2025-12', '2026-08-26~2026-09-25')
    """
    if len(period) == _MONTH:
        return _month_back(f"{period}-01").isoformat()[:_MONTH]
    return "~".join(_month_back(day).isoformat() for day in period.split("~"))


def _month_back(day: str) -> date:
    this = date.fromisoformat(day)
    last = this.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(this.day, last.day))


def read_past(
    plan: Plan, known: Mapping[str, Definition], exports: Exports, files: Sequence[str], roster: str
) -> tuple[Past, list[Problem]]:
    """The past figures that last month's files give, as the plan asks for them.

    `exports` are this month's: what they have as a column is not computed as well.
    """
    wanted, problems = _wanted(plan, known, exports, files)
    if not wanted or problems:
        return Past(), problems
    now = exports.reading
    if not now.period:
        return Past(), [problem("past-without-period", Place(files[0]))]
    policies = replace(now.policies, unmatched="leave_out", without_data="leave_out")
    reading = replace(now, period=before(now.period), policies=policies, tables=())
    known = {name: d for name, d in known.items() if not metric_before(d.name)}
    titles = {d.name: d.headings for d in known.values() if d.headings and not d.own}
    last, problems = open_exports(files, roster or None, titles, reading)
    problems += [
        problem("file-data-and-past", Place(file))
        for file, digest in last.digests.items()
        if digest in exports.digests.values() and file != roster
    ]
    past, found = _computed(plan, known, last, wanted)
    told = [one for one in (*problems, *found) if one.id not in _OF_OTHERS]
    return replace(past, digests=last.digests), told


def _wanted(
    plan: Plan, known: Mapping[str, Definition], exports: Exports, files: Sequence[str]
) -> tuple[list[str], list[Problem]]:
    """The past names that are asked of the files; what is a column too would be there twice."""
    if not files:
        return [], []
    read = {column.name for column in lower(plan, known)[0].columns}
    named = (d.name for d in known.values() if metric_before(d.name) and not d.stated)
    names = [name for name in dict.fromkeys(named) if name in read]
    if not names:
        return [], [warning("past-unused", Place(files[0]))]
    twice = [
        problem("past-twice", table.place(table.columns[name][0]), name=name)
        for table in exports.every
        for name in names
        if name in table.columns
    ]
    return names, twice


def _computed(
    plan: Plan, known: Mapping[str, Definition], last: Exports, wanted: Sequence[str]
) -> tuple[Past, list[Problem]]:
    """The sheet of last month with the metrics that are wanted, of those that its files give."""
    again = recomputed(known, last.supplied, last.repeated)
    rounding = rounding_rule(plan.rules)
    desk = Desk(known, rounding, last.supplied - again - _of_undated_roster(last))
    names: dict[str, str] = {}
    for name in wanted:
        known_before = len(desk.missing)
        found = desk.read(Written(metric_before(name)))
        if found is not None and len(desk.missing) == known_before:
            names[name] = found.cell.column
    if desk.problems:  # the formula reads a past itself
        formulas = [known[metric_before(name)] for name in wanted]
        at = next((one.place for one in formulas if one.own), NOWHERE)
        return Past(), [problem("past-of-past", at, names=tuple(wanted))]
    problems = [
        problem("past-of-whole", known[metric_before(name)].place, name=name)
        for name, column in names.items()
        if _looks_at_all(column, desk.columns)
    ]
    if problems or not names:
        return Past(), problems
    columns, asked = spread(desk.columns, known, last.repeated, again, rounding.mode)
    inputs, problems = read_inputs(last, asked, together(desk.columns))
    if inputs is None:
        return Past(), problems
    return Past(names, evaluate(columns, inputs)), problems


def _looks_at_all(name: str, columns: Sequence[Column]) -> bool:
    """Whether a figure depends on last month's team, of which some may have left the roster."""
    formulas = {column.name: column.formula for column in columns}
    below = (name, *reads(Cell(name), formulas))
    return any(reads_whole_columns(f) for one in below if (f := formulas.get(one)) is not None)


def _of_undated_roster(exports: Exports) -> frozenset[str]:
    """What only a roster tells, which without dates is of today."""
    if exports.roster is None or exports.roster.rows.counted:
        return frozenset()
    tables = {metric for one in exports.tables for metric in one.table.columns}
    return frozenset(exports.roster.table.columns) - tables
