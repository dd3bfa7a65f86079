"""Each platform's own export pays what a plain table of the same month pays, to the last sign.

In a case `platform_NAME` the files `export*` are in the platform's exact form and `data.csv` is the
same month under the names of the catalogue, one row an agent, without totals and units in cells.
"""

from __future__ import annotations

import io
import runpy
from pathlib import Path

import openpyxl
import pytest

from csperf.cli.main import run
from csperf.intake.dialect import dialects
from csperf.intake.exports import open_exports
from csperf.metrics.catalogue import catalogue

CASES = Path(__file__).parent / "cases"
PLATFORMS = sorted(plan.parent for plan in CASES.glob("platform_*/plan.yaml"))
FILES: dict[str, dict[str, bytes]] = runpy.run_path(str(CASES / "make_platforms.py"))["FILES"]
KNOWN = {metric.name: metric.headings for metric in catalogue().values()}


def exports_of(case: Path) -> list[str]:
    return sorted(str(file) for file in case.glob("export*"))


def result_of(case: Path, files: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The JSON of a calculation."""
    given = [word for file in files for word in ("-d", file)]
    roster = ["-r", str(case / "roster.csv")] if (case / "roster.csv").exists() else []
    code = run(["calc", str(case / "plan.yaml"), *given, *roster, "-f", "json", "--lang", "zh"])
    out, err = capsys.readouterr()
    assert code == 0, err
    return out


@pytest.mark.parametrize("case", PLATFORMS, ids=lambda case: case.name)
def test_an_export_pays_what_the_plain_table_pays(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported = result_of(case, exports_of(case), capsys)
    assert exported == result_of(case, [str(case / "data.csv")], capsys)


@pytest.mark.parametrize("case", PLATFORMS, ids=lambda case: case.name)
def test_every_table_is_known_and_every_heading_of_it(case: Path) -> None:
    exports, problems = open_exports(exports_of(case), None, KNOWN)
    assert problems == []
    for table in exports.every:
        assert table.layout is not None
        assert f"platform_{table.layout.dialect}" in {case.name, case.name.removesuffix("_ratings")}
        assert table.unknown == ()


def content_of(file: str, raw: bytes) -> object:
    """What a file says; how a workbook is packed depends on the machine."""
    if not file.endswith(".xlsx"):
        return raw
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return {
        sheet.title: ([*sheet.iter_rows(values_only=True)], sorted(map(str, sheet.merged_cells)))
        for sheet in book
    }


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_those_that_the_script_writes(name: str) -> None:
    for file, raw in FILES[name].items():
        kept = (CASES / name / file).read_bytes()
        assert content_of(file, kept) == content_of(file, raw), "run: cases/make_platforms.py"


def test_every_platform_with_a_table_of_agents_has_a_case() -> None:
    paying = {one.name for one in dialects() if any(t.level == "agent" for t in one.layouts)}
    assert paying <= {case.name.removeprefix("platform_") for case in PLATFORMS}
