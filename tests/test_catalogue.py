"""Evidence that the metric catalogue is whole: unique names, sound formulas, headings found."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from graphlib import TopologicalSorter
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from csperf.metrics.catalogue import Combine, Metric, catalogue, find, search, written
from csperf.units import Unit

METRICS = catalogue()

# Headings of real exports, letter by letter; some brackets really are mixed.
TABLES = {
    "赤兔 售前明细": """
        客服, 接待人数, 询单人数, 询单->最终付款人数, 询单->最终付款成功率, 客件数, 客单价,
        邮费总额, 手工折扣率, 客服回复率, 平均响应时间, 首次响应时间, 平均接待时长,
        平均接待时长(秒), 静默下单本人落实付款-人数, 静默下单本人落实付款-金额, 销售额,
        客服答问比, 慢响应人数, 询单->最终下单人数, 下单->最终付款成功率, 全静默单本人跟进-人数,
        询单->次日付款人数, 询单->次日付款成功率, 协助跟进人数, 协助下单人数, 转出人数, 退款率
    """,
    "赤兔 遵时率": """
        客服, 旺旺, 上班天数, 平均上线时间, 平均最后在线时间, 最早上线, 最晚在线, 总登录次数,
        日均登录次数, 在线总时长, 在线总时长(秒), 平均日在线时长, 平均日在线时长(秒), 服务总时长,
        服务总时长(秒), 平均日服务时长, 平均日服务时长(秒), 挂起总时长, 挂起总时长(秒),
        平均日挂起时长, 平均日挂起时长(秒)
    """,
    "生意参谋 客服绩效": """
        旺旺昵称, 询单最终付款人数, 询单人数, 询单最终付款转化率, 首次响应时长（秒),
        平均响应时长（秒), 客户满意率, 旺旺回复率, 询单最终付款金额, 成功退款金额
    """,
    "生意参谋 自定义": """
        日期, 旺旺昵称, 旺旺分组, 有效接待人数, 当日询单人数, 销售人数, 净销售额, 客单价,
        询单流失人数, 首次响应时长（秒), 平均响应时长（秒), 淘宝答问比, 客户满意率, 销售额,
        询单最终付款转化率
    """,
    "生意参谋 按账号": """
        旺旺昵称, 咨询人数, 有效接待人数, 询单人数, 下单人数, 下单金额, 销售人数, 销售额, 销售量,
        订单量, 个人销售额占比, 成功退款金额, 净销售额
    """,
    "生意参谋 总览": """
        客服销售额, 客服销售人数, 客服销售占比, 客服销售客单价, 成功退款金额, 净销售额, 咨询人数,
        接待人数, 询单转化率, 平均响应时长（秒）, 客户满意率, 旺旺回复率,
        仅退款自主完结时长（小时）, 退货退款完结时长（小时）, 平台求助率, 平台判责率
    """,
    "生意参谋 咨询接待分析": """
        日期, 咨询人数, 接待人数, 未回复人数, 有效接待人数, 平均响应时长, 3分钟人工响应率,
        咨询客服人次, 客服回复人次, 客服未回复人次, 旺旺回复率, 首次响应时长, 慢响应人数,
        长接待人数, 买家发起人数, 客服主动跟进人数, 总消息数, 买家消息条数, 客服消息条数, 答问比,
        客服字数, 平均接待时长
    """,
    "生意参谋 业绩询单": """
        日期, 询单人数, 当日询单人数, 当日付款人数, 当日付款金额, 最终付款人数, 最终付款金额,
        询单当日付款转化率, 询单最终付款转化率
    """,
    "生意参谋 客单价分析": """
        日期, 销售额, 销售量, 销售人数, 客单价, 客件数, 件均价
    """,
    "拼多多 多多客服": """
        客服账号, 咨询人数, 询单人数, 最终成团人数, 询单流失人数, 询单转化率, 客服销售额（元）,
        去退销售额（元）, 人工接待人数, 需要人工回复的咨询人数, 3分钟未回复人数,
        3分钟人工回复率(8-23点), 平均人工响应时长（分钟）, 30秒应答率(8-23点), 评分≤3订单数,
        评分数, 评分≤3率, 纠纷退款数, 投诉数, 3分钟人工回复率(全天), 30秒应答率(全天)
    """,
    "抖店 飞鸽": """
        客服账号, 客服昵称, 客服在线天数, 接待会话量, 待回复会话量, 已接待人数, 转出会话量,
        有效评价数, 有效好评数, 有效差评数, 全天不满意率, 全天满意率, 全天平响时长, 全天首响时长,
        全天3分钟回复率, 工作时间平响时长, 工作时间3分钟回复率, 询单人数, 下单人数, 支付人数,
        退款人数, 客服询单支付额, 退款金额, 退款后销售额, 询单转化率
    """,
    "京东 每人数据": """
        客服, 售前接待人数, 促成下单人数, 促成下单商品金额, 平均响应时长（新）, 接待量, 30s应答率,
        客服3分钟人工回复率, 好评量, 评价量
    """,
    "English helpdesk": """
        Agent, First response time, CSAT, Tickets handled, Resolution rate, Sales, Orders,
        Conversion rate
    """,
}

# Who and when: the keys of a row, which intake reads for itself. No metric may take them.
KEYS = {"客服", "旺旺", "旺旺昵称", "客服账号", "客服昵称", "日期", "agent"}


def table_of(titles: str) -> list[str]:
    return [title.strip() for title in titles.split(",")]


def folded(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).casefold().replace("→", "->")
    return "".join(text.split())


def owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for metric in METRICS.values():
        for heading in metric.headings:
            found.setdefault(folded(heading), set()).add(metric.name)
    return found


OWNERS = owners()


def metric_of(heading: str) -> str:
    (name,) = OWNERS[folded(heading)]
    return name


def parts(metric: Metric) -> list[str]:
    names = re.findall(r"[^\s+\-*/()]+", metric.formula or "")
    return [name for name in names if not name.isdigit()]


def kind_of(heading: str) -> str | None:
    found = re.search("(人数|人次)$|(?:会话|接待|咨询|响应|回复)(量)$", heading)
    return found and (found[1] or found[2])


def test_the_catalogue_is_large_and_no_name_stands_twice_in_the_file() -> None:
    text = files("csperf.metrics").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    assert len(METRICS) > 90
    # YAML readers keep the last of two equal keys in silence.
    assert re.findall(r"^([^\s#].*):$", text, re.MULTILINE) == list(METRICS)


def test_english_ids_and_labels_are_unique() -> None:
    for names in (
        [m.english for m in METRICS.values()],
        [m.label.casefold() for m in METRICS.values()],
    ):
        assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.english)
def test_each_metric_is_complete_in_both_languages(metric: Metric) -> None:
    assert re.fullmatch(r"[^\W\d_]\w*", metric.name), "a formula could not name it"
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", metric.english)
    assert metric.better in {"higher", "lower", "neutral"}
    assert re.search(r"[\u4e00-\u9fff]", metric.zh)
    assert re.search(r"[A-Za-z]", metric.en)
    assert not re.search(r"[\u4e00-\u9fff]", metric.en + metric.label)
    assert all(isinstance(heading, str) for heading in metric.headings)


def test_every_heading_belongs_to_one_metric() -> None:
    assert {heading: names for heading, names in OWNERS.items() if len(names) > 1} == {}


def test_no_spelling_is_listed_twice() -> None:
    # The first three are name, English id and label, of which two may fold to the same.
    for metric in METRICS.values():
        given, listed = metric.headings[:3], [folded(h) for h in metric.headings[3:]]
        assert len(set(listed) - {folded(h) for h in given}) == len(listed), metric.name


def test_people_conversations_and_visits_are_never_spellings_of_each_other() -> None:
    for metric in METRICS.values():
        kinds = {kind_of(heading) for heading in metric.headings} - {None}
        assert len(kinds) <= 1, metric.name


def test_formulas_speak_of_known_metrics_and_never_in_a_circle() -> None:
    graph = {m.name: parts(m) for m in METRICS.values() if m.formula}
    assert {name for names in graph.values() for name in names} <= set(METRICS)
    assert list(TopologicalSorter(graph).static_order())


def test_units_of_formulas_make_sense() -> None:
    share, count, money = {Unit.PERCENT, Unit.RATIO}, Unit.COUNT, Unit.MONEY
    for metric in METRICS.values():
        units = [METRICS[name].unit for name in parts(metric)]
        if "/" in (metric.formula or "") and (units[0], units[-1]) != (money, count):
            assert len(set(units)) == 1, metric.name
            assert metric.unit in share, metric.name
        elif units:
            assert metric.unit is units[0], metric.name


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.english)
def test_each_metric_says_how_several_rows_become_one(metric: Metric) -> None:
    assert metric.combine in get_args(Combine)
    assert bool(metric.weight) == (metric.combine == "weighted")
    if metric.combine == "weighted":
        assert METRICS[metric.weight].combine == "sum"
        assert METRICS[metric.weight].unit is Unit.COUNT
        assert metric.unit in {Unit.SECONDS, Unit.POINTS, Unit.RATIO}
    if metric.combine == "parts":
        assert {METRICS[name].combine for name in parts(metric)} == {"sum"}
    if metric.combine == "sum":
        assert metric.unit in {Unit.COUNT, Unit.MONEY, Unit.SECONDS}
        assert "/" not in (metric.formula or "")
    if metric.unit in {Unit.PERCENT, Unit.RATIO}:
        assert metric.combine in {"parts", "weighted", "never"}


def test_nothing_that_two_rows_could_count_twice_is_added() -> None:
    doubtful = ("上班天数", "出勤天数", "销售目标", "店铺销售额", "满意率", "主管打分", "底薪")
    assert {METRICS[name].combine for name in doubtful} == {"never", "same"}


def test_the_json_that_every_run_reads_says_what_the_yaml_says() -> None:
    current = files("csperf.metrics").joinpath("catalogue.json").read_text(encoding="utf-8")
    assert current == written(), "run: python -m csperf.metrics.catalogue"


def test_a_disputed_metric_has_no_formula() -> None:
    assert METRICS["退款率"].formula is None
    assert METRICS["满意率"].formula is None


def test_each_conversion_has_its_own_denominator_or_numerator() -> None:
    formulas = [m.formula for m in METRICS.values() if m.formula]
    assert sorted(formulas) == sorted(set(formulas))


def test_the_tables_are_typed_whole() -> None:
    sizes = [len(table_of(titles)) for titles in TABLES.values()]
    assert sizes == [28, 21, 10, 15, 13, 16, 22, 9, 7, 21, 25, 10, 8]


@pytest.mark.parametrize("titles", TABLES.values(), ids=TABLES)
def test_every_column_of_a_known_export_is_a_metric_except_its_keys(titles: str) -> None:
    table = table_of(titles)
    missing = [heading for heading in table if folded(heading) not in OWNERS]
    assert {folded(heading) for heading in missing} == {folded(h) for h in table} & KEYS
    names = [metric_of(h) for h in table if h not in missing]
    # Only the duration that Chitu writes twice, as text and in seconds, may meet itself.
    doubled = [h for h in table if h.endswith("(秒)") and h.removesuffix("(秒)") in table]
    assert len(set(names)) == len(names) - len(doubled)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("询单->最终付款成功率", "询单转化率"),
        ("Conversion rate", "询单转化率"),
        ("询单→次日付款成功率", "次日付款转化率"),
        ("支付率", "下单付款成功率"),
        ("订单量", "订单数"),
        ("AOV", "笔单价"),
        ("出勤", "出勤天数"),
        ("平均接待时长(秒)", "平均接待时长"),
        ("CSAT", "满意率"),
        ("有效投诉数", "有效投诉"),
        ("投诉数", "投诉数"),
        ("主管评分", "主管打分"),
        ("first_response_time", "首次响应时间"),
    ],
)
def test_a_heading_means_this_metric(heading: str, name: str) -> None:
    assert metric_of(heading) == name


def test_roster_facts_are_there_with_their_units() -> None:
    facts = ("级别", "组", "班次", "岗位", "底薪", "出勤天数", "应出勤天数", "主管打分", "调整金额")
    assert [METRICS[fact].unit.value for fact in facts] == [
        *("text", "text", "text", "text", "money", "days", "days", "points", "money")
    ]
    assert "姓名" not in OWNERS


def test_find_takes_either_name_and_nothing_else() -> None:
    assert find("询单转化率") is find("final_conversion") is METRICS["询单转化率"]
    assert find("Conversion rate") is None


def test_search_folds_case_and_width_and_wants_every_word() -> None:
    assert METRICS["满意率"] in search("ｃｓａｔ")
    assert METRICS["询单转化率"] in search("转化")
    assert METRICS["首次响应时间"] in search("first Response")
    assert METRICS["平均响应时间"] not in search("first response")
    assert search("无此指标") == []


def test_reading_the_catalogue_loads_no_large_library() -> None:
    code = (
        "import sys; from csperf.metrics.catalogue import catalogue; catalogue(); "
        "print(sorted({'polars', 'openpyxl', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[1]
    shown = subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True)
    assert shown.strip() == "[]"
