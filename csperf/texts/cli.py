"""Texts of the command line: help, errors of usage, and how a run ended."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.csperf": Message(
        "从一份看得懂的 YAML 方案和当月导出表，算出每位客服的得分、名次和应发工资，精确到分。",
        "Scores, ranks and pay of customer-service teams from a readable YAML plan and a month's "
        "exports, exact to the fen.",
    ),
    "help.exit-codes": Message(
        "退出码：0 完成；1 方案、数据或要找的月份、客服、项目被拒绝；2 命令写错；3 文件读写失败；4 另一个运行正占着；5 与已有文件不同（用 --force 覆盖）；"
        "10 有警告（仅 --strict）；70 程序自身故障；130/143 被中断。",
        "Exit codes: 0 done; 1 plan, data, or the month, agent or figure asked for refused; 2 wrong command line; 3 a file could not be "
        "read or written; 4 another run is at work there; 5 the result differs from the existing file (see --force); 10 warnings, "
        "with --strict only; 70 internal error; 130/143 interrupted.",
    ),
    "help.calc": Message(
        "按方案计算一个月的得分、名次和工资。\n\n例：csperf calc plan.yaml --data 10月.xlsx --roster 花名册.xlsx -o 2026-10.xlsx\n\n几个岗位一起：csperf calc plans/*.yaml --data 10月.xlsx --roster 花名册.xlsx",
        "Compute a month's scores, ranks and pay.\n\nExample: csperf calc plan.yaml --data month.xlsx --roster roster.xlsx -o 2026-10.xlsx\n\nSeveral roles: csperf calc plans/*.yaml --data month.xlsx --roster roster.xlsx",
    ),
    "help.measure": Message(
        "从订单、退款、接待或聊天等原始导出表测出每位客服的指标；写成的表可以交给 calc。\n\n例：csperf measure 订单.csv 接待.csv --roster 花名册.csv --period 2026-10 -o 指标.xlsx",
        "Measure everybody's metrics from raw exports of orders, refunds, receptions or chats; calc takes the table.\n\n"
        "Example: csperf measure orders.csv receptions.csv --roster roster.csv --period 2026-10 -o metrics.xlsx",
    ),
    "help.overview": Message(
        "一屏看全店和每位客服：询单、接待、转化、退款、工作量、议价、关联销售、特定商品，每天走势，目标是否达成。\n\n例：csperf overview 订单.csv 接待.csv --roster 花名册.csv --plan plan.yaml --period 2026-10",
        "The shop and its agents on one screen: enquiries, receptions, conversion, refunds, workload, discounts, cross-sales, named products, day by day, targets hit or missed.\n\n"
        "Example: csperf overview orders.csv receptions.csv --roster roster.csv --plan plan.yaml --period 2026-10",
    ),
    "help.section": Message(
        "只看这些部分，每位客服一行；可以写几个，all 是全部：enquiries 询单、receptions 接待、conversion 转化、refunds 退款、workload 工作量、discounts 议价、cross-sales 关联销售、products 特定商品、chased 催付、dedicated 专属客户、shared 非专属客户、returning 回购、targets 目标、trend 每天、load 分时接待、losses 流失、silent 静默与客服占比、by-product 各商品、shifts 各班次；不写是一屏汇总",
        "only these sections, a line an agent; may be given several times: enquiries, receptions, conversion, refunds, workload, discounts, cross-sales, products, chased, dedicated (customers of one agent), shared (of several), returning, targets, trend (day by day), load (by hour), losses, silent (agents against silent sales), by-product, shifts, or all; by default one screen of the most important",
    ),
    "help.details": Message(
        "列出接待、成交、流失、服务（未回复、慢响应、长接待）或咨询未付款的明细，每条带它在导出表里的位置。\n\n例：csperf details lost 订单.csv 接待.csv --roster 花名册.csv --agent 小美 --from 2026-10-01 --until 2026-10-07 -o 流失.xlsx",
        "List receptions, deals, losses, service (unanswered, slow, long) or unpaid orders, each with its place in the export.\n\n"
        "Example: csperf details lost orders.csv receptions.csv --roster roster.csv --agent Mei --from 2026-10-01 --until 2026-10-07 -o lost.xlsx",
    ),
    "help.details-what": Message(
        "receptions 接待、deals 成交、lost 流失、service 服务、unpaid 咨询未付款",
        "receptions, deals, lost (enquiries), service (faults of it) or unpaid (orders)",
    ),
    "help.details-agent": Message(
        "只列这位客服的：姓名、工号或旺旺；静默 是谁也不归的单",
        "only of this agent: name, id or nick; silent: orders that are nobody's",
    ),
    "help.product": Message(
        "只列和这个商品有关的：编码或名称", "only about this product: code or title"
    ),
    "help.day": Message("只列这一天的，如 2026-10-11", "only of this day, e.g. 2026-10-11"),
    "help.from": Message("从这一天起", "from this day on"),
    "help.until": Message("到这一天止", "up to this day"),
    "help.slow-after": Message("超过多久算慢响应，如 60s", "an answer is slow after, e.g. 60s"),
    "help.long-after": Message(
        "超过多久算长接待，如 30m", "a conversation is long after, e.g. 30m"
    ),
    "help.ingest": Message(
        "把很多、很大的原始导出表转换成一个文件夹，以后测量不用再读原文件；中断后再运行会接着转换。\n\n例：csperf ingest 导出/*.csv -o 记录；csperf measure 记录 --period 2026-10",
        "Convert many or large raw exports into a folder that is measured without reading them again; an interrupted conversion goes on where it stopped.\n\n"
        "Example: csperf ingest exports/*.csv -o records; csperf measure records --period 2026-10",
    ),
    "help.ingest-output": Message("写到这个文件夹", "the folder to write into"),
    "help.raw": Message(
        "原始导出表：订单、订单明细、退款、接待、聊天记录、评价、排班等；文件、文件夹或 ingest 写成的文件夹",
        "raw exports: orders, order lines, refunds, receptions, chats, ratings, shifts and so on; files, folders, or a folder that ingest wrote",
    ),
    "help.measure-plan": Message(
        "按这份方案的归属、服务和数据规定来测；不给就用默认规定",
        "measure by what this plan lays down; by default csperf's own settings",
    ),
    "help.engine": Message(
        "用什么来数：polars（本机）、duckdb 或 spark",
        "what counts: polars (this machine), duckdb or spark",
    ),
    "help.spark-master": Message(
        "Spark 集群的地址，如 spark://host:7077；默认在本机运行",
        "the Spark cluster, e.g. spark://host:7077; by default this machine",
    ),
    "help.measure-by": Message(
        "每位客服一行；day 再按天分开，shop 再按店铺分开，product 按卖出的商品分开",
        "a row an agent; day: one a day of each, shop: one a shop of each, product: one a product that"
        " each sold",
    ),
    "help.measure-output": Message(
        "写到这个文件：.xlsx、.html、.csv、.tsv、.json 或 .md",
        "write to this file: .xlsx, .html, .csv, .tsv, .json or .md",
    ),
    "help.validate": Message(
        "检查方案是否可靠，并说明每一档值多少分、多少钱。\n\n例：csperf validate plan.yaml",
        "Say whether a plan is sound and what its bounds are worth.\n\nExample: csperf validate plan.yaml",
    ),
    "help.fmt": Message(
        "整理方案的写法，或整份换成中文键、英文键。\n\n键的顺序、行末空白和换行统一；注释、引号和名字的顺序不动；意思不变才写入。\n\n例：csperf fmt plan.yaml；csperf fmt --keys zh plan.yaml",
        "Put plans into one form, or translate their keys.\n\nThe order of keys, blanks at line ends and line ends "
        "become one; comments, quotes and the order of names stay; nothing is written unless the meaning stays.\n\n"
        "Example: csperf fmt plan.yaml; csperf fmt --keys en plan.yaml",
    ),
    "help.fmt-plans": Message(
        "方案文件；- 从标准输入读，写到标准输出",
        "the plan files; - reads standard input and writes standard output",
    ),
    "help.keys": Message(
        "键的语言：zh 中文、en 英文，默认不变",
        "the language of keys: zh or en, by default as they are",
    ),
    "help.schema-keys": Message(
        "方案用哪种键：en 英文（默认）或 zh 中文", "the keys of the plan: en (default) or zh"
    ),
    "help.check": Message(
        "不写文件，只列出会变的文件；有则退出码 1",
        "write nothing, list the files that would change; exit code 1 if there are any",
    ),
    "help.diff": Message(
        "不写文件，输出会变的行", "write nothing, print the lines that would change"
    ),
    "help.explain": Message(
        "说明某位客服的某个数字是怎么算出来的，直到导出表的单元格。\n\n例：csperf explain plan.yaml --data 10月.xlsx --agent 小美 --line 销售提成",
        "Show how a figure came about, down to the cell of the export.\n\nExample: csperf explain plan.yaml --data month.xlsx --agent Mei --line Commission",
    ),
    "help.schema": Message(
        "输出方案文件的 JSON Schema，供编辑器提示和校验。\n\n例：csperf schema > plan.schema.json",
        "Print the JSON Schema of plan files, for editors.\n\nExample: csperf schema > plan.schema.json",
    ),
    "help.init": Message(
        "写出一份带注释的方案和一份示例导出表，马上可以算。\n\n例：csperf init 我的店 --role presale\n\n别的现成方案：csperf init 我的店 --plan jd",
        "Write a commented plan and a sample export to start from.\n\nExample: csperf init myshop --role presale\n\nAnother ready plan: csperf init myshop --plan jd",
    ),
    "help.metrics": Message(
        "查指标库：名称、单位、公式、哪头好。\n\n例：csperf metrics 转化",
        "Look metrics up: name, unit, formula, which end is better.\n\nExample: csperf metrics conversion",
    ),
    "help.inspect": Message(
        "看一份导出表：它是什么、每一列认作什么、有哪些人和日期、方案能用哪些指标。\n\n例：csperf inspect 10月.xlsx",
        "Show what csperf makes of an export: what it is, what each column means, who and which days are in it, which metrics a plan can use.\n\nExample: csperf inspect month.xlsx",
    ),
    "help.ready-plans": Message(
        "列出现成的方案，按词查找，或打印其中一份。\n\n例：csperf plans 京东\n\n例：csperf plans jd",
        "List the ready plans, look for one by words, or print one.\n\nExample: csperf plans outsourced",
    ),
    "help.ready-words": Message(
        "方案名（打印这一份），或要找的词：平台、岗位、用途",
        "a plan's name, to print it, or words to look for: platform, role, purpose",
    ),
    "help.init-plan": Message("现成方案的名字，见 csperf plans", "a ready plan, see csperf plans"),
    "help.plan": Message("方案文件", "the plan file"),
    "help.plans": Message(
        "方案文件；给几份或一个文件夹，就按花名册的岗位各算各的；已关账的月份只写月份",
        "the plan file; of several, or a folder of them, each pays the people of its role; of a closed month its period alone",
    ),
    "help.unpaid-role": Message(
        "花名册里这次不发的岗位，可以给多个",
        "a role of the roster that is not paid in this run; may be several",
    ),
    "help.data": Message(
        "当月导出表（CSV 或 XLSX），可以给多个，按客服合并",
        "the month's exports (CSV or XLSX), one or more, joined on the agent",
    ),
    "help.roster": Message(
        "花名册：姓名、工号、旺旺、岗位、级别、组、班次、底薪、出勤",
        "the roster: name, id, nicks, role, level, group, shift, base pay, days",
    ),
    "help.sheet": Message("只读这个工作表", "read only this sheet of the workbooks"),
    "help.dialect": Message(
        "导出表的平台格式：名称（如 pdd）或自己写的 .yaml，默认自动识别",
        "the platform's table format: a name (e.g. pdd) or a .yaml of your own; recognised by default",
    ),
    "help.period": Message("发薪月份，如 2026-10", "the month that is paid, e.g. 2026-10"),
    "help.past": Message(
        "上月的导出表，方案里的“上月.指标”由它算出；也可以给 csperf 往月写的 .json，报告里画各月走势",
        "last month's exports, from which the plan's last_month metrics are computed; and .json results of earlier months, which a report shows month by month",
    ),
    "help.known-on": Message(
        "花名册只用这一天（含）以前登记的行，如 2026-09-30；默认全部",
        "of the roster only rows written down by this day, e.g. 2026-09-30; by default all",
    ),
    "help.scenario": Message(
        "花名册里这个情景的行先算；默认不用任何情景的行",
        "rows of this scenario of the roster go first; by default no scenario's rows count",
    ),
    "help.lang": Message(
        "语言：zh 或 en，默认按系统", "language: zh or en, by default the system's"
    ),
    "help.strict": Message(
        "有警告时也以退出码 10 结束，不出结果", "warnings end the run too, with exit code 10"
    ),
    "help.version": Message("显示版本", "show the version"),
    "help.output": Message(
        "写成文件：.xlsx、.html（报告）、.csv、.tsv、.json 或 .md，可以给多个",
        "write a file: .xlsx, .html (a report), .csv, .tsv, .json or .md; may be given several times",
    ),
    "help.format": Message(
        "屏幕输出的格式：table 给人看；plain 没有框线，适合读屏和 grep；markdown 贴进文档；json、csv、tsv 给程序",
        "format on standard output: table to read; plain without frames, for screen readers and grep; markdown for documents; json, csv and tsv for programs",
    ),
    "help.pictures": Message(
        "表里的条形图、explain 里的档位图，默认只在终端里画",
        "bars in tables and band meters in explain; by default on a terminal only",
    ),
    "help.tables": Message(
        "改为输出其他命令的 JSON（explain、metrics、plans、validate）的 Schema",
        "the schema of the JSON of explain, metrics, plans and validate instead",
    ),
    "help.company": Message("薪资表和工资条抬头的公司名", "the company at the head of pay sheets"),
    "help.net-columns": Message(
        "薪资表加上由 HR 填写的社保、公积金、个税和实发",
        "columns in the workbook for HR to fill in: insurance, housing fund, tax, net pay",
    ),
    "help.protect": Message(
        "工作簿加保护，防止误改，只有 HR 填的格子能填；这不是密码，谁都能解除",
        "sheets of workbooks that nobody changes by mistake, but for what HR fills in; no password, so anyone can take it off",
    ),
    "help.force": Message("覆盖内容不同的已有文件", "replace an existing file that differs"),
    "help.quiet": Message("只报问题，不输出说明", "problems only, no summary"),
    "help.agent": Message("客服：姓名、工号或旺旺", "the agent: name, id or nick"),
    "help.line": Message(
        "要说明的一项，默认应发合计", "the figure to explain, by default the total"
    ),
    "help.rows": Message(
        "列出测出这个数的每一条记录：单号、买家、金额、归属依据和位置",
        "list every record that the figure was measured from: what, whose, how much, why and where",
    ),
    "help.result": Message("改为输出结果 JSON 的 Schema", "the schema of the JSON result instead"),
    "help.folder": Message("写到这个文件夹", "the folder to write into"),
    "help.role": Message(
        "岗位：presale（售前，默认）或 aftersale（售后）",
        "the role: presale (the default) or aftersale",
    ),
    "help.exports": Message("要看的导出表，可以给多个", "the exports to look at, one or more"),
    "help.inspect-plan": Message(
        "按这份方案的列名和规则来看，并说明方案还缺哪些指标",
        "look with this plan's own columns and rules, and say which of its metrics are lacking",
    ),
    "help.write-dialect": Message(
        "按看到的列写一份平台格式文件，供修改后用于 --dialect",
        "write a dialect file from what was seen, to mend and use with --dialect",
    ),
    "help.words": Message("要查的词，可以多个", "words to look for"),
}

_ENDS: Final[dict[str, Message]] = {
    "cli.error": Message("错误", "error"),
    "cli.warning": Message("注意", "warning"),
    "cli.more": Message("……还有 {count} 条", "... and {count} more"),
    "cli.converting": Message("转换", "converting"),
    "cli.converted": Message("转换 {file}", "converting {file}"),
    "cli.ingested": Message(
        "{folder}：{count} 条记录，{parts} 个分区；这次读了 {converted} 个文件，沿用 {kept} 个。",
        "{folder}: records {count}, parts {parts}; files read now {converted}, kept {kept}.",
    ),
    "cli.reading": Message("读取", "reading"),
    "cli.measuring": Message("测量", "measuring"),
    "cli.written": Message("已写入 {file}", "wrote {file}"),
    "cli.unchanged": Message(
        "{file}：内容相同，没有改动", "{file}: the same as before, left as it is"
    ),
    "cli.interrupted": Message("已中断，没有写任何文件。", "Interrupted; nothing was written."),
    "cli.output-failed": Message("输出失败：{reason}", "Writing the output failed: {reason}"),
    "cli.crashed": Message(
        "csperf 自己出了故障，没有写结果。详情在 {file}，请附上它报告问题。",
        "csperf itself failed and wrote no result. Details are in {file}; please attach it to a report.",
    ),
    "cli.crashed-untold": Message(
        "csperf 自己出了故障，没有写结果；详情也写不下来：{reason}。",
        "csperf itself failed and wrote no result; details could not be written either: {reason}.",
    ),
    "cli.no-such-option": Message("没有这个选项：{option}。", "No such option: {option}."),
    "cli.no-such-command": Message("没有这个命令：{command}。", "No such command: {command}."),
    "cli.missing-parameter": Message("还缺：{name}。", "Missing: {name}."),
    "cli.bad-value": Message(
        "{option} 不能是“{found}”，可选：{allowed}。",
        "{option} cannot be {found}; choose from {allowed}.",
    ),
    "cli.too-small": Message("{option} 至少是 {least}。", "{option} must be {least} or more."),
    "cli.no-whole-number": Message("{option} 要写整数。", "{option} needs a whole number."),
    "output-twice": Message(
        "-o 写了不止一次，这个命令一次只写一个文件",
        "-o stands there more than once, and this command writes one file at a time",
        "请只留一个 -o，其余的另外各运行一次。",
        "Leave one -o, and run the command again for each other file.",
    ),
    "cli.value-missing": Message("{option} 后面要写内容。", "{option} needs a value."),
    "cli.value-refused": Message("{option} 后面不用写内容。", "{option} takes no value."),
    "cli.extra-argument": Message("多写了：{found}。", "Too much: {found}."),
    "cli.quote-spaces": Message("名字里有空格要加引号。", " Put a name with spaces in quotes."),
    "cli.plan-after-data": Message(
        "还缺方案：{plan} 被当成了 --data 的文件，请写在 --data 前面。",
        "The plan is missing: {plan} was taken for a file of --data; put it before --data.",
    ),
    "cli.usage": Message("命令写得不对：{reason}", "{reason}"),
    "cli.near": Message("是不是 {near}？", " Did you mean {near}?"),
    "cli.try-help": Message("用法见：{command} --help", "See: {command} --help"),
    "fmt-changes-meaning": Message(
        "整理后的方案和原来的意思不一样，没有写入",
        "the plan would mean something else afterwards, so nothing was written",
        "这是 csperf 的问题，请带上方案反馈给我们。",
        "This is a fault of csperf; please report it with the plan.",
    ),
    "no-such-metric": Message(
        "指标库里没有“{found}”",
        "the catalogue has nothing for {found}",
        "换个词试试，或直接运行 csperf metrics。",
        "Try another word, or run csperf metrics.",
    ),
    "no-such-agent": Message(
        "没有客服“{name}”", "there is no agent {name}", "是不是“{near}”？", "Did you mean {near}?"
    ),
    "no-such-line": Message(
        "没有“{name}”这一项；可以写：{known}",
        "there is no figure {name}; known: {known}",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "plans.next": Message(
        "看一份：csperf plans {name}\n写出来用：csperf init 我的店 --plan {name}",
        "Read one: csperf plans {name}\nStart from it: csperf init myshop --plan {name}",
    ),
    "no-plan-about": Message(
        "没有关于“{found}”的现成方案",
        "there is no ready plan about {found}",
        "换个词试试，或直接运行 csperf plans。",
        "Try another word, or run csperf plans.",
    ),
    "no-such-plan": Message(
        "没有叫“{name}”的现成方案，全部见 csperf plans",
        "there is no ready plan called {name}; csperf plans lists them",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "init-role-and-plan": Message(
        "--role {role} 和 --plan {plan} 各指一份方案",
        "--role {role} and --plan {plan} each name a plan",
        "请只留一个。",
        "Keep one of them.",
    ),
    "no-such-role": Message(
        "没有岗位“{name}”的现成方案",
        "there is no ready plan for the role {name}",
        "现有：{known}；其他方案见 csperf plans。",
        "There are: {known}; csperf plans lists other plans.",
    ),
    "init-exists": Message(
        "文件已经在了",
        "the file exists already",
        "请换个文件夹，csperf 不会覆盖它。",
        "Choose another folder; csperf does not overwrite it.",
    ),
    "init-written": Message("已写入 {file}", "wrote {file}"),
    "init-next": Message("现在可以运行：{command}", "Now run: {command}"),
}

MESSAGES: Final[dict[str, Message]] = _HELP | _ENDS
