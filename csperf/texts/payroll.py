"""What can be wrong when a plan meets a month's data, and the words of explanations."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_FINDINGS: Final[dict[str, Message]] = {
    "not-a-period": Message(
        "“{found}”不是一个月份",
        "{found} is not a month",
        "请写成 2026-10；跨月的周期写起止日期，例如 2026-09-26~2026-10-25。",
        "Write it like 2026-10, or as its first and last day: 2026-09-26~2026-10-25.",
    ),
    "period-outside-plan": Message(
        "{period} 不在这份方案的有效期内（{start} 到 {end}）",
        "{period} is outside this plan's validity ({start} to {end})",
        "请换用当月有效的方案。",
        "Use the plan that is valid in that month.",
    ),
    "metric-not-supplied": Message(
        "方案要用“{name}”，导出表里没有这一列",
        "the plan reads {name}, and no export has it",
        "相近的列：{found}。是同一个数的话，在方案的 `metrics` 里写 `column`。",
        "Similar headings: {found}. If one of them is it, name it with `column` in the plan's `metrics`.",
    ),
    "metric-not-exported": Message(
        "方案要用“{name}”，导出表里没有这一列",
        "the plan reads {name}, and no export has it",
        "请导出带这一列的表；如果它叫别的名字，在方案的 `metrics` 里用 `column` 写明。",
        "Export a table that has it; if it has another name there, give it with `column` in `metrics`.",
    ),
    "metric-of-kinds": Message(
        "方案要用“{name}”，各家算法不同，导出表里没有这一列",
        "the plan reads {name}, which is reckoned in several ways, and no export has it",
        "请改用说得准的：{kinds}；或者在方案的 `metrics` 里写明算法："
        "`{name}: {{unit: {unit}, formula: {formula}}}`。",
        "Name the one that is meant: {kinds}; or give the formula in the plan's `metrics`:"
        " `{name}: {{unit: {unit}, formula: {formula}}}`.",
    ),
    "metric-lacks-parts": Message(
        "方案要用“{name}”，导出表里没有这一列，也没有算出它要用的 {parts}",
        "the plan reads {name}, and no export has it, nor {parts} to compute it from",
        "请导出带这一列的表，或补上 {parts}。",
        "Export a table that has it, or one that has {parts}.",
    ),
    "missing-value": Message(
        "{agent} 没有“{metric}”的数据，“{line}”算不出来",
        "{agent} has no {metric}, so {line} cannot be computed",
        "{way}",
        "{way}",
    ),
    "beyond-exact": Message(
        "“{name}”算出来的数太大，超出了能精确到分的范围",
        "{name} becomes too large to be exact to the fen",
        "请检查公式和数据的单位，比如是不是把两个金额相乘了。",
        "Check the units in its formula and data: are two amounts of money multiplied?",
    ),
    "no-row-for": Message(
        "{agent} 的“{metric}”是“{value}”，“{line}”的表里没有这一项",
        "{metric} of {agent} is {value}, which the table of {line} does not name",
        "请在表里加上“{value}”，或更正数据。",
        "Add {value} to the table or correct the data.",
    ),
    "not-computable": Message(
        "{agent} 的“{metric}”算不出来（除以 0）：{values}",
        "{metric} of {agent} cannot be computed (division by 0): {values}",
        "{way}",
        "{way}",
    ),
    "base-below-zero": Message(
        "{agent} 的“{metric}”是负数（{value}），方案没有说“{line}”这时怎么算",
        "{metric} of {agent} is negative ({value}), and the plan does not say what {line} does then",
        "请在这一项写 `below_zero: zero`（不发不扣）或 `charge`（倒扣）。",
        "Write `below_zero: zero` (pays nothing) or `charge` (takes back) on that line.",
    ),
    "override-of-nobody": Message(
        "“{line}”为 {agent} 单独约定过，可这个月没有这个人；请改正姓名，或写上 `until` 让它到期",
        "{line} was agreed for {agent}, who is not paid this month; correct the name, or end it"
        " with `until`",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "pool-parts-over": Message(
        "“{line}”的池子，各人的百分比加起来是 {total}，比整个池子还多。",
        "The percents of {line}'s pool sum to {total}, more than the pool.",
        "请检查花名册或导出表里的百分比；每组一个池子请写 `within`。",
        "Check the percents in the roster or the export; for a pool in every group write `within`.",
    ),
    "pool-left": Message(
        "“{line}”的池子是 {pool}，只发出去 {paid}，还有 {left} 没有分。",
        "{line} has a pool of {pool} and paid {paid}; {left} stay with the shop.",
        "没有人参加，或有人的份额被取消；要让其余的人分，请在门槛里写 `places: move_up`。",
        "Nobody takes part, or some parts were cancelled; to share them among the others write"
        " `places: move_up` on the gate.",
    ),
    "weight-below-zero": Message(
        "{agent} 的“{metric}”是负数（{value}），“{line}”没法按它分。",
        "{metric} of {agent} is negative ({value}), so {line} cannot be split by it.",
        "请先查清这个数；确实要按它分，请另给一个不小于 0 的指标。",
        "Check the figure; to split by it, give a metric that is not below 0.",
    ),
    "pool-differs": Message(
        "“{line}”是大家分的一个池子，可它对 {names} 不一样：{values}。",
        "{line} is one pool for everybody, but it differs between {names}: {values}.",
        "池子请写固定金额，或按团队的数来计，如 `of: 团队合计.净销售额`；每组一个池子请写 `within`。",
        "Write a fixed amount, or a figure of the team such as of: team_sum.net_sales; for a pool in"
        " every group write `within`.",
    ),
    "deduction-below-zero": Message(
        "{agent} 的“{metric}”是负数（{value}），“{line}”会变成加钱。",
        "{metric} of {agent} is negative ({value}), so {line} would pay instead of deduct.",
        "扣款请写正数。",
        "Write what is deducted as a positive number.",
    ),
    "days-out-of-range": Message(
        "{agent} 的“{metric}”是 {value}，小于 0 或多于“{other}”，“{line}”折算会出错。",
        "{metric} of {agent} is {value}, below 0 or more than {other}, so {line} cannot be prorated.",
        "请核对出勤数据。",
        "Check the attendance.",
    ),
    "total-below-zero": Message(
        "{agent} 的应发合计是负数：{value}。",
        "The total of {agent} is negative: {value}.",
        "如果最低只发到 0，请在方案里写 `limits: {{应发合计: {{at_least: 0}}}}`。",
        "If nobody should owe money, write `limits: {{total: {{at_least: 0}}}}` in the plan.",
    ),
    "corrected-below-zero": Message(
        "扣回前面月份的 {lines} 之后，{agent} 的应发合计是负数：{value}",
        "after {lines} is taken back, the total of {agent} is negative: {value}",
        "这个月扣不完，请和本人商定怎么还；扣工资一般不得超过当月的 20%。",
        "It cannot be taken back this month alone: agree on how; wage law allows 20% of a month's wage.",
    ),
    "adjustment-without-reason": Message(
        "{agent} 的调整 {value} 没有写原因",
        "the adjustment of {agent}, {value}, has no reason",
        "请在“{other}”一列写明。",
        "Write it in the column {other}.",
    ),
    "prize-cents": Message(
        "“{line}”第 {position} 名有 {count} 人并列平分，奖金 {due}，四舍五入后共发 {paid}",
        "{line}: {count} people share place {position}; the prizes are {due}, rounded shares pay {paid}",
    ),
    "given-disagrees": Message(
        "{agent} 的“{metric}”导出表写的是 {given}，按分子分母算是 {computed}；这次用导出表的数",
        "{metric} of {agent}: the export says {given}, its parts give {computed}; the export's is used",
        "请核对导出表。",
        "Check the export.",
    ),
    "example-unknown-name": Message(
        "算例“{example}”给了“{name}”，方案里没有用到它",
        "example {example} gives {name}, which the plan never reads",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "example-unknown-result": Message(
        "算例“{example}”期望“{name}”，方案算不出这一项",
        "example {example} expects {name}, which the plan does not compute",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "example-unreadable": Message(
        "算例“{example}”的“{name}”写的是“{found}”，这里应是{unit}",
        "example {example}: {name} is {found}, and should be {unit}",
        "请写成 {example_text} 这样。",
        "Write it like {example_text}.",
    ),
    "example-differs": Message(
        "算例“{example}”：“{name}”应为 {expected}，按方案算出 {found}",
        "example {example}: {name} should be {expected}, the plan gives {found}",
        "怎么算的：{works}",
        "How: {works}",
    ),
    "example-lacks": Message(
        "算例“{example}”没有给“{missing}”，算不出“{name}”",
        "example {example} does not give {missing}, so {name} cannot be computed",
        "请在 `given` 里补上。",
        "Add it to `given`.",
    ),
}

_WORDS: Final[dict[str, Message]] = {
    "way.fill": Message("请补上数据。", "Fill it in."),
    "way.fill-or-say": Message(
        "请补上数据；考核项缺数据时怎么办也可以在 `score: {{missing: ...}}` 里写明。",
        "Fill it in, or say in the plan what missing data means: `score: {{missing: ...}}`.",
    ),
    "way.check": Message("请核对数据。", "Check the data."),
    "way.check-or-say": Message(
        "请核对数据；没有数据时怎么办可以在 `score: {{missing: ...}}` 里写明。",
        "Check the data, or say in the plan what missing data means: `score: {{missing: ...}}`.",
    ),
    "words.rounded": Message("四舍五入到 {to}", "rounded to {to}"),
    "words.rounded-how": Message("{how}到 {to}", "rounded to {to}, {how}"),
    "words.is": Message("{name}是{text}", "{name} is {text}"),
    "words.graduated": Message(
        "分段累进：每段各按自己的比例", "graduated: each rate on its own part"
    ),
    "words.whole": Message("全额：整笔按所到的一档", "whole: all of it at the tier reached"),
    "words.min": Message("其中最低的", "the lowest of them"),
    "words.max": Message("其中最高的", "the highest of them"),
    "words.and": Message("；", "; "),
    "words.pool": Message(
        "{count} 人分：先都舍去，剩下的分给余数最大的人，余数相同按姓名先后",
        "shared by {count}: all cut first, the rest goes to the largest remainders, equal ones by"
        " name",
    ),
    "words.of-heads": Message(
        "{count} 人中第 {place} 名，按人数比例定等级",
        "place {place} of {count}, graded by shares of the heads",
    ),
    "words.tied-better": Message(
        "{count} 人并列，取较好的一头", "{count} tied: the better end counts"
    ),
    "words.tied-worse": Message(
        "{count} 人并列，取较差的一头", "{count} tied: the worse end counts"
    ),
    "words.members": Message("{column}，共 {count} 人", "{column} of {count} people"),
    "words.better": Message(
        "{column}比他好的有 {count} 人", "{count} people are better in {column}"
    ),
    "words.better-in-turn": Message(
        "依次比{column}，比他好的有 {count} 人",
        "{count} people are better, compared in turn by {column}",
    ),
    "words.place": Message("第 {place} 名", "place {place}"),
    "words.tied-share": Message(
        "{count} 人并列，平分所占名次的奖金",
        "{count} people tie and share the prizes of their places",
    ),
    "words.tied-all_full": Message(
        "{count} 人并列，各得全额", "{count} people tie, each gets the full prize"
    ),
    "words.tied-next_drops": Message(
        "{count} 人并列，各得所占最后一个名次的奖金",
        "{count} people tie, each gets the prize of the last place they cover",
    ),
    "words.renormalised": Message(
        "缺数据的考核项不计，其余权重按合计折算",
        "indicators without data are left out, the other weights are scaled up",
    ),
    "words.heading": Message("{agent} · {line}", "{agent} · {line}"),
    "words.says": Message("制度原文：{says}", "the policy says: {says}"),
    "why.blank": Message("没有数据", "no data"),
    "why.zero": Message("“{column}”是 0", "{column} is 0"),
    "why.no-group": Message("“{group}”没有写", "no {group} is given"),
    "why.divided-by-zero": Message("除数是 0，算不出来", "division by 0 has no value"),
    "why.no-row": Message("表里没有“{value}”", "the table has no row for {value}"),
    "why.gate": Message("门槛“{gate}”生效：{tests}", "gate {gate} holds: {tests}"),
    "why.otherwise": Message("不触发的话是 {value}", "without it {value}"),
    "why.gate-open": Message("门槛“{gate}”未触发：{tests}", "gate {gate} does not hold: {tests}"),
    "why.not-ranked": Message("不参加排名", "not on the board"),
    "why.no-prize": Message("奖金只到第 {last} 名", "prizes end at place {last}"),
    "why.corrected": Message("更正：{origin}", "correction: {origin}"),
    "why.no-correction": Message("没有更正", "nothing was corrected"),
    "why.no-adjustment": Message("没有写调整", "no adjustment is written"),
    "why.no-score": Message(
        "本月没有得分，这一项不发", "no score this month, so this line pays nothing"
    ),
    "why.agreed": Message("单独约定：{reason}", "agreed: {reason}"),
    "why.no-veto": Message("没有数据，不作一票否决", "there is no figure, so nothing is vetoed"),
    "why.missing-zero": Message("没有数据，按方案记 0 分", "no data; the plan gives 0 points"),
}

MESSAGES: Final[dict[str, Message]] = _FINDINGS | _WORDS
