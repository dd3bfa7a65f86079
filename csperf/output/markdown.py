"""Tables as GitHub reads them in Markdown, every text escaped so that it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csperf.output.safe import safe_text
from csperf.output.tables import Section, Table

_MEANING = re.compile(
    r"[\\`*\[\]<>|~$#]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # inside a word it has no meaning
    r"|&(?=[#A-Za-z])"  # an entity
    r"|(?<=[A-Za-z]):(?=//)|(?<=[Ww])\.|@(?=[A-Za-z0-9])"  # an address, which becomes a link
)
_OUTER = re.compile(r"^ | $")


def markdown_text(sections: Sequence[Section]) -> str:
    """The sections as headings and tables, an empty line between them."""
    blocks: list[str] = []
    for section in sections:
        blocks += [f"# {escaped(section.title)}"] if section.title else []
        for table in section.tables:
            if table.rows:
                blocks += [f"## {escaped(table.title)}"] if table.title else []
                blocks.append("\n".join(_lines(table)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def escaped(text: str) -> str:
    r"""The text with every sign that Markdown gives a meaning behind a backslash.

    A blank at an end would be lost, so it is spelled out.

    >>> escaped("a|b"), escaped("[x](y) <b>"), escaped("plan.yaml:3"), escaped(" *")
    ('a\\|b', '\\[x\\](y) \\<b\\>', 'plan.yaml:3', '&#32;\\*')
    """
    return _OUTER.sub("&#32;", _MEANING.sub(r"\\\g<0>", safe_text(text)))


def _lines(table: Table) -> Iterator[str]:
    yield _row(table.headings)
    yield _row(["---:" if field.is_number else "---" for field in table.fields], raw=True)
    for row in table.rows:
        yield _row(row)
    if table.totals:
        yield _row([f"**{escaped(text)}**" if text else "" for text in table.totals], raw=True)


def _row(cells: Sequence[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(cells if raw else map(escaped, cells)) + " |"
