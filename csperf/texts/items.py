"""Texts of tables of rows, and of what is paid for each of their rows."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_PLANS: Final[dict[str, Message]] = {
    "unknown-table": Message(
        "`tables` 里没有叫“{name}”的表；有：{known}",
        "there is no table {name} in `tables`; it has {known}",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "no-tables": Message(
        "“{name}”要逐行计算，方案里没有声明这张表",
        "{name} is to be paid row by row, and the plan declares no such table",
        "请先写 `tables: {{{name}: {{columns: {{实付金额: {{unit: money}}}}}}}}`，列出要用的列。",
        "Write tables: {{{name}: {{columns: {{sales: {{unit: money}}}}}}}} first, with the columns used.",
    ),
    "unknown-column": Message(
        "表“{table}”没有声明“{name}”这一列；有：{known}",
        "the table {table} declares no column {name}; it has {known}",
        "逐行计算只能用这张表的列：请改用其中一列，或在 `columns` 里声明它。",
        "A line paid for each row reads this table alone: use one of these, or declare it in `columns`.",
    ),
    "order-not-share": Message(
        "“{name}”写了 `order`，但它不是百分比",
        "{name} has an order, and is no percent",
        "`order` 只用于分成比例：写 `unit: percent`，或去掉 `order`。",
        "An order goes with a share: write `unit: percent`, or leave `order` out.",
    ),
    "daily-without-date": Message(
        "表“{name}”写了 `daily`，却没有日期列",
        "the table {name} is `daily` and has no column of days",
        "请加一列，例如 日期: `{{unit: date}}`。",
        "Add one, e.g. date: `{{unit: date}}`.",
    ),
    "daily-leaves-out": Message(
        "表“{name}”写了 `daily: true`，又写了 `leave_out`；月度指标也取自这张表，不计的行仍会算进月度指标",
        "the table {name} is `daily: true` and has a `leave_out`; the month's metrics are read from it too, and the rows left out would still count in those",
        "请去掉 `leave_out`，在导出表里删掉这些行；或去掉 `daily`，月度指标另给一个文件。",
        "Drop `leave_out` and delete those rows in the export; or drop `daily` and supply the month's metrics in a file of their own.",
    ),
    "table-two-dates": Message(
        "表“{name}”有几列日期（{dates}），看不出一行算在哪一天",
        "the table {name} has several columns of days ({dates}); by which does a row count?",
        "请只留算月份用的那一列；导出表里其余的列不用写进 `columns`。",
        "Keep the one that decides the month; other `columns` of the export need not be in columns.",
    ),
    "not-a-date-column": Message(
        "“{name}”不是日期列",
        "{name} is no column of days",
        "请在 `tables` 里把它写成 `unit: date`，或换成真正的日期列。",
        "Give it unit: date in `tables`, or name the column that has the days.",
    ),
    "not-whole-rows": Message(
        "“{key}”应是行数，这里是 {found}",
        "{key} is a number of rows, and this is {found}",
        "请写 1 以上的整数。",
        "Write a whole number, 1 or more.",
    ),
    "season-rows-undated": Message(
        "表“{table}”没有日期列，看不出哪些行是活动期里的（如 {day}）",
        "the table {table} has no column of days, so nobody knows which rows are in the season ({day})",
        "请给它加一列 `unit: date`。",
        "Give it a column with `unit: date`.",
    ),
    "item-without-money": Message(
        "“{name}”按比例提成，方案没有写按哪一列金额",
        "{name} is paid a rate, and the plan does not say of which money",
        "请加上 `of`，例如 `of: 实付金额`。",
        "Add `of`, e.g. of: sales.",
    ),
    "item-without-pieces": Message(
        "“{name}”按件提成，方案没有写件数在哪一列",
        "{name} is paid by the piece, and the plan does not say where the pieces are",
        "请加上 `pieces`，例如 `pieces: 件数`。",
        "Add `pieces`, e.g. pieces: quantity.",
    ),
    "item-never-reached": Message(
        "“{name}”永远轮不到：上面的“{above}”已经包括所有商品",
        "{name} is never reached: {above} above it takes every product",
        "请把“{above}”移到最后，或改写成 `otherwise`。",
        "Move {above} to the end, or write it as `otherwise`.",
    ),
}

_EXPORTS: Final[dict[str, Message]] = {
    "metric-among-rows": Message(
        "方案要用本月的“{name}”，它只在逐行的表“{table}”里，逐行的表不提供月度指标。",
        "The plan reads the month's {name}, which only the table of rows {table} has; such a table gives no metrics.",
        "按单计算请写 `for_each: {table}`；每人每天一行的表请写 `daily: true`；否则请另给一张按月的表。",
        "Write `for_each: {table}` to pay each row, `daily: true` if it has one row an agent and day, or give a table of the month.",
    ),
    "table-not-found": Message(
        "方案要用表“{name}”，给的文件里没有一张有这些列：{headings}。",
        "The plan reads the table {name}, and no file given has all of these columns: {headings}.",
        "请用 --data 加上这张表；列名不同的话，在方案的 `tables` 里用 `column` 写明。",
        "Add the table with --data; if its headings differ, give them with column in `tables`.",
    ),
    "table-lacks-columns": Message(
        "这张表像是“{name}”，但缺这几列：{lacking}。",
        "This looks like the table {name}, but lacks these columns: {lacking}.",
        "请导出带这几列的表；列名不同的话，在方案的 `tables` 里用 `column` 写明。",
        "Export it with them; if its headings differ, give them with column in the plan's `tables`.",
    ),
    "table-fits-two": Message(
        "方案里有几张表都和它对得上：{names}，看不出是哪一张。",
        "Several tables of the plan fit this one: {names}; nobody could say which it is.",
        "请在 `tables` 里给其中一张加上只有它才有的列。",
        "Add to one of them in `tables` a column that only that table has.",
    ),
    "table-of-two-sorts": Message(
        "它和 {other} 都有“{name}”的列，但表头不一样，看不出是不是同一种表。",
        "This and {other} both have the columns of {name}, but not the same headings.",
        "一张表分成几个文件时表头要一样；不是同一种表的话，请在 `tables` 里多写一列只有“{name}”才有的。",
        "Parts of one table have the same headings; if one is another sort of table, add a column in `tables` that only {name} has.",
    ),
    "row-twice": Message(
        "这一行和 {other} 每一格都一样，可能是重复导出；“{name}”里这样的共 {count} 行。",
        "Every cell of this row is the same as in {other}, as if exported twice (rows of {name}: {count}).",
        "请删去重复的；如果真是两笔，请保留订单号这样能区分它们的列。",
        "Delete it; if these are two true rows, keep a column that tells them apart, such as the order number.",
    ),
    "row-day-twice": Message(
        "“{name}”每人每天只有一行，这一行和 {other} 是同一个人的同一天；这样的共 {count} 行。",
        "{name} has one row an agent and day, and this and {other} are of one agent's same day (such rows: {count}).",
        "请先把一天合成一行；如果不是按天的表，去掉方案里的 `daily`。",
        "Put the day into one row; if the table is not by day, leave out `daily` in the plan.",
    ),
    "row-of-many-days": Message(
        "{heading}：这一行写的是 {days}，逐行的表每行要有一个日子；这样的共 {count} 行。",
        "{heading}: this row is of {days}, and each row of such a table is of one day (rows like this: {count}).",
        "请按日期导出；不用按日期算的话，不要在 `tables` 里声明这一列。",
        "Export it by the day; if days do not matter, do not declare this column in `tables`.",
    ),
    "row-undecided": Message(
        "“{name}”这一行的“{metric}”是空的，看不出这一行算不算。",
        "{metric} is blank in this row of {name}, so nobody can say whether the row counts.",
        "请补上；方案的 `leave_out` 要看这一列。",
        "Fill it in; `leave_out` in the plan looks at it.",
    ),
    "rows-not-counted": Message(
        "“{name}”共 {rows} 行，按方案不计 {count} 行（`leave_out` 或不计的日子）。",
        "{name} has {rows} rows, of which the plan takes out {count} (`leave_out`, or days left out).",
    ),
    "rows-more": Message(
        "这一行和另外 {count} 行里还有同样的问题。",
        "The same is wrong from this row on, in so many rows: {count}.",
    ),
    "item-not-listed": Message(
        "“{line}”没有写“{metric}”是“{value}”时怎么算（这样的共 {count} 行）。",
        "{line} does not say what is paid where {metric} is {value} (such rows: {count}).",
        "请在方案里加上“{value}”；没列出的都不算的话，写 `otherwise: 0%`。",
        "Add {value} to the plan; if all that is not listed pays nothing, write `otherwise: 0%`.",
    ),
    "item-nearly-listed": Message(
        "“{metric}”写的是“{value}”，“{line}”里有的是“{near}”，只差大小写、空格或前面的 0。",
        "{metric} is {value!r}, and {line} lists {near!r}: they differ only in case, blanks or leading zeros.",
        "是同一个的话请改成一样的写法；不是的话请把“{value}”也列进方案。",
        "If they are the same, write them alike; if not, list {value!r} in the plan as well.",
    ),
    "shares-over-whole": Message(
        "“{order}”的“{metric}”合计 {total}，超过了 100%。",
        "The {metric} of {order} add up to {total}, over 100%.",
        "请核对分成；一个订单有几件商品时，`order` 请写子订单号那一列。",
        "Check the shares; where an order has several items, let `order` name the column of the item's own number.",
    ),
}

_WORDS: Final[dict[str, Message]] = {
    "like.columns": Message(
        "`columns: {{实付金额: {{unit: money}}}}`", "`columns: {{sales: {{unit: money}}}}`"
    ),
    "like.unit": Message("`unit: money`", "`unit: money`"),
    "like.for_each": Message("`for_each: 成交明细`", "`for_each: orders`"),
    "like.rates": Message("`rates: {{A100: 3%}}`", "`rates: {{A100: 3%}}`"),
    "like.rate": Message("`rate: 2%`", "`rate: 2%`"),
    "like.date": Message("`date: 退款日期`", "`date: refund_date`"),
    "verdict.below-zero-row-error": Message(
        "{line}：{of}为负的行，停下来问（没有写 `below_zero`）",
        "{line}: a row with {of} below zero: stop (no `below_zero` is given)",
    ),
    "verdict.below-zero-row-zero": Message(
        "{line}：{of}为负的行，不发不扣（`below_zero: zero`）",
        "{line}: a row with {of} below zero: pays nothing (`below_zero: zero`)",
    ),
    "verdict.below-zero-row-charge": Message(
        "{line}：{of}为负的行，倒扣（`below_zero: charge`）",
        "{line}: a row with {of} below zero: takes back (`below_zero: charge`)",
    ),
    "verdict.two-rows": Message(
        "{line}：阶梯按单行适用。两行各 {sample} 共发 {alone}，合成一笔才是 {both}",
        "{line}: the ladder applies to each row alone; two rows of {sample} pay {alone}, "
        "their sum at once would pay {both}",
    ),
    "words.like": Message("{name}“{value}”符合 {text}", "{name} {value!r} fits {text}"),
    "words.not-listed": Message("没有列出{name}“{value}”", "{name} {value!r} is not listed"),
    "why.no-rows": Message("“{table}”里没有他的行", "no row of {table} is theirs"),
    "why.each-row": Message(
        "“{table}”里有 {count} 行，每行取整后相加",
        "{count} rows of {table}, each rounded, then added",
    ),
    "why.most-rows": Message(
        "最多算 {most} 行，按金额从高到低；另有 {count} 行不算",
        "at most {most} rows count, the largest amounts first; not counted: {count}",
    ),
    "why.rows-left-out": Message(
        "按方案不计的有 {count} 行", "rows that the plan takes out: {count}"
    ),
    "why.rows-beyond": Message(
        "其余 {count} 行合计 {sum}，这里不再列出",
        "{count} more rows, not listed here, add up to {sum}",
    ),
}

MESSAGES: Final[dict[str, Message]] = _PLANS | _EXPORTS | _WORDS
