"""Texts of seasons, of the parts of a month, and of shops that are scored apart."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "amount-in-stretches": Message(
        "“{name}”是会随天数累加的数；这个月按大促分段计分，每段只有几天的量，却要和整月的界限比",
        "{name} adds up day by day; the month is scored in stretches here, so a few days' amount is"
        " compared with bounds for a month",
        "请换成比率或人均这样的指标，用 `relative_to` 和团队比，或在 `seasons` 里给这几天写 `bands`。",
        "Score a ratio instead, compare it with the team by `relative_to`, or give the days `bands`"
        " of their own in `seasons`.",
    ),
    "season-outside-plan": Message(
        "“{name}”（{period}）不在这份方案的有效期内（{start} 到 {end}）",
        "{name} ({period}) is outside this plan's validity ({start} to {end})",
        "请改正日期，或把它写进那段时间有效的方案。",
        "Correct its days, or put it in the plan that is valid then.",
    ),
    "season-dates-inverted": Message(
        "这个活动期到 {found} 为止，比开始的 {start} 还早",
        "this season ends on {found}, before it begins on {start}",
        "请检查 `from` 和 `until` 哪个写错了。",
        "Check which of `from` and `until` is wrong.",
    ),
    "season-day-outside": Message(
        "{day} 不在“{name}”（{period}）之内，不能从里面去掉",
        "{day} is not a day of {name} ({period}), so it cannot be left out of it",
        "请改正这一天，或给它另写一个 `season`。",
        "Correct the day, or write a season of its own for it.",
    ),
    "seasons-overlap": Message(
        "“{name}”和“{other}”都有 {day} 这一天，不知道按哪个算",
        "{name} and {other} both have {day}, so it is unclear which of them holds",
        "请把日期分开；要叠加的话，把重叠的几天单独写成一个 `season`。",
        "Make their days distinct; where both shall hold, write those days as a season of their own.",
    ),
    "season-unknown-indicator": Message(
        "“{season}”里的“{name}”不是这份方案的考核项；有：{known}",
        "{name} in {season} is no indicator of this plan; it has {known}",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "season-bands-kind": Message(
        "“{name}”不是按 `bands` 得分的，“{season}”不能给它换区间表",
        "{name} is not scored by `bands`, so {season} cannot give it another band table",
        "请把它改成按 `bands` 得分，或在 {season} 里去掉它。",
        "Score it by `bands`, or take it out of {season}.",
    ),
    "season-weights-sum": Message(
        "“{season}”里的权重合计是 {total}，不是 100%：{shown}（第 {lines} 行）",
        "in {season} the weights sum to {total}, not 100%: {shown} (lines {lines})",
        "没有写的考核项沿用平时的权重；请把变了的都写上，合计 100%。",
        "Indicators that it does not name keep their own weight; write all that change, to 100%.",
    ),
    "season-factor-line": Message(
        "“{name}”不是按一个基数算的提成（`commission`），不能按天乘活动期的系数",
        "{name} is no `commission` on one base, so no season's factor can bear on its days",
        "只有 `commission` 和 `item_commission` 可以写在 `factors` 里；别的薪资项请用 `factor` 或 `when`。",
        "Only a `commission` or `item_commission` may stand in `factors`; give other lines a `factor` or a `when` of their own.",
    ),
    "season-factor-base": Message(
        "“{name}”不能按天相加，“{line}”分不出哪些是这个活动期的",
        "{name} of some days and of the others does not add up, so {line} has no share of a season",
        "请按能相加的指标提成（如净销售额），或用 --period 把两段分开算。",
        "Pay it on what can be added up, such as net sales, or run both stretches by --period.",
    ),
    "season-leaves-nothing": Message(
        "{period} 的每一天都在 `exclude_days` 里，没有可以考核的",
        "every day of {period} is in `exclude_days`, so nothing is left to judge",
        "请改正日期，或换一个周期。",
        "Correct the days, or choose another period.",
    ),
    "only-sales-decide": Message(
        "除了底薪和出勤，工资只看 {names}，没有服务质量的考核项或门槛",
        "beyond base pay and attendance, pay depends on {names} alone: no indicator, no gate",
        "淘抢购、聚划算这样的日子谁都会卖得多；请加考核项、门槛，或用 `seasons` 说明那些天怎么算。",
        "On a day of promotion everybody sells: add an indicator or a gate, "
        "or say in `seasons` how such days count.",
    ),
    "season-without-period": Message(
        "方案有按日期的规则（“{name}”），但没有说算哪个月",
        "the plan has rules by date ({name}), and nobody said which month is paid",
        "请加上 --period {example}。",
        "Add --period {example}.",
    ),
    "unknown-season": Message(
        "`seasons` 里没有“{name}”",
        "there is no {name} in `seasons`",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "season-base-below-zero": Message(
        "{agent} 的“{metric}”是负数（{value}），“{line}”没法按天分活动期的系数",
        "{metric} of {agent} is negative ({value}), so {line} cannot be divided among the seasons",
        "请用 --period 把这个活动期和其余的日子分开算，或把跨期退款单独写成一项扣款。",
        "Run the season and the other days apart by --period, "
        "or write refunds of other days as a deduction.",
    ),
    "rows-not-by-day": Message(
        "“{metrics}”要按“{parts}”分开算，这里有 {count} 行看不出是哪一天的",
        "{metrics} must be told apart by {parts}, and rows here do not say their day ({count})",
        "请按天导出；或用 --period 起~止 把每一段单独算（每段各导一份）；"
        "全月只有一个数的指标（如主管打分），在 `metrics` 里写 `combine: same`。",
        "Export it by day, or run each stretch with --period first~last on an export of its own; "
        "a metric with one figure a month, such as a supervisor's score, is `combine: same` in `metrics`.",
    ),
    "days-left-out": Message(
        "按方案，{days} 的 {count} 行全部不计",
        "as the plan says, rows of {days} were left out of everything ({count})",
    ),
    "rows-across-parts": Message(
        "这一行是 {days} 的，一部分在“{part}”里，一部分不在；这样的有 {count} 行，涉及“{metrics}”",
        "this row is about {days}, of which only some are in {part}; so are others of {metrics} "
        "({count} rows)",
        "请按天导出；或用 --period 起~止 把每一段单独算（每段各导一份）。",
        "Export it by day, or run each stretch with --period first~last on an export of its own.",
    ),
    "rows-without-shop": Message(
        "“{metrics}”要按店铺分开得分，这里有 {count} 行看不出是哪个店的",
        "{metrics} must be scored shop by shop, and rows here do not name their shop ({count})",
        "请加一列“店铺”；不分店的指标（如主管打分），在 `metrics` 里写 `combine: same`。",
        "Add a column of shops; a metric that is the same in every shop, such as a supervisor's "
        "score, is `combine: same` in `metrics`.",
    ),
    "shops-unnamed": Message(
        "方案要各店分别得分（`score: {{shops: averaged}}`），导出表里没有店铺这一列",
        "the plan scores each shop apart (`score: {{shops: averaged}}`), and no export names a shop",
        "请加一列“店铺”，或写 `shops: pooled`，各店的数据合起来算。",
        "Add a column of shops, or write `shops: pooled` to take the rows of all shops together.",
    ),
    "shops-in-seasons": Message(
        "一个周期里又分店铺、又分活动期的得分，还算不了",
        "a score by shop and, within the period, by season as well cannot be computed",
        "请用 --period 起~止 把活动期和其余的日子分开算，或写 `shops: pooled`。",
        "Run the season and the other days apart by --period first~last, or write `shops: pooled`.",
    ),
    "why.not-in-shop": Message("不在这个店，不计", "not in this shop, not counted"),
    "why.no-rows-of-part": Message(
        "这一段没有数据，不计分", "no rows in this part, so no score of it"
    ),
    "why.no-rows-in-part": Message("这些天没有数据，按 0 算", "no rows on these days, taken as 0"),
    "why.no-season-base": Message(
        "基数是 0，没有可以按活动期分的", "the base is 0, so there is nothing to divide by season"
    ),
    "page.season-parts": Message(
        "一个周期只有一部分在里面时，各段按自己几天的行得分，再按天数加权平均",
        "where only a part of the period is one, each stretch is scored from the rows of its days, "
        "and the scores are weighted by days",
    ),
    "page.shops": Message(
        "一人多店：各店分别得分，再平均（`shops: averaged`）",
        "Several shops: each shop's score, then their mean (`shops: averaged`)",
    ),
    "page.shops-weighted": Message(
        "一人多店：各店分别得分，再按{weight}加权平均（`shops: averaged`）",
        "Several shops: each shop's score, then their mean weighted by {weight} (`shops: averaged`)",
    ),
    "words.by-days": Message(
        "每段的得分按天数加权", "the score of each stretch is weighted by its days"
    ),
    "words.renormalised-days": Message(
        "没有得分的日子不计，按其余的日子算", "days without a score are left out"
    ),
}
