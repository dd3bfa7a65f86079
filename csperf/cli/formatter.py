"""`csperf fmt`: plan files in one order and spelling, rewritten in place, checked, or compared."""

from __future__ import annotations

import difflib
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csperf.errors import Keys, Problem
from csperf.output.write import write_result
from csperf.plan.formatting import formatted
from csperf.yaml_text import read_text

STDIN = "-"


@dataclass(frozen=True)
class Outcome:
    """What came of one file: its text before and after, and what is wrong with it."""

    file: str
    before: str = ""
    after: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is anything to write."""
        return not self.problems and self.before != self.after

    def difference(self) -> str:
        """The lines that change, as `diff -u` shows them."""
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(difflib.unified_diff(before, after, self.file, self.file, n=2))


def outcomes(files: list[str], keys: Keys | None) -> Iterator[Outcome]:
    """Every file as it is and as it should be."""
    for file in files:
        text, problems = (sys.stdin.read(), []) if file == STDIN else read_text(file)
        if text is None:
            yield Outcome(file, problems=tuple(problems))
        else:
            after, problems = formatted(text, file, keys)
            yield Outcome(file, text, after, tuple(problems))


def settle(outcome: Outcome) -> list[Problem]:
    """Puts the new text in the place of the old one, or on standard output; tells what failed."""
    if outcome.problems:
        return list(outcome.problems)
    if outcome.file == STDIN:
        sys.stdout.write(outcome.after)
        return []
    path = Path(outcome.file)
    if not outcome.differs:
        return []
    mode = stat.S_IMODE(path.stat().st_mode)
    problems = write_result(path, outcome.after.encode("utf-8"), force=True)
    if not problems:
        path.chmod(mode)
    return problems
