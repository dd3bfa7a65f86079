"""The whole shop beside its agents, its products and its shifts, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from csperf.agent_table import AgentTable
from csperf.by_product import sold_by_each
from csperf.by_shop import counts_by
from csperf.cli.listing import Filters, list_of
from csperf.intake.exports import Reading
from csperf.metrics.lists import Wanted
from csperf.output.list_tables import list_sections
from csperf.output.measured_tables import measured_sections
from csperf.output.overview_tables import overview_sections, summary_sections
from csperf.output.records import tables_json
from csperf.output.sheets.list_book import list_bytes
from csperf.output.shop_tables import products_table, shifts_table, sides_table
from csperf.output.tables import tables_in
from csperf.overview import Overview, overview
from csperf.raw_month import RawMonth, Wish, raw_month
from csperf.row_lists import rows_listed
from csperf.targets import Target

ORDERS = """\
订单编号,买家,下单时间,付款时间,实付金额,件数
1001,甲,2026-10-05 12:00:00,2026-10-05 12:01:00,100,3
1002,乙,2026-10-05 11:00:00,2026-10-05 11:01:00,60,1
1003,丙,2026-10-05 15:00:00,2026-10-05 15:01:00,40,1
1004,甲,2026-10-06 15:00:00,2026-10-06 15:01:00,30,1
1005,丁,2026-10-05 09:00:00,2026-10-05 09:01:00,50,1
1006,丁,2026-10-05 21:00:00,2026-10-05 21:01:00,20,1
1007,乙,2026-10-05 20:00:00,2026-10-05 20:01:00,10,1
"""
LINES = """\
订单编号,商品编码,商品名称,件数,实付金额
1001,A,长裙,2,80
1001,B,腰带,1,20
1002,A,长裙,1,60
1003,A,长裙,1,40
1004,B,腰带,1,30
1005,A,长裙,1,50
1006,B,腰带,1,20
1007,C,,1,10
"""
CHATS = """\
客服,买家,开始时间,结束时间
小美,甲,2026-10-05 09:00:00,2026-10-05 09:05:00
小美,乙,2026-10-05 10:00:00,2026-10-05 10:05:00
小美,戊,2026-10-05 15:00:00,2026-10-05 15:05:00
阿强,丙,2026-10-05 14:00:00,2026-10-05 14:05:00
阿强,乙,2026-10-05 19:00:00,2026-10-05 19:05:00
阿强,甲,2026-10-06 14:00:00,2026-10-06 14:05:00
"""
SHIFTS = """\
客服,上班时间,下班时间,班次
小美,2026-10-05 08:00:00,2026-10-05 16:00:00,早班
阿强,2026-10-05 08:00:00,2026-10-05 16:00:00,早班
阿强,2026-10-05 18:00:00,2026-10-06 00:00:00,晚班
阿强,2026-10-06 08:00:00,2026-10-06 16:00:00,早班
"""
SHOP = {"订单.csv": ORDERS, "明细.csv": LINES, "接待.csv": CHATS, "排班.csv": SHIFTS}


@pytest.fixture
def month(tmp_path: Path) -> Iterator[RawMonth]:
    for name, text in SHOP.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with raw_month(Wish((str(tmp_path),), reading=Reading(period="2026-10"))) as (found, problems):
        assert found is not None, problems
        yield found


def seen(month: RawMonth) -> Overview:
    return overview(month, month.counts()[0], ())


def figures(table: AgentTable, *names: str) -> list[tuple[str, ...]]:
    """Each key with its figures of these names."""
    return [
        (*key, *(str(table.figures[name][row]) for name in names))
        for row, key in enumerate(table.keys)
    ]


def test_everybody_stands_beside_the_shop(month: RawMonth) -> None:
    table = month.table(month.counts()[0])
    assert figures(table, "销售额", "店铺销售额", "静默销售额", "客服销售占比") == [
        ("小美", "160.00", "310.00", "70.00", "0.5161"),  # 160/310
        ("阿强", "80.00", "310.00", "70.00", "0.2581"),  # 80/310
    ]
    # 甲, 乙, 丙 and 丁 on the 5th, 甲 on the 6th: 乙 bought from both and is one
    assert figures(table, "销售人数", "店铺销售人数", "静默销售人数", "店铺客单价") == [
        ("小美", "2", "5", "1", "62.00"),
        ("阿强", "3", "5", "1", "62.00"),
    ]


def test_of_a_day_it_is_the_shop_of_that_day(month: RawMonth) -> None:
    table = month.table(month.counts()[0], ("agent", "day"))
    assert figures(table, "销售额", "店铺销售额", "店铺销售人数", "静默订单数") == [
        ("小美", "2026-10-05", "160.00", "280.00", "4", "2"),
        ("小美", "2026-10-06", "0.00", "30.00", "1", "0"),  # who helped with order 1004
        ("阿强", "2026-10-05", "50.00", "280.00", "4", "2"),
        ("阿强", "2026-10-06", "30.00", "30.00", "1", "0"),
    ]


def test_everybody_stands_beside_those_of_the_same_shifts(month: RawMonth) -> None:
    table = month.table(month.counts()[0])
    # early: 3 of 小美 and 2 of 阿强, 2.5 each; late: 乙 alone. 3 / 2.5, and 3 / (2.5 + 1)
    assert figures(table, "班内接待人数", "同班平均接待人数", "同班接待比") == [
        ("小美", "3", "2.5000", "1.2000"),
        ("阿强", "3", "3.5000", "0.8571"),
    ]


def test_what_each_agent_sold_of_each_product(month: RawMonth) -> None:
    table = sold_by_each(month)
    names = ("销售额", "销售量", "订单数", "销售人数", "店铺销售额", "静默销售额")
    assert figures(table, *names) == [
        ("小美", "A", "长裙", "140.00", "3", "2", "2", "230.00", "50.00"),
        ("小美", "B", "腰带", "20.00", "1", "1", "1", "70.00", "20.00"),
        ("阿强", "A", "长裙", "40.00", "1", "1", "1", "230.00", "50.00"),
        ("阿强", "B", "腰带", "30.00", "1", "1", "1", "70.00", "20.00"),
        ("阿强", "C", "", "10.00", "1", "1", "1", "10.00", "0.00"),
    ]
    assert "店铺销售人数" not in table.figures, "people of two agents cannot be added up"


def test_the_overview_parts_agents_and_silent_sales(month: RawMonth) -> None:
    found = seen(month)
    assert figures(found.shop, "销售额", "静默销售额", "静默销售人数", "客服销售占比") == [
        ("310.00", "70.00", "1", "0.7742")  # (310 - 70) / 310
    ]
    table = sides_table(found, "zh")
    assert [*table.headings] == [
        *("谁卖的", "销售额", "销售人数", "订单数", "销售量", "客单价", "客件数", "占全店销售额")
    ]
    assert [*table.rows] == [
        ("全店", "310.00", "5", "7", "9", "62.00", "1.8", "100%"),
        ("客服", "240.00", "4", "5", "7", "60.00", "1.75", "77.42%"),
        ("静默", "70.00", "1", "2", "2", "70.00", "2", "22.58%"),
    ]


def test_the_overview_lists_products_and_shifts(month: RawMonth) -> None:
    found = seen(month)
    assert [*products_table(found.products, "en").rows] == [
        ("A", "长裙", "230.00", "5", "4", "4", "50.00", "1"),
        ("B", "腰带", "70.00", "3", "3", "3", "20.00", "1"),  # 甲 on two days, 丁
        ("C", "", "10.00", "1", "1", "1", "0.00", "0"),
    ]
    assert [*shifts_table(found.shifts, "zh").rows] == [
        ("早班", "5", "2", "2.5"),
        ("晚班", "1", "1", "1"),
    ]


def test_where_nobody_tells_of_products_and_shifts_nothing_is_shown(tmp_path: Path) -> None:
    for name in ("订单.csv", "接待.csv"):
        (tmp_path / name).write_text(SHOP[name], encoding="utf-8")
    with raw_month(Wish((str(tmp_path),), reading=Reading(period="2026-10"))) as (month, problems):
        assert month is not None, problems
        found = seen(month)
        table = month.table(month.counts()[0])
    assert not products_table(found.products, "zh").rows
    assert not shifts_table(found.shifts, "zh").rows
    assert "同班平均接待人数" not in table.figures


TWO_SHOPS = {
    "订单.csv": """\
订单编号,店铺,买家,下单时间,付款时间,实付金额,件数
1,甲店,王,2026-10-05 12:00:00,2026-10-05 12:01:00,100,1
2,乙店,王,2026-10-05 13:00:00,2026-10-05 13:01:00,30,1
3,乙店,李,2026-10-05 14:00:00,2026-10-05 14:01:00,5,1
""",
    "接待.csv": """\
店铺,客服,买家,开始时间,结束时间
甲店,小美,王,2026-10-05 11:00:00,2026-10-05 11:05:00
乙店,小美,李,2026-10-05 11:30:00,2026-10-05 11:35:00
""",
    "退款.csv": """\
退款编号,订单编号,退款金额,退款申请时间,退款完结时间,退款状态
r,3,5,2026-10-06 09:00:00,2026-10-06 10:00:00,退款成功
""",
}
BY_SHOP = ("agent", "shop")


def test_each_shop_is_counted_by_itself(tmp_path: Path) -> None:
    for name, text in TWO_SHOPS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with raw_month(Wish((str(tmp_path),), reading=Reading(period="2026-10"))) as (month, problems):
        assert month is not None, problems
        counts, _ = counts_by(month, BY_SHOP)
        table = month.table(counts, BY_SHOP)
    names = ("接待人数", "销售额", "退款金额", "店铺销售额", "店铺销售人数", "静默销售额")
    assert figures(table, *names) == [
        ("小美", "乙店", "1", "5.00", "5.00", "35.00", "2", "30.00"),  # 王 never asked there
        ("小美", "甲店", "1", "100.00", "0.00", "100.00", "1", "0.00"),
    ]


def test_records_that_name_no_shop_cannot_be_parted_by_it(tmp_path: Path) -> None:
    chats = TWO_SHOPS["接待.csv"].replace("店铺,", "").replace("甲店,", "").replace("乙店,", "")
    for name, text in {**TWO_SHOPS, "接待.csv": chats}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with raw_month(Wish((str(tmp_path),), reading=Reading(period="2026-10"))) as (month, problems):
        assert month is not None, problems
        _, found = counts_by(month, BY_SHOP)
    (told,) = (one for one in found if one.stops)
    assert (told.id, told.place.file) == ("shop-not-told", str(tmp_path / "接待.csv"))


SCHEMA = Path(__file__).parents[1] / "csperf" / "schema" / "tables.schema.json"


def test_what_measuring_prints_as_json_is_of_its_schema(month: RawMonth) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    counts, _ = month.counts()
    found = overview(month, counts, [Target("销售额", "at_least", Decimal(100))])
    lists = [rows_listed(month, kind, Wanted()) for kind in ("receptions", "deals", "lost")]
    of_products = measured_sections(sold_by_each(month), ("agent", "product", "title"), {}, "zh")
    written = [
        *(measured_sections(month.table(counts), ("agent",), {}, "zh"), of_products),
        *(overview_sections(found, {}, "zh", ascii_only=True),),
        *(summary_sections(found, {}, "zh", ascii_only=True),),
        *(list_sections(rows, {}, "zh") for rows in lists),
    ]
    assert all(tables_in(sections) for sections in written)
    for sections in written:
        jsonschema.validate(json.loads(tables_json(sections)), schema)


def test_a_workbook_says_in_words_what_programs_read_as_codes(month: RawMonth) -> None:
    sections = list_sections(rows_listed(month, "deals", Wanted()), {}, "zh")
    book = load_workbook(BytesIO(list_bytes(sections, "zh")))
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    kinds = {row[rows[0].index("成交方式")] for row in rows[1:]}
    assert kinds == {"全静默", "本人下单本人付款"}


def test_a_table_too_wide_for_one_page_goes_on_beside_its_names(month: RawMonth) -> None:
    table = month.table(month.counts()[0])
    book = load_workbook(BytesIO(list_bytes(measured_sections(table, ("agent",), {}, "zh"), "zh")))
    (sheet,) = book.worksheets
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.fitToWidth or 1) > 5
    assert sheet.print_title_cols == "$A:$A"


SAID = """\
客服,买家,时间,发送方,商品编码
小美,甲,2026-10-05 09:01:00,买家,A
小美,乙,2026-10-05 10:06:00,买家,A
阿强,丙,2026-10-05 14:05:00,客服,A
阿强,乙,2026-10-05 19:02:00,买家,B
"""


def test_receptions_are_about_what_was_named_in_them(tmp_path: Path) -> None:
    for name, text in {**SHOP, "聊天.csv": SAID}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with raw_month(Wish((str(tmp_path),), reading=Reading(period="2026-10"))) as (month, problems):
        assert month is not None, problems
        rows = rows_listed(month, "receptions", Wanted(product="A"))
    # 乙 named it a minute after the reception was over
    assert [(row.agent, row.cells["buyer"]) for row in rows] == [("小美", "甲"), ("阿强", "丙")]


def test_silent_deals_are_listed_alone(month: RawMonth) -> None:
    for word in ("静默", "silent"):
        (section,) = list_of(month, "deals", Filters(word), Wanted())
        (table,) = section.tables
        at = [field.key for field in table.fields].index("order")
        assert [row[at] for row in table.rows] == ["1005", "1006"]
