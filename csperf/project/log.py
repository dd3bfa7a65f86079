"""The log of runs that nobody watches: a line of JSON a run, with no figure and nobody's name.

Why so little: a log is copied, mailed and kept by people who may not see what anyone is paid. Which
problem it was and where is enough to look for it; what a message says in words stays on the screen.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from csperf import __version__
from csperf.errors import Place, Problem
from csperf.output.write import failure

_PRIVATE = 0o600


def append(
    path: Path,
    command: str,
    period: str,
    code: int,
    problems: Iterable[Problem],
    milliseconds: Mapping[str, int],
) -> list[Problem]:
    """Adds the line of a run; why it could not, which fails no run."""
    line = {
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "csperf": __version__,
        "command": command,
        "period": period,
        "exit": code,
        "problems": [{"code": one.id, "place": str(one.place)} for one in problems],
        "milliseconds": milliseconds,
    }
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _PRIVATE)
        with os.fdopen(descriptor, "a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")  # one write: lines never mix
    except OSError as error:
        return [failure(error, Place(str(path)))]
    return []
