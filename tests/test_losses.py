"""Losses: enquiries by how soon they were answered, counted by hand, on every engine."""

from __future__ import annotations

import pytest
from by_hand import by_their_rows, frames, owned, shop_orders, written
from engines import ENGINES, collected, on

from csperf.metrics.enquiries import contacts_view
from csperf.metrics.losses import BANDS, MEASURES, VIEW, losses_view
from csperf.metrics.measure import Frame, figures
from csperf.metrics.replies import replies_view
from csperf.metrics.selling import Selling
from csperf.metrics.service import Service

# The first response of each reception in milliseconds; who ordered stands below.
# 甲 asks 小美 twice on the 1st: the first answer of the day counts. He asks 阿强 as well.
# 庚 ordered the day before and asks about that: no enquiry.
CHATS = written(
    "receptions",
    """
    agent  buyer  started      first_reply
    小美   甲     10-01 09:00  30000
    小美   甲     10-01 20:00  999000
    小美   乙     10-01 09:00  30001
    小美   丙     10-01 09:00  60000
    小美   丁     10-01 09:00  60001
    小美   戊     10-01 09:00  180001
    小美   己     10-31 23:59  -
    小美   庚     10-02 09:00  5000
    阿强   甲     10-01 10:00  -
    """,
)
ORDERS = owned(
    """
    order  buyer  agent  created      paid
    1      甲     小美   10-01 12:00  10-01 12:01
    2      丙     小美   10-01 12:00  -
    3      丁     阿强   10-01 12:00  10-01 12:01
    4      庚     小美   10-01 12:00  10-01 12:01
    """
)
EXPECTED = {
    # band: enquirers, lost
    ("小美", "30s"): (1, 0),
    ("小美", "1m"): (2, 1),  # 乙 is lost, 丙 ordered
    ("小美", "3m"): (1, 1),  # 丁 ordered with 阿强
    ("小美", "later"): (1, 1),
    ("小美", "never"): (1, 1),
    ("阿强", "never"): (1, 1),
}


def losses(engine: str) -> Frame:
    orders = shop_orders("polars", ORDERS, Selling())
    contacts = contacts_view(frames("polars", receptions=CHATS), orders, Selling())
    laid_down = on(engine, contacts.collect("polars").to_native())
    return losses_view(laid_down, replies_view(on(engine, CHATS), Service()))


@pytest.mark.parametrize("engine", ENGINES)
def test_losses_by_how_soon_an_enquiry_was_answered(engine: str) -> None:
    found = figures(losses(engine), MEASURES, ["agent", "band"], collected)
    assert {key: (one["询单人数"], one["询单流失人数"]) for key, one in found.items()} == EXPECTED
    assert {band for _, band in found} == {*BANDS}


def test_the_rows_listed_make_the_numbers() -> None:
    found = by_their_rows({VIEW: losses("polars")}, MEASURES, "小美")
    assert found == {"询单人数": 6, "询单流失人数": 4}
