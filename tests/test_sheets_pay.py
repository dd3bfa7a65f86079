"""薪资表 and 工资条: capitals, columns for HR, slips that can be cut apart, texts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import payroll_of
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_output import HOSTILE, paid, shop

from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.workbook import Wishes, workbook_bytes
from csperf.texts import Lang

CASE = Path(__file__).parent / "cases" / "roles_two_plans"
NET = Wishes("云栖小筑", net=True)


def book_of(run: Run | Payroll, wishes: Wishes = NET, lang: Lang = "zh") -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(run, lang, wishes)))


def sheet_of(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def rows(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_net_pay_is_left_to_hr_and_the_sheet() -> None:
    sheet = sheet_of(book_of(shop()), "薪资表")
    found = rows(sheet)
    assert found[0][0] == "云栖小筑 2026年10月 薪资表"
    hr = ["社保\nHR 填写", "公积金\nHR 填写", "个税\nHR 填写"]
    assert found[2][8:14] == ["应发合计", *hr, "实发", "签字"]
    net = '=IF(COUNT($J5:$L5)=3,ROUND($I5-SUM($J5:$L5),2),"")'
    assert found[4][8:13] == [4898.01, None, None, None, net]
    assert found[6][8:13] == ["—"] * 5  # nothing was computed, so nothing can be taken off
    assert found[7][12] == '=IF(COUNT($M$4:$M$7)=3,SUM($M$4:$M$7),"")'
    assert found[9][0] == "实发合计（大写）：" + "_" * 36
    assert sheet["J5"].fill.fgColor.rgb == "FFFFF7D6"


def test_without_being_asked_there_is_no_column_for_hr() -> None:
    heading = rows(sheet_of(book_of(shop(), Wishes()), "薪资表"))[2]
    assert heading[-3:] == ["应发合计", "签字", "备注"]


def test_an_amount_that_a_spreadsheet_cannot_hold_is_netted_by_hand() -> None:
    run = paid(["甲", "乙"], ["底薪"], [[Decimal("12345678901234567.89"), Decimal(1)]])
    found = rows(sheet_of(book_of(run), "薪资表"))
    assert found[3][8] is None
    assert str(found[4][8]).startswith("=IF(COUNT($F5:$H5)=3")
    assert not any("大写" in str(row[0]) and "人民币" in str(row[0]) for row in found)


@pytest.mark.parametrize(("currency", "lang"), [("HKD", "zh"), ("CNY", "en")])
def test_only_yuan_are_written_in_capitals_and_only_in_chinese(currency: str, lang: Lang) -> None:
    found = rows(book_of(replace(shop(), currency=currency), Wishes(), lang).worksheets[0])
    assert not any("人民币" in str(cell) for row in found for cell in row)


def test_the_date_is_the_builders_or_left_for_a_pen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "制表日期：　　　　年" in str(rows(sheet_of(book_of(shop()), "薪资表"))[1][0])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    assert "制表日期：2026-11-01" in str(rows(sheet_of(book_of(shop()), "薪资表"))[1][0])


def slips(found: Sequence[Sequence[object]]) -> list[dict[object, object]]:
    """Each slip as heading -> figure, cut apart at its title."""
    cut: list[list[Sequence[object]]] = []
    for row in found:
        if str(row[0]).endswith("工资条"):
            cut.append([])
        elif any(cell is not None for cell in row):
            cut[-1].append(row)
    return [
        {
            heading: figure
            for words, figures in zip(slip[::2], slip[1::2], strict=True)
            for heading, figure in zip(words, figures, strict=True)
            if heading is not None
        }
        for slip in cut
    ]


def test_everybody_has_a_slip_with_his_own_figures() -> None:
    found = slips(rows(sheet_of(book_of(shop(), Wishes("云栖小筑")), "工资条")))
    assert len(found) == 4
    assert found[1] == {
        "序号": 2, "姓名": "小王", "工号": "007", "级别": "P1", "底薪": 3000,
        "销售提成": 1200.01, "绩效奖金": 748, "投诉扣款": -50, "应发合计": 4898.01,
    }  # fmt: skip


def test_a_slip_looks_up_what_hr_filled_in() -> None:
    slip = slips(rows(sheet_of(book_of(shop()), "工资条")))[1]
    cells = "'薪资表'!$J$4:$J$7,MATCH($A7,'薪资表'!$A$4:$A$7,0)"
    assert slip["社保"] == f'=IF(INDEX({cells})="","",INDEX({cells}))'
    assert "签字" not in slip


def test_a_slip_has_only_the_columns_of_its_role() -> None:
    first, *_, last = slips(rows(sheet_of(book_of(payroll_of(CASE), Wishes()), "工资条")))
    assert "提成" not in first
    assert "提成" in last
    assert (first["岗位"], last["岗位"]) == ("aftersale", "售前")


def test_a_wide_slip_is_broken_and_no_page_ends_within_one() -> None:
    lines = [f"薪资项目{number}" for number in range(30)]
    amounts = [[Decimal(100 + n)] * 40 for n in range(30)]
    run = paid([f"客服{number}" for number in range(40)], lines, amounts)
    sheet = sheet_of(book_of(run, Wishes()), "工资条")
    found = slips(rows(sheet))
    assert len(found) == 40
    assert all(len(slip) == 34 for slip in found)
    assert sheet.max_column < 20
    starts = {n for n, row in enumerate(rows(sheet)) if str(row[0]).endswith("工资条")}
    breaks = {int(one.id) for one in sheet.row_breaks.brk}
    assert breaks
    assert breaks <= starts
    heights = [sheet.row_dimensions[n + 1].height or 21 for n in range(sheet.max_row)]
    pages = [0, *sorted(breaks), sheet.max_row]
    room = (595 - 1.1 * 72) * 100 / (sheet.page_setup.scale or 100)
    assert all(sum(heights[a:b]) <= room for a, b in pairwise(pages))


def test_hostile_names_stand_on_slips_as_they_are() -> None:
    names = [*HOSTILE, "名" * 200]
    run = paid(names, ["底薪"], [[Decimal(1)] * len(names)])
    sheet = sheet_of(book_of(run), "工资条")
    shown = [str(slip["姓名"]).replace("_x005F_", "_") for slip in slips(rows(sheet))]
    assert shown == [safe_text(name) for name in names]
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(str(cell.value).startswith("=IF(INDEX('薪资表'!") for cell in texts)


def test_a_company_is_text_like_any_other() -> None:
    book = book_of(shop(), Wishes("=1+1\u202e公司"))
    cell = sheet_of(book, "薪资表")["A1"]
    assert (cell.value, cell.data_type) == ("=1+1\\u202e公司 2026年10月 薪资表", "s")


def test_nothing_is_left_of_what_was_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    workbook_bytes(shop(), "zh")
    assert not list(tmp_path.iterdir())
