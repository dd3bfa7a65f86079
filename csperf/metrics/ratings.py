"""Ratings: how customers rated the service, of 1 to 5, invited or of their own accord.

Why several rates of satisfaction: JD divides (very satisfied + satisfied) by all ratings, and
Taobao seems to; Douyin divides good ratings by good and bad ones. Each has its own name in the
catalogue, and the disputed 满意率 alone is never measured.
"""

from __future__ import annotations

from collections.abc import Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import BUYER, DAY_OF, NOBODY, Frame, Measure, Quotient
from csperf.metrics.records import DAY
from csperf.metrics.service import Service

VIEW = "ratings"
_VERY, _SATISFIED, _NEITHER, _DISSATISFIED, _VERY_DISSATISFIED = 5, 4, 3, 2, 1


def ratings_view(reviews: Frame, service: Service) -> Frame:
    """Every rating and every invitation to one; `rated` says that a level came back."""
    level, invited = nw.col("level"), nw.col("invited").fill_null(value=False)
    return reviews.with_columns(
        nw.col(BUYER).fill_null(NOBODY),
        (nw.col("at") // DAY).alias(DAY_OF),
        invited=invited,
        rated=~level.is_null(),
        good=nw.coalesce(level >= service.good_from, nw.lit(value=False)),
        bad=nw.coalesce(level <= service.bad_to, nw.lit(value=False)),
    )


def rated_receptions(receptions: Frame) -> Frame:
    """The ratings that stand in receptions themselves, as reviews; who was invited is not told."""
    return receptions.filter(~nw.col("rating").is_null()).with_columns(
        at="started", level="rating", invited=nw.lit(None).cast(nw.Boolean)
    )


def _of(metric: str, where: nw.Expr) -> Measure:
    return Measure(metric, VIEW, "rows", where=where)


_RATED, _INVITED = nw.col("rated"), nw.col("invited")
_LEVEL, _PLEASED = nw.col("level"), nw.col("level") >= _SATISFIED
MEASURES = (
    _of("评价量", _RATED),
    _of("很满意数", _LEVEL == _VERY),
    _of("满意数", _LEVEL == _SATISFIED),
    _of("一般数", _LEVEL == _NEITHER),
    _of("不满意数", _LEVEL == _DISSATISFIED),
    _of("很不满意数", _LEVEL == _VERY_DISSATISFIED),
    _of("好评数", nw.col("good")),
    _of("差评数", nw.col("bad")),
    Measure("评分合计", VIEW, "sum", "level"),
)
INVITED = (
    _of("邀评量", _INVITED),
    _of("邀请评价量", _INVITED & _RATED),
    _of("邀请满意量", _INVITED & _PLEASED),
    _of("自主评价量", ~_INVITED & _RATED),
    _of("自主满意量", ~_INVITED & _PLEASED),
)
"""Measured where an export says who was invited."""
NEEDS: Mapping[str, tuple[str, ...]] = {one.metric: ("invited",) for one in INVITED}
QUOTIENTS = (
    Quotient("满意评分", "评分合计", "评价量"),
    Quotient("评价率", "评价量", "接待量"),
    Quotient("邀评率", "邀评量", "接待量"),
    Quotient("评价返回率", "邀请评价量", "邀评量"),
    Quotient("邀请满意率", "邀请满意量", "邀请评价量"),
    Quotient("自主满意率", "自主满意量", "自主评价量"),
)
