"""One month's table in every dress that exports wear gives the same figures for the same people."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from csperf.errors import Place, Problem, Term, stopping
from csperf.inputs import Inputs, Wanted
from csperf.intake.columns import Asked, read_column
from csperf.intake.exports import nearest_headings, open_exports
from csperf.intake.files import open_file
from csperf.intake.payees import read_inputs
from csperf.units import Unit

_HEADINGS = {
    "销售额": ("客服销售额（元）",),
    "询单人数": (),
    "询单转化率": ("询单->最终付款成功率",),
    "平均响应时间": ("平均响应时长", "平均接待时长"),
    "级别": (),
    "底薪": (),
}
KNOWN = {name: (name, *headings) for name, headings in _HEADINGS.items()}
NEEDED = {
    "销售额": Unit.MONEY,
    "询单人数": Unit.COUNT,
    "询单转化率": Unit.PERCENT,
    "平均响应时间": Unit.SECONDS,
}
PEOPLE = ("小美", "阿刚", "Amy")
EXPECTED = {
    "销售额": [Decimal("4723.22"), Decimal(32000), Decimal("-1.5")],
    "询单人数": [Decimal(438), Decimal(1301), Decimal(0)],
    "询单转化率": [Decimal("0.3699"), Decimal("0.9"), None],
    "平均响应时间": [Decimal(150), Decimal("22.2"), None],
}
PLAIN = (
    "客服,销售额,询单人数,询单转化率,平均响应时间\n"
    "小美,4723.22,438,36.99%,150秒\n"
    "阿刚,32000,1301,90%,22.2秒\n"
    "Amy,-1.5,0,-,-\n"
)
BARE = (
    "客服,销售额,询单人数,询单转化率,平均响应时间(秒)\n"
    "小美,4723.22,438,36.99,150\n阿刚,32000,1301,90,22.2\nAmy,-1.5,0,,\n"
)

TEXTS: dict[str, str] = {
    "plain": PLAIN,
    "dressed cells": "客服,销售额,询单人数,询单转化率,平均响应时间\n"
    '小美,"4,723.22 元","438人",36.99 %,2分30秒\n'
    '阿刚,¥3.2万,"1,301",９０％,0.37 分钟\nAmy,"-1.5",0.0,--%,--分--秒\n',
    "other durations": PLAIN.replace("150秒", "00:02:30").replace("22.2秒", "22.2s"),
    "english durations": PLAIN.replace("150秒", "2m30s").replace("22.2秒", "22.2 sec"),
    "bare numbers": BARE,
    "mixed brackets": BARE.replace("(秒)", "（秒) ").replace("销售额", "客服销售额（元)"),
    "percent in the heading": BARE.replace("询单转化率", "询单转化率(%)"),
    "arrows": PLAIN.replace("询单转化率", "询单→最终付款成功率 "),
    "blanks in headings": PLAIN.replace("询单人数", " 询单 人数　").replace("客服", "\u200b客服"),
    "minutes in the heading": BARE.replace("(秒)", "（分钟）")
    .replace(",150\n", ",2.5\n")
    .replace(",22.2\n", ",0.37\n"),
    "ten thousands in the heading": BARE.replace("销售额", "销售额(万元)")
    .replace("4723.22", "0.472322")
    .replace("32000", "3.2")
    .replace("-1.5", "-1.5元"),
    "duration twice": BARE.replace("平均响应时间(秒)", "平均接待时长,平均接待时长(秒)")
    .replace(",150\n", ",1:02:30,150\n")
    .replace(",22.2\n", ",很久,22.2\n")
    .replace(",,\n", ",,,\n"),
    "title and totals": "十月售前绩效,,,,\n导出时间：2026-11-01,,,,\n"
    + PLAIN
    + "汇总值,9,9,9%,9秒\n平均值,1,1,1%,1秒\n,,,,\n合计：,,,,\n制表人：王经理\n",
    "two lines of header": "基本,,结果,,\n" + PLAIN,
    "headings merged downward": "客服,业绩,,,平均响应时间\n,销售额,询单人数,询单转化率,\n"
    + PLAIN.split("\n", 1)[1],
    "page breaks": PLAIN.replace("阿刚", PLAIN.splitlines()[0] + "\n阿刚", 1),
    "more columns": "\n".join(f"2026-10,{line},备注" for line in PLAIN.splitlines()),
    "trailing commas": "\n".join(line + ",," for line in PLAIN.splitlines()),
    "quoted": "\n".join(
        ",".join(f'"{field}"' for field in line.split(",")) for line in PLAIN.splitlines()
    ),
    "a line break in a heading": PLAIN.replace("询单人数", '"询单\n人数"'),
    "names in wrappers": PLAIN.replace("小美,", '="小美",').replace("阿刚,", "'阿刚,"),
    "tabs inside cells": PLAIN.replace("小美", "\t小美 ").replace("438", "\t438"),
    "decomposed names": PLAIN,
    "windows line ends": PLAIN.replace("\n", "\r\n"),
    "old mac line ends": PLAIN.replace("\n", "\r"),
    "tab": PLAIN.replace(",", "\t"),
    "semicolon": PLAIN.replace(",", ";"),
    "semicolon and grouped numbers": PLAIN.replace(",", ";").replace("4723.22", "4,723.22"),
    "named delimiter": "sep=;\r\n" + PLAIN.replace(",", ";"),
    "blank lines": PLAIN.replace("\n", "\n\n"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030")


def asked(needed: Mapping[str, Unit], fractions: Mapping[str, bool] | None = None) -> list[Wanted]:
    """These metrics as a plan asks for them."""
    declared = fractions or {}
    return [Wanted(name, unit, declared.get(name)) for name, unit in needed.items()]


def read(
    *files: Path, roster: Path | None = None, needed: Mapping[str, Unit] = NEEDED
) -> tuple[Inputs | None, list[Problem]]:
    """What csperf makes of these files."""
    exports, problems = open_exports(
        [str(file) for file in files], str(roster) if roster else None, KNOWN
    )
    inputs, more = read_inputs(exports, asked(needed))
    return inputs, problems + more


def same(inputs: Inputs | None, problems: list[Problem]) -> None:
    """The figures are the expected ones, and nothing stops the run."""
    assert stopping(problems) == []
    assert inputs is not None
    assert tuple(agent.name for agent in inputs.agents) == PEOPLE
    assert dict(inputs.columns) == EXPECTED


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_table_in_another_dress_gives_the_same_figures(text: str, tmp_path: Path) -> None:
    same(*read(write(tmp_path, "10月.csv", text)))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_in_another_encoding_gives_the_same_figures(encoding: str, tmp_path: Path) -> None:
    same(*read(write(tmp_path, "10月.csv", PLAIN.encode(encoding))))


def test_the_name_of_a_file_says_nothing_about_its_kind(tmp_path: Path) -> None:
    same(*read(write(tmp_path, "10月[1].xlsx", PLAIN.replace(",", "\t").encode("utf-16"))))
    same(*read(write(tmp_path, "10月.csv", workbook(fill_plainly))))


def test_a_name_in_another_normal_form_is_the_same_person(tmp_path: Path) -> None:
    sales = write(tmp_path, "a.csv", "客服,销售额\nRene\u0301,1\n")
    asked = write(tmp_path, "b.csv", "客服,询单人数\nRen\u00e9,2\n")
    inputs, problems = read(sales, asked)
    assert problems == []
    assert inputs is not None
    assert [agent.name for agent in inputs.agents] == ["Ren\u00e9"]


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    """An .xlsx file whose sheet is filled by the function."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_plainly(sheet: Worksheet) -> None:
    for line in PLAIN.splitlines():
        sheet.append(line.split(","))


def fill_with_numbers(sheet: Worksheet) -> None:
    sheet.append(["客服", "销售额", "询单人数", "询单转化率", "平均响应时间"])
    sheet.append(["小美", 4723.22, 438, 0.3699, dt.timedelta(seconds=150)])
    sheet.append(["阿刚", 0.1 + 0.2, 1301.0, 0.9, dt.time(0, 0, 22, 200_000)])
    sheet.append(["Amy", -1.5, 0, None, "--"])
    sheet["B3"] = 31999.999999999996 + 4e-12
    for row in (2, 3, 4):
        sheet.cell(row, 4).number_format = "0.00%"


def fill_with_format_units(sheet: Worksheet) -> None:
    sheet.append(["客服", "销售额", "询单人数", "询单转化率", "平均响应时间"])
    sheet.append(["小美", 4723.22, 438, 36.99, 2.5])
    sheet.append(["阿刚", 3.2, 1301, 90, 0.37])
    sheet.append(["Amy", -1.5, 0, None, None])
    sheet["B2"].number_format = '#,##0.00"元"'
    sheet["B3"].number_format = '0.0"万"'
    for row in (2, 3):
        sheet.cell(row, 3).number_format = '0"人"'
        sheet.cell(row, 4).number_format = '0.00"%"'
        sheet.cell(row, 5).number_format = '0.00"分钟"'


def fill_below_a_title(sheet: Worksheet) -> None:
    sheet.append(["十月售前客服绩效"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    fill_plainly(sheet)
    sheet.append(["合计", "=SUM(B4:B6)"])
    sheet["XX300"].font = Font(bold=True)


FILLS = {
    "texts": fill_plainly,
    "numbers and formats": fill_with_numbers,
    "units in number formats": fill_with_format_units,
    "title, totals, styled blanks": fill_below_a_title,
}


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS.keys())
def test_a_workbook_gives_the_same_figures(
    fill: Callable[[Worksheet], None], tmp_path: Path
) -> None:
    same(*read(write(tmp_path, "10月.xlsx", workbook(fill))))


def test_a_dimension_that_lies_loses_no_row(tmp_path: Path) -> None:
    torn = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(torn, "w") as new:
        for name in old.namelist():
            part = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old.read(name))
            new.writestr(name, part)
    same(*read(write(tmp_path, "10月.xlsx", torn.getvalue())))


def test_a_workbook_of_too_many_cells_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csperf.intake.workbook.MAX_CELLS", 9)
    _, problems = read(write(tmp_path, "10月.xlsx", WORKBOOK))
    assert [problem.id for problem in problems] == ["workbook-too-large"]


def test_a_part_that_stands_twice_or_is_locked_is_refused(tmp_path: Path) -> None:
    double = io.BytesIO(WORKBOOK)
    with warnings.catch_warnings(), zipfile.ZipFile(double, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    locked = bytearray(WORKBOOK)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    faults = {bytes(locked): "file-encrypted", double.getvalue(): "workbook-part-twice"}
    for content, fault in faults.items():
        opened = open_file(str(write(tmp_path, "10月.xlsx", content)))
        assert [problem.id for problem in opened.problems] == [fault]


def test_a_file_too_large_or_still_growing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "10月.csv", PLAIN)
    seen = iter((path.stat(), os.stat_result([*path.stat()[:6], 1, *path.stat()[7:]])))
    with monkeypatch.context() as patch:
        patch.setattr("csperf.intake.files.os.fstat", lambda _: next(seen))
        assert [p.id for p in open_file(str(path)).problems] == ["file-changing"]
    monkeypatch.setattr("csperf.intake.files.MAX_BYTES", 9)
    monkeypatch.setattr("csperf.intake.files.MAX_TEXT_BYTES", 9)
    assert [p.id for p in open_file(str(path)).problems] == ["file-too-large"]


def test_a_table_of_too_many_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csperf.intake.delimited.MAX_ROWS", 2)
    _, problems = read(write(tmp_path, "10月.csv", PLAIN))
    assert [problem.id for problem in problems] == ["too-large"]


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    _, problems = read(write(tmp_path, "10月.csv", PLAIN + "x" * 140_000))
    assert [problem.id for problem in problems] == ["csv-quotes"]


def test_a_path_that_cannot_be_is_refused() -> None:
    for path in ("a\0b.csv", "x/" * 3000):
        assert [p.id for p in open_file(path).problems] == ["export-unreadable"]


def test_hidden_sheets_and_sheets_of_words_are_passed_over(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        fill_plainly(sheet)
        book = sheet.parent
        assert book is not None
        old = book.create_sheet("上月", 0)
        old.append(["客服", "销售额"])
        old.append(["小美", 1])
        old.sheet_state = "hidden"
        book.create_sheet("说明").append(["本表由系统导出"])

    same(*read(write(tmp_path, "10月.xlsx", workbook(fill))))


def test_metrics_of_several_files_meet_at_the_agent(tmp_path: Path) -> None:
    rows = [line.split(",") for line in PLAIN.splitlines()]
    left = "\n".join(",".join(row[:3]) for row in rows)
    right = "\n".join(",".join([row[0], *row[3:]]) for row in [rows[0], *rows[:0:-1]])
    inputs, problems = read(write(tmp_path, "a.csv", left), write(tmp_path, "b.csv", right))
    same(inputs, problems)
    assert inputs is not None
    assert inputs.sources["询单转化率"].place(0) == Place(str(tmp_path / "b.csv"), cell="B4")


def test_groups_in_several_files_become_one_team(tmp_path: Path) -> None:
    head, mei, *others = PLAIN.splitlines(keepends=True)
    one = write(tmp_path, "售前一部.csv", head + mei)
    two = write(tmp_path, "售前二部.csv", head + "".join(others))
    inputs, problems = read(one, two)
    same(inputs, problems)
    assert inputs is not None
    places = [inputs.sources["销售额"].place(agent) for agent in range(3)]
    assert places == [
        Place(str(file), cell=cell) for file, cell in ((one, "B2"), (two, "B2"), (two, "B3"))
    ]


def test_a_roster_gives_order_and_matches_ids_nicks_and_shop_prefixes(tmp_path: Path) -> None:
    people = (
        "姓名,工号,旺旺,级别,底薪\nAmy,007,,P1,3000\n"
        "王美,008,小美、美美,P2,3500\n李刚,009,阿刚 刚哥,P1,3000\n"
    )
    text = PLAIN.replace("小美,", "旗舰店:美美,").replace("阿刚,", "刚哥,").replace("Amy,", "007,")
    inputs, problems = read(
        write(tmp_path, "10月.csv", text),
        roster=write(tmp_path, "花名册.csv", people),
        needed={**NEEDED, "级别": Unit.TEXT, "底薪": Unit.MONEY},
    )
    assert problems == []
    assert inputs is not None
    assert [(a.name, a.id, a.nicks) for a in inputs.agents] == [
        ("Amy", "007", ()),
        ("王美", "008", ("小美", "美美")),
        ("李刚", "009", ("阿刚", "刚哥")),
    ]
    assert inputs.columns["询单人数"] == [Decimal(0), Decimal(438), Decimal(1301)]
    assert inputs.columns["级别"] == ["P1", "P2", "P1"]
    assert inputs.columns["底薪"] == [Decimal(3000), Decimal(3500), Decimal(3000)]


def test_a_blank_account_falls_back_to_the_nick(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "客服账号,客服昵称,销售额\ns01,小美,1\n,阿刚,2\ns03,,3\n")
    inputs, problems = read(path)
    assert problems == []
    assert inputs is not None
    assert [agent.name for agent in inputs.agents] == ["小美", "阿刚", "s03"]


@pytest.mark.parametrize(
    "heading",
    [
        *("sales_agent", "Sales agent", "Salesperson", "Agent_name", "客服姓名", "员工姓名"),
        *("负责人", "SalesPersonID", "Sales Rep"),
    ],
)
def test_other_headings_of_people_are_known(heading: str, tmp_path: Path) -> None:
    same(*read(write(tmp_path, "a.csv", PLAIN.replace("客服", heading))))


def test_a_supervisor_beside_the_agent_is_not_the_agent(tmp_path: Path) -> None:
    lines = [f"王经理,{line}" for line in PLAIN.splitlines()]
    text = "\n".join(["负责人" + lines[0].removeprefix("王经理"), *lines[1:]])
    same(*read(write(tmp_path, "a.csv", text)))


def test_an_id_beside_the_name_belongs_to_the_agent(tmp_path: Path) -> None:
    text = "工号,姓名,销售额\n007,小美,1\n,阿刚,2\nS03,,3\n"
    inputs, problems = read(write(tmp_path, "a.csv", text))
    assert [problem.id for problem in problems] == ["agent-called-by-id"]
    assert inputs is not None
    assert [(a.name, a.id) for a in inputs.agents] == [
        ("小美", "007"),
        ("阿刚", ""),
        ("S03", "S03"),
    ]


def test_ids_alone_are_names(tmp_path: Path) -> None:
    inputs, problems = read(write(tmp_path, "a.csv", "工号,销售额\nS01,1\n"))
    assert problems == []
    assert inputs is not None
    assert [(a.name, a.id) for a in inputs.agents] == [("S01", "")]


def test_an_id_of_fifteen_digits_is_whole(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["姓名", "工号", "销售额"])
        sheet.append(["小美", 123456789012345, 1])
        sheet.append(["阿刚", "2200812345678901234", 2])

    inputs, problems = read(write(tmp_path, "a.xlsx", workbook(fill)))
    assert problems == []
    assert inputs is not None
    assert [a.id for a in inputs.agents] == ["123456789012345", "2200812345678901234"]


def test_one_shop_or_full_names_in_the_roster_raise_no_doubt(tmp_path: Path) -> None:
    sales = write(tmp_path, "a.csv", "客服,销售额\nA店:小美,1\nB店:阿刚,2\n")
    asked = write(tmp_path, "b.csv", "客服,询单人数\nA店：小美,1\nC店:阿刚,2\n")
    people = "姓名,旺旺\n小美,\n李刚,B店:阿刚、C店:阿刚\n"
    inputs, problems = read(sales, asked, roster=write(tmp_path, "r.csv", people))
    assert problems == []
    assert inputs is not None
    assert inputs.columns["询单人数"] == [Decimal(1), Decimal(2)]


def test_a_display_trick_is_no_ten_thousands_times_ten_thousands(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["客服", "销售额（万元）", "询单人数"])
        sheet.append(["小美", 32000, 32000])
        sheet["B2"].number_format = '0!.0000"万"'
        sheet["C2"].number_format = '0!.0,"万"'

    inputs, problems = read(write(tmp_path, "a.xlsx", workbook(fill)))
    assert problems == []
    assert inputs is not None
    assert inputs.columns["销售额"] == inputs.columns["询单人数"] == [Decimal(32000)]


def test_a_unit_above_the_table_and_in_the_heading_leaves_no_doubt(tmp_path: Path) -> None:
    text = "单位：万元,\n客服,销售额（万元）\n小美,3.2\n"
    inputs, problems = read(write(tmp_path, "a.csv", text))
    assert problems == []
    assert inputs is not None
    assert inputs.columns["销售额"] == [Decimal(32000)]


def test_the_systems_reason_is_told_in_the_readers_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = write(tmp_path, "a.csv", PLAIN)
    monkeypatch.setattr("csperf.intake.files.os.open", locked)
    (found,) = open_file(str(path)).problems
    assert found.facts["reason"] == Term("os.EACCES")


def test_declared_fractions_are_read_as_such(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "客服,询单转化率\n小美,0.95\n阿刚,1.05\n")
    exports, _ = open_exports([str(path)], None, KNOWN)
    for fraction, factor in ((True, Decimal(1)), (False, Decimal("0.01"))):
        inputs, problems = read_inputs(exports, asked(NEEDED, {"询单转化率": fraction}))
        assert problems == []
        assert inputs is not None
        assert inputs.columns["询单转化率"] == [
            Decimal("0.95") * factor,
            Decimal("1.05") * factor,
        ]


def test_headings_that_resemble_a_missing_metric_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "客服,询单人数,销售额度,备注\n小美,1,2,3\n")
    exports, problems = open_exports([str(path)], None, KNOWN)
    assert problems == []
    assert exports.supplied == {"询单人数"}
    assert nearest_headings(exports, "销售额") == (f"销售额度 ({path}!C1)",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert [p.id for p in open_file(str(tmp_path / "pipe.csv")).problems] == ["file-not-regular"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"csperf-any-{os.getpid()}"  # noqa: S108
    for start in (b"", "客服,销售额\n".encode(), b"PK\x03\x04", b"\xff\xfe"):
        path.write_bytes(start + content)
        exports, _ = open_exports([str(path)], None, KNOWN)
        read_inputs(exports, asked(NEEDED))
    path.unlink()


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"csperf-torn-{os.getpid()}"  # noqa: S108
    path.write_bytes(bytes(content))
    exports, _ = open_exports([str(path)], None, KNOWN)
    read_inputs(exports, asked(NEEDED))
    path.unlink()


WORKBOOK = workbook(fill_with_numbers)

REAL = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = ("awkward_csv", "awkward_excel")
FOUND = sorted(file for name in FOLDERS for file in (REAL / name).rglob("*") if file.is_file())


@pytest.mark.skipif(not FOUND, reason=f"SKIPPED: the awkward real files are not at {REAL}")
def test_every_awkward_real_file_is_read_or_refused() -> None:
    told = {file.name: open_exports([str(file)], None, KNOWN)[1] for file in FOUND}
    assert all(problems for problems in told.values()), "none of them is about agents"
    for file in FOUND:
        opened = open_file(str(file))
        assert opened.grids or opened.problems, file
        columns = [grid.frame[letter] for grid in opened.grids for letter in grid.letters]
        for column, unit in product(columns, Unit):
            values, findings = read_column(column, Asked(unit))
            assert len(values) == len(column) or any(finding.stops for finding in findings)
