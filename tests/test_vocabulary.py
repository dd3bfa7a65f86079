"""Every key and choice has one Chinese word, and plans in both languages mean the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from csperf.errors import CsperfError, Keys, Problem
from csperf.output.verdict import verdict_text
from csperf.payroll import Request, calculate
from csperf.plan.fields import Model, near_key
from csperf.plan.formatting import formatted
from csperf.plan.model import PlanFile
from csperf.plan.read import Plan, plan_of, read_plan
from csperf.plan.vocabulary import Part, chinese_keys, every_part
from csperf.texts import messages, tell
from csperf.texts.vocabulary import CHOICES, EXCEPTIONS, KEYS, MEANT, in_chinese
from csperf.validation import validate_plan
from csperf.yaml_text import Table

ROOT = Path(__file__).parent.parent
WORDS_FILE = "csperf/texts/vocabulary.py"
PARTS = list(every_part(PlanFile))
MODELS = sorted({model for part in PARTS for model in part.models}, key=lambda one: one.__name__)
PLURAL = {  # Chinese has no plural: these share a word, and never stand in one part
    *("metrics", "metric", "weights", "weight", "grades", "grade", "indicators", "indicator"),
    *(
        "rates",
        "rate",
        "amounts",
        "amount",
        "factors",
        "factor",
        "seasons",
        "season",
        "rounding",
        "round",
    ),
    "money",  # what is rounded, and the amount of an override: 金额
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_every_key_has_a_chinese_word(model: type[Model]) -> None:
    missing = sorted(set(model.keys()) - KEYS.keys())
    assert not missing, f"{model.__name__}: give {missing} a Chinese word in KEYS of {WORDS_FILE}"


def test_every_choice_has_a_chinese_word() -> None:
    missing = sorted({word for part in PARTS for word in part.words} - CHOICES.keys())
    assert not missing, f"give {missing} a Chinese word in CHOICES of {WORDS_FILE}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_no_part_has_two_keys_with_one_word(model: type[Model]) -> None:
    assert len(chinese_keys(model)) == len(model.keys()), dict(chinese_keys(model))


def test_one_word_at_one_place_means_one_thing() -> None:
    """Where several kinds of part may stand, a word is the same key in all of them."""
    for part in PARTS:
        pairs = {pair for model in part.models for pair in chinese_keys(model).items()}
        names = [model.__name__ for model in part.models]
        assert len({word for word, _ in pairs}) == len({key for _, key in pairs}) == len(pairs), (
            names
        )
        assert len({CHOICES[word] for word in part.words}) == len(set(part.words)), part.words


def test_a_chinese_word_stands_for_one_english_word_but_for_plurals() -> None:
    shared: dict[str, set[str]] = {}
    for key, word in KEYS.items():
        shared.setdefault(word, set()).add(key)
    assert {key for keys in shared.values() if len(keys) > 1 for key in keys} == PLURAL


def test_words_of_the_two_languages_are_never_mixed_up() -> None:
    assert not (KEYS.keys() - {"csperf"}) & set(KEYS.values())
    assert not CHOICES.keys() & set(CHOICES.values())
    assert set(MEANT.values()) <= KEYS.keys()
    assert EXCEPTIONS.keys() <= KEYS.keys()


def test_plan_text_in_messages_is_marked() -> None:
    """A key in a message stands between backticks, so that it can be told in Chinese."""
    words = (KEYS.keys() | CHOICES.keys()) - {"csperf"}
    beside = ("cli", "dialect", "inspection", "intake", "output", "days", "files", "records")
    other = messages(*beside, "project")  # its keys are those of csperf.toml
    told_of_plans = {
        id_: text
        for id_, text in messages().items()
        if id_ not in other
        and not id_.startswith(("help.", "whatif-", "overview-"))  # the command line's own words
    }
    unmarked = {
        id_: word
        for id_, message in told_of_plans.items()
        for text in (message.zh, message.zh_hint)
        for part in text.split("`")[::2]
        for word in re.findall(r"(?<![\w.{\-])[a-z_]+(?![\w\-}])", part, re.ASCII)
        if word in words and "csperf " not in part
    }
    assert not unmarked, "put these words between backticks, in both languages"


def test_marks_of_plan_text_are_closed() -> None:
    for id_, message in messages().items():
        assert all(text.count("`") % 2 == 0 for text in message), id_


def test_a_suggestion_goes_by_the_meaning_of_a_word() -> None:
    row = ["at_least", "over", "at_most", "under", "points", "otherwise"]
    assert near_key("不低于", row) == "at_least"  # by its looks it would be 低于
    assert near_key("少于", row) == "under"
    assert near_key("得分", row) == "points"
    assert near_key("否则", row) == "otherwise"
    assert near_key("otherwize", row) == "otherwise"
    assert not near_key("颜色", row)


def test_names_in_plan_text_stay() -> None:
    assert in_chinese("limits: {应发合计: {at_least: 0, at_most: 9}}") == (
        "限额: {应发合计: {不低于: 0, 不超过: 9}}"
    )
    assert in_chinese("from、over") == "从、超过"
    assert in_chinese("share, all_full") == "平分, 各得全额"
    assert in_chinese("ties: share") == "并列: 平分"
    assert in_chinese("split: {share: 分配比例}") == "分法: {分配比例: 分配比例}"


CHINESE = """\
csperf: 1
方案: 售前方案
版本: "2026-10"
开始日期: 2026-10-01
指标:
  提成: {公式: 净销售额 * 1, 单位: 金额}
考核项:
  权重: {权重: 60%, 指标: 客单价, 对比: 团队平均, 区间: [{达到: 100%, 分值: 100}, {否则: 50}]}
  区间: {权重: 40%, 指标: 主管打分, 分值: 原值}
得分: {合并: 加权平均, 缺数据: 停下}
等级:
  - {达到: 90, 等级: 甲}
  - {否则: 乙}
薪资:
  底薪: {底薪: {按: 等级, 金额: {甲: 3000, 乙: 2500}}, 不低于: 100}
  奖金: {提成: {基数: 提成, 方式: 分段, 阶梯: [{从: 0, 比例: 1%}, {从: 5000, 比例: 2%}]}}
  达到: {奖金: {按: 得分, 区间: [{达到: 80, 发放: 500}, {否则: 0}]}}
门槛:
  原文:
    条件: {任一: [{主管打分: {低于: 60}}, {不满足: {客单价: {达到: 1}}}]}
    取消: [奖金, 达到]
    原文: 打分太低
"""


def plan_from(text: str) -> Plan:
    plan, problems = plan_of(text, "方案.yaml")
    assert plan is not None, [tell(one, "zh") for one in problems]
    return plan


def test_names_may_be_words_of_the_language() -> None:
    rules = plan_from(CHINESE).rules
    assert list(rules.indicators) == ["权重", "区间"]
    assert list(rules.pay) == ["底薪", "奖金", "达到"]
    assert list(rules.gates) == ["原文"]
    assert [str(line) for line in rules.gates["原文"].cancel] == ["奖金", "达到"]  # type: ignore[index]


def test_a_plan_in_chinese_pays(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "月.csv").write_text(
        "客服,客单价,主管打分,净销售额\n小美,120,90,10000\n小王,80,50,1000\n", encoding="utf-8"
    )
    run = calculate(Request(str(tmp_path / "方案.yaml"), (str(tmp_path / "月.csv"),)))
    # 小美: 120 / 100 = 120%, 100 points x 60% + 90 x 40% = 96, grade 甲; 50 + 5000 x 2% = 150
    # 小王: 80%, 50 x 60% + 50 x 40% = 50, grade 乙; the gate takes 奖金 and 达到
    assert [str(value) for value in run.sheet.cells["score"]] == ["96.00", "50.00"]
    assert [str(value) for value in run.sheet.cells["底薪"]] == ["3000.00", "2500.00"]
    assert [str(value) for value in run.sheet.cells["奖金"]] == ["150.00", "0"]
    assert [str(value) for value in run.sheet.cells["total"]] == ["3650.00", "2500.00"]


def problems_of(text: str) -> list[Problem]:
    return plan_of(text, "方案.yaml")[1]


@pytest.mark.parametrize(
    ("wrong", "instead", "told"),
    [
        ("  权重: {权重", "  权重: {weight", "请写“权重”"),
        ("权重: 60%", "权中: 60%", "是不是想写“权重”"),
        ("{否则: 50}", "{其他: 50}", "是不是想写“否则”"),
        ("方式: 分段", "方式: 累进", "可选：分段（分段累进）、全额"),
    ],
)
def test_a_chinese_plan_is_told_its_faults_in_chinese(wrong: str, instead: str, told: str) -> None:
    assert CHINESE.count(wrong) == 1
    found = problems_of(CHINESE.replace(wrong, instead))
    lines = [tell(one, "zh") for one in found]
    assert any(told in line for line in lines), lines


def test_an_english_plan_with_a_chinese_key() -> None:
    text = "csperf: 1\nplan: p\nversion: 1\npay:\n  底薪: {底薪: {fixed: 3000}}\n"
    (found,) = problems_of(text)
    assert (found.id, found.place.line) == ("key-in-other-language-en", 5)
    assert found.facts == {"key": "底薪", "instead": "base"}


def test_problems_of_a_run_are_told_in_the_plans_words(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "月.csv").write_text("客服,客单价\n小美,120\n", encoding="utf-8")
    with pytest.raises(CsperfError) as error:
        calculate(Request(str(tmp_path / "方案.yaml"), (str(tmp_path / "月.csv"),)))
    assert {found.keys for found in error.value.problems} == {"zh"}


def languages_of(*files: Path) -> set[Keys]:
    plans = [read_plan(str(file))[0] for file in files]
    return {plan.keys for plan in plans if plan is not None}


def test_one_ready_plan_is_in_chinese_keys() -> None:
    chinese = ROOT / "plans" / "presale_chinese.yaml"
    assert languages_of(chinese) == {"zh"}
    assert languages_of(*set((ROOT / "plans").glob("*.yaml")) - {chinese}) == {"en"}


def test_validate_speaks_the_plans_words(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(CHINESE.replace("60%", "50%"), encoding="utf-8")
    (found,) = validate_plan(str(tmp_path / "方案.yaml"), "zh").problems
    assert "得分: {权重: 折算}" in tell(found, "zh")


def test_a_place_knows_what_may_stand_there() -> None:
    assert Part(models=[PlanFile]).at("grades").item().keys(Table())["等级"] == "grade"


def test_the_page_of_a_chinese_plan_has_its_words(tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(CHINESE, encoding="utf-8")
    text = verdict_text(validate_plan(str(tmp_path / "方案.yaml"), "zh"), "zh")
    assert "（缺数据: 停下）" in text
    assert "missing" not in text


def test_the_examples_of_the_two_readmes_are_one_plan() -> None:
    english, chinese = (
        re.sub(r" +#.*", "", re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0])
        for text in ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))
    )
    head = "csperf: 1\nplan: p\nversion: 1\n"
    assert formatted(head + english, "p", "zh") == formatted(
        "csperf: 1\n方案: p\n版本: 1\n" + chinese, "p"
    )
