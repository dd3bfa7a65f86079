"""Writes the faulty files of this folder, byte for byte the same each time: `python make.py`.

Workbooks are written as raw parts, because no library writes the faults that exports have.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
TABLE = "客服,销售额,询单人数,询单转化率,平均响应时间(秒)\n"
MEI = "小美,4723.22,438,36.99%,22\n"
GANG = "阿刚,3100.00,301,41.20%,25\n"
GOOD = TABLE + MEI + GANG
ROSTER = "姓名,工号,旺旺,级别\n王美,A01,小美、美美,P1\n李刚,A02,阿刚,P2\n"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
STYLES = {"percent": (1, 10), "clock": (2, 20), "time": (3, 21)}


def zipped(parts: Mapping[str, str | bytes], *, packed: bool = False) -> bytes:
    """A zip archive of these parts without any date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(part, content)
    return buffer.getvalue()


def sheet(rows: Sequence[Sequence[str]], after: str = "", hidden: Sequence[int] = ()) -> str:
    """A worksheet; a cell that starts with `<c` is taken as it stands."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(cell(f"{chr(65 + i)}{number}", text) for i, text in enumerate(row))
        flag = ' hidden="1"' if number in hidden else ""
        lines.append(f'<row r="{number}"{flag}>{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def cell(at: str, text: str) -> str:
    """One cell: raw XML with `@` for its address, a number, or a text."""
    if text.startswith("<c"):
        return text.replace("@", at)
    if text.replace(".", "", 1).isdigit():
        return f'<c r="{at}"><v>{text}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def workbook(sheets: Mapping[str, str], states: Mapping[str, str] | None = None) -> bytes:
    """An .xlsx file with these worksheets."""
    return zipped(parts_of(sheets, states or {}))


def parts_of(
    sheets: Mapping[str, str], states: Mapping[str, str], after: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook."""
    listed = relations = overrides = ""
    for i, name in enumerate(sheets, start=1):
        state = f' state="{states[name]}"' if name in states else ""
        listed += f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"{state}/>'
        relations += relation(i, "worksheet", f"worksheets/sheet{i}.xml")
        overrides += override(f"worksheets/sheet{i}.xml", "worksheet")
    formats = "".join(f'<xf numFmtId="{code}"/>' for _, code in STYLES.values())
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{override('workbook.xml', 'sheet.main')}{override('styles.xml', 'styles')}"
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{listed}</sheets>'
        f"{after}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}{relation(len(sheets) + 1, 'styles', 'styles.xml')}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="{len(STYLES) + 1}">'
        f'<xf numFmtId="0"/>{formats}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{i}.xml": text for i, text in enumerate(sheets.values(), start=1)},
    }


def relation(number: int, kind: str, target: str) -> str:
    """One relationship of a package."""
    return f'<Relationship Id="rId{number}" Type="{REL}/{kind}" Target="{target}"/>'


def override(part: str, kind: str) -> str:
    """The content type of one part."""
    return f'<Override PartName="/xl/{part}" ContentType="{KINDS}{kind}+xml"/>'


def grid(text: str) -> list[list[str]]:
    """The rows of a small CSV."""
    return [line.split(",") for line in text.splitlines()]


def with_cell(row: int, column: int, xml: str) -> list[list[str]]:
    """The good table with one cell replaced."""
    rows = grid(GOOD)
    rows[row][column] = xml
    return rows


def styled(style: str, value: str) -> str:
    """A number under a number format."""
    return f'<c r="@" s="{STYLES[style][0]}"><v>{value}</v></c>'


def row_of(**cells: str) -> str:
    """The good table with some cells of its second agent replaced."""
    values = {"who": "阿刚", "sales": "3100.00", "asked": "301", "rate": "41.20%", "time": "25"}
    return TABLE + MEI + ",".join((values | cells).values()) + "\n"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
BOMB = parts_of({"月报": sheet(grid(GOOD), after=" " * 3_000_000)}, {})
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;&a;">]>'
ENTITIES = parts_of({"月报": DOCTYPE + sheet(with_cell(1, 1, '<c r="@"><v>&b;</v></c>'))}, {})
TRICK = parts_of({"月报": sheet(with_cell(2, 1, '<c r="@" s="4"><v>320000</v></c>'))}, {})
TRICK["xl/styles.xml"] = (
    str(TRICK["xl/styles.xml"])
    .replace("<cellXfs", '<numFmts><numFmt numFmtId="164" formatCode="0!.00元"/></numFmts><cellXfs')
    .replace("</cellXfs>", '<xf numFmtId="164"/></cellXfs>')
)
FAR = sheet(grid(GOOD)).replace(
    "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
)

FILES: dict[str, dict[str, str | bytes]] = {
    # files
    "missing_file": {"given.txt": "十月.csv"},
    "lock_file": {"~$10月.xlsx": b"\x05admin"},
    "nothing_given": {"given.txt": ""},
    "empty_file": {"10月.csv": b"\xef\xbb\xbf\r\n"},
    "pdf_as_xlsx": {"10月.xlsx": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
    "html_as_xls": {"10月.xls": "<html><body><table><tr><td>客服</td></tr></table></body></html>"},
    "spreadsheetml_as_xls": {
        "10月.xls": '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:'
        'spreadsheet"></Workbook>'
    },
    "json_as_csv": {"10月.csv": '{"rows": [{"客服": "小美"}]}'},
    "old_excel": {"10月.xlsx": OLE},
    "password": {"10月.xlsx": OLE + "EncryptedPackage".encode("utf-16-le")},
    "opendocument_as_xlsx": {
        "10月.xlsx": zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<office:document-content/>",
            }
        )
    },
    "archive_of_files": {"10月.zip": zipped({"10月.csv": GOOD})},
    "same_file_twice": {"10月 (1).csv": GOOD, "10月.csv": GOOD},
    # text tables
    "stray_byte": {"10月.csv": GOOD.encode() + "小芳,1".encode() + b"\xff\xff,2,3%,4\n"},
    "mojibake": {"10月.csv": GOOD.replace("阿刚", "锟斤拷锟斤拷")},
    "nul_character": {"10月.csv": GOOD.replace("阿刚", "阿刚\0")},
    "open_quote": {"10月.csv": GOOD + '"小芳,1000.00,100,30%,20\n'},
    "comma_in_number": {"10月.csv": TABLE + MEI + "阿刚,3,100.00,301,41.20%,25\n"},
    "cut_off": {"10月.csv": TABLE + MEI + "阿刚,3100.0"},
    # workbooks
    "half_a_workbook": {"10月.xlsx": workbook({"月报": sheet(grid(GOOD))})[:900]},
    "workbook_bomb": {"10月.xlsx": zipped(BOMB, packed=True)},
    "entities_in_workbook": {"10月.xlsx": zipped(ENTITIES)},
    "far_cell": {"10月.xlsx": workbook({"月报": FAR})},
    "error_cell": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 3, '<c r="@" t="e"><v>#DIV/0!</v></c>'))})
    },
    "formula_without_result": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 1, '<c r="@"><f>B2*2</f></c>'))})
    },
    "formulas_left_at_zero": {
        "10月.xlsx": zipped(
            parts_of(
                {"月报": sheet(with_cell(2, 1, '<c r="@"><f>B2*2</f><v>0</v></c>'))},
                {},
                after='<calcPr calcId="124519" fullCalcOnLoad="1"/>',
            )
        )
    },
    "name_by_formula": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 0, '<c r="@" t="e"><v>#N/A</v></c>'))})
    },
    "name_without_result": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 0, '<c r="@"><f>F2</f></c>'))})
    },
    "number_beyond_all": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 1, '<c r="@"><v>1E400</v></c>'))})
    },
    "word_document": {"10月.xlsx": zipped({"word/document.xml": "<w:document/>"})},
    "binary_workbook": {"10月.xlsx": zipped({"xl/workbook.bin": b"\0"})},
    "only_hidden_sheets": {"10月.xlsx": workbook({"月报": sheet(grid(GOOD))}, {"月报": "hidden"})},
    "no_such_sheet": {
        "10月.xlsx": workbook({"9月": sheet(grid(GOOD)), "10月": sheet(grid(GOOD))}),
        "given.txt": "10月.xlsx\n--sheet 十月",
    },
    "empty_sheet": {"10月.xlsx": workbook({"月报": sheet([])})},
    "two_months_in_a_workbook": {
        "10月.xlsx": workbook({"9月": sheet(grid(GOOD)), "10月": sheet(grid(GOOD))})
    },
    "merged_names": {
        "10月.xlsx": workbook(
            {
                "月报": sheet(
                    grid(GOOD), '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
                )
            }
        )
    },
    "merged_figures": {
        "10月.xlsx": workbook(
            {
                "月报": sheet(
                    grid(GOOD), '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
                )
            }
        )
    },
    "id_as_number": {
        "10月.xlsx": workbook({"月报": sheet(with_cell(2, 0, "2200812345678901234"))})
    },
    "clock_without_seconds": {
        "10月.xlsx": workbook(
            {"月报": sheet(with_cell(2, 4, styled("clock", "0.0451388888888889")))}
        )
    },
    # headers
    "no_header": {"10月.csv": "小美,4723.22,438\n阿刚,3100.00,301\n"},
    "no_agent_column": {"10月.csv": "组别,销售额,销售额,询单人数\n一组,4723.22,4723.22,438\n"},
    "no_metric_column": {"10月.csv": "客服,营业额\n小美,4723.22\n"},
    "header_without_rows": {"10月.csv": TABLE + "合计,0,0,-,-\n"},
    "heading_twice": {"10月.csv": "客服,销售额,询单人数,销售额\n小美,4723.22,438,3100\n"},
    "heading_of_other_unit": {"10月.csv": "客服,询单转化率(秒)\n小美,22\n"},
    "unit_above_table": {"10月.csv": "十月业绩,单位：万元\n客服,销售额\n小美,3.2\n"},
    # people
    "blank_name": {"10月.csv": row_of(who="")},
    "agent_twice": {"10月.csv": GOOD + MEI},
    "agent_in_one_file_only": {
        "出勤.csv": "客服,出勤天数\n小美,26\n",
        "销售.csv": "客服,销售额\n小美,4723.22\n阿刚,3100.00\n",
    },
    "metric_in_two_files": {
        "一部.csv": "客服,销售额\n小美,4723.22\n阿刚,3100.00\n",
        "二部.csv": "客服,销售额\n小美,4723.22\n小芳,2000.00\n",
    },
    "total_by_another_name": {"10月.csv": GOOD + "售前组合计,7823.22,739,39%,23\n"},
    "damaged_id": {"10月.csv": row_of(who="2.20081E+18")},
    "not_in_roster": {"10月.csv": row_of(who="阿钢") + "路人,1,1,1%,1\n", "roster.csv": ROSTER},
    "nobody_of_the_roster": {
        "10月.csv": TABLE + MEI,
        "roster.csv": ROSTER,
    },
    "nobody_known": {
        "10月.csv": TABLE + "".join(f"旺旺{i},1,1,1%,1\n" for i in range(1, 8)),
        "roster.csv": ROSTER,
    },
    "file_as_data_and_roster": {"10月.csv": GOOD, "given.txt": "10月.csv\n--roster 10月.csv"},
    "roster_ids_as_numbers": {
        "10月.csv": GOOD,
        "花名册.xlsx": workbook(
            {
                "花名册": sheet(
                    [
                        ["姓名", "工号", "旺旺"],
                        ["王美", "2200812345678901", "小美"],
                        ["李刚", "2200812345678902", "阿刚"],
                    ]
                )
            }
        ),
        "given.txt": "10月.csv\n--roster 花名册.xlsx",
    },
    "roster_nick_as_number": {
        "10月.csv": GOOD,
        "花名册.xlsx": workbook(
            {
                "花名册": sheet(
                    [
                        ["姓名", "旺旺"],
                        ["小美", "2200812345678901"],
                        ["阿刚", '<c r="@" t="e"><v>#N/A</v></c>'],
                    ]
                )
            }
        ),
        "given.txt": "10月.csv\n--roster 花名册.xlsx",
    },
    "id_beside_name_as_number": {
        "10月.xlsx": workbook(
            {"月报": sheet([["客服", "工号", "销售额"], ["小美", "2200812345678901", "100"]])}
        )
    },
    "id_exponent_in_roster": {
        "10月.csv": GOOD,
        "roster.csv": "姓名,工号,旺旺\n王美,2.20081E+18,小美\n李刚,2.20081E+18,阿刚\n",
    },
    "shared_nick": {"10月.csv": GOOD, "roster.csv": ROSTER.replace("阿刚", "阿刚 小美")},
    "roster_without_names": {"10月.csv": GOOD, "roster.csv": "级别,底薪\nP1,3000\n"},
    "no_roster_file": {"10月.csv": GOOD, "given.txt": "--roster 花名册.xlsx"},
    "two_rosters_in_a_workbook": {
        "10月.csv": GOOD,
        "花名册.xlsx": workbook({"售前": sheet(grid(ROSTER)), "售后": sheet(grid(ROSTER))}),
        "given.txt": "--roster 花名册.xlsx",
    },
    "row_of_two_people": {
        "10月.csv": "姓名,旺旺,销售额\n王美,阿刚,100\n李刚,阿刚,200\n",
        "roster.csv": ROSTER,
    },
    "whole_team_as_agent": {"10月.csv": GOOD + "全部,7823.22,739,39%,23\n"},
    # cells
    "count_below_zero": {"10月.csv": row_of(asked="-3")},
    "days_below_zero": {"10月.csv": "客服,出勤天数\n小美,-2\n"},
    "display_trick": {"10月.xlsx": zipped(TRICK)},
    "none_in_words": {"10月.csv": "客服,好评数\n小美,3\n阿刚,无\n阿芳,一个\n"},
    "words_for_money": {"10月.csv": row_of(sales="一万二")},
    "money_in_brackets": {"10月.csv": row_of(sales="(31.00)")},
    "comma_as_point": {"10月.csv": row_of(sales='"3.100,50"')},
    "exponent": {"10月.csv": row_of(sales="3.1E+03")},
    "hexadecimal": {"10月.csv": row_of(asked="0x10")},
    "very_long_number": {"10月.csv": row_of(sales="31000000000000000")},
    "half_a_person": {"10月.csv": row_of(asked="301.5")},
    "clock_of_two_parts": {"10月.csv": row_of(time="1:05")},
    "negative_duration": {"10月.csv": row_of(time="-25")},
    "not_a_duration": {"10月.csv": row_of(time="很快")},
    "not_a_percentage": {"10月.csv": row_of(rate="良好")},
    "percent_sign_missing": {"10月.csv": row_of(rate="41.20")},
    "fraction_or_percent": {"10月.csv": "客服,询单转化率\n小美,0.3699\n阿刚,1\n"},
    "achieved_or_percent": {"10月.csv": "客服,询单转化率\n小美,0.95\n阿刚,1.05\n"},
    "unit_missing": {"10月.csv": "客服,平均响应时间\n小美,22秒\n阿刚,0.4\n"},
    "many_bad_cells": {"10月.csv": TABLE + "".join(f"客服{i},约{i},1,1%,1\n" for i in range(1, 9))},
    "several_faults_at_once": {
        "10月.csv": TABLE + "小美,一万,12.5,--,1:05\n,3100.00,301,41.20%,25\n"
    },
    # warnings
    "totals_left_out": {
        "10月.csv": "十月售前,,,,\n"
        + GOOD
        + "汇总值,7823.22,739,-,-\n,合计,1,2%,3\n制表人：王经理\n"
    },
    "hidden_row": {"10月.xlsx": workbook({"月报": sheet(grid(GOOD), hidden=[3])})},
    "seconds_assumed": {"10月.csv": "客服,平均响应时间\n小美,22\n阿刚,25\n"},
    "small_percent": {"10月.csv": "客服,询单转化率\n小美,55\n阿刚,0.55\n阿芳,0.8\n"},
    "huge_percent": {"10月.csv": row_of(rate="5500%")},
    "called_by_id": {"10月.csv": "姓名,工号,销售额\n小美,S01,100\n,S02,200\n"},
    "two_ids": {
        "出勤.csv": "姓名,工号,出勤天数\n小美,S01,26\n阿刚,S02,25\n",
        "销售.csv": "姓名,工号,销售额\n小美,S09,100\n阿刚,S02,200\n",
    },
    "shared_id": {"10月.csv": "姓名,工号,销售额\n小美,S01,100\n美美,S01,200\n"},
    "two_shops": {
        "出勤.csv": "客服,出勤天数\nA店:小美,26\n阿刚,25\n",
        "销售.csv": "客服,销售额\nB店:小美,100\n阿刚,200\n",
        "roster.csv": ROSTER,
    },
    "unused_table": {"10月.csv": GOOD, "投诉.csv": "客服,有效投诉\n小美,1\n"},
}


def write(cases: Mapping[str, Mapping[str, str | bytes]]) -> None:
    """Write the files of each case into its folder."""
    for name, files in cases.items():
        for file, content in files.items():
            path = HERE / name / file
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    write(FILES)
