"""Texts of what `csperf inspect` prints, and of the dialect file that it starts."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_FILE: Final[dict[str, Message]] = {
    "inspect.file": Message("{kind}，{size}，SHA-256 {digest}", "{kind}, {size}, SHA-256 {digest}"),
    "inspect.file-unread": Message("{kind}，{size}", "{kind}, {size}"),
    "inspect.kind-workbook": Message("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    "inspect.kind-old-workbook": Message(
        "旧版 Excel 或 WPS 工作簿（.xls、.et）", "a workbook of old Excel or WPS (.xls, .et)"
    ),
    "inspect.kind-open-document": Message(
        "OpenDocument 表格（.ods）", "an OpenDocument sheet (.ods)"
    ),
    "inspect.kind-encrypted": Message("有密码的工作簿", "a workbook with a password"),
    "inspect.kind-empty": Message("空文件", "an empty file"),
    "inspect.kind-other-office": Message("旧版 Office 文件", "a file of old Office"),
    "inspect.kind-": Message("文本文件", "a text file"),
    "inspect.kind-text": Message("文本表格，编码 {encoding}", "a text table in {encoding}"),
    "inspect.utf-8": Message("UTF-8", "UTF-8"),
    "inspect.utf-8-sig": Message("UTF-8（带 BOM）", "UTF-8 with a byte order mark"),
    "inspect.utf-16": Message("UTF-16", "UTF-16"),
    "inspect.gb18030": Message("GBK（GB18030）", "GBK (GB18030)"),
    "inspect.misnamed": Message(
        "文件名以 {suffix} 结尾，内容却不是；csperf 只看内容，不影响读取。",
        "Its name ends in {suffix}, which it is not; csperf goes by the content.",
    ),
    "inspect.useless": Message(
        "calc 用不了这个文件，原因在标着“错误”的那一行。",
        "calc cannot use this file; the line marked error says why.",
    ),
    "inspect.sheets": Message("工作表：", "sheets: "),
    "inspect.sheet": Message("{title}（{state}）", "{title} ({state})"),
    "inspect.state-read": Message("已读取", "read"),
    "inspect.state-read-only-one": Message(
        "已读取，只有它有认识的表头", "read: only it has a known header"
    ),
    "inspect.state-aside": Message(
        "没读：另一张是平台自己的数据表", "not read: another is the platform's own sheet"
    ),
    "inspect.state-hidden": Message("隐藏，没读", "hidden, not read"),
    "inspect.state-unasked": Message("没读：--sheet 指定了别的", "not read: --sheet names another"),
    "inspect.state-without-cells": Message("没有能读的单元格", "no cells that can be read"),
    "inspect.state-other-level": Message("不是按客服的表", "not a table of agents"),
    "inspect.state-no-table": Message("没读：没有认识的表头", "not read: no known header"),
    "inspect.table": Message("工作表“{sheet}”", "Sheet {sheet!r}"),
}

_TABLE: Final[dict[str, Message]] = {
    "inspect.layout": Message(
        "认作：{table}，{headings} 个列名认得 {known} 个。这种格式叫 {dialect}；认错了，用 --dialect 另指一种。",
        "Taken for: {table}, {known} of {headings} headings known. This dialect is called {dialect}; "
        "if it is wrong, name another with --dialect.",
    ),
    "inspect.layout-own": Message(
        "按你指定的格式 {dialect} 读：{table}，{headings} 个列名认得 {known} 个。",
        "Read by the dialect {dialect} that you named: {table}, {known} of {headings} headings known.",
    ),
    "inspect.layout-none": Message(
        "不是已知平台的表，按指标库逐列理解。要指定平台，用 --dialect 加上 {names}，或自己写的 .yaml。",
        "No known platform: headings read by the catalogue. To force one, add --dialect with {names}, "
        "or a .yaml of your own.",
    ),
    "inspect.dialect-unfit": Message(
        "指定的 {names} 对不上这张表：没有它的客服列，或没有它的任何一个指标列。",
        "The dialect {names} does not fit this table: its column of agents, or every column of its "
        "metrics, is not here.",
    ),
    "inspect.other-level": Message(
        "这是“{table}”，{level}。calc 不能用它按客服发工资；请从平台导出按客服统计的表。",
        "This is {table}, {level}. calc cannot pay from it; export the table by agent.",
    ),
    "inspect.records": Message(
        "这是“{table}”，{level}。csperf measure 能从它统计每个客服的指标。",
        "This is {table}, {level}. csperf measure counts each agent's metrics from it.",
    ),
    "inspect.record-fields": Message("读作{what}：{fields}。", "Read as {what}: {fields}."),
    "inspect.record-lacks": Message(
        "这张表没有：{fields}；用到它们的指标就没有数。",
        "This table does not tell {fields}, so metrics that need them are unknown.",
    ),
    "inspect.guessed": Message(
        "如果 {letter} 列“{heading}”就是客服，可以用 --write-dialect 文件名.yaml 写一份平台格式记下来，以后都认得。",
        "If column {letter} ({heading!r}) does name the agents, --write-dialect NAME.yaml notes it in a dialect, "
        "by which csperf then knows it.",
    ),
    "inspect.maybe-roster": Message(
        "如果这是花名册，请在 calc 里用 --roster 给出，不要用 --data。",
        "If this is a roster, give it to calc with --roster, not with --data.",
    ),
    "inspect.roster": Message(
        "这是花名册（能认人，没有指标）：给 calc 时用 --roster，不要用 --data。",
        "This is a roster (it names people and has no metric): give it to calc with --roster, not --data.",
    ),
    "inspect.state-roster": Message("花名册", "a roster"),
    "inspect.header": Message(
        "表头：第 {row} 行，{count} 列", "Header: row {row}, {count} columns"
    ),
    "inspect.header-two": Message(
        "表头：第 {row} 行和它上面一行（两行合起来读），{count} 列",
        "Header: row {row} together with the row above it, {count} columns",
    ),
    "inspect.column": Message("{heading}：{meaning}", "{heading}: {meaning}"),
    "inspect.hidden": Message("［隐藏列］", "[hidden column] "),
    "inspect.role-agent": Message("认人用这一列", "the agent; rows are matched by it"),
    "inspect.role-agent-too": Message(
        "也指客服，前面的客服列空着时用它",
        "the agent as well, where the columns before it are blank",
    ),
    "inspect.role-date": Message("日期", "the day"),
    "inspect.role-shop": Message("店铺", "the shop"),
    "inspect.role-ignored": Message("认得，发工资用不上", "known, of no use for pay"),
    "inspect.role-guessed": Message(
        "不认识；看内容像是客服", "not understood; by its cells perhaps the agent"
    ),
    "inspect.role-unknown": Message("不认识", "not understood"),
    "inspect.role-unknown-near": Message(
        "不认识。最接近的列名：{near}", "not understood; nearest headings: {near}"
    ),
    "inspect.near": Message("{heading}（指标 {metric}）", "{heading} (metric {metric})"),
    "inspect.metric": Message("{metric}（{unit}）", "{metric} ({unit})"),
    "inspect.rows": Message(
        "一人有几行（按天、按店或按账号导出）时：",
        "Where an agent has several rows (days, shops, accounts):",
    ),
    "inspect.together-sum": Message("相加：", "added: "),
    "inspect.together-max": Message("取最大的：", "the largest: "),
    "inspect.together-min": Message("取最小的：", "the smallest: "),
    "inspect.together-same": Message("每行须一样：", "must be alike: "),
    "inspect.together-mean": Message("取平均：", "the mean: "),
    "inspect.together-weighted": Message("按{weight}加权平均：", "the mean by {weight}: "),
    "inspect.together-parts": Message("用合计后的数重算：", "computed again from the sums: "),
    "inspect.together-refused": Message(
        "合不成一个数，calc 会停下：", "cannot become one figure, so calc stops: "
    ),
    "inspect.together-lacking": Message("{metric}（缺{parts}）", "{metric} (needs {parts})"),
    "inspect.bare": Message("没写单位的数按{unit}读", "bare numbers are read in {unit}"),
    "inspect.chosen": Message(
        "和 {other} 列是同一项，用这一列", "the same as column {other}; this one is read"
    ),
    "inspect.passed-over": Message(
        "和 {other} 列是同一项，用那一列", "the same as column {other}; that one is read"
    ),
    "inspect.doubtful": Message(
        "和 {other} 列是同一项，分不出该用哪一列，会停下",
        "the same as column {other}; which to read is unclear, so calc stops",
    ),
    "inspect.elsewhere": Message(
        "这个平台的算法和指标库的“{listed}”不同",
        "this platform computes it otherwise than {listed!r} of the catalogue",
    ),
    "inspect.ignored": Message(
        "认得、发工资用不上的列（{count}）：",
        "Known, of no use for pay ({count}): ",
    ),
    "inspect.and-more": Message("{shown}……", "{shown} ..."),
}

_ROWS: Final[dict[str, Message]] = {
    "inspect.people": Message("客服：{count} 人：{names}", "Agents: {count}: {names}"),
    "inspect.skipped": Message(
        "不是客服、没有计入的行（{count}）：{rows}",
        "Rows that are not agents, left out ({count}): {rows}",
    ),
    "inspect.skipped-row": Message("第 {row} 行 {text}", "row {row} {text}"),
    "inspect.skipped-again": Message("第 {row} 行（又一次表头）", "row {row} (the header again)"),
    "inspect.blank": Message("空行：{count} 行，不算", "Blank rows: {count}, which do not count"),
    "inspect.hidden-rows": Message(
        "隐藏的行也会计入（{count}）：第 {rows} 行",
        "Hidden rows count as well ({count}): rows {rows}",
    ),
    "inspect.days": Message("日期：{days}", "Days: {days}"),
    "inspect.days-gaps": Message("日期：{days}，中间缺 {gaps}", "Days: {days}, without {gaps}"),
    "inspect.days-none": Message(
        "日期：表里没有日期列，calc 不知道它是哪个月的，请自己核对月份。",
        "Days: no column of days, so calc cannot tell which month this is; make sure of it.",
    ),
    "inspect.days-not-in-name": Message(
        "日期：这种表的日期只在文件名里，这个文件名里没有（改过名？），calc 不知道它是哪个月的。",
        "Days: this sort of table has them only in its file's name, and this name has none "
        "(was it renamed?), so calc cannot tell which month it is.",
    ),
    "inspect.days-unread": Message(
        "日期：“{heading}”列读不出日期，原因见下面。",
        "Days: the column {heading!r} could not be read; see below.",
    ),
    "inspect.like-events": Message(
        "每人这么多行，像是一行一单或一次接待的明细；发工资请导出按客服汇总的表。",
        "So many rows each look like single orders or conversations; export the totals of each agent.",
    ),
    "inspect.once": Message("每人的行数：都是一行。", "Rows each: one."),
    "inspect.several": Message(
        "每人的行数：{several} 人不止一行，最多 {most} 行。",
        "Rows each: {several} agents have more than one, at most {most}.",
    ),
}

_METRICS: Final[dict[str, Message]] = {
    "inspect.offered": Message(
        "方案里可以直接写的指标（{count}）：", "Metrics that a plan can name as they are ({count}):"
    ),
    "inspect.derived": Message(
        "还能由它们算出的指标（{count}），方案里同样直接写名字：",
        "Metrics computed from these ({count}); a plan names them likewise:",
    ),
    "inspect.derived-one": Message("{name} = {formula}", "{name} = {formula}"),
    "inspect.own": Message(
        "不认识的列也能用：在方案里加上下面需要的几行（单位是看内容猜的，请核对）：",
        "To use columns that are not understood, put what you need of this into the plan "
        "(units are guessed from the cells; check them):",
    ),
    "inspect.own-more": Message("# 另外 {count} 列照样写", "# {count} more columns likewise"),
    "inspect.lacking": Message(
        "方案要用、这里没有的（{count}）：", "What the plan reads and is not here ({count}):"
    ),
    "inspect.nothing-lacking": Message(
        "方案要用的指标这里都有。", "All metrics that the plan reads are here."
    ),
    "inspect.says": Message("{when}calc 会说（{count}）：", "{when}calc says ({count}):"),
    "inspect.says-nothing": Message("{when}calc 没有意见。", "{when}calc has no objection."),
    "inspect.says-plan": Message(
        "就方案用得到的列，", "As to the columns here that the plan reads, "
    ),
    "inspect.says-all": Message("如果方案每一列都用，", "If a plan reads every column, "),
    "inspect.together": Message(
        "这些文件一起给 calc 时，它还会说（{count}）：",
        "Given all files at once, calc says as well ({count}):",
    ),
    "inspect.more": Message("……还有 {count} 条", "... and {count} more"),
    "inspect.no-metric": Message(
        "没有方案能用的指标。", "There is no metric that a plan could use."
    ),
}

_DIALECT: Final[dict[str, Message]] = {
    "dialect-file.head": Message(
        "平台格式文件：告诉 csperf，这种导出表的每一列是什么。\n"
        "列名照导出表写，空格、全角半角、括号的写法不论；改好后再看一遍认得对不对：\n"
        "  csperf inspect 导出表 --dialect 这个文件.yaml\n"
        "算工资时同样加上 --dialect 这个文件.yaml。",
        "A dialect file: it tells csperf what each column of this export is.\n"
        "Headings are written as in the export; blanks, brackets and full width make no difference.\n"
        "After a change, see how it is understood:\n"
        "  csperf inspect EXPORT --dialect THIS_FILE.yaml\n"
        "and add the same --dialect to csperf calc.",
    ),
    "dialect-file.agent": Message(
        "哪一列是客服；有几列时，最能认人的写在最前面。",
        "The column that names the agent; of several the most personal first.",
    ),
    "dialect-file.guessed": Message(
        "请核对：没有一列叫“客服”或“姓名”，这一列是看内容猜的。",
        "Please check: no heading says agent; this column was guessed from its cells.",
    ),
    "dialect-file.columns": Message(
        "列名: 指标名。指标名可以用 csperf metrics 关键词 来查。",
        "Heading: metric. Look metrics up with csperf metrics WORD.",
    ),
    "dialect-file.near": Message(
        "下面的列 csperf 不认识。要用就去掉行首的 #，冒号后写指标名；已经写着的是名字最像的一个。\n"
        "名字像，算法可能不同：先看平台的说明，再用 csperf metrics 查。",
        "csperf does not know these columns. To use one, take the # away and write its metric after the\n"
        "colon; where one stands already it has the nearest name. Like names may be computed differently.",
    ),
    "dialect-file.or": Message("  # 或 {others}", "  # or {others}"),
    "dialect-file.perhaps": Message("  # 也许是 {others}", "  # perhaps {others}"),
    "dialect-file.ignored": Message("发工资用不上的列。", "Columns of no use for pay."),
    "dialect-file.unknown": Message(
        "csperf 不认识的列；要用就移到上面的 columns，冒号后写指标名。",
        "Not known to csperf; to use one, move it to columns above and write its metric.",
    ),
    "dialect-no-table": Message(
        "没有能写进平台格式的表：至少要有客服列，和一列 csperf 认识的指标。",
        "there is no table to start a dialect from: it needs a column of agents and one metric that csperf knows.",
        "请先运行不带 --write-dialect 的 csperf inspect，看每一列差在哪里。",
        "Run csperf inspect without --write-dialect first; it says what each column lacks.",
    ),
    "dialect-exists": Message(
        "文件已经在了，没有覆盖。",
        "the file exists already and was left as it is.",
        "请换个文件名；确认不要旧的，再加 --force。",
        "Choose another name, or add --force to replace it.",
    ),
    "dialect-written": Message(
        "已写入 {file}：{known} 列已经对上，{open} 列要你看一看。",
        "wrote {file}: {known} columns are matched, {open} are left for you to look at.",
    ),
    "dialect-next": Message(
        "打开它按注释改，再运行：{command}", "Mend it as its comments say, then run: {command}"
    ),
}

MESSAGES: Final[dict[str, Message]] = _FILE | _TABLE | _ROWS | _METRICS | _DIALECT
