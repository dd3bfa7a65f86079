"""Texts of tables, workbooks, files, and of what can go wrong when a result is written."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HEADINGS: Final[dict[str, Message]] = {
    "heading-score": Message("得分", "Score"),
    "heading-grade": Message("等级", "Grade"),
    "heading-rank": Message("名次", "Rank"),
    "heading-total": Message("应发合计", "Total pay"),
    "heading-number": Message("序号", "No."),
    "heading-agent": Message("客服", "Agent"),
    "heading-name": Message("姓名", "Name"),
    "heading-id": Message("工号", "Staff ID"),
    "heading-signature": Message("签字", "Signature"),
    "heading-remark": Message("备注", "Remarks"),
    "heading-sum": Message("合计", "Sum"),
    "heading-of-team": Message("{name}（团队）", "{name} (team)"),
    "heading-of-points": Message("{name}分值", "{name} points"),
    "heading-of-rank": Message("{name}名次", "{name} rank"),
    "heading-of-pay": Message("{name}金额", "{name} pay"),
    "title-plan": Message("{plan} 版本 {version}", "{plan} version {version}"),
    "title-scores": Message("绩效得分", "Scores"),
    "title-pay": Message("薪资（{currency}）", "Pay ({currency})"),
    "title-summary": Message("团队", "Team"),
}

_SUMMARY: Final[dict[str, Message]] = {
    "summary-people": Message("人数", "People"),
    "summary-unpaid": Message("未能算出应发的人数", "People without a total"),
    "summary-total": Message("应发总额", "Total pay"),
    "summary-mean": Message("人均应发", "Mean pay"),
    "summary-highest": Message("最高应发", "Highest pay"),
    "summary-lowest": Message("最低应发", "Lowest pay"),
    "summary-sales": Message("团队销售额", "Team sales"),
    "summary-share": Message("应发占销售额", "Pay as a share of sales"),
    "summary-parts": Message("各项占应发", "Lines as shares of pay"),
}

_WORKBOOK: Final[dict[str, Message]] = {
    "sheet-workings": Message("验算", "Workings"),
    "sheet-workings-rows": Message("验算 {name}", "Workings {name}"),
    "title-workings": Message("{plan} {period} 验算", "{plan} {period} workings"),
    "title-workings-rows": Message("{name} {period} 逐行验算", "{name} {period} row by row"),
    "workings-note": Message(
        "蓝色是读入的数据，黑色由公式从数据和方案里的数算出，灰色是公式用的辅助列；改一个蓝色数字就能试算，薪资表不会跟着变。#N/A 表示没有数据，不是 0。",
        "Blue figures were read, black ones are computed from them and the plan's numbers, grey ones help the formulas. Change a blue figure to try it out; the payroll stays as it is. #N/A means that there is no figure, which is not 0.",
    ),
    "workings-rounding": Message(
        "“一致”为 TRUE：这一行算出的每个数都和薪资表、绩效得分表上的一样。ROUND(…, 9) 只去掉电子表格自身的浮点误差，不影响金额。",
        "TRUE in column C says that every figure computed in the row is the one on the payroll and the scores. ROUND(…, 9) only takes off the binary noise of spreadsheets; it changes no amount.",
    ),
    "heading-agrees": Message("一致", "Agrees"),
    "heading-of-aid": Message("{name} · 辅助{number}", "{name} · aid {number}"),
    "title-scoreboard": Message("{plan} {period} 绩效得分", "{plan} {period} scores"),
    "about-plan": Message("方案", "Plan"),
    "about-version": Message("版本", "Version"),
    "about-role": Message("岗位", "Role"),
    "about-period": Message("周期", "Period"),
    "about-currency": Message("币种", "Currency"),
    "about-plan-file": Message("方案文件", "Plan file"),
    "about-plan-hash": Message("方案 SHA-256", "Plan SHA-256"),
    "about-input": Message("数据文件", "Data file"),
    "about-input-hash": Message("数据 SHA-256", "Data SHA-256"),
    "about-csperf": Message("csperf 版本", "csperf version"),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "output-not-a-number": Message(
        "{agent} 的“{column}”算出来不是一个有限的数，所以什么都没有写出。",
        "'{column}' of {agent} is not a finite number, so nothing was written.",
        "这是 csperf 的问题，请带上方案反馈给我们。",
        "This is a fault of csperf; please report it together with the plan.",
    ),
    "output-suffix": Message(
        "不知道该把结果写成什么格式：“{suffix}”不在支持之列。",
        "cannot tell which format to write: '{suffix}' is not one of them.",
        "文件名请以 {known} 结尾。",
        "Let the file name end in {known}.",
    ),
    "output-is-input": Message(
        "结果要写到的文件正是输入文件 {input}，写了就会把它覆盖掉。",
        "the result would overwrite the input file {input}.",
        "请换一个输出文件名。",
        "Choose another name for the result.",
    ),
    "output-no-folder": Message(
        "文件夹 {folder} 不存在。",
        "there is no folder {folder}.",
        "请先建好这个文件夹，或写到别处。",
        "Create it first, or write somewhere else.",
    ),
    "output-no-folder-but-file": Message(
        "这里要的是一个文件夹（一人写一个文件），而它是一个文件或链接。",
        "a folder is wanted here, for a file a person, and this is a file or a link.",
        "请换一个文件夹的名字，例如 {example}。",
        "Name a folder, for example {example}.",
    ),
    "output-is-folder": Message(
        "这是一个文件夹，不能写成文件。",
        "this is a folder and cannot be written as a file.",
        "请在后面加上文件名，例如 {example}。",
        "Add a file name, for example {example}.",
    ),
    "output-is-link": Message(
        "这是一个链接，csperf 不会通过链接写文件。",
        "this is a link, and csperf does not write through links.",
        "请直接写出真正的文件路径。",
        "Name the real file instead.",
    ),
    "output-is-no-file": Message(
        "这不是普通文件（可能是管道或设备），不能写入。",
        "this is not an ordinary file (a pipe or a device, perhaps) and cannot be written.",
        "请换一个输出文件名。",
        "Choose another name for the result.",
    ),
    "output-differs": Message(
        "文件已经存在，而且内容和这次的结果不同；这次一个文件都没有写。",
        "the file exists and holds a different result; no file was written this time.",
        "确认要覆盖请加 --force，否则换一个文件名。",
        "Add --force to overwrite it, or choose another name.",
    ),
    "output-denied": Message(
        "没有权限在这里写文件。",
        "you may not write here.",
        "请检查文件夹的权限，或写到别处。",
        "Check the folder's permissions, or write somewhere else.",
    ),
    "output-held": Message(
        "文件无法替换，多半正被别的程序打开；原文件没有动。",
        "the file cannot be replaced, most likely because another program has it open; "
        "it was left as it is.",
        "请在 Excel 或 WPS 里关闭它，再试一次。",
        "Close it in Excel or WPS and try again.",
    ),
    "output-disk-full": Message(
        "磁盘已满或文件超出限额，没有写成；原来的文件没有动。",
        "the disk is full or the file is over a limit, so nothing was written; "
        "what was there before is untouched.",
        "请腾出空间，或写到别的磁盘。",
        "Make room, or write to another disk.",
    ),
    "output-failed": Message(
        "没有写成：{reason}；原来的文件没有动。",
        "could not be written: {reason}; what was there before is untouched.",
        "请换一个位置再试。",
        "Try another place.",
    ),
}

MESSAGES: Final[dict[str, Message]] = _HEADINGS | _SUMMARY | _WORKBOOK | _PROBLEMS
