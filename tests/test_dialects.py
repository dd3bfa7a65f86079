"""Dialects: each file is sound, each table is known again, and nothing else is taken for it.

`CSPERF_UPDATE=1 pytest tests/test_dialects.py` records what is said about `bad_dialects` anew;
read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.intake.dialect import (
    Dialect,
    Layout,
    Meaning,
    dialect_of,
    dialects,
    read_dialect,
    read_dialects,
    recognise,
    written,
)
from csperf.metrics.catalogue import catalogue
from csperf.patterns import pattern_of
from csperf.texts import Lang, tell

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "csperf" / "intake" / "dialects").glob("*.yaml"))
BAD = sorted((Path(__file__).parent / "bad_dialects").glob("*.yaml"))
BUILT_IN = tuple(layout for dialect in dialects() for layout in dialect.layouts)
OWN = """dialect: our_tool
platform: taobao
tables:
  客服月报:
    agent: 客服
    columns: {成交额: 销售额, 等待: {metric: 平均响应时间, unit: s, weight: 接待人数}}
    ignored: 备注
"""

# Header rows of real exports, letter by letter, and the table that each belongs to.
TABLES = {
    "chitu 售前明细": """
        客服, 接待人数, 询单人数, 询单->最终付款人数, 询单->最终付款成功率, 客件数, 客单价,
        邮费总额, 手工折扣率, 客服回复率, 平均响应时间, 首次响应时间, 平均接待时长,
        平均接待时长(秒), 静默下单本人落实付款-人数, 静默下单本人落实付款-金额, 销售额,
        客服答问比, 慢响应人数, 询单->最终下单人数, 下单->最终付款成功率, 全静默单本人跟进-人数,
        询单->次日付款人数, 询单->次日付款成功率, 协助跟进人数, 协助下单人数, 转出人数, 退款率
    """,
    "chitu 遵时率": """
        客服, 旺旺, 上班天数, 平均上线时间, 平均最后在线时间, 最早上线, 最晚在线, 总登录次数,
        日均登录次数, 在线总时长, 在线总时长(秒), 平均日在线时长, 平均日在线时长(秒)
    """,
    "chitu 分时接待": "日期," + ",".join(map(str, range(24))) + ",全天",
    "chitu 分时接待（旧版）": "日期," + ",".join(f"{hour}点" for hour in range(24)) + ",全天",
    "chitu 接待明细": "日期, 开始时间, 结束时间, 买家旺旺, 客服旺旺, 接待类型, 接待发起, 状态",
    "qianniu 客服绩效": """
        旺旺昵称, 询单最终付款人数, 询单人数, 询单最终付款转化率, 首次响应时长（秒),
        平均响应时长（秒), 客户满意率, 旺旺回复率, 询单最终付款金额, 成功退款金额
    """,
    "qianniu 自制报表": """
        日期, 旺旺昵称, 旺旺分组, 有效接待人数, 当日询单人数, 销售人数, 净销售额, 客单价,
        询单流失人数, 首次响应时长（秒), 平均响应时长（秒), 淘宝答问比, 客户满意率, 销售额,
        询单最终付款转化率
    """,
    "qianniu 咨询接待分析": """
        日期, 咨询人数, 接待人数, 未回复人数, 有效接待人数, 平均响应时长, 3分钟人工响应率,
        咨询客服人次, 客服回复人次, 客服未回复人次, 旺旺回复率, 首次响应时长, 慢响应人数
    """,
    "qianniu 业绩询单": """
        日期, 询单人数, 当日询单人数, 当日付款人数, 当日付款金额, 最终付款人数, 最终付款金额,
        询单当日付款转化率, 询单最终付款转化率
    """,
    "qianniu 客单价分析": "日期, 销售额, 销售量, 销售人数, 客单价, 客件数, 件均价",
    "qianniu 接待评价（店铺）": """
        日期, 接待人数, 总发出, 总收到, 总很满意, 总满意, 总一般, 总不满, 总很不满, 总发送率,
        总返回率, 总满意率, 总服务度, 邀请发出, 邀请收到, 邀请满意率, 自主收到, 自主满意率
    """,
    "qianniu 订单报表": """
        订单编号, 买家会员名, 买家支付宝账号, 买家应付货款, 买家应付邮费, 总金额, 订单状态,
        "收货地址 ", "联系电话 ", 订单创建时间, "订单付款时间 ", "宝贝标题 ", 店铺名称
    """,
    "qianniu 退款单": "订单编号, 退款编号, 商品id, 宝贝标题, 退款总额, 退款状态, 退款完结时间",
    "chitu_jd 客服绩效": """
        客服, 咨询人数, 接待人数, 询单人数, 首次平均响应(s), 平均响应(s), 销售额, 销售量, 销售人数,
        销售订单数, 个人销售额占比, 询单→付款转化率, 销售客单价（元/人）, 出库金额, 出库件数,
        出库人数, 出库订单数, 本人落实下单付款-件数, "静默下单本人落实付款-金额 "
    """,
    "jd 每人数据": """
        客服, 售前接待人数, 促成下单人数, 促成下单商品金额, 平均响应时长（新）, 接待量, 30s应答率,
        客服3分钟人工回复率, 好评量, 评价量
    """,
    "jd 工作量": "日期, 客服, 接待量, 首次平均响应时间, 平均响应时间, 30s应答率",
    "jd 销售": "日期, 客服, 促成下单商品金额, 促成下单人数, 售前接待人数",
    "jd 客服评价": "日期, UID, 技能组, 好评量, 差评量, 客服总消息数, 客户总消息数",
    "jd 促成订单": """
        咨询时间, 下单时间, 商品编号, 商品名称, 客服, 客户, 所属订单编号, 商品单价(?), 购买数量,
        订单状态
    """,
    "jd_vendor 服务工作量": """
        日期, 客服, 值班客服数, 登录时长, 接待时长, UPV, 咨询量, 接待量, 接通率, 应答率, 30s应答率,
        满意率, 邀评率, 平均回复消息数, 超时回复量, 平均会话时长(分), 解决率
    """,
    "pdd 客服数据": """
        客服账号, 咨询人数, 询单人数, 最终成团人数, 询单流失人数, 询单转化率, 客服销售额（元）,
        去退销售额（元）, 人工接待人数, 需要人工回复的咨询人数, 3分钟未回复人数,
        3分钟人工回复率(8-23点), 平均人工响应时长（分钟）, 30秒应答率(8-23点), 评分≤3订单数,
        评分数, 评分≤3率, 纠纷退款数, 投诉数, 3分钟人工回复率(全天), 30秒应答率(全天)
    """,
    "pdd 店铺数据": """
        日期, 咨询人数, 询单人数, 最终成团人数, 询单流失人数, 询单转化率, 客服可提升销售额（元）
    """,
    "pdd 订单": "商品, 订单号, 订单状态, 商品总价(元), 邮费(元), 用户实付金额(元), 商家备注",
    "douyin 客服表现": """
        客服账号, 客服昵称, 客服在线天数, 接待会话量, 待回复会话量, 已接待人数, 转出会话量,
        有效评价数, 有效好评数, 有效差评数, 全天不满意率, 全天满意率, 全天平响时长, 全天首响时长,
        全天3分钟回复率, 工作时间平响时长, 工作时间3分钟回复率, 询单人数, 下单人数, 支付人数,
        退款人数, 客服询单支付额, 退款金额, 退款后销售额, 询单转化率
    """,
    "kuaishou 考核数据": """
        客服, 三分钟回复率（人维度）, 三分钟回复率（会话）, 不服务率, 咨询人数, 咨询人次,
        人工会话量, 人工平均回复时长, 询单人数, 下单人数, 支付人数, 询单转化率, 询单客单价,
        客服销售额
    """,
    "shopify orders_export": """
        Name, Email, Financial Status, Paid at, Fulfillment Status, Fulfilled at, Currency,
        Subtotal, Shipping, Taxes, Total, Created at, Lineitem quantity, Employee, Tags
    """,
    "helpdesk_en agents": """
        Agent, tickets-closed, first-response-time, resolution-time, messages-sent
    """,
    "jushuitan 原始数据": "线上订单号, 内部订单号, 店铺, 订单状态, 订单日期, 产品分类, 成本价",
}
NO_PLATFORMS = {
    "names of the catalogue": "客服, 销售额, 询单人数, 接待人数, 询单转化率",
    "what every platform has": "客服, 咨询人数, 接待人数, 询单人数, 退款金额",
    "names of metrics that several have": "客服, 客单价, 客件数, 接待人数, 销售额, 退款金额",
    "two headings": "客服账号, 最终成团人数",
    "a row of figures": "阿刚, 5, 3, 12, 7, 20",
    "platform words among strange ones": "客服账号, 最终成团人数, 评分数, 甲, 乙, 丙, 丁, 戊",
    "agents under another name": "姓名, 最终成团人数, 评分数, 询单转化率",
    "nothing": ", ,",
}


def row_of(titles: str) -> list[str]:
    return [title.strip("\n").lstrip().strip('"') for title in titles.split(",")]


def layout_of(name: str) -> Layout:
    dialect, _, table = name.partition(" ")
    return next(one for one in BUILT_IN if (one.dialect, one.name) == (dialect, table))


def own(text: str = OWN) -> Layout:
    dialect, problems = dialect_of(text, "our.yaml")
    assert dialect is not None, problems
    return dialect.layouts[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_each_file_is_sound_and_named_as_its_dialect(file: Path) -> None:
    dialect, problems = read_dialect(str(file))
    assert problems == []
    assert dialect is not None
    assert dialect.name == file.stem
    assert dialect.file == str(file)


def test_the_json_that_every_run_reads_says_what_the_files_say() -> None:
    current = (ROOT / "csperf" / "intake" / "dialects.json").read_text(encoding="utf-8")
    assert current == written(), "run: python -m csperf.intake.dialect"


def test_what_is_read_from_the_json_is_what_the_files_mean() -> None:
    for known in dialects():
        read, _ = read_dialect(str(next(file for file in FILES if file.stem == known.name)))
        assert read is not None
        layouts = tuple(replace(layout, own=False) for layout in read.layouts)
        assert known == replace(read, layouts=layouts, file="")


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda one: f"{one.dialect} {one.name}")
def test_each_layout_speaks_of_metrics_that_exist(layout: Layout) -> None:
    for meaning in layout.columns.values():
        assert meaning.metric is None or meaning.metric in catalogue()
        assert not meaning.weight or catalogue()[meaning.weight].combine == "sum"
        weighted = meaning.metric and catalogue()[meaning.metric].combine == "weighted"
        assert weighted or not meaning.weight
    assert bool(layout.agents) or layout.level != "agent"
    assert re.search("[\u4e00-\u9fff]", layout.zh)
    assert not re.search("[\u4e00-\u9fff]", layout.en)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_known_again(name: str) -> None:
    assert recognise(row_of(TABLES[name]), BUILT_IN) is layout_of(name)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_known_in_other_brackets_and_with_blanks(name: str) -> None:
    wide = str.maketrans("()（）", "（）()")
    headings = [f" {title.translate(wide)}　" for title in row_of(TABLES[name])]
    assert recognise([*headings, "", ""], BUILT_IN) is layout_of(name)


@pytest.mark.parametrize("layout", BUILT_IN, ids=lambda one: f"{one.dialect} {one.name}")
def test_a_layout_knows_itself(layout: Layout) -> None:
    assert recognise(layout.headings, BUILT_IN) is layout


@pytest.mark.parametrize("titles", NO_PLATFORMS.values(), ids=NO_PLATFORMS)
def test_what_no_platform_wrote_is_given_to_none(titles: str) -> None:
    assert recognise(row_of(titles), BUILT_IN) is None


def test_headings_that_two_platforms_share_belong_to_neither() -> None:
    columns = {"询单人数": Meaning("询单人数"), "转化": Meaning("询单转化率")}
    first = Layout("a", "a", "客服", agents=("客服",), columns=columns)
    assert recognise(["客服", "询单人数", "转化"], [first]) is first
    assert recognise(["客服", "询单人数", "转化"], [first, replace(first, platform="b")]) is None


def test_tables_of_one_platform_that_differ_in_meaning_are_not_guessed() -> None:
    columns = {"询单人数": Meaning("询单人数"), "转化": Meaning("询单转化率")}
    first = Layout("a", "a", "客服", agents=("客服",), columns=columns)
    other = replace(first, columns=columns | {"转化": Meaning("次日付款转化率")})
    larger = replace(first, columns=columns | {"满意": Meaning("满意数")})
    row = ["客服", "询单人数", "转化"]
    assert recognise(row, [first, other]) is None
    assert recognise(row, [larger, first]) is first


def test_a_users_layout_goes_before_all_others() -> None:
    row = row_of(TABLES["chitu 售前明细"])
    mine = own(OWN.replace("成交额", "客件数"))
    assert recognise(row, [*BUILT_IN, mine]) is mine
    assert recognise(["客服", "成交额"], [*BUILT_IN, own()]) == own()
    assert recognise(["成交额", "等待"], [*BUILT_IN, own()]) is None
    assert recognise(["客服", "别的"], [*BUILT_IN, own()]) is None


def test_a_users_table_of_no_agents_needs_three_of_its_columns() -> None:
    shop = own(
        "dialect: s\n"
        "tables: {店铺: {level: shop, columns: {访客: 咨询人数, 额: 销售额}, ignored: 甲}}"
    )
    assert recognise(["访客", "额", "甲"], [shop]) is shop
    assert recognise(["访客", "额"], [shop]) is None


def test_one_name_has_the_formula_of_its_platform() -> None:
    named = {
        "qianniu 客服绩效": ("询单最终付款转化率", "最终付款人数 / 询单人数"),
        "pdd 客服数据": ("询单转化率", "最终成团人数 / 询单人数"),
        "douyin 客服表现": ("询单转化率", "支付人数 / 询单人数"),
        "kuaishou 考核数据": ("询单转化率", None),
    }
    for table, (heading, formula) in named.items():
        meaning = layout_of(table).meaning(heading)
        assert meaning is not None
        assert meaning.metric is not None
        assert catalogue()[meaning.metric].formula == formula


def test_a_heading_is_found_in_any_spelling() -> None:
    layout = layout_of("pdd 客服数据")
    assert layout.meaning("平均人工响应时长(分钟) ") == Meaning("平均人工响应时长")
    assert layout.meaning("平均人工响应时长") == Meaning("平均人工响应时长")
    assert layout.meaning("客服可提升销售额(元)") == Meaning(None)
    assert layout.meaning("转化") is None


def test_the_date_in_a_file_name_is_taken_only_where_it_is_one_day() -> None:
    pattern = layout_of("qianniu 客服绩效").file
    assert pattern is not None
    found = pattern.search("旗舰店_客服绩效_20260501 (1).xlsx")
    assert found is not None
    assert found["day"] == "20260501"
    assert pattern.search("客服绩效20260501-20260531.xlsx") is None
    assert pattern.search("客服绩效2026050.xlsx") is None


def test_what_the_system_adds_to_a_nick_is_known() -> None:
    nicks = layout_of("jd 促成订单").nicks
    text = "旗舰店--小美（推算）"
    for pattern in nicks:
        text = pattern.sub("", text)
    assert text == "小美"


def test_a_users_file_may_be_short() -> None:
    dialect, problems = dialect_of(OWN, "our.yaml")
    assert problems == []
    assert dialect == Dialect("our_tool", "our_tool", "our_tool", "taobao", (own(),), "our.yaml")
    assert own().columns == {
        "成交额": Meaning("销售额"),
        "等待": Meaning("平均响应时间", "秒", "接待人数"),
        "备注": Meaning(None),
    }
    shorter = (
        "dialect: x\nsays: 自家\ntables: {表: {agent: 客服, header: 3, columns: {销售额: {}}}}\n"
    )
    dialect, problems = dialect_of(shorter, "x.yaml")
    assert problems == []
    assert dialect is not None
    assert (dialect.zh, dialect.platform, dialect.layouts[0].header) == ("自家", "x", 3)


def test_a_metric_may_be_one_that_only_the_plan_has() -> None:
    text = OWN.replace("销售额", "好物指数")
    assert dialect_of(text, "our.yaml", ["好物指数"])[1] == []
    assert [fault.id for fault in dialect_of(text, "our.yaml")[1]] == ["dialect-metric-unknown"]
    blank = "dialect: x\ntables: {表: {agent: 客服, columns: {好物指数: {}}}}\n"
    assert dialect_of(blank, "x.yaml", ["好物指数"])[1] == []


def test_a_file_that_is_not_there_is_told() -> None:
    dialect, (fault,) = read_dialect("nowhere.yaml")
    assert dialect is None
    assert fault.id == "file-missing"


def test_a_user_names_dialects_by_name_or_by_file(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(OWN, encoding="utf-8")
    found, problems = read_dialects(["pdd", str(mine)])
    assert problems == []
    assert [dialect.name for dialect in found] == ["pdd", "our_tool"]
    assert all(layout.own for dialect in found for layout in dialect.layouts)


def test_a_dialect_that_does_not_exist_is_told_with_those_that_do() -> None:
    found, (fault,) = read_dialects(["pdb"])
    assert found == ()
    assert fault.id == "dialect-unknown"
    assert tell(fault, "zh") == (
        "没有叫“pdb”的平台格式；有：chitu、chitu_jd、douyin、helpdesk_en、jd、jd_vendor、jushuitan、"
        "kuaishou、pdd、qianniu、shopify，也可以给自己写的 .yaml 文件。是不是想写“pdd”？"
    )


def test_a_faulty_file_of_csperfs_own_stops_the_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dialects").mkdir()
    (tmp_path / "dialects" / "x.yaml").write_text("dialect: x\n", encoding="utf-8")
    monkeypatch.setattr("csperf.intake.dialect.__file__", str(tmp_path / "dialect.py"))
    with pytest.raises(CsperfError, match="dialect-missing-key"):
        written()


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+",
        "(a|b)*",
        "(?:a{2,9}){2,}",
        ".*.*.*",
        "x" * 201,
        "((a*)b)*",
        "(?P<x>a+){3}",
        "(?i)(a+)*",
    ],
)
def test_an_expression_that_could_run_for_ever_is_refused(text: str) -> None:
    assert pattern_of(text) == (None, "")


@pytest.mark.parametrize(
    "text",
    [r"[（(]推算[)）]$", "^[^-]+--", r"(\d{4}){2}", r"\(a+\)+", "(?:a|b)?", "[+*]+x*", "a++"],
)
def test_an_ordinary_expression_is_taken(text: str) -> None:
    pattern, reason = pattern_of(text)
    assert pattern is not None
    assert reason == ""


@pytest.mark.parametrize("text", ["(a", "a**", "[[a]", "a{99999999999999}", "*", r"\q"])
def test_what_is_no_expression_is_told_with_its_reason(text: str) -> None:
    pattern, reason = pattern_of(text)
    assert pattern is None
    assert reason


def told(file: Path, lang: Lang) -> str:
    _, problems = read_dialect(file.name)
    return "".join(f"[{fault.id}] {tell(fault, lang)}\n" for fault in problems)


@pytest.mark.parametrize("file", BAD, ids=lambda file: str(file.stem))
def test_the_fault_is_told_in_these_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    said = f"{told(file, 'zh')}\n{told(file, 'en')}"
    expected = file.with_suffix(".expected")
    if os.environ.get("CSPERF_UPDATE"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said.strip(), "this dialect is not bad"
    assert said == expected.read_text(encoding="utf-8")
