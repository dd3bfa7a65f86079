"""The words of the command line before Typer sees them: the language, and lists of files.

Why here: help texts are made when the commands are defined, so the language must be known first;
and `--data a.xlsx b.xlsx` is what people type, while the parser takes one value an option.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from typing import Final

from csperf.texts import Lang, language


def _of_project() -> str:
    """The language of the project in whose folder csperf runs, or which is named."""
    from csperf.project.file import language_of_project  # only where nothing else says a language

    after = dict(itertools.pairwise(sys.argv[1:]))
    return language_of_project(after.get("--config", ""))


SPOKEN: Final[Lang] = language(sys.argv[1:], project=_of_project)
_LISTS = frozenset({"--data", "-d", "--past", "--unpaid-role"})


def spread(arguments: Sequence[str]) -> list[str]:
    """`--data a b` becomes `--data a --data b`; what a name stands for is found out by intake."""
    result: list[str] = []
    option = ""
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            option = argument if argument in _LISTS else ""
        elif option and result[-1] != option:
            result.append(option)
        result.append(argument)
    return result
