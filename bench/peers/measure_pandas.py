"""The agent table of a month of chats and orders, by hand in pandas.

python bench/peers/measure_pandas.py FOLDER OUT.csv [--csv]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

DAY, WINDOW = 86_400, 3 * 86_400
FIRST, LAST = 20_727, 20_757  # October 2026
ORDERS = ["order", "buyer", "created", "paid", "amount", "pieces"]


def stored(folder: Path) -> tuple[Any, Any, Any]:
    """Orders, lines and chats from Parquet, only the columns that are used."""
    return (
        _parquet(folder / "orders", ORDERS),
        _parquet(folder / "lines", ["order", "product"]),
        _parquet(folder / "receptions", ["agent", "buyer", "started"]),
    )


def _parquet(folder: Path, columns: list[str]) -> Any:
    files = sorted(folder.rglob("*.parquet"))
    return pd.concat([pd.read_parquet(f, columns=columns, partitioning=None) for f in files])


def exported(folder: Path) -> tuple[Any, Any, Any]:
    """The same from the platforms' CSV."""
    heads = [
        "订单编号",
        "买家会员名",
        "订单创建时间",
        "订单付款时间 ",
        "买家实际支付金额",
        "宝贝总数量",
    ]
    orders = _csv(folder / "orders.csv", heads)
    orders.columns = ORDERS
    for name in ("created", "paid"):
        orders[name] = _moment(orders[name])
    orders["amount"] = orders["amount"].str.replace(".", "", regex=False).astype("int64")
    orders["pieces"] = orders["pieces"].astype("int64")
    lines = _csv(folder / "lines.csv", ["订单编号", "商家编码"])
    lines.columns = ["order", "product"]
    chats = _csv(folder / "receptions.csv", ["客服旺旺", "买家旺旺", "日期", "开始时间"])
    chats.columns = ["agent", "buyer", "day", "started"]
    chats["started"] = _moment(chats["day"] + " " + chats["started"])
    return orders, lines, chats.drop(columns="day")


def _csv(file: Path, columns: list[str]) -> Any:
    return pd.read_csv(file, dtype="string[pyarrow]", usecols=columns, engine="pyarrow")[columns]


def _moment(texts: Any) -> Any:
    moments = pd.to_datetime(texts, format="%Y-%m-%d %H:%M:%S")
    seconds = moments.astype("datetime64[s]").astype("int64")
    return seconds.where(moments.notna())


def owner(orders: Any, chats: Any, at: str) -> Any:
    """The agent of the last chat within 72 hours before this moment, by order."""
    dated = orders[["order", "buyer", at]].astype({at: "int64"}).sort_values(at)
    found = pd.merge_asof(
        dated, chats, left_on=at, right_on="started", by="buyer", tolerance=WINDOW
    )
    return found.set_index("order")["agent"]


def table(orders: Any, lines: Any, chats: Any) -> Any:
    """One row an agent."""
    day = orders["paid"] // DAY
    paid = orders[(day >= FIRST) & (day <= LAST)].set_index("order", drop=False)
    in_order = chats.sort_values(["started", "agent"])
    first = owner(paid, in_order, "created").reindex(paid.index)
    agent = first.where(first.notna(), owner(paid, in_order, "paid").reindex(paid.index))
    products = lines.groupby("order")["product"].nunique().reindex(paid.index)
    own = paid.assign(agent=agent, products=products, day=paid["paid"] // DAY)
    own = own[own["agent"].notna()].assign(several=lambda rows: rows["products"] > 1)
    sold = own.groupby("agent").agg(
        amount=("amount", "sum"),
        orders=("amount", "size"),
        pieces=("pieces", "sum"),
        several=("several", "sum"),
    )
    buyers = own[["agent", "buyer", "day"]].drop_duplicates().groupby("agent").size()
    spoken = chats.assign(day=chats["started"] // DAY)
    spoken = spoken[(spoken["day"] >= FIRST) & (spoken["day"] <= LAST)]
    people = spoken[["agent", "buyer", "day"]].drop_duplicates().groupby("agent").size()
    found = pd.DataFrame({"chats": spoken.groupby("agent").size(), "people": people})
    found = found.join(sold).join(buyers.rename("buyers")).fillna(0).astype("int64").sort_index()
    return found[["chats", "people", "amount", "buyers", "orders", "pieces", "several"]]


if __name__ == "__main__":
    tables = (exported if "--csv" in sys.argv else stored)(Path(sys.argv[1]))
    table(*tables).to_csv(sys.argv[2], index_label="agent")
