"""Every folder of `bad_exports` holds one fault and the exact lines that csperf says about it.

`python tests/test_bad_exports.py` records the lines anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from csperf.errors import Problem, stopping
from csperf.inputs import How, Inputs, Wanted
from csperf.intake.exports import Reading, open_exports
from csperf.intake.payees import read_inputs
from csperf.payroll import Request, calculate
from csperf.texts import Lang, tell
from csperf.units import Unit

FOLDERS = Path(__file__).parent / "bad_exports"
sys.path.insert(0, str(FOLDERS))

from make_right import RIGHT, twin  # noqa: E402 - its folder is found only now

CASES = sorted(path for path in FOLDERS.iterdir() if path.is_dir() and path.name[0] != "_")
_HEADINGS = {
    "销售额": ("客服销售额（元）",),
    "询单人数": (),
    "询单转化率": (),
    "平均响应时间": ("平均响应时长",),
    "出勤天数": (),
    "级别": (),
    "有效投诉": (),
    "好评数": (),
}
KNOWN = {name: (name, *headings) for name, headings in _HEADINGS.items()}
ONLY_WARNED = {
    *("totals_left_out", "hidden_row", "seconds_assumed", "unused_table", "small_percent"),
    *("huge_percent", "called_by_id", "two_ids", "shared_id", "two_shops"),
    *("date_utc", "total_differs", "same_path_twice", "zeros_after_leaving"),
}
_UNITS: dict[str, tuple[Unit, How]] = {
    "销售额": (Unit.MONEY, "sum"),
    "询单人数": (Unit.COUNT, "sum"),
    "询单转化率": (Unit.PERCENT, "never"),
    "平均响应时间": (Unit.SECONDS, "never"),
    "出勤天数": (Unit.DAYS, "never"),
    "级别": (Unit.TEXT, "same"),
    "好评数": (Unit.COUNT, "sum"),
}
NEEDED = [Wanted(name, unit, how=how) for name, (unit, how) in _UNITS.items()]


PLAN = """csperf: 1
plan: control
version: "1"
indicators:
  询单转化率: {weight: 60%, bands: [{at_least: 40%, points: 100}, {otherwise: 80}]}
  平均响应时间: {weight: 40%, bands: [{at_most: 22s, points: 100}, {otherwise: 50}]}
pay:
  提成: {commission: {of: 销售额, rate: 1%}}
  询单奖: {commission: {of: 询单人数, each: 0.1}}
  绩效: {bonus: {per_point: 2}}
"""
# By hand. 小美: 4723.22 x 1% = 47.23; 438 x 0.1 = 43.80; 0.6 x 80 + 0.4 x 100 = 88 points, 176.00.
# 阿刚: 3100.00 x 1% = 31.00; 301 x 0.1 = 30.10; 0.6 x 100 + 0.4 x 50 = 80 points, 160.00.
TOTALS = {"小美": "267.03", "阿刚": "221.10"}
CONTROL = {
    "销售额": {"小美": "4723.22", "阿刚": "3100"},
    "询单人数": {"小美": "438", "阿刚": "301"},
    "询单转化率": {"小美": "0.3699", "阿刚": "0.412"},
    "平均响应时间": {"小美": "22", "阿刚": "25"},
}
BESIDE = {
    "出勤天数": {"小美": "26", "阿刚": "25"},
    "级别": {"小美": "P1", "阿刚": "P2"},
    "好评数": {"小美": "3", "阿刚": "0"},
}
ALSO_CALLED = {
    "王美": "小美",
    "李刚": "阿刚",
    "Anna": "小美",
    "Amy": "阿刚",
    "2200812345678901234": "阿刚",
}
SAID_OF_BOTH = {
    "header_without_rows": {"rows-left-out"},
    "total_differs": {"rows-left-out"},
    "folder_without_table": {"files-left-out"},
    "date_utc": {"days-missing"},
}


FAMILIES = {
    "no file": "missing_file nothing_given path_blank folder_without_table lock_file",
    "the same twice": "same_file_twice same_path_twice copied_sheet row_copied metric_in_two_files",
    "other kind behind the name": "html_as_xls json_as_csv pdf_as_xlsx parquet_as_csv",
    "encoding": "stray_byte mojibake nul_character big5 utf16_cut_off",
    "empty or cut off": "empty_file empty_sheet header_without_rows cut_off half_a_workbook",
    "separators and quotes": "comma_in_number open_quote rows_swallowed separator_changes",
    "header": "no_header heading_twice heading_of_other_unit header_again agent_columns_twice",
    "totals and footers": "totals_left_out total_by_another_name whole_team_as_agent total_differs",
    "names": "blank_name agent_twice agent_with_other_figures two_shops look_alike",
    "roster": "two_nicks_of_one not_in_roster roster_name_twice roster_without_names two_spans",
    "ids": "damaged_id id_as_number roster_ids_as_numbers two_ids shared_id",
    "missing values": "none_in_words agent_in_one_file_only metric_not_in_all",
    "percentages": "fraction_or_percent percent_sign_missing small_percent percent_format_missing",
    "money and numbers": "comma_as_point exponent money_in_brackets words_for_money other_currency",
    "counts": "half_a_person count_below_zero hexadecimal footnote",
    "durations": "clock_of_two_parts unit_missing seconds_assumed not_a_duration",
    "dates": "date_ambiguous date_orders date_impossible date_no_year date_utc date_far",
    "days of the month": "other_month day_forgotten days_overlap across_months day_twice",
    "formulas and error cells": "formula_without_result error_cell error_as_text narrow_column",
    "hidden and several sheets": "hidden_row hidden_column only_hidden_sheets no_such_sheet",
    "merged cells": "merged_names merged_figures",
    "number formats": "display_trick clock_without_seconds style_missing boolean_as_figure",
    "passwords": "password old_workbook_with_password opendocument_with_password",
    "bombs and entities": "workbook_bomb entities_in_workbook opendocument_bomb far_cell",
    "parts of a workbook": "part_rotten part_twice part_missing part_cut_off string_missing",
    "impossible cells": "cell_twice cell_misplaced cell_of_unknown_kind number_is_none",
    "old workbooks": "old_workbook_cut_off old_workbook_error_cell old_workbook_nul old_excel",
    "tables that are of no agent": "shop_table hours_table event_table",
}


@dataclass(frozen=True)
class Given:
    """The files of a folder and how they are to be read."""

    files: tuple[str, ...]
    roster: str | None
    sheet: str | None
    period: str


def given_in(folder: Path) -> Given:
    """What is asked of a folder: by its `given.txt`, else all its files."""
    given = folder / "given.txt"
    words = given.read_text(encoding="utf-8").split("\n") if given.exists() else []
    sheet = next((word[8:] for word in words if word.startswith("--sheet ")), None)
    listed = next((word[9:] for word in words if word.startswith("--roster ")), None)
    named = [word for word in words if word and not word.startswith("--")]
    roster = "roster.csv" if (folder / "roster.csv").exists() else listed
    aside = {"given.txt", "expected.zh.txt", "expected.en.txt", roster}
    found = sorted(path.name for path in folder.iterdir() if path.name not in aside)
    period = next((word[9:] for word in words if word.startswith("--period ")), "")
    return Given(tuple(named or found), roster, sheet, period)


def read(given: Given) -> tuple[Inputs | None, list[Problem]]:
    """The figures of these files, and what csperf says of them."""
    reading = Reading(given.sheet, given.period)
    exports, problems = open_exports(given.files, given.roster, KNOWN, reading)
    inputs, more = read_inputs(exports, NEEDED)
    return inputs, problems + more


@cache
def problems_of(folder: Path) -> list[Problem]:
    """What csperf says when the files of a folder are read from within it, which is done once."""
    return read(given_in(folder))[1]


def lines_of(problems: list[Problem], lang: Lang) -> str:
    """The lines in the order of their places, as the command shows them."""
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.id))
    return "".join(f"{tell(problem, lang)}\n" for problem in ordered)


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_fault_is_told_in_these_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    problems = problems_of(folder)
    assert bool(stopping(problems)) != (folder.name in ONLY_WARNED)
    for lang in ("zh", "en"):
        expected = (folder / f"expected.{lang}.txt").read_text(encoding="utf-8")
        assert lines_of(problems, lang) == expected


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_the_right_twin_gives_the_control_payroll(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same files without the fault say nothing of it and are paid as worked out by hand."""
    monkeypatch.chdir(folder)
    faults = {one.id for one in problems_of(folder)} - SAID_OF_BOTH.get(folder.name, set())
    for name, content in twin(folder).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    given = given_in(tmp_path)
    inputs, problems = read(given)
    assert not faults & {one.id for one in problems}
    assert inputs is not None, lines_of(problems, "en")
    found = figures_of(inputs)
    assert {name: found[name] for name in CONTROL} == CONTROL
    assert found == CONTROL | {name: BESIDE[name] for name in found.keys() - CONTROL.keys()}
    totals, said = paid(given)
    assert totals == TOTALS
    assert not faults & said


def figures_of(inputs: Inputs) -> dict[str, dict[str, str]]:
    """Each figure as text without zeros that mean nothing, by metric and agent."""
    names = [ALSO_CALLED.get(agent.name, agent.name) for agent in inputs.agents]
    return {
        metric: dict(zip(names, map(plain, cells), strict=True))
        for metric, cells in inputs.columns.items()
    }


def plain(value: object) -> str:
    """A figure as it would be written by hand."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def paid(given: Given) -> tuple[dict[str, str], set[str]]:
    """What each agent gets under the control plan, and the ids of all that was said."""
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")
    run = calculate(Request("plan.yaml", given.files, given.roster, given.sheet, given.period))
    names = [ALSO_CALLED.get(agent.name, agent.name) for agent in run.sheet.agents]
    totals = dict(zip(names, map(str, run.sheet.cells["total"]), strict=True))
    return totals, {one.id for one in run.warnings}


def test_every_family_of_faults_has_its_folders() -> None:
    named = {name for names in FAMILIES.values() for name in names.split()}
    assert named <= {path.name for path in CASES}


def test_every_explicit_twin_is_of_a_folder() -> None:
    assert RIGHT.keys() <= {path.name for path in CASES}


def record() -> None:
    """Write the lines as they are said now."""
    for folder in CASES:
        os.chdir(folder)
        problems = problems_of(folder)
        for lang in ("zh", "en"):
            path = folder / f"expected.{lang}.txt"
            path.write_text(lines_of(problems, lang), encoding="utf-8")


if __name__ == "__main__":
    record()
