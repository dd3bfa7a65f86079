"""Makes the files of the example shop from the table below: the same bytes at every run.

    python examples/make.py [FOLDER]

Shop, people and figures are invented. The headings are those of a real export, all 28 of them with
their odd brackets and arrows; so is the row 汇总 at the foot, the duration that stands twice, and
the shop's name in front of every nick.
"""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

SHOP = "云栖小筑旗舰店"
EXPORT = "10月-售前明细"
BASE = {"P1": 3000, "P2": 3400, "P3": 3900}
EXPORTED_AT = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)  # four days on: the conversion is final
_PERCENT = ("成功率", "折扣率", "退款率")


@dataclass(frozen=True)
class Person:
    """One agent's October."""

    name: str
    id: str
    nicks: str
    level: str
    group: str
    shift: str
    days: int
    served: int
    asked: int
    ordered: int
    paid: int
    silent: int
    sales: str
    items: str
    reply: str
    response: int
    first: int
    minutes: int
    refund: str
    points: int
    complaints: int = 0
    adjustment: str = ""
    reason: str = ""

    @property
    def nick(self) -> str:
        """The nick the export knows the agent by: the first of them."""
        return self.nicks.split("、")[0]


ONE, TWO = "售前一部", "售前二部"
EARLY, LATE = "早班", "晚班"
# fmt: off
PEOPLE = (
    Person("李小美", "A001", "小美", "P3", ONE, EARLY, 26,
           1286, 842, 502, 483, 31, "66152.80", "1.62", "99.46", 21, 12, 366, "3.12", 95),
    Person("王子轩", "A002", "阿轩", "P2", ONE, EARLY, 26,
           1174, 801, 441, 419, 22, "52038.50", "1.48", "98.72", 27, 16, 341, "4.05", 88),
    Person("陈雨桐", "A003", "桐桐", "P3", ONE, LATE, 26,
           1402, 963, 571, 548, 37, "74306.40", "1.71", "99.14", 24, 14, 388, "3.36", 93,
           0, "300.00", "带教新人陆一鸣"),
    Person("赵佳怡", "A004", "佳佳", "P2", ONE, LATE, 25,
           1218, 826, 420, 392, 19, "45621.00", "1.39", "97.95", 31, 19, 402, "5.20", 84),
    Person("刘浩然", "A005", "浩浩、浩浩2号", "P1", ONE, EARLY, 26,
           1065, 714, 336, 311, 15, "36187.60", "1.34", "97.18", 36, 22, 377, "5.85", 80, 1),
    Person("孙梦瑶", "A006", "梦梦", "P1", ONE, LATE, 26,
           1133, 757, 397, 376, 20, "43550.10", "1.45", "98.41", 29, 17, 359, "4.44", 86),
    Person("周子涵", "A007", "子涵", "P2", ONE, EARLY, 22,
           968, 655, 349, 327, 17, "40893.90", "1.51", "98.66", 26, 15, 344, "4.18", 87,
           0, "-60.00", "十月误发优惠券一张，本人认可"),
    Person("陆一鸣", "A008", "一鸣", "P1", ONE, EARLY, 14,
           548, 371, 153, 139, 6, "16205.75", "1.27", "95.99", 43, 28, 431, "6.90", 76),
    Person("吴思琪", "B001", "琪琪", "P3", TWO, EARLY, 26,
           1349, 915, 560, 539, 41, "71984.00", "1.68", "99.33", 22, 13, 372, "2.95", 94),
    Person("郑宇航", "B002", "阿航", "P2", TWO, LATE, 26,
           1247, 859, 468, 446, 26, "53721.35", "1.50", "98.56", 28, 17, 383, "4.61", 85),
    Person("何诗涵", "B003", "诗诗", "P2", TWO, EARLY, 26,
           1192, 798, 455, 433, 28, "55460.20", "1.57", "98.91", 25, 15, 351, "3.74", 90),
    Person("高文博", "B004", "文博", "P1", TWO, LATE, 26,
           1110, 748, 341, 314, 14, "34892.40", "1.31", "94.59", 58, 35, 447, "7.32", 72, 2),
    Person("林晓彤", "B005", "彤彤", "P2", TWO, LATE, 24,
           1086, 739, 402, 381, 21, "46117.80", "1.47", "98.25", 30, 18, 369, "4.30", 86),
    Person("许嘉豪", "B006", "嘉豪", "P1", TWO, EARLY, 26,
           1021, 692, 347, 325, 16, "37604.25", "1.40", "97.65", 33, 20, 393, "5.12", 82),
    Person("唐语嫣", "B007", "语嫣", "P3", TWO, LATE, 26,
           1318, 897, 521, 498, 33, "69450.60", "1.66", "99.01", 23, 13, 364, "3.41", 92),
)
# fmt: on


def export_rows() -> list[dict[str, Decimal | str]]:
    """The rows of 售前明细, the total last; percents and counts are numbers, durations texts."""
    return [*(_row(person) for person in PEOPLE), _total()]


def _row(person: Person) -> dict[str, Decimal | str]:
    buyers = person.paid + person.silent
    sales = Decimal(person.sales)
    next_day = person.paid - person.paid // 25
    row: dict[str, Decimal | str | int] = {
        "客服": f"{SHOP}:{person.nick}",
        "接待人数": person.served,
        "询单人数": person.asked,
        "询单->最终付款人数": person.paid,
        "询单->最终付款成功率": _share(person.paid, person.asked),
        "客件数": Decimal(person.items),
        "客单价": _cents(sales / buyers),
        "邮费总额": _cents(Decimal(buyers) * 3 / 7),
        "手工折扣率": _cents(Decimal(person.refund) / 6) / 100,
        "客服回复率": f"{person.reply}%",
        "平均响应时间": _spoken(person.response),
        "首次响应时间": _spoken(person.first),
        "平均接待时长": _spoken(person.minutes),
        "平均接待时长(秒)": person.minutes,
        "静默下单本人落实付款-人数": person.silent,
        "静默下单本人落实付款-金额": _cents(sales * person.silent / buyers * Decimal("0.93")),
        "销售额": sales,
        "客服答问比": f"{100 + person.points - person.response}.{person.served % 90 + 10}%",
        "慢响应人数": person.served * person.response // 900,
        "询单->最终下单人数": person.ordered,
        "下单->最终付款成功率": _share(person.paid, person.ordered),
        "全静默单本人跟进-人数": person.silent // 2 + 3,
        "询单->次日付款人数": next_day,
        "询单->次日付款成功率": _share(next_day, person.asked),
        "协助跟进人数": person.served // 41,
        "协助下单人数": person.asked // 67,
        "转出人数": person.served // 58,
        "退款率": Decimal(person.refund) / 100,
    }
    return {heading: _plain(value) for heading, value in row.items()}


def _plain(value: Decimal | str | int) -> Decimal | str:
    return value if isinstance(value, str) else Decimal(value)


def _total() -> dict[str, Decimal | str]:
    """What the platform writes under the people: sums of counts and money, `-` for the rest."""
    rows = [_row(person) for person in PEOPLE]
    summed = ("人数", "总额", "金额", "销售额")
    return {
        heading: sum((Decimal(row[heading]) for row in rows), Decimal(0))
        if heading.endswith(summed)
        else "-"
        for heading in rows[0]
    } | {"客服": "汇总"}


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _spoken(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


def _is_percent(heading: str) -> bool:
    return heading.endswith(_PERCENT)


def export_csv() -> bytes:
    """The export as the platform's own CSV: GBK, percents as text."""
    rows = export_rows()
    texts = [[_as_text(heading, value) for heading, value in row.items()] for row in rows]
    return _csv([list(rows[0]), *texts], "gbk")


def _as_text(heading: str, value: Decimal | str) -> str:
    if isinstance(value, Decimal) and _is_percent(heading):
        return f"{value * 100:.2f}%"
    return str(value)


def export_xlsx() -> bytes:
    """The export as a workbook: percents are numbers with a percent format."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": EXPORTED_AT.replace(tzinfo=None), "author": SHOP})
        sheet = book.add_worksheet("售前明细")
        bold, percent = book.add_format({"bold": True}), book.add_format({"num_format": "0.00%"})
        money = book.add_format({"num_format": "0.00"})
        rows = export_rows()
        sheet.write_row(0, 0, list(rows[0]), bold)
        for r, row in enumerate(rows, start=1):
            for c, (heading, value) in enumerate(row.items()):
                if isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif _is_percent(heading):
                    sheet.write_number(r, c, float(value), percent)
                elif value == value.to_integral_value() and heading.endswith(("人数", "(秒)")):
                    sheet.write_number(r, c, int(value))
                else:
                    sheet.write_number(r, c, float(value), money)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, len(rows[0]) - 1, 12)
    return _stored(written.getvalue())


def _stored(workbook: bytes) -> bytes:
    """The same parts uncompressed: compressors differ between Pythons, these bytes must not."""
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system = 0
            new.writestr(part, old.read(name))
    return stored.getvalue()


def roster_csv() -> bytes:
    """The roster, as Excel saves `CSV UTF-8`."""
    heads = ["姓名", "工号", "旺旺", "岗位", "级别", "组", "班次", "底薪", "出勤天数", "应出勤天数"]
    rows = [
        [p.name, p.id, p.nicks, "售前客服", p.level, p.group, p.shift, BASE[p.level], p.days, 26]
        for p in PEOPLE
    ]
    return _csv([heads, *rows], "utf-8-sig")


def supervisor_csv() -> bytes:
    """What the supervisor types in at the end of the month."""
    heads = ["姓名", "主管打分", "有效投诉", "调整金额", "调整原因"]
    rows = [[p.name, p.points, p.complaints, p.adjustment, p.reason] for p in PEOPLE]
    return _csv([heads, *rows], "utf-8-sig")


def _csv(rows: Sequence[Sequence[object]], encoding: str) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


def make() -> dict[str, bytes]:
    """Every file by its name."""
    return {
        f"{EXPORT}.xlsx": export_xlsx(),
        f"{EXPORT}.csv": export_csv(),
        "花名册.csv": roster_csv(),
        "主管打分.csv": supervisor_csv(),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name, content in make().items():
        (folder / name).write_bytes(content)
