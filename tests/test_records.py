"""Raw exports become records: every folder of `records` is an export with what it says.

`bad_records` hold one fault each; of those that stop a run only what csperf says is listed.

The first line of `expected.txt` says where the export comes from; the records below were read off
the rows by eye, `!` are the lines that csperf says. `CSPERF_UPDATE=1 pytest tests/test_records.py`
writes them anew; read the difference before keeping it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from csperf.errors import Problem, stopping
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.intake.records.opened import open_records
from csperf.metrics.records import FILE, ROW, SORTS, Kind
from csperf.texts import tell

HERE = Path(__file__).parent
GOOD = sorted(path for path in (HERE / "records").iterdir() if path.is_dir())
BAD = sorted(path for path in (HERE / "bad_records").iterdir() if path.is_dir())


def shown(value: object, kind: Kind) -> str:
    """A value as a person writes it."""
    if kind == "money":
        return format(Decimal(str(value)).scaleb(-2), ".2f")
    if kind == "moment":
        return datetime.fromtimestamp(int(str(value)), UTC).strftime("%Y-%m-%d %H:%M:%S")
    return f"{value}ms" if kind == "duration" else str(value).replace("\n", "\\n")


def said(frames: Mapping[str, pl.LazyFrame]) -> list[str]:
    """The records, a line each, blank fields left out."""
    lines: list[str] = []
    for sort, frame in frames.items():
        kinds = {name: field.kind for name, field in SORTS[sort].fields.items()}
        rows = frame.drop(FILE, ROW).collect().to_dicts()
        told = [{n: v for n, v in row.items() if v is not None} for row in rows]
        lines.append(sort)
        lines += [
            "  " + " | ".join(f"{n} {shown(v, kinds[n])}" for n, v in r.items()) for r in told
        ]
    return lines


def lines_of(case: Path, files: Sequence[Path]) -> list[str]:
    """What csperf makes of these files: the records, and what it says in both languages."""
    mapping = [os.path.relpath(path) for path in case.glob("*.yaml")]
    dialects, faults = read_dialects(mapping)
    assert not faults
    names = [os.path.relpath(file) for file in files]
    found, problems = open_records(names, Reading(dialects=dialects))
    lines = [line for one in problems for line in told(one, files)]
    return lines if stopping(problems) else [*said(found.frames), *lines]


def told(problem: Problem, files: Sequence[Path]) -> list[str]:
    lines = [f"! {tell(problem, 'zh')}", f"! {tell(problem, 'en')}"]
    for file in files:
        lines = [line.replace(os.path.relpath(file), file.name) for line in lines]
    return lines


def inputs(case: Path) -> list[Path]:
    return sorted(
        file
        for file in case.iterdir()
        if file.suffix in {".csv", ".xlsx", ".txt"} and file.name != "expected.txt"
    )


@pytest.mark.parametrize("case", [*GOOD, *BAD], ids=lambda case: case.name)
def test_an_export_is_read_as_a_person_reads_it(case: Path) -> None:
    expected = case / "expected.txt"
    source, *lines = expected.read_text(encoding="utf-8").splitlines()
    found = lines_of(case, inputs(case))
    if os.environ.get("CSPERF_UPDATE"):
        expected.write_text("\n".join([source, *found]) + "\n", encoding="utf-8")
    assert source.startswith("# ")
    assert found == lines


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def as_gbk(file: Path, target: Path) -> None:
    target.write_text(file.read_text(encoding="utf-8-sig"), encoding="gb18030", newline="")


def as_workbook(file: Path, target: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in rows_of(file):
        cells = (cell.removeprefix('="').removesuffix('"') for cell in row)
        sheet.append([cell or None for cell in cells])
    book.save(target)


def as_parquet(file: Path, target: Path) -> None:
    header, *rows = rows_of(file)
    cells = {name: [row[at] or None for row in rows] for at, name in enumerate(header)}
    pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String)).write_parquet(target)


@pytest.mark.parametrize("form", ["gbk", "xlsx", "parquet"])
@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_every_form_of_an_export_says_the_same(case: Path, form: str, tmp_path: Path) -> None:
    write, suffix = {
        "gbk": (as_gbk, ".csv"),
        "xlsx": (as_workbook, ".xlsx"),
        "parquet": (as_parquet, ".parquet"),
    }[form]
    files = [tmp_path / f"{file.stem}{suffix}" for file in case.glob("*.csv")]
    for file, target in zip(sorted(case.glob("*.csv")), sorted(files), strict=True):
        write(file, target)
    records = [line for line in lines_of(case, sorted(files)) if not line.startswith("! ")]
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert records == [line for line in expected if not line.startswith("! ")]
