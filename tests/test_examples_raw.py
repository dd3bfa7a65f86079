"""The raw exports of the example shop: from them come its agent table and the same payroll."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
import subprocess
import sys
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

SHOP = Path(__file__).parents[1] / "examples"
MEASURED = {
    "接待人数": "接待人数",
    "询单人数": "询单人数",
    "询单->最终付款人数": "最终付款人数",
    "询单->最终付款成功率": "询单转化率",
    "客件数": "客件数",
    "客单价": "客单价",
    "邮费总额": "邮费总额",
    "客服回复率": "回复率",
    "平均响应时间": "平均响应时间",
    "首次响应时间": "首次响应时间",
    "平均接待时长": "平均接待时长",
    "平均接待时长(秒)": "平均接待时长",
    "静默下单本人落实付款-人数": "静默落实付款人数",
    "静默下单本人落实付款-金额": "静默落实付款金额",
    "销售额": "销售额",
    "客服答问比": "答问比",
    "慢响应人数": "慢响应人数",
    "询单->最终下单人数": "最终下单人数",
    "下单->最终付款成功率": "下单付款成功率",
    "全静默单本人跟进-人数": "全静默跟进人数",
    "询单->次日付款人数": "次日付款人数",
    "询单->次日付款成功率": "次日付款转化率",
    "协助跟进人数": "协助跟进人数",
    "协助下单人数": "协助下单人数",
    "退款率": "金额退款率",
}
"""Every heading of the ready table but two that no export of ours tells: 手工折扣率, 转出人数."""
STATES_REFUND_RATE = """metrics:
  退款率: {formula: 退款金额 / 销售额, unit: percent, better: lower}

# ---------------------------------------------------------------- 考核"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw exports; the receptions apart, for chats tell all that they tell and more."""
    sys.path.insert(0, str(SHOP))
    made: Mapping[str, bytes] = runpy.run_path(str(SHOP / "make_raw.py"))["make"]()
    sys.path.remove(str(SHOP))
    folder = tmp_path_factory.mktemp("raw")
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder


def files(folder: Path) -> list[str]:
    return [str(folder / f"10月-{sort}.csv") for sort in ("订单", "退款单", "聊天记录")]


def csperf(*arguments: str) -> str:
    command = [sys.executable, "-m", "csperf", *arguments, "--lang", "zh", "--period", "2026-10"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SHOP)
    return done.stdout


def plain(text: str, places: int) -> Decimal:
    """A figure as the ready table rounds it, whichever way it is written."""
    found = re.fullmatch(r"(?:(\d+)分)?0?([\d.]+)(%|秒|s)?", text)
    assert found, text
    number = Decimal(found[2]) + 60 * Decimal(found[1] or 0)
    number = number / 100 if found[3] == "%" else number
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_measuring_gives_the_agent_table(folder: Path) -> None:
    measured = csperf("measure", *files(folder), "--roster", "花名册.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(measured)))
    text = (SHOP / "10月-售前明细.csv").read_text(encoding="gbk")
    ready = list(csv.DictReader(io.StringIO(text)))[:-1]
    assert len(rows) == len(ready) == 15
    differing = [
        (row["客服"], heading, one[heading], row[metric])
        for one, row in zip(ready, rows, strict=True)
        for heading, metric in MEASURED.items()
        for places in [4 if "%" in one[heading] else 2]
        if plain(one[heading], places) != plain(row[metric], places)
    ]
    assert not differing


def test_calc_pays_the_same_from_either(folder: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    written = (SHOP / "plan.yaml").read_text(encoding="utf-8")
    head = "# ---------------------------------------------------------------- 考核"
    plan.write_text(written.replace(head, STATES_REFUND_RATE, 1), encoding="utf-8")
    raw, ready = (
        paid(str(which), *data)
        for which, data in (
            (plan, files(folder)),
            (SHOP / "plan.yaml", ["10月-售前明细.csv"]),
        )
    )
    assert raw == ready


def paid(plan: str, *data: str) -> list[dict[str, Any]]:
    """Everybody's points, score, rank and pay."""
    arguments = [*data, "主管打分.csv", "--roster", "花名册.csv", "--format", "json"]
    agents: list[dict[str, Any]] = json.loads(csperf("calc", plan, "--data", *arguments))["agents"]
    return [{k: one[k] for k in ("name", "score", "grade", "pay", "total")} for one in agents]


def test_receptions_tell_the_same_as_chats(folder: Path) -> None:
    """The list of receptions knows who came and when, row for row as the messages do."""
    names = ["接待人数", "询单人数", "最终付款人数", "平均接待时长", "销售额", "协助下单人数"]
    both = []
    for data in (files(folder), [*files(folder)[:2], str(folder / "10月-接待明细.xlsx")]):
        measured = csperf("measure", *data, "--roster", "花名册.csv", "--format", "csv")
        rows = csv.DictReader(io.StringIO(measured))
        both.append([{name: row[name] for name in ("客服", *names)} for row in rows])
    assert both[0] == both[1]
