"""Measures a stored shop on a Spark cluster and loses a worker on the way; run by its test.

python tests/cluster_run.py FOLDER MASTER WORKER_GROUP

The worker, and what runs on it, is killed when the first figures have come back and before the
others are asked for: whatever it has kept or shuffled for them is lost.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csperf.engines.engine import Choice, Engine, opened
from csperf.intake.records.stored import Stored
from csperf.measuring import Asked, count
from csperf.metrics import sales
from csperf.metrics.measure import AGENT, Frame

OCTOBER = (20_727, 20_757)
ASKED = Asked(OCTOBER, sales.MEASURES, by=(AGENT,))


@dataclass
class Losing:
    """An engine that loses a worker between its first answer and its second."""

    engine: Engine
    worker: int
    answers: list[int] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def collect(self, frame: Frame) -> Iterable[Mapping[str, Any]]:
        """The rows of a frame; after the first answer the worker is gone."""
        if len(self.answers) == 1:
            os.killpg(self.worker, signal.SIGKILL)
        rows = list(self.engine.collect(frame))
        self.answers.append(len(rows))
        return rows

    def at_once(self, frames: Sequence[Frame]) -> Sequence[Iterable[Mapping[str, Any]]]:
        """The rows of several frames, one after the other."""
        return [self.collect(frame) for frame in frames]


def main(folder: str, master: str, worker: str) -> None:
    """Prints the figures by agent, and how many answers there were."""
    choice = Choice("spark", master, memory="512m")
    with opened(choice, Stored(Path(folder))) as engine:
        losing = Losing(engine, int(worker))
        found = count(losing, ASKED)
    figures = {str(key[0]): numbers for key, numbers in found.numbers.items()}
    sys.stdout.write(json.dumps({"answers": len(losing.answers), "figures": figures}))


if __name__ == "__main__":
    main(*sys.argv[1:])
