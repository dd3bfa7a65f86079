"""The selling section: what counts as an enquiry, a sale and a refund, for whoever is measured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from csperf.metrics.selling import Selling
from csperf.plan.durations import Duration, seconds_of
from csperf.plan.fields import Model, Name, Number, Text
from csperf.units import Figure

_DEFAULT = Selling()
_YEAR = 366
_FEWEST_PIECES = 2


def _whole(figure: Figure, least: int) -> Figure:
    if not least <= figure.value <= _YEAR or figure.value != int(figure.value):
        facts = {"least": str(least), "most": str(_YEAR)}
        raise PydanticCustomError("whole-out-of-range", "whole", facts)
    return figure


def _day_count(figure: Figure) -> Figure:
    """Refuses what is no number of days."""
    return _whole(figure, 1)


def _piece_count(figure: Figure) -> Figure:
    """Refuses one piece, which is not several."""
    return _whole(figure, _FEWEST_PIECES)


DayCount = Annotated[Number, AfterValidator(_day_count)]
PieceCount = Annotated[Number, AfterValidator(_piece_count)]


class SellingRules(Model):
    """What counts as an enquiry and its success, as sales, and as a refund."""

    quiet: Duration | None = Field(
        None,
        description="下单后多久之内再来聊天不算询单，默认 72h"
        " / a chat so soon after an order of the customer is no enquiry; default 72h",
    )
    order_days: DayCount | None = Field(
        None,
        description="询单之后几天内下单算数，默认 1（次日为止）"
        " / an enquiry ordered until so many days after it succeeds; default 1, the next day",
    )
    pay_days: DayCount | None = Field(
        None,
        description="询单（下单）之后几天内付款算数，默认 4"
        " / an enquiry (an order) paid until so many days after it is paid; default 4",
    )
    success: Literal["own", "all_asked"] = Field(
        "own",
        description="问过几个客服的下了单：own 只算落实下单的人成功（默认），all_asked 都算"
        " / of several agents asked, the one who secured the order succeeds (default), or all do",
    )
    postage: Literal["true", "false"] = Field(
        "true",
        description="true：销售额含邮费（默认） / true: sales contain postage (default)",
    )
    less_refunds: Literal["true", "false"] = Field(
        "false",
        description="true：销售额扣掉已退的款 / true: sales are less what was refunded",
    )
    many: PieceCount | None = Field(
        None, description="几件起算多件订单，默认 2 / pieces that are several; default 2"
    )
    refunds_by: Literal["finished", "of_orders"] = Field(
        "finished",
        description="退款算哪天：finished 退款完结那天（默认），of_orders 订单付款那天"
        " / refunds count on the day they were finished (default), or their order was paid",
    )
    refund_days: DayCount | None = Field(
        None,
        description="期末后几天内还可能退款，默认 15，只用来提醒数还没定"
        " / so long orders may come back, for the warning that numbers are open; default 15",
    )
    filtered: list[Name] | None = Field(
        None, description="表示被过滤的接待状态 / states of chats that were filtered"
    )
    products: list[Name] = Field(
        default_factory=list,
        description="单独统计的商品，写编码或标题 / products counted apart, by their code or title",
    )
    says: Text | None = Field(None, description="制度原文 / the policy's own sentence")

    @property
    def settings(self) -> Selling:
        """The section as what is measured follows it."""
        return Selling(
            quiet=seconds_of(self.quiet, _DEFAULT.quiet),
            order_days=_number(self.order_days, _DEFAULT.order_days),
            pay_days=_number(self.pay_days, _DEFAULT.pay_days),
            result="own" if self.success == "own" else "any",
            postage=self.postage == "true",
            less_refunds=self.less_refunds == "true",
            many=_number(self.many, _DEFAULT.many),
            refunds_by="finished" if self.refunds_by == "finished" else "order",
            refund_days=_number(self.refund_days, _DEFAULT.refund_days),
            filtered=_names(self.filtered, _DEFAULT.filtered),
            products=_names(self.products, ()),
        )


def _number(figure: Figure | None, default: int) -> int:
    return default if figure is None else int(figure.value)


def _names(names: list[Name] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    return default if names is None else tuple(map(str, names))
