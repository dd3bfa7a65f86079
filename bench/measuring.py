"""Measuring a month of chats and orders: csperf against Polars, DuckDB, pandas and Spark by hand.

    python bench/shop.py 1000000 FOLDER --csv CSV
    python bench/measuring.py FOLDER --csv CSV --turns 3 [--only csperf polars ...]

All make the same agent table, which is compared byte by byte. They run in turns (A B A B ...), each
in a process of its own; CPU is that of the process and all its children (Java too), peak memory
the largest sum of what they had resident at once, both read from /proc ten times a second. The
ratios are those of CPU time, turn by turn; wall time on a shared machine says little.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TICK, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """What one run took: seconds and MiB."""

    wall: float
    cpu: float
    peak: float


def commands(folder: Path, exports: Path | None, out: Path) -> dict[str, Sequence[str]]:
    """Every contestant by its name; `{out}` of each is a file of its own."""
    python, peers = sys.executable, HERE / "peers"
    table = [python, str(HERE / "agent_table.py"), str(folder)]
    found: dict[str, Sequence[str]] = {
        "bytes": ["sh", "-c", f"find {folder} -name '*.parquet' -exec cat {{}} + > /dev/null"],
        "csperf": [*table, str(out / "csperf.csv")],
        "csperf everything": [*table, str(out / "everything.txt"), "--everything"],
        "csperf duckdb": [*table, str(out / "duck.csv"), "--engine", "duckdb"],
        "csperf spark": [*table, str(out / "spark.csv"), "--engine", "spark", "--memory", "6g"],
    }
    for peer in ("polars", "duckdb", "pandas", "spark"):
        script = [python, str(peers / f"measure_{peer}.py"), str(folder)]
        found[peer] = [*script, str(out / f"{peer}-peer.csv")]
    if exports:
        stored = out / "stored"
        ingest = f"{python} -m csperf ingest {exports} -o {stored} --lang en"
        counted = f"{python} {HERE / 'agent_table.py'} {stored} {out / 'ingested.csv'}"
        clean = f"rm -rf {stored}"
        found["csperf csv"] = ["sh", "-c", f"{clean} && {ingest} && {counted}"]
        found["bytes csv"] = ["sh", "-c", f"cat {exports}/*.csv > /dev/null"]
        for peer in ("polars", "duckdb", "pandas"):
            script = [python, str(peers / f"measure_{peer}.py"), str(exports)]
            found[f"{peer} csv"] = [*script, str(out / f"{peer}-csv.csv"), "--csv"]
    return found


def measured(command: Sequence[str]) -> Run:
    """One run of a program, watched until it ends."""
    started = time.monotonic()
    cpu: dict[int, float] = {}
    peak = 0.0
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(command, stdout=words, stderr=words)
        while process.poll() is None:
            resident = 0
            for pid in _family(process.pid):
                seen = _seen(pid)
                cpu[pid], pages = max(cpu.get(pid, 0.0), seen[0]), seen[1]
                resident += pages
            peak = max(peak, resident * PAGE / 2**20)
            time.sleep(0.1)
        if process.returncode:
            words.seek(0)
            raise SystemExit(words.read().decode(errors="replace")[-4000:])
    return Run(time.monotonic() - started, sum(cpu.values()), peak)


def _family(root: int) -> list[int]:
    """A process and all that it has started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            stat = _stat(int(entry.name))
            if stat:
                parents.setdefault(int(stat[1]), []).append(int(entry.name))
    found, left = [], [root]
    while left:
        one = left.pop()
        found.append(one)
        left += parents.get(one, [])
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, nothing if it is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _seen(pid: int) -> tuple[float, int]:
    """CPU seconds so far, and resident pages."""
    stat = _stat(pid)
    return ((int(stat[11]) + int(stat[12])) / TICK, int(stat[21])) if stat else (0.0, 0)


def main() -> None:
    """Runs all in turns and prints a table."""
    words = argparse.ArgumentParser()
    words.add_argument("folder", type=Path)
    words.add_argument("--csv", type=Path)
    words.add_argument("--turns", type=int, default=3)
    words.add_argument("--only", nargs="*", default=[])
    said = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        every = commands(said.folder, said.csv, Path(scratch))
        chosen = {name: every[name] for name in said.only or every}
        runs: dict[str, list[Run]] = {name: [] for name in chosen}
        for turn in range(said.turns):
            for name, command in chosen.items():
                runs[name].append(measured(command))
                print(f"turn {turn + 1}: {name}: {runs[name][-1]}", file=sys.stderr, flush=True)
        tables = {file.read_bytes() for file in Path(scratch).glob("*.csv")}
        print(f"{len(list(Path(scratch).glob('*.csv')))} tables, {len(tables)} distinct")
        _show(runs)


def _show(runs: Mapping[str, Sequence[Run]]) -> None:
    print("| | wall s | CPU s | peak MiB | csperf's CPU to its |")
    print("|---|---|---|---|---|")
    for name, found in runs.items():
        own = runs.get("csperf csv" if name.endswith(" csv") else "csperf", [])
        ratios = [
            ours.cpu / max(0.01, theirs.cpu) for ours, theirs in zip(own, found, strict=False)
        ]
        ratio = f"{statistics.median(ratios):.2f}" if ratios else ""
        wall, cpu, peak = (
            statistics.median(getattr(run, part) for run in found)
            for part in ("wall", "cpu", "peak")
        )
        print(f"| {name} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {ratio} |")


if __name__ == "__main__":
    main()
