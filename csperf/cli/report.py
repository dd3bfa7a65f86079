"""Problems on standard error: one line each in the order of their places, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from csperf.cli.arguments import SPOKEN
from csperf.errors import CsperfError, Exit, Problem, stopping
from csperf.output.safe import safe_text
from csperf.texts import hint_of, say, tell

MOST = 20


def report(problems: Iterable[Problem], *, machine: bool = False, strict: bool = False) -> int:
    """Prints every problem and gives the exit code that they mean."""
    told = sorted(problems, key=lambda p: (not p.stops, p.place))
    for line in _json_lines(told) if machine else _lines(told):
        print(line, file=sys.stderr)
    errors = stopping(told)
    if errors:
        return max(problem.exit for problem in errors)
    return Exit.WARNED if strict and told else Exit.DONE


def stop_on(problems: Sequence[Problem]) -> None:
    """Ends the command where one of the problems stops it."""
    if stopping(problems):
        raise CsperfError(problems)


def _lines(problems: Sequence[Problem]) -> list[str]:
    lines = []
    for problem in problems[:MOST]:
        kind = say("cli.error" if problem.stops else "cli.warning", SPOKEN)
        lines.append(safe_text(f"{kind}[{problem.id}] {tell(problem, SPOKEN)}"))
    if len(problems) > MOST:
        lines.append(say("cli.more", SPOKEN, count=len(problems) - MOST))
    return lines


def _json_lines(problems: Sequence[Problem]) -> list[str]:
    return [
        json.dumps(
            {
                "code": problem.id,
                "severity": "error" if problem.stops else "warning",
                "message": tell(problem, SPOKEN),
                "hint": hint_of(problem, SPOKEN),
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.col,
                "sheet": problem.place.sheet,
                "cell": problem.place.cell,
            },
            ensure_ascii=False,
        )
        for problem in problems
    ]
