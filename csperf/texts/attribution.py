"""Texts of attribution and service: whose an order is and why, and how a shop serves."""

from __future__ import annotations

from typing import Final

from csperf.texts import Message

_NOTES: Final[dict[str, Message]] = {
    "note-two-agents": Message(
        "备注“{note}”里有 {names}，看不出是谁的单（{count} 单），没有按备注归人",
        "the note '{note}' names {names}, so it does not say whose the order is (orders: {count});"
        " notes decided nothing here",
        "请在备注里只留一个人，或在最后加一段只写一个人的备注；几个叫法是同一个人的，写进"
        " `agents`。",
        "Leave one agent in the note, or add a last part that names only one; where these are one"
        " person, say so under `agents`.",
    ),
    "note-stranger": Message(
        "备注“{note}”里的 {names} 不知道是谁（{count} 单），没有按备注归人",
        "nobody knows who {names} is in the note '{note}' (orders: {count}); notes decided nothing"
        " here",
        "请在 `attribution` 的 `note` 里用 `agents` 写明这个代码是谁，或在花名册里加上这个名字。",
        "Say whose code it is in `agents`, under `note` of `attribution`, or add the name to the"
        " roster.",
    ),
    "notes-more": Message(
        "还有 {count} 种备注也看不出是谁的单，从这里起没有逐条列出",
        "another {count} notes do not say whose the order is either; from here on they are not"
        " listed",
        "先改上面列出的，再运行一次。",
        "Mend those above and run it again.",
    ),
    "notes-name-nobody": Message(
        "{count} 单的备注里没有客服的名字或代码，如“{note}”；这些单没有按备注归人",
        "the notes of {count} orders name no agent, '{note}' for one; notes did not decide those",
        "如果里面有名字，请在 `attribution` 的 `note` 里写明 `agents`（代码是谁）或 `pattern`。",
        "If they do name somebody, say in `attribution`, under `note`, whose codes they are"
        " (`agents`) or what they look like (`pattern`).",
    ),
}

_DOUBTS: Final[dict[str, Message]] = {
    "orders-without-buyer": Message(
        "{all} 单里有 {count} 单没有买家，也没有别的能说明归谁，都算静默",
        "{count} of {all} orders have no buyer and nothing else that says whose they are; they"
        " count as nobody's",
        "脱敏的导出没有买家；请导出带买家的订单，或用商家备注、平台导出的客服来归。",
        "Anonymised exports have none; export orders with their buyers, or go by seller's notes or"
        " by an export that names the agent.",
    ),
    "orders-of-outsourced": Message(
        "{all} 单里有 {count} 单是外包客服的，但不是自己落实下单的，或有部分退款，谁的都不算",
        "{count} of {all} orders are those of outsourced agents who did not secure the order, or"
        " were refunded in part; they count for nobody",
        "这是方案的约定，不用改；要算给他们，就从 `outsourced_agents` 里去掉。",
        "The plan says so; if they shall count, take the agents out of `outsourced_agents`.",
    ),
    "several-on-duty": Message(
        "{all} 单里有 {count} 单是不当班的人做的，当时有几个人当班，看不出替谁，仍归做单的人",
        "{count} of {all} orders were made off duty while several agents were on duty, so nobody"
        " can tell for whom; they stay with whoever made them",
        "如果是分店铺排的班，请在排班表里写明店铺；否则这些单请另外约定。",
        "Where shifts are by shop, name the shop in the table of shifts; or agree on these apart.",
    ),
    "payment-time-unstated": Message(
        "{all} 单里有 {count} 单只知道付了款，没有付款时间，按下单时间算",
        "{count} of {all} orders are paid but have no time of payment; that of the order is taken",
        "导出里有“付款时间”的话，请换那一种导出；跨天、跨月付款的单可能算在前一天。",
        "Use an export that has it, if there is one; orders paid on a later day count too early.",
    ),
    "refunds-of-no-order": Message(
        "{count} 笔退款找不到订单，谁的退款都没有算进去",
        "{count} refunds belong to orders that were not given; they count for nobody",
        "多半是更早月份的订单；请把那几个月的订单也一起给出来，退款才归得到人。",
        "Most often these are orders of earlier months; give those orders too.",
    ),
    "outsourced-unknown": Message(
        "`outsourced_agents` 里的 {names} 不在花名册里，对他们的约定没有用上",
        "{names} of `outsourced_agents` is not in the roster, so nothing is left out for them",
        "请写花名册里的姓名、工号或昵称；已经不在的，从 `outsourced_agents` 里去掉。",
        "Write a name, id or nick of the roster; whoever is no longer there can be taken out.",
    ),
    "shift-too-long": Message(
        "这一班的上下班时间不对：下班不晚于上班，或超过两天",
        "this shift cannot be: it ends before it begins, or lasts more than two days",
        "请改正时间；替班的单按它归人。",
        "Mend its times, for orders sold off duty are bound by them.",
    ),
    "chats-begin-late": Message(
        "聊天从 {first} 才有，之前的没有给；期初 {hours} 小时内有 {count} 单因此可能误算成静默",
        "the chats begin on {first} and what was before was not given; orders of the first {hours}"
        " hours ({count}) may be silent only for that",
        "请从 {since} 起导出聊天（期初往前 {hours} 小时），和本期的一起给。",
        "Export the chats from {since} on ({hours} hours before the period) and give them too.",
    ),
    "attribution-without-chats": Message(
        "没有接待或聊天记录，没有备注、平台也没写客服的单都算静默",
        "there are no receptions or messages, so orders that no note or export names an agent for"
        " are silent",
        "请一起给出会话明细；如果本来就只看备注或平台，在 `evidence` 里去掉 `chat`。",
        "Give the conversations too; if notes or the export alone decide, take `chat` out of"
        " `evidence`.",
    ),
    "attribution-without-talk": Message(
        "方案要看的聊天来源没有给，给的是另一种",
        "the chats that the plan goes by were not given, but the other sort was",
        "请给出它，或改 `talk`：`receptions` 看接待，`messages` 看每条消息。",
        "Give them, or change `talk`: `receptions`, or `messages`.",
    ),
    "attribution-without-shifts": Message(
        "方案把替班的单归当班的人，可是没有排班表",
        "the plan binds orders to the agent on duty, but no table of shifts was given",
        "请给出排班表（客服、上班时间、下班时间），或去掉 `shift_owner`。",
        "Give the shifts (agent, from, until), or take `shift_owner` out.",
    ),
}

_PLAN: Final[dict[str, Message]] = {
    "note-pattern": Message(
        "“{key}”不是正确的正则表达式：{why}",
        "{key} is no proper regular expression: {why}",
        "请改正；只写 `agents`、不写 `pattern` 时，按备注里的整词找人。",
        "Correct it; without `pattern`, names and codes are looked up as whole words.",
    ),
    "note-pattern-endless": Message(
        "“{key}”在长备注上可能要算很久",
        "{key} may take very long on a long note",
        "请写短一些（最多 {most} 个字符），重复里不要再有重复或 |，不限长的部分最多两处。",
        "Keep it below {most} characters, repeat nothing that repeats or has a | in it, and use *"
        " and + at most twice.",
    ),
    "note-pattern-finds-nobody": Message(
        "“{key}”没有写哪一部分是客服",
        "{key} does not say which part of it is the agent",
        "请把姓名或代码那一段写成 {group}。",
        "Write the name or code as {group}.",
    ),
    "evidence-twice": Message(
        "“{source}”写了两次",
        "{source} stands here twice",
        "留下排在前面的那一个。",
        "Keep the first of them.",
    ),
    "notes-unread": Message(
        "写了怎么看备注，可是 `evidence` 里没有 `note`，备注不会起作用",
        "this says how notes are read, but `evidence` has no `note`, so they decide nothing",
        "请在 `evidence` 里加上 `note`，或删掉这一节。",
        "Add `note` to `evidence`, or take this section out.",
    ),
    "expected-duration": Message(
        "“{key}”应是时长，这里是“{found}”",
        "{key} should be a length of time, and this is {found}",
        "请带单位写，如 72h、3m、30s，或 72小时、3分钟、30秒。",
        "Write it with its unit, e.g. 72h, 3m or 30s.",
    ),
    "duration-out-of-range": Message(
        "“{key}”不能是“{found}”：要是整秒，至少 1 秒，最多一年",
        "{key} cannot be {found}: whole seconds, at least one, at most a year",
        "请检查数和单位。",
        "Check the number and its unit.",
    ),
    "expected-hours": Message(
        "“{key}”应是一天里的一段时间，这里是“{found}”",
        "{key} should be a stretch of a day, and this is {found}",
        "请写成 9:00-23:00；过了半夜的写 18:00-2:00，整天写 0:00-24:00，不服务写 `closed`。",
        "Write 9:00-23:00; past midnight 18:00-2:00, all day 0:00-24:00, not at all `closed`.",
    ),
    "rating-out-of-range": Message(
        "“{key}”应是 1 到 5 的整数，这里是“{found}”",
        "{key} should be a whole number from 1 to 5, and this is {found}",
        "别的打分请先换成 1 到 5（5 最好）。",
        "Bring other ratings to 1 to 5 first, 5 being best.",
    ),
    "ratings-overlap": Message(
        "好评从 {good} 分起，“{key}”又写到 {found} 分，有的评价既好又差",
        "ratings from {good} on are good, so with {key} up to {found} some are good and bad",
        "请把它写得比 {good} 小，或改 `good_from`。",
        "Make it less than {good}, or change `good_from`.",
    ),
}

_WHY: Final[dict[str, Message]] = {
    "why.chat-before-order": Message("下单前聊过", "chat before the order"),
    "why.chat-before-payment": Message("付款前聊过", "chat before the payment"),
    "why.chat-after-order": Message("静默单，下单后聊过", "silent order, chat afterwards"),
    "why.note": Message("商家备注", "seller's note"),
    "why.export": Message("平台导出的客服", "agent named by the export"),
    "why.shift": Message("替班，归当班的人", "sold in the stead of the agent on duty"),
    "why.silent": Message("静默", "silent"),
    "why.silent-order": Message("静默下单", "silent order"),
    "why.silent-payment": Message("静默付款", "silent payment"),
    "why.unpaid": Message("没有付款", "not paid"),
    "why.no-buyer": Message("不知道买家是谁", "buyer unknown"),
    "why.outsourced": Message("外包客服不计这一单", "does not count for an outsourced agent"),
    "kind.one": Message("本人下单本人付款", "order and payment by one agent"),
    "kind.two": Message("本人下单他人付款", "order and payment by two agents"),
    "kind.ordered": Message("本人下单静默付款", "order secured, payment silent"),
    "kind.chased": Message("静默下单本人落实付款", "silent order, payment secured"),
    "kind.followed": Message("全静默本人跟进", "silent, served afterwards"),
    "kind.silent": Message("全静默", "silent"),
    "kind.unpaid": Message("下单未付款", "ordered, not paid"),
}

_PAGE: Final[dict[str, Message]] = {
    "page.attribution": Message("归属：从订单和聊天算指标时，一单归谁", "Whose an order is"),
    "page.judged-order": Message("下单判定：归落实下单的人", "whoever secured the order owns it"),
    "page.judged-payment": Message(
        "付款判定：归落实付款的人", "whoever secured the payment owns it"
    ),
    "page.judged-order_first": Message(
        "下单优先判定：归落实下单的人，没有就归落实付款的人",
        "whoever secured the order owns it, or else whoever secured the payment",
    ),
    "page.chat-last": Message(
        "下单（付款）前{window}内{talk}，最后一个算",
        "the last agent who {talk} within {window} before the order (the payment) secured it",
    ),
    "page.chat-first": Message(
        "下单（付款）前{window}内{talk}，最早一个算",
        "the first agent who {talk} within {window} before the order (the payment) secured it",
    ),
    "page.talk-receptions": Message("开始接待的", "began to talk with the buyer"),
    "page.talk-messages": Message("有消息的", "exchanged a message with the buyer"),
    "page.evidence": Message("依次看：{sources}", "what decides, in this order: {sources}"),
    "page.by-note": Message("商家备注", "the seller's note"),
    "page.by-export": Message("平台导出的客服", "the agent in the export"),
    "page.by-chat": Message("聊天", "chats"),
    "page.notes-newest": Message(
        "备注有几段时，看最新一段有名字的",
        "of a note with several parts, the newest that names an agent decides",
    ),
    "page.notes-oldest": Message(
        "备注有几段时，看最早一段有名字的",
        "of a note with several parts, the oldest that names an agent decides",
    ),
    "page.note-codes": Message("备注里的代码：{listed}", "codes in notes: {listed}"),
    "page.note-pattern": Message("备注的样式：{pattern}", "pattern of notes: {pattern}"),
    "page.not-guessed": Message(
        "平台推算的客服不算", "agents whom the platform guessed do not count"
    ),
    "page.followed": Message(
        "全静默、付款后有人跟进的单，归跟进的人",
        "silent orders that somebody served after payment are that agent's",
    ),
    "page.shift-owner": Message(
        "不当班的人替班做的单，归当班的客服",
        "what somebody sells while off duty is the on-duty agent's",
    ),
    "page.outsourced": Message(
        "外包（{names}）只算自己落实下单的，部分退款的不算",
        "outsourced agents ({names}) own only orders that they secured, none refunded in part",
    ),
    "page.deposit": Message("分两次付款的单，付了定金就算付款", "a deposit counts as payment"),
    "page.service": Message("服务口径", "Service"),
    "page.hours": Message("服务时间：{listed}", "service hours: {listed}"),
    "page.hours-of": Message("{days} {hours}", "{days} {hours}"),
    "page.next-day": Message("次日{clock}", "{clock} the next day"),
    "page.closed": Message("不服务", "closed"),
    "page.weekday-0": Message("周一", "Mon"),
    "page.weekday-1": Message("周二", "Tue"),
    "page.weekday-2": Message("周三", "Wed"),
    "page.weekday-3": Message("周四", "Thu"),
    "page.weekday-4": Message("周五", "Fri"),
    "page.weekday-5": Message("周六", "Sat"),
    "page.weekday-6": Message("周日", "Sun"),
    "page.weekdays": Message("{first}至{last}", "{first} to {last}"),
    "page.in-time": Message(
        "{reply}内算及时回复，{quick}内算秒回",
        "an answer is in time within {reply}, quick within {quick}",
    ),
    "page.slow": Message("超过{slow}算慢响应", "an answer is slow after {slow}"),
    "page.long": Message("超过{long}算长接待", "a talk is long after {long}"),
    "page.gap": Message(
        "隔{gap}没说话，再来是另一个会话", "another conversation after {gap} of silence"
    ),
    "page.robots": Message("机器人的回复也算", "answers of robots count"),
    "page.ratings": Message(
        "{good} 分起算好评，{bad} 分及以下算差评", "ratings from {good} are good, to {bad} bad"
    ),
    "page.lasting-h": Message("{number}小时", "{number} h"),
    "page.lasting-m": Message("{number}分钟", "{number} min"),
    "page.lasting-s": Message("{number}秒", "{number} s"),
}

MESSAGES: Final[dict[str, Message]] = _NOTES | _DOUBTS | _PLAN | _WHY | _PAGE
