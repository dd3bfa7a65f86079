"""`csperf inspect`: what it sees, that it never fails, and that a dialect it starts is taken."""

from __future__ import annotations

import io
import json
import re
import string
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from conftest import options_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from csperf.cli.main import run
from csperf.columns_seen import Seen
from csperf.dialect_text import dialect_text, quoted, startable
from csperf.errors import Place, Problem
from csperf.inspection import FileSeen, Inspection, Question, inspect
from csperf.intake.dialect import dialect_of, read_dialect
from csperf.metrics.catalogue import catalogue
from csperf.output.inspection_json import inspection_json
from csperf.output.inspection_text import inspection_text
from csperf.output.safe import unsafe
from csperf.output.wrapping import cells, wrapped
from csperf.payroll import Request, calculate
from csperf.tables_seen import TableSeen
from csperf.texts import Lang, messages
from csperf.yaml_text import Table, read_tree

ROOT = Path(__file__).parent
EXPORTS = sorted(
    file
    for folder in (ROOT / "cases", ROOT / "kinds", ROOT.parent / "examples", ROOT / "transcripts")
    for file in folder.rglob("*")
    if file.suffix in {".csv", ".xlsx", ".ods"} and not file.name.startswith("expected")
)
BAD = sorted(
    file
    for file in (ROOT / "bad_exports").rglob("*")
    if file.is_file() and file.suffix not in {".txt", ".py", ".pyc"}
)
SHARED = ROOT.parent.parent / "shared" / "data"
LANGS: tuple[Lang, ...] = ("zh", "en")


def seen(file: Path, **asked: object) -> FileSeen:
    """The one file, looked at."""
    found, _ = inspect(Question((str(file),), **asked))  # type: ignore[arg-type]
    return found.files[0]


def table_of(file: Path, **asked: object) -> TableSeen:
    (table,) = (one.table for one in seen(file, **asked).sheets if one.table is not None)
    return table


def by_heading(table: TableSeen) -> dict[str, Seen]:
    return {column.heading: column for column in table.columns}


def written(tmp_path: Path, text: str, name: str = "10月.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(path: Path, sheets: dict[str, list[list[object]]], *, hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    for number, (title, rows) in enumerate(sheets.items()):
        sheet = book.active if number == 0 else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        sheet.title = title
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    book.save(path)
    return path


def texts(found: Inspection) -> Iterator[str]:
    for lang in LANGS:
        for width in (None, 40, 80):
            yield inspection_text(found, lang, width)
        yield inspection_json(found, lang)


# what is seen


PDD = (
    "客服账号,咨询人数,询单人数,最终成团人数,询单流失人数,询单转化率,客服销售额（元）,投诉数,质检评语\n"
    "旗舰店:小美,200,100,50,50,50%,9000.00,0,好\n旗舰店:阿刚,180,90,30,60,33.33%,6000.00,1,\n"
    "汇总,380,190,80,110,42.11%,15000.00,1,\n"
)


def test_a_platform_is_known_by_its_headings_and_a_heading_means_what_it_means(
    tmp_path: Path,
) -> None:
    table = table_of(written(tmp_path, PDD))
    assert table.table.layout is not None
    assert (table.table.layout.dialect, table.known, table.headings) == ("pdd", 8, 9)
    (rate,) = by_heading(table)["询单转化率"].metrics
    assert (rate.name, rate.elsewhere) == ("拼多多询单转化率", "询单转化率")
    assert (rate.together, rate.formula) == ("parts", "最终成团人数 / 询单人数")
    assert by_heading(table)["质检评语"].role == "unknown"
    assert table.people is not None
    assert table.people.names == ("旗舰店:小美", "旗舰店:阿刚")
    assert [(one.row, one.text) for one in table.people.skipped] == [(4, "汇总")]


def test_without_a_platform_the_catalogue_reads_and_a_stranger_is_told_its_nearest(
    tmp_path: Path,
) -> None:
    file = written(
        tmp_path, "客服,询单人,首响时常,好评,销售额\n小美,20,12秒,不错,1\n小王,3,9秒,好,2\n"
    )
    table = table_of(file)
    assert table.table.layout is None
    columns = by_heading(table)
    assert "询单人数" in [one.metric for one in columns["询单人"].near]
    assert next(one.metric for one in columns["首响时常"].near) == "首次响应时间"
    assert columns["好评"].near == ()  # words are no figures, and so no 好评数
    found, _ = inspect(Question((str(file),)))
    said = inspection_text(found, "zh", None)
    assert "不是已知平台的表" in said
    assert "首响时常: {column: 首响时常, unit: seconds}" in said


def test_the_same_quantity_twice_is_told_with_the_column_that_is_read(tmp_path: Path) -> None:
    both = table_of(written(tmp_path, "客服,平均接待时长,平均接待时长(秒)\n小美,2分,120\n"))
    columns = by_heading(both)
    assert columns["平均接待时长"].metrics[0].choice == "passed-over"
    assert columns["平均接待时长(秒)"].metrics[0].choice == "chosen"
    twice = by_heading(table_of(written(tmp_path, "客服,销售额,销售金额\n小美,1,2\n")))
    assert {c.metrics[0].choice for c in twice.values() if c.metrics} == {"doubtful"}
    assert twice["销售额"].metrics[0].other == "C"


def test_titles_two_header_rows_repeated_headers_and_blank_rows_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["10 月接待评价"],
        ["旺旺昵称", "接待人数", "总", "总", "邀请"],
        ["", "", "收到", "满意率", "满意率"],
        ["小美", 30, 20, "90%", "95%"],
        [],
        ["旺旺昵称", "接待人数", "收到", "满意率", "满意率"],
        ["小王", 40, 25, "80%", "85%"],
    ]
    table = table_of(workbook(tmp_path / "评价.xlsx", {"评价": rows}))
    assert (table.table.header, table.two_rows) == (3, True)
    assert table.people is not None
    assert table.people.names[-1] == "小王"
    assert table.people.blank == 1
    found, _ = inspect(Question((str(tmp_path / "评价.xlsx"),)))
    assert "第 3 行和它上面一行" in inspection_text(found, "zh", None)
    again = table_of(written(tmp_path, "客服,询单人数\n小美,1\n客服,询单人数\n小王,2\n"))
    assert again.people is not None
    assert [(one.row, one.again) for one in again.people.skipped] == [(3, True)]


def test_hidden_sheets_columns_and_rows_are_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "月报.xlsx",
        {
            "说明": [["本表由系统导出"]],
            "月报": [["客服", "询单人数", "销售额"], ["小美", 3, 9], ["小王", 4, 8]],
            "旧": [["客服", "询单人数"], ["小美", 1]],
        },
        hidden="旧",
    )
    book = openpyxl.load_workbook(path)
    book["月报"].column_dimensions["C"].hidden = True
    book["月报"].row_dimensions[3].hidden = True
    book.save(path)
    one = seen(path)
    assert [(s.title, s.state) for s in one.sheets] == [
        ("说明", "no-table"),
        ("月报", "read"),
        ("旧", "hidden"),
    ]
    table = one.sheets[1].table
    assert table is not None
    assert table.people is not None
    assert by_heading(table)["销售额"].hidden
    assert table.people.hidden == (3,)
    found, _ = inspect(Question((str(path),)))
    said = inspection_text(found, "zh", None)
    assert (
        "工作表：说明（没读：没有认识的表头）、月报（已读取，只有它有认识的表头）、旧（隐藏，没读）"
        in said
    )
    assert "［隐藏列］销售额" in said
    assert "隐藏的行也会计入（1）：第 3 行" in said
    assert {s.state for s in seen(path, sheet="月报").sheets} == {"unasked", "read", "hidden"}


def test_orders_are_named_and_no_fault_but_nothing_to_pay_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = (
        "订单成交时间,商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),用户实付金额(元)"
    )
    file = written(tmp_path, f"{header}\n2026-10-01 10:00:00,茶杯,1,已发货,20,0,0,20\n")
    assert [sheet.state for sheet in seen(file).sheets] == ["other-level"]
    assert run(["inspect", str(file), "--lang", "zh"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "csperf measure" in said.out
    assert "订单成交时间 → " in said.out
    assert run(["inspect", str(file), "--write-dialect", str(tmp_path / "o.yaml")]) == 1


def test_a_roster_is_known_as_one_and_a_file_without_metrics_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = written(tmp_path, "姓名,旺旺,工号\n小美,店:小美,A1\n", "花名册.csv")
    assert [sheet.state for sheet in seen(roster).sheets] == ["roster"]
    assert run(["inspect", str(roster)]) == 0
    assert "--roster" in capsys.readouterr().out
    other = written(tmp_path, "旺旺,备注甲,备注乙\n小美,a,b\n")
    assert run(["inspect", str(other)]) == 1
    assert "header-no-metric" in capsys.readouterr().err


def test_without_a_column_of_agents_the_likeliest_is_named(tmp_path: Path) -> None:
    text = "订单,日期,营业员,询单人数\nAB-20261,2026-10-01,小美,3\nAB-20262,2026-10-01,小王,4\n"
    table = table_of(written(tmp_path, text))
    assert table.guessed is not None
    assert (table.guessed.letter, table.guessed.text) == ("C", "营业员")
    nobody = seen(written(tmp_path, "店,询单人数\n1,3\n2,4\n"))
    assert [(one.state, one.table) for one in nobody.sheets] == [("no-table", None)]


def test_days_and_their_gaps_are_told_of_each_file_and_of_all_together(tmp_path: Path) -> None:
    first = written(tmp_path, "日期,客服,询单人数\n2026-10-01,小美,3\n2026-10-03,小美,4\n")
    second = written(tmp_path, "日期,客服,询单人数\n2026-10-02,小美,3\n", "二.csv")
    table = table_of(first)
    assert table.people is not None
    assert (table.people.several, table.people.most) == (1, 2)
    assert [str(gap.first) for gap in table.people.gaps] == ["2026-10-02"]
    assert {p.id for p in seen(first, period="2026-10").problems} == {"days-missing"}
    found, _ = inspect(Question((str(first), str(second)), period="2026-10"))
    assert [one.problems for one in found.files] == [(), ()]
    (gap,) = found.together
    assert gap.id == "days-missing"
    assert "2026-10-01" not in str(gap.facts["days"])
    copy = written(tmp_path, second.read_text(encoding="utf-8"), "三.csv")
    found, _ = inspect(Question((str(second), str(copy))))
    assert [one.id for one in found.together] == ["file-twice"]


def test_what_can_be_computed_from_parts_is_offered_too(tmp_path: Path) -> None:
    file = written(tmp_path, "客服,询单人数,最终付款人数\n小美,20,9\n")
    found, _ = inspect(Question((str(file),)))
    assert found.offered == ("询单人数", "最终付款人数")
    assert {one.name: one.formula for one in found.derived}["询单转化率"] == (
        "最终付款人数 / 询单人数"
    )
    said = inspection_text(found, "en", None)
    assert "final_conversion = final_payers / inquirers" in said


def test_a_plan_is_told_what_it_lacks_and_only_its_columns_count(tmp_path: Path) -> None:
    plan = written(
        tmp_path,
        'csperf: 1\nplan: p\nversion: "1"\nmetrics: {质检: {column: 抽检甲, unit: points}}\n'
        "pay: {奖: {commission: {of: 销售额, rate: 1%}}, 质: {commission: {of: 质检, rate: 1%}}}\n",
        "plan.yaml",
    )
    file = written(tmp_path, "客服,抽检甲,询单人数\n小美,90,很多\n")
    assert {p.id for p in seen(file).problems} == {"cell-not-count"}
    found, problems = inspect(Question((str(file),), plan=str(plan)))
    assert problems == []
    assert found.files[0].problems == ()
    assert [one.facts["name"] for one in found.lacking] == ["销售额"]
    assert by_heading(table_of(file, plan=str(plan)))["抽检甲"].metrics[0].name == "质检"


@pytest.mark.parametrize(
    "case", sorted((ROOT / "cases").glob("*/plan.yaml")), ids=lambda p: p.parent.name
)
def test_what_calc_pays_from_inspect_finds_nothing_lacking_in(case: Path) -> None:
    exports = tuple(sorted(str(file) for file in case.parent.glob("data*")))
    roster = case.parent / "roster.csv"
    options = options_of(case.parent)
    request = Request(str(case), exports, str(roster) if roster.exists() else None)
    paid = calculate(replace(request, **options))
    files = (*exports, *([str(roster)] if roster.exists() else []))
    found, problems = inspect(Question(files, str(case), period=options.get("period", "")))
    assert problems == []
    assert not [one for one in found.lacking if one.id != "past-not-supplied"]
    told = {str(one) for file in found.files for one in file.problems}
    together = {"days-missing", "metric-on-one-platform"}  # what one file alone cannot show
    assert {
        str(one)
        for one in paid.warnings
        if one.place.file in exports and one.place.cell == "" and one.id not in together
    } <= told


# the command


def test_exit_codes_and_streams(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = written(tmp_path, "客服,询单人数\n小美,20\n")
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    assert run(["inspect", str(good)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert run(["inspect", str(good), str(bad)]) == 1
    said = capsys.readouterr()
    assert "[file-no-table]" in said.err
    assert "询单人数" in said.out
    assert run(["inspect", str(tmp_path / "没有.csv")]) == 3
    assert run(["inspect", str(good), "--period", "2026-13"]) == 1
    assert "not-a-period" in capsys.readouterr().err
    assert run(["inspect", str(good), "--plan", str(tmp_path / "没有.yaml")]) == 3
    assert run(["inspect", str(good), "--dialect", str(tmp_path / "没有.yaml")]) == 3


def test_a_named_dialect_is_taken_or_said_not_to_fit(tmp_path: Path) -> None:
    fits = written(tmp_path, "客服账号,询单人数,询单转化率\n小美,20,50%\n")
    layout = table_of(fits, dialects=("pdd",)).table.layout
    assert layout is not None
    assert (layout.dialect, layout.own) == ("pdd", True)
    other = written(tmp_path, "姓名,询单人数\n小美,20\n")
    found, _ = inspect(Question((str(other),), dialects=("pdd",)))
    assert "pdd 对不上这张表" in inspection_text(found, "zh", None)


def test_a_name_that_belies_the_content_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "月报.xlsx", {"月报": [["客服", "询单人数"], ["小美", 3]]})
    renamed = path.rename(tmp_path / "月报.csv")
    found, _ = inspect(Question((str(renamed),)))
    said = inspection_text(found, "zh", None)
    assert "Excel 工作簿（.xlsx）" in said
    assert "文件名以 .csv 结尾" in said


def test_a_pipe_can_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped = io.TextIOWrapper(io.BytesIO("客服,询单人数\n小美,20\n".encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", piped)
    assert run(["inspect", "-", "--lang", "zh"]) == 0
    assert "GBK" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_json_says_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, PDD)
    assert run(["inspect", str(file), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    (one,) = whole["files"]
    assert (one["kind"], one["read_as"], one["usable"]) == ("text", "utf-8", True)
    assert one["bytes"] == file.stat().st_size
    (sheet,) = one["sheets"]
    assert sheet["table"]["taken_for"]["dialect"] == "pdd"
    assert sheet["table"]["people"]["names"] == ["旗舰店:小美", "旗舰店:阿刚"]
    rate = sheet["table"]["columns"][5]["metrics"][0]
    assert rate["metric"] == "拼多多询单转化率"
    assert rate["catalogue_means"] == "询单转化率"
    assert [p["code"] for p in one["problems"]] == ["rows-left-out"]


def test_lines_keep_within_a_terminal_and_names_whole() -> None:
    found, _ = inspect(
        Question((str(EXPORTS[0]), str(ROOT.parent / "examples" / "10月-售前明细.xlsx")))
    )
    for lang in LANGS:
        lines = inspection_text(found, lang, 80).split("\n")
        assert max(map(cells, lines)) <= 80
    assert wrapped("接待人数、询单人数", 12) == ["接待人数、", "询单人数"]


@given(st.text(max_size=200), st.integers(min_value=8, max_value=60))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width, "  ", "  ")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= max(width, 6) for line in lines)


# a dialect to start from


def taken(found: Inspection, tmp_path: Path, lang: Lang = "zh") -> Inspection:
    """The same files, looked at with the dialect that was started from them."""
    path = tmp_path / "my.yaml"
    path.write_text(dialect_text(found, str(path), lang), encoding="utf-8")
    dialect, problems = read_dialect(str(path))
    assert problems == []
    assert dialect is not None
    again, _ = inspect(Question(tuple(one.file for one in found.files), dialects=(str(path),)))
    return again


@pytest.mark.parametrize("file", EXPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
@pytest.mark.parametrize("lang", LANGS)
def test_a_started_dialect_is_accepted_and_taken_and_means_the_same(
    file: Path, lang: Lang, tmp_path: Path
) -> None:
    found, _ = inspect(Question((str(file),)))
    if not startable(found):
        assert not any(sheet.state == "read" for sheet in found.files[0].sheets)
        return
    again = taken(found, tmp_path, lang)
    assert again.offered == found.offered
    for before, after in zip(found.files[0].sheets, again.files[0].sheets, strict=True):
        assert before.state == after.state
        if before.state == "read" and before.table and after.table:
            layout = after.table.table.layout
            assert layout is not None
            assert layout.own
            assert (layout.dialect, layout.agents != ()) == ("my", True)
            assert {c.letter: c.metrics for c in after.table.columns} == {
                c.letter: c.metrics for c in before.table.columns
            }
            assert before.table.people == after.table.people


# fmt: off
HOSTILE = (
    '"引号"', "'单'", "a: b", "key:", "# 注", "值 # 注", "- 横", "-", "?", "? 问", "[括]", "{花}",
    "<<", "&锚", "*星", "!感", "|", ">", "%百", "@", "`", "~", "null", "true", "1", "1.5", "换\n行",
    "\ttab", "全角　空格", "　", "ｆｕｌｌ", "\u202e反", "\u200b零宽", "\u00a0", "\x1b[31m",
    "销售额：", "，", "长" * 700, "x" * 1500, "=1+1", "\\n", "\u2028", "😀", "客服", "姓名", "日期",
    "店铺", "销售额", "销售额 ", "成交", "询单人", "\x1c",
)
# fmt: on


def csv_of(headings: list[str]) -> str:
    rows = [["客服", "询单人数", *headings], ["小美", *["3"] * (len(headings) + 1)]]
    quoted_rows = [[f'"{field.replace(chr(34), chr(34) * 2)}"' for field in row] for row in rows]
    return "".join(",".join(row) + "\r\n" for row in quoted_rows)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(HOSTILE)
        | st.sampled_from([m.headings[-1] for m in catalogue().values()])
        | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
        max_size=12,
    )
)
def test_a_started_dialect_holds_whatever_the_headings_are(
    tmp_path: Path, headings: list[str]
) -> None:
    file = tmp_path / "h.csv"
    file.write_bytes(csv_of(headings).encode())
    found, _ = inspect(Question((str(file),)))
    for text in texts(found):
        assert not any(unsafe(sign) for sign in text if sign != "\n")
    if startable(found):
        again = taken(found, tmp_path)
        (sheet,) = again.files[0].sheets
        assert sheet.state == "read"
        assert sheet.table is not None
        assert sheet.table.table.layout is not None
        assert sheet.table.table.layout.own


def test_every_hostile_heading_at_once_and_in_a_workbook(tmp_path: Path) -> None:
    headings = [
        text for text in HOSTILE if text.isprintable() and text not in {"=1+1", "客服", "姓名"}
    ]
    rows: list[list[object]] = [
        ["客服", "询单人数", *headings],
        ["小美", 3, *[4] * len(headings)],
    ]
    found, _ = inspect(Question((str(workbook(tmp_path / "h.xlsx", {"- a, #": rows})),)))
    assert startable(found)
    assert taken(found, tmp_path).files[0].sheets[0].state == "read"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_quoted_text_is_read_back_as_it_is(text: str) -> None:
    tree, problems = read_tree(f"a: {quoted(text)}\n", "a.yaml")
    assert problems == []
    assert isinstance(tree, Table)
    assert [str(value) for value in tree.values()] == [text]


def test_a_guessed_column_of_agents_makes_a_useless_file_readable(tmp_path: Path) -> None:
    file = written(tmp_path, "十月\n营业员,成交金额,询单人数,老客户\n小美,9,20,是\n小王,8,30,否\n")
    found, problems = inspect(Question((str(file),)))
    assert [one.id for one in problems] == ["header-no-agent"]
    text = dialect_text(found, "my.yaml", "zh")
    assert "agent: [营业员]" in text
    assert "请核对" in text
    again = taken(found, tmp_path)
    assert again.files[0].refused == []
    assert "询单人数" in again.offered


def test_two_sheets_become_two_tables_and_equal_ones_one(tmp_path: Path) -> None:
    one: list[list[object]] = [["客服", "询单人数"], ["小美", 3]]
    other: list[list[object]] = [["姓名", "销售额"], ["小美", 3]]
    path = workbook(tmp_path / "两张.xlsx", {"甲": one, "乙": one, "<<": other})
    found, _ = inspect(Question((str(path),)))
    dialect, problems = dialect_of(dialect_text(found, "my.yaml", "en"), "my.yaml")
    assert problems == []
    assert dialect is not None
    assert [layout.name for layout in dialect.layouts] == ["甲", "table"]


def test_a_dialect_is_never_written_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, target = written(tmp_path, PDD), tmp_path / "my.yaml"
    assert run(["inspect", str(file), "--write-dialect", str(target)]) == 0
    assert "--dialect" in capsys.readouterr().out
    first = target.read_bytes()
    assert run(["inspect", str(file), "--write-dialect", str(target)]) == 0
    target.write_text("mine", encoding="utf-8")
    assert run(["inspect", str(file), "--write-dialect", str(target)]) == 5
    assert "[dialect-exists]" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(["inspect", str(file), "--write-dialect", str(target), "--force"]) == 0
    assert target.read_bytes() == first
    assert run(["inspect", str(file), "--write-dialect", str(tmp_path / "my.txt")]) == 2
    assert run(["inspect", str(target), "--write-dialect", str(target), "--force"]) == 1
    assert target.read_bytes() == first


def test_without_anything_to_start_from_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "甲,乙\n1,2\n")
    assert run(["inspect", str(file), "--write-dialect", str(tmp_path / "my.yaml")]) == 1
    assert "[dialect-no-table]" in capsys.readouterr().err
    assert not (tmp_path / "my.yaml").exists()


# whatever the file


def assert_told(file: Path) -> None:
    """The file is looked at without a crash, and every text of it is harmless."""
    found, problems = inspect(Question((str(file),)))
    assert bool(found.files[0].refused) == any(p.stops for p in problems)
    for text in texts(found):
        assert not any(unsafe(sign) for sign in text if sign != "\n")
    if startable(found):
        assert dialect_of(dialect_text(found, "my.yaml", "zh"), "my.yaml")[1] == []


@pytest.mark.parametrize("file", BAD, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_bad_exports_are_told_as_calc_tells_them(file: Path) -> None:
    assert_told(file)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.binary(max_size=300)
    | st.text(
        st.sampled_from("客服姓名询单人数日期,\t;\n\"'1.5%:-合计 \0\u202e"), max_size=200
    ).map(str.encode)
    | st.lists(
        st.sampled_from(
            [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml", b"\xff\xfe", b"{"]
        )
    ).map(b"".join)
)
def test_any_bytes_are_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "f"
    file.write_bytes(content)
    assert_told(file)


WORKBOOK = (ROOT.parent / "examples" / "10月-售前明细.xlsx").read_bytes()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    flips=st.lists(st.tuples(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255)), max_size=8),
    end=st.integers(0, len(WORKBOOK)) | st.none(),
)
def test_a_damaged_workbook_is_told(
    tmp_path: Path, flips: list[tuple[int, int]], end: int | None
) -> None:
    content = bytearray(WORKBOOK)
    for at, byte in flips:
        content[at] = byte
    file = tmp_path / "f.xlsx"
    file.write_bytes(bytes(content[:end]))
    assert_told(file)


@pytest.mark.skipif(not SHARED.exists(), reason="SKIPPED LOUDLY: the real tables are not here")
@pytest.mark.parametrize("kind", ["*.csv", "*.tsv", "*.xlsx", "*.xls", "*.ods", "*.xlsb"])
def test_real_tables_are_told(kind: str) -> None:
    files = sorted(SHARED.rglob(kind))
    assert files
    for file in files:
        assert_told(file)


# texts


def test_both_languages_say_the_same() -> None:
    for id_, message in messages("inspection").items():
        both = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (message.zh, message.en)
        ]
        assert both[0] == both[1], id_
        assert bool(message.zh_hint) == bool(message.en_hint), id_
        assert not any(unicodedata.east_asian_width(c) == "W" for c in message.en), id_
        assert not re.search("[\u3400-\u9fff][,;?!()]|[(][\u3400-\u9fff]", message.zh), id_


def test_a_file_that_cannot_be_used_is_told_as_calc_tells_it(tmp_path: Path) -> None:
    file = written(tmp_path, "")
    _, problems = inspect(Question((str(file),)))
    assert problems == [Problem("file-empty", Place(str(file)))]
