"""排行榜, 规则 and 校验: places, charts that read cells that exist, the page, what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from test_output import COLUMNS, HOSTILE, run_of, shop

from csperf.inputs import Agent
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.verdict import verdict_text
from csperf.output.workbook import workbook_bytes
from csperf.payroll import Request, calculate
from csperf.validation import validate_plan

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


def example() -> Run:
    data = tuple(str(EXAMPLES / name) for name in ("10月-售前明细.xlsx", "主管打分.csv"))
    roster = str(EXAMPLES / "花名册.csv")
    return calculate(Request(str(EXAMPLES / "plan.yaml"), data, roster, period="2026-10"))


def team(size: int, names: tuple[str, ...] = ()) -> Run:
    """A team whose figures fall from one to the next, with four equal at the end."""
    people = [*names, *(f"客服{number}" for number in range(len(names), size))]
    values = [Decimal(min(n, size - 4)) for n in range(size)]
    data: dict[str, list[Decimal | str | None]] = {
        "级别": ["P1"] * size,
        "询单转化率": [Decimal("0.6") - value / 1000 for value in values],
        "平均响应时间": [20 + value for value in values],
        "净销售额": [Decimal(50000) - 100 * value for value in values],
    }
    return run_of([Agent(name) for name in people], COLUMNS, data)


def sheet_of(run: Run, name: str) -> Worksheet:
    found = load_workbook(BytesIO(workbook_bytes(run, "zh")))[name]
    assert isinstance(found, Worksheet)
    return found


def boards(sheet: Worksheet) -> dict[str, list[tuple[object, ...]]]:
    """Each board's lines, by its title."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    found: dict[str, list[tuple[object, ...]]] = {}
    for at, row in enumerate(rows):
        for start in range(0, len(row), 4):
            if at + 1 < len(rows) and rows[at + 1][start] == "名次":
                lines = (tuple(line[start : start + 3]) for line in rows[at + 2 :])
                kept: list[tuple[object, ...]] = []
                for line in lines:
                    if not isinstance(line[0], int):
                        break
                    kept.append(line)
                found[str(row[start])] = kept
    return found


def test_boards_are_by_score_by_pay_by_the_plan_and_by_each_metric_with_a_better_end() -> None:
    found = boards(sheet_of(example(), "排行榜"))
    assert list(found)[:3] == ["得分", "应发合计", "转化率奖.名次"]
    assert {"询单转化率", "平均响应时间", "退款率"} <= set(found)
    assert found["得分"][0][1:] == ("唐语嫣", 98.01)  # 30 + 20 + 28.812 + 10 + 9.2
    assert [line[2] for line in found["平均响应时间"]] == sorted(
        line[2]
        for line in found["平均响应时间"]  # type: ignore[type-var]
    )
    assert "销售额" not in found  # nothing scores it


def test_equals_share_a_place_and_the_first_three_are_marked() -> None:
    sheet = sheet_of(team(8), "排行榜")
    places = boards(sheet)["应发合计"]
    assert [line[0] for line in places] == [1, 2, 3, 4, 5, 5, 5, 5]
    starred = [
        cell.number_format
        for row in sheet.iter_rows(min_col=5, max_col=5)
        for cell in row
        if isinstance(cell.value, int)
    ]
    assert starred[:4] == ['"★ "0', '"★ "0', '"★ "0', "0"]


def test_nobody_is_marked_where_most_are_equal() -> None:
    run = team(4)
    assert all(
        cell.number_format != '"★ "0'
        for row in sheet_of(run, "排行榜").iter_rows(min_col=5, max_col=5)
        for cell in row
    )


def test_a_large_team_is_shown_by_its_first_twenty() -> None:
    sheet = sheet_of(team(41), "排行榜")
    assert "共 41 人，排行榜和图只列前 20 名。" in [row[0].value for row in sheet.iter_rows()]
    assert {len(lines) for lines in boards(sheet).values()} == {20}
    assert "只列前" not in str([row[0].value for row in sheet_of(team(40), "排行榜").iter_rows()])


def references(book: ZipFile) -> Iterator[str]:
    for name in book.namelist():
        if name.startswith("xl/charts/chart"):
            yield from re.findall(r"<c:f>(.*?)</c:f>", book.read(name).decode())


@pytest.mark.parametrize("run", [example(), team(60), shop()], ids=["example", "large", "shop"])
def test_charts_read_cells_that_exist(run: Run) -> None:
    content = workbook_bytes(run, "zh")
    book: Workbook = load_workbook(BytesIO(content))
    found = list(references(ZipFile(BytesIO(content))))
    assert found
    for reference in found:
        tab, _, cells = reference.partition("!")
        first_column, first, last_column, last = range_boundaries(cells)
        sheet = book[tab.strip("'").replace("''", "'")]
        values = [
            cell
            for row in sheet.iter_rows(first, last, first_column, last_column, values_only=True)
            for cell in row
        ]
        assert values
        assert None not in values


def test_the_charts_are_scores_conversion_against_response_and_what_pay_is_made_of() -> None:
    content = ZipFile(BytesIO(workbook_bytes(example(), "zh")))
    charts = [content.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2, 3)]
    titles = [
        "".join(re.findall(r"<a:t>(.*?)</a:t>", chart.split("</c:title>")[0])) for chart in charts
    ]
    assert titles == ["得分", "询单转化率与平均响应时间", "应发构成"]
    assert ["scatterChart" in chart for chart in charts] == [False, True, False]
    assert charts[2].count("<c:ser>") == 7
    assert '<c:overlap val="100"/>' in charts[2]


def test_a_dot_named_like_a_formula_is_labelled_by_its_cell() -> None:
    run = team(8, ("=1+1", "@SUM(A1)"))
    content = ZipFile(BytesIO(workbook_bytes(run, "zh")))
    (dots,) = (
        text
        for n in (1, 2, 3)
        if "scatterChart" in (text := content.read(f"xl/charts/chart{n}.xml").decode())
    )
    formulas = re.findall(r"<c:f>(.*?)</c:f>", dots)
    assert all(re.fullmatch(r"'绩效得分'!\$\w+\$\d+(:\$\w+\$\d+)?", one) for one in formulas)
    assert "<a:t>@SUM(A1)</a:t>" in dots


def test_hostile_names_stand_on_boards_as_they_are() -> None:
    names = (*HOSTILE, "名" * 200)
    found = boards(sheet_of(team(30, names), "排行榜"))["应发合计"]
    shown = {str(line[1]).replace("_x005F_", "_") for line in found}
    assert {safe_text(name) for name in names} <= shown


def test_the_rules_are_what_validate_prints() -> None:
    run = example()
    rows = [list(row) for row in sheet_of(run, "规则").iter_rows(values_only=True)]
    told = "".join(str(cell) for row in rows for cell in row if cell is not None)
    page = verdict_text(replace(validate_plan(run.plan_file, "zh"), steps=()), "zh")
    sentences = [line.strip() for line in page.splitlines()]
    plain = [one for one in sentences if one.startswith(("制度原文", "取整", "缺数据"))]
    assert len(plain) > 3
    for sentence in plain:
        assert sentence.replace(" ", "")[:30] in told.replace(" ", "")
    assert ["界限", "≥55%", "≥50%", "≥45%", "≥40%", "其余"] in [row[:6] for row in rows]
    assert ["分值", "100", "85", "70", "55", "40"] in [row[:6] for row in rows]


def test_every_warning_has_a_row_with_its_place_and_every_policy_its_plan() -> None:
    rows = [list(row) for row in sheet_of(example(), "校验").iter_rows(values_only=True)]
    kind, place, says = rows[2]
    assert (kind, says) == ("提醒", "有 1 行不是客服，没有计入：汇总。")
    assert str(place).endswith("10月-售前明细.xlsx!售前明细")
    policies = [row for row in rows if row[0] == "按方案"]
    assert all(str(row[1]).endswith("plan.yaml") for row in policies)
    assert "取整：金额到 0.01，得分到 0.01，四舍五入" in [row[2] for row in policies]
