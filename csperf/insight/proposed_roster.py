"""The roster as a window proposes it: the given one, and a row for every new level.

Why rows and no changed cells: a level holds from a day on, and a month before it must still be
computed by the old one. The roster's own dated rows say that; a blank cell of such a row leaves
everything else as it was. A roster without dates gets the column for them.
Why text is copied as it stands, a CSV in its own encoding: whoever compares the two files must see
what was proposed and nothing else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from csperf.errors import Place, Problem, problem
from csperf.inputs import Agent
from csperf.intake.delimited import delimiter_of
from csperf.intake.entries import valid_from
from csperf.intake.exports import Reading, open_exports
from csperf.intake.grid import letter
from csperf.intake.headings import Table

_DATED = "生效日期"
_COMMA = ","


@dataclass(frozen=True)
class Proposal:
    """Who is to have which level, and from which day on."""

    levels: Mapping[Agent, str]
    day: str


@dataclass(frozen=True)
class Roster:
    """The rows of the proposed roster, the heading among them, and how its text is written."""

    rows: tuple[tuple[str, ...], ...]
    header: int
    encoding: str = "utf-8-sig"
    delimiter: str = _COMMA
    line_end: str = "\r\n"

    def text(self) -> bytes:
        """The file as delimited text."""
        written = io.StringIO()
        csv.writer(written, delimiter=self.delimiter, lineterminator=self.line_end).writerows(
            self.rows
        )
        return written.getvalue().encode(self.encoding)


def proposed(
    file: str, at: str, headings: Mapping[str, tuple[str, ...]], by: str, proposal: Proposal
) -> tuple[Roster | None, list[Problem]]:
    """The roster with the proposal's rows below its own; `at` is where the file lies."""
    exports, problems = open_exports((), at, headings, Reading())
    table = exports.roster.table if exports.roster else None
    problems = [one for one in problems if one.stops and one.id != "no-agents"]
    if table is None:
        return None, problems
    column = next(iter(table.columns.get(by, ())), None)
    if column is None:
        return None, [problem("review-no-column", Place(file), name=by)]
    roster = _as_text(at, table) or _as_grid(table)
    dated = valid_from(table)
    return _with_rows(roster, table, column.letter, dated.letter if dated else "", proposal), []


def _as_text(at: str, table: Table) -> Roster | None:
    """A CSV with its cells as they stand; None for a workbook."""
    encoding = table.grid.read_as
    if table.grid.sheet or encoding == "xlsx":
        return None
    content = Path(at).read_bytes()
    text = content.decode(encoding)
    delimiter = delimiter_of(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return Roster(tuple(map(tuple, rows)), table.header - 1, encoding, delimiter, line_end)


def _as_grid(table: Table) -> Roster:
    """A workbook's sheet with the texts of its cells, from the heading on."""
    frame = table.grid.frame.select("row", *table.grid.letters).rows()
    return Roster(tuple(tuple(row[1:]) for row in frame if row[0] >= table.header), 0)


def _with_rows(roster: Roster, table: Table, level: str, dated: str, proposal: Proposal) -> Roster:
    rows = [list(row) for row in roster.rows]
    if not dated:
        dated = letter(len(rows[roster.header]))
        rows[roster.header].append(_DATED)
        for row in filter(None, rows[roster.header + 1 :]):
            row.extend([""] * (len(rows[roster.header]) - len(row)))
    places = {letter(nth): nth for nth in range(len(rows[roster.header]))}
    names = [places[heading.letter] for heading in table.agents]
    for agent, proposed_level in proposal.levels.items():
        own = _own_row(rows[roster.header + 1 :], names, agent)
        new = [""] * len(rows[roster.header])
        for place in names:
            new[place] = own[place] if place < len(own) else ""
        new[places[level]], new[places[dated]] = proposed_level, proposal.day
        rows.append(new)
    return Roster(
        tuple(map(tuple, rows)), roster.header, roster.encoding, roster.delimiter, roster.line_end
    )


def _own_row(rows: Sequence[Sequence[str]], names: Sequence[int], agent: Agent) -> Sequence[str]:
    """The first row of a person: by the id, or else by the name."""
    for wanted in filter(None, (agent.id, agent.name)):
        for row in rows:
            if any(place < len(row) and row[place].strip() == wanted for place in names):
                return row
    return ()
