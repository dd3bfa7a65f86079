"""Details: which exports are the tables of rows that a plan declares, and the rows that they hold.

Why a whole row that stands twice is refused although two equal sales may be true: a file that was
exported or pasted twice looks exactly so, and nobody could tell. A column that numbers the orders
or events sets true ones apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csperf.errors import Fact, Place, Problem, problem
from csperf.formula import Several, Value
from csperf.inputs import OWNER, Cells, RowTable, TableRows
from csperf.intake.days import Days, spoken
from csperf.intake.grid import FIELDS, ROW, Grid
from csperf.intake.headings import Heading, Table, Vocabulary, find_table, vocabulary
from csperf.intake.layout import Layout
from csperf.intake.people import Placed
from csperf.intake.spelling import fold
from csperf.intake.tables import TableColumn, hidden_column, read_part
from csperf.intake.totals import total_differs

_BORDER = "\n"  # no name of a table or column holds it, so no metric is called like a row's column


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """The cell of each row of a column, over all files that are parts of one table."""

    files: tuple[tuple[str, str, str], ...]
    cells: tuple[tuple[int, int], ...]

    def place(self, agent: int) -> Place:
        """The cell of this row."""
        part, row = self.cells[agent]
        file, sheet, letter = self.files[part]
        return Place(file, sheet=sheet, cell=f"{letter}{row}")

    def several(self, agent: int) -> Several | None:  # noqa: ARG002 - a row has one cell
        """None: a row has one cell."""
        return None

    def only(self, rows: Sequence[int]) -> RowPlaces:
        """The cells of these rows alone."""
        return replace(self, cells=tuple(self.cells[row] for row in rows))


@dataclass(frozen=True)
class Missed:
    """A sheet that has at least half of the headings of a declared table and lacks the others."""

    declared: RowTable
    table: Table
    lacking: tuple[str, ...]

    @property
    def told(self) -> Problem:
        """What it lacks."""
        columns = self.declared.columns
        lacking = tuple("/".join(columns[name].headings) for name in self.lacking)
        facts: dict[str, Fact] = {"name": self.declared.name, "lacking": lacking}
        return problem("table-lacks-columns", self.table.grid.whole, **facts)


@dataclass
class Looked:
    """What sheets are: declared tables, nearly so, or tables that name nobody."""

    found: list[tuple[RowTable, Table]] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Search:
    """The declared tables, each with the words by which it is found."""

    words: tuple[tuple[RowTable, Vocabulary], ...]

    def in_grid(self, grid: Grid) -> Looked:
        """The declared tables that a sheet holds, and those that it nearly is."""
        looked = Looked()
        for declared, words in self.words:
            table = find_table(grid, words, needs_metric=False)
            if isinstance(table, Problem):
                looked.problems += [table] if table.id == "header-no-agent" else []
                continue
            columns = declared.columns
            lacking = tuple(name for name in columns if _key(declared, name) not in table.columns)
            if not lacking:
                looked.found.append((declared, _dated(declared, table)))
            elif len(lacking) * 2 <= len(columns):
                looked.missed.append(Missed(declared, table, lacking))
        return looked


def search(tables: Sequence[RowTable], layouts: tuple[Layout, ...]) -> Search:
    """How to look for the declared tables; the plan's headings mean its columns whatever else."""
    words: list[tuple[RowTable, Vocabulary]] = []
    for declared in tables:
        known = {_key(declared, name): one.headings for name, one in declared.columns.items()}
        words.append((declared, vocabulary(known, known, layouts)))
    return Search(tuple(words))


def _key(declared: RowTable, column: str) -> str:
    return f"{declared.name}{_BORDER}{column}"


def _dated(declared: RowTable, table: Table) -> Table:
    """The table with the day that the plan counts rows by as its date."""
    if not declared.date:
        return table
    return replace(table, date=table.columns[_key(declared, declared.date)][0])


def two_at_once(grid: Grid, found: Sequence[tuple[RowTable, Table]]) -> list[Problem]:
    """A sheet that two declared tables fit: nobody could say which it is."""
    if len(found) < 2:  # noqa: PLR2004 - one is as it should be
        return []
    names = tuple(declared.name for declared, _ in found)
    return [problem("table-fits-two", grid.whole, names=names)]


def of_one_sort(found: Sequence[tuple[RowTable, Table]]) -> list[Problem]:
    """Parts of one table have the same headings; another sort of file may be something else."""
    first: dict[str, Table] = {}
    problems: list[Problem] = []
    for declared, table in found:
        before = first.setdefault(declared.name, table)
        if _headings(before) != _headings(table):
            facts: dict[str, Fact] = {"name": declared.name, "other": str(before.grid.whole)}
            problems.append(problem("table-of-two-sorts", table.grid.whole, **facts))
    return problems


def _headings(table: Table) -> set[str]:
    return {fold(heading.text) for heading in table.every}


def not_found(declared: RowTable, missed: Sequence[Missed]) -> Problem:
    """A table that a line is paid by and no export is; the nearest one and what it lacks."""
    headings = tuple("/".join(one.headings) for one in declared.columns.values())
    near = [one for one in missed if one.declared.name == declared.name]
    if not near:
        return problem("table-not-found", declared.place, name=declared.name, headings=headings)
    return min(near, key=lambda one: len(one.lacking)).told


@dataclass
class _Reading:
    """One declared table while the files that are its parts are read."""

    declared: RowTable
    needed: tuple[str, ...]
    owners: list[int | None] = field(default_factory=list)
    values: dict[str, list[Value | None]] = field(default_factory=dict)
    cells: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    files: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_rows(
    declared: RowTable, needed: tuple[str, ...], parts: Sequence[Placed]
) -> tuple[TableRows, list[Problem]]:
    """Every row, with the needed cells of each and who of the paid it is of; faults are told."""
    reading = _Reading(declared, needed)
    for placed in parts:
        _read_part(reading, placed)
    reading.problems += _twice(declared, parts)
    sources = {
        name: RowPlaces(tuple(reading.files[name]), tuple(reading.cells[name]))
        for name in reading.cells
    }
    values: dict[str, Cells] = dict(reading.values)
    return TableRows(tuple(reading.owners), values, sources), reading.problems


def _read_part(reading: _Reading, placed: Placed) -> None:
    """One file's rows: the needed columns, then the day that each row counts for."""
    reading.owners += placed.agents
    reading.problems += _undated(reading.declared, placed)
    _locate(reading, OWNER, placed, placed.table.agents[0])
    for name in reading.needed:
        column = reading.declared.columns[name]
        key = _key(reading.declared, name)
        part, found = read_part(placed, key, column.unit, fraction=column.fraction)
        reading.problems += found
        if part is None:
            continue
        if not column.dates:
            reading.problems += hidden_column(part) + total_differs(part, column.unit)
        if name == reading.declared.date:
            texts = [days.first.isoformat() if days else None for days in placed.rows.days]
            part = replace(part, values=texts)
        _keep(reading, name, part)


def _keep(reading: _Reading, name: str, part: TableColumn) -> None:
    reading.values.setdefault(name, []).extend(part.values)
    _locate(reading, name, part.placed, part.heading)


def _locate(reading: _Reading, name: str, placed: Placed, heading: Heading) -> None:
    """Where the rows of a column stand."""
    grid, numbers = placed.table.grid, placed.rows.numbers
    files = reading.files.setdefault(name, [])
    files.append((grid.file, grid.sheet, heading.letter))
    reading.cells.setdefault(name, []).extend((len(files) - 1, row) for row in numbers)


def _undated(declared: RowTable, placed: Placed) -> list[Problem]:
    """A declared column of days in which no day stands at all, or more than one in a row."""
    date = placed.table.date
    if not declared.date or date is None or not placed.rows.numbers:
        return []
    long = [row for row, days in enumerate(placed.rows.days) if days and days.first != days.last]
    if long and (days := placed.rows.days[long[0]]) is not None:
        at = placed.table.place(date, placed.rows.numbers[long[0]])
        facts: dict[str, Fact] = {"heading": date.text, "days": spoken(days), "count": len(long)}
        return [problem("row-of-many-days", at, **facts)]
    if any(placed.rows.days):
        return []
    count = len(placed.rows.numbers)
    at = placed.table.place(date, placed.rows.numbers[0])
    return [problem("date-blank", at, heading=date.text, count=count)]


def _twice(declared: RowTable, parts: Sequence[Placed]) -> list[Problem]:
    """Rows that are the same in every cell, and second rows of a day where there is one a day."""
    problems: list[Problem] = []
    for fault, keyed in (("row-twice", _whole_rows), ("row-day-twice", _days)):
        if fault == "row-day-twice" and not declared.daily:
            continue
        first: dict[object, Place] = {}
        again: list[tuple[Place, Place]] = []
        for placed in parts:
            for key, at in keyed(placed):
                before = first.setdefault(key, at)
                if before is not at:
                    again.append((at, before))
        if again:
            at, other = again[0]
            facts: dict[str, Fact] = {"name": declared.name, "other": other, "count": len(again)}
            problems.append(problem(fault, at, **facts))
            break  # a copied row is a second row of its day as well
    return problems


def _whole_rows(placed: Placed) -> Iterator[tuple[object, Place]]:
    frame = placed.rows.frame.drop(ROW, FIELDS)
    for row, cells in enumerate(frame.iter_rows()):
        yield cells, _who(placed, row)


def _days(placed: Placed) -> Iterator[tuple[object, Place]]:
    for row, agent in enumerate(placed.agents):
        day: Days | None = placed.rows.days[row]
        if agent is not None and day is not None:
            yield (agent, day), _who(placed, row)


def _who(placed: Placed, row: int) -> Place:
    heading: Heading = placed.table.agents[0]
    return placed.table.place(heading, placed.rows.numbers[row])


def kept(rows: TableRows, chosen: Sequence[int]) -> TableRows:
    """These rows alone."""
    columns: Mapping[str, Cells] = {
        name: [cells[row] for row in chosen] for name, cells in rows.columns.items()
    }
    sources = {
        name: source.only(chosen)
        for name, source in rows.sources.items()
        if isinstance(source, RowPlaces)
    }
    return TableRows(tuple(rows.owners[row] for row in chosen), columns, sources)
