"""Texts of what wage law says of a month's figures."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "deductions-over-fifth": Message(
        "{agent} 的扣款（{lines}）共 {taken}，超过扣款前工资 {before} 的 20%（{most}）；金额照方案算，没有改动",
        "{agent}: {taken} is deducted ({lines}), more than 20% ({most}) of the wage before it, {before}; nothing was changed",
        "如果是赔偿损失，每月扣的不得超过当月工资的 20%（工资支付暂行规定第十六条），多出的请分到以后的月份。",
        "If it makes good a loss, no more than 20% of a month's wage may be taken in China (Article 16 of the Provisional Provisions on Payment of Wages): spread the rest over later months.",
    ),
    "below-minimum-wage": Message(
        "{agent} 的应发合计 {total}，低于最低工资 {minimum}（{how}）；金额照方案算，没有改动",
        "the total of {agent}, {total}, is below the minimum wage of {minimum} ({how}); nothing was changed",
        "请核对；要补足的话，在方案里加一项 `guarantee`。",
        "Check it; to top it up, add a line of `guarantee` to the plan.",
    ),
    "deducted-below-minimum": Message(
        "{agent} 扣款后的应发合计 {total}，低于最低工资 {minimum}（{how}）；金额照方案算，没有改动",
        "after deductions the total of {agent}, {total}, is below the minimum wage of {minimum} ({how}); nothing was changed",
        "扣款后剩下的不得低于最低工资（工资支付暂行规定第十六条），请少扣一些，多出的分到以后的月份。",
        "In China what is left may not be below it (Article 16 of the Provisional Provisions on Payment of Wages): deduct less, and the rest in later months.",
    ),
    "like.minimum_wage": Message("`minimum_wage: 2690`", "`minimum_wage: 2690`"),
    "law.by-days": Message("按天折算", "prorated by days"),
    "law.whole-month": Message("按整月比，没有按天折算", "of a whole month, not prorated"),
}
