"""`inspect --write-dialect`: the started dialect file is written, never over another one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.cli.starter import shell
from csperf.dialect_text import dialect_text, startable
from csperf.errors import Exit, Place, Problem, problem
from csperf.inspection import Inspection
from csperf.output.write import holds, write_result, wrong_suffix
from csperf.texts import say

_SUFFIXES = (".yaml", ".yml")


def check_dialect_file(path: Path, exports: Sequence[str]) -> list[Problem]:
    """What can be known to be wrong with the name before any export is read."""
    if wrong := wrong_suffix(path, _SUFFIXES):
        return wrong
    same = [file for file in exports if Path(file).resolve() == path.resolve()]
    return [problem("output-is-input", Place(str(path)), input=file) for file in same]


def write_dialect_file(
    found: Inspection, path: Path, problems: Sequence[Problem], *, force: bool
) -> tuple[list[str], list[Problem]]:
    """Writes the dialect and says how to go on; `problems` are those of the exports."""
    sheets = startable(found)
    if not sheets:
        files = ", ".join(one.file for one in found.files)
        return [], [problem("dialect-no-table", Place(files)), *problems]
    content = dialect_text(found, str(path), SPOKEN).encode("utf-8")
    if os.path.lexists(path) and not holds(path, content) and not force:
        return [], [replace(problem("dialect-exists", Place(str(path))), exit=Exit.DIFFERS)]
    if faults := write_result(path, content, force=force):
        return [], faults
    columns = [column for one in sheets if one.table for column in one.table.columns]
    unknown = sum(column.role == "unknown" for column in columns)
    told = say(
        "dialect-written",
        SPOKEN,
        file=str(path),
        known=len(columns) - unknown,
        open=unknown,
    )
    read = dict.fromkeys(one.table.table.grid.file for one in sheets if one.table)
    command = shell(["csperf", "inspect", *read, "--dialect", str(path)])
    return [told, say("dialect-next", SPOKEN, command=command)], []
