"""Texts of payslips: what stands on them, and how their files are written."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "payslip.title": Message("工资条", "Payslip"),
    "payslip.title-scores": Message("绩效单", "Scores"),
    "payslip.pay": Message("薪资明细", "Pay"),
    "payslip.scores": Message("考核明细", "How the score came about"),
    "payslip.balances": Message("结转到以后的", "Carried into later months"),
    "payslip.in-words": Message("大写：{words}", "In words: {words}"),
    "payslip.line": Message("项目", "Line"),
    "payslip.amount": Message("金额", "Amount"),
    "payslip.amount-in": Message("金额（{currency}）", "Amount ({currency})"),
    "payslip.indicator": Message("考核项", "Indicator"),
    "payslip.value": Message("数值", "Figure"),
    "payslip.weight": Message("权重", "Weight"),
    "payslip.points-heading": Message("分值", "Points"),
    "payslip.how": Message("怎么算的", "How it came about"),
    "payslip.made-of": Message("其中", "Made of"),
    "payslip.bands-of": Message("{name}的各档", "The bands of {name}"),
    "payslip.here": Message("您在这一档", "you are here"),
    "payslip.points": Message("{points} 分", "{points} points"),
    "payslip.next": Message("下一档 {bound}：{worth}", "Next band {bound}: {worth}"),
    "payslip.more": Message("应发多 {amount}", "{amount} more pay"),
    "payslip.less": Message("应发反而少 {amount}", "but {amount} less pay"),
    "payslip.same-pay": Message("应发不变", "the same pay"),
    "payslip.best": Message("已是最好的一档。", "This is the best band."),
    "payslip.no-figure": Message(
        "这一项没有数据，所以说不出下一档。", "There is no figure here, so no next band."
    ),
    "payslip.aim": Message(
        "“下一档”说的是：只有这一个数字到了那一档，其余数字和别人的数字都不变时，会是多少。",
        "The next band: what would have come out with this one figure there and everything else, "
        "other people's figures too, as it is.",
    ),
    "payslip.in-parts": Message(
        "本月分几段（或几家店）计分，一段的数字不能单独变，所以不写下一档。",
        "This month is scored in parts, whose figures cannot change alone, so no next band is told.",
    ),
    "payslip.signed": Message("本人签字", "Signature"),
    "payslip.date": Message("日期", "Date"),
    "payslip.source": Message(
        "按方案“{plan}”版本 {version} 计算，csperf {csperf}。",
        "Computed by the plan {plan}, version {version}, with csperf {csperf}.",
    ),
    "payslip.hash": Message("方案 SHA-256：{sha256}", "SHA-256 of the plan: {sha256}"),
    "payslips.written": Message(
        "{count} 份工资条在 {folder}：新写 {written} 份，没有变化 {same} 份。",
        "Payslips in {folder}: {count} ({written} written, {same} unchanged).",
    ),
    "payslips-differ": Message(
        "文件夹里已有内容不同的工资条，共 {count} 份，如 {example}；这次一个文件都没有写。",
        "the folder holds payslips that differ, {count} in all, such as {example}; no file was written this time.",
        "确认要覆盖请加 --force，否则写到另一个文件夹。",
        "Add --force to overwrite them, or write to another folder.",
    ),
    "payslips-of-nobody": Message(
        "文件夹里有 {count} 份这个月的工资条，这次没有这些人：{names}",
        "the folder holds payslips of this month ({count}) for nobody who is paid this time: {names}",
        "如果是改了名、离了职或算错了的，核对后请自己移走或删掉；csperf 不会动它们。",
        "If they left, are called otherwise or were paid by mistake, check and remove them yourself; csperf does not touch them.",
    ),
    "help.payslips": Message(
        "给每个人写一份工资条：各项怎么算的、在哪一档、下一档会多多少。\n\n里面只有本人的数字。\n\n"
        "例：csperf payslips plan.yaml --data 10月.xlsx --roster 花名册.xlsx --period 2026-10 -o 工资条",
        "Write everybody's payslip, each line explained.\n\n"
        "Nobody's payslip holds anybody else's figures.\n\n"
        "Example: csperf payslips plan.yaml --data month.xlsx --roster roster.xlsx --period 2026-10 -o payslips",
    ),
    "help.payslips-output": Message(
        "写到这个文件夹，一人一个文件；没有就新建，只有自己能看",
        "the folder to write to, a file a person; made if it is not there, readable by you alone",
    ),
    "help.payslips-agent": Message(
        "只写这些客服的：姓名、工号或旺旺，可以给多个",
        "only of these agents: by name, id or nick; may be several",
    ),
    "help.payslips-format": Message(
        "html（默认，用浏览器看，打印正好一页）或 xlsx",
        "html (default; for a browser, prints on one page) or xlsx",
    ),
}
