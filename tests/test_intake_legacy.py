"""Old files hold the same table as an .xlsx, or say why not; who reads them is not trusted.

The three files of `kinds` are one table: numbers, percents, units and display tricks in number
formats, durations, dates, errors, formulas, merged cells, a hidden row, column and sheet. It was
written by openpyxl and saved by LibreOffice 7.4 (`soffice --convert-to xlsx`, `xls`, `ods`).
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from struct import pack

import pytest
from old_workbooks import (
    CLOCK,
    COMPUTE_ON_LOAD,
    DATE,
    EMPTY_RESULT,
    MYRIADS,
    NO_RESULT,
    PERCENT,
    Error,
    Formula,
    Number,
    Value,
    biff,
    container,
    hidden_row,
    merged,
    number,
    opendocument,
    record,
    table,
    text_result,
)

from csperf.intake import legacy, legacy_child
from csperf.intake.files import Opened, open_file
from csperf.intake.grid import DISGUISED, NO_VALUE, Grid
from csperf.intake.kinds import OLD_WORKBOOK, OPEN_DOCUMENT, kind_of

HERE = Path(__file__).parent
KINDS = HERE / "kinds"
REAL = HERE.parent.parent / "shared" / "data" / "awkward_excel"
OLD = sorted(file for ext in ("xls", "ods") for file in REAL.rglob(f"*.{ext}"))
TWO = (("客服", "销售额"), ("小美", Number(4723.22)))


def opened(folder: Path, content: bytes) -> Opened:
    """The file, whatever its name says."""
    path = folder / "10月.csv"
    path.write_bytes(content)
    return open_file(str(path))


def said(content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the process says of a file, said here."""
    given, spoken = io.TextIOWrapper(io.BytesIO(content)), io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(legacy_child, "_limit", lambda: None)
        patch.setattr("sys.stdin", given)
        patch.setattr("sys.stdout", spoken)
        legacy_child.main()
    return [json.loads(line) for line in spoken.getvalue().splitlines()]


def rows(found: Opened) -> list[tuple[str, ...]]:
    """The texts of the only grid."""
    assert found.problems == ()
    [grid] = found.grids
    return [row[:-2] for row in grid.frame.rows()]


def values(folder: Path, *cells: Value, computed: bool = True) -> tuple[str, ...]:
    """What these cells of an old workbook come to."""
    return rows(opened(folder, biff({"月报": [("x", *cells)]}, computed=computed)))[0][1:]


def shown(folder: Path, *cells: str, styles: str = "") -> tuple[str, ...]:
    """What these cells of an OpenDocument sheet come to."""
    return rows(opened(folder, opendocument(table([("x", *cells)]), styles)))[0][1:]


def everything(grid: Grid) -> tuple[object, ...]:
    """All that a grid holds, but for its file."""
    filled = set(grid.frame["row"])
    look = (grid.sheet, grid.read_as, grid.merged, grid.hidden & filled, grid.hidden_columns)
    return (*look, grid.frame.columns, grid.frame.rows())


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_table_is_the_same_in_each_kind_of_workbook(kind: str) -> None:
    new, old = open_file(str(KINDS / "table.xlsx")), open_file(str(KINDS / f"table.{kind}"))
    assert new.problems == old.problems == ()
    assert [everything(grid) for grid in old.grids] == [everything(grid) for grid in new.grids]
    texts = {text for row in old.grids[0].frame.rows() for text in row}
    assert {"4723.22元", "36.99%", "3.2万", "93603秒", "#DIV/0!", DISGUISED} <= texts


def test_a_sheet_is_chosen_by_its_name() -> None:
    for kind in ("xls", "ods"):
        found = open_file(str(KINDS / f"table.{kind}"), "第二")
        assert [grid.sheet for grid in found.grids] == ["第二"]
        hidden = open_file(str(KINDS / f"table.{kind}"), "隐藏")
        assert [one.id for one in hidden.problems] == ["sheet-missing"]
        assert hidden.problems[0].facts["found"] == ("月报", "第二")


def test_an_old_workbook_tells_each_cell_exactly(tmp_path: Path) -> None:
    cells = (Number(0.0735, PERCENT), Number(0.1 + 0.2), Number(3.2, MYRIADS), Error(42))
    assert values(tmp_path, *cells) == ("7.35%", "0.3", "3.2万", "#N/A")
    more = (Number(32.5, CLOCK), Number(46296, DATE), Error(1, truth=True), text_result("文本"))
    assert values(tmp_path, *more) == ("2808000秒", "2026-10-01", "TRUE", "文本")


def test_dates_since_1904_are_four_years_later(tmp_path: Path) -> None:
    content = biff({"月报": [("x", Number(44834, DATE))]}, since_1904=True)
    assert rows(opened(tmp_path, content))[0][1] == "2026-10-01"


def test_a_formula_that_was_left_to_excel_has_no_value(tmp_path: Path) -> None:
    cells = (Formula(EMPTY_RESULT), Formula(NO_RESULT), Formula(NO_RESULT, COMPUTE_ON_LOAD))
    assert values(tmp_path, *cells) == ("", "0", NO_VALUE)
    assert values(tmp_path, *cells, computed=False) == (NO_VALUE, "0", NO_VALUE)
    worth = Formula(pack("<d", 7), COMPUTE_ON_LOAD)
    assert values(tmp_path, worth) == ("7",)


def test_merged_and_hidden_parts_of_an_old_workbook(tmp_path: Path) -> None:
    lines: Sequence[Sequence[Value]] = [("客服", "x"), ("小美", "unseen"), ("unseen", "unseen")]
    content = biff({"月报": lines}, after=merged((1, 2, 0, 1)) + hidden_row(1))
    [grid] = opened(tmp_path, content).grids
    assert grid.frame.rows() == [("客服", "x", 1, 0), ("小美", "", 2, 0)]
    assert [(one.name, one.letters) for one in grid.merged] == [("A2:B3", ("A", "B"))]
    assert grid.hidden == {2}


def by_hand(charset: str) -> bytes:
    """The plainest workbook, as some shop systems write it: no container, formats or charset."""
    found = pack("<6H", 0x809, 8, 0, 0x10, 0, 0)
    for row, column, text in ((0, 0, "客服"), (0, 1, "销售额"), (1, 0, "小美")):
        encoded = text.encode(charset)
        found += record(0x204, pack("<4H", row, column, 0, len(encoded)) + encoded)
    return found + record(0x203, pack("<3Hd", 1, 1, 0, 4723.22)) + record(0x0A)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_workbook_written_by_hand_is_read_in_its_charset(charset: str, tmp_path: Path) -> None:
    found = rows(opened(tmp_path, by_hand(charset)))
    assert found == [("客服", "销售额"), ("小美", "4723.22")]


def test_texts_that_end_in_nul_are_the_texts_before_it(tmp_path: Path) -> None:
    assert values(tmp_path, "小美\0\0") == ("小美",)


NUMBERS = {
    "a unit behind it": (number("3.2", "3.2万"), "3.2万"),
    "a sign before it": (number("4723.22", "￥4,723.22", "currency"), "4723.22"),
    "rounded for the eye": (number("0.36994", "37.0%", "percentage"), "36.994%"),
    "a percent that is a float": (number("0.5", "50%"), "50%"),
    "a percent sign that is a word": (number("36.99", "36.99%"), "36.99%"),
    "a minus in brackets": (number("-300", "(300.00)"), "-300"),
    "nought as a dash": (number("0", "-"), "0"),
    "too narrow a column": (number("12", "###"), "12"),
    "no text at all": (number("12", ""), "12"),
    "a comma for a point": (number("1234.5", "1.234,50"), "1234.5"),
    "an exponent beyond all": (number("5", "5E+9999999999999999999"), DISGUISED),
    "large": (number("1.5E+006", "1500000"), "1500000"),
    "shown a hundred times smaller": (number("320000", "3200.00元"), DISGUISED),
    "shown ten thousand times smaller": (number("32000", "3.2万"), DISGUISED),
    "shown a thousand times larger": (number("1.5", "1,500"), DISGUISED),
    "a percent without its sign": (number("0.37", "37", "percentage"), DISGUISED),
    "words in its place": (number("75", "达标"), DISGUISED),
    "a truth": (number("1", "TRUE"), "TRUE"),
    "a truth by formula": (number("1", "1", more='table:formula="of:=TRUE()"'), "TRUE"),
    "an error of long ago": (number("0", "#DIV/0!", more='table:formula="of:=1/0"'), "#DIV/0!"),
    "an error of LibreOffice": (number("0", "Err:502", more='table:formula="x"'), "#VALUE!"),
}


@pytest.mark.parametrize(("cell", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_an_opendocument_number_counts_if_its_text_agrees(
    cell: str, expected: str, tmp_path: Path
) -> None:
    assert shown(tmp_path, cell, "end") == (expected, "end")


def typed(kind: str, value: str, text: str) -> str:
    """A cell of another kind than numbers."""
    attributes = f'office:value-type="{kind}" office:{kind}-value="{value}"'
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


TYPED = {
    "a date": (typed("date", "2026-10-01", "10月1日"), "2026-10-01"),
    "a moment": (typed("date", "2026-10-01T05:06:07.500000000", "x"), "2026-10-01 05:06:07.500000"),
    "midnight": (typed("date", "2026-10-01T00:00:00", "x"), "2026-10-01"),
    "a duration": (typed("time", "PT00H02M30.5S", "0:02:30"), "150.5秒"),
    "more than a day": (typed("time", "PT26H00M03S", "26:00:03"), "93603秒"),
    "more than a day shown as less": (typed("time", "PT26H00M03S", "2:00:03"), DISGUISED),
    "minutes or hours": (typed("time", "PT01H05M00S", "1:05"), "1:05"),
    "minutes beyond a day": (typed("time", "PT26H00M03S", "1560:03"), "93603秒"),
    "below nought": (typed("time", "-PT00H00M05S", "-0:00:05"), "-5秒"),
    "a truth": (typed("boolean", "true", "真"), "TRUE"),
    "a text": (typed("string", "小美", "小美"), "小美"),
    "blanks and breaks": (
        (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p>'
            "</office:annotation><text:p>a<text:s text:c='2'/>b<text:tab/><text:span>c</text:span>"
            "</text:p><text:p>d</text:p></table:table-cell>"
        ),
        "a  b\tc\nd",
    ),
    "an empty result": ('<table:table-cell table:formula="x"><text:p/></table:table-cell>', ""),
    "no result": ('<table:table-cell table:formula="x"/>', NO_VALUE),
    "blank": ("<table:table-cell/>", ""),
}


@pytest.mark.parametrize(("cell", "expected"), TYPED.values(), ids=TYPED.keys())
def test_an_opendocument_cell_of_another_kind(cell: str, expected: str, tmp_path: Path) -> None:
    assert shown(tmp_path, cell, "end") == (expected, "end")


def test_repeated_grouped_and_hidden_parts_of_an_opendocument(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="no"><style:table-properties table:display="false"/></style:style>'
    )
    row = "<table:table-row{}>{}</table:table-row>"
    twice = "<table:table-cell office:value-type='string' table:number-columns-repeated='2'>"
    wide = "<table:table-cell table:number-columns-spanned='2' office:value-type='string'>"
    lines = (
        "<table:table-column/><table:table-column table:visibility='collapse'/>"
        + row.format(
            " table:number-rows-repeated='2'", f"{twice}<text:p>a</text:p></table:table-cell>"
        )
        + "<table:table-row-group><table:table-header-rows>"
        + row.format(" table:visibility='filter'", "<table:table-cell/>" + number("7", "7"))
        + "</table:table-header-rows></table:table-row-group>"
        + row.format("", f"{wide}<text:p>b</text:p></table:table-cell><table:covered-table-cell/>")
        + row.format(" table:number-rows-repeated='1048000'", "<table:table-cell/>")
    )
    tables = f"<table:table table:name='t'>{lines}</table:table>" + table([("x",)], "h", "no")
    [grid] = opened(tmp_path, opendocument(tables, styles)).grids
    assert grid.frame.rows() == [
        ("a", "a", 1, 0),
        ("a", "a", 2, 0),
        ("", "7", 3, 0),
        ("b", "", 4, 0),
    ]
    assert [one.name for one in grid.merged] == ["A4:B4"]
    assert {*grid.hidden, *grid.hidden_columns} == {3, "B"}


NONE = [number("1,5", "1,5"), typed("time", "soon", "x"), typed("x", "", "")]


@pytest.mark.parametrize("cell", NONE)
def test_a_value_that_is_none_is_damage(cell: str, tmp_path: Path) -> None:
    found = opened(tmp_path, opendocument(table([("x", cell)])))
    assert [one.id for one in found.problems] == ["workbook-damaged"]


def test_half_a_file_gives_no_table(tmp_path: Path) -> None:
    for kind in ("xls", "ods"):
        content = (KINDS / f"table.{kind}").read_bytes()
        for end in range(600, len(content), len(content) // 9):
            found = opened(tmp_path, content[:end])
            assert found.grids == ()
            assert len(found.problems) == 1


def test_without_its_reader_an_old_workbook_is_refused_with_two_ways_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(name: str) -> ModuleSpec | None:
        return None if name == legacy.READER else ModuleSpec(name, None)

    monkeypatch.setattr(legacy, "find_spec", lacking)
    for content in (biff({"月报": TWO}), container("Workbook")):
        found = opened(tmp_path, content)
        assert [one.id for one in found.problems] == ["old-workbook-reader"]


def test_an_opendocument_needs_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "READER", "no_such_library")
    assert rows(opened(tmp_path, opendocument(table([("客服", "x")])))) == [("客服", "x")]


STRANGE = {
    "dies": "import os; os.abort()",
    "fails": "raise SystemExit(3)",
    "says nothing": "",
    "ends early": 'print(\'{"sheet": "x"}\')',
    "says something else": "print('hello')",
    "says no sheet": "print('[1]')",
    "nests without end": "print('[' * 100000)",
    "fills the memory": (
        "from csperf.intake import legacy_child as c; c._limit(); print('x' * 2 * 10**9)"
    ),
    "talks without end": (
        "from csperf.intake import legacy_child as c; c.ANSWER = 10**6; c._limit()\n"
        "while True: print('x' * 10**5)"
    ),
}


@pytest.mark.parametrize("code", STRANGE.values(), ids=STRANGE.keys())
def test_a_process_that_goes_wrong_is_one_problem(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legacy, "_START", f"import sys; sys.path += sys.argv[1:]\n{code}")
    found = opened(tmp_path, biff({"月报": TWO}))
    assert [one.id for one in found.problems] == ["old-file-failed"]
    assert found.grids == ()


def test_a_process_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(legacy, "PATIENCE", 1)
    began = time.monotonic()
    found = opened(tmp_path, biff({"月报": TWO}))
    assert [one.id for one in found.problems] == ["old-file-failed"]
    assert time.monotonic() - began < 20


def test_a_process_gets_nothing_of_the_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xlrd.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    monkeypatch.chdir(tmp_path)
    assert len(rows(opened(tmp_path, biff({"月报": TWO})))) == 2


GOOD: dict[str, object] = {
    "sheet": "月报",
    "visible": True,
    "merged": [[1, 1, 1, 2]],
    "hidden": [2],
    "hidden_columns": [[1, 1]],
    "since_1904": False,
    "cells": [[1, 1, "text", "客服", ""], [2, 1, "number", 1.5, "General"]],
}
LIES: dict[str, dict[str, object]] = {
    "no cells": {"cells": None},
    "a row of nought": {"cells": [[0, 1, "text", "x", ""]]},
    "a column beyond all": {"cells": [[1, 16_385, "text", "x", ""]]},
    "a truth for a row": {"cells": [[True, 1, "text", "x", ""]]},
    "half a cell": {"cells": [[1, 1, "text"]]},
    "a number that is a text": {"cells": [[1, 1, "number", "1", ""]]},
    "a number that is none": {"cells": [[1, 1, "number", float("nan"), ""]]},
    "a text that is a number": {"cells": [[1, 1, "text", 1, ""]]},
    "a kind of its own": {"cells": [[1, 1, "money", 1, ""]]},
    "a time beyond all": {"cells": [[1, 1, "time", 10**30, "h:mm"]]},
    "half a pair of letters": {"cells": [[1, 1, "text", "\ud800", ""]]},
    "a merged range of three": {"merged": [[1, 1, 1]]},
    "a merged range upside down": {"merged": [[5, 1, 1, 1]]},
    "many merged ranges": {"merged": [[1, 1, 1, 1]] * 70_000},
    "a hidden row that is a text": {"hidden": ["1"]},
    "a hidden column of one end": {"hidden_columns": [[1]]},
    "visible perhaps": {"visible": 1},
}


def told(sheet: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """How many grids, and which problems, come of a process that says so."""
    said = f'{json.dumps(sheet)}\n{{"end": 1, "fault": ""}}\n'.encode()
    monkeypatch.setattr(legacy, "_asked", lambda _content: said)
    grids, problems = legacy.read_legacy("10月.xls", biff({"月报": TWO}), None)
    return len(grids), [one.id for one in problems]


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_what_the_process_says_is_not_trusted(
    lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(GOOD, monkeypatch) == (1, [])
    assert told(GOOD | lie, monkeypatch) == (0, ["old-file-failed"])


@pytest.mark.parametrize("fault", ["tired", 3, ["damaged"]])
def test_an_unknown_word_of_failure_is_no_reason(
    fault: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.dumps({"end": 1, "fault": fault}).encode()
    monkeypatch.setattr(legacy, "_asked", lambda _content: said)
    _, problems = legacy.read_legacy("10月.xls", biff({"月报": TWO}), None)
    assert [one.id for one in problems] == ["old-file-failed"]


FOLDERS = sorted(
    file
    for ending in ("xls", "ods")
    for folder in (KINDS, HERE / "bad_exports")
    for file in folder.rglob(f"*.{ending}")
    if kind_of(file.read_bytes()) in {OLD_WORKBOOK, OPEN_DOCUMENT}
)


@pytest.mark.parametrize("file", FOLDERS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_the_process_adds_nothing_to_what_its_readers_say(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = file.read_bytes()
    there = [json.loads(line) for line in legacy._asked(content).splitlines()]  # noqa: SLF001
    assert said(content, monkeypatch) == there


def test_what_is_too_large_or_takes_all_memory_is_said_in_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("csperf.intake.biff.MAX_CELLS", 1)
    content = biff({"月报": [("a", "b", "c")]})
    assert said(content, monkeypatch) == [{"end": 1, "fault": "too-large"}]

    def greedy(_content: bytes) -> list[object]:
        raise MemoryError

    monkeypatch.setattr(legacy_child, "lines_of", greedy)
    assert said(content, monkeypatch) == [{"end": 1, "fault": "too-large"}]


def test_the_process_limits_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource", reason="no limits on this system")
    limits: dict[int, tuple[int, int]] = {}

    def refused_for_memory(what: int, most: tuple[int, int]) -> None:
        if what == resource.RLIMIT_AS:
            raise ValueError
        limits[what] = most

    monkeypatch.setattr(resource, "setrlimit", refused_for_memory)
    legacy_child._limit()  # noqa: SLF001 - on some systems it is all that holds
    assert limits == {
        resource.RLIMIT_CPU: (30, 30),
        resource.RLIMIT_FSIZE: (200_000_000,) * 2,
        resource.RLIMIT_CORE: (0, 0),
    }
    monkeypatch.setitem(sys.modules, "resource", None)
    legacy_child._limit()  # noqa: SLF001


CELLS = [cell for cell, _ in (*NUMBERS.values(), *TYPED.values())]


def test_cells_made_by_hand_are_read_here_as_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once, and in this process too, where a test can see each line that runs."""
    content = opendocument(table([("x", cell) for cell in CELLS]))
    there = [json.loads(line) for line in legacy._asked(content).splitlines()]  # noqa: SLF001
    assert said(content, monkeypatch) == there
    for cell in NONE:
        assert said(opendocument(table([(cell,)])), monkeypatch)[-1]["fault"] == "damaged"
    for charset in ("utf-8", "gb18030"):
        assert said(by_hand(charset), monkeypatch)[-1] == {"end": 1, "fault": ""}


@pytest.mark.parametrize(
    "cell",
    [
        record(0x204, pack("<4H", 0, 0, 0, 2) + b"\xff\xff"),  # a text in no charset
        record(0x206, pack("<3H", 0, 0, 0) + NO_RESULT + pack("<2H", 0, 0)),  # a formula of 1990
    ],
)
def test_the_oldest_workbooks_are_read_only_if_nothing_is_in_doubt(
    cell: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pack("<6H", 0x809, 8, 0, 0x10, 0, 0) + cell + record(0x0A)
    assert said(content, monkeypatch)[-1] == {"end": 1, "fault": "damaged"}


@pytest.mark.parametrize("file", OLD, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_real_old_files_have_tables(file: Path) -> None:
    found = open_file(str(file))
    assert found.problems == ()
    assert any(len(grid.frame) for grid in found.grids)


def test_real_old_files_are_there() -> None:
    if not OLD:
        pytest.skip(f"no real old files: {REAL} is not there")
    assert {kind_of(file.read_bytes()) for file in OLD} == {"old-workbook", "open-document"}
