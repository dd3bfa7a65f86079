"""`csperf init`: what it writes can be calculated at once, and nothing is ever overwritten."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from csperf.cli.starter import shell, start
from csperf.errors import Problem
from csperf.output.ready_list import ready_lines
from csperf.output.wrapping import cells
from csperf.payroll import Request, calculate
from csperf.ready import Ready, described, ready_plans
from csperf.texts import Lang
from csperf.validation import validate_plan

ROOT = Path(__file__).parents[1]
ROLES = ("presale", "aftersale")


def csperf(*words: str, cwd: Path, lang: str = "zh") -> subprocess.CompletedProcess[str]:
    """One run of the program, as a user starts it."""
    return subprocess.run(
        [sys.executable, "-m", "csperf", *words],
        cwd=cwd,
        env={**os.environ, "CSPERF_LANG": lang, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def ids(problems: list[Problem]) -> list[str]:
    """The problems by their ids."""
    return [problem.id for problem in problems]


@pytest.mark.parametrize("role", ROLES)
def test_calc_takes_at_once_what_init_wrote(tmp_path: Path, role: str) -> None:
    made = csperf("init", "我的 店", "--role", role, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    line = made.stdout.splitlines()[-1]
    words = shlex.split(line[line.index("csperf calc") :])
    paid = csperf(*words[1:], cwd=tmp_path)
    assert (paid.returncode, paid.stderr) == (0, "")
    assert "应发合计" in paid.stdout
    assert "2026-10" in paid.stdout


@pytest.mark.parametrize("role", ROLES)
def test_the_plan_is_sound_and_names_the_schema_beside_it(tmp_path: Path, role: str) -> None:
    start(tmp_path, role)
    assert validate_plan(str(tmp_path / "plan.yaml"), "zh").problems == ()
    head = (tmp_path / "plan.yaml").read_text(encoding="utf-8").splitlines()[:4]
    assert "# yaml-language-server: $schema=plan.schema.json" in head
    printed = csperf("schema", cwd=tmp_path).stdout
    assert (tmp_path / "plan.schema.json").read_text(encoding="utf-8") == printed


def test_the_sample_opens_in_excel_as_utf8(tmp_path: Path) -> None:
    start(tmp_path, "presale")
    assert (tmp_path / "示例-售前.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("mine", encoding="utf-8")
    lines, found = start(tmp_path, "presale")
    assert (lines, ids(found)) == ([], ["init-exists"])
    assert found[0].place.file == str(tmp_path / "plan.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == "mine"


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").symlink_to(tmp_path / "elsewhere")
    assert ids(start(tmp_path, "presale")[1]) == ["init-exists"]
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "shop").touch()
    assert ids(start(tmp_path / "shop", "presale")[1]) == ["init-exists"]


def test_an_unknown_role_names_those_there_are(tmp_path: Path) -> None:
    lines, found = start(tmp_path / "shop", "vip")
    assert (lines, ids(found)) == ([], ["no-such-role"])
    assert found[0].facts["known"] == ROLES
    assert not (tmp_path / "shop").exists()
    told = csperf("init", "shop", "--role", "vip", cwd=tmp_path)
    assert told.returncode == 1
    assert "presale、aftersale" in told.stderr


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "shop").touch()
    lines, found = start(tmp_path / "shop" / "deeper", "presale")
    assert (lines, [problem.exit for problem in found]) == ([], [3])


def test_the_command_is_quoted_for_the_shell() -> None:
    words = ["csperf", "calc", "我的 店/plan.yaml"]
    assert shell(words, windows=False) == "csperf calc '我的 店/plan.yaml'"
    assert shell(words, windows=True) == 'csperf calc "我的 店/plan.yaml"'


@pytest.mark.parametrize("name", [plan.name for plan in ready_plans()])
def test_calc_takes_every_ready_plan_that_init_wrote(tmp_path: Path, name: str) -> None:
    lines, found = start(tmp_path / "店", plan=name)
    assert found == []
    words = shlex.split(lines[-1][lines[-1].index("csperf calc") :])
    data, period = words[words.index("--data") + 1], words[words.index("--period") + 1]
    assert calculate(Request(words[2], (data,), period=period)).sheet.agents
    assert "../csperf/schema" not in (tmp_path / "店" / "plan.yaml").read_text(encoding="utf-8")


def test_a_role_and_a_plan_are_not_both_named(tmp_path: Path) -> None:
    assert ids(start(tmp_path, "presale", "jd")[1]) == ["init-role-and-plan"]
    (fault,) = start(tmp_path, plan="presal")[1]
    assert (fault.id, fault.facts["near"]) == ("no-such-plan", "presale")
    assert list(tmp_path.iterdir()) == []


def test_ready_plans_are_found_by_platform_role_and_purpose() -> None:
    every = ready_plans()
    assert all(plan.chinese and plan.english and plan.platforms and plan.role for plan in every)
    assert [plan.name for plan in ready_plans(["京东售前"])] == ["jd"]
    assert {plan.name for plan in ready_plans(["OUTSOURCED"])} == {"outsourced"}
    assert ready_plans(["京东", "nothing of the sort"]) == []
    assert described("x", "csperf: 1\nrole: '售前'\n") == Ready("x", "csperf: 1", "", "", "售前")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_fits_a_terminal_and_says_what_to_do_next(lang: Lang) -> None:
    lines = ready_lines(ready_plans(), lang)
    assert max(map(cells, lines)) <= 80
    assert "csperf init" in lines[-1]


def test_a_wheel_carries_every_ready_plan() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"plans": "csperf/plans"}
