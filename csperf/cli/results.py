"""A month's result in the format that a file's name asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csperf.cli.arguments import SPOKEN
from csperf.cli.formats import SUFFIXES, result_text

if TYPE_CHECKING:
    from csperf.output.run import Payroll, Run


def content_of(
    result: Run | Payroll,
    path: Path,
    earlier: tuple[Sequence[str], Mapping[str, str]],
    wishes: tuple[str, bool, bool],
) -> bytes:
    """The file's content; each library is loaded only for the format that needs it.

    A workbook heeds the wishes: a company, more columns, protection; a report shows the earlier
    results, which are names of files and where these lie.
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        from csperf.output.workbook import Wishes, workbook_bytes

        return workbook_bytes(result, SPOKEN, Wishes(*wishes))
    if suffix == ".html":
        from csperf.output.html.report import report_bytes
        from csperf.past_results import past_results

        return report_bytes(result, SPOKEN, past_results(earlier[0], result, earlier[1]))
    return result_text(result, SUFFIXES[suffix]).encode("utf-8")
