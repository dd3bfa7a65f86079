"""Headings: which row of a grid is its header, and what each column of it means."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from csperf.errors import Place, Problem, problem
from csperf.intake.grid import ROW, Grid

SEARCHED_ROWS = 15
_SHOWN = 8
_HEADINGS_SHOWN = 12
_BRACKETS = str.maketrans("【】[]〔〕{}「」", "()()()()()")
_GONE = re.compile(r"[\s_\u200b-\u200d\u2060\ufeff]+")
_UNIT_AT_END = re.compile(r"\((?:单位:?|unit:?)?([^()]+)\)$|in(seconds|minutes|hours)$")
_UNITS = {
    word: unit
    for unit, words in {
        "秒": "秒 秒钟 s sec secs second seconds",
        "分钟": "分钟 分 m min mins minute minutes",
        "小时": "小时 时 h hr hrs hour hours",
        "毫秒": "毫秒 ms",
        "%": "% 百分比 percent",
        "元": "元 元/人 元/件 元/单 人民币 rmb cny yuan ¥",
        "万元": "万元 万",
        "亿元": "亿元",
    }.items()
    for word in words.split()
}

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


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A heading as it is compared: no blanks, one kind of bracket and arrow, small letters.

    >>> fold("首次响应时长（秒) ") == fold("首次响应时长(秒）"), fold("询单→最终付款成功率")
    (True, '询单->最终付款成功率')
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_BRACKETS)
    return _GONE.sub("", folded.replace("→", "->").replace("➔", "->"))


def unit_of(text: str) -> tuple[str, str]:
    """The folded heading without the unit in its brackets, and that unit.

    >>> unit_of("平均接待时长(秒)"), unit_of("平均响应时长（新）"), unit_of("客单价（元/人）")
    (('平均接待时长', '秒'), ('平均响应时长(新)', ''), ('客单价', '元'))
    """
    folded = fold(text)
    found = _UNIT_AT_END.search(folded)
    unit = _UNITS.get(found[1] or found[2], "") if found else ""
    if found is None or not unit or found[2]:
        return folded, unit
    return folded[: found.start()], unit


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


def near(wanted: Iterable[str], headings: Iterable[Heading]) -> list[Heading]:
    """The headings that resemble one of the wanted names, the nearest first."""
    names = [fold(name) for name in wanted]
    scored = [(_likeness(unit_of(heading.text)[0], names), heading) for heading in headings]
    close = [pair for pair in scored if pair[0] >= 0.5]  # noqa: PLR2004 - half of the signs agree
    return [heading for _, heading in sorted(close, key=lambda pair: -pair[0])]


def _likeness(text: str, names: list[str]) -> float:
    return max((difflib.SequenceMatcher(None, name, text).ratio() for name in names), default=0)
