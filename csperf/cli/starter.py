"""A first folder: a ready plan, a sample month to try it on, the schema for editors."""

from __future__ import annotations

import os
import shlex
import subprocess
from importlib.resources import files
from pathlib import Path

from csperf.cli.arguments import SPOKEN
from csperf.errors import Place, Problem, file_problem, problem, reason_of
from csperf.plan.fields import near
from csperf.ready import ready_file, ready_plans
from csperf.texts import say

_SCHEMAS = "../csperf/schema/"  # where a ready plan's schema lies in the repository
_MONTH = "2026-10"  # the month of the samples, in which the ready plans begin
_ROLES = {"售前": "presale", "售后": "aftersale"}
_USUAL = "presale"
_SAMPLES = {"presale": "示例-售前.csv", "aftersale": "示例-售后.csv"}


def start(folder: Path, role: str = "", plan: str = "") -> tuple[list[str], list[Problem]]:
    """Writes a ready plan into `folder`, by its name or by the role that it is usual for.

    Says what to run next; no file is ever overwritten.
    """
    found = _no_such(role, plan)
    return ([], found) if found else _started(folder, plan or _ROLES.get(role, role) or _USUAL)


def _no_such(role: str, plan: str) -> list[Problem]:
    """What is asked for and not there."""
    if role and plan:
        return [problem("init-role-and-plan", role=role, plan=plan)]
    if role and _ROLES.get(role, role) not in _SAMPLES:
        return [problem("no-such-role", name=role, known=tuple(_SAMPLES))]
    known = [one.name for one in ready_plans()]
    if plan and plan not in known:
        return [problem("no-such-plan", name=plan, near=near(plan, known))]
    return []


def schema_beside(text: str) -> tuple[str, str]:
    """The plan as it stands outside the repository, and its schema, which then lies beside it."""
    schema = text.partition(f"$schema={_SCHEMAS}")[2].split(maxsplit=1)[0]
    return text.replace(_SCHEMAS, ""), schema


def _started(folder: Path, name: str) -> tuple[list[str], list[Problem]]:
    plan, sample = folder / "plan.yaml", folder / _SAMPLES.get(name, f"示例-{name}.csv")
    text, schema = schema_beside(ready_file(f"{name}.yaml").decode("utf-8"))
    contents = {
        plan: text.encode(),
        sample: ready_file(f"{name}.csv"),
        folder / schema: (files("csperf") / "schema" / schema).read_bytes(),
    }
    found = [problem("init-exists", Place(str(path))) for path in contents if os.path.lexists(path)]
    found = found or _write(folder, contents)
    if found:
        return [], found
    command = shell(["csperf", "calc", str(plan), "--data", str(sample), "--period", _MONTH])
    written = [say("init-written", SPOKEN, file=str(path)) for path in contents]
    return [*written, say("init-next", SPOKEN, command=command)], []


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
