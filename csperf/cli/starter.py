"""A first folder: the ready plan of a role, a sample month to try it on, the schema for editors."""

from __future__ import annotations

import os
import shlex
import subprocess
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.errors import Place, Problem, file_problem, problem, reason_of
from csperf.texts import say

_SCHEMA = "plan.schema.json"
_IN_REPOSITORY = f"$schema=../csperf/schema/{_SCHEMA}"
_MONTH = "2026-10"  # the month of the samples, in which the ready plans begin
_ROLES = {"售前": "presale", "售后": "aftersale"}
_SAMPLES = {"presale": "示例-售前.csv", "aftersale": "示例-售后.csv"}


def start(folder: Path, role: str) -> tuple[list[str], list[Problem]]:
    """Writes the files into `folder` and says what to run next; no file is ever overwritten."""
    role = _ROLES.get(role, role)
    if role not in _SAMPLES:
        return [], [problem("no-such-role", name=role, known=tuple(_SAMPLES))]
    plan, sample = folder / "plan.yaml", folder / _SAMPLES[role]
    contents = {
        plan: ready(f"{role}.yaml").replace(_IN_REPOSITORY.encode(), f"$schema={_SCHEMA}".encode()),
        sample: ready(f"{role}.csv"),
        folder / _SCHEMA: (files("csperf") / "schema" / _SCHEMA).read_bytes(),
    }
    found = [problem("init-exists", Place(str(path))) for path in contents if os.path.lexists(path)]
    found = found or _write(folder, contents)
    if found:
        return [], found
    command = shell(["csperf", "calc", str(plan), "--data", str(sample), "--period", _MONTH])
    written = [say("init-written", SPOKEN, file=str(path)) for path in contents]
    return [*written, say("init-next", SPOKEN, command=command)], []


def ready(name: str) -> bytes:
    """A file of plans/: in a wheel it lies inside the package, in a clone beside it."""
    package = files("csperf")
    places: list[Traversable] = [package / "plans", Path(str(package)).parent / "plans"]
    return next(place / name for place in places if (place / name).is_file()).read_bytes()


def shell(words: list[str], *, windows: bool = os.name == "nt") -> str:
    """The words as one line that the user's shell takes apart again as they are."""
    return subprocess.list2cmdline(words) if windows else shlex.join(words)


def _write(folder: Path, contents: dict[Path, bytes]) -> list[Problem]:
    """Writes the files; one that has appeared meanwhile stays as it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            with path.open("xb") as stream:
                stream.write(content)
    except FileExistsError as error:
        return [problem("init-exists", Place(str(error.filename or folder)))]
    except OSError as error:
        place = Place(str(error.filename or folder))
        return [file_problem("output-failed", place, reason=reason_of(error))]
    return []
