"""Where each published plan, shape, open choice, pay rule and feature is held.

`cases/published.csv` is the table: one row for each piece of evidence. Evidence in a case is a row
of its `expected.csv`, with the same figure; in another file, `column` is a text that stands there.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

TESTS = Path(__file__).parent
HEAD = ("kind", "id", "what", "where", "agent", "column", "value")

#: How many published plans, shapes of rules, choices that a plan must make, worked pay rules of
#: other systems and features are held.
HELD = {"plan": 12, "shape": 17, "choice": 22, "rule": 70, "feature": 59}


def table() -> list[dict[str, str]]:
    with (TESTS / "cases" / "published.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def figures(case: str) -> dict[tuple[str, str], str]:
    """What a case expects, by agent and column."""
    lines = (TESTS / case / "expected.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {(row["agent"], row["column"]): row["value"] for row in csv.DictReader(lines)}


def fault(row: dict[str, str]) -> str:
    """What is wrong with a row of the table; '' for nothing."""
    place = TESTS / row["where"]
    if place.suffix:
        return "" if row["column"] in place.read_text(encoding="utf-8") else "not there"
    found = figures(row["where"]).get((row["agent"], row["column"]))
    return "" if found is not None and found == row["value"] else f"the case has {found}"


def test_every_row_points_to_a_figure_that_a_case_expects() -> None:
    rows = table()
    assert tuple(rows[0]) == HEAD
    assert [(row["id"], said) for row in rows if (said := fault(row))] == []


def test_everything_published_is_held() -> None:
    kinds = groupby(table(), key=lambda row: row["kind"])
    assert {kind: len({row["id"] for row in rows}) for kind, rows in kinds} == HELD


def test_nothing_stands_twice_and_everything_says_what_it_is() -> None:
    rows = [tuple(row.values()) for row in table()]
    assert len(set(rows)) == len(rows)
    assert all(row[:4] for row in rows)
