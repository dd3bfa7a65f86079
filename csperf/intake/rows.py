"""Rows: which rows of a table are people; what else stands there is counted and told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from csperf.errors import Problem, problem, warning
from csperf.intake.cells import folded_text
from csperf.intake.days import Days
from csperf.intake.grid import DISGUISED, FIELDS, LOST_DIGITS, NO_VALUE, ROW
from csperf.intake.headings import IDS, Heading, Table, is_agent_heading
from csperf.intake.spelling import fold

WHO = "who"
ACCOUNT = "account"
SHOP = "shop"
_SHOWN = 8
# fmt: off
NOT_PEOPLE = (
    "汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值", "店铺汇总值",
    "店铺平均值", "合计", "总计", "汇总", "平均", "总和", "均值", "小计", "共计", "全店",
    "总合计", "平均数", "合计值", "总计值", "total", "totals", "grandtotal", "subtotal",
    "average", "avg", "mean", "sum", "overall", "summary",
)
# fmt: on
_SUMS = (
    *("合计", "总计", "总合计", "合计值", "总计值", "共计", "总和"),
    *("total", "totals", "grandtotal"),
)
_GROUPS = (
    *("组", "组别", "小组", "分组", "旺旺分组", "班组", "部门", "团队", "技能组"),
    *("team", "group", "department"),
)
_ALL_SHOPS = ("全部", "全部店铺", "所有店铺", "整体", "all", "allshops")
_FOOT = (
    r"^(?:(?:制表|审核|复核|核准|批准|填表|打印|导出)(?:人|日期|时间)?|统计(?:时间|日期|周期)|"
    r"数据(?:来源|说明)|备注|说明|注)\s*[:：]|^(?:制表|审核|复核|批准|填表)人?$"
)
_UNTOLD = r"[\s:：]"
_WRAPPED = r"^=\"(.*)\"$|^'(.*)$"
_DAMAGED = r"(?i)^\x00|^#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|#+)$|^\d+(?:\.\d+)?e\+\d+$"
NO_NAME = _DAMAGED + "|^$"
_DASHES = r"^[-—–]+$"
FIGURE = re.compile(r"[^\d]?[\d.,:]*[1-9]")  # a number that is not 0, with its sign or unit


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table that are people.

    The frame has WHO (the agent's text as it is matched), ACCOUNT (that text as it is written) and
    SHOP added; `days` are the days that each row is about, None where nothing says so. `totals` are
    the rows left out that call themselves the sum of the others.
    Of a roster with dated rows each person has one row, and `counted` tells for each column from
    which row of the sheet its cells were taken; `undecided` are cells (by row and column) that
    nobody may choose.
    """

    table: Table
    frame: pl.DataFrame
    days: tuple[Days | None, ...] = ()
    totals: pl.DataFrame | None = None
    counted: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    undecided: Mapping[tuple[int, str], Problem] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> list[int]:
        """The rows' numbers in their sheet."""
        return self.frame[ROW].to_list()

    def numbers_at(self, letter: str) -> Sequence[int]:
        """The numbers of the rows that this column's cells stand in."""
        return self.counted.get(letter, self.numbers)

    def holds_no_figure(self, row: int) -> bool:
        """Whether all metrics of a row are blank or 0: a day off, or somebody who has left."""
        headings = (h for headings in self.table.columns.values() for h in headings)
        letters = {heading.letter for heading in headings}
        return not any(FIGURE.match(folded_text(self.frame[name][row])) for name in letters)


def people_rows(table: Table, *, is_roster: bool = False) -> tuple[Rows, list[Problem]]:
    """The rows under the header that are people; what else stands there is told.

    Of a roster every name, nick and id counts; of other tables the first name and the ids.
    """
    letters = [heading.letter for heading in table.agents]
    shop = pl.col(table.shop.letter) if table.shop else pl.lit("")
    who = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in letters]
    below = (
        table.grid.frame.filter(pl.col(ROW) > table.header)
        .with_columns(pl.col(letters).str.replace(_WRAPPED, "$1$2").str.replace(_DASHES, ""))
        .with_columns(pl.coalesce(who).fill_null("").alias(ACCOUNT), shop.alias(SHOP))
        .with_columns(_bare_nick(table).alias(WHO))
    )
    others = _others(table, below).sort(ROW)
    people = below.join(others, on=ROW, how="anti", maintain_order="left")
    problems = [*_left_out(table, others), *_hidden(table, people), *_faults(table, people)]
    problems += _swallowed(table, people) + _like_total(table, people)
    problems += _damaged(table, people, is_roster=is_roster) + _two_tables(table, people)
    sums = others.filter(pl.any_horizontal(_is_sum(pl.col(name)) for name in letters))
    return Rows(table, _without_shifted(table, people), totals=sums), problems


def _two_tables(table: Table, rows: pl.DataFrame) -> list[Problem]:
    """A second table beside or below: its figures would be given to the people of the first."""
    first: dict[str, Heading] = {}
    for heading in table.agents:
        before = first.setdefault(fold(heading.text), heading)
        if before is not heading:
            at, other = table.place(heading), table.place(before)
            return [problem("agent-columns-twice", at, heading=heading.text, other=other)]
    for text, row in rows.select(ACCOUNT, ROW).iter_rows():
        if is_agent_heading(text):
            place = table.place(table.agents[0], row)
            return [problem("header-again", place, heading=text, row=table.header)]
    return []


def _swallowed(table: Table, rows: pl.DataFrame) -> list[Problem]:
    """Cells that hold whole rows, because a quote was opened and closed by chance far below."""
    if table.width < 3 or rows.is_empty() or not rows[FIELDS][0]:  # noqa: PLR2004 - no telling
        return []
    lines = rf"\n(?:[^\n,;\t]*[,;\t]){{{table.width - 1}}}"
    return [
        problem("rows-swallowed", table.grid.place(name, row))
        for name in table.grid.letters
        for row in rows.filter(pl.col(name).str.contains(lines))[ROW].head(1)
    ]


def _bare_nick(table: Table) -> pl.Expr:
    """The agent's text without what this platform's exports write around a nick."""
    patterns = table.layout.nicks if table.layout else ()

    def bare(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub("", text).strip() or text
        return text

    text = pl.col(ACCOUNT)
    return text.map_elements(bare, return_dtype=pl.String) if patterns else text


def _without_shifted(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the cells of ragged ones blank: what stands there belongs to other columns."""
    ragged = _ragged(table)
    if rows.filter(ragged).is_empty():
        return rows
    return rows.with_columns(
        pl.when(ragged).then(pl.lit("")).otherwise(pl.col(name)).alias(name)
        for name in table.grid.letters
    )


def _ragged(table: Table) -> pl.Expr:
    """Whether a row has fewer or more fields than the header; its figures may have shifted."""
    beyond = table.grid.letters[table.width :]
    header = table.grid.frame.filter(pl.col(ROW) == table.header)[FIELDS]
    counted = pl.col(FIELDS) > 0
    surplus = pl.col(FIELDS) > max([table.width, *header.to_list()])
    more = (
        pl.any_horizontal(pl.col(name) != "" for name in beyond) if beyond else pl.lit(value=False)
    )
    ragged: pl.Expr = counted & ((pl.col(FIELDS) < table.width) | more | surplus)
    return ragged


def _others(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that are not people: totals, footers, the header once more.

    A row without a name is one if a total's label stands anywhere in it. A label beside a name (in
    the shop, the group or the date) makes it the subtotal of somebody who has other rows.
    """
    labels = _labels(table)
    agents = [heading.letter for heading in table.agents]
    named = pl.any_horizontal(_is_label(pl.col(name), labels) for name in agents)
    heads = [*table.agents, *(h for headings in table.columns.values() for h in headings)]
    again = pl.all_horizontal(pl.col(heading.letter) == heading.text for heading in heads)
    numbered = [(h.letter, str(i)) for i, h in enumerate(table.every, start=1)]
    if len(numbered) > 2:  # noqa: PLR2004 - a line 1, 2, 3 under the headings
        again |= pl.all_horizontal(pl.col(name) == number for name, number in numbered)
    subtotal = _is_subtotal(table)
    single = rows.filter(~(named | again | subtotal))[WHO].unique()
    others = named | again | (subtotal & pl.col(WHO).is_in(single.to_list()))
    nameless = rows.filter(pl.col(WHO) == "")
    anywhere = pl.any_horizontal(_is_label(pl.col(name), labels) for name in table.grid.letters)
    return pl.concat(
        [rows.filter(others & (pl.col(WHO) != "")), nameless.filter(others | anywhere)]
    )


def _labels(table: Table) -> tuple[str, ...]:
    """What rows that are nobody are called in this table."""
    return (*NOT_PEOPLE, *map(_folded, table.layout.not_people if table.layout else ()))


def _groups(table: Table) -> list[Heading]:
    """The columns in which a group or a date stands, or the label of a subtotal."""
    return [h for h in table.every if fold(h.text) in _GROUPS or h is table.date]


def _is_subtotal(table: Table) -> pl.Expr:
    """Whether a total's label stands where a shop, a group or a date does."""
    labels, found = _labels(table), pl.lit(value=False)
    for heading in _groups(table):
        found |= _is_label(pl.col(heading.letter), labels)
    if table.shop is not None:
        found |= _is_label(pl.col(table.shop.letter), (*labels, *_ALL_SHOPS))
    return found


def _like_total(table: Table, rows: pl.DataFrame) -> list[Problem]:
    """Rows that call themselves a total beside the name of somebody who has no other row."""
    labels = _labels(table)
    return [
        problem("row-like-total", table.place(heading, row), name=who, text=text)
        for heading in _groups(table)
        for who, text, row in rows.filter(_is_label(pl.col(heading.letter), labels))
        .select(WHO, heading.letter, ROW)
        .iter_rows()
    ]


def _is_sum(text: pl.Expr) -> pl.Expr:
    return pl.Expr.is_in(text.str.to_lowercase().str.replace_all(_UNTOLD, ""), _SUMS)


def _is_label(text: pl.Expr, labels: Sequence[str]) -> pl.Expr:
    folded = text.str.to_lowercase().str.replace_all(_UNTOLD, "")
    return folded.is_in(labels) | text.str.contains(_FOOT)


def _folded(label: str) -> str:
    return re.sub(_UNTOLD, "", label.lower())


def _left_out(table: Table, rows: pl.DataFrame) -> list[Problem]:
    if rows.is_empty():
        return []
    texts = pl.concat_list(table.grid.letters).list.eval(pl.element().filter(pl.element() != ""))
    names = rows.select(pl.coalesce(pl.when(pl.col(WHO) != "").then(WHO), texts.list.first()))
    shown = tuple(dict.fromkeys(names.to_series().to_list()))
    count = rows.height
    return [warning("rows-left-out", table.grid.whole, count=count, names=shown[:_SHOWN])]


def _hidden(table: Table, rows: pl.DataFrame) -> list[Problem]:
    numbers = [n for n in rows[ROW].to_list() if n in table.grid.hidden]
    if not numbers:
        return []
    shown = tuple(str(n) for n in numbers[:_SHOWN])
    return [warning("rows-hidden", table.grid.whole, count=len(numbers), rows=shown)]


def _faults(table: Table, rows: pl.DataFrame) -> list[Problem]:
    """Rows that break the table: a ragged one, one without a name."""
    if rows.is_empty():
        return [problem("table-empty", table.grid.whole, row=table.header)]
    first = table.agents[0]
    ragged = rows.filter(_ragged(table)).select(ROW, FIELDS)
    nameless = rows.filter(~_ragged(table) & (pl.col(WHO) == ""))[ROW]
    return [
        *(
            problem("csv-ragged", table.place(first, row), fields=fields, expected=table.width)
            for row, fields in ragged.iter_rows()
        ),
        *(problem("agent-blank", table.place(first, row)) for row in nameless),
    ]


def _damaged(table: Table, rows: pl.DataFrame, *, is_roster: bool) -> list[Problem]:
    """The names, nicks and ids that a workbook or a spreadsheet program has spoilt."""
    problems: list[Problem] = []
    rows = rows.filter(~_ragged(table))
    nameless = pl.lit(value=True)
    for heading in table.agents:
        text = pl.col(heading.letter)
        counts = nameless | pl.lit(value=is_roster or fold(heading.text) in IDS)
        nameless &= text == ""
        spoilt = rows.filter(counts & text.str.contains(_DAMAGED)).select(text, ROW)
        problems += [
            problem(_why(found), table.place(heading, row), text=found, heading=heading.text)
            for found, row in spoilt.iter_rows()
        ]
    return problems


def _why(found: str) -> str:
    marks = {NO_VALUE: "cell-formula", LOST_DIGITS: "id-lost-digits", DISGUISED: "cell-disguised"}
    if found in marks:
        return marks[found]
    return "cell-error-value" if found.startswith("#") else "agent-digits"
