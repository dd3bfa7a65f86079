"""A made-up year of a shop, run by a clock, month after month, against a computation of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="its shell is that of cron")


def test_a_year_pays_what_is_owed_and_every_adjustment_names_its_origin(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tests" / "year" / "run_year.py"), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not ran.returncode, ran.stderr
    paid, recomputed, *adjustments = ran.stdout.splitlines()
    assert Decimal(paid.split()[1]) == Decimal(recomputed.split()[1]) > 0
    told = [json.loads(line) for line in adjustments]
    assert [(one["period"], one["name"], one["says"]) for one in told] == [
        ("2026-02", "小美", "2026-03-04 · 月后退款 · 导出/2026-02-更正0.csv"),
        ("2026-05", "大勇", "2026-06-04 · 导出表漏了一天 · 导出/2026-05-更正1.csv"),
        ("2026-05", "子轩", "2026-06-04 · 导出表漏了一天 · 导出/2026-05-更正1.csv"),
        ("2026-06", "阿英", "2026-08-04 · 离职后退款 · 导出/2026-06-更正2.csv"),
        ("2026-02", "语嫣", "2026-10-04 · 又有退款 · 导出/2026-02-更正3.csv"),
        ("2026-08", "晓彤", "2026-10-04 · 月后退款 · 导出/2026-08-更正4.csv"),
    ]
    lines = (tmp_path / "csperf.log").read_text(encoding="utf-8").splitlines()
    log = [json.loads(line) for line in lines]
    assert [(one["command"], one["exit"]) for one in log] == [("run --close", 0)] * 12
    assert not [name for name in ("小美", "大勇", "3000", "3500") if name in "".join(lines)]
