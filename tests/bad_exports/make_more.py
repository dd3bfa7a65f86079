"""Writes the faulty dates, parts of workbooks, paths and odd cells, the same each time.

`python make_more.py`. Every table but for its fault is the control month, so that nothing else
has to be mended in its twin.
"""

from __future__ import annotations

from pathlib import Path

from make import (
    GANG,
    GOOD,
    MEI,
    ROSTER,
    TABLE,
    grid,
    parts_of,
    row_of,
    sheet,
    with_cell,
    workbook,
    write,
    zipped,
)

HERE = Path(__file__).parent
FIRST, SECOND = "2026-10-01~2026-10-15", "2026-10-16~2026-10-31"
DAILY = "日期,客服,销售额,询单人数\n"
SHEET = "xl/worksheets/sheet1.xml"
GOOD_SHEET = sheet(grid(GOOD))
GOOD_PARTS = parts_of({"月报": GOOD_SHEET}, {})


def dated(first: str, second: str = "") -> str:
    """The control table with a column of days; `second` is the day of the second agent."""
    return f"日期,{TABLE}{first},{MEI}{second or first},{GANG}"


def altered(part: str, old: str, new: str) -> bytes:
    """The control workbook with one part changed."""
    content = GOOD_PARTS[part]
    assert isinstance(content, str)
    assert old in content
    return zipped(GOOD_PARTS | {part: content.replace(old, new, 1)})


def rotten() -> bytes:
    """The control workbook with one byte of its sheet changed after packing."""
    whole = zipped(GOOD_PARTS)
    at = whole.index(b"4723.22")
    return whole[:at] + b"9" + whole[at + 1 :]


def part_twice() -> bytes:
    """The control workbook with its sheet a second time under a name of other case."""
    return zipped(GOOD_PARTS | {SHEET.upper(): GOOD_SHEET.replace("4723.22", "9723.22")})


def one_cell(xml: str, column: int = 1) -> bytes:
    """The control workbook with one cell of its second agent replaced."""
    return workbook({"月报": sheet(with_cell(2, column, xml))})


def shared(text: str) -> bytes:
    """The control workbook whose second agent's name is a shared text that is not there."""
    return one_cell(f'<c r="@" t="s"><v>{text}</v></c>', 0)


FILES: dict[str, dict[str, str | bytes]] = {
    # dates
    "date_unreadable": {"10月.csv": dated("十月初")},
    "date_impossible": {"10月.csv": dated("2026-10-31", "2026-10-32")},
    "date_no_year": {"10月.csv": dated("10月31日")},
    "date_far": {"10月.csv": dated("2126-10-31")},
    "date_backwards": {"10月.csv": dated("2026-10-31~2026-10-01")},
    "date_ambiguous": {"10月.csv": dated("05/06/2026")},
    "date_orders": {"10月.csv": dated("31/10/2026", "10/31/2026")},
    "date_weekday": {"10月.csv": dated("2026-10-31 星期一")},
    "date_utc": {"10月.csv": dated("2026-10-30T20:00:00Z")},
    "name_of_other_month": {"9月.csv": GOOD, "given.txt": "9月.csv\n--period 2026-10"},
    # rows
    "header_again": {"10月.csv": TABLE + MEI + TABLE.replace("客服", "旺旺") + GANG},
    "rows_swallowed": {
        "10月.csv": TABLE + MEI + '"阿刚\n小芳,1000.00,100,30%,20\n小李",3100.00,301,41.20%,25\n'
    },
    "agent_with_other_figures": {"10月.csv": GOOD + "小美,5000.00,440,37%,22\n"},
    "total_differs": {"10月.csv": GOOD + "合计,9000.00,739,-,-\n"},
    "roster_two_names_for_id": {
        "10月.csv": GOOD,
        "roster.csv": ROSTER.replace("A02", "A01"),
    },
    "agent_columns_twice": {
        "10月.csv": "客服,销售额,询单人数,客服,询单转化率,平均响应时间(秒)\n"
        "小美,4723.22,438,小美,36.99%,22\n阿刚,3100.00,301,阿刚,41.20%,25\n"
    },
    "metric_not_in_all": {
        "上半月.csv": "日期,客服,销售额,询单人数\n2026-10-01~2026-10-15,小美,4000.00,400\n",
        "下半月.csv": "日期,客服,销售额\n2026-10-16~2026-10-31,小美,723.22\n",
    },
    "day_of_one_shop_forgotten": {
        "10月.csv": f"店铺,{DAILY}一店,{FIRST},小美,4000.00,400\n一店,{SECOND},小美,723.22,38\n"
        f"二店,{FIRST},阿刚,3100.00,三百\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "two_nicks_of_one": {"10月.csv": GOOD + "美美,1.00,1,100%,22\n", "roster.csv": ROSTER},
    "roster_name_twice": {"10月.csv": GOOD, "roster.csv": ROSTER + "王美,A03,小芳,P1\n"},
    "roster_date_unreadable": {
        "10月.csv": GOOD,
        "roster.csv": "姓名,旺旺,入职日期\n王美,小美,去年\n李刚,阿刚,\n",
    },
    "separator_changes": {"10月.csv": TABLE + MEI + GANG.replace(",", "\t")},
    "big5": {"10月.csv": "客服,銷售額\n小美,4723.22\n阿剛,3100.00\n".encode("big5")},
    "utf16_cut_off": {"10月.csv": GOOD.encode("utf-16")[:-7]},
    # parts of workbooks
    "part_rotten": {"10月.xlsx": rotten()},
    "part_twice": {"10月.xlsx": part_twice()},
    "part_missing": {"10月.xlsx": zipped({n: c for n, c in GOOD_PARTS.items() if n != SHEET})},
    "part_cut_off": {"10月.xlsx": altered(SHEET, "</row></sheetData></worksheet>", "")},
    "cell_twice": {"10月.xlsx": altered(SHEET, '<c r="C2">', '<c r="B2"><v>9</v></c><c r="C2">')},
    "cell_misplaced": {"10月.xlsx": altered(SHEET, 'r="B3"', 'r="B7"')},
    "cell_of_unknown_kind": {"10月.xlsx": one_cell('<c r="@" t="q"><v>3100</v></c>')},
    "string_missing": {"10月.xlsx": shared("7")},
    "style_missing": {"10月.xlsx": one_cell('<c r="@" s="99"><v>3100</v></c>')},
    "number_is_none": {"10月.xlsx": one_cell('<c r="@"><v>NaN</v></c>')},
    "boolean_as_figure": {"10月.xlsx": one_cell('<c r="@" t="b"><v>1</v></c>')},
    "date_as_figure": {"10月.xlsx": one_cell('<c r="@" t="d"><v>2026-10-31</v></c>')},
    "number_of_twenty_digits": {"10月.xlsx": one_cell('<c r="@"><v>31000000000000000001</v></c>')},
    "percent_format_missing": {"10月.xlsx": one_cell('<c r="@"><v>0.412</v></c>', 3)},
    "only_very_hidden_sheets": {
        "10月.xlsx": workbook({"月报": GOOD_SHEET}, {"月报": "veryHidden"})
    },
    # paths
    "folder_without_table": {"导出/说明.docx": b"PK", "given.txt": "导出"},
    "path_blank": {"given.txt": " "},
    "same_path_twice": {"10月.csv": GOOD, "given.txt": "10月.csv\n./10月.csv"},
    # cells
    "minus_behind": {"10月.csv": row_of(sales="3100-")},
    "other_currency": {"10月.csv": row_of(sales="$3100.00")},
    "percent_of_money": {"10月.csv": row_of(sales="31%")},
    "error_as_text": {"10月.csv": row_of(rate="#DIV/0!")},
    "narrow_column": {"10月.csv": row_of(sales="########")},
    "two_points": {"10月.csv": row_of(sales="3.100.000")},
    "footnote": {"10月.csv": row_of(asked="301²")},
    "about": {"10月.csv": row_of(time="≤25秒")},
    "not_days": {"10月.csv": "客服,出勤天数\n小美,26\n阿刚,全勤\n"},
    # other kinds behind a name of a table
    "drawing_as_xls": {
        "10月.xls": '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'
    },
    "json_list_as_csv": {"10月.csv": '[{"客服": "小美"}]'},
    "seven_zip_as_xlsx": {"10月.xlsx": b"7z\xbc\xaf\x27\x1c\0\x04"},
}


if __name__ == "__main__":
    write(FILES)
