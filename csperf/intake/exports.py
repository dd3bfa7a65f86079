"""Exports: the front door; open the files of a month, then read the metrics that a plan needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import repeat

from csperf.errors import Place, Problem, problem, stopping, warning
from csperf.inputs import Part, Policies, RowTable
from csperf.intake.days import Days, month_of
from csperf.intake.details import Looked, Missed, Search, of_one_sort, search, two_at_once
from csperf.intake.dialect import Dialect, dialects
from csperf.intake.employment import DayNames, countable
from csperf.intake.entries import Asked, is_dated, known_rows, settled
from csperf.intake.files import Opened, open_file
from csperf.intake.findings import merged_cells
from csperf.intake.headings import NAMES, Table, Vocabulary, find_table, vocabulary
from csperf.intake.paths import files_of
from csperf.intake.periods import dated
from csperf.intake.roster import Roster, read_roster
from csperf.intake.rows import SHOP, Rows, people_rows
from csperf.intake.spelling import fold, near

_SHOWN = 8
Opener = Callable[[str, str | None], Opened]


@dataclass(frozen=True)
class Reading:
    """How files are to be read: which sheet, month and dialects, and what the plan says of them.

    `stated` are the metrics whose headings the plan itself gives, `tables` the tables of rows that
    it declares; `period` is `2026-10` or ''.
    `days` names what is counted and not read: the days employed and the days of the month.
    `asked` tells which entries of a roster with dated rows count.
    `opener` opens a file: where several plans read the same files, each is opened once.
    `time_zone` is the shop's clock, by which its days begin.
    """

    sheet: str | None = None
    period: str = ""
    dialects: tuple[Dialect, ...] = ()
    stated: frozenset[str] = frozenset()
    policies: Policies = field(default_factory=Policies)
    days: DayNames = field(default_factory=DayNames)
    asked: Asked = field(default_factory=Asked)
    opener: Opener = open_file
    tables: tuple[RowTable, ...] = ()
    time_zone: str = "Asia/Shanghai"

    @property
    def month(self) -> Days | None:
        """The days that are paid, where somebody said which."""
        with suppress(ValueError):  # a month written wrongly is told by itself
            return month_of(self.period) if self.period else None
        return None


@dataclass(frozen=True, eq=False)
class Listed:
    """The rows of one table that are people, and what was to be said of them."""

    rows: Rows
    problems: tuple[Problem, ...] = ()

    @property
    def table(self) -> Table:
        """The table."""
        return self.rows.table


@dataclass(frozen=True, eq=False)
class Exports:
    """The tables of a month's files with their headers and rows known; no figure has been read.

    `details` are the tables of rows that the plan declares, a part of one for each sheet; `missed`
    have only some of the headings.
    `digests` are the SHA-256 of the files, by the names given. `paid` are the people of the roster
    (by position) whom the plan pays, where it does not pay everybody.
    """

    tables: tuple[Listed, ...] = ()
    details: tuple[tuple[RowTable, Listed], ...] = ()
    missed: tuple[Missed, ...] = ()
    roster: Listed | None = None
    people: Roster | None = None
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)
    paid: frozenset[int] | None = None

    def is_detail(self, table: Table) -> bool:
        """Whether a table is one of rows, which tells of sales or events and not of everybody."""
        return any(listed.table is table for _, listed in self.details)

    @property
    def supplied(self) -> frozenset[str]:
        """The metrics that some table offers, and the days that can be counted."""
        return frozenset(metric for table in self.every for metric in table.columns) | self.counted

    @property
    def counted(self) -> frozenset[str]:
        """The days employed and of the month, where no table has them and the dates are known."""
        roster = self.roster.table if self.roster else None
        return countable(self.reading.days, self.every, roster, self.reading.month)

    @property
    def span(self) -> Days | None:
        """The days that are paid: as stated, else the month of the dated rows."""
        if self.reading.month is not None:
            return self.reading.month
        dated = (days for listed in self.tables for days in listed.rows.days if days)
        first = next(dated, None)
        return month_of(f"{first.first:%Y-%m}") if first else None

    @property
    def every(self) -> tuple[Table, ...]:
        """All tables, the roster first."""
        tables = tuple(listed.table for listed in self.tables)
        return tables if self.roster is None else (self.roster.table, *tables)

    @property
    def shops(self) -> tuple[Part, ...]:
        """The shops that the tables name, each a part of the month, in the order they come in."""
        texts = [text for listed in self.tables for text in listed.rows.frame[SHOP] if text]
        names = {fold(text): text for text in reversed(texts)}
        return tuple(Part(names[key], shop=key) for key in dict.fromkeys(map(fold, texts)))

    @property
    def repeated(self) -> frozenset[str]:
        """The metrics that some agent has in more than one row of the month."""
        offering: dict[str, tuple[int, ...]] = {}
        for number, listed in enumerate(self.tables):
            for metric in listed.table.columns:
                offering[metric] = (*offering.get(metric, ()), number)
        period = self.reading.month
        keys = [_keys(listed.rows, self.people, self.paid, period) for listed in self.tables]
        again = {
            numbers: len(set(every)) < len(every)
            for numbers in set(offering.values())
            if (every := [key for number in numbers for key in keys[number]])
        }
        return frozenset(metric for metric, numbers in offering.items() if again.get(numbers))


def open_exports(
    files: Sequence[str],
    roster: str | None,
    known: Mapping[str, tuple[str, ...]],
    reading: Reading | None = None,
) -> tuple[Exports, list[Problem]]:
    """The tables of these files; `known` gives the headings that each metric may have."""
    reading = reading or Reading()
    layouts = [layout for one in (*reading.dialects, *dialects()) for layout in one.layouts]
    words = vocabulary(known, reading.stated, tuple(layouts))
    names, problems = files_of(files, roster)
    opened = [reading.opener(file, reading.sheet) for file in names]
    problems += [fault for one in opened for fault in one.problems] + _same_twice(opened)
    first = {one.digest: one for one in reversed(opened)}
    tables: list[Table] = []
    details = _Details(search(reading.tables, tuple(layouts)))
    for one in (one for one in opened if first[one.digest] is one):
        found, faults = details.beside(one, words) if reading.tables else _tables(one, words)
        tables += found
        problems += faults
    people: Table | None = None
    if roster is not None:
        opened.append(reading.opener(roster, None))
        people, faults = _roster(opened[-1], words)
        problems += faults
        same = [one.file for one in opened[:-1] if one.digest and one.digest == opened[-1].digest]
        problems += [problem("file-data-and-roster", Place(roster)) for _ in same[:1]]
        tables = [table for table in tables if table.grid.file not in same]
    if not opened and not stopping(problems):
        problems.append(problem("no-agents"))
    digests = {one.file: one.digest for one in opened}
    exports = Exports(tuple(map(_listed, tables)), known=known, digests=digests, reading=reading)
    problems += details.problems + of_one_sort(details.found)
    rows = tuple((declared, _may_be_empty(_listed(table))) for declared, table in details.found)
    exports = replace(exports, details=rows, missed=tuple(details.missed))
    return _with_roster(exports, people), problems


@dataclass
class _Details:
    """The sheets that are declared tables of rows, picked out of the files one by one."""

    search: Search
    found: list[tuple[RowTable, Table]] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def beside(self, opened: Opened, words: Vocabulary) -> tuple[list[Table], list[Problem]]:
        """The other tables of a file; what the rest of one with rows is, matters to nobody."""
        looked = [self.search.in_grid(grid) for grid in opened.grids]
        found = [one for each in looked for one in each.found]
        self.found += found
        self.missed += [one for each in looked for one in each.missed]
        for grid, each in zip(opened.grids, looked, strict=True):
            self.problems += two_at_once(grid, each.found)
        left = [grid for grid, each in zip(opened.grids, looked, strict=True) if _is_left(each)]
        tables, faults = _tables(replace(opened, grids=tuple(left)), words)
        if tables or opened.problems:
            return tables, faults
        if not found:
            near = [one.told for each in looked for one in each.missed]
            return [], near or [told for each in looked for told in each.problems] or faults
        taken = {id(table.grid) for _, table in found}
        unread = tuple(grid.sheet for grid in left if id(grid) not in taken)
        return [], [warning("sheets-unread", Place(opened.file), sheets=unread)] if unread else []


def _is_left(looked: Looked) -> bool:
    """Whether a sheet may hold the month's metrics as well."""
    return not looked.found or any(declared.daily for declared, _ in looked.found)


def _may_be_empty(listed: Listed) -> Listed:
    """A table of rows that was given with its header alone says: none this month."""
    told = tuple(
        warning("rows-none", one.place) if one.id == "table-empty" else one
        for one in listed.problems
    )
    return Listed(listed.rows, told)


def _listed(table: Table) -> Listed:
    rows, problems = people_rows(table)
    rows, more = dated(rows)
    return Listed(rows, (*problems, *more, *merged_cells(rows, table.agents[0])))


def _with_roster(exports: Exports, table: Table | None) -> Exports:
    if table is None:
        return exports
    asked, dated_rows = exports.reading.asked, is_dated(table)
    rows, problems = people_rows(table, is_roster=True)
    rows, faults = known_rows(rows, asked)
    problems += faults
    roster, faults = read_roster(rows, dated=dated_rows)
    problems += [*merged_cells(rows, table.agents[0]), *faults]
    if roster is not None and dated_rows:
        changes = exports.reading.policies.changes
        rows, roster, faults = settled(rows, roster, exports.span, changes)
        problems += faults
    return replace(exports, roster=Listed(rows, tuple(problems)), people=roster)


def _keys(
    rows: Rows, roster: Roster | None, paid: frozenset[int] | None, period: Days | None
) -> list[object]:
    """Who each row of the month is about: a person of the roster who is paid, else the text."""
    whose = zip(rows.frame["who"].to_list(), rows.days or repeat(None), strict=False)
    texts = [
        str(text)
        for text, days in whose
        if text and (period is None or days is None or days.within(period))
    ]
    if roster is None:
        return [*texts]
    people = [(roster.match(text).people, text) for text in texts]
    return [who or text for who, text in people if paid is None or not who or paid & {*who}]


def nearest_headings(exports: Exports, name: str) -> tuple[str, ...]:
    """The headings found that resemble a metric nobody supplies, with their cells."""
    wanted = (name, *exports.known.get(name, ()))
    found = [
        f"{heading.text} ({table.place(heading)})"
        for table in exports.every
        for text in near(wanted, [heading.text for heading in table.unknown])
        for heading in table.unknown
        if heading.text == text
    ]
    return tuple(found[:_SHOWN])


def among_rows(exports: Exports, name: str) -> str:
    """The table of rows that has a column of this metric's, from which no metric is read; or ''."""
    wanted = {fold(heading) for heading in (name, *exports.known.get(name, ()))}
    for declared, listed in exports.details:
        if not declared.daily and any(fold(one.text) in wanted for one in listed.table.every):
            return declared.name
    return ""


def meant_elsewhere(exports: Exports, name: str) -> tuple[Table, str] | None:
    """The table whose platform writes this metric's heading over another metric, and that one."""
    for table in exports.every:
        if name in table.elsewhere:
            return table, table.elsewhere[name]
    return None


def _tables(opened: Opened, words: Vocabulary) -> tuple[list[Table], list[Problem]]:
    """The tables of a file; sheets without a known header matter only if there is no other."""
    found = [find_table(grid, words) for grid in opened.grids]
    tables = [table for table in found if isinstance(table, Table)]
    chosen = [t for t in tables if t.layout and t.layout.sheet and t.layout.sheet == t.grid.sheet]
    if chosen and len(chosen) < len(tables):
        aside = tuple(table.grid.sheet for table in tables if table not in chosen)
        return chosen, [warning("sheets-aside", Place(opened.file), sheets=aside)]
    if tables or opened.problems:
        unread = tuple(
            grid.sheet
            for grid, one in zip(opened.grids, found, strict=True)
            if isinstance(one, Problem) and one.id != "sheet-empty"
        )
        told = [warning("sheets-unread", Place(opened.file), sheets=unread)] if unread else []
        return tables, told
    faults = [fault for fault in found if isinstance(fault, Problem)]
    return [], faults or [problem("sheet-none", Place(opened.file))]


def _roster(opened: Opened, words: Vocabulary) -> tuple[Table | None, list[Problem]]:
    """The one table of people in a file: the one that has real names, if several name people."""
    if opened.problems:
        return None, list(opened.problems)
    found = [find_table(grid, words, needs_metric=False) for grid in opened.grids]
    tables = [table for table in found if isinstance(table, Table)]
    named = [t for t in tables if any(fold(heading.text) in NAMES for heading in t.agents)]
    candidates = named or tables
    if len(candidates) == 1:
        return candidates[0], []
    place = Place(opened.file)
    if not candidates:
        return None, [problem("roster-no-names", place)]
    titles = tuple(table.grid.sheet for table in candidates)
    return None, [problem("roster-sheets", place, sheets=titles)]


def _same_twice(opened: Sequence[Opened]) -> list[Problem]:
    """Files whose bytes are the same: a month counted twice."""
    first: dict[str, Opened] = {}
    return [
        problem("file-twice", Place(one.file), first=first[one.digest].file)
        for one in opened
        if one.digest and first.setdefault(one.digest, one) is not one
    ]
