"""What every metric name means in a plan: the catalogue's entry, or the plan's own over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from csperf.errors import Fact, Problem, problem
from csperf.metrics.catalogue import Metric
from csperf.plan.bands import wrong_unit
from csperf.plan.combine import wrong_combining
from csperf.plan.desk import (
    Combining,
    Definition,
)
from csperf.plan.model import MetricRule
from csperf.plan.names import RESERVED, derived_name
from csperf.plan.past import past_definitions
from csperf.plan.read import Plan
from csperf.units import Unit, fits
from csperf.yaml_text import Written

_HUNDREDFOLD = re.compile(r"[*×] *100(?:\.0+)?(?![\d.%％])|(?<![\d.])100(?:\.0+)? *[*×]")


def definitions(
    plan: Plan, catalogue: Mapping[str, Metric]
) -> tuple[dict[str, Definition], list[Problem]]:
    """What every metric name means in this plan: the catalogue, and over it the plan's own.

    A metric has a Chinese and an English name; both always mean the same, the plan's own rule if it
    has one. A pay line may be called like the metric that it is paid from (底薪): the metric's own
    column then has the suffix 原值, and the name means the line as soon as the line stands.
    """
    known = definitions_of(catalogue, plan.words)
    problems: list[Problem] = []
    for name, rule in plan.rules.metrics.items():
        listed = known.get(str(name))
        if listed is not None and listed.place.line:
            problems.append(problem("name-taken", name.place, name=str(name)))
        definition, found = _own(name, rule, listed)
        problems.extend(found)
        _rename(known, str(name), definition)
    for name, rule in plan.rules.metrics.items():
        problems += wrong_combining(name, rule, known)
    for line in plan.rules.pay:
        if listed := known.get(str(line)):
            _rename(known, str(line), replace(listed, name=derived_name(str(line), "data")))
    return past_definitions(plan.words, known) | known, problems


def _rename(known: dict[str, Definition], name: str, definition: Definition) -> None:
    """Puts a definition under the name and under every other name of the same metric."""
    before = known.get(name)
    aliases = [alias for alias, one in known.items() if one is before] if before else []
    known.update(dict.fromkeys((*aliases, name), definition))


def _own(
    name: Written, rule: MetricRule, listed: Definition | None
) -> tuple[Definition, list[Problem]]:
    """A metric of the plan's own; unit and direction may come from the catalogue's entry."""
    problems: list[Problem] = []
    if str(name) in RESERVED:
        problems.append(problem("reserved-name", name.place, name=str(name)))
    if rule.formula is not None and rule.column is not None:
        problems.append(problem("two-kinds", name.place, keys=("formula", "column"), key=str(name)))
    unit = Unit(rule.unit) if rule.unit else listed.unit if listed else None
    if unit is None:
        problems.append(problem("unit-missing", name.place, name=str(name), units=tuple(Unit)))
    if rule.formula is not None and unit is Unit.PERCENT and _HUNDREDFOLD.search(rule.formula):
        problems.append(problem("percent-times-100", rule.formula.place, name=str(name)))
    if rule.combine is not None and rule.weighted_by is not None:
        keys = ("combine", "weighted_by")
        problems.append(problem("two-kinds", name.place, keys=keys, key=str(name)))
    for key, stated in (("combine", rule.combine), ("weighted_by", rule.weighted_by)):
        if stated is not None and rule.formula is not None:
            facts: dict[str, Fact] = {"key": key, "others": ("column",)}
            problems.append(problem("unused-key", name.place, **facts))
    if rule.formula is not None and unit is Unit.TEXT:
        problems.append(problem("formula-of-text", name.place, name=str(name)))
    if rule.round is not None and unit is Unit.PERCENT and not fits(rule.round, unit):
        problems.append(wrong_unit(rule.round, unit))
    headings = tuple(str(h) for h in rule.column) if rule.column else (str(name),)
    if listed and not rule.column:
        headings = (*headings, *listed.headings)
    formula = rule.formula
    if formula is None and rule.column is None and listed is not None:
        formula = listed.formula
    return Definition(
        listed.name if listed else str(name),
        unit or Unit.RATIO,
        rule.better or (listed.better if listed else "neutral"),
        formula,
        headings,
        rule.round.value if rule.round else None,
        None if rule.written_as is None else rule.written_as == "fraction",
        own=rule.formula is not None,
        place=name.place,
        combine=_combine(rule, listed),
        weight=str(rule.weighted_by or (listed.weight if listed else "")),
        stated=rule.column is not None,
    ), problems


def _combine(rule: MetricRule, listed: Definition | None) -> Combining:
    """How rows of a metric of the plan's own are put together; nobody guesses that."""
    if rule.weighted_by is not None:
        return "weighted"
    if rule.combine is not None:
        return rule.combine
    return listed.combine if listed else "never"


def definitions_of(catalogue: Mapping[str, Metric], words: frozenset[str]) -> dict[str, Definition]:
    """The catalogue by Chinese name and English id; columns are titled as the plan spells them."""
    spelling = {
        name: metric.english if metric.english in words and name not in words else name
        for name, metric in catalogue.items()
    }
    found: dict[str, Definition] = {}
    for name, metric in catalogue.items():
        formula = Written(_respelled(metric.formula, spelling)) if metric.formula else None
        found[name] = found[metric.english] = Definition(
            spelling[name],
            metric.unit,
            metric.better,
            formula,
            metric.headings,
            combine=metric.combine,
            weight=spelling.get(metric.weight, metric.weight),
        )
    return found


def _respelled(formula: str, spelling: Mapping[str, str]) -> str:
    return " ".join(spelling.get(word, word) for word in formula.split())
