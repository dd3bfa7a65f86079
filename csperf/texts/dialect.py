"""Texts of dialect files and the layouts of platforms."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "not-a-dialect": Message(
        "这不是一份平台格式文件",
        "this is not a dialect file",
        "平台格式文件由“名称: 内容”组成，可以写：{keys}。",
        "A dialect file consists of name: value, with the names {keys}.",
    ),
    "dialect-unknown": Message(
        "没有叫“{name}”的平台格式；有：{known}，也可以给自己写的 .yaml 文件",
        "there is no dialect {name}; there are {known}, or give a .yaml file of your own",
        "是不是想写“{near}”？",
        "Did you mean {near}?",
    ),
    "dialect-missing-key": Message(
        "“{part}”缺少“{key}”",
        "{part} lacks {key}",
        "请补上，例如 {example}。",
        "Add it, e.g. {example}.",
    ),
    "dialect-heading-unknown": Message(
        "没有以“{heading}”为标题的指标",
        "no metric has the heading {heading}",
        "请在冒号后面写指标名（csperf metrics 会列出），用不上的标题请移到 ignored。",
        "Write the metric's name after the colon (csperf metrics lists them), "
        "or move a heading that is of no use to ignored.",
    ),
    "dialect-metric-unknown": Message(
        "没有叫“{name}”的指标，csperf metrics 会列出全部",
        "there is no metric {name}; csperf metrics lists them all",
        "是不是想写“{near}”？",
        "Did you mean {near}?",
    ),
    "dialect-heading-twice": Message(
        "标题“{heading}”在这张表里写了两次，第一次在第 {line} 行",
        "the heading {heading} stands twice in this table; first on line {line}",
        "空格、括号和全角半角不算区别，请只留一个。",
        "Blanks, kinds of brackets and full width make no difference; keep one of them.",
    ),
    "dialect-header": Message(
        "header 应是表头所在的行号（1 到 {last}），这里是“{found}”",
        "header should be the number of the header's row (1 to {last}), and this is {found}",
        "表头位置不固定时请删掉这一行，csperf 会自己找。",
        "Delete the line if the header moves; csperf will look for it.",
    ),
    "dialect-file-groups": Message(
        "从“{found}”里看不出日期",
        "{found} does not say where in the file's name the date is",
        "请用一个分组标出日期：(?P<day>…)、(?P<month>…)，或 (?P<from>…) 和 (?P<until>…)。",
        "Mark it as a group: (?P<day>...), (?P<month>...), or (?P<from>...) with (?P<until>...).",
    ),
    "dialect-pattern": Message(
        "“{found}”不是正则表达式（{reason}）",
        "{found} is not a regular expression ({reason})",
        "要原样匹配的括号、点、加号等，请在前面加 \\。",
        "Put a \\ before brackets, dots or plus signs that stand for themselves.",
    ),
    "dialect-pattern-endless": Message(
        "正则表达式“{found}”可能要跑很久",
        "the regular expression {found} may take very long",
        "请写短一些（最多 {most} 个字符），重复里不要再有重复或 |，不限长的部分最多两处。",
        "Keep it below {most} characters, repeat nothing that repeats or has a | in it, "
        "and use * and + at most twice.",
    ),
    "dialect.file": Message("平台格式文件", "The dialect file"),
    "dialect.dialect": Message("dialect: 我的报表", "dialect: my_reports"),
    "dialect.tables": Message(
        "tables: {{客服月报: {{agent: 客服, columns: {{成交额: 销售额}}}}}}",
        "tables: {{Monthly: {{agent: Agent, columns: {{Turnover: sales}}}}}}",
    ),
    "dialect.agent": Message("agent: [客服, 旺旺]", "agent: [Agent, Nick]"),
    "dialect.columns": Message("columns: {{成交额: 销售额}}", "columns: {{Turnover: sales}}"),
}
