"""Finality: what of a month may still change, told with the day from which it no longer does."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from by_hand import written
from engines import ENGINES, at, collected, on, records

from csperf.history.kept import Input
from csperf.history.last_saved import saved_early
from csperf.metrics.coverage import Reach, reaches
from csperf.metrics.finality import in_short, not_final
from csperf.metrics.records import DAY
from csperf.metrics.sales_side import MEASURES
from csperf.metrics.selling import Selling
from csperf.opening import Request
from csperf.roles import calculate_all
from csperf.texts import tell

ROOT = Path(__file__).parent
LAST = at("2026-10-31") // DAY
METRICS = ("询单人数", "询单转化率", "次日付款转化率", "销售额", "客单价", "最终下单转化率")


def told(newest_day: str, selling: Selling | None = None) -> list[tuple[object, ...]]:
    ends = {"orders": at(newest_day)}
    found = not_final(METRICS, selling or Selling(), LAST, ends)
    return [(p.id, p.facts["days"], p.facts["metrics"], p.facts["final"]) for p in found]


def test_a_month_closed_on_the_1st_is_not_final() -> None:
    assert told("2026-10-31 23:59:59") == [
        ("not-final", 1, ("次日付款转化率", "最终下单转化率"), "2026-11-02"),
        ("not-final", 4, ("询单转化率",), "2026-11-05"),
    ]


@pytest.mark.parametrize(
    ("newest_day", "open_for"),
    [
        ("2026-11-01 23:59:59", [1, 4]),
        ("2026-11-02 00:00:00", [4]),
        ("2026-11-04 23:59:59", [4]),
        ("2026-11-05 00:00:00", []),
    ],
)
def test_a_window_closes_with_the_first_moment_after_it(
    newest_day: str, open_for: list[int]
) -> None:
    assert [days for _, days, _, _ in told(newest_day)] == open_for


def test_windows_are_the_shop_s() -> None:
    longer = Selling(order_days=3, pay_days=7)
    assert [days for _, days, _, _ in told("2026-11-02", longer)] == [3, 7]


def test_sales_less_refunds_are_open_as_long_as_orders_may_come_back() -> None:
    less = Selling(less_refunds=True)
    assert told("2026-11-10", less) == [
        ("refunds-not-final", 15, ("销售额", "客单价"), "2026-11-16"),
    ]
    later = {"orders": at("2026-11-10"), "refunds": at("2026-11-16")}
    assert not not_final(METRICS, less, LAST, later)


def test_refunds_of_the_month_s_orders_are_open_and_those_finished_in_it_are_not() -> None:
    ends = {"orders": at("2026-11-10")}
    assert not not_final(["退款金额"], Selling(), LAST, ends)
    (found,) = not_final(["金额退款率"], Selling(refunds_by="order"), LAST, ends)
    assert found.id == "refunds-not-final"


def test_the_warning_says_what_why_and_until_when() -> None:
    (found,) = not_final(["询单转化率"], Selling(), LAST, {"orders": at("2026-10-31")})
    assert not found.stops
    assert tell(found, "zh") == (
        "这些指标还会变：询单转化率。2026-11-04 为止的下单和付款也要算进来，数据却只到 2026-10-31。"
        "请在 2026-11-05 或之后重新导出订单，再测一次。"
        "现在就要发工资的话，请告诉大家这些数还没有定。"
    )
    assert tell(found, "en") == (
        "These metrics may still change: 询单转化率; orders and payments until 2026-11-04 count"
        " too, and the data end on 2026-10-31. Export the orders again on 2026-11-05 or later and"
        " measure anew; if the pay cannot wait, say that it rests on numbers that are not final."
    )


def test_whoever_has_no_plan_reads_the_first_metrics_by_the_names_of_their_language() -> None:
    (first, _) = not_final(METRICS, Selling(), LAST, {"orders": at("2026-10-31")})
    said = tell(in_short(first), "en")
    assert "change: Next-day paid conversion, Inquiry-to-order conversion; orders" in said
    many = replace(first, facts={**first.facts, "metrics": ("退款率",) * 11})
    assert f"{'退款率、' * 7}退款率……共 11 个。" in tell(in_short(many), "zh")


def test_every_metric_that_is_open_is_measured() -> None:
    names = {measure.metric for measure in MEASURES}
    everything = Selling(less_refunds=True, refunds_by="order")
    found = not_final(sorted(names), everything, LAST, {"orders": at("2026-10-31")})
    open_for = {p.facts["days"]: len(set(p.facts["metrics"])) for p in found}  # type: ignore[arg-type]
    assert open_for.keys() == {1, 4, 15}


@pytest.mark.parametrize("engine", ENGINES)
def test_how_far_records_reach(engine: str) -> None:
    orders = written(
        "orders",
        """
        order  created      paid
        1      09-30 09:00  11-02 10:00
        2      10-31 09:00  -
        3      11-01 00:00  -
        4      09-30 23:59  10-01 00:00
        """,
    )
    tables = {"orders": on(engine, orders), "refunds": on(engine, records("refunds", []))}
    october = (at("2026-10-01") // DAY, LAST)
    assert reaches(tables, october, collected) == {
        "orders": Reach(at("2026-09-30 09:00:00"), at("2026-11-02 10:00:00"), 2)  # 2 and 4
    }


TABLE = (ROOT / "transcripts" / "files" / "10月.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "above", "said"),
    [
        ("a.csv", "导出时间：2026-10-30 09:00\n", ("table-too-early", "a.csv!A1", "2026-11-01")),
        (
            "a.csv",
            "月\n,下载,2026年10月31日\n",
            ("table-too-early", "a.csv!B2", "2026-11-01"),
        ),
        ("a.csv", "数据更新至2026/11/4\n", ("table-not-final", "a.csv!A1", "2026-11-05")),
        ("a_20261104235959.csv", "", ("table-not-final", "a_20261104235959.csv", "2026-11-05")),
        ("a202611042359.csv", "", ("table-not-final", "a202611042359.csv", "2026-11-05")),
        ("a_20261105000000.csv", "", None),
        ("a.csv", "导出时间：2026-11-05\n", None),
        ("a.csv", "导出时间：2026-09-30\n", None),
        ("a.csv", "导出时间：2026-13-30\n", None),
        ("a.csv", "统计日期：2026-10-01 ~ 2026-10-31\n", None),
        ("a_2026100120261031.csv", "", None),
    ],
)
def test_a_ready_table_that_says_when_it_was_exported_is_held_to_it(
    name: str,
    above: str,
    said: tuple[str, str, str] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copy(ROOT / "transcripts" / "files" / "plan.yaml", tmp_path)
    (tmp_path / name).write_text(above + TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = calculate_all(Request("plan.yaml", (name,), period="2026-10"), ("plan.yaml",))
    told = [(one.id, str(one.place), one.facts["final"]) for one in found.warnings]
    assert told == ([said] if said else [])
    names = {name for one in found.warnings for name in one.facts["metrics"]}  # type: ignore[union-attr]
    if said and said[0] == "table-not-final":
        assert names == {"最终付款人数", "询单转化率"}, "not what is counted on its own day"


def test_daily_tables_that_were_exported_every_evening_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = (
        "csperf: 1\nplan: 方案\nversion: a\npay: {提成: {commission: {of: 净销售额, rate: 1%}}}\n"
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    names = tuple(f"a_202610{day:02}235900.csv" for day in range(1, 32))
    for day, name in enumerate(names, 1):
        table = f"日期,客服,净销售额\n2026-10-{day:02},小美,{day}000\n"
        (tmp_path / name).write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = calculate_all(Request("plan.yaml", names, period="2026-10"), ("plan.yaml",))
    (early,) = [one for one in found.warnings if one.id == "table-too-early"]
    assert tell(early, "zh").endswith(
        "后面的不在里面：净销售额（另有 30 张表也是）。请在 2026-10-02 或之后重新导出这张表。"
    )


@pytest.mark.parametrize(
    ("saved", "zone", "told"),
    [
        ("2026-10-31 15:59:59", "Asia/Shanghai", ["export.csv"]),
        ("2026-10-31 16:00:00", "Asia/Shanghai", []),
        ("2026-10-31 16:00:00", "UTC", ["export.csv"]),
        ("2026-09-30 12:00:00", "UTC", []),
    ],
)
def test_files_that_were_all_saved_before_the_month_was_over_are_told(
    saved: str, zone: str, told: list[str], tmp_path: Path
) -> None:
    files = []
    for name, moment in (("scores.csv", "2026-09-10 00:00:00"), ("export.csv", saved)):
        path = tmp_path / name
        path.touch()
        seconds = datetime.fromisoformat(f"{moment}+00:00").timestamp()
        os.utime(path, (seconds, seconds))
        files.append(Input(name, "", "", 0, str(path)))
    found = saved_early(files, "2026-10", zone, {})
    assert [str(one.place) for one in found] == told
    assert not saved_early(files, "2026-10", zone, {"SOURCE_DATE_EPOCH": "1"})
