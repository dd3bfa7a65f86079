"""Converting raw exports into a folder of records, and saying how far that has come."""

from __future__ import annotations

import sys
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.errors import Problem, stopping
from csperf.intake.dialect import read_dialects
from csperf.intake.exports import Reading
from csperf.intake.records.ingest import ingest
from csperf.metrics.catalogue import catalogue
from csperf.output.progress import progress
from csperf.project.locks import locked_outputs
from csperf.texts import say


def convert(
    files: tuple[str, ...], folder: Path, named: tuple[str, ...], sheet: str | None
) -> tuple[str, list[Problem]]:
    """What is to be said of the folder when it holds the records of these files."""
    dialects, problems = read_dialects(named, list(catalogue()))
    if stopping(problems):
        return "", problems
    with progress(say("cli.converting", SPOKEN), sys.stderr) as told:

        def step(step: str, file: str, done: int, of: int) -> None:
            if step == "reading" and not sys.stderr.isatty():
                print(say("cli.converted", SPOKEN, file=file), file=sys.stderr, flush=True)
            else:
                told(done, of)

        with locked_outputs([folder]):  # two at once would each undo what the other wrote
            found, faults = ingest(files, folder, Reading(sheet, dialects=dialects), step)
    facts = {"count": sum(found.manifest.rows.values()), "parts": found.manifest.parts}
    told_of = say(
        "cli.ingested",
        SPOKEN,
        folder=str(folder),
        converted=len(found.converted),
        kept=len(found.kept),
        **facts,
    )
    return told_of, [*problems, *faults]
