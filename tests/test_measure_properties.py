"""What holds of every shop: made-up orders, chats and refunds, attributed and measured."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from by_hand import above_zero, by_their_rows, counted, frames
from engines import on, records
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.metrics import enquiries, losses, receptions
from csperf.metrics.attribution import Attribution
from csperf.metrics.deals import deals
from csperf.metrics.helping import helped
from csperf.metrics.lists import ITEMS
from csperf.metrics.measure import Frame, figures, together
from csperf.metrics.owners import owned
from csperf.metrics.records import DAY
from csperf.metrics.sales_side import MEASURES, sales_side
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service
from csperf.metrics.service_side import service_side

DAYS = (2, 5)
Shop = dict[str, pl.DataFrame]
AGENTS, BUYERS = ("小美", "阿强"), ("甲", "乙", "丙", "丁", "戊", None)
# Moments lie close together around midnights, so that ties and edges are met often.
moments = st.builds(
    lambda day, part: day * DAY + part, st.integers(0, 7), st.sampled_from((0, 1, 30_000, DAY - 1))
)
money = st.one_of(st.none(), st.integers(0, 9_999))


def payments(created: int) -> st.SearchStrategy[int | None]:
    """When an order was paid, if it was: no sooner than it was placed."""
    return st.one_of(st.none(), moments.filter(lambda moment: moment >= created), st.just(created))


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    orders = [
        {
            "order": str(number),
            "buyer": draw(st.sampled_from(BUYERS)),
            "created": created,
            "paid": draw(payments(created)),
            "amount": draw(money),
            "due": draw(money),
            "refunded": draw(st.sampled_from((None, 0, 50))),
            "shipped": draw(st.one_of(st.none(), moments)),
        }
        for number, created in enumerate(draw(st.lists(moments, min_size=8, max_size=20)))
    ]
    chats = st.fixed_dictionaries(
        {
            "agent": st.sampled_from(AGENTS),
            "buyer": st.sampled_from(BUYERS),
            "started": moments,
            "state": st.sampled_from((None, "过滤")),
        }
    )
    names = st.sampled_from([order["order"] for order in orders])
    lines = st.fixed_dictionaries(
        {
            "order": names,
            "product": st.sampled_from(("A", "B", None)),
            "pieces": st.sampled_from((None, 1, 2)),
            "price": money,
            "amount": money,
        }
    )
    refunds = st.fixed_dictionaries(
        {
            "order": names,
            "amount": st.integers(0, 500),
            "requested": st.one_of(st.none(), moments),
            "finished": st.one_of(st.none(), moments),
            "state": st.sampled_from((None, "open", "refused", "done")),
        }
    )
    return {
        "orders": records("orders", orders),
        "receptions": records("receptions", draw(st.lists(chats, min_size=8, max_size=24))),
        "lines": records("lines", draw(st.lists(lines, max_size=12))),
        "refunds": records("refunds", draw(st.lists(refunds, max_size=8))),
    }


def measured(shop: Shop, selling: Selling) -> dict[str, Frame]:
    tables = frames("polars", **shop)
    own = kept(owned(tables, Attribution()))
    of_shop = kept(deals(tables, own, selling))
    views = sales_side(tables, of_shop, helped(tables, own, Attribution()), selling, DAYS)
    return {name: kept(view) for name, view in views.items()}


def kept(frame: Frame) -> Frame:
    return on("polars", frame.collect("polars").to_native())


sellings = st.builds(
    Selling,
    result=st.sampled_from(("own", "any")),
    less_refunds=st.booleans(),
    refunds_by=st.sampled_from(("finished", "order")),
    products=st.sampled_from(((), ("A",))),
)
few = settings(max_examples=8, deadline=None)


def of(metric: str, found: dict[str, dict[str, int]]) -> int:
    return sum(figures_of.get(metric, 0) for figures_of in found.values())


@few
@given(shops(), sellings)
def test_every_number_is_that_of_its_listed_rows(shop: Shop, selling: Selling) -> None:
    views = measured(shop, selling)
    there = [measure for measure in MEASURES if measure.view in views]
    found = counted(views, there)
    for agent in ("", *AGENTS):
        listed = by_their_rows(views, there, agent)
        assert above_zero(listed) == above_zero(found.get(agent, {}))


@few
@given(shops(), sellings)
def test_buyers_apart_and_rows_in_any_order_change_nothing(shop: Shop, selling: Selling) -> None:
    whole = all_figures(shop, selling)
    backwards = {sort: table.reverse() for sort, table in shop.items()}
    assert all_figures(backwards, selling) == whole
    parts = [all_figures(part, selling) for part in by_buyers(shop)]
    assert together(parts, MEASURES) == whole


def all_figures(shop: Shop, selling: Selling) -> dict[tuple[object, ...], dict[str, int]]:
    found: dict[tuple[object, ...], dict[str, int]] = {}
    for name, view in measured(shop, selling).items():
        measures = [measure for measure in MEASURES if measure.view == name]
        for key, numbers in figures(view, measures, ["agent", "day"], rows_of).items():
            found.setdefault(key, {}).update(above_zero(numbers))
    return {key: numbers for key, numbers in found.items() if numbers}


def rows_of(frame: Frame) -> Sequence[dict[str, object]]:
    return frame.collect("polars").to_native().to_dicts()  # type: ignore[no-any-return]


def by_buyers(shop: Shop) -> list[Shop]:
    """The shop in two parts: of one buyer, and of all others."""
    mine = shop["orders"].filter(pl.col("buyer").eq_missing("甲"))["order"]
    one = {sort: pl.col("order").is_in(mine.implode()) for sort in ("lines", "refunds")}
    one |= {sort: pl.col("buyer").eq_missing("甲") for sort in ("orders", "receptions")}
    return [
        {sort: table.filter(one[sort]) for sort, table in shop.items()},
        {sort: table.filter(~one[sort]) for sort, table in shop.items()},
    ]


@few
@given(shops(), sellings)
def test_parts_are_never_more_than_their_whole(shop: Shop, selling: Selling) -> None:
    served = service_side(frames("polars", **shop), Service(), selling, DAYS)
    views = measured(shop, selling) | served
    found = counted(views, (*MEASURES, *receptions.MEASURES))
    chains = (
        ("咨询人数", "接待人数", "询单人数", "最终下单人数", "次日下单人数", "当日下单人数"),
        ("最终下单人数", "最终付款人数", "次日付款人数", "当日付款人数"),
        ("落实下单人数", "下单付款人数", "下单当日付款人数"),
        ("落实下单订单数", "下单付款订单数"),
        ("申请退款笔数", "申请退款订单数"),
        ("退款笔数", "退款订单数"),
        ("成交客户数", "回购客户数"),
        ("订单数", "销售人数", "成交客户数"),
        ("催付订单数", "催付成功订单数"),
        ("咨询未付款订单数", "未催付订单数"),
    )
    for numbers in found.values():
        for chain in chains:
            counts = [numbers.get(metric, 0) for metric in chain]
            assert counts == sorted(counts, reverse=True), chain


@few
@given(shops(), sellings)
def test_everything_sold_is_somebody_s_once(shop: Shop, selling: Selling) -> None:
    found = counted(measured(shop, selling), MEASURES)
    paid = shop["orders"].filter((pl.col("paid") // DAY).is_between(*DAYS))
    placed = shop["orders"].filter((pl.col("created") // DAY).is_between(*DAYS))
    assert of("订单数", found) == len(paid)
    assert of("应付金额", found) == paid["due"].sum()
    assert of("落实下单订单数", found) == len(placed)
    settled, lost = of("下单付款订单数", found), of("付款流失订单数", found)
    assert settled + lost == len(placed)
    kinds = ("专属客户订单数", "非专属客户订单数")
    of_known = paid.filter(pl.col("buyer").is_not_null())
    assert sum(of(kind, found) for kind in kinds) <= len(of_known)


@few
@given(shops(), sellings)
def test_the_lost_are_the_enquiries_that_never_ordered(shop: Shop, selling: Selling) -> None:
    views = measured(shop, selling)
    contacts = views[enquiries.CONTACTS]
    with_lost = views | {losses.VIEW: losses.losses_view(contacts, contacts)}
    found = counted(views, MEASURES)
    for agent in AGENTS:
        numbers = found.get(agent, {})
        lost = by_their_rows(with_lost, [ITEMS["lost"][0].rows], agent)["询单流失人数"]
        assert lost == numbers.get("询单人数", 0) - numbers.get("最终下单人数", 0)


@few
@given(shops(), st.integers(0, 5))
def test_longer_windows_never_lose_an_order(shop: Shop, more: int) -> None:
    short = counted(measured(shop, Selling()), MEASURES)
    long = counted(measured(shop, Selling(order_days=1 + more, pay_days=4 + more)), MEASURES)
    for metric in (
        "最终下单人数",
        "最终付款人数",
        "询单最终付款金额",
        "下单付款订单数",
        "催付订单数",
    ):
        assert of(metric, long) >= of(metric, short), metric
