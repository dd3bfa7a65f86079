"""Entries: which of a person's dated rows in the roster counts, for each column of its own.

An entry is a row with the day from which it is valid (生效日期), perhaps the last one (失效日期),
the day on which it was written down (登记日期) and a scenario (情景). Two days are asked for: the
last or first of the month that is paid, on which an entry must be valid, and `known_on`, by which
it must have been written down. Of the entries that are left those of the scenario go first, then
the one valid from the latest day, then the one written down last. A blank cell says nothing, so a
promotion needs only its new level.

Why a change within the month is refused: nobody can guess whether half a month's raise is paid for
the whole month, for none of it, or by days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import polars as pl

from csperf.errors import Place, Problem, problem, warning
from csperf.intake.days import Days
from csperf.intake.headings import Heading, Table
from csperf.intake.roster import Roster, joined_and_left, single_days
from csperf.intake.rows import WHO, Rows
from csperf.intake.spelling import fold

Changes = Literal["error", "at_end", "at_start"]
_FROM = ("生效日期", "生效日", "validfrom", "effectivefrom", "effectivedate")
_UNTIL = ("失效日期", "失效日", "validuntil", "effectiveuntil")
_RECORDED = ("登记日期", "登记日", "录入日期", "recordedon", "recorded")
_SCENARIO = ("情景", "scenario")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """Which entries count: those written down by a day, and those of a scenario."""

    known_on: str = ""
    scenario: str = ""


@dataclass(frozen=True)
class _Entry:
    """One row of a person: from when until when it is valid, when it was written down."""

    row: int
    valid: Days
    recorded: date
    scenario: bool

    @property
    def order(self) -> tuple[bool, date, date]:
        """The greatest of several counts."""
        return self.scenario, self.valid.first, self.recorded


def is_dated(table: Table) -> bool:
    """Whether the rows of a roster are entries, of which a person may have several."""
    return any(_column(table, wanted) for wanted in (_FROM, _RECORDED, _SCENARIO))


def valid_from(table: Table) -> Heading | None:
    """The column that says from which day on a row is valid."""
    return _column(table, _FROM)


def known_rows(rows: Rows, asked: Asked) -> tuple[Rows, list[Problem]]:
    """The rows that were written down by the day asked for, of no other scenario than the asked."""
    later, problems = _later(rows, asked.known_on)
    other, found = _of_others(rows, asked.scenario, later)
    kept = sorted(set(range(rows.frame.height)) - {*later, *other})
    if not kept:
        found.append(problem("entries-none", rows.table.grid.whole, count=rows.frame.height))
    return replace(rows, frame=rows.frame[kept]), problems + found


def _later(rows: Rows, known_on: str) -> tuple[list[int], list[Problem]]:
    """The rows that were written down after the day asked for."""
    heading, place = _column(rows.table, _RECORDED), rows.table.grid.whole
    if not known_on:
        return [], []
    if heading is None:
        return [], [problem("roster-not-recorded", place, headings=(_RECORDED[0],))]
    days, problems = single_days(rows, heading)
    blank = [i for i, day in enumerate(days) if day is None]
    if blank and not problems:
        at = rows.table.place(heading, rows.numbers[blank[0]])
        problems.append(problem("recorded-blank", at, heading=heading.text, count=len(blank)))
    later = [i for i, day in enumerate(days) if day and day.isoformat() > known_on]
    if later:
        problems.append(warning("entries-not-known", place, day=known_on, count=len(later)))
    return later, problems


def _of_others(rows: Rows, wanted: str, later: Sequence[int]) -> tuple[list[int], list[Problem]]:
    """The rows of scenarios that are not asked for."""
    heading, place = _column(rows.table, _SCENARIO), rows.table.grid.whole
    if heading is None:
        fault = problem("roster-without-scenario", place, headings=(_SCENARIO[0],))
        return [], [fault] if wanted else []
    told = rows.frame[heading.letter].to_list()
    if wanted and wanted not in told:
        known = tuple(dict.fromkeys(filter(None, told)))
        return [], [problem("no-such-scenario", place, name=wanted, known=known)]
    other = [i for i, name in enumerate(told) if name not in {"", wanted} and i not in later]
    if not other:
        return [], []
    names = tuple(dict.fromkeys(told[i] for i in other))
    return other, [warning("entries-of-scenarios", place, names=names, count=len(other))]


def settled(
    rows: Rows, roster: Roster, paid: Days | None, changes: Changes
) -> tuple[Rows, Roster, list[Problem]]:
    """The roster with one row a person, each cell from the entry that counts in the month."""
    entries, problems = _entries(rows)
    people: list[list[_Entry]] = [[] for _ in roster.agents]
    for position, entry in zip(roster.rows, entries, strict=True):
        people[position].append(entry)
    if problems or (paid is None and all(map(_is_plain, people))):
        return rows, roster, problems
    if paid is None:
        return rows, roster, [problem("entries-without-period", rows.table.grid.whole)]
    spans = [_asked_days(paid, employed) for employed in roster.employed]
    first = [one[0].row for one in people]
    own = {h.letter for h in (*rows.table.agents, *joined_and_left(rows.table)) if h}
    cells: dict[str, list[int]] = {}
    blank: list[tuple[int, str]] = []
    told: dict[tuple[int, str], Problem] = {}
    for heading in rows.table.every:
        letter = heading.letter
        column = _Column(rows, heading, rows.frame[letter].to_list())
        rule = column.written if letter in own else column.counting
        found = [rule(one, span, changes) for one, span in zip(people, spans, strict=True)]
        told |= {(i, letter): fault for i, (_, fault) in enumerate(found) if fault}
        blank += [(i, letter) for i, (row, _) in enumerate(found) if row is None]
        pairs = zip(found, first, strict=True)
        cells[letter] = [at if row is None else row for (row, _), at in pairs]
    return _one_each(rows, first, cells, blank, told), _in_turn(roster), []


def _is_plain(entries: Sequence[_Entry]) -> bool:
    """Whether a person has one row, which is valid at all times."""
    return len(entries) == 1 and entries[0].valid == Days(date.min, date.max)


def _in_turn(roster: Roster) -> Roster:
    return replace(roster, rows=tuple(range(len(roster.agents))))


def _one_each(
    rows: Rows,
    first: Sequence[int],
    cells: Mapping[str, Sequence[int]],
    blank: Sequence[tuple[int, str]],
    undecided: Mapping[tuple[int, str], Problem],
) -> Rows:
    """The first row of each person, with the cells of the rows that count."""
    frame, counted = rows.frame[list(first)], {}
    nothing = set(blank)
    for letter, chosen in cells.items():
        texts = rows.frame[letter].to_list()
        found = ["" if (i, letter) in nothing else texts[row] for i, row in enumerate(chosen)]
        frame = frame.with_columns(pl.Series(letter, found, dtype=pl.String))
        counted[letter] = tuple(rows.numbers[row] for row in chosen)
    return replace(rows, frame=frame, counted=counted, undecided=undecided)


@dataclass(frozen=True)
class _Column:
    """One column of the roster while the cells that count are chosen."""

    rows: Rows
    heading: Heading
    texts: Sequence[str]

    def written(
        self, entries: Sequence[_Entry], days: Days, changes: Changes
    ) -> tuple[int | None, Problem | None]:
        """The first row that says anything: names and days of employment are valid at all times."""
        del days, changes
        return next((one.row for one in entries if self.texts[one.row]), None), None

    def counting(
        self, entries: Sequence[_Entry], days: Days, changes: Changes
    ) -> tuple[int | None, Problem | None]:
        """The row whose cell counts on these days; a problem if they are not all of one value."""
        saying = [one for one in entries if self.texts[one.row]]
        if not saying:
            return None, None
        stretches = _stretches(saying, days)
        for day, entry in stretches:
            if twin := _twin(saying, day, entry, self.texts):
                return None, self.contradiction(twin, entry)
        before, after = stretches[0], stretches[-1]
        texts = [self.texts[one.row] if one else "" for _, one in stretches]
        if changes == "error" and len(set(texts)) > 1:
            turn = next(i for i, text in enumerate(texts) if text != texts[0])
            return None, self.change(stretches[turn - 1][1], *stretches[turn])
        chosen = (before if changes == "at_start" else after)[1]
        return (chosen.row if chosen else None), None

    def change(self, before: _Entry | None, day: date, after: _Entry | None) -> Problem:
        """A value that changes within the month."""
        cell = after or before
        texts = ("—" if one is None else self.texts[one.row] for one in (before, after))
        facts = dict(zip(("before", "after"), texts, strict=True))
        name = self.rows.frame[WHO][cell.row] if cell else ""
        place = self.place(cell)
        heading = self.heading.text
        return problem("entry-changes", place, name=name, heading=heading, day=str(day), **facts)

    def contradiction(self, one: _Entry, other: _Entry | None) -> Problem:
        """Two entries of which neither goes before the other."""
        name, heading = self.rows.frame[WHO][one.row], self.heading.text
        at = self.place(other)
        return problem("entries-contradict", self.place(one), name=name, heading=heading, other=at)

    def place(self, entry: _Entry | None) -> Place:
        """The cell of an entry."""
        row = self.rows.numbers[entry.row] if entry else None
        return self.rows.table.place(self.heading, row)


def _stretches(entries: Sequence[_Entry], days: Days) -> list[tuple[date, _Entry | None]]:
    """From which day which entry counts, from the first of the days to the last."""
    turns = {days.first}
    for one in entries:
        turns |= {one.valid.first, _after(one.valid.last)}
    inside = sorted(day for day in turns if days.first <= day <= days.last)
    return [(day, _counting(entries, day)) for day in inside]


def _counting(entries: Sequence[_Entry], day: date) -> _Entry | None:
    valid = [one for one in entries if one.valid.first <= day <= one.valid.last]
    return max(valid, key=lambda one: one.order, default=None)


def _twin(
    entries: Sequence[_Entry], day: date, entry: _Entry | None, texts: Sequence[str]
) -> _Entry | None:
    """Another entry that would count on that day just as well, and says something else."""
    alike = (
        one
        for one in entries
        if entry is not None
        and one.valid.first <= day <= one.valid.last
        and one.order == entry.order
        and texts[one.row] != texts[entry.row]
    )
    return next(alike, None)


def _after(day: date) -> date:
    return day if day == date.max else day + _DAY


def _asked_days(paid: Days, employed: Days) -> Days:
    """The days of the month on which somebody was employed.

    Of who was not employed in it the nearest day is asked for: the first of who joins later, the
    last of who had left. They are paid nothing, but have the role that says which plan leaves them
    out.
    """
    first, last = max(paid.first, employed.first), min(paid.last, employed.last)
    if first <= last:
        return Days(first, last)
    nearest = employed.first if employed.first > paid.last else employed.last
    return Days(nearest, nearest)


def _entries(rows: Rows) -> tuple[list[_Entry], list[Problem]]:
    """Every row as an entry."""
    problems: list[Problem] = []
    columns: dict[str, list[date | None]] = {}
    for name, wanted in (("from", _FROM), ("until", _UNTIL), ("recorded", _RECORDED)):
        columns[name], faults = single_days(rows, _column(rows.table, wanted))
        problems += faults
    scenario = _column(rows.table, _SCENARIO)
    told = rows.frame[scenario.letter].to_list() if scenario else [""] * rows.frame.height
    entries: list[_Entry] = []
    dates = zip(columns["from"], columns["until"], columns["recorded"], told, strict=True)
    for row, (start, end, recorded, name) in enumerate(dates):
        first, last = start or date.min, end or date.max
        if first > last:
            place = rows.table.place(rows.table.agents[0], rows.numbers[row])
            problems.append(problem("entry-ends-first", place))
        valid = Days(min(first, last), last)
        entries.append(_Entry(row, valid, recorded or date.min, bool(name)))
    return entries, problems


def _column(table: Table, wanted: Sequence[str]) -> Heading | None:
    return next((h for h in table.every if fold(h.text) in wanted), None)
