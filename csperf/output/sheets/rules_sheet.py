"""The sheet of rules of one role: what the month was made from, and the plan as a readable page.

Why broken lines and not one wrapped cell: a row grows with a wrapped text only while nobody has
set its height, and not every program then grows it when it prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csperf.output.page_lines import Band, Bands, Part
from csperf.output.plan_page import plan_parts
from csperf.output.run import Run
from csperf.output.safe import safe_text
from csperf.output.sheets.paper import TITLE_HEIGHT, Cell, Paper, Styles
from csperf.output.strips import TEXT, cells_wide
from csperf.output.summary import summary_lines
from csperf.output.wrapping import wrapped
from csperf.texts import Lang, quoting, say

_NAME, _COLUMN, _BANDS = 24, 13, 8  # a name, then columns for as many bands as stand on a line
_WIDE = _COLUMN * _BANDS
_OF_SECTION = 2  # how far in stands what belongs to a section; further in, to what is above it


def rules_sheet(paper: Paper, styles: Styles, run: Run, lang: Lang) -> None:
    """Write where the run came from, then the plan."""
    paper.widths([_NAME, *([_COLUMN] * _BANDS)])
    paper.say(say("title-rules-of", lang, plan=run.plan), styles.title, TITLE_HEIGHT)
    for label, text in _facts(run, lang):
        _told(paper, styles, label, text)
    if run.rules is None:
        return
    paper.skip()
    plan, made_by = run.rules.plan, run.rules
    with quoting(plan.keys):
        parts = plan_parts(plan.rules, made_by.columns, made_by.tables, (), lang)
    for part in parts:
        _part(paper, styles, part, lang)


def _facts(run: Run, lang: Lang) -> Iterator[tuple[str, str]]:
    """Plan, version, hashes, files and sums."""
    facts = {
        "plan": run.plan,
        "version": run.version,
        "role": run.role,
        "period": run.period,
        "currency": run.currency,
        "plan-file": run.plan_file,
        "plan-hash": run.plan_sha256,
        "csperf": run.csperf,
    }
    yield from ((say(f"about-{name}", lang), text) for name, text in facts.items() if text)
    for file, sha256 in run.inputs:
        yield say("about-input", lang), file
        yield say("about-input-hash", lang), sha256
    yield from summary_lines(run, lang)


def _part(paper: Paper, styles: Styles, part: Part, lang: Lang) -> None:
    """One sentence or table of the plan's page."""
    if isinstance(part, Bands):
        for start in range(0, len(part.rows), _BANDS):
            _bands(paper, styles, part.rows[start : start + _BANDS], lang)
    elif part.is_heading:
        paper.skip()
        _told(paper, styles, "", part.text, bold=True)
    elif part.judges or (part.name and part.told):
        inside = "  " * ((part.indent - _OF_SECTION) // 2)
        name = inside + " ".join(filter(None, (part.name, part.weight)))
        _told(paper, styles, name, part.told)
    else:
        _told(paper, styles, " " if part.indent > _OF_SECTION else "", part.text)


def _told(paper: Paper, styles: Styles, name: str, text: str, *, bold: bool = False) -> None:
    """A name and what is told of it, on as many rows as it needs; a long name on its own."""
    look = styles.look(num_format=TEXT, bold=bold)
    if not name:
        for line in wrapped(safe_text(text), _NAME + _WIDE, "", "    "):
            paper.put([line], [look])
        return
    label = styles.look(num_format=TEXT, bold=True)
    short = safe_text(name)
    if cells_wide(short) > _NAME or not text:
        paper.put([short], [label])
        short = ""
    for line in wrapped(safe_text(text), _WIDE, "", "") if text else ():
        paper.put([short if short.strip() else None, line], [label, look])
        short = ""


def _bands(paper: Paper, styles: Styles, rows: Sequence[Band], lang: Lang) -> None:
    """Bounds above, what they give below."""
    words = (say("field.bound", lang), say("field.points", lang))
    beside = styles.look(align="right", font_color="#595959")
    lines = [[row.bound for row in rows], [row.gives for row in rows]]
    for word, line, look in zip(words, lines, (styles.heading, styles.cell(TEXT)), strict=True):
        cells: list[Cell] = [word, *map(safe_text, line)]
        paper.put(cells, [beside, *([look] * len(line))])
