"""The pay core in one process: ready figures in, score and pay out, microseconds an agent.

`python bench/core.py FOLDER` takes a folder made by data.py and prints JSON: for every way of
computing the same pay a list of times, taken in turns. zen-engine is left out if not installed.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from csperf.intake.exports import open_exports
from csperf.intake.payees import read_inputs
from csperf.metrics.catalogue import catalogue
from csperf.opening import headings
from csperf.plan.definitions import definitions
from csperf.plan.demand import demand_of
from csperf.plan.lower import lower
from csperf.plan.read import read_plan
from csperf.sheet import Sheet, evaluate

TURNS = 7
PEERS = Path(__file__).with_name("peers")


def peer(name: str) -> ModuleType:
    """A script beside this one, as a module."""
    spec = importlib.util.spec_from_file_location(name, PEERS / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def of_csperf(folder: Path) -> Callable[[], Sheet]:
    """`evaluate` of the lowered plan on figures that are read already."""
    plan, problems = read_plan(str(folder / "plan.yaml"))
    if plan is None:
        raise ValueError(problems)
    known, _ = definitions(plan, catalogue())
    exports, _ = open_exports((str(folder / "month.csv"),), None, headings(known))
    lowered, _ = lower(plan, known, exports.supplied)
    demand = demand_of(plan, known, lowered, exports.supplied, exports.repeated, frozenset())
    inputs, problems = read_inputs(exports, demand.wanted)
    if inputs is None:
        raise ValueError(problems)
    return lambda: evaluate(lowered.columns, inputs)


def by_hand(sheet: Sheet) -> Callable[[], list[tuple[Decimal, Decimal]]]:
    """The hand-written arithmetic on the same figures, agent by agent."""
    pay_of = peer("decimal_script").pay_of
    read = [column.name for column in sheet.columns if column.formula is None]
    figures = [list(row) for row in zip(*(sheet.cells[name] for name in read), strict=True)]
    return lambda: [pay_of(row) for row in figures]


def of_zen(folder: Path) -> dict[str, Callable[[], Any]]:
    """zen-engine called once an agent, and once for all."""
    try:
        import zen
    except ImportError:
        return {}
    script = peer("zen_script")
    _, figures = script.month(str(folder / "month.csv"))
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"pay": script.decision()}}})
    pay = engine.get_decision("pay")
    asked = [{"key": "pay", "context": one} for one in figures]
    return {
        "zen": lambda: [pay.evaluate(one) for one in figures],
        "zen batch": lambda: engine.evaluate_batch(asked),
    }


def main() -> None:
    """All ways in turns."""
    folder = Path(sys.argv[1])
    core = of_csperf(folder)
    sheet = core()
    hand = by_hand(sheet)
    computed = list(zip(sheet.cells["score"], sheet.cells["total"], strict=True))
    if computed != hand():
        raise ValueError("csperf and the hand-written script disagree")
    ways: dict[str, Callable[[], Any]] = {"csperf": core, "hand": hand, **of_zen(folder)}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(TURNS + 1):
        for name, way in ways.items():
            start = time.process_time()
            way()
            if turn:  # the first one warms up
                taken[name].append((time.process_time() - start) * 1e6 / len(sheet.agents))
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
