"""The raw exports of the example shop: from them come the figures of its agent table."""

from __future__ import annotations

import csv
import io
import runpy
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

SHOP = Path(__file__).parents[1] / "examples"
NICKS = {"小美": (1286, 366), "阿轩": (1174, 341), "一鸣": (548, 431)}
"""接待人数 and 平均接待时长(秒), as `10月-售前明细.csv` has them."""


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, bytes]]:
    sys.path.insert(0, str(SHOP))
    yield runpy.run_path(str(SHOP / "make_raw.py"))["make"]()
    sys.path.remove(str(SHOP))


def seconds(clock: str) -> int:
    hours, minutes, rest = map(int, clock.split(":"))
    return (hours * 60 + minutes) * 60 + rest


def test_who_was_served_and_how_long(made: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(made["10月-接待明细.xlsx"]), read_only=True)["接待明细"]
    heads, *rows = sheet.iter_rows(values_only=True)
    served: dict[str, set[tuple[str, str]]] = defaultdict(set)
    lasted: dict[str, int] = defaultdict(int)
    for row in rows:
        one = {str(heading): str(cell) for heading, cell in zip(heads, row, strict=True)}
        nick = one["客服旺旺"].removeprefix("云栖小筑旗舰店:")
        served[nick].add((one["买家旺旺"], one["日期"]))
        lasted[nick] += seconds(one["结束时间"]) - seconds(one["开始时间"])
    for nick, (people, mean) in NICKS.items():
        assert len(served[nick]) == people
        assert lasted[nick] == mean * people


def test_orders_are_as_taobao_exports_them(made: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(made["10月-订单.csv"].decode("gbk"))))
    assert len(rows[0]) == 44
    assert len({row["订单编号"] for row in rows}) == len(rows)
    assert all(bool(row["订单付款时间 "]) == (row["订单状态"] == "交易成功") for row in rows)
