"""Texts of records: orders, refunds and chats read from raw exports."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    # headers
    "records-no-header": Message(
        "前 {rows} 行里没有认出订单、退款或接待的表头；第一行是：{found}。",
        "No header of orders, refunds or conversations was recognised in the first {rows} rows; the first one says: {found}.",
        "如果是别的系统导出的表，请用 --dialect 给一份写明 record 和 fields 的对应表。",
        "For an export of another program, give a mapping with record and fields by --dialect.",
    ),
    "records-of-agents": Message(
        "这是“{table}”（{platform}），不是订单、退款或接待的明细。",
        "This is the table {table} ({platform}) and not one of orders, refunds or conversations.",
        "明细请从平台的订单、退款或接待记录导出；这张表可以直接交给 csperf calc。",
        "Export the orders, refunds or conversations themselves; this table goes to csperf calc as it is.",
    ),
    "records-field-lacking": Message(
        "认出是“{table}”，但第 {row} 行的表头里没有必需的列：{headings}。",
        "This is the table {table}, but the header in row {row} lacks a column that it needs: {headings}.",
        "请重新导出，并勾选这一列。",
        "Export it again with this column.",
    ),
    "records-field-twice": Message(
        "“{heading}”和“{first}”都被当作 {field}，不知道该用哪一列。",
        "The columns {heading!r} and {first!r} both are {field}, so it is unclear which one counts.",
        "请删掉其中一列，或写一份对应表用 --dialect 指明。",
        "Delete one of them, or say which in a mapping given by --dialect.",
    ),
    "records-file-twice": Message(
        "这个文件和 {first} 的内容完全相同，只读一次。",
        "This file holds exactly the same as {first} and is read once.",
    ),
    # folders of stored records
    "records-unwritable": Message(
        "写不进这个文件夹：{reason}。",
        "This folder cannot be written to: {reason}.",
        "请换一个文件夹，或先腾出空间。",
        "Choose another folder, or make room first.",
    ),
    "records-folder-used": Message(
        "这个文件夹里有别的东西（{found}），不能用来存放记录。",
        "This folder holds something else ({found}), so no records are stored in it.",
        "请换一个空文件夹。",
        "Choose an empty folder.",
    ),
    "records-folder-is-file": Message(
        "这里是一个文件，不是文件夹。",
        "This is a file and not a folder.",
        "请换一个名字。",
        "Choose another name.",
    ),
    "records-no-folder": Message(
        "这个文件夹里没有转换好的记录。",
        "This folder holds no converted records.",
        "请先用 csperf ingest 转换。",
        "Convert them first with csperf ingest.",
    ),
    "records-half": Message(
        "这里的转换没有做完，不能拿来计算。",
        "The conversion in this folder was not finished, so nothing is measured from it.",
        "请再运行一次 csperf ingest，它会接着做。",
        "Run csperf ingest once more; it goes on where it stopped.",
    ),
    "parquet-damaged": Message(
        "这个 Parquet 文件读不出来，可能没有写完。",
        "This Parquet file cannot be read; it may be cut off.",
        "请重新导出。",
        "Export it again.",
    ),
    # rows
    "records-none": Message(
        "表头下面没有一行记录。",
        "There is no record below the header.",
    ),
    "records-outside": Message(
        "{of} 行里有 {count} 行不在 {period} 之内；归属和退款可能用到它们，所以也读了。",
        "Of {of} rows {count} are not of {period}; they were read, for attribution and refunds may need them.",
    ),
    "records-ragged-more": Message(
        "还有 {count} 行的格数和表头不同。",
        "More rows have another number of fields than the header (another {count}).",
    ),
    "records-totals": Message(
        "有 {count} 行是合计，没有计入：第 {rows} 行。",
        "Rows of totals were left out: {rows} ({count} in all).",
    ),
    "records-header-again": Message(
        "表头又出现了 {count} 次，没有计入：第 {rows} 行。",
        "The header stands there again and was left out: row {rows} ({count} in all).",
    ),
    "records-dropped": Message(
        "有 {count} 行按这种表的规则不计（如已取消）：第 {rows} 行。",
        "Rows that do not count in this kind of table, such as cancelled ones, were left out: {rows} ({count} in all).",
    ),
    "records-without-id": Message(
        "有 {count} 行没有编号，不知道属于哪一单：第 {rows} 行。",
        "Rows without an id belong to no order: {rows} ({count} in all).",
        "请补上编号；如果是合并单元格，请取消合并后填满每一行。",
        "Fill the id in; if cells are merged, split them and fill every row.",
    ),
    # the same record again
    "records-again": Message(
        "有 {count} 条记录在别的文件里已经有了，内容相同，只算一次；第一条在这里。",
        "Records that another file holds as well count once ({count} in all); this is the first.",
    ),
    "records-older": Message(
        "有 {count} 条记录在别的文件里还有较早导出的内容，以状态更新的为准；第一条在这里。",
        "Records that an older export holds as well were taken as they stand in the newer one ({count} in all); this is the first.",
    ),
    "records-twice": Message(
        "有 {count} 行和前面的行完全相同，只算一次：第 {rows} 行。",
        "Rows that say the same as one above count once: {rows} ({count} in all).",
    ),
    "records-contradict": Message(
        "{record} 在这里和在 {first} 写的不一样，看不出哪个是对的。",
        "{record} says one thing here and another in {first}, and nothing tells which holds.",
        "请只留最新导出的那份文件。",
        "Keep only the file that was exported last.",
    ),
    "records-rows-disagree": Message(
        "{record} 有好几行，这一格和 {first} 写的不一样。",
        "{record} has several rows, and this cell says something else than {first}.",
        "同一单的每一行，时间、金额这些内容应当相同；请核对原始导出。",
        "Times and amounts of one order are the same on each of its rows; please check the export.",
    ),
    "records-contradict-more": Message(
        "还有 {count} 条记录像这样前后不一致。",
        "More records contradict each other like this (another {count}).",
    ),
    # cells
    "id-exponent": Message(
        "{heading}：编号被写成了科学计数法“{text}”，后面的数字已经丢失。",
        "{heading}: this id was turned into {text!r}, so its last digits are lost.",
        "请从平台重新导出，不要用 Excel 打开后另存；编号列要保持为文本。",
        "Export it again and do not save it from Excel; a column of ids must stay text.",
    ),
    "cell-below-fen": Message(
        "{heading}：“{text}”不到一分的零头没法入账。",
        "{heading}: {text!r} has a part smaller than a fen.",
        "请检查这一列是不是单价的平均值；金额最多两位小数。",
        "Check whether these are means; an amount has two decimals at most.",
    ),
    "cell-not-flag": Message(
        "{heading}：“{text}”看不出是“是”还是“否”。",
        "{heading}: {text!r} says neither yes nor no.",
        "请写 是/否 或 1/0；平台有自己的说法时，在对应表的 words 里注明。",
        "Write yes or no, or 1 or 0; say in words: of a mapping what other words mean.",
    ),
    "duration-without-unit": Message(
        "{heading}：“{text}”没有单位，不知道是秒还是分钟。",
        "{heading}: {text!r} has no unit, so it may be seconds or minutes.",
        "请在表头注明，例如“{heading}（秒）”，或在对应表里写 unit。",
        'Name it in the heading, e.g. "{heading} (seconds)", or by unit: in a mapping.',
    ),
    "duration-below-millisecond": Message(
        "{heading}：“{text}”比一毫秒还细，读不成整数。",
        "{heading}: {text!r} is finer than a millisecond.",
        "请保留三位小数以内再导出。",
        "Export it with three decimals at most.",
    ),
    "date-hour-skipped": Message(
        "{heading}：{zone} 的时钟在“{text}”这一刻被拨快，没有这个时间。",
        "{heading}: clocks in {zone} were put forward at {text!r}, so there is no such time.",
        "请检查对应表里的 time_zone 是否写对。",
        "Check time_zone in the mapping.",
    ),
    "state-unknown": Message(
        "{heading}：不认识状态“{text}”。",
        "{heading}: the state {text!r} is not known.",
        "请在对应表里说明它是哪一种，例如 words: {{{text}: …}}，可选 {states}。",
        "Say in a mapping what it is, as in words: {{{text}: ...}}, one of {states}.",
    ),
    "sender-unknown": Message(
        "{heading}：不认识发送方“{text}”，这些消息不知道是谁说的。",
        "{heading}: the sender {text!r} is not known, so nobody knows who wrote these messages.",
        "请在对应表里说明是谁，例如 words: {{{text}: …}}，可选 {senders}。",
        "Say in a mapping who that is, as in words: {{{text}: ...}}, one of {senders}.",
    ),
    "records-words-unknown": Message(
        "{heading}：不认识 {words}（共 {count} 行），直接接待、转入、谁先发起等数字里没有这些接待。",
        "{heading}: {words} (in {count} rows) are not known; such conversations are in no figure of how they came in or who began.",
        "如果要计入，请在对应表里说明，例如 words: {{{first}: {meaning}}}。",
        "To count them, say in a mapping what they mean, as in words: {{{first}: {meaning}}}.",
    ),
    # dialects
    "dialect.record": Message("record: orders", "record: orders"),
    "dialect.fields": Message(
        "fields: {{订单号: order, 下单时间: created}}",
        "fields: {{Order no.: order, Made at: created}}",
    ),
    "dialect.field": Message("field: created", "field: created"),
    "dialect-field-unknown": Message(
        "{record} 没有叫“{name}”的字段；有：{known}",
        "{record} have no field {name}; there are {known}",
        "是不是想写“{near}”？",
        "Did you mean {near}?",
    ),
    "dialect-field-twice": Message(
        "“{heading}”和第 {line} 行的“{first}”都是 {field}",
        "{heading} and {first} on line {line} both are {field}",
        "一个字段只能来自一列；同一列的别的叫法请写在 other 里。",
        "A field comes from one column; write other names of the same column behind other:.",
    ),
    "dialect-field-needed": Message(
        "“{part}”里没有一列是 {field}，而 {record} 少不了它",
        "no column of {part} is {field}, which {record} cannot do without",
        "请在 fields 里写明哪一列是它。",
        "Say in fields which column it is.",
    ),
    "dialect-time-zone": Message(
        "没有叫“{found}”的时区",
        "there is no time zone {found}",
        "请写城市名，例如 Asia/Shanghai、America/New_York。",
        "Write it like Asia/Shanghai or America/New_York.",
    ),
}
