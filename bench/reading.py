"""Reading large tables: workbooks against fastexcel and openpyxl, GBK text against iconv + Polars.

    python bench/reading.py --python .venv/bin/python --rows 100000 --columns 40 --megabytes 200

`--python` is the interpreter that csperf, Polars and openpyxl run in; fastexcel is looked for in
the one that runs this script. Each pair runs in turns (A B A B ...), every run in a process of its
own. A ratio is csperf's time divided by the peer's in the same turn: the median, and in brackets
the least and the most. Memory is the most that a process held in any turn.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

_OURS = """
from csperf.intake.files import open_file
opened = open_file({file!r})
assert not opened.problems, opened.problems
"""
_FASTEXCEL = """
import fastexcel
book = fastexcel.read_excel({file!r})
book.load_sheet(0, header_row=None, dtypes="string").to_polars()
"""
_OPENPYXL = """
import openpyxl
book = openpyxl.load_workbook({file!r}, read_only=True, data_only=True)
for row in book.worksheets[0].iter_rows(values_only=True):
    pass
"""
_POLARS = """
import polars
polars.read_csv({file!r}, infer_schema=False)
"""
_STATES = ("交易成功", "买家已付款,等待卖家发货", "退款成功")


@dataclass(frozen=True)
class Run:
    """What one process took."""

    wall: float
    cpu: float
    megabytes: int


def run(command: Sequence[str]) -> Run:
    """One process, its output thrown away."""
    begin = time.perf_counter()
    child = os.spawnvpe(os.P_NOWAIT, command[0], [*command], _environment())  # noqa: S606 - no shell
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"failed: {command}")
    kilobytes = used.ru_maxrss if sys.platform != "darwin" else used.ru_maxrss // 1024
    cpu = used.ru_utime + used.ru_stime
    return Run(time.perf_counter() - begin, cpu, kilobytes // 1000)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def write_workbook(path: Path, rows: int, columns: int) -> None:
    """An export of orders: ids, nicks, money, counts, shares, dates and states by turns."""
    seeded = random.Random(1)
    start = dt.datetime(2026, 10, 1)  # noqa: DTZ001 - Excel knows no zones
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("订单")
        money, share, date = (
            book.add_format({"num_format": look})
            for look in ("#,##0.00", "0.00%", "yyyy-mm-dd hh:mm:ss")
        )
        sheet.write_row(0, 0, [f"列{i}" for i in range(columns)])
        for row in range(1, rows):
            moment = start + dt.timedelta(seconds=seeded.randrange(2_600_000))
            for column in range(columns):
                cell = row, column
                match column % 8:
                    case 0:
                        sheet.write_string(*cell, str(seeded.randrange(10**18, 10**19)))
                    case 1:
                        sheet.write_string(*cell, f"店铺:客服{seeded.randrange(200)}")
                    case 2:
                        sheet.write_number(*cell, seeded.randrange(1, 10**6) / 100, money)
                    case 3:
                        sheet.write_number(*cell, seeded.randrange(500))
                    case 4:
                        sheet.write_number(*cell, seeded.randrange(10_001) / 10_000, share)
                    case 5:
                        sheet.write_datetime(*cell, moment, date)
                    case 6:
                        sheet.write_string(*cell, seeded.choice(_STATES))
                    case _:
                        sheet.write_number(*cell, seeded.randrange(10**6) / 1000)


def write_text(path: Path, megabytes: int, *, quoted: bool) -> None:
    """Orders as a GBK text of about this size."""
    seeded = random.Random(1)
    rows = []
    for i in range(20_000):
        fields = [str(seeded.randrange(10**18, 10**19)), f"店铺:客服{i % 200}", f"买家{i}"]
        fields += [f"{seeded.randrange(10**6) / 100}", f"{seeded.randrange(10_000) / 100}%"]
        fields += [f"2026-10-{1 + i % 31:02} {i % 24:02}:{i % 60:02}:00", "交易成功"]
        fields.append(f"秋季新款女装连衣裙修身显瘦{i}")
        rows.append(",".join(f'"{field}"' if quoted else field for field in fields))
    block = ("\r\n".join(rows) + "\r\n").encode("gbk")
    heading = "订单编号,客服,买家会员名,总金额,转化率,付款时间,状态,宝贝标题\r\n"
    with path.open("wb") as file:
        file.write(heading.encode("gbk"))
        for _ in range(megabytes * 1_000_000 // len(block)):
            file.write(block)


def apart(write: Callable[..., None], *arguments: object, **options: object) -> None:
    """Written by a process of its own: what this one has held, its children are said to hold."""
    writing = multiprocessing.get_context("spawn").Process(
        target=write, args=arguments, kwargs=options
    )
    writing.start()
    writing.join()


def compare(name: str, ours: Sequence[str], peer: str, theirs: Sequence[str], turns: int) -> str:
    """A row of the table."""
    pairs = [(run(ours), run(theirs)) for _ in range(turns)]
    walls = [a.wall / b.wall for a, b in pairs]
    cpus = [a.cpu / b.cpu for a, b in pairs]
    seconds = [statistics.median(one.wall for one in side) for side in zip(*pairs, strict=True)]
    most = [max(one.megabytes for one in side) for side in zip(*pairs, strict=True)]
    row = (
        f"| {name} | {peer} | {_spread(walls)} | {_spread(cpus)} "
        f"| {seconds[0]:.1f} / {seconds[1]:.1f} | {most[0]:,} / {most[1]:,} |"
    )
    print(row, file=sys.stderr)
    return row


def _spread(ratios: Sequence[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"


def main() -> None:
    """Both tables, each against its peers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", default=sys.executable, help="where csperf runs")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=40)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    table = [
        "| csperf reads | peer | wall | CPU | seconds | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.rows:
            table += _workbook(folder / "orders.xlsx", given)
        if given.megabytes:
            table += _text(folder / "orders.csv", given, quoted=False)
            table += _text(folder / "orders.csv", given, quoted=True)
    print("\n".join(table))


def _workbook(path: Path, given: argparse.Namespace) -> list[str]:
    apart(write_workbook, path, given.rows, given.columns)
    what = f"XLSX {given.rows:,} x {given.columns}"
    ours = [given.python, "-c", _OURS.format(file=str(path))]
    fast = [sys.executable, "-c", _FASTEXCEL.format(file=str(path))]
    exact = [given.python, "-c", _OPENPYXL.format(file=str(path))]
    return [
        compare(what, ours, "bare fastexcel, as text", fast, given.turns),
        compare(what, ours, "openpyxl read_only", exact, 1),
    ]


def _text(path: Path, given: argparse.Namespace, *, quoted: bool) -> list[str]:
    apart(write_text, path, given.megabytes, quoted=quoted)
    other = path.with_suffix(".utf8")
    read = [given.python, "-c", _POLARS.format(file=str(other))]
    shell = f'iconv -f GB18030 -t UTF-8 "{path}" > "{other}" && exec "$@"'
    ours = [given.python, "-c", _OURS.format(file=str(path))]
    what = f"GBK {given.megabytes:,} MB{', quoted' if quoted else ''}"
    return [
        compare(what, ours, "iconv, then Polars", ["sh", "-c", shell, "sh", *read], given.turns)
    ]


if __name__ == "__main__":
    main()
