"""Texts of audits: each rule as it is stated, its limits and why, and what a flag says."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_HELP: Final[dict[str, Message]] = {
    "help.audit": Message(
        "找出值得看一眼的地方，每一处都说明是按哪条规则、看到了什么、在哪一行；这不是结论，原因要由懂店铺的人来判断。可以看现成的客服表、原始导出表，也可以看历史里的几个月。\n\n例：csperf audit --data 订单.csv --data 接待.csv --period 2026-10；csperf audit --history history；csperf audit --rules",
        "Find what is worth a look, each with its rule, what was seen and the rows; none of it is a verdict, and whoever knows the shop judges. Reads ready tables, raw exports, or the months of a history.\n\nExample: csperf audit --data orders.csv --data chats.csv --period 2026-10; csperf audit --history history; csperf audit --rules",
    ),
    "help.audit-plan": Message(
        "按这份方案认人、归属订单；不写就用默认规则，看历史时用各月自己的方案",
        "recognise people and attribute orders by this plan; by default as where no plan says anything, and of a history by each month's own",
    ),
    "help.limit": Message(
        "改一条界限，如 pay_day=10；可以写多次，长期的写在 csperf.toml 的 [audit] 里",
        "change a limit, e.g. pay_day=10; may be given again; lasting ones stand under [audit] in csperf.toml",
    ),
    "help.rules": Message(
        "只列出每条规则、每个界限的数值和理由",
        "only list every rule, and every limit with its value and reason",
    ),
}

_TABLES: Final[dict[str, Message]] = {
    "title-audit": Message("值得看一眼，不是结论", "Worth a look; no verdict"),
    "title-audit-rules": Message("看了哪些规则", "What each rule saw"),
    "title-flags": Message(
        "值得看一眼的 {count} 处，不是结论", "Worth a look, no verdict: {count}"
    ),
    "title-evidence": Message("对应的行", "The rows behind"),
    "title-rules-audit": Message("规则", "Rules"),
    "title-limits": Message("界限", "Limits"),
    "field.audit-rule": Message("规则", "Rule"),
    "field.rule-name": Message("看什么", "Looks for"),
    "field.rule-says": Message("怎么看", "As stated"),
    "field.flags": Message("几处", "Flags"),
    "field.flagged": Message("几人", "People"),
    "field.not-looked": Message("没有看，因为", "Not looked at, because"),
    "field.flag": Message("序号", "No."),
    "field.audit-about": Message("关于", "About"),
    "field.seen": Message("看到了什么", "What was seen"),
    "field.rows": Message("行数", "Rows"),
    "field.limit": Message("界限", "Limit"),
    "field.limit-value": Message("现在", "Now"),
    "field.limit-default": Message("默认", "Default"),
    "field.limit-unit": Message("单位", "Unit"),
    "field.limit-rules": Message("用在", "Used by"),
    "field.limit-why": Message("为什么", "Why"),
    "evidence-more": Message(
        "另有 {count} 行，写到文件里可以看全", "{count} more rows; a file has all"
    ),
}

_RULES: Final[dict[str, Message]] = {
    "rule.paid-over-asked": Message("部分大于整体", "A part above its whole"),
    "rule-says.paid-over-asked": Message(
        "最终付款人数不多于询单人数，询单人数不多于接待人数，回复人数不多于接待人数，等等；占整体的比率不超过 100%。",
        "No more paid than enquired, no more enquired than were served, no more were answered than were served, and so on; no share of a whole is above 100%.",
    ),
    "rule.same-figures": Message("整行数字一样", "The same row of figures"),
    "rule-says.same-figures": Message(
        "两个人、或一个人的两个月，读到的数字全部相同，其中不同的数至少 {same_least} 个。全队都一样的指标不算，算出来的不算。",
        "Two people, or one in two months, have the same figures throughout, at least {same_least} different numbers among them. What is the same for the whole team and what is computed does not count.",
    ),
    "rule.perfect-on-little": Message("量很小的满分", "Perfect on very little"),
    "rule-says.perfect-on-little": Message(
        "回复率、满意率这类比率正好 100%，而接待量（或评价量）不到全队中位数的 {little}；看到第三个月起，还要不到本人以前月份中位数的一半，免得兼职的人月月都在里面。全队至少 5 人才看。",
        "A rate such as the reply rate is exactly 100%, of fewer than {little} of the team's median of receptions (or ratings); from the third month on also of fewer than half of the person's own median before, lest part-time staff are told every month. Only in teams of five or more.",
    ),
    "rule.impossible-mean": Message("不可能的平均响应", "Impossible mean response"),
    "rule-says.impossible-mean": Message(
        "有接待，而首次或平均响应时间短于 {fastest_reply}。",
        "Somebody served customers with a first or mean response time below {fastest_reply}.",
    ),
    "rule.same-buyer": Message("同一个买家一再下单", "The same buyer again and again"),
    "rule-says.same-buyer": Message(
        "一个买家有 {buyer_days} 天以上在同一位客服名下付款下单，占其下单日子的 {buyer_share} 以上，而按店里老客户认客服的程度（其他买家改天再来，又找上次那位的比例），看过的买家里出现这种情况的期望不到 {chance}。带星号的买家不看。",
        "A buyer has paid orders with one agent on {buyer_days} or more days, which are {buyer_share} or more of the buyer's days; and by how loyal the shop's customers are (how often others who come back on another day come to the agent of before) less than {chance} of such a case is expected among the buyers looked at. Masked buyers are not looked at.",
    ),
    "rule.own-orders": Message("买家就是客服", "The buyer is an agent"),
    "rule-says.own-orders": Message(
        "买家的名字就是某位客服的姓名、工号或旺旺（不分大小写，冒号前的店名不算）。",
        "The buyer is called like an agent: by name, id or nick, whatever the case, and without the shop before a colon.",
    ),
    "rule.told-twice": Message("一笔记了两次", "One told twice"),
    "rule-says.told-twice": Message(
        "编号不同，而买家、金额、下单的那一秒都相同的订单；编号不同，而买家、客服、开始的那一秒都相同的会话；还有与别的行完全相同、读的时候已经略去的行。",
        "Orders with different numbers and the same buyer, amount and second; chats with different numbers and the same buyer, agent and second; and rows that repeat another in everything, which were left out when they were read.",
    ),
    "rule.round-amounts": Message("整百的订单太多", "Too many round orders"),
    "rule-says.round-amounts": Message(
        "付款 {digits_least} 单以上的客服，整百元订单的比例是其他人的 {round_times} 倍以上，而按其他人的比例，全队里出现这种情况的期望不到 {chance}。",
        "Of agents with {digits_least} or more paid orders, one has {round_times} times the others' share of orders of whole hundreds or more, and by that share less than {chance} of such a case is expected in the team.",
    ),
    "rule.refund-burst": Message("发薪后扎堆退款", "Refunds right after pay day"),
    "rule-says.refund-burst": Message(
        "一个月付款的订单，在下个月 {pay_day} 日发薪起的 {refund_days} 天里申请退款 {refund_least} 笔以上，而按其他人同期的比例，全队里出现这种情况的期望不到 {chance}。",
        "Of one month's orders, {refund_least} or more refunds were asked for in the {refund_days} days from the pay day (the {pay_day}th of the next month) on, and by the others' share in these days less than {chance} of such a case is expected in the team.",
    ),
    "rule.note-moved": Message("备注换了客服", "Notes that changed hands"),
    "rule-says.note-moved": Message(
        "商家备注是一段历史（用分号隔开，最新的在最后），先写一位客服，后来写另一位；同样两个人之间至少 {note_orders} 单，而且比其他人多得多（期望不到 {chance}）。导出表里没有改备注的时间，只能看先后。",
        "The seller's note is a history (parts joined by semicolons, the newest last) that first names one agent and now another, in at least {note_orders} orders between the same two, and far more often than with others (less than {chance} of a case is expected). No export tells when a note was changed, only the order of its parts.",
    ),
    "rule.note-against-chats": Message("备注与聊天不符", "Notes against the chats"),
    "rule-says.note-against-chats": Message(
        "备注写的客服从没和买家聊过，而下单前聊过的是同事；同样两个人之间至少 {note_orders} 单，而且比其他人多得多（期望不到 {chance}）。",
        "The note names an agent who never spoke with the buyer, while a colleague did before the order, in at least {note_orders} orders between the same two, and far more often than with others (less than {chance} of a case is expected).",
    ),
    "rule.impossible-replies": Message("不可能的回复", "Impossible replies"),
    "rule-says.impossible-replies": Message(
        "首次响应短于 {fastest_reply}，或者回复早于会话开始，或者整段会话平均每秒打字超过 {fastest_typing} 个；一位客服至少 {reply_least} 次，并且占 {reply_share} 以上。",
        "A first response below {fastest_reply}, or a reply before the chat began, or more than {fastest_typing} letters a second over the whole chat; of one agent at least {reply_least} times and {reply_share} of the chats that tell it.",
    ),
    "rule.own-jump": Message("比自己以往好得多", "Far better than before"),
    "rule-says.own-jump": Message(
        "一个指标与全队中位数之比，比本人以前至少 {jump_months} 个月的中位数好出 {jump_score} 个（校正的）绝对中位差；绝对中位差至少按中位数的 {jump_floor} 算，底数不到 {jump_volume} 的不看。",
        "A figure as a share of the team's median is better by a modified z-score of {jump_score} than in at least {jump_months} earlier months of the same person; the median deviation counts as at least {jump_floor} of the median, and figures made of fewer than {jump_volume} are not looked at.",
    ),
    "rule.peer-jump": Message("比所有人好得多", "Far better than everybody"),
    "rule-says.peer-jump": Message(
        "一个比率或均值比其他至少 {jump_peers} 人的中位数好出 {jump_score} 个（校正的）绝对中位差；绝对中位差至少按中位数的 {jump_floor} 算，底数不到 {jump_volume} 的不看。",
        "A rate or a mean is better by a modified z-score of {jump_score} than those of at least {jump_peers} others; the median deviation counts as at least {jump_floor} of the median, and figures made of fewer than {jump_volume} are not looked at.",
    ),
    "rule.last-digits": Message("末位数字不均匀", "Uneven last digits"),
    "rule-says.last-digits": Message(
        "一个人读到的数字（100 以上的数量、1000 元以上的金额，同月重复的只算一次）至少 {digits_least} 个，末位本应 0 到 9 一样多。卡方检验（自由度 9），全体里出现这种情况的期望不到 {chance}。",
        "Of somebody's figures that are read (counts from 100, money from 1,000, each number of a month once), {digits_least} or more, the last digits should be even. Chi-square with 9 degrees of freedom; less than {chance} of such a case is expected among all people.",
    ),
    "rule.round-figures": Message("整十的数字太多", "Too many round figures"),
    "rule-says.round-figures": Message(
        "同样的数字里（至少 {digits_least} 个）十个应有一个是整十；按二项分布的精确概率，全体里出现这么多的期望不到 {chance}。",
        "Of the same figures ({digits_least} or more) one in ten should be a multiple of ten; by the exact binomial chance less than {chance} of a case with so many is expected among all people.",
    ),
    "rule.round-seconds": Message("秒数太整", "Too many round seconds"),
    "rule-says.round-seconds": Message(
        "8 秒以上的首次响应（至少 {digits_least} 次）五次应有一次正好是 5 秒的倍数；按二项分布的精确概率（或其他人的比例，取大的），全队里出现这么多的期望不到 {chance}。",
        "Of first responses from 8 seconds on ({digits_least} or more) one in five should be a multiple of five seconds; by the exact binomial chance (or the others' share, if larger) less than {chance} of a case with so many is expected in the team.",
    ),
    "rule.overlapping-shifts": Message("班次重叠", "Overlapping shifts"),
    "rule-says.overlapping-shifts": Message(
        "同一个人的两个班次时间有重叠。", "Two shifts of one person overlap."
    ),
}

_LIMITS: Final[dict[str, Message]] = {
    "limit.chance": Message(
        "诚实的一个月里，一条规则平均误报多少处；1% 就是一百个月一处",
        "how many false flags of a rule to expect of an honest month; 1% is one in a hundred months",
    ),
    "limit.buyer_days": Message(
        "一个月有五天来买的买家在多数店里已经少见",
        "buyers who come on five days a month are few in most shops",
    ),
    "limit.buyer_share": Message(
        "老客户多半也会碰到别的客服，几乎全在一个人名下才少见",
        "a regular customer meets other agents too; nearly always the same one is rare",
    ),
    "limit.pay_day": Message(
        "几号发上个月的提成；店铺不同，请改成自己的",
        "the day of the month on which last month's commission is paid; set your own",
    ),
    "limit.refund_days": Message(
        "发薪以后看几天", "how many days from the pay day on are looked at"
    ),
    "limit.refund_least": Message(
        "少于五笔的退款说明不了什么", "fewer than five refunds tell nothing"
    ),
    "limit.note_orders": Message("一两单可能是写错了", "one or two may be slips of the pen"),
    "limit.little": Message(
        "量不到别人五分之一的满分不难得",
        "perfection is easy on less than a fifth of what others do",
    ),
    "limit.fastest_reply": Message(
        "读完一句话再按发送，一秒不够", "nobody reads a question and answers it within a second"
    ),
    "limit.fastest_typing": Message(
        "快手每秒打三五个字，用快捷语也难整段超过十五个",
        "fast typists reach five characters a second; even with canned phrases fifteen over a whole chat is hardly possible",
    ),
    "limit.reply_least": Message(
        "自动回复和走偏的钟到处都会有几次",
        "automatic answers and slow clocks make a few everywhere",
    ),
    "limit.reply_share": Message(
        "二十次里有一次以上才算常有", "one in twenty is more than an accident"
    ),
    "limit.jump_months": Message(
        "少于五个月的中位差不可靠", "a deviation of fewer than five months means little"
    ),
    "limit.jump_peers": Message(
        "少于八个同事，谁突出说不准",
        "among fewer than eight colleagues nobody stands out for certain",
    ),
    "limit.jump_volume": Message(
        "五十个以下的底数，比率会碰巧很高", "of fewer than fifty a rate may be high by luck"
    ),
    "limit.jump_score": Message(
        "通常用 3.5；每个店都有真正的高手，所以放宽一点",
        "3.5 is usual; every team has real champions, so a little more is asked for",
    ),
    "limit.jump_floor": Message(
        "大家几乎一样时，别把小差别当大跳",
        "where all are nearly alike, trifles should not look like jumps",
    ),
    "limit.digits_least": Message(
        "少于五十个数，每个末位平均不到五次，检验不准",
        "of fewer than fifty numbers each digit is expected fewer than five times, and no test holds",
    ),
    "limit.round_times": Message(
        "有的人卖的商品本来就定价整百，差一点不算",
        "some sell what is priced in whole hundreds, so a little more is nothing",
    ),
    "limit.same_least": Message(
        "三个以下的数碰巧相同并不少见", "up to three numbers are often the same by accident"
    ),
}

_SEEN: Final[dict[str, Message]] = {
    "seen.part-over-whole": Message(
        "{part} {value} 大于 {whole} {other}", "{part} {value} is more than {whole} {other}"
    ),
    "seen.over-all": Message("{metric} {value}，超过 100%", "{metric} is {value}, more than all"),
    "seen.same-figures": Message(
        "读到的 {count} 个数字与 {other}（{month}）完全相同",
        "all {count} figures are those of {other} ({month})",
    ),
    "seen.same-figures-beside": Message(
        "读到的 {count} 个数字与 {other} 完全相同",
        "all {count} figures are those of {other}",
    ),
    "seen.perfect-on-little": Message(
        "{metric} 100%，{base} 只有 {value}（{size} 人的中位数是 {median}）",
        "{metric} is 100% with {base} of {value} only (the median of {size} people is {median})",
    ),
    "seen.impossible-mean": Message("{metric} {value}", "{metric} is {value}"),
    "seen.same-buyer": Message(
        "买家 {buyer} 在 {all} 个日子里有 {days} 天找其下单（{count} 单）；其他买家改天再来，又找上次那位的占 {share}",
        "buyer {buyer} bought of them on {days} of {all} days (orders: {count}); others who come back come to the agent of before in {share}",
    ),
    "seen.own-orders": Message(
        "买家 {buyer} 与客服 {owner} 同名，{count} 单在其名下",
        "buyer {buyer} is called like agent {owner}; orders of that agent: {count}",
    ),
    "seen.staff-orders": Message(
        "买家 {buyer} 与另一位客服 {owner} 同名，{count} 单",
        "buyer {buyer} is called like another agent, {owner}; orders: {count}",
    ),
    "seen.sold-twice": Message(
        "{count} 单与另一单的买家、金额、下单时间都相同",
        "orders with the buyer, amount and moment of another: {count}",
    ),
    "seen.rows-twice": Message(
        "{count} 行和前面的行完全相同，已经略去", "rows that repeat one above, left out: {count}"
    ),
    "seen.talked-twice": Message(
        "{count} 次会话与另一次的买家、开始时间都相同",
        "chats with the buyer and moment of another: {count}",
    ),
    "seen.round-amounts": Message(
        "{all} 单里有 {count} 单是整百元，其他人的 {size} 单里是 {share}",
        "{count} of {all} orders are whole hundreds; of the others' {size} orders {share} are",
    ),
    "seen.refund-burst": Message(
        "{month} 付款订单的 {all} 笔退款里有 {count} 笔在 {first}～{last} 申请，其他人的 {size} 笔里是 {share}",
        "of {all} refunds of orders of {month}, {count} were asked for in {first}~{last}; of the others' {size} refunds {share} were",
    ),
    "seen.note-moved": Message(
        "{count} 单的备注先写 {other}，后来改成其名字",
        "notes that first named {other} and name them now: {count} orders",
    ),
    "seen.note-against": Message(
        "{count} 单的备注写其名字，其与买家没有聊过，下单前聊的是 {other}",
        "notes that name them though they never spoke with the buyer and {other} did: {count} orders",
    ),
    "seen.at-once": Message(
        "{all} 次会话里有 {count} 次（{share}）几乎立刻就回复了",
        "{count} of {all} chats ({share}) were answered at once",
    ),
    "seen.early": Message(
        "{all} 次会话里有 {count} 次（{share}）回复早于开始",
        "{count} of {all} chats ({share}) were answered before they began",
    ),
    "seen.typed": Message(
        "{all} 次会话里有 {count} 次（{share}）打字快得不可能",
        "in {count} of {all} chats ({share}) more was typed than can be",
    ),
    "seen.own-jump": Message(
        "{metric} {value}，以前 {size} 个月的中位数是 {median}（与全队相比的分数 {score}）",
        "{metric} {value}; the median of {size} months before is {median} (score against the team {score})",
    ),
    "seen.peer-jump": Message(
        "{metric} {value}，其他 {size} 人的中位数是 {median}（分数 {score}）",
        "{metric} {value}; the median of {size} others is {median} (score {score})",
    ),
    "seen.last-digits": Message(
        "{all} 个数字里有 {count} 个末位是 {digit}",
        "{count} of {all} numbers end in {digit}",
    ),
    "seen.round-seconds": Message(
        "{all} 次首次响应里有 {count} 次（{share}）正好是 5 秒的倍数",
        "{count} of {all} first responses ({share}) are multiples of five seconds",
    ),
    "seen.round-figures": Message(
        "{all} 个数字里有 {count} 个是整十", "{count} of {all} numbers are multiples of ten"
    ),
    "seen.overlapping": Message("{count} 处班次重叠", "shifts that overlap: {count}"),
}

_WHY: Final[dict[str, Message]] = {
    "audit-why.no-figures": Message("没有数字", "there are no figures"),
    "audit-why.no-records": Message(
        "没有原始导出表（订单、接待、退款、排班）",
        "there are no raw exports (orders, chats, refunds, shifts)",
    ),
    "audit-why.no-pairs": Message(
        "没有可以互相对照的人数", "no two counts can be compared with each other"
    ),
    "audit-why.few-figures": Message(
        "每人读到的数字太少", "too few figures of each person are read"
    ),
    "audit-why.no-rates": Message(
        "没有比率和它的底数，或者全队不到 5 人",
        "there is no rate with what it is made of, or the team has fewer than five",
    ),
    "audit-why.no-times": Message("没有响应时间", "there are no response times"),
    "audit-why.no-buyers": Message(
        "没有买家，或者买家都带星号", "no buyers are told, or all are masked"
    ),
    "audit-why.one-agent": Message("不到两位客服有订单", "fewer than two agents have orders"),
    "audit-why.few-orders": Message(
        "不到两位客服有足够的订单", "fewer than two agents have enough orders"
    ),
    "audit-why.no-refunds": Message(
        "没有带申请时间的退款表", "there is no list of refunds with the time of asking"
    ),
    "audit-why.before-pay-day": Message(
        "退款表还没到发薪的日子", "the refunds end before the pay day"
    ),
    "audit-why.no-notes": Message("订单没有商家备注", "the orders have no seller notes"),
    "audit-why.no-chats": Message("没有带买家的接待", "there are no chats that tell the buyer"),
    "audit-why.no-shifts": Message("没有排班表", "there is no table of shifts"),
    "audit-why.few-months": Message(
        "以前的月份太少，或者底数太小",
        "there are too few earlier months, or they are made of too little",
    ),
    "audit-why.few-peers": Message("能比的人太少", "too few people have figures made of enough"),
    "audit-why.few-times": Message("每人的响应时间太少", "there are too few response times"),
    "audit-why.few-numbers": Message("每人的数字太少", "there are too few numbers of each person"),
}

_PROBLEMS: Final[dict[str, Message]] = {
    "audit-no-limit": Message(
        "没有“{key}”这个界限；有：{known}",
        "there is no limit {key}; there are {known}",
        "是不是 {near}？",
        "Did you mean {near}?",
    ),
    "audit-wrong-limit": Message(
        "{key} 不能是“{found}”",
        "{key} cannot be {found!r}",
        "请写成 {key}={example} 这样。",
        "Write it like {key}={example}.",
    ),
    "audit-limit-range": Message(
        "{key} 不能是 {found}，要大于 0，不超过 {most}",
        "{key} cannot be {found}; it is above 0 and at most {most}",
    ),
}

MESSAGES: Final[dict[str, Message]] = {
    **_HELP,
    **_TABLES,
    **_RULES,
    **_LIMITS,
    **_SEEN,
    **_WHY,
    **_PROBLEMS,
}
