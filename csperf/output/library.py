"""The library in plans/README.md: what each ready plan is for, its bands and its pay lines.

    python -m csperf.output.library     # after a change of a ready plan

Why from the columns: what the page says of a plan is what would be evaluated, so a bound or a rate
cannot stand there otherwise than it pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from csperf.errors import CsperfError
from csperf.formula import Cell, Choose, Column, Constant
from csperf.output.clauses import Teller
from csperf.output.page_indicators import weights_of
from csperf.output.plan_page import gates_told
from csperf.plan.model import PlanFile
from csperf.ready import Ready, described
from csperf.units import Unit, show
from csperf.validation import validate_plan

FILE = Path(__file__).parents[2] / "plans" / "README.md"
_LIBRARY = re.compile(r"(<!-- library -->\n).*?(<!-- end of library -->)", re.DOTALL)
_LIST = "| 方案 plan | 岗位 role | 平台 platform | 做什么 what it is for |\n|---|---|---|---|\n"
_BANDS = "| 考核项 indicator | 权重 weight | 界限 bound | 分值 points |\n|---|---|---|---|\n"
_LINES = "| 薪资项 pay line | 怎么算 how |\n|---|---|\n"


@dataclass(frozen=True)
class Told:
    """A ready plan: its file, what its first lines say, its rules and its columns."""

    file: Path
    header: Ready
    rules: PlanFile
    columns: tuple[Column, ...]


def with_library(text: str) -> str:
    """The page with the library as the plans beside it are now."""
    plans = [_ready(file) for file in sorted(FILE.parent.glob("*.yaml"))]
    listed = _LIST + "".join(map(_listed, plans))
    library = listed + "\n" + "\n".join(map(_told, plans))
    return _LIBRARY.sub(lambda found: f"{found[1]}{library}{found[2]}", text)


def _ready(file: Path) -> Told:
    header = described(file.stem, file.read_text(encoding="utf-8"))
    verdict = validate_plan(str(file), "zh")
    if verdict.plan is None:
        raise CsperfError(verdict.problems)
    return Told(file, header, verdict.plan.rules, verdict.columns)


def _listed(ready: Told) -> str:
    name, what = ready.file.name, f"{ready.header.chinese}<br>{ready.header.english}"
    return _row(f"[{name}]({name})", str(ready.rules.role or ""), ready.header.platforms, what)


def _told(ready: Told) -> str:
    """The plan's bands, lines and gates, folded up."""
    teller = Teller({column.name: column for column in ready.columns}, "zh")
    bands = "".join(_judged(ready.columns, teller))
    lines = "".join((*_graded(ready.columns, teller), *_paid(ready.columns, teller)))
    gates = "".join(_gates(ready.rules, ready.columns, teller))
    parts = [head + rows for head, rows in ((_BANDS, bands), (_LINES, lines), ("", gates)) if rows]
    summary = f"<summary>{ready.file.name} · {ready.rules.plan}</summary>"
    return "\n".join(["<details>", summary, "", *parts, "</details>\n"])


def _judged(columns: tuple[Column, ...], teller: Teller) -> Iterator[str]:
    """A row for each band of each indicator."""
    for column in columns:
        if column.kind == "score" and column.formula is not None:
            yield from _weighed(weights_of(column.formula), teller, "")


def _weighed(weights: Mapping[str, Constant | None], teller: Teller, indent: str) -> Iterator[str]:
    for name, weight in weights.items():
        column = teller.columns[name]
        title = f"{indent}{column.label or column.name}"
        shown = "" if weight is None else show(weight.value, Unit.PERCENT, teller.lang)
        parts = {} if column.formula is None else weights_of(column.formula)
        if parts and all(parts.values()):
            yield _row(title, shown, "由下面几项组成 made of", "")
            yield from _weighed(parts, teller, f"{indent}　")
        else:
            yield from _indicator(column, title, shown, teller)


def _indicator(column: Column, title: str, weight: str, teller: Teller) -> Iterator[str]:
    """Its bands; the name and the weight stand once."""
    match column.formula:
        case Choose(subject=Cell(column=looked_at)) as table:
            told = teller.name(looked_at)
            first = title if told == (column.label or column.name) else f"{title}（{told}）"
            for bound, points in teller.cases(table):
                yield _row(first, weight, bound, points)
                first = weight = ""
        case Cell(column=read):
            yield _row(title, weight, f"{teller.name(read)}，数值即分值 as it is", "")
        case None:
            yield _row(title, weight, "", "")
        case formula:
            yield _row(title, weight, teller.line(formula), "")


def _paid(columns: tuple[Column, ...], teller: Teller) -> Iterator[str]:
    """Every pay line in a sentence, with the policy's own."""
    for column in columns:
        if column.kind == "pay" and column.formula is not None:
            says = f"<br>“{column.says}”" if column.says else ""
            yield _row(column.label or column.name, teller.line(column.formula) + says)


def _graded(columns: tuple[Column, ...], teller: Teller) -> Iterator[str]:
    """The grades, which pay lines may read."""
    for column in columns:
        if column.kind == "grade" and column.formula is not None:
            yield _row(teller.name(column.name), teller.line(column.formula))


def _gates(rules: PlanFile, columns: tuple[Column, ...], teller: Teller) -> Iterator[str]:
    """Every gate in a sentence, with the policy's own."""
    for told, says in gates_told(rules, columns, teller):
        yield f"- {told}" + (f"<br>“{says}”" if says else "") + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    FILE.write_text(with_library(FILE.read_text("utf-8")), encoding="utf-8", newline="\n")
