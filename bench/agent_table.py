"""The agent table of bench/peers/measure_*.py, measured by csperf from stored records.

python bench/agent_table.py FOLDER OUT.csv [--engine spark] [--master local[2]] [--everything]

`--everything` counts all that csperf can measure of the records and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from csperf.engines.engine import Choice, opened
from csperf.intake.records.stored import Stored
from csperf.measuring import Asked, count
from csperf.metrics import enquiries, receptions, sales
from csperf.metrics.measure import AGENT, NOBODY
from csperf.metrics.sales_side import MEASURES
from csperf.metrics.service import Service
from csperf.metrics.service_side import service_measures

OCTOBER = (20_727, 20_757)
COLUMNS = {
    "chats": "接待量",
    "people": "接待人数",
    "amount": "销售额",
    "buyers": "销售人数",
    "orders": "订单数",
    "pieces": "销售量",
    "several": "关联订单数",
}
ALL = (*receptions.MEASURES, *enquiries.MEASURES, *sales.MEASURES)
EVERYTHING = (*MEASURES, *service_measures(Service()))
WANTED = tuple(measure for measure in ALL if measure.metric in COLUMNS.values())


def main() -> None:
    """Measures, and writes one row an agent."""
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("out", type=Path)
    words.add_argument("--engine", default="polars")
    words.add_argument("--master", default="local[2]")
    words.add_argument("--memory", default="")
    words.add_argument("--everything", action="store_true")
    said = words.parse_args()
    choice = Choice(said.engine, said.master, said.memory)
    asked = Asked(OCTOBER, EVERYTHING if said.everything else WANTED, by=(AGENT,))
    with opened(choice, Stored(said.folder)) as engine:
        found = count(engine, asked).over([AGENT])
    with said.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["agent", *COLUMNS])
        for (agent,), numbers in found.items():
            if agent != NOBODY:
                writer.writerow([agent, *(numbers.get(name, 0) for name in COLUMNS.values())])


if __name__ == "__main__":
    main()
