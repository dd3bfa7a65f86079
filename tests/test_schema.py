"""The schema that editors read and the reference that people read: both are the models' own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from csperf.metrics.catalogue import catalogue
from csperf.plan import reference, schema
from csperf.plan.definitions import definitions
from csperf.plan.formatting import formatted
from csperf.plan.lower import lower
from csperf.plan.read import plan_of

ROOT = Path(__file__).parents[1]
CHINESE = ROOT / "plans" / "presale_chinese.yaml"  # its keys are not those of this schema
PLANS = [
    "examples/plan.yaml",
    *(f"plans/{plan.name}" for plan in ROOT.glob("plans/*.yaml") if plan != CHINESE),
]
README = reference.FILE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
HEAD = "csperf: 1\nplan: 试\nversion: 1\n"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    shipped = json.loads(schema.FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(shipped)
    return Draft202012Validator(shipped)


class Editor(yaml.SafeLoader):
    """Reads as editors do, by YAML 1.2, which has no dates."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(validator: Draft202012Validator, text: str, *, typed: bool = True) -> list[str]:
    """What an editor underlines; `typed` reads 35 as a number, as editors do."""
    plan = yaml.load(text, Loader=Editor if typed else yaml.BaseLoader)  # noqa: S506
    return [str(error.json_path) for error in validator.iter_errors(plan)]


def test_the_shipped_schema_is_current() -> None:
    assert schema.FILE.read_text(encoding="utf-8") == schema.schema_text(schema.plan_schema())
    chinese = schema.schema_text(schema.chinese_schema())
    assert schema.CHINESE_FILE.read_text(encoding="utf-8") == chinese


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_in_chinese_keys_has_its_own_schema(plan: str) -> None:
    validator = Draft202012Validator(json.loads(schema.CHINESE_FILE.read_text(encoding="utf-8")))
    english = (ROOT / plan).read_text(encoding="utf-8")
    chinese, problems = formatted(english, plan, "zh")
    assert not problems
    assert faults(validator, chinese, typed=False) == []
    assert faults(validator, english, typed=False) == ["$", "$", "$"]  # 方案 and 版本, other keys
    assert faults(validator, f"{chinese}薪姿: {{}}\n", typed=False) == ["$"]


def test_the_reference_is_current() -> None:
    assert reference.with_tables(README) == README


def test_the_reference_tells_of_every_model() -> None:
    assert reference.told(README) == {*reference.models(), "Indicator", "PayLine"}


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("plan", PLANS)
def test_plans_that_csperf_takes_satisfy_the_schema(
    validator: Draft202012Validator,
    plan: str,
    typed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert faults(validator, (ROOT / plan).read_text(encoding="utf-8"), typed=typed) == []


@pytest.mark.parametrize(
    ("part", "at"),
    [
        ("rol: presale", "$"),
        ("indicators: {退款率: {weight: 0.35, points: as_is}}", "$.indicators['退款率']"),
        ("indicators: {退款率: {weight: 35%}}", "$.indicators['退款率']"),
        ("score: {missing: ignore}", "$.score.missing"),
        ("grades: [{from: 80, to: 90, grade: B}, {otherwise: C}]", "$.grades"),
        ("pay: {底薪: {base: {fixed: three}}}", "$.pay['底薪']"),
        ("gates: {门槛: {cancel: [底薪]}}", "$.gates['门槛']"),
        ("from: 1.10.2026", "$.from"),
    ],
)
def test_what_csperf_refuses_is_underlined(
    validator: Draft202012Validator, part: str, at: str
) -> None:
    assert faults(validator, f"{HEAD}{part}\n") == [at]


@pytest.mark.parametrize(
    "part",
    [
        "metrics: {出错率: {column: 出错率, unit: percent}}",
        "metrics: {出错率: {column: [出错率, 差错率], unit: percent}}",
        "pay: {底薪: {base: {fixed: 3000}, prorate: 出勤}}",
        "pay: {底薪: {base: {fixed: 3000}, prorate: {days: 上班天数, of: 应出勤天数}}}",
        "indicators: {客单价: {relative_to: {target: 120}, bands: [{otherwise: 60}]}}",
    ],
)
def test_what_may_be_written_in_two_ways(validator: Draft202012Validator, part: str) -> None:
    assert faults(validator, f"{HEAD}{part}\n") == []


def test_keys_say_what_they_mean_in_both_languages() -> None:
    silent = [
        f"{model}.{key}"
        for model, part in reference.models().items()
        for key, field in part["properties"].items()
        if " / " not in field.get("description", "") and "）/ " not in field.get("description", "")
    ]
    assert silent == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_reference_is_a_sound_plan(
    validator: Draft202012Validator, example: str
) -> None:
    whole: dict[str, Any] = yaml.load(example, Loader=yaml.BaseLoader)  # noqa: S506 - all text
    text = example if "csperf" in whole else HEAD + example
    if "indicators" not in whole:
        text += "indicators: {主管打分: {weight: 100%, points: as_is}}\n"
    assert faults(validator, text) == []
    plan, problems = plan_of(text, "README.md")
    assert plan is not None, problems
    known, found = definitions(plan, catalogue())
    assert not problems + found + lower(plan, known)[1]
