"""Writes the faulty rosters of this folder: dates of employment and dated facts.

`python make_people.py`. Where the fault would only be a warning, a cell that cannot be read stands
beside it.
"""

from __future__ import annotations

from make import write

SALES = "客服,销售额,询单人数\n小美,4723.22,438\n阿刚,3100.00,301\n"

FILES: dict[str, dict[str, str | bytes]] = {
    "joined_without_day": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,入职日期\n王美,小美,2026年10月\n李刚,阿刚,\n",
    },
    "level_changes": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期\n王美,小美,P1,2025-03-01\n"
        "王美,小美,P2,2026-10-15\n李刚,阿刚,P2,2025-03-01\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "level_of_two_rows": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期\n王美,小美,P1,2025-03-01\n"
        "王美,小美,P2,2025-03-01\n李刚,阿刚,P2,2025-03-01\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "level_of_no_month": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期\n王美,小美,P1,2025-03-01\n李刚,阿刚,P2,\n",
    },
    "row_ends_first": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期,失效日期\n王美,小美,P1,2025-03-01,2025-02-01\n"
        "李刚,阿刚,P2,2025-03-01,\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "dated_row_of_another": {
        "10月.csv": SALES,
        "roster.csv": "姓名,旺旺,级别,生效日期\n王美,小美,P1,2025-03-01\n王美,阿刚,P2,2025-03-01\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
    "zeros_after_leaving": {
        "10月.csv": "客服,销售额,询单人数\n小美,4723.22,438\n阿刚,3100.00,301\n小丽,0,-\n",
        "roster.csv": "姓名,旺旺,离职日期\n王美,小美,\n李刚,阿刚,\n赵丽,小丽,2026-09-20\n",
        "given.txt": "10月.csv\n--period 2026-10",
    },
}

if __name__ == "__main__":
    write(FILES)
