"""Draws the pictures of the READMEs, payroll.svg and payroll.en.svg, from a real run.

Of each table the first people are shown, and dots where the others stand.

    python examples/picture.py

Why not Rich's own SVG: it gives a Chinese character the room of a Latin one, and it asks the
reader's browser to fetch a font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from rich.cells import cell_len

from csperf.output.bars import BLOCKS
from csperf.output.run import Run
from csperf.output.table import render
from csperf.payroll import Request, calculate
from csperf.texts import Lang

HERE = Path(__file__).parent
FILES = "--data 10月-售前明细.xlsx 主管打分.csv --roster 花名册.csv"
COMMAND = f"csperf calc plan.yaml {FILES} --period 2026-10"
CELLS = 112
CELL, LINE, EDGE = 8, 19, 18
PEOPLE = 5
PICTURES: dict[str, Lang] = {"payroll.svg": "zh", "payroll.en.svg": "en"}
_RUN = re.compile(r"\S+(?: \S+)*")
_STYLE = """\
  text { font: 13px ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace;
         fill: #d8dee9; white-space: pre }
  .head { font-weight: bold; fill: #88c0d0 }
  .typed { fill: #a3be8c }
  .rule { stroke: #4c566a }
  .bar { fill: #5e81ac }
"""


def october() -> Run:
    """October of the example shop."""
    data = (str(HERE / "10月-售前明细.xlsx"), str(HERE / "主管打分.csv"))
    roster = str(HERE / "花名册.csv")
    return calculate(Request(str(HERE / "plan.yaml"), data, roster, None, "2026-10"))


def picture(lang: Lang) -> str:
    """What the terminal shows, each word at its place whatever fonts the reader has."""
    shown = render(october(), lang, width=CELLS, color=False, pictures=True)
    lines = [f"$ {COMMAND}", "", *_trimmed(shown.splitlines())]
    width, height = CELLS * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    drawn = [part for row, line in enumerate(lines) for part in _line(line, EDGE + row * LINE)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
            f"<style>\n{_STYLE}</style>",
            f'<rect width="{width}" height="{height}" rx="10" fill="#2e3440"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _trimmed(lines: list[str]) -> Iterator[str]:
    """The lines with all but the first rows of a table left out."""
    rows = -1
    for line in lines:
        if not line.strip() or line.startswith("─"):
            rows = 0 if line.startswith("─") and rows < 0 else -1
        elif rows >= 0:
            rows += 1
        if rows <= PEOPLE:
            yield line
        elif rows == PEOPLE + 1:
            yield "    ⋮"


def _line(line: str, top: int) -> Iterator[str]:
    kind = "typed" if line.startswith("$") else "head" if line[:1].strip() else ""
    for found in _RUN.finditer(line):
        x = EDGE + cell_len(line[: found.start()]) * CELL
        room = cell_len(found[0]) * CELL
        if found[0].startswith("─"):
            y = top + LINE // 2
            yield f'<line class="rule" x1="{x}" x2="{x + room}" y1="{y}" y2="{y}"/>'
        elif found[0][0] in BLOCKS:
            wide = sum(BLOCKS.index(sign) + 1 for sign in found[0]) * CELL // len(BLOCKS)
            yield f'<rect class="bar" x="{x}" y="{top + 4}" width="{wide}" height="{LINE - 7}"/>'
        else:
            place = f'x="{x}" y="{top + LINE - 5}" textLength="{room}"'
            yield f'<text class="{kind}" {place}>{escape(found[0])}</text>'


if __name__ == "__main__":
    for name, lang in PICTURES.items():
        (HERE / name).write_text(picture(lang), encoding="utf-8", newline="\n")
