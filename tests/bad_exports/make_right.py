"""The right twin of every faulty folder: the same files with the fault mended, as bytes by name.

Why nothing is written down: twins are made for the test alone, so they cannot grow old beside the
faults. A fault that cannot be mended (a PDF, an empty file) has as its twin the table that should
have been exported in its place. Every twin holds the same month, so all are paid the same.
"""

from __future__ import annotations

import sys
from pathlib import Path
from struct import pack

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from make import (  # noqa: E402 - its folder is found only now
    GOOD,
    ROSTER,
    TABLE,
    TRICK,
    grid,
    parts_of,
    row_of,
    sheet,
    styled,
    with_cell,
    workbook,
    zipped,
)
from make_kinds import HEADER, book, document  # noqa: E402
from make_more import dated  # noqa: E402
from make_rows import DAILY, PDD, SALES  # noqa: E402
from old_workbooks import (  # noqa: E402
    Formula,
    Number,
    biff,
    number,
    opendocument,
    table,
)

Files = dict[str, str | bytes | None]
REST = "其余.csv"
FIGURES = {
    "销售额": ("4723.22", "3100.00"),
    "询单人数": ("438", "301"),
    "询单转化率": ("36.99%", "41.20%"),
    "平均响应时间": ("22秒", "25秒"),
}
FIRST, SECOND = "2026-10-01~2026-10-15", "2026-10-16~2026-10-31"
LONG_ID = "2200812345678901234"


def rest(*held: str, mei: str = "小美", gang: str = "阿刚") -> str:
    """The figures that the mended table does not hold, so that the month is whole."""
    names = [name for name in FIGURES if name not in held]
    lines = [("客服", *names)]
    lines += [(who, *(FIGURES[name][i] for name in names)) for i, who in enumerate((mei, gang))]
    return "".join(",".join(line) + "\n" for line in lines)


def text(value: str) -> str:
    """A cell of a workbook that holds a text, however much it looks like a number."""
    return f'<c r="@" t="inlineStr"><is><t>{value}</t></is></c>'


def halves(mei: str = "小美", gang: str = "阿刚", first: str = FIRST, second: str = SECOND) -> str:
    """The sales and inquiries of the month as two rows of days each."""
    return (
        f"{DAILY}{first},{mei},4000.00,400\n{first},{gang},3000.00,300\n"
        f"{second},{mei},723.22,38\n{second},{gang},100.00,1\n"
    )


def one_sheet(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet."""
    return workbook({"月报": sheet(rows)})


DAYS = rest("销售额", "询单人数")
NO_SALES, NO_RATE, NO_TIME = rest("销售额"), rest("询单转化率"), rest("平均响应时间")
RESULT = text("阿刚").replace('"inlineStr"', '"str"').replace("<is><t>阿刚</t></is>", "<v>阿刚</v>")
GANG_ODS = (number("3100", "3100"), number("301", "301"))
PEOPLE = [["姓名", "工号", "旺旺"], ["小美", text("22008123456789012"), "小美"]]
PEOPLE += [["阿刚", text("22008123456789013"), "阿刚"]]
HANDED_ON = "姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-10-15\n李刚,小美,2026-10-16,\n"
SPANS = "姓名,工号,旺旺,离职日期\n王美,A1,小美,\n王美,A1,美美,\n李刚,A2,阿刚,\n"
SHOWN = {
    name: part.replace("0!.00", "0.00") if isinstance(part, str) else part
    for name, part in (
        TRICK
        | {"xl/worksheets/sheet1.xml": sheet(with_cell(2, 1, '<c r="@" s="4"><v>3100</v></c>'))}
    ).items()
}

WHOLE_MONTH = dated("2026-10-01~2026-10-31")
LEVELS: Files = {
    "10月.csv": SALES,
    "roster.csv": "姓名,旺旺,级别,生效日期,失效日期\n王美,小美,P2,2025-03-01,\n"
    "王美,小美,P1,2026-10-01,\n李刚,阿刚,P1,2025-03-01,2026-09-30\n李刚,阿刚,P2,2026-10-01,\n",
    "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
    REST: DAYS,
}
SHOPS = f"店铺,{DAILY}一店,{FIRST},小美,4000.00,400\n一店,{SECOND},小美,723.22,38\n"

# the default twin: the control table in the kind of file that the faulty one should have been
BY_ENDING: dict[str, str | bytes] = {
    ".csv": GOOD,
    ".xlsx": one_sheet(grid(GOOD)),
    ".xls": biff({"月报": [tuple(row) for row in grid(GOOD)]}),
    ".ods": opendocument(table(grid(GOOD))),
}

# where the faulty table differs from the control; None takes a file away
RIGHT: dict[str, Files] = {
    # dates
    "date_unreadable": {"10月.csv": WHOLE_MONTH},
    "date_impossible": {"10月.csv": dated("2026-10-31", "2026-10-31")},
    "date_no_year": {"10月.csv": dated("2026年10月31日")},
    "date_far": {"10月.csv": dated("2026-10-31")},
    "date_backwards": {"10月.csv": WHOLE_MONTH},
    "date_ambiguous": {"10月.csv": dated("2026-05-06")},
    "date_orders": {"10月.csv": dated("31/10/2026")},
    "date_weekday": {"10月.csv": dated("2026-10-31 星期六")},
    "date_utc": {"10月.csv": dated("2026-10-31 04:00:00")},
    "name_of_other_month": {
        "9月.csv": None,
        "10月.csv": GOOD,
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "day_of_one_shop_forgotten": {
        "10月.csv": SHOPS + f"二店,{FIRST},阿刚,3000.00,300\n二店,{SECOND},阿刚,100.00,1\n",
        "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "metric_not_in_all": {
        "上半月.csv": f"{DAILY}{FIRST},小美,4000.00,400\n{FIRST},阿刚,3000.00,300\n",
        "下半月.csv": f"{DAILY}{SECOND},小美,723.22,38\n{SECOND},阿刚,100.00,1\n",
        REST: DAYS,
    },
    "total_differs": {"10月.csv": GOOD + "合计,7823.22,739,-,-\n"},
    "roster_two_names_for_id": {"roster.csv": ROSTER},
    "roster_name_twice": {"roster.csv": ROSTER},
    "roster_date_unreadable": {
        "roster.csv": "姓名,旺旺,入职日期\n王美,小美,2025-03-01\n李刚,阿刚,\n"
    },
    "not_days": {"10月.csv": "客服,出勤天数\n小美,26\n阿刚,25\n", REST: rest()},
    "percent_format_missing": {"10月.xlsx": one_sheet(with_cell(2, 3, styled("percent", "0.412")))},
    "folder_without_table": {"导出/10月.csv": GOOD, "导出/说明.docx": "PK"},
    "path_blank": {"10月.csv": GOOD, "given.txt": "10月.csv"},
    "same_path_twice": {"given.txt": "10月.csv"},
    # files
    "missing_file": {"十月.csv": GOOD},
    "lock_file": {"~$10月.xlsx": None, "10月.xlsx": BY_ENDING[".xlsx"]},
    "nothing_given": {"given.txt": "10月.csv", "10月.csv": GOOD},
    "archive_of_files": {"10月.zip": None, "10月.csv": GOOD},
    "flat_opendocument": {"10月.fods": None, "10月.ods": BY_ENDING[".ods"]},
    "same_file_twice": {"10月 (1).csv": None},
    "opendocument_as_xlsx": {"10月.xlsx": BY_ENDING[".ods"]},
    "comma_in_number": {"10月.csv": row_of(sales='"3,100.00"')},
    # workbooks
    "error_cell": {"10月.xlsx": one_sheet(with_cell(2, 3, styled("percent", "0.412")))},
    "formula_without_result": {
        "10月.xlsx": one_sheet(with_cell(2, 1, '<c r="@"><f>B2*2</f><v>3100</v></c>'))
    },
    "formulas_left_at_zero": {
        "10月.xlsx": zipped(
            parts_of(
                {"月报": sheet(with_cell(2, 1, '<c r="@"><f>B2*2</f><v>3100</v></c>'))},
                {},
                after='<calcPr calcId="191029"/>',
            )
        )
    },
    "name_by_formula": {"10月.xlsx": one_sheet(with_cell(2, 0, RESULT))},
    "name_without_result": {
        "10月.xlsx": one_sheet(with_cell(2, 0, RESULT.replace("<v>", "<f>F2</f><v>")))
    },
    "number_beyond_all": {"10月.xlsx": one_sheet(with_cell(2, 1, '<c r="@"><v>3.1E3</v></c>'))},
    "no_such_sheet": {
        "10月.xlsx": workbook(
            {"9月": sheet(grid(TABLE + "小美,1,1,1%,1\n")), "十月": sheet(grid(GOOD))}
        )
    },
    "two_months_in_a_workbook": {"given.txt": "10月.xlsx\n--sheet 10月"},
    "copied_sheet": {"10月.xlsx": one_sheet(grid(SALES)), REST: DAYS},
    "id_as_number": {"10月.xlsx": one_sheet(with_cell(2, 0, text(LONG_ID)))},
    "clock_without_seconds": {
        "10月.xlsx": one_sheet(with_cell(2, 4, styled("time", "0.000289351851851852")))
    },
    "hidden_column": {"10月.xlsx": one_sheet(grid(SALES)), REST: DAYS},
    "sheets_aside": {
        "多多.xlsx": workbook(
            {
                "Sheet0": sheet(
                    [
                        PDD[0],
                        ["小美", "500", "438", "10", "428", "4723.22"],
                        ["阿刚", "400", "301", "3", "298", "3100.00"],
                    ]
                )
            }
        ),
        REST: DAYS,
    },
    "old_workbook_error_cell": {"10月.xls": book(Number(3100), Number(301)), REST: DAYS},
    "old_workbook_left_to_excel": {
        "10月.xls": book(Formula(pack("<d", 3100)), Formula(pack("<d", 301))),
        REST: DAYS,
    },
    "old_workbook_no_such_sheet": {
        "10月.xls": biff(
            {
                "月报": [HEADER],
                "草稿": [
                    HEADER,
                    ("小美", Number(4723.22), Number(438)),
                    ("阿刚", Number(3100), Number(301)),
                ],
            }
        ),
        "given.txt": f"10月.xls\n{REST}\n--sheet 草稿",
        REST: DAYS,
    },
    "opendocument_error_cell": {"10月.ods": document(*GANG_ODS), REST: DAYS},
    "opendocument_display_trick": {
        "10月.ods": document(number("3100", "3100.00元"), GANG_ODS[1]),
        REST: DAYS,
    },
    "opendocument_without_result": {
        "10月.ods": document(
            number("3100", "3100", more='table:formula="of:=[.B2]*2"'), GANG_ODS[1]
        ),
        REST: DAYS,
    },
    "display_trick": {"10月.xlsx": zipped(SHOWN)},
    # headers
    "no_header": {"10月.csv": SALES, REST: DAYS},
    "no_agent_column": {
        "10月.csv": "客服,组别,销售额,询单人数\n小美,一组,4723.22,438\n阿刚,一组,3100.00,301\n",
        REST: DAYS,
    },
    "no_metric_column": {
        "10月.csv": "客服,销售额\n小美,4723.22\n阿刚,3100.00\n",
        REST: NO_SALES,
    },
    "header_without_rows": {"10月.csv": GOOD + "合计,7823.22,739,-,-\n"},
    "heading_twice": {
        "10月.csv": "客服,销售额,询单人数,上月之数\n小美,4723.22,438,3100\n阿刚,3100.00,301,1\n",
        REST: DAYS,
    },
    "heading_of_other_unit": {
        "10月.csv": "客服,询单转化率(%)\n小美,36.99\n阿刚,41.20\n",
        REST: NO_RATE,
    },
    "unit_above_table": {
        "10月.csv": "十月业绩,单位：万元\n客服,销售额(万元)\n小美,0.472322\n阿刚,0.31\n",
        REST: NO_SALES,
    },
    # people
    "agent_in_one_file_only": {"出勤.csv": "客服,出勤天数\n小美,26\n阿刚,25\n", REST: NO_SALES},
    "metric_in_two_files": {
        "一部.csv": "客服,销售额\n小美,4723.22\n",
        "二部.csv": "客服,销售额\n阿刚,3100.00\n",
        REST: NO_SALES,
    },
    "damaged_id": {"10月.csv": row_of(who=LONG_ID)},
    "file_as_data_and_roster": {"given.txt": "10月.csv"},
    "roster_ids_as_numbers": {"花名册.xlsx": workbook({"花名册": sheet(PEOPLE)})},
    "roster_nick_as_number": {
        "花名册.xlsx": workbook({"花名册": sheet([[row[0], row[1]] for row in PEOPLE])})
    },
    "id_beside_name_as_number": {
        "10月.xlsx": one_sheet(
            [
                ["客服", "工号", "销售额"],
                ["小美", text(LONG_ID), "4723.22"],
                ["阿刚", text(LONG_ID[:-1]), "3100"],
            ]
        ),
        REST: NO_SALES,
    },
    "id_exponent_in_roster": {
        "roster.csv": f"姓名,工号,旺旺\n王美,{LONG_ID},小美\n李刚,{LONG_ID[:-1]},阿刚\n"
    },
    "shared_nick": {"roster.csv": ROSTER},
    "roster_without_names": {"roster.csv": ROSTER},
    "no_roster_file": {"花名册.xlsx": workbook({"花名册": sheet(grid(ROSTER))})},
    "two_rosters_in_a_workbook": {"花名册.xlsx": workbook({"售前": sheet(grid(ROSTER))})},
    "row_of_two_people": {
        "10月.csv": "姓名,旺旺,销售额\n王美,小美,4723.22\n李刚,阿刚,3100.00\n",
        REST: NO_SALES,
    },
    "called_by_id": {
        "10月.csv": "姓名,工号,销售额\n小美,S01,4723.22\n阿刚,S02,3100.00\n",
        REST: NO_SALES,
    },
    "shared_id": {
        "10月.csv": "姓名,工号,销售额\n小美,S01,4723.22\n阿刚,S02,3100.00\n",
        REST: NO_SALES,
    },
    "two_ids": {
        "销售.csv": "姓名,工号,销售额\n小美,S01,4723.22\n阿刚,S02,3100.00\n",
        REST: NO_SALES,
    },
    "two_shops": {
        "销售.csv": "客服,销售额\nA店:小美,4723.22\n阿刚,3100.00\n",
        REST: NO_SALES.replace("小美", "A店:小美"),
    },
    "look_alike": {"10月.csv": SALES, REST: DAYS},
    "look_alike_letter": {
        "10月.csv": SALES.replace("阿刚", "Amy"),
        REST: DAYS.replace("阿刚", "Amy"),
    },
    "two_look_alikes": {
        "10月.csv": "客服,销售额\nAmy,3100.00\nAnna,4723.22\n",
        "roster.csv": "姓名\nAmy\nAnna\n",
        REST: rest("销售额", mei="Anna", gang="Amy"),
    },
    # days
    "date_blank": {"10月.csv": halves(), REST: DAYS},
    "other_month": {
        "9月.csv": None,
        "10月.csv": halves(),
        "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "across_months": {
        "周报.csv": halves(first="2026-10-01~2026-10-04", second="2026-10-05~2026-10-31"),
        "given.txt": f"周报.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "months_without_period": {
        "9月.csv": None,
        "10月.csv": halves(),
        REST: DAYS,
    },
    "day_forgotten": {
        **{f"{n:02}.csv": DAILY + f"2026-10-{n:02},小美,1000.00,100\n" for n in range(1, 5)},
        "05至30.csv": None,
        "05至31.csv": DAILY
        + "2026-10-05~2026-10-31,小美,723.22,38\n2026-10-05~2026-10-31,阿刚,3100.00,301\n",
        "given.txt": f"01.csv\n02.csv\n03.csv\n04.csv\n05至31.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "days_overlap": {
        "上旬.csv": DAILY
        + "2026-10-01~2026-10-10,小美,4000.00,400\n2026-10-01~2026-10-10,阿刚,3000.00,300\n",
        "中旬.csv": DAILY
        + "2026-10-11~2026-10-31,小美,723.22,38\n2026-10-11~2026-10-31,阿刚,100.00,1\n",
        REST: DAYS,
    },
    "day_twice": {
        "10月.csv": halves(first="2026-10-01", second="2026-10-02~2026-10-31"),
        REST: DAYS,
    },
    "rate_of_two_days": {
        "10月.csv": "日期,客服,询单转化率\n2026-10-01~2026-10-31,小美,36.99%\n"
        "2026-10-01~2026-10-31,阿刚,41.20%\n",
        REST: NO_RATE,
    },
    "levels_differ": {
        "10月.csv": f"日期,客服,级别\n{FIRST},小美,P1\n{SECOND},小美,P1\n"
        f"{FIRST},阿刚,P2\n{SECOND},阿刚,P2\n",
        REST: rest(),
    },
    "row_copied": {"10月.csv": SALES, REST: DAYS},
    "worked_after_leaving": {
        "10月.csv": halves(),
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,2025-03-01,2026-10-31\n李刚,阿刚,,\n",
        REST: DAYS,
    },
    "gone_before_the_month": {
        "10月.csv": halves(),
        "roster.csv": "姓名,旺旺,离职日期\n王美,小美,\n李刚,阿刚,2026-10-31\n",
        "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "nick_handed_on": {
        "10月.csv": f"{DAILY}{FIRST},小美,4723.22,438\n{SECOND},小美,3100.00,301\n",
        "roster.csv": HANDED_ON,
        REST: rest("销售额", "询单人数", mei="王美", gang="李刚"),
    },
    "nick_between_owners": {
        "10月.csv": f"{DAILY}{FIRST},小美,4723.22,438\n{SECOND},小美,3100.00,301\n",
        "roster.csv": HANDED_ON,
        REST: rest("销售额", "询单人数", mei="王美", gang="李刚"),
    },
    "left_before_joining": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,2025-10-15,2026-10-31\n李刚,阿刚,,\n",
        REST: DAYS,
    },
    "two_spans": {"10月.csv": SALES, "roster.csv": SPANS, REST: DAYS},
    "joined_without_day": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,入职日期\n王美,小美,2026年10月1日\n李刚,阿刚,\n",
        REST: DAYS,
    },
    "level_changes": LEVELS,
    "level_of_two_rows": LEVELS,
    "row_ends_first": LEVELS,
    "dated_row_of_another": LEVELS,
    "level_of_no_month": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期\n王美,小美,P1,2025-03-01\n李刚,阿刚,P2,\n",
        "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    "zeros_after_leaving": {
        "10月.csv": SALES,
        "roster.csv": ROSTER,
        "given.txt": f"10月.csv\n{REST}\n--period 2026-10",
        REST: DAYS,
    },
    # cells
    "days_below_zero": {"10月.csv": "客服,出勤天数\n小美,26\n阿刚,25\n", REST: rest()},
    "none_in_words": {"10月.csv": "客服,好评数\n小美,3\n阿刚,0\n", REST: rest()},
    "words_for_money": {"10月.csv": row_of(sales="0.31万")},
    "comma_as_point": {"10月.csv": row_of(sales='"3,100.00"')},
    "clock_of_two_parts": {"10月.csv": row_of(time="00:00:25")},
    "not_a_duration": {"10月.csv": row_of(time="25秒")},
    "fraction_or_percent": {
        "10月.csv": "客服,询单转化率\n小美,36.99%\n阿刚,41.20%\n",
        REST: NO_RATE,
    },
    "achieved_or_percent": {
        "10月.csv": "客服,询单转化率(%)\n小美,36.99\n阿刚,41.2\n",
        REST: NO_RATE,
    },
    "small_percent": {"10月.csv": "客服,询单转化率\n小美,36.99\n阿刚,41.2\n", REST: NO_RATE},
    "unit_missing": {"10月.csv": "客服,平均响应时间\n小美,22秒\n阿刚,25秒\n", REST: NO_TIME},
    "seconds_assumed": {"10月.csv": "客服,平均响应时间(秒)\n小美,22\n阿刚,25\n", REST: NO_TIME},
    "unused_table": {"投诉.csv": None},
}


def twin(folder: Path) -> dict[str, bytes]:
    """The right files of this faulty folder, by their names."""
    named = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    files: Files = {name: content for name, content in named.items() if name[:9] != "expected."}
    mended = RIGHT.get(folder.name) or {name: _default(name) for name in files if _is_data(name)}
    return {
        name: content.encode() if isinstance(content, str) else content
        for name, content in (files | mended).items()
        if content is not None
    }


def _is_data(name: str) -> bool:
    return name not in {"given.txt", "roster.csv"}


def _default(name: str) -> str | bytes:
    return BY_ENDING[Path(name).suffix]
