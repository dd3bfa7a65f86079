"""Texts of weighing: what a change of figures would bring, what a plan costs, two plans compared."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.whatif": Message(
        "接待、转化率、客单价变了，销售额会变多少；给了方案，再看每一档给店铺带来多少、要多发多少。\n\n"
        "例：csperf whatif --receptions 1000 --conversion 40% --order-value 100 --set conversion=48%",
        "Show what sales would be if receptions, conversion or order value changed; with a plan, what "
        "each band brings the shop and costs in pay.\n\n"
        "Example: csperf whatif --receptions 1000 --conversion 40% --order-value 100 --set conversion=48%",
    ),
    "help.whatif-plan": Message(
        "方案文件：数据按它的定义来读", "the plan by whose definitions the data is read"
    ),
    "help.whatif-receptions": Message(
        "一个客服一天的售前接待人数", "customers an agent serves before sale in a day"
    ),
    "help.whatif-conversion": Message("询单转化率，如 40%", "conversion, such as 40%"),
    "help.whatif-order-value": Message("客单价", "sales per buyer"),
    "help.whatif-agents": Message("客服人数", "number of agents"),
    "help.whatif-days": Message(
        "一个月按几天算，另给一行月销售额", "days in a month, for a line with a month's sales"
    ),
    "help.whatif-set": Message(
        "改成什么：conversion=48%、conversion=+20%（原来的 20%）、conversion=+5pp（5 个百分点）、"
        "order-value=+10、receptions=1200；可以写几次",
        "what changes: conversion=48%, conversion=+20% (of what it was), conversion=+5pp (points), "
        "order-value=+10, receptions=1200; may be given several times",
    ),
    "help.whatif-margin": Message(
        "毛利率，如 30%：给了方案时，看每一档多卖的毛利减去多发的还剩多少",
        "gross margin, such as 30%: with a plan, what is left of each step's sales once it is paid",
    ),
    "help.whatif-agent": Message(
        "只有这位客服变，其余照旧；可以写几次",
        "only this agent changes; may be given several times",
    ),
    "help.compare": Message(
        "同样的月份按两份方案各算一遍：谁多谁少、为什么，以及某一项乘多少能和原来花一样的钱；"
        "写两个月份，就比各项指标前后变了多少。\n\n"
        "例：csperf compare plan.yaml 新方案.yaml --data 10月.xlsx；csperf compare 2026-09 2026-10 --history history",
        "Compute the same months by two plans: who gains, who loses and why, and by which factor a pay "
        "line would cost the same as before; of two months, how every metric changed.\n\n"
        "Example: csperf compare plan.yaml new.yaml --data month.xlsx; csperf compare 2026-09 2026-10",
    ),
    "help.compare-old": Message(
        "原来的方案，或前一个月", "the plan as it was, or the earlier month"
    ),
    "help.compare-new": Message("新方案，或后一个月", "the new plan, or the later month"),
    "help.compare-line": Message(
        "总额不变时要乘系数的项目，写几次就一起乘；默认逐项算，再全部一起算",
        "the pay line to scale to the old total; several are scaled together; by default each alone, "
        "then all of them",
    ),
    "help.simulate": Message(
        "这份方案用在过去几个月会怎样：每月和每项花多少、占销售额多少、怎么分布，谁多谁少，谁的工资最不稳。\n\n"
        "例：csperf simulate 新方案.yaml --history history --months 2026-05~2026-10",
        "Show what a plan would have done in past months: its cost by month and line, the share of sales, "
        "how pay is spread, who gains and loses, whose pay swings most.\n\n"
        "Example: csperf simulate new.yaml --history history --months 2026-05~2026-10",
    ),
    "help.simulate-plan": Message("要试的方案", "the plan to try"),
    "help.simulate-against": Message(
        "和这份方案比谁多谁少；默认和历史里实际发的比",
        "compare pay with this plan's; by default with what the history says was paid",
    ),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "whatif-nothing": Message(
        "没有说从哪里算起",
        "there is nothing to start from",
        "请写 --receptions、--conversion、--order-value 三个数，或用 --data、--history 给出数据。",
        "Give --receptions, --conversion and --order-value, or --data or --history.",
    ),
    "whatif-both": Message(
        "{options} 是手工输入时用的，这次用的是数据",
        "{options} go with typed numbers, but data was given",
        "请只留一种；要改数据里的某一项，用 --set。",
        "Leave one of them out; to change a figure of the data use --set.",
    ),
    "whatif-not-a-value": Message(
        "{option} 的“{found}”不是能用的数",
        "{found!r} of {option} is no usable number",
        "请写三个数：--receptions 1000 --conversion 40% --order-value 100。",
        "Give all three, such as --receptions 1000 --conversion 40% --order-value 100.",
    ),
    "whatif-not-a-margin": Message(
        "--margin 的“{found}”不是毛利率",
        "{found!r} of --margin is no gross margin",
        "请写百分比，如 --margin 30%。",
        "Write a percentage such as --margin 30%.",
    ),
    "whatif-margin-alone": Message(
        "--margin 要和方案一起用",
        "--margin goes with a plan",
        "请写上方案文件，如 csperf whatif plan.yaml --margin 30%。",
        "Name a plan, as in csperf whatif plan.yaml --margin 30%.",
    ),
    "whatif-no-factor": Message(
        "“{found}”不是能改的一项",
        "{found!r} is nothing that can be changed",
        "能改的有 receptions（接待人数）、conversion（转化率）、order-value（客单价）。",
        "What can be changed: receptions, conversion, order-value.",
    ),
    "whatif-not-a-change": Message(
        "看不懂“{found}”",
        "{found!r} is no change that can be made",
        "请写 conversion=48%、conversion=+20%、conversion=+5pp、order-value=120 或 receptions=+100。",
        "Write conversion=48%, conversion=+20%, conversion=+5pp, order-value=120 or receptions=+100.",
    ),
    "whatif-too-far": Message(
        "--set 改过头了：{factor} 会变成 {value}",
        "--set goes too far: {factor} would become {value}",
        "转化率最高 100%，哪一项都不能低于 0，请改小一点。",
        "No conversion is above 100%, and nothing is below 0; make the change smaller.",
    ),
    "whatif-too-far-for": Message(
        "--set 改过头了，{factor} 会变成：{people}",
        "--set goes too far; {factor} would become: {people}",
        "转化率最高 100%，哪一项都不能低于 0；请改小一点，或用 --agent 只改别的人。",
        "No conversion is above 100%, and nothing is below 0; make the change smaller, or change "
        "others alone with --agent.",
    ),
    "whatif-changed-twice": Message(
        "“{found}”改的这一项前面已经改过了",
        "what {found!r} changes was changed before",
        "每一项请只改一次。",
        "Change each of them once.",
    ),
    "whatif-no-agent": Message(
        "没有叫“{name}”的客服",
        "there is no agent {name!r}",
        "数据里有：{known}。",
        "Known are: {known}.",
    ),
    "whatif-no-factors": Message(
        "数据里凑不出接待人数、转化率和客单价，缺：{lacking}",
        "the data has no receptions, conversion and order value that go together; missing: {lacking}",
        "请换一张有这些列的导出表，或用 --receptions、--conversion、--order-value 手工输入。",
        "Take an export with these columns, or type --receptions, --conversion and --order-value.",
    ),
    "simulate-no-month": Message(
        "不知道这份数据是哪个月，所以没有和 --history 里实际发的工资比",
        "which month the data is of is not known, so it was not compared with what --history has paid",
        "请加上 --months，例如 --months 2026-10。",
        "Add --months, such as --months 2026-10.",
    ),
    "compare-other-months": Message(
        "两份方案算不到同样的月份上",
        "the two plans do not pay the same months",
        "请用 --months 说明是哪几个月，并让两份方案的岗位相同。",
        "Name the months with --months, and let both plans pay the same role.",
    ),
    "compare-mixed": Message(
        "一个是月份，一个是方案，没法比：{words}",
        "a month and a plan cannot be compared: {words}",
        "请写两份方案，或两个月份。",
        "Name two plans, or two months.",
    ),
    "compare-months-only": Message(
        "比两个月份时用不上 {options}",
        "{options} do not go with two months",
        "请去掉。",
        "Leave them out.",
    ),
    "compare-no-line": Message(
        "新方案的薪资里没有 {found}",
        "the new plan has no pay line {found}",
        "有的是：{known}。",
        "It has: {known}.",
    ),
}

_WORDS: Final[dict[str, Message]] = {
    "title-whatif": Message(
        "销售额 = 接待人数 × 转化率 × 客单价", "Sales = receptions × conversion × order value"
    ),
    "title-whatif-figures": Message("现在", "As it is"),
    "title-whatif-effect": Message("变前变后", "Before and after"),
    "title-whatif-shares": Message("每一项变化让销售额变多少", "What each change does to sales"),
    "title-whatif-people": Message("每位客服", "Agent by agent"),
    "whatif.receptions": Message("接待人数", "Receptions"),
    "whatif.conversion": Message("转化率", "Conversion"),
    "whatif.order_value": Message("客单价", "Order value"),
    "whatif.together": Message("几项一起变才有的", "All of them together, beyond each alone"),
    "whatif.sales": Message("销售额", "Sales"),
    "whatif.sales-of-day": Message("一天的销售额", "Sales of a day"),
    "whatif.sales-of-month": Message("一个月的销售额", "Sales of a month"),
    "whatif.by": Message("三项取自 {by}。", "The three are {by}."),
    "whatif.by-sales": Message(
        "取自 {by}；数据里没有客单价，用 {sales} 除以付款人数。",
        "The first two are {by}; no order value is given, so it is {sales} by those who paid.",
    ),
    "whatif.whose": Message(
        "--set 写的{receptions}，是每位客服在所给的全部时间里一共多少，不是全队的，也不是一天的。",
        "{receptions} given with --set are each agent's own over all the time given, neither the team's "
        "nor a day's.",
    ),
    "whatif.beyond": Message(
        "导出的{sales}比三项相乘多 {difference}（{share}），按客单价 {value} 合 {people} 人："
        "客单价按全部买家算，没询单就下单的（静默单、催付、售后补单）也在内，转化率只算询单的；余下是四舍五入。",
        "The exported {sales} is {difference} ({share}) above the product, at {value} a buyer worth {people} "
        "buyers: order value counts every buyer, also those who ordered without asking first, "
        "conversion only those who asked; the rest is rounding.",
    ),
    "whatif.below": Message(
        "导出的{sales}比三项相乘少 {difference}（{share}），按客单价 {value} 合 {people} 人："
        "询单后付款的人里，有的记在别的客服名下，或销售额已扣退款；余下是四舍五入。",
        "The exported {sales} is {difference} ({share}) from the product, at {value} a buyer worth {people} "
        "buyers: some who asked and paid are credited to another agent, or refunds are off already; "
        "the rest is rounding.",
    ),
    "title-sim-months": Message("每个月花多少", "What each month costs"),
    "title-sim-lines": Message("每一项花多少", "What each line costs"),
    "title-sim-spread": Message("工资怎么分布", "How pay is spread"),
    "title-sim-gains": Message("谁多谁少", "Who gains and who loses"),
    "title-sim-swings": Message("谁的工资起伏最大", "Whose pay swings most"),
    "sim.all-months": Message("全部", "all"),
    "sim.limits": Message("应发合计的上下限", "Limits of the total"),
    "sim.how": Message(
        "四分位数按全部人来取（包含法），不到 {count} 个数时不取；“最高的”是发得最多的五分之一。",
        "Quartiles are of everybody (the inclusive method), and of fewer than {count} there are none; the "
        "best paid are the top fifth.",
    ),
    "sim.no-sales": Message(
        "方案没有用到销售额，所以说不出占销售额多少。",
        "The plan reads no sales, so no share of sales can be told.",
    ),
    "sim.gain": Message(
        "多的 {up} 人，少的 {down} 人，不变的 {even} 人。",
        "{up} gain, {down} lose, {even} are paid the same.",
    ),
    "sim.not-closed": Message(
        "{periods} 没有关账，不知道实际发了多少，没有比。",
        "{periods} was never closed, so what was paid is not known and not compared.",
    ),
    "field.all-pay": Message("应发合计", "All pay"),
    "field.team-sales": Message("团队销售额", "Team sales"),
    "field.of-sales": Message("占销售额", "Of sales"),
    "field.line-sum": Message("共", "In all"),
    "field.line-share": Message("占应发", "Of all pay"),
    "field.pays": Message("几份工资", "Pays"),
    "field.least": Message("最低", "Least"),
    "field.lower-quarter": Message("下四分位", "Lower quarter"),
    "field.upper-quarter": Message("上四分位", "Upper quarter"),
    "field.most": Message("最高", "Most"),
    "field.top-count": Message("最高的几份", "Best paid"),
    "field.top-share": Message("它们占应发", "Their share"),
    "field.by-old-plan": Message("旧方案会发", "By the old plan"),
    "field.paid-then": Message("原来发", "Paid then"),
    "field.would-be-paid": Message("会发", "Would be paid"),
    "field.least-in": Message("最低在", "Least in"),
    "field.most-in": Message("最高在", "Most in"),
    "field.swing": Message("相差", "Swing"),
    "title-compare": Message("{before} → {after}", "{before} → {after}"),
    "title-months-team": Message("全队每项指标", "The team's metrics"),
    "title-months-people": Message("每位客服", "Agent by agent"),
    "months.how": Message(
        "比率先把分子、分母加起来再除；只有其中一个的，或者时间，按人数、接待量加权；都没有的，取各人的平均（看“算法”）。"
        "总数只说变了多少，不评好坏。前后变了，不说明是谁带来的。",
        "Rates are made of summed parts; where only one part is there, and for times, they are weighted by "
        "people served; the rest is the mean of people (see the last column). A total only changes: it is "
        "called neither better nor worse. That a metric changed does not say what changed it.",
    ),
    "months.came": Message("只在后一个月有：{names}。", "In the later month alone: {names}."),
    "months.left": Message("只在前一个月有：{names}。", "In the earlier month alone: {names}."),
    "how-made.summed": Message("相加", "sum"),
    "how-made.pooled": Message("合起来算", "of summed parts"),
    "how-made.weighted": Message("加权", "weighted"),
    "how-made.mean": Message("各人平均", "mean of people"),
    "turn.better": Message("变好", "better"),
    "turn.worse": Message("变差", "worse"),
    "turn.same": Message("没变", "same"),
    "turn.neutral": Message("变了", "changed"),
    "field.turn": Message("好坏", "Turn"),
    "field.how-made": Message("算法", "Made of"),
    "title-compare-people": Message("每位客服", "Agent by agent"),
    "title-compare-lines": Message("每一项", "Line by line"),
    "title-compare-reasons": Message("哪些项目，为什么", "Which lines, and why"),
    "title-compare-neutral": Message(
        "总额不变：新方案的这一项乘多少",
        "The same total: by what to multiply a line of the new plan",
    ),
    "compare.and": Message("＋", " + "),
    "compare.how": Message(
        "系数是让新方案总额等于 {total} 的那个数，已经拿它重新算过一遍：每人每项先四舍五入到分，再相加，差多少列在“差”里。",
        "The factor is the one that makes the new plan pay {total}; everything was computed again with it: "
        "each amount is rounded to the fen before it is added, and the last column says by how much the sum misses.",
    ),
    "compare.no-factor": Message(
        "{lines}：没有钱可乘，或乘到 0 也还是多，单靠它找不到系数。",
        "{lines}: pays nothing, or pays too much even times zero, so it alone has no factor.",
    ),
    "compare.not-in-step": Message(
        "{lines}：有封顶、保底，或别的项目跟着它变，总额不随它同步，系数是一次次试出来的。",
        "{lines}: caps, floors or other lines that follow it keep the total from moving in step, so the "
        "factor was found by trying.",
    ),
    "title-prices": Message(
        "每一档多卖多少、多发多少（{period}）", "What bands sell and cost in pay ({period})"
    ),
    "title-responses": Message("回复快慢与转化", "Response times and conversion"),
    "price.none": Message(
        "方案里没有能算账的区间：要有按区间给分的转化率、客单价、接待人数或响应时间；分段计分的月份不算。",
        "No bands can be priced: a plan has them on conversion, order value, receptions or response "
        "times, and months scored in parts are left out.",
    ),
    "title-weigh-notes": Message("怎么看", "How to read this"),
    "title-price-steps": Message(
        "每一档值多少（全队：低于这一档的人都升上来）",
        "What each step brings (all below it rise to it)",
    ),
    "title-price-own": Message(
        "每位客服的下一档（只他一个人升）", "Everybody's next step (nobody else rises)"
    ),
    "title-response": Message("{metric}与转化率", "{metric} and conversion"),
    "price.how": Message(
        "按 {period} 算：判分的数字升到这一档，销售额和跟着它的人数、提成基数一起变，再用方案自己的算法重算一遍工资；"
        "多发的是全店应发多出来的，奖金从一个人换到另一个人手里不算。"
        "“只因这个数字”只动判分的数字，销售额、转化率都不变：它们带动的分数和提成在“多发”里，不在这一栏。每一行是在前一档之上再升这一档。",
        "Computed from {period}: the judged figure rises to the step, with sales and what is "
        "counted of them, and the plan itself computes pay again. More pay is of the whole shop: a prize won "
        "from somebody else is none. The column for the figure alone leaves sales and conversion as they "
        "are; points and commission that follow these are in more pay only. Each row is what this step adds to the one before.",
    ),
    "price.this-data": Message("这份数据", "this data"),
    "price.margin": Message(
        "多卖的是销售额，不是利润：毛利率高于“多发占多卖”，这一档才划算；写上 --margin 就直接算出剩多少。",
        "What is sold is not profit: a step pays for itself where the gross margin is above its pay share; "
        "--margin shows what is left.",
    ),
    "price.left": Message(
        "“剩下”是多卖的 {margin} 减去多发的：负数就是这一档发得比赚得多。",
        "What is left is {margin} of the sales less the pay: below zero the step pays more than it earns.",
    ),
    "price.rows-stay": Message(
        "按一行一行明细算的提成、奖金没有跟着变：多卖的会是哪些商品、哪些订单，没有人知道。",
        "What is paid row by row stays as it is: which goods and orders would be sold, nobody knows.",
    ),
    "price.unknown-sales": Message(
        "横线：多卖多少说不出来。一单没成的人没有客单价；响应时间没有公式，只看本店各档的转化率，某一档不到 {count} 人次就不算。全队那张表只按“算在内”的人算：有说得出来的，就只算他们；一个也没有，多卖画横线，多发算全部。",
        "A dash: what is sold for it cannot be told. Who sold nothing has no order value; for response "
        "times there is no formula, only the conversion of each band in this shop, and none where fewer "
        "than {count} observations are in one. The team's rows are of those who are counted: who can be told of, or, if "
        "nobody can, all of them, with their pay alone.",
    ),
    "price.response": Message(
        "响应时间的“多卖”，只是拿本店回得更快的人的转化率来比（取自给出的全部月份）：这是一起出现的情况，不是因果，回得快了不一定就多卖这些。",
        "For response times, more sales only sets the conversion of those in this shop who answer faster (in "
        "all months given) against that of the slower: they go together, which is no cause, and answering "
        "faster need not sell as much.",
    ),
    "weigh.points": Message("{points} 个百分点", "{points} pp"),
    "weigh.too-few": Message("人太少", "too few"),
    "price.no-cause": Message(
        "这是一起出现的情况，不是因果：回得慢的也可能是接待最多或刚入职的人。同一个人、同样的量比一比，用 csperf drivers。",
        "These go together, which is no cause: who answers late may be who has most to answer, or who is "
        "new. csperf drivers compares within people and at equal load.",
    ),
    "field.step": Message("升到", "Step"),
    "field.below": Message("低于它的人", "Below it"),
    "field.counted": Message("算在内", "Counted"),
    "field.extra-sales": Message("多卖", "More sales"),
    "field.extra-pay": Message("多发", "More pay"),
    "field.for-points": Message("只因这个数字", "For the figure alone"),
    "field.left-over": Message("剩下", "Left"),
    "field.cost-share": Message("多发占多卖", "Pay of sales"),
    "field.answered-in": Message("响应时间", "Answered in"),
    "field.amount": Message("新方案发", "New plan pays"),
    "field.factor": Message("乘", "Times"),
    "field.after-factor": Message("乘后这项", "Then it pays"),
    "field.total-after": Message("乘后总额", "Then all pay"),
    "field.off": Message("差", "Off"),
    "field.what-changes": Message("变的是", "What changes"),
    "field.grown": Message("增长", "Growth"),
    "field.extra": Message("多出", "Extra"),
    "field.of-before": Message("占原来", "Of before"),
    "field.receptions": Message("接待人数", "Receptions"),
    "field.conversion": Message("转化率", "Conversion"),
    "field.order-value": Message("客单价", "Order value"),
    "field.multiplied": Message("相乘", "Product"),
    "field.would-be": Message("会是", "Would be"),
    "field.exported": Message("导出的销售额", "Exported sales"),
    "field.beyond": Message("导出比相乘多", "Exported less product"),
    "field.note": Message("说明", "Note"),
}

MESSAGES: Final[dict[str, Message]] = {**_HELP, **_PROBLEMS, **_WORDS}
