"""Tables of a command handed over: into the file that was asked for, or on standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import SUFFIXES, Format, printed, tables_text
from csperf.cli.report import stop_on
from csperf.texts import say

if TYPE_CHECKING:
    from csperf.output.tables import Section


def hand_over(
    sections: Sequence[Section],
    output: Path | None,
    format: Format,  # noqa: A002 - the option's name
    *,
    force: bool,
) -> None:
    """Tables into the file that was asked for, else on standard output."""
    if output is not None:
        from csperf.output.write import holds, write_result

        content = _content(sections, output)
        same = holds(output, content)
        stop_on(write_result(output, content, force=force))
        done = say("cli.unchanged" if same else "cli.written", SPOKEN, file=str(output))
        print(done, file=sys.stderr)
    if output is None or format is not Format.table:
        sys.stdout.write(tables_text(sections, format))


def _content(sections: Sequence[Section], output: Path) -> bytes:
    """Tables as the file's name asks for."""
    suffix = output.suffix.lower()
    if suffix == ".xlsx":
        from csperf.output.sheets.list_book import list_bytes

        return list_bytes(sections, SPOKEN)
    text = printed(sections, SUFFIXES[suffix])
    return text.encode("utf-8-sig" if suffix in {".csv", ".tsv"} else "utf-8")
