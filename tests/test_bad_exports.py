"""Every folder of `bad_exports` holds one fault and the exact lines that csperf says about it.

`python tests/test_bad_exports.py` records the lines anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from csperf.errors import Problem, stopping
from csperf.inputs import How, Wanted
from csperf.intake.exports import Reading, open_exports
from csperf.intake.payees import read_inputs
from csperf.texts import Lang, tell
from csperf.units import Unit

FOLDERS = Path(__file__).parent / "bad_exports"
CASES = sorted(path for path in FOLDERS.iterdir() if path.is_dir() and path.name[0] != "_")
_HEADINGS = {
    "销售额": ("客服销售额（元）",),
    "询单人数": (),
    "询单转化率": (),
    "平均响应时间": ("平均响应时长",),
    "出勤天数": (),
    "级别": (),
    "有效投诉": (),
    "好评数": (),
}
KNOWN = {name: (name, *headings) for name, headings in _HEADINGS.items()}
ONLY_WARNED = {
    *("totals_left_out", "hidden_row", "seconds_assumed", "unused_table", "small_percent"),
    *("huge_percent", "called_by_id", "two_ids", "shared_id", "two_shops"),
}
_UNITS: dict[str, tuple[Unit, How]] = {
    "销售额": (Unit.MONEY, "sum"),
    "询单人数": (Unit.COUNT, "sum"),
    "询单转化率": (Unit.PERCENT, "never"),
    "平均响应时间": (Unit.SECONDS, "never"),
    "出勤天数": (Unit.DAYS, "never"),
    "级别": (Unit.TEXT, "same"),
    "好评数": (Unit.COUNT, "sum"),
}
NEEDED = [Wanted(name, unit, how=how) for name, (unit, how) in _UNITS.items()]


def problems_of(folder: Path) -> list[Problem]:
    """What csperf says when the files of a folder are read from within it."""
    given = folder / "given.txt"
    words = given.read_text(encoding="utf-8").split("\n") if given.exists() else []
    sheet = next((word[8:] for word in words if word.startswith("--sheet ")), None)
    listed = next((word[9:] for word in words if word.startswith("--roster ")), None)
    named = [word for word in words if word and not word.startswith("--")]
    roster = "roster.csv" if (folder / "roster.csv").exists() else listed
    aside = {"given.txt", "expected.zh.txt", "expected.en.txt", roster}
    found = sorted(path.name for path in folder.iterdir() if path.name not in aside)
    period = next((word[9:] for word in words if word.startswith("--period ")), "")
    exports, problems = open_exports(named or found, roster, KNOWN, Reading(sheet, period))
    _, more = read_inputs(exports, NEEDED)
    return problems + more


def lines_of(problems: list[Problem], lang: Lang) -> str:
    """The lines in the order of their places, as the command shows them."""
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.id))
    return "".join(f"{tell(problem, lang)}\n" for problem in ordered)


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_fault_is_told_in_these_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    problems = problems_of(folder)
    assert bool(stopping(problems)) != (folder.name in ONLY_WARNED)
    for lang in ("zh", "en"):
        expected = (folder / f"expected.{lang}.txt").read_text(encoding="utf-8")
        assert lines_of(problems, lang) == expected


def record() -> None:
    """Write the lines as they are said now."""
    for folder in CASES:
        os.chdir(folder)
        problems = problems_of(folder)
        for lang in ("zh", "en"):
            path = folder / f"expected.{lang}.txt"
            path.write_text(lines_of(problems, lang), encoding="utf-8")


if __name__ == "__main__":
    record()
