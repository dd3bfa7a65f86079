"""The READMEs: their commands run, in their order, and print what stands below them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(readme: str) -> list[tuple[str, str]]:
    """The shell blocks, and the texts that they print, in the order of reading."""
    return BLOCK.findall((ROOT / readme).read_text(encoding="utf-8"))


def command_with(readme: str, words: str) -> str:
    """The one set-up command that ends a certain way."""
    found = [block for kind, block in blocks(readme) if kind == "sh" and words in block]
    assert len(found) == 1
    return found[0].strip()


@pytest.mark.skipif(os.name == "nt", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize(("readme", "lang"), READMES.items())
def test_every_command_runs_and_prints_what_is_shown(
    readme: str, lang: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    program = tmp_path / "bin" / "csperf"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m csperf "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    python = program.with_name("python")
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    path = f"{program.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "CSPERF_LANG": lang, "PYTHONUTF8": "1"}
    printed = ""
    for kind, block in blocks(readme):
        if kind == "text":
            assert [line for line in block.splitlines() if line not in printed.splitlines()] == []
            continue
        for line in block.splitlines():
            if line.startswith(("csperf ", "python examples/")):
                done = subprocess.run(
                    ["sh", "-c", line],
                    cwd=tmp_path,
                    env=environment,
                    capture_output=True,
                    encoding="utf-8",
                    check=False,
                )
                assert (line, done.returncode, done.stderr if done.returncode else "") == (
                    line,
                    0,
                    "",
                )
                printed = done.stdout
    for made in ("2026-10.xlsx", "2026-10.json", "plan.schema.json"):
        assert (tmp_path / made).stat().st_size


@pytest.mark.parametrize(("readme", "lang"), READMES.items())
def test_the_first_command_pays_the_example(readme: str, lang: str) -> None:
    command = command_with(readme, "pip install -q . ").partition(".venv/bin/csperf ")[2]
    done = subprocess.run(
        [sys.executable, "-m", "csperf", *command.split()],
        cwd=ROOT,
        env={**os.environ, "CSPERF_LANG": lang, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "66960.46" in done.stdout
    assert ("应发总额" if lang == "zh" else "Total pay") in done.stdout


def test_both_say_the_same_commands() -> None:
    tests = {command_with(readme, "pytest -n auto") for readme in READMES}
    assert len(tests) == 1
    assert tests.pop().startswith("python3 -m venv .venv && ")


@pytest.mark.parametrize("readme", [*READMES, "plans/README.md", "docs/features.md"])
def test_links_lead_to_files_that_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = LINK.findall(text)
    assert links
    assert [link for link in links if not (ROOT / readme).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_it_can_be_read_in_one_go(readme: str) -> None:
    assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) < 220
