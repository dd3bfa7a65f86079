"""Every document of one run: hostile texts are shown as they are, and two runs give the same bytes.

The run has them wherever text comes in from outside: people, reasons, the plan's name, pay lines,
what the plan says, the company. Each document is read back by a reader that is not csperf's.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from test_payslips import Page as Slip
from test_report import Page as Report

from csperf.output.safe import safe_text, unsafe

FORMULAS = (
    "=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=2+2", "\r=3+3", "＝4+4", "%0A=5+5",
    '=HYPERLINK("http://x.cn","a")', "=cmd|' /C calc'!A0",
)  # fmt: skip
MARKUP = (
    "[bold]x[/bold]", "[/]", "*md* _md_", "`code`", "[link](http://x.cn)", "a | b", "# head",
    "<b>x</b>", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>',
    "x' onfocus='alert(1)", "</style><script>alert(2)</script>", "{{7*7}}", "{% raw %}", "${x}",
    "&amp;", "]]>", "<!--", "javascript:alert(1)", ":smile:", "_x0041_", "&P &N",
)  # fmt: skip
SIGNS = (
    "\x1b[31mred", "\x1b]8;;http://x.cn\x07link\x1b]8;;\x07", "\x9b31m", "\u202e9.00",
    "\u2066wrapped\u2069", "a\u200bb", "\x7fx", "up\u2028down", "e\u0301\u0301", "line\nbreak",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "..", "/etc/x", "C:\\x", "CON", "con.txt", "NUL", "name.", ".hidden",
    "-rf", "a/b", "~root", "a:b", "*?", "A.xlsx", "名" * 85,
)  # fmt: skip
TEXTS = FORMULAS + MARKUP + SIGNS + PATHS
NAMES = tuple(unicodedata.normalize("NFC", text.strip()) for text in TEXTS)
ENDINGS = ("xlsx", "csv", "tsv", "md", "json", "html")
SCREENS = ("table", "plain", "markdown", "csv", "tsv", "json")
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")
EXAMPLES = Path(__file__).parents[1] / "examples"


def csperf(*words: str, **environment: str) -> str:
    """What a run of the command prints."""
    command = [sys.executable, "-m", "csperf", "--lang", "zh", *words]
    environment = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        command, env=environment, capture_output=True, check=True, encoding="utf-8"
    ).stdout


@dataclass(frozen=True)
class Documents:
    """The files of the hostile run, what it printed, and the folders of payslips."""

    folder: Path
    printed: Mapping[str, str]

    def text(self, ending: str) -> str:
        """A file as text, without the mark before it."""
        return (self.folder / f"month.{ending}").read_bytes().decode("utf-8").removeprefix("\ufeff")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """Every output of a month that is hostile wherever it can be."""
    folder = tmp_path_factory.mktemp("documents")
    plan = {
        "csperf": 1,
        "plan": "&P =1+1 " + " ".join(TEXTS),
        "version": "=1",
        "role": "售前[/]",
        "indicators": {
            "回复率": {
                "weight": "100%",
                "says": " ".join(TEXTS),
                "bands": [{"at_least": "95%", "points": 100}, {"otherwise": 50}],
            }
        },
        "pay": {text: {"says": text, "base": {"fixed": 1000}} for text in TEXTS}
        | {"手工调整": {"adjustment": {"of": "调整金额", "reason": "调整原因"}}},
    }
    (folder / "plan.yaml").write_text(json.dumps(plan), encoding="ascii")
    with (folder / "month.in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["姓名", "回复率", "调整金额", "调整原因"])
        for nth, name in enumerate(TEXTS):
            writer.writerow([name, f"{90 + nth % 10}%", nth + 1, TEXTS[-nth - 1]])
    run = (str(folder / "plan.yaml"), "--data", str(folder / "month.in.csv"))
    company = ("--company", '=C&P <b>"')
    written = [word for ending in ENDINGS for word in ("-o", str(folder / f"month.{ending}"))]
    csperf("calc", *run, *company, "--net-columns", *written)
    printed = {screen: csperf("calc", *run, "-f", screen) for screen in SCREENS}
    for kind in ("html", "xlsx"):
        csperf("payslips", *run, *company, "--format", kind, "-o", str(folder / kind))
    return Documents(folder, printed)


def test_programs_get_the_texts_themselves(documents: Documents) -> None:
    month = json.loads(documents.text("json"))
    assert sorted(agent["name"] for agent in month["agents"]) == sorted(NAMES)
    assert json.loads(documents.printed["json"]) == month


def test_a_workbook_has_formulas_of_its_own_only(documents: Documents) -> None:
    file = documents.folder / "month.xlsx"
    book = load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert formulas
    assert not [one for one in formulas if re.search(r"HYPERLINK|cmd|1\+1|alert|SUM\(A1\)", one)]
    assert not [cell for cell in cells if cell.hyperlink]
    shown = [str(cell.value).replace("_x005F_", "_") for cell in cells if cell.data_type == "s"]
    for name in NAMES:
        assert shown.count(safe_text(name)) >= 4, name  # pay, slip, scores, workings
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower()]
        for name in parts.namelist():
            assert not re.search(rb"<hyperlink |Target=.http|TargetMode", parts.read(name)), name


def test_the_head_of_a_page_has_no_codes_of_theirs(documents: Documents) -> None:
    book = load_workbook(documents.folder / "month.xlsx")
    lefts = [sheet.oddHeader.left for sheet in book if sheet.oddHeader is not None]
    heads = [str(left.text) for left in lefts if left is not None and left.text]
    assert heads
    assert not [head for head in heads if re.search(r"(?<!&)&(&&)*[^&]", head)]


def test_excel_reads_no_formula_from_a_table_of_text(documents: Documents) -> None:
    for ending, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        for text in (documents.text(ending), documents.printed[ending].removeprefix("\ufeff")):
            rows = list(csv.reader(text.splitlines(keepends=True), dialect))
            starts = [
                cell
                for row in rows
                for cell in row
                if cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell)
            ]
            assert not starts
            names = sorted(row[0].removeprefix("'") for row in rows[1 : len(NAMES) + 1])
            assert names == sorted(map(safe_text, NAMES))


def test_markdown_has_cells_of_text_only(documents: Documents) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for text in (documents.text("md"), documents.printed["markdown"]):
        tokens = reader.parse(text)
        assert "html_block" not in {token.type for token in tokens}
        children = [token.children or [] for token in tokens if token.type == "inline"]
        kinds = {child.type for inside in children for child in inside}
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}  # the sums are bold
        cells = ["".join(child.content for child in inside).strip() for inside in children]
        for name in NAMES:
            assert cells.count(safe_text(name).strip()) >= 2, name


def test_the_report_has_elements_of_its_own_only(documents: Documents) -> None:
    page = Report((documents.folder / "month.html").read_bytes())
    assert page.open == []
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not {"img", "iframe"} & {tag for tag, _ in page.elements}
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]
    assert not [target for target in page.having("href") if not target.startswith("#")]
    for name in NAMES:
        assert page.texts.count(safe_text(name)) >= 2, name


@pytest.mark.parametrize("screen", ["table", "plain"])
def test_nothing_steers_a_terminal(documents: Documents, screen: str) -> None:
    printed = documents.printed[screen]
    assert not [sign for sign in printed if unsafe(sign) and sign != "\n"]
    for name in NAMES:
        assert safe_text(name) in printed, name


def slips(documents: Documents, kind: str) -> Iterator[tuple[str, Path]]:
    """Each person's payslip, found by the name that stands in it."""
    files = sorted((documents.folder / kind).iterdir())
    assert len(files) == len(NAMES)
    for file in files:
        if kind == "html":
            page = Slip(file.read_bytes())
            assert not {"script", "img", "b"} & page.tags
            texts = page.texts
        else:
            cells = [cell for row in load_workbook(file).worksheets[0].rows for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
            texts = [str(cell.value).replace("_x005F_", "_") for cell in cells]
        yield "\n".join(texts), file


@pytest.mark.parametrize("kind", ["html", "xlsx"])
def test_everybody_has_a_payslip_under_a_harmless_name(documents: Documents, kind: str) -> None:
    told = list(slips(documents, kind))
    for name in NAMES:
        assert [text for text, _ in told if safe_text(name) in text], name
    for _, file in told:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(file.name.encode()) <= 143
        assert not set(file.name) & set('/\\:*?"<>|')
        assert not [sign for sign in file.name if unsafe(sign)]
        assert not re.match(r"[-.~ ]|(con|nul)[. ]", file.name, re.IGNORECASE)
        assert not file.stem.endswith((".", " "))
    assert stat.S_IMODE((documents.folder / kind).stat().st_mode) == 0o700


MONTH = (
    str(EXAMPLES / "plan.yaml"),
    "--data", str(EXAMPLES / "10月-售前明细.xlsx"), str(EXAMPLES / "主管打分.csv"),
    "--roster", str(EXAMPLES / "花名册.csv"), "--period", "2026-10",
)  # fmt: skip


def digests(folder: Path, **environment: str) -> dict[str, str]:
    """The hash of every document of the example shop, written in such a place."""
    written = [word for ending in ENDINGS for word in ("-o", str(folder / f"month.{ending}"))]
    folder.mkdir()
    csperf("calc", *MONTH, *written, **environment)
    made = {"table": csperf("calc", *MONTH, **environment)}
    for kind in ("html", "xlsx"):
        csperf("payslips", *MONTH, "--format", kind, "-o", str(folder / kind), **environment)
    files = [file for file in folder.rglob("*") if file.is_file()]
    made |= {str(file.relative_to(folder)): file.read_bytes().decode("latin-1") for file in files}
    return {name: hashlib.sha256(content.encode()).hexdigest() for name, content in made.items()}


def test_every_document_has_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    epoch = "1790000000"
    here = digests(
        tmp_path / "here", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1", SOURCE_DATE_EPOCH=epoch
    )
    there = digests(
        tmp_path / "there",
        TZ="Pacific/Kiritimati",
        LC_ALL="zh_CN.UTF-8",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH=epoch,
    )
    assert len(here) == 1 + len(ENDINGS) + 2 * 15
    assert here == there
