"""Tables as a page, in a workbook and on a terminal: every text stands there, bars say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from test_html import HOSTILE
from test_report import Page

from csperf.output.html.sections import sections_bytes
from csperf.output.safe import safe_text
from csperf.output.sheets.list_book import list_bytes
from csperf.output.table import render_tables
from csperf.output.tables import Field, Section, Table

FIELDS = (Field("metric", "指标"), Field("effect", "差别", is_number=True), Field("says", "说明"))
ROWS = (("平均响应时间", "-6.2秒", "慢"), ("回复率", "+3.1%", "快"), ("客件数", "—", "不知道"))
DATA = (("art", "-6.2s", "slow"), ("reply", "+3.1%", "fast"), ("items", "", "unknown"))
BARS = {1: (Decimal(-6), Decimal("3.1"), None)}
TABLE = Table("effects", "差别", FIELDS, ROWS, ("", "3", ""), data=DATA, bars=BARS)
ABOUT = Table(
    "about", "概况", (Field("months", "月份"), Field("count", "观察数")), [("7 月", "62")]
)
SECTIONS = [
    Section("一起变化的指标", (ABOUT, TABLE)),
    Section("没有东西", (Table("none", "空", FIELDS, ()),)),
    Section("另一部分", (TABLE,)),
]


def test_every_cell_stands_on_the_page_and_knows_what_it_is_sorted_by() -> None:
    page = Page(sections_bytes(SECTIONS, "zh"))
    assert not page.open
    head, rest = page.texts[:2], " ".join(page.texts)
    assert head[0] == "一起变化的指标"
    assert [text for row in ROWS for text in row if text not in page.texts] == []
    assert "没有东西" not in rest
    assert "另一部分" in page.texts
    keys = page.having("data-k")
    rows = [keys[at : at + 3] for at in range(2, 11, 3)]  # after the cells of the first table
    assert rows == [["art", "-6.2", "slow"], ["reply", "0.031", "fast"], ["items", "", "unknown"]]


def test_bars_are_as_long_as_their_numbers_and_none_for_less_than_nothing() -> None:
    elements = Page(sections_bytes(SECTIONS[:1], "zh")).elements
    boxes = [found["viewbox"] for tag, found in elements if tag == "svg"]
    lengths = [found["width"] for tag, found in elements if tag == "rect"]
    assert boxes == ["0 0 3.1 1"] * 3
    assert lengths == ["0", "3.1", "0"]


def test_a_single_row_without_a_name_is_told_as_facts() -> None:
    fields = (Field("months", "月份"), Field("count", "观察数", is_number=True))
    table = Table("about", "概况", fields, [("2026-05~2026-10", "62")], who=None)
    page = Page(sections_bytes([Section("", (table,))], "en"))
    tags = [tag for tag, _ in page.elements]
    assert page.texts.count("概况") == 3  # the title of the window, the page's, the table's
    assert (tags.count("dt"), tags.count("table")) == (2, 0)
    assert "62" in page.texts


@pytest.mark.parametrize("text", [*HOSTILE, "\u202e阿强"])
def test_no_text_of_the_data_becomes_markup(text: str) -> None:
    table = Table(
        "t", text, (Field("a", text), Field("b", text, is_number=True)), [(text, text)], (text, "")
    )
    page = Page(sections_bytes([Section(text, (table,))], "zh"))
    assert not page.open
    assert page.texts.count(safe_text(text)) == 8
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]


def test_a_workbook_draws_bars_behind_the_same_numbers() -> None:
    book = load_workbook(BytesIO(list_bytes(SECTIONS[:1], "zh")))
    drawn = {
        sheet.title: [str(one.sqref) for one in sheet.conditional_formatting]
        for sheet in book.worksheets
    }
    assert drawn == {"概况": [], "差别": ["B2:B4"]}


def test_every_number_of_a_column_has_its_own_unit_in_a_workbook() -> None:
    """1000 receptions at 40% are no 100000%, and 64400.00 of sales beside 22s are no seconds."""
    fields = (Field("metric", "指标"), Field("before", "原来", is_number=True))
    data = [("a", "1000"), ("b", "46.5%"), ("c", "64400.00"), ("d", "22s"), ("e", "")]
    table = Table("t", "表", fields, data, data=data)
    for lang, seconds in (("zh", '0"秒"'), ("en", '0"s"')):
        sheet = load_workbook(BytesIO(list_bytes([Section("", (table,))], lang))).active  # type: ignore[arg-type]
        shown = [(row[1].value, row[1].number_format) for row in sheet.iter_rows(min_row=2)]  # type: ignore[union-attr]
        assert shown[:-1] == [(1000, "0"), (0.465, "0.0%"), (64400, "0.00"), (22, seconds)]
        assert shown[-1][0] is None


def test_a_workbook_holds_the_words_of_people_and_not_the_codes_of_programs() -> None:
    about = ((Field("outcome", "结果"), "final_conversion"),)
    words = ("询单转化率",)
    table = Table("t", "表", FIELDS[:1], [("回复率",)], about=about, about_words=words)
    sheet = load_workbook(BytesIO(list_bytes([Section("", (table,))], "zh"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]  # type: ignore[union-attr]
    assert rows == [["结果", "指标"], ["询单转化率", "回复率"]]
    assert [*table.records()] == [("final_conversion", "回复率")]


def test_a_terminal_draws_bars_where_they_fit() -> None:
    wide, bare, narrow = (
        render_tables([Section("", (TABLE,))], width=width, color=False, pictures=way)
        for width, way in ((60, True), (60, False), (34, True))
    )
    assert re.search(r"\+3\.1% +█{8}", wide)
    assert "█" not in bare
    assert "█" not in narrow
    assert "+3.1%" in narrow


def test_a_bar_may_be_measured_by_a_number_that_is_none_of_them() -> None:
    """A correlation of 0.5 is half of 1, whatever the strongest of them is."""
    fields = (Field("metric", "指标"), Field("rho", "相关", is_number=True))
    bars, full = {1: [Decimal("0.5"), Decimal("0.25")]}, {1: Decimal(1)}
    rows = [("回复率", "0.5"), ("客件数", "0.25")]
    sections = [Section("", (Table("t", "相关", fields, rows, bars=bars, full=full),))]
    elements = Page(sections_bytes(sections, "zh")).elements
    assert {found["viewbox"] for tag, found in elements if tag == "svg"} == {"0 0 1 1"}
    drawn = render_tables(sections, width=60, color=False, pictures=True)
    assert re.search("0.5 +█{4} ", drawn)
    (rule,) = load_workbook(BytesIO(list_bytes(sections, "zh"))).active.conditional_formatting  # type: ignore[union-attr]
    assert [point.val for point in rule.rules[0].dataBar.cfvo] == [0, 1]


def test_texts_of_a_column_are_broken_by_how_long_they_are() -> None:
    fields = (Field("a", "甲"), Field("b", "乙"), Field("c", "丙"), Field("d", "丁"))
    row = ("名", "-0.06 ~ 0.29", "二十个字左右的一句话不长不短正好", "很长" * 20)
    page = Page(sections_bytes([Section("", (Table("t", "表", fields, [row]),))], "zh"))
    looks = [found["class"] for tag, found in page.elements if tag == "td"]
    assert looks == ["short", "", "long"]


def test_only_a_wide_table_is_printed_across_the_paper() -> None:
    def looks(columns: int) -> list[str]:
        fields = tuple(Field(f"k{at}", f"列{at}") for at in range(columns))
        table = Table("t", "表", fields, [("十个字的一句话在这里",) * columns])
        page = Page(sections_bytes([Section("", (table,))], "zh"))
        return [found["class"] for tag, found in page.elements if tag == "div" and "class" in found]

    assert looks(3) == ["box"]
    assert looks(6) == ["wide", "box"]
