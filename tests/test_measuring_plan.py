"""What a plan lays down about whose an order is and how a shop serves, read and told."""

from __future__ import annotations

import pytest

from csperf.metrics.attribution import Attribution, NoteRule
from csperf.metrics.selling import Selling
from csperf.metrics.service import HOUR, Hours, Service
from csperf.output.page_lines import laid_out
from csperf.output.page_measuring import measuring
from csperf.plan.model import PlanFile
from csperf.plan.read import plan_of
from csperf.texts import Lang

HEAD = "csperf: 1\nplan: 售前方案\nversion: 1\npay: {底薪: {base: {fixed: 3000}}}\n"
ENGLISH = HEAD + (
    "attribution:\n"
    "  says: 谁聊成的归谁\n"
    "  judged_by: payment\n"
    "  chat: first\n"
    "  window: 24h\n"
    "  evidence: [export, note, chat]\n"
    "  note: {agents: {A1: 小美, 7: 阿强}, which_part: oldest, pattern: '#(?P<agent>[^ ]+)'}\n"
    "  talk: messages\n"
    "  guessed: leave_out\n"
    "  followed: follower\n"
    "  shift_owner: true\n"
    "  outsourced_agents: [外包2, 外包1]\n"
    "  payment: deposit\n"
    "selling:\n"
    "  says: 次日为止\n"
    "  quiet: 48h\n"
    "  order_days: 2\n"
    "  pay_days: 5\n"
    "  success: all_asked\n"
    "  postage: false\n"
    "  less_refunds: true\n"
    "  many: 3\n"
    "  refunds_by: of_orders\n"
    "  refund_days: 20\n"
    "  filtered: [滤掉]\n"
    "  products: [帽子, 7001]\n"
    "service:\n"
    "  hours: {workdays: 9:00-23:00, weekend: 18:00-2:00, wednesday: closed, sunday: 0:00-24:00}\n"
    "  reply_within: 1m30s\n"
    "  quick_within: 20秒\n"
    "  slow_after: 60s\n"
    "  long_after: 30m\n"
    "  gap: 2h\n"
    "  robots: true\n"
    "  good_from: 5\n"
    "  bad_to: 3\n"
)
CHINESE = (
    "csperf: 1\n方案: 售前方案\n版本: 1\n薪资: {底薪: {底薪: {固定: 3000}}}\n"
    "归属:\n"
    "  原文: 谁聊成的归谁\n"
    "  判定: 付款\n"
    "  聊天: 最早\n"
    "  时限: 24小时\n"
    "  依据: [平台, 备注, 聊天]\n"
    "  备注: {客服代码: {A1: 小美, 7: 阿强}, 哪一段: 最早, 样式: '#(?P<agent>[^ ]+)'}\n"
    "  聊天来源: 消息\n"
    "  推算: 不计\n"
    "  跟进单: 跟进人\n"
    "  归当班: 是\n"
    "  外包客服: [外包2, 外包1]\n"
    "  付款: 定金\n"
    "销售口径:\n"
    "  原文: 次日为止\n"
    "  下单后免询单: 48小时\n"
    "  下单天数: 2\n"
    "  付款天数: 5\n"
    "  成功算谁: 都算\n"
    "  含邮费: 否\n"
    "  扣退款: 是\n"
    "  多件: 3\n"
    "  退款日: 按订单\n"
    "  退款天数: 20\n"
    "  过滤状态: [滤掉]\n"
    "  特定商品: [帽子, 7001]\n"
    "服务:\n"
    "  服务时间: {工作日: 9:00-23:00, 周末: 18:00-2:00, 周三: 不服务, 周日: 0:00-24:00}\n"
    "  及时: 1分30秒\n"
    "  秒回: 20秒\n"
    "  慢响应: 60秒\n"
    "  长接待: 30分钟\n"
    "  会话间隔: 2小时\n"
    "  机器人: 是\n"
    "  好评起: 5\n"
    "  差评止: 3\n"
)
STATED = Attribution(
    judged_by="payment",
    chat="first",
    window=86_400,
    evidence=("export", "note", "chat"),
    talk="messages",
    guessed=False,
    followed_counts=True,
    shift_owner=True,
    outsourced=frozenset({"外包1", "外包2"}),
    payment="deposit",
    note=NoteRule({"A1": "小美", "7": "阿强"}, "#(?P<agent>[^ ]+)", "oldest"),
)
SOLD = Selling(
    quiet=48 * HOUR,
    order_days=2,
    pay_days=5,
    result="any",
    postage=False,
    less_refunds=True,
    many=3,
    refunds_by="order",
    refund_days=20,
    filtered=("滤掉",),
    products=("帽子", "7001"),
)
NINE = Hours(9 * HOUR, 23 * HOUR)
SERVICE = Service(
    hours=(NINE, NINE, None, NINE, NINE, Hours(18 * HOUR, 26 * HOUR), Hours(0, 24 * HOUR)),
    reply_within=90_000,
    quick_within=20_000,
    slow_after=60_000,
    long_after=1_800_000,
    gap=7_200_000,
    robots=True,
    good_from=5,
    bad_to=3,
)


def rules(text: str) -> PlanFile:
    """The rules of a sound plan."""
    plan, problems = plan_of(text, "plan.yaml")
    assert plan is not None, problems
    return plan.rules


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_every_choice_is_followed_in_either_language(text: str) -> None:
    stated = rules(text)
    assert stated.attribution.settings == STATED
    assert stated.selling.settings == SOLD
    assert stated.service.settings == SERVICE


def test_a_plan_that_says_nothing_has_the_defaults() -> None:
    stated = rules(HEAD)
    assert stated.service.settings == Service()
    without_notes = Attribution(evidence=("export", "chat"))
    assert stated.attribution.settings == without_notes


@pytest.mark.parametrize(
    ("part", "evidence", "note"),
    [
        ("note: {agents: {A1: 小美}}", ("note", "export", "chat"), NoteRule({"A1": "小美"})),
        ("evidence: [chat, note]", ("chat", "note"), NoteRule()),
        ("evidence: [chat]", ("chat",), None),
    ],
)
def test_notes_are_read_where_the_plan_speaks_of_them(
    part: str, evidence: tuple[str, ...], note: NoteRule | None
) -> None:
    settings = rules(f"{HEAD}attribution:\n  {part}\n").attribution.settings
    assert (settings.evidence, settings.note) == (evidence, note)


def test_the_page_says_nothing_of_what_the_plan_does_not() -> None:
    assert list(measuring(rules(HEAD), "en")) == []


TOLD = {
    "zh": """\
归属：从订单和聊天算指标时，一单归谁
  付款判定：归落实付款的人
  下单（付款）前24小时内有消息的，最早一个算
  依次看：平台导出的客服，商家备注，聊天
  备注有几段时，看最早一段有名字的
  备注里的代码：A1 小美，7 阿强
  备注的样式：#(?P<agent>[^ ]+)
  平台推算的客服不算
  全静默、付款后有人跟进的单，归跟进的人
  不当班的人替班做的单，归当班的客服
  外包（外包1，外包2）只算自己落实下单的，部分退款的不算
  分两次付款的单，付了定金就算付款
    制度原文：谁聊成的归谁
销售口径
  下单后 48小时内再来聊天，不算询单
  询单之后 2 天内下单算下单成功，5 天内付款算付款成功
  问过几个客服的，都算成功
  销售额不含邮费
  销售额扣掉已退的款
  3 件起算多件订单
  退款算在订单付款那天
  单独统计的商品：帽子，7001
    制度原文：次日为止
服务口径
  服务时间：周一至周二 9:00–23:00，周三 不服务，周四至周五 9:00–23:00，周六
    18:00–次日2:00，周日 0:00–24:00
  1分钟30秒内算及时回复，20秒内算秒回
  超过1分钟算慢响应
  超过30分钟算长接待
  隔2小时没说话，再来是另一个会话
  机器人的回复也算
  5 分起算好评，3 分及以下算差评
""",
    "en": """\
Whose an order is
  whoever secured the payment owns it
  the first agent who exchanged a message with the buyer within 24 h before the
    order (the payment) secured it
  what decides, in this order: the agent in the export, the seller's note, chats
  of a note with several parts, the oldest that names an agent decides
  codes in notes: A1 小美, 7 阿强
  pattern of notes: #(?P<agent>[^ ]+)
  agents whom the platform guessed do not count
  silent orders that somebody served after payment are that agent's
  what somebody sells while off duty is the on-duty agent's
  outsourced agents (外包1, 外包2) own only orders that they secured, none
    refunded in part
  a deposit counts as payment
    the policy says: 谁聊成的归谁
Selling
  a customer who writes within 48 h after ordering makes no enquiry
  an enquiry succeeds when ordered within 2 days, and is paid within 5 days
  of several agents asked, all succeed
  sales do not contain postage
  sales are less what was refunded
  from 3 pieces on an order has several
  refunds count on the day their order was paid
  counted apart: 帽子, 7001
    the policy says: 次日为止
Service
  service hours: Mon to Tue 9:00–23:00, Wed closed, Thu to Fri 9:00–23:00, Sat
    18:00–2:00 the next day, Sun 0:00–24:00
  an answer is in time within 1 min 30 s, quick within 20 s
  an answer is slow after 1 min
  a talk is long after 30 min
  another conversation after 2 h of silence
  answers of robots count
  ratings from 5 are good, to 3 bad
""",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_tells_every_choice_in_a_sentence(lang: Lang) -> None:
    told = "".join(f"{line}\n" for line in laid_out(measuring(rules(ENGLISH), lang), lang))
    assert told == TOLD[lang]
