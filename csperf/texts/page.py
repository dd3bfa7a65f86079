"""Texts of a plan's page: the clauses of its sentences, its sections, and its policies."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_CLAUSES: Final[dict[str, Message]] = {
    "clause.taken": Message("扣 {value}", "minus {value}"),
    "clause.times": Message("；再乘 {factor}", "; times {factor}"),
    "clause.rounded": Message("{value}（{how}）", "{value} ({how})"),
    "clause.at-least": Message("最少 {value}", "at least {value}"),
    "clause.at-least-if-any": Message(
        "最少 {value}（算出 0 的仍是 0）", "at least {value} (0 stays 0)"
    ),
    "clause.at-most": Message("最多 {value}", "at most {value}"),
    "clause.team": Message("团队", "team"),
    "clause.whole-mean": Message("{among}平均的{column}", "the {among}'s mean {column}"),
    "clause.whole-sum": Message("{among}合计的{column}", "the {among}'s total {column}"),
    "clause.whole-min": Message("{among}最低的{column}", "the {among}'s lowest {column}"),
    "clause.whole-max": Message("{among}最高的{column}", "the {among}'s highest {column}"),
    "clause.given": Message("{value}，没有数据时 {otherwise}", "{value}, {otherwise} without data"),
    "clause.weighted": Message("按权重合成", "by weight"),
    "clause.otherwise": Message("其余", "else"),
    "clause.by": Message("按{name}：{cases}", "by {name}: {cases}"),
    "clause.only-when": Message("{value}，只在 {tests} 时", "{value}, only when {tests}"),
    "clause.when": Message(
        "{tests} 时 {value}，否则 {otherwise}", "{value} when {tests}, else {otherwise}"
    ),
    "clause.and": Message(" 且 ", " and "),
    "clause.or": Message(" 或 ", " or "),
    "clause.not": Message("不是（{tests}）", "not ({tests})"),
    "clause.from": Message("{start} 起 {rate}", "{rate} from {start}"),
    "clause.beyond": Message("{start} 以上 {rate}", "{rate} over {start}"),
    "clause.graduated": Message(
        "按{base}分段累进，每段各按自己的：{tiers}", "on {base}, each part at its own: {tiers}"
    ),
    "clause.whole": Message(
        "按{base}，全部都按所到的一档：{tiers}", "on {base}, all of it at the tier reached: {tiers}"
    ),
    "clause.higher": Message("{column}从高到低", "{column}, highest first"),
    "clause.lower": Message("{column}从低到高", "{column}, lowest first"),
    "clause.then": Message("，相同的再比", "; equals by "),
    "clause.each": Message(
        "{table}逐行算再相加，每行：{row}", "each row of {table}, then added: {row}"
    ),
    "clause.left-out": Message("（不计 {tests}）", " (not: {tests})"),
    "clause.most-rows": Message(
        "；最多算 {most} 行，取金额大的", "; at most {most} rows, the largest amounts"
    ),
    "clause.ranked": Message("按{keys}排名", "ranked by {keys}"),
    "clause.only": Message("（只限 {tests}）", " (only {tests})"),
    "clause.prizes": Message("{ranked}：{prizes}，并列{ties}", "{ranked}: {prizes}; ties: {ties}"),
    "clause.place": Message("第 {place} 名 {prize}", "place {place} {prize}"),
    "clause.others": Message("其余 {prize}", "others {prize}"),
    "clause.pool": Message("奖金池 {pool}", "a pool of {pool}"),
    "clause.each-within": Message("，每个{within}一份", ", one for each {within}"),
    "clause.equally": Message(
        "参加的人平分，分不尽的一分钱按余数大小给", "split equally to the fen"
    ),
    "clause.by-share": Message(
        "按{of}的比例分，分不尽的一分钱按余数大小给", "split in proportion to {of}, to the fen"
    ),
    "clause.down-to": Message("{name} 到前 {share}", "{name} down to {share}"),
    "clause.tied-better": Message("并列按好的一头", "ties by the better end"),
    "clause.tied-worse": Message("并列按差的一头", "ties by the worse end"),
    "clause.outside": Message("；不参加的：{name}", "; who takes no part: {name}"),
    "clause.distribution": Message(
        "{ranked}，按名次占人数的比例：{shares}，{ties}",
        "{ranked}; by place, as a share of heads: {shares}; {ties}",
    ),
}

_SECTIONS: Final[dict[str, Message]] = {
    "page.whom": Message("给谁：{facts}", "For whom: {facts}"),
    "page.role": Message("岗位 {role}", "the role {role}"),
    "page.all": Message("所有人（没有写 `role`）", "everybody (no `role` is given)"),
    "page.valid": Message("{start} 到 {end} 有效", "valid from {start} until {end}"),
    "page.valid-from": Message("{start} 起有效", "valid from {start}"),
    "page.valid-until": Message("到 {end} 为止有效", "valid until {end}"),
    "page.line": Message("{name}：{told}", "{name}: {told}"),
    "page.worth-points": Message("{change}分", "{change} pts"),
    "page.worth-pay": Message("{change}元", "{change} pay"),
    "page.currency": Message("金额单位 {currency}", "amounts in {currency}"),
    "page.indicators": Message("考核", "Indicators"),
    "page.indicators-worth": Message(
        "考核（每档下面：比后一档多几分得分，首个算例多发几元）",
        "Indicators (below each band: score and first example's pay beyond the next)",
    ),
    "page.made-of": Message("由下面几项按权重合成", "made of these by weight"),
    "page.looks-at": Message("看{column}", "by {column}"),
    "page.as-it-is": Message("{column}就是分值", "{column} is the points"),
    "page.score-mean": Message("各项分值 × 权重，相加", "points × weight, added up"),
    "page.score-sum": Message("各项分值相加", "all points added up"),
    "page.pay": Message("工资条", "Payslip"),
    "page.total": Message("以上各项之和", "the sum of the lines above"),
    "page.balances": Message("记到下个月", "Carried to next month"),
    "page.gates": Message("门槛和否决", "Gates and vetoes"),
    "page.gate": Message("{gate}：{tests} 时，{effects}", "{gate}: when {tests}, {effects}"),
    "page.places-lapse": Message("空出的名次和份额作废", "the place and share lapse"),
    "page.places-move_up": Message("空出的名次和份额让给其他人", "the others move up and share it"),
    "page.cancels": Message("取消{lines}{value}", "cancels {lines}{value}"),
    "page.reduces": Message("{lines}按 {value} 发", "cuts {lines} to {value}"),
    "page.lowers": Message("{lines}最多 {value}", "{lines} at most {value}"),
    "page.sets": Message("{lines}变为 {value}", "{lines} becomes {value}"),
    "page.agreements": Message("单独约定", "Agreed with single people"),
    "page.times": Message("{line} × {factor}", "{line} × {factor}"),
    "page.instead": Message("{line}改为 {value}", "{line} is {value} instead"),
    "page.seasons": Message("活动期间", "Seasons"),
    "page.season-weights": Message("权重改为 {listed}", "weights {listed}"),
    "page.season-factors": Message("提成系数 {listed}", "commission factors {listed}"),
    "page.season-excluded-indicators": Message(
        "{days} 不计入考核，提成照算", "{days} left out of the indicators, not of pay"
    ),
    "page.season-excluded-all": Message("{days} 什么都不计", "{days} left out of everything"),
    "page.season-bands": Message("{name}改用", "{name} by"),
    "page.minimum-wage": Message(
        "应发合计低于最低工资 {minimum} 时提醒，不改金额",
        "A total below the minimum wage of {minimum} is warned of, not changed",
    ),
    "page.policies": Message("约定", "Agreed"),
}

_POLICIES: Final[dict[str, Message]] = {
    "verdict.unmatched-error": Message(
        "花名册里没有的名字：停下", "Names that the roster lacks: stop"
    ),
    "verdict.unmatched-leave_out": Message(
        "花名册里没有的名字：不计", "Names that the roster lacks: left out"
    ),
    "verdict.without-data-error": Message("没有数据的人：停下", "somebody without data: stop"),
    "verdict.without-data-leave_out": Message(
        "没有数据的人：不发", "somebody without data: not paid"
    ),
    "verdict.without-data-keep": Message(
        "没有数据的人：保留，数据为空", "somebody without data: kept, with blanks"
    ),
    "verdict.outside-period-error": Message("别的月份的行：停下", "rows of other months: stop"),
    "verdict.outside-period-leave_out": Message(
        "别的月份的行：不计", "rows of other months: left out"
    ),
    "verdict.below-zero-error": Message(
        "{line}：退款多于销售、{of}为负时，停下来问（没有写 `below_zero`）",
        "{line}: {of} below zero, as when refunds exceed sales: stop (no `below_zero` is given)",
    ),
    "verdict.below-zero-zero": Message(
        "{line}：退款多于销售、{of}为负时，不发不扣（`below_zero: zero`）",
        "{line}: {of} below zero, as when refunds exceed sales: pays nothing (`below_zero: zero`)",
    ),
    "verdict.below-zero-charge": Message(
        "{line}：退款多于销售、{of}为负时，倒扣（`below_zero: charge`）",
        "{line}: {of} below zero, as when refunds exceed sales: takes back (`below_zero: charge`)",
    ),
    "verdict.refunds-taken-back": Message(
        "发薪以后才退的款：由“{lines}”按原来的比例追回",
        "Refunds after pay day: taken back at the original rate by {lines}",
    ),
    "verdict.refunds-later": Message(
        "发薪以后才退的款：不自动追回，只按导出表里的数算",
        "Refunds after pay day: not taken back, only what the exports say counts",
    ),
}

MESSAGES: Final[dict[str, Message]] = _CLAUSES | _SECTIONS | _POLICIES
