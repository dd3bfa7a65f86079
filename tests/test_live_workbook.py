"""The workbook's formulas, recalculated by LibreOffice, come to the figures that were paid.

What stands beside each formula as its last result is replaced by something wrong first, and the
profile recalculates always: only the formulas themselves can give the right figures.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
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
