"""Texts of the history: closing, opening again, and what is wrong with its folder."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.close": Message(
        "关账：把这个月的结果定下来，存进历史。\n\n方案和原表一起存，以后不再变。手工调整写成一张自己的表（客服、调整金额、调整原因），每次都用 --data 一起给，也就一起存。\n\n例：csperf close 2026-10 plan.yaml --data 10月.xlsx --roster 花名册.xlsx\n\n再算一遍：csperf calc 2026-10 -o 2026-10.xlsx",
        "Make a month final and keep it in the history.\n\nIts plan and exports are kept with it, and it never changes. Adjustments by hand are a table of their own (agent, amount, reason), named after --data each time and so kept as well.\n\nExample: csperf close 2026-10 plan.yaml --data month.xlsx --roster roster.xlsx\n\nCompute it again: csperf calc 2026-10 -o 2026-10.xlsx",
    ),
    "help.correct": Message(
        "更正已关账的月份：按改过的数据或方案重算，差额由下一个没关账的月份补发或扣回。\n\n没写的沿用关账时的。\n\n例：csperf correct 2026-10 --data 10月-退款后.xlsx --reason 月后退款",
        "Correct a closed month; the next open month pays or takes back the difference.\n\nThe month is computed anew from corrected data or another plan; what is not named stays as it was closed.\n\nExample: csperf correct 2026-10 --data october-after-refunds.xlsx --reason 'late refunds'",
    ),
    "help.correct-words": Message(
        "月份；方案改了的话，再写新方案", "the month, and the plan if that is what is corrected"
    ),
    "help.reopen": Message(
        "重开已关账的月份，要写原因。\n\n谁、什么时候、为什么都记在历史里，原来的关账也留着。\n\n例：csperf reopen 2026-10 --reason 还没发，导出表漏了一天",
        'Let a closed month be closed anew, with a reason.\n\nWho, when and why are recorded, and the earlier closing stays.\n\nExample: csperf reopen 2026-10 --reason "not paid yet, the export lacked a day"',
    ),
    "help.diff-command": Message(
        "比较两份结果：谁变了、变了多少、为什么。\n\n可以是已关账的月份、csperf 写的 .json 或 .xlsx。两边都是月份时，原因查到方案的行和表里的单元格。\n\n例：csperf diff 2026-09 2026-10；csperf diff 2026-10 新算的.json",
        "Compare two results: whose pay differs, by how much, and why.\n\nEach is a closed month, or a .json or .xlsx that csperf wrote. Between two months the reasons go down to lines of the plan and cells of the exports.\n\nExample: csperf diff 2026-09 2026-10; csperf diff 2026-10 new.json",
    ),
    "help.diff-before": Message(
        "前一份：月份、.json 或 .xlsx", "the earlier one: a month, .json or .xlsx"
    ),
    "help.diff-after": Message(
        "后一份：月份、.json 或 .xlsx", "the later one: a month, .json or .xlsx"
    ),
    "help.history": Message(
        "列出历史里的月份，或者看其中一个月。\n\n看一个月：发生过什么、用了什么、每个人发了多少。--check 核对每个文件。\n\n例：csperf history 2026-10",
        "List the months of the history, or show one.\n\nOf one: what happened, from what it was computed, what everybody was paid. --check checks every file.\n\nExample: csperf history 2026-10",
    ),
    "help.history-check": Message(
        "逐个核对历史里的文件，有改过的、坏了的就列出来",
        "check every file of the history, and list those that were changed or damaged",
    ),
    "help.history-folder": Message(
        "历史文件夹，默认按 csperf.toml，没有就是 history",
        "the folder of the history, by default as csperf.toml says, else history",
    ),
    "help.history-period": Message("只看这个月", "the month to show"),
    "help.reason": Message("为什么", "why"),
}

_DONE: Final[dict[str, Message]] = {
    "history.sound": Message(
        "历史里的 {count} 个文件都核对过，和当初写的一样",
        "all {count} files of the history were checked and are as they were written",
    ),
    "close.done": Message(
        "{period} 已关账：{people} 人，应发合计 {total} {currency}，存在 {folder}",
        "{period} is closed: {people} people, {total} {currency} in all, kept in {folder}",
    ),
    "close.unchanged": Message(
        "{period} 早已关账，这次算出来的一样，没有改动：{people} 人，应发合计 {total} {currency}，{folder}",
        "{period} was closed already with the same result, nothing changed: {people} people, {total} {currency} in all, {folder}",
    ),
    "correct.done": Message(
        "{period} 的更正记在 {folder}；下一个没关账的月份会带上这些差额",
        "the correction of {period} is recorded in {folder}; the next open month carries it",
    ),
    "correct.nothing": Message(
        "{period} 算出来和已付的一样，没有要更正的",
        "{period} is worth what was paid for it, so there is nothing to correct",
    ),
    "diff.title": Message("{before} → {after}", "{before} → {after}"),
    "diff.nothing": Message(
        "{before} 和 {after} 每个人的工资都一样",
        "everybody is paid the same in {before} and {after}",
    ),
    "diff.changed": Message("变了", "changed"),
    "diff.came": Message("新来", "came"),
    "diff.left": Message("离开", "left"),
    "diff.plan": Message(
        "方案里 {name} 的算法变了 [{place}]", "the plan has another {name} [{place}]"
    ),
    "diff.plan-new": Message("方案新加了 {name} [{place}]", "the plan has a new {name} [{place}]"),
    "diff.plan-gone": Message(
        "方案不再有 {name} [{place}]", "the plan no longer has {name} [{place}]"
    ),
    "line.limits": Message("应发的上下限", "limits of the total"),
    "reopen.done": Message(
        "{period} 已重开，记在 {folder}；改好后再用 csperf close 关账",
        "{period} is open again, recorded in {folder}; mend it and close it with csperf close",
    ),
    "state.closed": Message("已关账", "closed"),
    "state.reopened": Message("重开", "open again"),
    "state.corrected": Message("更正", "corrected"),
}

_READ_ME: Final[dict[str, Message]] = {
    "history.read-me": Message(
        "csperf 的历史：每个月一个文件夹，里面按顺序是关账（closed）、重开（reopened）、更正（corrected）。\n"
        "里面有每个人的工资，只给该看的人看。文件都不要改：改过的、坏了的，csperf 会说是哪个。\n"
        "checksums.txt 可以用 sha256sum -c 核对；.parquet 用任何能读 Parquet 的程序打开；\n"
        "inputs 里是当时用的方案和原表，用 gzip 压缩，原来的名字在 facts.json 里。",
        "The history of csperf: a folder a month, in it what happened (closed, reopened, corrected), in order.\n"
        "It holds everybody's pay: keep it to those who may see that. Edit no file: csperf names any that was.\n"
        "checksums.txt can be checked by sha256sum -c; .parquet is read by any reader of Parquet; inputs are\n"
        "the plans and exports that were used, compressed by gzip, their names are in facts.json.",
    ),
}

_TABLES: Final[dict[str, Message]] = {
    "title-months": Message("历史", "History"),
    "title-corrections": Message("更正", "Corrections"),
    "title-corrections-due": Message("还没发的更正", "Corrections that are still due"),
    "title-diff-people": Message("谁变了", "Who is paid differently"),
    "title-diff-lines": Message("哪些项目，为什么", "Lines and reasons"),
    "title-diff-sources": Message("不一样的文件", "Files that differ"),
    "title-events": Message("经过", "What happened"),
    "title-closed-plans": Message("方案", "Plans"),
    "title-closed-files": Message("原表", "Files"),
    "title-closed-pay": Message("应发", "Pay"),
    "field.period": Message("月份", "Month"),
    "field.plan-name": Message("方案", "Plan"),
    "field.people": Message("人数", "People"),
    "field.total": Message("应发合计", "Total pay"),
    "field.currency": Message("币种", "Currency"),
    "field.when": Message("时间", "When"),
    "field.who": Message("谁", "Who"),
    "field.reason": Message("原因", "Reason"),
    "field.line": Message("项目", "Line"),
    "field.paid-before": Message("已付", "Paid"),
    "field.worth-now": Message("应为", "Worth"),
    "field.difference": Message("差额", "Difference"),
    "field.origin": Message("来由", "Origin"),
    "field.change": Message("情况", "What"),
    "field.before": Message("原来", "Before"),
    "field.after": Message("现在", "After"),
    "field.sha256-before": Message("原来的 SHA-256", "SHA-256 before"),
    "field.sha256-after": Message("现在的 SHA-256", "SHA-256 after"),
    "field.event": Message("记录", "Event"),
    "field.happened": Message("经过", "What"),
    "field.sha256": Message("SHA-256", "SHA-256"),
    "field.bytes": Message("字节", "Bytes"),
    "field.copy": Message("存为", "Kept as"),
}

_FOLDER: Final[dict[str, Message]] = {
    "history-none": Message(
        "这里没有 csperf 的历史",
        "there is no history of csperf here",
        "第一次关账（csperf close）时会建；用 --history 指明在哪里。",
        "The first csperf close makes one; --history says where it is.",
    ),
    "history-no-place": Message(
        "这里已经有别的东西，不能用来放历史",
        "there is something else here, so it cannot become a history",
        "请换一个空的或还没有的文件夹，例如 --history 工资历史。",
        "Name an empty folder or a new one, such as --history pay-history.",
    ),
    "history-damaged": Message(
        "历史里的这个文件和当初写的不一样：被改过，或者坏了",
        "this file of the history is not what was written: it was changed or damaged",
        "请从备份恢复它；历史里的文件不要手工改，数字不对就用 csperf reopen 或更正。",
        "Restore it from a backup; files of the history are not edited, a wrong figure is mended by csperf reopen or a correction.",
    ),
    "history-lacks": Message(
        "历史里少了这个文件",
        "the history lacks this file",
        "请从备份恢复它。",
        "Restore it from a backup.",
    ),
    "history-gap": Message(
        "这个月的记录缺了第 {number} 个，接着是 {found}",
        "event {number} of this month is lacking; next is {found}",
        "请从备份恢复；两台电脑同时关过账的话，只留一份。",
        "Restore it from a backup; if two machines closed the month at once, keep one of the two.",
    ),
    "history-unread": Message(
        "历史读不了：{reason}",
        "the history cannot be read: {reason}",
        "请检查这个文件夹的权限。",
        "Check who may read this folder.",
    ),
    "history-newer": Message(
        "这条记录是更新的 csperf（{csperf}）写的，这个版本读不了",
        "this event was written by a newer csperf ({csperf}), which this one cannot read",
        "请升级 csperf。",
        "Upgrade csperf.",
    ),
    "history-taken": Message(
        "刚才有别人写了这条记录，这次什么也没写",
        "somebody else has just written this event, so nothing was written",
        "请再运行一次。",
        "Run it again.",
    ),
    "history-no-month": Message(
        "历史里没有 {period}；有：{known}", "the history has no {period}; it has {known}"
    ),
    "month-not-closed": Message(
        "{period} 还没有关账；已关账的：{known}",
        "{period} is not closed; closed are: {known}",
        "要用文件来算，请写上方案和 --data。",
        "To compute it from files, name the plan and --data.",
    ),
    "month-closed": Message(
        "{period} 已经关账，这次算出来的和它一样",
        "{period} is closed, with the same result as this one",
    ),
    "month-closed-other": Message(
        "{period} 已经关账，这次算出来的和它不一样：{names} 等 {count} 人；发的是关账的那份",
        "{period} is closed with another result: {names} ({count} in all) differ; what was paid is the closing",
        "看关账的结果：csperf calc {period}。",
        "See what was closed: csperf calc {period}.",
    ),
}

_CLOSING: Final[dict[str, Message]] = {
    "close-without-period": Message(
        "关账要写明是哪个月",
        "to close a month, say which",
        "例如 csperf close 2026-10 plan.yaml --data 10月.xlsx。",
        "For example csperf close 2026-10 plan.yaml --data month.xlsx.",
    ),
    "close-of-stdin": Message(
        "关账时不能从标准输入读：这份数据要和结果一起留下",
        "a month cannot be closed from standard input: what it is computed from is kept with it",
        "请先存成文件，再用 --data 给出。",
        "Save it as a file and name that after --data.",
    ),
    "closed-in-part": Message(
        "{period} 的“{roles}”已经关账，这次算的岗位和那次不一样",
        "{roles} of {period} is closed already, together with other roles than these",
        "只关还没关的岗位：方案里去掉已经关账的；要重来，先 csperf reopen {period}。",
        "Close only the roles that are open, without the plan of those that are closed; to start anew, csperf reopen {period} first.",
    ),
    "closed-differs": Message(
        "{period} 已经关账，这次算出来的和它不一样（{count} 人），关账没有改",
        "{period} is closed with another result ({count} people differ); the closing stays as it is",
        "钱已经发了：把差额作为更正，下个月补发或扣回（csperf correct {period}）；还没发：csperf reopen {period} --reason 原因，再关账。",
        "If it was paid, record a correction that the next month pays or takes back (csperf correct {period}); if not, csperf reopen {period} --reason TEXT and close it again.",
    ),
    "closed-person-differs": Message(
        "{agent}：关账 {old}，这次 {new}；{what}", "{agent}: closed {old}, now {new}; {what}"
    ),
    "reopen-not-closed": Message(
        "{period} 没有关账，不用重开", "{period} is not closed, so there is nothing to open again"
    ),
    "reopen-without-reason": Message(
        "重开 {period} 要写原因",
        "say why {period} is opened again",
        "例如 --reason 还没发，导出表漏了一天。",
        "For example --reason 'not paid yet, the export lacked a day'.",
    ),
    "reopen-corrected": Message(
        "{period} 已经有更正，差额要在后面的月份里发，不能再重开",
        "{period} has been corrected, which later months pay, so it cannot be opened again",
        "还有不对的，再做一次更正：csperf correct {period}。",
        "If more is wrong, correct it once more: csperf correct {period}.",
    ),
    "correct-without-period": Message(
        "要写明更正哪个月",
        "say which month is corrected",
        "例如 csperf correct 2026-10 --data 10月-退款后.xlsx --reason 月后退款。",
        "For example csperf correct 2026-10 --data october-after-refunds.xlsx --reason 'late refunds'.",
    ),
    "correct-not-closed": Message(
        "{period} 还没有关账，不用更正",
        "{period} is not closed, so there is nothing to correct",
        "直接用改过的数据或方案算，再关账。",
        "Compute it from the better data or plan, and close it.",
    ),
    "correct-without-reason": Message(
        "更正 {period} 要写原因",
        "say why {period} is corrected",
        "例如 --reason 月后退款。",
        "For example --reason 'late refunds'.",
    ),
    "correct-role": Message(
        "“{roles}”在 {period} 没有关账，不能更正",
        "{roles} is not closed in {period}, so it cannot be corrected",
        "漏发了一个岗位，就用它的方案关 {period} 的账。",
        "If a role was forgotten, close {period} with its plan.",
    ),
    "correct-currency": Message(
        "这次用 {found} 算，关账时发的是 {currency}，差额没法算",
        "this is computed in {found}, and what was paid was {currency}, so there is no difference",
        "请用同一个币种。",
        "Use the same currency.",
    ),
    "corrected-absent": Message(
        "{names} 不在这个月的名单里，前面月份的差额单独列出",
        "{names} are not on this month's payroll; what earlier months owe or are owed stands apart",
        "请另行补发，或按规定追回。",
        "Pay it apart, or claim it as the law allows.",
    ),
    "corrections-wait": Message(
        "还有前面月份的差额没有发：{names}，岗位是 {roles}，这次没有算这些岗位",
        "what earlier months owe {names} of {roles} waits: this payroll does not pay these roles",
        "和这些岗位的方案一起算，或等他们的工资算的时候发。",
        "Compute it together with their plans, or pay it with theirs.",
    ),
    "diff-unread": Message(
        "读不了这份结果：{reason}",
        "this result cannot be read: {reason}",
        "请写已关账的月份，或 csperf calc -o 写的 .json、.xlsx。",
        "Name a closed month, or a .json or .xlsx that csperf calc -o wrote.",
    ),
    "diff-strange": Message(
        "这不是 csperf 写的结果",
        "this is no result that csperf wrote",
        "请写已关账的月份，或 csperf calc -o 写的 .json、.xlsx。",
        "Name a closed month, or a .json or .xlsx that csperf calc -o wrote.",
    ),
    "diff-no-pay-sheet": Message(
        "这里面没有 csperf 写的薪资表",
        "there is no pay sheet of csperf in it",
        "请用 csperf calc -o 写的 .xlsx 或 .json，或已关账的月份。",
        "Name an .xlsx or .json that csperf calc -o wrote, or a closed month.",
    ),
    "two-periods": Message(
        "写了不止一个月：{periods}",
        "more than one month is named: {periods}",
        "请只写一个。",
        "Name one of them.",
    ),
    "plan-not-named": Message(
        "没有写方案",
        "no plan is named",
        "例如 csperf calc plan.yaml --data 10月.xlsx。",
        "For example csperf calc plan.yaml --data month.xlsx.",
    ),
    "data-not-named": Message(
        "还缺当月的导出表",
        "the month's exports are missing",
        "请写 --data 文件；已经关账的月份只写月份就行，例如 csperf calc 2026-10。",
        "Name them after --data; of a closed month its period is enough, as in csperf calc 2026-10.",
    ),
}

MESSAGES: Final[dict[str, Message]] = _HELP | _DONE | _READ_ME | _TABLES | _FOLDER | _CLOSING
