"""Words of csperf's own that stand inside messages and explanations."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "unit.percent": Message("百分比", "a percent"),
    "unit.ratio": Message("比值", "a ratio"),
    "unit.seconds": Message("时长", "a duration"),
    "unit.money": Message("金额", "money"),
    "unit.count": Message("数量", "a count"),
    "unit.days": Message("天数", "days"),
    "unit.points": Message("分值", "points"),
    "unit.text": Message("文字", "a text"),
    "example.percent": Message("55%", "55%"),
    "example.ratio": Message("1.2", "1.2"),
    "example.seconds": Message("25s 或 1m30s", "25s or 1m30s"),
    "example.money": Message("80 或 80.50", "80 or 80.50"),
    "example.count": Message("100", "100"),
    "example.days": Message("22", "22"),
    "example.points": Message("90", "90"),
    "example.text": Message("`{{is: 优秀}}`", "`{{is: good}}`"),
    "character.colon": Message("英文冒号 :", "a plain colon (:)"),
    "character.comma": Message("英文逗号 ,", "a plain comma (,)"),
    "os.EACCES": Message("没有权限", "permission denied"),
    "os.EPERM": Message("系统不允许", "operation not permitted"),
    "os.ENOSPC": Message("磁盘满了", "the disk is full"),
    "os.EDQUOT": Message("磁盘配额用完了", "the disk quota is used up"),
    "os.EROFS": Message("磁盘是只读的", "the disk is read-only"),
    "os.EIO": Message("磁盘读写出错", "the disk reports an error"),
    "os.ENOENT": Message("没有这个位置", "there is no such place"),
    "os.ENOTDIR": Message("路径中间有一段不是文件夹", "a part of the path is no folder"),
    "os.ENAMETOOLONG": Message("文件名太长", "the name is too long"),
    "os.EFBIG": Message("文件太大", "the file is too large"),
    "os.EBUSY": Message("文件正被占用", "the file is in use"),
    "shape.plan": Message("整份方案", "the plan"),
    "shape.list": Message("一个列表", "a list"),
    "shape.mapping": Message("一组名称和内容", "a group of names with values"),
    "shape.empty": Message("空白", "blank"),
    "like.csperf": Message("csperf: 1", "csperf: 1"),
    "like.plan": Message("`plan: 天猫售前方案`", "`plan: Pre-sales`"),
    "like.version": Message('`version: "2026-10"`', '`version: "2026-10"`'),
    "like.name": Message("`name: 小王`", "`name: Mei`"),
    "like.given": Message("`given: {{净销售额: 80000}}`", "`given: {{net_sales: 80000}}`"),
    "like.expect": Message("`expect: {{提成: 800.00}}`", "`expect: {{Commission: 800.00}}`"),
    "like.when": Message("`when: {{客单价: {{under: 80}}}}`", "`when: {{aov: {{under: 80}}}}`"),
    "like.pool": Message("`pool: 5000`", "`pool: 5000`"),
    "like.split": Message("`split: equal`", "`split: equal`"),
    "like.at_least": Message("`at_least: 3000`", "`at_least: 3000`"),
    "like.score": Message("`score: 0`", "`score: 0`"),
    "like.agent": Message("`agent: 小王`", "`agent: Wang`"),
    "like.below": Message("`below: 60`", "`below: 60`"),
    "like.by_share": Message(
        "`by_share: {{A: 20%, B: 70%, C: 10%}}`", "`by_share: {{A: 20%, B: 70%, C: 10%}}`"
    ),
    "like.before": Message("`before: 连续金牌月数`", "`before: months_in_a_row`"),
    "like.of": Message("`of: 净销售额`", "`of: net_sales`"),
    "like.reason": Message("`reason: 调整原因`", "`reason: adjustment_reason`"),
    "like.by": Message("`by: 询单转化率`", "`by: final_conversion`"),
    "like.prizes": Message("`prizes: [500, 300, 200]`", "`prizes: [500, 300, 200]`"),
    "like.from": Message(
        "`from: 90%`（日期写 `from: 2026-11-01`）", "`from: 90%` (a date: `from: 2026-11-01`)"
    ),
    "like.until": Message("`until: 2026-11-11`", "`until: 2026-11-11`"),
    "like.to": Message("`to: 100%`", "`to: 100%`"),
    "like.start": Message("`start: 100`", "`start: 100`"),
    "like.each": Message("`each: -10`", "`each: -10`"),
    "like.points": Message("`points: [100, 90, 80]`", "`points: [100, 90, 80]`"),
    "like.others": Message("`others: 60`", "`others: 60`"),
    "sign.at_least": Message("`at_least`（≥）", "`at_least` (>=)"),
    "sign.over": Message("`over`（>）", "`over` (>)"),
    "sign.at_most": Message("`at_most`（≤）", "`at_most` (<=)"),
    "sign.under": Message("`under`（<）", "`under` (<)"),
    "choices.ties": Message(
        "`share`（平分所占名次的奖金）、`all_full`（各得全额）、`next_drops`（各得所占最后名次的奖金）",
        "`share`, `all_full`, `next_drops`",
    ),
    "choices.split": Message(
        "`equal`（平分）、`score`（按得分）、`{{by: 指标}}`（按比例）、`{{share: 指标}}`（按百分比）",
        "`equal`, `score`, `{{by: metric}}` (in proportion), `{{share: metric}}` (stated percents)",
    ),
    "choices.ladder": Message(
        "`graduated`（分段累进）、`whole`（全额按所到的一档）", "`graduated`, `whole`"
    ),
    "choices.missing": Message(
        "`error`（停下）、`zero`（记 0 分）、`skip`（本月不计分）、`renormalise`（其余权重补足）",
        "`error`, `zero`, `skip`, `renormalise`",
    ),
    "choices.combine": Message(
        "`weighted_mean`（加权平均）、`sum`（相加）", "`weighted_mean`, `sum`"
    ),
    "choices.rounding": Message(
        "`half_up`（四舍五入）、`half_even`（四舍六入五成双）、`up`（一律进位）、`down`（一律舍去）",
        "`half_up`, `half_even`, `up`, `down`",
    ),
    "choices.better": Message(
        "`higher`（越高越好）、`lower`（越低越好）；没有好坏之分就不写 `better`",
        "`higher`, `lower`; leave `better` out where neither end is",
    ),
    "choices.fractions": Message(
        "`pro_rata`（按比例）、`whole_only`（不足一个不计）", "`pro_rata`, `whole_only`"
    ),
    "choices.below-zero": Message("`zero`（不发不扣）、`charge`（倒扣）", "`zero`, `charge`"),
    "order.falling": Message("从大到小", "from the largest down"),
    "order.rising": Message("从小到大", "from the smallest up"),
    "better.higher": Message("越高越好", "higher is better"),
    "better.lower": Message("越低越好", "lower is better"),
    "better.neutral": Message("中性", "neutral"),
}
