"""Several plans in one run: who is paid by which, what is refused, and what each output shows."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from conftest import UNPAID, payroll_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from csperf.errors import CsperfError, Problem
from csperf.intake.files import open_file
from csperf.output.joint import joint_columns
from csperf.output.role_files import roles_csv, roles_json
from csperf.output.run import Payroll
from csperf.output.table import render_roles
from csperf.output.text_files import CSV_GROUPS
from csperf.output.words_text import explained_among
from csperf.output.workbook import workbook_bytes
from csperf.payroll import Request, calculate
from csperf.roles import calculate_roles, plan_files

CASE = Path(__file__).parent / "cases" / "roles_two_plans"
ROSTER = "姓名,岗位\n小美,售前\n阿英,售后\n"
DATA = "客服,净销售额\n小美,100\n阿英,200\n"
PLAN = 'csperf: 1\nplan: 方案\nversion: "1"\n{role}{more}pay:\n  提成: {commission}\n'
COMMISSION = "{commission: {of: 净销售额, rate: 1%}}"


def plan(role: str, more: str = "") -> str:
    written = f"role: {role}\n" if role else ""
    return (
        PLAN.replace("{role}", written).replace("{more}", more).replace("{commission}", COMMISSION)
    )


def asked(folder: Path, roster: str | None = ROSTER, data: str = DATA, **more: Any) -> Request:
    (folder / "data.csv").write_text(data, encoding="utf-8")
    named = None
    if roster is not None:
        named = str(folder / "roster.csv")
        (folder / "roster.csv").write_text(roster, encoding="utf-8")
    return Request("", (str(folder / "data.csv"),), named, **more)


def paid(folder: Path, plans: list[str], roster: str | None = ROSTER, **more: Any) -> Payroll:
    files = [str(folder / f"{number}.yaml") for number in range(len(plans))]
    for file, text in zip(files, plans, strict=True):
        Path(file).write_text(text, encoding="utf-8")
    return calculate_roles(asked(folder, roster, **more), files)


def refused(
    folder: Path, plans: list[str], roster: str | None = ROSTER, **more: Any
) -> list[Problem]:
    with pytest.raises(CsperfError) as caught:
        paid(folder, plans, roster, **more)
    return [fault for fault in caught.value.problems if fault.stops]


def alone(folder: Path, text: str, roster: str, **more: Any) -> tuple[list[str], list[Problem]]:
    """Whom one plan pays, and what is said of it."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    request = asked(folder, roster, **more)
    run = calculate(Request(str(folder / "plan.yaml"), *(request.data, request.roster), **more))
    return [agent.name for agent in run.sheet.agents], list(run.warnings)


def test_two_plans_of_one_role_are_refused(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, [plan("售前"), plan("presale"), plan("售后")])
    assert (fault.id, fault.place.line) == ("role-has-plan", 4)
    assert str(fault.facts["first"]).endswith("0.yaml:4:7")


def test_every_fault_of_every_plan_is_told_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, [plan("", "currency: USD\n"), "csperf: 1\n", plan("售后")], None)
    assert [fault.id for fault in found] == [
        *("missing-key", "missing-key", "plan-without-role"),
        *("plans-of-two-currencies", "roles-need-roster"),
    ]


def test_plans_that_read_changes_of_role_differently_are_refused(tmp_path: Path) -> None:
    other = plan("售后", "data: {changes: at_end}\n")
    found = refused(tmp_path, [plan("售前"), other])
    assert [fault.id for fault in found] == ["plans-of-two-changes"]


CHATS = """\
客服,买家,开始时间,结束时间
小美,甲,2026-10-05 09:00:00,2026-10-05 09:05:00
阿英,甲,2026-10-05 10:00:00,2026-10-05 10:05:00
"""
SOLD = """\
订单编号,买家,下单时间,付款时间,实付金额
1,甲,2026-10-05 11:00:00,2026-10-05 11:01:00,100
"""


def test_plans_by_which_one_order_would_be_two_people_s_are_refused(tmp_path: Path) -> None:
    """The first chat is 小美's, the last 阿英's; each plan would pay its own for the same order."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in {"接待.csv": CHATS, "订单.csv": SOLD}.items():
        (raw / name).write_text(text, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    files = [str(tmp_path / f"{number}.yaml") for number in range(2)]
    for file, role, chat in zip(files, ("售前", "售后"), ("first", "last"), strict=True):
        text = plan(role, f"attribution: {{chat: {chat}}}\n").replace("净销售额", "销售额")
        Path(file).write_text(text, encoding="utf-8")
    request = Request("", (str(raw),), str(tmp_path / "roster.csv"), period="2026-10")
    with pytest.raises(CsperfError) as caught:
        calculate_roles(request, files)
    (fault,) = caught.value.problems
    assert (fault.id, fault.place.file, fault.place.line) == (
        *("plans-of-two-attributions", files[1]),
        5,
    )
    alike = Path(files[0]).read_text(encoding="utf-8").replace("role: 售前", "role: 售后")
    Path(files[1]).write_text(alike, encoding="utf-8")
    runs = calculate_roles(request, files).runs
    assert [str(run.sheet.cells["提成"][0]) for run in runs] == ["1.00", "0.00"]
    told = plan("售前", "attribution: {chat: first}\n"), plan("售后", "attribution: {chat: last}\n")
    assert len(paid(tmp_path, list(told)).runs) == 2, "a ready table is not measured"


def test_a_plan_that_is_not_valid_in_the_month_is_refused(tmp_path: Path) -> None:
    found = refused(tmp_path, [plan("售前"), plan("售后", "until: 2026-09-30\n")], period="2026-10")
    assert [fault.id for fault in found] == ["period-outside-plan"]


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        ("姓名,级别\n小美,P1\n", ["roster-without-roles"]),
        ("姓名,岗位\n小美,\n阿英,\n", ["roster-without-roles"]),
        ("姓名,岗位\n小美,售前\n阿英,\n", ["role-blank"]),
        ("姓名,岗位\n小美,售前\n阿英,客服主管\n", ["role-without-plan"]),
        ("姓名,工号,旺旺,岗位\n小美,1,a,售前\n小美,1,b,售后\n", ["roster-two-roles"]),
    ],
)
def test_a_roster_that_leaves_a_role_open_is_refused(
    tmp_path: Path, roster: str, told: list[str]
) -> None:
    found = refused(tmp_path, [plan("售前"), plan("售后")], roster)
    assert [fault.id for fault in found] == told
    assert all(fault.place.file.endswith("roster.csv") for fault in found)


def test_of_a_dated_roster_who_joins_later_or_has_left_is_left_out_by_the_plan_of_the_role(
    tmp_path: Path,
) -> None:
    roster = (
        "姓名,工号,岗位,入职日期,离职日期,生效日期\n"
        "小美,1,售前,2020-01-01,,\n"
        "阿英,2,售前,2020-01-01,,\n"
        "阿英,2,售后,,,2026-10-01\n"
        "老王,3,售后,2026-11-05,,2026-11-05\n"
        "老李,4,售前,2020-01-01,2026-08-31,2020-01-01\n"
        "老李,4,售后,,,2026-03-01\n"
    )
    payroll = paid(tmp_path, [plan("售前"), plan("售后")], roster, period="2026-10")
    assert [agent.name for run in payroll.runs for agent in run.sheet.agents] == ["小美", "阿英"]
    gone = [(told.id, told.facts["names"]) for told in payroll.warnings]
    assert gone == [("agents-gone", ("老王", "老李"))]
    listed = f"{roster}小张,5,,2026-11-05,,\n"
    found = refused(tmp_path, [plan("售前"), plan("售后")], listed, period="2026-10")
    assert [(fault.id, fault.facts["name"]) for fault in found] == [("role-blank", "小张")]


def test_who_is_not_paid_is_named_by_role(tmp_path: Path) -> None:
    listed = ROSTER + "李姐,店长\n"
    (fault,) = refused(tmp_path, [plan("售前"), plan("售后")], listed)
    assert (fault.id, fault.facts["names"]) == ("role-without-plan", ("李姐",))
    payroll = paid(tmp_path, [plan("售前"), plan("售后")], listed, unpaid_roles=("店长",))
    assert [agent.name for run in payroll.runs for agent in run.sheet.agents] == ["小美", "阿英"]


def test_a_role_left_out_must_be_there_and_not_be_paid(tmp_path: Path) -> None:
    plans = [plan("售前"), plan("售后")]
    found = refused(tmp_path, plans, unpaid_roles=("店长",))
    assert [fault.id for fault in found] == ["unpaid-role-unknown"]
    found = refused(tmp_path, plans, unpaid_roles=("售后",))
    assert [fault.id for fault in found] == ["unpaid-role-has-plan"]


def test_a_plan_for_nobody_is_told(tmp_path: Path) -> None:
    payroll = paid(tmp_path, [plan("售前"), plan("售后"), plan("质检")])
    assert [warned.id for warned in payroll.warnings] == ["plan-pays-nobody"]
    assert len(payroll.runs) == 2
    found = refused(tmp_path, [plan("质检"), plan("店长")], unpaid_roles=("售前", "售后"))
    assert {fault.id for fault in found} == {"plan-pays-nobody"}


def test_what_both_plans_have_to_say_of_a_file_is_told_once(tmp_path: Path) -> None:
    data = DATA + "路人,5\n"
    found = refused(tmp_path, [plan("售前"), plan("售后")], data=data)
    assert [fault.id for fault in found] == ["agent-unknown"]


def test_a_table_that_another_plan_reads_is_not_called_unused(tmp_path: Path) -> None:
    other = plan("售后").replace("净销售额", "解决量")
    (tmp_path / "more.csv").write_text("客服,解决量\n阿英,7\n", encoding="utf-8")
    (tmp_path / "none.csv").write_text("客服,退款率\n阿英,7%\n", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("0.yaml", "1.yaml")]
    for file, text in zip(files, [plan("售前"), other], strict=True):
        Path(file).write_text(text.replace("rate: 1%", "each: 1"), encoding="utf-8")
    request = asked(tmp_path, data="客服,净销售额\n小美,100\n")
    data = tuple(str(tmp_path / name) for name in ("data.csv", "more.csv", "none.csv"))
    payroll = calculate_roles(Request("", data, request.roster), files)
    told = [(fault.id, Path(fault.place.file).name) for fault in payroll.warnings]
    assert told == [("table-unused", "none.csv")]


def test_each_file_is_opened_once(tmp_path: Path) -> None:
    opened: list[str] = []

    def counting(file: str, sheet: str | None = None) -> Any:
        opened.append(Path(file).name)
        return open_file(file, sheet)

    paid(tmp_path, [plan("售前"), plan("售后")], opener=counting)
    assert sorted(opened) == ["data.csv", "roster.csv"]


def test_a_folder_stands_for_the_plans_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "十月 方案"
    folder.mkdir()
    assert [fault.id for fault in plan_files([str(folder)])[1]] == ["folder-no-plan"]
    for name in ("b.yaml", "a.yml", "说明.txt"):
        (folder / name).write_text("", encoding="utf-8")
    names = [str(folder / name) for name in ("a.yml", "b.yaml")]
    assert plan_files([str(folder)])[0] == names
    assert plan_files([str(folder / "*.yaml"), names[1]])[0] == names[1:]
    assert plan_files([str(folder / "*.json")])[0] == [str(folder / "*.json")]


def test_one_plan_pays_its_role_alone_and_tells_of_the_others(tmp_path: Path) -> None:
    names, told = alone(tmp_path, plan("售前"), ROSTER)
    assert names == ["小美"]
    assert [(one.id, one.facts["names"]) for one in told] == [("other-roles", ("阿英",))]
    assert alone(tmp_path, plan("售前"), ROSTER, unpaid_roles=("售后",)) == (["小美"], [])


@pytest.mark.parametrize("roster", ["姓名\n小美\n阿英\n", "姓名,岗位\n小美,\n阿英,\n"])
def test_one_plan_pays_everybody_of_a_roster_without_roles(tmp_path: Path, roster: str) -> None:
    assert alone(tmp_path, plan("售前"), roster) == (["小美", "阿英"], [])


def test_one_plan_without_a_role_pays_everybody(tmp_path: Path) -> None:
    assert alone(tmp_path, plan(""), ROSTER) == (["小美", "阿英"], [])


def test_one_plan_whose_role_nobody_has(tmp_path: Path) -> None:
    names, told = alone(tmp_path, plan("质检"), "姓名,岗位\n小美,客服\n阿英,客服\n")
    assert (names, [one.id for one in told]) == (["小美", "阿英"], ["role-differs"])
    with pytest.raises(CsperfError) as caught:
        alone(tmp_path, plan("质检"), ROSTER)
    assert [fault.id for fault in caught.value.problems] == ["role-of-nobody"]


PERSON = st.tuples(st.sampled_from(["售前", "售后", UNPAID]), st.integers(1, 500))


@given(st.lists(PERSON, min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_role_is_paid_as_if_its_people_were_alone(people: list[tuple[str, int]]) -> None:
    """Means, boards and pay of a role know nothing of the others."""
    held = {role for role, _ in people}
    plans = [file for file, role in (("aftersale", "售后"), ("presale", "售前")) if role in held]
    if not plans:
        return
    with TemporaryDirectory() as given_folder:
        folder = Path(given_folder)
        payroll = calculate_roles(
            _month(folder, people, aside=(UNPAID,) if UNPAID in held else ()),
            [str(CASE / f"plan-{name}.yaml") for name in plans],
        )
        for run in payroll.runs:
            mine = [
                (role, n)
                for role, n in people
                if role == run.role or (run.role == "aftersale" and role == "售后")
            ]
            request = _month(folder, mine)
            by_itself = calculate(Request(run.plan_file, request.data, request.roster))
            assert _totals(run.sheet) == _totals(by_itself.sheet)


def _month(folder: Path, people: list[tuple[str, int]], aside: tuple[str, ...] = ()) -> Request:
    roster = ["姓名,岗位,级别", *(f"甲{n}号{i},{role},P1" for i, (role, n) in enumerate(people))]
    data = ["客服,净销售额,解决量,接待人数"]
    data += [f"甲{n}号{i},{n}00,{n},{n}" for i, (_, n) in enumerate(people)]
    return asked(folder, "\n".join(roster) + "\n", "\n".join(data) + "\n", unpaid_roles=aside)


def _totals(sheet: Any) -> list[Any]:
    return sorted(zip(sheet.cells["score"], sheet.cells["total"], strict=True))


# What each output shows


def test_the_csv_has_every_column_once_and_a_blank_where_a_plan_has_none() -> None:
    rows = list(csv.DictReader(StringIO(roles_csv(payroll_of(CASE), "zh").lstrip("\ufeff"))))
    shown = [
        (row["姓名"], row["岗位"], row["提成"], row["处理提成"], row["应发合计"]) for row in rows
    ]
    assert shown == [
        ("阿英", "aftersale", "", "200.00", "3300.00"),
        ("老王", "aftersale", "", "150.00", "2950.00"),
        ("小美", "售前", "800.00", "", "4500.00"),
        ("大勇", "售前", "400.00", "", "3400.00"),
    ]
    lines = [word for word in rows[0] if word in {"底薪", "处理提成", "绩效奖金", "提成", "第一奖"}]
    assert lines == ["底薪", "处理提成", "绩效奖金", "提成", "第一奖"]


def test_the_json_fits_its_schema_and_holds_each_role_as_it_is_alone() -> None:
    path = Path(__file__).parent.parent / "csperf" / "schema" / "result.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    told = json.loads(roles_json(payroll_of(CASE)))
    jsonschema.validate(told, schema)
    assert told["summary"] == {
        "people": 4,
        "unpaid": 0,
        "total": "14150.00",
        "mean": "3537.50",
        "highest": "4500.00",
        "lowest": "2950.00",
    }
    assert [len(result["agents"]) for result in told["results"]] == [2, 2]


def test_the_workbook_has_everyones_pay_and_a_page_of_scores_a_role() -> None:
    book = load_workbook(BytesIO(workbook_bytes(payroll_of(CASE), "zh")))
    assert book.sheetnames == [
        *("薪资表", "工资条", "绩效得分 aftersale", "绩效得分 售前"),
        *("排行榜 aftersale", "排行榜 售前", "验算 aftersale", "验算 售前"),
        *("规则 aftersale", "规则 售前", "校验"),
    ]  # fmt: skip
    pay = list(book["薪资表"].iter_rows(values_only=True))
    total, commission = pay[2].index("应发合计"), pay[2].index("提成")
    assert [row[total] for row in pay[3:8]] == [3300, 2950, 4500, 3400, 14150]
    assert [row[commission] for row in pay[3:8]] == [None, None, 800, 400, 1200]
    rules = [book[f"规则 {role}"] for role in ("aftersale", "售前")]
    about = [(row[0], row[1]) for page in rules for row in page.iter_rows(values_only=True)]
    hashes = [text for label, text in about if label == "方案 SHA-256"]
    assert hashes == [run.plan_sha256 for run in payroll_of(CASE).runs]


def test_sheets_of_roles_that_a_workbook_cannot_name_alike() -> None:
    payroll = payroll_of(CASE)
    odd = [f"售后/客服?{'长' * 40}{end}" for end in "一二"]
    runs = tuple(replace(run, role=role) for run, role in zip(payroll.runs, odd, strict=True))
    book = load_workbook(BytesIO(workbook_bytes(Payroll(runs), "zh")))
    assert len(set(book.sheetnames)) == 11
    assert all(len(name) <= 31 for name in book.sheetnames)


@pytest.mark.parametrize("width", [None, 40])
def test_the_last_table_sums_the_roles(width: int | None) -> None:
    text = render_roles(payroll_of(CASE), "zh", width=width, color=False)
    last = text[text.index("各岗位合计") :]
    assert [amount in last for amount in ("6250.00", "7900.00", "14150.00")] == [True] * 3
    assert width is None or max(map(len, text.splitlines())) <= width


def test_an_explanation_finds_the_sheet_of_the_agent() -> None:
    runs = payroll_of(CASE).runs
    for name, line, value in (("小美", "", "4500.00"), ("阿英", "处理提成", "200.00")):
        found, _ = explained_among(runs, name, line, "zh")
        assert found is not None
        assert found.told[0].value == value
    (fault,) = explained_among(runs, "小妹", "", "zh")[1]
    assert (fault.id, fault.facts["near"]) == ("no-such-agent", "小美")


MEASURED = """\
metrics: {{服务: {{column: {column}, unit: {unit}}}}}
indicators:
  服务: {{weight: 100%, bands: [{{at_least: {bound}, points: 9}}, {{otherwise: 0}}]}}
"""


def test_columns_that_differ_in_their_unit_stay_two(tmp_path: Path) -> None:
    plans = [
        plan(role, MEASURED.format(unit=unit, column=column, bound=bound))
        for role, unit, column, bound in (
            ("售前", "percent", "服务率", "5%"),
            ("售后", "count", "服务数", "5"),
        )
    ]
    payroll = paid(tmp_path, plans, data="客服,净销售额,服务率,服务数\n小美,1,6%,\n阿英,2,,7\n")
    words = [one.heading for one in joint_columns(payroll.runs, CSV_GROUPS, "zh")]
    measured = [word for word in words if "服务" in word]
    assert measured == ["服务（售前）", "服务（售后）", "服务分值"]
