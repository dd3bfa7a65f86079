"""The report as a file: whole in itself, the same bytes everywhere, no text changed or lost."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import payroll_of, run_of
from hypothesis import given, settings
from test_html import HOSTILE
from test_output import HOSTILE as AWKWARD
from test_output import banded, money, number, paid, printed_amounts, runs, shop
from test_output import run_of as run_with

from csperf.errors import Exit, Place, Problem, warning
from csperf.formula import Cell, Choose, Column, Constant, Rank, Row
from csperf.inputs import Agent
from csperf.output.html.boards import boards_of
from csperf.output.html.months import months_of
from csperf.output.html.pictures import pictures_of
from csperf.output.html.report import report_bytes
from csperf.output.run import Payroll, Run
from csperf.output.safe import safe_text, unsafe
from csperf.output.write import check_target
from csperf.texts import Lang
from csperf.units import Unit

CASES = Path(__file__).parent / "cases"
VOID = {"meta", "input", "link", "img", "br"}


class Page(HTMLParser):
    """What a page holds: its texts, its elements with their attributes, and whether all close."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and that it is open."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Only what was opened last may be closed."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append(data.strip())

    def having(self, attribute: str) -> list[str]:
        """The values of an attribute."""
        return [found[attribute] for _, found in self.elements if attribute in found]


def page_of(result: Run | Payroll, lang: Lang = "zh") -> Page:
    page = Page(report_bytes(result, lang))
    assert not page.open
    return page


def many(people: int) -> Run:
    """A team of any size with one indicator and three pay lines."""
    columns = [
        Column("转化率", "metric", Unit.PERCENT),
        Column("销售额", "metric", Unit.MONEY),
        Column(
            "转化率#points",
            "points",
            Unit.POINTS,
            banded("转化率", ("0.55", "100"), ("0.45", "80"), otherwise="50"),
            label="转化率",
        ),
        Column("score", "score", Unit.POINTS, Cell("转化率#points")),
        money("底薪", number("3000")),
        money("提成", Cell("销售额")),
        Column("total", "total", Unit.MONEY, Cell("提成")),
    ]
    agents = [Agent(f"客服{nth:04}", f"{nth:05}") for nth in range(people)]
    data = {
        "转化率": [Decimal(30 + nth % 40).scaleb(-2) for nth in range(people)],
        "销售额": [Decimal(1000 + nth) for nth in range(people)],
    }
    return run_with(agents, columns, data)


def test_the_page_asks_nothing_of_a_network() -> None:
    content = report_bytes(shop(), "zh").decode("utf-8")
    addresses = set(re.findall(r"\w+://[^\"' <]*", content))
    assert addresses == {"http://www.w3.org/2000/svg"}
    page = page_of(shop())
    assert not {"link", "img", "iframe", "object", "base", "form"} & {
        tag for tag, _ in page.elements
    }
    assert all(one.startswith("#") for one in page.having("href"))
    assert not page.having("src")
    assert not page.having("style")


def test_only_the_pages_own_style_and_script_are_allowed() -> None:
    content = report_bytes(shop(), "zh").decode("utf-8")
    (policy,) = (found["content"] for _, found in page_of(shop()).elements if "http-equiv" in found)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    for tag in ("style", "script"):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
        digest = b64encode(hashlib.sha256(inline[0].encode("utf-8")).digest()).decode("ascii")
        assert len(inline) == 1
        assert f"{tag}-src 'sha256-{digest}'" in policy


@settings(max_examples=20, deadline=None)
@given(run=runs())
def test_every_amount_and_name_stands_on_the_page(run: Run) -> None:
    page = page_of(run)
    found = Counter(page.texts)
    assert Counter(printed_amounts(run)) <= found
    names = {safe_text(agent.name).strip() for agent in run.sheet.agents}
    shown = " ".join(page.texts)
    assert not [name for name in names if name not in shown]
    assert [tag for tag, _ in page.elements].count("script") == 1


def test_the_next_band_is_told_with_what_it_would_pay() -> None:
    texts = page_of(shop()).texts
    assert "≥50% → 80，应发 +153.00" in texts  # 30 points x 60% x 8.5 yuan
    assert "≥55% → 100，应发 +102.00" in texts  # 20 points x 60% x 8.5 yuan


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_are_shown_as_they_are(lang: Lang) -> None:
    names = [*HOSTILE, *AWKWARD]
    run = paid(names, ["<b>底薪</b>"], [[Decimal(1 + nth) for nth in range(len(names))]])
    page = page_of(replace(run, plan="</title><script>", warnings=(told(),)), lang)
    texts = Counter(page.texts)
    for name in names:
        assert texts[safe_text(name).strip()] >= 2, name
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]
    assert not [sign for text in page.texts[:-1] for sign in text if unsafe(sign) and sign != "\n"]


def told() -> Problem:
    return warning("output-failed", Place("<i>.xlsx"), reason="<script>x</script>")


def test_an_id_stands_once_on_the_page() -> None:
    ids = Counter(page_of(payroll_of(CASES / "roles_two_plans")).having("id"))
    assert not [one for one, times in ids.items() if times > 1]


def test_every_chart_is_told_in_words() -> None:
    page = page_of(shop())
    charts = [found for tag, found in page.elements if tag == "svg" and "role" in found]
    assert len(charts) == 4  # pay, score against pay, two indicators
    ids = set(page.having("id"))
    for chart in charts:
        assert chart["role"] == "img"
        assert set(chart["aria-labelledby"].split()) <= ids
    assert (
        "3 人，从 41% 到 55.12%。；≥55% → 100：1 人；≥50% → 80：1 人；其余 → 50：1 人" in page.texts
    )


def test_bands_are_drawn_behind_the_people() -> None:
    content = report_bytes(shop(), "zh").decode("utf-8")
    drawn = content.split("<h4>询单转化率</h4>")[1].split("</svg>")[0]
    assert drawn.count("fill-opacity=") == 3
    assert drawn.count("A4,4") == 2 * 3  # a circle of two arcs each


def test_a_board_says_by_what_it_ranks_and_which_end_is_best() -> None:
    waits = Column("等待", "metric", Unit.SECONDS)
    board = Column("最快", "rank", Unit.COUNT, Rank((("等待", "lower"),)))
    agents = [Agent("小王"), Agent("小美"), Agent("阿强")]
    run = run_with(agents, [waits, board], {"等待": [Decimal(30), Decimal(20), None]})
    (found,) = boards_of(run, "zh")
    assert (found.title, found.by, found.longest) == ("最快", "按等待，低的在前", "30")
    assert [(one.place, one.name, one.length) for one in found.standings] == [
        (1, "小美", "20"),
        (2, "小王", "30"),
    ]


def test_where_people_have_other_bands_none_are_drawn() -> None:
    level = Column("级别", "metric", Unit.TEXT)
    figure = Column("转化率", "metric", Unit.PERCENT)
    by_level = Choose(
        Cell("级别"),
        (Row("is", Constant("P1"), banded("转化率", ("0.5", "100"), otherwise="0")),),
        banded("转化率", ("0.6", "100"), otherwise="0"),
    )
    points = Column("转化", "points", Unit.POINTS, by_level)
    data: dict[str, list[Decimal | str | None]] = {
        "级别": ["P1", "P2"],
        "转化率": [Decimal("0.55"), Decimal("0.55")],
    }
    run = run_with([Agent("小王"), Agent("小美")], [level, figure, points], data)
    (found,) = pictures_of(run, 0, "zh", months_of(run, ()))
    assert (found.by, found.keys) == ("转化率", [])
    assert found.note == "2 人，从 55% 到 55%。各人适用的区间不同，没有画在图上。"
    assert "fill-opacity" not in found.drawn


def test_a_large_team_is_drawn_as_columns_that_stand_on_the_ground() -> None:
    content = report_bytes(many(100), "zh").decode("utf-8")
    drawn = content.split("<h4>转化率</h4>")[1].split("</svg>")[0]
    columns = re.findall(
        r'd="M[-\d.]+,([\d.]+)h[-\d.]+v([\d.]+)h[^"]*" fill="var\(--accent\)"', drawn
    )
    heights = [Decimal(top) + Decimal(high) for top, high in columns]
    assert len(columns) > 20
    assert {height.to_integral_value() for height in heights} == {112}


def test_each_role_has_a_section_and_its_people() -> None:
    payroll = payroll_of(CASES / "roles_two_plans")
    page = page_of(payroll)
    assert [run.role for run in payroll.runs] == page.texts[4:6]
    people = [found for tag, found in page.elements if "data-find" in found]
    assert len(people) == sum(len(run.sheet.agents) for run in payroll.runs)


def test_a_case_of_the_whole_language_has_a_report() -> None:
    for name in ("worked_month", "p16_small_sample", "seasons_by_day", "p15_public_pool"):
        folder = CASES / name
        if (folder / "plan.yaml").exists():
            run = run_of(folder)
            assert Counter(printed_amounts(run)) <= Counter(page_of(run).texts)


def test_a_month_without_people_is_still_a_page() -> None:
    page = page_of(run_with([], [Column("底薪", "pay", Unit.MONEY, number("1"))], {}))
    assert "底薪" in page.texts


def test_thirty_people_fit_in_a_message_and_a_thousand_in_a_browser() -> None:
    assert len(report_bytes(many(30), "zh")) < 1_000_000
    large = report_bytes(many(1000), "zh")
    assert len(large) < 5_000_000
    assert "只画出前 40 人，全部 1000 人在下面的表里。" in large.decode("utf-8")


MAKE = """
import hashlib
from test_output import shop
from csperf.output.html.boards import boards_of
from csperf.output.html.months import months_of
from csperf.output.html.pictures import pictures_of
from csperf.output.html.report import report_bytes
print(hashlib.sha256(report_bytes(shop(), "zh")).hexdigest())
"""


def test_two_runs_give_the_same_bytes_wherever_they_run() -> None:
    digests = set()
    for zone, seed, language in (("UTC", "1", "C"), ("Pacific/Kiritimati", "2", "zh_CN.UTF-8")):
        folders = os.pathsep.join(map(str, (Path(__file__).parents[1], Path(__file__).parent)))
        where = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language, "PYTHONPATH": folders}
        command = [sys.executable, "-c", MAKE]
        environment = {**os.environ, **where}
        made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(made.stdout)
    assert len(digests) == 1


def test_without_the_libraries_of_the_charts_the_way_out_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "report.html"
    assert check_target(target, []) == []

    def absent(name: str) -> object:
        return None if name == "altair" else find_spec(name)

    monkeypatch.setattr("csperf.output.write.find_spec", absent)
    (found,) = check_target(target, [])
    assert (found.id, found.exit) == ("report-library", Exit.USAGE)
    assert check_target(tmp_path / "payroll.xlsx", []) == []
