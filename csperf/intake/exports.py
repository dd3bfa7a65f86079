"""Exports: the front door; open the files of a month, then read the metrics that a plan needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csperf.errors import Place, Problem, problem, stopping, warning
from csperf.formula import Source
from csperf.inputs import Agent, Cells, Inputs
from csperf.intake.files import Opened, open_file
from csperf.intake.headings import NAMES, Index, Table, find_table, index_of
from csperf.intake.people import Placed, place_rows, placed, read_roster, shops, team
from csperf.intake.rows import Rows, people_rows
from csperf.intake.spelling import fold, near
from csperf.intake.tables import Part, Wanted, absent, join_parts, merged_cells, read_part, twice
from csperf.units import Unit

_SHOWN = 8


@dataclass(frozen=True, eq=False)
class Exports:
    """The tables of a month's files with their headers known; no figure has been read yet.

    `digests` are the SHA-256 of the files, by the names given.
    """

    tables: tuple[Table, ...] = ()
    roster: Table | None = None
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def supplied(self) -> frozenset[str]:
        """The metrics that some table offers."""
        return frozenset(metric for table in self.every for metric in table.columns)

    @property
    def every(self) -> tuple[Table, ...]:
        """All tables, the roster first."""
        return self.tables if self.roster is None else (self.roster, *self.tables)


def open_exports(
    files: Sequence[str],
    roster: str | None,
    known: Mapping[str, tuple[str, ...]],
    sheet: str | None = None,
) -> tuple[Exports, list[Problem]]:
    """The tables of these files; `known` gives the headings that each metric may have.

    `sheet` limits every workbook of `files` to its sheet of that name.
    """
    index = index_of(known)
    opened = [open_file(file, sheet) for file in files]
    problems = [fault for one in opened for fault in one.problems] + _same_twice(opened)
    first = {one.digest: one for one in reversed(opened)}
    tables: list[Table] = []
    for one in (one for one in opened if first[one.digest] is one):
        found, faults = _tables(one, index)
        tables += found
        problems += faults
    people: Table | None = None
    if roster is not None:
        opened.append(open_file(roster))
        people, faults = _roster(opened[-1], index)
        problems += faults
        same = [one.file for one in opened[:-1] if one.digest and one.digest == opened[-1].digest]
        problems += [problem("file-data-and-roster", Place(roster)) for _ in same[:1]]
        tables = [table for table in tables if table.grid.file not in same]
    if not opened:
        problems.append(problem("no-agents"))
    digests = {one.file: one.digest for one in opened}
    return Exports(tuple(tables), people, known, digests), problems


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


def read_inputs(
    exports: Exports,
    needed: Mapping[str, Unit],
    fractions: Mapping[str, bool] | None = None,
    sparse: frozenset[str] = frozenset(),
) -> tuple[Inputs | None, list[Problem]]:
    """One value per agent for each needed metric that some table offers.

    `fractions` tells of metrics whose bare shares are declared: 0.5 is 50% (True) or 0.5% (False).
    `sparse` metrics may lack a row for some agents, who are then unknown, not a problem.
    Needed metrics that are not in `exports.supplied` are left out: the plan says if it can do
    without them.
    """
    declared = fractions or {}
    wanted = [
        Wanted(name, unit, declared.get(name), name in sparse)
        for name, unit in needed.items()
        if name in exports.supplied
    ]
    agents, tables, problems = _people(exports, wanted)
    columns: dict[str, Cells] = {}
    sources: dict[str, Source] = {}
    for one in wanted:
        parts, faults = _parts(tables, one)
        problems += faults
        columns[one.name], source = join_parts(parts, len(agents))
        if source:
            sources[one.name] = source
    problems += twice(tables, [one.name for one in wanted], agents)
    inputs = None if stopping(problems) else Inputs(agents, columns, sources)
    return inputs, problems


def _tables(opened: Opened, index: Index) -> tuple[list[Table], list[Problem]]:
    """The tables of a file; sheets without a known header matter only if there is no other."""
    found = [find_table(grid, index) for grid in opened.grids]
    tables = [table for table in found if isinstance(table, Table)]
    if tables or opened.problems:
        return tables, []
    faults = [fault for fault in found if isinstance(fault, Problem)]
    return [], faults or [problem("sheet-none", Place(opened.file))]


def _roster(opened: Opened, index: Index) -> tuple[Table | None, list[Problem]]:
    """The one table of people in a file: the one that has real names, if several name people."""
    if opened.problems:
        return None, list(opened.problems)
    found = [find_table(grid, index, needs_metric=False) for grid in opened.grids]
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


def _parts(tables: Sequence[Placed], wanted: Wanted) -> tuple[list[Part], list[Problem]]:
    """The metric's column of every table that offers it."""
    read = [read_part(one, wanted) for one in tables if wanted.name in one.table.columns]
    parts = [part for part, _ in read if part]
    return parts, [fault for _, faults in read for fault in faults]


def _people(
    exports: Exports, wanted: Sequence[Wanted]
) -> tuple[tuple[Agent, ...], list[Placed], list[Problem]]:
    """The agents, and the rows of the needed tables with the agent that each belongs to."""
    names = {one.name for one in wanted}
    used = [table for table in exports.tables if not names or names & table.columns.keys()]
    problems = [
        warning("table-unused", table.grid.whole) for table in exports.tables if table not in used
    ]
    rows: list[Rows] = []
    for table in used:
        found, faults = people_rows(table)
        rows.append(found)
        problems += faults + merged_cells(found, table.agents[0])
    if exports.roster is not None:
        return _by_roster(exports.roster, rows, wanted, problems)
    agents, faults = team(rows)
    problems += faults
    tables, faults = _place_all(
        rows, {agent.name: i for i, agent in enumerate(agents)}, len(agents)
    )
    faults += absent(tables, wanted, dict(enumerate(agents)))
    return agents, tables, problems + faults


def _by_roster(
    table: Table, rows: Sequence[Rows], wanted: Sequence[Wanted], problems: list[Problem]
) -> tuple[tuple[Agent, ...], list[Placed], list[Problem]]:
    """The people of the roster, whose own rows are a table like the others."""
    listed, faults = people_rows(table, is_roster=True)
    problems = [*problems, *faults, *merged_cells(listed, table.agents[0])]
    roster, faults = read_roster(listed)
    problems += faults
    if roster is None:
        nobody = [placed(one, [None] * one.frame.height, 0) for one in (listed, *rows)]
        return (), nobody, problems
    tables, faults = _place_all(rows, roster.keys, len(roster.agents), names_only=False)
    present = {agent for table_ in tables for agent in table_.agents}
    idle = [a.name for i, a in enumerate(roster.agents) if i not in present] if tables else []
    nobody_known = not present - {None} and any(
        fault.id == "agents-all-unknown" for fault in faults
    )
    if idle and not nobody_known:
        shown = tuple(idle[:_SHOWN])
        faults.append(problem("agent-without-data", table.grid.whole, names=shown, count=len(idle)))
    working = {i: agent for i, agent in enumerate(roster.agents) if i in present}
    faults += shops(tables, roster.keys, roster.agents)
    own = placed(listed, range(len(roster.agents)), len(roster.agents))
    faults += absent([own, *tables], wanted, working)
    return roster.agents, [own, *tables], problems + faults


def _place_all(
    rows: Sequence[Rows], keys: Mapping[str, int], size: int, *, names_only: bool = True
) -> tuple[list[Placed], list[Problem]]:
    found = [place_rows(one, keys, size, names_only=names_only) for one in rows]
    return [one for one, _ in found], [fault for _, faults in found for fault in faults]
