"""Results of earlier months: read back as they were written, or refused with the reason."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import payroll_of
from test_output import shop
from test_report import Page, page_of

from csperf.errors import CsperfError
from csperf.output.html.report import report_bytes
from csperf.output.role_files import roles_json
from csperf.output.run import Run
from csperf.output.text_files import json_text
from csperf.past_results import PastFigures, past_results, told_apart

ROOT = Path(__file__).parent.parent
ROLES = ROOT / "tests" / "cases" / "roles_two_plans"
Change = Callable[[dict[str, Any]], object]


def written(folder: Path, run: Run, name: str = "") -> str:
    """The result of a run as csperf writes it."""
    file = folder / (name or f"{run.period}.json")
    file.write_text(json_text(run), encoding="utf-8")
    return str(file)


def september(folder: Path) -> str:
    return written(folder, replace(shop(), period="2026-09"))


def refused(files: list[str], run: Run) -> list[str]:
    with pytest.raises(CsperfError) as raised:
        past_results(files, run)
    return [problem.id for problem in raised.value.problems]


def test_a_result_is_read_back_as_it_was_paid(tmp_path: Path) -> None:
    (found,) = past_results([september(tmp_path)], shop())
    assert (found.period, found.role, found.total) == ("2026-09", "presale", Decimal("14823.01"))
    assert found.people["小王", "007"] == PastFigures(2, Decimal("88.00"), Decimal("4898.01"))
    assert found.people["新人", ""] == PastFigures(None, None, None)


def test_the_oldest_month_stands_first(tmp_path: Path) -> None:
    files = [written(tmp_path, replace(shop(), period=f"2026-0{nth}")) for nth in (9, 7, 8)]
    assert [one.period for one in past_results(files, shop())] == ["2026-07", "2026-08", "2026-09"]


def test_a_payroll_is_read_role_by_role(tmp_path: Path) -> None:
    payroll = payroll_of(ROLES)
    earlier = [replace(run, period="2026-09") for run in payroll.runs]
    now = [replace(run, period="2026-10") for run in payroll.runs]
    file = tmp_path / "9.json"
    file.write_text(roles_json(replace(payroll, runs=tuple(earlier))), encoding="utf-8")
    result = replace(payroll, runs=tuple(now))
    found = past_results([str(file)], result)
    assert [one.role for one in found] == [run.role for run in payroll.runs]
    page = Page(report_bytes(result, "zh", found))
    assert page.texts.count("各月应发总额") == 2 * len(found)  # the heading, and the chart's title
    ids = page.having("id")
    assert len(set(ids)) == len(ids)


def test_the_months_stand_in_the_report(tmp_path: Path) -> None:
    run = shop()
    found = past_results([september(tmp_path)], run)
    page = Page(report_bytes(run, "zh", found))
    assert "2026-09：14823.01" in page.texts
    assert "一条线一个人，从 2026-09 到 2026-10，共 3 人。" in page.texts
    assert page.texts.count("各月") == 4  # everybody was there in September
    assert str(tmp_path / "2026-09.json") in page.texts
    assert "各月应发总额" not in page_of(run).texts


def test_a_stranger_of_the_same_name_has_no_past(tmp_path: Path) -> None:
    agents = tuple(replace(agent, id=f"9{agent.id}") for agent in shop().sheet.agents)
    run = replace(shop(), sheet=replace(shop().sheet, agents=agents))
    page = Page(report_bytes(run, "zh", past_results([september(tmp_path)], run)))
    assert "各月" not in page.texts
    assert "各月应发总额" in page.texts


@pytest.mark.parametrize(
    ("change", "id_"),
    [
        ({"period": "2026-10"}, "past-result-not-before"),
        ({"period": ""}, "past-result-undated"),
        ({"currency": "USD"}, "past-result-currency"),
        ({"role": "售后"}, "past-result-role"),
    ],
)
def test_a_result_of_something_else_is_refused(
    change: dict[str, Any], id_: str, tmp_path: Path
) -> None:
    file = written(tmp_path, replace(shop(), **({"period": "2026-09"} | change)), "x.json")
    assert refused([file], shop()) == [id_]


def test_a_run_without_a_month_has_no_earlier_ones(tmp_path: Path) -> None:
    assert refused([september(tmp_path)], replace(shop(), period="")) == ["past-result-undated"]


def test_a_month_is_given_once(tmp_path: Path) -> None:
    again = written(tmp_path, replace(shop(), period="2026-09"), "再来.json")
    assert refused([september(tmp_path), again], shop()) == ["past-result-twice"]


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.update(schema=2),
        lambda whole: whole.pop("plan"),
        lambda whole: whole.update(agents={}),
        lambda whole: whole["agents"][0].update(score="88,00"),
        lambda whole: whole["agents"][0].update(total=4898.01),
        lambda whole: whole["agents"][0].update(total=4898),
        lambda whole: whole["agents"][0].update(rank=True),
        lambda whole: whole.update(period=202609),
    ],
)
def test_what_csperf_does_not_write_is_refused(change: Change, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    whole = json.loads(json_text(replace(shop(), period="2026-09")))
    change(whole)
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert refused([str(file)], shop()) == ["past-result-strange"]


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"[" * 100_000, b"7"])
def test_what_is_no_result_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    assert refused([str(file)], shop()) == ["past-result-strange"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused([str(tmp_path / "x.json")], shop()) == ["past-result-unread"]


def test_results_stand_beside_exports_and_patterns_are_filled_in(tmp_path: Path) -> None:
    files = [written(tmp_path, replace(shop(), period=f"2026-0{nth}")) for nth in (8, 9)]
    given = ["9月.xlsx", str(tmp_path / "*.json")]
    assert told_apart(given) == (["9月.xlsx"], files)


def test_the_command_line_knows_them(tmp_path: Path) -> None:
    plan, data = (
        str(ROOT / "tests" / "cases" / "three_kpis" / n) for n in ("plan.yaml", "data.csv")
    )
    base = [sys.executable, "-m", "csperf", "calc", plan, "--data", data, "--lang", "en"]

    def run(*more: str) -> tuple[int, str]:
        done = subprocess.run(
            [*base, *more], capture_output=True, text=True, cwd=tmp_path, check=False
        )
        return done.returncode, done.stderr

    assert run("--period", "2026-09", "-o", "9.json")[0] == 0
    code, told = run("--period", "2026-10", "--past", "9.json", "-o", "report.html")
    assert (code, "wrote report.html" in told) == (0, True)
    assert "2026-09" in (tmp_path / "report.html").read_text(encoding="utf-8")
    code, told = run("--period", "2026-10", "--past", "9.json")
    assert (code, "past-result-unused" in told) == (0, True)
    code, told = run("--period", "2026-09", "--past", "9.json", "-o", "again.html")
    assert (code, "past-result-not-before" in told) == (1, True)
    assert not (tmp_path / "again.html").exists()
