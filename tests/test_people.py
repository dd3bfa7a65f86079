"""Joiners and leavers, dated rows and the month before: what must hold of any roster.

A person's employed days are counted one by one here, and the entry that counts on a day is looked
for among all of them; the package does neither.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.errors import CsperfError, Problem, stopping
from csperf.inputs import Policies
from csperf.intake.entries import Changes
from csperf.intake.exports import Exports, Reading, open_exports
from csperf.month_before import before
from csperf.payroll import Request, calculate

OCTOBER = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
DATES = st.dates(date(2026, 8, 1), date(2026, 12, 31))
PLAN = """csperf: 1
plan: p
version: "1"
pay: {底薪: {base: {fixed: 3100}, prorate: employment}}
"""
EXAMPLES = settings(max_examples=60, deadline=None)


def month_of(folder: Path, roster: str, *, plan: str = PLAN) -> dict[str, tuple[object, object]]:
    """Days and pay of each person of a roster who is paid in October."""
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    files = str(folder / "plan.yaml"), (), str(folder / "roster.csv")
    sheet = calculate(Request(*files, period="2026-10")).sheet
    pairs = zip(sheet.cells["在职天数"], sheet.cells["底薪"], strict=True)
    return dict(zip((agent.name for agent in sheet.agents), pairs, strict=True))


@EXAMPLES
@given(st.one_of(st.none(), DATES), st.one_of(st.none(), DATES))
def test_days_employed_are_the_days_one_was_there(
    tmp_path_factory: pytest.TempPathFactory, joined: date | None, left: date | None
) -> None:
    if joined and left and left < joined:
        joined, left = left, joined
    folder = tmp_path_factory.mktemp("month")
    line = ",".join(["王美", *(day.isoformat() if day else "" for day in (joined, left))])
    there = [d for d in OCTOBER if (not joined or d >= joined) and (not left or d <= left)]
    found = month_of(folder, f"姓名,入职日期,离职日期\n{line}\n李刚,,\n")
    assert found["李刚"] == (Decimal(31), Decimal("3100.00"))
    assert ("王美" in found) == bool(there)
    if there:
        assert found["王美"] == (Decimal(len(there)), Decimal(100 * len(there)))


ENTRIES = st.lists(
    st.tuples(DATES, st.one_of(st.none(), DATES), DATES, st.sampled_from(("P1", "P2", "P3"))),
    min_size=1,
    max_size=5,
    unique_by=lambda entry: (entry[0], entry[2]),
)


def written(entries: list[tuple[date, date | None, date, str]]) -> str:
    lines = [
        f"王美,A1,{level},{start},{end or ''},{recorded}" for start, end, recorded, level in entries
    ]
    return "\n".join(["姓名,工号,级别,生效日期,失效日期,登记日期", *lines, ""])


def opened(folder: Path, roster: str, policies: Policies) -> tuple[Exports, list[Problem]]:
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    reading = Reading(period="2026-10", policies=policies)
    return open_exports((), str(folder / "roster.csv"), {"级别": ("级别",)}, reading)


@EXAMPLES
@given(ENTRIES, st.sampled_from(("error", "at_end", "at_start")), st.randoms())
def test_the_entry_that_counts_is_the_latest_valid_one_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[date, date | None, date, str]],
    changes: Changes,
    any_: Random,
) -> None:
    entries = [(s, e if e is None or e >= s else None, r, level) for s, e, r, level in entries]
    folder = tmp_path_factory.mktemp("entries")
    by_day = []
    for day in OCTOBER:
        valid = [one for one in entries if one[0] <= day and (one[1] is None or day <= one[1])]
        by_day.append(max(valid, key=lambda one: (one[0], one[2]))[3] if valid else "")
    any_.shuffle(entries)
    exports, _ = opened(folder, written(entries), Policies(changes=changes))
    assert exports.roster is not None
    rows = exports.roster.rows
    letter = exports.roster.table.columns["级别"][0].letter
    assert rows.frame.height == 1
    if changes == "error" and len(set(by_day)) > 1:
        assert [one.id for (_, at), one in rows.undecided.items() if at == letter]
    else:
        expected = by_day[0] if changes == "at_start" else by_day[-1]
        assert rows.frame[letter][0] == expected


def test_the_cell_that_counted_is_the_one_that_is_named(tmp_path: Path) -> None:
    roster = "姓名,工号,级别,底薪,生效日期\n王美,A1,P1,3000,2025-01-01\n王美,A1,P2,,2026-10-01\n"
    exports, _ = opened(tmp_path, roster, Policies())
    assert exports.roster is not None
    rows = exports.roster.rows
    assert (rows.frame["C"][0], rows.numbers_at("C")[0]) == ("P2", 3)
    assert (rows.frame["D"][0], rows.numbers_at("D")[0]) == ("3000", 2)


@EXAMPLES
@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_the_month_before_a_month_ends_the_day_before_it_begins(day: date) -> None:
    year, month = map(int, before(f"{day:%Y-%m}").split("-"))
    assert (day.replace(day=1) - timedelta(days=1)).timetuple()[:2] == (year, month)


@pytest.mark.parametrize(
    "line",
    ["base: {fixed: 3100}", "bonus: {fixed: 3100}", "base: {by: 级别, amounts: {P1: 3100}}"],
)
def test_who_did_not_say_how_part_months_are_paid_is_asked(tmp_path: Path, line: str) -> None:
    roster = "姓名,级别,入职日期,离职日期\n王美,P1,2026-10-02,\n"
    plan = PLAN.replace("base: {fixed: 3100}, prorate: employment", line)
    with pytest.raises(CsperfError) as refused:
        month_of(tmp_path, roster, plan=plan)
    assert [one.id for one in stopping(refused.value.problems)] == ["part-month"]


def test_a_plan_in_chinese_keys_may_compare_with_its_own_past(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "csperf: 1\n方案: p\n版本: '1'\n考核项:\n"
        "  客单价: {权重: 100%, 对比: 自己上期, 区间: [{达到: 110%, 分值: 100}, {否则: 50}]}\n",
        encoding="utf-8",
    )
    data = tmp_path / "data.csv"
    data.write_text("客服,客单价,上月客单价\n小美,110,100\n", encoding="utf-8")
    sheet = calculate(Request(str(plan), (str(data),))).sheet
    assert sheet.cells["score"] == [Decimal("100.00")]
