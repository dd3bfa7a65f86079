"""Published plans and pay rules: each folder's month must come out as its source says.

`cases/NAME/expected.csv` names its source in the first line and is written by hand: `agent,column,
value,note`, where the column is named as in the sheet, the note shows the arithmetic and `—` says
that there must be no figure. Equality is of decimals, without tolerance.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROLE_CASES, payroll_of

from csperf.output.run import Run
from csperf.sheet import Sheet
from csperf.units import Unit, figure_of

UNKNOWN = "—"
SHOWN = ("agent", "column", "value", "note")


def expected_rows(case: Path) -> tuple[str, list[dict[str, str]]]:
    with (case / "expected.csv").open(encoding="utf-8", newline="") as file:
        return next(file), list(csv.DictReader(file))


def check(sheets: Iterable[Sheet], rows: Iterable[dict[str, str]]) -> None:
    """Every expected figure is the one on the agent's sheet."""
    stands = {agent.name: (sheet, at) for sheet in sheets for at, agent in enumerate(sheet.agents)}
    for row in rows:
        sheet, at = stands[row["agent"]]
        found = sheet.value(at, row["column"])
        if row["value"] == UNKNOWN:
            assert found is None, row
            continue
        figure = figure_of(row["value"])
        text = sheet.column(row["column"]).unit is Unit.TEXT or figure is None
        assert found == (row["value"] if text or figure is None else figure.value), row


def test_every_figure_is_the_one_its_source_gives(case: Path, run: Run) -> None:
    check([run.sheet], expected_rows(case)[1])


@pytest.mark.parametrize("folder", ROLE_CASES, ids=lambda folder: str(folder.name))
def test_every_figure_of_every_role_is_the_one_its_source_gives(folder: Path) -> None:
    source, rows = expected_rows(folder)
    assert source.startswith("# source: ")
    check([run.sheet for run in payroll_of(folder).runs], rows)


def test_every_case_names_its_source_and_shows_its_arithmetic(case: Path) -> None:
    source, rows = expected_rows(case)
    assert source.startswith("# source: ")
    assert rows
    assert all(tuple(row) == SHOWN and all(row.values()) for row in rows)
