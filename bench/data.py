"""A made-up month of any size: the export as CSV or workbook, and the plan that pays from it.

`python bench/data.py 1000 FOLDER` writes month.csv, month.xlsx and plan.yaml; the same number
always gives the same bytes. The rules stand in rules.json, which the peers read as well.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RULES: dict[str, Any] = json.loads(
    Path(__file__).with_name("rules.json").read_text(encoding="utf-8")
)
SEED = 20261001


def headings() -> list[str]:
    """The header of the export."""
    return [
        "客服昵称",
        *(one["heading"] for one in RULES["indicators"]),
        str(RULES["sales"]["heading"]),
    ]


def rows(agents: int) -> Iterator[list[str]]:
    """One row an agent, every cell as a platform exports it."""
    draw = random.Random(SEED)
    sales = RULES["sales"]
    for number in range(1, agents + 1):
        cells = [
            _cell(draw.randint(one["low"], one["high"]), one["unit"]) for one in RULES["indicators"]
        ]
        yield [f"客服{number:06}", *cells, _hundredths(draw.randint(sales["low"], sales["high"]))]


def write_csv(path: Path, agents: int) -> None:
    """The export as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings())
        writer.writerows(rows(agents))


def write_xlsx(path: Path, agents: int) -> None:
    """The export as a workbook: numbers as numbers, shares under a percent format."""
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(path)
    share = book.add_format({"num_format": "0.00%"})
    sheet = book.add_worksheet("客服绩效")
    sheet.write_row(0, 0, headings())
    for row, cells in enumerate(rows(agents), start=1):
        sheet.write_string(row, 0, cells[0])
        for column, text in enumerate(cells[1:], start=1):
            if text.endswith("%"):
                sheet.write_number(row, column, round(float(text[:-1]) / 100, 4), share)
            else:
                sheet.write_number(row, column, float(text))
    book.close()


def plan_text() -> str:
    """The plan: twelve banded indicators, a bonus by the score, a graduated commission."""
    lines = [
        "csperf: 1",
        "plan: 基准方案",
        'version: "2026-10"',
        "role: presale",
        "",
        "indicators:",
    ]
    for one in RULES["indicators"]:
        lines += [f"  {one['name']}:", f"    weight: {one['weight']}", "    bands:"]
        lines += [
            f"      - {{{one['sign']}: {bound}, points: {points}}}"
            for bound, points in one["bands"]
        ]
        lines.append(f"      - {{otherwise: {one['otherwise']}}}")
    bonus = RULES["bonus"]
    lines += ["", "pay:", "  绩效奖金:", "    bonus:", "      bands:"]
    lines += [f"        - {{at_least: {bound}, pay: {pay}}}" for bound, pay in bonus["bands"]]
    lines.append(f"        - {{otherwise: {bonus['otherwise']}}}")
    lines += ["  销售提成:", "    commission:", f"      of: {RULES['sales']['name']}"]
    lines += ["      mode: graduated", "      tiers:"]
    lines += [f"        - {{from: {start}, rate: {rate}}}" for start, rate in RULES["commission"]]
    return "\n".join(lines) + "\n"


def write_month(folder: Path, agents: int, *, workbook: bool = False) -> None:
    """Everything a run of `agents` people needs."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(plan_text(), encoding="utf-8")
    write_csv(folder / "month.csv", agents)
    if workbook:
        write_xlsx(folder / "month.xlsx", agents)


def _cell(drawn: int, unit: str) -> str:
    if unit == "percent":
        return _hundredths(drawn) + "%"
    return _hundredths(drawn) if unit == "money" else str(drawn)


def _hundredths(drawn: int) -> str:
    return f"{drawn // 100}.{drawn % 100:02}"


if __name__ == "__main__":
    write_month(Path(sys.argv[2]), int(sys.argv[1]), workbook=True)
