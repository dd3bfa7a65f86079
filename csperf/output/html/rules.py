"""The rules of a report: the plan as a readable page, sentence by sentence and band by band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csperf.output.page_lines import Part, Said
from csperf.output.plan_page import plan_parts
from csperf.output.run import Run
from csperf.texts import Lang, quoting

_DEEPEST = 3
_STEP = 2  # blanks of an indent


@dataclass(frozen=True)
class Paragraph:
    """A sentence of the page with how far in it stands, or a row of bands with what each gives."""

    text: str
    depth: int
    look: str
    bands: Sequence[tuple[str, str]] = ()


def rules_of(run: Run, lang: Lang) -> list[Paragraph]:
    """The page of the plan that paid; nothing where a run does not know its plan."""
    if run.rules is None:
        return []
    plan, made_by = run.rules.plan, run.rules
    with quoting(plan.keys):
        parts = plan_parts(plan.rules, made_by.columns, made_by.tables, (), lang)
    return [_paragraph(part) for part in parts]


def _paragraph(part: Part) -> Paragraph:
    depth = min(part.indent // _STEP, _DEEPEST)
    if isinstance(part, Said):
        look = "head" if part.is_heading else "judges" if part.judges else ""
        return Paragraph(part.text, depth, look)
    return Paragraph("", depth, "bands", [(band.bound, band.gives) for band in part.rows])
