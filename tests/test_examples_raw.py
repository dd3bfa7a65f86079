"""The raw exports of the example shop: the list of receptions tells the same as the chats."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

SHOP = Path(__file__).parents[1] / "examples"
NAMES = ("客服", "接待人数", "询单人数", "最终付款人数", "平均接待时长", "销售额", "协助下单人数")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The raw exports."""
    folder = tmp_path_factory.mktemp("raw")
    subprocess.run([sys.executable, str(SHOP / "make_raw.py"), str(folder)], check=True)
    return folder


def measured(*files: Path) -> list[dict[str, str]]:
    """Some figures of everybody."""
    command = [sys.executable, "-m", "csperf", "measure", *map(str, files), "--lang", "zh"]
    command += ["--roster", "花名册.csv", "--period", "2026-10", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=SHOP)
    rows = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    return [{name: row[name] for name in NAMES} for row in rows]


def test_receptions_tell_the_same_as_chats(folder: Path) -> None:
    sold = [folder / f"10月-{sort}.csv" for sort in ("订单", "退款单")]
    by_chats = measured(*sold, folder / "10月-聊天记录.csv")
    assert len(by_chats) == 15
    assert measured(*sold, folder / "10月-接待明细.xlsx") == by_chats
