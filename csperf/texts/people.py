"""Texts of people: who the rows belong to, look-alikes, nicks handed on, joiners and leavers."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

MESSAGES: Final[dict[str, Message]] = {
    "agent-look-alike": Message(
        "花名册里没有“{name}”，但它看起来和“{like}”一样：第 {at} 个字，这里是 {sign}，花名册是 {other}。",
        "{name!r} is not in the roster, but looks like {like!r}: sign {at} is {sign} here and {other} there.",
        "请把两处改成同一个写法，或把这个写法加进花名册的旺旺列。",
        "Spell both alike, or add this spelling to the roster as a nick.",
    ),
    "agents-look-alike": Message(
        "“{name}”和“{like}”看起来一样，是两个人吗？第 {at} 个字一个是 {sign}，一个是 {other}。",
        "{name!r} and {like!r} look the same; are they two people? Sign {at} is {sign} in one and {other} in the other.",
        "是同一个人就改成同一个写法；确实是两个人，可在方案里写 `data: {{look_alikes: apart}}`。",
        "If they are one person, spell both alike; if not, write `data: {{look_alikes: apart}}` in the plan.",
    ),
    "sign.nothing": Message("没有这个字", "no sign"),
    "agent-in-shops": Message(
        "“{name}”在几个店铺里都有数据（另一处是 {other}），按一个人合计；这样的共 {count} 人。",
        "{name!r} stands in several shops (also in {other}) and counts as one person (people like this: {count}).",
        "如果是同名的两个人，请用 --roster 给出花名册，把账号写成“店铺:昵称”。",
        "If these are two people, give a roster with --roster whose nicks say shop:nick.",
    ),
    "agents-unseen": Message(
        "方案没有用到这张表，只在这张表里的 {count} 人没有计入：{names}。",
        "The plan needs nothing of this table; people who stand only here are not paid ({count}): {names}.",
        "请补上他们在其它表里的数据。",
        "Add their rows to the other tables.",
    ),
    "employment-unchecked": Message(
        "花名册里有入职、离职日期，但没有写发薪月份，所以没有核对。",
        "The roster has first and last days of employment, which were not checked: nobody said which month is paid.",
        "请加上 --period，例如 --period 2026-10。",
        "Add --period, e.g. --period 2026-10.",
    ),
    "agents-left-out": Message(
        "按方案，花名册里没有的 {count} 行没有计入：{names}。",
        "As the plan says, rows of people who are not in the roster were left out ({count}): {names}.",
    ),
    "agents-idle-left-out": Message(
        "按方案，没有数据的 {count} 人本月不发：{names}。",
        "As the plan says, people without data are not paid this month ({count}): {names}.",
    ),
    "agents-idle-kept": Message(
        "按方案，没有数据的 {count} 人仍然保留，数据为空：{names}。",
        "As the plan says, people without data stay on the payroll with no figures ({count}): {names}.",
    ),
    "agents-gone": Message(
        "花名册里 {count} 人本月不在职，没有计入：{names}。",
        "People of the roster who were not employed this month were left out ({count}): {names}.",
    ),
    "row-outside-employment": Message(
        "“{name}”的在职时间是 {joined} 到 {left}，这一行却是 {days} 的。",
        "{name!r} was employed from {joined} to {left}, but this row is of {days}.",
        "请改正花名册的入职、离职日期；账号转给了别人的，把这个旺旺也写到接手的人那一行。",
        "Correct the dates in the roster; if the nick was handed on, give it to the new owner too.",
    ),
    "nick-handed-on": Message(
        "“{name}”先后由 {people} 使用，这一行没有日期，分不清是谁的。",
        "The nick {name!r} was used by {people} one after the other; this row has no date to tell whose it is.",
        "请按天导出（带“日期”列），csperf 会按日期分给各人。",
        "Export by day, with a date column: csperf then gives each day to its owner.",
    ),
    "nick-between-owners": Message(
        "“{name}”先后由 {people} 使用，这一行的日期两人都不在职。",
        "The nick {name!r} was used by {people} one after the other; neither was employed on the days of this row.",
        "请核对花名册的入职、离职日期。",
        "Check the dates in the roster.",
    ),
    "nick-of-two-shops": Message(
        "“{name}”和 {other} 的“{first}”去掉店铺前缀后都是“{nick}”，是一个人还是两个人？",
        "{name!r} and {first!r} ({other}) are both {nick!r} without the shop in front; one person or two?",
        "请用 --roster 给出花名册，写明这些账号各是谁的。",
        "Give a roster with --roster that says whose accounts these are.",
    ),
    "nick-shared": Message(
        "“{name}”同时写给了两个人：这里，和 {other} 的“{person}”。",
        "The nick {name!r} belongs to two people at the same time: here, and to {person!r} ({other}).",
        "请只留给一个人；前后交接的账号，请写上两人的入职、离职日期。",
        "Leave it to one of them; if it was handed on, add both people's first and last days.",
    ),
    "roster-left-first": Message(
        "离职日期在入职日期之前。",
        "The last day is before the first.",
        "请改正这两个日期。",
        "Correct the two dates.",
    ),
    "roster-two-spans": Message(
        "“{name}”在花名册里有几行，入职、离职日期却不一样。",
        "{name!r} has several rows in the roster, with different first or last days.",
        "同一个人的几行请写一样的日期。",
        "Write the same dates in all rows of a person.",
    ),
    "zeros-outside-employment": Message(
        "不在职期间只有 0 的 {count} 行没有计入：{names}。",
        "Rows of nothing but zeros, of days on which these people were not employed, were left out ({count}): {names}.",
    ),
    "not-a-single-day": Message(
        "“{heading}”写的是 {days}，不是某一天。",
        "{heading} says {days}, which is not one day.",
        "请写到日，例如 2026-10-16。",
        "Write the day too, e.g. 2026-10-16.",
    ),
    "part-month": Message(
        "“{line}”没有说月中入职、离职的人怎么发；本月有 {count} 人：{people}。",
        "{line} does not say what it pays for part of a month, and this month has people who joined or left ({count}): {people}.",
        "请在这一项写 `prorate: employment`（按在职天数折算）、`prorate: attendance`（按出勤天数折算）或 `prorate: none`（照发全额）。",
        "Write on that line `prorate: employment` (by days employed), `prorate: attendance` (by days attended) or `prorate: none` (the full amount).",
    ),
    "days-without-period": Message(
        "方案要用“{name}”，没有写发薪月份就数不出来。",
        "The plan reads {name}, which cannot be counted: nobody said which month is paid.",
        "请加上 --period，例如 --period 2026-10。",
        "Add --period, e.g. --period 2026-10.",
    ),
    "days-without-roster": Message(
        "方案要用“{name}”，没有花名册，不知道谁是月中入职、离职的。",
        "The plan reads {name}; without a roster nobody knows who joined or left within the month.",
        "请用 --roster 给出带 {headings} 两列的花名册（没有这一天就留空）。",
        "Give a roster with --roster that has the columns {headings} (blank: no such day).",
    ),
    "days-without-dates": Message(
        "方案要用“{name}”，花名册 {roster} 没有这些列：{headings}。",
        "The plan reads {name}; the roster {roster} lacks these columns: {headings}.",
        "请在花名册里加上；没有这一天的人留空。",
        "Add them to the roster; leave the cell blank for who has no such day.",
    ),
    "days-half-stated": Message(
        "方案要用“{name}”；“{other}”在 {at} 有一列，这一项却没有，两项不能一个读表、一个按日历数。",
        "The plan reads {name}; {other} is a column ({at}) and this is not, and one cannot be read and the other counted.",
        "请两列都给；或者删掉那一列，两项都按花名册的日期和 --period 来数。",
        "Give both columns, or remove that one: both are then counted from the roster's dates and --period.",
    ),
    "roster-not-recorded": Message(
        "要按登记日期取数，花名册却没有这一列：{headings}。",
        "The rows of the roster are asked for by the day they were written down, and it lacks this column: {headings}.",
        "请在花名册里加上这一列，或不用 --known-on。",
        "Add the column to the roster, or leave out --known-on.",
    ),
    "roster-without-scenario": Message(
        "要用一个情景，花名册却没有这一列：{headings}。",
        "A scenario is asked for, and the roster lacks this column: {headings}.",
        "请在花名册里加上这一列，或不用 --scenario。",
        "Add the column to the roster, or leave out --scenario.",
    ),
    "no-such-scenario": Message(
        "花名册里没有情景“{name}”。",
        "The roster has no scenario {name!r}.",
        "有的是：{known}。",
        "It has: {known}.",
    ),
    "entries-without-roster": Message(
        "--known-on 和 --scenario 是挑花名册的行用的，这次没有花名册。",
        "--known-on and --scenario choose rows of a roster, and there is none.",
        "请用 --roster 给出花名册，或去掉这两个选项。",
        "Give a roster with --roster, or leave out both options.",
    ),
    "known-on-no-day": Message(
        "--known-on 写的“{found}”不是日期。",
        "--known-on {found} is not a day.",
        "请写成 2026-09-30 这样。",
        "Write it like 2026-09-30.",
    ),
    "recorded-blank": Message(
        "“{heading}”没有写，这样的共 {count} 行：按登记日期取数时不知道算不算。",
        "{heading} is blank ({count} rows), so nobody knows whether the row was written down by then.",
        "请补上登记日期，或不用 --known-on。",
        "Fill it in, or leave out --known-on.",
    ),
    "entries-none": Message(
        "花名册的 {count} 行没有一行算数。",
        "Not one of the {count} rows of the roster counts.",
        "请核对 --known-on、--scenario 和登记日期。",
        "Check --known-on, --scenario and the days on which rows were written down.",
    ),
    "entries-not-known": Message(
        "花名册里 {day} 之后登记的 {count} 行没有计入。",
        "Rows of the roster that were written down after {day} were left out ({count}).",
    ),
    "entries-of-scenarios": Message(
        "花名册里属于其它情景的 {count} 行没有计入：{names}。",
        "Rows of the roster that belong to other scenarios were left out ({count}): {names}.",
        "要按一个情景试算，请加 --scenario 和它的名字。",
        "To calculate a scenario, add --scenario and its name.",
    ),
    "entries-without-period": Message(
        "花名册的行有生效日期，没有写发薪月份就不知道哪一行有效。",
        "The rows of the roster are valid from a day on; which are valid is unknown, as nobody said which month is paid.",
        "请加上 --period，例如 --period 2026-10。",
        "Add --period, e.g. --period 2026-10.",
    ),
    "entry-changes": Message(
        "{name} 的“{heading}”从 {day} 起由 {before} 变成 {after}，方案没有说这个月按哪一个。",
        "{heading} of {name} changes from {before} to {after} on {day}, and the plan does not say which of them counts this month.",
        "请在方案里写 `data: {{changes: at_end}}`（按期末的）或 `at_start`（按期初的）；要分段计算，就把两段的金额和天数各写一列，分成两个薪资项。",
        "Write `data: {{changes: at_end}}` in the plan (what is valid on the last day) or `at_start` (on the first); to pay both by days, give each amount and its days a column and a pay line.",
    ),
    "entries-contradict": Message(
        "{name} 的“{heading}”在同一天生效、同一天登记的两行里不一样，另一处是 {other}。",
        "{heading} of {name} differs in two rows that are valid from the same day and written down on the same day; the other is {other}.",
        "请改正其中一行，或写明登记日期：后登记的算数。",
        "Correct one of them, or write when each was written down: the later one counts.",
    ),
    "entry-ends-first": Message(
        "这一行的失效日期在生效日期之前。",
        "This row ends before it is valid.",
        "请改正这两个日期。",
        "Correct the two dates.",
    ),
    "past-not-supplied": Message(
        "方案要用“{name}”，没有这一列，也没有能算出“{metric}”的上月导出表。",
        "The plan reads {name}; no table has it, and no export of last month gives {metric}.",
        "请用 --past 给出上月的导出表，或在花名册、导出表里加一列“{name}”。",
        "Give last month's exports with --past, or add a column {name} to the roster or an export.",
    ),
    "past-without-period": Message(
        "给了上月的导出表，没有写发薪月份，就不能核对它们是不是上月的。",
        "Last month's exports are given, and nobody said which month is paid, so they cannot be checked.",
        "请加上 --period，例如 --period 2026-10。",
        "Add --period, e.g. --period 2026-10.",
    ),
    "past-unused": Message(
        "方案没有用到任何“上月.指标”，上月的导出表没有读取。",
        "The plan reads no last_month metric, so last month's exports were not read.",
    ),
    "past-twice": Message(
        "“{name}”已经有一列，又给了上月的导出表，不知道用哪个。",
        "{name} is a column here, and last month's exports are given too; which of them counts?",
        "请只留一个：删掉这一列，或不用 --past。",
        "Keep one: remove the column, or leave out --past.",
    ),
    "past-of-whole": Message(
        "“{name}”要用上月全队的数，而上月的人现在不一定都在花名册里，算不准。",
        "{name} depends on the whole team of last month, of whom some may no longer be in the roster.",
        "请在花名册或导出表里加一列“{name}”。",
        "Add a column {name} to the roster or an export.",
    ),
    "past-of-past": Message(
        "{names} 里有一个本身就要用上月的数，那要上上月的导出表，算不出来。",
        "One of {names} depends on a month before itself, which would need the exports of two months ago.",
        "请在花名册或导出表里给它加一列。",
        "Add a column for it to the roster or an export.",
    ),
    "file-data-and-past": Message(
        "这个文件和本月的一个导出表一模一样。",
        "This file is the same as one of this month's exports.",
        "请给 --past 上月的导出表。",
        "Give last month's exports with --past.",
    ),
    "why.past-parts": Message(
        "上月由这 {count} 个数算出：", "computed from these {count} of last month:"
    ),
}
