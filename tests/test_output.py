"""Tables, JSON and CSV of a run: every digit, safe text, totals to the fen."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from csperf.errors import CsperfError, Place, warning
from csperf.formula import (
    WHO,
    Aggregate,
    Cell,
    Choose,
    Column,
    Constant,
    Difference,
    Formula,
    Product,
    Rank,
    Round,
    Row,
    Sum,
    Value,
    WeightedMean,
)
from csperf.inputs import Agent, Inputs
from csperf.output.columns import evidence
from csperf.output.run import Run
from csperf.output.safe import safe_text, unsafe
from csperf.output.summary import summarise
from csperf.output.table import render
from csperf.output.text_files import csv_text, json_text
from csperf.sheet import evaluate
from csperf.texts import tell
from csperf.texts.output import MESSAGES
from csperf.units import Unit

HOSTILE = (
    "小美",
    "=cmd|'/C calc'!A0",
    "[bold]小美[/]",
    "[/]",
    ":smile:",
    "\x1b[31m红\x1b[0m",
    "\u202e阿强",
    "零\u200b宽",
    "\x9b2J",
    "+8613800000000",
    "@SUM(A1)",
    "\t=1+1",
    "👩‍👩‍👧 客服",
    "Zoë",
    "_x0041_",
    "\U000e0041标签",
    "\ud800孤",
    "\x00",
    "{brace}",
)
NAMES = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=12))
AMOUNTS = st.decimals("-99999.99", "9999999.99", places=2)


def number(text: str) -> Constant:
    return Constant(Decimal(text))


def banded(metric: str, *rows: tuple[str, str], otherwise: str) -> Formula:
    table = tuple(Row("at_least", number(bound), number(points)) for bound, points in rows)
    return Choose(Cell(metric), table, number(otherwise))


def money(name: str, formula: Formula) -> Column:
    return Column(name, "pay", Unit.MONEY, Round(formula, Decimal("0.01")))


COLUMNS = (
    Column("级别", "metric", Unit.TEXT),
    Column("询单转化率", "metric", Unit.PERCENT),
    Column("平均响应时间", "metric", Unit.SECONDS),
    Column("净销售额", "metric", Unit.MONEY),
    Column(
        "询单转化率#points",
        "points",
        Unit.POINTS,
        banded("询单转化率", ("0.55", "100"), ("0.5", "80"), otherwise="50"),
        label="询单转化率",
    ),
    Column(
        "响应",
        "points",
        Unit.POINTS,
        banded("平均响应时间", ("30", "50"), ("25", "80"), otherwise="100"),
    ),
    Column(
        "score",
        "score",
        Unit.POINTS,
        WeightedMean(((Cell("询单转化率#points"), number("0.6")), (Cell("响应"), number("0.4")))),
    ),
    Column(
        "grade",
        "grade",
        Unit.TEXT,
        Choose(Cell("score"), (Row("at_least", number("90"), Constant("A")),), Constant("B")),
    ),
    Column("rank", "rank", Unit.COUNT, Rank((("score", "higher"),))),
    Column("转化率排行", "rank", Unit.COUNT, Rank((("询单转化率", "higher"),))),
    Column(
        "底薪",
        "pay",
        Unit.MONEY,
        Choose(
            Cell("级别"),
            (Row("is", Constant("P1"), number("3000")), Row("is", Constant("P2"), number("3500"))),
            None,
        ),
    ),
    money("销售提成", Product((Cell("净销售额"), number("0.015")))),
    money("绩效奖金", Product((Cell("score"), number("8.5")))),
    Column("投诉扣款", "pay", Unit.MONEY, number("-50")),
    Column(
        "total",
        "total",
        Unit.MONEY,
        Sum((Cell("底薪"), Cell("销售提成"), Cell("绩效奖金"), Cell("投诉扣款"))),
    ),
)


def run_of(
    agents: Sequence[Agent], columns: Sequence[Column], data: Mapping[str, Sequence[Value | None]]
) -> Run:
    return Run(
        sheet=evaluate(columns, Inputs(tuple(agents), data)),
        plan="天猫售前客服月度方案",
        version="2026-10",
        period="2026-10",
        currency="CNY",
        plan_file="plans/presales.yaml",
        plan_sha256="ab" * 32,
        inputs=(("10月.xlsx", "cd" * 32),),
        csperf="0.1.0",
        role="presale",
        sales=Decimal("230000.35"),
    )


def shop() -> Run:
    agents = [Agent("小王", "007"), Agent("小美", "012"), Agent("阿强", "3"), Agent("新人")]
    return run_of(
        agents,
        COLUMNS,
        {
            "级别": ["P1", "P2", "P1", None],
            "询单转化率": [Decimal("0.52"), Decimal("0.5512"), Decimal("0.41"), None],
            "平均响应时间": [Decimal(22), Decimal("24.5"), Decimal(31), None],
            "净销售额": [Decimal("80000.35"), Decimal(120000), Decimal(30000), None],
        },
    )


def paid(names: Sequence[str], lines: Sequence[str], amounts: Sequence[Sequence[Decimal]]) -> Run:
    """A run that pays the given amounts, one list a line."""
    pay = [Column(line, "pay", Unit.MONEY) for line in lines]
    total = Column("total", "total", Unit.MONEY, Sum(tuple(Cell(line) for line in lines)))
    agents = [Agent(name, f"{i:03}") for i, name in enumerate(names)]
    return run_of(agents, [*pay, total], dict(zip(lines, amounts, strict=True)))


@st.composite
def runs(draw: st.DrawFn) -> Run:
    names = draw(st.lists(NAMES, min_size=1, max_size=5))
    own = NAMES.filter(lambda name: name not in {"total", WHO})
    lines = draw(st.lists(own, min_size=1, max_size=4, unique=True))
    column = st.lists(AMOUNTS, min_size=len(names), max_size=len(names))
    return paid(names, lines, [draw(column) for _ in lines])


def printed_amounts(run: Run) -> list[str]:
    """Every amount that an output must show, the sums below the columns included."""
    columns = run.sheet.of_kind("pay", "total")
    cells = [[Decimal(v) for v in run.sheet.cells[c.name] if v is not None] for c in columns]
    return [f"{amount:.2f}" for column in cells for amount in [*column, sum(column, Decimal(0))]]


@given(run=runs(), width=st.one_of(st.none(), st.integers(40, 200)))
def test_every_digit_is_shown_at_any_width_and_nothing_unsafe(run: Run, width: int | None) -> None:
    shown = render(run, "zh", width=width, color=False)
    assert not [c for c in shown if unsafe(c) and c != "\n"]
    found = Counter(shown.split())
    assert Counter(printed_amounts(run)) <= found
    if width is None:
        assert all(safe_text(agent.name) in shown for agent in run.sheet.agents)
    else:
        assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_a_table_reads_like_a_pay_sheet() -> None:
    shown = render(shop(), "zh", width=None, color=False)
    rows = [line.split() for line in shown.splitlines()]
    assert ["小王", "3000.00", "1200.01", "748.00", "-50.00", "4898.01"] in rows
    assert ["2", "小王", "52%", "80.00", "22秒", "100.00", "88.00", "B", "2"] in rows
    assert ["—", "新人", *["—"] * 7] in rows
    assert ["合计", "9500.00", "3450.01", "2023.00", "-200.00", "14823.01"] in rows
    assert ["应发占销售额:", "6.44%"] in rows
    # 9500 ÷ 14823.01 = 64.09…%, 3450.01 ÷ … = 23.27…%, 2023 ÷ … = 13.64…%, and of the three
    # people who have a total −150 ÷ … = −1.01…%
    shares = "底薪 64.1% · 销售提成 23.3% · 绩效奖金 13.6% · 投诉扣款 -1%"
    assert ["各项占应发:", *shares.split()] in rows


def test_amounts_stand_to_the_right() -> None:
    lines = render(shop(), "zh", width=None, color=False).splitlines()
    ends = {cell_len(line.rstrip()) for line in lines if line.rstrip().endswith((".00", ".01"))}
    pay = [line for line in lines if line.startswith((" 小美", " 合计"))]
    assert len(pay) == 2
    assert cell_len(pay[0].rstrip()) == cell_len(pay[1].rstrip())
    assert cell_len(pay[0].rstrip()) in ends


def test_what_does_not_fit_is_stacked() -> None:
    shown = render(shop(), "en", width=40, color=False)
    assert "小王\n  底薪: 3000.00\n  销售提成: 1200.01\n" in shown
    assert "Sum\n  底薪: 9500.00\n" in shown
    assert "─" not in shown


def test_colour_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in render(shop(), "zh", width=200, color=False)
    assert "\x1b[1m" in render(shop(), "zh", width=200, color=True)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "no-such-encoding"])
def test_a_terminal_without_box_characters_gets_ascii(encoding: str) -> None:
    shown = render(shop(), "en", width=None, color=False, encoding=encoding)
    assert "─" not in shown
    assert "—" not in shown
    assert "+-----" in shown


def test_headings_that_would_read_alike_say_what_they_are() -> None:
    shown = render(shop(), "zh", width=None, color=False)
    assert "询单转化率   询单转化率分值" in shown
    assert " 响应 " in shown


def test_an_indicator_stands_behind_all_that_it_was_read_from() -> None:
    columns = [
        Column("退款率", "metric", Unit.PERCENT),
        Column("客单价", "metric", Unit.MONEY),
        Column("团队.客单价", "team", Unit.MONEY, Aggregate("mean", "客单价")),
        Column("客单价差", "aid", Unit.MONEY, Difference(Cell("客单价"), Cell("团队.客单价"))),
        Column("服务/差额", "part", Unit.POINTS, Cell("客单价差"), label="差额"),
        Column("服务.名次", "rank", Unit.COUNT, Rank((("客单价", "higher"),))),
        Column("服务", "points", Unit.POINTS, Sum((Cell("服务/差额"), Cell("服务.名次")))),
    ]
    sheet = run_of([Agent("甲")], columns, {"客单价": [Decimal(80)]}).sheet
    found = [column.name for column in evidence(sheet, "metric", "team", "part", "points")]
    assert found == ["客单价", "团队.客单价", "服务/差额", "服务"]


def test_without_a_rank_people_stand_as_in_the_data() -> None:
    run = paid(["乙", "甲"], ["底薪"], [[Decimal(1), Decimal(2)]])
    assert [agent["name"] for agent in json.loads(json_text(run))["agents"]] == ["乙", "甲"]
    ranked = [agent["name"] for agent in json.loads(json_text(shop()))["agents"]]
    assert ranked == ["小美", "小王", "阿强", "新人"]


def test_a_plan_without_indicators_or_pay_prints_what_there_is() -> None:
    run = run_of([Agent("小美")], [], {})
    assert render(run, "en", width=None, color=False).count("小美") == 0
    assert json.loads(json_text(run))["summary"]["mean"] is None
    assert csv_text(run, "en").splitlines()[1] == "小美,"


@given(run=runs())
def test_totals_agree_to_the_fen(run: Run) -> None:
    told = json.loads(json_text(run))
    for agent in told["agents"]:
        assert sum(Decimal(line["amount"]) for line in agent["pay"]) == Decimal(agent["total"])
    rows = list(csv.reader(StringIO(csv_text(run, "zh").removeprefix("\ufeff"), newline="")))
    assert [row[-1] for row in rows[1:]] == [agent["total"] for agent in told["agents"]]
    total = sum(Decimal(row[-1]) for row in rows[1:])
    assert Decimal(told["summary"]["total"]) == total
    assert f"应发总额: {total:.2f}\n" in render(run, "zh", width=None, color=False)


def test_the_summary_rounds_half_up() -> None:
    run = paid(["甲", "乙"], ["底薪"], [[Decimal("0.01"), Decimal("0.02")]])
    found = summarise(replace(run, sales=Decimal("200.00")))
    assert (found.mean, found.share) == (Decimal("0.02"), Decimal("0.0002"))
    assert (found.highest, found.lowest, found.unpaid) == (Decimal("0.02"), Decimal("0.01"), 0)


@pytest.mark.parametrize("sales", [None, Decimal(0), Decimal(-5)])
def test_no_share_of_no_sales(sales: Decimal | None) -> None:
    run = replace(shop(), sales=sales)
    assert summarise(run).share is None
    assert "应发占销售额" not in render(run, "zh", width=None, color=False)


def test_who_has_no_total_is_counted_not_paid_zero() -> None:
    found = summarise(shop())
    assert (found.people, found.unpaid, found.total) == (4, 1, Decimal("14823.01"))
    assert "People without a total: 1" in render(shop(), "en", width=None, color=False)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_value_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(CsperfError) as caught:
        paid(["小美"], ["底薪"], [[Decimal(value)]])
    assert {found.id for found in caught.value.problems} == {"output-not-a-number"}
    assert "小美" in tell(caught.value.problems[0], "zh")


# JSON


@given(run=runs())
def test_json_keeps_names_exactly_and_prints_them_safely(run: Run) -> None:
    text = json_text(run)
    assert not [c for c in text if unsafe(c) and c != "\n"]
    told = json.loads(text)
    assert [agent["name"] for agent in told["agents"]] == [a.name for a in run.sheet.agents]


def test_json_fits_its_schema() -> None:
    path = Path(__file__).parent.parent / "csperf" / "schema" / "result.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    told = json.loads(json_text(shop()))
    assert misfits(told, schema, schema, "$") == []
    told["agents"][0]["total"] = 6100.0
    told["agents"][1]["pay"][0]["amount"] = "3000"
    del told["period"]
    assert len(misfits(told, schema, schema, "$")) == 3


def misfits(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> list[str]:
    """Where a value does not fit, for the keywords that csperf's schema uses."""
    if "if" in schema:
        schema = schema["then" if set(schema["if"]["required"]) <= value.keys() else "else"]
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    types = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    named = schema.get("type", [])
    allowed = [types[name] for name in ([named] if isinstance(named, str) else named)]
    if allowed and type(value) not in allowed:
        return [f"{at}: {value!r}"]
    if "const" in schema and value != schema["const"]:
        return [f"{at}: {value!r}"]
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return [f"{at}: {value!r}"]
    found: list[str] = []
    if isinstance(value, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        found += [f"{at}.{key}: missing" for key in schema.get("required", []) if key not in value]
        for key, part in value.items():
            fitting = properties.get(key, others)
            found += (
                [f"{at}.{key}"] if fitting is False else misfits(part, fitting, root, f"{at}.{key}")
            )
    if isinstance(value, list):
        for i, part in enumerate(value):
            found += misfits(part, schema["items"], root, f"{at}[{i}]")
    return found


def test_json_is_the_same_in_every_language_and_for_every_export_of_the_month() -> None:
    run = shop()
    twin = replace(
        run,
        inputs=(("10月.csv", "ef" * 32),),
        warnings=(warning("output-denied", Place("10月.csv")),),
    )
    assert json_text(run, "zh") == json_text(run, "en") == json_text(twin, "zh")


def test_json_values_are_written_as_a_plan_writes_them() -> None:
    agent = json.loads(json_text(shop()))["agents"][1]
    assert agent["metrics"] == {
        "级别": "P1",
        "询单转化率": "52%",
        "平均响应时间": "22s",
        "净销售额": "80000.35",
    }
    assert agent["points"] == {"询单转化率": "80.00", "响应": "100.00"}
    assert agent["ranks"] == {"转化率排行": 2}
    assert agent["pay"][1] == {"line": "销售提成", "amount": "1200.01"}


def test_two_columns_with_one_label_keep_their_own_names_in_json() -> None:
    columns = [Column(name, "metric", Unit.COUNT, label="单") for name in ("订单", "退单")]
    run = run_of([Agent("甲")], columns, {"订单": [Decimal(3)], "退单": [Decimal(1)]})
    assert json.loads(json_text(run))["agents"][0]["metrics"] == {"订单": "3", "退单": "1"}


# CSV


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
        ("+86138", "'+86138"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-5", "'-5"),
        ("\t=1+1", "'␉=1+1"),
        ("\r=1", "'␍=1"),
        (" =1", "' =1"),
        ("小美", "小美"),
    ],
)
def test_csv_text_never_becomes_a_formula(name: str, cell: str) -> None:
    text = csv_text(paid([name], ["=扣款"], [[Decimal("-50.00")]]), "zh")
    assert text.startswith("\ufeff姓名,工号,'=扣款,应发合计\r\n")
    row = next(csv.reader(StringIO(text.splitlines()[1])))
    assert row == [cell, "000", "-50.00", "-50.00"]


def test_csv_shows_the_whole_sheet_in_numbers() -> None:
    head, _, second, *_, last = csv_text(shop(), "en").removeprefix("\ufeff").splitlines()
    assert head == (
        "Name,Staff ID,级别,询单转化率,平均响应时间,净销售额,询单转化率 points,响应,"
        "Score,Grade,Rank,转化率排行,底薪,销售提成,绩效奖金,投诉扣款,Total pay"
    )
    assert second == (
        "小王,007,P1,52%,22,80000.35,80.00,100.00,88.00,B,2,2,3000.00,1200.01,748.00,-50.00,4898.01"
    )
    assert last == "新人,,,,,,,,,,,,,,,-50.00,"


# Text


@given(st.text())
def test_safe_text_hides_nothing_and_changes_nothing_twice(text: str) -> None:
    safe = safe_text(text)
    assert not any(map(unsafe, safe))
    assert safe_text(safe) == safe
    if not any(map(unsafe, text)):
        assert safe == text
    safe.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\x7f", "␡"),
        ("\x9b", "\\x9b"),
        ("\u202e9.00", "\\u202e9.00"),
        ("零\u200b宽", "零\\u200b宽"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\uffff", "\\uffff"),
        ("\u3164", "\\u3164"),
        ("全　角é❤️", "全　角é❤️"),
    ],
)
def test_safe_text_shows_what_cannot_be_seen(text: str, safe: str) -> None:
    assert safe_text(text) == safe


@pytest.mark.parametrize("id_", MESSAGES)
def test_both_languages_speak_of_the_same_facts(id_: str) -> None:
    message = MESSAGES[id_]
    facts = [
        {name for _, name, _, _ in Formatter().parse(text) if name is not None} for text in message
    ]
    assert facts[0] == facts[1]
    assert facts[2] == facts[3]
    assert all(bool(zh) == bool(en) for zh, en in (message[:2], message[2:]))
