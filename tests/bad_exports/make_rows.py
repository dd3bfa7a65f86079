"""Writes the faulty rows, days and people of this folder, byte for byte the same each time.

`python make_rows.py`; `make.py` writes the faulty files, headers and cells. Where the fault would
only be a warning, a cell that cannot be read stands beside it.
"""

from __future__ import annotations

from pathlib import Path

from make import sheet, workbook, write

HERE = Path(__file__).parent
SALES = "客服,销售额,询单人数\n小美,4723.22,438\n阿刚,3100.00,301\n"
DAILY = "日期,客服,销售额,询单人数\n"
ROSTER = "姓名,旺旺\n王美,小美、美美\n李刚,阿刚\n"
SHOP = "日期,询单人数,当日询单人数,当日付款人数,当日付款金额,最终付款人数,最终付款金额\n"
HOURS = "日期," + ",".join(map(str, range(24))) + ",全天\n"
RECEPTIONS = "日期,开始时间,结束时间,买家旺旺,客服旺旺,接待类型,接待发起,状态\n"
ORDERS = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额\n"
PDD = [
    ["客服账号", "咨询人数", "询单人数", "最终成团人数", "询单流失人数", "客服销售额（元）"],
    ["小美", "50", "40", "10", "30", "1000.00"],
    ["阿刚", "5", "4", "1", "3", "一百"],
]
BAD = "小芳,100,一百\n"
HIDDEN_COLUMN = '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'


def grid(text: str) -> list[list[str]]:
    """The rows of a small CSV."""
    return [line.split(",") for line in text.splitlines()]


def day(number: int, *lines: str) -> str:
    """A table of one day of October."""
    return DAILY + "".join(f"2026-10-{number:02},{line}\n" for line in lines)


FILES: dict[str, dict[str, str | bytes]] = {
    # tables that are of no agent
    "shop_table": {"业绩询单.csv": SHOP + "2026-10-01,438,400,120,4723.22,162,5000\n"},
    "hours_table": {"分时接待.csv": HOURS + "2026-10-01," + "1," * 24 + "24\n"},
    "event_table": {
        "接待明细.csv": RECEPTIONS
        + "2026-10-01,9:00:01,9:05:09,买家甲,小美,直接接待,买家发起,待定\n"
    },
    "sheets_aside": {
        "多多.xlsx": workbook({"Sheet0": sheet(PDD), "自己算的": sheet(grid(SALES))}),
    },
    "hidden_column": {
        "10月.xlsx": workbook(
            {"月报": sheet(grid(SALES + BAD)).replace("<sheetData>", HIDDEN_COLUMN)}
        )
    },
    # days
    "date_blank": {"10月.csv": day(1, "小美,100,9", "阿刚,50,8") + ",小美,70,7\n,阿刚,1,1\n"},
    "other_month": {
        "9月.csv": DAILY + "2026-09-30,小美,100,9\n2026-09-30,阿刚,50,8\n",
        "given.txt": "9月.csv\n--period 2026-10",
    },
    "across_months": {
        "周报.csv": DAILY + "2026-09-28~2026-10-04,小美,100,9\n2026-10-05~2026-10-11,小美,70,7\n",
        "given.txt": "周报.csv\n--period 2026-10",
    },
    "months_without_period": {
        "9月.csv": DAILY + "2026-09-30,小美,100,9\n",
        "10月.csv": day(1, "小美,70,7"),
    },
    "day_forgotten": {
        **{f"{n:02}.csv": day(n, f"小美,{n},{n}") for n in (1, 2, 4)},
        "05至30.csv": DAILY + "2026-10-05~2026-10-30,小美,100,一百\n",
        "given.txt": "01.csv\n02.csv\n04.csv\n05至30.csv\n--period 2026-10",
    },
    "days_overlap": {
        "上旬.csv": DAILY + "2026-10-01~2026-10-11,小美,100,9\n2026-10-01~2026-10-11,阿刚,1,1\n",
        "中旬.csv": DAILY + "2026-10-11~2026-10-20,小美,70,7\n2026-10-11~2026-10-20,阿刚,2,2\n",
    },
    "day_twice": {"10月.csv": day(1, "小美,100,9", "阿刚,50,8", "小美,70,7")},
    # putting together
    "row_copied": {"10月.csv": SALES + "小美,4723.22,438\n"},
    "rate_of_two_days": {
        "10月.csv": "日期,客服,询单转化率\n2026-10-01,小美,80%\n2026-10-02,小美,100%\n"
    },
    "levels_differ": {"10月.csv": "日期,客服,级别\n2026-10-01,小美,P1\n2026-10-02,小美,P2\n"},
    "copied_sheet": {
        "10月.xlsx": workbook({"月报": sheet(grid(SALES)), "月报 (2)": sheet(grid(SALES))})
    },
    # people
    "look_alike": {"10月.csv": SALES.replace("阿刚", "阿\u200b刚"), "roster.csv": ROSTER},
    "look_alike_letter": {
        "10月.csv": SALES.replace("阿刚", "Аmy"),
        "roster.csv": ROSTER.replace("阿刚", "Amy"),
    },
    "two_look_alikes": {
        "10月.csv": "客服,销售额\nAmy,100\nАmy,50\n",
        "roster.csv": "姓名\nAmy\nАmy\n",
    },
    "worked_after_leaving": {
        "10月.csv": day(15, "小美,100,9") + "2026-10-16,小美,70,7\n2026-10-16,阿刚,1,1\n",
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,2025-03-01,2026-10-15\n李刚,阿刚,,\n",
    },
    "gone_before_the_month": {
        "10月.csv": day(15, "小美,100,一百"),
        "roster.csv": "姓名,旺旺,离职日期\n王美,小美,\n李刚,阿刚,2026-08-15\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "nick_handed_on": {
        "10月.csv": "客服,销售额\n小美,100\n",
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-10-10\n李美,小美,2026-10-11,\n",
    },
    "nick_between_owners": {
        "10月.csv": day(9, "小美,100,9") + "2026-10-12,小美,70,7\n2026-10-20,小美,1,1\n",
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-10-10\n李美,小美,2026-10-15,\n",
    },
    "left_before_joining": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,入职日期,离职日期\n王美,小美,2026-10-15,2026-10-01\n李刚,阿刚,,\n",
    },
    "two_spans": {
        "10月.csv": SALES,
        "roster.csv": "姓名,工号,旺旺,离职日期\n"
        "王美,A1,小美,\n王美,A1,美美,2026-10-15\n李刚,A2,阿刚,\n",
    },
}


if __name__ == "__main__":
    write(FILES)
