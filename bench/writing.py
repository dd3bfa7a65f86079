"""Writing the payroll workbook against bare XlsxWriter that writes the very same cells.

`python bench/writing.py FOLDER 1000` takes the month that data.py made; with `--memory` it writes
once and tells the most memory that this took instead. Both sides get what they write as a month
that is computed already, so only writing is measured: the CPU time of each in turns, in one
process.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from csperf.output.run import Run
from csperf.output.workbook import workbook_bytes
from csperf.payroll import Request, calculate

Cells = dict[str, list[list[tuple[int, str, Any, Any, int]]]]


def month(folder: Path) -> Run:
    """The month, computed."""
    return calculate(Request(str(folder / "plan.yaml"), (str(folder / "month.csv"),), None))


def cells_of(content: bytes) -> tuple[Cells, list[str]]:
    """Every cell of a workbook by sheet and row: column, kind, value, formula, look; the looks."""
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")  # openpyxl says of every bar that it would not keep it
    formulas = load_workbook(BytesIO(content))
    values = load_workbook(BytesIO(content), data_only=True)
    looks: dict[str, int] = {}
    found: Cells = {}
    for sheet in formulas:
        rows = found[sheet.title] = []
        for row, kept in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True):
            rows.append(
                [
                    (
                        cell.column - 1,
                        cell.data_type,
                        beside.value,
                        getattr(cell.value, "text", cell.value),
                        looks.setdefault(cell.number_format, len(looks)),
                    )
                    for cell, beside in zip(row, kept, strict=True)
                    if cell.value is not None
                ]
            )
    return found, list(looks)


def bare(cells: Cells, looks: list[str]) -> bytes:
    """The same cells with their number formats, and nothing else."""
    import xlsxwriter  # type: ignore[import-untyped]

    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"constant_memory": True})
    formats = [book.add_format({"num_format": look}) for look in looks]
    for title, rows in cells.items():
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            for column, kind, value, formula, look in row:
                if kind == "f":
                    sheet.write_formula(at, column, formula, formats[look], value)
                elif kind == "n":
                    sheet.write_number(at, column, value, formats[look])
                else:
                    sheet.write_string(at, column, str(value), formats[look])
    book.close()
    return written.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """The ratio of every turn, or the memory, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    run = month(given.folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    content = workbook_bytes(run, "zh")
    once = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told: dict[str, Any] = {
        "seconds": once,
        "mb": len(content) >> 20,
        "grew": (after - before) >> 10,
    }
    if not given.memory:
        cells, looks = cells_of(content)
        told["cells"] = sum(len(row) for rows in cells.values() for row in rows)
        pairs = [
            (seconds(lambda: workbook_bytes(run, "zh")), seconds(lambda: bare(cells, looks)))
            for _ in range(given.turns)
        ]
        told["ratios"] = [ours / theirs for ours, theirs in pairs]
        told["median"] = statistics.median(told["ratios"])
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
