"""What a year's pay comes to, computed from the rows alone, without anything of csperf.

Why it stands here: the total that csperf paid in twelve closed months and all their corrections is
held against this. It reads the last known rows of each month and the plan of that month, which are
written below once more as plain numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from year_shop import MONTHS, Row, corrections, months

FEN = Decimal("0.01")
PRIZES = (500, 300, 100)
BASE = ({"P1": 3000, "P2": 3500, "P3": 4200}, {"P1": 3100, "P2": 3500, "P3": 4200})
STEP = (Decimal(50000), Decimal(40000))
ABOVE = (Decimal("0.015"), Decimal("0.018"))


def pay_of(rows: Sequence[Row], period: str) -> dict[str, Decimal]:
    """What everybody has of a month."""
    half = int(period >= "2026-07")
    ranked = sorted(rows, key=lambda one: -(one.bought * 10_000 // one.asked))
    found: dict[str, Decimal] = {}
    for place, one in enumerate(ranked):
        sales = Decimal(one.fen) / 100
        below, above = min(sales, STEP[half]), max(sales - STEP[half], Decimal(0))
        commission = below * Decimal("0.01") + above * ABOVE[half]
        prize = PRIZES[place] if place < len(PRIZES) else 0
        found[one.name] = BASE[half][one.level] + commission.quantize(FEN, ROUND_HALF_UP) + prize
    return found


def year() -> Decimal:
    """Everything that is owed for the year."""
    rows = months()
    for correction in corrections(rows):
        rows[correction.period] = correction.rows
    amounts = (amount for one in MONTHS for amount in pay_of(rows[one], one).values())
    return sum(amounts, Decimal(0))


if __name__ == "__main__":
    print(year())
