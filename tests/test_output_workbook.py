"""The payroll workbook: text stays text, sums agree, the same run gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_output import HOSTILE, number, paid, run_of, runs, shop

from csperf.errors import Place, warning
from csperf.formula import Cell, Column
from csperf.inputs import Agent
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.workbook import Wishes, workbook_bytes
from csperf.payroll import Request, calculate
from csperf.units import Unit


def reopened(run: Run, lang: str = "zh") -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(run, "zh" if lang == "zh" else "en")))


def page(run: Run, name: str) -> Worksheet:
    found = reopened(run)[name]
    assert isinstance(found, Worksheet)
    return found


def as_shown(value: object) -> object:
    """What a spreadsheet shows: openpyxl leaves Excel's escape in a text that stands in its cell.

    LibreOffice was seen to show `_x0041_` for the escaped `_x005F_x0041_`, as the format asks.
    """
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def rows(run: Run, name: str) -> list[list[object]]:
    return [list(row) for row in page(run, name).iter_rows(values_only=True)]


@settings(max_examples=40, deadline=None)
@given(run=runs())
def test_no_text_becomes_a_formula_and_names_read_as_written(run: Run) -> None:
    book = reopened(run)
    signed = [sheet for sheet in book if sheet.title != "验算"]
    assert {cell.data_type for page in signed for row in page.iter_rows() for cell in row} <= {
        "s",
        "n",
    }
    tried = book["验算"]
    assert {tried.cell(5 + i, 2).data_type for i in range(len(run.sheet.agents))} <= {"s"}
    sheet = book["薪资表"]
    names = [as_shown(sheet.cell(4 + i, 2).value) for i in range(len(run.sheet.agents))]
    assert names == [safe_text(agent.name) for agent in run.sheet.agents]


def test_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    sheet = page(paid(list(HOSTILE), ["底薪"], [[Decimal(1)] * len(HOSTILE)]), "薪资表")
    cell = sheet.cell(5, 2)
    assert (cell.value, cell.data_type, cell.number_format) == ("=cmd|'/C calc'!A0", "s", "@")
    assert cell.quotePrefix


@settings(max_examples=40, deadline=None)
@given(run=runs())
def test_the_sums_below_are_the_sums_above_to_the_fen(run: Run) -> None:
    found = rows(run, "薪资表")
    people = len(run.sheet.agents)
    for position in range(3, 3 + len(run.sheet.columns)):
        column = [Decimal(repr(row[position])) for row in found[3 : 4 + people]]
        assert sum(column[:-1]) == column[-1]
        assert column[:-1] == list(run.sheet.cells[run.sheet.columns[position - 3].name])


def test_the_payroll_page_is_what_hr_expects() -> None:
    sheet = page(shop(), "薪资表")
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert found[0][0] == "2026年10月 薪资表"
    assert str(found[1][0]).startswith("方案：天猫售前客服月度方案 2026-10    币种：CNY    人数：4")
    money = ["底薪", "销售提成", "绩效奖金", "投诉扣款", "应发合计"]
    assert found[2] == ["序号", "姓名", "工号", "级别", *money, "签字", "备注"]
    assert found[4] == [2, "小王", "007", "P1", 3000, 1200.01, 748, -50, 4898.01, None, None]
    assert found[6] == [4, "新人", None, "—", "—", "—", "—", -50, "—", None, None]
    assert found[7][:4] == ["合计", None, None, None]
    assert found[7][4:9] == [9500, 3450.01, 2023, -200, 14823.01]
    assert found[8][0] == "应发合计（大写）：人民币壹万肆仟捌佰贰拾叁元零壹分"
    assert sheet["E4"].number_format == "#,##0.00"
    assert sheet["E4"].alignment.horizontal == "right"
    assert sheet.freeze_panes == "C4"


def test_the_payroll_page_prints_on_one_width_of_a4_across() -> None:
    sheet = page(shop(), "薪资表")
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)  # 1 is what a missing width means
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$3"


def test_columns_are_wide_enough_for_chinese_and_for_every_amount() -> None:
    run = paid(["欧阳小美美美美"], ["底薪"], [[Decimal("9999999.99")]])
    sheet = page(run, "薪资表")
    assert sheet.column_dimensions["B"].width >= 14
    assert sheet.column_dimensions["D"].width >= len("9,999,999.99")


def test_the_scores_page_shows_how_the_score_came_about() -> None:
    sheet = page(shop(), "绩效得分")
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert found[1] == [
        "名次", "姓名", "询单转化率", "询单转化率区间", "询单转化率分值", "平均响应时间",
        "响应区间", "响应", "得分", "等级", "转化率排行", "级别", "净销售额",
    ]  # fmt: skip
    scored = [2, "小王", 0.52, "≥50%", 80, 22, "其余", 100, 88, "B", 2, "P1", 80000.35]
    assert found[3] == scored
    assert found[5] == ["—", "新人", *["—"] * 11]
    assert [sheet.cell(4, c).number_format for c in (3, 5, 6, 13)] == [
        "0.00%", "0.00", 'General"秒"', "#,##0.00",
    ]  # fmt: skip


def test_more_decimals_than_two_are_shown() -> None:
    columns = [
        Column("回复率", "metric", Unit.PERCENT),
        Column("系数", "metric", Unit.RATIO),
        Column("回复", "points", Unit.POINTS, Cell("回复率")),
    ]
    run = run_of([Agent("甲")], columns, {"回复率": [Decimal("0.98765")], "系数": [Decimal("1.1")]})
    sheet = page(run, "绩效得分")
    assert [sheet.cell(3, c).number_format for c in (2, 3, 4)] == ["0.000%", "0.00000", "General"]


def test_a_number_is_written_digit_by_digit() -> None:
    sheet = page(paid(["甲", "乙"], ["底薪"], [[Decimal("9.37"), Decimal("-0.00")]]), "薪资表")
    assert repr(sheet["D4"].value) == "9.37"
    assert str(sheet["D5"].value) == "0"
    long = Decimal("12345678901234567.89")
    assert page(paid(["甲"], ["底薪"], [[long]]), "薪资表")["D4"].value == str(long)


def test_rules_and_checks_name_the_plan_the_inputs_and_the_warnings() -> None:
    told = (warning("output-failed", Place("10月.xlsx"), reason="\u202e试"),)
    run = replace(shop(), warnings=told)
    lines = {row[0]: row[1] for row in rows(run, "规则")}
    assert lines["方案 SHA-256"] == "ab" * 32
    assert (lines["数据文件"], lines["数据 SHA-256"]) == ("10月.xlsx", "cd" * 32)
    assert (lines["版本"], lines["周期"], lines["csperf 版本"]) == ("2026-10", "2026-10", "0.1.0")
    kind, place, says = rows(run, "校验")[2]
    assert (kind, place) == ("提醒", "10月.xlsx")
    assert str(says).startswith("没有写成：\\u202e试")


def test_the_sheets_are_named_in_the_readers_language() -> None:
    chinese = ["薪资表", "工资条", "绩效得分", "排行榜", "验算", "规则", "校验"]
    english = ["Payroll", "Payslips", "Scores", "Rankings", "Workings", "Rules", "Checks"]
    assert reopened(shop(), "zh").sheetnames == chinese
    assert reopened(shop(), "en").sheetnames == english


def test_a_sheet_without_people_is_still_a_workbook() -> None:
    run = run_of([], [Column("底薪", "pay", Unit.MONEY, number("1"))], {})
    assert rows(run, "薪资表")[2][:3] == ["序号", "姓名", "底薪"]


MAKE = """
import hashlib, sys
from test_output import shop
from csperf.output.text_files import csv_text, json_text
from csperf.output.workbook import Wishes, workbook_bytes
from csperf.payroll import Request, calculate
run = shop()
made = workbook_bytes(run, "zh") + json_text(run).encode() + csv_text(run, "zh").encode()
print(hashlib.sha256(made).hexdigest())
"""


def test_two_runs_give_the_same_bytes_wherever_they_run() -> None:
    digests = set()
    for zone, seed, language in (("UTC", "1", "C"), ("Pacific/Kiritimati", "2", "zh_CN.UTF-8")):
        settings_ = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language}
        folders = os.pathsep.join(map(str, (Path(__file__).parents[1], Path(__file__).parent)))
        environment = {**os.environ, **settings_, "PYTHONPATH": folders}
        command = [sys.executable, "-c", MAKE]
        made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(made.stdout)
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("epoch", "year"), [("86400", 1970), ("not a number", 2026), ("9" * 30, 2026), (None, 2026)]
)
def test_the_date_of_making_is_the_builders_or_a_constant(
    epoch: str | None, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    created = reopened(shop()).properties.created
    assert created is not None
    assert created.year == year


def test_a_wide_scores_page_is_printed_on_several_with_the_names_on_each() -> None:
    names = [f"项{number}" for number in range(60)]
    assert page(shop(), "绩效得分").print_title_cols is None
    values = {name: [Decimal(1)] for name in names}
    columns = [Column(name, "metric", Unit.COUNT) for name in names]
    wide = page(run_of([Agent("甲")], columns, values), "绩效得分")
    assert wide.page_setup.fitToWidth == 2
    assert wide.print_title_cols == "$A:$A"


def test_the_rules_page_has_every_line_with_the_words_of_the_policy(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        """\
csperf: 1
plan: 规则
version: "1"
indicators:
  主管打分: {weight: 100%, points: as_is, says: 打多少就是多少}
pay:
  底薪: {base: {fixed: 3000}}
  奖金: {bonus: {per_point: 10}, says: 每分十元}
gates:
  分低: {says: 不到 60 分没有奖金, when: {score: {under: 60}}, cancel: [奖金]}
""",
        encoding="utf-8",
    )
    (tmp_path / "月.csv").write_text("客服,主管打分\n小美,80\n小王,70\n", encoding="utf-8")
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    said = [(row[0], row[1]) for row in rows(run, "规则")]
    for line in [
        ("主管打分 100%", "主管打分就是分值"),
        (None, "制度原文：打多少就是多少"),
        ("底薪", "3000"),
        ("奖金", "得分 × 10"),
        (None, "制度原文：每分十元"),
        (None, "制度原文：不到 60 分没有奖金"),
    ]:
        assert line in said
    assert ["提醒", None, "没有提醒。"] in rows(run, "校验")


def test_a_plan_without_pay_has_no_payroll_page(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        'csperf: 1\nplan: 考核\nversion: "1"\n'
        "indicators: {主管打分: {weight: 100%, points: as_is}}\n",
        encoding="utf-8",
    )
    (tmp_path / "月.csv").write_text("客服,主管打分\n小美,80\n小王,70\n", encoding="utf-8")
    run = calculate(Request(str(tmp_path / "plan.yaml"), (str(tmp_path / "月.csv"),)))
    assert reopened(run).sheetnames == ["绩效得分", "排行榜", "验算", "规则", "校验"]


def test_a_protected_workbook_takes_only_what_hr_fills_in() -> None:
    folder = Path(__file__).parent / "cases" / "next_band"
    run = calculate(Request(str(folder / "plan.yaml"), (str(folder / "data.csv"),)))
    content = workbook_bytes(run, "zh", Wishes(net=True, protected=True))
    book = load_workbook(BytesIO(content))
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    pay = book.worksheets[0]
    heads = {cell.coordinate: str(cell.value) for cell in pay[3]}
    unlocked = [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    ]
    open_ = {heads[f"{place.rstrip('0123456789')}3"] for place in unlocked}
    assert open_ == {f"{word}\nHR 填写" for word in ("社保", "公积金", "个税")}
    plain = load_workbook(BytesIO(workbook_bytes(run, "zh", Wishes(net=True))))
    assert not any(sheet.protection.sheet for sheet in plain)
