"""What can be wrong with a plan file: its text, its shape, its names, units and tables."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_ONE_BOUND_ZH = "每行只写一个界限，最后一行 `otherwise`，例如：`{table}`"
_ONE_BOUND_EN = "Write one bound a row and `otherwise` last, e.g.: `{table}`"

_TEXT: Final[dict[str, Message]] = {
    "file-missing": Message(
        "没有这个文件", "no such file", "请检查路径和文件名。", "Check the path and the name."
    ),
    "file-unreadable": Message(
        "读不了这个文件：{reason}",
        "the file cannot be read: {reason}",
        "请确认有读取权限，文件没有被别的程序占用。",
        "Make sure that you may read it and that no other program holds it.",
    ),
    "plan-not-a-file": Message(
        "这里要一个方案文件，给的是文件夹、管道或设备",
        "a plan file is needed here, and this is a folder, pipe or device",
        "请写出文件名，例如 方案.yaml。",
        "Name the file itself, e.g. plan.yaml.",
    ),
    "yaml-too-large": Message(
        "方案文件超过 {limit} 字节",
        "the plan is larger than {limit} bytes",
        "一份方案通常只有几 KB，请检查是不是选错了文件。",
        "A plan is usually a few KB; check that this is the right file.",
    ),
    "not-utf8": Message(
        "这个文件不是 UTF-8 编码，看起来是 {encoding}",
        "the file is not UTF-8; it looks like {encoding}",
        "请用编辑器打开，另存为 UTF-8。",
        "Open it in an editor and save it as UTF-8.",
    ),
    "stray-byte": Message(
        "这一行有不属于任何文字的字节 {byte}",
        "this line has a byte, {byte}, that belongs to no character",
        "文件可能损坏了：请用编辑器打开，重写这一行，另存为 UTF-8。",
        "The file may be damaged: open it in an editor, write the line again, save it as UTF-8.",
    ),
    "forbidden-character": Message(
        "这里有一个看不见的字符 {character}",
        "an invisible character stands here: {character}",
        "请删掉它：它会让方案读起来和写的不一样。",
        "Delete it: it makes the plan read differently from what it says.",
    ),
    "wrong-character": Message(
        "这里的“{shown}”不是英文字符（{character}）",
        "{shown} is not the character that is needed here ({character})",
        "请换成{instead}。",
        "Type {instead} instead.",
    ),
    "wrong-space": Message(
        "这里的空格不是普通空格（{character}）",
        "this space is not a plain one ({character})",
        "请用英文输入法重新打空格。",
        "Type plain spaces instead.",
    ),
    "tab": Message("这里用了 Tab 键", "a tab stands here", "请改用空格。", "Use spaces instead."),
    "indent": Message(
        "这一行的缩进和上面的内容对不上",
        "the indentation of this line does not fit the lines above",
        "同一层的各行左端对齐，下一层多缩进两个空格。",
        "Lines of one level begin in the same column, those below them two spaces further right.",
    ),
    "colon-missing": Message(
        "这一行少了冒号，或者冒号后面少了空格",
        "this line has no colon, or no space after it",
        "请写成“名称: 内容”，冒号用英文的，后面空一格。",
        "Write it as name: value, with a space after the colon.",
    ),
    "colon-inside": Message(
        "这一行有两个冒号",
        "this line has a second colon",
        "内容里要用冒号时，请把整段内容放进英文引号。",
        "If the colon belongs to the value, put the whole value in quotes.",
    ),
    "quote-open": Message(
        "从这里开始的引号 {quote} 没有配对",
        "the quote {quote} that opens here is never closed",
        "请在这段文字的末尾补上 {quote}。",
        "Close it with {quote} at the end of the text.",
    ),
    "quote-early": Message(
        "引号到这里已经结束，后面还有内容",
        "the quoted text has ended, and more follows it",
        "请把整段内容放进同一对引号。",
        "Put the whole value in one pair of quotes.",
    ),
    "bracket-open": Message(
        "从这里开始的 {bracket} 没有写完：少了 {closing}，或者中间少了逗号",
        "the {bracket} that opens here is not finished: a {closing} or a comma is missing",
        "请补上。",
        "Add it.",
    ),
    "bracket-wrong": Message(
        "这里写的是 {found}，但第 {line} 行打开的是 {bracket}",
        "this is {found}, but the bracket opened on line {line} is {bracket}",
        "请改成 {closing}。",
        "Write {closing}.",
    ),
    "bracket-extra": Message(
        "这里多了一个 {found}",
        "there is one {found} too many here",
        "请删掉它，或在前面补上左括号。",
        "Delete it, or open the bracket before it.",
    ),
    "comma-missing": Message(
        "这里前面少了一个逗号",
        "a comma is missing before this",
        "括号里的各项之间用英文逗号隔开。",
        "Separate the entries inside brackets with commas.",
    ),
    "sign-first": Message(
        "内容不能以 {sign} 开头",
        "a value cannot begin with {sign}",
        "确实需要时，请把整段内容放进英文引号。",
        "If it belongs there, put the whole value in quotes.",
    ),
    "percent-first": Message(
        "百分号要写在数字后面",
        "the percent sign follows its number",
        "请写成 1% 这样。",
        "Write it like 1%.",
    ),
    "escape": Message(
        "双引号里的 {found} 没有意义",
        "{found} means nothing inside double quotes",
        "请改用单引号，或把 \\ 写成 \\\\。",
        "Use single quotes, or write \\\\ for \\.",
    ),
    "dash-space": Message(
        "- 后面少了空格", "there is no space after the dash", "请空一格。", "Add one."
    ),
    "dash-inline": Message(
        "列表的 - 不能接在冒号后面",
        "a list's dash cannot follow a colon",
        "请另起一行，缩进后再写 -。",
        "Put it on a line of its own, indented.",
    ),
    "dash-mixed": Message(
        "从第 {line} 行起的同一层里，有的行以 - 开头，有的没有",
        "of the lines of one level from line {line} on, some begin with a dash and some do not",
        "列表的每一项都写 -，“名称: 内容”都不写。",
        "Every entry of a list begins with one; lines of name: value never do.",
    ),
    "directive": Message(
        "方案里不用 % 开头的指令行",
        "plans have no lines that begin with %",
        "请删掉这一行。",
        "Delete the line.",
    ),
    "yaml-syntax": Message(
        "YAML 写法有误（{reason}）",
        "this is not valid YAML ({reason})",
        "请检查这一行和上一行的冒号、缩进、引号和括号。",
        "Check colons, indentation, quotes and brackets of this line and the one above.",
    ),
    "two-documents": Message(
        "一个文件只能写一份方案，这里又开始了一份（---）",
        "one file holds one plan, and a second document starts here (---)",
        "请拆成两个文件。",
        "Split it into two files.",
    ),
    "alias": Message(
        "方案里不用锚点和别名，这里是 {name}",
        "anchors and aliases are not used in plans; this is {name}",
        "请把内容直接写在这里，读的人才看得到；以 * 或 & 开头的文字要放进引号。",
        "Write the content out where it is read; put a text that begins with * or & in quotes.",
    ),
    "merge-key": Message(
        "方案里不用合并键 <<",
        "merge keys (<<) are not used in plans",
        "请把内容直接写在这里。",
        "Write the content out where it is read.",
    ),
    "tag": Message(
        "方案里不用标签，这里是 {name}",
        "tags are not used in plans; this is {name}",
        "请删掉它；以 ! 开头的文字要放进引号。",
        "Delete it; put a text that begins with ! in quotes.",
    ),
    "yaml-too-many-nodes": Message(
        "方案内容超过 {limit} 项",
        "the plan has more than {limit} parts",
        "一份方案通常不到一千项，请检查是不是选错了文件。",
        "A plan usually has less than a thousand; check that this is the right file.",
    ),
    "yaml-too-deep": Message(
        "嵌套超过 {limit} 层",
        "the plan is nested deeper than {limit} levels",
        "一份方案通常不到十层，请检查这里的括号和缩进。",
        "A plan usually has less than ten; check brackets and indentation here.",
    ),
    "odd-key": Message(
        "这里应是一项的名称",
        "the name of an entry should stand here",
        "请写成“名称: 内容”，名称是一段文字，不能空着。",
        "Write it as name: value; the name is a plain text and not empty.",
    ),
    "duplicate-key": Message(
        "“{key}”写了两次，第一次在第 {line} 行",
        "{key} is written twice; first on line {line}",
        "请只留一个。",
        "Keep one of them.",
    ),
    "no-value": Message(
        "“{key}”后面没有内容",
        "{key} has no value",
        "请补上，或删掉这一行。",
        "Fill it in or delete the line.",
    ),
    "not-a-plan": Message(
        "这不是一份方案",
        "this is not a plan",
        "方案由“名称: 内容”组成，可以写：{keys}。",
        "A plan consists of name: value, with the names {keys}.",
    ),
}

_SHAPE: Final[dict[str, Message]] = {
    "unknown-key": Message(
        "这里不认识“{key}”；可以写：`{allowed}`",
        "{key} is not known here; known: `{allowed}`",
        "是不是想写“`{near}`”？",
        "Did you mean `{near}`?",
    ),
    "key-in-other-language-zh": Message(
        "这份方案用中文键，这里的“{key}”是英文键",
        "this plan is written in Chinese keys, and {key} is an English one",
        "请写“{instead}”；整份转换：csperf fmt --keys zh 方案.yaml。",
        "Write {instead}; to translate the whole plan: csperf fmt --keys zh PLAN.yaml.",
    ),
    "key-in-other-language-en": Message(
        "这份方案用英文键，这里的“{key}”是中文键",
        "this plan is written in English keys, and {key} is a Chinese one",
        "请写 {instead}；整份转换：csperf fmt --keys en 方案.yaml。",
        "Write {instead}; to translate the whole plan: csperf fmt --keys en PLAN.yaml.",
    ),
    "missing-key": Message(
        "“{part}”缺少“`{key}`”",
        "{part} lacks `{key}`",
        "请补上，例如 {example}。",
        "Add it, e.g. {example}.",
    ),
    "unused-key": Message(
        "“`{key}`”在这里不起作用：它要和 `{others}` 一起写",
        "`{key}` has no effect here: it belongs to `{others}`",
        "请删掉它，或改用它所属的写法。",
        "Delete it, or use what it belongs to.",
    ),
    "no-kind": Message(
        "“{key}”没有说怎么算",
        "{key} does not say how it is computed",
        "请写其中一项：`{keys}`。",
        "Write one of: `{keys}`.",
    ),
    "two-kinds": Message(
        "“{key}”同时写了 `{keys}`，只能写一种",
        "{key} has `{keys}`, and only one of them may stand there",
        "请只留一个。",
        "Keep one of them.",
    ),
    "expected-mapping": Message(
        "“{key}”下面应是若干“名称: 内容”，这里是“{found}”",
        "{key} should hold lines of name: value, and this is {found}",
        "请写成下一行起缩进的“名称: 内容”，或 {{名称: 内容}}。",
        "Write them indented on the lines below, or as {{name: value}}.",
    ),
    "wrong-shape": Message(
        "“{key}”下面应是若干“名称: 内容”，这里是“{found}”",
        "{key} should hold lines of name: value, and this is {found}",
        "请写成 `{instead}`。",
        "Write `{instead}`.",
    ),
    "expected-list": Message(
        "“{key}”应是一个列表，这里是“{found}”",
        "{key} should be a list, and this is {found}",
        "请每项一行，以 - 开头。",
        "Write one entry a line, each after a dash.",
    ),
    "too-short": Message(
        "“{key}”里一项也没有",
        "{key} has no entry",
        "请至少写一项。",
        "Write at least one.",
    ),
    "empty-text": Message(
        "“{key}”是空白的",
        "{key} is blank",
        "请写上内容，或删掉这一行。",
        "Fill it in or delete the line.",
    ),
    "expected-text": Message(
        "“{key}”应是一段文字，这里是{found}",
        "{key} should be a text, and this is {found}",
        "内容里有逗号、冒号或括号时，请放进英文引号。",
        "Put a text with commas, colons or brackets in quotes.",
    ),
    "not-a-choice": Message(
        "“{key}”不能是“{found}”；可选：`{allowed}`",
        "{key} cannot be {found}; choose from `{allowed}`",
        "是不是想写“`{near}`”？",
        "Did you mean `{near}`?",
    ),
    "not-windows": Message(
        "一年考核 {found} 次，分不成一样长的整月",
        "{found} windows a year are not of the same whole months",
        "可以写 {allowed}。",
        "Write one of {allowed}.",
    ),
    "not-a-date": Message(
        "“{found}”不是日期",
        "{found} is not a date",
        "请写成 2026-10-01 这样。",
        "Write it like 2026-10-01.",
    ),
    "dates-inverted": Message(
        "方案在 {found} 失效，早于生效日 {start}",
        "the plan ends on {found}, before it begins on {start}",
        "请检查 `from 和 until` 哪个写错了。",
        "Check which of `from and until` is wrong.",
    ),
    "plan-language": Message(
        "这一版 csperf 只认方案语言 1，这里是“{found}”",
        "this csperf reads plan language 1, and this is {found}",
        "请写 csperf: 1，或升级 csperf。",
        "Write csperf: 1, or upgrade csperf.",
    ),
    "expected-number": Message(
        "“{key}”应是一个数，这里是{found}",
        "{key} should be a number, and this is {found}",
        "请只写一个数。",
        "Write one number.",
    ),
    "not-a-number": Message(
        "“{found}”不是数",
        "{found} is not a number",
        "请写普通的数，如 3000、1.5；百分比写 55%，时长写 25s。",
        "Write a plain number like 3000 or 1.5, a percent like 55%, a duration like 25s.",
    ),
    "leading-zero": Message(
        "“{found}”以 0 开头，有的程序会当成八进制",
        "{found} starts with 0, which some programs take for octal",
        "请写 {instead}。",
        "Write {instead}.",
    ),
    "clock-time": Message(
        "“{found}”不清楚是几分几秒还是几点几分",
        "{found} may be minutes and seconds or a time of day",
        "时长请写成 90s 或 1m30s。",
        "Write a duration as 90s or 1m30s.",
    ),
    "interval-text": Message(
        "“{found}”是一个区间，这里只能写一个界限",
        "{found} is an interval, and one bound belongs here",
        "请只写 {low}；上限由上一行管住，最后一行写 `otherwise`。",
        "Write {low} only; the row above holds the other end, and `otherwise` stands last.",
    ),
    "not-plain": Message(
        "“{found}”不是普通写法的数",
        "{found} is not written as a plain number",
        "请写 {instead}。",
        "Write {instead}.",
    ),
    "thousands-comma": Message(
        "“{found}”里有逗号",
        "{found} has a comma in it",
        "数字里不要写逗号：{instead}。",
        "Write {instead}, without one.",
    ),
    "comma-in-number": Message(
        "“{found}”不是一个数，里面有逗号或顿号",
        "{found} is not one number: it has a comma in it",
        "几个数之间用英文逗号 , 隔开；小数用小数点，如 1.5；数字里不写千位逗号。",
        "Separate numbers with plain commas (,), write decimals with a point, like 1.5, "
        "and thousands without a comma.",
    ),
    "colon-space": Message(
        "“{found}”的冒号后面没有空格",
        "{found} has no space after its colon",
        "冒号后要空一格：{instead}。",
        "Add one: {instead}.",
    ),
    "odd-digit": Message(
        "“{found}”里有全角字符 {character}",
        "{found} has a full-width character, {character}",
        "请写 {instead}。",
        "Write {instead}.",
    ),
    "number-out-of-range": Message(
        "“{found}”太大或小数太长",
        "{found} is too large or has too many decimals",
        "方案里的数不超过 10 亿，小数最多 6 位。",
        "Numbers in a plan are at most 1000000000 and have at most 6 decimals.",
    ),
    "expected-plain": Message(
        "“{key}”应是普通的数，这里是“{found}”",
        "{key} should be a plain number, and this is {found}",
        "请去掉 % 或时间单位。",
        "Leave the % or the unit of time out.",
    ),
    "expected-money": Message(
        "“{key}”应是金额，这里是“{found}”",
        "{key} should be an amount of money, and this is {found}",
        "金额写普通的数，如 500 或 80.50。",
        "Write money as a plain number, e.g. 500 or 80.50.",
    ),
    "expected-percent": Message(
        "“{key}”应是百分比，这里的“{found}”没有百分号",
        "{key} should be a percent, and {found} has no percent sign",
        "请写 {instead}。",
        "Write {instead}.",
    ),
    "percent-or-fraction": Message(
        "“{key}”应是百分比，这里的“{found}”没有百分号",
        "{key} should be a percent, and {found} has no percent sign",
        "是 {own} 还是 {times}？请写明。",
        "Is it {own} or {times}? Write which.",
    ),
    "negative": Message(
        "“{key}”不能是负数，这里是 {found}",
        "{key} cannot be negative, and this is {found}",
        "要扣款请用 `deduction`，金额写正数。",
        "To take money off, use `deduction` with a positive amount.",
    ),
    "negative-percent": Message(
        "“{key}”不能是负数，这里是 {found}",
        "{key} cannot be negative, and this is {found}",
        "请写 0% 或正数。",
        "Write 0% or more.",
    ),
    "not-above-zero": Message(
        "这里的数必须大于 0",
        "this number must be above 0",
        "请改成一个正数。",
        "Write a positive one.",
    ),
    "not-a-step": Message(
        "“{key}”是取整到多少，不是小数位数；不能是 {found}",
        "{key} is what figures are rounded to, not how many decimals they have; it cannot be {found}",
        "到分写 0.01，到角 0.1，到元 1；可以是 0.000001 到 10 之间的 1、10、0.1 这样的数，百分比带 %。",
        "Write 0.01 for two decimals, 0.1 for one, 1 for none; any power of ten from 0.000001 to 10 "
        "will do, with % for a percent.",
    ),
    "bounds-inverted": Message(
        "没有一个数能同时不低于 {low} 又不高于 {high}",
        "no number is at least {low} and at most {high}",
        "请检查上限和下限是不是写反了。",
        "Check whether the two bounds are the wrong way round.",
    ),
}

_NAMES: Final[dict[str, Message]] = {
    "unknown-name": Message(
        "不认识“{name}”：指标库、`metrics` 和前面的薪资项里都没有它",
        "{name} is not known: neither a metric nor a pay line above",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "reads-later": Message(
        "这里用到了“{name}”，它在后面才算出来",
        "{name} is read here but only computed later",
        "它在第 {line} 行，请把它移到前面。",
        "It stands on line {line}; move it up.",
    ),
    "nothing-called": Message(
        "这里用到了“{name}”，但方案没有写 `{section}`",
        "{name} is read here, and the plan has no `{section}`",
        "请补上 `{section}`，或改用别的依据。",
        "Add `{section}`, or go by something else.",
    ),
    "name-taken": Message(
        "“{name}”已经是前面用到的名字",
        "{name} is already the name of something above",
        "请给这一项换个名字。",
        "Give this line another name.",
    ),
    "say-mean-or-sum": Message(
        "“{name}”是人均还是合计？",
        "Is {name} the mean or the sum?",
        "请写“{mean}”（人均）或“{sum}”（合计）。",
        "Write {mean} or {sum}.",
    ),
    "grades-without-score": Message(
        "写了 `grades`，却没有考核项，得不出等级。",
        "There are `grades` but no indicators to give a score.",
        "请写 `indicators`，或删掉 `grades`。",
        "Write `indicators`, or delete `grades`.",
    ),
    "reserved-name": Message(
        "“{name}”是 csperf 自己用的名字",
        "{name} is a name csperf uses itself",
        "请换个名字。",
        "Choose another name.",
    ),
    "unknown-line": Message(
        "`pay` 里没有“{name}”这一项；有：{known}",
        "there is no line {name} in `pay`; it has {known}",
        "是不是“{near}”？",
        "Did you mean {near}?",
    ),
    "unknown-limit": Message(
        "`limits` 只能限制“应发合计”，这里是“{name}”",
        "only total can be limited, and this is {name}",
        "单项的上下限写在该项的 `at_most、at_least`。",
        "A line's own bounds are its `at_most` and `at_least`.",
    ),
    "unknown-reference": Message(
        "不认识“{found}”这种比较对象",
        "{found} is nothing that can be compared with",
        "可以写 `team_mean、team_pooled、group_mean、shift_mean、level_mean、shop、own_past`，"
        "或 `{{metric: 指标}}`、`{{target: 数值}}`。",
        "Write `team_mean`, `team_pooled`, `group_mean`, `shift_mean`, `level_mean`, `shop`, `own_past`, "
        "`{{metric: name}}` or `{{target: value}}`.",
    ),
    "no-parts-to-pool": Message(
        "“{name}”没有公式，无法按合计的分子分母算团队值",
        "{name} has no formula, so the team's own ratio cannot be computed",
        "请在 `metrics` 里给它写 `formula`，或改用 `team_mean`。",
        "Give it a `formula` in `metrics`, or use `team_mean`.",
    ),
    "unit-missing": Message(
        "指标“{name}”没有写单位",
        "metric {name} has no unit",
        "请写 `unit`：`{units}` 之一。",
        "Write `unit`: one of `{units}`.",
    ),
    "circular-metric": Message(
        "指标“{name}”的公式绕回了自己",
        "the formula of {name} comes back to itself",
        "请改用另外的指标。",
        "Use other metrics in it.",
    ),
    "metrics-too-deep": Message(
        "指标“{name}”的公式一层套一层，超过 {limit} 层",
        "the formulas below {name} are nested deeper than {limit} levels",
        "请直接用导出表里的指标来写。",
        "Write it with metrics of the exports.",
    ),
    "text-in-formula": Message(
        "“{name}”是文字，不能参加计算",
        "{name} is a text and cannot be computed with",
        "请换成一个数值指标。",
        "Use a metric that is a number.",
    ),
    "text-not-number": Message(
        "“{name}”是文字，这里要一个数",
        "{name} is a text, and a number is needed here",
        "文字用 `levels、amounts、factors` 或 `is`。",
        "Use `levels`, `amounts`, `factors` or `is` for texts.",
    ),
    "number-not-text": Message(
        "“{name}”是数，这里要按名称对照",
        "{name} is a number, and names are looked up here",
        "数值请用 `bands`，或 `at_least、under` 等界限。",
        "Use `bands` for numbers, or a bound like `at_least` or `under`.",
    ),
    "not-points": Message(
        "“{name}”的单位是{unit}，不能直接当分值",
        "{name} is {unit}, and no points as it stands",
        "请用 `bands、linear` 或 `ratio_to`。",
        "Use `bands`, `linear` or `ratio_to`.",
    ),
    "not-money": Message(
        "“{name}”的单位是{unit}，不是金额",
        "{name} is {unit}, not money",
        "请换成一个金额指标；按数量计钱请写 `each`。",
        "Name a metric that is money, or write `each` to pay for every unit.",
    ),
    "not-countable": Message(
        "“{name}”的单位是{unit}，不能按个计算",
        "{name} is {unit}, which cannot be paid for one by one",
        "金额请用 `commission` 的 `rate`；百分比和时长请用 `bands`。",
        "Use the `rate` of a `commission` for money, and `bands` for percents and durations.",
    ),
    "units-differ": Message(
        "“{name}”和“{other}”的单位不同，不能相比",
        "{name} and {other} have different units and cannot be compared",
        "请换成同一种单位的指标。",
        "Name a metric of the same unit.",
    ),
    "formula-of-text": Message(
        "“{name}”有公式，单位不能是 `text`",
        "{name} has a formula, so its unit cannot be `text`",
        "请写算出来的数的单位，如 `percent、money、count`。",
        "Write the unit of its number, e.g. `percent`, `money` or `count`.",
    ),
    "percent-times-100": Message(
        "“{name}”的单位是百分比，公式里又乘了 100",
        "{name} is a percent, and its formula multiplies by 100 as well",
        "算出来的数会按百分比显示（0.55 即 55%），请去掉 * 100。",
        "The result is shown as a percent already (0.55 is 55%); leave the 100 out.",
    ),
    "not-a-factor": Message(
        "“{name}”不是百分比，不能当系数",
        "{name} is no percent and cannot be a factor",
        "请换成一个百分比指标，或用 `bands` 换算。",
        "Name a metric that is a percent, or use `bands`.",
    ),
    "formula-syntax": Message(
        "公式“{formula}”在“{found}”这里看不懂",
        "the formula {formula} makes no sense at {found}",
        "公式只用 + - * / ( )、数和指标名。",
        "Formulas have + - * / ( ), numbers and metric names.",
    ),
    "formula-call": Message(
        "公式里没有函数，“{found}”后面不能直接写括号",
        "formulas have no functions; no bracket can follow {found}",
        "公式只用 + - * / ( )、数和指标名。",
        "Formulas have + - * / ( ), numbers and metric names.",
    ),
    "formula-ends": Message(
        "公式“{formula}”没有写完",
        "the formula {formula} is not finished",
        "请补上最后的数或指标名。",
        "Add the number or metric that is missing at its end.",
    ),
    "formula-unclosed": Message(
        "公式“{formula}”少了右括号",
        "the formula {formula} lacks a closing bracket",
        "请在末尾补上。",
        "Add it at the end.",
    ),
    "formula-too-long": Message(
        "公式超过 {limit} 个字符",
        "the formula is longer than {limit} characters",
        "请拆成几个指标。",
        "Split it into several metrics.",
    ),
    "formula-too-deep": Message(
        "公式的括号超过 {limit} 层",
        "the formula has more than {limit} levels of brackets",
        "请拆成几个指标。",
        "Split it into several metrics.",
    ),
}

_TABLES: Final[dict[str, Message]] = {
    "wrong-unit": Message(
        "“{found}”的单位不对，这里应是{unit}",
        "{found} has the wrong unit; this should be {unit}",
        "请写成 {example} 这样。",
        "Write it like {example}.",
    ),
    "ratio-bound": Message(
        "这张表比的是“{name}”，界限是百分比，这里是“{found}”",
        "this table compares {name}, so its bounds are percents, and this is {found}",
        "两者相等是 100%，请写成 {example} 这样。",
        "Equal is 100%; write it like {example}.",
    ),
    "empty-table": Message(
        "表里一行也没有", "the table has no rows", "请至少写一行。", "Write at least one."
    ),
    "interval-empty": Message(
        "没有一个数能同时不低于 {low} 又不高于 {high}，这一行永远轮不到",
        "no number is at least {low} and at most {high}, so this row is never reached",
        _ONE_BOUND_ZH,
        _ONE_BOUND_EN,
    ),
    "interval-gap": Message(
        "第 {line} 行到 {end} 为止，第 {other} 行从 {start} 开始，中间的数（如 {between}）没有着落",
        "line {line} ends at {end} and line {other} begins at {start}: a value between them, "
        "like {between}, belongs to no row",
        _ONE_BOUND_ZH,
        _ONE_BOUND_EN,
    ),
    "interval-overlap": Message(
        "{start} 到 {end} 之间的数同时属于第 {line} 行和第 {other} 行",
        "values from {start} to {end} belong to line {line} and to line {other}",
        _ONE_BOUND_ZH,
        _ONE_BOUND_EN,
    ),
    "interval-doubled": Message(
        "{end} 同时属于第 {line} 行和第 {other} 行",
        "{end} belongs to line {line} and to line {other}",
        _ONE_BOUND_ZH,
        _ONE_BOUND_EN,
    ),
    "two-bounds": Message(
        "一行只写一个界限，另一头由相邻的行管住",
        "a row has one bound; the row next to it holds the other end",
        _ONE_BOUND_ZH,
        _ONE_BOUND_EN,
    ),
    "mixed-bounds": Message(
        "一张表只能用一种界限词，这里有 `{words}`",
        "one table uses one bound word, and this one has `{words}`",
        "请统一成一种。",
        "Use one of them throughout.",
    ),
    "row-without-bound": Message(
        "这一行没有界限",
        "this row has no bound",
        "请写其中一个：`{words}`；其余情况写 `otherwise`。",
        "Write one of `{words}`, or `otherwise` for every other case.",
    ),
    "row-without-result": Message(
        "这一行没有写 `{key}`", "this row has no `{key}`", "请补上结果。", "Add the result."
    ),
    "otherwise-not-last": Message(
        "`otherwise` 要放在最后一行，它后面的行永远轮不到",
        "the row with `otherwise` must be the last; rows after it are never reached",
        "请把它移到最后，只写一次。",
        "Move it to the end, and write it once.",
    ),
    "otherwise-with-bound": Message(
        "`otherwise` 这一行不能再写界限",
        "the `otherwise` row cannot have a bound as well",
        "请去掉界限：它管的是上面各行之外的所有情况。",
        "Leave the bound out: the row holds for whatever the rows above do not.",
    ),
    "no-otherwise": Message(
        "表的最后缺 `otherwise`，落在所有界限之外的数没有着落",
        "the table does not end with `otherwise`, so some values belong to no row",
        "请加一行，例如 `{{otherwise: 0}}`。",
        "Add a last row, e.g. `{{otherwise: 0}}`.",
    ),
    "unreachable-row": Message(
        "用 {word} 时，{bound} 排在 {before} 之后永远轮不到",
        "with {word}, {bound} is never reached after {before}",
        "请把界限{way}排列。",
        "Order the bounds {way}.",
    ),
    "bound-twice": Message(
        "{bound} 已经写在第 {line} 行，这一行永远轮不到",
        "{bound} stands on line {line} already, so this row is never reached",
        "请只留一行。",
        "Keep one of them.",
    ),
    "amounts-or-bands": Message(
        "`amounts`（按名称）和 `bands`（按区间）要写而且只写一个",
        "either `amounts` (by name) or `bands` must stand here, and not both",
        "级别、等级这样的文字用 `amounts`，得分和指标用 `bands`。",
        "Use `amounts` for texts like levels and grades, `bands` for scores and metrics.",
    ),
    "names-without-row": Message(
        "“{name}”可能是 {missing}，这张表里没有",
        "{name} can be {missing}, which this table lacks",
        "请各补一行；不发就写 0（系数写 0%）。",
        "Add a row for each; write 0 (0% for a factor) to pay nothing.",
    ),
    "linear-without-span": Message(
        "`linear` 的 `from` 和 `to` 相同",
        "`linear` has the same value as `from` and `to`",
        "`from` 写得最低分的数，`to` 写得最高分的数。",
        "Give the value with the fewest points as `from`, the one with the most as `to`.",
    ),
    "per-needed": Message(
        "{unit}要说清多少算一个单位",
        "it must be said how large one unit of {unit} is",
        "请写 `per`，如 1% 或 10s。",
        "Write `per`, e.g. 1% or 10s.",
    ),
    "say-fractions": Message(
        "不足一个单位怎么算没有写：差 2.5 个单位，扣 2.5 份还是 2 份？",
        "it is not said how parts of a unit count: 2.5 units short, is that 2.5 or 2?",
        "请写 `fractions: pro_rata`（按比例）或 `whole_only`（不足不计）。",
        "Write `fractions: pro_rata` or `whole_only`.",
    ),
    "say-better": Message(
        "“{name}”哪头好没有说明，排不出名次",
        "it is not known which end of {name} is better, so it cannot be ranked",
        "请写 `better: higher` 或 `lower`。",
        "Write `better: higher` or `lower`.",
    ),
    "say-mode": Message(
        "阶梯没有写 `mode`。以 {sample} 为例：`graduated`（分段累进）得 {graduated}，"
        "`whole`（全额按一档）得 {whole}",
        "the ladder has no `mode`; for {sample}, `graduated` pays {graduated} and `whole` pays {whole}",
        "请写明 `mode: graduated` 或 `mode: whole`。",
        "Write `mode: graduated` or `mode: whole`.",
    ),
    "tier-start": Message(
        "每档要写 `from`（含）或 `over`（不含），只写一个",
        "each tier needs `from` (inclusive) or `over`, one of them",
        "请写成 `{{from: 10000, rate: 1%}}` 这样。",
        "Write it like `{{from: 10000, rate: 1%}}`.",
    ),
    "tier-rate": Message(
        "每档要写 `rate` 或 `each`，只写一个",
        "each tier needs `rate` or `each`, one of them",
        "请写成 `{{from: 10000, rate: 1%}}` 这样。",
        "Write it like `{{from: 10000, rate: 1%}}`.",
    ),
    "mixed-rates": Message(
        "一个阶梯只能全写 `rate` 或全写 `each`，这一档和前面的不同",
        "a ladder has `rate` in every tier or `each` in every tier, and this one differs",
        "请统一成一种。",
        "Use one of them throughout.",
    ),
    "tiers-not-from-zero": Message(
        "第一档从 {start} 开始，低于它的部分没有着落",
        "the first tier starts at {start}, so amounts below belong to none",
        "请从 0 开始，例如 `{{from: 0, rate: 0%}}`。",
        "Start at 0, e.g. `{{from: 0, rate: 0%}}`.",
    ),
    "tiers-not-rising": Message(
        "这一档从 {start} 开始，没有高过上一档的 {before}",
        "this tier starts at {start}, not above the one before ({before})",
        "请从小到大排列。",
        "Order the tiers from the smallest up.",
    ),
    "weight-missing": Message(
        "“{name}”没有写权重",
        "{name} has no weight",
        "请写 `weight`，如 `weight: 20%`。",
        "Write e.g. `weight: 20%`.",
    ),
    "weight-zero": Message(
        "“{name}”的权重是 0",
        "the weight of {name} is 0",
        "请删掉这一项，或给它权重。",
        "Delete it or give it a weight.",
    ),
    "weights-sum": Message(
        "权重合计是 {total}，不是 100%：{shown}（第 {lines} 行）",
        "the weights sum to {total}, not 100%: {shown} (lines {lines})",
        "请改成合计 100%；确实要按合计折算，就写 `score: {{weights: normalise}}`。",
        "Make them sum to 100%, or write `score: {{weights: normalise}}` to divide by their sum.",
    ),
    "weights-of-parts-sum": Message(
        "“{name}”各部分的权重合计是 {total}，不是 100%：{shown}（第 {lines} 行）",
        "the weights of the parts of {name} sum to {total}, not 100%: {shown} (lines {lines})",
        "请改成合计 100%。",
        "Make them sum to 100%.",
    ),
    "weight-in-sum": Message(
        "得分是相加（`combine: sum`），“{name}”的权重用不上",
        "points are added (`combine: sum`), so the weight of {name} is never used",
        "请删掉权重，或改用 `weighted_mean`。",
        "Delete it, or use `weighted_mean`.",
    ),
    "renormalise-sum": Message(
        "相加的得分没有权重，`missing: renormalise` 没有意义",
        "added points have no weights, so `missing: renormalise` means nothing",
        "请用 `error、zero` 或 `skip`。",
        "Use `error`, `zero` or `skip`.",
    ),
    "carry-alone": Message(
        "“{name}”的 `carry` 要和 `at_most` 一起写，且不能与 `prorate、when` 同用",
        "`carry` on {name} needs `at_most`, and cannot stand beside `prorate` or `when`",
        "超过 `at_most` 的部分才有得结转；请写上封顶，去掉 `prorate` 和 `when`，或去掉 `carry`。",
        "Only what is over `at_most` can be carried: write the cap and leave out `prorate` and `when`, or"
        " leave out `carry`.",
    ),
    "draw-alone": Message(
        "“{name}”是要还的预支（`recover`），不能再写 `{keys}`",
        "{name} is an advance that is paid back (`recover`); `{keys}` cannot stand beside it",
        "余额要算得清，请去掉这些键；不用还的保底可以去掉 `recover`。",
        "The balance must stay clear: leave those keys out, or leave out `recover` if nothing is paid"
        " back.",
    ),
    "share-not-percent": Message(
        "“{name}”要写每人拿池子的百分之几，可它的单位是{unit}",
        "{name} should say each person's percent of the pool, but its unit is {unit}",
        "按比例分请写 `split: {{by: {name}}}`；或把它定义成 `unit: percent`。",
        "To split in proportion write `split: {{by: {name}}}`, or define it with `unit: percent`.",
    ),
    "prorate-word": Message(
        "“`prorate`”不能是“{found}”",
        "`prorate` cannot be {found}",
        "请写 `attendance`（按出勤）、`employment`（按在职）、`none`（不折算），或 `{{days: …}}` 写上自己的两个天数指标。",
        "Write `attendance`, `employment`, `none`, or `{{days: attended_days, of: due_days}}`.",
    ),
    "no-effect": Message(
        "“{key}”没有说做什么",
        "{key} does nothing",
        "请写其中一项：{keys}。",
        "Write one of: {keys}.",
    ),
    "shares-sum": Message(
        "各等级的人数比例合计是 {total}，应为 100%",
        "the shares of the grades sum to {total}, not 100%",
        "请改成正好 100%。",
        "Make them sum to exactly 100%.",
    ),
    "others-missing": Message(
        "有人不参加排等级，却没有说他们的等级是什么",
        "some people are not graded, and nothing says what their grade is",
        "请加上 `others: 不参评`。",
        "Add `others: not graded`.",
    ),
    "sample-needs-missing": Message(
        "“{name}”样本不够时要当作没有数据，可没有数据会停下",
        "too small a sample of {name} counts as unknown, and unknown points stop the run",
        "请给这一项写 `missing: renormalise`（其余权重补足）、`zero` 或 `skip`；或写 `below: 60` 这样的分值。",
        "Give it `missing: renormalise`, `zero` or `skip`; or write points such as `below: 60`.",
    ),
    "below-takes-no": Message(
        "样本不够时的计分里不能写“{key}”",
        "{key} cannot stand in the way to score small samples",
        "请写在考核项自己那里。",
        "Write it on the indicator itself.",
    ),
    "veto-in-part": Message(
        "“{name}”是组成部分，不能一票否决总分",
        "{name} is a part of an indicator and cannot veto the score",
        "请把 `veto` 写在总的考核项上，或用门槛 `gates` 取消薪资项。",
        "Write `veto` on the whole indicator, or cancel pay lines with `gates`.",
    ),
    "override-of-nothing": Message(
        "没有“{name}”可以单独约定",
        "there is no {name} to override",
        "可以写的有：{known}。",
        "There are: {known}.",
    ),
    "override-needs-period": Message(
        "{agent} 的单独约定有日期，可没有说发哪个月",
        "what was agreed with {agent} has dates, and nobody said which month is paid",
        "请加上 --period 2026-10 这样的月份。",
        "Add --period, e.g. --period 2026-10.",
    ),
    "override-part-of-period": Message(
        "{agent} 的单独约定只管 {first} 到 {last} 里的一部分",
        "what was agreed with {agent} covers only a part of {first} to {last}",
        "请把日期改到月初或月末，或按天分两次算（--period 起~止）。",
        "Move the date to the first or last day, or calculate both parts by their days"
        " (--period A~B).",
    ),
    "balance-changed": Message(
        "“{name}”有余额要带到下月，又会被门槛或单独约定改掉",
        "{name} keeps a balance for next month, and a gate or an agreement may change it",
        "改了以后余额是多少说不清；请让门槛、约定管别的项，或去掉 `carry`、`recover`。",
        "Nobody could say what the balance is then: let them touch another line, or leave out"
        " `carry` or `recover`.",
    ),
    "places-without-board": Message(
        "“{name}”写了 `places: move_up`，可它没有取消任何排名奖或奖金池",
        "{name} says `places: move_up`, and cancels neither a rank prize nor a team pool",
        "没有位置可让；请去掉 `places`，或在 `cancel` 里写上排名奖、奖金池。",
        "There is no place to give up: leave out `places`, or name a prize or pool in `cancel`.",
    ),
    "guarantee-restores": Message(
        "门槛“{gate}”取消“{of}”，保底“{line}”又会把它补回来",
        "gate {gate} takes {of} away, and the guarantee {line} pays it back",
        "不想补的话，请在门槛里把“{line}”也取消，或把“{of}”从 `of` 里去掉。",
        "If that is not meant, let the gate cancel {line} too, or leave {of} out of `of`.",
    ),
    "condition-shape": Message(
        "“{name}”的条件写得不对：`{words}` 后面写条件，其他名字后面写界限",
        "the condition {name} has the wrong shape: conditions stand below `{words}`, bounds below"
        " any other name",
        "请写成 `any: [{{客单价: {{under: 80}}}}, {{级别: {{is: P1}}}}]`，或 `客单价: {{under: 80}}`。",
        "Write `any: [{{aov: {{under: 80}}}}, {{level: {{is: P1}}}}]`, or `aov: {{under: 80}}`.",
    ),
    "empty-condition": Message(
        "“{name}”没有条件",
        "{name} has no condition",
        "请写一个界限，如 `{{under: 80}}`。",
        "Write a bound, e.g. `{{under: 80}}`.",
    ),
    "empty-plan": Message(
        "方案里既没有考核项也没有薪资项",
        "the plan has neither indicators nor pay lines",
        "请至少写 `indicators` 或 `pay`。",
        "Write `indicators` or `pay`.",
    ),
}

_VERDICT: Final[dict[str, Message]] = {
    "better-pays-less": Message(
        "“{column}”到 {bound} 时更好了，“{name}”反而从 {high} 变成 {low}",
        "at {bound} {column} gets better, and {name} falls from {high} to {low}",
        "请检查这张表的方向。",
        "Check the direction of this table.",
    ),
    "each-against-better": Message(
        "“{metric}”{better}，“{name}”却让差的得分更高（`each: {each}`）",
        "in {metric} {better}, yet {name} gives more points to the worse (`each: {each}`)",
        "请检查 `each` 的正负号：扣分写负数，加分写正数。",
        "Check the sign of `each`: negative takes points off, positive adds them.",
    ),
    "place-pays-more": Message(
        "“{name}”第 {position} 名得 {after}，比前一名的 {before} 还多",
        "{name}: place {position} gets {after}, more than the {before} of the place before",
        "请检查顺序：从第 1 名往后写。",
        "Check the order: place 1 comes first.",
    ),
    "out-of-reach": Message(
        "“{name}”要 {bound} 分，得分最高只有 {highest}，永远达不到",
        "{name} asks for a score of {bound}, and the score is at most {highest}",
        "请调低界限，或检查分值。",
        "Lower the bound or check the points.",
    ),
    "rate-over-100": Message(
        "“{line}”的比例 {rate} 超过了 100%",
        "the rate of {line}, {rate}, is over 100%",
        "请确认没有多写百分号或小数点写错。",
        "Make sure that the percent sign and the point are right.",
    ),
    "each-over-base": Message(
        "“{line}”每 1 元“{name}”给 {each} 元，比基数还多",
        "{line} pays {each} for every 1 of {name}, more than it is paid on",
        "按比例提成请写 `rate`，如 `rate: 1%`。",
        "Write a `rate`, e.g. `rate: 1%`, to pay a share.",
    ),
    "verdict.sound": Message("“{plan}”{version}：没有错误。", "{plan} {version}: no errors."),
    "verdict.examples": Message(
        "算例 {count} 个，全部相符。", " {count} examples, all as expected."
    ),
    "verdict.order": Message("计算顺序：{columns}", "Order of evaluation: {columns}"),
    "verdict.rounding": Message(
        "取整：金额到 {money}，得分到 {score}，{mode}",
        "Rounding: money to {money}, scores to {score}, {mode}",
    ),
    "verdict.missing-error": Message(
        "缺数据：停下并指出单元格（`missing: error`）",
        "Missing data: stop and name the cell (`missing: error`)",
    ),
    "verdict.missing-zero": Message(
        "缺数据：该项记 0 分（`missing: zero`）", "Missing data: 0 points (`missing: zero`)"
    ),
    "verdict.missing-skip": Message(
        "缺数据：本月不计分，靠得分的薪资项不发（`missing: skip`）",
        "Missing data: no score, and lines that need it pay nothing (`missing: skip`)",
    ),
    "verdict.missing-renormalise": Message(
        "缺数据：该项不计，其余权重按合计折算（`missing: renormalise`）",
        "Missing data: left out, the other weights are scaled up (`missing: renormalise`)",
    ),
    "verdict.ties-share": Message(
        "平分所占名次的奖金（`share`）", "share the prizes of their places (`share`)"
    ),
    "verdict.ties-all_full": Message(
        "各得全额（`all_full`）", "each gets the full prize (`all_full`)"
    ),
    "verdict.ties-next_drops": Message(
        "各得所占最后一个名次的奖金（`next_drops`）",
        "each gets the last place's prize (`next_drops`)",
    ),
    "verdict.steps": Message("每道界限值多少：", "What each bound is worth:"),
    "verdict.at": Message("到 {bound}", "at {bound}"),
    "verdict.beyond": Message("过 {bound}", "past {bound}"),
    "verdict.and": Message("，", ", "),
    "verdict.score": Message("，得分 {change}", ", score {change}"),
    "verdict.total": Message("，首个算例的应发 {change} 元", ", the first example's pay {change}"),
    "rounding.half_up": Message("四舍五入", "halves up"),
    "rounding.half_even": Message("四舍六入五成双", "halves to even"),
    "rounding.up": Message("一律进位", "always up"),
    "rounding.down": Message("一律舍去", "always down"),
}

MESSAGES: Final[dict[str, Message]] = _VERDICT | _TEXT | _SHAPE | _NAMES | _TABLES
