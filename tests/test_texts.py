"""Every text that csperf can say exists, in both languages alike, and each is said somewhere.

`pytest -s tests/test_texts.py` prints the scoreboard: the problems that no test shows.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from csperf.errors import USUAL_REASONS, Problem
from csperf.exact import RoundingMode
from csperf.metrics.attribution import KINDS, REASONS, Chat, Evidence, Judged, Talk
from csperf.metrics.catalogue import Better
from csperf.plan.fields import Model
from csperf.plan.model import DataRules, Gate, PlanFile, Score
from csperf.plan.prizes import RankPrize
from csperf.plan.promotion import How
from csperf.texts import messages, say, tell
from csperf.units import Unit

ROOT = Path(__file__).parent.parent
MODULES = (
    "terms",
    "plan",
    "items",
    "intake",
    "payroll",
    "roles",
    "page",
    "output",
    "payslip",
    "sheets",
    "records",
    "engines",
    "attribution",
    "finality",
    "selling",
    "measured",
    "report",
    "tables",
    "history",
    "audit",
    "insight",
    "designing",
    "weighing",
    "project",
    "cli",
)
CODE = sorted(path for path in (ROOT / "csperf").rglob("*.py") if path.parent.name != "texts")
TELLING = {"problem", "warning", "file_problem"}
NAMING = TELLING | {"say", "Term", "PydanticCustomError", "_Fault", "stop", "_fault", "Phrase"}
CJK = "\u3400-\u9fff"


def choices(model: type[Model], field: str) -> tuple[str, ...]:
    return get_args(model.model_fields[field].annotation)


def required_keys(model: type[Model]) -> set[str]:
    """Keys without a default in this part of the plan."""
    fields = model.model_fields.items()
    return {field.alias or name for name, field in fields if field.is_required()}


def every_model(model: type[Model] = Model) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from every_model(below)


KINDS_OF_PARTS = {
    "bands",
    "bands_by",
    "linear",
    "levels",
    "ratio_to",
    "per_unit",
    "ranks",
    "made_of",
} | {
    "base",
    "commission",
    "bonus",
    "rank_prize",
    "deduction",
    "adjustment",
    "item_commission",
    "clawback",
    "team_pool",
    "guarantee",
    "streak",
}  # a part is of its kind because this key stands there, so the key cannot be missing
TURNS = ("-turned", "-whole", "-unsplit")
DYNAMIC: dict[str, set[str]] = {
    "unit.": set(Unit),
    "example.": set(Unit),
    "sign.": {"at_least", "over", "at_most", "under"},
    "like.": set().union(*map(required_keys, every_model())) - KINDS_OF_PARTS,
    "heading-": {"score", "grade", "rank", "total", "agent"},
    "words.": {"graduated", "whole", "min", "max"},
    "words.tied-": {*choices(RankPrize, "ties"), "better", "worse"},
    "rounding.": set(get_args(RoundingMode)),
    "verdict.missing-": set(choices(Score, "missing")),
    "verdict.ties-": set(choices(RankPrize, "ties")),
    "page.": {"cancels", "reduces", "sets"},
    "page.season-": {"weights", "factors", "excluded-indicators", "excluded-all"},
    "page.season-excluded-": {"indicators", "all"},
    "page.places-": set(choices(Gate, "places")),
    "verdict.unmatched-": set(choices(DataRules, "unmatched")),
    "verdict.without-data-": set(choices(DataRules, "without_data")),
    "verdict.outside-period-": set(choices(DataRules, "outside_period")),
    "verdict.below-zero-": {"error", "zero", "charge"},
    "verdict.below-zero-row-": {"error", "zero", "charge"},
    "clause.": {"graduated", "whole", "higher", "lower", "from", "beyond"}
    | {"at-least", "at-most", "at-least-if-any", "tied-better", "tied-worse"}
    | {f"whole-{how}" for how in ("mean", "sum", "min", "max")},
    "better.": set(get_args(Better)),
    "payslip.": {"indicator", "value", "weight", "points-heading", "how"},
    "why.": set(REASONS),
    "kind.": set(KINDS),
    "page.judged-": set(get_args(Judged)),
    "page.chat-": set(get_args(Chat)),
    "page.talk-": set(get_args(Talk)),
    "page.by-": set(get_args(Evidence)),
    "page.notes-": {"newest", "oldest"},
    "page.weekday-": set("0123456"),
    "page.lasting-": set("hms"),
    "os.": set(USUAL_REASONS),
    "diff.": {"changed", "came", "left"},
    "state.": {"closed", "reopened", "corrected"},
    "project-not-": {"text", "texts", "yes-or-no", "plans", "limits"},
    "drivers.": {"contained", "few", "same", "twin", "shop", "total", "unclear", "mixed"}
    | {f"{way}{more}" for way in ("together", "apart") for more in ("", *TURNS)},
    "drivers.by-": {"day", "month", "whole"},
    "promotion.": set(get_args(How)),
    "cell-not-": {str(unit) for unit in Unit} - {"text"},
}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the package, with the name of what is called."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.id if isinstance(function, ast.Name) else ""
                yield (function.attr if isinstance(function, ast.Attribute) else name), node


def constants(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: one, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def in_templates() -> set[str]:
    """The ids that pages say."""
    pages = (ROOT / "csperf").rglob("templates/*.html")
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return {id_ for text in texts for id_ in re.findall(r'\bsay\("([^"]+)"', text)}


def named() -> set[str]:
    """The ids that code writes out where it tells or says something."""
    return in_templates() | {
        id_
        for name, call in calls()
        if name in NAMING and call.args
        for id_ in constants(call.args[0])
        if id_ and name != "Phrase"
    }


def prefixes() -> set[str]:
    """How the ids begin that code puts together."""
    return {
        str(call.args[0].values[0].value)
        for name, call in calls()
        if name in {"say", "Term"}
        and call.args
        and isinstance(call.args[0], ast.JoinedStr)
        and isinstance(call.args[0].values[0], ast.Constant)
    }


def written() -> set[str]:
    """Every text in the code, and every id that it puts together from those listed above."""
    found = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    helps = {
        f"help.{id_}"
        for name, call in calls()
        if name == "_help"
        for id_ in constants(call.args[0])
    }
    parts = {f"{prefix}{word}" for prefix in prefixes() for word in found}
    return (
        found
        | helps
        | parts
        | in_templates()
        | {f"{p}{word}" for p, words in DYNAMIC.items() for word in words}
    )


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_an_id_has_one_text() -> None:
    ids = Counter(id_ for module in MODULES for id_ in messages(module))
    assert not [id_ for id_, times in ids.items() if times > 1]


def test_every_id_in_the_code_has_a_text() -> None:
    assert not named() - messages().keys()


def test_every_id_put_together_has_a_text() -> None:
    assert not {f"{p}{w}" for p, words in DYNAMIC.items() for w in words} - messages().keys()


def test_no_text_is_left_over() -> None:
    left_over = sorted(messages().keys() - written())
    assert not left_over


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_say_the_same_in_all_parts(module: str) -> None:
    for id_, message in messages(module).items():
        assert message.zh.strip(), id_
        assert message.en.strip(), id_
        assert placeholders(message.zh) == placeholders(message.en), id_
        assert bool(message.zh_hint) == bool(message.en_hint), id_
        assert placeholders(message.zh_hint) == placeholders(message.en_hint), id_


@pytest.mark.parametrize("module", MODULES)
def test_each_language_has_its_own_punctuation(module: str) -> None:
    for id_, (zh, en, zh_hint, en_hint) in messages(module).items():
        for text in (zh, zh_hint):
            assert not re.search(f"[{CJK}][,;?!()]|[(][{CJK}]", text), (
                id_,
                text,
            )
            for pair in ("“”", "（）", "「」", "【】"):
                assert text.count(pair[0]) == text.count(pair[1]), (id_, text)
        for text in (en, en_hint):
            assert not re.search("[，。；：？！（）“”、【】]", text), (id_, text)
            assert text.count("(") == text.count(")"), (id_, text)


def test_a_hint_is_a_whole_sentence() -> None:
    for id_, (_, _, zh_hint, en_hint) in messages().items():
        assert not zh_hint or zh_hint.rstrip("`").endswith(("。", "？", "}")), id_
        assert not en_hint or en_hint.rstrip("`").endswith((".", "?", "}")), id_


def test_every_problem_is_told_with_the_facts_its_text_speaks_of() -> None:
    known = messages()
    for name, call in calls():
        if name not in TELLING or any(keyword.arg is None for keyword in call.keywords):
            continue
        given = {str(keyword.arg) for keyword in call.keywords}
        for id_ in constants(call.args[0]):
            lacking = placeholders(known[id_].zh) - given
            assert not lacking, f"{id_} is told without {lacking}"


def test_a_message_is_one_sentence_and_its_way_out() -> None:
    told = Problem("duplicate-key", facts={"key": "底薪", "line": 3})
    assert tell(told, "zh") == "“底薪”写了两次，第一次在第 3 行。请只留一个。"
    assert tell(told, "en") == "底薪 is written twice; first on line 3. Keep one of them."
    near = Problem("unknown-name", facts={"name": "x", "near": ""})
    assert tell(near, "en").endswith("nor a pay line above.")


def test_a_plan_without_a_key_is_told_how_to_write_it() -> None:
    assert say("like.csperf", "zh") == "csperf: 1"
    assert required_keys(PlanFile) == {"csperf", "plan", "version"}


def problems_told() -> set[str]:
    """The ids of problems, as against headings and words."""
    direct = {id_ for name, c in calls() if name in TELLING for id_ in constants(c.args[0])}
    return direct | {id_ for id_ in messages("plan") if "." not in id_}


def is_shown(id_: str, code: str, lines: str) -> bool:
    """Whether a test asks for the id, or expects a line that only this text can make."""
    template = messages()[id_].zh.replace("{{", "{").replace("}}", "}").replace("`", "")
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(template))
    return bool(re.search(rf'[\["]{id_}[\]"]', code + lines) or re.search(pattern, lines))


def test_every_problem_is_shown_by_a_test() -> None:
    tests = ROOT / "tests"
    code = "\n".join(path.read_text(encoding="utf-8") for path in tests.glob("*.py"))
    expected = [*tests.rglob("*.expected"), *tests.rglob("expected.zh.txt")]
    expected += (tests / "transcripts").glob("*.txt")
    lines = "\n".join(path.read_text(encoding="utf-8") for path in expected)
    told = problems_told()
    unshown = sorted(id_ for id_ in told if not is_shown(id_, code, lines))
    sys.stdout.write(f"\n{len(told)} problems, {len(unshown)} without evidence: {unshown}\n")
    assert not set(unshown) & messages("plan").keys()
