"""Tables as they were understood: the header, the columns and the people of each sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from csperf.columns_seen import Seen, columns_seen, unit_guessed
from csperf.errors import Problem, Term, problem
from csperf.intake.days import Days, missing_days
from csperf.intake.dialect import Dialect, dialects
from csperf.intake.exports import Listed, Reading
from csperf.intake.grid import ROW, Grid
from csperf.intake.headings import (
    NAMES,
    SEARCHED_ROWS,
    Heading,
    Table,
    Vocabulary,
    find_table,
    vocabulary,
)
from csperf.intake.layout import Layout, Meaning, recognise, spellings
from csperf.intake.records.heads import find_head
from csperf.intake.rows import WHO, people_rows
from csperf.intake.spelling import fold
from csperf.opening import headings
from csperf.plan.desk import Definition
from csperf.plan.read import Plan
from csperf.units import Unit

# fmt: off
State = Literal[
    "read", "aside", "hidden", "unasked", "without-cells", "other-level", "roster", "no-table",
]
# fmt: on
_SAMPLED = 200
_LONGEST_NAME = 24
_NICKS = 12  # rows of one person in a roster, which may list each nick in a row of its own
_PERSONS = (
    "员",
    "客服",
    "姓名",
    "花名",
    "昵称",
    "agent",
    "staff",
    "employee",
    "rep",
    "person",
    "name",
)
_SURELY_TEXT = (1, 2)  # at least half of a column's cells are words, where it names people


@dataclass(frozen=True)
class Knowing:
    """What headings mean in this run: by the catalogue or a plan, and by dialects."""

    definitions: Mapping[str, Definition]
    reading: Reading
    plan: Plan | None = None

    @property
    def dialects(self) -> tuple[Dialect, ...]:
        """The dialects that a table may be of."""
        return (*self.reading.dialects, *dialects())

    @cached_property
    def words(self) -> Vocabulary:
        """The vocabulary by which calc finds headers."""
        layouts = tuple(layout for one in self.dialects for layout in one.layouts)
        return vocabulary(headings(self.definitions), self.reading.stated, layouts)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row below the header that is not a person; `again` for the header once more."""

    row: int
    text: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The rows of a table that are people, and what else stands below its header.

    `several` have more than one row, at most `most`. `days` are those that rows are about, joined
    to stretches, `gaps` what is missing between them.
    """

    names: tuple[str, ...]
    rows: int
    several: int = 0
    most: int = 1
    skipped: tuple[Skipped, ...] = ()
    blank: int = 0
    hidden: tuple[int, ...] = ()
    days: tuple[Days, ...] = ()
    gaps: tuple[Days, ...] = ()


@dataclass(frozen=True)
class TableSeen:
    """A table: the layout it was taken for, its header, its columns, its people.

    `known` of `headings` are the layout's. `guessed` is the column that may name the agents where
    no heading says so. A table of another level, or without metrics, has no people.
    """

    table: Table
    columns: tuple[Seen, ...]
    known: int = 0
    headings: int = 0
    two_rows: bool = False
    people: People | None = None
    guessed: Heading | None = None


@dataclass(frozen=True)
class SheetSeen:
    """A sheet: what became of it, why (`fault`), and its table if there is one.

    `records` are the sorts of record that its rows are, with the heading of each field.
    """

    title: str
    state: State
    fault: Problem | None = None
    table: TableSeen | None = None
    layout: Layout | None = None
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def sheet_not_read(grid: Grid, knowing: Knowing) -> SheetSeen:
    """A sheet that calc takes nothing from, with as much of its table as can be told."""
    found = find_table(grid, knowing.words)
    if isinstance(found, Table):
        return SheetSeen(grid.sheet, "aside", table=_seen(found, knowing))
    if records := records_seen(grid, knowing):
        return records
    if found.id == "table-not-of-agents":
        return _of_other_level(grid, found, knowing)
    if found.id == "header-no-metric":
        return _of_people(grid, found, knowing)
    return SheetSeen(grid.sheet, "no-table", found, _agents_guessed(grid, found, knowing))


def records_seen(grid: Grid, knowing: Knowing) -> SheetSeen | None:
    """A table of orders, refunds or conversations, if it is one: metrics are measured from it."""
    head, _ = find_head(grid.frame.head(SEARCHED_ROWS), grid.whole, knowing.words.layouts)
    if head is None:
        return None
    layout, level = head.layout, Term("level.event")
    fault = problem("table-not-of-agents", grid.whole, table=layout.name, level=level)
    table = Table(grid, head.row, head.width, (), {}, (), layout)
    texts = len(head.letters)
    seen = TableSeen(table, (), texts - len(head.unknown), texts)
    records = {
        sort: {name: column.heading for name, column in columns.items()}
        for sort, columns in head.columns.items()
    }
    return SheetSeen(grid.sheet, "other-level", fault, seen, layout, records)


def _of_people(grid: Grid, fault: Problem, knowing: Knowing) -> SheetSeen:
    """A table that names people and has no metric: a roster, if it knows them by several names."""
    found = find_table(grid, knowing.words, needs_metric=False)
    if not isinstance(found, Table):
        return SheetSeen(grid.sheet, "no-table", fault)
    table = _seen(found, knowing)
    if len(found.agents) > 1 and fold(found.agents[0].text) in NAMES:
        people = _people(Listed(people_rows(found, is_roster=True)[0]))
        if people.names and people.most <= _NICKS:
            return SheetSeen(grid.sheet, "roster", None, replace(table, people=people))
    return SheetSeen(grid.sheet, "no-table", fault, table)


def _of_other_level(grid: Grid, fault: Problem, knowing: Knowing) -> SheetSeen:
    """A table of a shop, of hours or of events, known by its headings."""
    for cells in grid.frame.head(SEARCHED_ROWS).iter_rows(named=True):
        texts = tuple(str(cells[name]) for name in grid.letters if cells[name])
        layout = recognise(texts, knowing.words.layouts)
        if layout is not None and layout.name == fault.facts["table"]:
            table = Table(grid, int(cells[ROW]), len(texts), (), {}, (), layout)
            known = sum(_is_of(text, layout) for text in texts)
            seen = TableSeen(table, (), known, len(texts))
            return SheetSeen(grid.sheet, "other-level", fault, seen, layout)
    return SheetSeen(grid.sheet, "other-level", fault)


def _is_of(heading: str, layout: Layout) -> bool:
    return not layout.spellings.isdisjoint(spellings(heading))


def _agents_guessed(grid: Grid, fault: Problem, knowing: Knowing) -> TableSeen | None:
    """The table under a header without a column of agents, with the likeliest one taken for it."""
    if fault.id != "header-no-agent":
        return None
    rows = grid.frame.head(SEARCHED_ROWS + _SAMPLED).to_dicts()
    header = next((cells for cells in rows if cells[ROW] == fault.facts["row"]), {})
    below = [cells for cells in rows if cells[ROW] > fault.facts["row"]]
    texts = {name: str(header[name]) for name in grid.letters if header.get(name)}
    metrics = {text: those for text in texts.values() if (those := _metrics(text, knowing.words))}
    strange = [Heading(name, text) for name, text in texts.items() if text not in metrics]
    guess = min((one for one in strange if _names(below, one)), key=_unlikely, default=None)
    if guess is None:
        return None
    columns = {text: Meaning(names[0]) for text, names in metrics.items()}
    layout = Layout("", "", "", agents=(guess.text,), columns=columns, own=True)
    found = find_table(grid, replace(knowing.words, layouts=(layout,)))
    if not isinstance(found, Table) or not found.agents:
        return None
    table = replace(found, layout=None)
    return replace(_seen(table, knowing), guessed=table.agents[0])


def _metrics(heading: str, words: Vocabulary) -> tuple[str, ...]:
    found = (words.metrics.get(text, ()) for text in spellings(heading))
    return next((metrics for metrics in found if metrics), ())


def _unlikely(heading: Heading) -> bool:
    """Whether a heading does not speak of a person, who is then sought by the cells alone."""
    return not any(word in fold(heading.text) for word in _PERSONS)


def _names(rows: Sequence[Mapping[str, str | int]], heading: Heading) -> bool:
    """Whether a column could name people: short words, no figures, and not one for all."""
    texts = [str(cells[heading.letter]) for cells in rows if cells[heading.letter]]
    if unit_guessed(heading, texts) is not Unit.TEXT:
        return False
    words = [text for text in texts if _is_name(text)]
    part, whole = _SURELY_TEXT
    different = len(set(words)) > 1 or len(rows) == 1
    return different and len(words) * whole >= len(rows) * part


def _is_name(text: str) -> bool:
    """Whether a text is short and has more letters than figures, as no order's number has."""
    letters, figures = (sum(map(kind, text)) for kind in (str.isalpha, str.isdigit))
    return len(text) <= _LONGEST_NAME and letters >= max(figures, 1)


def table_listed(listed: Listed, knowing: Knowing) -> TableSeen:
    """A table that calc reads, with its people."""
    return replace(_seen(listed.table, knowing), people=_people(listed))


def _seen(table: Table, knowing: Knowing) -> TableSeen:
    first = table.grid.frame.head(SEARCHED_ROWS + _SAMPLED)
    below = [at for at, row in enumerate(first[ROW].to_list()) if row > table.header]
    samples = {one.letter: first[one.letter].gather(below).to_list() for one in table.unknown}
    header = first.to_dicts()[first[ROW].to_list().index(table.header)]
    return TableSeen(
        table,
        columns_seen(table, knowing.definitions, samples),
        sum(_is_of(one.text, table.layout) for one in table.every) if table.layout else 0,
        len(table.every),
        two_rows=any(header[one.letter] != one.text for one in table.every),
    )


def _people(listed: Listed) -> People:
    table, rows = listed.table, listed.rows
    names = Counter(name for name in rows.frame[WHO].to_list() if name)
    numbers = rows.frame[ROW].to_list()
    below = [row for row in table.grid.frame[ROW].to_list() if row > table.header]
    days = {one for one in rows.days if one is not None}
    whole = Days(min(d.first for d in days), max(d.last for d in days)) if days else None
    gaps = tuple(missing_days(days, whole)) if whole else ()
    return People(
        tuple(names),
        len(numbers),
        several=sum(count > 1 for count in names.values()),
        most=max(names.values(), default=1),
        skipped=tuple(_skipped(table, frozenset(below) - frozenset(numbers))),
        blank=below[-1] - table.header - len(below) if below else 0,
        hidden=tuple(row for row in numbers if row in table.grid.hidden),
        days=(whole,) if whole else (),
        gaps=gaps,
    )


def _skipped(table: Table, rows: frozenset[int]) -> Iterator[Skipped]:
    """The rows that are not people, with the first text in them."""
    if not rows:
        return
    frame = table.grid.frame
    agent = table.agents[0]
    for at, number in enumerate(frame[ROW].to_list()):
        if number in rows:
            cells = frame.row(at, named=True)
            every = (cells[agent.letter], *(cells[name] for name in table.grid.letters))
            text = next((one for one in every if one), "")
            yield Skipped(number, text, again=text == agent.text)
