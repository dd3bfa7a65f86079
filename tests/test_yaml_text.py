"""No text, however long, deep or torn, brings the reader of plans to a halt or to a traceback."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csperf.errors import Problem
from csperf.texts import Lang, tell
from csperf.validation import validate_plan
from csperf.yaml_text import MAX_NODES, Table, read_text, read_tree

ROOT = Path(__file__).parent
SOUND = sorted([*(ROOT.parent / "plans").glob("*.yaml"), *(ROOT / "cases").glob("*/plan.yaml")])
BAD = sorted((ROOT / "bad_plans").glob("*.yaml"))
PIECES = [*"{}[]:,-#&*!|>'\"%@`\\\t\n ：，　\u00a0\u200b\u202e\x00\x0c\u2028０９"]
PIECES += ["<<", "---", "? ", "no"]
SECONDS = 5
LONGEST = 2500
LANGS: tuple[Lang, ...] = ("zh", "en")


def problems_of(text: str | bytes, folder: Path) -> tuple[Problem, ...]:
    """What `validate` says about a plan with this content; each problem can be told."""
    file = folder / "plan.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    problems = validate_plan(str(file), "zh").problems
    lengths = {len(tell(problem, lang)) for problem in problems for lang in LANGS}
    assert all(0 < length < LONGEST for length in lengths)
    return problems


def ids_of(text: str | bytes, folder: Path) -> list[str]:
    return [problem.id for problem in problems_of(text, folder)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("a: " + "[" * 100_000, "yaml-too-deep", id="100k brackets"),
        pytest.param("a: " + "{" * 100_000, "yaml-too-deep", id="100k braces"),
        pytest.param("- " * 100_000, "yaml-too-deep", id="100k dashes"),
        pytest.param(
            "".join(" " * n + f"k{n}:\n" for n in range(1400)), "yaml-too-deep", id="blocks"
        ),
        pytest.param("a: [" + "x," * MAX_NODES, "yaml-too-many-nodes", id="nodes"),
        pytest.param("a: " + "x" * 8_000_000, "yaml-too-large", id="8 MB"),
        pytest.param("? " + "k" * 900_000 + "\n: 1\n", "unknown-key", id="a long key"),
        pytest.param("'" * 900_000, "not-a-plan", id="quotes"),
        pytest.param('a: "' + "x\n" * 400_000, "quote-open", id="an open quote"),
        pytest.param("a: &x [1]\n" + "b: [*x, *x]\n" * 30, "alias", id="alias bomb"),
        pytest.param("a: &a {b: 1}\n" + "c: {<<: [*a, *a]}\n" * 24, "alias", id="merge bomb"),
        pytest.param("\n" * 900_000, "not-a-plan", id="lines"),
        pytest.param(b"\xff\xfe" + "csperf: 1".encode("utf-16-le"), "not-utf8", id="UTF-16"),
        pytest.param("csperf: 1".encode("utf-16-be"), "not-utf8", id="UTF-16 without a mark"),
    ],
)
def test_an_attack_is_refused_within_seconds(text: str | bytes, told: str, folder: Path) -> None:
    started = time.monotonic()
    assert told in ids_of(text, folder)
    assert time.monotonic() - started < SECONDS


def test_many_faults_are_told_within_seconds(folder: Path) -> None:
    started = time.monotonic()
    text = "csperf: 1\npay:\n" + "".join(
        f"  行{n}: {{base: {{fixed: x{n}}}}}\n" for n in range(3000)
    )
    assert len(problems_of(text, folder)) > 3000
    assert len(problems_of("a: 1\n" * 12_000, folder)) > 10_000
    assert time.monotonic() - started < SECONDS


def chain(length: int, line: str) -> str:
    return "".join(line.format(n=n, before=n - 1) for n in range(1, length))


def test_long_chains_of_names_are_told_or_computed(folder: Path) -> None:
    head = "csperf: 1\nplan: x\nversion: x\n"
    metrics = "metrics:\n  m0: {formula: 销售额, unit: money}\n"
    metrics += chain(300, "  m{n}: {{formula: m{before} + 1, unit: money}}\n")
    pay = "pay:\n  p: {base: {metric: m299}}\n"
    assert ids_of(head + metrics + pay, folder) == ["metrics-too-deep"]
    lines = "pay:\n  p0: {base: {fixed: 1}}\n"
    lines += chain(400, "  p{n}: {{commission: {{of: p{before}, rate: 1%, below_zero: zero}}}}\n")
    example = "examples: [{name: a, given: {b: 1}, expect: {p399: 0}}]\n"
    assert set(ids_of(head + lines + example, folder)) <= {"example-unknown-name"}
    assert set(ids_of(head + lines + example.replace("{b: 1}", "{}"), folder)) == set()
    nested = "pay:\n  p: {base: {metric: " + "团队." * 2000 + "销售额}}\n"
    assert ids_of(head + nested, folder) == ["unknown-name"]
    formula = f"metrics:\n  m: {{formula: 1{'+1' * 249}, unit: count}}\n"
    pay = "pay:\n  p: {commission: {of: m, each: 1, below_zero: zero}}\n"
    example = "examples: [{name: a, given: {}, expect: {p: 250.00}}]\n"
    assert ids_of(head + formula + pay + example, folder) == []


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    closed = tmp_path / "closed.yaml"
    closed.write_text("csperf: 1")
    closed.chmod(0)
    for file, told in [
        (tmp_path / "none.yaml", "file-missing"),
        (tmp_path, "plan-not-a-file"),
        (pipe, "plan-not-a-file"),
        (Path("/dev/zero"), "plan-not-a-file"),
        (Path("a\0b"), "file-unreadable"),
        (tmp_path / ("n" * 300), "file-unreadable"),
    ]:
        text, problems = read_text(str(file))
        assert text is None
        assert [problem.id for problem in problems] == [told]
        assert problems[0].exit == 3


def test_marks_and_line_ends_of_windows_are_fine(folder: Path) -> None:
    plan = (ROOT.parent / "plans" / "presale.yaml").read_text(encoding="utf-8")
    windows = b"\xef\xbb\xbf" + plan.replace("\n", "\r\n").encode()
    assert problems_of(windows, folder) == problems_of(plan, folder)


def test_scalars_stay_as_written() -> None:
    text = "a: no\nb: 12:30\nc: 0012\nd: 1_000\ne: 1e3\nf: 2024-13-01\ng: 0x28\nh: 1.50\ni: '~'\n"
    tree, problems = read_tree(text, "plan.yaml")
    assert isinstance(tree, Table)
    assert not problems
    written = ["no", "12:30", "0012", "1_000", "1e3", "2024-13-01", "0x28", "1.50", "~"]
    assert list(tree.values()) == written
    assert [key.place.line for key in tree] == list(range(1, 10))


@settings(deadline=SECONDS * 1000, max_examples=300)
@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_any_text_brings_only_problems(folder: Path, text: str) -> None:
    assert problems_of(text, folder)


@st.composite
def torn_plans(draw: st.DrawFn) -> str:
    """A plan of which some lines or characters are gone, doubled, moved or replaced."""
    text = draw(st.sampled_from([*SOUND, *BAD])).read_bytes().decode("utf-8", "replace")
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = draw(st.sampled_from([" ", "  ", "\t", "- "])) + lines[at]
            case 4:
                words = [word for line in lines for word in line.split()] or ["x"]
                gone, new = draw(st.sampled_from(words)), draw(st.sampled_from(words))
                lines[at] = lines[at].replace(gone, new)
            case _:
                col = draw(st.integers(0, len(lines[at])))
                width = draw(st.integers(0, 2))
                piece = draw(st.sampled_from(["", *PIECES]))
                lines[at] = lines[at][:col] + piece + lines[at][col + width :]
        text = "\n".join(lines)
    return text


@settings(deadline=SECONDS * 1000, max_examples=250)
@given(torn_plans())
def test_a_torn_plan_brings_only_problems(folder: Path, text: str) -> None:
    problems_of(text, folder)


@settings(deadline=SECONDS * 1000, max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_bring_only_problems(folder: Path, raw: bytes) -> None:
    assert problems_of(raw, folder)
