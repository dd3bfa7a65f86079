"""Three months of the example shop: October as its table says, two months before it as seeded.

    python tests/months_shop.py FOLDER

The same people with figures of their own that move a little from month to month; what follows from
others (rates, sales by buyers) follows from them here too.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "examples"))
make: Any = import_module("make")

BEFORE = ("2026-08", "2026-09")
OCTOBER = "2026-10"


def people(drawn: random.Random) -> list[Any]:
    """Everybody's month: enquiries, deals, times and refunds within a tenth of October's."""

    def near(number: int) -> int:
        return max(number * drawn.randrange(92, 107) // 100, 1)

    def month(one: Any) -> Any:
        asked = near(one.asked)
        paid = min(near(one.paid) * asked // one.asked, asked)
        sales = Decimal(one.sales) * near(paid * 100) / (one.paid * 100)
        return replace(
            one,
            asked=asked,
            served=max(near(one.served), asked),
            ordered=max(near(paid) + paid // 30, paid),
            paid=paid,
            sales=str(sales.quantize(Decimal("0.01"))),
            response=near(one.response),
            points=min(near(one.points), 100),
            complaints=drawn.choice((0, 0, 0, 0, 0, 1)),
            refund=str((Decimal(one.refund) * near(100) / 100).quantize(Decimal("0.01"))),
            adjustment="",
            reason="",
        )

    return [month(one) for one in make.PEOPLE]


def write(folder: Path) -> None:
    """The exports of three months and what the supervisor typed in each, and one roster."""
    october, drawn = make.PEOPLE, random.Random(8)  # noqa: S311 - seeded data, no secrets
    for period in (*BEFORE, OCTOBER):
        make.PEOPLE = october if period == OCTOBER else people(drawn)
        (folder / f"{period}.csv").write_bytes(make.export_csv())
        (folder / f"{period}-主管.csv").write_bytes(make.supervisor_csv())
        make.PEOPLE = october
    (folder / "花名册.csv").write_bytes(make.roster_csv())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
