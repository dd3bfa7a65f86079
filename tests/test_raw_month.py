"""The example shop's October measured from raw exports: its agent table, and the same payroll."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from csperf.errors import CsperfError
from csperf.exact import CENT, rounded
from csperf.inputs import Wanted
from csperf.intake.exports import Reading, open_exports
from csperf.intake.payees import read_inputs
from csperf.metrics import lists as listing
from csperf.metrics.catalogue import catalogue
from csperf.output.measured_tables import measured_sections
from csperf.output.sheets.list_book import list_bytes
from csperf.output.text_files import csv_text
from csperf.payroll import Request, calculate
from csperf.raw_month import Wish, raw_month
from csperf.row_lists import rows_listed

SHOP = Path(__file__).parents[1] / "examples"
ROSTER, SCORES = str(SHOP / "花名册.csv"), str(SHOP / "主管打分.csv")
PERIOD = "2026-10"
REFUND_RATE = "\nmetrics:\n  退款率: {unit: percent, formula: 退款金额 / 销售额}\n"
"""The trade knows several refund rates, so a plan that is paid from raw exports says which."""
LESS_AND_SEASON = """
selling: {less_refunds: true}
seasons: {国庆: {from: 2026-10-01, until: 2026-10-07, exclude_days: [2026-10-01]}}
indicators:"""
NOT_TOLD = {"转出人数", "答问比", "手工折扣率", "退款率"}
"""What the ready table has and the raw exports do not tell (of the rate: not which)."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    subprocess.run([sys.executable, str(SHOP / "make_raw.py"), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    text = (SHOP / "plan.yaml").read_text(encoding="utf-8")
    file.write_text(text + REFUND_RATE, encoding="utf-8")
    return str(file)


def paid(plan: str, *data: str) -> str:
    return csv_text(calculate(Request(plan, data, ROSTER, period=PERIOD)), "zh")


def rows_of(text: str) -> dict[str, dict[str, str]]:
    found = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {row["姓名"]: row for row in found}


def test_a_list_is_in_the_order_of_time_and_not_of_the_names_of_cells(raw: Path) -> None:
    wish = Wish((str(raw),), ROSTER, Reading(period=PERIOD))
    with raw_month(wish) as (month, problems):
        assert month is not None, problems
        agent = next(iter(month.agents))
        rows = rows_listed(month, "lost", listing.Wanted(agent))
    moments = [row.cells["started"] for row in rows]
    assert len({row.place for row in rows}) == len(moments) > 1
    assert moments == sorted(moments)


def test_who_tells_no_answers_does_not_say_that_none_came(raw: Path) -> None:
    told = [str(file) for file in raw.iterdir() if "聊天记录" not in file.name]
    bands = []
    for files in ((str(raw),), tuple(told)):
        with raw_month(Wish(files, ROSTER, Reading(period=PERIOD))) as (month, problems):
            assert month is not None, problems
            rows = rows_listed(month, "lost", listing.Wanted(next(iter(month.agents))))
        bands.append({"band" in row.cells for row in rows})
    assert bands == [{True}, {False}]


def test_the_measured_table_is_the_ready_one(raw: Path) -> None:
    reading = Reading(period=PERIOD)
    known = {name: metric.headings for name, metric in catalogue().items()}
    ready = str(SHOP / "10月-售前明细.csv")
    exports, _ = open_exports((ready,), ROSTER, known, reading)
    of_ready = {name for one in exports.tables for name in one.table.columns}
    wanted = [Wanted(name, catalogue()[name].unit) for name in sorted(of_ready)]
    inputs, _ = read_inputs(exports, wanted)
    assert inputs is not None
    with raw_month(Wish((str(raw),), ROSTER, reading)) as (month, problems):
        assert month is not None, problems
        table = month.table(month.counts()[0])
    people = [key[0] for key in table.keys]
    assert people == [agent.name for agent in inputs.agents]
    assert of_ready - table.figures.keys() == NOT_TOLD
    for name in sorted(of_ready - NOT_TOLD):
        figures = table.figures[name]
        if name == "客件数":  # exported to the hundredth
            figures = [rounded(one, CENT) if isinstance(one, Decimal) else one for one in figures]
        assert list(figures) == list(inputs.columns[name]), name


def test_a_refund_rate_of_days_is_not_made_of_sales_less_refunds(raw: Path, plan: str) -> None:
    """Days are put together by the catalogue's formula, which divides by the sales as they are."""
    text = Path(plan).read_text(encoding="utf-8").replace(REFUND_RATE, "")
    text = text.replace("退款率", "金额退款率").replace("\nindicators:", LESS_AND_SEASON)
    own = "\nmetrics:\n  金额退款率: {unit: percent, formula: 退款金额 / 退款前销售额}\n"
    told = []
    for name, whole in (("read.yaml", text), ("own.yaml", text + own)):
        file = Path(plan).with_name(name)
        file.write_text(whole, encoding="utf-8")
        try:
            paid(str(file), str(raw), SCORES)
            found: set[str] = set()
        except CsperfError as error:
            found = {one.id for one in error.problems if one.stops}
        told.append("refund-rate-net" in found)
    assert told == [True, False]


def test_raw_exports_pay_what_the_ready_table_pays(raw: Path, plan: str) -> None:
    measured = rows_of(paid(plan, str(raw), SCORES))
    ready = rows_of(paid(str(SHOP / "plan.yaml"), str(SHOP / "10月-售前明细.csv"), SCORES))
    assert list(measured) == list(ready)
    for name, row in ready.items():
        assert {heading: measured[name][heading] for heading in row} == row


def test_a_refund_rate_of_which_nobody_says_which_is_refused_with_what_there_is(raw: Path) -> None:
    with pytest.raises(CsperfError) as caught:
        paid(str(SHOP / "plan.yaml"), str(raw), SCORES)
    (fault,) = (one for one in caught.value.problems if one.id == "metric-of-kinds")
    assert (fault.place.line, fault.facts["name"]) == (57, "退款率")
    assert fault.facts["kinds"] == ("金额退款率", "订单退款率")
    assert fault.facts["formula"] == "退款金额 / 销售额"


def test_a_table_that_measure_wrote_pays_what_the_raw_exports_pay(
    raw: Path, plan: str, tmp_path: Path
) -> None:
    with raw_month(Wish((str(raw),), ROSTER, Reading(period=PERIOD))) as (month, _):
        assert month is not None
        table = month.table(month.counts()[0])
        sections = measured_sections(table, ("agent",), month.agents, "zh")
    book = tmp_path / "指标.xlsx"
    book.write_bytes(list_bytes(sections, "zh"))
    assert paid(plan, str(book), SCORES) == paid(plan, str(raw), SCORES)


def test_figures_of_a_ready_table_go_before_measured_ones(raw: Path) -> None:
    ready = str(SHOP / "10月-售前明细.csv")
    run = calculate(
        Request(str(SHOP / "plan.yaml"), (str(raw), ready, SCORES), ROSTER, period=PERIOD)
    )
    alone = paid(str(SHOP / "plan.yaml"), ready, SCORES)
    assert csv_text(run, "zh") == alone
    (told,) = (one for one in run.warnings if one.id == "measured-not-taken")
    assert "询单转化率" in str(told.facts["names"])
