"""However a month's table is written, ordered or split, it pays the same; damaged, it pays nobody.

One month is drawn as plain figures, then written down in some other way. The payroll must be the
same to the byte. Damage may leave the payroll as it is or end in a refusal, and in nothing else.

What no reader can see: damage that makes another sound table. A digit for a digit, a cut through
the last number of a file, or a cut between two rows of somebody who has more of them leaves a
file that could have been exported so. A roster shows people who are gone, `--period` days that are
gone, a % or 秒 that the last row alone lacks that it was cut; nothing shows the rest.

`CSPERF_THOROUGH=20 pytest tests/test_reading_properties.py` draws twenty times as many months.
"""

from __future__ import annotations

import csv
import io
import math
import os
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from csperf.errors import CsperfError, stopping
from csperf.output.text_files import json_text
from csperf.payroll import Request, calculate

PLAN = """csperf: 1
plan: p
version: "1"
metrics:
  质检: {column: 质检率, unit: percent, weighted_by: 接待人数}
indicators:
  询单转化率: {weight: 40%, bands: [{at_least: 50%, points: 100}, {otherwise: 60}]}
  平均响应时间: {weight: 30%, bands: [{at_most: 60s, points: 100}, {otherwise: 0}]}
  质检: {weight: 30%, bands: [{at_least: 80%, points: 100}, {otherwise: 50}]}
pay:
  提成: {commission: {of: 销售额, rate: 1%}}
"""
PEOPLE = {"小美": "王美", "阿刚": "李刚", "Amy Wang": "赵丽", "小丽": "周丽"}
HEADINGS = (
    *("日期", "店铺", "客服", "询单人数", "最终付款人数", "接待人数"),
    *("平均响应时间", "销售额", "质检率"),
)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
MEGABYTES = 1000
THOROUGH = int(os.environ.get("CSPERF_THOROUGH", "1"))
QUICK = settings(
    max_examples=20 * THOROUGH, deadline=10_000, suppress_health_check=[HealthCheck.too_slow]
)
LONGER = settings(QUICK, max_examples=40 * THOROUGH)


@dataclass(frozen=True)
class Row:
    """One row of a month, as plain figures."""

    day: date
    shop: str
    nick: str
    asked: int
    paid: int
    served: int
    seconds: Decimal
    sales: Decimal
    checked: Decimal


Month = list[Row]


@st.composite
def row(draw: st.DrawFn) -> Row:
    asked = draw(st.integers(1, 2000))
    return Row(
        date(2026, 10, draw(st.integers(1, 31))),
        draw(st.sampled_from(["甲店", "乙店"])),
        draw(st.sampled_from(sorted(PEOPLE))),
        asked,
        draw(st.integers(0, asked)),
        draw(st.integers(1, 2000)),
        draw(st.decimals(1, 4000, places=1)),
        draw(st.decimals(0, 99_999, places=2)),
        draw(st.decimals(0, 100, places=2)),
    )


MONTHS = st.lists(
    row(), min_size=1, max_size=8, unique_by=lambda one: (one.day, one.shop, one.nick)
)
ONE_ROW_EACH = st.lists(row(), min_size=1, max_size=4, unique_by=lambda one: one.nick)


def payroll(files: Mapping[str, bytes], nicks: Sequence[str] = (), plan: str = PLAN) -> str:
    """The payroll of these files as JSON, the ids of what stops it if there is none."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        listed = "".join(f"{PEOPLE[nick]},{nick}\n" for nick in PEOPLE if nick in nicks)
        (folder / "roster.csv").write_text(f"姓名,旺旺\n{listed}", encoding="utf-8")
        for file, content in files.items():
            (folder / file).write_bytes(content)
        data = tuple(str(folder / file) for file in files)
        roster = str(folder / "roster.csv") if nicks else None
        try:
            return json_text(calculate(Request(str(folder / "plan.yaml"), data, roster)))
        except CsperfError as failure:
            return " ".join(sorted({fault.id for fault in stopping(failure.problems)}))


def is_paid(found: str) -> bool:
    return found.startswith("{")


# Writing a month down.

Cells = list[list[str]]


def plain(month: Month) -> Cells:
    """The month as the simplest table: its headings and its rows."""
    texts = [[str(cell) for cell in astuple(one)] for one in month]
    lines = [[*cells[:6], f"{cells[6]}秒", cells[7], f"{cells[8]}%"] for cells in texts]
    return [list(HEADINGS), *lines]


def as_csv(cells: Cells, encoding: str = "utf-8", **how: str | int) -> bytes:
    written = io.StringIO()
    settings_of: dict[str, str | int] = {"lineterminator": "\n", **how}
    csv.writer(written, **settings_of).writerows(cells)  # type: ignore[arg-type]
    return written.getvalue().encode(encoding)


def nicks_of(month: Month) -> list[str]:
    return sorted({one.nick for one in month})


def paid_plainly(month: Month) -> str:
    found = payroll({"m.csv": as_csv(plain(month))}, nicks_of(month))
    assert is_paid(found), found
    return found


def reordered(cells: Cells, order: Sequence[int]) -> Cells:
    return [[line[i] for i in order] for line in cells]


# The order of columns, rows and files, and how the rows are spread over files.


@given(MONTHS, st.permutations(range(len(HEADINGS))), st.randoms())
@QUICK
def test_the_order_of_columns_and_rows_changes_nothing(
    month: Month, columns: list[int], chance: random.Random
) -> None:
    mixed = chance.sample(month, len(month))
    found = payroll({"m.csv": as_csv(reordered(plain(mixed), columns))}, nicks_of(month))
    assert found == paid_plainly(month)


@given(MONTHS, st.data())
@QUICK
def test_a_table_split_into_files_in_any_way_is_the_same_month(
    month: Month, data: st.DataObject
) -> None:
    parts: dict[int, Month] = {}
    for one in month:
        parts.setdefault(data.draw(st.integers(0, 4)), []).append(one)
    order = data.draw(st.permutations(sorted(parts)))
    files = {f"{part}.csv": as_csv(plain(parts[part])) for part in order}
    assert payroll(files, nicks_of(month)) == paid_plainly(month)


SORTING: list[Callable[[Row], str]] = [
    lambda one: str(one.day),
    lambda one: one.shop,
    lambda one: one.nick,
]


@given(MONTHS, st.sampled_from(SORTING))
@QUICK
def test_files_by_day_by_shop_or_by_person_are_the_same_month(
    month: Month, key: Callable[[Row], str]
) -> None:
    parts: dict[str, Month] = {}
    for one in month:
        parts.setdefault(key(one), []).append(one)
    files = {f"{part}.csv": as_csv(plain(rows)) for part, rows in parts.items()}
    assert payroll(files, nicks_of(month)) == paid_plainly(month)


@given(MONTHS, st.randoms())
@QUICK
def test_without_a_roster_the_order_of_rows_changes_nobodys_pay(
    month: Month, chance: random.Random
) -> None:
    mixed = chance.sample(month, len(month))
    one, other = (payroll({"m.csv": as_csv(plain(rows))}) for rows in (month, mixed))
    assert sorted(re.split(",?\n", one)) == sorted(re.split(",?\n", other))


# Another calculation: the sums and means by whole numbers.


def hundredths(value: Fraction) -> Decimal:
    """The value in hundredths, halves up."""
    return Decimal(math.floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def mean(month: Month, field: Callable[[Row], Decimal]) -> Decimal:
    """The mean of a figure, weighted by those served."""
    total = sum((Fraction(field(one)) * one.served for one in month), Fraction(0))
    return hundredths(total / sum(one.served for one in month))


@given(MONTHS)
@LONGER
def test_a_month_of_rows_is_the_month_of_their_sums(month: Month) -> None:
    lines = [["客服", *HEADINGS[3:]]]
    for nick in nicks_of(month):
        rows = [one for one in month if one.nick == nick]
        counts = (
            sum(r.asked for r in rows),
            sum(r.paid for r in rows),
            sum(r.served for r in rows),
        )
        lines.append(
            [
                nick,
                *map(str, counts),
                f"{mean(rows, lambda one: one.seconds)}秒",
                str(sum(one.sales for one in rows)),
                f"{mean(rows, lambda one: one.checked)}%",
            ]
        )
    assert payroll({"m.csv": as_csv(lines)}, nicks_of(month)) == paid_plainly(month)


# Every way to write the same figure.

Writer = Callable[[Decimal], str]
ANY_NUMBER: tuple[Writer, ...] = (
    str,
    lambda n: str(n).translate(WIDE),
    lambda n: f"{n:,}",
    lambda n: f"　{n} ",
    lambda n: f'="{n}"',
    lambda n: f"+{n}",
)
COUNTS: tuple[Writer, ...] = (
    *ANY_NUMBER,
    lambda n: f"{n}人",
    lambda n: f"{n} 人次",
    lambda n: f"{n}.0",
)
AMOUNTS: tuple[Writer, ...] = (
    *ANY_NUMBER,
    lambda n: f"{n:,} 元",
    lambda n: f"¥{n}",
    lambda n: f"￥ {n:,}",
    lambda n: f"{n}000",
    lambda n: f"{n.scaleb(-4):f}万",
)
PERCENTS: tuple[Writer, ...] = (
    lambda n: f"{n}%",
    lambda n: f"{n} %",
    lambda n: f"{n}％".translate(WIDE),
    lambda n: f"{n}00%",
)
DURATIONS: tuple[Writer, ...] = (
    lambda n: f"{n}秒",
    lambda n: f"{n} s",
    lambda n: f"{n // 60}分{n % 60}秒",
    lambda n: f"{n // 60}分钟 {n % 60}秒钟",
    lambda n: f"{n // 3600}小时{n // 60 % 60}分{n % 60}秒",
    lambda n: f"{n // 3600}:{int(n // 60 % 60):02}:{n % 60:04.1f}",
    lambda n: f"{n // 60}m{n % 60}s".translate(WIDE),
)
BARE_SECONDS: Mapping[str, Writer] = {
    "(秒)": str,
    "（s）": str,
    " (毫秒)": lambda n: f"{n * 1000:f}",
}
DAYS: tuple[Callable[[date], str], ...] = (
    str,
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day} 00:00:00",
    lambda day: f"{day}".translate(WIDE),
)


def in_other_words(month: Month, chance: random.Random) -> Cells:
    """The month with every figure written in some way that means the same."""
    suffix = chance.choice(["", *BARE_SECONDS])
    percent = chance.choice(["", "(%)", "（％）"])
    heads = [*HEADINGS[:6], f"平均响应时间{suffix}", "销售额", f"质检率{percent}"]
    heads = [chance.choice([head, f" {head}　", f"\n{head}"]) for head in heads]
    lines = [
        [
            chance.choice(DAYS)(one.day),
            chance.choice([one.shop, f" {one.shop} "]),
            chance.choice([one.nick, f"{one.nick}\t"]),
            *(chance.choice(COUNTS)(Decimal(n)) for n in (one.asked, one.paid, one.served)),
            BARE_SECONDS[suffix](one.seconds) if suffix else chance.choice(DURATIONS)(one.seconds),
            chance.choice(AMOUNTS)(one.sales),
            (str if percent else chance.choice(PERCENTS))(one.checked),
        ]
        for one in month
    ]
    return [heads, *lines]


@given(MONTHS, st.randoms())
@LONGER
def test_every_way_to_write_a_figure_is_the_same_figure(
    month: Month, chance: random.Random
) -> None:
    found = payroll({"m.csv": as_csv(in_other_words(month, chance))}, nicks_of(month))
    assert found == paid_plainly(month)


# Every way to write the same file.


def dressed(cells: Cells, chance: random.Random) -> Cells:
    """The table with lines above it, totals below it, and blank columns to the right."""
    blank = chance.randint(0, 2)
    width = len(cells[0])
    who = next(i for i, head in enumerate(cells[0]) if head.strip() == "客服")
    titles = chance.choice([[], [["客服月报"]], [["客服月报"], [""]], [["客服月报", "", "机密"]]])
    label = chance.choice(["合计", "汇总值", "总计：", "Total", "小 计"])
    total = [label if i == who else chance.choice(["", "-", "7"]) for i in range(width)]
    feet = chance.choice([[], [total], [[""] * width, total], [total, ["制表人：王经理"]]])
    again = [cells[0]] if chance.random() < 0.3 else []
    lines = [*titles, *cells, *again, *feet]
    return [[*line, *[""] * (width - len(line) + blank)] for line in lines]


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


@given(MONTHS, st.randoms())
@LONGER
def test_every_way_to_write_a_text_table_is_the_same_table(
    month: Month, chance: random.Random
) -> None:
    cells = dressed(reordered(plain(month), chance.sample(range(9), 9)), chance)
    delimiter = chance.choice(",\t;")
    content = as_csv(
        cells,
        chance.choice(ENCODINGS),
        delimiter=delimiter,
        lineterminator=chance.choice(["\n", "\r\n", "\r"]),
        quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    name = chance.choice(["m.csv", "m.txt", "m.xlsx", "m"])
    assert payroll({name: content}, nicks_of(month)) == paid_plainly(month)


def as_workbook(
    cells: Cells, month: Month | None = None, chance: random.Random | None = None
) -> bytes:
    """The table as an .xlsx file: as texts, or (given the month) with typed cells at random."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in cells:
        sheet.append(line)
    for number, one in enumerate(month or (), start=2):
        for column, field in enumerate(fields(one), start=1):
            cell = sheet.cell(number, column)
            value = getattr(one, field.name)
            if chance is None or chance.random() < 0.3:
                continue
            if field.name in {"asked", "paid", "served", "sales"}:
                cell.value = value
                cell.number_format = chance.choice(["General", "0.00", "#,##0.00", "#,##0"][:3])
            elif field.name == "checked":
                cell.value, cell.number_format = value.scaleb(-2), "0.00%"
            elif field.name == "day":
                cell.value = value
                cell.number_format = chance.choice(["yyyy-mm-dd", "m/d/yy", "yyyy年m月d日"])
    written = io.BytesIO()
    book.save(written)
    return with_parts(written.getvalue(), lambda _name, text: _undated(text))


def _undated(text: str) -> str:
    """A part without the time of its making, so that a month gives the same bytes each time."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "2026-11-01T00:00:00Z", text)


def with_parts(content: bytes, change: Callable[[str, str], str]) -> bytes:
    """The package with its parts changed and everything else about it in order."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            text = change(part.filename, old.read(part).decode())
            new.writestr(zipfile.ZipInfo(part.filename), text, zipfile.ZIP_DEFLATED)
    return written.getvalue()


@given(MONTHS, st.randoms())
@QUICK
def test_a_workbook_of_texts_or_of_numbers_is_the_same_table(
    month: Month, chance: random.Random
) -> None:
    texts = as_workbook(dressed(plain(month), chance))
    typed = as_workbook(plain(month), month, chance)
    for content in (texts, typed):
        assert payroll({"m.xlsx": content}, nicks_of(month)) == paid_plainly(month)


# Damage: the same payroll or none.


def unharmed(found: str, month: Month) -> bool:
    """Whether a damaged month pays the same, or nobody."""
    return not is_paid(found) or found == paid_plainly(month)


# What stands between figures: never a digit, a point, a sign or a letter, for with one of these the
# file would be another sound file.
BETWEEN = bytes({*b',;\t\n\r" \x00\x0b\x0c\x1a\x1c', *range(0x80, 0x100)})


@st.composite
def damage(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with one sign between figures taken away, put in, or turned into another."""
    spots = [i for i, sign in enumerate(content) if sign in BETWEEN]
    at = draw(st.sampled_from(spots))
    sign = bytes([draw(st.sampled_from(BETWEEN))])
    match draw(st.sampled_from(["lost", "new", "other"])):
        case "lost":
            return content[:at] + content[at + 1 :]
        case "new":
            at = draw(st.integers(0, len(content)))
            return content[:at] + sign + content[at:]
        case _:
            return content[:at] + sign + content[at + 1 :]


@given(MONTHS, st.data())
@settings(LONGER, max_examples=80 * THOROUGH)
def test_damage_between_the_figures_of_a_text_table_pays_nobody_else(
    month: Month, data: st.DataObject
) -> None:
    remarks = [[*line, "备注" if i == 0 else "好, 很好"] for i, line in enumerate(plain(month))]
    cells = data.draw(st.sampled_from([plain(month), remarks]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
    content = data.draw(damage(as_csv(cells, encoding, quoting=quoting)))
    assert unharmed(payroll({"m.csv": content}, nicks_of(month)), month)


@given(ONE_ROW_EACH, st.data())
@LONGER
def test_a_text_table_that_is_cut_off_anywhere_pays_nobody_else(
    month: Month, data: st.DataObject
) -> None:
    """Its last column is the names', or a rate whose % is missed among others that have it."""
    encoding = data.draw(st.sampled_from(ENCODINGS))
    names_last = [*range(2), *range(3, 9), 2]
    rates_last = list(range(9))
    order = data.draw(st.sampled_from([names_last, rates_last] if len(month) > 1 else [names_last]))
    content = as_csv(reordered(plain(month), order), encoding)
    end = data.draw(st.integers(0, len(content)))
    assert unharmed(payroll({"m.csv": content[:end]}, nicks_of(month)), month)


@given(MONTHS, st.data())
@QUICK
def test_a_month_that_ends_early_is_told_or_refused(month: Month, data: st.DataObject) -> None:
    """A cut between rows leaves a sound table, so here only what is missing can be seen."""
    kept = month[: data.draw(st.integers(0, len(month) - 1))]
    lost = set(nicks_of(month)) - set(nicks_of(kept))
    found = payroll({"m.csv": as_csv(plain(kept))}, nicks_of(month))
    assert is_paid(found) != bool(lost)


@given(MONTHS, st.data())
@LONGER
def test_a_cell_that_is_gone_pays_nobody_else(month: Month, data: st.DataObject) -> None:
    cells = plain(month)
    line, column = data.draw(st.integers(0, len(month))), data.draw(st.integers(0, 8))
    cells[line][column] = data.draw(st.sampled_from(["", "-", "--", "#N/A"]))
    assert unharmed(payroll({"m.csv": as_csv(cells)}, nicks_of(month)), month)


@given(MONTHS, st.data())
@LONGER
def test_cells_of_two_columns_that_changed_places_pay_nobody_else(
    month: Month, data: st.DataObject
) -> None:
    """Among columns of one unit nothing shows it: then the two figures are taken as they stand."""
    cells = plain(month)
    line = data.draw(st.integers(0, len(month)))
    kinds = [["日期"], ["店铺"], ["客服"], ["询单人数", "最终付款人数", "接待人数", "销售额"]]
    kinds += [["平均响应时间"], ["质检率"]]
    one, other = data.draw(st.permutations(kinds).map(lambda some: (some[0][0], some[1][0])))
    a, b = HEADINGS.index(one), HEADINGS.index(other)
    cells[line][a], cells[line][b] = cells[line][b], cells[line][a]
    found = payroll({"m.csv": as_csv(cells)}, nicks_of(month))
    assert unharmed(found, month)


# Workbooks.


def typed(month: Month) -> bytes:
    """A workbook whose figures are numbers, so that no index of a text is taken for a figure."""
    return as_workbook(plain(month), month, AlwaysTyped())


class AlwaysTyped(random.Random):
    """Types every cell, always in the same way."""

    def random(self) -> float:
        """Never below the share of cells that stay texts."""
        return 0.9

    def choice(self, seq: Sequence[object]) -> object:  # type: ignore[override]
        """The first."""
        return seq[0]


@given(ONE_ROW_EACH, st.data())
@LONGER
def test_bytes_of_a_workbook_that_are_wrong_or_gone_pay_nobody_else(
    month: Month, data: st.DataObject
) -> None:
    content = bytearray(typed(month))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    assert unharmed(payroll({"m.xlsx": bytes(content)}, nicks_of(month)), month)


PARTS = (
    *("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"),
    *("xl/_rels/workbook.xml.rels", "[Content_Types].xml"),
)
ELEMENT = re.compile(r"<(\w+)(?:\s[^>]*)?/>|<(\w+)(?:\s[^>]*)?>(?:(?!<\2[\s>]).)*?</\2>", re.DOTALL)
ATTRIBUTE = re.compile(r'\s[\w:]+="[^"]*"')
MARKUP = re.compile(r"[<>/=\"]")


@st.composite
def harm(draw: st.DrawFn, xml: str) -> str:
    """The part with an element, an attribute or a sign of its markup gone, or one element twice."""
    way = draw(st.sampled_from(["element", "element", "attribute", "sign", "twice"]))
    pattern = {"attribute": ATTRIBUTE, "sign": MARKUP}.get(way, ELEMENT)
    found = list(pattern.finditer(xml))
    assume(found)
    one = draw(st.sampled_from(found))
    instead = one[0] * 2 if way == "twice" else ""
    return xml[: one.start()] + instead + xml[one.end() :]


@given(ONE_ROW_EACH, st.sampled_from(PARTS), st.data())
@settings(LONGER, max_examples=80 * THOROUGH)
def test_a_workbook_with_harm_to_its_markup_pays_nobody_else(
    month: Month, part: str, data: st.DataObject
) -> None:
    content = with_parts(
        typed(month), lambda name, xml: data.draw(harm(xml)) if name == part else xml
    )
    assert unharmed(payroll({"m.xlsx": content}, nicks_of(month)), month)


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", b"\xff\xfe"]))
@QUICK
def test_any_bytes_at_all_are_refused(content: bytes, start: bytes) -> None:
    assert not is_paid(payroll({"m": start + content}, ["小美"]))


def test_none_of_this_takes_a_gigabyte() -> None:
    """Of this process, which has run all of the above by now."""
    resource = pytest.importorskip("resource")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes
    assert used / 1000 < MEGABYTES


def test_a_lost_comma_in_the_heading_moves_no_column() -> None:
    plan = PLAN[: PLAN.index("metrics:")] + "pay: {提成: {commission: {of: 销售额, rate: 1%}}}\n"
    whole = "客服,退款金额,邮费,销售额,净额,备注\n小美,5,8,100,90,\n"
    found = payroll({"m.csv": whole.replace("退款金额,", "退款金额", 1).encode()}, plan=plan)
    assert not is_paid(found) or '"销售额": "100.00"' in found
