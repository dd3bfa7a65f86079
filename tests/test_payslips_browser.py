"""Payslips in a real browser: one sheet of paper, a phone's width, light and dark, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from conftest import CASES, run_of
from test_browser import AA, CONTRAST, LACKING, Visit, browser
from test_html import HOSTILE
from test_payslips import renamed

from csperf.output.html.payslip import payslip_html
from csperf.output.payslip import payslips_of
from csperf.output.run import Run
from csperf.payroll import Request, calculate
from csperf.texts import Lang

__all__ = ["browser"]  # the fixture
pytestmark = pytest.mark.skipif(LACKING, reason="no browser to open pages in; see test_browser.py")
if not LACKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent
SMALL = ROOT / "cases" / "next_band"
PHONE = 390


@pytest.fixture(scope="module")
def example() -> Run:
    """The month of the README."""
    shop = ROOT.parent / "examples"
    exports = (str(shop / "10月-售前明细.xlsx"), str(shop / "主管打分.csv"))
    people = str(shop / "花名册.csv")
    return calculate(Request(str(shop / "plan.yaml"), exports, people, period="2026-10"))


def pages(run: Run, lang: Lang, folder: Path) -> Iterator[Path]:
    slips = payslips_of(run, lang, "云栖小筑旗舰店")
    for at in range(len(run.sheet.agents)):
        file = folder / f"{at}.html"
        file.write_bytes(payslip_html(slips.of(at), lang))
        yield file


def longest(files: Iterable[Path]) -> list[Path]:
    """The three with the most to print."""
    return sorted(files, key=lambda file: file.stat().st_size)[-3:]


def sheets_of_paper(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_prints_on_one_sheet_each(
    lang: Lang, example: Run, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context()
    for file in longest(pages(example, lang, tmp_path)):
        visit = Visit(context, file)
        assert sheets_of_paper(visit.page.pdf(prefer_css_page_size=True)) == 1, file
        assert (visit.noise, visit.asked) == ([], [visit.address])
        visit.page.close()
    context.close()


def test_the_longest_of_all_cases_print_on_two_sheets_at_most(
    browser: Browser, tmp_path: Path
) -> None:
    found: list[Path] = []
    for case in CASES:
        (tmp_path / case.name).mkdir()
        found.append(next(pages(run_of(case), "zh", tmp_path / case.name)))
    context = browser.new_context()
    for file in longest(found):
        visit = Visit(context, file)
        assert sheets_of_paper(visit.page.pdf(prefer_css_page_size=True)) <= 2, file
        visit.page.close()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_on_a_phone(
    scheme: Literal["light", "dark"], example: Run, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(
        viewport={"width": PHONE, "height": 800}, color_scheme=scheme, is_mobile=True
    )
    visit = Visit(context, next(pages(example, "zh", tmp_path)))
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    contrast = visit.page.evaluate(CONTRAST)
    assert not {tag: least for tag, least in contrast.items() if least < AA}
    context.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_does_nothing(text: str, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    visit = Visit(context, next(pages(renamed(run_of(SMALL), text), "zh", tmp_path)))
    assert (visit.noise, visit.asked) == ([], [visit.address])
    assert visit.page.title().startswith(text)
    context.close()
