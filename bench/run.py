"""All comparisons in one session, each in turns (A B A B ...): a Markdown table of ratios.

`python bench/run.py` needs the `bench` dependency group. `--python PATH` runs csperf (and the bare
imports it is compared with) in another environment, one without numpy, which openpyxl would load.

A ratio is the CPU time (user + system, with children) of csperf divided by the peer's in the same
turn: median, and in brackets the least and the most of all turns. Bytecode is cached in a folder
of its own and the first turn is not counted, so nobody pays for compiling.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data import write_month

PEERS = Path(__file__).with_name("peers")
Command = Sequence[str]


@dataclass(frozen=True)
class Comparison:
    """One row: what csperf does, what the peer does, how often, and the targets."""

    what: str
    ours: Command
    peer: str
    theirs: Command
    turns: int = 9
    must: float | None = None
    aim: float | None = None


@dataclass
class Bench:
    """Where the data lies, and how programs are run."""

    python: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        }
        self.environment |= {"PYTHONPYCACHEPREFIX": str(self.folder / "pyc"), "PYTHONUTF8": "1"}

    def csperf(self, *arguments: str) -> list[str]:
        """A csperf command."""
        return [str(Path(self.python).with_name("csperf")), *arguments]

    def calc(self, agents: int, *arguments: str, data: str = "month.csv") -> list[str]:
        """`csperf calc` of one of the months."""
        month = self.folder / str(agents)
        return self.csperf(
            "calc", str(month / "plan.yaml"), "--data", str(month / data), *arguments
        )

    def peer(self, script: str, agents: int, *arguments: str) -> list[str]:
        """A peer's script over the same export."""
        month = str(self.folder / str(agents) / "month.csv")
        return [sys.executable, str(PEERS / f"{script}.py"), month, *arguments]

    def bare(self, code: str) -> list[str]:
        """A line of Python in csperf's environment."""
        return [self.python, "-c", code]

    def seconds(self, command: Command) -> float:
        """The CPU time of one run, output thrown away."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command,
            check=True,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def output(self, command: Command) -> str:
        """What one run prints."""
        done = subprocess.run(
            command, check=True, env=self.environment, stdout=subprocess.PIPE, encoding="utf-8"
        )
        return done.stdout

    def compare(self, one: Comparison) -> None:
        """Both in turns, and a row for the table."""
        pairs = [(self.seconds(one.ours), self.seconds(one.theirs)) for _ in range(one.turns + 1)][
            1:
        ]
        self.add(one.what, one.peer, [a / b for a, b in pairs], one.must, one.aim)

    def add(
        self, what: str, peer: str, ratios: Sequence[float], must: float | None, aim: float | None
    ) -> None:
        """A row of the table, printed at once too, for the whole takes minutes."""
        found = statistics.median(ratios)
        verdict = ""
        if must is not None and aim is not None:
            verdict = "aim" if found <= aim else "must" if found <= must else "**misses**"
        spread = f"{found:.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
        self.rows.append([what, peer, spread, _shown(must), _shown(aim), verdict])
        print(" | ".join(self.rows[-1]), file=sys.stderr)


def start_up(bench: Bench) -> None:
    """Commands whose work is nothing beside their imports."""
    plan = str(bench.folder / "30" / "plan.yaml")
    imports = bench.bare("import typer, pydantic, yaml")
    model = bench.bare("import typer, yaml, pydantic; pydantic.create_model('M', a=(int, 1))()")
    typer = bench.bare(
        "import typer; app = typer.Typer(rich_markup_mode=None)\n"
        "@app.command()\ndef nothing(files: list[str]): pass\n"
        "app(['x'])"
    )
    calc = bench.calc(30)
    for one in (
        Comparison(
            "`--help`", bench.csperf("--help"), "`python -c pass`", bench.bare("pass"), 11, 10, 7
        ),
        Comparison(
            "`validate`",
            bench.csperf("validate", plan),
            "import typer, pydantic, yaml",
            imports,
            11,
            1.6,
            1.3,
        ),
        Comparison("a Typer command that does nothing", typer, "the same imports", imports, 11),
        Comparison(
            "`validate`",
            bench.csperf("validate", plan),
            "the same and one model of one field",
            model,
            11,
        ),
        Comparison(
            "`calc`, 30 agents", calc, "import polars", bench.bare("import polars"), 11, 2.2, 1.7
        ),
        Comparison(
            "`calc`, 30 agents",
            calc,
            "pandas script",
            bench.peer("pandas_script", 30, "--all"),
            11,
            1,
            0.75,
        ),
        Comparison(
            "`calc -f csv`, 30 agents",
            bench.calc(30, "-f", "csv"),
            "pandas script",
            bench.peer("pandas_script", 30, "--all"),
            11,
        ),
    ):
        bench.compare(one)


def whole_months(bench: Bench) -> None:
    """`calc` from CSV to CSV against scripts that write the same table, or three columns."""
    for agents, turns in ((1_000, 9), (10_000, 5), (100_000, 3)):
        ours = bench.calc(agents, "-f", "csv")
        what = f"`calc -f csv`, {agents:,} agents"
        target = (1.5, 0.85) if agents == 100_000 else (None, None)
        pandas, decimal = (bench.peer(f"{name}_script", agents) for name in ("pandas", "decimal"))
        bench.compare(
            Comparison(what, ours, "pandas, same table", [*pandas, "--all"], turns, *target)
        )
        bench.compare(Comparison(what, ours, "pandas, 3 columns", pandas, turns))
        bench.compare(
            Comparison(what, ours, "Decimal by hand, same table", [*decimal, "--all"], turns)
        )
        bench.compare(Comparison(what, ours, "Decimal by hand, 3 columns", decimal, turns))
        target_file = str(bench.folder / "out.csv")
        to_file = bench.calc(agents, "-o", target_file, "--force")
        bench.compare(
            Comparison(f"`calc -o x.csv`, {agents:,} agents", to_file, "`calc -f csv`", ours, turns)
        )
    zen = bench.peer("zen_script", 1_000)
    ours = bench.calc(1_000, "-f", "csv")
    bench.compare(
        Comparison("`calc -f csv`, 1,000 agents", ours, "zen-engine, a call an agent", zen, 5)
    )
    bench.compare(
        Comparison(
            "`calc -f csv`, 1,000 agents", ours, "zen-engine, one batch", [*zen, "--batch"], 5
        )
    )


def workbooks(bench: Bench) -> None:
    """Reading XLSX against bare openpyxl that visits every cell once."""
    for agents, turns in ((1_000, 5), (10_000, 3)):
        month = bench.folder / str(agents) / "month.xlsx"
        walk = (
            "import openpyxl\n"
            f"book = openpyxl.load_workbook({str(month)!r}, data_only=True)\n"
            "cells = list(book.active.values)"
        )
        ours = bench.calc(agents, "-f", "csv", data="month.xlsx")
        what = f"`calc` from XLSX, {agents:,} agents"
        bench.compare(
            Comparison(what, ours, "bare openpyxl, reading only", bench.bare(walk), turns)
        )
        bench.compare(
            Comparison(what, ours, "`calc` from CSV", bench.calc(agents, "-f", "csv"), turns)
        )


def core(bench: Bench) -> None:
    """The pay core in one process; zen-engine stands in this interpreter's environment."""
    for agents in (1_000, 10_000):
        month = str(bench.folder / str(agents))
        script = str(Path(__file__).with_name("core.py"))
        taken = json.loads(bench.output([sys.executable, script, month]))
        for way, peer, must, aim in (
            ("hand", "Decimal by hand", 3.0, 1.0),
            ("zen", "zen-engine, a call an agent", 0.05, 0.02),
            ("zen batch", "zen-engine, one batch", None, None),
        ):
            if way in taken:
                ratios = [a / b for a, b in zip(taken["csperf"], taken[way], strict=True)]
                bench.add(f"pay core alone, {agents:,} agents", peer, ratios, must, aim)


def writing(bench: Bench) -> None:
    """The payroll workbook against bare XlsxWriter that writes the same cells, in one process."""
    script = str(Path(__file__).with_name("writing.py"))
    taken = json.loads(bench.output([bench.python, script, str(bench.folder / "1000")]))
    peer = f"bare XlsxWriter, the same {taken['cells']:,} cells"
    bench.add("the payroll workbook, 1,000 agents", peer, taken["ratios"], 1.5, 1.2)
    once = [bench.python, script, "--memory"]
    small, large = (
        json.loads(bench.output([*once, str(bench.folder / size)])) for size in ("1000", "10000")
    )
    grown = [large["seconds"] / small["seconds"]]
    bench.add("the payroll workbook, 10,000 agents", "1,000 agents", grown, None, None)
    print(f"writing 10,000 agents took {large['grew']} MB more", file=sys.stderr)


def per_agent(bench: Bench) -> list[str]:
    """What one more agent costs at each size, as a multiple of the cost at 1,000."""
    turns = 3
    sizes = (1_000, 10_000, 100_000)
    fixed = min(bench.seconds(bench.calc(30, "-f", "csv")) for _ in range(turns))
    costs = [
        (min(bench.seconds(bench.calc(n, "-f", "csv")) for _ in range(turns)) - fixed) / n
        for n in sizes
    ]
    return [f"{n:,}: {cost / costs[0]:.2f}" for n, cost in zip(sizes, costs, strict=True)]


def exactness(bench: Bench, agents: int) -> list[str]:
    """How many agents each way pays otherwise than the hand-written Decimal script."""
    due = _results(bench.output(bench.peer("decimal_script", agents)), ("agent", "score", "total"))
    ours = bench.output(bench.calc(agents, "-f", "csv", "--lang", "zh"))
    found = {
        "csperf": _results(ours, ("姓名", "得分", "应发合计")),
        "pandas, `.round(2)`": _results(
            bench.output(bench.peer("pandas_script", agents)), ("agent", "score", "total")
        ),
        "pandas, floor(x * 100 + 0.5)": _results(
            bench.output(bench.peer("pandas_script", agents, "--half-up")),
            ("agent", "score", "total"),
        ),
    }
    if agents <= 1_000:
        zen = bench.output(bench.peer("zen_script", agents))
        found["zen-engine"] = _results(zen, ("agent", "score", "total"))
    lines = []
    for name, results in found.items():
        if results.keys() != due.keys():
            raise ValueError(name)
        scores = sum(results[agent][0] != due[agent][0] for agent in due)
        totals = sum(results[agent][1] != due[agent][1] for agent in due)
        lines.append(f"| {agents:,} | {name} | {scores:,} | {totals:,} |")
    return lines


def _results(text: str, names: tuple[str, str, str]) -> dict[str, tuple[str, str]]:
    agent, score, total = names
    return {row[agent]: (row[score], row[total]) for row in csv.DictReader(text.splitlines())}


def _shown(target: float | None) -> str:
    return "" if target is None else f"{target:g}"


def main() -> None:
    """Everything, or the named parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "parts", nargs="*", help="start, months, workbooks, writing, core, flat, exact"
    )
    parser.add_argument("--python", default=sys.executable, help="the interpreter csperf runs in")
    given = parser.parse_args()
    wanted = given.parts or ["start", "core", "months", "workbooks", "writing", "flat", "exact"]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.python, Path(folder))
        for agents in (30, 1_000, 10_000, 100_000):
            write_month(bench.folder / str(agents), agents, workbook=1_000 <= agents <= 10_000)
        runs = {"start": start_up, "core": core, "months": whole_months, "workbooks": workbooks}
        runs["writing"] = writing
        for name in wanted:
            if name in runs:
                runs[name](bench)
        print("| csperf | peer | ratio (least-most) | must | aim | reaches |")
        print("|---|---|---|---|---|---|")
        print("\n".join(f"| {' | '.join(row)} |" for row in bench.rows))
        if "flat" in wanted:
            print(
                "\nOne more agent costs, as a multiple of the cost at 1,000 agents:",
                *per_agent(bench),
                sep="\n- ",
            )
        if "exact" in wanted:
            print("\n| agents | way | wrong scores | wrong totals |\n|---|---|---|---|")
            print("\n".join(exactness(bench, 1_000) + exactness(bench, 100_000)))


if __name__ == "__main__":
    main()
