"""Four real sets of orders, measured from their raw rows: the figures as `reference.json` has them.

The reference was computed without csperf, by pandas and Polars; none of the data is in the project.
Where a set has no agents, the group that the reference takes stands in for them. Prepared by hand
are only the agent of each invoice of chinook, who is reached through its customer, and a number for
every listing of the cosmetics shops, which have no order.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csperf.agent_table import AgentTable
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.raw_month import Wish, raw_month

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
Figures = dict[str, dict[str, Decimal | None]]

pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="SKIPPED LOUDLY: the real orders are not beside the project"
)


def measured(files: Iterable[Path], mapping: str = "") -> Figures:
    """What is measured of every agent."""
    named = [str(ROOT / "tests" / "real" / mapping / "mapping.yaml")] if mapping else []
    dialects, faults = read_dialects(named)
    assert not faults
    wish = Wish(tuple(map(str, files)), reading=Reading(dialects=dialects))
    with raw_month(wish) as (month, problems):
        assert month is not None, problems
        return by_agent(month.table(month.counts()[0]))


def by_agent(table: AgentTable) -> Figures:
    return {
        agent: {name: values[row] for name, values in table.figures.items()}
        for row, (agent,) in enumerate(table.keys)
    }


def reference(name: str) -> dict[str, Any]:
    text = (DATA / name / "reference.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return found


def holds(figures: Mapping[str, Decimal | None], told: Mapping[str, Decimal], who: str) -> None:
    assert {name: figures[name] for name in told} == dict(told), who


def test_orders_with_refunds_by_place() -> None:
    found = measured([DATA / "tmall_orders" / "tmall_order_report.csv"], "tmall_orders")
    expected = reference("tmall_orders")
    assert found.keys() == expected["groups"].keys()
    for place, figures in expected["groups"].items():
        told = {
            "下单订单数": figures["orders"],
            "订单数": figures["paid_orders"],
            "下单金额": figures["gross"],
            "应付金额": figures["gross_paid"],
            "销售额": figures["received"],
            "退款金额": figures["refund"],
            "退款订单数": figures["refunded_orders"],
        }
        holds(found[place], told, place)
    totals = {"下单金额": "总金额", "销售额": "买家实际支付金额", "退款金额": "退款金额"}
    for metric, heading in totals.items():
        total = sum((one[metric] or Decimal(0) for one in found.values()), Decimal(0))
        assert str(total) == expected["decimal_totals"][heading]


def test_invoices_by_the_support_agent_of_the_customer(tmp_path: Path) -> None:
    folder, expected = DATA / "chinook", reference("chinook")["agents"]
    people = {one["EmployeeId"]: one for one in rows(folder / "Employee.csv")}
    agents = {
        one["CustomerId"]: "{FirstName} {LastName}".format(**people[one["SupportRepId"]])
        for one in rows(folder / "Customer.csv")
    }
    orders = [
        (
            *(one["InvoiceId"], one["CustomerId"], agents[one["CustomerId"]]),
            *(one["InvoiceDate"], one["InvoiceDate"], one["Total"]),
        )
        for one in rows(folder / "Invoice.csv")
    ]
    lines = [
        (one["InvoiceLineId"], one["InvoiceId"], one["TrackId"], one["UnitPrice"], one["Quantity"])
        for one in rows(folder / "InvoiceLine.csv")
    ]
    of_orders = ("订单编号", "买家", "客服", "下单时间", "付款时间", "实付金额")
    write(tmp_path / "invoices.csv", of_orders, orders)
    heads = ("子订单编号", "订单编号", "商品编码", "单价", "件数")
    write(tmp_path / "lines.csv", heads, lines)
    found = measured([tmp_path / "invoices.csv", tmp_path / "lines.csv"])
    assert found.keys() == expected.keys()
    for agent, figures in expected.items():
        told = {
            "订单数": figures["invoices"],
            "成交客户数": figures["customers"],
            "销售额": figures["sales"],
            "销售量": figures["items"],
        }
        holds(found[agent], told, agent)


def test_listings_of_shops_by_price_and_number(tmp_path: Path) -> None:
    listings = list(rows(DATA / "taobao_cosmetics" / "cosmetic.csv"))
    heads = ("row", *listings[0])
    numbered = ((str(number), *one.values()) for number, one in enumerate(listings, 1))
    write(tmp_path / "listings.csv", heads, numbered)
    found = measured([tmp_path / "listings.csv"], "taobao_cosmetics")
    expected = reference("taobao_cosmetics")["shops"]
    assert found.keys() == expected.keys()
    for shop, figures in expected.items():
        told = {
            "订单数": figures["rows"],
            "销售量": figures["sale_count_sum"],
            "销售额": figures["gmv"],
        }
        holds(found[shop], told, shop)


def test_a_day_of_invoice_lines(tmp_path: Path) -> None:
    """Cancellations name no invoice that they cancel, and are set aside with one blank quantity."""
    lines = list(rows(DATA / "online_retail" / "by-day" / "2010-12-01.csv"))
    sold = [one for one in lines if not one["InvoiceNo"].startswith("C")]
    back = sum(Decimal(one["Quantity"]) for one in lines if one["Quantity"].startswith("-"))
    known = [{**one, "Quantity": one["Quantity"].replace("-10", "")} for one in sold]
    write(tmp_path / "day.csv", lines[0], (one.values() for one in known))
    found = measured([tmp_path / "day.csv"], "online_retail")
    (expected,) = reference("online_retail")["by_file"].values()
    totals = {
        metric: sum((one[metric] or Decimal(0) for one in found.values()), Decimal(0))
        for metric in ("订单数", "销售额", "销售量")
    }
    assert totals == {
        "订单数": expected["invoices"],
        "销售额": expected["sales_value"],
        "销售量": expected["items_net"] - back,
    }


def rows(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def write(file: Path, heads: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heads, *lines])
