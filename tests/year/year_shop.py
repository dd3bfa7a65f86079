"""A made-up year of a shop: exports of twelve months, with all that makes a payroll a series.

People join and leave, levels change, customers send goods back after the month was paid, one export
turns out to be wrong, one month is corrected twice, and in July the plan changes. Seeded, so the
year is the same everywhere; figures are integers of fen until they are written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path

YEAR = 2026
MONTHS = tuple(f"{YEAR}-{month:02}" for month in range(1, 13))
HEAD = "客服,级别,询单人数,最终付款人数,询单转化率,净销售额\n"
STAYS = {  # from which month to which somebody is there, and from when at which level
    "小美": (1, 12, {1: "P1", 5: "P2", 11: "P3"}),
    "大勇": (1, 12, {1: "P2"}),
    "阿英": (1, 6, {1: "P1"}),
    "子轩": (4, 12, {4: "P1", 9: "P2"}),
    "晓彤": (8, 10, {8: "P1"}),
    "语嫣": (1, 12, {1: "P3", 7: "P2"}),
}
FIRST_PLAN = """\
csperf: 1
plan: 客服薪资
version: "2026-上"
indicators:
  询单转化率: {weight: 100%, bands: [{at_least: 50%, points: 100}, {otherwise: 60}]}
pay:
  底薪: {base: {by: 级别, amounts: {P1: 3000, P2: 3500, P3: 4200}}}
  提成:
    commission:
      {of: 净销售额, mode: graduated, tiers: [{from: 0, rate: 1%}, {from: 50000, rate: 1.5%}]}
  排行奖: {rank_prize: {by: 询单转化率, prizes: [500, 300, 100]}}
"""
SECOND_PLAN = (
    FIRST_PLAN.replace("2026-上", "2026-下")
    .replace("P1: 3000", "P1: 3100")
    .replace("from: 50000, rate: 1.5%", "from: 40000, rate: 1.8%")
)
PROJECT = """\
plans = ["plan.yaml"]
data = ["导出/{period}.csv"]
output = ["out/{period}/薪资表-{period}.json", "out/{period}/薪资表-{period}.xlsx"]
log = "csperf.log"
lang = "zh"
"""


@dataclass(frozen=True)
class Row:
    """One person's month."""

    name: str
    level: str
    asked: int
    bought: int
    fen: int

    @property
    def text(self) -> str:
        """The row as an export has it."""
        share = self.bought * 10_000 // self.asked
        percent = f"{share // 100}.{share % 100:02}%"
        sales = f"{self.fen // 100}.{self.fen % 100:02}"
        return f"{self.name},{self.level},{self.asked},{self.bought},{percent},{sales}\n"


@dataclass(frozen=True)
class Correction:
    """That a month was found to be otherwise, in the month after which it is told."""

    told_after: str
    period: str
    reason: str
    rows: tuple[Row, ...]


def months() -> dict[str, tuple[Row, ...]]:
    """The exports as they were first taken."""
    drawn = random.Random(12)
    found: dict[str, tuple[Row, ...]] = {}
    for number, period in enumerate(MONTHS, 1):
        rows: list[Row] = []
        for name, (first, last, levels) in STAYS.items():
            if first <= number <= last:
                level = levels[max(month for month in levels if month <= number)]
                bought = 180 + drawn.randrange(0, 200) * 6 // 5 + len(rows)
                rows.append(
                    Row(name, level, 400 + len(rows), bought, drawn.randrange(3_000_000, 9_000_000))
                )
        found[period] = tuple(rows)
    return found


def corrections(first: dict[str, tuple[Row, ...]]) -> list[Correction]:
    """What turns out later: refunds, a wrong export, refunds of a leaver, and refunds once more."""

    def less(rows: tuple[Row, ...], name: str, fen: int) -> tuple[Row, ...]:
        return tuple(replace(one, fen=one.fen - fen) if one.name == name else one for one in rows)

    february = less(first["2026-02"], "小美", 123_456)
    may = tuple(
        replace(one, fen=one.fen + 777_701) if one.name == "子轩" else one
        for one in less(first["2026-05"], "大勇", 200_000)
    )
    return [
        Correction("2026-02", "2026-02", "月后退款", february),
        Correction("2026-05", "2026-05", "导出表漏了一天", may),
        Correction("2026-07", "2026-06", "离职后退款", less(first["2026-06"], "阿英", 88_888)),
        Correction("2026-09", "2026-02", "又有退款", less(february, "语嫣", 45_005)),
        Correction("2026-09", "2026-08", "月后退款", less(first["2026-08"], "晓彤", 300_001)),
    ]


def write(folder: Path, period: str, rows: tuple[Row, ...], more: str = "") -> str:
    """The export of a month; its name."""
    name = f"导出/{period}{more}.csv"
    (folder / "导出").mkdir(exist_ok=True)
    text = HEAD + "".join(one.text for one in rows)
    (folder / name).write_text(text, encoding="utf-8")
    return name
