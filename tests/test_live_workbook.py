"""The workbook's formulas, recalculated by LibreOffice, come to the figures that were paid.

What stands beside each formula as its last result is replaced by something wrong first, and the
profile recalculates always: only the formulas themselves can give the right figures.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from conftest import CASES, ROLE_CASES, payroll_of, run_of
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from csperf.exact import rounded
from csperf.formula import Value
from csperf.output.columns import in_order
from csperf.output.live.bench import Bench
from csperf.output.live.workings import Layout, tables_of, workings_of
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text
from csperf.output.sheets import paper
from csperf.output.workbook import workbook_bytes

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PLACES = Decimal("0.000001")
FIRST_ROW, FIRST_COLUMN = 5, 4
WRONG = Decimal("-98765.4321")
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is missing: apt-get install libreoffice-calc-nogui"
)


def recalculated(folder: Path) -> Path:
    """The folder of the same workbooks as LibreOffice saves them, every formula computed anew."""
    profile, done = folder / "profile", folder / "done"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(RECALCULATE, encoding="utf-8")
    books = sorted(map(str, folder.glob("*.xlsx")))
    command = [
        str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless",
        "--convert-to", "xlsx", "--outdir", str(done), *books,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return done


@pytest.fixture(scope="session")
def recomputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case's workbook, recalculated."""
    folder = tmp_path_factory.mktemp("books")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "_cached", lambda _: WRONG)
        for case, result in results():
            (folder / f"{case}.xlsx").write_bytes(workbook_bytes(result, "zh"))
    return recalculated(folder)


def one_row_each(case: Path) -> list[list[str]]:
    """The rows of a case whose month is one table with one row for each of several people."""
    if [file.name for file in case.glob("data*")] != ["data.csv"]:
        return []
    with (case / "data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return rows if 2 <= len(rows) - 1 == len(run_of(case).sheet.agents) else []


EDITED = [case for case in CASES if one_row_each(case) and not run_of(case).sheet.details]


def changed(case: Path, folder: Path) -> Run:
    """The month as calc pays it when the first person of the table has the last one's figures."""
    heads, *rows = one_row_each(case)
    rows[0][1:] = rows[-1][1:]
    copy = shutil.copytree(case, folder / case.name)
    with (copy / "data.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, *rows])
    return run_of(copy)


def bench_of(run: Run) -> Bench:
    return workings_of(run.sheet, in_order(run.sheet), Layout(FIRST_ROW, FIRST_COLUMN - 1), {})


def edit(case: Path, other: Run, file: Path) -> None:
    """Type the figures of another month into the sheet of workings, over those that were read."""
    book = load_workbook(BytesIO(workbook_bytes(run_of(case), "zh")))
    bench = bench_of(run_of(case))
    figures = {agent.name: place for place, agent in enumerate(other.sheet.agents)}
    for position, column in enumerate(bench.columns):
        if column.of is None or column.of.formula is not None:
            continue
        for place, agent in enumerate(bench.sheet.agents):
            value = other.sheet.value(figures[agent.name], column.name)
            cell = book["验算"].cell(FIRST_ROW + place, FIRST_COLUMN + position)
            cell.value = "=NA()" if value is None else value
    book.save(file)


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Run]]:
    """Workbooks into which a changed month was typed, recalculated; and what calc pays for it."""
    folder = tmp_path_factory.mktemp("edited")
    others = {case.name: changed(case, folder) for case in EDITED}
    for case in EDITED:
        edit(case, others[case.name], folder / f"{case.name}.xlsx")
    return recalculated(folder), others


def results() -> Iterator[tuple[str, Run | Payroll]]:
    yield from ((case.name, run_of(case)) for case in CASES)
    yield from ((case.name, payroll_of(case)) for case in ROLE_CASES)


def runs_of(result: Run | Payroll) -> list[Run]:
    return [result] if isinstance(result, Run) else list(result.runs)


def shown(value: object) -> Value | None:
    """A cell as LibreOffice left it; None for an unknown value, any other error as it stands."""
    if value == "#N/A":
        return None
    return rounded(Decimal(repr(value)), PLACES) if isinstance(value, int | float) else str(value)


def expected(value: Value | None) -> Value | None:
    return rounded(value, PLACES) if isinstance(value, Decimal) else value and safe_text(value)


def differences(page: Worksheet, bench: Bench) -> list[str]:
    """Every cell of a sheet of workings that is not what csperf computed."""
    rows = list(page.iter_rows(min_row=FIRST_ROW, min_col=FIRST_COLUMN, values_only=True))
    return [
        f"{page.title} {bench.sheet.agents[place].name} {column.name!r}: {found} is not {wanted}"
        for place in range(bench.size)
        for position, column in enumerate(bench.columns)
        if (found := shown(rows[place][position])) != (wanted := expected(column.cells[place]))
    ]


@needs_office
@pytest.mark.parametrize("case", [case.name for case in (*CASES, *ROLE_CASES)])
def test_every_live_formula_comes_to_the_figure_that_is_paid(case: str, recomputed: Path) -> None:
    result = dict(results())[case]
    book = load_workbook(recomputed / f"{case}.xlsx", data_only=True)
    pages = [name for name in book.sheetnames if name.startswith("验算")]
    wrong: list[str] = []
    for run in runs_of(result):
        layout = Layout(FIRST_ROW, FIRST_COLUMN - 1)
        own, titles = pages[0], dict(zip(run.sheet.details, pages[1:], strict=False))
        pages = pages[1 + len(titles) :]
        tables = tables_of(run.sheet, in_order(run.sheet), layout, titles)
        bench = workings_of(run.sheet, in_order(run.sheet), layout, tables)
        for name, at in ((own, bench), *((titles[table], tables[table].bench) for table in tables)):
            page = book[name]
            assert isinstance(page, Worksheet)
            wrong += differences(page, at)
        agreed = [book[own].cell(FIRST_ROW + place, 3).value for place in range(bench.size)]
        wrong += [] if all(one == 1 for one in agreed) else [f"{own}: {agreed}"]
    assert not wrong
    assert not pages


@needs_office
@pytest.mark.parametrize("case", EDITED, ids=[case.name for case in EDITED])
def test_a_figure_that_is_typed_in_moves_the_pay_as_calc_would(
    case: Path, edited: tuple[Path, dict[str, Run]]
) -> None:
    folder, others = edited
    other, bench = others[case.name].sheet, bench_of(run_of(case))
    page = load_workbook(folder / f"{case.name}.xlsx", data_only=True)["验算"]
    assert isinstance(page, Worksheet)
    rows = list(page.iter_rows(min_row=FIRST_ROW, min_col=FIRST_COLUMN, values_only=True))
    places = {agent.name: place for place, agent in enumerate(other.agents)}
    wrong: list[str] = []
    for agent, row in zip(bench.sheet.agents, rows, strict=False):
        for position, column in enumerate(bench.columns):
            if column.of is not None:
                found = shown(row[position])
                wanted = expected(other.value(places[agent.name], column.name))
                wrong += (
                    [] if found == wanted else [f"{agent.name} {column.name}: {found} {wanted}"]
                )
    assert not wrong
