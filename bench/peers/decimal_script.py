"""The payroll of the benchmark's plan, written by hand with Python's Decimal.

`python decimal_script.py month.csv` prints agent, score, total: exact, for this one plan only.
`--all` prints the whole table that csperf prints: figures, points, score, rank, every pay line.
"""

from __future__ import annotations

import csv
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

RULES: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("rules.json").read_text(encoding="utf-8")
)
CENT = Decimal("0.01")
ZERO = Decimal(0)

Bands = list[tuple[Decimal, Decimal]]


def number(text: str) -> Decimal:
    """A cell or a bound of the plan."""
    if text.endswith("%"):
        return Decimal(text[:-1]).scaleb(-2)
    return Decimal(text.removesuffix("s"))


INDICATORS = [
    (
        number(one["weight"]),
        str(one["sign"]),
        [(number(bound), Decimal(points)) for bound, points in one["bands"]],
        Decimal(one["otherwise"]),
    )
    for one in RULES["indicators"]
]
BONUS: Bands = [(number(bound), Decimal(pay)) for bound, pay in RULES["bonus"]["bands"]]
TIERS: Bands = [(number(start), number(rate)) for start, rate in RULES["commission"]]


def points_of(value: Decimal, sign: str, bands: Bands, otherwise: Decimal) -> Decimal:
    """The points of the first band that the value meets."""
    for bound, points in bands:
        if sign == "at_least":
            met = value >= bound
        elif sign == "at_most":
            met = value <= bound
        else:
            met = value < bound
        if met:
            return points
    return otherwise


def commission_of(sales: Decimal) -> Decimal:
    """Each tier's rate on the part of the sales inside it."""
    due = ZERO
    for i, (start, rate) in enumerate(TIERS):
        if sales <= start:
            break
        end = TIERS[i + 1][0] if i + 1 < len(TIERS) else sales
        due += (min(sales, end) - start) * rate
    return due.quantize(CENT, ROUND_HALF_UP)


def score_of(points: list[Decimal]) -> Decimal:
    """The weighted points."""
    score = sum((p * one[0] for p, one in zip(points, INDICATORS, strict=True)), ZERO)
    return score.quantize(CENT, ROUND_HALF_UP)


def bonus_of(score: Decimal) -> Decimal:
    """The bonus by the score."""
    return next((pay for bound, pay in BONUS if score >= bound), ZERO)


def pay_of(values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """The score and the total of one agent: twelve values, then the sales."""
    score = ZERO
    for value, (weight, sign, bands, otherwise) in zip(values, INDICATORS, strict=False):
        score += points_of(value, sign, bands, otherwise) * weight
    score = score.quantize(CENT, ROUND_HALF_UP)
    return score, bonus_of(score) + commission_of(values[-1])


def whole(rows: list[list[str]]) -> list[list[str]]:
    """Every column, best score first."""
    table: list[tuple[Decimal, list[str]]] = []
    for name, *cells in rows:
        values = [number(cell) for cell in cells]
        points = [
            points_of(value, sign, bands, otherwise)
            for value, (_, sign, bands, otherwise) in zip(values, INDICATORS, strict=False)
        ]
        score = score_of(points)
        bonus, commission = bonus_of(score), commission_of(values[-1])
        pay = [f"{amount:.2f}" for amount in (bonus, commission, bonus + commission)]
        table.append(
            (score, [name, *cells, *(f"{p:.2f}" for p in points), f"{score:.2f}", "", *pay])
        )
    table.sort(key=lambda pair: -pair[0])
    place, last = 0, None
    for position, (score, row) in enumerate(table, start=1):
        place, last = (place, last) if score == last else (position, score)
        row[-4] = str(place)
    return [row for _, row in table]


def main() -> None:
    """Every row of the export."""
    written = csv.writer(sys.stdout)
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        if "--all" in sys.argv:
            points = [f"{name} points" for name in header[1:-1]]
            written.writerow([*header, *points, "score", "rank", "bonus", "commission", "total"])
            written.writerows(whole(list(rows)))
            return
        written.writerow(["agent", "score", "total"])
        for name, *cells in rows:
            score, total = pay_of([number(cell) for cell in cells])
            written.writerow([name, f"{score:.2f}", f"{total:.2f}"])


if __name__ == "__main__":
    main()
