"""Texts of intake: what is wrong with a file, a table, a row or a cell, and the way out."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_SAVE_ZH = "请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 后重试。"
_SAVE_EN = "Open it in Excel or WPS, save it as .xlsx or CSV, and try again."

MESSAGES: Final[dict[str, Message]] = {
    # files
    "export-missing": Message(
        "找不到这个文件。",
        "There is no such file.",
        "请检查文件名和文件夹。",
        "Please check its name and folder.",
    ),
    "export-unreadable": Message(
        "文件打不开（{reason}）。",
        "The file cannot be opened ({reason}).",
        "如果它正在 Excel 或 WPS 中打开，请先关闭；也请确认你有读取权限。",
        "If it is open in Excel or WPS, close it there; also check that you may read it.",
    ),
    "file-not-regular": Message(
        "这不是普通文件（是文件夹、管道或设备）。",
        "This is not a regular file (but a folder, pipe or device).",
        "请给出导出的 .xlsx 或 CSV 文件本身。",
        "Please name the exported .xlsx or CSV file itself.",
    ),
    "file-changing": Message(
        "读取时文件还在被写入。",
        "The file was still being written while it was read.",
        "请等导出或保存完成后重试。",
        "Wait until the export has finished and try again.",
    ),
    "file-lock": Message(
        "这是 Excel 或 WPS 打开表格时生成的锁文件，不是数据。",
        "This is the lock file of a workbook that is open in Excel or WPS; it holds no data.",
        "请关闭那个工作簿，并改用名字里没有 ~$ 的文件。",
        "Close the workbook and name the file without ~$.",
    ),
    "file-empty": Message(
        "文件是空的。", "The file is empty.", "请重新导出。", "Please export it again."
    ),
    "file-too-large": Message(
        "文件超过 {megabytes} MB。",
        "The file is larger than {megabytes} MB.",
        "请只导出每个客服一行的汇总表。",
        "Please export the summary table that has one row per agent.",
    ),
    "file-kind": Message(
        "这个文件的内容其实是：{kind}。",
        "This file is really {kind}.",
        _SAVE_ZH,
        _SAVE_EN,
    ),
    "file-no-table": Message(
        "这个文件的内容其实是：{kind}，里面没有可以直接读的表格。",
        "This file is really {kind}, which holds no table that can be read.",
        "请从平台重新导出 .xlsx 或 CSV；压缩包请先解压。",
        "Export an .xlsx or CSV from the platform; unpack an archive first.",
    ),
    "file-old-excel": Message(
        "这是旧版 Office 格式的文件（如 .xls、.et），csperf 不读这种格式。",
        "This file has the old Office format (such as .xls), which csperf does not read.",
        _SAVE_ZH,
        _SAVE_EN,
    ),
    "file-encrypted": Message(
        "工作簿有打开密码。",
        "The workbook is protected by a password.",
        "请在 Excel 的“文件→信息→保护工作簿”里去掉密码，保存后重试。",
        "Remove it in Excel under File > Info > Protect Workbook, save, and try again.",
    ),
    "file-twice": Message(
        "这个文件和 {first} 的内容完全相同。",
        "This file holds exactly the same as {first}.",
        "同一份数据只需给一次；如果是别的月份或小组，请重新导出。",
        "Give it once; if it should be another month or group, export that again.",
    ),
    "file-data-and-roster": Message(
        "同一个文件既作数据（-d）又作花名册（-r）。",
        "The same file was given as data (-d) and as roster (-r).",
        "去掉 -r，只用 -d 给一次就够了，姓名和工号也会读到。",
        "Leave out -r: given once with -d, its names and ids are read as well.",
    ),
    "kind-pdf": Message("PDF 文档", "a PDF document"),
    "kind-html": Message("网页（HTML）", "a web page (HTML)"),
    "kind-xml": Message("XML 文件", "an XML file"),
    "kind-json": Message("JSON 数据", "JSON data"),
    "kind-image": Message("图片", "a picture"),
    "kind-archive": Message("压缩包", "an archive"),
    "kind-ods": Message("OpenDocument 表格（.ods）", "an OpenDocument sheet (.ods)"),
    "kind-xlsb": Message("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
    "kind-word": Message("Word 文档", "a Word document"),
    # text tables
    "csv-encoding": Message(
        "这一行里有既不是 UTF-8 也不是 GBK/GB18030 的字节，文件可能损坏或没有写完。",
        "This line has bytes that are neither UTF-8 nor GBK/GB18030; "
        "the file may be damaged or cut off.",
        "请重新导出，或在 Excel/WPS 中另存为“CSV UTF-8”。",
        'Export it again, or save it in Excel/WPS as "CSV UTF-8".',
    ),
    "csv-mojibake": Message(
        "这一行里有乱码（“锟斤拷”或“�”），原来的文字已经丢失。",
        "This line holds garbled text (锟斤拷 or �); what stood there is lost.",
        "请从平台重新导出，不要用改过编码的副本。",
        "Export it again from the platform instead of using a converted copy.",
    ),
    "csv-nul": Message(
        "这一行里有空字符（NUL），这不是正常的文本表格。",
        "This line holds a NUL character, so this is no proper text table.",
        "请重新导出，或在 Excel/WPS 中另存为“CSV UTF-8”。",
        'Export it again, or save it in Excel/WPS as "CSV UTF-8".',
    ),
    "csv-quotes": Message(
        "从这一行起双引号不成对，后面的列无法分清。",
        "From this row on the double quotes do not match, so columns cannot be told apart.",
        "请检查这一行的引号，或重新导出。",
        "Check the quotes of this row, or export the file again.",
    ),
    "csv-ragged": Message(
        "这一行有 {fields} 格，表头有 {expected} 格，数字可能错位。",
        "This row has {fields} fields but the header has {expected}, so figures may have shifted.",
        "请检查这一行是否少了内容，或数字里的逗号没有加引号；也可能文件没有写完。",
        "Look for a missing field or an unquoted comma inside a number; "
        "or the file may be cut off.",
    ),
    "too-large": Message(
        "表格太大：最多读 {rows} 行、{columns} 列。",
        "The table is too large: at most {rows} rows and {columns} columns are read.",
        "请删除多余的行列（远处可能有误填的单元格），或导出每个客服一行的汇总表。",
        "Delete what is not needed (a far cell may hold something by mistake), "
        "or export the summary with one row per agent.",
    ),
    # workbooks
    "workbook-damaged": Message(
        "工作簿已损坏或不完整，读不出来。",
        "The workbook is damaged or incomplete and cannot be read.",
        "请重新导出；如果 Excel 或 WPS 还能打开，请另存一份再试。",
        "Export it again; if Excel or WPS still opens it, save a copy and use that.",
    ),
    "workbook-bomb": Message(
        "工作簿解压后会膨胀得异常大，为安全起见没有读取。",
        "Unpacked, the workbook would become abnormally large, so it was not read.",
        "请把需要的表复制到新工作簿，保存后重试。",
        "Copy the sheet you need into a new workbook, save it, and try again.",
    ),
    "workbook-too-large": Message(
        "工作簿的单元格超过 {cells} 个，太大了。",
        "The workbook has more than {cells} cells, which is too many.",
        "请删除不需要的工作表，或把要用的那张另存为 CSV。",
        "Delete the sheets that are not needed, or save the one you need as CSV.",
    ),
    "sheet-missing": Message(
        "没有名为“{sheet}”的可见工作表。",
        "There is no visible sheet named {sheet!r}.",
        "可见的工作表有：{found}。",
        "The visible sheets are: {found}.",
    ),
    "sheet-none": Message(
        "工作簿里没有可见的工作表。",
        "The workbook has no visible sheet.",
        "请取消隐藏要用的工作表，保存后重试。",
        "Unhide the sheet that is to be used, save, and try again.",
    ),
    "sheet-empty": Message(
        "表里没有内容。", "The table is empty.", "请重新导出。", "Please export it again."
    ),
    # headers
    "header-missing": Message(
        "前 {rows} 行里没有找到表头：既没有客服姓名列，也没有认识的指标列。",
        "No header was found in the first {rows} rows: "
        "neither a column of agents nor a known metric.",
        "表头要有“客服”“旺旺昵称”或“姓名”这样的列。最上面一行写的是：{found}。",
        "A header has a column such as 客服, 姓名 or Agent. The top row reads: {found}.",
    ),
    "header-no-agent": Message(
        "第 {row} 行像是表头，但没有客服姓名列。",
        "Row {row} looks like the header, but it has no column of agents.",
        "哪一列是客服？把那一列的表头改成“客服”。这一行写的是：{found}。",
        "Which column names the agents? Change its heading to Agent. The row reads: {found}.",
    ),
    "header-no-metric": Message(
        "第 {row} 行像是表头，但没有一列是方案认识的指标。",
        "Row {row} looks like the header, but no column of it is a metric that is known.",
        "请改列名，或在方案的指标里写明列名。表头写的是：{found}。",
        "Rename a column, or name it under the plan's metrics. The header reads: {found}.",
    ),
    "heading-twice": Message(
        "“{metric}”有两列可取：“{first}”（{at}）和“{heading}”。",
        "Two columns could be {metric}: {first!r} ({at}) and {heading!r}.",
        "请删除或改名其中一列，或在方案的指标里写明用哪一列。",
        "Delete or rename one of them, or name the column to use under the plan's metrics.",
    ),
    "heading-unit": Message(
        "“{heading}”括号里的单位和这个指标不合。",
        "The unit in the brackets of {heading!r} does not fit this metric.",
        "请检查是不是选错了列，或改正表头括号里的单位。",
        "Check whether this is the right column, or correct the unit in its brackets.",
    ),
    "unit-above-table": Message(
        "{at} 写着“{text}”，“{heading}”这一列却没有写单位，看不出是按哪个单位填的。",
        "{at} says {text!r}, but the column {heading!r} names no unit, "
        "so it is unclear in which unit it is written.",
        "请在表头写明单位，例如“{heading}（万元）”；如果填的是元，请写“{heading}（元）”。",
        'Name the unit in the heading, e.g. "{heading} (万元)", or "{heading} (元)" for plain yuan.',
    ),
    # rows and people
    "table-unused": Message(
        "方案用不到这张表里的任何一列，没有读取。",
        "The plan needs no column of this table, so it was not read.",
    ),
    "table-empty": Message(
        "第 {row} 行的表头下面没有客服的数据。",
        "There are no agents below the header in row {row}.",
        "请检查导出的日期范围和筛选条件。",
        "Please check the dates and filters of the export.",
    ),
    "rows-left-out": Message(
        "有 {count} 行不是客服，没有计入：{names}。",
        "Rows that are not agents were left out: {names} ({count} in all).",
    ),
    "rows-hidden": Message(
        "隐藏的行也计入了：第 {rows} 行，共 {count} 行。",
        "Hidden rows were read like the others: {rows} ({count} in all).",
        "如果不该计入，请从表里删除这些行。",
        "If they should not count, delete them from the sheet.",
    ),
    "agent-blank": Message(
        "这一行有数据，却没有客服姓名。",
        "This row has figures but no agent's name.",
        "请补上姓名，或删除这一行。",
        "Fill in the name, or delete the row.",
    ),
    "agent-digits": Message(
        "这里的编号被表格软件改坏了，后面的数字已经丢失。",
        "The id in this cell was damaged by the spreadsheet: its last digits are lost.",
        "请先把这一列设为“文本”格式，再从平台重新导出或粘贴编号。",
        'Format the column as "Text", then export or paste the ids again.',
    ),
    "id-lost-digits": Message(
        "{heading}：编号超过 15 位且存成了数字，Excel 已丢掉末位。",
        "{heading}: this id has more than 15 digits but is stored as a number, so Excel has lost the last ones.",
        "请把“{heading}”列设为文本，重新填写。",
        'Format the column {heading} as "Text" and fill it in again.',
    ),
    "agent-called-by-id": Message(
        "这一行没有姓名，先用工号 {number}。",
        "This row has no name, so the id {number} is used.",
        "请补上姓名。",
        "Please fill in the name.",
    ),
    "agent-two-ids": Message(
        "“{name}”在这里的工号是 {number}，在 {other} 是 {first}，仍按同一个人计算；这样的共 {count} 人。",
        "{name!r} has the id {number} here but {first} in {other}, and counts as one person "
        "(people like this: {count}).",
        "如果是同名的两个人，请把名字写得可以区分。",
        "If these are two people of one name, make their names different.",
    ),
    "id-shared": Message(
        "工号 {number} 有几个人在用：{names}。",
        "Several people have the id {number}: {names}.",
        "如果是同一个人，请统一姓名；否则请改正工号。",
        "If they are one person, use one name; otherwise correct the ids.",
    ),
    "agent-two-shops": Message(
        "“{first}”（{other}）和“{name}”都算作花名册里的“{person}”；这样的共 {count} 人。",
        "{first!r} ({other}) and {name!r} both count as {person!r} of the roster "
        "(people like this: {count}).",
        "如果是不同的人，请在花名册的旺旺列里分别写上带店铺名的全名。",
        "If they are different people, write each full name, with the shop, into the roster as a nick.",
    ),
    "agents-all-unknown": Message(
        "这张表里的人，花名册里一个也没有。这里是：{names}；花名册里是：{listed}。",
        "Nobody in this table is in the roster. Here: {names}; in the roster: {listed}.",
        "请检查文件有没有给错；如果只是叫法不同，请把这里的名字写进花名册的旺旺列。",
        "Check that these are the right files; if only the names differ, "
        "add those used here to the roster as nicks.",
    ),
    "agent-twice": Message(
        "“{name}”在这张表里不止一行，看不出和 {other} 有什么不同；这样重复的共 {count} 人。",
        "{name!r} has more than one row in this table, and nothing tells it from {other} (agents so repeated: {count}).",
        "按天的数据请带上“日期”列，几个店铺的请带上“店铺”列；写重了的请删去，写错名字的请改正。",
        "Export a date column with daily rows, a shop column with several shops; else delete the row or correct the name.",
    ),
    "agent-torn": Message(
        "“{name}”这一行的几个姓名列指向花名册里不同的人。",
        "The name columns of this row ({name!r}) belong to different people of the roster.",
        "请检查这一行的姓名、昵称和工号，或改正花名册。",
        "Check the name, nick and id in this row, or correct the roster.",
    ),
    "agent-unknown": Message(
        "花名册里没有“{name}”。",
        "{name!r} is not in the roster.",
        "请把这个名字加进花名册（新人加一行，小号写进旺旺列）；不该计入的行请删除。",
        "Add it to the roster, as a person or as a nick; delete the row if it should not count.",
    ),
    "agent-misspelt": Message(
        "花名册里没有“{name}”。",
        "{name!r} is not in the roster.",
        "是不是 {near}？请改正，或把这个名字加进花名册的旺旺列。",
        "Did you mean {near}? Correct it, or add this name to the roster as a nick.",
    ),
    "no-agents": Message(
        "没有读到任何客服。",
        "No agent was found.",
        "请给出导出表，或含有姓名的花名册。",
        "Please give an export, or a roster with names.",
    ),
    "agent-like-total": Message(
        "“{name}”像是合计或平均，不像一个人。",
        "{name!r} looks like a total or an average, not like a person.",
        "请删除这一行；如果真是人名，请用花名册列出所有客服。",
        "Delete this row; if it is a person, list everyone in a roster.",
    ),
    "agent-absent": Message(
        "这里缺 {count} 位客服的{metric}：{names}。",
        "Agents who have no row here, so no {metric}: {names} ({count} in all).",
        "请检查名字在各个文件里是否写得一样，或补上缺少的行；如有多个旺旺名，可用花名册对应。",
        "Check that names are spelt alike in all files, or add the rows; "
        "a roster can match several nicks to one person.",
    ),
    "agent-without-data": Message(
        "花名册里有 {count} 人在导出表里没有数据：{names}。",
        "People of the roster without data in the exports: {names} ({count} in all).",
        "请补上他们的导出表或旺旺名；不参加本月核算的人请从花名册里移出。",
        "Add their export or their nicks; take people who are not paid this month off the roster.",
    ),
    "metric-twice": Message(
        "“{name}”的{metrics}在两处都有，另一处是 {other}；这样重复的共 {count} 人。",
        "{name!r} has {metrics} here and in {other} (agents so repeated: {count}).",
        "请只保留一处：去掉多给的文件，或删除其中一张表的这些列。",
        "Keep one: leave out the extra file, or delete these columns from one of the tables.",
    ),
    "sheets-twice": Message(
        "“{name}”的{metrics}在两张工作表里都有，另一处是 {other}；这样重复的共 {count} 人。",
        "{name!r} has {metrics} on two sheets, also in {other} (agents so repeated: {count}).",
        "请用 --sheet 指定要用的工作表。",
        "Choose the sheet with --sheet.",
    ),
    "roster-twice": Message(
        "花名册里两个人都叫“{name}”，另一处在 {other}。",
        "Two people of the roster share the name {name!r}; the other is in {other}.",
        "是同一个人，请在两行写同一个工号；是两个人，请把名字写得可以区分，例如“王伟1”“王伟2”。",
        "If they are one person, write the same id in both rows; if not, make the names different, for example by a number.",
    ),
    "roster-no-names": Message(
        "花名册里没有找到姓名列。",
        "The roster has no column of names.",
        "请加一行表头，其中有“姓名”，还可以有“工号”“旺旺”。",
        "Add a header row with 姓名 or Name, and if you like 工号 (ID) and 旺旺 (Nicks).",
    ),
    "roster-sheets": Message(
        "花名册文件里有几张表都像花名册：{sheets}。",
        "Several sheets of this file could be the roster: {sheets}.",
        "请只保留一张，或把花名册另存为单独的文件。",
        "Keep one of them, or save the roster as a file of its own.",
    ),
    # cells
    "cell-error-value": Message(
        "这里显示错误值 {text}。",
        "This cell shows the error {text}.",
        "请在 Excel 或 WPS 中改正公式，保存后重试。",
        "Correct the formula in Excel or WPS, save, and try again.",
    ),
    "cell-formula": Message(
        "这里是公式，但文件里没有保存它的结果。",
        "This cell is a formula whose result is not stored in the file.",
        "请用 Excel 或 WPS 打开文件，保存一次再试。",
        "Open the file in Excel or WPS, save it once, and try again.",
    ),
    "cell-lost-digits": Message(
        "{heading}：这个数字超过 15 位，Excel 已经丢失了后面的数字。",
        "{heading}: this number has more than 15 digits, and Excel has lost the last ones.",
        "请检查这一列是不是编号；编号要以文本格式导出。",
        "Check whether these are ids; ids must be exported as text.",
    ),
    "cell-disguised": Message(
        "{heading}：这一格的数字格式让显示的数和实际存的数不一样，看不出该按哪个算。",
        "{heading}: the number format of this cell shows another number than the cell holds, "
        "so it is unclear which one counts.",
        "请把这一列的格式改为“常规”，看清数字后，在表头写明单位，例如“（万元）”。",
        'Format the column as "General", check the numbers, and name their unit in the heading, '
        "e.g. (万元).",
    ),
    "cell-digits": Message(
        "{heading}：“{text}”大得不像业绩数字。",
        "{heading}: {text!r} is too long to be a figure of this kind.",
        "请检查这个单元格。",
        "Please check this cell.",
    ),
    "cell-exponent": Message(
        "{heading}：“{text}”是科学计数法，后面的数字可能已经丢失。",
        "{heading}: {text!r} is in scientific notation, so digits may be lost.",
        "请把这一列设为“常规”或“数值”格式，重新导出。",
        'Format the column as "General" or "Number" and export it again.',
    ),
    "cell-brackets": Message(
        "{heading}：“{text}”看起来是会计写法的负数。",
        "{heading}: {text!r} looks like a negative number in accounting style.",
        "请写成 -100 这样的负数。",
        "Please write negative numbers like -100.",
    ),
    "cell-comma": Message(
        "{heading}：看不出“{text}”里的逗号和句点是小数点还是千位分隔。",
        "{heading}: it is unclear which sign in {text!r} is the decimal point.",
        "请写成 1234.56 或 1,234.56。",
        "Please write 1234.56 or 1,234.56.",
    ),
    "cell-clock": Message(
        "{heading}：看不出“{text}”是分:秒还是时:分。",
        "{heading}: {text!r} could be minutes and seconds or hours and minutes.",
        "请写成 00:01:05 或 1分5秒。",
        "Please write 00:01:05 or 1m5s.",
    ),
    "cell-negative": Message(
        "{heading}：时长“{text}”是负数。",
        "{heading}: the duration {text!r} is negative.",
        "请检查导出的数据。",
        "Please check the exported figure.",
    ),
    "cell-below-zero": Message(
        "{heading}不能是负数（{text}）。",
        "{heading} cannot be negative ({text}).",
        "请核对。",
        "Please check it.",
    ),
    "cell-not-whole": Message(
        "{heading}：这里应是整数，却写着“{text}”。",
        "{heading}: a whole number belongs here, but it says {text!r}.",
        "请检查是否选错了列（例如平均值而不是人数）。",
        "Check whether this is the right column (say, a mean instead of a count).",
    ),
    "cell-not-percent": Message(
        "{heading}：“{text}”不是百分比。",
        "{heading}: {text!r} is not a percentage.",
        "请写成 42.31% 这样的百分比；没有数据请留空或写 -。",
        "Write it like 42.31%; leave it blank or write - if there is none.",
    ),
    "cell-not-ratio": Message(
        "{heading}：“{text}”不是数字。",
        "{heading}: {text!r} is not a number.",
        "请写成 1.25 或 125%；没有数据请留空或写 -。",
        "Write it like 1.25 or 125%; leave it blank or write - if there is none.",
    ),
    "cell-not-seconds": Message(
        "{heading}：“{text}”不是时长。",
        "{heading}: {text!r} is not a duration.",
        "请写成 25秒、1分30秒 或 00:01:30；没有数据请留空或写 -。",
        "Write it like 25s, 1m30s or 00:01:30; leave it blank or write - if there is none.",
    ),
    "cell-not-money": Message(
        "{heading}：“{text}”不是金额。",
        "{heading}: {text!r} is not an amount of money.",
        "请写成 4723.22、4,723.22元 或 3.2万；没有数据请留空或写 -。",
        "Write it like 4723.22 or 4,723.22; leave it blank or write - if there is none.",
    ),
    "cell-not-count": Message(
        "{heading}：“{text}”不是数量。",
        "{heading}: {text!r} is not a count.",
        "请写成 438 这样的整数；没有数据请留空或写 -。",
        "Write a whole number like 438; leave it blank or write - if there is none.",
    ),
    "cell-not-days": Message(
        "{heading}：“{text}”不是天数。",
        "{heading}: {text!r} is not a number of days.",
        "请写成 26 或 25.5；没有数据请留空或写 -。",
        "Write it like 26 or 25.5; leave it blank or write - if there is none.",
    ),
    "cell-not-points": Message(
        "{heading}：“{text}”不是分数。",
        "{heading}: {text!r} is not a number of points.",
        "请写成 95 或 92.5；没有数据请留空或写 -。",
        "Write it like 95 or 92.5; leave it blank or write - if there is none.",
    ),
    "cell-merged": Message(
        "这里是合并单元格（{range}），看不出每一行各是多少。",
        "This is a merged cell ({range}), so the value of each row is unclear.",
        "请取消合并，并在每一行填上内容。",
        "Unmerge it and fill in every row.",
    ),
    "cells-more": Message(
        "{heading}：这一列还有 {count} 个类似的单元格。",
        "{heading}: and more cells like these (another {count}).",
    ),
    # columns
    "column-mixed-percent": Message(
        "{heading}：这一列有的带 %，有的不带（{cells}），看不出“{text}”是多少。",
        "{heading}: some cells have a % sign and some have none ({cells}), so {text!r} is unclear.",
        "请把这一列统一写成 42.31% 的形式。",
        "Write the whole column like 42.31%.",
    ),
    "column-ambiguous-percent": Message(
        "{heading}：这一列没有 %，最大只有 {largest}，看不出 0.5 是 50% 还是 0.5%。",
        "{heading}: this column has no % sign and its largest value is {largest}, "
        "so 0.5 could be 50% or 0.5%.",
        "如果 0.5 就是 50%，请在 Excel 里把这一列设为百分比格式；如果是 0.5%，请把表头写成“{heading}(%)”。每个月都这样的话，在方案的 `metrics`（逐行的表在 `tables`）里写 `written_as: fraction` 或 `percent`。",
        "If 0.5 means 50%, format the column as a percentage in Excel; "
        'if it means 0.5%, write the heading as "{heading}(%)". '
        "If every month is like this, write `written_as: fraction` or `percent` in the plan's `metrics` "
        "(for a table of rows, in its `tables`).",
    ),
    "column-small-percent": Message(
        "{heading}：数字后面没有写 %，最大是 {largest}，所以都按百分数读；{cells} 却不超过 1，{text} 按 {text}% 读取。",
        "{heading}: no cell has a % sign and the largest is {largest}, so all are read as percents; "
        "but {cells} hold 1 or less, so {text} is read as {text}%.",
        "如果 {text} 的本意是 {meant}%，请改写成 {meant}。",
        "If {text} stands for {meant}%, write {meant} instead.",
    ),
    "column-huge-percent": Message(
        "{heading}：{cells} 超过 1000%（如 {text}），可能漏了小数点。",
        "{heading}: above 1000% in {cells} (such as {text}); a decimal point may be missing.",
        "请核对。",
        "Please check.",
    ),
    "column-says-none": Message(
        "{heading}：{cells} 写的是“{text}”，按没有数据处理，不当作 0。",
        "{heading}: {cells} says {text!r}, which is taken as no data, not as 0.",
        "如果是一次也没有，请写 0。",
        "If there were none at all, write 0.",
    ),
    "column-mixed-duration": Message(
        "{heading}：这一列有的带单位，有的只是数字（{cells}），看不出“{text}”的单位。",
        "{heading}: some cells have a unit and some are bare numbers ({cells}), "
        "so the unit of {text!r} is unclear.",
        "请统一写成 25秒 的形式，或在表头注明“（秒）”。",
        "Write them all like 25s, or put the unit into the heading: (s).",
    ),
    "column-seconds-assumed": Message(
        "{heading}：数字和表头都没有写单位，按秒读取（例如“{text}”）。",
        "{heading}: neither cells nor heading name a unit, so seconds are taken (as in {text!r}).",
        "如果不是秒，请在表头注明单位，例如“{heading}（分钟）”。",
        'If they are not seconds, name the unit in the heading, e.g. "{heading} (minutes)".',
    ),
}
