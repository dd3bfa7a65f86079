"""Published plans and pay rules: each folder's month must come out as its source says.

`cases/NAME/expected.csv` names its source in the first line and is written by hand: `agent,column,
value,note`, where the column is named as in the sheet, the note shows the arithmetic and `—` says
that there must be no figure. Equality is of decimals, without tolerance.
"""

from __future__ import annotations

import csv
from pathlib import Path

from csperf.output.run import Run
from csperf.units import Unit, figure_of

UNKNOWN = "—"
SHOWN = ("agent", "column", "value", "note")


def expected_rows(case: Path) -> tuple[str, list[dict[str, str]]]:
    with (case / "expected.csv").open(encoding="utf-8", newline="") as file:
        return next(file), list(csv.DictReader(file))


def test_every_figure_is_the_one_its_source_gives(case: Path, run: Run) -> None:
    people = {agent.name: position for position, agent in enumerate(run.sheet.agents)}
    for row in expected_rows(case)[1]:
        found = run.sheet.value(people[row["agent"]], row["column"])
        if row["value"] == UNKNOWN:
            assert found is None, row
            continue
        figure = figure_of(row["value"])
        text = run.sheet.column(row["column"]).unit is Unit.TEXT or figure is None
        assert found == (row["value"] if text or figure is None else figure.value), row


def test_every_case_names_its_source_and_shows_its_arithmetic(case: Path) -> None:
    source, rows = expected_rows(case)
    assert source.startswith("# source: ")
    assert rows
    assert all(tuple(row) == SHOWN and all(row.values()) for row in rows)
