"""Headings: which row of a grid is its header, and what each column of it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from csperf.errors import Place, Problem, problem
from csperf.intake.grid import ROW, Grid
from csperf.intake.spelling import fold, unit_of

SEARCHED_ROWS = 15
_SHOWN = 8
_HEADINGS_SHOWN = 12
# fmt: off
NAMES = (
    "姓名", "员工姓名", "客服姓名", "真实姓名", "员工", "员工名称", "agent", "agentname", "name",
    "employee", "employeename", "fullname", "staff", "salesagent", "salesperson", "salesrep",
)
NICKS = (
    "客服", "客服名称", "旺旺昵称", "旺旺", "客服旺旺", "客服昵称", "昵称", "花名", "客服花名",
    "客服账号", "客服帐号", "子账号", "子帐号", "账号", "帐号", "nickname", "nick", "nicks",
    "nicknames", "alias", "aliases", "account", "accounts",
)
IDS = (
    "工号", "员工编号", "员工号", "员工id", "客服工号", "uid", "id", "employeeid", "agentid",
    "staffid", "salespersonid", "salesagentid",
)
# fmt: on
_ELSE = "负责人"  # who a row belongs to where no other column names a person; else a supervisor
_AGENTS = {heading: rank for rank, heading in enumerate((*NAMES, *NICKS, *IDS))}

Index = Mapping[str, tuple[str, ...]]
Cells = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a header: its letter, its text, the unit that its brackets name."""

    letter: str
    text: str
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A grid whose header is known.

    `agents` are the columns that name a person, the most personal first; `columns` are the columns
    that offer each metric; `unknown` are headings that mean nothing to csperf.
    """

    grid: Grid
    header: int
    width: int
    agents: tuple[Heading, ...]
    columns: Mapping[str, tuple[Heading, ...]]
    unknown: tuple[Heading, ...]

    def place(self, heading: Heading, row: int | None = None) -> Place:
        """The cell of this column in this row (in the header, if no row is given)."""
        return self.grid.place(heading.letter, row or self.header)


def index_of(known: Mapping[str, Iterable[str]]) -> Index:
    """Which metrics each folded heading stands for."""
    index: dict[str, tuple[str, ...]] = {}
    for name, headings in known.items():
        for folded in dict.fromkeys(fold(heading) for heading in headings):
            index[folded] = (*index.get(folded, ()), name)
    return index


def find_table(grid: Grid, index: Index, *, needs_metric: bool = True) -> Table | Problem:
    """The table under the row, near the top, that holds the most headings csperf knows."""
    rows = list(grid.frame.head(SEARCHED_ROWS).iter_rows(named=True))
    found = [_table(grid, cells, index) for cells in (*rows, *_doubled(rows))]
    if not found:
        return problem("sheet-empty", grid.whole)
    fit = [table for table in found if table.agents and (table.columns or not needs_metric)]
    best = max(fit or found[: len(rows)], key=_known)
    return best if fit else _missing(best)


def _doubled(rows: Sequence[Cells]) -> list[Cells]:
    """Headers of two rows: where the lower is blank (cells merged downward) the upper counts."""
    return [
        {name: text or upper[name] for name, text in lower.items()}
        for upper, lower in pairwise(rows)
    ]


def _known(table: Table) -> int:
    return len(table.agents) + len(table.columns)


def _table(grid: Grid, cells: Cells, index: Index) -> Table:
    agents: list[tuple[int, Heading]] = []
    supervisors: list[Heading] = []
    columns: dict[str, tuple[Heading, ...]] = {}
    unknown: list[Heading] = []
    width = 0
    for position, name in enumerate(grid.letters, start=1):
        text = str(cells[name])
        if not text or text.startswith("\0"):
            continue
        width = position
        stem, unit = unit_of(text)
        heading = Heading(name, text, unit)
        metrics = index.get(fold(text)) or index.get(stem) or ()
        for metric in metrics:
            columns[metric] = (*columns.get(metric, ()), heading)
        if fold(text) in _AGENTS:
            agents.append((_AGENTS[fold(text)], heading))
        elif fold(text) == _ELSE:
            supervisors.append(heading)
        elif not metrics:
            unknown.append(heading)
    people = tuple(heading for _, heading in sorted(agents, key=lambda pair: pair[0]))
    people = people or tuple(supervisors)
    return Table(grid, int(cells[ROW]), width, people, columns, tuple(unknown))


def _missing(table: Table) -> Problem:
    """Why a row is no header; told of the row that comes nearest."""
    found = tuple(h.text for h in (*table.agents, *table.unknown))[:_SHOWN]
    place = table.grid.whole
    if table.agents:
        return problem("header-no-metric", place, row=table.header, found=found)
    if table.columns:
        row = {heading.letter: heading.text for heading in table.unknown}
        row |= {h.letter: h.text for headings in table.columns.values() for h in headings}
        texts = tuple(dict.fromkeys(row[at] for at in table.grid.letters if at in row))
        shown = _cut(texts, _HEADINGS_SHOWN)
        return problem("header-no-agent", place, row=table.header, found=shown)
    return problem("header-missing", place, rows=SEARCHED_ROWS, found=found)


def _cut(texts: tuple[str, ...], most: int) -> tuple[str, ...]:
    return texts if len(texts) <= most else (*texts[:most], "…")


def choose(table: Table, metric: str) -> Heading | Problem:
    """The one column of the table to read a metric from.

    The same duration often stands twice, as text and with `(秒)`: then the latter is taken.
    """
    headings = table.columns[metric]
    stems = {unit_of(heading.text)[0] for heading in headings}
    seconds = [heading for heading in headings if heading.unit == "秒"]
    if len(headings) == 1:
        return headings[0]
    if len(seconds) == 1 and len(stems) == 1:
        return seconds[0]
    first, second = headings[:2]
    return problem(
        "heading-twice",
        table.place(second),
        metric=metric,
        heading=second.text,
        first=first.text,
        at=table.place(first),
    )
