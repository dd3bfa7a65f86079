"""Tables of a command handed over: into the file that was asked for, or on standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import SUFFIXES, Format, printed, tables_text
from csperf.cli.report import stop_on
from csperf.errors import Fact
from csperf.texts import say

if TYPE_CHECKING:
    from csperf.output.tables import Section

TABLES = (".xlsx", ".html", *SUFFIXES)


def check_output(
    output: Path | None,
    data: Sequence[str],
    *others: str | None,
    suffixes: tuple[str, ...] = TABLES,
) -> None:
    """Stops where it is known before anything is read that tables cannot be written there.

    `data` and the `others` are what is read; a folder of data stands for the files in it.
    """
    if output is None:
        return
    from csperf.intake.paths import files_of
    from csperf.output.write import blocked, wrong_suffix

    files, _ = files_of(data)
    sources = [Path(file) for file in (*files, *filter(None, others))]
    stop_on(wrong_suffix(output, suffixes) or blocked(output, sources))


def hand_over(
    sections: Sequence[Section],
    output: Path | None,
    format: Format,  # noqa: A002 - the option's name
    *,
    force: bool,
) -> None:
    """Tables into the file that was asked for, else on standard output."""
    if output is not None:
        put(output, _content(sections, output), force=force)
    if output is None or format is not Format.table:
        sys.stdout.write(tables_text(sections, format))


def put(
    path: Path, content: bytes, *, force: bool, written: str = "cli.written", **facts: Fact
) -> None:
    """A file where it was asked for; says that it is written, in these words, or was so before."""
    from csperf.output.write import holds, write_result

    same = holds(path, content)
    stop_on(write_result(path, content, force=force))
    told = say("cli.unchanged" if same else written, SPOKEN, file=str(path), **facts)
    print(told, file=sys.stderr)


def _content(sections: Sequence[Section], output: Path) -> bytes:
    """Tables as the file's name asks for."""
    suffix = output.suffix.lower()
    if suffix == ".xlsx":
        from csperf.output.sheets.list_book import list_bytes

        return list_bytes(sections, SPOKEN)
    if suffix == ".html":
        from csperf.output.html.sections import sections_bytes

        return sections_bytes(sections, SPOKEN)
    text = printed(sections, SUFFIXES[suffix])
    return text.encode("utf-8-sig" if suffix in {".csv", ".tsv"} else "utf-8")
