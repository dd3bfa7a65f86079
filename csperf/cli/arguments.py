"""The words of the command line before Typer sees them: the language, and lists of files.

Why here: help texts are made when the commands are defined, so the language must be known first;
and `--data a.xlsx b.xlsx` is what people type, while the parser takes one value an option.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from csperf.texts import Lang, language

SPOKEN: Final[Lang] = language(sys.argv[1:])
_LISTS = frozenset({"--data", "-d"})


def spread(arguments: Sequence[str]) -> list[str]:
    """`--data a b` becomes `--data a --data b`; `*` is filled in where no shell has done it."""
    result: list[str] = []
    option = ""
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            option = argument if argument in _LISTS else ""
            result.append(argument)
        elif option:
            for i, file in enumerate(_files(argument)):
                if i or result[-1] != option:
                    result.append(option)
                result.append(file)
        else:
            result.append(argument)
    return result


def _files(pattern: str) -> Iterable[str]:
    """The files a `*` stands for; a name with brackets is no pattern, exports are called so."""
    if "*" in pattern and not os.path.exists(pattern):  # noqa: PTH110 - a name, not yet a path
        return sorted(glob.glob(pattern.replace("[", "[[]"))) or [pattern]  # noqa: PTH207 - as typed
    return [pattern]
