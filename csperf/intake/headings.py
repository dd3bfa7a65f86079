"""Headings: which row of a grid is its header, and what each column of it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from csperf.errors import Place, Problem, Term, problem
from csperf.intake.grid import ROW, Grid
from csperf.intake.layout import Layout, recognise
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
    "nicknames", "alias", "aliases",
)
IDS = (
    "工号", "员工编号", "员工号", "员工id", "客服工号", "uid", "id", "employeeid", "agentid",
    "staffid", "salespersonid", "salesagentid",
)
# fmt: on
_ELSE = "负责人"  # who a row belongs to where no other column names a person; else a supervisor
_AGENTS = {heading: rank for rank, heading in enumerate((*NAMES, *NICKS, *IDS))}
_DATES = ("日期", "统计日期", "数据日期", "date", "day")
_SHOPS = ("店铺", "店铺名称", "所属店铺", "shop", "shopname", "store")

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
    that offer each metric; `unknown` are headings that mean nothing to csperf, `ignored` those that
    the layout knows to be of no use. `weights` names the metric that a metric's rows are weighted
    with, where the layout says so; `elsewhere` are headings that this platform means another metric
    by than the catalogue, with that metric.
    """

    grid: Grid
    header: int
    width: int
    agents: tuple[Heading, ...]
    columns: Mapping[str, tuple[Heading, ...]]
    unknown: tuple[Heading, ...]
    layout: Layout | None = None
    date: Heading | None = None
    shop: Heading | None = None
    ignored: tuple[Heading, ...] = ()
    weights: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)

    def place(self, heading: Heading, row: int | None = None) -> Place:
        """The cell of this column in this row (in the header, if no row is given)."""
        return self.grid.place(heading.letter, row or self.header)

    @cached_property
    def every(self) -> tuple[Heading, ...]:
        """All columns with a heading, each once, as they stand."""
        special = [heading for heading in (self.date, self.shop) if heading]
        metrics = [heading for headings in self.columns.values() for heading in headings]
        found = {
            heading.letter: heading
            for heading in (*self.agents, *special, *metrics, *self.ignored, *self.unknown)
        }
        return tuple(found[name] for name in self.grid.letters if name in found)

    @property
    def platform(self) -> str:
        """The platform that the table was exported from; '' where that is not known."""
        return self.layout.platform if self.layout else ""

    @cached_property
    def kind(self) -> tuple[str, ...]:
        """What sets this sort of table apart: its layout, or all of its headings."""
        if self.layout is not None:
            return (self.layout.dialect, self.layout.name)
        return tuple(sorted({fold(heading.text) for heading in self.every}))


@dataclass(frozen=True)
class Vocabulary:
    """What headings may mean: metrics by folded heading, and the layouts of platforms.

    `stated` are the headings that the plan itself gives a meaning; they mean that everywhere.
    """

    metrics: Mapping[str, tuple[str, ...]]
    stated: frozenset[str] = frozenset()
    layouts: tuple[Layout, ...] = ()


def vocabulary(
    known: Mapping[str, Iterable[str]],
    stated: Iterable[str] = (),
    layouts: tuple[Layout, ...] = (),
) -> Vocabulary:
    """Which metrics each folded heading stands for; `stated` names metrics of the plan's own."""
    index: dict[str, tuple[str, ...]] = {}
    for name, headings in known.items():
        for folded in dict.fromkeys(fold(heading) for heading in headings):
            index[folded] = (*index.get(folded, ()), name)
    own = {fold(heading) for name in stated for heading in known.get(name, ())}
    return Vocabulary(index, frozenset(own), layouts)


def find_table(grid: Grid, words: Vocabulary, *, needs_metric: bool = True) -> Table | Problem:
    """The table under the row, near the top, that holds the most headings csperf knows."""
    rows = list(grid.frame.head(SEARCHED_ROWS).iter_rows(named=True))
    found = [
        _table(grid, cells, words) for cells in (*rows, *_doubled(grid, rows), *_joined(grid, rows))
    ]
    if not found:
        return problem("sheet-empty", grid.whole)
    fit = [table for table in found if table.agents and (table.columns or not needs_metric)]
    best = max(fit or found[: len(rows)], key=_known)
    above = next((t for t in found[: len(rows)] if t in fit and t.header < best.header), None)
    if above is not None and best in found[: len(rows)]:
        return problem(
            "header-again",
            grid.place(best.agents[0].letter, best.header),
            heading=best.agents[0].text,
            row=above.header,
        )
    other = max(found, key=_known)
    if needs_metric and other.layout is not None and other.layout.level != "agent":
        level, name = Term(f"level.{other.layout.level}"), other.layout.name
        return problem("table-not-of-agents", grid.whole, table=name, level=level)
    return best if fit else _missing(best)


def _doubled(grid: Grid, rows: Sequence[Cells]) -> list[Cells]:
    """Headers of two rows, without their groups: where the lower is blank the upper counts."""
    return [
        {name: text if name in groups else _over(upper[name], text) for name, text in lower.items()}
        for upper, lower in pairwise(rows)
        for groups in [_groups(grid, upper, lower)]
    ]


def _over(upper: str | int, lower: str | int) -> str | int:
    """The heading of two cells: 上月 over 销售额 is another heading than 销售额."""
    if isinstance(lower, int):
        return lower
    return f"{upper}{lower}" if upper and lower else lower or upper


def _joined(grid: Grid, rows: Sequence[Cells]) -> list[Cells]:
    """Headers of two rows where the upper groups the lower: 邀请 over 满意率 is 邀请满意率."""
    return [
        {
            name: _under(groups.get(name, ""), text) if name in groups else _over(upper[name], text)
            for name, text in lower.items()
        }
        for upper, lower in pairwise(rows)
        if (groups := _groups(grid, upper, lower))
    ]


def is_agent_heading(text: str) -> bool:
    """Whether a text is what a column of people is called."""
    return fold(text) in _AGENTS


def _under(group: str, text: str | int) -> str:
    return f"{group}{text}" if text else ""


def _groups(grid: Grid, upper: Cells, lower: Cells) -> dict[str, str]:
    """The group title over each column: of a merged range, or of blanks to the right of a title."""
    wide = {
        merged.letters[0]: merged.letters
        for merged in grid.merged
        if merged.first == merged.last == upper[ROW] and len(merged.letters) > 1
    }
    groups: dict[str, str] = {}
    title, last = "", ""
    for name in grid.letters:
        if upper[name]:
            title = str(upper[name])
            last = wide[name][-1] if name in wide else ""
        if title and lower[name]:
            groups[name] = title
        if name == last:
            title = ""
    counted = list(groups.values())
    return {name: title for name, title in groups.items() if counted.count(title) > 1}


def _known(table: Table) -> int:
    return len(table.agents) + len(table.columns)


@dataclass
class _Columns:
    """The columns of a header while they are being told apart."""

    agents: list[tuple[int, Heading]] = field(default_factory=list)
    supervisors: list[Heading] = field(default_factory=list)
    columns: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    unknown: list[Heading] = field(default_factory=list)
    ignored: list[Heading] = field(default_factory=list)
    dates: list[tuple[int, Heading]] = field(default_factory=list)
    shops: list[tuple[int, Heading]] = field(default_factory=list)
    weights: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)


def _table(grid: Grid, cells: Cells, words: Vocabulary) -> Table:
    """The table that a row would be the header of."""
    texts = {name: str(cells[name]) for name in grid.letters if cells[name]}
    texts = {name: text for name, text in texts.items() if not text.startswith("\0")}
    layout = recognise(tuple(texts.values()), words.layouts) if len(texts) > 1 else None
    found = _Columns()
    for name, text in texts.items():
        _tell(found, Heading(name, text, unit_of(text)[1]), layout, words)
    people = tuple(h for _, h in sorted(found.agents, key=lambda pair: pair[0]))
    return Table(
        grid,
        int(cells[ROW]),
        grid.letters.index(list(texts)[-1]) + 1 if texts else 0,
        people or tuple(found.supervisors),
        found.columns,
        tuple(found.unknown),
        layout,
        _first(found.dates),
        _first(found.shops),
        tuple(found.ignored),
        found.weights,
        found.elsewhere,
    )


def _first(found: list[tuple[int, Heading]]) -> Heading | None:
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _tell(
    found: _Columns,
    heading: Heading,
    layout: Layout | None,
    words: Vocabulary,
) -> None:
    """Puts one heading where it belongs; one may be a metric and a person's column at once."""
    folded, stem = fold(heading.text), unit_of(heading.text)[0]
    metrics = words.metrics.get(folded) or words.metrics.get(stem) or ()
    meaning = layout.meaning(heading.text) if layout else None
    if meaning is not None and not {folded, stem} & words.stated:
        own = words.metrics.get(fold(meaning.metric), ()) if meaning.metric else ()
        if metrics and own and own[0] not in metrics:
            found.elsewhere[metrics[0]] = own[0]
        metrics = own
        heading = Heading(heading.letter, heading.text, heading.unit or meaning.unit)
        found.weights |= dict.fromkeys(own, meaning.weight) if meaning.weight else {}
    for metric in metrics:
        found.columns[metric] = (*found.columns.get(metric, ()), heading)
    agent = _rank(folded, layout.agents if layout else (), tuple(_AGENTS))
    date = _rank(folded, layout.date if layout else (), _DATES)
    shop = _rank(folded, layout.shop if layout else (), _SHOPS)
    if agent is not None:
        found.agents.append((agent, heading))
    elif date is not None:
        found.dates.append((date, heading))
    elif shop is not None:
        found.shops.append((shop, heading))
    elif folded == _ELSE:
        found.supervisors.append(heading)
    elif meaning is not None and not metrics:
        found.ignored.append(heading)
    elif not metrics:
        found.unknown.append(heading)


def _rank(folded: str, stated: tuple[str, ...], common: tuple[str, ...]) -> int | None:
    """How telling a heading is among those of its sort: what the layout states goes first."""
    ranked = (*(fold(heading) for heading in stated), *common)
    return ranked.index(folded) if folded in ranked else None


def _missing(table: Table) -> Problem:
    """Why a row is no header; told of the row that comes nearest."""
    found = tuple(heading.text for heading in table.every)[:_SHOWN]
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
    seconds = [heading for heading in headings if unit_of(heading.text)[1] == "秒"]
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
