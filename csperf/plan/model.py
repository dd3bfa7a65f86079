"""The whole plan file as Pydantic models: what may be written where."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic_core import PydanticCustomError

from csperf.plan.attribution import AttributionRules
from csperf.plan.conditions import Conditions
from csperf.plan.dates import Date
from csperf.plan.fields import (
    Bound,
    Headings,
    Limits,
    Model,
    Money,
    Name,
    Percent,
    Read,
    StepSize,
    Text,
    a_step,
    goes_with,
    some_of,
)
from csperf.plan.grades import AnyGrades
from csperf.plan.indicators import AnyIndicator
from csperf.plan.law import Law
from csperf.plan.overrides import AnyOverride
from csperf.plan.pay import AnyPayLine
from csperf.plan.promotion import Promotion
from csperf.plan.rows import TableRule
from csperf.plan.seasons import AnySeason
from csperf.plan.selling import SellingRules
from csperf.plan.service import ServiceRules
from csperf.yaml_text import Written


def _language_version(raw: object) -> Written:
    if isinstance(raw, Written) and raw == "1":
        return raw
    raise PydanticCustomError("plan-language", "version")


class Rounding(Model):
    """To what money and scores are rounded."""

    money: StepSize | None = Field(
        None, description="金额取整到，默认 0.01 / money to, default 0.01"
    )
    score: StepSize | None = Field(
        None, description="得分取整到，默认 0.01 / scores to, default 0.01"
    )
    mode: Literal["half_up", "half_even", "up", "down"] = Field(
        "half_up", description="四舍五入 half_up（默认）/ which way halves go"
    )


class MetricRule(Model):
    """A metric that the catalogue lacks or that this shop defines differently."""

    formula: Name | None = Field(
        None, description="小公式：+ - * / ( )、数字、指标名 / a small formula"
    )
    column: Headings | None = Field(None, description="导出表里的列名 / headings in the export")
    unit: (
        Literal["percent", "ratio", "seconds", "money", "count", "days", "points", "text"] | None
    ) = Field(None, description="单位 / the unit")
    better: Literal["higher", "lower"] | None = Field(
        None, description="哪头好 / which end is better"
    )
    written_as: Literal["fraction", "percent"] | None = Field(
        None,
        description="导出表里没有 % 的百分比：fraction 0.5 即 50%，percent 0.5 即 0.5%"
        " / bare percents in the export: 0.5 is 50% (fraction) or 0.5% (percent)",
    )
    round: Annotated[Bound, AfterValidator(a_step)] | None = Field(
        None, description="公式结果取整到 / the formula's result is rounded to"
    )
    combine: Literal["sum", "max", "min", "same", "mean"] | None = Field(
        None,
        description="同一个人的多行（多天、多店、多账号）怎样合成一个：sum 相加，max 取最大，"
        "min 取最小，same 必须相同，mean 简单平均"
        " / how several rows of one agent (days, shops, accounts) become one",
    )
    weighted_by: Name | None = Field(
        None,
        description="多行按这个指标加权平均 / several rows become a mean weighted by this metric",
    )


class DataRules(Model):
    """What is done with rows and people of the exports that do not fit."""

    unmatched: Literal["error", "leave_out"] = Field(
        "error",
        description="花名册里没有的名字：error 停下（默认），leave_out 不计"
        " / names that the roster lacks: stop (default), or leave their rows out",
    )
    without_data: Literal["error", "leave_out", "keep"] = Field(
        "error",
        description="花名册里没有数据的人：error 停下（默认），leave_out 不发，keep 保留，数据为空"
        " / people of the roster without data: stop (default), leave out, or keep with no figures",
    )
    look_alikes: Literal["error", "apart"] = Field(
        "error",
        description="看起来一样的两个名字：error 停下（默认），apart 当作两个人"
        " / two names that look the same: stop (default), or take them for two people",
    )
    outside_period: Literal["error", "leave_out"] = Field(
        "error",
        description="不在本月的行：error 停下（默认），leave_out 不计"
        " / rows of other months: stop (default), or leave them out",
    )
    changes: Literal["error", "at_end", "at_start"] = Field(
        "error",
        description="花名册里本月中间变了的内容（如级别）：error 停下（默认），at_end 按期末，"
        "at_start 按期初 / facts of the roster that change within the month: stop (default),"
        " or take those of its last or of its first day",
    )


class Score(Model):
    """How points become the score."""

    combine: Literal["weighted_mean", "sum"] = Field(
        "weighted_mean", description="加权平均或相加 / weighted mean or sum"
    )
    missing: Literal["error", "zero", "skip", "renormalise"] = Field(
        "error",
        description="缺数据：error 停下（默认），zero 记 0 分，skip 本月不计分，"
        "renormalise 其余权重补足"
        " / unknown points: stop (default), zero points, no score, other weights scaled up",
    )
    shops: Literal["pooled", "averaged"] = Field(
        "pooled",
        description="一人多店：pooled 各店的行合起来算（默认），averaged 各店分别得分再平均"
        " / one who works in several shops: their rows together (default), or each shop's score",
    )
    weighted_by: Name | None = Field(
        None,
        description="各店得分按它加权，如 询单人数；不写则各店一样"
        " / the shops' scores are weighted by this count; by default all alike",
    )
    weights: Literal["normalise"] | None = Field(
        None, description="权重合计不是 100% 时按合计折算 / divide by the sum when it is not 100%"
    )


class Gate(Model):
    """A condition that cancels pay lines, or cuts them to a share."""

    when: Conditions = Field(description="条件（全部满足时）/ when all of these hold")
    cancel: list[Name] = Field(
        default_factory=list, description="取消的薪资项 / the pay lines cancelled"
    )
    reduce: dict[Name, Percent] = Field(
        default_factory=dict, description="只发几成的薪资项 / pay lines cut to this share"
    )
    places: Literal["lapse", "move_up"] = Field(
        "lapse",
        description="被取消的人在榜上、池里的位置：lapse 作废（默认），move_up 让给后面的人"
        " / a cancelled place on a board or in a pool: lapses (default), or the others move up",
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @property
    def lines(self) -> list[Written]:
        """The pay lines that it touches."""
        return [*self.cancel, *self.reduce]


class TotalLimit(Limits):
    """Bounds of the total."""

    at_least: Money | None = Field(None, description="不低于 / at least")
    at_most: Money | None = Field(None, description="不高于 / at most")


class Example(Model):
    """A person with given values and what must come out; run by `csperf validate`."""

    name: Text = Field(description="示例名称 / the example's name")
    given: dict[Name, Text] = Field(description="给定的数值 / the values given")
    season: Name | None = Field(
        None,
        description="在哪个活动期，默认平日 / in which season, by default in none",
    )
    expect: dict[Name, Text] = Field(min_length=1, description="应得的结果 / what must come out")


class PlanFile(Model):
    """One whole version of one plan."""

    csperf: Annotated[Written, Read(_language_version), WithJsonSchema({"const": 1})] = Field(
        description="方案语言版本，写 1 / version of the plan language: 1"
    )
    plan: Text = Field(description="方案名称 / the plan's name")
    version: Text = Field(description="方案版本，如 2026-10 / the plan's version")
    from_: Date | None = Field(None, alias="from", description="生效日期 / valid from")
    until: Date | None = Field(None, description="失效日期 / valid until")
    role: Text | None = Field(
        None,
        description="岗位：花名册有“岗位”一列时，只发这个岗位的人，团队平均等也只算他们"
        " / the role: where the roster has roles, only its people are paid, and means are theirs",
    )
    currency: Text = Field(Written("CNY"), description="币种 / currency")
    rounding: Rounding = Field(default_factory=Rounding, description="取整规则 / rounding")
    metrics: dict[Name, MetricRule] = Field(
        default_factory=dict, description="本店自己的指标 / this shop's own metrics"
    )
    tables: dict[Name, TableRule] = Field(
        default_factory=dict,
        description="一人多行的表：逐单、逐品、逐事、逐日 / tables with several rows an agent",
    )
    data: DataRules = Field(
        default_factory=DataRules,
        description="导出表里对不上的行和人 / rows and people of the exports that do not fit",
    )
    attribution: AttributionRules = Field(
        default_factory=AttributionRules,
        description="归属：从订单和聊天算指标时，一单归谁"
        " / whose an order is, when metrics are measured from orders and chats",
    )
    selling: SellingRules = Field(
        default_factory=SellingRules,
        description="销售口径：什么算询单和成功，销售额含什么，退款算哪天"
        " / what counts as an enquiry and its success, as sales, and as a refund",
    )
    service: ServiceRules = Field(
        default_factory=ServiceRules,
        description="服务口径：服务时间，多久算及时、慢、长"
        " / service hours, and when an answer is in time or slow",
    )
    indicators: dict[Name, AnyIndicator] = Field(
        default_factory=dict, description="考核项 / the indicators"
    )
    score: Annotated[Score, goes_with(weighted_by=("shops",))] = Field(
        default_factory=Score, description="得分规则 / how the score is made"
    )
    grades: AnyGrades = Field(
        default_factory=list,
        description="等级：按得分，或按人数比例 by_share / grades by score, or by shares of heads",
    )
    seasons: dict[Name, AnySeason] = Field(
        default_factory=dict,
        description="大促、淡旺季：这些天另有权重、区间、提成系数，或不计入考核"
        " / days with other weights, bands or rates, or that are left out",
    )
    pay: dict[Name, AnyPayLine] = Field(
        default_factory=dict, description="工资条，逐项 / the payslip, line by line"
    )
    gates: dict[Name, Annotated[Gate, some_of("cancel", "reduce")]] = Field(
        default_factory=dict, description="门槛 / gates"
    )
    overrides: list[AnyOverride] = Field(
        default_factory=list,
        description="单独约定：某个人的某一项另算，写明原因 / what was agreed with one person",
    )
    law: Law | None = Field(
        None,
        description="法定的数，只用来提醒，不改金额 / what the law states; for warnings only",
    )
    limits: dict[Name, TotalLimit] = Field(
        default_factory=dict, description="合计的上下限 / bounds of the total"
    )
    promotion: Promotion | None = Field(
        None,
        description="晋升：级别、要求和评优，只给 csperf review 看，不改金额"
        " / levels, what they ask and awards; for csperf review, changes no pay",
    )
    examples: list[Example] = Field(default_factory=list, description="算例 / worked examples")

    @field_validator("until", mode="after")
    @classmethod
    def ends_after_it_begins(cls, until: Written | None, info: ValidationInfo) -> Written | None:
        """Refuses a plan that ends before it begins."""
        start = info.data.get("from_")
        if until is not None and start is not None and until < start:
            raise PydanticCustomError("dates-inverted", "dates", {"start": str(start)})
        return until
