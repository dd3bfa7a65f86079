"""Payslips: one's own figures and nobody else's, shown as they are, in files that any system takes.

The browser's part (one sheet of paper, no request, no error) is in test_payslips_browser.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from conftest import CASES, ROLE_CASES, payroll_of, run_of
from hypothesis import given
from hypothesis import strategies as st
from test_html import HOSTILE

from csperf.cli.payslips import Wish, of_nobody, write_payslips
from csperf.formula import WHO, Aggregate, Formula, parts
from csperf.inputs import Agent, Cells
from csperf.output.html.payslip import payslip_html
from csperf.output.payslip import Payslips, payslips_of
from csperf.output.payslip_names import file_names
from csperf.output.run import Run
from csperf.output.safe import safe_text, unsafe
from csperf.output.sheets.payslip_sheet import payslip_workbook
from csperf.output.words import tell_cell
from csperf.units import show

RUNS = [run_of(case) for case in CASES]
RUNS += [run for folder in ROLE_CASES for run in payroll_of(folder).runs]
VOID = frozenset({"meta", "br", "img", "link", "hr", "input"})
TAGS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"}
    | {"h1", "h2", "p", "dl", "div", "dt", "dd", "ol", "li", "span", "strong"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)


class Page(HTMLParser):
    """A page as a browser reads it: its text, and every tag closed in the order of opening."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        text = page.decode("utf-8")
        assert text.startswith("<!doctype html>\n")
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the one that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text, but for the style."""
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All that is read."""
        return "\n".join(text for text in self.texts if text.strip())


def named(run: Run) -> str:
    return f"{run.plan} {run.role}"


def slips(run: Run) -> Payslips:
    return payslips_of(run, "zh")


def numbers(text: str) -> set[str]:
    """Every number that is written, without what belongs to longer ones."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))


def extremes(formula: Formula | None) -> set[str]:
    """The columns whose least or greatest the plan itself tells everybody."""
    if formula is None:
        return set()
    own = isinstance(formula, Aggregate) and formula.how in {"min", "max"}
    named = {formula.column} if own and isinstance(formula, Aggregate) else set()
    return named.union(*map(extremes, parts(formula)))


def marked(run: Run, at: int) -> tuple[Run, set[str]]:
    """The run with everybody else's names and figures replaced by some that nobody can have."""
    sheet = run.sheet
    told = set().union(*(extremes(column.formula) for column in sheet.columns))
    cells: dict[str, Cells] = {}
    marks: set[str] = set()
    for number, column in enumerate(sheet.columns):
        kept = column.kind == "team" or column.name in told
        cells[column.name] = [
            value
            if kept or other == at or not isinstance(value, Decimal)
            else Decimal(7 * 10**11 + (other * 500 + number) * 10_000_019).scaleb(-3)
            for other, value in enumerate(sheet.cells[column.name])
        ]
        own = sheet.cells[column.name][at]
        changed = [v for v in cells[column.name] if isinstance(v, Decimal) and v != own]
        if not kept:
            marks |= set().union(*(numbers(show(value, column.unit)) for value in changed))
    people = tuple(
        agent if other == at else replace(agent, name=f"Zyzzyva{other}", id=f"Quokka{other}")
        for other, agent in enumerate(sheet.agents)
    )
    if WHO in cells:
        names = [agent.name for agent in people]
        cells[WHO] = [*names[:at], sheet.cells[WHO][at], *names[at + 1 :]]
    return replace(run, sheet=replace(sheet, agents=people, cells=cells)), marks


@pytest.mark.parametrize("run", RUNS, ids=named)
def test_nobody_elses_name_and_figures_are_in_it(run: Run) -> None:
    own = slips(run)
    for at in range(len(run.sheet.agents)):
        others, marks = marked(run, at)
        for lang in ("zh", "en"):
            slip = replace(own, run=others, lang=lang).of(at)
            text = Page(payslip_html(slip, lang)).text
            assert not re.search("Zyzzyva|Quokka", text)
            assert not marks & numbers(text)


def test_the_marks_would_be_found() -> None:
    """Where others' figures are listed, as for the shop, they are seen."""
    run = run_of(Path(__file__).parent / "cases" / "next_band")
    others, marks = marked(run, 1)
    listed = tell_cell(others.sheet, 1, "团队.客单价", "zh").works
    assert marks & numbers(listed)
    alone = tell_cell(others.sheet, 1, "团队.客单价", "zh", own_only=True).works
    assert not marks & numbers(alone)


@pytest.mark.parametrize("run", RUNS, ids=named)
def test_every_page_is_whole_and_holds_the_own_total(run: Run) -> None:
    own = slips(run)
    for at, agent in enumerate(run.sheet.agents):
        slip = own.of(at)
        page = Page(payslip_html(slip, "zh"))
        assert page.tags <= TAGS
        assert not {name for name in page.attributes if name.startswith("on")}
        assert safe_text(agent.name) in page.text
        if slip.total is not None:
            assert slip.total.shown in page.text


def test_no_file_and_no_cell_of_the_shop_is_named() -> None:
    for run in RUNS:
        own = slips(run)
        files = {Path(file).name for file, _ in run.inputs} | {Path(run.plan_file).name}
        for at in range(len(run.sheet.agents)):
            text = Page(payslip_html(own.of(at), "zh")).text
            assert not [file for file in files if file in text]


def test_the_page_forbids_all_but_its_own_style() -> None:
    page = payslip_html(slips(RUNS[0]).of(0), "zh").decode("utf-8")
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"<(script|link|img|iframe|object|a)\b|url\(|@import|https?:", page)
    assert '<html lang="zh-CN">' in page
    assert '<html lang="en">' in payslip_html(slips(RUNS[0]).of(0), "en").decode("utf-8")


def renamed(run: Run, text: str) -> Run:
    """The run with this text wherever a plan or an export brings one."""
    people = tuple(replace(agent, name=text, id=text) for agent in run.sheet.agents)
    columns = tuple(
        replace(column, says=text, label=text if column.label else "")
        for column in run.sheet.columns
    )
    sheet = replace(run.sheet, agents=people, columns=columns)
    return replace(run, sheet=sheet, plan=text, version=text, period=text, role=text, currency=text)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "\u202e9.00", "a\x1b[31m", "=1+1", "@SUM(A1)", "_x0041_"]
)
def test_text_is_shown_as_it_is(text: str) -> None:
    run = renamed(run_of(Path(__file__).parent / "cases" / "next_band"), text)
    slip = payslips_of(run, "zh", company=text).of(1)
    page = Page(payslip_html(slip, "zh"))
    assert page.tags <= TAGS
    assert not {name for name in page.attributes if name.startswith("on")}
    assert page.text.count(safe_text(text)) > 10


@pytest.mark.parametrize("text", [*HOSTILE, "=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_workbook_has_no_formula(text: str, tmp_path: Path) -> None:
    run = renamed(run_of(Path(__file__).parent / "cases" / "next_band"), text)
    slip = payslips_of(run, "zh", company=text).of(1)
    (tmp_path / "slip.xlsx").write_bytes(payslip_workbook(slip, "zh"))
    sheet = openpyxl.load_workbook(tmp_path / "slip.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(cell.value == text for cell in cells) > 3


@pytest.mark.parametrize("run", RUNS[:20], ids=named)
def test_a_workbook_tells_the_amounts_of_the_page(run: Run, tmp_path: Path) -> None:
    own = slips(run)
    for at in range(len(run.sheet.agents)):
        slip = own.of(at)
        content = payslip_workbook(slip, "zh")
        assert content == payslip_workbook(slip, "zh")
        (tmp_path / "slip.xlsx").write_bytes(content)
        sheet = openpyxl.load_workbook(tmp_path / "slip.xlsx").worksheets[0]
        found = {(row[0].value, str(row[3].value)) for row in sheet.iter_rows()}
        for entry in (*slip.lines, *([slip.total] if slip.total else [])):
            if entry.amount is not None:
                amounts = {Decimal(v) for name, v in found if name == entry.name and v != "None"}
                assert entry.amount in amounts


RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
NAMES = st.text(st.characters(codec="utf-8"), max_size=250) | st.sampled_from(
    [
        *("小美", "小美 ", "CON", "nul.txt", "COM1", "..", "-rf", ".hidden", "a/b", "a\\b", "a|b"),
        *("ＡＮＮ", "ann", "Ann", "👩\u200d💻", "\u202egnp", "x" * 300, "美" * 200, "小美 (1)"),
        *("é", "e\u0301", "", "  "),
    ]
)


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["", "A01", "a01", "A/01"])), max_size=12),
    st.sampled_from(["", "2026-10", "2026-09-26~2026-10-25"]),
)
def test_every_system_takes_the_names(people: list[tuple[str, str]], period: str) -> None:
    names = file_names([Agent(name, id_) for name, id_ in people], period, ".html")
    assert len(names) == len(people)
    alike = {unicodedata.normalize("NFC", name).casefold() for name in names}
    assert len(alike) == len(names), "some system takes two of them for one"
    for name in names:
        stem = name.removesuffix(".html")
        assert len(name.encode("utf-8")) <= 143
        assert not set(name) & set('/\\:*?"<>|')
        assert not name.startswith(("-", ".", "~", " "))
        assert stem == stem.rstrip(". ")
        assert stem.partition(".")[0].strip().lower() not in RESERVED
        assert not any(map(unsafe, name))


def test_namesakes_have_their_ids_and_everybody_else_the_name() -> None:
    people = [
        Agent("小美", "A01"),
        Agent("小美", "A02"),
        Agent("大勇", "A03"),
        Agent("Ann"),
        Agent("ann"),
    ]
    assert file_names(people, "2026-10", ".html") == [
        "2026-10 小美 A01.html",
        "2026-10 小美 A02.html",
        "2026-10 大勇.html",
        "2026-10 Ann (1).html",
        "2026-10 ann (2).html",
    ]


def test_no_file_is_written_if_one_cannot_be(tmp_path: Path) -> None:
    run = run_of(Path(__file__).parent / "cases" / "next_band")
    (tmp_path / "丙.html").mkdir()
    told, found = write_payslips(run, Wish(tmp_path))
    assert (told, [one.id for one in found]) == ("", ["output-is-folder"])
    assert [path.name for path in tmp_path.iterdir()] == ["丙.html"]


def test_a_wish_for_one_is_written_under_the_name_it_has_among_all(tmp_path: Path) -> None:
    run = run_of(Path(__file__).parent / "cases" / "next_band")
    told, found = write_payslips(run, Wish(tmp_path / "new", ("乙",)))
    assert (bool(told), found) == (True, [])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["乙.html"]
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "乙.html").stat().st_mode & 0o777 == 0o600


def test_payslips_of_who_is_not_paid_this_time_are_named_and_stay(tmp_path: Path) -> None:
    run = replace(run_of(CASES[0]), period="2026-10")
    assert of_nobody(run, tmp_path / "new") == []
    left = ("2026-10 已离职.html", "2026-10 旧名.xlsx", "2026-10 e\u0301.html")  # as macOS spells
    for name in (*left, "2026-09 已离职.html", "2026-10 说明.txt", ".2026-10 甲.html.abcdefgh.tmp"):
        (tmp_path / name).touch()
    _, faults = write_payslips(run, Wish(tmp_path))
    assert not faults
    (told,) = of_nobody(run, tmp_path)
    assert not told.stops
    named = ("2026-10 é.html", "2026-10 已离职.html", "2026-10 旧名.xlsx")
    assert told.facts["names"] == named
    assert all((tmp_path / name).exists() for name in left)
