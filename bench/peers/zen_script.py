"""The payroll of the benchmark's plan as decision tables of zen-engine, evaluated agent by agent.

`python zen_script.py month.csv` prints agent, score, total. `--batch` hands all agents to
`evaluate_batch` in one call. The engine (Rust, its own decimals) rounds; Python only reads cells.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import zen

RULES: dict[str, Any] = json.loads(
    Path(__file__).parents[1].joinpath("rules.json").read_text(encoding="utf-8")
)
SIGNS = {"at_least": ">=", "at_most": "<=", "under": "<"}
COUNT = len(RULES["indicators"])


def number(text: str) -> str:
    """A bound of the plan as the engine writes it: 55% is 0.55."""
    if text.endswith("%"):
        whole, _, decimals = text[:-1].partition(".")
        digits = whole.zfill(3)
        return f"{digits[:-2]}.{digits[-2:]}{decimals}"
    return text.removesuffix("s")


def table(id: str, field: str, sign: str, bands: list[list[str]], otherwise: str) -> dict[str, Any]:  # noqa: A002
    """A decision table with one input, one output and the first hit."""
    rules = [
        {"_id": f"{id}{i}", "in": f"{sign} {number(b)}", "out": r} for i, (b, r) in enumerate(bands)
    ]
    return {
        "id": id,
        "name": id,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": "in", "name": field, "field": field}],
            "outputs": [{"id": "out", "name": id, "field": id}],
            "rules": [*rules, {"_id": f"{id}x", "in": "", "out": otherwise}],
        },
    }


def expression(id: str, formula: str) -> dict[str, Any]:  # noqa: A002 - its name in the format
    """A node that computes one field."""
    content = {"expressions": [{"id": f"{id}1", "key": id, "value": formula}]}
    return {"id": id, "name": id, "type": "expressionNode", "content": content}


def decision() -> dict[str, Any]:
    """The plan as a graph: twelve tables side by side, the score, the bonus, the total."""
    rules = RULES["indicators"]
    tables = [
        table(f"p{i}", f"v{i}", SIGNS[one["sign"]], one["bands"], one["otherwise"])
        for i, one in enumerate(rules)
    ]
    weighted = " + ".join(f"p{i} * {number(one['weight'])}" for i, one in enumerate(rules))
    bonus = RULES["bonus"]
    starts = [int(start) for start, _ in RULES["commission"]]
    parts = [
        f"max([min([sales, {end}]) - {start}, 0]) * {number(rate)}"
        for start, end, (_, rate) in zip(
            starts, [*starts[1:], 10**12], RULES["commission"], strict=True
        )
    ]
    inner = [
        *tables,
        expression("score", f"round({weighted}, 2)"),
        table("bonus", "score", ">=", bonus["bands"], bonus["otherwise"]),
        expression("total", f"bonus + round({' + '.join(parts)}, 2)"),
    ]
    ends = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    pairs = [("in", one["id"]) for one in tables] + [(one["id"], "score") for one in tables]
    pairs += [
        ("score", "bonus"),
        ("bonus", "total"),
        ("in", "total"),
        ("score", "out"),
        ("total", "out"),
    ]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairs]
    return {"nodes": [*ends, *inner], "edges": edges}


def month(file: str) -> tuple[list[str], list[dict[str, float]]]:
    """Each agent's name and figures."""
    with Path(file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    figures = [
        {f"v{i}": float(number(cell)) for i, cell in enumerate(row[1 : COUNT + 1])}
        | {"sales": float(row[-1])}
        for row in rows
    ]
    return [row[0] for row in rows], figures


def main() -> None:
    """Every agent through the engine."""
    names, figures = month(sys.argv[1])
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"pay": decision()}}})
    if "--batch" in sys.argv:
        asked = [{"key": "pay", "context": one} for one in figures]
        results = [one["data"]["result"] for one in engine.evaluate_batch(asked)]
    else:
        pay = engine.get_decision("pay")
        results = [pay.evaluate(one)["result"] for one in figures]
    written = csv.writer(sys.stdout)
    written.writerow(["agent", "score", "total"])
    for name, one in zip(names, results, strict=True):
        written.writerow([name, f"{one['score']:.2f}", f"{one['total']:.2f}"])


if __name__ == "__main__":
    main()
