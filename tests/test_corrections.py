"""Corrections of closed months: what was paid and what follows is what the months are worth."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from contextlib import chdir
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from csperf.cli.main import run

ROOT = Path(__file__).parent.parent
PLAN = (
    'csperf: 1\nplan: 方案\nversion: "1"\n{more}pay:\n'
    "  提成: {{commission: {{of: 净销售额, rate: {rate}}}}}\n"
)
RESULT = json.loads((ROOT / "csperf/schema/result.schema.json").read_text(encoding="utf-8"))

Said = pytest.CaptureFixture[str]
Totals = dict[str, str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan, in which csperf runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793500000")
    plan()
    return tmp_path


def plan(rate: str = "1%", more: str = "", pay: str = "") -> None:
    Path("plan.yaml").write_text(PLAN.format(rate=rate, more=more) + pay, encoding="utf-8")


def export(name: str, sales: Mapping[str, int | str]) -> str:
    rows = "".join(f"{who},{amount}\n" for who, amount in sales.items())
    Path(name).write_text(f"客服,净销售额\n{rows}", encoding="utf-8")
    return name


def close(period: str, sales: Mapping[str, int | str], *more: str) -> int:
    file = export(f"{int(period[-2:])}月.csv", sales)
    return run(["close", period, "plan.yaml", "--data", file, *more])


def correct(period: str, sales: Mapping[str, int | str], *more: str) -> int:
    file = export("改.csv", sales)
    return run(["correct", period, "--data", file, "--reason", "月后退款", *more])


def paid(period: str) -> Totals:
    """Everybody's total of a closed month, as it is computed again."""
    assert run(["calc", period, "--force", "-o", f"{period}.json"]) == 0
    whole = json.loads(Path(f"{period}.json").read_text("utf-8"))
    jsonschema.validate(whole, RESULT)
    parts = whole.get("results", [whole])
    return {one["name"]: one["total"] for part in parts for one in part["agents"]}


def lines(period: str, name: str) -> dict[str, str]:
    """A person's pay lines of a closed month."""
    paid(period)
    whole = json.loads(Path(f"{period}.json").read_text("utf-8"))
    parts = whole.get("results", [whole])
    agents = [one for part in parts for one in part["agents"] if one["name"] == name]
    return {line["line"]: line["amount"] for line in agents[0]["pay"]}


@pytest.mark.usefixtures("desk")
def test_refunds_after_pay_are_taken_back_by_the_next_month() -> None:
    assert close("2026-10", {"小美": 100000, "阿英": 20050}) == 0
    assert correct("2026-10", {"小美": 90000, "阿英": 20050}) == 0
    assert close("2026-11", {"小美": 50000, "阿英": 10000}) == 0
    # 11: 50000 × 1% = 500.00, less what 10000 refunded in October had paid, 100.00
    assert paid("2026-11") == {"小美": "400.00", "阿英": "100.00"}
    assert lines("2026-11", "小美") == {"提成": "500.00", "2026-10 提成": "-100.00"}
    # some of the refunds were taken back: October is worth 950.00, and 900.00 was paid so far
    assert correct("2026-10", {"小美": 95000, "阿英": 20050}) == 0
    assert close("2026-12", {"小美": 10000, "阿英": 10000}) == 0
    assert lines("2026-12", "小美") == {"提成": "100.00", "2026-10 提成 (2)": "50.00"}
    # 1000.00 + 400.00 + 150.00 = 950.00 + 500.00 + 100.00
    assert paid("2026-10")["小美"] == "1000.00"
    assert paid("2026-12")["小美"] == "150.00"


@pytest.mark.usefixtures("desk")
def test_a_corrected_plan_pays_the_difference_of_every_line(capsys: Said) -> None:
    assert close("2026-10", {"小美": 100000, "阿英": 20050}) == 0
    plan("1.5%", pay="  全勤: {bonus: {fixed: 200}}\n")
    capsys.readouterr()
    assert run(["correct", "2026-10", "plan.yaml", "--reason", "方案写错", "-f", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    found = [
        (one["Agent"], one["Line"], one["Paid"], one["Worth"], one["Difference"]) for one in rows
    ]
    assert found == [
        ("小美", "提成", "1000.00", "1500.00", "500.00"),
        ("小美", "全勤", "0.00", "200.00", "200.00"),
        ("阿英", "提成", "200.50", "300.75", "100.25"),
        ("阿英", "全勤", "0.00", "200.00", "200.00"),
    ]
    assert close("2026-11", {"小美": 10000, "阿英": 10000}) == 0
    # 10000 × 1.5% + 200 = 350.00; 350.00 + 700.00 and 350.00 + 300.25
    assert paid("2026-11") == {"小美": "1050.00", "阿英": "650.25"}


@pytest.mark.usefixtures("desk")
def test_who_has_left_is_paid_apart_and_who_was_forgotten_is_paid_all(capsys: Said) -> None:
    assert close("2026-10", {"小美": 100000, "阿英": 20000}) == 0
    assert correct("2026-10", {"小美": 100000, "阿英": 30000, "老王": 5000}) == 0
    assert close("2026-11", {"小美": 10000, "老王": 10000}) == 0
    assert "[corrected-absent]" in capsys.readouterr().err
    # 阿英 is no longer there and gets 300.00 - 200.00; 老王 100.00 + 50.00
    assert paid("2026-11") == {"小美": "100.00", "老王": "150.00", "阿英": "100.00"}
    whole = json.loads(Path("2026-11.json").read_text("utf-8"))
    assert [part["plan"]["role"] for part in whole["results"]] == ["", "更正"]
    assert whole["summary"]["total"] == "350.00"
    assert run(["calc", "2026-11", "-o", "pay.xlsx", "-o", "pay.html"]) == 0
    assert run(["payslips", "2026-11", "-o", "slips", "-f", "xlsx"]) == 0
    slip = load_workbook("slips/2026-11 阿英.xlsx").active
    assert slip is not None
    cells = [str(cell.value) for row in slip.iter_rows() for cell in row if cell.value is not None]
    assert any("2026-10 提成" in cell for cell in cells)
    assert any("月后退款" in cell for cell in cells)
    other = load_workbook("slips/2026-11 小美.xlsx").active
    assert other is not None
    every = [str(cell.value) for row in other.iter_rows() for cell in row if cell.value is not None]
    assert not any("2026-10" in cell for cell in every)


@pytest.mark.usefixtures("desk")
def test_a_limit_of_the_month_is_corrected_as_a_line_of_its_own() -> None:
    plan(more="limits: {total: {at_most: 950}}\n")
    assert close("2026-10", {"小美": 100000, "阿英": 50000}) == 0
    assert paid("2026-10") == {"小美": "950.00", "阿英": "500.00"}
    assert correct("2026-10", {"小美": 94000, "阿英": 99000}) == 0
    assert close("2026-11", {"小美": 200000, "阿英": 10000}) == 0
    # 小美: the line -60.00, of which the limit had taken 50.00, so 950.00 - 10.00; this month's
    # limit is about this month's lines. 阿英: the line 490.00, less 40.00 by the limit.
    assert lines("2026-11", "小美") == {
        "提成": "2000.00",
        "2026-10 提成": "-60.00",
        "2026-10 limits": "50.00",
    }
    assert paid("2026-11") == {"小美": "940.00", "阿英": "550.00"}


@pytest.mark.usefixtures("desk")
def test_a_level_that_was_wrong_is_corrected_by_the_roster_alone() -> None:
    plan(pay="  底薪: {base: {by: 级别, amounts: {P1: 3000, P2: 3500}}}\n")
    roster = "姓名,工号,级别\n小美,7,{level}\n"
    Path("roster.csv").write_text(roster.format(level="P1"), encoding="utf-8")
    assert close("2026-10", {"小美": 10000}, "--roster", "roster.csv") == 0
    Path("roster.csv").write_text(roster.format(level="P2"), encoding="utf-8")
    assert run(["correct", "2026-10", "-r", "roster.csv", "--reason", "10 月起升 P2"]) == 0
    assert close("2026-11", {"小美": 10000}, "--roster", "roster.csv") == 0
    assert lines("2026-11", "小美") == {
        "提成": "100.00",
        "底薪": "3500.00",
        "2026-10 底薪": "500.00",
    }
    assert paid("2026-11") == {"小美": "4100.00"}


@pytest.mark.usefixtures("desk")
def test_who_is_given_a_staff_id_later_stays_the_same_person() -> None:
    assert close("2026-10", {"小美": 10000}) == 0
    Path("roster.csv").write_text("姓名,工号\n小美,7\n", encoding="utf-8")
    assert correct("2026-10", {"小美": 20000}, "--roster", "roster.csv") == 0
    assert close("2026-11", {"小美": 10000}, "--roster", "roster.csv") == 0
    assert paid("2026-11") == {"小美": "200.00"}


@pytest.mark.usefixtures("desk")
def test_nothing_is_recorded_where_nothing_is_different(capsys: Said) -> None:
    assert close("2026-10", {"小美": 10000}) == 0
    assert correct("2026-10", {"小美": 10000}) == 0
    assert [one.name for one in Path("history/2026-10").iterdir()] == ["01-closed"]
    assert correct("2026-10", {"小美": 20000}) == 0
    assert correct("2026-10", {"小美": 20000}) == 0
    assert len([*Path("history/2026-10").iterdir()]) == 2
    assert run(["reopen", "2026-10", "--reason", "x"]) == 1
    assert "[reopen-corrected]" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_a_month_opened_again_owes_its_corrections_once_more() -> None:
    assert close("2026-10", {"小美": 10000}) == 0
    assert correct("2026-10", {"小美": 20000}) == 0
    assert close("2026-11", {"小美": 10000}) == 0
    assert run(["reopen", "2026-11", "--reason", "没发出去"]) == 0
    assert close("2026-11", {"小美": 30000}) == 0
    assert paid("2026-11") == {"小美": "400.00"}
    assert close("2026-12", {"小美": 10000}) == 0
    assert paid("2026-12") == {"小美": "100.00"}


@pytest.mark.usefixtures("desk")
def test_a_month_closed_with_corrections_is_the_same_on_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert close("2026-10", {"小美": 10000, "阿英": 20000}) == 0
    assert correct("2026-10", {"小美": 20000, "阿英": 10000}) == 0
    assert close("2026-11", {"小美": 10000}) == 0
    assert close("2026-11", {"小美": 10000}) == 0  # the same again, corrections and all
    files = ["-o", "pay.xlsx", "-o", "pay.json", "-o", "pay.csv"]
    assert run(["calc", "plan.yaml", "-d", "11月.csv", "-p", "2026-11", *files]) == 0
    assert (
        correct("2026-10", {"小美": 30000, "阿英": 10000}) == 0
    )  # of which that month knows nothing
    other = tmp_path / "other"
    shutil.copytree("history", other / "history")
    shutil.rmtree(other / "history" / "2026-10")
    monkeypatch.chdir(other)
    assert run(["calc", "2026-11", *files]) == 0
    for name in ("pay.xlsx", "pay.json", "pay.csv"):
        assert Path(name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.usefixtures("desk")
def test_taking_back_more_than_a_fifth_or_more_than_all_is_warned_of(capsys: Said) -> None:
    assert close("2026-10", {"小美": 100000, "阿英": 50000}) == 0
    assert correct("2026-10", {"小美": 70000, "阿英": 0}) == 0
    assert close("2026-11", {"小美": 50000, "阿英": 10000}) == 0
    said = capsys.readouterr().err
    # 小美: 300.00 of 500.00; 阿英: 500.00 of 100.00, which leaves -400.00
    assert "[deductions-over-fifth]" in said
    assert "[corrected-below-zero]" in said
    assert paid("2026-11") == {"小美": "200.00", "阿英": "-400.00"}


@pytest.mark.usefixtures("desk")
def test_who_changes_roles_takes_corrections_along(capsys: Said) -> None:
    roster = "姓名,岗位\n小美,{first}\n阿英,售后\n"
    for name, role, rate in (("a", "售前", "1%"), ("b", "售后", "2%")):
        plan(rate, more=f"role: {role}\n")
        Path("plan.yaml").rename(f"{name}.yaml")
    Path("roster.csv").write_text(roster.format(first="售前"), encoding="utf-8")
    given_ = ["a.yaml", "b.yaml", "--roster", "roster.csv", "--data"]
    assert (
        run(["close", "2026-10", *given_, export("10月.csv", {"小美": 10000, "阿英": 10000})]) == 0
    )
    assert correct("2026-10", {"小美": 20000, "阿英": 5000}) == 0
    Path("roster.csv").write_text("姓名,岗位\n小美,售后\n阿英,售后\n", encoding="utf-8")
    sales = export("11月.csv", {"小美": 10000, "阿英": 10000})
    assert run(["close", "2026-11", "b.yaml", "--roster", "roster.csv", "--data", sales]) == 0
    # 小美 200.00 by the new role's plan and 100.00 for October; 阿英 200.00 - 100.00
    assert paid("2026-11") == {"小美": "300.00", "阿英": "100.00"}
    # whose role is paid by nobody waits for a payroll of it
    assert correct("2026-10", {"小美": 20000, "阿英": 5000, "老王": 100}) == 1
    assert "[agent-unknown]" in capsys.readouterr().err


@pytest.mark.usefixtures("desk")
def test_corrections_of_a_role_that_is_not_paid_wait(capsys: Said) -> None:
    Path("roster.csv").write_text("姓名,岗位\n小美,售前\n阿英,售后\n", encoding="utf-8")
    for name, role in (("a", "售前"), ("b", "售后")):
        plan(more=f"role: {role}\n")
        Path("plan.yaml").rename(f"{name}.yaml")
    given_ = ["a.yaml", "b.yaml", "--roster", "roster.csv", "--data"]
    assert (
        run(["close", "2026-10", *given_, export("10月.csv", {"小美": 10000, "阿英": 10000})]) == 0
    )
    assert correct("2026-10", {"小美": 10000, "阿英": 20000}) == 0
    Path("roster.csv").write_text("姓名,岗位\n小美,售前\n", encoding="utf-8")
    sales = export("11月.csv", {"小美": 10000})
    assert run(["close", "2026-11", "a.yaml", "--roster", "roster.csv", "--data", sales]) == 0
    assert "[corrections-wait]" in capsys.readouterr().err
    assert paid("2026-11") == {"小美": "100.00"}
    Path("roster.csv").write_text("姓名,岗位\n小美,售前\n阿英,售后\n", encoding="utf-8")
    sales = export("11月.csv", {"阿英": 10000})
    given_ = ["b.yaml", "--roster", "roster.csv", "--data", sales, "--unpaid-role", "售前"]
    assert run(["close", "2026-11", *given_]) == 0
    assert paid("2026-11") == {"小美": "100.00", "阿英": "200.00"}


@pytest.mark.usefixtures("desk")
def test_who_left_two_roles_that_are_closed_apart_is_paid_by_the_closing_of_his_role(
    capsys: Said,
) -> None:
    people = {"小美": "售前", "阿英": "售后", "甲": "售前", "乙": "售后"}
    rows = [f"{name},{role}\n" for name, role in people.items()]
    Path("roster.csv").write_text("姓名,岗位\n" + "".join(rows), encoding="utf-8")
    for name, role in (("a", "售前"), ("b", "售后")):
        plan(more=f"role: {role}\n")
        Path("plan.yaml").rename(f"{name}.yaml")
    plans = ["a.yaml", "b.yaml", "--roster", "roster.csv", "--data"]
    assert run(["close", "2026-10", *plans, export("10月.csv", dict.fromkeys(people, 10000))]) == 0
    assert correct("2026-10", {"小美": 10000, "阿英": 10000, "甲": 12000, "乙": 9000}) == 0
    Path("roster.csv").write_text("姓名,岗位\n" + "".join(rows[:2]), encoding="utf-8")
    sales = export("11月.csv", {"小美": 10000, "阿英": 10000})
    for name, other in (("a", "售后"), ("b", "售前")):
        apart = [f"{name}.yaml", "--roster", "roster.csv", "--unpaid-role", other]
        assert run(["close", "2026-11", *apart, "--data", sales]) == 0
    capsys.readouterr()
    assert run(["calc", "-p", "2026-11", *plans, sales, "-o", "both.json"]) == 0
    assert "[month-closed-other]" not in capsys.readouterr().err
    whole = json.loads(Path("both.json").read_text("utf-8"))["results"]
    totals = {one["plan"]["role"]: one["summary"]["total"] for one in whole}
    left = {"更正（售前）": "20.00", "更正（售后）": "-10.00"}
    assert totals == {"售前": "100.00", "售后": "100.00", **left}
    assert paid("2026-11") == {"小美": "100.00", "阿英": "100.00", "甲": "20.00", "乙": "-10.00"}
    capsys.readouterr()
    assert run(["diff", "2026-11", "both.json", "-f", "tsv"]) == 0
    assert "2026-11" in capsys.readouterr().err, "it says that nothing differs"
    assert run(["history", "2026-11", "-f", "json"]) == 0
    assert capsys.readouterr().out.count("更正（售前）") == 3  # role, plan, and who is paid by it


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["correct", "plan.yaml", "-d", "改.csv", "--reason", "x"], "correct-without-period"),
        (["correct", "2026-09", "-d", "改.csv", "--reason", "x"], "correct-not-closed"),
        (["correct", "2026-10", "-d", "改.csv", "--reason", " "], "correct-without-reason"),
        (["correct", "2026-10", "dollar.yaml", "--reason", "x"], "correct-currency"),
        (["correct", "2026-10", "role.yaml", "--reason", "x"], "correct-role"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_corrected_is_told(arguments: list[str], told: str, capsys: Said) -> None:
    assert close("2026-10", {"小美": 10000}) == 0
    export("改.csv", {"小美": 20000})
    for name, more in (("dollar", "currency: USD\n"), ("role", "role: 售前\n")):
        text = PLAN.format(rate="1%", more=more)
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    assert run(arguments) == 1
    assert f"[{told}]" in capsys.readouterr().err


PEOPLE = ("小美", "阿英", "老王")
SALES = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 300_000), min_size=1)
MONTHS = ("2026-08", "2026-09", "2026-10")


def worth(sales: Mapping[str, int]) -> dict[str, Decimal]:
    """By hand: 1% of the sales, 2000.00 at most."""
    return {who: min(Decimal(amount) / 100, Decimal(2000)) for who, amount in sales.items()}


@settings(max_examples=12, deadline=None)
@given(
    st.tuples(SALES, SALES, SALES),
    st.lists(st.tuples(st.sampled_from((0, 1)), SALES), max_size=3),
    st.lists(st.tuples(st.sampled_from((0, 1)), SALES), max_size=2),
)
def test_all_that_is_paid_is_what_the_months_are_worth(
    months: tuple[dict[str, int], ...],
    after_second: list[tuple[int, dict[str, int]]],
    before_second: list[tuple[int, dict[str, int]]],
) -> None:
    with TemporaryDirectory() as folder, chdir(folder):
        plan(more="limits: {total: {at_most: 2000}}\n")
        last = [worth(sales) for sales in months]
        assert close(MONTHS[0], months[0]) == 0
        for _, sales in before_second:
            assert correct(MONTHS[0], sales) == 0
            last[0] = worth(sales)
        assert close(MONTHS[1], months[1]) == 0
        for month, sales in after_second:
            assert correct(MONTHS[month], sales) == 0
            last[month] = worth(sales)
        assert close(MONTHS[2], months[2]) == 0
        paid_out: dict[str, Decimal] = {}
        for period in MONTHS:
            for who, total in paid(period).items():
                paid_out[who] = paid_out.get(who, Decimal(0)) + Decimal(total)
        due: dict[str, Decimal] = {}
        for month_worth in last:
            for who, amount in month_worth.items():
                due[who] = due.get(who, Decimal(0)) + amount
        assert {who: paid_out.get(who, 0) for who in PEOPLE} == {
            who: due.get(who, 0) for who in PEOPLE
        }
