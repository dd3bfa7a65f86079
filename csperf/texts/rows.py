"""Texts of rows: several rows of one agent, rows of other days, and what cannot be put together."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "rows-none": Message(
        "这张表只有表头，按这个月一行也没有来算。",
        "This table has only its header: it counts as no row this month.",
        "如果应该有行，请检查导出的日期范围和筛选条件。",
        "If there should be rows, check the dates and filters of the export.",
    ),
    "table-not-of-agents": Message(
        "这张表是“{table}”，{level}，不能按客服发工资。",
        "This is the table {table!r}, {level}; pay needs figures of each agent.",
        "请导出按客服统计的表。",
        "Export the table by agent.",
    ),
    "level.shop": Message("只有全店的数字", "with figures of the whole shop"),
    "level.hour": Message("按钟点统计", "with figures by the hour"),
    "level.event": Message("一行是一单或一次接待", "one row an order or a conversation"),
    "sheets-aside": Message(
        "只读了平台的数据表，其它工作表没有读：{sheets}。",
        "Only the platform's own sheet was read; others were left aside: {sheets}.",
    ),
    "sheets-unread": Message(
        "这些工作表里没有找到认识的表头，没有读：{sheets}。",
        "No known header was found on these sheets, so they were not read: {sheets}.",
        "如果里面有要用的数据，请检查表头，或用 csperf inspect 看看。",
        "If they hold figures that count, check their headers, or look with csperf inspect.",
    ),
    "heading-elsewhere": Message(
        "{table} 里的“{name}”是按这个平台的口径算的，csperf 叫它“{meant}”。",
        "In {table} the heading {name!r} follows this platform's own formula; csperf calls it {meant!r}.",
        "方案里请写“{meant}”；确实要用这一列的数，就在 `metrics` 里写 {name}: `{{column: {name}, unit: …}}`。",
        "Write {meant!r} in the plan; to take this column as it is, define {name} with `column` and `unit` under `metrics`.",
    ),
    "agent-columns-twice": Message(
        "“{heading}”这样的列有两个（另一个是 {other}），像是两张表并排放着。",
        "There are two columns {heading!r} (the other is {other}), as of two tables side by side.",
        "请把两张表分开，各存一个工作表或文件。",
        "Put the tables on sheets or into files of their own.",
    ),
    "row-like-total": Message(
        "这一行写着“{text}”，却有客服的名字“{name}”，而这个客服没有别的行。",
        "This row says {text!r} but names {name!r}, who has no other row.",
        "是合计就删去这一行，是这个客服的数据就改掉“{text}”。",
        "Delete it if it is a total; if it is this agent's row, change {text!r}.",
    ),
    "rows-swallowed": Message(
        "这个单元格里像是包进了好几行数据，多半是引号没有配对。",
        "This cell seems to hold whole rows: a quote was probably not closed.",
        "请用 Excel 或 WPS 打开检查，改正引号后另存。",
        "Open the file in Excel or WPS, correct the quotes and save it again.",
    ),
    "header-again": Message(
        "这里又是一行表头（“{heading}”），第 {row} 行已经有一个，像是两张表叠在一起。",
        "This is another header ({heading!r}) besides the one in row {row}, as of two tables on one sheet.",
        "请把两张表分开，各存一个工作表或文件。",
        "Put the tables on sheets or into files of their own.",
    ),
    "metric-not-in-all": Message(
        "“{name}”的{metric}只有一部分：{other} 有这一列，这张同样的表却没有；这样的共 {count} 人。",
        "{name!r} has only a part of {metric}: {other} has that column, this table of the same sort lacks it (people like this: {count}).",
        "请按同样的列重新导出；改过名的列，在方案的 `metrics` 里给 {metric} 写上 `column`。",
        "Export the same columns; if one was renamed, list both headings as `column` of {metric} under `metrics`.",
    ),
    "parts-of-other-days": Message(
        "{metric}要用{parts}算，可它们的日期不一样：{days} 只有其中一部分。",
        "{metric} is computed from {parts}, but they are of different days: {days} are not in all of them.",
        "请把日期补齐后再导出。",
        "Export the same days of each.",
    ),
    "parts-of-other-platforms": Message(
        "{metric}要用{parts}算，可“{name}”等 {count} 人在几个平台都有数据，有的平台只有其中一部分。",
        "{metric} is computed from {parts}, but {name!r} and others ({count} in all) have rows of several platforms, some with only a part of these.",
        "请换成各平台都有的指标，或在方案的 `metrics` 里用 `column` 列出各平台的列名。",
        "Use metrics that all platforms have, or list the headings of each as `column` under `metrics`.",
    ),
    "name-of-other-month": Message(
        "名称里写的是 {month}，要发的却是 {period}，表里又没有日期可以核对。",
        "The name speaks of {month}, but {period} is paid, and no date in the table says otherwise.",
        "请换成当月的表；没有拿错的话，请改一下文件或工作表的名称。",
        "Give the right month's table; if it is the right one, rename the file or sheet.",
    ),
    "total-differs": Message(
        "{heading}：这一行合计写的是 {stated}，各行加起来是 {added}。",
        "{heading}: this total says {stated}, but the rows add up to {added}.",
        "请检查是不是少了行、多了行，或有数字改动过。",
        "Check whether rows are missing or doubled, or a figure was changed.",
    ),
    "metric-on-one-platform": Message(
        "“{name}”等 {count} 人在这张表里也有数据，表里却没有{metric}，只算了 {other} 的。",
        "{name!r} and others ({count} in all) have rows here too, but no {metric}; only that of {other} counts.",
        "如果这个平台的也要算，请在方案的 `metrics` 里给 {metric} 写上 `column`，列出两边的列名。",
        "If this platform's counts too, list the headings of both as `column` of {metric} under `metrics`.",
    ),
    "column-hidden": Message(
        "“{heading}”这一列在工作簿里是隐藏的，仍然读取了。",
        "The column {heading!r} is hidden in the workbook; it was read all the same.",
        "请确认里面的数字是要用的。",
        "Check that its figures are meant to count.",
    ),
    # days
    "date-blank": Message(
        "{heading}：这一行没有日期；这样的共 {count} 行。",
        "{heading}: this row has no date (rows like this: {count}).",
        "请补上日期。",
        "Fill in the date.",
    ),
    "rows-outside-period": Message(
        "这一行是 {days} 的，不在 {period} 里；这样的共 {count} 行。",
        "This row is of {days}, not of {period} (rows like this: {count}).",
        "请换成当月的导出表；确认多余的行不计，可在方案里写 `data: {{outside_period: leave_out}}`。",
        "Export the right month; to leave such rows out, write `data: {{outside_period: leave_out}}` in the plan.",
    ),
    "rows-outside-left-out": Message(
        "按方案，不在 {period} 里的 {count} 行没有计入，第一行是 {days} 的。",
        "As the plan says, rows that are not of {period} were left out ({count}); the first is of {days}.",
    ),
    "rows-across-period": Message(
        "这一行是 {days} 的合计，只有一部分在 {period} 里，分不出来；这样的共 {count} 行。",
        "This row is the total of {days}, of which only a part is in {period} (rows like this: {count}).",
        "请按当月的起止日期重新导出。",
        "Export again with the first and last day of the month.",
    ),
    "period-unsaid": Message(
        "导出表里不止一个月：这里有 {days}，还有 {other}。",
        "The exports hold more than one month: {days} here, and {other}.",
        "请用 --period 写明算哪个月，例如 --period 2026-10；跨月的周期写起止日期，例如 --period 2026-09-26~2026-10-25。",
        "Say which month is paid, e.g. --period 2026-10, or its first and last day: --period 2026-09-26~2026-10-25.",
    ),
    "days-missing": Message(
        "{period} 里这几天没有任何数据：{days}。",
        "There are no rows at all for these days of {period}: {days}.",
        "请检查是不是漏了哪天的文件。",
        "Check whether a day's file was forgotten.",
    ),
    "days-missing-in-shop": Message(
        "店铺“{shop}”在 {period} 里这几天没有任何数据：{days}。",
        "There are no rows at all of the shop {shop!r} for these days of {period}: {days}.",
        "请检查是不是漏了哪天的文件。",
        "Check whether a day's file was forgotten.",
    ),
    "days-overlap": Message(
        "“{name}”{days} 的{metrics}在两个文件里都有，另一处是 {other}；这样重复的共 {count} 人。",
        "{name!r} has {metrics} of {days} here and in {other} (agents so repeated: {count}).",
        "两个文件的日期重叠了：请去掉一个，或重新导出不重叠的日期。",
        "The days of the two files overlap: leave one out, or export days that do not.",
    ),
    "agent-day-twice": Message(
        "“{name}”{days} 在这张表里有两行，另一行是 {other}；这样重复的共 {count} 人。",
        "{name!r} has two rows of {days} in this table, the other is {other} (agents so repeated: {count}).",
        "请删去多余的一行；如果是两个店铺，请加一列“店铺”。",
        "Delete one of them; if they are of two shops, add a column Shop.",
    ),
    "row-copied": Message(
        "“{name}”的这一行和 {other} 完全一样；这样重复的共 {count} 人。",
        "This row of {name!r} is the same as {other} in every cell (agents so repeated: {count}).",
        "请删去多余的一行。",
        "Delete one of them.",
    ),
    # putting together
    "cannot-combine": Message(
        "“{name}”有 {rows} 行{metric}（另一行是 {other}），csperf 不知道怎样把它们合成一个；这样的共 {count} 人。",
        "{name!r} has {rows} rows of {metric} (another is {other}), and csperf does not know how to make one of them (people like this: {count}).",
        "请导出整月汇总，或在方案的 `metrics` 里写明 {metric} 的 `combine`（`sum、max、min、same、mean`）或 `weighted_by`。",
        "Export the whole month, or say under `metrics` how rows of {metric} are put together: `combine` (`sum`, `max`, `min`, `same`, `mean`) or `weighted_by`.",
    ),
    "combine-no-such": Message(
        "{name}：{unit}不能 {combine}。",
        "{name}: {combine} makes no sense of {unit}.",
        "百分比和比值可以写 `weighted_by`（按哪个人数加权），文字只能写 `same`。",
        "A percent or ratio may be `weighted_by` a count, a text can only be the `same`.",
    ),
    "weight-no-count": Message(
        "{name} 不能按{weight}加权：权重要是导出表里的人数或次数。",
        "{name} cannot be weighted by {weight}: a weight is a count that the exports hold.",
        "例如 `weighted_by: 接待人数`。",
        "For example weighted_by: customers_served.",
    ),
    "ratio-needs-parts": Message(
        "“{name}”有 {rows} 行{metric}（另一行是 {other}）；比率不能直接平均，要用合计后的{parts}重算，表里却没有；这样的共 {count} 人。",
        "{name!r} has {rows} rows of {metric} (another is {other}); a ratio is computed again from the summed {parts}, which the tables lack (people like this: {count}).",
        "请在导出时加上{parts}，或在方案的 `metrics` 里写明 {metric} 的 `weighted_by`。",
        "Export {parts} as well, or say under `metrics` what {metric} is `weighted_by`.",
    ),
    "rows-differ": Message(
        "“{name}”的{metric}在几行里不一样，另一处是 {other}；这样的共 {count} 人。",
        "{name!r} has different values of {metric}; another is {other} (people like this: {count}).",
        "请改成一样的，或只保留一处。",
        "Make them the same, or keep only one.",
    ),
    "weight-not-beside": Message(
        "“{name}”等 {count} 人有几行{metric}，要按{weight}加权平均，这张表里却没有{weight}。",
        "Several rows of {metric} ({name!r} and others, {count} in all) need to be weighted by {weight}, which this table lacks.",
        "请在导出时加上{weight}，或导出整月汇总。",
        "Export {weight} as well, or the whole month.",
    ),
    "why.several-rows": Message("有几行，由合计重算", "several rows, computed from their sums"),
    "why.row": Message("  {value}（{cell}）", "  {value} ({cell})"),
    "why.rows-sum": Message("{count} 行相加：", "{count} rows added up:"),
    "why.rows-max": Message("{count} 行里最大的：", "the largest of {count} rows:"),
    "why.rows-min": Message("{count} 行里最小的：", "the smallest of {count} rows:"),
    "why.rows-same": Message("共 {count} 行：", "of {count} rows:"),
}
