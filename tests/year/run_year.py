"""Runs the made-up year as a clock would, from a shell with an empty environment.

python tests/year/run_year.py FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from recompute import year
from year_shop import FIRST_PLAN, MONTHS, PROJECT, SECOND_PLAN, corrections, months, write

ROOT = Path(__file__).resolve().parents[2]


def at_the_fifth(period: str) -> int:
    """The 5th of the month after a period, 06:30 in the shop."""
    number = MONTHS.index(period) + 1
    after = datetime(2026 + number // 12, number % 12 + 1, 4, 22, 30, tzinfo=UTC)
    return int(after.timestamp())


def clocked(folder: Path, command: str, period: str) -> None:
    """One command as cron would run it, at its moment."""
    words = f'cd "{folder}" && "{sys.executable}" -m csperf {command}'
    clock = f"SOURCE_DATE_EPOCH={at_the_fifth(period)}"
    shell = ["env", "-i", f"PYTHONPATH={ROOT}", clock, "sh", "-c", words]
    ran = subprocess.run(shell, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{period}: {command}: exit {ran.returncode}\n{ran.stderr}")


def live(folder: Path) -> None:
    """The year: each month is closed on the 5th, and what turns out later is corrected."""
    (folder / "csperf.toml").write_text(PROJECT, encoding="utf-8")
    first = months()
    later = corrections(first)
    for period in MONTHS:
        plan = FIRST_PLAN if period < "2026-07" else SECOND_PLAN
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        write(folder, period, first[period])
        clocked(folder, "run --close", period)
        for number, one in enumerate(later):
            if one.told_after == period:
                name = write(folder, one.period, one.rows, f"-更正{number}")
                words = f"correct {one.period} --data {name} --reason {one.reason}"
                clocked(folder, words, period)


def paid(folder: Path) -> Decimal:
    """What the closed months paid, by their sealed files."""
    total = Decimal(0)
    for period in MONTHS:
        (facts,) = (folder / "history" / period).glob("*-closed/facts.json")
        roles = json.loads(facts.read_text(encoding="utf-8"))["roles"]
        total += sum((Decimal(one["total"]) for one in roles), Decimal(0))
    return total


def origins(folder: Path) -> list[dict[str, str]]:
    """Every adjustment that a closing paid, as it names itself."""
    files = sorted((folder / "history").glob("*/*-closed/corrections.json"))
    return [
        one for file in files for one in json.loads(file.read_text(encoding="utf-8"))["corrections"]
    ]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    live(place)
    print("paid      ", paid(place))
    print("recomputed", year())
    for found in origins(place):
        print(json.dumps(found, ensure_ascii=False))
