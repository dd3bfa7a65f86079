"""What a path given to `--data` stands for: files, folders, patterns, links and standard input."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from csperf.errors import Exit, Problem
from csperf.intake import paths
from csperf.intake.files import open_file
from csperf.intake.paths import files_of
from csperf.texts import tell

TABLE = "客服,销售额\n小美,4723.22\n"


@pytest.fixture(autouse=True)
def month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str) -> None:
    """A small table under each name."""
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TABLE, encoding="utf-8")


def ids(problems: Sequence[Problem]) -> list[str]:
    return [problem.id for problem in problems]


def joined(*names: str) -> list[str]:
    """Names within `10月`."""
    return [os.path.join("10月", name) for name in names]  # noqa: PTH118 - as the user sees it


def test_a_file_stands_for_itself_whatever_its_name() -> None:
    names = [
        "5月[1].csv",
        "10月 售前（一部）.xlsx",
        "有 空格　全角.csv",
        "没有这个.csv",
        "-副本.csv",
    ]
    write(*names[:3], names[4])
    assert files_of(names) == (names, [])


def test_a_folder_stands_for_its_tables_in_the_order_of_their_names() -> None:
    write(*joined("b.xlsx", "a.csv", "c.XLS", "导出", "下一级/d.csv"))
    found, problems = files_of(["10月"])
    assert found == joined("a.csv", "b.xlsx", "c.XLS", "导出")
    assert ids(problems) == ["files-left-out"]
    assert problems[0].facts == {"names": ("下一级",), "count": 1}
    assert not problems[0].stops


ASIDE = (
    *("~$10月.xlsx", ".~lock.10月.ods#", ".DS_Store", "._10月.xlsx", "Thumbs.db", "desktop.ini"),
    *("10月.xlsx.tmp", "10月.csv.crdownload", "10月.csv~", "plan.yaml", "说明.docx", "截图.PNG"),
)


def test_what_cannot_be_a_table_is_left_out_of_a_folder_and_told() -> None:
    write(*joined("10月.csv", *ASIDE))
    for given in ("10月", "10月/*"):
        found, problems = files_of([given])
        assert [Path(name) for name in found] == [Path("10月/10月.csv")]
        assert ids(problems) == ["files-left-out"]
        assert problems[0].facts["count"] == len(ASIDE)
        assert "12" in tell(problems[0], "zh")


def test_what_was_named_is_never_left_out() -> None:
    write("plan.yaml", ".hidden.csv", "~$10月.xlsx")
    names = ["plan.yaml", ".hidden.csv", "~$10月.xlsx"]
    assert files_of(names) == (names, [])
    assert ids(open_file("~$10月.xlsx").problems) == ["file-lock"]


def test_a_pattern_is_filled_in_where_no_shell_has_done_it() -> None:
    write(*joined("b[1].xlsx", "a1.xlsx", "a2.csv"), "5月*.csv")
    assert files_of(["10月/*.xlsx"])[0] == ["10月/a1.xlsx", "10月/b[1].xlsx"]
    assert files_of(["10月/a?.*"])[0] == ["10月/a1.xlsx", "10月/a2.csv"]
    assert files_of(["10月/b[1].*"]) == (["10月/b[1].xlsx"], [])
    assert files_of(["5月*.csv"]) == (["5月*.csv"], [])


def test_a_pattern_without_a_match_says_where_it_looked(month: Path) -> None:
    found, problems = files_of(["11月/*.xlsx"])
    assert found == []
    assert ids(problems) == ["pattern-no-match"]
    assert problems[0].facts["folder"] == str(month / "11月")
    assert "11月/*.xlsx" in tell(problems[0], "zh")


def test_a_pattern_that_matches_no_table_says_what_it_left_out() -> None:
    write(*joined("~$10月.xlsx"))
    assert ids(files_of(["10月/*.xlsx"])[1]) == ["files-left-out", "pattern-no-match"]


def test_a_folder_without_a_table_is_a_problem() -> None:
    Path("空").mkdir()
    assert ids(files_of(["空"])[1]) == ["folder-no-table"]
    write(*joined("plan.yaml"))
    assert ids(files_of(["10月"])[1]) == ["files-left-out", "folder-no-table"]


def test_a_folder_that_may_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_name: str) -> list[str]:
        raise PermissionError(13, "Permission denied")

    Path("10月").mkdir()
    monkeypatch.setattr(os, "listdir", refused)
    _, problems = files_of(["10月"])
    assert ids(problems) == ["export-unreadable"]
    assert problems[0].exit == Exit.FILE


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "MAX_FILES", 2)
    write(*joined("1.csv", "2.csv", "3.csv"))
    found, problems = files_of(["10月"])
    assert ids(problems) == ["files-too-many"]
    assert problems[0].facts == {"count": 3, "most": 2}
    assert len(found) == 2


def test_one_file_reached_by_two_ways_is_read_once_and_told(month: Path) -> None:
    write("a.csv", *joined("b.csv"))
    Path("link.csv").symlink_to("a.csv")
    Path("hard.csv").hardlink_to("a.csv")
    other = ["a.csv", "./a.csv", str(month / "a.csv"), "link.csv", "hard.csv", "10月", "10月/b.csv"]
    found, problems = files_of(other)
    assert found == ["a.csv", *joined("b.csv")]
    assert ids(problems) == ["path-again"] * 5
    assert problems[0].facts["first"] == "a.csv"
    assert not any(problem.stops for problem in problems)


def test_a_folder_given_twice_is_told_once_and_not_for_each_file(month: Path) -> None:
    write(*joined("a.csv", "b.csv"))
    found, problems = files_of(["10月", "10月", str(month / "10月")])
    assert found == joined("a.csv", "b.csv")
    assert [str(one.place) for one in problems] == ["10月", str(month / "10月")]
    assert ids(problems) == ["path-again"] * 2


def test_the_same_name_twice_is_read_once_and_told() -> None:
    write("a.csv")
    assert ids(files_of(["a.csv", "a.csv"])[1]) == ["path-again"]
    assert ids(files_of(["none.csv", "none.csv"])[1]) == ["path-again"]


def test_a_copy_is_another_file() -> None:
    write("a.csv", "b.csv")
    assert files_of(["a.csv", "b.csv"]) == (["a.csv", "b.csv"], [])


def test_the_roster_is_no_export_of_the_folder_it_lies_in() -> None:
    write(*joined("10月.csv", "花名册.csv"))
    roster = os.path.join(".", "10月", "花名册.csv")  # noqa: PTH118 - as typed
    assert files_of(["10月"], roster) == (joined("10月.csv"), [])
    assert files_of(["10月/*.csv"], roster) == (["10月/10月.csv"], [])
    named = "10月/花名册.csv"
    assert files_of([named], roster) == ([named], [])


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_name_is_told(blank: str) -> None:
    assert ids(files_of([blank])[1]) == ["path-blank"]


def test_a_link_that_leads_nowhere_or_round_in_a_circle_is_told() -> None:
    Path("dangling.csv").symlink_to("gone.csv")
    Path("round.csv").symlink_to("about.csv")
    Path("about.csv").symlink_to("round.csv")
    for name, target in (("dangling.csv", "gone.csv"), ("round.csv", "about.csv")):
        found, problems = files_of([name])
        assert (found, ids(problems)) == ([], ["path-link"])
        assert problems[0].facts["target"] == target
        assert problems[0].exit == Exit.FILE


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 300, "a.csv/b.csv"])
def test_a_name_that_no_file_can_have_is_left_to_opening(name: str) -> None:
    write("a.csv")
    assert files_of([name]) == ([name], [])
    assert [problem.exit for problem in open_file(name).problems] == [Exit.FILE]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_folder_is_told_when_it_is_opened() -> None:
    Path("10月").mkdir()
    os.mkfifo("10月/pipe.csv")
    assert files_of(["10月"]) == (joined("pipe.csv"), [])
    assert ids(open_file("10月/pipe.csv").problems) == ["file-not-regular"]
    assert ids(open_file(os.devnull).problems) == ["file-not-regular"]


class Piped(io.TextIOWrapper):
    """Standard input with these bytes, or a terminal."""

    def __init__(self, content: bytes, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content))
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether someone sits in front of it."""
        return self.terminal


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Piped(TABLE.encode("gbk")))
    assert files_of(["-"]) == (["-"], [])
    found = open_file("-")
    assert (found.problems, found.file) == ((), "<stdin>")
    [grid] = found.grids
    assert grid.frame["A"].to_list() == ["客服", "小美"]
    assert str(grid.place("B", 2)).startswith("<stdin>")


def test_standard_input_may_be_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Piped(b""))
    write("a.csv")
    assert ids(files_of(["-", "a.csv", "-"])[1]) == ["stdin-twice"]
    found, problems = files_of(["-"], "-")
    assert (found, ids(problems)) == ([], ["stdin-twice"])
    assert files_of(["a.csv"], "-") == (["a.csv"], [])


def test_a_terminal_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for nothing in (Piped(b"", terminal=True), None):
        monkeypatch.setattr("sys.stdin", nothing)
        assert ids(open_file("-").problems) == ["stdin-nothing"]


def test_standard_input_has_a_limit_of_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csperf.intake.files.MAX_BYTES", 4)
    monkeypatch.setattr("sys.stdin", Piped(b"12345"))
    assert ids(open_file("-").problems) == ["file-too-large"]


def test_nothing_piped_in_is_an_empty_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Piped(b""))
    assert ids(open_file("-").problems) == ["file-empty"]
