"""Tables in every format: each shows the same cells, and no text becomes anything but itself."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import run_of
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from csperf.next_band import next_band, next_bands, standings
from csperf.output.bars import BLOCKS, WIDTH, bars
from csperf.output.delimited import csv_word, rows_of, written_csv, written_tsv
from csperf.output.markdown import markdown_text
from csperf.output.meter_lines import Canvas, meter_lines
from csperf.output.plain import plain_text
from csperf.output.records import tables_json
from csperf.output.safe import safe_text, unsafe
from csperf.output.table import render
from csperf.output.tables import Field, Section, Table
from csperf.output.words_text import explained
from csperf.output.wrapping import cells
from csperf.texts import Lang

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "csperf/schema/tables.schema.json").read_text(encoding="utf-8"))
HOSTILE = (
    *("小美", "=1+1", "+86 138", "@SUM(A1)", "-5", "a|b", "\\", "\\|", "`code`", "<b>x</b>"),
    *("[x](y)", "![x](y)", "# top", "- item", "1. one", "*a*", "**a**", "_a_", "a_b", "~~a~~"),
    *("&amp;", "&#32;", "https://a.cn/x", "www.a.cn", "a@b.cn", "| --- |", "a\tb", "a\nb", "a\r"),
    *("\x1b[31m红", "\u202e9.00", "零\u200b宽", "$x$", '"', '""', "'", ",", ";", " 前", "后 ", ""),
    *("<!-- x -->", "<script>", "[^1]", "\\<", "\\\\", "a\\", "“”", "—", "≥55%"),
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
NUMBERS = st.decimals("-99999.99", "99999.99", places=2).map(str)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    fields = tuple(
        Field(f"key_{at}", draw(TEXTS.filter(str.strip)), is_number=is_number)
        for at, is_number in enumerate(kinds)
    )
    row = st.tuples(*(NUMBERS if is_number else TEXTS for is_number in kinds))
    rows = draw(st.lists(row, min_size=1, max_size=4))
    return Table("rows", draw(TEXTS), fields, rows, who=draw(st.sampled_from([0, None])))


def parsed(text: str) -> list[list[str]]:
    """The cells of the tables in a Markdown text, as its reader sees them."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level == 4:
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special"}, children
            rows[-1].append("".join(child.content for child in children))
    return rows


@given(tables())
def test_markdown_shows_every_text_as_it_is(table: Table) -> None:
    text = markdown_text([Section("", (table,))])
    shown = [[safe_text(cell) for cell in row] for row in [table.headings, *table.rows]]
    assert [[cell.strip() for cell in row] for row in parsed(text)] == [
        [cell.strip() for cell in row] for row in shown
    ]
    assert not re.search(r"[A-Za-z]://|[Ww][Ww][Ww]\.[A-Za-z]|[a-z]@[a-z]", text)


@given(tables())
def test_a_title_is_one_heading(table: Table) -> None:
    title = table.title.strip()
    tokens = MarkdownIt("commonmark").parse(markdown_text([Section(table.title, (table,))]))
    heads = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open"]
    for head in heads:
        assert {child.type for child in head.children or []} <= {"text", "text_special"}
        assert head.content.strip() or not title
    assert len(heads) == (2 if table.title else 0)


@given(tables())
def test_csv_and_tsv_are_read_back(table: Table) -> None:
    sections = [Section("", (table,))]
    expected = [list(map(csv_word, table.headings))] + [
        [
            cell if field.is_number else csv_word(cell)
            for cell, field in zip(row, table.fields, strict=True)
        ]
        for row in table.rows
    ]
    for written, dialect in ((written_csv, "excel"), (written_tsv, "excel-tab")):
        text = written(*rows_of(sections, "zh")).removeprefix("\ufeff")
        assert list(csv.reader(StringIO(text, newline=""), dialect)) == expected
    assert written_tsv(*rows_of(sections, "zh")).count("\n") == len(expected)


@given(tables())
def test_json_is_read_back_with_every_cell(table: Table) -> None:
    text = tables_json([Section("", (table,))])
    keys = [field.key for field in table.fields]
    assert json.loads(text)["rows"] == [
        dict(zip(keys, (cell or None for cell in row), strict=True)) for row in table.rows
    ]


@given(tables())
def test_plain_has_every_cell_in_a_line_and_no_frame(table: Table) -> None:
    lines = plain_text([Section("", (table,))]).split("\n")
    wanted = [
        cell if at == table.who else f"  {safe_text(field.heading)}: {safe_text(cell)}"
        for row in table.rows
        for at, (field, cell) in enumerate(zip(table.fields, map(safe_text, row), strict=True))
        if cell or at == table.who
    ]
    assert Counter(wanted) <= Counter(lines)


@given(tables())
def test_nothing_unsafe_reaches_a_terminal(table: Table) -> None:
    sections = [Section(table.title, (table,))]
    for text in (
        plain_text(sections),
        markdown_text(sections),
        tables_json(sections),
        written_tsv(*rows_of(sections, "zh")),
    ):
        shown = text.removeprefix("\ufeff")  # a tab stands between the cells of TSV alone
        assert not [sign for sign in shown if unsafe(sign) and sign not in "\n\t"]


def test_several_tables_are_one_below_the_other_with_a_column_that_tells_them_apart() -> None:
    first = Table("a", "甲", (Field("name", "名称"), Field("x", "数")), [("小美", "1")])
    second = Table("b", "乙", (Field("name", "名称"), Field("y", "量")), [("大勇", "2")])
    words, rows = rows_of([Section("", (first, second))], "zh")
    assert words == ["表", "名称", "数", "量"]
    assert list(rows) == [("甲", "小美", "1", ""), ("乙", "大勇", "", "2")]


# The commands.

FILES = ROOT / "tests" / "transcripts" / "files"
MONTH = ["plan.yaml", "--data", "10月.csv"]
COMMANDS = {
    "explain": ["explain", *MONTH, "--agent", "小美"],
    "metrics": ["metrics", "转化"],
    "plans": ["plans", "京东"],
    "validate": ["validate", "plan.yaml"],
    "inspect": ["inspect", "10月.csv"],
    "calc": ["calc", *MONTH],
}
every_command = pytest.mark.parametrize("command", COMMANDS)


def run(arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    spoken = {"CSPERF_LANG": "zh", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "csperf", *arguments],
        cwd=FILES,
        env={**os.environ, **spoken, **environment},
        capture_output=True,
        check=True,
    )


def printed(command: str, format: str) -> str:  # noqa: A002 - the option's name
    return run([*COMMANDS[command], "--format", format]).stdout.decode("utf-8")


def test_every_command_that_prints_a_table_has_all_formats() -> None:
    for command in COMMANDS:
        helped = run([command, "--help"]).stdout.decode("utf-8")
        assert "table|plain|json|csv|tsv|markdown" in re.sub(r"\s", "", helped), command


@pytest.mark.parametrize("command", ["explain", "metrics", "plans", "validate"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_has_the_documented_shape(command: str, lang: str) -> None:
    text = run([*COMMANDS[command], "--format", "json"], CSPERF_LANG=lang).stdout
    jsonschema.validate(json.loads(text), SCHEMA)


@every_command
def test_every_table_format_has_the_same_rows(command: str) -> None:
    by_comma = list(csv.reader(StringIO(printed(command, "csv"), newline="")))
    by_tab = list(csv.reader(StringIO(printed(command, "tsv"), newline=""), "excel-tab"))
    assert by_comma == by_tab
    assert len({len(row) for row in by_comma}) == 1
    if command in {"metrics", "plans"}:  # others show several tables, or more than people read
        in_markdown = parsed(printed(command, "markdown"))
        assert in_markdown[0] == by_comma[0]
        assert [len(row) for row in in_markdown] == [len(row) for row in by_comma]


@pytest.mark.parametrize("command", ["explain", "metrics", "plans", "validate"])
def test_every_figure_of_the_reading_view_is_in_the_records(command: str) -> None:
    numbers = re.compile(r"\d+(?:\.\d+)?%?")
    view = set(numbers.findall(printed(command, "table")))
    assert view <= set(numbers.findall(printed(command, "csv")))


@every_command
def test_plain_needs_no_more_than_ascii_beside_the_texts_of_the_user(command: str) -> None:
    for lang in ("zh", "en"):
        arguments = [*COMMANDS[command], "--format", "plain", "--lang", lang]
        text = run(arguments, LC_ALL="C", PYTHONIOENCODING="ascii").stdout
        assert text.isascii()
        assert not re.search(rb"\\u(2265|2264|2014|00b7|00d7|2192|2212|00f7)", text)


def test_a_result_is_written_as_a_page_and_as_tabs(tmp_path: Path) -> None:
    page, tabs = tmp_path / "结果.md", tmp_path / "结果.tsv"
    run([*COMMANDS["calc"], "-o", str(page), "-o", str(tabs)])
    assert page.read_text(encoding="utf-8") == printed("calc", "markdown")
    assert tabs.read_text(encoding="utf-8-sig") == printed("calc", "tsv")


def test_errors_of_a_program_are_json_on_the_other_stream() -> None:
    command = [sys.executable, "-m", "csperf", "validate", "bad.yaml", "--format", "json"]
    ran = subprocess.run(
        command,
        cwd=FILES,
        env={**os.environ, "CSPERF_LANG": "en", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert json.loads(ran.stdout).keys() == {"csperf", "schema"}
    told: list[dict[str, Any]] = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [one["code"] for one in told] == ["expected-percent", "unknown-key"]


# Pictures.


@given(st.lists(st.one_of(st.none(), st.decimals("-9999.99", "9999.99", places=2)), min_size=1))
def test_a_bar_is_as_long_as_its_number(values: list[Decimal | None]) -> None:
    drawn = bars(values, ascii_only=False)
    eighths = [sum(BLOCKS.index(sign) + 1 for sign in bar) for bar in drawn]
    most = max((value for value in values if value is not None), default=Decimal(0))
    for value, length in zip(values, eighths, strict=True):
        if value is None or value <= 0:
            assert length == 0
        else:  # no longer than the number, and less than an eighth of a sign shorter
            share = Fraction(value) / Fraction(most) * WIDTH * 8
            assert length == max(int(share), 1)
    assert all(set(bar) <= {"#"} for bar in bars(values, ascii_only=True))


def without_lines(text: str) -> list[list[str]]:
    """The words of a text that has no bars and no rules."""
    return [re.sub(f" *[{BLOCKS}]+ *|─+", " ", line).split() for line in text.splitlines()]


@pytest.mark.parametrize("width", range(40, 130, 3))
def test_bars_never_cost_a_table_its_columns(width: int) -> None:
    month = run_of(ROOT / "tests" / "cases" / "worked_month")
    with_bars, bare = (
        render(month, "zh", width=width, color=False, pictures=way) for way in (True, False)
    )
    assert without_lines(with_bars) == without_lines(bare)
    assert max(map(cell_len, with_bars.splitlines())) <= width


def test_bars_are_drawn_in_a_pipe_only_when_asked() -> None:
    assert "█" not in printed("calc", "table")
    asked = run([*COMMANDS["calc"], "--pictures"]).stdout.decode("utf-8")
    assert "100.00   ████████" in asked
    in_ascii = run([*COMMANDS["calc"], "--pictures"], PYTHONIOENCODING="ascii").stdout
    assert b"100.00 | ########" in in_ascii


MONTH_OF_BANDS = run_of(ROOT / "tests" / "cases" / "next_band")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [None, 30, 40, 60, 80])
def test_a_meter_marks_the_band_that_was_met(
    lang: Lang, width: int | None, *, ascii_only: bool
) -> None:
    canvas = Canvas(width, ascii_only)
    for agent in MONTH_OF_BANDS.sheet.agents:
        found, _ = explained(MONTH_OF_BANDS, agent.name, "score", lang)
        assert found is not None
        bands = [one for one in found.meters if one is not None]
        assert len(bands) == 3
        for one in bands:
            lines = meter_lines(one, canvas, "    ")
            met = next(canvas.spelled(step.worth) for step in one.steps if step.met)
            assert "\n".join(lines).count(canvas.mark) == 1
            if lines[0].count(canvas.rule) > 1:  # what the band gives stands below the mark
                above, below = lines
                place = cells(above[: above.index(canvas.mark)])
                under = [word for at, word in words_at(below) if at <= place < at + cells(word)]
                assert under == [met]
            else:
                assert met in next(line for line in lines if canvas.mark in line)
            assert width is None or max(map(cells, lines)) <= width
            assert not ascii_only or not set("".join(lines)) & set("─▲≥≤")


def words_at(line: str) -> list[tuple[int, str]]:
    """The texts of a line between two blanks or more, and in which cell each begins."""
    return [(cells(line[: one.start()]), one[0]) for one in re.finditer(r"\S+(?: \S+)*", line)]


def test_one_persons_next_band_is_that_of_all() -> None:
    sheet = MONTH_OF_BANDS.sheet
    every = next_bands(sheet)
    for agent in range(len(sheet.agents)):
        for one in standings(sheet, agent):
            assert next_band(sheet, agent, one) == every.get((agent, one.column.name))


def test_what_the_next_band_brings_is_in_every_format() -> None:
    told = "下一档 ≥55%：100 分，得分 80.00，应发不变"
    asked = ["explain", *MONTH, "--agent", "大勇", "--line", "询单转化率分值"]
    for format in ("table", "plain", "json", "csv", "tsv", "markdown"):  # noqa: A001 - the option
        assert told in run([*asked, "--format", format]).stdout.decode("utf-8"), format
