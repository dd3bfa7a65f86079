"""Rows of one agent put together: months worked out by hand, and months that must not be added up.

The figures are those of a pocket calculator; the arithmetic stands beside each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from csperf.errors import CsperfError, Problem, stopping
from csperf.output.run import Run
from csperf.output.text_files import json_text
from csperf.output.words_text import explained, explanation_text
from csperf.payroll import Request, calculate
from csperf.texts import Lang
from csperf.validation import validate_plan

HEAD = 'csperf: 1\nplan: p\nversion: "1"\n'
SALES = "pay: {提成: {commission: {of: 销售额, rate: 1%}}}\n"
CONVERSION = (
    "indicators: {询单转化率: {weight: 100%, bands: [{at_least: 85%, points: 100}, "
    "{otherwise: 60}]}}\npay: {奖: {bonus: {per_point: 1}}}\n"
)
RESPONSE = (
    "indicators: {平均响应时间: {weight: 100%, bands: [{at_most: 22s, points: 100}, "
    "{otherwise: 0}]}}\npay: {奖: {bonus: {per_point: 1}}}\n"
)
BOTH = CONVERSION.replace("pay: {", "pay: {提成: {commission: {of: 销售额, rate: 1%}}, ")
WHOLE = """indicators:
  询单转化率: {weight: 50%, bands: [{at_least: 85%, points: 100}, {otherwise: 60}]}
  平均响应时间: {weight: 50%, bands: [{at_most: 22s, points: 100}, {otherwise: 0}]}
metrics:
  峰值: {column: 峰值, unit: count, combine: max}
  质检: {column: 质检分, unit: points, combine: mean}
pay:
  提成: {commission: {of: 销售额, rate: 1%}}
  质检奖: {commission: {of: 质检, each: 2}}
  峰值奖: {commission: {of: 峰值, each: 1}}
"""
COLUMNS = "日期,客服,询单人数,最终付款人数,接待人数,平均响应时间(秒),销售额,质检分,峰值\n"
CHITU = "客服,接待人数,询单人数,询单->最终付款人数,销售额\n"
ROSTER = "姓名,旺旺\n王美,小美、美美\n李刚,阿刚\n"


def request(
    folder: Path, plan: str, files: Mapping[str, str], roster: str = "", period: str = ""
) -> Request:
    """The files written down, and what is asked of them."""
    for name, text in {"plan.yaml": HEAD + plan, "roster.csv": roster, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    data = tuple(str(folder / name) for name in files)
    listed = str(folder / "roster.csv") if roster else None
    return Request(str(folder / "plan.yaml"), data, listed, period=period)


def problems_of(asked: Request) -> list[Problem]:
    """Everything that is said about a month, whether it is paid or not."""
    try:
        return list(calculate(asked).warnings)
    except CsperfError as failure:
        return list(failure.problems)


def is_refused(asked: Request, *ids: str) -> bool:
    """Whether nobody is paid, for one of these reasons (for any, if none is named)."""
    found = {fault.id for fault in stopping(problems_of(asked))}
    return bool(found & set(ids) if ids else found)


def said(asked: Request) -> set[str]:
    """The ids of all that is said."""
    return {fault.id for fault in problems_of(asked)}


def figures(run: Run, name: str) -> dict[str, str]:
    """One column as numbers in words, by agent."""
    return {
        agent.name: str(value)
        for agent, value in zip(run.sheet.agents, run.sheet.cells[name], strict=True)
    }


def paid(asked: Request, name: str = "total") -> dict[str, str]:
    return figures(calculate(asked), name)


# A month in daily files.
#
# 小美 works 30 days and is off on the 7th. On each of the 15 odd days 10 people ask and 8 pay, the
# answer takes 20 s, 800.10 yuan are sold; on each of the 15 even days 1 asks
# and pays, 35 s, 100.01.


def day_of(day: int) -> str:
    if day == 7:
        return f"2026-10-{day:02},小美,,,,,,,\n"
    if day % 2:
        return f"2026-10-{day:02},小美,10,8,10,20,800.10,90,{day}\n"
    return f"2026-10-{day:02},小美,1,1,1,35,100.01,80,3\n"


DAILY = {f"{day:02}.csv": COLUMNS + day_of(day) for day in range(1, 32)}


def test_thirty_one_daily_files_are_one_month(tmp_path: Path) -> None:
    run = calculate(request(tmp_path, WHOLE, DAILY, period="2026-10"))
    assert not run.warnings
    assert figures(run, "询单人数") == {"小美": "165"}  # 15 x 10 + 15 x 1
    assert figures(run, "最终付款人数") == {"小美": "135"}  # 15 x 8 + 15 x 1
    assert figures(run, "询单转化率") == {"小美": "0.8182"}  # 135 / 165 = 9 / 11
    assert figures(run, "平均响应时间") == {"小美": "21.36"}  # (3000 + 525) / 165 = 21.3636...
    assert figures(run, "销售额") == {"小美": "13501.65"}  # 12001.50 + 1500.15
    assert figures(run, "质检") == {"小美": "85.00"}  # (15 x 90 + 15 x 80) / 30
    assert figures(run, "峰值") == {"小美": "31"}
    assert figures(run, "提成") == {"小美": "135.02"}  # 135.0165
    assert figures(run, "total") == {"小美": "336.02"}  # 135.02 + 2 x 85 + 31


def test_a_daily_month_is_the_same_month_in_one_table(tmp_path: Path) -> None:
    one = COLUMNS + "".join(map(day_of, range(1, 32)))
    clean = (
        "客服,询单人数,最终付款人数,接待人数,平均响应时间(秒),销售额,质检分,峰值\n"
        "小美,165,135,165,21.36,13501.65,85.00,31\n"
    )
    found = {
        json_text(calculate(request(tmp_path, WHOLE, files)))
        for files in (DAILY, {"m.csv": one}, {"m.csv": clean})
    }
    assert len(found) == 1


def sums(text: str) -> Iterator[tuple[str, str]]:
    """Each explained figure, and the sum that it is said to be."""
    for title, works in pairwise(text.splitlines()):
        if works.startswith("  = ") and " + " in works:
            yield title.split("    [")[0].split()[-1], works.removeprefix("  = ")


def _explanation(run: Run, line: str, lang: Lang) -> str:
    found, problems = explained(run, "小美", line, lang)
    assert found is not None, problems
    return explanation_text(found, lang)


def number(text: str) -> Decimal:
    return Decimal(re.sub("[^0-9.]", "", text))


@pytest.mark.parametrize("lang", get_args(Lang))
def test_a_pocket_calculator_reaches_the_figure(tmp_path: Path, lang: Lang) -> None:
    run = calculate(request(tmp_path, WHOLE, DAILY))
    for line in ("提成", "询单转化率", "平均响应时间", "质检"):
        text = _explanation(run, line, lang)
        added = list(sums(text))
        assert added
        for value, works in added:
            terms = [term.split(" × ") for term in works.split("  (")[0].split(" + ")]
            assert len(terms) == 30  # the day off has no share
            total = sum(
                number(first) * (number(other[0]) if other else 1) for first, *other in terms
            )
            assert total == number(value), works


@pytest.mark.parametrize("lang", get_args(Lang))
def test_an_explanation_names_the_cell_of_every_row(tmp_path: Path, lang: Lang) -> None:
    run = calculate(request(tmp_path, WHOLE, DAILY))
    for line, letter in (("提成", "G"), ("峰值", "I")):
        text = _explanation(run, line, lang)
        named = set(re.findall(rf"(\d\d)\.csv!{letter}2", text))
        assert named == {f"{day:02}" for day in range(1, 32)} - {"07"}


# Shops, accounts, platforms.


def test_two_shops_of_one_person_by_nick(tmp_path: Path) -> None:
    files = {
        "甲店.csv": "客服,销售额,询单人数,最终付款人数\n小美,100.10,10,8\n阿刚,50,5,4\n",
        "乙店.csv": "客服,销售额,询单人数,最终付款人数\n美美,200.20,1,1\n",
    }
    run = calculate(request(tmp_path, BOTH, files, ROSTER))
    assert figures(run, "销售额") == {"王美": "300.30", "李刚": "50"}
    assert figures(run, "询单转化率") == {"王美": "0.8182", "李刚": "0.8000"}  # 9 / 11, 4 / 5


def test_two_shops_of_one_person_by_shop_column(tmp_path: Path) -> None:
    table = "店铺,客服,销售额\n甲店,小美,100.10\n乙店,小美,200.20\n乙店,阿刚,50\n"
    assert paid(request(tmp_path, SALES, {"m.csv": table}, ROSTER), "销售额") == {
        "王美": "300.30",
        "李刚": "50",
    }


def test_two_shops_of_one_person_by_prefix_are_told(tmp_path: Path) -> None:
    files = {
        "甲.csv": "客服,销售额\n甲店:小美,100.10\n甲店:阿刚,50\n",
        "乙.csv": "客服,销售额\n乙店:小美,200.20\n",
    }
    run = calculate(request(tmp_path, SALES, files, ROSTER))
    assert figures(run, "销售额") == {"王美": "300.30", "李刚": "50"}
    assert [fault.id for fault in run.warnings] == ["agent-two-shops"]


PDD = (
    "客服账号,咨询人数,询单人数,最终成团人数,询单流失人数,询单转化率,客服销售额（元）,去退销售额（元）,"
    "人工接待人数,3分钟人工回复率(8-23点),平均人工响应时长（分钟）\n"
    "小美,50,40,10,30,25.00%,1000.00,900.00,45,99%,0.5\n"
    "阿刚,5,4,1,3,25.00%,100.00,90.00,4,99%,9秒\n"
)
DOUYIN = (
    "客服账号,客服昵称,客服在线天数,接待会话量,已接待人数,全天平响时长,工作时间平响时长,询单人数,支付人数,"
    "客服询单支付额,询单转化率\n"
    "小美,小美,20,30,30,25秒,20秒,20,5,500,25%\n"
    "阿刚,阿刚,20,30,30,25秒,20秒,7,5,50,25%\n"
    "店铺汇总值,店铺汇总值,20,60,60,25秒,20秒,27,10,550,25%\n"
)


def test_two_platforms_are_added_where_they_count_the_same(tmp_path: Path) -> None:
    plan = "pay: {询单奖: {commission: {of: 询单人数, each: 1}}}\n"
    run = calculate(request(tmp_path, plan, {"pdd.csv": PDD, "飞鸽.csv": DOUYIN}, ROSTER))
    assert figures(run, "询单人数") == {"王美": "60", "李刚": "11"}  # 40 + 20, 4 + 7
    assert [fault.id for fault in run.warnings] == ["rows-left-out"]


def test_the_conversions_of_two_platforms_are_two_metrics(tmp_path: Path) -> None:
    asked = request(tmp_path, CONVERSION, {"pdd.csv": PDD, "飞鸽.csv": DOUYIN}, ROSTER)
    assert is_refused(asked, "heading-elsewhere")


def test_groups_in_files_of_their_own_are_one_team(tmp_path: Path) -> None:
    files = {
        "售前一部.csv": "客服,销售额\n小美,100\n",
        "售前二部.csv": "客服,销售额\n阿刚,50\n合计,50\n",
    }
    assert paid(request(tmp_path, SALES, files, ROSTER), "销售额") == {"王美": "100", "李刚": "50"}


def test_who_stands_in_two_groups_without_dates_is_refused(tmp_path: Path) -> None:
    files = {"一部.csv": "客服,销售额\n小美,100\n", "二部.csv": "客服,销售额\n小美,70\n"}
    assert is_refused(request(tmp_path, SALES, files), "metric-twice")


# Ratios and means.


def rows(*lines: str) -> dict[str, str]:
    return {"m.csv": "\n".join(lines) + "\n"}


def test_a_ratio_is_not_the_mean_of_ratios(tmp_path: Path) -> None:
    table = rows(
        "日期,客服,询单人数,最终付款人数,询单转化率",
        "2026-10-01,小美,10,8,80%",
        "2026-10-02,小美,1,1,100%",
    )
    run = calculate(request(tmp_path, CONVERSION, table))
    assert figures(run, "询单转化率") == {"小美": "0.8182"}  # 9 / 11; the mean would be 90%
    assert figures(run, "score") == {"小美": "60.00"}


@pytest.mark.parametrize("blank", ["--", "", "-", "NaN"])
def test_a_day_without_anybody_to_serve_changes_no_ratio_and_no_mean(
    tmp_path: Path, blank: str
) -> None:
    ratio = rows(
        "日期,客服,询单人数,最终付款人数,询单转化率",
        "2026-10-01,小美,10,8,80%",
        f"2026-10-02,小美,0,0,{blank}",
    )
    assert paid(request(tmp_path, CONVERSION, ratio), "询单转化率") == {"小美": "0.8000"}
    mean = rows(
        "日期,客服,接待人数,平均响应时间(秒)",
        "2026-10-01,小美,10,20",
        f"2026-10-02,小美,0,{blank}",
        f"2026-10-03,小美,{blank},{blank}",
    )
    assert Decimal(paid(request(tmp_path, RESPONSE, mean), "平均响应时间")["小美"]) == 20


def test_a_mean_time_is_weighted(tmp_path: Path) -> None:
    table = rows(
        "日期,客服,接待人数,平均响应时间(秒)",
        "2026-10-01,小美,10,20",
        "2026-10-02,小美,30,24.4",
    )
    found = paid(request(tmp_path, RESPONSE, table), "平均响应时间")
    assert found == {"小美": "23.30"}  # (200 + 732) / 40; the plain mean would be 22.2


@pytest.mark.parametrize(
    "second", ["2026-10-02,小美,5,--", "2026-10-02,小美,--,30", "2026-10-02,小美,,30"]
)
def test_a_mean_with_an_unknown_share_is_unknown(tmp_path: Path, second: str) -> None:
    table = rows("日期,客服,接待人数,平均响应时间(秒)", "2026-10-01,小美,10,20", second)
    assert is_refused(request(tmp_path, RESPONSE, table), "missing-value")


def test_a_mean_without_its_weight_is_refused(tmp_path: Path) -> None:
    table = rows("日期,客服,平均响应时间(秒)", "2026-10-01,小美,20", "2026-10-02,小美,30")
    assert is_refused(request(tmp_path, RESPONSE, table), "weight-not-beside")


OWN = (
    "metrics: {{质检: {{column: 质检分, unit: points{}}}}}\n"
    "pay: {{奖: {{commission: {{of: 质检, each: 1}}}}}}\n"
)
CHECKED = rows(
    "日期,客服,接待人数,质检分",
    "2026-10-01,小美,10,90",
    "2026-10-02,小美,30,80",
    "2026-10-03,小美,0,70",
)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        (", combine: mean", "80.00"),  # (90 + 80 + 70) / 3
        (", weighted_by: 接待人数", "82.50"),  # (900 + 2400 + 0) / 40
        (", combine: sum", "240"),
        (", combine: max", "90"),
        (", combine: min", "70"),
    ],
)
def test_a_metric_of_ones_own_is_put_together_as_the_plan_says(
    tmp_path: Path, word: str, value: str
) -> None:
    assert paid(request(tmp_path, OWN.format(word), CHECKED), "质检") == {"小美": value}


@pytest.mark.parametrize("word", ["", ", combine: same"])
def test_without_the_plans_word_nothing_is_put_together(tmp_path: Path, word: str) -> None:
    asked = request(tmp_path, OWN.format(word), CHECKED)
    assert is_refused(asked, "cannot-combine" if not word else "rows-differ")


def test_facts_that_all_rows_repeat_are_one_fact(tmp_path: Path) -> None:
    plan = "pay: {底薪: {base: {by: 级别, amounts: {P1: 3000, P2: 4000}}}}\n"
    table = rows("日期,客服,级别,销售额", "2026-10-01,小美,P1,1", "2026-10-02,小美,P1,2")
    assert paid(request(tmp_path, plan, table)) == {"小美": "3000.00"}
    other = rows("日期,客服,级别,销售额", "2026-10-01,小美,P1,1", "2026-10-02,小美,P2,2")
    assert is_refused(request(tmp_path, plan, other), "rows-differ")


def test_a_ratio_without_its_parts_is_refused(tmp_path: Path) -> None:
    table = rows("日期,客服,询单转化率", "2026-10-01,小美,80%", "2026-10-02,小美,100%")
    assert is_refused(request(tmp_path, CONVERSION, table), "ratio-needs-parts")


# What nothing tells apart is refused.


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (rows("客服,销售额", "小美,100", "小美,100"), "row-copied"),
        (rows("客服,销售额", "小美,100", "小美,50"), "agent-twice"),
        (rows("日期,客服,销售额", "2026-10-01,小美,1", "2026/10/1,小美,2"), "agent-day-twice"),
        (rows("日期,客服,销售额", "2026-10,小美,100", "2026-10-01,小美,10"), "agent-day-twice"),
        (
            rows("部门,客服,销售额", "售前,小美,100", "售后,小美,50"),
            "agent-twice",
        ),
        (
            rows("店铺,客服,销售额", "甲店,小美,100", ",小美,150"),
            "agent-twice",
        ),
        ({"a.csv": "客服,销售额\n小美,1\n", "b.csv": "客服,销售额\n小美,2\n"}, "metric-twice"),
        (
            {
                "a.csv": "日期,客服,销售额\n2026-10-01~2026-10-20,小美,1\n",
                "b.csv": "日期,客服,销售额\n2026-10-20~2026-10-31,小美,2\n",
            },
            "days-overlap",
        ),
        (
            {
                "month.csv": "客服,销售额\n小美,100\n",
                "day.csv": "日期,客服,销售额\n2026-10-01,小美,10\n",
            },
            "metric-twice",
        ),
    ],
)
def test_rows_that_may_be_the_same_figures_are_refused(
    tmp_path: Path, files: dict[str, str], fault: str
) -> None:
    assert is_refused(request(tmp_path, SALES, files), fault)


def test_weeks_that_touch_are_different(tmp_path: Path) -> None:
    table = rows("日期,客服,销售额", "2026-10-08~2026-10-14,小美,2", "2026-10-01~2026-10-07,小美,1")
    assert paid(request(tmp_path, SALES, table), "销售额") == {"小美": "3"}


def test_two_months_are_refused_until_one_is_named(tmp_path: Path) -> None:
    table = rows("日期,客服,销售额", "2026-09-30,小美,5", "2026-10-01,小美,1")
    assert is_refused(request(tmp_path, SALES, table), "period-unsaid")
    assert is_refused(request(tmp_path, SALES, table, period="2026-10"), "rows-outside-period")
    leave = "data: {outside_period: leave_out}\n" + SALES
    asked = request(tmp_path, leave, table, period="2026-10")
    assert paid(asked, "销售额") == {"小美": "1"}
    assert {"rows-outside-left-out", "days-missing"} <= said(asked)


# Months that a shop could really have, in which a figure could come out wrong without a word.

TEAM = "姓名,旺旺\n王美,小美\n李刚,阿刚\n"
CHITU_DAY = "日期," + CHITU
SHEET_OF_DAYS = SALES.replace("}}}", "}}, 底薪: {base: {fixed: 2600}, prorate: 出勤}}")
TWO_SALES = (
    "pay: {提成: {commission: {of: 销售额, rate: 1%}}, "
    "净提成: {commission: {of: 净销售额, rate: 1%}}}\n"
)


def suspect(name: str, files: dict[str, str], plan: str = SALES, **more: str) -> object:
    """A month that must not be paid as if nothing were wrong with it."""
    return pytest.param(files, plan, more, id=name)


REFUSED = [
    suspect(
        "one account that the roster lists with and without its shop",
        {"a.csv": "客服,销售额\n小美,100\n", "b.csv": "客服,销售额\n旗舰店:小美,101\n"},
        roster="姓名,旺旺\n王美,小美、旗舰店:小美\n",
    ),
    *(
        suspect(
            f"a file called {name}",
            {f"{name}.csv": "客服,销售额\n小美,100\n"},
            period="2026-10",
        )
        for name in ("chitu_20260901_20260930", "2025-10", "九月", "2026年9月绩效")
    ),
    *(
        suspect(
            f"a title that says {title}",
            {"m.csv": f"{title},\n客服,销售额\n小美,100\n"},
            period="2026-10",
        )
        for title in ("2026年9月客服绩效", "统计时间,2026-09-01 ~ 2026-09-30", "9月")
    ),
    suspect(
        "a subtotal beside the name of somebody without another row",
        {"m.csv": "组别,客服,销售额\n小计,小美,100\n一组,阿刚,50\n"},
    ),
    suspect(
        "the best response time of who served nobody",
        {"m.csv": "客服,接待人数,平均响应时间(秒)\n小美,10,20\n小丽,0,0\n"},
        RESPONSE,
    ),
    suspect(
        "the same month with and without the shop before the nick",
        {
            "a.csv": "客服,销售额\n小美,100\n阿刚,50\n",
            "b.csv": "客服,销售额\n旗舰店:小美,100\n旗舰店:阿刚,50\n",
        },
        roster=TEAM,
    ),
    suspect(
        "the same month with nicks and with names",
        {
            "a.csv": "客服,销售额\n小美,100\n阿刚,50\n",
            "b.csv": "客服,销售额\n王美,100\n李刚,50\n",
        },
        roster=TEAM,
    ),
    suspect(
        "a month and its days, the days with the shop before the nick",
        {
            "month.csv": CHITU + "小美,9,9,9,100\n阿刚,9,9,9,50\n",
            "day.csv": CHITU_DAY
            + "2026-10-01,旗舰店:小美,9,9,9,100\n2026-10-01,旗舰店:阿刚,9,9,9,50\n",
        },
        roster=TEAM,
    ),
    suspect(
        "the same figures under two nicks in two files",
        {
            "a.csv": "客服,销售额,询单人数\n小美,4723.22,438\n阿刚,1,1\n",
            "b.csv": "客服,销售额,询单人数\n美美,4723.22,438\n",
        },
        roster=ROSTER,
    ),
    suspect(
        "one shop spelt in two ways",
        {
            "a.csv": "店铺,客服,销售额\nNike旗舰店（主）,小美,100\n",
            "b.csv": "店铺,客服,销售额\nNIKE旗舰店(主),小美,100\n",
        },
    ),
    suspect(
        "a blank day among other figures",
        rows("日期,客服,询单人数,销售额", "2026-10-01,小美,30,100", "2026-10-02,小美,30,"),
    ),
    suspect(
        "a heading that is renamed in the middle of the month",
        {
            "01.csv": "日期,客服,净销售额,销售额\n2026-10-01,小美,90,100\n",
            "02.csv": "日期,客服,净销售额,成交额新\n2026-10-02,小美,90,100\n",
        },
        TWO_SALES,
    ),
    suspect(
        "a heading that is renamed in one shop",
        {
            "a.csv": "店铺,客服,询单人数,销售额\n甲,小美,9,100\n",
            "b.csv": "店铺,客服,询单人数,成交额新\n乙,小美,9,100\n",
        },
    ),
    suspect(
        "the parts of a ratio on one of two days",
        {
            "a.csv": "日期,客服,询单人数,最终付款人数,询单转化率\n2026-10-01,小美,100,80,80%\n",
            "b.csv": "日期,客服,询单转化率\n2026-10-02,小美,20%\n",
        },
        CONVERSION,
    ),
    suspect(
        "the parts of a ratio of different days",
        {
            "a.csv": "日期,客服,询单人数\n2026-10-01,小美,10\n2026-10-02,小美,10\n",
            "b.csv": "日期,客服,最终付款人数\n2026-10-01,小美,8\n",
        },
        CONVERSION,
    ),
    suspect(
        "a second nick that ends in a colleague's number",
        {"m.csv": "客服,销售额\n小美,100\n小美-2,50\n阿刚,30\n"},
        roster="姓名,工号,旺旺\n王美,1,小美\n李刚,2,阿刚\n",
    ),
    suspect(
        "two people whose names end in another's nick",
        {"m.csv": "客服,销售额\nZhang Amy,100\nLi Amy,50\n阿刚,1\n"},
        roster="姓名,旺旺\n王美,Amy\n李刚,阿刚\n",
    ),
    *(
        suspect(
            f"two people in one cell, {between}",
            {"m.csv": f"客服,销售额\n小美{between}阿刚,100\n小美,5\n阿刚,6\n"},
            roster=TEAM,
        )
        for between in ("/", "-", " ", "·", "_")
    ),
    suspect(
        "a row of the whole quarter",
        rows("日期,客服,销售额", "2026-07~2026-09,小美,100"),
        period="2026-09",
    ),
    suspect(
        "last month over the column of sales",
        {"m.csv": "客服,上月,本月\n,销售额,净销售额\n小美,1,100\n"},
    ),
    suspect(
        "two months over the columns",
        {"m.csv": "客服,9月,,10月,\n,销售额,询单人数,销售额,询单人数\n小美,1,2,100,4\n"},
    ),
    *(
        suspect(
            f"a row called {label}", {"m.csv": f"客服,销售额\n小美,100\n阿刚,50\n{label},900\n"}
        )
        for label in ("人均", "其他", "静默", "店铺", "未分配")
    ),
    suspect(
        "two tables side by side",
        {
            "m.csv": "客服,销售额,,客服,出勤天数,应出勤天数\n"
            "小美,100,,阿刚,20,26\n阿刚,200,,小美,26,26\n"
        },
        SHEET_OF_DAYS,
    ),
    suspect(
        "two tables one below the other, the second with more columns",
        {
            "m.csv": "客服,销售额,\n小美,100,\n阿刚,200,\n,,\n"
            "二组,,\n客服,销售额,询单人数\n小红,300,9\n小丽,400,9\n"
        },
    ),
    suspect(
        "a leaver whose account still sells",
        {"m.csv": "客服,销售额\n小美,100\n阿刚,50\n"},
        roster="姓名,旺旺,离职日期\n王美,小美,\n李刚,阿刚,2026-08-15\n",
        period="2026-10",
    ),
    suspect(
        "a line above the table that names another month",
        {"m.csv": "统计时间：2026-09-01 ~ 2026-09-30,\n客服,销售额\n小美,100\n"},
        period="2026-10",
    ),
    suspect(
        "a label of a total beside the names",
        {"m.csv": "组别,客服,销售额\n一组,小美,100\n一组,阿刚,100\n小计,2人,200\n"},
    ),
    suspect(
        "a table whose second block has its columns in another order",
        {"m.csv": "客服,销售额,询单人数\n小美,100,9\n客服,询单人数,销售额\n阿刚,8,200\n"},
    ),
    suspect(
        "two months as two sheets of days",
        rows("日期,客服,销售额", "2026-09-30,小美,5", "2026-10-01,小美,1"),
    ),
    suspect(
        "a nick that two people have",
        {"m.csv": "客服,销售额\n小美,100\n"},
        roster="姓名,旺旺\n王美,小美\n李美,小美\n",
    ),
    suspect(
        "a nick that was handed on, in a month without days",
        {"m.csv": "客服,销售额\n小美,100\n"},
        roster="姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-10-10\n李美,小美,2026-10-11,\n",
    ),
    suspect(
        "a renamed nick that the roster does not have",
        {"m.csv": "客服,销售额\n小美新号,100\n阿刚,1\n"},
        roster=TEAM,
    ),
    suspect(
        "somebody in two departments",
        rows("部门,客服,销售额", "售前,小美,100", "售后,小美,50"),
    ),
    suspect(
        "day numbers of a spreadsheet among dates",
        rows("日期,客服,销售额", "46296,小美,100", "2026-10-02,小美,50"),
    ),
    suspect(
        "days that may be months",
        rows("日期,客服,销售额", "3/4/26,小美,100", "3/5/26,小美,50"),
    ),
    suspect(
        "fractions in one file and percents in another",
        {
            "a.csv": "日期,客服,接待人数,质检率\n2026-10-01,小美,10,0.8\n",
            "b.csv": "日期,客服,接待人数,质检率\n2026-10-02,小美,10,80%\n",
        },
        "metrics: {质检: {column: 质检率, unit: percent, weighted_by: 接待人数}}\n"
        "indicators: {质检: {weight: 100%, bands: [{at_least: 60%, points: 9}, {otherwise: 0}]}}\n",
    ),
    suspect(
        "the whole day's time and that of working hours",
        {"m.csv": DOUYIN},
        RESPONSE,
    ),
    suspect(
        "a metric under two headings of one table",
        {"m.csv": "客服,接待人数,已接待人数,平均响应时间(秒)\n小美,9,8,20\n"},
        "pay: {奖: {commission: {of: 接待人数, each: 1}}}\n",
    ),
    suspect(
        "a name that stands for the whole team",
        {"m.csv": "客服,销售额\n小美,100\n售前组合计,100\n"},
    ),
]


@pytest.mark.parametrize(("files", "plan", "more"), REFUSED)
def test_a_doubtful_month_pays_nobody(
    tmp_path: Path, files: dict[str, str], plan: str, more: dict[str, str]
) -> None:
    assert is_refused(request(tmp_path, plan, files, **more))


TOLD = [
    suspect(
        "somebody who stands only in a table that nobody reads",
        {"a.csv": "客服,销售额\n小美,100\n", "b.csv": "客服,询单人数\n小丽,2\n"},
    ),
    suspect(
        "one nick in two shops, without a roster",
        {"m.csv": "店铺,客服,销售额\n甲店,小美,100\n乙店,小美,200\n"},
    ),
    suspect(
        "a leaver in a month that nobody named",
        {"m.csv": "客服,销售额\n小美,100\n"},
        roster="姓名,旺旺,离职日期\n王美,小美,2026-08-10\n",
    ),
    suspect(
        "a row that numbers the columns", {"m.csv": "客服,销售额,询单人数\n1,2,3\n小美,100,4\n"}
    ),
    suspect(
        "rows swallowed by a remark whose quotes do not close",
        {
            "m.csv": '客服,销售额,备注\n小美,100,"很好\n阿刚,200,\n小红,300,差"\n小丽,400,\n',
        },
    ),
    suspect(
        "the month to date exported on two days",
        {
            "a.csv": "日期,客服,销售额\n2026-10-30,小美,3000\n",
            "b.csv": "日期,客服,销售额\n2026-10-31,小美,3100\n",
        },
    ),
    suspect(
        "a day of one of two shops forgotten",
        {
            f"{shop}.csv": "日期,店铺,客服,销售额\n"
            + "".join(f"2026-10-{day:02},{shop},小美,100\n" for day in range(1, last + 1))
            for shop, last in (("甲", 31), ("乙", 30))
        },
        period="2026-10",
    ),
    suspect(
        "two shops with a dash before the nick",
        {"m.csv": "客服,销售额\n甲店-小美,100\n乙店-小美,50\n阿刚,1\n"},
        roster=TEAM,
    ),
    suspect(
        "two shops before the nick, taken off without a roster",
        {
            "m.csv": "客服,售前接待人数,促成下单人数,促成下单商品金额,接待量,好评量\n"
            "甲店--小美,9,9,100,9,9\n乙店--小美,9,9,50,9,9\n"
        },
        "pay: {提成: {commission: {of: 促成下单金额, rate: 1%}}}\n",
    ),
    suspect(
        "money that one of two platforms calls otherwise",
        {"pdd.csv": PDD, "飞鸽.csv": DOUYIN.split("店铺汇总值", maxsplit=1)[0]},
        "pay: {提成: {commission: {of: 销售额, rate: 1%}}, "
        "询单奖: {commission: {of: 询单人数, each: 1}}}\n",
        roster=ROSTER,
    ),
    suspect(
        "a file that is named after another month",
        {"2026年9月.csv": "客服,销售额\n小美,100\n"},
        period="2026-10",
    ),
]


@pytest.mark.parametrize(("files", "plan", "more"), TOLD)
def test_a_month_that_looks_strange_is_refused_or_told(
    tmp_path: Path, files: dict[str, str], plan: str, more: dict[str, str]
) -> None:
    assert said(request(tmp_path, plan, files, **more))


@pytest.mark.parametrize(
    "label", ["全部店铺", "合计", "全部", "总计", "汇总", "All shops", "Total"]
)
def test_a_total_over_shops_is_no_shop(tmp_path: Path, label: str) -> None:
    table = rows("店铺,客服,销售额", "旗舰店,小美,100", "专营店,小美,50", f"{label},小美,150")
    asked = request(tmp_path, SALES, table)
    assert is_refused(asked) or paid(asked, "销售额") == {"小美": "150"}


def test_a_nick_is_looked_for_with_its_shop_first(tmp_path: Path) -> None:
    table = rows("店铺,客服,销售额", "甲店,小美,100", "乙店,小美,50", "乙店,阿李,5")
    asked = request(tmp_path, SALES, table, roster="姓名,旺旺\n王美,小美\n李美,乙店:小美、阿李\n")
    assert is_refused(asked) or paid(asked, "销售额") == {"王美": "100", "李美": "55"}


def test_a_colleagues_second_row_moves_nobodys_figure(tmp_path: Path) -> None:
    head = "日期,客服,接待人数,平均响应时间(秒)"
    both = ("2026-10-01,阿刚,1,22.004", "2026-10-01,小美,10,20")
    alone = paid(request(tmp_path, RESPONSE, rows(head, *both)), "score")
    again = paid(request(tmp_path, RESPONSE, rows(head, *both, "2026-10-02,小美,9,21")), "score")
    assert alone["阿刚"] == again["阿刚"]


def test_who_came_in_the_middle_of_the_month_has_a_row_of_the_month(tmp_path: Path) -> None:
    table = rows("日期,客服,销售额", "2026-10,小美,100", "2026-10,阿刚,50")
    roster = "姓名,旺旺,入职日期\n王美,小美,2026-10-15\n李刚,阿刚,\n"
    asked = request(tmp_path, SALES, table, roster=roster, period="2026-10")
    assert paid(asked, "销售额") == {"王美": "100", "李刚": "50"}


def test_a_nick_handed_on_before_the_month_is_its_owners(tmp_path: Path) -> None:
    roster = "姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-08-31\n李美,小美,2026-09-01,\n"
    asked = request(
        tmp_path, SALES, rows("客服,销售额", "小美,100"), roster=roster, period="2026-10"
    )
    assert paid(asked, "销售额") == {"李美": "100"}


def test_two_nicks_of_one_name_are_two_accounts(tmp_path: Path) -> None:
    table = rows("姓名,旺旺,销售额", "王美,小美,100", "王美,美美,50", "李刚,阿刚,1")
    asked = request(tmp_path, SALES, table, roster=ROSTER)
    assert paid(asked, "销售额") == {"王美": "150", "李刚": "1"}


def test_a_nick_handed_on_in_the_month_is_parted_by_days(tmp_path: Path) -> None:
    roster = "姓名,旺旺,入职日期,离职日期\n王美,小美,,2026-10-10\n李美,小美,2026-10-11,\n"
    table = rows("日期,客服,销售额", "2026-10-10,小美,100", "2026-10-11,小美,50")
    asked = request(tmp_path, SALES, table, roster=roster)
    assert paid(asked, "销售额") == {"王美": "100", "李美": "50"}


def test_who_left_before_the_month_is_left_out_and_told(tmp_path: Path) -> None:
    roster = "姓名,旺旺,离职日期\n王美,小美,\n李刚,阿刚,2026-08-15\n"
    asked = request(
        tmp_path, SALES, rows("客服,销售额", "小美,100"), roster=roster, period="2026-10"
    )
    assert paid(asked, "销售额") == {"王美": "100"}
    assert said(asked) == {"agents-gone"}


def test_work_after_the_last_day_is_refused(tmp_path: Path) -> None:
    roster = "姓名,旺旺,离职日期\n王美,小美,2026-10-15\n"
    table = rows("日期,客服,销售额", "2026-10-15,小美,100", "2026-10-16,小美,1")
    assert is_refused(request(tmp_path, SALES, table, roster=roster), "row-outside-employment")


def test_totals_of_groups_inside_the_table_are_left_out(tmp_path: Path) -> None:
    table = rows(
        "组别,客服,销售额",
        "一组,小美,100",
        "一组,小计,100",
        "二组,阿刚,50",
        "小计,,50",
        "总计,,150",
    )
    asked = request(tmp_path, SALES, table)
    assert paid(asked, "销售额") == {"小美": "100", "阿刚": "50"}
    assert said(asked) == {"rows-left-out"}


def own(more: str, unit: str = "points") -> str:
    metric = f"{{column: 质检分, unit: {unit}, {more}}}"
    line = (
        "{base: {by: 质检, amounts: {A: 1}}}"
        if unit == "text"
        else "{commission: {of: 质检, each: 1}}"
    )
    return f"metrics: {{质检: {metric}}}\npay: {{奖: {line}}}\n"


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(own("weighted_by: 接待人树")),
        pytest.param(own("weighted_by: 质检")),
        pytest.param(own("weighted_by: 询单转化率")),
        pytest.param(own("weighted_by: 级别")),
        pytest.param("metrics: {询单转化率: {combine: sum}}\n" + CONVERSION),
        *(
            pytest.param(own(word, "text"))
            for word in ("combine: sum", "combine: max", "combine: mean", "weighted_by: 接待人数")
        ),
        own("combine: mean, weighted_by: 接待人数"),
    ],
)
def test_a_plan_that_puts_rows_together_senselessly_is_refused(tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.yaml").write_text(HEAD + plan, encoding="utf-8")
    assert stopping(validate_plan(str(tmp_path / "plan.yaml"), "zh").problems)


def test_a_mean_lies_between_its_values(tmp_path: Path) -> None:
    table = rows("日期,客服,净销售额,质检分", "2026-10-01,小美,-50,90", "2026-10-02,小美,100,80")
    asked = request(tmp_path, own("weighted_by: 净销售额"), table)
    assert is_refused(asked) or 80 <= Decimal(paid(asked, "质检")["小美"]) <= 90


# What the plan says of rows and people that do not fit.


def policy(words: str) -> str:
    return f"data: {{{words}}}\n{SALES}"


def test_strangers_stop_the_run_or_are_left_out_and_told(tmp_path: Path) -> None:
    files = rows("客服,销售额", "小美,100", "阿刚,50", "路人甲,7")
    assert is_refused(request(tmp_path, SALES, files, TEAM), "agent-unknown")
    asked = request(tmp_path, policy("unmatched: leave_out"), files, TEAM)
    assert paid(asked) == {"王美": "1.00", "李刚": "0.50"}
    assert said(asked) == {"agents-left-out"}


def test_who_has_no_data_stops_the_run_or_is_left_out_and_told(tmp_path: Path) -> None:
    files = rows("客服,销售额", "小美,100")
    assert is_refused(request(tmp_path, SALES, files, TEAM), "agent-without-data")
    asked = request(tmp_path, policy("without_data: leave_out"), files, TEAM)
    assert paid(asked) == {"王美": "1.00"}
    assert said(asked) == {"agents-idle-left-out"}


def test_who_is_kept_without_data_has_no_figure_at_all(tmp_path: Path) -> None:
    files = rows("客服,销售额", "小美,100")
    kept = policy("without_data: keep").replace("pay: {", "pay: {底薪: {base: {fixed: 3000}}, ")
    asked = request(tmp_path, kept, files, TEAM)
    assert is_refused(asked, "missing-value")  # a commission on nothing known is not 0
    base = "data: {without_data: keep}\npay: {底薪: {base: {fixed: 3000}}}\n"
    asked = request(tmp_path, base, files, TEAM)
    assert paid(asked) == {"王美": "3000.00", "李刚": "3000.00"}
    assert "agents-idle-kept" in said(asked)


def test_names_that_look_alike_stop_the_run_or_are_two_people(tmp_path: Path) -> None:
    files = rows("姓名,销售额", "Amy,100", "\u0410my,50")
    roster = "姓名\nAmy\n\u0410my\n"
    assert is_refused(request(tmp_path, SALES, files, roster), "agents-look-alike")
    asked = request(tmp_path, policy("look_alikes: apart"), files, roster)
    assert paid(asked) == {"Amy": "1.00", "\u0410my": "0.50"}


@pytest.mark.parametrize(
    "roster",
    [
        "姓名,工号,旺旺\n王美,A1,小美、美美\n李刚,A2,阿刚\n",
        "姓名,工号,旺旺\n王美,A1,小美\n王美,A1,美美\n李刚,A2,阿刚\n",
        "姓名,工号,旺旺\n王美,A1,小美\n李刚,A2,阿刚\n王美,A1,美美\n",
        "工号,旺旺,姓名\nA1,美美 小美,王美\nA2,阿刚,李刚\n",
        "姓名,工号,旺旺,花名\n王美,A1,小美,美美\n李刚,A2,,阿刚\n",
    ],
)
def test_a_roster_may_list_nicks_in_any_way(tmp_path: Path, roster: str) -> None:
    table = rows("客服,销售额", "小美,100", "旗舰店:美美,50", "阿刚,1")
    found = json.loads(json_text(calculate(request(tmp_path, SALES, table, roster))))
    people = [(one["name"], one["id"], one["total"]) for one in found["agents"]]
    assert people == [("王美", "A1", "1.50"), ("李刚", "A2", "0.01")]
