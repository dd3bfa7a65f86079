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
        "“Next band” is what would have come out with this one figure there and everything else, "
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
    "payslips-folder": Message(
        "这里已经有一个同名的文件，不是文件夹。",
        "this is a file, not a folder.",
        "工资条一人一个文件，请给一个文件夹，例如 {example}。",
        "Payslips are a file a person; name a folder, for example {example}.",
    ),
    "payslips-over-input": Message(
        "有一份工资条要写的文件正是输入文件 {input}，写了就会把它覆盖掉。",
        "one of the payslips would overwrite the input file {input}.",
        "请把工资条写到另一个文件夹。",
        "Write the payslips to another folder.",
    ),
    "payslips.written": Message(
        "{count} 份工资条在 {folder}：新写 {written} 份，没有变化 {same} 份。",
        "{count} payslips in {folder}: {written} written, {same} unchanged.",
    ),
    "help.payslips": Message(
        "给每个人写一份工资条：各项怎么算的、在哪一档、下一档会多多少，只有他自己的数字。\n\n"
        "例：csperf payslips plan.yaml --data 10月.xlsx --roster 花名册.xlsx --period 2026-10 -o 工资条",
        "Write a payslip for each person: how every line came about, the bands, what the next one "
        "would have paid; only their own figures.\n\n"
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
    "help.company": Message(
        "公司或店铺的名称，印在抬头", "the name of the company or shop, for the head of the page"
    ),
}
