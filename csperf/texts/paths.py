"""Texts of what a path given to `--data` is, of what files really are, and of old kinds of files."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    # paths
    "path-blank": Message(
        "有一个文件名是空的。",
        "One of the file names is empty.",
        "请检查 --data 后面的引号，以及脚本里的变量是不是没有值。",
        "Look at the quotes behind --data, and for a variable of a script that has no value.",
    ),
    "path-link": Message(
        "这是一个链接，指向 {target}，那里没有可以打开的文件。",
        "This is a link to {target}, where there is no file that can be opened.",
        "请直接给出文件本身的路径。",
        "Name the file itself.",
    ),
    "path-again": Message(
        "和 {first} 是同一个，只读一次。",
        "This is the same as {first}; it was read once.",
    ),
    "pattern-no-match": Message(
        "没有找到符合这个写法的文件。",
        "No file matches this pattern.",
        "是在文件夹 {folder} 里找的。请检查文件夹和通配符，或者直接写出文件名。",
        "Looked in the folder {folder}. Check the folder and the pattern, or write out the names.",
    ),
    "folder-no-table": Message(
        "这个文件夹里没有可以读的表格，下一级文件夹不会打开。",
        "There is no table in this folder; folders within it are not opened.",
        "请给出导出表所在的文件夹，或直接给出文件。",
        "Name the folder that holds the exports, or the files themselves.",
    ),
    "files-left-out": Message(
        "没有读其中的 {names}（共 {count} 个：下一级文件夹、隐藏文件、临时文件、锁文件，或不是表格的文件）。",
        "Not read from it: {names} "
        "({count} in all: folders, hidden or temporary files, locks, or what is no table).",
        "如果里面有要用的表，请把它的文件名单独写在 --data 后面。",
        "If one of them is needed, name it after --data.",
    ),
    "files-too-many": Message(
        "这里有 {count} 个文件，一次最多读 {most} 个。",
        "There are {count} files; at most {most} are read at once.",
        "请确认文件夹没有给错；逐日的报表请先在平台上按月汇总导出。",
        "Check that this is the right folder; export by month rather than by day.",
    ),
    "stdin-twice": Message(
        "标准输入（-）给了两次，第二次已经没有内容可读。",
        "Standard input (-) was given twice; there is nothing left to read the second time.",
        "- 只写一次，其余的请给出文件。",
        "Write - once, and name files for the rest.",
    ),
    "stdin-nothing": Message(
        "要从标准输入（-）读表格，却没有程序把内容传过来。",
        "The table was to come from standard input (-), but nothing is piped in.",
        "请用管道或 < 把文件内容传进来，或者直接给出文件名。",
        "Pipe the table in, or use <, or name the file.",
    ),
    # old kinds of workbooks
    "old-workbook-reader": Message(
        "这是旧版 Excel 或 WPS 的工作簿（.xls、.et），读它需要一个附加组件。",
        "This is a workbook of old Excel or WPS (.xls, .et), and reading it takes an extra part.",
        '请用 Excel 或 WPS 另存为 .xlsx；或者运行 pip install "csperf[legacy]" 后重试。',
        'Save it as .xlsx in Excel or WPS; or run pip install "csperf[legacy]" and try again.',
    ),
    "old-file-failed": Message(
        "这个旧格式的文件在 {seconds} 秒、{megabytes} MB 内存以内没能读完，里面的数字一个也没有用。",
        "This file of an old kind could not be read within {seconds} seconds and {megabytes} MB "
        "of memory; no figure of it was used.",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试；如果打不开，说明文件已损坏，请重新导出。",
        "Open it in Excel or WPS and save it as .xlsx; if it does not open, it is damaged: "
        "export it again.",
    ),
    # what files really are
    "kind-spreadsheetml": Message(
        "XML 表格（Excel 2003 的 SpreadsheetML）", "an XML table (SpreadsheetML of Excel 2003)"
    ),
    "kind-mhtml": Message("网页存档（MHTML）", "a saved web page (MHTML)"),
    "kind-rtf": Message("RTF 文档", "an RTF document"),
    "kind-slides": Message("演示文稿（PowerPoint）", "a presentation (PowerPoint)"),
    "kind-mail": Message("Outlook 邮件", "an Outlook message"),
    "kind-opendocument": Message(
        "OpenDocument 文档，但不是表格", "an OpenDocument file, but no spreadsheet"
    ),
    "kind-flat-opendocument": Message(
        "OpenDocument 的 XML 文件（.fods）", "an OpenDocument file in XML (.fods)"
    ),
    "kind-numbers": Message("苹果 Numbers 表格（.numbers）", "a table of Apple Numbers (.numbers)"),
    "kind-database": Message("数据库文件", "a database"),
    "kind-parquet": Message("Parquet 数据文件", "a Parquet file"),
    "numbers-export": Message(
        "这个文件的内容其实是：{kind}。",
        "This file is really {kind}.",
        "请在 Numbers 里选“文件→导出为→Excel”，再用导出的 .xlsx。",
        "In Numbers choose File > Export To > Excel, and use the .xlsx.",
    ),
}
