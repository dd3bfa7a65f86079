"""The payroll of the benchmark's plan as a practitioner writes it: pandas, floats, `.round(2)`.

`python pandas_script.py month.csv` prints agent, score, total. `--half-up` rounds halves up with
the usual recipe for floats (floor of x * 100 + 0.5) in place of `.round(2)`. `--all` prints the
whole table that csperf prints: figures, points, score, rank, every pay line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

RULES: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("rules.json").read_text(encoding="utf-8")
)
HALF_UP = "--half-up" in sys.argv


def number(text: str) -> float:
    """A bound of the plan."""
    return float(text[:-1]) / 100 if text.endswith("%") else float(text.removesuffix("s"))


def money(amounts: Any) -> Any:
    """Rounded to the fen."""
    return np.floor(amounts * 100 + 0.5) / 100 if HALF_UP else amounts.round(2)


def points_of(values: Any, rule: dict[str, Any]) -> Any:
    """The points of every agent for one indicator."""
    tests = {"at_least": values.ge, "at_most": values.le, "under": values.lt}
    met = [tests[rule["sign"]](number(bound)) for bound, _ in rule["bands"]]
    return np.select(met, [float(points) for _, points in rule["bands"]], float(rule["otherwise"]))


def main() -> None:
    """All agents at once."""
    month = pd.read_csv(sys.argv[1])
    table = month.copy()
    score: Any = 0
    for rule in RULES["indicators"]:
        values = month[rule["heading"]]
        if rule["unit"] == "percent":
            values = values.str.rstrip("%").astype(float) / 100
        table[f"{rule['name']} points"] = points = points_of(values, rule)
        score = score + points * number(rule["weight"])
    score = money(pd.Series(score))
    bands = RULES["bonus"]["bands"]
    bonus = np.select([score >= number(b) for b, _ in bands], [float(pay) for _, pay in bands], 0.0)
    sales = month[RULES["sales"]["heading"]]
    starts = [number(start) for start, _ in RULES["commission"]]
    commission = sum(
        (sales.clip(upper=end) - start).clip(lower=0) * number(rate)
        for start, end, (_, rate) in zip(
            starts, [*starts[1:], np.inf], RULES["commission"], strict=True
        )
    )
    total = bonus + money(commission)
    if "--all" in sys.argv:
        table["score"], table["rank"] = score, score.rank(ascending=False, method="min").astype(int)
        table["bonus"], table["commission"], table["total"] = bonus, money(commission), total
        table = table.sort_values("rank", kind="stable")
        table.to_csv(sys.stdout, index=False, float_format="%.2f")
        return
    result = pd.DataFrame({"agent": month.iloc[:, 0], "score": score, "total": total})
    result.to_csv(sys.stdout, index=False, float_format="%.2f")


if __name__ == "__main__":
    main()
