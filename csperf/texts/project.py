"""Texts of the project file, of runs that nobody watches, and of locks."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.run": Message(
        "按项目文件 csperf.toml 算一个月，写出里面列的全部文件；不写月份就是店里刚结束的那个月。\n\n例：csperf run；csperf run 2026-10 --close",
        "Compute a month as the project file csperf.toml says, and write all the files that it names; without a period the last finished month.\n\nExample: csperf run; csperf run 2026-10 --close",
    ),
    "help.config": Message(
        "列出每一项设置的值，以及它从哪里来：命令、环境变量、项目文件的哪一行，还是默认。\n\n例：csperf config",
        "List every setting with its value and where that comes from: an option, a variable, a line of the project file, or by default.\n\nExample: csperf config",
    ),
    "help.run-period": Message(
        "月份，如 2026-10；不写就是刚结束的那个月",
        "the month, e.g. 2026-10; by default the last finished one",
    ),
    "help.config-file": Message(
        "项目文件；默认是这个文件夹或往上最近的 csperf.toml",
        "the project file; by default the nearest csperf.toml from here upwards",
    ),
    "help.run-close": Message(
        "文件写好以后关账，从此不变", "close the month once its files are written"
    ),
    "help.run-early": Message(
        "这个月还没过完也算，只是看看", "a preview of a month that is not over yet"
    ),
    "help.wait": Message(
        "别的运行占着时最多等几秒；默认不等",
        "wait so many seconds for another run; by default none",
    ),
    "help.run-plan": Message("方案文件", "a plan file"),
    "help.run-payslips": Message("工资条写到这个文件夹", "write the payslips into this folder"),
    "help.time-zone": Message(
        "店铺的时区，如 Asia/Shanghai", "the shop's time zone, e.g. Asia/Shanghai"
    ),
    "help.run-engine": Message(
        "用什么来数原始导出表：polars、duckdb 或 spark",
        "what counts raw exports: polars, duckdb or spark",
    ),
    "help.log": Message(
        "每次运行往这个文件加一行，里面没有金额和姓名",
        "add a line a run to this file, with no pay figures and no names",
    ),
}

_TABLES: Final[dict[str, Message]] = {
    "title-settings": Message("设置", "Settings"),
    "title-run": Message("{period} 的文件", "Files of {period}"),
    "field.setting": Message("设置", "Setting"),
    "field.source": Message("从哪里来", "From"),
    "source.flag": Message("命令", "option"),
    "source.environment": Message("环境变量", "environment"),
    "source.file": Message("项目文件", "project file"),
    "source.default": Message("默认", "default"),
    "ran.written": Message("已写入", "written"),
    "ran.unchanged": Message("没有变", "unchanged"),
    "ran.closed": Message("已关账", "closed"),
    "ran.still-closed": Message("早已关账，没有变", "closed before, unchanged"),
}

_FILE: Final[dict[str, Message]] = {
    "project-none": Message(
        "这里和往上的文件夹里都没有 csperf.toml",
        "there is no csperf.toml in this folder or above it",
        "请写一个（见 examples/automation），或者用 --config 指明。",
        "Write one (see examples/automation) or name it with --config.",
    ),
    "project-unread": Message(
        "项目文件打不开：{reason}", "the project file cannot be read: {reason}"
    ),
    "project-too-large": Message(
        "项目文件不应该超过 {most} 字节", "a project file has no more than {most} bytes"
    ),
    "project-no-utf8": Message(
        "项目文件不是 UTF-8",
        "the project file is not UTF-8",
        "请另存为 UTF-8。",
        "Save it as UTF-8.",
    ),
    "project-broken": Message(
        "这里不是 TOML 的写法（{reason}）",
        "this is not TOML ({reason})",
        '文字要加引号，例如 company = "小店"；中文的键也要加，例如 "售前" = "售前.yaml"。',
        'Texts stand in quotes, as in company = "My shop"; so do keys with other letters than a to z.',
    ),
    "project-unknown-key": Message(
        "没有“{key}”这一项；有：{known}",
        "there is no setting {key}; there are {known}",
        "是不是 {near}？",
        "Did you mean {near}?",
    ),
    "project-not-text": Message(
        "{key} 要写成一段文字",
        "{key} is one text",
        '例如 {key} = "…"。',
        'For example {key} = "...".',
    ),
    "project-not-texts": Message(
        "{key} 要写成一段或几段文字",
        "{key} is one text or a list of them",
        '例如 {key} = ["…", "…"]。',
        'For example {key} = ["...", "..."].',
    ),
    "project-not-yes-or-no": Message("{key} 只能是 true 或 false", "{key} is true or false"),
    "project-not-limits": Message(
        "[{key}] 要写成一张表，每行一个数",
        "[{key}] is a table with a number a line",
        "例如 pay_day = 10。",
        "For example pay_day = 10.",
    ),
    "project-not-plans": Message(
        "{key} 要写成方案文件，或者每个岗位一份",
        "{key} is a list of plan files, or a table with one a role",
        '例如 {key} = ["plan.yaml"]。',
        'For example {key} = ["plan.yaml"].',
    ),
    "project-no-choice": Message(
        "{key} 不能是“{found}”，可选：{known}",
        "{key} cannot be {found}; choose from {known}",
        "是不是 {near}？",
        "Did you mean {near}?",
    ),
    "project-no-zone": Message(
        "这台电脑不认识时区“{found}”",
        "this machine knows no time zone {found}",
        "请写 Asia/Shanghai 这样的名字；Windows 上别的时区要先 pip install tzdata。",
        "Write a name like Asia/Shanghai; on Windows other zones need pip install tzdata.",
    ),
    "project-no-blank": Message(
        "{key} 里的 {found} 没有东西可填",
        "nothing fills in {found} of {key}",
        "可以用 {{period}}、{{year}}、{{month}}、{{previous}}。",
        "There are {{period}}, {{year}}, {{month}} and {{previous}}.",
    ),
    "project-lacks": Message(
        "项目文件里没有写 {key}，不知道用什么来算",
        "the project file does not say {key}, so there is nothing to compute from",
        '例如 {key} = ["{example}"]。',
        'For example {key} = ["{example}"].',
    ),
    "project-other-role": Message(
        "这份方案写在“{role}”下面，它自己说的岗位是“{found}”",
        "this plan stands under {role} and says itself that its role is {found}",
        "请改成一样的。",
        "Make them agree.",
    ),
    "project-past-missing": Message(
        "{period} 没有关账，历史里没有它，这次不带往月的数",
        "{period} is not closed, so the history has nothing of it and this run goes without",
    ),
}

_RUN: Final[dict[str, Message]] = {
    "period-no-month": Message(
        "“{found}”不是月份",
        "{found} is no month",
        "请写成 2026-10，或 2026-09-26~2026-10-25。",
        "Write 2026-10, or 2026-09-26~2026-10-25.",
    ),
    "period-not-over": Message(
        "{period} 到 {last} 才过完，店里今天是 {today}",
        "{period} is over on {last}, and today is {today} in the shop",
        "想先看看，请加 --early。",
        "For a preview add --early.",
    ),
    "period-not-over-closed": Message(
        "{period} 到 {last} 才过完，还不能关账",
        "{period} is over on {last} and cannot be closed before",
    ),
    "locked": Message(
        "另一个 csperf 正在用它：{host} 上的进程 {pid}，从 {since} 开始",
        "another csperf is at work on it: process {pid} on {host}, since {since}",
        "等它完成再运行；csperf run 可以加 --wait 60 等它。",
        "Run again when it has finished; csperf run waits for it with --wait 60.",
    ),
    "locked-by-somebody": Message(
        "另一个 csperf 正在用它",
        "another csperf is at work on it",
        "等它完成再运行；csperf run 可以加 --wait 60 等它。",
        "Run again when it has finished; csperf run waits for it with --wait 60.",
    ),
}

MESSAGES: Final[dict[str, Message]] = _HELP | _TABLES | _FILE | _RUN
