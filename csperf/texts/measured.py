"""Texts of measuring raw exports: what is left out, what two tables both have."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "agent.nobody": Message("静默", "silent"),
    "band.30s": Message("30 秒内", "within 30 s"),
    "band.1m": Message("1 分钟内", "within 1 min"),
    "band.3m": Message("3 分钟内", "within 3 min"),
    "band.later": Message("3 分钟后", "later"),
    "band.never": Message("没有回复", "never"),
    "flag.yes": Message("是", "yes"),
    "flag.no": Message("否", "no"),
    "measured-more": Message(
        "另外测了 {count} 个指标：加 -o 指标.xlsx 写成表格，或加 --format csv、--format json 看全部。",
        "{count} more metrics were measured: -o metrics.xlsx writes them all, --format csv or json"
        " prints them.",
    ),
    "list-empty": Message("没有符合条件的记录。", "No record is like that."),
    "overview-no-targets": Message(
        "“targets”没有可列的：没有方案，不知道目标是多少；或者方案里没有直接按指标分档的考核项",
        "targets has nothing to show: no plan says what the targets are, or none of its bands is of a"
        " metric as it was measured",
        "请用 --plan 给出方案。",
        "Name the plan with --plan.",
    ),
    "overview-no-products": Message(
        "“products”没有可列的：没有指明特定商品，或者没有卖出",
        "products has nothing to show: no products are named, or none of them was sold",
        "在方案里写 `selling: {{products: [商品编码]}}`，再用 --plan 给出；各个商品卖了多少见 --section by-product。",
        "Write `selling: {{products: [code]}}` in a plan and name it with --plan; what was sold of every"
        " product is in --section by-product.",
    ),
    "overview-no-by-product": Message(
        "“by-product”没有可列的：订单里没有商品编码，或者没有成交",
        "by-product has nothing to show: the orders have no product codes, or nothing was sold",
        "请用带商品编码的订单明细。",
        "Take an export of orders with a product code in each row.",
    ),
    "overview-no-shifts": Message(
        "“shifts”没有可列的：没有排班表，或者班里没有接待",
        "shifts has nothing to show: there is no table of shifts, or nobody was served in one",
        "请把排班表和接待记录一起给出。",
        "Give the table of shifts together with the receptions.",
    ),
    "overview-empty": Message(
        "“{section}”没有可列的：这些导出表测不出它的指标，或者都是 0",
        "{section} has nothing to show: these exports do not tell its metrics, or all of them are 0",
        "用 csperf measure 看测出了什么、还缺什么表。",
        "csperf measure says what was measured and which table is lacking.",
    ),
    "list-no-agent": Message(
        "没有叫“{name}”的客服。",
        "There is no agent {name}.",
        "有的是：{known}。",
        "There are {known}.",
    ),
    "list-no-table": Message(
        "要列这些明细，给的导出表还不够。",
        "The exports given do not tell what this list shows.",
        "接待和服务明细要接待记录或聊天记录，成交和未付款明细要订单，流失明细两样都要。",
        "Receptions and service need receptions or chats; deals and unpaid orders need orders; losses"
        " need both.",
    ),
    "list-no-duration": Message(
        "“{found}”不是时长。",
        "{found} is no duration.",
        "请写成 90s、3m、1m30s 这样。",
        "Write it like 90s, 3m or 1m30s.",
    ),
    "list-no-day": Message(
        "“{found}”不是日期。",
        "{found} is not a day.",
        "请写成 2026-10-01 这样。",
        "Write it like 2026-10-01.",
    ),
    "section.agents": Message("客服", "Agents"),
    "section.enquiries": Message("询单", "Enquiries"),
    "section.receptions": Message("接待", "Receptions"),
    "section.conversion": Message("转化", "Conversion"),
    "section.refunds": Message("退款", "Refunds"),
    "section.workload": Message("工作量", "Workload"),
    "section.discounts": Message("议价", "Manual discounts"),
    "section.cross-sales": Message("关联销售", "Cross-sales"),
    "section.products": Message("特定商品", "Named products"),
    "section.chased": Message("催付", "Unpaid orders chased"),
    "section.dedicated": Message("专属客户", "Customers of one agent"),
    "section.shared": Message("非专属客户", "Customers of several agents"),
    "section.returning": Message("回购", "Returning customers"),
    "section.silent": Message("静默与客服", "Silent and agents' sales"),
    "section.by-product": Message("各商品销售", "Sales by product"),
    "section.shifts": Message("各班次接待", "Shifts"),
    "side.shop": Message("全店", "Shop"),
    "side.agents": Message("客服", "Agents"),
    "side.silent": Message("静默", "Silent"),
    "overview.shop": Message("全店", "Shop"),
    "target.hit": Message("达成", "reached"),
    "target.missed": Message("未达成", "not reached"),
    "behind.heading": Message(
        "测得自（--rows 逐行列出）：", "Measured from (--rows lists each record):"
    ),
    "behind.file": Message("{file} {count} 条", "{file} ({count})"),
    "behind.metric": Message(
        "  {metric}：{count} 条记录，{files}", "  {metric}: records {count}, {files}"
    ),
    "rows-of-no-metric": Message(
        "“{line}”不是测出来的指标，没有明细行。",
        "{line} is no metric that was measured, so no rows stand behind it.",
        "--rows 列得出的有：{known}。",
        "--rows can list: {known}.",
    ),
    "rows-without-raw": Message(
        "这次没有原始导出表，没有明细行可列。",
        "There are no raw exports here, so there are no rows to list.",
        "请在 --data 里给订单、接待等原始导出表。",
        "Give the exports of orders, receptions and so on with --data.",
    ),
    "records-folder-alone": Message(
        "ingest 写成的文件夹要单独给，不能和别的文件一起测。",
        "A folder that ingest wrote is measured alone, not together with other files.",
        "请把别的文件也用 ingest 转换进去。",
        "Convert the other files into it too.",
    ),
    "period-without-records": Message(
        "给的文件里没有一行在 {period} 之内；它们是 {first} 到 {last} 的。",
        "No row of these files is of {period}; they are of {first} to {last}.",
        "请改 --period，或给那个月的导出表。",
        "Change --period, or give the exports of that month.",
    ),
    "sort-without-records": Message(
        "{sort}没有一行在 {period} 之内，给的是 {first} 到 {last} 的；靠它测的指标都会是 0。",
        "None of the {sort} is of {period}, they are of {first} to {last}; what is measured by them"
        " will be 0.",
        "请给这个月的导出表。",
        "Give the exports of that month.",
    ),
    "shop-not-told": Message(
        "{sort}里有记录没写是哪个店铺的，不能按店铺分开。",
        "Some of the {sort} do not say of which shop they are, so they cannot be parted by shop.",
        "请导出时带上“店铺”列（每行都填），或者每个店铺的导出表单独测。",
        "Export a column Shop that is filled in every row, or measure each shop's exports alone.",
    ),
    "sort-without-shop": Message(
        "{sort}表不写店铺，按店铺分开时没有用它。",
        "The table of {sort} names no shop, so it was not used where shops are parted.",
    ),
    "measured-not-taken": Message(
        "有 {count} 个指标现成的指标表里已经有了，按那张表的数，没有用从原始导出表测出来的：{names}。",
        "Metrics that a ready table has are taken from it, and not from what was measured of the raw exports ({count}): {names}.",
        "要用测出来的数，请不要给那张指标表，或删掉它的这些列。",
        "To use what was measured, leave that table out or delete these columns of it.",
    ),
    "metrics-not-told": Message(
        "没有这些列：{columns}；所以没有测这些指标：{names}。",
        "These columns are missing: {columns}; so these metrics were not measured: {names}.",
        "要用这些指标，请导出时带上这些列。",
        "To have them, export these columns too.",
    ),
    "metrics-no-table": Message(
        "没有给这些表：{tables}；所以没有测这些指标：{names}。",
        "These tables were not given: {tables}; so these metrics were not measured: {names}.",
    ),
}
