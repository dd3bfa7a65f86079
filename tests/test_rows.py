"""Tables of rows: faulty ones in their words, and what must hold of pay for each row.

Every folder of `bad_rows` holds one fault and the exact lines that csperf says about it;
`python tests/test_rows.py` records the lines anew; read the difference before keeping it.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import CASES, options_of, run_of
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.errors import CsperfError, Problem, stopping
from csperf.formula import Each, Value
from csperf.output.words import explain, tell_cell
from csperf.output.words_text import told_lines
from csperf.payroll import Request, calculate
from csperf.sheet import Sheet
from csperf.texts import Lang, tell

FOLDERS = sorted(path for path in (Path(__file__).parent / "bad_rows").iterdir() if path.is_dir())
ONLY_WARNED = {"total_below_zero", "total_differs"}


def problems_of(folder: Path) -> list[Problem]:
    """What is said when the month of a folder is computed from within it."""
    files = sorted(file.name for file in folder.glob("*.csv") if file.name != "roster.csv")
    roster = "roster.csv" if (folder / "roster.csv").exists() else None
    request = Request("plan.yaml", tuple(files), roster, **options_of(folder))
    try:
        return list(calculate(request).warnings)
    except CsperfError as error:
        return list(error.problems)


def lines_of(problems: list[Problem], lang: Lang) -> str:
    """The lines in the order of their places, as the command shows them."""
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.id))
    return "".join(f"[{problem.id}] {tell(problem, lang)}\n" for problem in ordered)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_fault_is_told_in_these_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    problems = problems_of(folder)
    assert bool(stopping(problems)) != (folder.name in ONLY_WARNED)
    for lang in ("zh", "en"):
        expected = (folder / f"expected.{lang}.txt").read_text(encoding="utf-8")
        assert lines_of(problems, lang) == expected


# What holds whatever the rows.

OF_ROWS = [case for case in CASES if "\ntables:" in (case / "plan.yaml").read_text("utf-8")]
MONEY = st.decimals(min_value=0, max_value=10**6, places=2)
RATES = st.decimals(min_value=0, max_value=1, places=4)
SOLD_AND_REFUNDED = """csperf: 1
plan: sold and refunded
version: "1"
rounding: {money: %s, mode: %s}
tables:
  sales: {columns: {order: {unit: text}, paid: {unit: money}}}
  refunds: {columns: {refund: {unit: text}, day: {unit: date}, back: {unit: money}}}
pay:
  commission: {commission: {for_each: sales, of: paid, rate: "%s%%"}}
  taken back: {clawback: {for_each: refunds, of: back, rate: "%s%%", date: day}}
"""
Figures = dict[str, dict[str, Value | None]]


def figures(sheet: Sheet) -> Figures:
    return {
        agent.name: {column.name: sheet.value(position, column.name) for column in sheet.columns}
        for position, agent in enumerate(sheet.agents)
    }


def written(file: Path, rows: Sequence[Sequence[str]]) -> str:
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
    return str(file)


@given(st.sampled_from(OF_ROWS), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_and_how_they_are_cut_into_files_change_nothing(
    case: Path, chance: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        files: list[str] = []
        for export in sorted(case.glob("data*.csv")):
            with export.open(encoding="utf-8", newline="") as text:
                heading, *rows = csv.reader(text)
            chance.shuffle(rows)
            at = chance.randrange(len(rows))
            for part, cut in enumerate((rows[:at], rows[at:])):
                if cut:
                    files.append(written(Path(folder) / f"{part}{export.name}", [heading, *cut]))
        chance.shuffle(files)
        people = case / "roster.csv"
        roster = str(people) if people.exists() else None
        request = Request(str(case / "plan.yaml"), tuple(files), roster, **options_of(case))
        assert figures(calculate(request).sheet) == figures(run_of(case).sheet)


@given(
    st.lists(MONEY, min_size=1, max_size=5),
    st.lists(MONEY, min_size=1, max_size=5),
    RATES,
    st.sampled_from(("0.01", "0.1", "1")),
    st.sampled_from(("half_up", "half_even", "up", "down")),
)
@settings(max_examples=40, deadline=None)
def test_a_sale_and_its_refund_later_pay_as_if_it_had_never_been(
    kept: list[Decimal], refunded: list[Decimal], rate: Decimal, to: str, mode: str
) -> None:
    percent = f"{rate * 100:f}"
    plan = SOLD_AND_REFUNDED % (to, mode, percent, percent)
    sales = [[f"k{i}", "A", str(paid)] for i, paid in enumerate(kept)]
    gone = [[f"r{i}", "A", str(paid)] for i, paid in enumerate(refunded)]
    back = [[number, name, "2026-10-02", paid] for number, name, paid in gone]
    none = [["r", "B", "2026-10-02", "0"]]
    assert total(plan, sales + gone, back) == total(plan, sales, none)


def total(plan: str, sales: list[list[str]], refunds: list[list[str]]) -> Value | None:
    """What A gets in all."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.yaml").write_text(plan, encoding="utf-8")
        files = (
            written(folder / "sales.csv", [["order", "agent", "paid"], *sales]),
            written(folder / "refunds.csv", [["refund", "agent", "day", "back"], *refunds]),
        )
        sheet = calculate(Request(str(folder / "plan.yaml"), files, period="2026-10")).sheet
    return figures(sheet)["A"]["total"]


@pytest.mark.parametrize("case", OF_ROWS, ids=lambda case: case.name)
def test_the_rows_that_are_told_add_up_to_the_line(case: Path) -> None:
    sheet = run_of(case).sheet
    sums = [column for column in sheet.columns if isinstance(column.formula, Each)]
    assert sums
    for column in sums:
        for agent, value in enumerate(sheet.cells[column.name]):
            told = tell_cell(sheet, agent, column.name, "zh")
            assert sum((Decimal(row[0].value) for row in told.rows), Decimal(0)) == value
            assert all(row[0].place.cell for row in told.rows)


def test_of_many_rows_the_first_are_told_and_the_sum_of_the_others(tmp_path: Path) -> None:
    sales = [[str(number), "A", f"{number}.00"] for number in range(1, 41)]
    file = written(tmp_path / "sales.csv", [["order", "agent", "paid"], *sales])
    plan = SOLD_AND_REFUNDED % ("0.01", "half_up", "10", "10")
    (tmp_path / "plan.yaml").write_text(plan.split("  taken back")[0], encoding="utf-8")
    sheet = calculate(Request(str(tmp_path / "plan.yaml"), (file,))).sheet
    line, whole, *_ = explain(sheet, 0, "commission", "en")
    assert (line.value, whole.value, len(whole.rows)) == ("82.00", "82.00", 30)
    beyond = sum(range(31, 41))  # 10% of 355
    assert f"10 more rows, not listed here, add up to {beyond / 10:.2f}" in whole.reasons
    last = f"    3.00 = 30.00 × 10% (rounded to 0.01)    [{file}!C31]"
    assert told_lines(whole, "en")[-1] == last


def record() -> None:
    """Write the lines as they are said now."""
    for folder in FOLDERS:
        os.chdir(folder)
        problems = problems_of(folder)
        for lang in ("zh", "en"):
            path = folder / f"expected.{lang}.txt"
            path.write_text(lines_of(problems, lang), encoding="utf-8")


if __name__ == "__main__":
    record()


NO_REFUNDS = """\
csperf: 1
plan: 无退款的月
version: "1"
tables:
  退款: {columns: {退款日期: {unit: date}, 退款额: {unit: money}}}
pay:
  提成: {commission: {of: 净销售额, rate: 1%}}
  追回: {clawback: {for_each: 退款, of: 退款额, rate: 1%, date: 退款日期}}
"""


def test_a_table_with_its_header_alone_is_a_month_without_rows(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(NO_REFUNDS, encoding="utf-8")
    (tmp_path / "月.csv").write_text("客服,净销售额\n甲,9000\n", encoding="utf-8")
    (tmp_path / "退款.csv").write_text("客服,退款日期,退款额\n", encoding="utf-8")
    files = (str(tmp_path / "月.csv"), str(tmp_path / "退款.csv"))
    run = calculate(Request(str(tmp_path / "plan.yaml"), files, period="2026-10"))
    assert [str(value) for value in run.sheet.cells["total"]] == ["90.00"]
    assert [problem.id for problem in run.warnings] == ["rows-none"]
