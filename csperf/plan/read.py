"""A plan file becomes a `PlanFile`, or problems with the line and column of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from csperf.errors import Fact, Keys, Place, Problem, Term, about, problem
from csperf.plan.fields import near_choice, place_of
from csperf.plan.model import PlanFile
from csperf.plan.vocabulary import in_english
from csperf.units import figure_of
from csperf.yaml_text import WRONG, Table, Tree, Written, read_text, read_tree, spelling, walk

_EXPECTED = {
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "list_type": "expected-list",
    "union_tag_not_found": "expected-mapping",
    "union_tag_invalid": "expected-mapping",
    "too_short": "too-short",
}


LONGEST_SHOWN = 40
_MEANINGS: dict[tuple[str, ...], Term] = {  # choices that have a Chinese meaning beside them
    ("share", "all_full", "next_drops"): Term("choices.ties"),
    ("graduated", "whole"): Term("choices.ladder"),
    ("error", "zero", "skip", "renormalise"): Term("choices.missing"),
    ("weighted_mean", "sum"): Term("choices.combine"),
    ("half_up", "half_even", "up", "down"): Term("choices.rounding"),
    ("higher", "lower"): Term("choices.better"),
    ("equal", "score"): Term("choices.split"),
    ("pro_rata", "whole_only"): Term("choices.fractions"),
    ("zero", "charge"): Term("choices.below-zero"),
}
_COMPARED = re.compile(r"([^<>=≥≤]+?) *(>=|<=|[<>=≥≤]) *([^<>=≥≤ ]+)")
_SIGNS = {
    ">=": "at_least",
    "≥": "at_least",
    ">": "over",
    "<=": "at_most",
    "≤": "at_most",
    "<": "under",
    "=": "is",
}


@dataclass(frozen=True)
class Plan:
    """A plan as read: the models, its file, every word in it, where its sections begin.

    `keys` is the language of its keys.
    """

    rules: PlanFile
    file: str
    sha256: str
    words: frozenset[str]
    sections: Mapping[str, Place] = field(default_factory=dict)
    keys: Keys = "en"


def read_plan(file: str, at: str = "") -> tuple[Plan | None, list[Problem]]:
    """The plan in `file`; every fault of its YAML and its shape at once.

    `at` is where the file lies, if that is not what it is called.
    """
    text, problems = read_text(file, at)
    return (None, problems) if text is None else plan_of(text, file)


def plan_of(text: str, file: str) -> tuple[Plan | None, list[Problem]]:
    """The plan that a text holds."""
    tree, problems = read_tree(text, file)
    if not isinstance(tree, Table) or any(p.id in WRONG for p in problems):
        if not problems:
            problems = [problem("not-a-plan", Place(file, 1), keys=tuple(PlanFile.keys()))]
        return None, problems
    english, keys, unknown = in_english(tree, PlanFile)
    rules, told = _rules_of(english)
    told = [new for new in told if not any(new.place == old.place for old in problems)]
    if rules is None or problems or unknown or told:
        return None, about(_in_order([*problems, *unknown, *told]), keys)
    digest = sha256(text.encode()).hexdigest()
    sections = {str(key): key.place for key in english}
    words = frozenset(str(word) for word in walk(tree))
    return Plan(rules, file, digest, words, sections, keys), []


def _rules_of(tree: Table) -> tuple[PlanFile | None, list[Problem]]:
    """The models of a plan with English keys, and every fault of its shape."""
    unknown: list[Problem] = []
    try:
        return PlanFile.model_validate(tree, context={"problems": unknown}), unknown
    except ValidationError as error:
        return None, [
            *unknown,
            *(_problem(detail, tree) for detail in error.errors(include_url=False)),
        ]


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: p.place)


def _problem(detail: ErrorDetails, tree: Tree) -> Problem:
    """A Pydantic error as a problem at the line of its part."""
    place, part = _find(tree, detail["loc"])
    written = spelling(part)
    raw = detail["input"]
    kind = _EXPECTED.get(detail["type"], detail["type"])
    named = {name: _fact(value) for name, value in detail.get("ctx", {}).items()}
    at = raw.place if isinstance(raw, Written) and raw.place.line else place
    if kind == "missing":
        key = str(detail["loc"][-1])
        whole = written or Term("shape.plan")
        return problem("missing-key", place, key=key, part=whole, example=Term(f"like.{key}"))
    if kind == "literal_error":
        kind, allowed = "not-a-choice", _choices(str(named.get("expected", "")))
        named = {"allowed": _MEANINGS.get(allowed, allowed), "near": near_choice(str(raw), allowed)}
    if kind == "expected-mapping" and (instead := _meant(part, raw)):
        kind, named = "wrong-shape", {"instead": instead}
    if isinstance(raw, Table):
        at = next((key.place for key in raw if key == named.get("key")), at)
    return problem(kind, at, **{"key": written, "found": _shown(raw), **named})


def _meant(key: str, raw: object) -> str:
    """What was meant by an amount, a comparison or a list where `name: value` belongs; or ''."""
    if isinstance(raw, list) and key == "rank_prize":
        prizes = ", ".join(str(prize) for prize in raw if isinstance(prize, Written))
        return f"rank_prize: {{by: score, prizes: [{prizes}]}}" if prizes else ""
    if not isinstance(raw, Written):
        return ""
    if key in {"when", "eligible"} and (match := _COMPARED.fullmatch(raw)):
        name, sign, bound = match.groups()
        return f"{name.strip()}: {{{_SIGNS[sign]}: {bound}}}"
    figure = figure_of(raw)
    if key in {"base", "bonus"} and figure is not None and figure.unit is None:
        return f"{key}: {{fixed: {raw}}}"
    return ""


def _shown(raw: object) -> Fact:
    """What stands in the plan, short enough to be read."""
    if isinstance(raw, Written):
        text = spelling(raw)
        text = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        return text if raw.strip() else Term("shape.empty")
    return Term("shape.mapping" if isinstance(raw, Table) else "shape.list")


def _fact(value: object) -> Fact:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else str(value)


def _choices(expected: str) -> tuple[str, ...]:
    """`'a', 'b' or 'c'` as a tuple."""
    return tuple(
        part.strip(" '") for part in expected.replace(" or ", ",").split(",") if part.strip()
    )


def _find(tree: Tree, loc: tuple[int | str, ...]) -> tuple[Place, Written]:
    """The place and key of the last part of `loc` that exists; tags and validators are skipped."""
    node: Any = tree
    place, part = place_of(tree), Written("")
    for step in loc:
        if isinstance(node, Mapping) and step in node:
            key = next(key for key in node if key == step)
            place, part = place_of(key), key
            node = node[step]
        elif isinstance(step, int) and isinstance(node, list) and step < len(node):
            node = node[step]
            place = place_of(node)
    return place, part
