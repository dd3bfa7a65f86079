"""Tables as plain lines: no frames and no columns, one `heading: text` a line below each name.

Why no columns: a screen reader reads a line from left to right, `grep` finds one figure a line, and
a line is never wider than its figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csperf.output.safe import safe_text
from csperf.output.tables import Section, Table


def plain_text(sections: Sequence[Section]) -> str:
    """The sections as lines, an empty line before each table but the first."""
    lines: list[str] = []
    for section in sections:
        if section.title:
            lines += ["", safe_text(section.title)]
        for table in section.tables:
            if table.rows:
                lines += ["", *([safe_text(table.title)] if table.title else []), *blocks(table)]
    return "\n".join(lines[1:]) + "\n" if lines else ""


def blocks(table: Table) -> Iterator[str]:
    """The rows one below the other: the name, then its cells; an empty cell has no line."""
    for row in [*table.rows, *([table.totals] if table.totals else [])]:
        if table.who is not None:
            yield safe_text(row[table.who])
        for position, (word, text) in enumerate(zip(table.headings, row, strict=True)):
            if position != table.who and text:
                yield f"  {safe_text(word)}: {safe_text(text)}"
