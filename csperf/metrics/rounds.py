"""Rounds: from the first question that nobody answered yet to the first answer of a person.

The 3-minute rate of Taobao counts rounds: asked at 10:10:15 and again at 10:15:20, answered at
10:18:10 is one round that waited 475 seconds. The moment of the question says on which day a round
is, and whether it is in the service hours. Pinduoduo counts customers by their rounds: one late
answer marks the customer.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from csperf.metrics.hours import in_hours
from csperf.metrics.measure import DAY_OF, Frame, Measure, Quotient
from csperf.metrics.records import DAY
from csperf.metrics.service import Service
from csperf.metrics.turns import ASKS

VIEW = "rounds"
NO = nw.lit(value=False)


def rounds_view(spoken: Frame, service: Service) -> Frame:
    """Every round of these turns, answered or not.

    `asked` and `answered_at` are its moments, `waited` the milliseconds between them, null where
    no answer came.
    """
    asked = spoken.filter(nw.col("side") == ASKS).rename({"since": "asked"})
    return asked.with_columns(
        (nw.col("asked") // DAY).alias(DAY_OF),
        answered=~nw.col("waited").is_null(),
        in_time=nw.coalesce(nw.col("waited") <= service.reply_within, NO),
        in_hours=in_hours(service, nw.col("asked")),
    ).drop("side", "until")


_IN_HOURS, _IN_TIME, _ANSWERED = nw.col("in_hours"), nw.col("in_time"), nw.col("answered")
MEASURES = (
    Measure("问答轮次", VIEW, "rows"),
    Measure("响应轮次", VIEW, "rows", where=_ANSWERED),
    Measure("响应总时长", VIEW, "sum", "waited"),
    Measure("三分钟响应轮次", VIEW, "rows", where=_IN_TIME),
    Measure("时段问答轮次", VIEW, "rows", where=_IN_HOURS),
    Measure("时段响应轮次", VIEW, "rows", where=_IN_HOURS & _ANSWERED),
    Measure("时段响应总时长", VIEW, "sum", "waited", _IN_HOURS),
    Measure("时段三分钟响应轮次", VIEW, "rows", where=_IN_HOURS & _IN_TIME),
    Measure("提问人数", VIEW, "people"),
    Measure("全天三分钟未回复人数", VIEW, "people", where=~_IN_TIME),
    Measure("时段提问人数", VIEW, "people", where=_IN_HOURS),
    Measure("三分钟未回复人数", VIEW, "people", where=_IN_HOURS & ~_IN_TIME),
)
QUOTIENTS = (
    Quotient("平均响应时间", "响应总时长", "响应轮次"),
    Quotient("工作时间平响时长", "时段响应总时长", "时段响应轮次"),
    Quotient("三分钟人工响应率", "时段三分钟响应轮次", "时段问答轮次"),
    Quotient("三分钟人工回复率", "时段提问人数", "时段提问人数", less="三分钟未回复人数"),
    Quotient("全天三分钟人工回复率", "提问人数", "提问人数", less="全天三分钟未回复人数"),
)
