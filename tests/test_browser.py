"""The report in a real browser: nothing fails, nothing leaves, what is clicked works."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from test_html import HOSTILE
from test_output import paid, shop

from csperf.output.html.report import report_bytes
from csperf.output.html.sections import sections_bytes
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.tables import Field, Section, Table

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
LACKING = CHROMIUM is None or find_spec("playwright") is None
pytestmark = pytest.mark.skipif(
    LACKING,
    reason="SKIPPED LOUDLY: no browser to open pages in; on Debian: apt install chromium, "
    "and pip install playwright",
)
if not LACKING:
    from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("小美", *HOSTILE, "\u202e阿强", "</script>")
AA = 4.5  # the contrast that WCAG asks of text
CONTRAST = """
() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      const [, , , solid = 1] = parts(colour);
      if (solid === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const least = {};
  const wanted = "h1, h2, dt, dd, td, th, p, small, summary span, li, a, .place, button";
  for (const node of document.querySelectorAll(wanted)) {
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    least[node.tagName] = Math.min(least[node.tagName] ?? 99, contrast);
  }
  return least;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A chromium of the system, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """An open report, and all that the browser complained about or asked for."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.noise: list[str] = []
        self.asked: list[str] = []
        context.set_offline(offline=True)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.noise.append(message.text))
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("dialog", lambda dialog: self.noise.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = file.as_uri()
        self.page.goto(self.address)

    def column(self, table: int, heading: str) -> list[str]:
        """The cells below a heading, from top to bottom."""
        found = self.page.locator("table.sheet").nth(table)
        heads = [text.rstrip(" ↕↑↓") for text in found.locator("thead th").all_inner_texts()]
        at = heads.index(heading) + 1
        return found.locator(f"tbody tr > :nth-child({at})").all_inner_texts()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The report of four people, one of whom has no figures."""
    context = browser.new_context()
    yield Visit(context, written(shop(), tmp_path))
    context.close()


def written(run: Run, folder: Path, lang: Literal["zh", "en"] = "zh") -> Path:
    file = folder / "report.html"
    file.write_bytes(report_bytes(run, lang))
    return file


def hostile() -> Run:
    amounts = [Decimal(1000 + nth) for nth in range(len(NAMES))]
    return paid(list(NAMES), ["底薪", "<b>提成</b>"], [amounts, amounts])


def test_nothing_fails_and_nothing_leaves_the_page(visit: Visit) -> None:
    visit.page.wait_for_timeout(200)
    assert visit.noise == []
    assert visit.asked == [visit.address]


def test_names_are_text_and_run_nothing(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    visit = Visit(context, written(hostile(), tmp_path))
    assert visit.column(0, "客服") == [safe_text(name) for name in NAMES]
    found = visit.page.locator(".person summary b").all_text_contents()
    assert found == [safe_text(name) for name in NAMES]
    drawn = visit.page.locator("figure svg text").all_text_contents()
    assert "小美" in drawn
    assert "{{7*7}}" in drawn
    visit.page.wait_for_timeout(200)
    assert visit.noise == []
    assert visit.asked == [visit.address]
    context.close()


def test_a_script_from_elsewhere_is_not_run(visit: Visit) -> None:
    visit.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.run = 1'}))"
    )
    assert visit.page.evaluate("window.run") is None
    assert "Content Security Policy" in visit.noise[0]


def test_a_click_sorts_by_number_and_another_turns_it_round(visit: Visit) -> None:
    head = visit.page.locator("table.sheet").nth(1).get_by_role("button", name="销售提成")
    head.click()
    assert visit.column(1, "销售提成") == ["450.00", "1200.01", "1800.00", "—"]
    cell = head.locator("..")
    assert cell.get_attribute("aria-sort") == "ascending"
    head.click()
    assert visit.column(1, "销售提成") == ["1800.00", "1200.01", "450.00", "—"]
    assert cell.get_attribute("aria-sort") == "descending"
    assert visit.page.locator("table.sheet").nth(1).locator("tfoot th").inner_text() == "合计"


def test_the_keyboard_sorts_as_well(visit: Visit) -> None:
    table = visit.page.locator("table.sheet").nth(0)
    table.get_by_role("button", name="询单转化率 ").first.focus()
    visit.page.keyboard.press("Enter")
    assert visit.column(0, "询单转化率") == ["41%", "52%", "55.12%", "—"]
    table.get_by_role("button", name="客服").focus()
    visit.page.keyboard.press("Space")
    assert visit.column(0, "客服") == ["阿强", "小美", "小王", "新人"]
    assert table.locator("[aria-sort]").count() == 1


def test_a_person_is_found_and_the_others_are_hidden(visit: Visit) -> None:
    people = visit.page.locator(".person")
    visit.page.get_by_label("找人").fill("小美")
    shown = visit.page.locator(".person:visible")
    assert shown.locator("summary b").all_inner_texts() == ["小美"]
    assert shown.get_attribute("open") is not None
    assert "绩效奖金" in shown.inner_text()
    assert visit.page.locator("#found").inner_text() == "找到 1 人"
    visit.page.get_by_label("找人").fill("007")
    assert shown.locator("summary b").all_inner_texts() == ["小王"]
    visit.page.get_by_label("找人").fill("谁也不是")
    assert shown.count() == 0
    assert visit.page.locator("#found").inner_text() == "没有找到"
    visit.page.get_by_label("找人").fill("")
    assert shown.count() == people.count() == 4
    assert visit.page.locator(".person[open]").count() == 0


def test_a_name_in_a_table_leads_to_the_persons_figures(visit: Visit) -> None:
    visit.page.get_by_label("找人").fill("小美")
    visit.page.locator("table.sheet a", has_text="阿强").first.click()
    slip = visit.page.locator(".person[open]", has_text="阿强")
    slip.wait_for(state="visible")
    assert slip.locator(".told").is_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("run", [shop(), hostile()], ids=["shop", "hostile"])
def test_a_phone_shows_the_page_without_scrolling_sideways(
    browser: Browser, tmp_path: Path, run: Run, lang: Literal["zh", "en"]
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visit = Visit(context, written(run, tmp_path, lang))
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(
    browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    visit = Visit(context, written(shop(), tmp_path))
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    found = visit.page.evaluate(CONTRAST)
    assert {tag: least for tag, least in found.items() if least < AA} == {}
    ground = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(244, 246, 249)", "dark": "rgb(15, 19, 25)"}[scheme]
    context.close()


def test_the_page_is_printed(visit: Visit) -> None:
    visit.page.evaluate("document.querySelector('.person').open = true")
    printed = visit.page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert printed.startswith(b"%PDF")
    assert 3 <= pages <= 8


def test_tables_of_any_command_are_a_page_too(browser: Browser, tmp_path: Path) -> None:
    fields = (
        Field("who", "客服"),
        *(Field(f"n{nth}", f"指标{nth}", is_number=True) for nth in range(9)),
    )
    rows = [(name, *(f"{at * nth}秒" for nth in range(9))) for at, name in enumerate(NAMES)]
    data = [(name, *(cell.replace("秒", "s") for cell in cells)) for name, *cells in rows]
    table = Table(
        "t", "很宽的表", fields, rows, data=data, bars={1: list(map(Decimal, range(len(rows))))}
    )
    file = tmp_path / "tables.html"
    file.write_bytes(sections_bytes([Section("一起变化的指标", (table,))], "zh"))
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    visit = Visit(context, file)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    head = visit.page.locator("table.sheet").get_by_role("button", name="指标8")
    head.click()
    head.click()
    assert visit.column(0, "指标8")[:2] == [f"{8 * (len(NAMES) - nth)}秒" for nth in (1, 2)]
    found = visit.page.evaluate(CONTRAST)
    assert {tag: least for tag, least in found.items() if least < AA} == {}
    assert (visit.noise, visit.asked) == ([], [visit.address])
    context.close()
